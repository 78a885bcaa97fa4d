//! Sentences: twenty cases and more for each language of the news, and what holds for any text.
//!
//! In `cases.rs` a "¦" stands where a sentence ends and another begins. A text that was cut wrongly becomes a line there.

mod cases;

use coranto_core::Lang;
use coranto_text::sentences;
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn cut(text: &str, lang: Option<Lang>) -> Vec<&str> {
    sentences(text, lang).map(|place| &text[place]).collect()
}

#[test]
fn it_works() {
    let text = "Dr. Thorne opened the bridge.  It had been closed since Jan. 3.\nNobody was hurt";
    assert_eq!(
        cut(text, Some(Lang::EN)),
        ["Dr. Thorne opened the bridge.", "It had been closed since Jan. 3.", "Nobody was hurt"]
    );
    assert_eq!(sentences(text, Some(Lang::EN)).next(), Some(0..29));
}

#[test]
fn every_case_of_every_language() {
    let mut wrong = Vec::new();
    for (lang, cases) in cases::CASES {
        let cases: Vec<&str> = cases.trim().lines().map(str::trim).collect();
        assert!(cases.len() >= 20, "{lang} has {} cases", cases.len());
        for case in cases {
            let expected: Vec<&str> = case.split('¦').map(str::trim).collect();
            // Chinese has no space between sentences, the others have one.
            let text = if *lang == "zh" { case.replace('¦', "") } else { case.to_owned() };
            let text = text.replace(" ¦ ", " ").replace('¦', " ");
            let found = cut(&text, Lang::parse(lang));
            if found != expected {
                wrong.push(format!("{lang}: {}", found.join(" ¦ ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_line_ends_a_sentence_and_a_paragraph_keeps_its_own() {
    assert_eq!(
        cut("Heading without a stop\r\nText. More\u{2029}End", None),
        ["Heading without a stop", "Text.", "More", "End"]
    );
    assert_eq!(cut("Mr.\nSmith", Some(Lang::EN)), ["Mr.", "Smith"]);
    assert_eq!(cut(" \n\t ", None), Vec::<&str>::new());
    assert_eq!(cut("", None), Vec::<&str>::new());
    assert_eq!(cut("...", None), ["..."]);
}

#[test]
fn a_forgotten_space_hides_no_end() {
    for (lang, text) in [
        ("en", "It was empty.¦The ships had left."),
        ("ar", "انتهى الاجتماع.¦وقال الوزير إنه نجح."),
        ("es", "¿Por qué?¦Porque sí."),
    ] {
        let expected: Vec<&str> = text.split('¦').collect();
        assert_eq!(cut(&text.replace('¦', ""), Lang::parse(lang)), expected);
    }
}

#[test]
fn hostile_texts_cost_what_their_length_costs() {
    for text in [
        "a".repeat(10 << 20),
        ". ".repeat(1 << 19),
        "A.".repeat(1 << 19),
        format!("a.{}", " ".repeat(4 << 20)),
        "a.»)]\"".repeat(1 << 17),
        format!("a{}", ".".repeat(4 << 20)),
        format!("a.{}", "\"".repeat(4 << 20)),
        "1. ".repeat(1 << 18),
        "。".repeat(1 << 18),
        "? »".repeat(1 << 18),
    ] {
        let start = Instant::now();
        let covered: usize = sentences(&text, Lang::parse("de")).map(|place| place.len()).sum();
        assert!(covered <= text.len());
        assert!(start.elapsed() < Duration::from_secs(60), "{} …", text.chars().take(8).collect::<String>());
    }
}

proptest! {
    #[test]
    fn sentences_hold_the_whole_text_in_order(
        text in "[\\PC \n.!?…。؟।»«”\"')A-Zа-я0-9]{0,300}",
        lang in proptest::sample::select(vec!["en", "ar", "ru", "es", "fr", "de", "zh", "hi", "pt", "tr", "xx"]),
    ) {
        let mut at = 0;
        for place in sentences(&text, Lang::parse(lang)) {
            prop_assert!(place.start >= at && place.end > place.start);
            prop_assert!(text[at..place.start].trim().is_empty(), "what is between sentences is white space");
            prop_assert_eq!(text[place.clone()].trim(), &text[place.clone()]);
            at = place.end;
        }
        prop_assert!(text[at..].trim().is_empty());
    }
}
