//! What becomes of a feed's items: who they are, when they were published, and whether their page is read.

use crate::kit::{Kit, NOON};
use crate::script::{Says, Server, channel, page, rss};
use coranto_core::{Clock, Millis};
use coranto_store::article::Stage;
use coranto_store::testing::Database;

const FEED: &str = "https://gazette.example/feed.xml";

/// A server whose feed is what `body` says, and whose pages are articles.
async fn server(body: String) -> Server {
    Server::start(serving(body)).await
}

fn serving(body: String) -> impl FnMut(&crate::script::Asked) -> Says + Send {
    move |asked| match asked.path.as_str() {
        "/feed.xml" => Says::feed(body.clone()),
        "/robots.txt" => Says::status(404),
        path => Says::page(page(&title_of(path), "", "The bridge over the river stays closed, the council said.")),
    }
}

fn title_of(path: &str) -> String {
    format!("The story of {}", path.trim_matches('/').replace('-', " "))
}

async fn listed_only(database: Database, server: &Server) -> Kit {
    let kit = Kit::with(database, server.address, Clock::manual(NOON), |s| s.read.pages = false);
    kit.add_feed(FEED).await;
    kit.once().await;
    kit
}

fn item(inner: &str) -> String {
    format!("<item>{inner}</item>")
}

/// A text of so many words, in paragraphs.
fn text(words: usize) -> String {
    let sentence = "The council of the valley met on Monday to speak about the closed bridge over the river.";
    let count = sentence.split(' ').count();
    (0..words.div_ceil(count)).map(|_| format!("<p>{sentence}</p>")).collect()
}

on_both!(a_changed_guid_at_one_address_is_the_same_article);
async fn a_changed_guid_at_one_address_is_the_same_article(database: Database) {
    let server = server(rss(&[("tag:gazette.example,2026:1", "/bridge", "The bridge stays closed", 30)])).await;
    let kit = listed_only(database, &server).await;
    server.now_says(serving(rss(&[
        ("tag:gazette.example,2026:1-b", "/bridge?utm_source=feed", "The bridge stays closed", 30),
        ("tag:gazette.example,2026:2", "/school", "The school opens again", 20),
    ])));
    assert_eq!(kit.next_round().await.new, 1);
    assert_eq!(kit.stored().await, 2);
}

on_both!(a_changed_address_under_one_guid_is_the_same_article);
async fn a_changed_address_under_one_guid_is_the_same_article(database: Database) {
    let server = server(rss(&[("tag:gazette.example,2026:1", "/bridge", "The bridge stays closed", 30)])).await;
    let kit = listed_only(database, &server).await;
    server.now_says(serving(rss(&[("tag:gazette.example,2026:1", "/bridge-closed", "The bridge stays closed", 30)])));
    assert_eq!(kit.next_round().await.new, 0);
    assert_eq!(kit.stored().await, 1);
}

on_both!(an_article_in_two_feeds_and_twice_in_one_is_one);
async fn an_article_in_two_feeds_and_twice_in_one_is_one(database: Database) {
    let twice = rss(&[
        ("tag:gazette.example,2026:1", "/bridge", "The bridge stays closed", 30),
        ("tag:gazette.example,2026:1", "/bridge", "The bridge stays closed", 30),
        ("tag:gazette.example,2026:9", "/bridge", "The bridge stays closed", 30),
    ]);
    let server = Server::start(move |_| Says::feed(twice.clone())).await;
    let kit = Kit::with(database, server.address, Clock::manual(NOON), |s| s.read.pages = false);
    kit.add_feed(FEED).await;
    kit.add_feed("https://gazette.example/top.xml").await;
    let summary = kit.once().await;
    assert_eq!((summary.feeds_read, summary.new), (2, 1));
    assert_eq!(kit.stored().await, 1);
}

on_both!(one_guid_for_all_items_does_not_hide_any);
async fn one_guid_for_all_items_does_not_hide_any(database: Database) {
    let server = server(rss(&[
        ("the-same-for-all", "/bridge", "The bridge stays closed", 30),
        ("the-same-for-all", "/school", "The school opens again", 20),
        ("the-same-for-all", "/market", "The market moves", 10),
    ]))
    .await;
    let kit = listed_only(database, &server).await;
    assert_eq!(kit.titles().await, ["The market moves", "The school opens again", "The bridge stays closed"]);
    // Nor do those that count their items from the top, when a new one comes in.
    let numbered = rss(&[("1", "/bridge", "The bridge stays closed", 30), ("2", "/well", "The well is dry", 40)]);
    server.now_says(serving(numbered));
    kit.next_round().await;
    let numbered = rss(&[("1", "/tower", "The tower leans", 5), ("2", "/bridge", "The bridge stays closed", 30)]);
    server.now_says(serving(numbered));
    kit.next_round().await;
    assert_eq!(kit.stored().await, 5);
}

on_both!(items_without_guid_or_address_are_kept_apart_by_their_text);
async fn items_without_guid_or_address_are_kept_apart_by_their_text(database: Database) {
    let body = channel(
        "",
        &[
            item("<title>Rain</title><description>It rains in the valley.</description>"),
            item("<title>Snow</title><description>It snows on the hill.</description>"),
            item("<description>A note without any title, about the weather in the valley.</description>"),
        ]
        .concat(),
    );
    let server = server(body).await;
    let kit = listed_only(database, &server).await;
    assert_eq!(kit.stored().await, 3);
    kit.next_round().await;
    assert_eq!(kit.stored().await, 3);
    let articles = kit.articles().await;
    assert!(articles.iter().all(|a| a.address.as_str() == "https://gazette.example/"), "they lead to the site");
    assert!(articles.iter().all(|a| a.card.published_at == NOON), "they came when they came");
    assert!(articles.iter().any(|a| a.card.title.starts_with("A note without any title")));
}

on_both!(dates_of_the_future_and_of_1970_sort_by_arrival_and_are_kept);
async fn dates_of_the_future_and_of_1970_sort_by_arrival_and_are_kept(database: Database) {
    let dated = |n: u32, date: &str| {
        item(&format!(
            "<guid>tag:gazette.example,2026:{n}</guid><link>https://gazette.example/{n}</link><title>Item {n}</title><pubDate>{date}</pubDate>\
             <description>Some words.</description>"
        ))
    };
    let body = channel(
        "",
        &[
            dated(1, "Fri, 01 Jan 2100 00:00:00 GMT"),
            dated(2, "Thu, 01 Jan 1970 00:00:00 GMT"),
            dated(3, "24 Nov 2026 09:00"),
            dated(4, "Tue, 24 Nov 2026 11:00:00 +0200"),
            dated(5, "soon"),
        ]
        .concat(),
    );
    let server = server(body).await;
    let kit = listed_only(database, &server).await;
    let articles = kit.articles().await;
    let by = |n: u32| articles.iter().find(|a| a.card.title == format!("Item {n}")).unwrap();
    assert_eq!(by(1).card.published_at, NOON);
    assert_eq!(by(1).published.unwrap().at.iso(), "2100-01-01T00:00:00Z", "what it said is kept");
    assert_eq!(by(2).card.published_at, NOON);
    assert_eq!(by(3).card.published_at.iso(), "2026-11-24T09:00:00Z", "no zone is UTC");
    assert_eq!(by(3).published.unwrap().offset_minutes, None);
    assert_eq!(by(4).card.published_at.iso(), "2026-11-24T09:00:00Z");
    assert_eq!(by(4).published.unwrap().offset_minutes, Some(120));
    assert_eq!(by(5).card.published_at, NOON);
}

on_both!(a_feed_with_the_whole_text_needs_no_page);
async fn a_feed_with_the_whole_text_needs_no_page(database: Database) {
    let whole = |n: u32, text: &str| {
        item(&format!(
            "<guid>tag:gazette.example,2026:{n}</guid><link>https://gazette.example/{n}</link><title>Item {n}</title>\
             <pubDate>Tue, 24 Nov 2026 11:00:00 GMT</pubDate><description>A short word.</description>\
             <content:encoded xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><![CDATA[{text}]]></content:encoded>"
        ))
    };
    let template = "<p>The post <a href=\"https://gazette.example/1\">Item 1</a> appeared first on <a href=\"https://gazette.example\">The Gazette</a>.</p>";
    let body = channel(
        "",
        &[
            whole(1, &format!("{}<script>alert(1)</script>{template}", text(300))),
            whole(2, &format!("{}<p>Continue reading</p>", text(300))),
        ]
        .concat(),
    );
    let server = server(body).await;
    let kit = Kit::new(database, server.address, Clock::manual(NOON));
    kit.add_feed(FEED).await;
    let summary = kit.once().await;
    assert_eq!(summary.pages_ready + summary.pages_quarantined, 1, "the cut one is read on its page");
    assert!(server.asked().iter().all(|a| a.path != "/1"));
    let articles = kit.articles().await;
    let one = articles.iter().find(|a| a.card.title == "Item 1").unwrap();
    assert_eq!(one.card.stage, Stage::Ready);
    assert!(one.card.words >= 300);
    let text = serde_json::to_string(&one.blocks).unwrap();
    assert!(!text.contains("appeared first on") && !text.contains("alert("), "{text}");
}

on_both!(old_items_are_listed_and_not_read);
async fn old_items_are_listed_and_not_read(database: Database) {
    let server = server(rss(&[
        ("tag:gazette.example,2026:1", "/today", "Of today", 60),
        ("tag:gazette.example,2026:2", "/old", "Of last year", 400 * 24 * 60),
    ]))
    .await;
    let kit = Kit::new(database, server.address, Clock::manual(NOON));
    kit.add_feed(FEED).await;
    kit.once().await;
    let articles = kit.articles().await;
    let old = articles.iter().find(|a| a.card.title == "Of last year").unwrap();
    assert_eq!(old.card.stage, Stage::Listed);
    assert_eq!(old.listed_because.as_deref(), Some("it was older than 7 days when it was first seen"));
    assert!(server.asked().iter().all(|a| a.path != "/old"));
}

on_both!(podcasts_and_videos_are_programmes_not_pages);
async fn podcasts_and_videos_are_programmes_not_pages(database: Database) {
    let body = channel(
        "",
        &[
            item(
                "<guid>tag:gazette.example,2026:1</guid><link>https://gazette.example/episodes/1</link><title>Episode one</title>\
                 <description>We speak about the bridge.</description><pubDate>Tue, 24 Nov 2026 11:00:00 GMT</pubDate>\
                 <enclosure url=\"https://cdn.example/1.mp3\" type=\"audio/mpeg\" length=\"1000\"/>\
                 <itunes:duration xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">12:30</itunes:duration>",
            ),
            item(
                "<guid>yt:video:abcdefghijk</guid><link>https://www.youtube.com/watch?v=abcdefghijk</link><title>The bridge from above</title>\
                 <description>A film.</description><pubDate>Tue, 24 Nov 2026 10:00:00 GMT</pubDate>",
            ),
        ]
        .concat(),
    );
    let server = server(body).await;
    let kit = Kit::new(database, server.address, Clock::manual(NOON));
    kit.add_feed(FEED).await;
    kit.once().await;
    let articles = kit.articles().await;
    assert_eq!(articles.len(), 2);
    assert!(articles.iter().all(|a| a.card.stage == Stage::Ready && a.card.has_media));
    assert_eq!(articles[0].media[0].seconds, Some(750));
    assert!(server.asked().iter().all(|a| a.path == "/feed.xml"), "no page is asked for");
}

on_both!(a_corrected_title_is_taken_over_until_the_page_was_read);
async fn a_corrected_title_is_taken_over_until_the_page_was_read(database: Database) {
    let server = server(rss(&[("tag:gazette.example,2026:1", "/bridge", "The brigde stays closed", 30)])).await;
    let kit = listed_only(database, &server).await;
    server.now_says(serving(rss(&[("tag:gazette.example,2026:1", "/bridge", "The bridge stays closed", 30)])));
    kit.next_round().await;
    assert_eq!(kit.titles().await, ["The bridge stays closed"]);
    assert_eq!(kit.stored().await, 1);
}

on_both!(an_archive_of_a_hundred_thousand_items_is_read_in_bounds);
async fn an_archive_of_a_hundred_thousand_items_is_read_in_bounds(database: Database) {
    let items: String = (0..100_000)
        .map(|n| format!("<item><guid>tag:gazette.example,2026:{n}</guid><link>https://gazette.example/{n}</link><title>Item {n}</title></item>"))
        .collect();
    let server = server(channel("", &items)).await;
    let kit = listed_only(database, &server).await;
    let stored = kit.stored().await;
    assert!((1_000..=10_000).contains(&stored), "{stored}");
    assert!(kit.feed().await.last_outcome.unwrap().is_good());
    let asked_again = kit.feed().await.next_due_at.since(NOON).as_millis() as i64;
    assert!(asked_again >= 5 * Millis::MINUTE);
}
