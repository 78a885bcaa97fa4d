//! One article and what is told of it.

use coranto_about::{About, Article, read};
use coranto_core::Lang;
use coranto_core::about::{QuoteKind, SubjectKind};

fn of(title: &str, text: &str, lang: &str) -> About {
    read(&Article::of(title, text, Lang::parse(lang)))
}

fn tags(about: &About) -> Vec<&str> {
    about.subjects.iter().filter_map(|told| told.tag.as_deref()).collect()
}

#[test]
fn it_works() {
    let about = of(
        "Edda Thorne warns allies before NATO summit",
        "Prime Minister Edda Thorne spoke in Paris on Monday. “We have to spend more,” Thorne said.",
        "en",
    );
    assert_eq!(about.subjects[0].name.form, "edda thorne");
    assert_eq!(about.subjects[0].times, 3);
    assert!(about.subjects[0].in_title);
    let mut tags = tags(&about);
    tags.sort_unstable();
    assert_eq!(tags, ["EddaThorne", "NATO", "Paris", "Summit"]);
    let quotes: Vec<_> = about.quotes.iter().filter(|quote| quote.kind == QuoteKind::Direct).collect();
    let [quote] = quotes[..] else { panic!("{:?}", about.quotes) };
    assert_eq!(quote.words, "We have to spend more,");
    assert_eq!(quote.speaker.as_deref(), Some("Edda Thorne"));
    assert_eq!(quote.by.as_ref(), Some(&about.subjects[0].name));
}

#[test]
fn a_surname_alone_is_told_by_nobody() {
    let about = of("Thorne warns allies", "", "en");
    assert_eq!(about.subjects, []);
}

#[test]
fn a_concept_is_told_where_the_article_is_about_it() {
    let about = of("Wildfires spread in southern Spain", "Firemen came from France.", "en");
    assert!(
        about
            .subjects
            .iter()
            .any(|told| told.name.kind == SubjectKind::Concept && told.tag.as_deref() == Some("Wildfires"))
    );
    let about = of("A day in Madrid", "A wildfire had burned there once.", "en");
    assert!(about.subjects.iter().all(|told| told.name.kind != SubjectKind::Concept));
}
