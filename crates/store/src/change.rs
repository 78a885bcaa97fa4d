//! The change log: a row with a growing number for everything that readers can see changing, written in the same transaction as the change.
//! Derived indexes follow it; nothing here is the record.

use crate::{Db, Result};
use coranto_core::Millis;

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

pub async fn since(db: &Db, seq: i64, limit: i64) -> Result<Vec<Change>> {
    todo!()
}
