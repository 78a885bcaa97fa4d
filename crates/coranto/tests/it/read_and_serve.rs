//! The main job from outside: publishers in, news out.

use crate::house::{coranto, pretend_internet, run, run_in};
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

#[test]
fn publishers_go_in_and_out_in_open_formats() {
    let folder = tempfile::tempdir().unwrap();
    let told = run(folder.path(), &["import", "--bundled"]);
    assert!(told.code == 0 && told.out.starts_with("278 publishers new"), "{}{}", told.out, told.err);
    let again = run(folder.path(), &["import", "--bundled"]);
    assert!(again.out.starts_with("0 publishers new, 278 known already; 0 feeds new"), "{}", again.out);

    let opml = run(folder.path(), &["export"]);
    let list = run(folder.path(), &["export", "--format", "toml"]);
    let other = tempfile::tempdir().unwrap();
    std::fs::write(other.path().join("all.opml"), &opml.out).unwrap();
    std::fs::write(other.path().join("all.toml"), &list.out).unwrap();
    let told = run(other.path(), &["import", "all.toml"]);
    assert!(told.out.starts_with("278 publishers new"), "{}{}", told.out, told.err);
    assert_eq!(run(other.path(), &["export", "--format", "toml"]).out, list.out, "what went in comes out");
    let told = run(other.path(), &["import", "all.opml"]);
    assert!(told.out.contains("; 0 feeds new"), "{}{}", told.out, told.err);
}

#[test]
fn a_site_is_found_followed_and_read() {
    let internet = pretend_internet();
    let folder = tempfile::tempdir().unwrap();
    let source = &internet.world.sources()[0];

    let told = run_in(&internet.running, folder.path(), &["add", &source.facts.home, "--dry-run"]);
    assert!(told.code == 0 && told.out.contains(source.feeds[0].address.host()), "{}{}", told.out, told.err);
    let told = run_in(&internet.running, folder.path(), &["add", &source.facts.home]);
    assert!(told.code == 0 && told.out.contains("is followed now"), "{}{}", told.out, told.err);

    let told = run_in(&internet.running, folder.path(), &["fetch", "--once", "--json"]);
    let summary: serde_json::Value =
        serde_json::from_str(&told.out).unwrap_or_else(|_| panic!("{}{}", told.out, told.err));
    assert!(
        told.code == 0 && summary["new"].as_u64() > Some(0) && summary["pages_ready"].as_u64() > Some(0),
        "{}",
        told.out
    );
    assert_eq!(summary["feeds_failed"], 0, "{}", told.out);

    let again = run_in(&internet.running, folder.path(), &["fetch", "--once", "--force"]);
    assert!(again.out.contains(" 0 new"), "{}", again.out);
    let told = run(folder.path(), &["sources", "--json"]);
    let rows: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(rows[0]["articles"], summary["new"]);
    let table = run(folder.path(), &["sources"]);
    assert!(table.out.contains("good") && table.out.lines().count() == 2, "{}", table.out);
}

#[test]
fn a_publisher_that_is_not_there_is_named_with_a_guess() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &["import", "--bundled"]);
    let told = run(folder.path(), &["sources", "guard"]);
    assert!(told.code == 2 && told.err.contains("did you mean “guardian"), "{}", told.err);
}

/// A program that serves, ended when the test ends.
struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    fn start(mut command: std::process::Command) -> Serving {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address = line
            .trim()
            .strip_prefix("listening on ")
            .unwrap_or_else(|| panic!("the first line is “{line}”"))
            .to_owned();
        Serving { child, address }
    }

    fn get(&self, path: &str) -> (u16, String) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let answer = reqwest::Client::builder()
                .no_proxy()
                .build()
                .unwrap()
                .get(format!("{}{path}", self.address))
                .send()
                .await
                .unwrap();
            (answer.status().as_u16(), answer.text().await.unwrap())
        })
    }

    /// Ends it as a service manager would; gives its exit code and what it said.
    fn end(mut self) -> (Option<i32>, String) {
        let pid = self.child.id().to_string();
        std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap();
        let code = self.child.wait().unwrap().code();
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        (code, said)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_demo_shows_news_and_ends_in_good_order() {
    let _ = rustls_provider();
    let folder = tempfile::tempdir().unwrap();
    let demo = Serving::start(coranto(folder.path(), &["demo", "--listen", "127.0.0.1:0"]));
    let end = Instant::now() + Duration::from_secs(60);
    let mut articles = 0;
    while articles < 20 && Instant::now() < end {
        let (status, front) = demo.get("/en");
        assert_eq!(status, 200);
        articles = front.matches("/en/article/").count();
        std::thread::sleep(Duration::from_millis(100));
    }
    assert!(articles >= 20, "{articles} articles after a minute");
    assert_eq!(demo.get("/healthz").0, 200);
    assert_eq!(demo.get("/feed.xml").0, 200);
    assert_eq!(demo.get("/ar").0, 200);
    let (code, said) = demo.end();
    assert_eq!(code, Some(0), "{said}");
    assert!(!folder.path().join("data").exists(), "the made-up world got into the record");
}

#[test]
fn without_a_network_it_says_so_and_serves_all_the_same() {
    let _ = rustls_provider();
    let folder = tempfile::tempdir().unwrap();
    // Nobody listens there: every connection fails at once, as on a machine without a network.
    let mut command = coranto(folder.path(), &["serve", "--listen", "127.0.0.1:0"]);
    command.env("CORANTO_TEST_DETOUR", "127.0.0.1:9");
    let serving = Serving::start(command);
    assert_eq!(serving.get("/en").0, 200);
    std::thread::sleep(Duration::from_secs(4));
    let (code, said) = serving.end();
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("no publisher can be reached") && said.contains("coranto demo"), "{said}");
}

/// The test's own client asks plain http only, but reqwest wants to know who would do TLS.
fn rustls_provider() -> Result<(), std::sync::Arc<rustls::crypto::CryptoProvider>> {
    rustls::crypto::ring::default_provider().install_default()
}
