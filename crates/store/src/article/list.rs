//! Lists of articles: one indexed query each, and the figures that menus and caches ask for.

use super::{Card, Cursor, Filter, SetAside, Shelves, Stage};
use crate::db::rd;
use crate::value::{clean, damaged, parse};
use crate::{Db, Result};
use coranto_core::{Address, ArticleId, ArticleKey, Lang, Millis, SourceId};
use sqlx::{Database, Encode, QueryBuilder, Type};

/// The most lines one question may ask for.
const MAX_LIMIT: i64 = 500;

/// Newest first. Articles that wait or are quarantined without a summary worth showing are left out: every card has a title and can be opened.
/// At most 500 at a time.
pub async fn list(db: &Db, filter: &Filter, after: Option<Cursor>, limit: i64) -> Result<Vec<Card>> {
    let rows: Vec<CardRow> = rd!(db, c => select(filter, after, limit).build_query_as().fetch_all(c).await?);
    Ok(readable(rows))
}

/// One text per combination of filters, so that each can use its index.
fn select<D: Database>(filter: &Filter, after: Option<Cursor>, limit: i64) -> QueryBuilder<D>
where
    i64: for<'t> Encode<'t, D> + Type<D>,
    String: for<'t> Encode<'t, D> + Type<D>,
{
    let mut q = QueryBuilder::new("SELECT ");
    q.push(CARD).push(" FROM article a WHERE a.listed");
    if let Some(source) = filter.source {
        q.push(" AND a.source_id = ").push_bind(source.0);
    }
    if let Some(section) = &filter.section {
        q.push(" AND a.section = ").push_bind(clean(section).into_owned());
    }
    if let Some(topic) = &filter.topic {
        q.push(" AND a.topic = ").push_bind(clean(topic).into_owned());
    }
    if let Some(subtopic) = filter.subtopic {
        q.push(" AND a.subtopic = ").push_bind(i64::from(subtopic));
    }
    if let Some(lang) = &filter.lang {
        q.push(" AND a.lang = ").push_bind(lang.as_str().to_owned());
    }
    if let Some(country) = &filter.country {
        q.push(" AND a.country = ").push_bind(clean(country).into_owned());
    }
    if filter.with_image {
        q.push(" AND a.has_image");
    }
    if let Some(after) = after {
        q.push(" AND (a.published_at, a.id) < (").push_bind(after.published_at.0);
        q.push(", ").push_bind(after.id.0).push(")");
    }
    q.push(" ORDER BY a.published_at DESC, a.id DESC LIMIT ").push_bind(limit.clamp(0, MAX_LIMIT));
    q
}

/// Counts by section, Media Topic, language and country of what `list` would show, newer than `since`, most first.
pub async fn shelves(db: &Db, since: Millis) -> Result<Shelves> {
    // Each is one walk along the index of its lists, which comes grouped already; one query for all would have to sort.
    const SECTIONS: &str = "SELECT section, COUNT(*) FROM article WHERE listed AND section IS NOT NULL AND published_at >= $1 GROUP BY section";
    const TOPICS: &str =
        "SELECT topic, COUNT(*) FROM article WHERE listed AND topic IS NOT NULL AND published_at >= $1 GROUP BY topic";
    const SUBTOPICS: &str = "SELECT subtopic, COUNT(*) FROM article WHERE listed AND subtopic IS NOT NULL AND published_at >= $1 GROUP BY subtopic";
    const LANGUAGES: &str =
        "SELECT lang, COUNT(*) FROM article WHERE listed AND lang IS NOT NULL AND published_at >= $1 GROUP BY lang";
    const COUNTRIES: &str = "SELECT country, COUNT(*) FROM article WHERE listed AND country IS NOT NULL AND published_at >= $1 GROUP BY country";
    const TOTAL: &str = "SELECT COUNT(*) FROM article WHERE listed AND published_at >= $1";
    let languages = counts(db, LANGUAGES, since).await?;
    let subtopics: Vec<(i64, i64)> = rd!(db, c => sqlx::query_as(SUBTOPICS).bind(since.0).fetch_all(c).await?);
    let total: i64 = rd!(db, c => sqlx::query_scalar(TOTAL).bind(since.0).fetch_one(c).await?);
    Ok(Shelves {
        sections: counts(db, SECTIONS, since).await?,
        topics: counts(db, TOPICS, since).await?,
        subtopics: subtopics.into_iter().filter_map(|(iptc, count)| Some((u32::try_from(iptc).ok()?, count))).collect(),
        languages: languages.into_iter().filter_map(|(tag, count)| Some((Lang::parse(&tag)?, count))).collect(),
        countries: counts(db, COUNTRIES, since).await?,
        total,
    })
}

/// Runs one of the counts above: most first, equal ones by name.
async fn counts(db: &Db, sql: &'static str, since: Millis) -> Result<Vec<(String, i64)>> {
    let mut counts: Vec<(String, i64)> = rd!(db, c => sqlx::query_as(sql).bind(since.0).fetch_all(c).await?);
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(counts)
}

/// Quarantined articles for the operator, newest first, with their reasons.
pub async fn quarantine(db: &Db, source: Option<SourceId>, limit: i64) -> Result<Vec<SetAside>> {
    let rows: Vec<QuarantinedRow> = rd!(db, c => {
        let mut q = QueryBuilder::new("SELECT ");
        q.push(CARD).push(", b.reason, a.address, a.read_at, a.policy FROM article a JOIN body b ON b.article_id = a.id WHERE a.stage = 'quarantined'");
        if let Some(source) = source {
            q.push(" AND a.source_id = ").push_bind(source.0);
        }
        q.push(" ORDER BY a.published_at DESC, a.id DESC LIMIT ").push_bind(limit.clamp(0, MAX_LIMIT));
        q.build_query_as().fetch_all(c).await?
    });
    let read = |row: QuarantinedRow| {
        let id = row.card.id;
        let reason = row.reason.ok_or_else(|| damaged("body", id, "quarantined without a reason"))?;
        Ok(SetAside {
            card: row.card.card()?,
            address: Address::parse(&row.address).map_err(|error| damaged("article", id, error))?,
            why: parse("body", id, &reason)?,
            tried_at: row.read_at.map(Millis),
            policy: row.policy,
        })
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
pub(crate) const CARD: &str = "a.id, a.key, a.source_id, a.title, a.lead, a.lang, a.section, a.published_at, a.image, a.authors, \
    a.words, a.paywalled, a.has_media, a.stage";

#[derive(sqlx::FromRow)]
pub(crate) struct CardRow {
    pub(crate) id: i64,
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
    address: String,
    read_at: Option<i64>,
    policy: i64,
}

impl CardRow {
    pub(crate) fn card(self) -> Result<Card> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::Pools;
    use crate::testing::{Database, block_on};

    /// Every combination of filters, on the first page and on a later one, is read off an index in its order: nothing is sorted,
    /// and no row is touched before it is known to be shown.
    #[test]
    fn every_list_is_read_in_the_order_of_an_index() {
        block_on(async {
            let database = Database::sqlite().await;
            for statistics in [false, true] {
                if statistics {
                    database.db.maintain().await.unwrap();
                }
                for bits in 0..256u32 {
                    let has = |bit: u32| bits & (1 << bit) != 0;
                    let filter = Filter {
                        source: has(0).then_some(SourceId(1)),
                        section: has(1).then(|| "world".into()),
                        lang: has(2).then_some(Lang::EN),
                        country: has(3).then(|| "NL".into()),
                        with_image: has(4),
                        topic: has(6).then(|| "sport".into()),
                        subtopic: has(7).then_some(20_000_822),
                    };
                    let after = has(5).then_some(Cursor { published_at: Millis(9), id: ArticleId(9) });
                    let plan = plan(&database.db, &filter, after).await;
                    assert!(plan.contains("USING INDEX article_"), "{filter:?}: {plan}");
                    assert!(!plan.contains("TEMP B-TREE"), "{filter:?}: {plan}");
                    assert!(after.is_none() || plan.contains("published_at<?)"), "{filter:?}: {plan}");
                }
            }
            let topic = Filter { topic: Some("sport".into()), ..Filter::default() };
            assert!(plan(&database.db, &topic, None).await.contains("article_by_topic"));
            let subtopic = Filter { subtopic: Some(20_000_822), ..topic };
            assert!(plan(&database.db, &subtopic, None).await.contains("article_by_subtopic"));
        });
    }

    async fn plan(db: &Db, filter: &Filter, after: Option<Cursor>) -> String {
        let Pools::Lite { read, .. } = &db.pools else { panic!("plans are SQLite's") };
        let query = select::<sqlx::Sqlite>(filter, after, 60);
        let sql = format!("EXPLAIN QUERY PLAN {}", query.sql().as_str());
        let mut explain = sqlx::query_as::<_, (i64, i64, i64, String)>(sqlx::AssertSqlSafe(sql));
        for _ in 0..bindings(filter, after) {
            explain = explain.bind(1i64);
        }
        let rows = explain.fetch_all(read).await.unwrap();
        rows.into_iter().map(|row| row.3).collect::<Vec<_>>().join("; ")
    }

    fn bindings(filter: &Filter, after: Option<Cursor>) -> usize {
        let narrowed = [
            filter.source.is_some(),
            filter.section.is_some(),
            filter.topic.is_some(),
            filter.subtopic.is_some(),
            filter.lang.is_some(),
            filter.country.is_some(),
        ];
        narrowed.into_iter().filter(|set| *set).count() + 2 * usize::from(after.is_some()) + 1
    }
}
