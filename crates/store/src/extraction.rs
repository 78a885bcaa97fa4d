//! How the pages of each publisher were read, day by day. What it means is judged elsewhere ([`coranto_core::health`]).

use crate::db::{Tx, rd, tx};
use crate::value::{json, parse};
use crate::{Db, Result, change};
use coranto_core::health::{DayFigures, Drift, PageFigures, day_of};
use coranto_core::reason::Quarantined;
use coranto_core::{Millis, SourceId};
use std::collections::BTreeMap;

/// Days that are kept: the weeks that are judged, and a season for the operator to look back on.
const KEPT_DAYS: i64 = 120;

/// How one page ended, as its publisher's figures count it.
pub(crate) enum Judged<'a> {
    Passed(&'a PageFigures),
    Refused(&'a Quarantined),
}

/// Adds pages to the figures of their publishers' day, inside the transaction that ends them.
pub(crate) async fn note(t: &mut Tx, pages: &[(i64, Judged<'_>)], now: Millis) -> Result<Vec<SourceId>> {
    let mut by_source: BTreeMap<i64, Vec<&Judged>> = BTreeMap::new();
    for (source, judged) in pages {
        by_source.entry(*source).or_default().push(judged);
    }
    let today = day_of(now);
    for (source, judged) in &by_source {
        let last = newest(t, *source, today).await?;
        let mut day = match last {
            Some(day) if day.day == today => day,
            Some(before) => {
                sweep(t, *source, today).await?;
                before.next(today)
            }
            None => DayFigures { day: today, ..DayFigures::default() },
        };
        for page in judged {
            match page {
                Judged::Passed(figures) => day.pass(figures),
                Judged::Refused(why) => day.refuse(why),
            }
        }
        write(t, *source, &day).await?;
    }
    Ok(by_source.into_keys().map(SourceId).collect())
}

/// The days from `since` (a day's number) on, oldest first, of all publishers or of one.
pub async fn days(db: &Db, only: Option<SourceId>, since: i64) -> Result<Vec<(SourceId, DayFigures)>> {
    const Q: &str =
        "SELECT * FROM extraction WHERE day >= $1 AND ($2 IS NULL OR source_id = $2) ORDER BY source_id, day";
    const ONE: &str = "SELECT * FROM extraction WHERE source_id = $2 AND day >= $1 ORDER BY day";
    let sql = if only.is_some() { ONE } else { Q };
    let rows: Vec<Row> = rd!(db, c => sqlx::query_as(sql).bind(since).bind(only.map(|id| id.0)).fetch_all(c).await?);
    rows.into_iter().map(|row| Ok((SourceId(row.source_id), row.figures()?))).collect()
}

/// What is in force, by publisher: the alarms of each one's newest day. Publishers without any are left out.
pub async fn alarms(db: &Db) -> Result<Vec<(SourceId, Vec<Drift>)>> {
    const Q: &str = "SELECT e.source_id, e.alarms FROM extraction e
        JOIN (SELECT source_id, MAX(day) AS day FROM extraction GROUP BY source_id) newest
        ON newest.source_id = e.source_id AND newest.day = e.day WHERE e.alarms <> '[]' ORDER BY e.source_id";
    let rows: Vec<(i64, String)> = rd!(db, c => sqlx::query_as(Q).fetch_all(c).await?);
    rows.into_iter().map(|(id, alarms)| Ok((SourceId(id), parse("extraction", id, &alarms)?))).collect()
}

/// Changes what is in force on a day, if nobody else did meanwhile: true for the one who did, and who may tell of it. Readers see it on the publisher's
/// page, so the change log has it too.
pub async fn set_alarms(
    db: &Db,
    source: SourceId,
    day: i64,
    from: &[Drift],
    to: &[Drift],
    now: Millis,
) -> Result<bool> {
    const Q: &str = "UPDATE extraction SET alarms = $4 WHERE source_id = $1 AND day = $2 AND alarms = $3";
    let mut transaction = db.begin().await?;
    let t = &mut transaction;
    let changed = tx!(t, c => sqlx::query(Q).bind(source.0).bind(day).bind(json(from)).bind(json(to)).execute(c).await?.rows_affected());
    if changed > 0 {
        change::log(t, now, "source", &[(source.0, change::PUT)]).await?;
    }
    transaction.commit().await?;
    Ok(changed > 0)
}

async fn newest(t: &mut Tx, source: i64, today: i64) -> Result<Option<DayFigures>> {
    // Not beyond today: a clock that once stood in the future must not keep its row open for ever.
    const Q: &str = "SELECT * FROM extraction WHERE source_id = $1 AND day <= $2 ORDER BY day DESC LIMIT 1";
    let row: Option<Row> = tx!(t, c => sqlx::query_as(Q).bind(source).bind(today).fetch_optional(c).await?);
    row.map(Row::figures).transpose()
}

async fn sweep(t: &mut Tx, source: i64, today: i64) -> Result<()> {
    const Q: &str = "DELETE FROM extraction WHERE source_id = $1 AND day < $2";
    tx!(t, c => sqlx::query(Q).bind(source).bind(today - KEPT_DAYS).execute(c).await.map(drop)?);
    Ok(())
}

async fn write(t: &mut Tx, source: i64, day: &DayFigures) -> Result<()> {
    const Q: &str = "INSERT INTO extraction (source_id, day, pages, passed, unfetched, refused, words, words_squared, text_bytes, kept_bytes,
            no_title, no_date, no_authors, no_image, title_repeats, opening_repeats, last_title, last_opening, alarms)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
        ON CONFLICT (source_id, day) DO UPDATE SET pages = excluded.pages, passed = excluded.passed, unfetched = excluded.unfetched,
            refused = excluded.refused, words = excluded.words, words_squared = excluded.words_squared, text_bytes = excluded.text_bytes,
            kept_bytes = excluded.kept_bytes, no_title = excluded.no_title, no_date = excluded.no_date, no_authors = excluded.no_authors,
            no_image = excluded.no_image, title_repeats = excluded.title_repeats, opening_repeats = excluded.opening_repeats,
            last_title = excluded.last_title, last_opening = excluded.last_opening";
    tx!(t, c => sqlx::query(Q).bind(source).bind(day.day).bind(day.pages).bind(day.passed).bind(day.unfetched).bind(json(&day.refused))
        .bind(day.words).bind(day.words_squared).bind(day.text_bytes).bind(day.kept_bytes).bind(day.no_title).bind(day.no_date)
        .bind(day.no_authors).bind(day.no_image).bind(day.title_repeats).bind(day.opening_repeats).bind(day.last_title)
        .bind(day.last_opening).bind(json(&day.alarms)).execute(c).await.map(drop)?);
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    source_id: i64,
    day: i64,
    pages: i64,
    passed: i64,
    unfetched: i64,
    refused: String,
    words: i64,
    words_squared: i64,
    text_bytes: i64,
    kept_bytes: i64,
    no_title: i64,
    no_date: i64,
    no_authors: i64,
    no_image: i64,
    title_repeats: i64,
    opening_repeats: i64,
    last_title: i64,
    last_opening: i64,
    alarms: String,
}

impl Row {
    fn figures(self) -> Result<DayFigures> {
        let id = self.source_id;
        Ok(DayFigures {
            day: self.day,
            pages: self.pages,
            passed: self.passed,
            unfetched: self.unfetched,
            refused: parse("extraction", id, &self.refused)?,
            words: self.words,
            words_squared: self.words_squared,
            text_bytes: self.text_bytes,
            kept_bytes: self.kept_bytes,
            no_title: self.no_title,
            no_date: self.no_date,
            no_authors: self.no_authors,
            no_image: self.no_image,
            title_repeats: self.title_repeats,
            opening_repeats: self.opening_repeats,
            last_title: self.last_title,
            last_opening: self.last_opening,
            alarms: parse("extraction", id, &self.alarms)?,
        })
    }
}
