//! Understanding as a whole, on SQLite: reports of 500 words are taken from the record, sketched, given a vector, held against other texts for copies, placed, and written with
//! all that lists show of their stories; then read (`reading` measures that alone). Reports a second on the cores that there are, for records and windows of several sizes, with the encoder and without.
//!
//! `cargo bench -p coranto-pipeline --bench understand [-- RECORD]`: RECORD is the size of the larger record, 1,000,000 unless given; filling it takes minutes.

use coranto_core::config::Settings;
use coranto_core::source::SourceFacts;
use coranto_core::story::{Decision, Standing};
use coranto_core::{Address, Article, ArticleKey, Block, Clock, FeedId, Lang, Millis, SourceId, StoryKey};
use coranto_encode::{Encoder, Vector};
use coranto_pipeline::Pipeline;
use coranto_store::article::{Batch, NewItem, Stage};
use coranto_store::feed::{FeedKind, FeedState, PollOutcome, PollRecord};
use coranto_store::story::{Member, Placed, Step, Sum};
use coranto_store::subject::{self, Reading};
use coranto_store::testing::Database;
use coranto_store::{Db, article, feed, source, story};
use coranto_story::copies::Fingerprint;
use coranto_story::place::{Report, Sketch, links_to_bytes};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

const DAY_ZERO: Millis = Millis(1_795_521_600_000);
const SOURCES: usize = 400;
const SMALL_RECORD: usize = 10_000;
const WINDOW: usize = 100_000;
/// Of the window, these are still in it ten days later.
const LATE: usize = 10_000;
const MEASURED: usize = 1_024;
const TOGETHER: usize = 1_000;
const WORDS: usize = 500;
const DIMENSION: usize = 384;

fn main() {
    let large = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(1_000_000);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    println!("reports of {WORDS} words, {MEASURED} each time; resident memory is that of the whole process after it");
    println!(
        "{:>10} {:>9} {:>9} {:>10} {:>14} {:>12} {:>12}",
        "record", "window", "encoder", "restart", "ms a report", "reports/s", "resident"
    );
    for size in [SMALL_RECORD, large] {
        runtime.block_on(record(size));
    }
}

async fn record(size: usize) {
    let database = Database::sqlite().await;
    let feeds = publishers(&database.db).await;
    let filled = Instant::now();
    fill(&database.db, &feeds, size).await;
    eprintln!("{size} reports stored in {:.0} s", filled.elapsed().as_secs_f64());
    let mut next = size;
    // Ten days later most of the window is out of it: the record is as large, the window small.
    for (days, window) in [(0, size.min(WINDOW)), (10, size.min(LATE))] {
        if size <= LATE && days > 0 {
            continue;
        }
        for encoder in [true, false] {
            let now = Millis(DAY_ZERO.0 + days * Millis::DAY);
            let clock = Clock::manual(now);
            let data = tempfile::tempdir().expect("a folder");
            let mut settings = Settings::default();
            settings.store.data_dir = data.path().display().to_string();
            settings.stories.model = if encoder { "bundled" } else { "none" }.to_owned();
            let pipeline = Pipeline::new(database.db.clone(), Arc::new(settings), clock, None).expect("a pipeline");
            // The window is built with the first report.
            let restart = timed(&pipeline, &database.db, &feeds, next..next + 1, now).await;
            let took = timed(&pipeline, &database.db, &feeds, next + 1..next + 1 + MEASURED, now).await;
            next += 1 + MEASURED;
            println!(
                "{size:>10} {window:>9} {encoder:>9} {:>8.1} s {:>14.2} {:>12.0} {:>12}",
                restart.as_secs_f64(),
                took.as_secs_f64() * 1e3 / MEASURED as f64,
                MEASURED as f64 / took.as_secs_f64(),
                resident()
            );
        }
    }
}

async fn timed(
    pipeline: &Pipeline,
    db: &Db,
    feeds: &[(SourceId, FeedId)],
    reports: std::ops::Range<usize>,
    now: Millis,
) -> Duration {
    for first in reports.clone().step_by(50) {
        let (source_id, feed) = feeds[first / 50 % SOURCES];
        let items =
            (first..(first + 50).min(reports.end)).map(|n| item(source_id, n, now, &told(n, WORDS).1)).collect();
        let batch = Batch { source_id, poll: poll(feed, now), items };
        article::ingest(db, &[batch], now).await.expect("reports are stored");
    }
    let started = Instant::now();
    pipeline.pages_once(None, &|_| (), CancellationToken::new()).await.expect("reports are placed");
    started.elapsed()
}

/// Of this process, as Linux tells it.
fn resident() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kb =
        status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    kb.map_or("unknown".to_owned(), |kb| format!("{} MB", kb / 1_024))
}

async fn publishers(db: &Db) -> Vec<(SourceId, FeedId)> {
    let mut feeds = Vec::new();
    for n in 0..SOURCES {
        let facts = SourceFacts { slug: format!("paper-{n}"), name: format!("Paper {n}"), ..SourceFacts::default() };
        let source = source::upsert(db, &facts, DAY_ZERO).await.expect("a source");
        let address = Address::parse(&format!("https://paper-{n}.example/feed.xml")).expect("an address");
        let far = Millis(i64::MAX / 2);
        let feed = feed::add(db, source, &address, FeedKind::Feed, None, far).await.expect("a feed");
        feeds.push((source, feed));
    }
    feeds
}

/// Reports that were placed long ago, each a story of its own, the newest of them in the window.
async fn fill(db: &Db, feeds: &[(SourceId, FeedId)], size: usize) {
    let encoder = Encoder::bundled().expect("the model in the program opens");
    let identity = encoder.identity();
    let model = format!("{} {} {}", identity.name, identity.dimension, identity.sha256.get(..12).unwrap_or_default());
    for first in (0..size).step_by(TOGETHER) {
        let age = match size - first {
            left if left <= LATE => 1,
            left if left <= WINDOW => 25,
            _ => 60,
        };
        let at = Millis(DAY_ZERO.0 - age * Millis::DAY);
        let batches = (first..(first + TOGETHER).min(size)).step_by(50).map(|begin| {
            let (source_id, feed) = feeds[begin / 50 % SOURCES];
            let items = (begin..(begin + 50).min(size)).map(|n| item(source_id, n, at, &told(n, 60).1)).collect();
            Batch { source_id, poll: poll(feed, at), items }
        });
        article::ingest(db, &batches.collect::<Vec<_>>(), at).await.expect("reports are stored");
        let claim = story::claim(db, "bench", at, 1_000, 60_000, TOGETHER as i64, true).await.expect("a claim");
        let claim = claim.expect("nobody else places");
        let in_window = age < 30;
        let placed = claim.jobs.iter().map(|job| {
            let (title, text) = told(number(&job.title), if in_window { WORDS } else { 60 });
            let report = Report {
                key: job.key.number(),
                owner: &job.owner,
                published: Some(job.published_at),
                lang: job.lang,
                title: &title,
                lead: &text,
            };
            let vector = in_window.then(|| vector(job.key.number()));
            Placed {
                article: job.article,
                asked: job.asked,
                story: StoryKey::of_number(job.key.number()),
                arrived_at: at,
                sketch: if in_window { Sketch::of(&report, None).to_bytes() } else { Vec::new() },
                likened: links_to_bytes(&[]),
                model: vector.as_ref().map(|_| model.clone()),
                vector: vector.map(|vector| vector.to_bytes()),
                fingerprint: in_window.then(|| Fingerprint::of(&text, job.lang).ok()).flatten().map(|f| f.to_bytes()),
                decision: Decision::Alone,
                compared: Vec::new(),
                copy: None,
            }
        });
        let placed: Vec<Placed> = placed.collect();
        let step = Step { holder: "bench".into(), revision: claim.revision, placed, ..Step::default() };
        story::write(db, &step, sum, at).await.expect("a step is written").expect("nobody else wrote");
        read(db).await;
    }
    story::release(db, "bench").await.expect("the right is given back");
}

/// As if they had been read long ago.
async fn read(db: &Db) {
    let version = coranto_about::VERSION;
    let jobs = subject::unread(db, version, TOGETHER as i64).await.expect("placed reports");
    let nothing = |job: &subject::Job| Reading {
        article: job.article,
        asked: job.asked,
        version,
        lang: job.lang,
        topic: None,
        subtopic: None,
        section: None,
        subjects: Vec::new(),
        quotes: Vec::new(),
        coming: Vec::new(),
    };
    let readings: Vec<Reading> = jobs.iter().map(nothing).collect();
    let worth = Settings::default().hashtags.worth();
    subject::put(db, &readings, coranto_about::described, &worth, DAY_ZERO).await.expect("they are read");
}

fn sum(members: &[Member]) -> Sum {
    let standing = Standing { texts: 1, owners: 1, growing: 0, newest: members[0].published_at };
    Sum { lead: members[0].article, langs: Vec::new(), importance: 0.0, standing }
}

fn item(source: SourceId, n: usize, at: Millis, text: &str) -> NewItem {
    let address = Address::parse(&format!("https://paper-{}.example/news/{n}", source.0)).expect("an address");
    NewItem {
        guid: n as i64,
        key: ArticleKey::of(&address),
        article: Article {
            title: told(n, 0).0,
            blocks: vec![Block::Paragraph { html: text.to_owned() }],
            words: WORDS as u32,
            lang: Some(Lang::EN),
            ..Article::default()
        },
        address,
        published_at: at,
        stage: Stage::Ready,
        reason: None,
        section: None,
        media: vec![],
    }
}

fn poll(feed: FeedId, at: Millis) -> PollRecord {
    PollRecord {
        feed_id: feed,
        at,
        outcome: PollOutcome::Read { items: 50, new: 50, damaged: 0, repaired: false },
        duration_ms: 80,
        bytes: 70_000,
        etag: None,
        last_modified: None,
        validators_since: None,
        body_hash: None,
        title: None,
        next_due_at: Millis(i64::MAX / 2),
        interval_ms: Millis::HOUR,
        failures: 0,
        state: FeedState::Active,
        moved_to: None,
        moved_seen: 0,
        new_address: None,
    }
}

/// Which report this title is of.
fn number(title: &str) -> usize {
    title.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or_default()
}

/// A title and a text of made-up words: a word's rank decides how often it comes; events of some eight reports have names of their own.
fn told(n: usize, words: usize) -> (String, String) {
    let event = n / 40 * 8 + Chance(n as u64).below(8);
    let name = |at: usize| word(Chance((event * 16 + at) as u64).below(400_000) + 3_000, true);
    let title = format!("{} {} after {} in {}, number {n}", name(0), word(event % 900, false), name(1), name(2));
    let mut chance = Chance(n as u64 + 7);
    let text = (0..words).map(|at| match at % 6 {
        5 => name(chance.below(12)),
        _ => word(chance.rank(), false),
    });
    let mut body = String::new();
    for (at, word) in text.enumerate() {
        body.push_str(&word);
        body.push_str(if at % 14 == 13 { ". " } else { " " });
    }
    (title, body)
}

fn word(rank: usize, name: bool) -> String {
    const BEGIN: [&str; 12] = ["b", "c", "d", "f", "g", "l", "m", "p", "r", "s", "t", "st"];
    const MIDDLE: [&str; 8] = ["a", "e", "i", "o", "u", "ea", "or", "an"];
    const END: [&str; 8] = ["n", "r", "t", "l", "s", "nd", "ck", ""];
    let mut rest = rank + 1;
    let mut word = String::new();
    while rest > 0 {
        word.push_str(BEGIN[rest % 12]);
        word.push_str(MIDDLE[rest / 12 % 8]);
        word.push_str(END[rest / 96 % 8]);
        rest /= 768;
    }
    if name { word[..1].to_uppercase() + &word[1..] } else { word }
}

fn vector(key: u64) -> Vector {
    let mut chance = Chance(key);
    let bytes: Vec<u8> = (0..DIMENSION).map(|_| (chance.below(160) as i64 - 80) as i8 as u8).collect();
    Vector::from_bytes(&bytes, DIMENSION).expect("as many numbers as the model gives")
}

/// SplitMix: the same numbers in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }

    /// As in texts: the word of rank r comes with a frequency of 1/r.
    fn rank(&mut self) -> usize {
        let share = self.next() as f64 / u64::MAX as f64;
        (30_000f64.powf(share) as usize).saturating_sub(1)
    }
}
