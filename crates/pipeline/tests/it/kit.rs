//! A pipeline over a fresh database, with a clock that is driven and an internet on this machine.

use coranto_core::config::Settings;
use coranto_core::source::{FeedEntry, SourceEntry, SourceFacts};
use coranto_core::{Address, Clock, Lang, Millis};
use coranto_fetch::Detour;
use coranto_pipeline::{Pipeline, Summary};
use coranto_store::Db;
use coranto_store::article::{self, Filter, FullArticle, Lookup};
use coranto_store::feed::{self, Feed};
use coranto_store::testing::Database;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

/// 2026-11-24T12:00:00Z, a Tuesday.
pub const NOON: Millis = Millis(1_795_521_600_000);

pub struct Kit {
    pub pipeline: Pipeline,
    pub db: Db,
    pub clock: Clock,
    _data: TempDir,
    _database: Database,
}

/// Settings under which tests are fast: nobody waits for manners towards this machine.
pub fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.fetch.per_host_spacing_ms = 0;
    settings.fetch.per_host_concurrency = 8;
    settings.fetch.timeout_ms = 5_000;
    // The model is slow where nothing is optimised; tests that need it ask for it.
    settings.stories.model = "none".into();
    settings
}

impl Kit {
    pub fn new(database: Database, to: SocketAddr, clock: Clock) -> Kit {
        Kit::with(database, to, clock, |_| ())
    }

    pub fn with(database: Database, to: SocketAddr, clock: Clock, change: impl FnOnce(&mut Settings)) -> Kit {
        let data = TempDir::new().unwrap();
        let mut settings = settings();
        settings.store.data_dir = data.path().display().to_string();
        change(&mut settings);
        let detour = Detour { to, names: Vec::new() };
        let db = database.db.clone();
        let pipeline = Pipeline::new(db.clone(), Arc::new(settings), clock.clone(), Some(detour)).unwrap();
        Kit { pipeline, db, clock, _data: data, _database: database }
    }

    /// The program ended and began again: what it had not written is gone.
    pub fn started_again(mut self, to: SocketAddr) -> Kit {
        let mut settings = settings();
        settings.store.data_dir = self._data.path().display().to_string();
        let detour = Detour { to, names: Vec::new() };
        self.pipeline = Pipeline::new(self.db.clone(), Arc::new(settings), self.clock.clone(), Some(detour)).unwrap();
        self
    }

    /// As after a restart with another setting.
    pub fn with_model(mut self, model: &str) -> Kit {
        let mut settings = settings();
        settings.stories.model = model.into();
        settings.store.data_dir = self._data.path().display().to_string();
        let detour = Detour { to: "127.0.0.1:9".parse().unwrap(), names: Vec::new() };
        self.pipeline = Pipeline::new(self.db.clone(), Arc::new(settings), self.clock.clone(), Some(detour)).unwrap();
        self
    }

    pub async fn once(&self) -> Summary {
        self.pipeline.once(None, &|_| (), CancellationToken::new()).await.unwrap()
    }

    /// Lets time pass until all feeds are due, and polls them.
    pub async fn next_round(&self) -> Summary {
        let due = self.feeds().await.iter().map(|f| f.next_due_at).max().unwrap_or(NOON);
        self.clock.set(due.max(self.clock.now()));
        self.once().await
    }

    pub async fn add_feed(&self, address: &str) {
        self.pipeline.import(&[source(address)]).await.unwrap();
    }

    pub async fn feeds(&self) -> Vec<Feed> {
        feed::all(&self.db).await.unwrap()
    }

    pub async fn feed(&self) -> Feed {
        let mut feeds = self.feeds().await;
        assert_eq!(feeds.len(), 1);
        feeds.remove(0)
    }

    /// Of all articles readers see, newest first.
    pub async fn articles(&self) -> Vec<FullArticle> {
        let cards = article::list(&self.db, &Filter::default(), None, 10_000).await.unwrap();
        let mut articles = Vec::new();
        for card in cards {
            match article::by_key(&self.db, &card.key).await.unwrap() {
                Lookup::Found(article) => articles.push(*article),
                other => panic!("{} is listed and cannot be opened: {other:?}", card.title),
            }
        }
        articles
    }

    pub async fn titles(&self) -> Vec<String> {
        self.articles().await.into_iter().map(|a| a.card.title).collect()
    }

    /// How many articles there are at all, whatever their stage.
    pub async fn stored(&self) -> i64 {
        article::stages(&self.db).await.unwrap().iter().map(|(_, n)| n).sum()
    }

    pub fn pass(&self, minutes: u64) {
        self.clock.advance(Duration::from_secs(60 * minutes));
    }
}

/// A publisher with one feed.
pub fn source(feed: &str) -> SourceEntry {
    let address = Address::parse(feed).unwrap();
    SourceEntry {
        facts: SourceFacts {
            slug: coranto_core::id::slug(address.host()),
            name: address.host().to_owned(),
            home: format!("https://{}/", address.host()),
            languages: vec![Lang::EN],
            ..SourceFacts::default()
        },
        feeds: vec![FeedEntry { address, section: None, sitemap: false }],
    }
}
