//! Publishers.

use crate::{Db, Result};
use coranto_core::source::SourceFacts;
use coranto_core::{Millis, SourceId};
use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Source {
    pub id: SourceId,
    #[serde(flatten)]
    pub facts: SourceFacts,
    pub created_at: Millis,
}

/// A source with the figures that its health is judged by, summed over its feeds and articles.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SourceHealth {
    pub source: Source,
    pub feeds: i64,
    pub feeds_failing: i64,
    pub feeds_gone: i64,
    pub articles: i64,
    pub quarantined: i64,
    pub waiting: i64,
    pub last_fetched_at: Option<Millis>,
    pub last_new_at: Option<Millis>,
    pub next_due_at: Option<Millis>,
    /// The newest outcome that was not good, of any of its feeds that still fail.
    pub last_problem: Option<coranto_core::reason::FetchOutcome>,
}

/// Adds a source, or brings the facts of the one with this slug up to date. Returns its id.
pub async fn upsert(db: &Db, facts: &SourceFacts, now: Millis) -> Result<SourceId> {
    todo!()
}
pub async fn by_slug(db: &Db, slug: &str) -> Result<Option<Source>> {
    todo!()
}
pub async fn by_id(db: &Db, id: SourceId) -> Result<Option<Source>> {
    todo!()
}
/// All of them, by name. A few thousand rows at most; callers keep it.
pub async fn all(db: &Db) -> Result<Vec<Source>> {
    todo!()
}
pub async fn health(db: &Db, only: Option<SourceId>) -> Result<Vec<SourceHealth>> {
    todo!()
}
/// Removes a source with its feeds and articles, in one transaction; the change log says so.
pub async fn remove(db: &Db, id: SourceId, now: Millis) -> Result<()> {
    todo!()
}
