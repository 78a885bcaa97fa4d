//! Databases for tests: a fresh one per test, of either engine.

use crate::{Db, Engine};
use tempfile::TempDir;

/// A fresh database that goes when this is dropped.
pub struct Database {
    pub db: Db,
    /// What `Db::open` takes to open it once more.
    pub place: String,
    _folder: Option<TempDir>,
}

impl Database {
    pub async fn sqlite() -> Database {
        let folder = TempDir::new().expect("a temporary folder for the test's database");
        let place = folder.path().join("coranto.db").display().to_string();
        let db = Db::open(&place).await.expect("a fresh SQLite database");
        Database { db, place, _folder: Some(folder) }
    }

    pub fn engine(&self) -> Engine {
        self.db.engine()
    }
}
