//! What all pages share: the store, the settings, and the small things that are kept in memory because every page needs them.

use crate::SiteState;
use crate::errors::SiteError;
use crate::pictures::Signer;
use crate::serve::PageCache;
use coranto_core::source::SourceFacts;
use coranto_core::{Millis, SourceId};
use coranto_store::article::Shelves;
use coranto_store::source::Source;
use coranto_store::subject::{self, Subject};
use coranto_store::{Db, article, source};
use moka::future::Cache;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

/// Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

pub struct Inner {
    pub state: SiteState,
    pub signer: Signer,
    pub pages: PageCache,
    epoch: Cache<(), i64>,
    directory: Cache<(), Arc<Directory>>,
    shelves: Cache<(), Arc<Shelves>>,
    worthy: Cache<(), Arc<Vec<Subject>>>,
    told: Cache<(), Arc<Vec<Subject>>>,
}

/// Of all that have a page, the most covered: what menus name and what a mistyped address may have meant.
const MOST_WORTHY: i64 = 500;
const MOST_TOLD: i64 = 20;

impl std::ops::Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl App {
    pub fn new(state: SiteState) -> App {
        let site = &state.settings.site;
        let kept = |seconds: u64| Duration::from_secs(seconds.min(site.cache_seconds));
        App(Arc::new(Inner {
            signer: Signer::new(&state.settings.store),
            pages: PageCache::new(site.cache_bytes, site.cache_seconds),
            // A page may be this much older than the store.
            epoch: small(kept(1)),
            directory: small(kept(10)),
            shelves: small(kept(60)),
            worthy: small(kept(60)),
            told: small(kept(60)),
            state,
        }))
    }

    pub fn db(&self) -> &Db {
        &self.state.db
    }

    pub fn now(&self) -> Millis {
        self.state.clock.now()
    }

    /// Moves whenever a list may have changed.
    pub async fn epoch(&self) -> Result<i64, SiteError> {
        let db = self.db().clone();
        Ok(self.epoch.try_get_with((), async move { article::epoch(&db).await.map_err(SiteError::from) }).await?)
    }

    /// All publishers: a few thousand rows at most.
    pub async fn directory(&self) -> Result<Arc<Directory>, SiteError> {
        let db = self.db().clone();
        let load =
            async move { source::all(&db).await.map(|all| Arc::new(Directory::new(all))).map_err(SiteError::from) };
        Ok(self.directory.try_get_with((), load).await?)
    }

    /// What there is of each section, language and country in the last seven days: what the menus offer.
    pub async fn shelves(&self) -> Result<Arc<Shelves>, SiteError> {
        let db = self.db().clone();
        let since = self.now().minus(Duration::from_secs(7 * 86_400));
        let load = async move { article::shelves(&db, since).await.map(Arc::new).map_err(SiteError::from) };
        Ok(self.shelves.try_get_with((), load).await?)
    }

    /// The subjects with most articles that have a page, most first.
    pub async fn worthy(&self) -> Result<Arc<Vec<Subject>>, SiteError> {
        let (db, now) = (self.db().clone(), self.now());
        let load =
            async move { subject::worthy(&db, now, None, MOST_WORTHY).await.map(Arc::new).map_err(SiteError::from) };
        Ok(self.worthy.try_get_with((), load).await?)
    }

    /// What most is written about since yesterday, of what has a hashtag.
    pub async fn told_today(&self) -> Result<Arc<Vec<Subject>>, SiteError> {
        let (db, now) = (self.db().clone(), self.now());
        let since = now.minus(Duration::from_secs(86_400));
        let load =
            async move { subject::most_told(&db, since, now, MOST_TOLD).await.map(Arc::new).map_err(SiteError::from) };
        Ok(self.told.try_get_with((), load).await?)
    }
}

fn small<V: Clone + Send + Sync + 'static>(time_to_live: Duration) -> Cache<(), V> {
    Cache::builder().max_capacity(1).time_to_live(time_to_live).build()
}

/// Publishers by id.
#[derive(Debug, Default)]
pub struct Directory {
    by_id: HashMap<SourceId, Source>,
}

impl Directory {
    pub fn new(all: Vec<Source>) -> Directory {
        Directory { by_id: all.into_iter().map(|s| (s.id, s)).collect() }
    }

    pub fn facts(&self, id: SourceId) -> Option<&SourceFacts> {
        self.by_id.get(&id).map(|s| &s.facts)
    }

    pub fn all(&self) -> impl Iterator<Item = &Source> {
        self.by_id.values()
    }

    pub fn by_slug(&self, slug: &str) -> Option<&Source> {
        self.by_id.values().find(|s| s.facts.slug == slug)
    }
}
