//! The main job on the made-up world: its publishers are read, their pages understood, and a second round costs next to nothing.

use crate::kit::{Kit, NOON, source};
use crate::script::{Says, Server, channel};
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
        assert!(article.card.words >= 40, "{article:?}");
        assert!(article.card.published_at <= NOON);
    }

    // Nothing changed: the publishers say so without sending anything, and no page is asked for again.
    let before = internet.requests("");
    coranto_store::feed::make_due(&kit.db, None, NOON).await.unwrap();
    let second = kit.once().await;
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
        while !article::stages(&kit.db).await.unwrap().contains(&(Stage::Ready, 15)) {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    if tokio::time::timeout(std::time::Duration::from_secs(20), read).await.is_err() {
        panic!("not all pages are read: {:?}", article::stages(&kit.db).await.unwrap());
    }
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
    let stop = CancellationToken::new();
    let (told, mut polls) = (stop.clone(), 0);
    let server = Server::start(move |asked| {
        polls += 1;
        if polls == 5 {
            told.cancel();
        }
        let items = ["one", "two"].map(|n| {
            format!(
                "<item><guid>tag:{host},2026:{n}</guid><link>https://{host}/{n}</link><title>{n}</title></item>",
                host = asked.host
            )
        });
        Says::feed(channel("", &items.concat()))
    })
    .await;
    let kit = Kit::with(database, server.address, Clock::manual(NOON), |s| {
        s.read.pages = false;
        s.fetch.concurrency = 2;
    });
    let sources: Vec<_> = (0..30).map(|n| source(&format!("https://paper-{n}.example/feed.xml"))).collect();
    kit.pipeline.import(&sources).await.unwrap();
    let first = kit.pipeline.once(None, &|_| (), stop).await.unwrap();
    assert!(first.stopped && first.feeds_read >= 4 && first.feeds_read <= 8, "{first:#?}");
    // Leased and not begun, begun and not ended: all of it is there for the next round at once.
    let second = kit.once().await;
    assert_eq!(first.feeds_read + second.feeds_read, 30);
    assert_eq!(kit.stored().await, 60);
}
