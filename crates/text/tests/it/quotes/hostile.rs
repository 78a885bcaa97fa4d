//! What comes from outside may be anything.

use coranto_core::Lang;
use coranto_text::quotes::{Kind, Quotation, Said, quotations, together};
use proptest::prelude::*;

const LANGUAGES: [&str; 10] = ["ar", "de", "en", "es", "fr", "hi", "pt", "ru", "tr", "zh"];

fn found(text: &str, tag: &str) -> Vec<Quotation> {
    let found = quotations(text, Lang::parse(tag));
    for quotation in &found {
        let places = quotation
            .words
            .iter()
            .chain(&quotation.exact)
            .chain(&quotation.speaker)
            .chain(&quotation.verb)
            .chain(&quotation.who);
        for place in places {
            assert!(
                text.get(place.clone()).is_some_and(|words| !words.is_empty()),
                "{tag}: {place:?} of {quotation:?}"
            );
        }
        assert!(!quotation.words.is_empty());
    }
    found
}

#[test]
fn marks_that_never_close_are_passed_over() {
    for tag in LANGUAGES {
        for mark in ["“", "«", "\"", "„", "'", "‘", "「", "''", "»", "”"] {
            assert!(found(&mark.repeat(10_000), tag).is_empty());
            assert!(found(&format!("{mark}a ").repeat(5_000), tag).len() < 5_000);
        }
    }
    assert!(
        found("He left “the house and never came back, said Ann Lee.", "en")
            .iter()
            .all(|quotation| quotation.kind == Kind::Indirect)
    );
}

#[test]
fn ten_thousand_quotations_are_all_found() {
    let text = "“The bridge is closed until spring,” said Ann Lee.\n\n".repeat(10_000);
    let all = found(&text, "en");
    assert_eq!(all.len(), 10_000);
    assert!(
        all.iter()
            .all(|quotation| quotation.speaker.as_ref().is_some_and(|speaker| &text[speaker.clone()] == "Ann Lee"))
    );
    // And in one paragraph.
    assert!(found(&text.replace("\n\n", " "), "en").len() > 9_000);
}

#[test]
fn long_names_and_endless_words_are_read_in_bounded_time() {
    let name = "Bartholomeus".repeat(25);
    let text = format!("“The bridge is closed,” said {name} Lee.");
    assert!(found(&text, "en")[0].speaker.as_ref().is_some_and(|speaker| text[speaker.clone()].ends_with("Lee")));
    for piece in [
        "a",
        "said ",
        "said,",
        "«»",
        "said he ",
        "， 说：",
        "ने कहा कि ",
        "\u{200B}",
        "—",
        ".",
        ")(",
        "“a” ",
        "X's ",
        "n’",
        "dedi “x” ",
    ] {
        for tag in LANGUAGES {
            found(&piece.repeat(3_000), tag);
            found(&format!("A{}", piece.repeat(3_000)), tag);
        }
    }
}

#[test]
fn words_that_nobody_is_known_to_have_said_are_kept() {
    let text = "“The bridge was closed for a year and nobody said why.\n\n“But now it is open to all.”\n\nThe harbour is quiet.";
    let all = found(text, "en");
    assert_eq!((all.len(), all[0].words.len(), all[0].kind), (1, 2, Kind::Direct), "{all:?}");
    assert_eq!((&all[0].speaker, &all[0].verb), (&None, &None));
}

#[test]
fn unseen_characters_inside_names_change_nothing() {
    let plain = "Prime Minister Anna Keller arrived late.\n\n“The bridge is closed,” said Keller.";
    let dressed = "Prime Minister Anna Kel\u{200B}ler arrived late.\n\n“The bridge is closed,” sa\u{200D}id \u{202E}Kel\u{2060}ler\u{202C}.";
    let bare =
        |text: &str| text.chars().filter(|c| !matches!(c, '\u{200B}'..='\u{202E}' | '\u{2060}')).collect::<String>();
    let read = |text: &str| {
        let quotation = found(text, "en").remove(0);
        [quotation.speaker, quotation.verb, quotation.who].map(|place| place.map(|place| bare(&text[place])))
    };
    assert_eq!(read(plain), read(dressed));
    assert_eq!(read(plain)[2].as_deref(), Some("Prime Minister Anna Keller"));
}

proptest! {
    #[test]
    fn any_text_has_places_inside_it(text in "\\PC{0,200}", tag in 0usize..10) {
        found(&text, LANGUAGES[tag]);
    }

    #[test]
    fn any_order_of_what_news_are_made_of(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60), tag in 0usize..10) {
        let text = pieces.concat();
        let all = found(&text, LANGUAGES[tag]);
        let words: Vec<String> = all.iter().map(|quotation| quotation.words.iter().map(|place| &text[place.clone()]).collect::<Vec<_>>().join(" ")).collect();
        let said: Vec<Said> = words.iter().map(|words| Said { words, lang: Lang::parse(LANGUAGES[tag]) }).collect();
        let groups = together(&said);
        prop_assert_eq!(groups.iter().map(|group| group.others.len() + 1).sum::<usize>(), said.len());
    }
}

const PIECES: &[&str] = &[
    "“",
    "”",
    "\"",
    "'",
    "’",
    "«",
    "»",
    "„",
    "「",
    "」",
    "《",
    "—",
    "- ",
    ", ",
    ". ",
    "? ",
    ": ",
    "\n\n",
    " ",
    "said ",
    "he ",
    "Ann Lee ",
    "that ",
    "the bridge is closed ",
    "according to ",
    "a-t-il ",
    "dit ",
    "selon ",
    "dijo ",
    "que ",
    "sagte ",
    "dass ",
    "сказал ",
    "что ",
    "по словам ",
    "قال ",
    "إن ",
    "وقال ",
    "ने ",
    "कहा ",
    "कि ",
    "dedi ",
    "diye ",
    "’e göre ",
    "söyledi ",
    "表示",
    "说",
    "据",
    "，",
    "。",
    "：",
    "\u{200B}",
    "\u{202E}",
    "İ",
    "ß",
    "(",
    ")",
    "adding ",
    "told ",
    "reporters ",
    "-",
    "1",
    "é",
    "\u{301}",
];
