//! Articles: what feeds announced, what their pages said, and where each stands on its way.

use crate::feed::PollRecord;
use crate::{Db, Result};
use coranto_core::reason::Quarantined;
use coranto_core::{Address, Article, ArticleId, ArticleKey, Block, FeedId, Lang, Millis, Picture, SourceId, Stamp};
use serde::{Deserialize, Serialize};

/// Where an article stands. The state is the job: what is `Waiting` will be read, whoever was killed meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Announced by a feed; its page is to be read (at `due_at`, unless leased).
    Waiting,
    /// Readable: with the text of its page or its feed.
    Ready,
    /// Listed with the feed's own title and summary; its page is not read by rule (robots, opt-out, setting, age), `reason` says why.
    Listed,
    /// Its page failed; never shown with a body. Shown to the operator with the reason; listed to readers only by title and the feed's summary.
    Quarantined,
}

/// An item of a feed, ready to be stored: sanitised, dated, with its identity made out.
#[derive(Debug, Clone, PartialEq)]
pub struct NewItem {
    /// Unique within the source: a hash of the feed's id for it, made out by the rules of conduct.
    pub guid: i64,
    pub address: Address,
    pub key: ArticleKey,
    /// What the feed said. `blocks` hold the feed's full text when it has one.
    pub article: Article,
    pub published_at: Millis,
    pub stage: Stage,
    /// Why the page is not read, for [`Stage::Listed`].
    pub reason: Option<String>,
    /// Top-level section slug ("world", "politics", "business", "technology", "science", "health", "sport", "culture", "environment", "opinion", "local", …); none: unsorted.
    pub section: Option<String>,
    pub media: Vec<Media>,
}

/// Audio or video that plays elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Media {
    pub address: Address,
    pub mime: Option<String>,
    pub bytes: Option<i64>,
    pub seconds: Option<i64>,
}

/// What one poll of a feed brought.
#[derive(Debug, Clone)]
pub struct Batch {
    pub source_id: SourceId,
    pub poll: PollRecord,
    pub items: Vec<NewItem>,
}

/// Stores what polls brought, all in one transaction, each batch with its poll's record: an item is new when neither its guid (in its source) nor its
/// key (anywhere) is known. A known one whose feed text changed (title or summary) is brought up to date while its page has not been read.
/// `PollOutcome::Read::new` of the stored poll is filled in here. Returns the number of new articles per batch.
pub async fn ingest(db: &Db, batches: &[Batch], now: Millis) -> Result<Vec<u32>> {
    todo!()
}

/// What the page room needs to read an article's page.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    pub id: ArticleId,
    pub source_id: SourceId,
    pub address: Address,
    pub attempts: i64,
    pub user_agent: Option<String>,
    /// What the feed said of it.
    pub from_feed: Article,
    pub published_at: Millis,
    /// When the feed first announced it.
    pub arrived_at: Millis,
}

/// Leases up to `limit` waiting articles (of all sources, or of one), newest first, at most `per_host` of one host.
pub async fn lease_waiting(
    db: &Db,
    now: Millis,
    lease_ms: i64,
    limit: i64,
    per_host: i64,
    only: Option<SourceId>,
) -> Result<Vec<Waiting>> {
    todo!()
}

/// How many articles `lease_waiting` could give at `now` without its limits.
pub async fn count_waiting(db: &Db, now: Millis, only: Option<SourceId>) -> Result<u64> {
    todo!()
}

/// How reading a page ended.
#[derive(Debug, Clone)]
pub enum PageResult {
    /// Feed and page put together by the pipeline.
    Ready {
        article: Box<Article>,
        published_at: Millis,
        section: Option<String>,
        policy: i64,
    },
    Listed {
        reason: String,
    },
    Quarantined {
        why: Quarantined,
        policy: i64,
    },
    /// Try again at `at`.
    Later {
        at: Millis,
        why: Quarantined,
    },
}

/// Writes how pages ended, all in one transaction with their change-log entries. When a page's canonical address is another known article's,
/// the newer one becomes an alias of the older (its key answers with a redirect) instead of a second article.
pub async fn finish(db: &Db, results: &[(ArticleId, PageResult)], now: Millis) -> Result<()> {
    todo!()
}

/// When the next waiting article is due; none when there is none.
pub async fn next_waiting(db: &Db) -> Result<Option<Millis>> {
    todo!()
}

/// A line of a list: what a card shows. One indexed query, no text loaded.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Card {
    pub id: ArticleId,
    pub key: ArticleKey,
    pub source_id: SourceId,
    pub title: String,
    /// Plain text: the feed's or page's summary, or the beginning of the text.
    pub lead: String,
    pub lang: Option<Lang>,
    pub section: Option<String>,
    pub published_at: Millis,
    pub image: Option<Picture>,
    pub authors: Vec<String>,
    pub words: i64,
    pub paywalled: Option<bool>,
    pub has_media: bool,
    pub stage: Stage,
}

/// Which list. All fields narrow it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    pub source: Option<SourceId>,
    pub section: Option<String>,
    pub lang: Option<Lang>,
    pub country: Option<String>,
    /// Only those with a picture.
    pub with_image: bool,
}

/// The place in a list after which the next page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cursor {
    pub published_at: Millis,
    pub id: ArticleId,
}

/// Newest first. Articles that wait or are quarantined without a summary worth showing are left out: every card has a title and can be opened.
pub async fn list(db: &Db, filter: &Filter, after: Option<Cursor>, limit: i64) -> Result<Vec<Card>> {
    todo!()
}

/// An article with all that its page shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FullArticle {
    pub card: Card,
    pub address: Address,
    pub canonical: Option<Address>,
    pub published: Option<Stamp>,
    pub modified: Option<Stamp>,
    pub arrived_at: Millis,
    pub read_at: Option<Millis>,
    pub keywords: Vec<String>,
    pub publisher_section: Option<String>,
    pub licence: Option<String>,
    pub blocks: Vec<Block>,
    pub media: Vec<Media>,
    pub reason: Option<Quarantined>,
    pub listed_because: Option<String>,
    pub policy: i64,
    pub feed_id: Option<FeedId>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Lookup {
    Found(Box<FullArticle>),
    /// The article lives under another key now.
    Moved(ArticleKey),
    Missing,
}

pub async fn by_key(db: &Db, key: &ArticleKey) -> Result<Lookup> {
    todo!()
}

/// Counts by section, language and country of what `list` would show, for menus. Cheap enough to ask once a minute.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Shelves {
    pub sections: Vec<(String, i64)>,
    pub languages: Vec<(Lang, i64)>,
    pub countries: Vec<(String, i64)>,
    pub total: i64,
}

pub async fn shelves(db: &Db, since: Millis) -> Result<Shelves> {
    todo!()
}

/// Quarantined articles for the operator, newest first, with their reasons.
pub async fn quarantine(db: &Db, source: Option<SourceId>, limit: i64) -> Result<Vec<(Card, Quarantined)>> {
    todo!()
}

/// How many articles stand at each stage.
pub async fn stages(db: &Db) -> Result<Vec<(Stage, i64)>> {
    todo!()
}

/// Newest `published_at` or change among what lists show: an epoch for caches and ETags that moves whenever a list may have changed.
pub async fn epoch(db: &Db) -> Result<i64> {
    todo!()
}
