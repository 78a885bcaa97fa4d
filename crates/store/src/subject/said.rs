//! Who says what in which article, and which coming dates are named there.

use super::Subject;
use super::lookup::{SUBJECT, SubjectRow};
use crate::article::{CARD, Card, CardRow};
use crate::db::rd;
use crate::value::{damaged, rows};
use crate::{Db, Result};
use coranto_core::about::{ComingDate, Form, Grain, Quote, QuoteKind, SubjectKind};
use coranto_core::{ArticleId, Lang, Millis, StoryId, SubjectId};
use serde::Serialize;
use sqlx::AssertSqlSafe;
use std::collections::HashMap;

/// The most quotations or dates one question may ask for.
const MAX_LIMIT: i64 = 500;
/// The newest articles about a subject whose coming dates are looked through.
const LATEST: i64 = 500;

/// Somebody's words, where they stand, and who that is among the subjects.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuoteRow {
    pub quote: Quote,
    /// Of the article.
    pub lang: Option<Lang>,
    pub card: Card,
    pub speaker: Option<Subject>,
}

/// All quotations of an article, in the order of its text.
pub async fn quotes_of(db: &Db, article: ArticleId) -> Result<Vec<QuoteRow>> {
    let of = "quote q JOIN article a ON a.id = q.article_id WHERE q.article_id = $1 ORDER BY q.n LIMIT $2";
    quotes(db, of, article.0, MAX_LIMIT).await
}

/// What the subject says, the newest first; words that stand in a copied text are left out.
pub async fn quotes_by(db: &Db, subject: SubjectId, limit: i64) -> Result<Vec<QuoteRow>> {
    quotes(db, BY, subject.0, limit).await
}

const BY: &str = "quote q JOIN placement p ON p.article_id = q.article_id JOIN article a ON a.id = q.article_id
    WHERE q.subject_id = $1 AND p.copy_of IS NULL ORDER BY q.published_at DESC, q.article_id DESC, q.n DESC LIMIT $2";

/// What others say of the subject, the newest first; words that stand in a copied text are left out.
pub async fn quotes_about(db: &Db, subject: SubjectId, limit: i64) -> Result<Vec<QuoteRow>> {
    quotes(db, ABOUT, subject.0, limit).await
}

const ABOUT: &str = "(SELECT DISTINCT f.published_at, f.article_id, f.n FROM quote_about f JOIN placement p ON p.article_id = f.article_id
        WHERE f.subject_id = $1 AND p.copy_of IS NULL ORDER BY f.published_at DESC, f.article_id DESC, f.n DESC LIMIT $2) AS f
    JOIN quote q ON q.article_id = f.article_id AND q.n = f.n JOIN article a ON a.id = q.article_id
    ORDER BY f.published_at DESC, f.article_id DESC, f.n DESC";

/// What is said in the reports of a story, the newest first; words that stand in a copied text are left out.
pub async fn quotes_of_story(db: &Db, story: StoryId, limit: i64) -> Result<Vec<QuoteRow>> {
    quotes(db, IN_STORY, story.0, limit).await
}

const IN_STORY: &str = "placement p JOIN quote q ON q.article_id = p.article_id JOIN article a ON a.id = q.article_id
    WHERE p.story_id = $1 AND p.copy_of IS NULL ORDER BY q.published_at DESC, q.article_id DESC, q.n LIMIT $2";

#[derive(sqlx::FromRow)]
struct Row {
    article_id: i64,
    n: i64,
    kind: String,
    said_words: String,
    said_lang: Option<String>,
    speaker: Option<String>,
    verb: Option<String>,
    name_id: Option<i64>,
    by_subject: Option<i64>,
    at: i64,
    #[sqlx(flatten)]
    card: CardRow,
}

const COLUMNS: &str = "q.article_id, q.n, q.kind, q.words AS said_words, q.lang AS said_lang, q.speaker, q.verb, q.name_id, q.subject_id AS by_subject, q.at";

async fn quotes(db: &Db, of: &str, id: i64, limit: i64) -> Result<Vec<QuoteRow>> {
    let sql = format!("SELECT {COLUMNS}, {CARD} FROM {of}");
    let limit = limit.clamp(0, MAX_LIMIT);
    let found: Vec<Row> = rd!(db, c => sqlx::query_as(AssertSqlSafe(sql)).bind(id).bind(limit).fetch_all(c).await?);
    let about = quoted(db, &found).await?;
    let names =
        names(db, found.iter().filter_map(|row| row.name_id).chain(about.iter().map(|(.., name)| *name))).await?;
    let subjects = subjects(db, found.iter().filter_map(|row| row.by_subject)).await?;
    let quote = |row: Row| {
        let broken = || damaged("quote", row.article_id, "its kind is unknown");
        let own = about.iter().filter(|(article, n, _)| (*article, *n) == (row.article_id, row.n));
        Ok(QuoteRow {
            quote: Quote {
                kind: QuoteKind::parse(&row.kind).ok_or_else(broken)?,
                words: row.said_words,
                speaker: row.speaker,
                by: row.name_id.and_then(|name| names.get(&name).cloned()),
                verb: row.verb,
                about: own.filter_map(|(.., name)| names.get(name).cloned()).collect(),
                at: u32::try_from(row.at).unwrap_or_default(),
            },
            lang: row.said_lang.as_deref().and_then(Lang::parse),
            card: row.card.card()?,
            speaker: row.by_subject.and_then(|subject| subjects.get(&subject).cloned()),
        })
    };
    found.into_iter().map(quote).collect()
}

/// Which names these quotations tell of: article, number, name.
async fn quoted(db: &Db, quotes: &[Row]) -> Result<Vec<(i64, i64, i64)>> {
    #[derive(Serialize)]
    struct Wanted {
        article: i64,
        n: i64,
    }
    let wanted: Vec<Wanted> = quotes.iter().map(|row| Wanted { article: row.article_id, n: row.n }).collect();
    let rows = rows(db.engine(), &[("article", "bigint"), ("n", "bigint")]);
    let sql = format!(
        "SELECT f.article_id, f.n, f.name_id FROM {rows} JOIN quote_about f ON f.article_id = v.article AND f.n = v.n
        ORDER BY f.article_id, f.n, f.name_id"
    );
    Ok(rd!(db, c => sqlx::query_as(AssertSqlSafe(sql)).bind(crate::value::json(&wanted)).fetch_all(c).await?))
}

async fn names(db: &Db, ids: impl Iterator<Item = i64>) -> Result<HashMap<i64, Form>> {
    let rows = rows(db.engine(), &[("id", "bigint")]);
    let sql = format!("SELECT n.id, n.kind, n.form FROM {rows} JOIN subject_name n ON n.id = v.id");
    let ids = crate::value::ids(ids.collect::<std::collections::BTreeSet<_>>());
    let found: Vec<(i64, String, String)> =
        rd!(db, c => sqlx::query_as(AssertSqlSafe(sql)).bind(ids).fetch_all(c).await?);
    let form = |(id, kind, form): (i64, String, String)| Some((id, Form { kind: SubjectKind::parse(&kind)?, form }));
    Ok(found.into_iter().filter_map(form).collect())
}

async fn subjects(db: &Db, ids: impl Iterator<Item = i64>) -> Result<HashMap<i64, Subject>> {
    let rows = rows(db.engine(), &[("id", "bigint")]);
    let sql = format!("SELECT {SUBJECT} FROM {rows} JOIN subject s ON s.id = v.id");
    let ids = crate::value::ids(ids.collect::<std::collections::BTreeSet<_>>());
    let found: Vec<SubjectRow> = rd!(db, c => sqlx::query_as(AssertSqlSafe(sql)).bind(ids).fetch_all(c).await?);
    found.into_iter().map(|row| Ok((row.subject_id, row.subject()?))).collect()
}

/// A coming date, where it is named, and its place among the subjects.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComingRow {
    pub coming: ComingDate,
    pub card: Card,
    pub place: Option<Subject>,
}

/// The coming dates that an article names, in the order of its text.
pub async fn coming_of(db: &Db, article: ArticleId) -> Result<Vec<ComingRow>> {
    let of =
        "coming d JOIN article a ON a.id = d.article_id WHERE d.article_id = $1 AND d.to_at > $2 ORDER BY d.n LIMIT $3";
    dates(db, of, article.0, Millis(i64::MIN), MAX_LIMIT).await
}

/// The dates that are not over, named by the newest articles about the subject, the nearest first.
pub async fn coming_about(db: &Db, subject: SubjectId, now: Millis, limit: i64) -> Result<Vec<ComingRow>> {
    let of = coming_about_sql();
    dates(db, &of, subject.0, now, limit).await
}

/// The dates that are not over, named by the reports of a story, the nearest first.
pub async fn coming_of_story(db: &Db, story: StoryId, now: Millis, limit: i64) -> Result<Vec<ComingRow>> {
    dates(db, COMING_IN_STORY, story.0, now, limit).await
}

const COMING_IN_STORY: &str = "placement p JOIN coming d ON d.article_id = p.article_id JOIN article a ON a.id = d.article_id
    WHERE p.story_id = $1 AND p.copy_of IS NULL AND d.to_at > $2 ORDER BY d.from_at, d.to_at, a.published_at DESC, d.article_id DESC, d.n LIMIT $3";

fn coming_about_sql() -> String {
    format!(
        "(SELECT DISTINCT b.published_at, b.article_id FROM about b WHERE b.subject_id = $1 AND NOT b.copied
            ORDER BY b.published_at DESC, b.article_id DESC LIMIT {LATEST}) AS f
        JOIN coming d ON d.article_id = f.article_id JOIN article a ON a.id = d.article_id WHERE d.to_at > $2
        ORDER BY d.from_at, d.to_at, f.published_at DESC, d.article_id DESC, d.n LIMIT $3"
    )
}

#[derive(sqlx::FromRow)]
struct DateRow {
    from_at: i64,
    to_at: i64,
    grain: String,
    vague: bool,
    date_words: String,
    sentence: String,
    name_id: Option<i64>,
    at_subject: Option<i64>,
    #[sqlx(flatten)]
    card: CardRow,
}

async fn dates(db: &Db, of: &str, id: i64, after: Millis, limit: i64) -> Result<Vec<ComingRow>> {
    let sql = format!(
        "SELECT d.from_at, d.to_at, d.grain, d.vague, d.words AS date_words, d.sentence, d.name_id, d.subject_id AS at_subject, {CARD} FROM {of}"
    );
    let limit = limit.clamp(0, MAX_LIMIT);
    let found: Vec<DateRow> =
        rd!(db, c => sqlx::query_as(AssertSqlSafe(sql)).bind(id).bind(after.0).bind(limit).fetch_all(c).await?);
    let names = names(db, found.iter().filter_map(|row| row.name_id)).await?;
    let places = subjects(db, found.iter().filter_map(|row| row.at_subject)).await?;
    let date = |row: DateRow| {
        let broken = || damaged("coming", row.card.id, "its grain is unknown");
        Ok(ComingRow {
            coming: ComingDate {
                from: Millis(row.from_at),
                to: Millis(row.to_at),
                grain: Grain::parse(&row.grain).ok_or_else(broken)?,
                vague: row.vague,
                words: row.date_words,
                sentence: row.sentence,
                place: row.name_id.and_then(|name| names.get(&name).cloned()),
            },
            place: row.at_subject.and_then(|subject| places.get(&subject).cloned()),
            card: row.card.card()?,
        })
    };
    found.into_iter().map(date).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::Pools;
    use crate::testing::{Database, block_on};

    #[test]
    fn every_list_is_read_off_an_index() {
        block_on(async {
            let database = Database::sqlite().await;
            let Pools::Lite { read, .. } = &database.db.pools else { panic!("plans are SQLite's") };
            let coming = coming_about_sql();
            for (columns, of, index) in [
                (COLUMNS, BY, "quote_subject"),
                (COLUMNS, ABOUT, "quote_about_subject"),
                ("d.words", coming.as_str(), "about_subject"),
                (COLUMNS, IN_STORY, "placement_story"),
                ("d.words", COMING_IN_STORY, "placement_story"),
            ] {
                let sql = format!("EXPLAIN QUERY PLAN SELECT {columns} FROM {of}");
                let rows: Vec<(i64, i64, i64, String)> =
                    sqlx::query_as(AssertSqlSafe(sql)).fetch_all(read).await.unwrap();
                let plan = rows.into_iter().map(|row| row.3).collect::<Vec<_>>().join("; ");
                let by = if index == "placement_story" { "story_id" } else { "subject_id" };
                assert!(plan.contains(&format!("INDEX {index} ({by}=?)")), "{plan}");
                assert!(!plan.split("; ").any(|step| step.starts_with("SCAN") && step != "SCAN f"), "{plan}");
                // Dates are sorted by when they come, and what a story's reports say by when they do: out of a bounded number.
                assert!(by == "story_id" || of == coming || !plan.contains("TEMP B-TREE"), "{plan}");
            }
        });
    }
}
