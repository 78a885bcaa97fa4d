//! `coranto explain` and what the command says of how stories are told apart.

use crate::house::{Told, coranto, pretend_internet, run};
use coranto_core::about::SubjectKind;
use coranto_store::story::{self, Filter};
use coranto_store::{Db, article, subject};
use serde_json::Value;
use std::path::Path;

fn json(told: &Told) -> Value {
    serde_json::from_str(&told.out).unwrap_or_else(|_| panic!("{}{}", told.out, told.err))
}

/// Of the largest story that has copies: its key, the key of a copy, the address of the report whose text that is.
fn a_story_with_a_copy(folder: &Path) -> (String, String, String) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let db = Db::open(folder.join("data/coranto.db").to_str().unwrap()).await.unwrap();
        for one in story::front(&db, &Filter::default(), None, 100).await.unwrap() {
            let reports = story::reports_of(&db, one.story.id).await.unwrap();
            for copy in reports.iter().filter(|report| report.copy.is_some()) {
                let of = copy.copy.as_ref().unwrap().of;
                if let Some(origin) = reports.iter().find(|report| report.card.id == of) {
                    let article::Lookup::Found(origin) = article::by_key(&db, &origin.card.key).await.unwrap() else {
                        panic!("what is listed can be opened")
                    };
                    return (one.story.key.to_string(), copy.card.key.to_string(), origin.address.to_string());
                }
            }
        }
        panic!("no story of the made-up world has a copy beside its origin");
    })
}

#[test]
fn an_article_and_a_story_are_explained() {
    let internet = pretend_internet();
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let feeds = internet.world.sources().into_iter().flat_map(|source| source.feeds).map(|feed| {
        format!(r#"<outline type="rss" text="{0}" xmlUrl="{0}"/>"#, feed.address.to_string().replace('&', "&amp;"))
    });
    let list = format!(r#"<opml version="2.0"><body>{}</body></opml>"#, feeds.collect::<String>());
    std::fs::write(here.join("publishers.opml"), list).unwrap();
    let in_words = |args: &[&str]| -> Told {
        let mut command = coranto(here, args);
        command.env("CORANTO_TEST_DETOUR", internet.running.address.to_string());
        command.env("CORANTO_FETCH_PER_HOST_SPACING_MS", "0").env("CORANTO_STORIES_MODEL", "none");
        command.output().unwrap().into()
    };
    assert_eq!(in_words(&["import", "publishers.opml"]).code, 0);
    let fetched = in_words(&["fetch", "--once"]);
    assert_eq!(fetched.code, 0, "{}{}", fetched.out, fetched.err);
    let (story, copy, origin) = a_story_with_a_copy(here);

    let told = run(here, &["explain", &copy]);
    assert_eq!(told.code, 0, "{}", told.err);
    for line in [&format!("story: {story} "), "decision: same story: ", "compared by: words alone", "text: "] {
        assert!(told.out.contains(line), "{line} in {}", told.out);
    }
    assert!(told.out.contains(&format!("{story} (same)")) && told.out.contains("related (same story"), "{}", told.out);
    let placing = &json(&run(here, &["explain", &copy, "--json"]))["placing"];
    assert_eq!((&placing["story"], placing["copy"].is_object()), (&Value::from(story.clone()), true));

    // By its address, as its publisher gives it.
    let told = run(here, &["explain", &origin]);
    assert!(told.code == 0 && told.out.contains(&origin) && told.out.contains(&story), "{}{}", told.out, told.err);

    let told = run(here, &["explain", "--story", &story]);
    let importance = told.out.lines().find(|line| line.starts_with("importance ")).unwrap_or_default().to_owned();
    for term in [" now: ", " independent texts, ", " owners, ", " that began within 6 h ", "less ", "half in 6 h"] {
        assert!(importance.contains(term), "{term} in “{importance}”");
    }
    assert!(told.out.contains("its own") && told.out.contains("% own"), "{}", told.out);
    let value = json(&run(here, &["explain", "--story", &story, "--json"]));
    let term = |name: &str| value["importance"][name].as_f64().unwrap_or_else(|| panic!("{name} in {value}"));
    let sum = term("texts") + term("owners") + term("growth") - term("age");
    assert!((sum - term("now")).abs() < 1e-6 && term("now") < 20.0, "{value}");

    what_is_read_is_told_and_names_are_joined_by_hand(here);

    let nobody = run(here, &["explain", "https://nobody.example/at/all"]);
    assert!(nobody.code != 0 && nobody.err.contains("the record has no article and no story"), "{}", nobody.err);

    // There is no model: whoever looks at the publishers is told.
    let sources = run(here, &["sources"]);
    assert!(sources.out.ends_with("stories are told apart by words alone: no encoder\n"), "{}", sources.out);
}

fn what_is_read_is_told_and_names_are_joined_by_hand(here: &Path) {
    let (article, one, other) = an_article_about_two(here);
    let told = run(here, &["explain", &article]);
    for line in ["category: ", "about (", ", has a page): ", "quote (", &format!("({one})")] {
        assert!(told.out.contains(line), "{line} in {}", told.out);
    }
    let value = json(&run(here, &["explain", &article, "--json"]));
    assert!(value["about"]["subjects"][0]["weight"].is_number(), "{value}");

    let names = |args: &[&str]| run(here, &[&["names"], args].concat());
    assert_eq!(names(&["log"]).code, 0);
    let before = names(&["show", &one]);
    assert!(
        before.out.contains("worth a page until ") && before.out.contains("hashtags: #"),
        "{}{}",
        before.out,
        before.err
    );
    let count = || json(&names(&["show", &one, "--json"]))["names"].as_array().map(Vec::len);
    let names_before = count();
    let joined = names(&["join", &one, &other, "--by", "ada", "--why", "to see it"]);
    assert!(joined.code == 0 && joined.out.contains(&format!("went to {one}")), "{}{}", joined.out, joined.err);
    let shown = names(&["show", &other]);
    assert!(shown.out.contains(&format!("{other} leads here")) && shown.out.contains("to see it"), "{}", shown.out);
    let again = names(&["join", &one, &other, "--by", "ada"]);
    assert!(again.code == 0 && again.out.contains("one subject already"), "{}", again.out);
    let parted = names(&["part", &other, "--by", "ada"]);
    assert!(
        parted.code == 0 && parted.out.contains(&format!("of its own again: {other}")),
        "{}{}",
        parted.out,
        parted.err
    );
    let log = json(&names(&["log", "--json"]));
    assert_eq!(
        (log[0]["what"].as_str(), log[1]["why"].as_str(), log[1]["who"].as_str()),
        (Some("part"), Some("to see it"), Some("ada"))
    );
    assert_eq!(count(), names_before);

    // Who is not understood is told what there is.
    let key = one.split_once('/').map_or(one.as_str(), |(_, key)| key);
    let part_of_it: String = key.chars().take(key.chars().count() - 1).collect();
    let unknown = names(&["show", &part_of_it]);
    assert!(
        unknown.code == 1 && unknown.err.contains("nothing is named") && unknown.err.contains(&one),
        "{}",
        unknown.err
    );
    for wrong in [vec!["join", &one, &other], vec!["join", &one, &other, "--by", "coranto"], vec!["part"], vec!["show"]]
    {
        assert_eq!(names(&wrong).code, 2, "{wrong:?}");
    }
}

/// The key of an article, and the addresses of two people worth a page that it is about.
fn an_article_about_two(folder: &Path) -> (String, String, String) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let db = Db::open(folder.join("data/coranto.db").to_str().unwrap()).await.unwrap();
        for card in article::list(&db, &article::Filter::default(), None, 500).await.unwrap() {
            let mentions = subject::of_article(&db, card.id, card.published_at).await.unwrap();
            let people = mentions
                .iter()
                .filter(|m| m.worthy && m.subject.kind == SubjectKind::Person && m.subject.id.0 == m.name.0);
            let people: Vec<String> = people.map(|m| format!("person/{}", m.subject.key)).collect();
            let quotes = subject::quotes_of(&db, card.id).await.unwrap();
            if let ([one, other, ..], false) = (&people[..], quotes.is_empty()) {
                return (card.key.to_string(), one.clone(), other.clone());
            }
        }
        panic!("no article of the made-up world is about two people worth a page")
    })
}
