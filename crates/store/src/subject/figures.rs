//! The figures of subjects: how many articles and owners tell of each, and until when it is worth a page.

use super::COUNTED;
use super::compose::compose;
use crate::Result;
use crate::change::{self, PUT};
use crate::db::{Engine, Tx, tx};
use crate::value::{ids, json, parse, rows};
use coranto_core::Millis;
use coranto_core::about::Worth;
use sqlx::AssertSqlSafe;
use std::collections::{BTreeSet, HashMap};

/// Makes the figures of these subjects from the articles about them. Who becomes worth a page gets its hashtags; who never was and has no articles any more
/// is forgotten.
pub(super) async fn refresh(t: &mut Tx, subjects: &BTreeSet<i64>, worth: &Worth, now: Millis) -> Result<()> {
    if subjects.is_empty() {
        return Ok(());
    }
    let told = told(t, subjects).await?;
    let owners = owners(t, &told).await?;
    let figures: Vec<Figures> = told.iter().map(|told| Figures::of(told, &owners, worth)).collect();
    write(t, &figures, now).await?;
    let risen = figures.iter().zip(&told).filter(|(now, before)| now.worth.is_some() && before.worth_until.is_none());
    let risen: BTreeSet<i64> = risen.map(|(figures, _)| figures.id).collect();
    if !risen.is_empty() {
        compose(t, &risen).await?;
    }
    // What never was worth a page is shown nowhere.
    let shown = figures.iter().zip(&told).filter(|(now, before)| now.worth.or(before.worth_until).is_some());
    change::log(t, now, "subject", &shown.map(|(figures, _)| (figures.id, PUT)).collect::<Vec<_>>()).await?;
    super::forget::forget(t, figures.iter().filter(|f| f.articles == 0).map(|f| f.id)).await
}

/// The newest articles about a subject that copy no other, each once: when published, by which source.
struct Told {
    id: i64,
    worth_until: Option<i64>,
    articles: Vec<(i64, i64)>,
}

async fn told(t: &mut Tx, subjects: &BTreeSet<i64>) -> Result<Vec<Told>> {
    let (all, pair, end) = match t.engine() {
        Engine::Sqlite => ("json_group_array", "json_array", ""),
        Engine::Postgres => ("json_agg", "json_build_array", "::text"),
    };
    let rows = rows(t.engine(), &[("id", "bigint")]);
    let sql = format!(
        "SELECT s.id, s.worth_until, (SELECT {all}({pair}(f.published_at, f.source_id)){end} FROM (
            SELECT DISTINCT b.published_at, b.article_id, b.source_id FROM about b WHERE b.subject_id = s.id AND NOT b.copied
            ORDER BY b.published_at DESC, b.article_id DESC LIMIT {COUNTED}) AS f) AS articles
        FROM {rows} JOIN subject s ON s.id = v.id ORDER BY s.id"
    );
    let found: Vec<(i64, Option<i64>, Option<String>)> =
        tx!(t, c => sqlx::query_as(AssertSqlSafe(sql)).bind(ids(subjects.iter().copied())).fetch_all(c).await?);
    let told = |(id, worth_until, articles): (i64, Option<i64>, Option<String>)| {
        let articles = articles.map(|text| parse("subject", id, &text)).transpose()?;
        let mut articles: Vec<(i64, i64)> = articles.unwrap_or_default();
        articles.sort_by(|a, b| b.cmp(a));
        Ok(Told { id, worth_until, articles })
    };
    found.into_iter().map(told).collect()
}

async fn owners(t: &mut Tx, told: &[Told]) -> Result<HashMap<i64, String>> {
    let sources: BTreeSet<i64> = told.iter().flat_map(|told| &told.articles).map(|(_, source)| *source).collect();
    let rows = rows(t.engine(), &[("id", "bigint")]);
    let sql = format!("SELECT s.id, COALESCE(s.owner, s.slug) FROM {rows} JOIN source s ON s.id = v.id");
    let owners: Vec<(i64, String)> =
        tx!(t, c => sqlx::query_as(AssertSqlSafe(sql)).bind(ids(sources)).fetch_all(c).await?);
    Ok(owners.into_iter().collect())
}

#[derive(serde::Serialize)]
struct Figures {
    id: i64,
    articles: usize,
    owners: usize,
    last: Option<i64>,
    worth: Option<i64>,
}

impl Figures {
    fn of(told: &Told, owners: &HashMap<i64, String>, worth: &Worth) -> Figures {
        let owned =
            || told.articles.iter().filter_map(|(at, source)| Some((Millis(*at), owners.get(source)?.as_str())));
        let all: BTreeSet<&str> = owned().map(|(_, owner)| owner).collect();
        Figures {
            id: told.id,
            articles: told.articles.len(),
            owners: all.len(),
            last: told.articles.first().map(|(at, _)| *at),
            worth: worth.until(owned()).map(|until| until.0),
        }
    }
}

async fn write(t: &mut Tx, figures: &[Figures], now: Millis) -> Result<()> {
    let columns =
        [("id", "bigint"), ("articles", "bigint"), ("owners", "bigint"), ("last", "bigint"), ("worth", "bigint")];
    let rows = rows(t.engine(), &columns);
    // What was worth a page until its articles were taken away is remembered as such: its address says so.
    let sql = format!(
        "UPDATE subject SET articles = v.articles, owners = v.owners, last_at = COALESCE(v.last, subject.last_at), stale = 0,
            worth_until = CASE WHEN v.worth IS NULL AND subject.worth_until > $2 THEN $2 ELSE COALESCE(v.worth, subject.worth_until) END
        FROM {rows} WHERE subject.id = v.id"
    );
    tx!(t, c => sqlx::query(AssertSqlSafe(sql)).bind(json(figures)).bind(now.0).execute(c).await.map(drop)?);
    Ok(())
}

/// Subjects whose figures are to be made again.
pub(super) async fn stale(t: &mut Tx, limit: i64) -> Result<BTreeSet<i64>> {
    const Q: &str = "SELECT id FROM subject WHERE stale > 0 ORDER BY id LIMIT $1";
    let stale: Vec<i64> = tx!(t, c => sqlx::query_scalar(Q).bind(limit).fetch_all(c).await?);
    Ok(stale.into_iter().collect())
}

/// When something else earned a page until now, all figures are to be made again.
pub(super) async fn remember(t: &mut Tx, worth: &Worth) -> Result<()> {
    const Q: &str = "INSERT INTO subject_worth (id, articles, owners, window_ms) VALUES (1, $1, $2, $3)
        ON CONFLICT (id) DO UPDATE SET articles = excluded.articles, owners = excluded.owners, window_ms = excluded.window_ms
        WHERE subject_worth.articles <> excluded.articles OR subject_worth.owners <> excluded.owners OR subject_worth.window_ms <> excluded.window_ms";
    let (articles, owners) = (worth.articles as i64, worth.owners as i64);
    let changed =
        tx!(t, c => sqlx::query(Q).bind(articles).bind(owners).bind(worth.window_ms).execute(c).await?.rows_affected());
    if changed > 0 {
        const ALL: &str = "UPDATE subject SET stale = 1 WHERE articles > 0 OR worth_until IS NOT NULL";
        tx!(t, c => sqlx::query(ALL).execute(c).await.map(drop)?);
    }
    Ok(())
}
