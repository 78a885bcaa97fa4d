//! What becomes of subjects when articles go, or turn out to repeat others.

use crate::Result;
use crate::db::{Tx, tx};
use crate::value::{ids, rows};
use sqlx::AssertSqlSafe;

/// Takes away what was read of an article that is about to go or is shown no more; its subjects are to be counted again.
pub(crate) async fn left(t: &mut Tx, article: i64) -> Result<()> {
    const STALE: &str = "UPDATE subject SET stale = 1 WHERE id IN (SELECT subject_id FROM about WHERE article_id = $1)";
    tx!(t, c => sqlx::query(STALE).bind(article).execute(c).await.map(drop)?);
    unsay(t, &[article]).await
}

/// Notes that the subjects of all articles of a source are to be counted again: the source is about to go.
pub(crate) async fn source_left(t: &mut Tx, source: i64) -> Result<()> {
    const STALE: &str = "UPDATE subject SET stale = 1 WHERE id IN (
        SELECT b.subject_id FROM article a JOIN about b ON b.article_id = a.id WHERE a.source_id = $1)";
    tx!(t, c => sqlx::query(STALE).bind(source).execute(c).await.map(drop)?);
    Ok(())
}

/// Notes that these articles repeat others' texts, or do not any more: what they are about is to be counted again.
pub(crate) async fn copied(t: &mut Tx, articles: &[(i64, bool)]) -> Result<()> {
    const ABOUT: &str = "UPDATE about SET copied = $2 WHERE article_id = $1 AND copied <> $2";
    const STALE: &str = "UPDATE subject SET stale = 1 WHERE id IN (SELECT subject_id FROM about WHERE article_id = $1)";
    for (article, copied) in articles {
        let changed = tx!(t, c => sqlx::query(ABOUT).bind(*article).bind(*copied).execute(c).await?.rows_affected());
        if changed > 0 {
            tx!(t, c => sqlx::query(STALE).bind(*article).execute(c).await.map(drop)?);
        }
    }
    Ok(())
}

/// Takes away the rows that were read of these articles.
pub(super) async fn unsay(t: &mut Tx, articles: &[i64]) -> Result<()> {
    let rows = rows(t.engine(), &[("id", "bigint")]);
    let of = ids(articles.iter().copied());
    for table in ["about", "quote", "quote_about", "coming"] {
        let sql = format!("DELETE FROM {table} WHERE article_id IN (SELECT v.id FROM {rows})");
        tx!(t, c => sqlx::query(AssertSqlSafe(sql)).bind(&of).execute(c).await.map(drop)?);
    }
    Ok(())
}

/// Removes those of these subjects of which nothing is left to remember: no article, never a page, nothing but their own name, never joined nor parted.
pub(super) async fn forget(t: &mut Tx, subjects: impl Iterator<Item = i64>) -> Result<()> {
    let subjects: Vec<i64> = subjects.collect();
    if subjects.is_empty() {
        return Ok(());
    }
    let rows = rows(t.engine(), &[("id", "bigint")]);
    let select = format!(
        "SELECT s.id FROM {rows} JOIN subject s ON s.id = v.id JOIN subject_name n ON n.id = s.id
        WHERE s.worth_until IS NULL AND n.subject_id = s.id AND NOT n.fixed
            AND NOT EXISTS (SELECT 1 FROM about b WHERE b.subject_id = s.id)
            AND NOT EXISTS (SELECT 1 FROM subject_name o WHERE o.subject_id = s.id AND o.id <> s.id)
            AND NOT EXISTS (SELECT 1 FROM identity i WHERE i.from_subject = s.id) AND NOT EXISTS (SELECT 1 FROM identity i WHERE i.to_subject = s.id)
            AND NOT EXISTS (SELECT 1 FROM apart p WHERE p.one = s.id) AND NOT EXISTS (SELECT 1 FROM apart p WHERE p.other = s.id)"
    );
    let nothing: Vec<i64> =
        tx!(t, c => sqlx::query_scalar(AssertSqlSafe(select)).bind(ids(subjects)).fetch_all(c).await?);
    if nothing.is_empty() {
        return Ok(());
    }
    let nothing = ids(nothing);
    for table in ["subject_name", "subject"] {
        let sql = format!("DELETE FROM {table} WHERE id IN (SELECT v.id FROM {rows})");
        tx!(t, c => sqlx::query(AssertSqlSafe(sql)).bind(&nothing).execute(c).await.map(drop)?);
    }
    Ok(())
}
