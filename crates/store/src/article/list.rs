//! Lists of articles: one indexed query each, and the figures that menus and caches ask for.

use super::{Card, Cursor, Filter, Shelves, Stage};
use crate::db::rd;
use crate::value::{clean, damaged, parse};
use crate::{Db, Result};
use coranto_core::reason::Quarantined;
use coranto_core::{ArticleId, ArticleKey, Lang, Millis, SourceId};
use sqlx::QueryBuilder;
use std::collections::BTreeMap;

/// The most lines one question may ask for.
const MAX_LIMIT: i64 = 500;

/// Newest first. Articles that wait or are quarantined without a summary worth showing are left out: every card has a title and can be opened.
/// At most 500 at a time.
pub async fn list(db: &Db, filter: &Filter, after: Option<Cursor>, limit: i64) -> Result<Vec<Card>> {
    let rows: Vec<CardRow> = rd!(db, c => {
        let mut q = QueryBuilder::new("SELECT ");
        q.push(CARD).push(" FROM article a WHERE a.listed");
        if let Some(source) = filter.source {
            q.push(" AND a.source_id = ").push_bind(source.0);
        }
        if let Some(section) = &filter.section {
            q.push(" AND a.section = ").push_bind(clean(section));
        }
        if let Some(lang) = &filter.lang {
            q.push(" AND a.lang = ").push_bind(lang.as_str());
        }
        if let Some(country) = &filter.country {
            q.push(" AND a.country = ").push_bind(clean(country));
        }
        if filter.with_image {
            q.push(" AND a.has_image");
        }
        if let Some(after) = after {
            q.push(" AND (a.published_at, a.id) < (").push_bind(after.published_at.0).push(", ").push_bind(after.id.0).push(")");
        }
        q.push(" ORDER BY a.published_at DESC, a.id DESC LIMIT ").push_bind(limit.clamp(0, MAX_LIMIT));
        q.build_query_as().fetch_all(c).await?
    });
    Ok(readable(rows))
}

/// Counts by section, language and country of what `list` would show, newer than `since`, most first.
pub async fn shelves(db: &Db, since: Millis) -> Result<Shelves> {
    // One pass over the index of all lists; what is left after grouping is summed here, three ways at once.
    const Q: &str = "SELECT section, lang, country, COUNT(*) FROM article WHERE listed AND published_at >= $1 GROUP BY section, lang, country";
    let rows: Vec<(Option<String>, Option<String>, Option<String>, i64)> =
        rd!(db, c => sqlx::query_as(Q).bind(since.0).fetch_all(c).await?);
    let (mut sections, mut languages, mut countries) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let mut total = 0;
    for (section, lang, country, count) in rows {
        total += count;
        section.map(|name| *sections.entry(name).or_insert(0) += count);
        lang.and_then(|tag| Lang::parse(&tag)).map(|lang| *languages.entry(lang).or_insert(0) += count);
        country.map(|code| *countries.entry(code).or_insert(0) += count);
    }
    Ok(Shelves {
        sections: most_first(sections),
        languages: most_first(languages),
        countries: most_first(countries),
        total,
    })
}

fn most_first<K: Ord>(counts: BTreeMap<K, i64>) -> Vec<(K, i64)> {
    let mut counts: Vec<(K, i64)> = counts.into_iter().collect();
    // Stable: equal counts stay in the order of their names.
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

/// Quarantined articles for the operator, newest first, with their reasons.
pub async fn quarantine(db: &Db, source: Option<SourceId>, limit: i64) -> Result<Vec<(Card, Quarantined)>> {
    let rows: Vec<QuarantinedRow> = rd!(db, c => {
        let mut q = QueryBuilder::new("SELECT ");
        q.push(CARD).push(", b.reason FROM article a JOIN body b ON b.article_id = a.id WHERE a.stage = 'quarantined'");
        if let Some(source) = source {
            q.push(" AND a.source_id = ").push_bind(source.0);
        }
        q.push(" ORDER BY a.published_at DESC, a.id DESC LIMIT ").push_bind(limit.clamp(0, MAX_LIMIT));
        q.build_query_as().fetch_all(c).await?
    });
    let read = |row: QuarantinedRow| {
        let id = row.card.id;
        let reason = row.reason.ok_or_else(|| damaged("body", id, "quarantined without a reason"))?;
        Ok((row.card.card()?, parse("body", id, &reason)?))
    };
    rows.into_iter().map(read).collect()
}

/// How many articles stand at each stage.
pub async fn stages(db: &Db) -> Result<Vec<(Stage, i64)>> {
    const Q: &str = "SELECT stage, COUNT(*) FROM article GROUP BY stage";
    let rows: Vec<(String, i64)> = rd!(db, c => sqlx::query_as(Q).fetch_all(c).await?);
    let count = |stage: Stage| rows.iter().find(|(word, _)| word == stage.as_str()).map_or(0, |(_, count)| *count);
    Ok([Stage::Waiting, Stage::Ready, Stage::Listed, Stage::Quarantined].map(|stage| (stage, count(stage))).to_vec())
}

/// An epoch for caches and ETags that moves whenever a list may have changed: the newest number of the change log.
pub async fn epoch(db: &Db) -> Result<i64> {
    let seq: Option<i64> = rd!(db, c => sqlx::query_scalar("SELECT MAX(seq) FROM change").fetch_one(c).await?);
    Ok(seq.unwrap_or(0))
}

/// The columns of a card, of `article a`.
pub(super) const CARD: &str = "a.id, a.key, a.source_id, a.title, a.lead, a.lang, a.section, a.published_at, a.image, a.authors, \
    a.words, a.paywalled, a.has_media, a.stage";

#[derive(sqlx::FromRow)]
pub(super) struct CardRow {
    pub(super) id: i64,
    key: String,
    source_id: i64,
    title: String,
    lead: String,
    lang: Option<String>,
    section: Option<String>,
    published_at: i64,
    image: Option<String>,
    authors: String,
    words: i64,
    paywalled: Option<bool>,
    has_media: bool,
    stage: String,
}

#[derive(sqlx::FromRow)]
struct QuarantinedRow {
    #[sqlx(flatten)]
    card: CardRow,
    reason: Option<String>,
}

impl CardRow {
    pub(super) fn card(self) -> Result<Card> {
        let id = self.id;
        Ok(Card {
            id: ArticleId(id),
            key: ArticleKey::parse(&self.key).ok_or_else(|| damaged("article", id, "its key is no key"))?,
            source_id: SourceId(self.source_id),
            title: self.title,
            lead: self.lead,
            lang: self.lang.as_deref().and_then(Lang::parse),
            section: self.section,
            published_at: Millis(self.published_at),
            image: self.image.map(|image| parse("article", id, &image)).transpose()?,
            authors: parse("article", id, &self.authors)?,
            words: self.words,
            paywalled: self.paywalled,
            has_media: self.has_media,
            stage: Stage::from_word(&self.stage).ok_or_else(|| damaged("article", id, "its stage is unknown"))?,
        })
    }
}

/// A damaged row is a bug to be reported, but it must not take the whole page with it.
fn readable(rows: Vec<CardRow>) -> Vec<Card> {
    let card = |row: CardRow| row.card().inspect_err(|error| tracing::error!(%error, "left out of a list")).ok();
    rows.into_iter().filter_map(card).collect()
}
