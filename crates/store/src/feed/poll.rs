//! What polls leave behind: the feed's row brought up to date and a line of its history.

use super::{Poll, PollOutcome, PollRecord};
use crate::db::{Tx, rd, tx};
use crate::value::{json, parse, rows};
use crate::{Db, Result};
use coranto_core::{FeedId, Millis, SourceId};
use serde::Serialize;
use sqlx::AssertSqlSafe;
use std::collections::HashSet;

/// Lines of history kept per feed.
const KEPT_POLLS: i64 = 50;

/// Writes many polls that brought no items, in one transaction; gives their leases back.
pub async fn record(db: &Db, polls: &[PollRecord]) -> Result<()> {
    if polls.is_empty() {
        return Ok(());
    }
    let mut transaction = db.begin().await?;
    write(&mut transaction, &polls.iter().collect::<Vec<_>>()).await?;
    transaction.commit().await
}

/// The polls of a source's feeds, newest first.
pub async fn history(db: &Db, source: SourceId, limit: i64) -> Result<Vec<Poll>> {
    const Q: &str =
        "SELECT p.feed_id, p.at, p.outcome, p.duration_ms, p.bytes FROM poll p JOIN feed f ON f.id = p.feed_id
        WHERE f.source_id = $1 ORDER BY p.at DESC, p.seq DESC, p.feed_id DESC LIMIT $2";
    let rows: Vec<(i64, i64, String, i64, i64)> =
        rd!(db, c => sqlx::query_as(Q).bind(source.0).bind(limit.max(0)).fetch_all(c).await?);
    let poll = |(feed, at, outcome, duration_ms, bytes): (i64, i64, String, i64, i64)| {
        let outcome = parse("poll", format!("{feed} at {at}"), &outcome)?;
        Ok(Poll { feed_id: FeedId(feed), at: Millis(at), outcome, duration_ms, bytes })
    };
    rows.into_iter().map(poll).collect()
}

/// One poll as the statements below unfold it.
#[derive(Serialize)]
struct Row<'a> {
    feed_id: i64,
    at: i64,
    outcome: String,
    good: i64,
    new_items: i64,
    duration_ms: i64,
    bytes: i64,
    etag: Option<&'a str>,
    last_modified: Option<&'a str>,
    validators_since: Option<i64>,
    body_hash: Option<i64>,
    title: Option<&'a str>,
    next_due_at: i64,
    interval_ms: i64,
    failures: i64,
    state: &'static str,
    moved_to: Option<&'a str>,
    moved_seen: i64,
}

const COLUMNS: &[(&str, &str)] = &[
    ("feed_id", "bigint"),
    ("at", "bigint"),
    ("outcome", "text"),
    ("good", "bigint"),
    ("new_items", "bigint"),
    ("duration_ms", "bigint"),
    ("bytes", "bigint"),
    ("etag", "text"),
    ("last_modified", "text"),
    ("validators_since", "bigint"),
    ("body_hash", "bigint"),
    ("title", "text"),
    ("next_due_at", "bigint"),
    ("interval_ms", "bigint"),
    ("failures", "bigint"),
    ("state", "text"),
    ("moved_to", "text"),
    ("moved_seen", "bigint"),
];

/// Writes polls inside a transaction: two statements, however many polls there are. Polls of feeds that were removed meanwhile vanish.
pub(crate) async fn write(t: &mut Tx, polls: &[&PollRecord]) -> Result<()> {
    let mut rest: Vec<&PollRecord> = polls.to_vec();
    while !rest.is_empty() {
        // A statement can change a row once: a second poll of the same feed waits for the next round.
        let mut seen = HashSet::new();
        let (round, later): (Vec<_>, Vec<_>) = rest.into_iter().partition(|poll| seen.insert(poll.feed_id));
        write_round(t, &round).await?;
        rest = later;
    }
    for poll in polls.iter().filter(|poll| poll.new_address.is_some()) {
        move_feed(t, poll).await?;
    }
    Ok(())
}

async fn write_round(t: &mut Tx, polls: &[&PollRecord]) -> Result<()> {
    let rows = rows(t.engine(), COLUMNS);
    let parameter = json(&polls.iter().map(|poll| Row::of(poll)).collect::<Vec<_>>());
    let update = format!(
        "UPDATE feed SET etag = v.etag, last_modified = v.last_modified, validators_since = v.validators_since, body_hash = v.body_hash,
            title = COALESCE(v.title, feed.title), next_due_at = v.next_due_at, interval_ms = v.interval_ms, failures = v.failures,
            state = CASE WHEN feed.state = 'paused' THEN 'paused' ELSE v.state END, last_outcome = v.outcome, last_fetched_at = v.at,
            last_good_at = CASE WHEN v.good = 1 THEN v.at ELSE feed.last_good_at END,
            last_new_at = CASE WHEN v.new_items > 0 THEN v.at ELSE feed.last_new_at END,
            moved_to = v.moved_to, moved_seen = v.moved_seen, leased_until = 0, polls = feed.polls + 1
        FROM {rows} WHERE feed.id = v.feed_id"
    );
    tx!(t, c => sqlx::query(AssertSqlSafe(update)).bind(parameter.as_str()).execute(c).await.map(drop)?);
    let history = format!(
        "INSERT INTO poll (feed_id, slot, seq, at, outcome, duration_ms, bytes)
        SELECT f.id, f.polls % {KEPT_POLLS}, f.polls, v.at, v.outcome, v.duration_ms, v.bytes FROM {rows} JOIN feed f ON f.id = v.feed_id WHERE TRUE
        ON CONFLICT (feed_id, slot) DO UPDATE SET seq = excluded.seq, at = excluded.at, outcome = excluded.outcome,
            duration_ms = excluded.duration_ms, bytes = excluded.bytes"
    );
    tx!(t, c => sqlx::query(AssertSqlSafe(history)).bind(parameter.as_str()).execute(c).await.map(drop)?);
    Ok(())
}

/// Gives a feed its new address unless another feed has it: then it stays, and the count of confirmations begins anew.
async fn move_feed(t: &mut Tx, poll: &PollRecord) -> Result<()> {
    let Some(address) = &poll.new_address else { return Ok(()) };
    const MOVE: &str = "UPDATE feed SET address = $2, moved_to = NULL, moved_seen = 0
        WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM feed AS other WHERE other.address = $2 AND other.id <> $1)";
    let moved =
        tx!(t, c => sqlx::query(MOVE).bind(poll.feed_id.0).bind(address.as_str()).execute(c).await?.rows_affected());
    if moved == 0 {
        const STAY: &str = "UPDATE feed SET moved_seen = 0 WHERE id = $1";
        tx!(t, c => sqlx::query(STAY).bind(poll.feed_id.0).execute(c).await.map(drop)?);
    }
    Ok(())
}

impl<'a> Row<'a> {
    fn of(poll: &'a PollRecord) -> Row<'a> {
        let new_items = match poll.outcome {
            PollOutcome::Read { new, .. } => i64::from(new),
            _ => 0,
        };
        Row {
            feed_id: poll.feed_id.0,
            at: poll.at.0,
            outcome: json(&poll.outcome),
            good: i64::from(poll.outcome.is_good()),
            new_items,
            duration_ms: poll.duration_ms,
            bytes: poll.bytes,
            etag: poll.etag.as_deref(),
            last_modified: poll.last_modified.as_deref(),
            validators_since: poll.validators_since.map(|at| at.0),
            body_hash: poll.body_hash,
            title: poll.title.as_deref(),
            next_due_at: poll.next_due_at.0,
            interval_ms: poll.interval_ms,
            failures: poll.failures,
            state: poll.state.as_str(),
            moved_to: poll.moved_to.as_deref(),
            moved_seen: poll.moved_seen,
        }
    }
}
