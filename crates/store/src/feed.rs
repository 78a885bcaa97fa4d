//! The addresses that are polled: their rhythm, their validators, and how every poll ended.

mod poll;

use crate::db::{rd, tx, wr};
use crate::value::{clean_option, damaged, parse, words};
use crate::{Db, Result};
use coranto_core::reason::{FeedRejected, FetchOutcome};
use coranto_core::{Address, FeedId, Millis, SourceId};
pub(crate) use poll::write as write_polls;
pub use poll::{history, record};
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

words!(FeedKind { Feed = "feed", NewsSitemap = "news_sitemap" });
words!(FeedState { Active = "active", Paused = "paused", Gone = "gone" });

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

/// How often a feed is polled before its own rhythm is known: half an hour.
const FIRST_INTERVAL_MS: i64 = 30 * Millis::MINUTE;

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
    /// None leaves the known one.
    pub title: Option<String>,
    pub next_due_at: Millis,
    pub interval_ms: i64,
    pub failures: i64,
    /// A feed that the operator paused meanwhile stays paused.
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
    const Q: &str = "INSERT INTO feed (source_id, address, kind, state, section, next_due_at, interval_ms, failures, moved_seen, leased_until, polls)
        VALUES ($1, $2, $3, 'active', $4, $5, $6, 0, 0, 0, 0)
        ON CONFLICT (address) DO UPDATE SET section = COALESCE(feed.section, excluded.section)
        RETURNING id";
    let id: i64 = wr!(db, c => sqlx::query_scalar(Q)
        .bind(source.0).bind(address.as_str()).bind(kind.as_str()).bind(clean_option(section)).bind(now.0).bind(FIRST_INTERVAL_MS)
        .fetch_one(c).await?);
    Ok(FeedId(id))
}

pub async fn of_source(db: &Db, source: SourceId) -> Result<Vec<Feed>> {
    const Q: &str = "SELECT * FROM feed WHERE source_id = $1 ORDER BY id";
    let rows: Vec<Row> = rd!(db, c => sqlx::query_as(Q).bind(source.0).fetch_all(c).await?);
    rows.into_iter().map(Row::feed).collect()
}

pub async fn all(db: &Db) -> Result<Vec<Feed>> {
    let rows: Vec<Row> = rd!(db, c => sqlx::query_as("SELECT * FROM feed ORDER BY id").fetch_all(c).await?);
    rows.into_iter().map(Row::feed).collect()
}

/// The feed with this address.
pub async fn by_address(db: &Db, address: &Address) -> Result<Option<Feed>> {
    const Q: &str = "SELECT * FROM feed WHERE address = $1";
    let row: Option<Row> = rd!(db, c => sqlx::query_as(Q).bind(address.as_str()).fetch_optional(c).await?);
    row.map(Row::feed).transpose()
}

/// Leases up to `limit` active feeds (of all sources, or of one) that are due at `now`, soonest first, until `now + lease_ms`: nobody else is given them
/// before then.
pub async fn lease_due(db: &Db, now: Millis, lease_ms: i64, limit: i64, only: Option<SourceId>) -> Result<Vec<Feed>> {
    let sql = db.sql(
        "UPDATE feed SET leased_until = $2 WHERE id IN (
            SELECT id FROM feed WHERE state = 'active' AND turn_at <= $1 AND ($4 IS NULL OR source_id = $4)
            ORDER BY turn_at, id LIMIT $3) RETURNING *",
        "UPDATE feed SET leased_until = $2 WHERE id IN (
            SELECT id FROM feed WHERE state = 'active' AND turn_at <= $1 AND ($4 IS NULL OR source_id = $4)
            ORDER BY turn_at, id LIMIT $3 FOR UPDATE SKIP LOCKED) RETURNING *",
    );
    let (until, only) = (now.0.saturating_add(lease_ms.max(1)), only.map(|id| id.0));
    let rows: Vec<Row> =
        wr!(db, c => sqlx::query_as(sql).bind(now.0).bind(until).bind(limit.max(0)).bind(only).fetch_all(c).await?);
    let mut feeds = rows.into_iter().map(Row::feed).collect::<Result<Vec<_>>>()?;
    feeds.sort_by_key(|feed| (feed.next_due_at, feed.id));
    Ok(feeds)
}

/// How many feeds `lease_due` would give without a limit.
pub async fn count_due(db: &Db, now: Millis, only: Option<SourceId>) -> Result<u64> {
    const Q: &str =
        "SELECT COUNT(*) FROM feed WHERE state = 'active' AND turn_at <= $1 AND ($2 IS NULL OR source_id = $2)";
    let count: i64 = rd!(db, c => sqlx::query_scalar(Q).bind(now.0).bind(only.map(|id| id.0)).fetch_one(c).await?);
    Ok(count.unsigned_abs())
}

/// Gives leases back without a poll: the program is going down, nothing was decided.
pub async fn give_back(db: &Db, ids: &[FeedId]) -> Result<()> {
    for id in ids {
        wr!(db, c => sqlx::query("UPDATE feed SET leased_until = 0 WHERE id = $1").bind(id.0).execute(c).await.map(drop)?);
    }
    Ok(())
}

/// When the next feed can be leased: it is due and nobody has it. None when no feed is active.
pub async fn next_due(db: &Db) -> Result<Option<Millis>> {
    const Q: &str = "SELECT MIN(turn_at) FROM feed WHERE state = 'active'";
    let at: Option<i64> = rd!(db, c => sqlx::query_scalar(Q).fetch_one(c).await?);
    Ok(at.map(Millis))
}

/// Makes active feeds due at once (all, or those of one source), leased ones excepted. Returns how many are due now.
pub async fn make_due(db: &Db, source: Option<SourceId>, now: Millis) -> Result<u64> {
    const Q: &str = "UPDATE feed SET next_due_at = CASE WHEN next_due_at < $1 THEN next_due_at ELSE $1 END
        WHERE state = 'active' AND leased_until <= $1 AND ($2 IS NULL OR source_id = $2)";
    let source = source.map(|id| id.0);
    let mut transaction = db.begin().await?;
    let t = &mut transaction;
    let due = tx!(t, c => sqlx::query(Q).bind(now.0).bind(source).execute(c).await?.rows_affected());
    transaction.commit().await?;
    Ok(due)
}

pub async fn set_state(db: &Db, id: FeedId, state: FeedState) -> Result<()> {
    const Q: &str = "UPDATE feed SET state = $2 WHERE id = $1";
    wr!(db, c => sqlx::query(Q).bind(id.0).bind(state.as_str()).execute(c).await.map(drop)?);
    Ok(())
}

/// Removes a feed with its history; its articles stay with their source.
pub async fn remove(db: &Db, id: FeedId) -> Result<()> {
    wr!(db, c => sqlx::query("DELETE FROM feed WHERE id = $1").bind(id.0).execute(c).await.map(drop)?);
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    source_id: i64,
    address: String,
    kind: String,
    state: String,
    title: Option<String>,
    section: Option<String>,
    etag: Option<String>,
    last_modified: Option<String>,
    validators_since: Option<i64>,
    body_hash: Option<i64>,
    next_due_at: i64,
    interval_ms: i64,
    failures: i64,
    last_outcome: Option<String>,
    last_fetched_at: Option<i64>,
    last_good_at: Option<i64>,
    last_new_at: Option<i64>,
    moved_to: Option<String>,
    moved_seen: i64,
}

impl Row {
    fn feed(self) -> Result<Feed> {
        let id = self.id;
        let unknown = |word: &str| damaged("feed", id, format!("“{word}” is no word of this program"));
        Ok(Feed {
            id: FeedId(id),
            source_id: SourceId(self.source_id),
            address: Address::parse(&self.address).map_err(|error| damaged("feed", id, error))?,
            kind: FeedKind::from_word(&self.kind).ok_or_else(|| unknown(&self.kind))?,
            state: FeedState::from_word(&self.state).ok_or_else(|| unknown(&self.state))?,
            title: self.title,
            section: self.section,
            etag: self.etag,
            last_modified: self.last_modified,
            validators_since: self.validators_since.map(Millis),
            body_hash: self.body_hash,
            next_due_at: Millis(self.next_due_at),
            interval_ms: self.interval_ms,
            failures: self.failures,
            last_outcome: self.last_outcome.map(|text| parse("feed", id, &text)).transpose()?,
            last_fetched_at: self.last_fetched_at.map(Millis),
            last_good_at: self.last_good_at.map(Millis),
            last_new_at: self.last_new_at.map(Millis),
            moved_to: self.moved_to,
            moved_seen: self.moved_seen,
        })
    }
}
