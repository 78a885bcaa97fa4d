//! Whatever stands in a text: no panic, ranges on boundaries, time that grows with the length.

use coranto_core::Lang;
use coranto_names::{chains, mentions, place, places};
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
        "New York ".repeat(1_500),
        "Saint ".repeat(2_000),
        "A".repeat(4_000),
        "U.".repeat(21_500),
        "中国".repeat(2_000),
        "وب".repeat(3_000),
        "San-".repeat(3_000),
        "\"The ".repeat(2_000),
        "محمد ".repeat(2_000),
        "王".repeat(4_000),
        "大学".repeat(2_000),
        "University of ".repeat(1_500),
        "Cuts Ties With ".repeat(1_500),
        "film \"Der Weg ".repeat(1_500),
        "Donaudampfschiffahrt".repeat(200),
        "Saint-en-".repeat(2_000),
        "Тверская область ".repeat(1_000),
    ] {
        for lang in ["en", "ru", "ar", "zh", "de", "fr"] {
            places(&text, Lang::parse(lang), None);
            chains(&mentions(&text, Lang::parse(lang)), &text);
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in "(\\PC|[ .,'\n\u{200B}\u{202E}]|Paris|US|U\\.S\\.|Москв|و?القاهرة|中国|王小红|John Smith|«The|University of|محمد|ने|s){0,60}", lang in "en|ar|ru|de|zh|tr|pl|hi|it|xx") {
        for mention in places(&text, Lang::parse(&lang), None) {
            prop_assert!(text.get(mention.range.clone()).is_some_and(|name| !name.is_empty()));
            prop_assert!(mention.candidates.iter().all(|c| place(c.id).is_some()));
        }
        let found = mentions(&text, Lang::parse(&lang));
        let mut end = 0;
        for mention in &found {
            prop_assert!(text.get(mention.range.clone()).is_some_and(|name| !name.is_empty()));
            prop_assert!(mention.range.start >= end, "one name inside another");
            end = mention.range.end;
        }
        let mut of: Vec<usize> = chains(&found, &text).into_iter().flat_map(|chain| chain.mentions).collect();
        of.sort_unstable();
        prop_assert_eq!(of, (0..found.len()).collect::<Vec<_>>());
    }
}
