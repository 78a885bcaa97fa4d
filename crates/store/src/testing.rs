//! Databases for tests: a fresh one per test, of either engine, and [`both_engines!`](crate::both_engines) to run one test on both.
//!
//! All test processes of a user share one PostgreSQL server, started by the first that needs it in a temporary folder on a free port and stopped soon
//! after the last has ended, however it ended. Without PostgreSQL these tests fail and say what to install; they never pass unseen.

mod postgres;

use crate::{Db, Engine};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

/// A fresh database that goes when this is dropped.
pub struct Database {
    pub db: Db,
    /// What `Db::open` takes to open it once more.
    pub place: String,
    kept: Kept,
}

enum Kept {
    Folder { _folder: TempDir },
    Postgres { name: String },
}

impl Database {
    pub async fn new(engine: Engine) -> Database {
        match engine {
            Engine::Sqlite => Database::sqlite().await,
            Engine::Postgres => Database::postgres().await,
        }
    }

    pub async fn sqlite() -> Database {
        let database = Database::empty(Engine::Sqlite).await;
        database.up_to_date().await
    }

    pub async fn postgres() -> Database {
        let database = Database::empty(Engine::Postgres).await;
        database.up_to_date().await
    }

    async fn up_to_date(self) -> Database {
        crate::schema::bring_up_to_date(&self.db, &self.place).await.expect("the schema");
        self
    }

    /// A database without tables, for the tests of migrations.
    pub(crate) async fn empty(engine: Engine) -> Database {
        match engine {
            Engine::Sqlite => Database::empty_sqlite().await,
            Engine::Postgres => Database::empty_postgres().await,
        }
    }

    async fn empty_sqlite() -> Database {
        let folder = TempDir::new().expect("a temporary folder for the test's database");
        let place = folder.path().join("coranto.db").display().to_string();
        let db = Db::connect(&place).await.expect("a fresh SQLite database");
        Database { db, place, kept: Kept::Folder { _folder: folder } }
    }

    async fn empty_postgres() -> Database {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        // A schema of its own is as good as a database of its own and comes ten times as fast. A killed test of an earlier process
        // with the same number may have left its schema.
        administer(&format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}")).await;
        let place = format!("{}/postgres?options[search_path]={name}", postgres::server());
        let db = Db::connect(&place).await.expect("a fresh PostgreSQL database");
        Database { db, place, kept: Kept::Postgres { name } }
    }

    pub fn engine(&self) -> Engine {
        self.db.engine()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Kept::Postgres { name } = &self.kept {
            let drop = format!("DROP SCHEMA IF EXISTS {name} CASCADE");
            // A runtime of its own: this may run inside the test's runtime, which cannot be waited for from within.
            let _ = std::thread::spawn(move || block_on(administer(&drop))).join();
        }
    }
}

/// What [`both_engines!`](crate::both_engines) can hand to a test: a fresh database, or the engine alone for those who make their own.
pub trait ForTest: Sized {
    fn new(engine: Engine) -> impl Future<Output = Self>;
}

impl ForTest for Database {
    async fn new(engine: Engine) -> Database {
        Database::new(engine).await
    }
}

impl ForTest for Engine {
    async fn new(engine: Engine) -> Engine {
        engine
    }
}

async fn administer(sql: &str) {
    let place = format!("{}/postgres", postgres::server());
    let mut connection = PgConnection::connect(&place).await.expect("the PostgreSQL of the tests answers");
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.expect(sql);
}

/// Runs a test's body to its end on a runtime with two threads.
pub fn block_on<T>(body: impl Future<Output = T>) -> T {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    runtime.worker_threads(2).enable_all().build().expect("a runtime for the test").block_on(body)
}

/// Makes two tests of each function, `<name>::sqlite` and `<name>::postgres`:
///
/// ```ignore
/// coranto_store::both_engines! {
///     async fn a_feed_is_due_at_once(database: Database) { … }
/// }
/// ```
#[macro_export]
macro_rules! both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($database:ident: $type:ty) $body:block)+) => {
        $($(#[$meta])* mod $name {
            use super::*;

            async fn body($database: $type) $body

            #[test]
            fn sqlite() {
                $crate::testing::block_on(async { body(<$type as $crate::testing::ForTest>::new($crate::Engine::Sqlite).await).await });
            }

            #[test]
            fn postgres() {
                $crate::testing::block_on(async { body(<$type as $crate::testing::ForTest>::new($crate::Engine::Postgres).await).await });
            }
        })+
    };
}
