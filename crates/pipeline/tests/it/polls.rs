//! How feeds are polled: validators, moves, patience, and the rhythm that is learnt.

use crate::kit::{Kit, NOON};
use crate::script::{Says, Server, channel, rss};
use coranto_core::reason::{FeedRejected, FetchOutcome};
use coranto_core::{Clock, Millis};
use coranto_store::feed::{FeedState, PollOutcome};
use coranto_store::testing::Database;

const FEED: &str = "https://gazette.example/feed.xml";

async fn kit(database: Database, server: &Server) -> Kit {
    let kit = Kit::with(database, server.address, Clock::manual(NOON), |s| s.read.pages = false);
    kit.add_feed(FEED).await;
    kit
}

fn two() -> String {
    rss(&[
        ("tag:gazette.example,2026:1", "/bridge", "The bridge stays closed", 30),
        ("tag:gazette.example,2026:2", "/school", "The school opens again", 90),
    ])
}

on_both!(validators_are_sent_as_they_came_and_dropped_after_eight_days);
async fn validators_are_sent_as_they_came_and_dropped_after_eight_days(database: Database) {
    let server = Server::start(|asked| {
        if asked.header("if-none-match").is_some() {
            return Says::status(304);
        }
        Says::feed(two()).with("etag", "W/\"seven\"").with("last-modified", "Tue, 24 Nov 2026 11:30:00 GMT")
    })
    .await;
    let kit = kit(database, &server).await;
    assert_eq!(kit.once().await.new, 2);
    server.asked();

    assert_eq!(kit.next_round().await.feeds_unchanged, 1);
    let asked = server.asked();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].header("if-none-match"), Some("W/\"seven\""));
    assert_eq!(asked[0].header("if-modified-since"), Some("Tue, 24 Nov 2026 11:30:00 GMT"));

    // Some servers answer 304 for ever. After eight days the whole feed is asked for.
    kit.pass(8 * 24 * 60);
    kit.once().await;
    let asked = server.asked();
    assert_eq!(asked.last().unwrap().header("if-none-match"), None);
    assert_eq!(kit.stored().await, 2);
}

on_both!(the_same_bytes_are_not_read_twice);
async fn the_same_bytes_are_not_read_twice(database: Database) {
    let mut turn = 0;
    let server = Server::start(move |_| {
        turn += 1;
        Says::feed(two()).with("etag", &format!("\"{turn}\""))
    })
    .await;
    let kit = kit(database, &server).await;
    kit.once().await;
    assert_eq!(kit.next_round().await.feeds_unchanged, 1);
    assert_eq!(kit.feed().await.etag.as_deref(), Some("\"2\""), "the newer validators are kept all the same");
}

on_both!(a_feed_that_moved_is_followed_after_three_confirmations);
async fn a_feed_that_moved_is_followed_after_three_confirmations(database: Database) {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/feed.xml" => Says::status(301).with("location", "/new/feed.xml"),
        _ => Says::feed(two()),
    })
    .await;
    let kit = kit(database, &server).await;
    for round in 0..3 {
        assert_eq!(kit.feed().await.address.as_str(), FEED, "round {round}");
        kit.next_round().await;
    }
    assert_eq!(kit.feed().await.address.as_str(), "https://gazette.example/new/feed.xml");
    assert_eq!(kit.stored().await, 2);
}

on_both!(a_temporary_redirect_is_followed_and_forgotten);
async fn a_temporary_redirect_is_followed_and_forgotten(database: Database) {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/feed.xml" => Says::status(302).with("location", "/elsewhere.xml"),
        _ => Says::feed(two()),
    })
    .await;
    let kit = kit(database, &server).await;
    for _ in 0..5 {
        kit.next_round().await;
    }
    assert_eq!(kit.feed().await.address.as_str(), FEED);
}

on_both!(a_move_into_another_feeds_address_is_refused);
async fn a_move_into_another_feeds_address_is_refused(database: Database) {
    let server = Server::start(|asked| match (asked.host.as_str(), asked.path.as_str()) {
        ("courier.example", _) => Says::status(301).with("location", FEED),
        _ => Says::feed(two()),
    })
    .await;
    let kit = kit(database, &server).await;
    kit.add_feed("https://courier.example/feed.xml").await;
    for _ in 0..5 {
        kit.next_round().await;
    }
    let addresses: Vec<String> = kit.feeds().await.iter().map(|f| f.address.to_string()).collect();
    assert_eq!(addresses, [FEED, "https://courier.example/feed.xml"]);
}

on_both!(a_feed_that_is_gone_is_left_alone);
async fn a_feed_that_is_gone_is_left_alone(database: Database) {
    let server = Server::start(|_| Says::status(410)).await;
    let kit = kit(database, &server).await;
    assert_eq!(kit.once().await.feeds_failed, 1);
    let feed = kit.feed().await;
    assert_eq!(feed.state, FeedState::Gone);
    assert_eq!(feed.last_outcome, Some(PollOutcome::Fetch { outcome: FetchOutcome::Gone }));
    server.asked();
    kit.pass(90 * 24 * 60);
    kit.once().await;
    assert!(server.asked().is_empty());
}

on_both!(retry_after_is_obeyed);
async fn retry_after_is_obeyed(database: Database) {
    let server = Server::start(|_| Says::status(429).with("retry-after", "7200")).await;
    let kit = kit(database, &server).await;
    kit.once().await;
    let due = kit.feed().await.next_due_at;
    assert!(due.0 >= NOON.0 + 2 * Millis::HOUR, "{}", due.iso());
    assert!(due.0 <= NOON.0 + 3 * Millis::HOUR, "{}", due.iso());
    server.asked();
    kit.pass(119);
    kit.once().await;
    assert!(server.asked().is_empty(), "nobody asks before the two hours are over");
}

on_both!(failures_are_asked_again_later_and_later);
async fn failures_are_asked_again_later_and_later(database: Database) {
    let server = Server::start(|_| Says::status(500)).await;
    let kit = kit(database, &server).await;
    let mut waits = Vec::new();
    for _ in 0..8 {
        kit.next_round().await;
        waits.push(kit.feed().await.next_due_at.since(kit.clock.now()).as_secs() / 60);
    }
    assert_eq!(kit.feed().await.failures, 8);
    assert!(waits[0] >= 2 && waits[7] > waits[0] * 8 && waits[7] <= 24 * 60, "{waits:?}");
    server.now_says(|_| Says::feed(two()));
    assert_eq!(kit.next_round().await.new, 2);
    assert_eq!(kit.feed().await.failures, 0);
}

on_both!(what_is_no_feed_is_refused_and_what_was_known_stays);
async fn what_is_no_feed_is_refused_and_what_was_known_stays(database: Database) {
    let server = Server::start(|_| Says::feed(two()).with("etag", "\"good\"")).await;
    let kit = kit(database, &server).await;
    kit.once().await;
    server.now_says(|_| {
        Says::page("<!DOCTYPE html><html><head><title>Welcome</title></head><body><p>New site</p></body></html>")
            .with("etag", "\"bad\"")
    });
    kit.next_round().await;
    let feed = kit.feed().await;
    assert_eq!(feed.last_outcome, Some(PollOutcome::Feed { rejected: FeedRejected::WebPage }));
    assert_eq!(feed.etag.as_deref(), Some("\"good\""), "a wrong answer's validators would make it last");
    assert_eq!(kit.stored().await, 2);
}

on_both!(polls_follow_the_rhythm_of_the_feed);
async fn polls_follow_the_rhythm_of_the_feed(database: Database) {
    // An item an hour.
    let hourly: Vec<(String, String, String, i64)> = (0..12)
        .map(|n| (format!("tag:gazette.example,2026:{n}"), format!("/a/{n}"), format!("Item {n}"), n * 60))
        .collect();
    let items: Vec<(&str, &str, &str, i64)> =
        hourly.iter().map(|(g, p, t, m)| (g.as_str(), p.as_str(), t.as_str(), *m)).collect();
    let body = rss(&items);
    let fast = body.clone();
    let server = Server::start(move |_| Says::feed(fast.clone())).await;
    let kit = kit(database, &server).await;
    kit.once().await;
    let minutes = |feed: &coranto_store::feed::Feed| feed.interval_ms / Millis::MINUTE;
    assert_eq!(minutes(&kit.feed().await), 30, "twice as often as it speaks");
    // It falls silent for two days: each tenth of the silence.
    for _ in 0..60 {
        kit.next_round().await;
    }
    let slow = minutes(&kit.feed().await);
    assert!((120..=1_440).contains(&slow), "{slow}");
    // It asks for patience itself.
    let patient = body.replace("<language>", "<ttl>600</ttl><language>");
    server.now_says(move |_| Says::feed(patient.clone()));
    kit.next_round().await;
    assert!(minutes(&kit.feed().await) >= 600);
    // And for the longest wait that is granted, however long it wants.
    let silly = body.replace("<language>", "<ttl>9999999</ttl><language>");
    server.now_says(move |_| Says::feed(silly.clone()).with("cache-control", "max-age=31536000"));
    kit.next_round().await;
    assert_eq!(minutes(&kit.feed().await), 24 * 60);
}

on_both!(a_feed_that_failed_for_days_is_looked_for);
async fn a_feed_that_failed_for_days_is_looked_for(database: Database) {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/" => Says::page(
            "<!DOCTYPE html><html><head><title>The Gazette</title><link rel=\"alternate\" type=\"application/rss+xml\" \
             href=\"/rss/all.xml\" title=\"All\"></head><body><p>Welcome.</p></body></html>",
        ),
        "/rss/all.xml" => Says::feed(two()),
        _ => Says::status(404),
    })
    .await;
    let kit = kit(database, &server).await;
    for _ in 0..10 {
        assert_eq!(kit.feed().await.moved_to, None);
        kit.next_round().await;
    }
    let feed = kit.feed().await;
    assert_eq!(feed.moved_to.as_deref(), Some("https://gazette.example/rss/all.xml"));
    assert_eq!(feed.address.as_str(), FEED, "it is noted, not followed");
}

on_both!(hours_in_which_the_publisher_sleeps_are_kept);
async fn hours_in_which_the_publisher_sleeps_are_kept(database: Database) {
    let hours: String = (12..20).map(|h| format!("<hour>{h}</hour>")).collect();
    let item = "<item><guid>a-long-enough-guid</guid><title>One</title><link>https://gazette.example/one</link></item>";
    let body = channel(&format!("<skipHours>{hours}</skipHours>"), item);
    let server = Server::start(move |_| Says::feed(body.clone())).await;
    let kit = kit(database, &server).await;
    kit.once().await;
    assert_eq!(&kit.feed().await.next_due_at.iso()[..13], "2026-11-24T20");
}
