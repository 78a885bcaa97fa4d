//! Redirects: followed by our own hand, and what they say about where a feed lives now.

use crate::server::*;
use coranto_core::config;
use coranto_core::reason::FetchOutcome;
use coranto_fetch::Validators;

async fn moved(steps: &'static [(&'static str, u16, &'static str)]) -> (FetchOutcome, String, Option<String>) {
    let server = Server::start(move |seen| {
        let here = format!("{}{}", seen.host(), seen.target);
        match steps.iter().find(|(from, ..)| *from == here) {
            Some((_, status, to)) => redirect(*status, to),
            None => ok("<rss/>"),
        }
    })
    .await;
    let answer = feed(&fetcher(&server), "http://a.example/feed").await;
    let moved = answer.moved_permanently_to.map(|address| address.as_str().to_owned());
    (answer.outcome, answer.address.as_str().to_owned(), moved)
}

#[tokio::test]
async fn a_chain_of_permanent_redirects_moves_the_feed() {
    let (outcome, at, to) = moved(&[
        ("a.example/feed", 301, "https://www.a.example/feed"),
        ("www.a.example/feed", 308, "../rss?x=1#top"),
        ("www.a.example/rss?x=1", 301, "//b.example/rss"),
    ])
    .await;
    assert_eq!(outcome.name(), "fetched");
    assert_eq!(at, "https://b.example/rss");
    assert_eq!(to.as_deref(), Some("https://b.example/rss"));
}

#[tokio::test]
async fn one_temporary_redirect_in_the_chain_and_nothing_moves() {
    for status in [302, 303, 307] {
        let steps: &'static [(&str, u16, &str)] = match status {
            302 => &[("a.example/feed", 301, "/b"), ("a.example/b", 302, "/c")],
            303 => &[("a.example/feed", 303, "/b"), ("a.example/b", 301, "/c")],
            _ => &[("a.example/feed", 307, "/c")],
        };
        let (outcome, at, to) = moved(steps).await;
        assert_eq!((outcome.name(), at.as_str(), to), ("fetched", "http://a.example/c", None), "{status}");
    }
}

#[tokio::test]
async fn a_permanent_redirect_to_nothing_moves_nothing() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/feed" => redirect(301, "/gone-elsewhere"),
        "/temporary" => redirect(302, "https://b.example/x"),
        "/gone-elsewhere" => answer(404, &[], ""),
        _ => answer(410, &[], ""),
    })
    .await;
    let fetcher = fetcher(&server);
    let answer = feed(&fetcher, "https://a.example/feed").await;
    assert_eq!((answer.outcome, answer.moved_permanently_to), (FetchOutcome::NotFound, None));
    // 410 stops the polling for good, so it must be the publisher's own.
    assert_eq!(feed(&fetcher, "https://a.example/temporary").await.outcome, FetchOutcome::NotFound);
    assert_eq!(feed(&fetcher, "https://a.example/y").await.outcome, FetchOutcome::Gone);
}

#[tokio::test]
async fn circles_and_endless_chains_end() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/a" => redirect(302, "/b"),
        "/b" => redirect(302, "/a"),
        other => redirect(302, &format!("/{}", other.trim_start_matches('/').parse::<u32>().unwrap() + 1)),
    })
    .await;
    let answer = feed(&fetcher(&server), "https://a.example/a").await;
    assert_eq!(answer.outcome, FetchOutcome::RedirectLoop { at: "https://a.example/a".into() });
    let settings = config::Fetch { max_redirects: 3, ..settings() };
    let answer = feed(&fetcher_with(&server, &settings), "https://a.example/0").await;
    assert_eq!(answer.outcome, FetchOutcome::TooManyRedirects { limit: 3 });
    assert_eq!(server.seen().len(), 2 + 4);
}

#[tokio::test]
async fn a_redirect_that_only_adds_a_tracking_parameter_is_no_circle() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/feed" => redirect(302, "/feed?utm_source=rss"),
        _ => ok("<rss/>"),
    })
    .await;
    let answer = feed(&fetcher(&server), "https://a.example/feed").await;
    assert_eq!(answer.outcome.name(), "fetched");
    assert_eq!(answer.address.as_str(), "https://a.example/feed", "stored without it all the same");
}

#[tokio::test]
async fn a_redirect_without_or_with_a_broken_place_is_an_outcome() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/none" => answer(301, &[], ""),
        "/broken" => redirect(301, "http://["),
        "/raw" => Reply::Raw("HTTP/1.1 302 Found\r\nlocation: /über\r\ncontent-length: 0\r\n\r\n".as_bytes().to_vec()),
        "/script" => redirect(302, "javascript:alert(1)"),
        "/long" => redirect(302, &format!("/{}", "x".repeat(3_000))),
        _ => ok("<rss/>"),
    })
    .await;
    let fetcher = fetcher(&server);
    let mut outcomes = Vec::new();
    for path in ["none", "broken", "raw", "script", "long"] {
        outcomes.push(feed(&fetcher, &format!("https://a.example/{path}")).await.outcome.name());
    }
    assert_eq!(outcomes, ["http_status", "address_invalid", "fetched", "address_invalid", "address_invalid"]);
    assert!(server.targets().contains(&"a.example/%C3%BCber".to_owned()));
}

#[tokio::test]
async fn validators_go_with_the_publisher_and_not_to_another() {
    let server = Server::start(|seen| match (seen.host(), seen.target.as_str()) {
        ("a.example", "/feed") => redirect(302, "https://www.a.example/feed"),
        ("a.example", "/away") => redirect(302, "https://b.example/feed"),
        _ if seen.header("if-none-match") == "\"v1\"" => answer(304, &[], ""),
        _ => answer(200, &[("etag", "\"v2\"")], "<rss/>"),
    })
    .await;
    let fetcher = fetcher(&server);
    let held = Validators { etag: Some("\"v1\"".into()), last_modified: None };
    let home = fetcher.feed(&address("https://a.example/feed"), &held, None).await;
    assert_eq!(home.outcome, FetchOutcome::NotModified);
    let away = fetcher.feed(&address("https://a.example/away"), &held, None).await;
    assert_eq!(away.outcome.name(), "fetched", "another publisher was not asked about the first one's version");
    assert_eq!(away.validators.etag, None, "and its own version is not kept for the first one");
    let asked: Vec<bool> = server.seen().iter().map(|seen| !seen.header("if-none-match").is_empty()).collect();
    assert_eq!(asked, [true, true, true, false]);
}
