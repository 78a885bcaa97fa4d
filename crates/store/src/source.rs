//! Publishers.

use crate::change::{self, PUT, REMOVED};
use crate::db::{Tx, rd, tx};
use crate::feed::PollOutcome;
use crate::value::{clean, clean_option, damaged, json, parse};
use crate::{Db, Result, extraction, subject};
use coranto_core::health::Drift;
use coranto_core::source::SourceFacts;
use coranto_core::{Millis, SourceId};
use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Source {
    pub id: SourceId,
    #[serde(flatten)]
    pub facts: SourceFacts,
    pub created_at: Millis,
}

/// A source with the figures that its health is judged by, summed over its feeds and articles.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SourceHealth {
    pub source: Source,
    pub feeds: i64,
    /// Active feeds whose last poll failed.
    pub feeds_failing: i64,
    pub feeds_gone: i64,
    pub articles: i64,
    pub quarantined: i64,
    pub waiting: i64,
    pub last_fetched_at: Option<Millis>,
    pub last_new_at: Option<Millis>,
    pub next_due_at: Option<Millis>,
    /// The newest outcome that was not good, of any of its feeds that still fail.
    pub last_problem: Option<PollOutcome>,
    /// What is wrong with how its pages are read.
    pub alarms: Vec<Drift>,
}

/// Adds a source, or brings the facts of the one with this slug up to date. Returns its id.
pub async fn upsert(db: &Db, facts: &SourceFacts, now: Millis) -> Result<SourceId> {
    let mut transaction = db.begin().await?;
    let id = write(&mut transaction, facts, now).await?;
    transaction.commit().await?;
    Ok(id)
}

/// Adds or updates many sources in one transaction. Returns their ids in the same order.
pub async fn upsert_all(db: &Db, facts: &[SourceFacts], now: Millis) -> Result<Vec<SourceId>> {
    let mut transaction = db.begin().await?;
    let mut ids = Vec::with_capacity(facts.len());
    for facts in facts {
        ids.push(write(&mut transaction, facts, now).await?);
    }
    transaction.commit().await?;
    Ok(ids)
}

pub async fn by_slug(db: &Db, slug: &str) -> Result<Option<Source>> {
    let row: Option<Row> = rd!(db, c => sqlx::query_as("SELECT * FROM source WHERE slug = $1")
        .bind(clean(slug)).fetch_optional(c).await?);
    row.map(Row::source).transpose()
}

pub async fn by_id(db: &Db, id: SourceId) -> Result<Option<Source>> {
    let row: Option<Row> = rd!(db, c => sqlx::query_as("SELECT * FROM source WHERE id = $1")
        .bind(id.0).fetch_optional(c).await?);
    row.map(Row::source).transpose()
}

/// All of them, by name. A few thousand rows at most; callers keep it.
pub async fn all(db: &Db) -> Result<Vec<Source>> {
    let rows: Vec<Row> = rd!(db, c => sqlx::query_as("SELECT * FROM source").fetch_all(c).await?);
    let mut sources = rows.into_iter().map(Row::source).collect::<Result<Vec<_>>>()?;
    // Sorted here: the engines do not agree on the order of letters.
    sources.sort_by_cached_key(|source| (source.facts.name.to_lowercase(), source.id));
    Ok(sources)
}

/// The health of all sources by name, or of one.
pub async fn health(db: &Db, only: Option<SourceId>) -> Result<Vec<SourceHealth>> {
    let sources = match only {
        Some(id) => by_id(db, id).await?.into_iter().collect(),
        None => all(db).await?,
    };
    let only = only.map(|id| id.0);
    const FEEDS: &str = "SELECT source_id, COUNT(*) AS feeds,
            CAST(SUM(CASE WHEN failures > 0 AND state = 'active' THEN 1 ELSE 0 END) AS BIGINT) AS failing,
            CAST(SUM(CASE WHEN state = 'gone' THEN 1 ELSE 0 END) AS BIGINT) AS gone,
            MAX(last_fetched_at) AS last_fetched_at, MAX(last_new_at) AS last_new_at,
            MIN(CASE WHEN state = 'active' THEN next_due_at END) AS next_due_at
        FROM feed WHERE ($1 IS NULL OR source_id = $1) GROUP BY source_id";
    const ARTICLES: &str =
        "SELECT source_id, COUNT(*) FROM article WHERE ($1 IS NULL OR source_id = $1) GROUP BY source_id";
    const STAGES: &str = "SELECT source_id, stage, COUNT(*) FROM article
        WHERE stage IN ('quarantined', 'waiting') AND ($1 IS NULL OR source_id = $1) GROUP BY source_id, stage";
    const PROBLEMS: &str = "SELECT source_id, id, last_outcome FROM feed
        WHERE failures > 0 AND last_outcome IS NOT NULL AND ($1 IS NULL OR source_id = $1) ORDER BY last_fetched_at";
    let feeds: Vec<FeedFigures> = rd!(db, c => sqlx::query_as(FEEDS).bind(only).fetch_all(c).await?);
    let articles: Vec<(i64, i64)> = rd!(db, c => sqlx::query_as(ARTICLES).bind(only).fetch_all(c).await?);
    let stages: Vec<(i64, String, i64)> = rd!(db, c => sqlx::query_as(STAGES).bind(only).fetch_all(c).await?);
    let problems: Vec<(i64, i64, String)> = rd!(db, c => sqlx::query_as(PROBLEMS).bind(only).fetch_all(c).await?);

    let mut health: Vec<SourceHealth> = sources.into_iter().map(SourceHealth::empty).collect();
    let place: std::collections::HashMap<i64, usize> =
        health.iter().enumerate().map(|(place, h)| (h.source.id.0, place)).collect();
    let mut at = |source: i64, set: &mut dyn FnMut(&mut SourceHealth)| {
        // A source added between the queries has no place yet.
        if let Some(health) = place.get(&source).and_then(|place| health.get_mut(*place)) {
            set(health);
        }
    };
    for row in feeds {
        at(row.source_id, &mut |h| row.add_to(h));
    }
    for (source, count) in articles {
        at(source, &mut |h| h.articles = count);
    }
    for (source, stage, count) in stages {
        at(source, &mut |h| if stage == "waiting" { h.waiting = count } else { h.quarantined = count });
    }
    for (source, feed, outcome) in problems {
        let outcome: PollOutcome = parse("feed", feed, &outcome)?;
        at(source, &mut |h| h.last_problem = Some(outcome.clone()).filter(|o| !o.is_good()));
    }
    for (source, alarms) in extraction::alarms(db).await? {
        at(source.0, &mut |h| h.alarms.clone_from(&alarms));
    }
    Ok(health)
}

/// Removes a source with its feeds and articles, in one transaction; the change log says so.
pub async fn remove(db: &Db, id: SourceId, now: Millis) -> Result<()> {
    let mut transaction = db.begin().await?;
    let t = &mut transaction;
    const ARTICLES: &str = "INSERT INTO change (at, what, id, how)
        SELECT $2, 'article', id, 'removed' FROM article WHERE source_id = $1 ORDER BY id";
    tx!(t, c => sqlx::query(ARTICLES).bind(id.0).bind(now.0).execute(c).await.map(drop)?);
    const STORIES: &str = "UPDATE story SET stale = 1 WHERE id IN (
        SELECT p.story_id FROM article a JOIN placement p ON p.article_id = a.id WHERE a.source_id = $1 AND p.story_id IS NOT NULL)";
    tx!(t, c => sqlx::query(STORIES).bind(id.0).execute(c).await.map(drop)?);
    subject::source_left(t, id.0).await?;
    // Ids that this source gave to articles of others.
    tx!(t, c => sqlx::query("DELETE FROM alias_guid WHERE source_id = $1").bind(id.0).execute(c).await.map(drop)?);
    let removed =
        tx!(t, c => sqlx::query("DELETE FROM source WHERE id = $1").bind(id.0).execute(c).await?.rows_affected());
    if removed > 0 {
        change::log(t, now, "source", &[(id.0, REMOVED)]).await?;
    }
    transaction.commit().await
}

async fn write(t: &mut Tx, facts: &SourceFacts, now: Millis) -> Result<SourceId> {
    const UPSERT: &str = "INSERT INTO source (slug, name, home, country, languages, owner, owner_kind, owner_citation,
            licence, licence_url, full_text, user_agent, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        ON CONFLICT (slug) DO UPDATE SET name = excluded.name, home = excluded.home, country = excluded.country,
            languages = excluded.languages, owner = excluded.owner, owner_kind = excluded.owner_kind,
            owner_citation = excluded.owner_citation, licence = excluded.licence, licence_url = excluded.licence_url,
            full_text = excluded.full_text, user_agent = excluded.user_agent
        RETURNING id";
    let owner_kind = json(&facts.owner_kind);
    let id: i64 = tx!(t, c => sqlx::query_scalar(UPSERT)
        .bind(clean(&facts.slug)).bind(clean(&facts.name)).bind(clean(&facts.home))
        .bind(clean_option(facts.country.as_deref())).bind(json(&facts.languages))
        .bind(clean_option(facts.owner.as_deref())).bind(owner_kind.trim_matches('"'))
        .bind(clean_option(facts.owner_citation.as_deref())).bind(clean_option(facts.licence.as_deref()))
        .bind(clean_option(facts.licence_url.as_deref())).bind(facts.full_text)
        .bind(clean_option(facts.user_agent.as_deref())).bind(now.0)
        .fetch_one(c).await?);
    // Lists by country read the article alone, so the country stands there too.
    const COUNTRY: &str = "UPDATE article SET country = $2 WHERE source_id = $1 AND country IS DISTINCT FROM $2";
    tx!(t, c => sqlx::query(COUNTRY).bind(id).bind(clean_option(facts.country.as_deref())).execute(c).await.map(drop)?);
    change::log(t, now, "source", &[(id, PUT)]).await?;
    Ok(SourceId(id))
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    slug: String,
    name: String,
    home: String,
    country: Option<String>,
    languages: String,
    owner: Option<String>,
    owner_kind: String,
    owner_citation: Option<String>,
    licence: Option<String>,
    licence_url: Option<String>,
    full_text: bool,
    user_agent: Option<String>,
    created_at: i64,
}

impl Row {
    fn source(self) -> Result<Source> {
        let owner_kind = serde_json::from_value(serde_json::Value::String(self.owner_kind))
            .map_err(|error| damaged("source", self.id, error))?;
        Ok(Source {
            id: SourceId(self.id),
            facts: SourceFacts {
                slug: self.slug,
                name: self.name,
                home: self.home,
                country: self.country,
                languages: parse("source", self.id, &self.languages)?,
                owner: self.owner,
                owner_kind,
                owner_citation: self.owner_citation,
                licence: self.licence,
                licence_url: self.licence_url,
                full_text: self.full_text,
                user_agent: self.user_agent,
            },
            created_at: Millis(self.created_at),
        })
    }
}

#[derive(sqlx::FromRow)]
struct FeedFigures {
    source_id: i64,
    feeds: i64,
    failing: i64,
    gone: i64,
    last_fetched_at: Option<i64>,
    last_new_at: Option<i64>,
    next_due_at: Option<i64>,
}

impl FeedFigures {
    fn add_to(&self, health: &mut SourceHealth) {
        health.feeds = self.feeds;
        health.feeds_failing = self.failing;
        health.feeds_gone = self.gone;
        health.last_fetched_at = self.last_fetched_at.map(Millis);
        health.last_new_at = self.last_new_at.map(Millis);
        health.next_due_at = self.next_due_at.map(Millis);
    }
}

impl SourceHealth {
    fn empty(source: Source) -> SourceHealth {
        SourceHealth {
            source,
            feeds: 0,
            feeds_failing: 0,
            feeds_gone: 0,
            articles: 0,
            quarantined: 0,
            waiting: 0,
            last_fetched_at: None,
            last_new_at: None,
            next_due_at: None,
            last_problem: None,
            alarms: Vec::new(),
        }
    }
}
