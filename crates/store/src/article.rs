//! Articles: what feeds announced, what their pages said, and where each stands on its way.

mod again;
mod finish;
mod ingest;
mod lead;
mod lease;
mod list;
mod page;

use crate::edit::{Watch, Watched};
use crate::feed::PollRecord;
use crate::value::words;
pub use again::{Again, again, read_again};
use coranto_core::edit::Edit;
use coranto_core::health::PageFigures;
use coranto_core::reason::Quarantined;
use coranto_core::{Address, Article, ArticleId, ArticleKey, Block, FeedId, Lang, Millis, Picture, SourceId, Stamp};
pub use finish::finish;
pub use ingest::{JudgeItem, ingest, ingest_judged};
pub use lease::{count_waiting, give_back, lease_waiting, next_waiting};
pub(crate) use list::{CARD, CardRow};
pub use list::{epoch, list, quarantine, shelves, stages};
pub use page::{by_key, card};
use serde::{Deserialize, Serialize};

/// Where an article stands. What is `Waiting` will be read, whoever was killed meanwhile: it has a row in `waiting`, and that row is the job.
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

words!(Stage { Waiting = "waiting", Ready = "ready", Listed = "listed", Quarantined = "quarantined" });

impl Stage {
    /// Whether lists show an article with this title and lead. Every card has a title and can be opened.
    pub(crate) fn is_listed(self, title: &str, lead: &str) -> bool {
        match self {
            Stage::Ready | Stage::Listed => !title.is_empty(),
            Stage::Waiting | Stage::Quarantined => !title.is_empty() && !lead.is_empty(),
        }
    }
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

/// What the page room needs to read an article's page.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    pub id: ArticleId,
    pub source_id: SourceId,
    pub address: Address,
    /// How often it was leased before; a page that kills the program counts too.
    pub attempts: i64,
    pub user_agent: Option<String>,
    /// The section its feed or its feed's categories put it into.
    pub section: Option<String>,
    /// What the feed said of it.
    pub from_feed: Article,
    pub published_at: Millis,
    /// When the feed first announced it.
    pub arrived_at: Millis,
    /// Where it stands meanwhile: what is read again stays as it is until the new reading is there.
    pub stage: Stage,
    /// It was read, and is looked at again for what its publisher changed: nothing else is asked.
    pub watched: bool,
    /// When its page was read, by rules of which number, and what was kept of it then. What has been read is in `from_feed`.
    pub read_at: Option<Millis>,
    pub policy: i64,
    pub seen: Option<Watched>,
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
        /// What the page gave by itself, for the figures of its publisher.
        figures: Option<PageFigures>,
        /// What the publisher changed since it was read last.
        edit: Option<Box<Edit>>,
        watch: Watch,
    },
    /// It was looked at again, and nothing is to be changed.
    Unchanged {
        watch: Watch,
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

/// An article that was set aside, as the operator sees it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SetAside {
    pub card: Card,
    pub address: Address,
    pub why: Quarantined,
    /// When its page was tried last.
    pub tried_at: Option<Millis>,
    /// Number of the rules that refused it.
    pub policy: i64,
}

/// Which list. All fields narrow it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    pub source: Option<SourceId>,
    pub section: Option<String>,
    /// Slug of the Media Topic.
    pub topic: Option<String>,
    /// Number of the Media Topic's second level.
    pub subtopic: Option<u32>,
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
    /// Slug of the Media Topic it is about.
    pub topic: Option<String>,
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

/// Counts by section, Media Topic, language and country of what `list` would show, for menus. Cheap enough to ask once a minute.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Shelves {
    pub sections: Vec<(String, i64)>,
    pub topics: Vec<(String, i64)>,
    pub subtopics: Vec<(u32, i64)>,
    pub languages: Vec<(Lang, i64)>,
    pub countries: Vec<(String, i64)>,
    pub total: i64,
}
