//! The change log: a row with a growing number for everything that readers can see changing, written in the same transaction as the change.
//! Derived indexes follow it; nothing here is the record.

use crate::db::{Tx, rd, tx};
use crate::value::{json, rows};
use crate::{Db, Result};
use coranto_core::Millis;
use sqlx::AssertSqlSafe;

#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub seq: i64,
    pub at: Millis,
    /// "article", "source"
    pub what: String,
    pub id: i64,
    /// "put" or "removed"
    pub how: String,
}

pub(crate) const PUT: &str = "put";
pub(crate) const REMOVED: &str = "removed";

/// Changes after number `seq`, oldest first. Numbers grow in the order in which changes became visible, so a follower misses none.
pub async fn since(db: &Db, seq: i64, limit: i64) -> Result<Vec<Change>> {
    const Q: &str = "SELECT seq, at, what, id, how FROM change WHERE seq > $1 ORDER BY seq LIMIT $2";
    let rows: Vec<(i64, i64, String, i64, String)> =
        rd!(db, c => sqlx::query_as(Q).bind(seq).bind(limit.max(0)).fetch_all(c).await?);
    Ok(rows.into_iter().map(|(seq, at, what, id, how)| Change { seq, at: Millis(at), what, id, how }).collect())
}

/// Writes entries inside the transaction that makes the changes.
pub(crate) async fn log(t: &mut Tx, now: Millis, what: &str, changes: &[(i64, &str)]) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    #[derive(serde::Serialize)]
    struct Row<'a> {
        n: usize,
        id: i64,
        how: &'a str,
    }
    let entries: Vec<Row> = changes.iter().enumerate().map(|(n, (id, how))| Row { n, id: *id, how }).collect();
    let rows = rows(t.engine(), &[("n", "bigint"), ("id", "bigint"), ("how", "text")]);
    let sql = format!("INSERT INTO change (at, what, id, how) SELECT $2, $3, v.id, v.how FROM {rows} ORDER BY v.n");
    tx!(t, c => sqlx::query(AssertSqlSafe(sql)).bind(json(&entries)).bind(now.0).bind(what).execute(c).await.map(drop)?);
    Ok(())
}
