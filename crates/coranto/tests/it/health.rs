//! How well pages are read, seen from outside; pages that were set aside read again; a broken page made a test.

use crate::house::{internet_of, pretend_internet, run, run_in};
use coranto_core::{Clock, Millis};
use coranto_page::fixture::Expected;
use coranto_world::{Dress, World};
use serde_json::Value;

fn json(told: &crate::house::Told) -> Value {
    serde_json::from_str(&told.out).unwrap_or_else(|_| panic!("{}{}", told.out, told.err))
}

#[test]
fn a_publisher_whose_pages_hold_no_text_is_told_of_and_can_be_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let internet = internet_of(World::daily(Clock::System, 20, &[(Millis(0), Dress::Scripted)]));
    let here = folder.path();
    let told = run_in(&internet.running, here, &["add", "https://www.lindmar-daily.example/feed.xml"]);
    assert_eq!(told.code, 0, "{}{}", told.out, told.err);
    let slug = json(&run(here, &["sources", "--json"]))[0]["source"]["slug"].as_str().unwrap().to_owned();
    let summary = json(&run_in(&internet.running, here, &["fetch", "--once", "--json"]));
    assert_eq!(summary["pages_quarantined"], 20, "{summary}");

    let table = run(here, &["sources", "--extraction"]);
    assert!(table.out.contains("SET ASIDE MOST") && table.out.contains("20 ×"), "{}", table.out);
    assert!(table.out.contains("only 0 % of the last 20 pages gave an article"), "{}", table.out);
    let list = run(here, &["sources", "--problems"]);
    assert!(list.out.contains("only 0 % of the last 20 pages"), "{}", list.out);
    let row = &json(&run(here, &["sources", "--extraction", "--json"]))[0];
    assert_eq!((&row["pages"], &row["pass_rate"], &row["set_aside"]), (&20.into(), &0.0.into(), &20.into()), "{row}");
    assert_eq!(row["alarms"][0]["alarm"]["kind"], "most_refused");

    let one = run(here, &["sources", "--extraction", &slug]);
    let hint = format!("coranto fetch --again {slug}");
    assert!(one.out.contains(&hint) && one.out.contains("https://www.lindmar-daily.example/report/"), "{}", one.out);
    let one = json(&run(here, &["sources", &slug, "--extraction", "--json"]));
    assert_eq!((one["by_day"].as_array().unwrap().len(), one["articles_set_aside"].as_array().unwrap().len()), (1, 20));

    let again = run_in(&internet.running, here, &["fetch", "--again", &slug]);
    assert!(again.err.contains("20 pages are to be read again"), "{}{}", again.out, again.err);
    assert!(again.out.contains("20 set aside") && !again.out.contains("feeds"), "{}", again.out);
    let nobody = run(here, &["fetch", "--again", "nobody"]);
    assert!(nobody.code == 2 && nobody.err.contains("there is no publisher “nobody”"), "{}", nobody.err);
    let alone = run(here, &["fetch", "--outdated"]);
    assert!(alone.code == 2 && alone.err.contains("--again"), "{}", alone.err);
}

#[test]
fn every_decision_about_a_page_is_listed() {
    let folder = tempfile::tempdir().unwrap();
    let internet = internet_of(World::daily(Clock::System, 20, &[]));
    let number = Clock::System.now().0 * 20 / Millis::DAY - 5;
    let address = format!("https://www.lindmar-daily.example/report/{number}");
    let told = run_in(&internet.running, folder.path(), &["article", &address, "--why"]);
    assert_eq!(told.code, 0, "{}", told.err);
    let lines: Vec<&str> = told.out.lines().filter(|l| l.contains(" > ")).collect();
    assert!(lines.len() > 12 && !told.out.contains('\u{1b}'), "{}", told.out);
    let column = |line: &str| line.find("reads like the report").map(|at| line[..at].chars().count());
    let kept: Vec<_> = lines.iter().filter(|l| l.starts_with("kept ")).map(|l| column(l)).collect();
    assert!(kept.len() >= 10 && kept.iter().all(|c| *c == kept[0] && c.is_some()), "{}", told.out);
    assert!(told.out.contains("% of the page's text is furniture"), "{}", told.out);
    let told = json(&run_in(&internet.running, folder.path(), &["article", &address, "--why", "--json"]));
    assert!(told["why"].as_array().unwrap().iter().any(|w| w["kept"] == true && w["place"].is_string()));
}

#[test]
fn a_page_becomes_a_fixture_that_the_reader_of_fixtures_agrees_with() {
    let folder = tempfile::tempdir().unwrap();
    let internet = pretend_internet();
    let told = run_in(&internet.running, folder.path(), &["add", &internet.world.sources()[0].facts.home]);
    assert_eq!(told.code, 0, "{}", told.err);
    run_in(&internet.running, folder.path(), &["fetch", "--once"]);
    let feed = internet.world.sources()[0].feeds[0].address.to_string();
    let items = json(&run_in(&internet.running, folder.path(), &["feed", &feed, "--json"]));
    let address = items["items"][0]["link"].as_str().unwrap();
    let page = json(&run_in(&internet.running, folder.path(), &["article", address, "--json"]));

    let told = run_in(&internet.running, folder.path(), &["fixture", address, "--name", "made", "--to", "."]);
    assert_eq!(told.code, 0, "{}{}", told.out, told.err);
    assert!(
        told.out.contains("is read as the true one is") && told.out.contains("by hand"),
        "{}{}",
        told.out,
        told.err
    );
    let read = |name: &str| std::fs::read_to_string(folder.path().join("made").join(name)).unwrap();
    let (source, expected) = (read("source.html"), read("expected.json"));
    let expected: Expected = serde_json::from_str(&expected).unwrap();
    let nowhere = coranto_core::Address::parse("https://nowhere.example/").unwrap();
    assert_eq!(expected.faults(source.as_bytes(), &nowhere), Vec::<String>::new());
    let lines = expected.text.unwrap();
    assert_eq!(lines.len(), page["text"].as_str().unwrap().lines().count());
    for line in page["text"].as_str().unwrap().lines().filter(|l| l.split(' ').count() > 5) {
        let start: String = line.chars().take(40).collect();
        assert!(!source.contains(&start), "“{start}” is the publisher's");
    }
    let again = run_in(&internet.running, folder.path(), &["fixture", address, "--name", "made", "--to", "."]);
    assert!(again.code == 2 && again.err.contains("is there already"), "{}", again.err);
}

#[test]
fn the_memory_of_a_publisher_is_shown_read_with_and_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let internet = internet_of(World::daily(Clock::System, 20, &[]));
    let here = folder.path();
    let address = format!("https://www.lindmar-daily.example/report/{}", Clock::System.now().0 * 20 / Millis::DAY - 5);
    let why = |place: &str| run_in(&internet.running, here, &["article", place, "--why"]);

    let told = why(&address);
    assert!(
        told.out.contains("read without a publisher's memory: there is no record here"),
        "{}{}",
        told.out,
        told.err
    );
    assert!(std::fs::read_dir(here).unwrap().next().is_none(), "looking at a page made a record");

    let told = run_in(&internet.running, here, &["add", "https://www.lindmar-daily.example/feed.xml"]);
    assert_eq!(told.code, 0, "{}{}", told.out, told.err);
    let slug = json(&run(here, &["sources", "--json"]))[0]["source"]["slug"].as_str().unwrap().to_owned();
    let nothing = run(here, &["sources", &slug, "--memory"]);
    assert!(nothing.code == 0 && nothing.out.starts_with("nothing is remembered"), "{}{}", nothing.out, nothing.err);
    assert!(why(&address).out.contains(&format!("no page of {slug} was learnt from yet")));

    let summary = json(&run_in(&internet.running, here, &["fetch", "--once", "--json"]));
    let learnt = summary["pages_ready"].as_u64().unwrap();
    assert!(learnt >= 10, "{summary}");
    let shown = run(here, &["sources", &slug, "--memory"]);
    assert!(shown.out.starts_with(&format!("{learnt} pages since ")), "{}{}", shown.out, shown.err);
    assert!(shown.out.contains("kinds of places hold its reports"), "{}", shown.out);
    let known = json(&run(here, &["sources", &slug, "--memory", "--json"]));
    assert!(known["pages"] == learnt && known["body_places"].as_u64() > Some(0), "{known}");

    assert!(why(&address).out.contains(&format!("read with what {learnt} pages of {slug} taught")));
    let told = json(&run_in(&internet.running, here, &["article", &address, "--why", "--json"]));
    assert_eq!(told["memory"], serde_json::json!({ "publisher": slug, "pages": learnt }));
    let off = run_in(&internet.running, here, &["article", &address, "--why", "--set", "read.memory=false"]);
    assert!(off.out.contains("the setting read.memory is off"), "{}", off.out);
    std::fs::write(here.join("saved.html"), "<p>A page from elsewhere.</p>").unwrap();
    let other = run(here, &["article", "saved.html", "--why"]);
    assert!(other.out.contains("no publisher of the record has its home at"), "{}", other.out);

    let forgotten = run(here, &["sources", &slug, "--forget"]);
    assert!(forgotten.code == 0 && forgotten.out.starts_with("forgotten"), "{}{}", forgotten.out, forgotten.err);
    assert!(run(here, &["sources", &slug, "--forget"]).out.starts_with("nothing was remembered"));
    assert!(run(here, &["sources", &slug, "--memory"]).out.starts_with("nothing is remembered"));
    for flag in ["--memory", "--forget"] {
        let alone = run(here, &["sources", flag]);
        assert!(alone.code == 2 && alone.err.contains("SLUG"), "{}", alone.err);
    }
    let both = run(here, &["sources", &slug, "--memory", "--forget"]);
    assert!(both.code == 2 && both.err.contains("cannot be used with"), "{}", both.err);
}
