//! The schema: two folders of migrations with equal numbers, carried inside the program.

use crate::db::{Pools, rd};
use crate::{Db, Result, StoreError};
use sqlx::migrate::{MigrateError, Migrator};

pub(crate) static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
pub(crate) static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// The newest schema that this program knows.
pub(crate) fn known() -> i64 {
    SQLITE.iter().map(|m| m.version).max().unwrap_or(0)
}

pub(crate) async fn bring_up_to_date(db: &Db, place: &str) -> Result<()> {
    let found = found(db).await?;
    if found > known() {
        return Err(StoreError::Newer { place: place.to_owned(), found, known: known() });
    }
    migrate(db, None).await
}

/// Applies what is missing, up to `target` (a test stops in between).
pub(crate) async fn migrate(db: &Db, target: Option<i64>) -> Result<()> {
    match &db.pools {
        Pools::Lite { write, .. } => {
            // All in one transaction: of two programs that open a new file at once, the second waits and finds the work done.
            let mut tx = write.begin_with("BEGIN IMMEDIATE").await?;
            SQLITE.run_direct(target, &mut *tx, false).await?;
            tx.commit().await?;
        }
        Pools::Pg(pool) => {
            let mut connection = pool.acquire().await?;
            POSTGRES.run_direct(target, &mut *connection, false).await?;
        }
    }
    Ok(())
}

/// The schema that stands in the database; 0 when it is new.
async fn found(db: &Db) -> Result<i64> {
    let there: i64 = rd!(db, c => sqlx::query_scalar(db.sql(
        "SELECT COUNT(*) FROM sqlite_schema WHERE name = '_sqlx_migrations'",
        "SELECT COUNT(*) FROM pg_tables WHERE tablename = '_sqlx_migrations' AND schemaname = current_schema()",
    )).fetch_one(c).await.map_err(MigrateError::from)?);
    if there == 0 {
        return Ok(0);
    }
    let newest: Option<i64> =
        rd!(db, c => sqlx::query_scalar("SELECT MAX(version) FROM _sqlx_migrations").fetch_one(c).await?);
    Ok(newest.unwrap_or(0))
}
