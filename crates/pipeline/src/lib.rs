//! The stages as jobs: which feed is polled when, which page is read next, and what becomes of both. The only room that knows the order of
//! the stages.
//!
//! Everything it has to remember is a row: a feed that is due, an article that waits. It keeps no queue of its own, so a killed program loses nothing
//! and a restart needs no repair step.

mod cpu;
mod discover;
mod drift;
mod edits;
mod import;
mod item;
mod lane;
mod look;
mod merge;
mod parts;
mod picture;
mod poll;
mod read;
mod rediscover;
mod remember;
mod rhythm;
mod robots;
mod schedule;
mod shared;
mod tally;
mod understand;
mod writer;

use anyhow::Result;
use coranto_core::config::Settings;
use coranto_core::reason::FetchOutcome;
use coranto_core::source::SourceEntry;
use coranto_core::{Address, Clock, SourceId};
use coranto_feed::{Candidate, Parsed};
use coranto_fetch::Detour;
use coranto_page::Memory;
use coranto_store::Db;
use shared::Shared;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// Cheap to clone.
#[derive(Clone)]
pub struct Pipeline {
    shared: Arc<Shared>,
}

/// What a long run tells as it goes on; the command draws a bar of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    pub feeds_total: u64,
    pub feeds_done: u64,
    pub pages_total: u64,
    pub pages_done: u64,
}

/// What one round brought.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct Summary {
    pub feeds_read: u64,
    pub feeds_unchanged: u64,
    pub feeds_failed: u64,
    pub items: u64,
    pub new: u64,
    pub pages_ready: u64,
    pub pages_listed: u64,
    pub pages_quarantined: u64,
    pub pages_later: u64,
    /// Looked at again for edits, and found as they were.
    pub pages_unchanged: u64,
    /// Articles that their publishers changed.
    pub edits: u64,
    /// Reasons of failed polls and set-aside pages in words, with how often each occurred, most frequent first.
    pub reasons: Vec<(String, u64)>,
    /// It was told to stop before it had come to an end.
    pub stopped: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    pub sources_new: u32,
    pub sources_known: u32,
    pub feeds_new: u32,
}

/// What stands at an address that somebody wants to add.
#[derive(Debug, Clone)]
pub struct Found {
    /// The address after redirects.
    pub address: Address,
    pub outcome: FetchOutcome,
    /// The address is a feed itself.
    pub feed: Option<Box<Parsed>>,
    /// Feeds that the page names or that answered at usual places, each read once; best first.
    pub candidates: Vec<(Candidate, Parsed)>,
    /// Title, language and icon of the site, as far as the page says.
    pub site_name: Option<String>,
    pub lang: Option<coranto_core::Lang>,
}

/// One page, fetched and read, with all that was decided.
#[derive(Debug, Clone)]
pub struct Microscope {
    pub address: Address,
    pub outcome: FetchOutcome,
    pub reading: Option<coranto_page::Reading>,
    /// What came, as it came.
    pub body: bytes::Bytes,
    pub content_type: Option<String>,
}

impl Pipeline {
    pub fn new(db: Db, settings: Arc<Settings>, clock: Clock, detour: Option<Detour>) -> Result<Pipeline> {
        Ok(Pipeline { shared: Arc::new(Shared::new(db, settings, clock, detour)?) })
    }

    /// Polls feeds as they become due and reads the pages they announce, until `stop`; what is under way then ends or is given back.
    pub async fn run(&self, stop: CancellationToken) -> Result<()> {
        schedule::run(&self.shared, stop).await
    }

    /// One round: every feed that is due (of all sources, or of one), then every page that waits and can be read now.
    pub async fn once(
        &self,
        only: Option<SourceId>,
        progress: &(dyn Fn(Progress) + Send + Sync),
        stop: CancellationToken,
    ) -> Result<Summary> {
        schedule::once(&self.shared, only, progress, stop).await
    }

    /// Reads the pages that wait and can be read now (of all sources, or of one), and polls no feed.
    pub async fn pages_once(
        &self,
        only: Option<SourceId>,
        progress: &(dyn Fn(Progress) + Send + Sync),
        stop: CancellationToken,
    ) -> Result<Summary> {
        schedule::pages_once(&self.shared, only, progress, stop).await
    }

    /// Adds or updates publishers and their feeds; polls nothing.
    pub async fn import(&self, sources: &[SourceEntry]) -> Result<Imported> {
        import::import(&self.shared, sources).await
    }

    /// Looks at an address for feeds; stores nothing.
    pub async fn discover(&self, address: &Address) -> Result<Found> {
        discover::discover(&self.shared, address).await
    }

    /// Fetches and reads one page as the pipeline would, with what is remembered of its publisher when that is given; stores nothing.
    pub async fn look(&self, address: &Address, explain: bool, memory: Option<Arc<Memory>>) -> Result<Microscope> {
        look::look(&self.shared, address, explain, memory).await
    }

    /// A publisher's picture, fetched (or found in the data folder), resized to at most `width` pixels, as JPEG. `Err` says why there is none.
    pub async fn picture(
        &self,
        address: Address,
        width: u32,
    ) -> std::result::Result<(&'static str, bytes::Bytes), String> {
        picture::picture(&self.shared, &address, width).await.map(|jpeg| ("image/jpeg", jpeg))
    }
}
