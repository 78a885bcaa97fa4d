//! Lists about one subject: its stories, its articles, its days, what is told beside it.

use super::Subject;
use super::lookup::{SUBJECT, SubjectRow};
use crate::article::{CARD, Card, CardRow, Cursor};
use crate::db::rd;
use crate::story::{self, StoryCard};
use crate::{Db, Engine, Result};
use coranto_core::{ArticleId, Lang, Millis, StoryId, SubjectId};
use serde::Serialize;
use sqlx::AssertSqlSafe;
use std::collections::HashSet;

/// The most lines one question may ask for.
const MAX_LIMIT: i64 = 200;
/// Reports looked through at once for the stories they are in, and how often, at most: a story may have thousands.
const REPORTS: i64 = 400;
const LOOKS: usize = 25;
/// The newest articles by which it is judged what is told beside a subject.
const BESIDE: i64 = 300;

/// Which stories of a subject. All fields but `reader` narrow the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// With a report in this language.
    pub lang: Option<Lang>,
    /// The language in which the story is shown where it has a report in it; `lang` counts before it.
    pub reader: Option<Lang>,
}

/// A piece of the list of a subject's stories.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stories {
    pub stories: Vec<StoryCard>,
    /// Where the list goes on; none at its end.
    pub next: Option<Cursor>,
}

/// Stories with a report about the subject, the newest such report first; each story once. At most 200 at a time.
pub async fn stories(
    db: &Db,
    subject: SubjectId,
    filter: &Filter,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Stories> {
    let limit = limit.clamp(0, MAX_LIMIT) as usize;
    let (mut found, mut seen): (Vec<StoryId>, HashSet<i64>) = (Vec::new(), HashSet::new());
    let (first, mut at) = (after, after);
    let mut more = limit > 0;
    for _ in 0..LOOKS {
        if !more || found.len() >= limit {
            break;
        }
        let reports = reports(db, subject, at).await?;
        more = reports.len() as i64 == REPORTS;
        let new: Vec<&Report> = reports.iter().filter(|report| seen.insert(report.story_id)).collect();
        let shown = shown(db, subject, &new, first, filter.lang).await?;
        for report in &reports {
            if found.len() >= limit {
                more = true;
                break;
            }
            at = Some(report.cursor());
            if shown.contains(&report.story_id) && !found.contains(&StoryId(report.story_id)) {
                found.push(StoryId(report.story_id));
            }
        }
    }
    let stories = story::cards_of(db, &found, filter.lang.or(filter.reader)).await?;
    Ok(Stories { stories, next: at.filter(|_| more) })
}

#[derive(sqlx::FromRow)]
struct Report {
    published_at: i64,
    article_id: i64,
    story_id: i64,
}

impl Report {
    fn cursor(&self) -> Cursor {
        Cursor { published_at: Millis(self.published_at), id: ArticleId(self.article_id) }
    }
}

/// The next reports about the subject that stand in a story, newest first.
async fn reports(db: &Db, subject: SubjectId, after: Option<Cursor>) -> Result<Vec<Report>> {
    let (at, id) = before(after);
    Ok(rd!(db, c => sqlx::query_as(NEXT_REPORTS).bind(subject.0).bind(at).bind(id).bind(REPORTS).fetch_all(c).await?))
}

const NEXT_REPORTS: &str =
    "SELECT b.published_at, b.article_id, p.story_id FROM about b JOIN placement p ON p.article_id = b.article_id
    WHERE b.subject_id = $1 AND (b.published_at, b.article_id) < ($2, $3) AND p.story_id IS NOT NULL
    ORDER BY b.published_at DESC, b.article_id DESC LIMIT $4";

/// Those of the stories of these reports that belong into the list after `first`: an earlier piece has not shown them, and they have a report in the language.
async fn shown(
    db: &Db,
    subject: SubjectId,
    reports: &[&Report],
    first: Option<Cursor>,
    lang: Option<Lang>,
) -> Result<HashSet<i64>> {
    if first.is_none() && lang.is_none() {
        return Ok(reports.iter().map(|report| report.story_id).collect());
    }
    let (at, id) = first.map_or((i64::MAX, i64::MAX), |first| (first.published_at.0, first.id.0));
    let ids = crate::value::ids(reports.iter().map(|report| report.story_id));
    let sql = shown_sql(db.engine());
    let lang = lang.map(|lang| lang.to_string());
    let found: Vec<i64> = rd!(db, c => sqlx::query_scalar(AssertSqlSafe(sql)).bind(ids).bind(subject.0).bind(at).bind(id).bind(lang)
        .fetch_all(c).await?);
    Ok(found.into_iter().collect())
}

/// A story's reports are looked through, not the subject's: of those there may be a hundred thousand. SQLite keeps the order of a CROSS JOIN.
fn shown_sql(engine: Engine) -> String {
    let rows = crate::value::rows(engine, &[("id", "bigint")]);
    format!(
        "SELECT v.id FROM {rows} WHERE NOT EXISTS (
                SELECT 1 FROM placement p CROSS JOIN about b
                WHERE p.story_id = v.id AND b.article_id = p.article_id AND b.subject_id = $2 AND (b.published_at, b.article_id) >= ($3, $4))
            AND ($5 IS NULL OR EXISTS (SELECT 1 FROM story_lang l WHERE l.story_id = v.id AND l.lang = $5))"
    )
}

/// Articles about the subject that copy no other, newest first. At most 200 at a time.
pub async fn articles(db: &Db, subject: SubjectId, after: Option<Cursor>, limit: i64) -> Result<Vec<Card>> {
    let (at, id) = before(after);
    let sql = articles_sql();
    let limit = limit.clamp(0, MAX_LIMIT);
    let rows: Vec<CardRow> = rd!(db, c => sqlx::query_as(AssertSqlSafe(sql)).bind(subject.0).bind(at).bind(id).bind(limit)
        .fetch_all(c).await?);
    let card = |row: CardRow| row.card().inspect_err(|error| tracing::error!(%error, "left out of a list")).ok();
    Ok(rows.into_iter().filter_map(card).collect())
}

/// An article that has two names of the subject has two rows there.
fn articles_sql() -> String {
    format!(
        "SELECT {CARD} FROM (SELECT DISTINCT b.published_at, b.article_id FROM about b
            WHERE b.subject_id = $1 AND (b.published_at, b.article_id) < ($2, $3) AND NOT b.copied
            ORDER BY b.published_at DESC, b.article_id DESC LIMIT $4) AS f
        JOIN article a ON a.id = f.article_id ORDER BY f.published_at DESC, f.article_id DESC"
    )
}

fn before(after: Option<Cursor>) -> (i64, i64) {
    after.map_or((i64::MAX, i64::MAX), |after| (after.published_at.0, after.id.0))
}

/// How much was told of a subject on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Day {
    /// Since 1970 UTC.
    pub day: i64,
    /// That copy no other.
    pub articles: i64,
    pub owners: i64,
}

/// The days since `since` with articles about the subject, the first first.
pub async fn days(db: &Db, subject: SubjectId, since: Millis) -> Result<Vec<Day>> {
    let rows: Vec<(i64, i64, i64)> =
        rd!(db, c => sqlx::query_as(DAYS).bind(subject.0).bind(since.0.max(0)).fetch_all(c).await?);
    Ok(rows.into_iter().map(|(day, articles, owners)| Day { day, articles, owners }).collect())
}

const DAYS: &str = "SELECT b.published_at / 86400000 AS day, COUNT(DISTINCT b.article_id), COUNT(DISTINCT COALESCE(s.owner, s.slug))
    FROM about b JOIN source s ON s.id = b.source_id WHERE b.subject_id = $1 AND b.published_at >= $2 AND NOT b.copied GROUP BY day ORDER BY day";

/// The subjects worth a page that the newest articles about this one tell of too, with how many of these do, most first.
pub async fn beside(db: &Db, subject: SubjectId, now: Millis, limit: i64) -> Result<Vec<(Subject, i64)>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        #[sqlx(flatten)]
        subject: SubjectRow,
        shared: i64,
    }
    let sql = beside_sql();
    let rows: Vec<Row> = rd!(db, c => sqlx::query_as(AssertSqlSafe(sql)).bind(subject.0).bind(now.0).bind(limit.clamp(0, MAX_LIMIT))
        .fetch_all(c).await?);
    rows.into_iter().map(|row| Ok((row.subject.subject()?, row.shared))).collect()
}

fn beside_sql() -> String {
    format!(
        "SELECT {SUBJECT}, m.shared FROM (
            SELECT o.subject_id, COUNT(DISTINCT o.article_id) AS shared FROM (
                SELECT DISTINCT b.published_at, b.article_id FROM about b WHERE b.subject_id = $1 AND NOT b.copied
                ORDER BY b.published_at DESC, b.article_id DESC LIMIT {BESIDE}) AS f
            JOIN about o ON o.article_id = f.article_id WHERE o.subject_id <> $1 GROUP BY o.subject_id) AS m
        JOIN subject s ON s.id = m.subject_id WHERE s.worth_until > $2 ORDER BY m.shared DESC, s.articles, s.id LIMIT $3"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::Pools;
    use crate::testing::{Database, block_on};

    /// Everything is read off the index of the subject, in its order; nothing is looked through, and only what was counted is sorted.
    #[test]
    fn every_list_is_read_off_an_index() {
        block_on(async {
            let database = Database::sqlite().await;
            let Pools::Lite { read, .. } = &database.db.pools else { panic!("plans are SQLite's") };
            let mut plans = Vec::new();
            for sql in
                [NEXT_REPORTS.to_owned(), articles_sql(), DAYS.to_owned(), beside_sql(), shown_sql(Engine::Sqlite)]
            {
                let explain = format!("EXPLAIN QUERY PLAN {sql}");
                let rows: Vec<(i64, i64, i64, String)> =
                    sqlx::query_as(AssertSqlSafe(explain)).fetch_all(read).await.unwrap();
                plans.push(rows.into_iter().map(|row| row.3).collect::<Vec<_>>().join("; "));
            }
            for plan in &plans {
                let scans: Vec<&str> = plan.split("; ").filter(|step| step.starts_with("SCAN")).collect();
                let read =
                    |step: &&str| !["SCAN f", "SCAN m", "SCAN jsonb_each"].iter().any(|own| step.starts_with(own));
                assert!(!scans.iter().any(read), "{plan}");
            }
            for plan in &plans[..4] {
                assert!(plan.contains("COVERING INDEX about_subject (subject_id=?"), "{plan}");
            }
            assert!(!plans[0].contains("TEMP B-TREE"), "{}", plans[0]);
            assert!(!plans[1].contains("TEMP B-TREE"), "{}", plans[1]);
            assert!(plans[4].contains("USING COVERING INDEX placement_story (story_id=?)"), "{}", plans[4]);
        });
    }
}
