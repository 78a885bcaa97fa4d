//! Every fault of the catalogue is answered as its row says, in bounded time.

use crate::kit::{Kit, NOON, source};
use coranto_core::reason::Quarantined;
use coranto_core::{Address, Article, ArticleKey, Clock, Lang};
use coranto_store::article::{self, Batch, Lookup, NewItem, Stage};
use coranto_store::feed::{self, Feed, FeedKind, FeedState, PollOutcome, PollRecord};
use coranto_store::testing::Database;
use coranto_world::{ARTICLE_TITLE, Expected, Fault, Target, World, faults};
use std::time::{Duration, Instant};

on_both!(faults_of_feeds);
async fn faults_of_feeds(database: Database) {
    // A machine that has much to do may need long for what is merely large.
    feeds_end_as_expected(database, 30_000, |f| !is_about_time(f)).await;
}

on_both!(faults_of_slow_feeds);
async fn faults_of_slow_feeds(database: Database) {
    feeds_end_as_expected(database, 2_000, is_about_time).await;
}

fn is_about_time(fault: &Fault) -> bool {
    matches!(fault.expected, Expected::Outcome("timed_out" | "too_slow"))
}

async fn feeds_end_as_expected(database: Database, timeout_ms: u64, which: fn(&Fault) -> bool) {
    let clock = Clock::manual(NOON);
    let internet = World::scale(clock.clone(), 0, 0).start().await.unwrap();
    let kit = Kit::with(database, internet.address, clock, |s| {
        s.read.pages = false;
        s.fetch.timeout_ms = timeout_ms;
    });
    let rows: Vec<Fault> = faults().into_iter().filter(|f| f.target == Target::Feed && which(f)).collect();
    assert!(!rows.is_empty());
    let sources: Vec<_> = rows.iter().map(|f| source(&f.address())).collect();
    kit.pipeline.import(&sources).await.unwrap();
    let began = Instant::now();
    let summary = kit.once().await;
    assert!(began.elapsed() < Duration::from_secs(60), "took {:?}", began.elapsed());
    assert_eq!(summary.feeds_read + summary.feeds_failed + summary.feeds_unchanged, rows.len() as u64);

    let feeds = kit.feeds().await;
    let mut wrong = Vec::new();
    for fault in &rows {
        let address = Address::parse(&fault.address()).unwrap();
        let feed = feeds.iter().find(|f| f.address == address).unwrap();
        let outcome = feed.last_outcome.as_ref().expect("every poll leaves its outcome");
        if !feed_is_as_expected(fault, outcome) {
            wrong.push(format!("{} ({}): expected {:?}, got {outcome:?}", fault.name, fault.what, fault.expected));
        }
        assert!(feed.next_due_at > NOON, "{}", fault.name);
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

fn feed_is_as_expected(fault: &Fault, outcome: &PollOutcome) -> bool {
    match (fault.expected, outcome) {
        // The whole request's deadline is shorter here than the patience with slow bodies.
        (Expected::Outcome("too_slow"), PollOutcome::Fetch { outcome }) => {
            ["too_slow", "timed_out"].contains(&outcome.name())
        }
        (Expected::Outcome(name), PollOutcome::Fetch { outcome }) => outcome.name() == name,
        (Expected::FeedRefused(kind), PollOutcome::Feed { rejected }) => kind_of(rejected) == kind,
        (Expected::Items(least), PollOutcome::Read { items, .. }) => *items as usize >= least,
        (Expected::Bounded, _) => true,
        _ => false,
    }
}

fn kind_of(reason: &impl serde::Serialize) -> String {
    serde_json::to_value(reason).unwrap()["kind"].as_str().unwrap().to_owned()
}

on_both!(faults_of_pages);
async fn faults_of_pages(database: Database) {
    let clock = Clock::manual(NOON);
    let internet = World::scale(clock.clone(), 0, 0).start().await.unwrap();
    let kit = Kit::with(database, internet.address, clock, |s| {
        s.read.attempts = 1;
        s.fetch.timeout_ms = 3_000;
    });
    let rows: Vec<Fault> = faults().into_iter().filter(|f| f.target == Target::Page).collect();
    assert!(rows.len() > 20);
    announce(&kit, &rows).await;
    let began = Instant::now();
    kit.once().await;
    assert!(began.elapsed() < Duration::from_secs(60), "took {:?}", began.elapsed());

    let mut wrong = Vec::new();
    for fault in &rows {
        let key = ArticleKey::of(&Address::parse(&fault.address()).unwrap());
        let Lookup::Found(article) = article::by_key(&kit.db, &key).await.unwrap() else {
            wrong.push(format!("{}: is lost", fault.name));
            continue;
        };
        let as_expected = match (fault.expected, article.card.stage, &article.reason) {
            (Expected::Outcome("robots_disallowed" | "mining_opt_out") | Expected::MiningMeta, Stage::Listed, _) => {
                true
            }
            (Expected::Outcome(name), Stage::Quarantined, Some(Quarantined::Fetch { outcome })) => {
                outcome.name() == name
            }
            (Expected::BodyRefused(kind), Stage::Quarantined, Some(Quarantined::Body { rejected })) => {
                kind_of(rejected) == kind
            }
            (Expected::Article, Stage::Ready, _) => true,
            (Expected::Bounded, stage, _) => stage != Stage::Waiting,
            _ => false,
        };
        if !as_expected {
            wrong.push(format!(
                "{} ({}): expected {:?}, got {:?} {:?} {:?}",
                fault.name, fault.what, fault.expected, article.card.stage, article.reason, article.listed_because
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

/// Puts the pages into the record as a feed would have announced them.
async fn announce(kit: &Kit, rows: &[Fault]) {
    let facts = source("https://fault-line.example/feed.xml").facts;
    let source_id = coranto_store::source::upsert(&kit.db, &facts, NOON).await.unwrap();
    let address = Address::parse("https://fault-line.example/feed.xml").unwrap();
    let feed_id = feed::add(&kit.db, source_id, &address, FeedKind::Feed, None, NOON).await.unwrap();
    let items = rows.iter().enumerate().map(|(n, fault)| {
        let address = Address::parse(&fault.address()).unwrap();
        NewItem {
            guid: n as i64,
            key: ArticleKey::of(&address),
            address,
            article: Article { title: ARTICLE_TITLE.to_owned(), lang: Some(Lang::EN), ..Article::default() },
            published_at: NOON,
            stage: Stage::Waiting,
            reason: None,
            section: None,
            media: Vec::new(),
        }
    });
    let feed = kit.feed().await;
    let batch = Batch { source_id, poll: read_once(&feed, rows.len()), items: items.collect() };
    article::ingest(&kit.db, &[batch], NOON).await.unwrap();
    feed::set_state(&kit.db, feed_id, FeedState::Paused).await.unwrap();
}

fn read_once(feed: &Feed, items: usize) -> PollRecord {
    PollRecord {
        feed_id: feed.id,
        at: NOON,
        outcome: PollOutcome::Read { items: items as u32, new: 0, damaged: 0, repaired: false },
        duration_ms: 0,
        bytes: 0,
        etag: None,
        last_modified: None,
        validators_since: None,
        body_hash: None,
        title: None,
        next_due_at: NOON,
        interval_ms: feed.interval_ms,
        failures: 0,
        state: FeedState::Active,
        moved_to: None,
        moved_seen: 0,
        new_address: None,
    }
}
