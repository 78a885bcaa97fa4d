//! The catalogue of faults: every row is on the port, and is as wrong as it says.

use crate::basics::NOW;
use crate::client::{Reply, get_some, get_with};
use coranto_core::{Clock, Millis};
use coranto_world::{ARTICLE, Expected, Fault, Running, Target, World, faults};
use std::collections::BTreeSet;
use std::io::Read;
use std::sync::Arc;

// Packing the bombs keeps a thread busy for a moment, and the slow ones are timed.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_fault_is_as_its_row_says() {
    let world = World::scale(Clock::manual(NOW), 1, 1);
    let running = world.start().await.unwrap();
    let running = Arc::new(running);
    let checks = faults().into_iter().map(|fault| {
        let running = running.clone();
        tokio::spawn(async move { check(&running, fault).await })
    });
    for done in futures_util::future::join_all(checks).await {
        done.unwrap();
    }
}

async fn check(running: &Running, fault: Fault) {
    // Bodies without end are read as far as it takes to see that they go on.
    let most = if fault.name.starts_with("endless") { 1 << 20 } else { 96 << 20 };
    let reply = get_some(running.address, &fault.address(), &[("Accept-Encoding", "identity")], most).await;
    let again = async || get_with(running.address, &fault.address(), &[("If-None-Match", "\"forever\"")]).await;
    let right = match fault.name {
        "not-found" => reply.status == 404,
        "gone" => reply.status == 410,
        "forbidden" => reply.status == 403,
        "server-error" => reply.status == 500,
        "unavailable" => reply.status == 503 && reply.header("retry-after") == Some("120"),
        "too-many-requests" => {
            reply.status == 429 && reply.header("retry-after") == Some("Tue, 24 Nov 2026 09:40:00 GMT")
        }
        "redirect-loop" => reply.status == 302 && reply.header("location") == Some("/other"),
        "redirect-chain" => reply.status == 301 && reply.header("location") == Some("/hop/1"),
        "redirect-short" => reply.status == 302 && reply.header("location") == Some("/hop/1"),
        "moved" => reply.status == 301 && reply.header("location") == Some("/new/feed.xml"),
        name if name.starts_with("redirect-") => {
            let to = reply.header("location").unwrap_or_default();
            reply.status == 302 && (to.starts_with("http://") || to.starts_with("file:"))
        }
        "silent" => reply.status == 200 && reply.body.is_empty() && !reply.complete,
        "slow-body" => (1..5).contains(&reply.body.len()) && !reply.complete,
        "endless-body" | "endless-page" => reply.body.len() >= 1 << 20 && !reply.complete,
        "gzip-bomb" => unpacked(&reply, 64 << 20) == 64 << 20 && reply.body.len() < 8 << 20,
        "brotli-bomb" | "zstd-bomb" => unpacked(&reply, 32 << 20) == 32 << 20 && reply.body.len() < 64 << 10,
        "truncated-gzip" | "false-gzip" => reply.status == 200 && unpacked(&reply, 1 << 20) < 1_000,
        "huge-header" => reply.header("x-padding").is_some_and(|p| p.len() == 1 << 20),
        "reset-mid-body" => reply.status == 200 && !reply.complete && !reply.body.is_empty(),
        "noai-header" => reply.header("x-robots-tag") == Some("noai, noimageai"),
        "tdm-header" => reply.header("tdm-reservation") == Some("1"),
        "noai-meta" => reply.text().contains("content=\"index, noai, noimageai\""),
        "robots-disallow" => robots(running, &fault).await.text().contains("Disallow: /\n"),
        "robots-error" => robots(running, &fault).await.status == 503,
        "empty-body" => reply.status == 200 && reply.body.is_empty(),
        "not-html" => reply.header("content-type") == Some("application/pdf"),
        "wrong-content-type" => reply.header("content-type") == Some("image/png"),
        "wrong-charset" | "wrong-charset-page" => std::str::from_utf8(&reply.body).is_err(),
        "charset-fight" => {
            std::str::from_utf8(&reply.body).is_err() && reply.header("content-type") == Some("text/xml; charset=utf-8")
        }
        "nul-bytes" | "nul-page" => reply.body.contains(&0),
        "changing-guids" => again().await.body != reply.body,
        "always-unchanged" => reply.status == 200 && again().await.status == 304,
        "truncated-feed" => reply.text().matches("<item>").count() == 4 && !reply.text().contains("</rss>"),
        "many-items" => reply.text().matches("<item>").count() == 100_000,
        "deep-feed" => reply.text().matches("<deep>").count() == 100_000,
        "deep-page" => reply.text().matches('<').count() > 1_000_000,
        "bad-pages" => {
            let pages = faults().iter().filter(|f| f.target == Target::Page).count();
            reply.text().matches("<item>").count() == pages
        }
        "future-dates" => reply.text().contains("2031"),
        _ => match fault.expected {
            Expected::FeedRefused(_) => !reply.text().contains("<item>"),
            Expected::Items(least) => reply.text().matches("<item>").count() >= least,
            Expected::Article => words_of(&reply).contains(&words(ARTICLE[3])),
            Expected::BodyRefused(_) => {
                reply.status == 200 && !reply.text().contains(ARTICLE[3]) || fault.name == "encoded-markup"
            }
            Expected::Bounded => {
                reply.status == 200 && reply.body.len() > 10_000
                    || fault.name.contains("entity")
                    || fault.name == "billion-laughs"
            }
            Expected::Outcome(_) | Expected::MiningMeta => false,
        },
    };
    assert!(right, "{}: {} {:?} {:.300}", fault.name, reply.status, reply.headers, reply.text());
}

#[test]
fn the_catalogue_names_everything_once() {
    let all = faults();
    let names: BTreeSet<&str> = all.iter().map(|f| f.name).collect();
    assert_eq!(names.len(), all.len());
    assert!(all.len() >= 60, "{}", all.len());
    for fault in all {
        assert!(coranto_core::Address::parse(&fault.address()).is_ok(), "{}", fault.name);
        assert!(!fault.what.is_empty() && fault.expected != Expected::Outcome(""), "{}", fault.name);
    }
}

/// The rows speak of reasons by the names that the reasons have.
#[test]
fn what_is_expected_has_a_reason_of_that_name() {
    use coranto_core::AddressRefused;
    use coranto_core::reason::{BodyRejected, FeedRejected, FetchOutcome};
    let text = String::new;
    let outcomes = [
        FetchOutcome::NotFound,
        FetchOutcome::Gone,
        FetchOutcome::Refused { status: 403 },
        FetchOutcome::HttpStatus { status: 500 },
        FetchOutcome::RateLimited { status: 429, retry_at: Millis(0) },
        FetchOutcome::RedirectLoop { at: text() },
        FetchOutcome::TooManyRedirects { limit: 1 },
        FetchOutcome::AddressForbidden { host: text(), address: text() },
        FetchOutcome::AddressInvalid { why: AddressRefused::NoHost },
        FetchOutcome::TimedOut { limit_ms: 1 },
        FetchOutcome::TooSlow { bytes_per_second: 1 },
        FetchOutcome::TooLarge { limit_bytes: 1 },
        FetchOutcome::EncodingFailed { message: text() },
        FetchOutcome::ProtocolFailed { message: text() },
        FetchOutcome::RobotsDisallowed { rule: text() },
        FetchOutcome::RobotsUnreachable { retry_at: Millis(0), message: text() },
        FetchOutcome::MiningOptOut { signal: text() },
    ]
    .map(|o| o.name());
    let feeds = [FeedRejected::Empty, FeedRejected::WebPage, FeedRejected::NotAFeed { beginning: text() }].map(kind);
    let bodies = [
        BodyRejected::Empty,
        BodyRejected::TooShort { words: 1 },
        BodyRejected::OnlyNavigation { link_percent: 1 },
        BodyRejected::OtherArticle { title: text() },
        BodyRejected::CaptionOnly,
        BodyRejected::ConsentWall,
        BodyRejected::PaywallStub,
        BodyRejected::BotWall,
        BodyRejected::SoftNotFound,
        BodyRejected::IndexPage,
        BodyRejected::ShareTemplate { sample: text() },
        BodyRejected::EncodedMarkup { sample: text() },
        BodyRejected::NotHtml { content_type: text() },
    ]
    .map(kind);
    for fault in faults() {
        let known = match fault.expected {
            Expected::Outcome(name) => outcomes.contains(&name),
            Expected::FeedRefused(name) => feeds.iter().any(|k| k == name),
            Expected::BodyRefused(name) => bodies.iter().any(|k| k == name),
            _ => true,
        };
        assert!(known, "{}: {:?}", fault.name, fault.expected);
    }
}

fn kind(reason: impl serde::Serialize) -> String {
    serde_json::to_value(reason).unwrap()["kind"].as_str().unwrap().to_owned()
}

async fn robots(running: &Running, fault: &Fault) -> Reply {
    get_with(running.address, &format!("https://{}/robots.txt", fault.host()), &[]).await
}

/// How many bytes come out, of at most `most`.
fn unpacked(reply: &Reply, most: usize) -> usize {
    let body = &reply.body[..];
    let reader: Box<dyn Read> = match reply.header("content-encoding") {
        Some("gzip") => Box::new(flate2::read::GzDecoder::new(body)),
        Some("br") => Box::new(brotli::Decompressor::new(body, 1 << 16)),
        Some("zstd") => Box::new(zstd::stream::read::Decoder::new(body).unwrap()),
        other => panic!("packed as {other:?}"),
    };
    let mut reader = reader.take(most as u64);
    let mut chunk = vec![0; 1 << 16];
    let mut bytes = 0;
    while let Ok(n @ 1..) = reader.read(&mut chunk) {
        bytes += n;
    }
    bytes
}

fn words_of(reply: &Reply) -> String {
    words(&dom_query::Document::from(reply.text()).text())
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
