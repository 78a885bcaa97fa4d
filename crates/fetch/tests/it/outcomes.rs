//! Every way in which a request can end, once.

use crate::server::*;
use coranto_core::reason::{FetchOutcome, FetchVerdict};
use coranto_fetch::{Detour, Fetcher, Validators};
use std::collections::BTreeSet;
use std::time::Duration;

/// All outcomes there are. The match has no catch-all: a new outcome does not compile until it is added here and below.
fn all_names() -> BTreeSet<&'static str> {
    fn known(outcome: &FetchOutcome) {
        use FetchOutcome::*;
        match outcome {
            Fetched { .. } | NotModified | Gone | NotFound | Refused { .. } | RateLimited { .. } => {}
            HttpStatus { .. } | RobotsDisallowed { .. } | RobotsUnreachable { .. } | MiningOptOut { .. } => {}
            AddressForbidden { .. } | AddressInvalid { .. } | TooManyRedirects { .. } | RedirectLoop { .. } => {}
            TooLarge { .. } | TimedOut { .. } | TooSlow { .. } | DnsFailed { .. } | ConnectFailed { .. } => {}
            TlsFailed { .. } | ProtocolFailed { .. } | EncodingFailed { .. } | Cancelled => {}
        }
    }
    known(&FetchOutcome::Gone);
    BTreeSet::from([
        "fetched",
        "not_modified",
        "gone",
        "not_found",
        "refused",
        "rate_limited",
        "http_status",
        "robots_disallowed",
        "robots_unreachable",
        "mining_opt_out",
        "address_forbidden",
        "address_invalid",
        "too_many_redirects",
        "redirect_loop",
        "too_large",
        "timed_out",
        "too_slow",
        "dns_failed",
        "connect_failed",
        "tls_failed",
        "protocol_failed",
        "encoding_failed",
        "cancelled",
    ])
}

fn hostile(seen: &Seen) -> Reply {
    let drip = |head: &str, piece: &[u8], ms| Reply::Drip {
        head: head.to_owned(),
        piece: piece.to_vec(),
        every: Duration::from_millis(ms),
    };
    match (seen.host(), seen.target.as_str()) {
        ("failing.example", "/robots.txt") => answer(500, &[], ""),
        (_, "/robots.txt") => ok("User-agent: *\nDisallow: /private\n"),
        (_, "/fetched") => ok("<rss/>"),
        (_, "/not-modified") => answer(304, &[("etag", "\"a\"")], ""),
        (_, "/gone") => answer(410, &[], "gone"),
        (_, "/not-found") => answer(404, &[], "nothing"),
        (_, "/refused") => answer(451, &[], "no"),
        ("busy.example", _) => answer(429, &[("retry-after", "60")], "later"),
        (_, "/http-status") => answer(500, &[], "oops"),
        (_, "/mining") => answer(200, &[("x-robots-tag", "noai")], "<p>text</p>"),
        (_, "/forbidden") => redirect(302, "http://169.254.169.254/latest/meta-data/"),
        (_, "/invalid") => redirect(302, "ftp://files.example/x"),
        (_, "/loop") => redirect(302, "/loop"),
        (_, many) if many.starts_with("/many") => redirect(302, &format!("{many}x")),
        (_, "/large") => drip("HTTP/1.1 200 OK\r\n\r\n", &[b'x'; 64 << 10], 0),
        (_, "/silence") => Reply::Silence,
        (_, "/slow") => drip("HTTP/1.1 200 OK\r\n\r\n", b"x", 10),
        (_, "/not-http") => Reply::Raw(b"SSH-2.0-OpenSSH_9.2\r\n".to_vec()),
        (_, "/encoding") => answer(200, &[("content-encoding", "gzip")], "not gzip at all"),
        other => panic!("not in the plan: {other:?}"),
    }
}

#[tokio::test]
async fn every_outcome_happens_and_says_what_it_is() {
    let server = Server::start(hostile).await;
    let settings = coranto_core::config::Fetch { timeout_ms: 600, feed_limit_bytes: 1 << 20, ..settings() };
    let fetcher = fetcher_with(&server, &settings).with_patience(Duration::from_millis(150));
    let direct = on_loopback(&settings);
    let loopback = server.address;
    let mut seen = BTreeSet::new();
    let mut said = String::new();
    let mut note = |outcome: FetchOutcome| {
        seen.insert(outcome.name());
        said.push_str(&format!("{}: {outcome}\n", outcome.name()));
    };
    for path in [
        "fetched",
        "gone",
        "not-found",
        "refused",
        "http-status",
        "forbidden",
        "invalid",
        "loop",
        "many",
        "large",
        "silence",
        "slow",
        "not-http",
        "encoding",
    ] {
        note(feed(&fetcher, &format!("https://news.example/{path}")).await.outcome);
    }
    let held = Validators { etag: Some("\"a\"".into()), last_modified: None };
    note(fetcher.feed(&address("https://news.example/not-modified"), &held, None).await.outcome);
    note(feed(&fetcher, "https://busy.example/").await.outcome);
    note(page(&fetcher, "https://news.example/private/x").await.outcome);
    note(page(&fetcher, "https://failing.example/x").await.outcome);
    note(page(&fetcher, "https://news.example/mining").await.outcome);
    note(feed(&direct, "https://no-such-name.invalid/").await.outcome);
    note(feed(&direct, "http://127.0.0.1:1/").await.outcome);
    note(feed(&direct, &format!("https://{loopback}/")).await.outcome);
    fetcher.close();
    note(feed(&fetcher, "https://news.example/fetched").await.outcome);
    assert_eq!(seen, all_names(), "{said}");
    // Each says in a sentence what happened.
    for sentence in [
        "rate_limited: asked to wait until 2026-11-24T10:01:00Z (429)",
        "robots_disallowed: robots.txt keeps us out (“Disallow: /private”)",
        "robots_unreachable: robots.txt cannot be read: the server answered 500",
        "mining_opt_out: the publisher opts out of machine reading (x-robots-tag: noai)",
        "address_forbidden: 169.254.169.254 is not on the public network (169.254.169.254)",
        "address_invalid: only http and https addresses are read, not ftp:",
        "too_many_redirects: more than 5 redirects",
        "redirect_loop: redirects lead in a circle at https://news.example/loop",
        "too_large: larger than 1024 KiB after decompression",
        "dns_failed: the name no-such-name.invalid cannot be resolved",
        "connect_failed: no connection: Connection refused",
        "tls_failed: no secure connection: received corrupt message",
        "protocol_failed: the connection broke: invalid HTTP version parsed",
        "encoding_failed: the compressed answer is damaged: invalid gzip header",
    ] {
        assert!(said.contains(sentence), "“{sentence}” is missing in\n{said}");
    }
}

#[tokio::test]
async fn a_far_end_that_hangs_up_on_tls_is_a_tls_failure() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let hangs_up = tokio::spawn(async move { while listener.accept().await.is_ok() {} });
    let outcome = feed(&on_loopback(&settings()), &format!("https://{at}/")).await.outcome;
    assert!(matches!(outcome, FetchOutcome::TlsFailed { .. } | FetchOutcome::ConnectFailed { .. }), "{outcome:?}");
    hangs_up.abort();
}

#[tokio::test]
async fn what_is_under_way_ends_when_the_program_goes_down() {
    let server = Server::start(|_| Reply::Silence).await;
    let fetcher = std::sync::Arc::new(fetcher(&server));
    let waiting = tokio::spawn({
        let fetcher = fetcher.clone();
        async move { feed(&fetcher, "https://news.example/").await }
    });
    while server.seen().is_empty() {
        tokio::task::yield_now().await;
    }
    fetcher.close();
    assert_eq!(waiting.await.unwrap().outcome, FetchOutcome::Cancelled);
}

#[tokio::test]
async fn settings_that_make_no_sense_are_refused_with_a_sentence() {
    let refused = |settings: coranto_core::config::Fetch| {
        let detour = Some(Detour { to: "127.0.0.1:9".parse().unwrap(), names: Vec::new() });
        Fetcher::new(&settings, coranto_core::Clock::System, detour, None).err().unwrap()
    };
    let networks = coranto_core::config::Fetch { allow_networks: vec!["my home".into()], ..settings() };
    assert!(refused(networks).contains("“my home” is not a network"));
    let agent = coranto_core::config::Fetch { user_agent: "news\nreader".into(), ..settings() };
    assert!(refused(agent).contains("fetch.user_agent"));
}

#[tokio::test]
async fn a_passing_failure_is_told_from_a_lasting_one() {
    let server = Server::start(hostile).await;
    let fetcher = fetcher(&server);
    let verdict = |text: &'static str| {
        let fetcher = &fetcher;
        async move { page(fetcher, text).await.outcome.verdict() }
    };
    assert_eq!(verdict("https://news.example/private/x").await, FetchVerdict::Refused);
    let in_ten_minutes = NOW.plus(Duration::from_secs(600));
    assert_eq!(verdict("https://failing.example/x").await, FetchVerdict::RetryAt(in_ten_minutes));
    assert_eq!(verdict("https://news.example/http-status").await, FetchVerdict::Retry);
}
