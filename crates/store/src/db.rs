//! The two engines behind one door. `rd!`, `wr!` and `tx!` expand their body once per engine.

/// Cheap to clone; all clones share the pools.
#[derive(Debug, Clone)]
pub enum Db {
    // Lite { read: SqlitePool, write: SqlitePool }, Pg(PgPool)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Db {
    /// `postgres://…` or the path of an SQLite file (made when missing, with its folder). Brings the schema up to date.
    pub async fn open(place: &str) -> crate::Result<Db> {
        todo!()
    }
    pub fn engine(&self) -> Engine {
        todo!()
    }
    /// A question that costs nothing, for /healthz.
    pub async fn ping(&self) -> crate::Result<()> {
        todo!()
    }
    /// Ends all connections; on SQLite also folds the write-ahead log into the file.
    pub async fn close(self) {
        todo!()
    }
}
