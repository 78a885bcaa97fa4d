//! Topics through the front door.

use coranto_core::{Address, Lang, source::SECTIONS};
use coranto_topics::measuring::{label, of_address, scores};
use coranto_topics::{Article, Subtopic, Topic, Undecided, Why, category, section};
use proptest::prelude::*;

const MATCH: &str = "The striker scored twice in the second half and the goalkeeper saved a penalty. The coach praised his players after the match, and \
    the team climbs to third place in the league.";

fn english<'a>(title: &'a str, text: &'a str) -> Article<'a> {
    Article { title, text, lang: Some(Lang::EN), ..Article::default() }
}

#[test]
fn it_works() {
    let found = category(&english("United reach the cup final", MATCH)).unwrap();
    assert_eq!((found.topic, found.why), (Topic::Sport, Why::FromText));
    assert!(found.score > 0.9, "{found:?}");
}

#[test]
fn publishers_name_topics_in_their_own_words() {
    let of = |text: &str| label(text).map(|(topic, sub)| (topic.slug(), sub.map(|sub| sub.name)));
    assert_eq!(of("Sport/Football"), Some(("sport", Some("competition discipline"))));
    assert_eq!(of("News > Weather"), Some(("weather", None)));
    assert_eq!(of("Wirtschaft"), Some(("economy", None)));
    assert_eq!(of("وسائل إعلام"), None, "no name of ours");
    assert_eq!(of("إعلام"), Some(("arts", Some("mass media"))));
    assert_eq!(of("Política"), Some(("politics", None)));
    assert_eq!(of("Технологии"), Some(("science", Some("technology and engineering"))));
    assert_eq!(of("शिक्षा"), Some(("education", None)));
    assert_eq!(of("天气"), Some(("weather", None)));
    assert_eq!(of("Hava Durumu"), Some(("weather", None)));
    assert_eq!(of("Santé"), Some(("health", None)));
    assert_eq!(of("World"), None, "a place is no topic");
    assert_eq!(of("Opinion"), None);
    assert_eq!(of("Politics & Sport"), None, "two topics are none");
}

#[test]
fn directories_of_addresses_speak() {
    let of = |text: &str| of_address(&Address::parse(text).unwrap()).map(|(topic, _)| topic);
    assert_eq!(of("https://a.example/sport/football/2026/x"), Some(Topic::Sport));
    assert_eq!(of("https://a.example/us-news/crime/x.html"), Some(Topic::Crime));
    assert_eq!(of("https://a.example/el-tiempo/x"), Some(Topic::Weather));
    assert_eq!(of("https://a.example/%D8%B1%D9%8A%D8%A7%D8%B6%D8%A9/12"), Some(Topic::Sport));
    assert_eq!(of("https://meteo.a.example/2026/x"), Some(Topic::Weather));
    assert_eq!(of("https://a.example/2026/11/crime"), None, "the page's own name says nothing of its section");
}

#[test]
fn a_hint_is_believed_where_the_text_does_not_contradict() {
    let text = "Visitors came from all over the country, and many stayed until the evening.";
    let page = Article { publisher: Some("Religion"), ..english("A quiet day at the hill", text) };
    let found = category(&page).unwrap();
    assert_eq!((found.topic, found.why), (Topic::Religion, Why::FromPublisher));
    let alone = Article { address: None, publisher: Some("Education"), ..Article::default() };
    assert_eq!(category(&alone).unwrap().why, Why::FromPublisher);
}

#[test]
fn a_text_that_is_sure_overrules_a_tag() {
    let tags = ["Religion".to_owned()];
    let found = category(&Article { categories: &tags, ..english("United reach the cup final", MATCH) }).unwrap();
    assert_eq!((found.topic, found.why), (Topic::Sport, Why::TextAgainst { hint: Topic::Religion }));
}

#[test]
fn nothing_is_guessed() {
    assert_eq!(category(&Article::default()), Err(Undecided::NothingToGoBy));
    let unsure = category(&english("A Tuesday like any other", "")).unwrap_err();
    assert!(matches!(unsure, Undecided::Unsure { score, threshold, .. } if score < threshold), "{unsure:?}");
}

#[test]
fn a_vector_of_another_encoder_is_left_out() {
    let words = scores("Cup final", MATCH, Some(Lang::EN), None);
    assert_eq!(scores("Cup final", MATCH, Some(Lang::EN), Some(&[1, 2, 3])), words);
    assert_eq!(scores("Cup final", MATCH, Some(Lang::EN), Some(&[0; 384])), words);
}

#[test]
fn topics_are_those_of_iptc_and_sections_those_of_the_site() {
    for topic in Topic::ALL {
        assert_eq!(Topic::parse(topic.slug()), Some(topic));
        assert!(topic.subtopics().count() >= 3, "{topic:?}");
        assert!(section(topic, None).is_none_or(|section| SECTIONS.contains(&section)));
    }
    assert_eq!(Topic::Weather.iptc(), 17_000_000);
    let technology = Subtopic::parse(20_000_756).unwrap();
    assert_eq!(section(Topic::Science, Some(technology)), Some("technology"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_has_an_answer(title in "\\PC{0,80}", text in "\\PC{0,400}", publisher in "\\PC{0,40}", vector in proptest::collection::vec(any::<i8>(), 0..400)) {
        let article = Article { title: &title, text: &text, publisher: Some(&publisher), vector: Some(&vector), ..Article::default() };
        if let Ok(found) = category(&article) {
            prop_assert!(found.score > 0.0 && found.score <= 1.0);
        }
        if let Some(scores) = scores(&title, &text, None, Some(&vector)) {
            prop_assert!((scores.iter().sum::<f32>() - 1.0).abs() < 1e-3);
        }
    }
}

#[test]
fn a_long_text_is_read_at_its_beginning() {
    let long = "слово ".repeat(2_000_000);
    assert!(scores(&long, &long, Lang::parse("ru"), None).is_some());
}
