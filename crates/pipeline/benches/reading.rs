//! Reading as a whole, on SQLite: placed articles of 500 words are taken from the record, read, completed by the other reports of their stories, and written with all that
//! follows (names, figures, hashtags, joins). Articles a second on the cores that there are, for an empty record and for one that holds many already.
//!
//! `cargo bench -p coranto-pipeline --bench reading [-- ARTICLES]`: how many are read each time, 2,048 unless given.

use coranto_core::config::Settings;
use coranto_core::source::SourceFacts;
use coranto_core::story::{Decision, Standing};
use coranto_core::{Address, Article, ArticleKey, Block, Clock, FeedId, Lang, Millis, SourceId, StoryKey};
use coranto_pipeline::Pipeline;
use coranto_store::article::{Batch, NewItem, Stage};
use coranto_store::feed::{FeedKind, FeedState, PollOutcome, PollRecord};
use coranto_store::story::{Member, Placed, Step, Sum};
use coranto_store::testing::Database;
use coranto_store::{Db, article, feed, source, story, subject};
use std::sync::Arc;
use std::time::Instant;
use tokio_util::sync::CancellationToken;

const NOW: Millis = Millis(1_795_521_600_000);
const SOURCES: usize = 64;
const ROUNDS: usize = 4;
const IN_A_STORY: usize = 6;

fn main() {
    let articles = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(2_048);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    println!("{:>12} {:>14} {:>12} {:>16}", "read before", "ms an article", "articles/s", "worth a page");
    runtime.block_on(async {
        let database = Database::sqlite().await;
        let feeds = publishers(&database.db).await;
        for round in 0..ROUNDS {
            come(&database.db, &feeds, round * articles..(round + 1) * articles).await;
            let took = read(&database.db).await;
            let worthy = subject::worthy(&database.db, NOW, None, 50_000).await.expect("subjects").len();
            let per = took / articles as f64;
            println!("{:>12} {:>14.2} {:>12.0} {:>16}", round * articles, per * 1e3, 1.0 / per, worthy);
        }
    });
}

/// Seconds until all that is placed is read.
async fn read(db: &Db) -> f64 {
    let data = tempfile::tempdir().expect("a folder");
    let mut settings = Settings::default();
    settings.store.data_dir = data.path().display().to_string();
    settings.stories.model = "none".to_owned();
    let pipeline = Pipeline::new(db.clone(), Arc::new(settings), Clock::manual(NOW), None).expect("a pipeline");
    let started = Instant::now();
    pipeline.pages_once(None, &|_| (), CancellationToken::new()).await.expect("articles are read");
    started.elapsed().as_secs_f64()
}

async fn publishers(db: &Db) -> Vec<(SourceId, FeedId)> {
    let mut feeds = Vec::new();
    for n in 0..SOURCES {
        let facts = SourceFacts { slug: format!("paper-{n}"), name: format!("Paper {n}"), ..SourceFacts::default() };
        let source = source::upsert(db, &facts, NOW).await.expect("a source");
        let address = Address::parse(&format!("https://paper-{n}.example/feed.xml")).expect("an address");
        let far = Millis(i64::MAX / 2);
        feeds.push((source, feed::add(db, source, &address, FeedKind::Feed, None, far).await.expect("a feed")));
    }
    feeds
}

/// Stores articles and places them, a few in each story.
async fn come(db: &Db, feeds: &[(SourceId, FeedId)], articles: std::ops::Range<usize>) {
    let batches = articles.clone().step_by(32).map(|first| {
        let (source_id, feed) = feeds[first / 32 % SOURCES];
        let items = (first..(first + 32).min(articles.end)).map(|n| item(source_id, n)).collect();
        Batch { source_id, poll: poll(feed), items }
    });
    article::ingest(db, &batches.collect::<Vec<_>>(), NOW).await.expect("articles are stored");
    let claim = story::claim(db, "bench", NOW, 1_000, 60_000, 1 << 20, true).await.expect("a claim");
    let claim = claim.expect("nobody else places");
    let placed = claim.jobs.iter().map(|job| Placed {
        article: job.article,
        asked: job.asked,
        story: StoryKey::of_number((number(&job.title) / IN_A_STORY) as u64 + 1),
        arrived_at: NOW,
        sketch: Vec::new(),
        likened: Vec::new(),
        vector: None,
        model: None,
        fingerprint: None,
        decision: Decision::Alone,
        compared: Vec::new(),
        copy: None,
    });
    let left = claim.jobs.iter().map(|job| job.key.clone()).collect();
    let step = Step { holder: "bench".into(), revision: claim.revision, placed: placed.collect(), ..Step::default() };
    let revision = story::write(db, &step, sum, NOW).await.expect("a step").expect("nobody else wrote");
    // Out of the window at once: nothing of them is kept to be compared.
    let step = Step { holder: "bench".into(), revision, left, ..Step::default() };
    story::write(db, &step, sum, NOW).await.expect("a step").expect("nobody else wrote");
    story::release(db, "bench").await.expect("the right is given back");
}

fn sum(members: &[Member]) -> Sum {
    let standing = Standing { texts: 1, owners: 1, growing: 0, newest: members[0].published_at };
    Sum { lead: members[0].article, langs: Vec::new(), importance: 0.0, standing }
}

fn item(source: SourceId, n: usize) -> NewItem {
    let address = Address::parse(&format!("https://paper-{}.example/news/{n}", source.0)).expect("an address");
    let (title, paragraphs) = told(n);
    NewItem {
        guid: n as i64,
        key: ArticleKey::of(&address),
        article: Article {
            title,
            blocks: paragraphs.into_iter().map(|html| Block::Paragraph { html }).collect(),
            words: 500,
            lang: Some(Lang::EN),
            ..Article::default()
        },
        address,
        published_at: Millis(NOW.0 - Millis::DAY + n as i64 * 1_000),
        stage: Stage::Ready,
        reason: None,
        section: None,
        media: vec![],
    }
}

fn poll(feed: FeedId) -> PollRecord {
    PollRecord {
        feed_id: feed,
        at: NOW,
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

fn number(title: &str) -> usize {
    title.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or_default()
}

const TOWNS: [&str; 16] = [
    "London",
    "Cairo",
    "Lagos",
    "Warsaw",
    "Rotterdam",
    "Nairobi",
    "Lima",
    "Osaka",
    "Tallinn",
    "Porto",
    "Geneva",
    "Dhaka",
    "Boston",
    "Marseille",
    "Tunis",
    "Oslo",
];
const FIRST: [&str; 12] =
    ["Claire", "Ivo", "Amal", "Tobias", "Marta", "Samuel", "Ines", "Rashid", "Edda", "Jonas", "Nadia", "Oscar"];
const BEGIN: [&str; 10] = ["Bra", "Dum", "Kel", "Mor", "Tan", "Ver", "Lin", "Sto", "Hal", "Gar"];
const END: [&str; 10] = ["ont", "berg", "wick", "adze", "ellos", "ari", "strom", "ovic", "feld", "anek"];

/// Twenty sentences of some 25 words, with people of the event, towns, bodies, words that are quoted and days to come.
fn told(n: usize) -> (String, Vec<String>) {
    let event = n / IN_A_STORY;
    let mut chance = Chance(n as u64);
    let person = |k: usize| {
        let mut who = Chance((event * 5 + k) as u64 % 9_000);
        let (first, begin, end) = (FIRST[who.below(12)], BEGIN[who.below(10)], END[who.below(10)]);
        format!("{first} {begin}{}{end}", BEGIN[who.below(10)].to_lowercase())
    };
    let town = |k: usize| TOWNS[Chance((event + k * 77) as u64).below(16)];
    let title = format!("{} names the council of {} a danger, number {n}", person(0), town(0));
    let sentence = |at: usize, chance: &mut Chance| {
        let (who, place, count) = (person(chance.below(4)), town(chance.below(3)), 10 + chance.below(900));
        match at % 5 {
            0 => format!(
                "Minister {who} told reporters in {place} on Tuesday that the {count} ferries of the harbour would be repaired before the winter and its storms came back."
            ),
            1 => format!(
                "“We have waited {count} days for this answer, and the people of {place} deserve a better one than that,” said {who}, who leads the group."
            ),
            2 => format!(
                "The North River Authority in {place} called the plan “a costly mistake” and warned that {count} workers could lose their posts by the end of next month."
            ),
            3 => format!(
                "A hearing will be held on 14 December in {place}, where {who} is expected to answer questions about money that {count} families never saw again."
            ),
            _ => format!(
                "Prices of wheat and fuel rose by {count} points in a year, and shops near the old market stayed shut while the council looked for somebody to pay."
            ),
        }
    };
    let all: Vec<String> = (0..20).map(|at| sentence(at, &mut chance)).collect();
    (title, all.chunks(4).map(|some| some.join(" ")).collect())
}

/// SplitMix: the same numbers in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((x ^ (x >> 31)) % most.max(1) as u64) as usize
    }
}
