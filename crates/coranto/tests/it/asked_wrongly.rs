//! Wrong words, wrong files, wrong settings: a clear sentence and exit code 2, or 1 when the thing itself is wrong.

use crate::house::run;
use std::io::Write;
use std::process::Stdio;

#[test]
fn every_command_explains_itself_with_examples() {
    let folder = tempfile::tempdir().unwrap();
    let help = run(folder.path(), &["--help"]);
    assert_eq!(help.code, 0);
    for command in [
        "serve",
        "demo",
        "add",
        "sources",
        "fetch",
        "article",
        "names",
        "fixture",
        "feed",
        "eval",
        "import",
        "export",
        "config",
        "completions",
    ] {
        assert!(help.out.contains(command), "{command} is not in --help");
        let own = run(folder.path(), &[command, "--help"]);
        assert!(own.code == 0 && own.out.contains("Examples:"), "{command} --help");
    }
    assert!(std::fs::read_dir(folder.path()).unwrap().next().is_none(), "asking for help made a file");
}

#[test]
fn a_misspelt_setting_is_refused_with_a_suggestion() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("coranto.toml"), "[fetch]\nconcurency = 3\n").unwrap();
    let told = run(folder.path(), &["config"]);
    assert_eq!((told.code, told.out.as_str()), (2, ""));
    assert!(
        told.err.contains("there is no setting “fetch.concurency”; did you mean “fetch.concurrency”?"),
        "{}",
        told.err
    );
    let told = run(folder.path(), &["config", "--config", "other.toml"]);
    assert!(told.code == 1 && told.err.contains("other.toml cannot be read"), "{}", told.err);
}

#[test]
fn flags_win_over_the_environment_and_that_over_the_file() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("coranto.toml"), "[site]\nname = \"File\"\npage_size = 7\n").unwrap();
    let told: crate::house::Told =
        crate::house::coranto(folder.path(), &["config", "site", "--json", "--set", "site.cache_seconds=3"])
            .env("CORANTO_SITE_NAME", "Environment")
            .output()
            .unwrap()
            .into();
    let rows: Vec<serde_json::Value> = serde_json::from_str(&told.out).unwrap();
    let of = |key: &str| {
        rows.iter()
            .find(|r| r["key"] == key)
            .map(|r| (r["value"].to_string(), r["from"].as_str().unwrap().to_owned()))
            .unwrap()
    };
    assert_eq!(of("site.name"), ("\"Environment\"".into(), "environment CORANTO_SITE_NAME".into()));
    assert_eq!(of("site.page_size"), ("7".into(), "file coranto.toml".into()));
    assert_eq!(of("site.cache_seconds"), ("3".into(), "flag --set".into()));
    assert_eq!(of("site.images"), ("true".into(), "default".into()));
}

#[test]
fn what_is_neither_file_nor_address_is_said_to_be_so() {
    let folder = tempfile::tempdir().unwrap();
    let told = run(folder.path(), &["feed", "missing"]);
    assert!(told.code == 2 && told.err.contains("there is no file missing"), "{}", told.err);
    let told = run(folder.path(), &["add", "ftp://a.example/"]);
    assert!(told.code == 2 && told.err.contains("only http and https"), "{}", told.err);
    let told = run(folder.path(), &["eval", "pages", "--data", "nowhere"]);
    assert!(told.code == 2 && told.err.contains("there is no folder nowhere"), "{}", told.err);
    let told = run(folder.path(), &["add", "a.example", "--section", "gossip"]);
    assert!(told.code == 2 && told.err.contains("world, politics"), "{}", told.err);
}

#[test]
fn an_address_inside_the_house_is_never_read() {
    let folder = tempfile::tempdir().unwrap();
    for inside in
        ["http://127.0.0.1:1/feed", "http://[::1]/feed", "http://169.254.169.254/latest/", "http://192.168.0.1/"]
    {
        let told = run(folder.path(), &["feed", inside]);
        assert!(told.code == 1 && told.err.contains("is not on the public network"), "{inside}: {}", told.err);
    }
}

#[test]
fn a_feed_is_read_from_standard_input_and_shown_as_json() {
    let folder = tempfile::tempdir().unwrap();
    let feed = r#"<rss version="2.0"><channel><title>Harbour &amp; Sea</title><link>https://a.example/</link>
        <item><guid>1</guid><title>Bridge</title><link>/bridge</link><pubDate>Tue, 24 Nov 2026 09:30:00 +0200</pubDate></item></channel></rss>"#;
    let mut child = crate::house::coranto(folder.path(), &["feed", "-", "--json", "--url", "https://a.example/feed"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(feed.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["title"], "Harbour & Sea");
    let item = &told["items"][0];
    assert_eq!(
        (item["link"].as_str(), item["published"].as_str()),
        (Some("https://a.example/bridge"), Some("2026-11-24T09:30:00+02:00"))
    );

    std::fs::write(folder.path().join("page.html"), "<!doctype html><html><body><p>Not a feed</body></html>").unwrap();
    let told = run(folder.path(), &["feed", "page.html"]);
    assert!(told.code == 1 && told.err.contains("this is a web page, not a feed"), "{}", told.err);
}

#[test]
fn completions_come_for_every_shell() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let told = run(folder.path(), &["completions", shell]);
        assert!(told.code == 0 && told.out.contains("quarantine"), "{shell}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure_to_talk_about() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = crate::house::coranto(folder.path(), &["completions", "zsh"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let said = child.wait_with_output().unwrap().stderr;
    assert_eq!(String::from_utf8_lossy(&said), "");
}
