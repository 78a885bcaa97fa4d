//! Which language a text is written in, and which way it runs.

use crate::stop;
use coranto_core::{Direction, Lang};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Detection reads no more than this: the beginning of an article tells its language, and the cost stays flat.
const READ_BYTES: usize = 3_000;
/// Fewer letters than this say nothing that a declaration would not say better.
const FEW_LETTERS: usize = 24;

/// The language of a text, or `hint` (what the feed or page declares) when the text is too short or too mixed to tell.
///
/// A declaration is often a template's default ("en" on an Arabic page), so a text that speaks clearly wins over it; between close relatives, which
/// trigrams confuse, the declaration wins.
pub fn detect(text: &str, hint: Option<Lang>) -> Option<Lang> {
    let text = beginning_bytes(text, READ_BYTES);
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(400).count();
    if letters < FEW_LETTERS && !text.chars().any(spells_alone) {
        return hint;
    }
    if hint.is_some_and(|hint| is_plainly(text, hint)) {
        return hint;
    }
    let Some(info) = whatlang::detect(text) else { return hint };
    let Some(found) = Lang::parse(two_letters(info.lang().code())) else { return hint };
    match hint {
        None => (info.is_reliable() || letters >= 120 || info.confidence() > 0.6).then_some(found),
        Some(hint) if hint == found || relatives(hint, found) => Some(hint),
        Some(hint) => {
            let clear = script_tells(info.script()) || (info.is_reliable() && letters >= 60) || letters >= 300;
            Some(if clear { found } else { hint })
        }
    }
}

/// Fewer words may be a title of names.
const FEW_WORDS: usize = 12;

/// Three words in ten are stop words of the language, and it has more of them than any other: spares most texts the slow way.
fn is_plainly(text: &str, lang: Lang) -> bool {
    /// Languages that have the word, a bit each in the order of the lists.
    static LANGUAGES: LazyLock<HashMap<&str, u32>> = LazyLock::new(|| {
        let mut languages: HashMap<&str, u32> = HashMap::new();
        for (at, (_, words)) in stop::WORDS.iter().enumerate() {
            words.split_whitespace().for_each(|word| *languages.entry(word).or_default() |= 1 << at);
        }
        languages
    });
    let Some(own) = stop::WORDS.iter().position(|(tag, _)| *tag == lang.as_str()) else { return false };
    let (mut words, mut hits) = (0usize, [0usize; stop::WORDS.len()]);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        words += 1;
        let mut languages = LANGUAGES.get(word).copied().unwrap_or(0);
        while languages != 0 {
            hits[languages.trailing_zeros() as usize] += 1;
            languages &= languages - 1;
        }
    }
    let most = hits.iter().enumerate().all(|(at, n)| at == own || *n < hits[own]);
    words >= FEW_WORDS && hits[own] * 10 >= words * 3 && most
}

/// The direction of the first strong letter; left to right when there is none.
pub fn direction(text: &str) -> Direction {
    for c in text.chars() {
        if is_rtl_letter(c) {
            return Direction::Rtl;
        }
        if c.is_alphabetic() {
            return Direction::Ltr;
        }
    }
    Direction::Ltr
}

/// Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms: the blocks of bidi classes R and AL.
fn is_rtl_letter(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
        && c.is_alphabetic()
}

/// A single such letter names its language, or nearly.
fn spells_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{AC00}'..='\u{D7AF}')
}

/// Scripts that few languages share: even a short text in one contradicts a Latin declaration.
fn script_tells(script: whatlang::Script) -> bool {
    !matches!(
        script,
        whatlang::Script::Latin | whatlang::Script::Cyrillic | whatlang::Script::Arabic | whatlang::Script::Devanagari
    )
}

fn relatives(a: Lang, b: Lang) -> bool {
    const FAMILIES: &[&[&str]] = &[
        &["no", "nb", "nn", "da", "sv"],
        &["hr", "sr", "bs", "sl", "mk", "me"],
        &["id", "ms", "jv"],
        &["cs", "sk"],
        &["es", "ca", "gl", "pt", "ast"],
        &["ru", "uk", "be", "bg"],
        &["hi", "mr", "ne"],
        &["ar", "arz", "fa", "ur", "ps", "ckb"],
        &["nl", "af"],
        &["tr", "az"],
        &["zh", "yue"],
        &["fr", "oc"],
        &["yi", "he"],
    ];
    FAMILIES.iter().any(|family| family.contains(&a.as_str()) && family.contains(&b.as_str()))
}

/// Three-letter codes of the detector as the tags that pages and feeds use.
fn two_letters(code: &str) -> &str {
    const CODES: &[(&str, &str)] = &[
        ("epo", "eo"),
        ("eng", "en"),
        ("rus", "ru"),
        ("cmn", "zh"),
        ("spa", "es"),
        ("por", "pt"),
        ("ita", "it"),
        ("ben", "bn"),
        ("fra", "fr"),
        ("deu", "de"),
        ("ukr", "uk"),
        ("kat", "ka"),
        ("ara", "ar"),
        ("hin", "hi"),
        ("jpn", "ja"),
        ("heb", "he"),
        ("yid", "yi"),
        ("pol", "pl"),
        ("amh", "am"),
        ("jav", "jv"),
        ("kor", "ko"),
        ("nob", "no"),
        ("dan", "da"),
        ("swe", "sv"),
        ("fin", "fi"),
        ("tur", "tr"),
        ("nld", "nl"),
        ("hun", "hu"),
        ("ces", "cs"),
        ("ell", "el"),
        ("bul", "bg"),
        ("bel", "be"),
        ("mar", "mr"),
        ("kan", "kn"),
        ("ron", "ro"),
        ("slv", "sl"),
        ("hrv", "hr"),
        ("srp", "sr"),
        ("mkd", "mk"),
        ("lit", "lt"),
        ("lav", "lv"),
        ("est", "et"),
        ("tam", "ta"),
        ("vie", "vi"),
        ("urd", "ur"),
        ("tha", "th"),
        ("guj", "gu"),
        ("uzb", "uz"),
        ("pan", "pa"),
        ("aze", "az"),
        ("ind", "id"),
        ("tel", "te"),
        ("pes", "fa"),
        ("mal", "ml"),
        ("ori", "or"),
        ("mya", "my"),
        ("nep", "ne"),
        ("sin", "si"),
        ("khm", "km"),
        ("tuk", "tk"),
        ("aka", "ak"),
        ("zul", "zu"),
        ("sna", "sn"),
        ("afr", "af"),
        ("lat", "la"),
        ("slk", "sk"),
        ("cat", "ca"),
        ("tgl", "tl"),
        ("hye", "hy"),
        ("cym", "cy"),
    ];
    CODES.iter().find(|(three, _)| *three == code).map_or(code, |(_, two)| two)
}

fn beginning_bytes(text: &str, limit: usize) -> &str {
    let mut end = text.len().min(limit);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(tag: &str) -> Option<Lang> {
        Lang::parse(tag)
    }

    #[test]
    fn it_works() {
        for (tag, text) in [
            ("en", "The harbour bridge will stay closed until the inquiry has heard every witness, the mayor said."),
            ("ar", "قالت الوزيرة إن الجسر سيبقى مغلقا حتى تنتهي لجنة التحقيق من الاستماع إلى جميع الشهود في الميناء."),
            (
                "es",
                "El puente del puerto seguirá cerrado hasta que la comisión haya escuchado a todos los testigos, dijo la alcaldesa.",
            ),
            (
                "fr",
                "Le pont du port restera fermé jusqu'à ce que la commission ait entendu tous les témoins, a déclaré la maire.",
            ),
            (
                "de",
                "Die Hafenbrücke bleibt gesperrt, bis die Kommission alle Zeugen gehört hat, sagte die Bürgermeisterin am Montag.",
            ),
            ("ru", "Мост в порту останется закрытым, пока комиссия не выслушает всех свидетелей, сообщила мэр города."),
            ("zh", "市长表示，在调查委员会听取所有证人的证词之前，港口大桥将继续关闭。"),
            (
                "tr",
                "Belediye başkanı, komisyon bütün tanıkları dinleyene kadar liman köprüsünün kapalı kalacağını söyledi.",
            ),
            ("hi", "महापौर ने कहा कि जब तक जांच आयोग सभी गवाहों को नहीं सुन लेता, तब तक बंदरगाह का पुल बंद रहेगा।"),
        ] {
            assert_eq!(detect(text, None), lang(tag), "{text}");
            // A declaration is believed at once only where it is true.
            for other in stop::WORDS.iter().map(|(other, _)| *other).filter(|other| *other != tag) {
                assert!(!lang(other).is_some_and(|other| is_plainly(text, other)), "{other}: {text}");
            }
        }
    }

    #[test]
    fn a_clear_text_contradicts_a_template_and_an_unclear_one_does_not() {
        let arabic = "قالت الوزيرة إن الجسر سيبقى مغلقا حتى تنتهي لجنة التحقيق من الاستماع إلى جميع الشهود في الميناء.";
        assert_eq!(detect(arabic, Some(Lang::EN)), Some(Lang::AR));
        assert_eq!(detect("Live: 3-2", Some(Lang::EN)), Some(Lang::EN));
        assert_eq!(detect("", None), None);
        assert_eq!(detect("12345 !!!", lang("fr")), lang("fr"));
        // Norwegian and Danish look alike to trigrams: the publisher knows better.
        let norwegian = "Broen i havnen blir stengt til kommisjonen har hørt alle vitnene, sa ordføreren på mandag.";
        assert_eq!(detect(norwegian, lang("no")), lang("no"));
    }

    #[test]
    fn direction_is_that_of_the_first_letter() {
        assert_eq!(direction("«— 12 — نعم yes»"), Direction::Rtl);
        assert_eq!(direction("12: yes نعم"), Direction::Ltr);
        assert_eq!(direction("…"), Direction::Ltr);
        assert_eq!(direction("שלום"), Direction::Rtl);
    }
}
