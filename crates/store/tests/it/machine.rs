//! Whatever comes in whatever order - feeds, leases, endings, crashes, time - the record keeps its promises.

use crate::sample::*;
use coranto_core::reason::{FetchOutcome, Quarantined};
use coranto_core::{ArticleId, FeedId, Millis, SourceId};
use coranto_store::article::{Batch, Lookup, PageResult, Stage};
use coranto_store::testing::{Database, block_on};
use coranto_store::{Db, Engine, article, change, feed};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::collections::{HashMap, HashSet};

const SITES: [&str; 3] = ["harbour", "island", "dunes"];
const LEASE: i64 = 60_000;

#[derive(Debug, Clone)]
enum Step {
    /// Feeds of several sites are polled in one go; each item by its number and whether the feed gives it another id this time.
    Ingest(Vec<(usize, Vec<(i64, bool)>)>),
    Lease {
        limit: i64,
        per_host: i64,
    },
    /// The worker that holds the n-th page is done with it, in time or late.
    Finish {
        nth: usize,
        ending: Ending,
    },
    GiveBack {
        nth: usize,
    },
    /// The worker dies with all it holds.
    Crash,
    /// It dies, and the next one knows that it is alone.
    Restart,
    Pass {
        ms: i64,
    },
}

#[derive(Debug, Clone)]
enum Ending {
    Ready,
    /// Its page names item `n` of its site as its proper address.
    Names(i64),
    Listed,
    Quarantined,
    Later(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let items = proptest::collection::vec((0..12i64, any::<bool>()), 0..6);
    let ending = prop_oneof![
        Just(Ending::Ready),
        (0..14i64).prop_map(Ending::Names),
        Just(Ending::Listed),
        Just(Ending::Quarantined),
        (0..200_000i64).prop_map(Ending::Later),
    ];
    prop_oneof![
        4 => proptest::collection::vec((0..SITES.len(), items), 1..4).prop_map(Step::Ingest),
        4 => (1..6i64, 1..4i64).prop_map(|(limit, per_host)| Step::Lease { limit, per_host }),
        6 => (0..8usize, ending).prop_map(|(nth, ending)| Step::Finish { nth, ending }),
        1 => (0..8usize).prop_map(|nth| Step::GiveBack { nth }),
        1 => Just(Step::Crash),
        1 => Just(Step::Restart),
        3 => (0..2 * LEASE).prop_map(|ms| Step::Pass { ms }),
    ]
}

#[test]
fn the_record_keeps_its_promises_sqlite() {
    play_many(Engine::Sqlite, 40);
}

#[test]
fn the_record_keeps_its_promises_postgres() {
    play_many(Engine::Postgres, 6);
}

fn play_many(engine: Engine, cases: u32) {
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let steps = proptest::collection::vec(step(), 1..40);
    let outcome = runner.run(&steps, |steps| {
        block_on(async {
            let database = Database::new(engine).await;
            let mut world = World::new(database.db.clone()).await;
            for step in &steps {
                world.play(step).await?;
                world.check().await?;
            }
            world.finish_everything().await
        })
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

/// What must be so, known without asking the record.
struct World {
    db: Db,
    feeds: Vec<(SourceId, FeedId)>,
    now: Millis,
    /// What workers hold or held: an ended lease stays here, because its worker does not know.
    held: Vec<(ArticleId, Millis)>,
    new: i64,
    announced: HashSet<(usize, i64)>,
}

impl World {
    async fn new(db: Db) -> World {
        let mut feeds = Vec::new();
        for site in SITES {
            feeds.push(publisher(&db, site).await);
        }
        World { db, feeds, now: NOW, held: vec![], new: 0, announced: HashSet::new() }
    }

    async fn play(&mut self, step: &Step) -> Result<(), TestCaseError> {
        match step {
            Step::Ingest(polls) => self.ingest(polls).await,
            Step::Lease { limit, per_host } => return self.lease(*limit, *per_host).await.map(drop),
            Step::Finish { nth, ending } if !self.held.is_empty() => {
                let (id, _) = self.held.remove(nth % self.held.len());
                self.finish(id, ending).await;
            }
            Step::GiveBack { nth } if !self.held.is_empty() => {
                let (id, until) = self.held.remove(nth % self.held.len());
                // Only who still has the lease may give it back; workers stop in time.
                if until > self.now {
                    article::give_back(&self.db, &[id]).await.unwrap();
                }
            }
            Step::Finish { .. } | Step::GiveBack { .. } => {}
            Step::Crash => self.held.retain(|(_, until)| *until > self.now),
            Step::Restart => {
                self.held.clear();
                self.db.forget_leases().await.unwrap();
            }
            Step::Pass { ms } => self.now = Millis(self.now.0 + ms),
        }
        Ok(())
    }

    async fn ingest(&mut self, polls: &[(usize, Vec<(i64, bool)>)]) {
        let batches: Vec<Batch> = polls
            .iter()
            .map(|(site, items)| {
                let (source, feed) = self.feeds[*site];
                let item = |(n, other_id): &(i64, bool)| {
                    let mut item = item(SITES[*site], *n);
                    item.guid += if *other_id { 100_000 } else { 0 };
                    item
                };
                batch(source, feed, items.iter().map(item).collect())
            })
            .collect();
        for (site, items) in polls {
            self.announced.extend(items.iter().map(|(n, _)| (*site, *n)));
        }
        self.new +=
            article::ingest(&self.db, &batches, self.now).await.unwrap().iter().map(|n| i64::from(*n)).sum::<i64>();
    }

    async fn lease(&mut self, limit: i64, per_host: i64) -> Result<usize, TestCaseError> {
        let leased = article::lease_waiting(&self.db, self.now, LEASE, limit, per_host, None).await.unwrap();
        prop_assert!(leased.len() as i64 <= limit);
        prop_assert!(leased.is_sorted_by(|a, b| (a.published_at, a.id) > (b.published_at, b.id)));
        let mut of_host: HashMap<String, i64> = HashMap::new();
        for page in &leased {
            let held = self.held.iter().find(|(id, until)| *id == page.id && *until > self.now);
            prop_assert_eq!(held, None, "leased to two at once");
            let count = of_host.entry(page.address.authority()).or_default();
            *count += 1;
            prop_assert!(*count <= per_host);
        }
        self.held.extend(leased.iter().map(|page| (page.id, Millis(self.now.0 + LEASE))));
        Ok(leased.len())
    }

    async fn finish(&mut self, id: ArticleId, ending: &Ending) {
        let why = Quarantined::Fetch { outcome: FetchOutcome::NotFound };
        let ready = |canonical| {
            let article = coranto_core::Article { title: "Read".into(), canonical, ..Default::default() };
            PageResult::Ready {
                article: Box::new(article),
                published_at: NOW,
                section: None,
                policy: 1,
                figures: None,
                edit: None,
                watch: Default::default(),
            }
        };
        let result = match ending {
            Ending::Ready => ready(None),
            Ending::Names(n) => {
                let site = SITES[(id.0 % 3) as usize];
                ready(Some(item(site, *n).address))
            }
            Ending::Listed => PageResult::Listed { reason: "by rule".into() },
            Ending::Quarantined => PageResult::Quarantined { why, policy: 1 },
            Ending::Later(ms) => PageResult::Later { at: Millis(self.now.0 + ms), why },
        };
        article::finish(&self.db, &[(id, result)], self.now).await.unwrap();
        // Whoever else holds it has an ended lease or none: finishing gave it back.
        self.held.retain(|(held, _)| *held != id);
    }

    /// Each item once, counts that add up, a log that grows.
    async fn check(&self) -> Result<(), TestCaseError> {
        let stages: HashMap<Stage, i64> = article::stages(&self.db).await.unwrap().into_iter().collect();
        let log = change::since(&self.db, 0, 10_000).await.unwrap();
        prop_assert!(log.is_sorted_by(|a, b| a.seq < b.seq));
        let merged = log.iter().filter(|c| c.what == "article" && c.how == "removed").count() as i64;
        prop_assert_eq!(stages.values().sum::<i64>(), self.new - merged);

        let mut articles = HashSet::new();
        for (site, n) in &self.announced {
            let mut key = item(SITES[*site], *n).key;
            if let Lookup::Moved(to) = article::by_key(&self.db, &key).await.unwrap() {
                key = to;
            }
            let found = article::by_key(&self.db, &key).await.unwrap();
            prop_assert!(matches!(found, Lookup::Found(_)), "{} of {} is lost: {:?}", n, SITES[*site], found);
            articles.insert(key);
        }
        prop_assert_eq!(articles.len() as i64, self.new - merged, "an item is stored twice");

        let due = article::count_waiting(&self.db, self.now, None).await.unwrap() as i64;
        let in_hand: HashSet<_> = self.held.iter().filter(|(_, until)| *until > self.now).map(|(id, _)| id).collect();
        prop_assert!(due + in_hand.len() as i64 <= stages[&Stage::Waiting] + merged);
        prop_assert_eq!(article::next_waiting(&self.db).await.unwrap().is_some(), stages[&Stage::Waiting] > 0);
        Ok(())
    }

    /// After any history, what waits can be read to the end, and the same feeds bring nothing new.
    async fn finish_everything(&mut self) -> Result<(), TestCaseError> {
        self.now = Millis(self.now.0 + 10 * LEASE);
        let waiting = article::count_waiting(&self.db, self.now, None).await.unwrap();
        let mut read = 0;
        self.held.clear();
        while self.lease(5, 3).await? > 0 {
            for (id, _) in std::mem::take(&mut self.held) {
                self.finish(id, &Ending::Ready).await;
                read += 1;
            }
        }
        prop_assert_eq!(read, waiting);
        prop_assert_eq!(article::next_waiting(&self.db).await.unwrap(), None);
        let before = self.new;
        let everything: Vec<(usize, Vec<(i64, bool)>)> =
            self.announced.iter().map(|(site, n)| (*site, vec![(*n, false), (*n, true)])).collect();
        self.ingest(&everything).await;
        prop_assert_eq!(self.new, before);
        for (source, _) in &self.feeds {
            let polls = feed::history(&self.db, *source, 100).await.unwrap();
            prop_assert!(polls.len() <= 50);
        }
        self.check().await
    }
}
