//! What is to be placed next, and who may do it: one program at a time, in the order in which reports became readable.

use super::State;
use crate::change::{self, REMOVED};
use crate::db::{Tx, rd, tx, wr};
use crate::value::{damaged, json, parse, rows};
use crate::{Db, Engine, Result, subject};
use coranto_core::{Article, ArticleId, ArticleKey, Lang, Millis, SourceId};
use sqlx::AssertSqlSafe;

/// When one was taken so often without a result, reports are taken one by one: one of them may kill the program, and must not take the others with it.
const ALONE_FROM: i64 = 2;

/// A report to be placed.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    pub article: ArticleId,
    pub key: ArticleKey,
    /// Number of the question; the answer names it.
    pub asked: i64,
    /// How often it was taken before. A report that kills the program counts too.
    pub attempts: i64,
    pub source: SourceId,
    /// The owner of its publisher, or the publisher where no owner is known.
    pub owner: String,
    pub lang: Option<Lang>,
    pub title: String,
    pub published_at: Millis,
    /// What its page or its feed said.
    pub said: Article,
}

/// The right to place, and what is to be placed.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Number of what was written last. Who remembers another one does not know the stories as they are.
    pub revision: i64,
    /// Reports that belong together: of one stretch of time, by publication and key. More of the same stretch may come with the next claim.
    pub jobs: Vec<Job>,
    /// When these reports came, by the clock of the placing: the end of their stretch.
    pub arrived_at: Millis,
    /// Stories from which reports were taken away; [`super::write`] makes them again.
    pub stale: bool,
}

/// Takes or renews the right to place and hands out what is to be placed: the oldest stretch of `stretch_ms`, once it is over (or at once when `eager`),
/// at most `limit` reports of it. None when another holder has the right.
pub async fn claim(
    db: &Db,
    holder: &str,
    now: Millis,
    lease_ms: i64,
    stretch_ms: i64,
    limit: i64,
    eager: bool,
) -> Result<Option<Claim>> {
    let mut transaction = db.begin().await?;
    let t = &mut transaction;
    const LEASE: &str =
        "UPDATE placer SET holder = $1, leased_until = $2 WHERE id = 1 AND (holder = $1 OR leased_until <= $3)
        RETURNING revision";
    let until = now.0.saturating_add(lease_ms.max(1));
    let revision: Option<i64> =
        tx!(t, c => sqlx::query_scalar(LEASE).bind(holder).bind(until).bind(now.0).fetch_optional(c).await?);
    let Some(revision) = revision else { return Ok(None) };
    const STALE: &str = "SELECT COUNT(*) FROM (SELECT id FROM story WHERE stale > 0 LIMIT 1) AS s";
    let stale: i64 = tx!(t, c => sqlx::query_scalar(STALE).fetch_one(c).await?);
    const OLDEST: &str = "SELECT MIN(turn_at) FROM placement WHERE state = 'waiting'";
    let oldest: Option<i64> = tx!(t, c => sqlx::query_scalar(OLDEST).fetch_one(c).await?);
    let stretch_ms = stretch_ms.max(1);
    let end = oldest.map(|at| at.div_euclid(stretch_ms).saturating_add(1).saturating_mul(stretch_ms));
    let jobs = match end {
        Some(end) if eager || end <= now.0 => take(t, end, limit).await?,
        _ => Vec::new(),
    };
    transaction.commit().await?;
    Ok(Some(Claim { revision, jobs, arrived_at: Millis(end.unwrap_or(now.0)), stale: stale > 0 }))
}

#[derive(sqlx::FromRow)]
struct Row {
    article_id: i64,
    key: String,
    asked: i64,
    attempts: i64,
    turn_published: i64,
    source_id: i64,
    owner: String,
    lang: Option<String>,
    title: String,
    said: String,
}

async fn take(t: &mut Tx, end: i64, limit: i64) -> Result<Vec<Job>> {
    const PICK: &str = "SELECT article_id AS id, attempts FROM placement WHERE state = 'waiting' AND turn_at < $1
        ORDER BY turn_published, key LIMIT $2";
    #[derive(serde::Serialize, sqlx::FromRow)]
    struct Picked {
        id: i64,
        attempts: i64,
    }
    let mut picked: Vec<Picked> = tx!(t, c => sqlx::query_as(PICK).bind(end).bind(limit.max(0)).fetch_all(c).await?);
    if picked.iter().any(|one| one.attempts >= ALONE_FROM) {
        picked.truncate(1);
    }
    const TRY: &str = "UPDATE placement SET attempts = attempts + 1 WHERE article_id = $1";
    for one in &picked {
        tx!(t, c => sqlx::query(TRY).bind(one.id).execute(c).await.map(drop)?);
    }
    let sql = jobs(t.engine(), "p.attempts - 1");
    let found: Vec<Row> = tx!(t, c => sqlx::query_as(AssertSqlSafe(sql)).bind(json(&picked)).fetch_all(c).await?);
    found.into_iter().map(Row::job).collect()
}

fn jobs(engine: Engine, attempts: &str) -> String {
    let ids = rows(engine, &[("id", "bigint")]);
    format!(
        "SELECT p.article_id, p.key, p.asked, {attempts} AS attempts, p.turn_published, a.source_id,
            COALESCE(s.owner, s.slug) AS owner, a.lang, a.title, b.said
        FROM {ids} JOIN placement p ON p.article_id = v.id JOIN article a ON a.id = v.id JOIN body b ON b.article_id = v.id
        JOIN source s ON s.id = a.source_id ORDER BY p.turn_published, p.key"
    )
}

/// These reports as they would be handed out today, though they are placed. Those that have gone are left out.
pub async fn placed(db: &Db, articles: &[ArticleId]) -> Result<Vec<Job>> {
    #[derive(serde::Serialize)]
    struct Id {
        id: i64,
    }
    let ids = json(&articles.iter().map(|article| Id { id: article.0 }).collect::<Vec<_>>());
    let sql = jobs(db.engine(), "CAST(0 AS BIGINT)");
    let found: Vec<Row> = rd!(db, c => sqlx::query_as(AssertSqlSafe(sql)).bind(ids).fetch_all(c).await?);
    found.into_iter().map(Row::job).collect()
}

impl Row {
    fn job(self) -> Result<Job> {
        Ok(Job {
            article: ArticleId(self.article_id),
            key: ArticleKey::parse(&self.key)
                .ok_or_else(|| damaged("placement", self.article_id, "its key is no key"))?,
            asked: self.asked,
            attempts: self.attempts,
            source: SourceId(self.source_id),
            owner: self.owner,
            lang: self.lang.as_deref().and_then(Lang::parse),
            title: self.title,
            published_at: Millis(self.turn_published),
            said: parse("body", self.article_id, &self.said)?,
        })
    }
}

/// Gives back the right to place.
pub async fn release(db: &Db, holder: &str) -> Result<()> {
    const Q: &str = "UPDATE placer SET leased_until = 0 WHERE id = 1 AND holder = $1 AND leased_until > 0";
    wr!(db, c => sqlx::query(Q).bind(holder).execute(c).await.map(drop)?);
    Ok(())
}

/// Since when something waits: a report to be placed, or a story to be made again. None when nothing does.
pub async fn next_turn(db: &Db) -> Result<Option<Millis>> {
    const Q: &str = "SELECT MIN(turn_at) FROM (
        SELECT MIN(turn_at) AS turn_at FROM placement WHERE state = 'waiting'
        UNION ALL SELECT 0 FROM story WHERE stale > 0) AS turns";
    let at: Option<i64> = rd!(db, c => sqlx::query_scalar(Q).fetch_one(c).await?);
    Ok(at.map(Millis))
}

pub async fn count_waiting(db: &Db) -> Result<u64> {
    const Q: &str = "SELECT COUNT(*) FROM placement WHERE state = 'waiting'";
    let count: i64 = rd!(db, c => sqlx::query_scalar(Q).fetch_one(c).await?);
    Ok(count.unsigned_abs())
}

/// The reports that were taken away after number `seq` of the change log, and the newest number.
pub async fn withdrawn_since(db: &Db, seq: i64) -> Result<(Vec<ArticleId>, i64)> {
    const NEWEST: &str = "SELECT COALESCE(MAX(seq), 0) FROM change";
    let newest: i64 = rd!(db, c => sqlx::query_scalar(NEWEST).fetch_one(c).await?);
    const Q: &str =
        "SELECT id FROM change WHERE seq > $1 AND seq <= $2 AND how = 'removed' AND what IN ('article', 'placement')";
    let ids: Vec<i64> = rd!(db, c => sqlx::query_scalar(Q).bind(seq).bind(newest).fetch_all(c).await?);
    Ok((ids.into_iter().map(ArticleId).collect(), newest))
}

/// Brings the jobs up to what became of these articles in this transaction: what lists show and no longer waits for its page is to be placed (again),
/// what they no longer show leaves its story.
pub(crate) async fn follow(t: &mut Tx, articles: &[i64], now: Millis) -> Result<()> {
    if articles.is_empty() {
        return Ok(());
    }
    #[derive(serde::Serialize)]
    struct Id {
        id: i64,
    }
    let ids = json(&articles.iter().map(|id| Id { id: *id }).collect::<Vec<_>>());
    let rows = rows(t.engine(), &[("id", "bigint")]);
    let ask = format!(
        "INSERT INTO placement (article_id, key, state, turn_at, turn_published, asked, attempts)
        SELECT a.id, a.key, '{}', $2, a.published_at, 1, 0 FROM {rows} JOIN article a ON a.id = v.id WHERE a.listed AND a.stage <> 'waiting'
        ON CONFLICT (article_id) DO UPDATE SET state = excluded.state, turn_at = excluded.turn_at, turn_published = excluded.turn_published,
            asked = placement.asked + 1, attempts = 0, read_by = 0, read_attempts = 0",
        State::Waiting.as_str()
    );
    tx!(t, c => sqlx::query(AssertSqlSafe(ask)).bind(&ids).bind(now.0).execute(c).await.map(drop)?);
    let gone = format!(
        "SELECT p.article_id FROM {rows} JOIN placement p ON p.article_id = v.id JOIN article a ON a.id = v.id WHERE NOT a.listed"
    );
    let gone: Vec<i64> = tx!(t, c => sqlx::query_scalar(AssertSqlSafe(gone)).bind(&ids).fetch_all(c).await?);
    for id in &gone {
        super::left(t, *id).await?;
        subject::left(t, *id).await?;
        tx!(t, c => sqlx::query("DELETE FROM placement WHERE article_id = $1").bind(*id).execute(c).await.map(drop)?);
    }
    change::log(t, now, "placement", &gone.iter().map(|id| (*id, REMOVED)).collect::<Vec<_>>()).await
}
