//! kill -9 at any moment loses nothing and stores nothing twice. A round of its own runs in another process (this test binary, started again), is
//! killed at random moments, and begins again from what the record says.

use crate::kit::NOON;
use coranto_core::config::Settings;
use coranto_core::{Clock, Millis};
use coranto_fetch::Detour;
use coranto_pipeline::Pipeline;
use coranto_store::Db;
use coranto_store::article::{self, Cursor, Filter, Lookup, Stage};
use coranto_store::testing::Database;
use coranto_world::World;
use std::collections::HashSet;
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

const FEEDS: usize = 200;
const ITEMS: usize = 5;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_kills_on_sqlite() {
    survive(Database::sqlite().await, 100).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifteen_kills_on_postgres() {
    survive(Database::postgres().await, 15).await;
}

async fn survive(database: Database, kills: u32) {
    let began = Instant::now();
    let world = World::scale(Clock::manual(NOON), FEEDS, ITEMS);
    let internet = world.start().await.unwrap();
    let importing = pipeline(database.db.clone(), internet.address, Clock::manual(NOON), 8);
    importing.import(&world.sources()).await.unwrap();
    drop(importing);

    let mut dice = 0x5eed_u64;
    let mut in_the_middle = 0;
    let mut clock = NOON;
    for kill in 0..kills {
        let mut child = start(&database.place, internet.address, clock);
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // From its first breath to well into its work; the window is such that the work lasts for all kills.
        let window_ms = u64::from(12_000 / kills);
        tokio::time::sleep(Duration::from_millis(30 + (dice >> 33) % window_ms.max(60))).await;
        let ended_by_itself = child.try_wait().unwrap().is_some();
        child.kill().unwrap();
        child.wait().unwrap();
        in_the_middle += u32::from(!ended_by_itself);
        // What it held is free when the leases have run out.
        clock = clock.plus(Duration::from_secs(6 * 60));
        if kill % 20 == 0 {
            let stages = article::stages(&database.db).await.unwrap();
            println!("after {kill} kills: {stages:?}, {} listed", distinct_articles(&database.db).await);
        }
    }
    let mut last = start(&database.place, internet.address, clock);
    let done = tokio::task::block_in_place(|| last.wait()).unwrap();
    assert!(done.success());

    println!("{in_the_middle} of {kills} kills hit a round at work; {:?} in all", began.elapsed());
    assert!(in_the_middle * 2 > kills, "only {in_the_middle} of {kills} kills hit a round at work");
    let mut stages = article::stages(&database.db).await.unwrap();
    stages.retain(|(_, n)| *n > 0);
    assert_eq!(stages, [(Stage::Ready, (FEEDS * ITEMS) as i64)]);
    assert_eq!(distinct_articles(&database.db).await, FEEDS * ITEMS);
}

/// How many articles readers see; none of them twice.
async fn distinct_articles(db: &Db) -> usize {
    let (mut keys, mut addresses, mut after) = (HashSet::new(), HashSet::new(), None);
    loop {
        let cards = article::list(db, &Filter::default(), after, 200).await.unwrap();
        let Some(last) = cards.last() else { return keys.len() };
        after = Some(Cursor { published_at: last.published_at, id: last.id });
        for card in cards {
            let Lookup::Found(article) = article::by_key(db, &card.key).await.unwrap() else {
                panic!("{} is lost", card.title)
            };
            assert!(addresses.insert(article.address.as_str().to_owned()), "{} is there twice", article.address);
            assert!(keys.insert(card.key));
        }
    }
}

fn pipeline(db: Db, to: SocketAddr, clock: Clock, concurrency: u32) -> Pipeline {
    let mut settings = Settings::default();
    settings.fetch.per_host_spacing_ms = 0;
    settings.fetch.concurrency = concurrency;
    settings.read.page_workers = 4;
    settings.stories.model = "none".into();
    Pipeline::new(db, Arc::new(settings), clock, Some(Detour { to, names: Vec::new() })).unwrap()
}

const PLACE: &str = "CORANTO_TEST_KILLED_PLACE";
const INTERNET: &str = "CORANTO_TEST_KILLED_INTERNET";
const NOW: &str = "CORANTO_TEST_KILLED_NOW";

fn start(place: &str, internet: SocketAddr, clock: Millis) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["killed::a_round_of_its_own", "--exact", "--nocapture", "--test-threads=1"])
        .env(PLACE, place)
        .env(INTERNET, internet.to_string())
        .env(NOW, clock.0.to_string())
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

/// What is killed. On its own it has nothing to do.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_round_of_its_own() {
    let Ok(place) = std::env::var(PLACE) else { return };
    let internet = std::env::var(INTERNET).unwrap().parse().unwrap();
    let now = std::env::var(NOW).unwrap().parse().unwrap();
    let db = Db::open(&place).await.unwrap();
    let pipeline = pipeline(db, internet, Clock::manual(Millis(now)), 8);
    pipeline.once(None, &|_| (), CancellationToken::new()).await.unwrap();
}
