//! What a step of the placing decided, written whole or not at all.

use super::refresh::{add_stale, lead_to, refresh};
use super::{CopyOf, State, Summarise};
use crate::db::{Tx, tx};
use crate::value::{json, rows};
use crate::{Db, Result, subject};
use coranto_core::story::{Compared, Decision, RelatedReason};
use coranto_core::{ArticleId, ArticleKey, Millis, StoryKey};
use sqlx::AssertSqlSafe;
use std::collections::{BTreeSet, HashMap};

/// What one step decided.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Step {
    /// Who decided, and of which revision.
    pub holder: String,
    pub revision: i64,
    /// In the order in which they were placed.
    pub placed: Vec<Placed>,
    /// Reports that came earlier and now belong to another story.
    pub moved: Vec<Moved>,
    /// Stories that are part of another now, in the order in which that happened.
    pub merged: Vec<(StoryKey, StoryKey)>,
    /// Reports that came earlier and of which it is known now whose text they repeat, or that they repeat none.
    pub copied: Vec<Copied>,
    pub related: Vec<RelatedTo>,
    /// Reports that left the window of the story room: their stories stand, nothing more is compared with them.
    pub left: Vec<ArticleKey>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    pub article: ArticleId,
    /// The question that this answers.
    pub asked: i64,
    pub story: StoryKey,
    pub arrived_at: Millis,
    /// What the story room needs of it after a restart.
    pub sketch: Vec<u8>,
    pub likened: Vec<u8>,
    pub vector: Option<Vec<u8>>,
    pub model: Option<String>,
    pub fingerprint: Option<Vec<u8>>,
    pub decision: Decision,
    pub compared: Vec<Compared>,
    pub copy: Option<CopyOf>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Moved {
    pub article: ArticleKey,
    pub to: StoryKey,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Copied {
    pub article: ArticleId,
    pub copy: Option<CopyOf>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct RelatedTo {
    pub article: ArticleId,
    /// Best first.
    pub others: Vec<(ArticleId, RelatedReason, f64)>,
}

/// Writes a step in one transaction, with the stories it touches and the change log. Returns the new revision; None, and nothing is written, when somebody
/// else has written since. An article that went away meanwhile is left out; one that was edited meanwhile stays to be placed.
pub async fn write(db: &Db, step: &Step, summarise: Summarise, now: Millis) -> Result<Option<i64>> {
    let mut transaction = db.begin().await?;
    let t = &mut transaction;
    const TURN: &str = "UPDATE placer SET revision = revision + 1, seq = seq + $3 WHERE id = 1 AND holder = $1 AND revision = $2 RETURNING seq";
    let seq: Option<i64> = tx!(t, c => sqlx::query_scalar(TURN).bind(&step.holder).bind(step.revision)
        .bind(step.placed.len() as i64).fetch_optional(c).await?);
    let Some(seq) = seq else { return Ok(None) };
    leave(t, &step.left).await?;
    let ids = story_ids(t, step).await?;
    let id = |key: &StoryKey| ids.get(key.as_str()).copied().unwrap_or_default();
    let mut touched: BTreeSet<i64> = ids.values().copied().collect();
    let mut went: HashMap<i64, i64> = HashMap::new();

    for (from, to) in &step.merged {
        const MERGE: &str = "UPDATE placement SET story_id = $2 WHERE story_id = $1";
        tx!(t, c => sqlx::query(MERGE).bind(id(from)).bind(id(to)).execute(c).await.map(drop)?);
        lead_to(t, id(from), id(to)).await?;
    }
    let first = seq - step.placed.len() as i64 + 1;
    let before = stories_of(t, step.placed.iter().map(|placed| placed.article)).await?;
    for (placed, seq) in step.placed.iter().zip(first..) {
        if let Some(before) = before.get(&placed.article) {
            touched.insert(*before);
            went.insert(*before, id(&placed.story));
        }
        place(t, placed, id(&placed.story), seq).await?;
    }
    for moved in &step.moved {
        const BEFORE: &str = "SELECT story_id FROM placement WHERE key = $1 AND story_id IS NOT NULL";
        let before: Option<i64> =
            tx!(t, c => sqlx::query_scalar(BEFORE).bind(moved.article.as_str()).fetch_optional(c).await?);
        if let Some(before) = before {
            touched.insert(before);
            went.insert(before, id(&moved.to));
        }
        const MOVE: &str = "UPDATE placement SET story_id = $2 WHERE key = $1";
        tx!(t, c => sqlx::query(MOVE).bind(moved.article.as_str()).bind(id(&moved.to)).execute(c).await.map(drop)?);
    }
    for copied in &step.copied {
        copy(t, copied).await?;
    }
    let copied: Vec<(i64, bool)> = step.copied.iter().map(|one| (one.article.0, one.copy.is_some())).collect();
    subject::copied(t, &copied).await?;
    touched.extend(stories_of(t, step.copied.iter().map(|copied| copied.article)).await?.into_values());
    add_stale(t, &mut touched).await?;
    refresh(t, &touched, &went, summarise, now).await?;
    relate(t, &step.related).await?;
    transaction.commit().await?;
    Ok(Some(step.revision + 1))
}

/// What is compared of a report is kept as long as it is in the window, so that a restart finds those that are, and no others.
async fn leave(t: &mut Tx, left: &[ArticleKey]) -> Result<()> {
    #[derive(serde::Serialize)]
    struct Row<'a> {
        key: &'a str,
    }
    let keys = json(&left.iter().map(|key| Row { key: key.as_str() }).collect::<Vec<_>>());
    let rows = rows(t.engine(), &[("key", "text")]);
    let sql = format!(
        "UPDATE placement SET sketch = NULL, likened = NULL, fingerprint = NULL WHERE key IN (SELECT v.key FROM {rows})"
    );
    if !left.is_empty() {
        tx!(t, c => sqlx::query(AssertSqlSafe(sql)).bind(keys).execute(c).await.map(drop)?);
    }
    Ok(())
}

/// The rows of all stories that a step names; new ones are made.
async fn story_ids(t: &mut Tx, step: &Step) -> Result<HashMap<String, i64>> {
    #[derive(serde::Serialize)]
    struct Row<'a> {
        key: &'a str,
    }
    let named = step.placed.iter().map(|placed| &placed.story).chain(step.moved.iter().map(|moved| &moved.to));
    let merged = step.merged.iter().flat_map(|(from, to)| [from, to]);
    let keys: BTreeSet<&str> = named.chain(merged).map(StoryKey::as_str).collect();
    let keys = json(&keys.into_iter().map(|key| Row { key }).collect::<Vec<_>>());
    let rows = rows(t.engine(), &[("key", "text")]);
    let insert = format!(
        "INSERT INTO story (key, articles, texts, owners, first_at, last_at, outlets, countries, langs, importance, standing, stale)
        SELECT v.key, 0, 0, 0, 0, 0, '[]', '[]', '[]', 0, '{{}}', 0 FROM {rows} WHERE TRUE ON CONFLICT (key) DO NOTHING"
    );
    tx!(t, c => sqlx::query(AssertSqlSafe(insert)).bind(&keys).execute(c).await.map(drop)?);
    let select = format!("SELECT s.key, s.id FROM {rows} JOIN story s ON s.key = v.key");
    let ids: Vec<(String, i64)> = tx!(t, c => sqlx::query_as(AssertSqlSafe(select)).bind(&keys).fetch_all(c).await?);
    Ok(ids.into_iter().collect())
}

/// The stories in which these articles are now.
async fn stories_of(t: &mut Tx, articles: impl Iterator<Item = ArticleId>) -> Result<HashMap<ArticleId, i64>> {
    #[derive(serde::Serialize)]
    struct Row {
        id: i64,
    }
    let ids = json(&articles.map(|article| Row { id: article.0 }).collect::<Vec<_>>());
    let rows = rows(t.engine(), &[("id", "bigint")]);
    let sql = format!(
        "SELECT p.article_id, p.story_id FROM {rows} JOIN placement p ON p.article_id = v.id WHERE p.story_id IS NOT NULL"
    );
    let found: Vec<(i64, i64)> = tx!(t, c => sqlx::query_as(AssertSqlSafe(sql)).bind(&ids).fetch_all(c).await?);
    Ok(found.into_iter().map(|(article, story)| (ArticleId(article), story)).collect())
}

async fn place(t: &mut Tx, placed: &Placed, story: i64, seq: i64) -> Result<()> {
    const Q: &str = "UPDATE placement SET state = CASE WHEN asked = $2 THEN $3 ELSE state END, attempts = 0, story_id = $4, seq = $5, arrived_at = $6,
        sketch = $7, likened = $8, vector = $9, model = $10, fingerprint = $11, decision = $12, compared = $13, copy_of = $14, copy_kind = $15,
        copy_share = $16 WHERE article_id = $1";
    let copy = placed.copy.as_ref();
    tx!(t, c => sqlx::query(Q).bind(placed.article.0).bind(placed.asked).bind(State::Placed.as_str()).bind(story).bind(seq)
        .bind(placed.arrived_at.0).bind(&placed.sketch).bind(&placed.likened).bind(placed.vector.as_deref()).bind(placed.model.as_deref())
        .bind(placed.fingerprint.as_deref()).bind(json(&placed.decision)).bind(json(&placed.compared)).bind(copy.map(|c| c.of.0))
        .bind(copy.map(|c| c.kind.as_str())).bind(copy.map(|c| f64::from(c.own_share))).execute(c).await.map(drop)?);
    Ok(())
}

async fn copy(t: &mut Tx, copied: &Copied) -> Result<()> {
    const Q: &str = "UPDATE placement SET copy_of = $2, copy_kind = $3, copy_share = $4 WHERE article_id = $1";
    let copy = copied.copy.as_ref();
    tx!(t, c => sqlx::query(Q).bind(copied.article.0).bind(copy.map(|c| c.of.0)).bind(copy.map(|c| c.kind.as_str()))
        .bind(copy.map(|c| f64::from(c.own_share))).execute(c).await.map(drop)?);
    Ok(())
}

/// Anew for each of the articles. Either side of a pair may have gone meanwhile.
async fn relate(t: &mut Tx, all: &[RelatedTo]) -> Result<()> {
    #[derive(serde::Serialize)]
    struct Article {
        id: i64,
    }
    #[derive(serde::Serialize)]
    struct Row {
        article: i64,
        rank: usize,
        other: i64,
        reason: String,
        score: f64,
    }
    let articles: Vec<Article> = all.iter().map(|related| Article { id: related.article.0 }).collect();
    let ids = rows(t.engine(), &[("id", "bigint")]);
    let forget = format!("DELETE FROM related WHERE article_id IN (SELECT v.id FROM {ids})");
    tx!(t, c => sqlx::query(AssertSqlSafe(forget)).bind(json(&articles)).execute(c).await.map(drop)?);
    let pairs: Vec<Row> = all
        .iter()
        .flat_map(|related| {
            related.others.iter().enumerate().map(|(rank, (other, reason, score))| Row {
                article: related.article.0,
                rank,
                other: other.0,
                reason: json(reason),
                score: *score,
            })
        })
        .collect();
    let pairs_rows = rows(
        t.engine(),
        &[
            ("article", "bigint"),
            ("rank", "bigint"),
            ("other", "bigint"),
            ("reason", "text"),
            ("score", "double precision"),
        ],
    );
    let insert = format!(
        "INSERT INTO related (article_id, rank, other_id, reason, score)
        SELECT a.id, v.rank, b.id, v.reason, v.score FROM {pairs_rows} JOIN article a ON a.id = v.article JOIN article b ON b.id = v.other"
    );
    tx!(t, c => sqlx::query(AssertSqlSafe(insert)).bind(json(&pairs)).execute(c).await.map(drop)?);
    Ok(())
}
