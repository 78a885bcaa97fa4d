//! kill -9 while reports are put into stories and read: nothing is lost, nothing is there twice, and the stories are those of a program that was never killed.

use crate::kit::NOON;
use crate::reading::readings;
use crate::stories::{MINUTES, change_minds, store, stories};
use coranto_core::config::Settings;
use coranto_core::{Clock, Millis};
use coranto_fetch::Detour;
use coranto_pipeline::Pipeline;
use coranto_store::testing::Database;
use coranto_store::{Db, story, subject};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

const PLACE: &str = "CORANTO_TEST_PLACING_PLACE";
const NOW: &str = "CORANTO_TEST_PLACING_NOW";
const LATER: Millis = Millis(NOON.0 + 60 * Millis::MINUTE);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_kills_on_sqlite() {
    survive(Database::sqlite().await, Database::sqlite().await, 200, 100).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_kills_on_postgres() {
    survive(Database::postgres().await, Database::postgres().await, 20, 500).await;
}

/// Each minute brings news, some of it old news with another text; the program is killed several times before it has put all of it into stories.
async fn survive(killed: Database, unharmed: Database, kills: u32, window_ms: u64) {
    let (mut clock, mut done, mut in_the_middle, mut dice) = (LATER, 0, 0, 0x5eed_u64);
    for minute in 0..MINUTES {
        for db in [&killed.db, &unharmed.db] {
            store(db, [0, 1, 2, 3], minute..minute + 1).await;
            change_minds(db, minute).await;
        }
        let until = kills * (minute as u32 + 1) / MINUTES as u32;
        for _ in std::mem::replace(&mut done, until)..until {
            let waiting = story::count_waiting(&killed.db).await.unwrap();
            let mut child = start(&killed.place, clock);
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            tokio::time::sleep(Duration::from_millis(20 + (dice >> 33) % window_ms)).await;
            let ended_by_itself = child.try_wait().unwrap().is_some();
            child.kill().unwrap();
            child.wait().unwrap();
            in_the_middle += u32::from(!ended_by_itself && waiting > 0);
            // What it held is free when its lease has run out.
            clock = clock.plus(Duration::from_secs(6 * 60));
        }
        place(killed.db.clone(), clock).await;
        place(unharmed.db.clone(), clock).await;
    }
    println!("{in_the_middle} of {kills} kills hit a program that had something to place");
    assert_eq!(story::count_waiting(&killed.db).await.unwrap(), 0);
    assert_eq!(decisions(&killed.db).await, decisions(&unharmed.db).await);
    assert_eq!(stories(&killed.db).await, stories(&unharmed.db).await);
    // What was placed is read, all of it.
    assert!(!subject::waits(&killed.db, coranto_about::VERSION).await.unwrap());
    let read = readings(&killed.db).await;
    assert!(read.len() > 100 && read.values().filter(|read| read.contains("geo:") || read.contains(" ")).count() > 100);
    assert_eq!(read, readings(&unharmed.db).await);
}

/// Why each report is where it is, in the order of placing.
pub async fn decisions(db: &Db) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for kept in story::window(db, Millis(0), 0, 10_000).await.unwrap() {
        let placing = story::of_article(db, kept.article).await.unwrap().unwrap();
        all.push((kept.key.to_string(), format!("{:?} {:?} {:?}", placing.decision, kept.arrived_at, kept.likened)));
    }
    all
}

async fn place(db: Db, now: Millis) {
    let mut settings = Settings::default();
    settings.stories.model = "none".into();
    let detour = Detour { to: "127.0.0.1:9".parse().unwrap(), names: Vec::new() };
    let pipeline = Pipeline::new(db, Arc::new(settings), Clock::manual(now), Some(detour)).unwrap();
    pipeline.pages_once(None, &|_| (), CancellationToken::new()).await.unwrap();
}

fn start(place: &str, clock: Millis) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["stories_killed::a_placing_of_its_own", "--exact", "--nocapture", "--test-threads=1"])
        .env(PLACE, place)
        .env(NOW, clock.0.to_string())
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

/// What is killed. On its own it has nothing to do.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_placing_of_its_own() {
    let Ok(at) = std::env::var(PLACE) else { return };
    let now = std::env::var(NOW).unwrap().parse().unwrap();
    place(Db::open(&at).await.unwrap(), Millis(now)).await;
}
