//! How fast the record is on SQLite: `cargo bench -p coranto-store`. Items per second where it says so.

use coranto_core::source::SourceFacts;
use coranto_core::{Address, Article, ArticleKey, FeedId, Lang, Millis, Picture, SourceId};
use coranto_store::article::{Batch, Filter, NewItem, Stage};
use coranto_store::feed::{FeedKind, FeedState, PollOutcome, PollRecord};
use coranto_store::testing::Database;
use coranto_store::{Db, article, feed, source};
use divan::Bencher;
use divan::counter::ItemsCount;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::runtime::Runtime;

const NOW: Millis = Millis(1_790_000_000_000);
const SOURCES: i64 = 500;
const STORED: i64 = 100_000;
const LANGS: [&str; 6] = ["en", "ar", "es", "fr", "de", "ru"];
const SECTIONS: [&str; 8] = ["world", "politics", "business", "technology", "science", "sport", "culture", "local"];

fn main() {
    divan::main();
}

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
});

/// A record with 500 publishers and 100,000 articles.
static FULL: LazyLock<(Database, Vec<(SourceId, FeedId)>)> = LazyLock::new(|| {
    RUNTIME.block_on(async {
        let database = Database::sqlite().await;
        let feeds = publishers(&database.db).await;
        for first in (0..STORED).step_by(1_000) {
            let batches = batches(&feeds, first, 20);
            article::ingest(&database.db, &batches, NOW).await.expect("ingest");
        }
        database.db.maintain().await.expect("maintain");
        println!("resident memory with {STORED} articles stored: {}", resident());
        (database, feeds)
    })
});

/// Of this program, as Linux tells it.
fn resident() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.map_or("unknown".to_owned(), |value| value.trim().to_owned())
}

async fn publishers(db: &Db) -> Vec<(SourceId, FeedId)> {
    let mut feeds = Vec::new();
    for n in 0..SOURCES {
        let facts = SourceFacts {
            slug: format!("paper-{n}"),
            name: format!("Paper {n}"),
            country: Some(format!("{}{}", (b'A' + (n % 8) as u8) as char, (b'A' + (n / 8 % 5) as u8) as char)),
            ..SourceFacts::default()
        };
        let source = source::upsert(db, &facts, NOW).await.expect("source");
        let address = Address::parse(&format!("https://paper-{n}.example/feed.xml")).expect("address");
        feeds.push((source, feed::add(db, source, &address, FeedKind::Feed, None, NOW).await.expect("feed")));
    }
    feeds
}

/// `count` batches of 50 items; `first` numbers the first item.
fn batches(feeds: &[(SourceId, FeedId)], first: i64, count: i64) -> Vec<Batch> {
    let batch = |b: i64| {
        let first = first + b * 50;
        let (source, feed) = feeds[(first / 50 % SOURCES) as usize];
        Batch { source_id: source, poll: poll(feed), items: (first..first + 50).map(|n| item(source, n)).collect() }
    };
    (0..count).map(batch).collect()
}

fn poll(feed: FeedId) -> PollRecord {
    PollRecord {
        feed_id: feed,
        at: NOW,
        outcome: PollOutcome::Read { items: 50, new: 0, damaged: 0, repaired: false },
        duration_ms: 80,
        bytes: 70_000,
        etag: Some("\"5f3c-1a2b3c4d5e6f\"".into()),
        last_modified: Some("Tue, 24 Nov 2026 09:00:00 GMT".into()),
        validators_since: Some(NOW),
        body_hash: Some(42),
        title: None,
        next_due_at: Millis(NOW.0 + Millis::HOUR),
        interval_ms: Millis::HOUR,
        failures: 0,
        state: FeedState::Active,
        moved_to: None,
        moved_seen: 0,
        new_address: None,
    }
}

fn item(source: SourceId, n: i64) -> NewItem {
    // Spread without a random generator: neighbours differ in everything.
    let spread = (n.wrapping_mul(0x9e37_79b9_7f4a_7c15_u64.cast_signed()) as u64) >> 16;
    let address =
        Address::parse(&format!("https://paper-{}.example/2026/11/24/{spread:x}-{n}", source.0)).expect("address");
    let image = Picture {
        src: Address::parse(&format!("https://img.paper-{}.example/{n}.jpg", source.0)).expect("address"),
        alt: Some("The harbour in the morning".into()),
        caption: None,
        credit: None,
        width: Some(1_200),
        height: Some(800),
    };
    NewItem {
        guid: spread as i64,
        key: ArticleKey::of(&address),
        address,
        article: Article {
            title: format!("Council number {n} opens the new harbour bridge after years of building"),
            summary: Some(
                "The bridge joins both banks of the river for the first time since the flood, and the ferry that \
                carried people over for a generation made its last crossing on the same evening, with music on board."
                    .into(),
            ),
            authors: vec!["Ada Brook".into()],
            lang: Lang::parse(LANGS[(spread % 6) as usize]),
            image: (!spread.is_multiple_of(4)).then_some(image),
            ..Article::default()
        },
        published_at: Millis(NOW.0 - (STORED - n) * 30_000),
        stage: Stage::Waiting,
        reason: None,
        section: Some(SECTIONS[(spread / 7 % 8) as usize].to_owned()),
        media: vec![],
    }
}

/// New items, in transactions of 20 feeds with 50 items each: a first fetch.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn ingest_new(bencher: Bencher) {
    static NEXT: AtomicI64 = AtomicI64::new(0);
    let (database, feeds) = RUNTIME.block_on(async {
        let database = Database::sqlite().await;
        let feeds = publishers(&database.db).await;
        (database, feeds)
    });
    bencher
        .counter(ItemsCount::new(1_000usize))
        .with_inputs(|| batches(&feeds, NEXT.fetch_add(1_000, Ordering::Relaxed), 20))
        .bench_values(|batches| RUNTIME.block_on(article::ingest(&database.db, &batches, NOW)).expect("ingest"));
}

/// Items that are all known, unchanged: a refresh of feeds without validators.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn ingest_known(bencher: Bencher) {
    let (database, feeds) = &*FULL;
    bencher
        .counter(ItemsCount::new(1_000usize))
        .with_inputs(|| batches(feeds, 5_000, 20))
        .bench_values(|batches| RUNTIME.block_on(article::ingest(&database.db, &batches, NOW)).expect("ingest"));
}

#[divan::bench(args = ["all", "source", "section", "lang", "country", "image", "lang+section", "lang+section+image", "none"])]
fn list_60_of_100k(bencher: Bencher, which: &str) {
    let (database, feeds) = &*FULL;
    let has = |word: &str| which.split('+').any(|w| w == word);
    let filter = Filter {
        source: has("source").then(|| feeds[7].0),
        section: has("section").then(|| "science".into()).or(has("none").then(|| "no such section".into())),
        lang: has("lang").then_some(Lang::AR),
        country: has("country").then(|| "BC".into()),
        with_image: has("image"),
        ..Filter::default()
    };
    bencher.bench(|| RUNTIME.block_on(article::list(&database.db, &filter, None, 60)).expect("list"));
}

#[divan::bench]
fn by_key(bencher: Bencher) {
    let (database, _) = &*FULL;
    static NEXT: AtomicI64 = AtomicI64::new(0);
    bencher
        .with_inputs(|| {
            let n = NEXT.fetch_add(7_919, Ordering::Relaxed) % STORED;
            item(SourceId(n / 50 % SOURCES + 1), n).key
        })
        .bench_values(|key| RUNTIME.block_on(article::by_key(&database.db, &key)).expect("by_key"));
}

#[divan::bench(sample_count = 20)]
fn shelves_of_100k(bencher: Bencher) {
    bencher.bench(|| RUNTIME.block_on(article::shelves(&FULL.0.db, Millis(0))).expect("shelves"));
}

/// What a start costs before its first page: open, front page list, epoch.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn open_and_list_first_60(bencher: Bencher) {
    let (database, _) = &*FULL;
    bencher.bench(|| {
        RUNTIME.block_on(async {
            let db = Db::open(&database.place).await.expect("open");
            let cards = article::list(&db, &Filter::default(), None, 60).await.expect("list");
            (cards, article::epoch(&db).await.expect("epoch"), db)
        })
    });
}

#[divan::bench]
fn epoch(bencher: Bencher) {
    bencher.bench(|| RUNTIME.block_on(article::epoch(&FULL.0.db)).expect("epoch"));
}

/// 16 pages of 500 hosts with 100,000 pages waiting.
#[divan::bench(sample_count = 50, sample_size = 1)]
fn lease_16_waiting(bencher: Bencher) {
    bencher.bench(|| RUNTIME.block_on(article::lease_waiting(&FULL.0.db, NOW, 60_000, 16, 2, None)).expect("lease"));
}

/// A refresh of 500 feeds with nothing new: leased and written down.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn refresh_unchanged(bencher: Bencher) {
    let (database, _) = &*FULL;
    static TURN: AtomicI64 = AtomicI64::new(1);
    bencher.counter(ItemsCount::new(SOURCES as usize)).bench(|| {
        RUNTIME.block_on(async {
            let now = Millis(NOW.0 + TURN.fetch_add(1, Ordering::Relaxed) * Millis::DAY);
            let due = feed::lease_due(&database.db, now, 60_000, 1_000, None).await.expect("lease");
            let polls: Vec<PollRecord> = due
                .iter()
                .map(|feed| PollRecord {
                    at: now,
                    outcome: PollOutcome::Unchanged,
                    next_due_at: Millis(now.0 + Millis::HOUR),
                    ..poll(feed.id)
                })
                .collect();
            feed::record(&database.db, &polls).await.expect("record");
        })
    });
}
