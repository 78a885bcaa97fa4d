//! One story with its reports, and what an article's page says of its place among others.

use super::list::{STORY, StoryRow, with_leads};
use super::{CopyOf, Lookup, Means, Neighbour, Placing, Related, Report, State};
use crate::article::{CARD, CardRow};
use crate::db::rd;
use crate::value::{damaged, json, parse, rows};
use crate::{Db, Result};
use coranto_core::story::{Compared, CopyKind, RelatedReason};
use coranto_core::{ArticleId, Lang, SourceId, StoryId, StoryKey};
use sqlx::AssertSqlSafe;
use std::collections::HashMap;

/// The most reports of a story that are given.
const MOST_REPORTS: i64 = 1_000;

/// The story with this key; one that became part of another is named, not shown. `reader` chooses the report that stands for it.
pub async fn by_key(db: &Db, key: &StoryKey, reader: Option<Lang>) -> Result<Lookup> {
    let sql = format!("SELECT {STORY} FROM story s WHERE s.key = $1 AND s.articles > 0");
    let row: Option<StoryRow> =
        rd!(db, c => sqlx::query_as(AssertSqlSafe(sql)).bind(key.as_str()).fetch_optional(c).await?);
    let Some(row) = row else { return moved(db, key).await };
    let lead = row.lead_article;
    let found = with_leads(db, vec![(row.story()?, lead)], reader).await?.pop();
    Ok(found.map_or(Lookup::Missing, |story| Lookup::Found(Box::new(story))))
}

async fn moved(db: &Db, key: &StoryKey) -> Result<Lookup> {
    const Q: &str =
        "SELECT t.key FROM story s JOIN story t ON t.id = s.merged_into WHERE s.key = $1 AND t.articles > 0";
    let to: Option<String> = rd!(db, c => sqlx::query_scalar(Q).bind(key.as_str()).fetch_optional(c).await?);
    Ok(match to {
        None => Lookup::Missing,
        Some(to) => Lookup::Moved(story_key(0, &to)?),
    })
}

#[derive(sqlx::FromRow)]
struct ReportRow {
    #[sqlx(flatten)]
    card: CardRow,
    country: Option<String>,
    #[sqlx(flatten)]
    copy: CopyRow,
}

#[derive(sqlx::FromRow)]
struct CopyRow {
    copy_of: Option<i64>,
    copy_kind: Option<String>,
    copy_share: Option<f64>,
}

impl CopyRow {
    fn copy(self) -> Option<CopyOf> {
        Some(CopyOf {
            of: ArticleId(self.copy_of?),
            kind: CopyKind::parse(&self.copy_kind?)?,
            own_share: self.copy_share? as f32,
        })
    }
}

/// The reports of a story, newest first; at most a thousand.
pub async fn reports_of(db: &Db, story: StoryId) -> Result<Vec<Report>> {
    let sql = format!(
        "SELECT {CARD}, a.country, p.copy_of, p.copy_kind, p.copy_share FROM placement p JOIN article a ON a.id = p.article_id
        WHERE p.story_id = $1 ORDER BY a.published_at DESC, a.id DESC LIMIT $2"
    );
    let rows: Vec<ReportRow> =
        rd!(db, c => sqlx::query_as(AssertSqlSafe(sql)).bind(story.0).bind(MOST_REPORTS).fetch_all(c).await?);
    let report = |row: ReportRow| Ok(Report { card: row.card.card()?, country: row.country, copy: row.copy.copy() });
    rows.into_iter().map(report).collect()
}

#[derive(sqlx::FromRow)]
struct PlacingRow {
    state: String,
    story: Option<String>,
    model: Option<String>,
    decision: Option<String>,
    compared: Option<String>,
    #[sqlx(flatten)]
    copy: CopyRow,
}

/// Where an article stands and why. None for one that lists do not show, or that still waits for its page.
pub async fn of_article(db: &Db, article: ArticleId) -> Result<Option<Placing>> {
    const Q: &str =
        "SELECT p.state, s.key AS story, p.model, p.decision, p.compared, p.copy_of, p.copy_kind, p.copy_share
        FROM placement p LEFT JOIN story s ON s.id = p.story_id WHERE p.article_id = $1";
    let row: Option<PlacingRow> = rd!(db, c => sqlx::query_as(Q).bind(article.0).fetch_optional(c).await?);
    let Some(row) = row else { return Ok(None) };
    let compared: Vec<Compared> =
        row.compared.map(|text| parse("placement", article, &text)).transpose()?.unwrap_or_default();
    Ok(Some(Placing {
        article,
        waiting: State::from_word(&row.state) == Some(State::Waiting),
        story: row.story.map(|key| story_key(article.0, &key)).transpose()?,
        decision: row.decision.map(|text| parse("placement", article, &text)).transpose()?,
        copy: row.copy.copy(),
        neighbours: neighbours(db, compared).await?,
        model: row.model,
    }))
}

/// What the newest reports were told apart by; none while nothing was placed.
pub async fn means(db: &Db) -> Result<Option<Means>> {
    // A single report may have no vector, as one that was put aside.
    const Q: &str = "SELECT model FROM placement WHERE seq IS NOT NULL ORDER BY seq DESC LIMIT 8";
    let models: Vec<Option<String>> = rd!(db, c => sqlx::query_scalar(Q).fetch_all(c).await?);
    let any = !models.is_empty();
    Ok(models.into_iter().flatten().next().map(Means::Model).or(any.then_some(Means::Words)))
}

/// Puts to each compared article what it is and where it stands now.
async fn neighbours(db: &Db, compared: Vec<Compared>) -> Result<Vec<Neighbour>> {
    #[derive(serde::Serialize)]
    struct Row<'a> {
        key: &'a str,
    }
    let keys: Vec<Row> = compared.iter().map(|compared| Row { key: compared.key.as_str() }).collect();
    let rows = rows(db.engine(), &[("key", "text")]);
    let sql = format!(
        "SELECT a.key, a.title, a.source_id, s.key FROM {rows} JOIN article a ON a.key = v.key
        LEFT JOIN placement p ON p.article_id = a.id LEFT JOIN story s ON s.id = p.story_id"
    );
    let found: Vec<(String, String, i64, Option<String>)> =
        rd!(db, c => sqlx::query_as(AssertSqlSafe(sql)).bind(json(&keys)).fetch_all(c).await?);
    let mut found: HashMap<String, (String, i64, Option<String>)> =
        found.into_iter().map(|(key, title, source, story)| (key, (title, source, story))).collect();
    let neighbour = |compared: Compared| {
        let known = found.remove(compared.key.as_str());
        let story = known.as_ref().and_then(|(_, _, story)| StoryKey::parse(story.as_deref()?));
        let (title, source) = known.map(|(title, source, _)| (title, SourceId(source))).unzip();
        Neighbour { compared, story, title, source }
    };
    Ok(compared.into_iter().map(neighbour).collect())
}

#[derive(sqlx::FromRow)]
struct RelatedRow {
    #[sqlx(flatten)]
    card: CardRow,
    reason: String,
    score: f64,
    story: Option<String>,
}

/// What is shown beside an article, best first.
pub async fn related_of(db: &Db, article: ArticleId) -> Result<Vec<Related>> {
    let sql = format!(
        "SELECT {CARD}, r.reason, r.score, s.key AS story FROM related r JOIN article a ON a.id = r.other_id
        LEFT JOIN placement p ON p.article_id = a.id LEFT JOIN story s ON s.id = p.story_id
        WHERE r.article_id = $1 AND a.listed ORDER BY r.rank"
    );
    let rows: Vec<RelatedRow> = rd!(db, c => sqlx::query_as(AssertSqlSafe(sql)).bind(article.0).fetch_all(c).await?);
    let related = |row: RelatedRow| {
        let reason: RelatedReason = parse("related", article, &row.reason)?;
        let story = row.story.as_deref().and_then(StoryKey::parse);
        Ok(Related { card: row.card.card()?, reason, score: row.score, story })
    };
    rows.into_iter().map(related).collect()
}

fn story_key(id: i64, key: &str) -> Result<StoryKey> {
    StoryKey::parse(key).ok_or_else(|| damaged("story", id, "its key is no key"))
}
