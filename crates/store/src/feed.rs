//! The addresses that are polled: their rhythm, their validators, and how every poll ended.

use crate::{Db, Result};
use coranto_core::reason::{FeedRejected, FetchOutcome};
use coranto_core::{Address, FeedId, Millis, SourceId};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedKind {
    Feed,
    NewsSitemap,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedState {
    /// Polled when due.
    Active,
    /// The operator stopped it.
    Paused,
    /// The publisher said that it is gone (410).
    Gone,
}

/// How one poll ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "poll", rename_all = "snake_case")]
pub enum PollOutcome {
    /// Read; `items` stood in it, `new` were not known, `damaged` could not be read and were passed over.
    Read {
        items: u32,
        new: u32,
        damaged: u32,
        repaired: bool,
    },
    /// 304, or the same bytes as last time.
    Unchanged,
    Fetch {
        outcome: FetchOutcome,
    },
    Feed {
        rejected: FeedRejected,
    },
}

impl PollOutcome {
    pub fn is_good(&self) -> bool {
        matches!(self, PollOutcome::Read { .. } | PollOutcome::Unchanged)
    }
}

impl std::fmt::Display for PollOutcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            PollOutcome::Read { items, new, damaged: 0, .. } => write!(f, "{items} items, {new} new"),
            PollOutcome::Read { items, new, damaged, .. } => write!(f, "{items} items, {new} new, {damaged} damaged"),
            PollOutcome::Unchanged => write!(f, "nothing changed"),
            PollOutcome::Fetch { outcome } => outcome.fmt(f),
            PollOutcome::Feed { rejected } => rejected.fmt(f),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Feed {
    pub id: FeedId,
    pub source_id: SourceId,
    pub address: Address,
    pub kind: FeedKind,
    pub state: FeedState,
    pub title: Option<String>,
    /// Section that all items of this feed belong to, when the source list says so ("world", "sport", …).
    pub section: Option<String>,
    /// Verbatim, quotation marks included.
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    /// Since when the validators are held; dropped after eight days, because some servers answer 304 for ever.
    pub validators_since: Option<Millis>,
    /// Hash of the last body: an unchanged body under changed validators is not parsed again.
    pub body_hash: Option<i64>,
    pub next_due_at: Millis,
    pub interval_ms: i64,
    pub failures: i64,
    pub last_outcome: Option<PollOutcome>,
    pub last_fetched_at: Option<Millis>,
    pub last_good_at: Option<Millis>,
    pub last_new_at: Option<Millis>,
    /// Where permanent redirects point to, and how many polls in a row said so.
    pub moved_to: Option<String>,
    pub moved_seen: i64,
}

/// What a poll changes in its feed's row.
#[derive(Debug, Clone, PartialEq)]
pub struct PollRecord {
    pub feed_id: FeedId,
    pub at: Millis,
    pub outcome: PollOutcome,
    pub duration_ms: i64,
    pub bytes: i64,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    pub validators_since: Option<Millis>,
    pub body_hash: Option<i64>,
    pub title: Option<String>,
    pub next_due_at: Millis,
    pub interval_ms: i64,
    pub failures: i64,
    pub state: FeedState,
    pub moved_to: Option<String>,
    pub moved_seen: i64,
    /// A new address, after permanent redirects were confirmed and no other feed has it. Ignored (and `moved_seen` set to 0) when one has.
    pub new_address: Option<Address>,
}

/// One line of a feed's history, newest first; the last 50 of each are kept.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Poll {
    pub feed_id: FeedId,
    pub at: Millis,
    pub outcome: PollOutcome,
    pub duration_ms: i64,
    pub bytes: i64,
}

/// Adds a feed, due at once; when the address is known already returns that feed's id and changes nothing but a missing section.
pub async fn add(
    db: &Db,
    source: SourceId,
    address: &Address,
    kind: FeedKind,
    section: Option<&str>,
    now: Millis,
) -> Result<FeedId> {
    todo!()
}
pub async fn of_source(db: &Db, source: SourceId) -> Result<Vec<Feed>> {
    todo!()
}
pub async fn all(db: &Db) -> Result<Vec<Feed>> {
    todo!()
}
/// Leases up to `limit` active feeds (of all sources, or of one) that are due at `now`, soonest first, until `now + lease_ms`: nobody else is given them
/// before then.
pub async fn lease_due(db: &Db, now: Millis, lease_ms: i64, limit: i64, only: Option<SourceId>) -> Result<Vec<Feed>> {
    todo!()
}
/// How many feeds `lease_due` would give without a limit.
pub async fn count_due(db: &Db, now: Millis, only: Option<SourceId>) -> Result<u64> {
    todo!()
}
/// When the next feed is due; none when there is none.
pub async fn next_due(db: &Db) -> Result<Option<Millis>> {
    todo!()
}
/// Makes feeds due at once (all, or those of one source), leased ones excepted. Returns how many.
pub async fn make_due(db: &Db, source: Option<SourceId>, now: Millis) -> Result<u64> {
    todo!()
}
/// Writes many polls that brought no items, in one transaction; gives their leases back.
pub async fn record(db: &Db, polls: &[PollRecord]) -> Result<()> {
    todo!()
}
pub async fn history(db: &Db, source: SourceId, limit: i64) -> Result<Vec<Poll>> {
    todo!()
}
pub async fn set_state(db: &Db, id: FeedId, state: FeedState) -> Result<()> {
    todo!()
}
