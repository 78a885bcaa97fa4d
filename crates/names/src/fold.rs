//! Letters as names are compared: without case, accents, vowel marks and the variants that readers ignore; the same for what the program carries and what it reads.

use unicode_normalization::char::decompose_canonical;

/// Zero-width and direction marks, soft hyphens: shown by no page, so no part of a name.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}')
}

/// Appends the letter as it is compared; nothing for marks that are ignored.
pub(crate) fn push_folded(c: char, out: &mut String) {
    if c.is_ascii() {
        return out.push(c.to_ascii_lowercase());
    }
    if matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3040}'..='\u{30FF}' | '\u{AC00}'..='\u{D7AF}') {
        return out.push(c);
    }
    decompose_canonical(c, |part| {
        if is_ignored(part) {
            return;
        }
        for lower in part.to_lowercase() {
            match lower {
                'ß' => out.push_str("ss"),
                'æ' => out.push_str("ae"),
                'œ' => out.push_str("oe"),
                'þ' => out.push_str("th"),
                'ı' => out.push('i'),
                'ø' => out.push('o'),
                'đ' | 'ð' => out.push('d'),
                'ł' => out.push('l'),
                'ə' => out.push('a'),
                'ٱ' => out.push('ا'),
                'ة' => out.push('ه'),
                'ى' | 'ی' => out.push('ي'),
                'ک' => out.push('ك'),
                'ँ' => out.push('ं'),
                mark if is_ignored(mark) => {}
                other => out.push(other),
            }
        }
    });
}

/// Accents, Arabic vowels and stretching, the dot under Devanagari letters.
fn is_ignored(c: char) -> bool {
    is_invisible(c) || matches!(c, '\u{300}'..='\u{36F}' | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{93C}')
}
