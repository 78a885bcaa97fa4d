//! What the rules need to know of a language or a script.

use coranto_core::Lang;

/// The language's name is written with capitals at its head.
pub(crate) fn has_capitals(text: &str) -> bool {
    let mut cased = 0usize;
    let mut all = 0usize;
    for c in text.chars().filter(|c| c.is_alphabetic()).take(400) {
        all += 1;
        cased += usize::from(c.is_lowercase() || c.is_uppercase());
    }
    cased * 2 > all
}

/// Words stand without blanks between them.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
}

pub(crate) fn code(lang: Option<&Lang>) -> &str {
    lang.map_or("", |lang| lang.as_str())
}

/// Scripts that are told apart where two spellings of one name are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Script {
    Latin,
    Cyrillic,
    Greek,
    Arabic,
    Hebrew,
    Devanagari,
    Han,
    Other,
}

/// That of the first letter.
pub(crate) fn script(name: &str) -> Script {
    match name.chars().find(|c| c.is_alphabetic()).unwrap_or(' ') {
        'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => Script::Latin,
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Script::Greek,
        '\u{400}'..='\u{52F}' => Script::Cyrillic,
        '\u{590}'..='\u{5FF}' => Script::Hebrew,
        '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{FB50}'..='\u{FEFF}' => Script::Arabic,
        '\u{900}'..='\u{97F}' => Script::Devanagari,
        c if is_unspaced(c) => Script::Han,
        _ => Script::Other,
    }
}
