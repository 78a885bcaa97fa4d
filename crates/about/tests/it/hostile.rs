//! Whatever stands in an article: no panic, all bounded, marks that are not seen are in no name.

use coranto_about::{About, Article, Known, complete, joins, read};
use coranto_core::about::{Form, SubjectKind};
use coranto_core::{Lang, NameId, SubjectId};
use proptest::prelude::*;

fn of(title: &str, text: &str, lang: &str) -> About {
    let about = read(&Article::of(title, text, Lang::parse(lang)));
    assert!(about.subjects.len() <= 40 && about.quotes.len() <= 200 && about.coming.len() <= 50);
    for told in &about.subjects {
        assert!(told.shown.chars().count() <= 300 && (0.0..=1.0).contains(&told.weight), "{told:?}");
        assert!(told.tag.as_ref().is_none_or(|tag| (2..=60).contains(&tag.chars().count())), "{told:?}");
    }
    about
}

#[test]
fn marks_that_are_not_shown_neither_hide_a_name_nor_are_shown() {
    let about =
        of("\u{202E}Edda\u{202C} Th\u{200B}orne speaks", "Edda \u{2066}Thorne\u{2069} spoke in Par\u{200D}is.", "en");
    let told = about.subjects.iter().find(|told| told.name.kind == SubjectKind::Person).unwrap();
    assert_eq!((told.shown.as_str(), told.tag.as_deref(), told.times), ("Edda Thorne", Some("EddaThorne"), 2));
    assert!(about.subjects.iter().any(|told| told.tag.as_deref() == Some("Paris")));
}

#[test]
fn names_and_quotations_without_end_are_bounded() {
    let long = "Thorne".repeat(50);
    for (text, lang) in [
        ("“We will stay,” she said. ".repeat(10_000), "en"),
        ("“It never closes ".repeat(2_000), "en"),
        ("«Мы остаёмся, ".repeat(2_000), "ru"),
        (format!("Edda {long} spoke. {long} {long} said."), "en"),
        ("Edda Thorne ".repeat(10_000), "en"),
        ("محمد ".repeat(5_000), "ar"),
        ("王小红说".repeat(3_000), "zh"),
        ("NATO (NATO) ".repeat(3_000), "tr"),
        ("a".repeat(1_000_000), "en"),
        ("\u{202E}".repeat(100_000), "en"),
    ] {
        of(&text.chars().take(5_000).collect::<String>(), &text, lang);
    }
}

#[test]
fn a_story_of_a_thousand_names_is_compared_in_bounds() {
    let known: Vec<Known> = (0..1_000)
        .map(|id| Known {
            name: NameId(id),
            subject: SubjectId(id),
            form: Form { kind: SubjectKind::Person, form: format!("edda thorne {id}") },
            shown: format!("Edda {}", "Thorne".repeat(1 + id as usize % 60)),
            lang: Lang::parse(if id % 2 == 0 { "en" } else { "de" }),
            articles: 1,
        })
        .collect();
    joins(&known);
    complete(&mut of("Thorne speaks", "", "en"), &known);
}

proptest! {
    #[test]
    fn any_article_is_read(
        title in "(\\PC|[ .,'\u{200B}\u{202E}]|Edda Thorne|NATO|UN|Storm ){0,12}",
        text in "(\\PC|[ .,'\n“”«»()]|Edda Thorne|Thorne|NATO|Paris|said|сказал|Путина|وقال|محمد|北约|नाटो|strike|World Cup){0,40}",
        lang in "en|ar|ru|de|zh|tr|fr|hi|sv|xx",
    ) {
        of(&title, &text, &lang);
    }
}
