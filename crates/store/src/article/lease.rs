//! Which page is read next, and by whom.

use super::{Stage, Waiting};
use crate::db::{rd, tx, wr};
use crate::edit::Watched;
use crate::value::{damaged, json, parse, rows};
use crate::{Db, Result};
use coranto_core::{Address, ArticleId, Millis, SourceId};
use sqlx::AssertSqlSafe;
use std::collections::HashMap;

/// Leases up to `limit` waiting articles (of all sources, or of one), newest first, at most `per_host` of one host. A lease that ran out is given again.
pub async fn lease_waiting(
    db: &Db,
    now: Millis,
    lease_ms: i64,
    limit: i64,
    per_host: i64,
    only: Option<SourceId>,
) -> Result<Vec<Waiting>> {
    // Hosts are found by leaping from one to the next through the index, so a host with a hundred thousand waiting pages costs no more
    // than one with three, and cannot keep the others waiting.
    let sql = db.sql(
        "WITH RECURSIVE hosts (host) AS (
            SELECT MIN(host) FROM waiting
            UNION ALL
            SELECT (SELECT MIN(w.host) FROM waiting w WHERE w.host > hosts.host) FROM hosts WHERE hosts.host IS NOT NULL),
        picked AS (
            SELECT w.article_id FROM hosts JOIN waiting w ON w.article_id IN (
                SELECT x.article_id FROM waiting x WHERE x.host = hosts.host AND x.turn_at <= $1 AND ($5 IS NULL OR x.source_id = $5)
                ORDER BY x.published_at DESC, x.article_id DESC LIMIT $4)
            WHERE hosts.host IS NOT NULL ORDER BY w.published_at DESC, w.article_id DESC LIMIT $3)
        UPDATE waiting SET leased_until = $2, attempts = attempts + 1
        WHERE article_id IN (SELECT article_id FROM picked) RETURNING article_id, attempts - 1",
        "WITH RECURSIVE hosts (host) AS (
            SELECT MIN(host) FROM waiting
            UNION ALL
            SELECT (SELECT MIN(w.host) FROM waiting w WHERE w.host > hosts.host) FROM hosts WHERE hosts.host IS NOT NULL),
        candidates AS (
            SELECT w.article_id, w.published_at FROM hosts CROSS JOIN LATERAL (
                SELECT x.article_id, x.published_at FROM waiting x WHERE x.host = hosts.host AND x.turn_at <= $1 AND ($5 IS NULL OR x.source_id = $5)
                ORDER BY x.published_at DESC, x.article_id DESC LIMIT $4 FOR UPDATE SKIP LOCKED) w
            WHERE hosts.host IS NOT NULL),
        picked AS (SELECT article_id FROM candidates ORDER BY published_at DESC, article_id DESC LIMIT $3)
        UPDATE waiting SET leased_until = $2, attempts = attempts + 1
        WHERE article_id IN (SELECT article_id FROM picked) RETURNING article_id, attempts - 1",
    );
    let until = now.0.saturating_add(lease_ms.max(1));
    let leased: Vec<(i64, i64)> = wr!(db, c => sqlx::query_as(sql)
        .bind(now.0).bind(until).bind(limit.max(0)).bind(per_host.max(1)).bind(only.map(|id| id.0)).fetch_all(c).await?);
    load(db, leased.into_iter().collect()).await
}

/// How many articles `lease_waiting` could give at `now` without its limits.
pub async fn count_waiting(db: &Db, now: Millis, only: Option<SourceId>) -> Result<u64> {
    const Q: &str = "SELECT COUNT(*) FROM waiting WHERE turn_at <= $1 AND ($2 IS NULL OR source_id = $2)";
    let count: i64 = rd!(db, c => sqlx::query_scalar(Q).bind(now.0).bind(only.map(|id| id.0)).fetch_one(c).await?);
    Ok(count.unsigned_abs())
}

/// Gives leases back without a result: the program is going down, nothing was decided. The attempt does not count.
pub async fn give_back(db: &Db, ids: &[ArticleId]) -> Result<()> {
    #[derive(serde::Serialize)]
    struct Row {
        id: i64,
    }
    let rows = rows(db.engine(), &[("id", "bigint")]);
    let sql = format!(
        "UPDATE waiting SET leased_until = 0, attempts = CASE WHEN attempts > 0 THEN attempts - 1 ELSE 0 END
        WHERE leased_until > 0 AND article_id IN (SELECT v.id FROM {rows})"
    );
    let ids: Vec<Row> = ids.iter().map(|id| Row { id: id.0 }).collect();
    // Many rows at once: only the one writer may lock them, or two of its kind could wait for each other.
    let mut transaction = db.begin().await?;
    let t = &mut transaction;
    tx!(t, c => sqlx::query(AssertSqlSafe(sql)).bind(json(&ids)).execute(c).await.map(drop)?);
    transaction.commit().await
}

/// When the next waiting article can be leased: it is due and nobody has it. None when none waits.
pub async fn next_waiting(db: &Db) -> Result<Option<Millis>> {
    let at: Option<i64> = rd!(db, c => sqlx::query_scalar("SELECT MIN(turn_at) FROM waiting").fetch_one(c).await?);
    Ok(at.map(Millis))
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    source_id: i64,
    address: String,
    user_agent: Option<String>,
    section: Option<String>,
    said: String,
    published_at: i64,
    arrived_at: i64,
    stage: String,
    watched: bool,
    read_at: Option<i64>,
    policy: i64,
    seen: Option<i64>,
    print: Option<Vec<u8>>,
    etag: Option<String>,
    last_modified: Option<String>,
    said_title: Option<String>,
}

/// Loads leased articles, newest first.
async fn load(db: &Db, attempts: HashMap<i64, i64>) -> Result<Vec<Waiting>> {
    #[derive(serde::Serialize)]
    struct Id {
        id: i64,
    }
    if attempts.is_empty() {
        return Ok(Vec::new());
    }
    let rows = rows(db.engine(), &[("id", "bigint")]);
    let sql = format!(
        "SELECT a.id, a.source_id, a.address, s.user_agent, a.section, b.said, a.published_at, a.arrived_at, a.stage, q.watched,
            a.read_at, a.policy, w.article_id AS seen, w.print, w.etag, w.last_modified, w.said_title
        FROM {rows} JOIN article a ON a.id = v.id JOIN body b ON b.article_id = a.id JOIN source s ON s.id = a.source_id
            JOIN waiting q ON q.article_id = a.id LEFT JOIN watch w ON w.article_id = a.id
        ORDER BY a.published_at DESC, a.id DESC"
    );
    let ids: Vec<Id> = attempts.keys().map(|id| Id { id: *id }).collect();
    let found: Vec<Row> = rd!(db, c => sqlx::query_as(AssertSqlSafe(sql)).bind(json(&ids)).fetch_all(c).await?);
    let waiting = |row: Row| {
        Ok(Waiting {
            id: ArticleId(row.id),
            source_id: SourceId(row.source_id),
            address: Address::parse(&row.address).map_err(|error| damaged("article", row.id, error))?,
            attempts: attempts.get(&row.id).copied().unwrap_or(0),
            user_agent: row.user_agent,
            section: row.section,
            from_feed: parse("body", row.id, &row.said)?,
            published_at: Millis(row.published_at),
            arrived_at: Millis(row.arrived_at),
            stage: Stage::from_word(&row.stage).ok_or_else(|| damaged("article", row.id, "its stage is unknown"))?,
            watched: row.watched,
            read_at: row.read_at.map(Millis),
            policy: row.policy,
            seen: row.seen.map(|_| Watched {
                print: row.print,
                etag: row.etag,
                last_modified: row.last_modified,
                said_title: row.said_title,
            }),
        })
    };
    found.into_iter().map(waiting).collect()
}
