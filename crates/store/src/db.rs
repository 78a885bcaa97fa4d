//! The two engines behind one door. `rd!`, `wr!` and `tx!` expand their body once per engine, so that one SQL text serves both
//! and every statement is checked against the types of each.

use crate::{Result, StoreError, schema};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, Postgres, Sqlite, Transaction};
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

/// Cheap to clone; all clones share the pools.
#[derive(Debug, Clone)]
pub struct Db {
    pub(crate) pools: Pools,
}

#[derive(Debug, Clone)]
pub(crate) enum Pools {
    /// `write` has exactly one connection: SQLite has one writer, and a queue in the program is fairer than its busy waiting.
    Lite {
        read: SqlitePool,
        write: SqlitePool,
    },
    Pg(PgPool),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Db {
    /// `postgres://…` or the path of an SQLite file (made when missing, with its folder). Brings the schema up to date; refuses one that
    /// a newer Coranto wrote.
    pub async fn open(place: &str) -> Result<Db> {
        let db = Db::connect(place).await?;
        schema::bring_up_to_date(&db, &without_password(place)).await?;
        Ok(db)
    }

    /// Opens a database as it is.
    pub(crate) async fn connect(place: &str) -> Result<Db> {
        let opened = if place.starts_with("postgres://") || place.starts_with("postgresql://") {
            open_postgres(place).await
        } else {
            open_sqlite(place).await
        };
        opened.map_err(|source| StoreError::Open { place: without_password(place), source })
    }

    pub fn engine(&self) -> Engine {
        match self.pools {
            Pools::Lite { .. } => Engine::Sqlite,
            Pools::Pg(_) => Engine::Postgres,
        }
    }

    /// A question that costs nothing, for /healthz.
    pub async fn ping(&self) -> Result<()> {
        rd!(self, c => sqlx::query("SELECT 1").execute(c).await.map(drop)?);
        Ok(())
    }

    /// Small repairs to call every hour or so: fresh figures for the query planner, a write-ahead log that does not grow. PostgreSQL does it itself.
    pub async fn maintain(&self) -> Result<()> {
        if let Pools::Lite { write, .. } = &self.pools {
            sqlx::query("PRAGMA optimize(0x10002)").execute(write).await?;
            sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").execute(write).await?;
        }
        Ok(())
    }

    /// Gives back all leases of feeds and pages, and the right to place, at once. For a program that has just started and knows that it is the only one on this
    /// database: what a killed one had in hand need not wait for its leases to run out.
    pub async fn forget_leases(&self) -> Result<()> {
        let mut transaction = self.begin().await?;
        let t = &mut transaction;
        for forget in [
            "UPDATE feed SET leased_until = 0 WHERE leased_until > 0",
            "UPDATE waiting SET leased_until = 0 WHERE leased_until > 0",
            "UPDATE placer SET leased_until = 0 WHERE leased_until > 0",
        ] {
            tx!(t, c => sqlx::query(forget).execute(c).await.map(drop)?);
        }
        transaction.commit().await
    }

    /// Ends all connections; on SQLite also folds the write-ahead log into the file.
    pub async fn close(self) {
        match &self.pools {
            Pools::Lite { read, write } => {
                read.close().await;
                for statement in ["PRAGMA optimize", "PRAGMA wal_checkpoint(TRUNCATE)"] {
                    if let Err(error) = sqlx::query(statement).execute(write).await {
                        tracing::debug!(%error, statement, "left for the next start");
                    }
                }
                write.close().await;
            }
            Pools::Pg(pool) => pool.close().await,
        }
    }

    /// Begins a transaction that may write. On both engines there is one at a time, so that the numbers of the change log
    /// grow in the order in which the changes become visible, and no two writers can lock each other out.
    pub(crate) async fn begin(&self) -> Result<Tx> {
        Ok(match &self.pools {
            // A transaction that begins reading and writes later fails when another process wrote between: take the lock first.
            Pools::Lite { write, .. } => Tx::Lite(write.begin_with("BEGIN IMMEDIATE").await?),
            Pools::Pg(pool) => {
                // A task of its own, which goes on when the caller is cancelled: sqlx 0.9 cancelled between sending BEGIN and hearing its answer
                // gives a connection back to the pool that is inside a transaction and does not know it.
                let pool = pool.clone();
                let begun = tokio::spawn(async move {
                    let mut tx = pool.begin().await?;
                    const LOCK: &str = "SELECT pg_advisory_xact_lock($1, hashtext(current_schema()))";
                    sqlx::query(LOCK).bind(WRITER).execute(&mut *tx).await?;
                    Ok::<_, sqlx::Error>(tx)
                });
                Tx::Pg(begun.await.unwrap_or(Err(sqlx::Error::WorkerCrashed))?)
            }
        })
    }

    /// The one of two texts that this engine understands.
    pub(crate) fn sql(&self, lite: &'static str, pg: &'static str) -> &'static str {
        match self.engine() {
            Engine::Sqlite => lite,
            Engine::Postgres => pg,
        }
    }
}

/// The advisory lock of the one writer of a schema; any number that nobody else uses in this database.
const WRITER: i32 = 0x0c0_7a47;

/// A transaction; dropped without [`Tx::commit`] it leaves no trace.
pub(crate) enum Tx {
    Lite(Transaction<'static, Sqlite>),
    Pg(Transaction<'static, Postgres>),
}

impl Tx {
    pub(crate) fn engine(&self) -> Engine {
        match self {
            Tx::Lite(_) => Engine::Sqlite,
            Tx::Pg(_) => Engine::Postgres,
        }
    }

    pub(crate) async fn commit(self) -> Result<()> {
        match self {
            Tx::Lite(tx) => tx.commit().await?,
            Tx::Pg(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

/// Runs a statement that only reads: `rd!(db, c => sqlx::query(…).fetch_all(c).await?)`.
macro_rules! rd {
    ($db:expr, $c:ident => $body:expr) => {
        match &$db.pools {
            $crate::db::Pools::Lite { read: $c, .. } => $body,
            $crate::db::Pools::Pg($c) => $body,
        }
    };
}

/// Runs one statement that writes, committed by itself.
macro_rules! wr {
    ($db:expr, $c:ident => $body:expr) => {
        match &$db.pools {
            $crate::db::Pools::Lite { write: $c, .. } => $body,
            $crate::db::Pools::Pg($c) => $body,
        }
    };
}

/// Runs one statement inside a transaction: `tx!(tx, c => sqlx::query(…).execute(c).await?)` with `tx: &mut Tx`.
macro_rules! tx {
    ($tx:expr, $c:ident => $body:expr) => {
        match $tx {
            $crate::db::Tx::Lite(inner) => {
                let $c = &mut **inner;
                $body
            }
            $crate::db::Tx::Pg(inner) => {
                let $c = &mut **inner;
                $body
            }
        }
    };
}
pub(crate) use {rd, tx, wr};

async fn open_sqlite(place: &str) -> std::result::Result<Db, sqlx::Error> {
    let path = Path::new(place);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let common = SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(20))
        .synchronous(SqliteSynchronous::Normal)
        // Every hand-over of rows between SQLite's thread and ours costs more than the rows.
        .row_buffer_size(256)
        .pragma("temp_store", "memory")
        .pragma("journal_size_limit", "67108864");
    let write = SqlitePoolOptions::new()
        .max_connections(1)
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(
            common
                .clone()
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .analysis_limit(400)
                .pragma("cache_size", "-8192"),
        )
        .await?;
    let cores = std::thread::available_parallelism().map_or(2, |n| u32::try_from(n.get()).unwrap_or(2));
    let read = SqlitePoolOptions::new()
        .max_connections(cores + 2)
        // The ping before each use takes as long as the query after it.
        .test_before_acquire(false)
        .max_lifetime(None)
        .connect_lazy_with(common.read_only(true).pragma("cache_size", "-4096"));
    Ok(Db { pools: Pools::Lite { read, write } })
}

async fn open_postgres(place: &str) -> std::result::Result<Db, sqlx::Error> {
    let options = PgConnectOptions::from_str(place)?.application_name("coranto");
    // The pool would go on trying for its whole patience; a wrong address or password is better told at once.
    options.connect().await?.close().await?;
    let pool =
        PgPoolOptions::new().max_connections(12).acquire_timeout(Duration::from_secs(20)).connect_with(options).await?;
    Ok(Db { pools: Pools::Pg(pool) })
}

/// The place as it may be shown and logged.
fn without_password(place: &str) -> String {
    let hidden = || {
        let (scheme, rest) = place.split_once("://")?;
        let (user, host) = rest.rsplit_once('@')?;
        let name = user.split(':').next().unwrap_or_default();
        Some(format!("{scheme}://{name}@{host}"))
    };
    hidden().unwrap_or_else(|| place.to_owned())
}

#[cfg(test)]
mod tests {
    #[test]
    fn passwords_are_not_shown() {
        assert_eq!(super::without_password("postgres://a:p@ss@h/db"), "postgres://a@h/db");
        assert_eq!(super::without_password("data/coranto.db"), "data/coranto.db");
    }
}
