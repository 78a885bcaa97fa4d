//! The main job on the made-up world: its publishers are read, their pages understood, and a second round costs next to nothing.

use crate::kit::{Kit, NOON};
use coranto_core::Clock;
use coranto_store::article::{self, Stage};
use coranto_store::testing::Database;
use coranto_world::World;
use std::sync::Mutex;
use tokio_util::sync::CancellationToken;

on_both!(it_works);
async fn it_works(database: Database) {
    let clock = Clock::manual(NOON);
    let world = World::demo(clock.clone());
    let internet = world.start().await.unwrap();
    let kit = Kit::new(database, internet.address, clock);

    let sources = world.sources();
    let imported = kit.pipeline.import(&sources).await.unwrap();
    assert_eq!(imported.sources_new as usize, sources.len());

    let progress = Mutex::new(Vec::new());
    let note = |p| progress.lock().unwrap().push(p);
    let first = kit.pipeline.once(None, &note, CancellationToken::new()).await.unwrap();
    assert_eq!(first.feeds_failed, 0, "{:#?}", first.reasons);
    assert_eq!(first.feeds_read, u64::from(imported.feeds_new));
    assert!(first.new > 100, "{first:#?}");
    // Walls, stubs and machine opt-outs of the world are set aside; most pages are articles.
    assert!(
        first.pages_ready * 10 > (first.pages_ready + first.pages_quarantined + first.pages_later) * 8,
        "{first:#?}"
    );
    let last = *progress.lock().unwrap().last().unwrap();
    assert_eq!((last.feeds_done, last.pages_done), (last.feeds_total, last.pages_total));

    let stages = article::stages(&kit.db).await.unwrap();
    assert!(stages.iter().all(|(stage, n)| *stage != Stage::Waiting || *n == 0), "{stages:?}");
    let articles = kit.articles().await;
    let languages: std::collections::HashSet<_> = articles.iter().filter_map(|a| a.card.lang).collect();
    assert!(languages.len() >= 6, "{languages:?}");
    for article in articles.iter().filter(|a| a.card.stage == Stage::Ready && a.media.is_empty()) {
        assert!(article.card.words >= 40, "{}: {} words", article.address, article.card.words);
        assert!(article.card.published_at <= NOON);
    }

    // Nothing changed: the publishers say so without sending anything, and no page is asked for again.
    let before = internet.requests("");
    let second = kit.next_round().await;
    assert_eq!((second.new, second.feeds_failed), (0, 0), "{second:#?}");
    let asked = internet.requests("") - before;
    assert!(
        asked <= u64::from(imported.feeds_new) + first.pages_later,
        "{asked} requests for {} feeds",
        imported.feeds_new
    );
}

on_both!(a_source_is_read_alone);
async fn a_source_is_read_alone(database: Database) {
    let clock = Clock::manual(NOON);
    let world = World::scale(clock.clone(), 3, 4);
    let internet = world.start().await.unwrap();
    let kit = Kit::new(database, internet.address, clock);
    kit.pipeline.import(&world.sources()).await.unwrap();
    let one = coranto_store::source::by_slug(&kit.db, "scale-1").await.unwrap().unwrap();
    let summary = kit.pipeline.once(Some(one.id), &|_| (), CancellationToken::new()).await.unwrap();
    assert_eq!((summary.feeds_read, summary.new, summary.pages_ready), (1, 4, 4), "{summary:#?}");
    assert_eq!(internet.requests("feed-0.scale.example"), 0);
}

on_both!(it_runs_until_told_to_stop);
async fn it_runs_until_told_to_stop(database: Database) {
    let clock = Clock::manual(NOON);
    let world = World::scale(clock.clone(), 5, 3);
    let internet = world.start().await.unwrap();
    let kit = Kit::new(database, internet.address, clock);
    let stop = CancellationToken::new();
    let running = tokio::spawn({
        let (pipeline, stop) = (kit.pipeline.clone(), stop.clone());
        async move { pipeline.run(stop).await }
    });
    // Sources that come while it runs are read without a restart.
    kit.pipeline.import(&world.sources()).await.unwrap();
    let read = async {
        while article::stages(&kit.db).await.unwrap() != [(Stage::Ready, 15)] {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), read).await.expect("all pages are read");
    // A day on the clock, and all feeds are asked again.
    let before = internet.requests("");
    kit.pass(24 * 60);
    let again = async {
        while internet.requests("") < before + 5 {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), again).await.expect("due feeds are polled");
    stop.cancel();
    tokio::time::timeout(std::time::Duration::from_secs(10), running).await.expect("it stops").unwrap().unwrap();
}

on_both!(a_stopped_round_says_so_and_loses_nothing);
async fn a_stopped_round_says_so_and_loses_nothing(database: Database) {
    let clock = Clock::manual(NOON);
    let world = World::scale(clock.clone(), 30, 2);
    let internet = world.start().await.unwrap();
    let kit = Kit::with(database, internet.address, clock, |s| {
        s.read.pages = false;
        s.fetch.concurrency = 2;
    });
    kit.pipeline.import(&world.sources()).await.unwrap();
    let stop = CancellationToken::new();
    let stop_after_three = |p: coranto_pipeline::Progress| {
        if p.feeds_done >= 3 {
            stop.cancel();
        }
    };
    let first = kit.pipeline.once(None, &stop_after_three, stop.clone()).await.unwrap();
    assert!(first.stopped && first.feeds_read < 30, "{first:#?}");
    // Leased and not begun, begun and not ended: all of it is there for the next round at once.
    let second = kit.once().await;
    assert_eq!(first.feeds_read + second.feeds_read, 30);
    assert_eq!(kit.stored().await, 60);
}
