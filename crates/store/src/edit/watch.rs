//! Pages that are looked at again for edits. When one is due it is put among the pages to be read, and goes their way with their manners.

use crate::db::{Tx, rd, tx};
use crate::value::clean;
use crate::{Db, Result};
use coranto_core::{Address, Millis};

/// What is kept of a page to find its next edit by. What is none here stays as it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Watch {
    /// When it is looked at again; none: never, and nothing is kept.
    pub next: Option<Millis>,
    /// What stood on it.
    pub print: Option<Vec<u8>>,
    /// ETag and Last-Modified of the answer.
    pub validators: Option<(Option<String>, Option<String>)>,
    /// The headline in its feed.
    pub said_title: Option<String>,
}

/// What was kept when it was looked at last.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Watched {
    pub print: Option<Vec<u8>>,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    /// The headline that its feed gives it now.
    pub said_title: Option<String>,
}

/// A feed that speaks of changes all day long is believed so many times an article, and not before so long after the last look.
const MOST_HINTS: i64 = 10;
const HINT_AFTER_MS: i64 = 30 * Millis::MINUTE;

/// Puts pages that are due among those to be read, at most `limit` of them. Safe to run twice; returns how many.
pub async fn queue_due(db: &Db, now: Millis, limit: i64) -> Result<u64> {
    const DUE: &str =
        "SELECT w.article_id, a.address, a.source_id, a.published_at FROM watch w JOIN article a ON a.id = w.article_id
        WHERE w.due_at <= $1 ORDER BY w.due_at, w.article_id LIMIT $2";
    // Mostly there is none, and then nobody is kept from writing.
    if next_due(db).await?.is_none_or(|at| at > now) {
        return Ok(0);
    }
    let mut transaction = db.begin().await?;
    let t = &mut transaction;
    let due: Vec<(i64, String, i64, i64)> =
        tx!(t, c => sqlx::query_as(DUE).bind(now.0).bind(limit.max(0)).fetch_all(c).await?);
    for (id, address, source, published_at) in &due {
        let host = Address::parse(address).map(|a| a.authority()).unwrap_or_default();
        const QUEUE: &str =
            "INSERT INTO waiting (article_id, source_id, host, published_at, due_at, leased_until, attempts, watched)
            VALUES ($1, $2, $3, $4, $5, 0, 0, TRUE) ON CONFLICT (article_id) DO NOTHING";
        tx!(t, c => sqlx::query(QUEUE).bind(id).bind(source).bind(host).bind(published_at).bind(now.0).execute(c).await.map(drop)?);
        // Set again when it has been read: that row is the job.
        const UNDER_WAY: &str = "UPDATE watch SET due_at = NULL WHERE article_id = $1";
        tx!(t, c => sqlx::query(UNDER_WAY).bind(id).execute(c).await.map(drop)?);
    }
    transaction.commit().await?;
    Ok(due.len() as u64)
}

/// When the next page is due.
pub async fn next_due(db: &Db) -> Result<Option<Millis>> {
    const Q: &str = "SELECT MIN(due_at) FROM watch WHERE due_at IS NOT NULL";
    let at: Option<i64> = rd!(db, c => sqlx::query_scalar(Q).fetch_one(c).await?);
    Ok(at.map(Millis))
}

/// Writes what was seen, or ends the watching.
pub(crate) async fn keep(t: &mut Tx, id: i64, watch: &Watch, now: Millis) -> Result<()> {
    let Some(next) = watch.next else { return forget(t, id).await };
    const INSERT: &str = "INSERT INTO watch (article_id, due_at, looked_at, hints) VALUES ($1, $2, $3, 0)
        ON CONFLICT (article_id) DO UPDATE SET due_at = excluded.due_at, looked_at = excluded.looked_at";
    tx!(t, c => sqlx::query(INSERT).bind(id).bind(next.0).bind(now.0).execute(c).await.map(drop)?);
    if let Some(print) = &watch.print {
        const PRINT: &str = "UPDATE watch SET print = $2 WHERE article_id = $1";
        tx!(t, c => sqlx::query(PRINT).bind(id).bind(print.as_slice()).execute(c).await.map(drop)?);
    }
    if let Some((etag, last_modified)) = &watch.validators {
        const VALIDATORS: &str = "UPDATE watch SET etag = $2, last_modified = $3 WHERE article_id = $1";
        let (etag, last_modified) = (etag.as_deref().map(clean), last_modified.as_deref().map(clean));
        tx!(t, c => sqlx::query(VALIDATORS).bind(id).bind(etag).bind(last_modified).execute(c).await.map(drop)?);
    }
    if let Some(title) = &watch.said_title {
        const TITLE: &str = "UPDATE watch SET said_title = $2 WHERE article_id = $1";
        tx!(t, c => sqlx::query(TITLE).bind(id).bind(clean(title)).execute(c).await.map(drop)?);
    }
    Ok(())
}

pub(crate) async fn forget(t: &mut Tx, id: i64) -> Result<()> {
    tx!(t, c => sqlx::query("DELETE FROM watch WHERE article_id = $1").bind(id).execute(c).await.map(drop)?);
    Ok(())
}

/// The article's feed says something else of it: its page is looked at soon.
pub(crate) async fn hint(t: &mut Tx, id: i64, title: &str, now: Millis) -> Result<()> {
    const SAID: &str = "UPDATE watch SET said_title = $2 WHERE article_id = $1";
    tx!(t, c => sqlx::query(SAID).bind(id).bind(clean(title)).execute(c).await.map(drop)?);
    const SOON: &str =
        "UPDATE watch SET hints = hints + 1, due_at = CASE WHEN looked_at + $2 > $3 THEN looked_at + $2 ELSE $3 END
        WHERE article_id = $1 AND hints < $4 AND due_at > $3 AND due_at > looked_at + $2";
    tx!(t, c => sqlx::query(SOON).bind(id).bind(HINT_AFTER_MS).bind(now.0).bind(MOST_HINTS).execute(c).await.map(drop)?);
    Ok(())
}
