//! Made-up publishers, feeds and items.

use coranto_core::source::SourceFacts;
use coranto_core::{Address, Article, ArticleKey, Block, FeedId, Lang, Millis, Picture, SourceId};
use coranto_store::article::{Batch, NewItem, Stage};
use coranto_store::feed::{FeedKind, FeedState, PollOutcome, PollRecord};
use coranto_store::{Db, feed, source};

pub const NOW: Millis = Millis(1_790_000_000_000);

pub fn address(text: &str) -> Address {
    Address::parse(text).unwrap()
}

pub fn facts(slug: &str) -> SourceFacts {
    SourceFacts {
        slug: slug.to_owned(),
        name: format!("The {slug}"),
        home: format!("https://{slug}.example/"),
        country: Some("NL".into()),
        languages: vec![Lang::EN],
        ..SourceFacts::default()
    }
}

/// A publisher with one feed.
pub async fn publisher(db: &Db, slug: &str) -> (SourceId, FeedId) {
    let source = source::upsert(db, &facts(slug), NOW).await.unwrap();
    let at = address(&format!("https://{slug}.example/feed.xml"));
    let feed = feed::add(db, source, &at, FeedKind::Feed, None, NOW).await.unwrap();
    (source, feed)
}

pub fn poll(feed: FeedId, at: Millis, outcome: PollOutcome) -> PollRecord {
    PollRecord {
        feed_id: feed,
        at,
        outcome,
        duration_ms: 12,
        bytes: 3_456,
        etag: Some("\"v1\"".into()),
        last_modified: None,
        validators_since: Some(at),
        body_hash: Some(-7),
        title: None,
        next_due_at: Millis(at.0 + Millis::HOUR),
        interval_ms: Millis::HOUR,
        failures: 0,
        state: FeedState::Active,
        moved_to: None,
        moved_seen: 0,
        new_address: None,
    }
}

pub fn read(items: usize) -> PollOutcome {
    PollOutcome::Read { items: u32::try_from(items).unwrap(), new: 0, damaged: 0, repaired: false }
}

pub fn paragraph(text: &str) -> Block {
    Block::Paragraph { html: text.to_owned() }
}

/// An item whose page waits to be read. `n` decides its address, guid, title and time.
pub fn item(site: &str, n: i64) -> NewItem {
    let address = address(&format!("https://{site}.example/news/{n}"));
    NewItem {
        guid: 1_000 + n,
        key: ArticleKey::of(&address),
        article: Article {
            title: format!("Ferry number {n} sails again"),
            summary: Some(format!("After {n} days in the dock the ferry left the harbour.")),
            lang: Some(Lang::EN),
            authors: vec!["Ada Brook".into()],
            ..Article::default()
        },
        address,
        published_at: Millis(NOW.0 - Millis::DAY + n * Millis::MINUTE),
        stage: Stage::Waiting,
        reason: None,
        section: Some("local".into()),
        media: vec![],
    }
}

pub fn picture(site: &str) -> Picture {
    Picture {
        src: address(&format!("https://{site}.example/ferry.jpg")),
        alt: Some("A ferry".into()),
        caption: None,
        credit: None,
        width: Some(1200),
        height: None,
    }
}

pub fn batch(source: SourceId, feed: FeedId, items: Vec<NewItem>) -> Batch {
    Batch { source_id: source, poll: poll(feed, NOW, read(items.len())), items }
}
