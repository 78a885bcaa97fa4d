//! What comes with an answer: validators, freshness, pauses asked for, and what the far end learns of us.

use crate::server::*;
use coranto_core::Clock;
use coranto_core::config;
use coranto_core::reason::FetchOutcome;
use coranto_fetch::{Fetcher, Validators};
use std::sync::Arc;
use std::time::Duration;

#[tokio::test]
async fn it_works() {
    let server = Server::start(|_| {
        let headers = [
            ("content-type", "application/rss+xml; charset=utf-8"),
            ("etag", "W/\"v1 with space\""),
            ("last-modified", "Mon, 23 Nov 2026 08:00:00 GMT"),
            ("cache-control", "max-age=600"),
            ("tdm-reservation", "1"),
        ];
        answer(200, &headers, "<rss/>")
    })
    .await;
    let answer = feed(&fetcher(&server), "https://news.example/feed?b=2&a=1").await;
    assert_eq!(answer.outcome, FetchOutcome::Fetched { status: 200, bytes: 6 });
    assert_eq!(&answer.body[..], b"<rss/>");
    assert_eq!(answer.content_type.as_deref(), Some("application/rss+xml; charset=utf-8"));
    assert_eq!(answer.address.as_str(), "https://news.example/feed?b=2&a=1");
    assert_eq!(answer.validators.etag.as_deref(), Some("W/\"v1 with space\""));
    assert_eq!(answer.validators.last_modified.as_deref(), Some("Mon, 23 Nov 2026 08:00:00 GMT"));
    assert_eq!(answer.fresh_for, Some(Duration::from_secs(600)));
    assert_eq!(answer.mining_headers, ["tdm-reservation: 1"]);
    assert!(answer.took > Duration::ZERO);

    let seen = &server.seen()[0];
    assert_eq!((seen.host(), seen.target.as_str()), ("news.example", "/feed?b=2&a=1"));
    assert!(seen.header("user-agent").starts_with("Coranto/") && seen.header("user-agent").contains("+http"));
    assert!(seen.header("accept").contains("application/rss+xml"));
    assert_eq!(seen.header("if-none-match"), "");
}

#[tokio::test]
async fn validators_come_back_as_they_were_given() {
    let server = Server::start(|seen| {
        let same = seen.header("if-none-match") == "W/\"v1 x\"" && seen.header("if-modified-since") == "yesterday-ish";
        if same { answer(304, &[("cache-control", "max-age=60")], "") } else { ok("<rss/>") }
    })
    .await;
    let fetcher = fetcher(&server);
    let held = Validators { etag: Some("W/\"v1 x\"".into()), last_modified: Some("yesterday-ish".into()) };
    let answer = fetcher.feed(&address("https://news.example/"), &held, None).await;
    assert_eq!((answer.outcome, answer.fresh_for), (FetchOutcome::NotModified, Some(Duration::from_secs(60))));
    let other = Validators { etag: Some("\"v0\"".into()), last_modified: None };
    assert_eq!(fetcher.feed(&address("https://news.example/"), &other, None).await.outcome.name(), "fetched");
}

#[tokio::test]
async fn a_304_that_nobody_asked_for_is_not_good_news() {
    let server = Server::start(|_| answer(304, &[], "")).await;
    let answer = feed(&fetcher(&server), "https://news.example/").await;
    assert_eq!(answer.outcome, FetchOutcome::HttpStatus { status: 304 });
}

#[tokio::test]
async fn pauses_are_kept_in_seconds_and_as_a_date() {
    let server = Server::start(|seen| match seen.host() {
        "seconds.example" => answer(429, &[("retry-after", "120")], ""),
        "date.example" => answer(503, &[("retry-after", "Tue, 24 Nov 2026 10:30:00 GMT")], ""),
        "silent.example" => answer(429, &[], ""),
        "forever.example" => answer(429, &[("retry-after", "999999999999")], ""),
        _ => answer(503, &[], ""),
    })
    .await;
    let fetcher = fetcher(&server);
    for (host, status, seconds) in
        [("seconds", 429, 120), ("date", 503, 1_800), ("silent", 429, 900), ("forever", 429, 86_400)]
    {
        let retry_at = NOW.plus(Duration::from_secs(seconds));
        let answer = feed(&fetcher, &format!("https://{host}.example/a")).await;
        assert_eq!(answer.outcome, FetchOutcome::RateLimited { status, retry_at }, "{host}");
    }
    assert_eq!(feed(&fetcher, "https://broken.example/").await.outcome, FetchOutcome::HttpStatus { status: 503 });
}

#[tokio::test]
async fn a_host_that_asked_for_a_pause_is_not_asked_for_other_things_meanwhile() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/robots.txt" => answer(404, &[], ""),
        "/feed" => answer(429, &[("retry-after", "120")], ""),
        _ => ok("text"),
    })
    .await;
    let clock = Clock::manual(NOW);
    let fetcher = Fetcher::new(&settings(), clock.clone(), Some(server.detour()), None).unwrap();
    feed(&fetcher, "https://a.example/feed").await;
    let until = NOW.plus(Duration::from_secs(120));
    let held = FetchOutcome::RateLimited { status: 429, retry_at: until };
    assert_eq!(page(&fetcher, "https://a.example/x").await.outcome.name(), "robots_unreachable");
    assert_eq!(fetcher.image(&address("https://a.example/i")).await.outcome, held);
    assert_eq!(feed(&fetcher, "https://b.example/other").await.outcome.name(), "fetched");
    assert_eq!(server.targets(), ["a.example/feed", "b.example/other"]);
    clock.set(until);
    assert_eq!(page(&fetcher, "https://a.example/x").await.outcome.name(), "fetched");
}

#[tokio::test]
async fn a_source_can_have_its_own_user_agent() {
    let server = Server::start(|_| ok("<rss/>")).await;
    let fetcher = fetcher(&server);
    let at = address("https://news.example/");
    fetcher.feed(&at, &Validators::default(), Some("Library-Reader/2 (+https://library.example)")).await;
    fetcher.feed(&at, &Validators::default(), Some("line\nbreak")).await;
    let agents: Vec<String> = server.seen().iter().map(|seen| seen.header("user-agent").to_owned()).collect();
    assert_eq!(agents[0], "Library-Reader/2 (+https://library.example)");
    assert!(agents[1].starts_with("Coranto/"), "what cannot be sent is not sent");
}

#[tokio::test]
async fn statuses_without_a_body_for_us_are_named() {
    let server = Server::start(|seen| answer(seen.target.trim_start_matches('/').parse().unwrap(), &[], "x")).await;
    let fetcher = fetcher(&server);
    for (status, name) in [
        (200, "fetched"),
        (203, "fetched"),
        (202, "http_status"),
        (206, "http_status"),
        (300, "http_status"),
        (400, "http_status"),
        (401, "refused"),
        (402, "refused"),
        (403, "refused"),
        (404, "not_found"),
        (410, "gone"),
        (418, "http_status"),
        (451, "refused"),
        (500, "http_status"),
        (503, "http_status"),
        (999, "http_status"),
    ] {
        assert_eq!(feed(&fetcher, &format!("https://a.example/{status}")).await.outcome.name(), name, "{status}");
    }
}

#[tokio::test]
async fn hosts_share_few_connections_in_a_detour_and_one_host_gets_few_requests_at_once() {
    let server = Server::start(|_| Reply::Later(Duration::from_millis(5), Box::new(ok("<rss/>")))).await;
    let settings = config::Fetch { concurrency: 4, per_host_concurrency: 2, ..settings() };
    let fetcher = Arc::new(fetcher_with(&server, &settings));
    let mut all = tokio::task::JoinSet::new();
    for n in 0..40 {
        let fetcher = fetcher.clone();
        all.spawn(async move { feed(&fetcher, &format!("https://host{}.example/{n}", n % 10)).await });
    }
    while let Some(answer) = all.join_next().await {
        assert_eq!(answer.unwrap().outcome.name(), "fetched");
    }
    assert_eq!(server.seen().len(), 40);
    assert!(server.connections() <= 4, "{} connections", server.connections());
}
