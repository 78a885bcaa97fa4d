//! What the story room needs after a restart, and vectors that another model made.

use crate::db::{rd, tx};
use crate::value::{damaged, parse};
use crate::{Db, Result};
use coranto_core::story::Decision;
use coranto_core::{Article, ArticleId, ArticleKey, Millis, SourceId, StoryKey};

/// A placed report, as the story room left it.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    pub article: ArticleId,
    pub key: ArticleKey,
    /// Its place in the order of placing.
    pub seq: i64,
    pub arrived_at: Millis,
    pub story: StoryKey,
    /// None when another version of the program put it in words that this one does not know.
    pub decision: Option<Decision>,
    pub sketch: Vec<u8>,
    pub likened: Vec<u8>,
    pub vector: Option<Vec<u8>>,
    pub model: Option<String>,
    pub fingerprint: Option<Vec<u8>>,
    pub source: SourceId,
    pub title: String,
    pub published_at: Millis,
}

#[derive(sqlx::FromRow)]
struct Row {
    article_id: i64,
    key: String,
    seq: i64,
    arrived_at: i64,
    story: String,
    decision: Option<String>,
    sketch: Vec<u8>,
    likened: Vec<u8>,
    vector: Option<Vec<u8>>,
    model: Option<String>,
    fingerprint: Option<Vec<u8>>,
    source_id: i64,
    title: String,
    published_at: i64,
}

/// Reports that arrived at `since` or later and have not left the window ([`super::Step::left`]), in the order in which they were placed, after number `after`; at
/// most `limit`.
pub async fn window(db: &Db, since: Millis, after: i64, limit: i64) -> Result<Vec<Kept>> {
    const Q: &str = "SELECT p.article_id, p.key, p.seq, p.arrived_at, s.key AS story, p.decision, p.sketch, p.likened, p.vector, p.model, p.fingerprint,
            a.source_id, a.title, a.published_at
        FROM placement p JOIN story s ON s.id = p.story_id JOIN article a ON a.id = p.article_id
        WHERE p.seq > $1 AND p.arrived_at >= $2 AND p.sketch IS NOT NULL AND p.likened IS NOT NULL ORDER BY p.seq LIMIT $3";
    let rows: Vec<Row> =
        rd!(db, c => sqlx::query_as(Q).bind(after).bind(since.0).bind(limit.max(0)).fetch_all(c).await?);
    let kept = |row: Row| {
        let broken = |what: &str| damaged("placement", row.article_id, what);
        Ok(Kept {
            article: ArticleId(row.article_id),
            key: ArticleKey::parse(&row.key).ok_or_else(|| broken("its key is no key"))?,
            seq: row.seq,
            arrived_at: Millis(row.arrived_at),
            story: StoryKey::parse(&row.story).ok_or_else(|| broken("its story's key is no key"))?,
            decision: row.decision.and_then(|text| serde_json::from_str(&text).ok()),
            sketch: row.sketch,
            likened: row.likened,
            vector: row.vector,
            model: row.model,
            fingerprint: row.fingerprint,
            source: SourceId(row.source_id),
            title: row.title,
            published_at: Millis(row.published_at),
        })
    };
    rows.into_iter().map(kept).collect()
}

/// What is kept anew of a placed report, since it could not be read any more.
#[derive(Debug, Clone, PartialEq)]
pub struct Renewed {
    pub article: ArticleId,
    /// Its place in the order of placing: when it was placed again meanwhile, this is not written.
    pub seq: i64,
    pub sketch: Vec<u8>,
    pub likened: Vec<u8>,
    pub fingerprint: Option<Vec<u8>>,
}

pub async fn put_renewed(db: &Db, renewed: &[Renewed]) -> Result<()> {
    let mut transaction = db.begin().await?;
    let t = &mut transaction;
    const Q: &str =
        "UPDATE placement SET sketch = $3, likened = $4, fingerprint = $5 WHERE article_id = $1 AND seq = $2";
    for one in renewed {
        tx!(t, c => sqlx::query(Q).bind(one.article.0).bind(one.seq).bind(&one.sketch).bind(&one.likened)
            .bind(one.fingerprint.as_deref()).execute(c).await.map(drop)?);
    }
    transaction.commit().await
}

/// A placed report whose vector is to be made by the model of today.
#[derive(Debug, Clone, PartialEq)]
pub struct OldVector {
    pub article: ArticleId,
    pub key: ArticleKey,
    pub title: String,
    pub said: Article,
}

/// Placed reports whose vector `model` has not made, the last placed first.
pub async fn of_other_models(db: &Db, model: &str, limit: i64) -> Result<Vec<OldVector>> {
    const Q: &str = "SELECT p.article_id, p.key, a.title, b.said FROM placement p JOIN article a ON a.id = p.article_id
        JOIN body b ON b.article_id = p.article_id
        WHERE p.seq IS NOT NULL AND (p.model IS NULL OR p.model <> $1) ORDER BY p.seq DESC LIMIT $2";
    let rows: Vec<(i64, String, String, String)> =
        rd!(db, c => sqlx::query_as(Q).bind(model).bind(limit.max(0)).fetch_all(c).await?);
    let old = |(id, key, title, said): (i64, String, String, String)| {
        Ok(OldVector {
            article: ArticleId(id),
            key: ArticleKey::parse(&key).ok_or_else(|| damaged("placement", id, "its key is no key"))?,
            title,
            said: parse("body", id, &said)?,
        })
    };
    rows.into_iter().map(old).collect()
}

/// Writes vectors that were made anew. An article that went away meanwhile is left out.
pub async fn put_vectors(db: &Db, model: &str, vectors: &[(ArticleId, Vec<u8>)]) -> Result<()> {
    let mut transaction = db.begin().await?;
    let t = &mut transaction;
    const Q: &str = "UPDATE placement SET vector = $2, model = $3 WHERE article_id = $1";
    for (article, vector) in vectors {
        tx!(t, c => sqlx::query(Q).bind(article.0).bind(vector).bind(model).execute(c).await.map(drop)?);
    }
    transaction.commit().await
}
