//! What every stage needs, once.

use crate::cpu::Cpu;
use crate::robots::StoredRobots;
use anyhow::{Result, anyhow};
use coranto_core::config::Settings;
use coranto_core::source::SourceFacts;
use coranto_core::{Clock, FeedId, Lang, Millis, SourceId};
use coranto_fetch::{Detour, Fetcher};
use coranto_store::Db;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Notify;

use crate::rhythm::Wishes;

pub(crate) struct Shared {
    pub db: Db,
    pub settings: Arc<Settings>,
    pub clock: Clock,
    pub fetcher: Fetcher,
    pub cpu: Cpu,
    pub pictures: crate::picture::Cache,
    pub memories: crate::remember::Memories,
    /// What places reports: one at a time.
    pub understander: tokio::sync::Mutex<crate::understand::Understander>,
    /// New feeds were added.
    pub feeds_came: Notify,
    /// New articles wait.
    pub pages_came: Notify,
    sources: Mutex<HashMap<SourceId, Arc<SourceFacts>>>,
    /// Wishes of feeds that have any, so that a 304 does not forget them. Lost at a restart: the next full answer brings them back.
    wishes: Mutex<HashMap<FeedId, Arc<Wishes>>>,
}

impl Shared {
    pub fn new(db: Db, settings: Arc<Settings>, clock: Clock, detour: Option<Detour>) -> Result<Shared> {
        let robots = Arc::new(StoredRobots { db: db.clone() });
        let fetcher = Fetcher::new(&settings.fetch, clock.clone(), detour, Some(robots)).map_err(|e| anyhow!(e))?;
        Ok(Shared {
            pictures: crate::picture::Cache::new(&settings.store.data_dir),
            db,
            settings,
            clock,
            fetcher,
            cpu: Cpu::new()?,
            memories: Default::default(),
            understander: Default::default(),
            feeds_came: Notify::new(),
            pages_came: Notify::new(),
            sources: Mutex::default(),
            wishes: Mutex::default(),
        })
    }

    pub fn now(&self) -> Millis {
        self.clock.now()
    }

    /// The facts of a publisher, from memory; the list is small and read again when an unknown one appears or somebody asks to.
    pub async fn source(&self, id: SourceId) -> Result<Arc<SourceFacts>> {
        if let Some(known) = locked(&self.sources).get(&id) {
            return Ok(known.clone());
        }
        self.reload_sources().await?;
        let known = locked(&self.sources).get(&id).cloned();
        Ok(known.unwrap_or_default())
    }

    /// Facts change by `import` and by the operator's hand: each round begins with what stands in the record.
    pub async fn reload_sources(&self) -> Result<()> {
        let all = coranto_store::source::all(&self.db).await?;
        *locked(&self.sources) = all.into_iter().map(|s| (s.id, Arc::new(s.facts))).collect();
        Ok(())
    }

    pub fn wishes(&self, feed: FeedId) -> Arc<Wishes> {
        locked(&self.wishes).get(&feed).cloned().unwrap_or_default()
    }

    pub fn remember_wishes(&self, feed: FeedId, wishes: Wishes) -> Arc<Wishes> {
        let mut all = locked(&self.wishes);
        if wishes == Wishes::default() {
            all.remove(&feed);
            return Arc::default();
        }
        let wishes = Arc::new(wishes);
        all.insert(feed, wishes.clone());
        wishes
    }
}

/// The language of a publisher that has one only.
pub(crate) fn only_language(facts: &SourceFacts) -> Option<Lang> {
    match facts.languages.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// A panic while a lock was held has left plain data behind that is good to read on.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
