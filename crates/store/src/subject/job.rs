//! What is to be read next: what was placed and was not read by the rules of today.

use crate::db::{Tx, rd, tx};
use crate::value::{damaged, json, parse, rows};
use crate::{Db, Result};
use coranto_core::about::Worth;
use coranto_core::{Address, Article, ArticleId, Lang, Millis, StoryId};
use sqlx::AssertSqlSafe;

/// When one was taken so often without a result, articles are taken one by one: one of them may kill the program, and must not take the others with it.
const ALONE_FROM: i64 = 2;
/// Subjects whose figures are made again in one go when nothing is to be read.
const STALE: i64 = 1_000;

/// An article to be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    pub article: ArticleId,
    /// Number of the question; the answer names it.
    pub asked: i64,
    /// How often it was taken before. An article that kills the program counts too.
    pub attempts: i64,
    pub story: Option<StoryId>,
    pub address: Address,
    pub title: String,
    pub lang: Option<Lang>,
    /// Of the publisher.
    pub country: Option<String>,
    pub published_at: Millis,
    /// What the source list says of the feed that announced it.
    pub feed_section: Option<String>,
    pub vector: Option<Vec<u8>>,
    /// That made the vector.
    pub model: Option<String>,
    /// What its page or its feed said.
    pub said: Article,
}

/// Takes up to `limit` articles that no rules have read or, when there are none, older ones than `version`; the newest first.
pub async fn unread(db: &Db, version: i64, limit: i64) -> Result<Vec<Job>> {
    let mut transaction = db.begin().await?;
    let t = &mut transaction;
    let oldest: Option<i64> = tx!(t, c => sqlx::query_scalar(OLDEST).fetch_one(c).await?);
    let Some(read_by) = oldest.filter(|read_by| *read_by < version) else { return Ok(Vec::new()) };
    let jobs = take(t, read_by, limit, version).await?;
    transaction.commit().await?;
    Ok(jobs)
}

/// The oldest rules by which something stands that was placed.
const OLDEST: &str = "SELECT MIN(read_by) FROM placement WHERE state = 'placed'";

#[derive(serde::Serialize, sqlx::FromRow)]
struct Picked {
    id: i64,
    attempts: i64,
}

async fn take(t: &mut Tx, read_by: i64, limit: i64, version: i64) -> Result<Vec<Job>> {
    const PICK: &str =
        "SELECT article_id AS id, read_attempts AS attempts FROM placement WHERE state = 'placed' AND read_by = $1
        ORDER BY turn_published DESC, article_id DESC LIMIT $2";
    let mut picked: Vec<Picked> =
        tx!(t, c => sqlx::query_as(PICK).bind(read_by).bind(limit.max(0)).fetch_all(c).await?);
    if picked.iter().any(|one| one.attempts >= ALONE_FROM) {
        picked.truncate(1);
    }
    let picked = json(&picked);
    let ids = rows(t.engine(), &[("id", "bigint")]);
    let attempt =
        format!("UPDATE placement SET read_attempts = read_attempts + 1 WHERE article_id IN (SELECT v.id FROM {ids})");
    tx!(t, c => sqlx::query(AssertSqlSafe(attempt)).bind(&picked).execute(c).await.map(drop)?);
    let select = format!(
        "SELECT p.article_id, p.asked, p.read_attempts - 1 AS attempts, p.story_id, p.vector, p.model, a.address, a.title, a.lang, a.country, a.published_at,
            f.section AS feed_section, b.said
        FROM {ids} JOIN placement p ON p.article_id = v.id JOIN article a ON a.id = v.id JOIN body b ON b.article_id = v.id
        LEFT JOIN feed f ON f.id = a.feed_id ORDER BY p.turn_published DESC, p.article_id DESC"
    );
    let found: Vec<Row> = tx!(t, c => sqlx::query_as(AssertSqlSafe(select)).bind(&picked).fetch_all(c).await?);
    let mut jobs = Vec::with_capacity(found.len());
    for row in found {
        let article = row.article_id;
        match row.job() {
            Ok(job) => jobs.push(job),
            Err(error) => {
                // A bug to be reported; it must not be in the way of all others.
                tracing::error!(%error, "what cannot be read back is left unread");
                const Q: &str = "UPDATE placement SET read_by = $2 WHERE article_id = $1";
                tx!(t, c => sqlx::query(Q).bind(article).bind(version).execute(c).await.map(drop)?);
            }
        }
    }
    Ok(jobs)
}

#[derive(sqlx::FromRow)]
struct Row {
    article_id: i64,
    asked: i64,
    attempts: i64,
    story_id: Option<i64>,
    vector: Option<Vec<u8>>,
    model: Option<String>,
    address: String,
    title: String,
    lang: Option<String>,
    country: Option<String>,
    published_at: i64,
    feed_section: Option<String>,
    said: String,
}

impl Row {
    fn job(self) -> Result<Job> {
        Ok(Job {
            article: ArticleId(self.article_id),
            asked: self.asked,
            attempts: self.attempts,
            story: self.story_id.map(StoryId),
            address: Address::parse(&self.address).map_err(|error| damaged("article", self.article_id, error))?,
            title: self.title,
            lang: self.lang.as_deref().and_then(Lang::parse),
            country: self.country,
            published_at: Millis(self.published_at),
            feed_section: self.feed_section,
            vector: self.vector,
            model: self.model,
            said: parse("body", self.article_id, &self.said)?,
        })
    }
}

/// Whether there is something to be read, names of a story are to be looked at, or figures are to be made again.
pub async fn waits(db: &Db, version: i64) -> Result<bool> {
    let oldest: Option<i64> = rd!(db, c => sqlx::query_scalar(OLDEST).fetch_one(c).await?);
    if oldest.is_some_and(|read_by| read_by < version) {
        return Ok(true);
    }
    const OPEN: &str = "SELECT (SELECT COUNT(*) FROM (SELECT id FROM subject WHERE stale > 0 LIMIT 1) AS s)
        + (SELECT COUNT(*) FROM (SELECT id FROM story WHERE names_due > 0 LIMIT 1) AS d)";
    let open: i64 = rd!(db, c => sqlx::query_scalar(OPEN).fetch_one(c).await?);
    Ok(open > 0)
}

/// Makes the figures of subjects again from which articles were taken away. When something else earns a page than did before, those of all subjects, some with
/// each call.
pub async fn settle(db: &Db, worth: &Worth, now: Millis) -> Result<()> {
    let mut transaction = db.begin().await?;
    let t = &mut transaction;
    super::figures::remember(t, worth).await?;
    let stale = super::figures::stale(t, STALE).await?;
    super::figures::refresh(t, &stale, worth, now).await?;
    transaction.commit().await
}
