//! What is remembered of a publisher's pages. This room keeps it and does not know what it means.

use crate::db::{rd, wr};
use crate::value::clean;
use crate::{Db, Result};
use coranto_core::{Millis, SourceId};

#[derive(Debug, Clone, PartialEq)]
pub struct MemoryRow {
    /// Number of this writing; 0 when there is none yet.
    pub revision: i64,
    /// Number of the rules by which `data` was made: who does not know it begins anew.
    pub version: i64,
    pub pages: i64,
    pub since: Option<Millis>,
    pub updated_at: Millis,
    /// None after it was forgotten.
    pub data: Option<String>,
}

pub async fn of(db: &Db, source: SourceId) -> Result<Option<MemoryRow>> {
    const Q: &str = "SELECT revision, version, pages, since, updated_at, data FROM memory WHERE source_id = $1";
    type Row = (i64, i64, i64, Option<i64>, i64, Option<String>);
    let row: Option<Row> = rd!(db, c => sqlx::query_as(Q).bind(source.0).fetch_optional(c).await?);
    Ok(row.map(|(revision, version, pages, since, updated_at, data)| MemoryRow {
        revision,
        version,
        pages,
        since: since.map(Millis),
        updated_at: Millis(updated_at),
        data,
    }))
}

/// Writes over the revision named in `row`, which becomes one higher. False, and nothing is written, when somebody else has written since, had it
/// forgotten, or removed the publisher.
pub async fn put(db: &Db, source: SourceId, row: &MemoryRow) -> Result<bool> {
    const Q: &str = "INSERT INTO memory (source_id, revision, version, pages, since, updated_at, data)
        SELECT id, $2, $3, $4, $5, $6, $7 FROM source WHERE id = $1
        ON CONFLICT (source_id) DO UPDATE SET revision = excluded.revision, version = excluded.version,
            pages = excluded.pages, since = excluded.since, updated_at = excluded.updated_at, data = excluded.data
        WHERE memory.revision = excluded.revision - 1";
    let written = wr!(db, c => sqlx::query(Q).bind(source.0).bind(row.revision + 1).bind(row.version).bind(row.pages)
        .bind(row.since.map(|at| at.0)).bind(row.updated_at.0).bind(row.data.as_deref().map(clean))
        .execute(c).await?.rows_affected());
    Ok(written > 0)
}

/// Forgets all of it. A program that runs and still remembers is refused when it next writes, and begins anew. False when there was nothing.
pub async fn forget(db: &Db, source: SourceId, now: Millis) -> Result<bool> {
    const Q: &str = "UPDATE memory SET revision = revision + 1, pages = 0, since = NULL, updated_at = $2, data = NULL
        WHERE source_id = $1 AND data IS NOT NULL";
    let forgotten = wr!(db, c => sqlx::query(Q).bind(source.0).bind(now.0).execute(c).await?.rows_affected());
    Ok(forgotten > 0)
}
