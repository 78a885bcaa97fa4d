//! `coranto explain` and what the command says of how stories are told apart.

use crate::house::{Told, coranto, pretend_internet, run};
use coranto_store::story::{self, Filter};
use coranto_store::{Db, article};
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

    let nobody = run(here, &["explain", "https://nobody.example/at/all"]);
    assert!(nobody.code != 0 && nobody.err.contains("the record has no article and no story"), "{}", nobody.err);

    // There is no model: whoever looks at the publishers is told.
    let sources = run(here, &["sources"]);
    assert!(sources.out.ends_with("stories are told apart by words alone: no encoder\n"), "{}", sources.out);
}
