//! The language of single blocks: a quotation in another language than the article's is marked as such, so that it is read out, hyphenated and laid out
//! as what it is.

use crate::dom::{Dom, Id, Tag};
use crate::inline;
use coranto_core::{Block, Lang};
use coranto_text::{detect, direction};

/// What the page says of the block's language, nearer than its root: written around the markup, to be believed or not by `mark`.
pub(crate) fn declared(dom: &Dom<'_>, block: Id, html: String) -> String {
    if html.is_empty() {
        return html;
    }
    let said = std::iter::once(block)
        .chain(dom.ancestors(block))
        .take_while(|id| !matches!(dom.tag(*id), Tag::Html | Tag::Body))
        .find_map(|id| dom.attr(id, "lang").or_else(|| dom.attr(id, "xml:lang")));
    match said.and_then(|tag| Lang::parse(&tag)) {
        Some(lang) => wrapped(&html, Some(lang)),
        None => html,
    }
}

/// Takes off what the text contradicts or the article says anyway, and marks what is surely written in another language.
pub(crate) fn mark(blocks: &mut [Block], article: Option<Lang>) {
    let article_script = article_script(blocks);
    let one = |html: &mut String, quoted: bool| *html = judged(html, article, article_script, quoted);
    for block in blocks.iter_mut().take(2_000) {
        match block {
            Block::Paragraph { html } => one(html, false),
            Block::Heading { html, .. } => one(html, false),
            Block::List { items, .. } => items.iter_mut().for_each(|item| one(item, false)),
            Block::Quote { paragraphs, .. } => paragraphs.iter_mut().for_each(|p| one(p, true)),
            _ => {}
        }
    }
}

/// A quotation shorter than this does not tell its language surely.
const LONG: usize = 120;
/// Letters of another script that are more than a name.
const FEW: usize = 12;

fn judged(html: &str, article: Option<Lang>, article_script: Option<Script>, quoted: bool) -> String {
    if !quoted && is_plainly_latin(html) && article_script == Some(Script::Latin) {
        return html.to_owned();
    }
    let (bare, said) = match unwrapped(html) {
        Some((inner, lang)) => (inner, Some(lang)),
        // A direction alone was set where the text is laid out.
        None if html.starts_with("<span dir=\"") => return html.to_owned(),
        None => (html, None),
    };
    let text = inline::text_of(bare);
    let (script, letters) = script_of(&text);
    let foreign = script.is_some() && script != article_script && article_script.is_some() && letters >= FEW;
    let quoted = quoted || text.starts_with(['“', '„', '«', '"', '»', '‘']);
    // A language of the article's own script needs a text long enough to hold it against.
    let found = match said {
        Some(said) if Some(said) == article => None,
        Some(said) if letters < LONG && !foreign => Some(said).filter(|_| script == article_script && letters >= 3),
        Some(said) => Some(detect(&text, Some(said)).unwrap_or(said)),
        None if foreign => detect(&text, None),
        None if quoted && letters >= LONG => detect(&text, article),
        None => None,
    };
    match found {
        Some(lang) if Some(lang) != article => wrapped(bare, Some(lang)),
        // Nobody can tell the language, but everybody the direction.
        None if foreign && (script == Some(Script::Rtl)) != (article_script == Some(Script::Rtl)) => {
            wrapped(bare, None)
        }
        _ => bare.to_owned(),
    }
}

/// Most paragraphs of most articles: nothing declared, no letter of another script, no quotation.
fn is_plainly_latin(html: &str) -> bool {
    html.is_ascii() && !html.starts_with(['<', '"', '&'])
}

fn wrapped(html: &str, lang: Option<Lang>) -> String {
    let dir = direction(&inline::text_of(html)).as_str();
    match lang {
        Some(lang) => format!("<span lang=\"{lang}\" dir=\"{dir}\">{html}</span>"),
        None => format!("<span dir=\"{dir}\">{html}</span>"),
    }
}

/// The inside of a span around the whole and the language that it says.
fn unwrapped(html: &str) -> Option<(&str, Lang)> {
    let rest = html.strip_prefix("<span lang=\"")?;
    let (lang, rest) = rest.split_once('"')?;
    let inner = rest.split_once('>')?.1.strip_suffix("</span>")?;
    // "<span>a</span> b <span>c</span>" is not one span.
    let mut depth = 0_i32;
    for (at, _) in inner.match_indices('<') {
        let tag = inner.get(at..).unwrap_or_default();
        depth += i32::from(tag.starts_with("<span")) - i32::from(tag.starts_with("</span"));
        if depth < 0 {
            return None;
        }
    }
    Some((inner, Lang::parse(lang)?))
}

/// Families of scripts that no language mixes within a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Rtl,
    Indic,
    Thai,
    EastAsian,
    Other,
}

fn family(c: char) -> Script {
    match c {
        '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => Script::Latin,
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Script::Greek,
        '\u{400}'..='\u{52F}' => Script::Cyrillic,
        '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => Script::Rtl,
        '\u{900}'..='\u{DFF}' => Script::Indic,
        '\u{E00}'..='\u{E7F}' => Script::Thai,
        '\u{1100}'..='\u{11FF}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' => {
            Script::EastAsian
        }
        _ => Script::Other,
    }
}

/// The script of nine letters in ten, and how many letters there are.
fn script_of(text: &str) -> (Option<Script>, usize) {
    // Latin text is told by a glance at its bytes.
    if text.is_ascii() {
        let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
        return ((letters > 0).then_some(Script::Latin), letters);
    }
    let mut counts: [usize; 8] = [0; 8];
    let mut letters = 0;
    for c in text.chars().filter(|c| c.is_alphabetic()).take(600) {
        counts[family(c) as usize] += 1;
        letters += 1;
    }
    const ALL: [Script; 8] = [
        Script::Latin,
        Script::Greek,
        Script::Cyrillic,
        Script::Rtl,
        Script::Indic,
        Script::Thai,
        Script::EastAsian,
        Script::Other,
    ];
    let most = ALL.into_iter().max_by_key(|script| counts[*script as usize]);
    (most.filter(|script| counts[*script as usize] * 10 >= letters * 9 && letters > 0), letters)
}

/// The script of the article's text, by its first paragraphs.
fn article_script(blocks: &[Block]) -> Option<Script> {
    let mut votes: [usize; 8] = [0; 8];
    let mut first = None;
    for block in blocks.iter().take(200) {
        if let Block::Paragraph { html } = block {
            let (script, letters) = script_of(&inline::text_of(html));
            if let Some(script) = script {
                votes[script as usize] += letters;
                if first.is_none_or(|best: Script| votes[script as usize] > votes[best as usize]) {
                    first = Some(script);
                }
            }
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG_GERMAN: &str = "„Wir haben jede Schaufel gezählt“, sagte die Bürgermeisterin am Kai, wo die Fischer seit dem Morgen darauf gewartet hatten, dass die Tonnen wieder versetzt werden und die Fähre ablegen kann.";
    const ENGLISH: &str = "The harbour of Lindmar opened again on Tuesday after eleven weeks of dredging, and the first ferry left with forty passengers and a brass band.";

    fn marked(html: &str, quote: bool) -> String {
        let block = |html: &str| Block::Paragraph { html: html.to_owned() };
        let last = if quote { Block::Quote { paragraphs: vec![html.to_owned()], cite: None } } else { block(html) };
        let mut blocks = vec![block(ENGLISH), block(ENGLISH), last];
        mark(&mut blocks, Some(Lang::EN));
        match blocks.pop() {
            Some(Block::Paragraph { html }) => html,
            Some(Block::Quote { mut paragraphs, .. }) => paragraphs.pop().unwrap(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_surely_in_another_language_says_so() {
        assert_eq!(marked(LONG_GERMAN, true), format!("<span lang=\"de\" dir=\"ltr\">{LONG_GERMAN}</span>"));
        let arabic = "أعيد فتح ميناء ليندمار يوم الثلاثاء بعد أحد عشر أسبوعا من التجريف، وغادرت العبارة الأولى وعلى متنها أربعون راكبا وفرقة موسيقية، وقالت رئيسة البلدية إن العمل كلف أكثر من أربعة ملايين";
        assert_eq!(marked(arabic, false), format!("<span lang=\"ar\" dir=\"rtl\">{arabic}</span>"));
        let russian = "Гавань Линдмара снова открыта, и первый паром ушёл с сорока пассажирами на борту";
        assert_eq!(marked(russian, false), format!("<span lang=\"ru\" dir=\"ltr\">{russian}</span>"));
    }

    #[test]
    fn what_is_not_sure_stays_as_it_is() {
        for text in [
            "“We counted every shovel,” Lund told the crowd.",
            "Порт",
            ENGLISH,
            "The ship is called Морская звезда since Tuesday.",
        ] {
            assert_eq!(marked(text, false), text);
        }
    }

    #[test]
    fn a_declaration_is_believed_unless_the_text_contradicts_it() {
        let short = "<span lang=\"fr\" dir=\"ltr\">La mer est calme ce soir</span>";
        assert_eq!(marked(short, false), short);
        assert_eq!(
            marked(&format!("<span lang=\"fr\" dir=\"ltr\">{ENGLISH} {ENGLISH} {ENGLISH}</span>"), false),
            format!("{ENGLISH} {ENGLISH} {ENGLISH}")
        );
        assert_eq!(marked("<span lang=\"en\" dir=\"ltr\">Calm <em>sea</em></span>", false), "Calm <em>sea</em>");
    }
}
