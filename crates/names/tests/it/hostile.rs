//! Whatever stands in a text: no panic, ranges on boundaries, time that grows with the length.

use coranto_core::Lang;
use coranto_names::{place, places};
use proptest::prelude::*;

#[test]
fn marks_that_are_not_shown_do_not_hide_a_name() {
    let text = "Talks in Mos\u{200B}cow and \u{202E}Berl\u{2060}in\u{202C} and \u{FEFF}Paris.";
    let names: Vec<_> =
        places(text, Lang::parse("en"), None).iter().map(|m| place(m.candidates[0].id).unwrap().name(None)).collect();
    assert_eq!(names, ["Moscow", "Berlin", "Paris"]);
}

#[test]
fn a_name_without_end_costs_its_length() {
    for text in [
        "New York ".repeat(5_000),
        "Saint ".repeat(8_000),
        "A".repeat(50_000),
        "U.".repeat(25_000),
        "中国".repeat(8_000),
        "وب".repeat(12_000),
        "San-".repeat(12_000),
    ] {
        for lang in ["en", "ru", "ar", "zh"] {
            places(&text, Lang::parse(lang), None);
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in "(\\PC|[ .,'\n\u{200B}\u{202E}]|Paris|US|U\\.S\\.|Москв|و?القاهرة|中国|s){0,60}", lang in "en|ar|ru|de|zh|tr|pl|xx") {
        for mention in places(&text, Lang::parse(&lang), None) {
            prop_assert!(text.get(mention.range.clone()).is_some_and(|name| !name.is_empty()));
            prop_assert!(mention.candidates.iter().all(|c| place(c.id).is_some()));
        }
    }
}
