//! Pages that wait: leased, finished, late, and found to be one and the same.

use crate::sample::*;
use coranto_core::reason::{BodyRejected, FetchOutcome, Quarantined};
use coranto_core::{Article, ArticleId, Millis};
use coranto_store::article::{Filter, Lookup, PageResult, Stage, Waiting};
use coranto_store::testing::Database;
use coranto_store::{Db, article, both_engines, change};
use std::collections::HashSet;

const LEASE: i64 = 60_000;

fn ready(w: &Waiting, change: impl FnOnce(&mut Article)) -> PageResult {
    let mut article = w.from_feed.clone();
    article.blocks = vec![paragraph("The whole text.")];
    change(&mut article);
    PageResult::Ready {
        article: Box::new(article),
        published_at: w.published_at,
        section: None,
        policy: 3,
        figures: None,
        edit: None,
        watch: Default::default(),
    }
}

/// Stores items of one publisher and leases all of them, in the order of their numbers.
async fn leased(db: &Db, numbers: &[i64]) -> Vec<Waiting> {
    let (source, feed) = publisher(db, "harbour").await;
    let items = numbers.iter().map(|n| item("harbour", *n)).collect();
    article::ingest(db, &[batch(source, feed, items)], NOW).await.unwrap();
    let mut leased = article::lease_waiting(db, NOW, LEASE, 100, 100, None).await.unwrap();
    leased.reverse();
    leased
}

async fn stage(db: &Db, n: i64) -> Stage {
    match article::by_key(db, &item("harbour", n).key).await.unwrap() {
        Lookup::Found(article) => article.card.stage,
        other => panic!("{other:?}"),
    }
}

both_engines! {
    async fn newest_first_and_no_host_takes_all(database: Database) {
        let db = &database.db;
        let (harbour, harbour_feed) = publisher(db, "harbour").await;
        let (island, island_feed) = publisher(db, "island").await;
        let many = (10..60).map(|n| item("harbour", n)).collect();
        let few = (1..3).map(|n| item("island", n)).collect();
        article::ingest(db, &[batch(harbour, harbour_feed, many), batch(island, island_feed, few)], NOW).await.unwrap();
        let hosts = |leased: &[Waiting]| leased.iter().map(|w| format!("{} {}", w.address.host(), w.from_feed.title)).collect::<Vec<_>>();

        let first = article::lease_waiting(db, NOW, LEASE, 10, 3, None).await.unwrap();
        assert_eq!(hosts(&first), [
            "harbour.example Ferry number 59 sails again", "harbour.example Ferry number 58 sails again", "harbour.example Ferry number 57 sails again",
            "island.example Ferry number 2 sails again", "island.example Ferry number 1 sails again",
        ]);
        assert_eq!(article::lease_waiting(db, NOW, LEASE, 2, 9, None).await.unwrap().len(), 2);
        assert_eq!(article::lease_waiting(db, NOW, LEASE, 9, 9, Some(island)).await.unwrap().len(), 0);
        assert_eq!(article::count_waiting(db, NOW, Some(harbour)).await.unwrap(), 45);
    }

    async fn a_lease_that_ran_out_is_given_again(database: Database) {
        let db = &database.db;
        let first = leased(db, &[1]).await;
        assert_eq!((first.len(), first[0].attempts), (1, 0));
        let next = article::next_waiting(db).await.unwrap().unwrap();
        assert_eq!(next, Millis(NOW.0 + LEASE));
        assert!(article::lease_waiting(db, Millis(next.0 - 1), LEASE, 9, 9, None).await.unwrap().is_empty());
        let again = article::lease_waiting(db, next, LEASE, 9, 9, None).await.unwrap();
        assert_eq!((again[0].id, again[0].attempts), (first[0].id, 1));

        article::give_back(db, &[again[0].id]).await.unwrap();
        let again = article::lease_waiting(db, next, LEASE, 9, 9, None).await.unwrap();
        assert_eq!(again[0].attempts, 1, "what was given back was not tried");
        db.forget_leases().await.unwrap();
        assert_eq!(article::lease_waiting(db, next, LEASE, 9, 9, None).await.unwrap()[0].attempts, 2);
    }

    async fn many_workers_never_hold_the_same_page(database: Database) {
        let db = &database.db;
        let (source, feed) = publisher(db, "harbour").await;
        let items = (0..90).map(|n| item("harbour", n)).collect();
        article::ingest(db, &[batch(source, feed, items)], NOW).await.unwrap();
        let workers: Vec<_> = (0..6).map(|_| {
            let db = db.clone();
            tokio::spawn(async move {
                let mut mine = Vec::new();
                loop {
                    let leased = article::lease_waiting(&db, NOW, LEASE, 4, 4, None).await.unwrap();
                    if leased.is_empty() && article::count_waiting(&db, NOW, None).await.unwrap() == 0 {
                        return mine;
                    }
                    mine.extend(leased.into_iter().map(|w| w.id));
                }
            })
        }).collect();
        let mut all = Vec::new();
        for worker in workers {
            all.extend(worker.await.unwrap());
        }
        assert_eq!((all.len(), all.iter().collect::<HashSet<_>>().len()), (90, 90));
    }

    async fn each_ending_is_shown_as_what_it_is(database: Database) {
        let db = &database.db;
        let w = leased(db, &[1, 2, 3, 4]).await;
        let why = Quarantined::Body { rejected: BodyRejected::TooShort { words: 3 } };
        let failed = Quarantined::Fetch { outcome: FetchOutcome::HttpStatus { status: 500 } };
        let at = Millis(NOW.0 + 5_000);
        article::finish(db, &[
            (w[0].id, ready(&w[0], |_| {})),
            (w[1].id, PageResult::Listed { reason: "older than a month".into() }),
            (w[2].id, PageResult::Quarantined { why: why.clone(), policy: 3 }),
            (w[3].id, PageResult::Later { at, why: failed.clone() }),
        ], NOW).await.unwrap();
        let stages = article::stages(db).await.unwrap();
        assert_eq!(stages, [(Stage::Waiting, 1), (Stage::Ready, 1), (Stage::Listed, 1), (Stage::Quarantined, 1)]);
        let set_aside = article::quarantine(db, Some(w[2].source_id), 9).await.unwrap();
        assert_eq!(set_aside.iter().map(|a| (a.card.id, a.why.clone())).collect::<Vec<_>>(), [(w[2].id, why)]);
        let Lookup::Found(later) = article::by_key(db, &item("harbour", 4).key).await.unwrap() else { panic!() };
        assert_eq!((later.reason, later.card.stage), (Some(failed), Stage::Waiting));
        assert!(article::lease_waiting(db, NOW, LEASE, 9, 9, None).await.unwrap().is_empty());
        let again = article::lease_waiting(db, at, LEASE, 9, 9, None).await.unwrap();
        assert_eq!((again[0].id, again[0].attempts), (w[3].id, 1));
        let Lookup::Found(read) = article::by_key(db, &item("harbour", 1).key).await.unwrap() else { panic!() };
        assert_eq!((read.policy, read.read_at, read.reason), (3, Some(NOW), None));
    }

    async fn a_worker_that_comes_late_changes_nothing(database: Database) {
        let db = &database.db;
        let w = leased(db, &[1]).await;
        article::finish(db, &[(w[0].id, ready(&w[0], |_| {}))], NOW).await.unwrap();
        let why = Quarantined::Fetch { outcome: FetchOutcome::Gone };
        let before = article::epoch(db).await.unwrap();
        article::finish(db, &[(w[0].id, PageResult::Quarantined { why: why.clone(), policy: 3 })], NOW).await.unwrap();
        article::finish(db, &[(ArticleId(999_999), PageResult::Later { at: NOW, why })], NOW).await.unwrap();
        assert_eq!((stage(db, 1).await, article::epoch(db).await.unwrap()), (Stage::Ready, before));
    }

    async fn a_page_can_be_read_again(database: Database) {
        let db = &database.db;
        let w = leased(db, &[1]).await;
        article::finish(db, &[(w[0].id, ready(&w[0], |_| {}))], NOW).await.unwrap();
        article::read_again(db, w[0].id, NOW).await.unwrap();
        article::read_again(db, w[0].id, NOW).await.unwrap();
        let again = article::lease_waiting(db, NOW, LEASE, 9, 9, None).await.unwrap();
        assert_eq!((again.len(), again[0].attempts), (1, 0));
        article::finish(db, &[(w[0].id, ready(&again[0], |a| a.title = "Ferry delayed".into()))], NOW).await.unwrap();
        let Lookup::Found(read) = article::by_key(db, &item("harbour", 1).key).await.unwrap() else { panic!() };
        assert_eq!(read.card.title, "Ferry delayed");
    }

    async fn a_page_that_names_another_article_becomes_its_alias(database: Database) {
        let db = &database.db;
        let w = leased(db, &[1, 2]).await;
        let older = item("harbour", 1);
        article::finish(db, &[(w[1].id, ready(&w[1], |a| a.canonical = Some(older.address.clone())))], NOW).await.unwrap();
        assert_eq!(article::by_key(db, &item("harbour", 2).key).await.unwrap(), Lookup::Moved(older.key.clone()));
        assert_eq!(article::list(db, &Filter::default(), None, 9).await.unwrap().len(), 1);
        // The feed goes on announcing it under its id and its address: still the same article.
        let again = batch(w[0].source_id, feed_of(db).await, vec![item("harbour", 2)]);
        assert_eq!(article::ingest(db, &[again], NOW).await.unwrap(), [0]);
        assert_eq!(stage(db, 1).await, Stage::Waiting, "the older one's own page is read still");
        let log = change::since(db, 0, 99).await.unwrap();
        assert!(log.iter().any(|c| c.id == w[1].id.0 && c.what == "article" && c.how == "removed"));
    }

    async fn the_older_of_two_stays_whichever_is_read_first(database: Database) {
        let db = &database.db;
        let w = leased(db, &[1, 2]).await;
        let newer = item("harbour", 2);
        article::finish(db, &[(w[0].id, ready(&w[0], |a| a.canonical = Some(newer.address.clone())))], NOW).await.unwrap();
        assert_eq!(article::by_key(db, &newer.key).await.unwrap(), Lookup::Moved(item("harbour", 1).key));
        assert_eq!(stage(db, 1).await, Stage::Ready);
        // The worker that holds the page of the newer one finds nothing to write.
        article::finish(db, &[(w[1].id, ready(&w[1], |_| {}))], NOW).await.unwrap();
        assert_eq!(article::stages(db).await.unwrap()[1], (Stage::Ready, 1));
    }

    async fn a_proper_address_that_a_page_names_is_known_from_then_on(database: Database) {
        let db = &database.db;
        let w = leased(db, &[1, 2]).await;
        let proper = item("harbour", 100);
        let same_title = |a: &mut Article| {
            a.canonical = Some(proper.address.clone());
            a.title = "One story".into();
        };
        article::finish(db, &[(w[0].id, ready(&w[0], same_title))], NOW).await.unwrap();
        assert_eq!(article::by_key(db, &proper.key).await.unwrap(), Lookup::Moved(item("harbour", 1).key));
        let again = batch(w[0].source_id, feed_of(db).await, vec![proper.clone()]);
        assert_eq!(article::ingest(db, &[again], NOW).await.unwrap(), [0]);
        article::finish(db, &[(w[1].id, ready(&w[1], same_title))], NOW).await.unwrap();
        assert_eq!(article::by_key(db, &item("harbour", 2).key).await.unwrap(), Lookup::Moved(item("harbour", 1).key));
    }

    async fn a_canonical_address_that_cannot_be_right_merges_nothing(database: Database) {
        let db = &database.db;
        let w = leased(db, &[1, 2, 3, 4]).await;
        let (island, island_feed) = publisher(db, "island").await;
        article::ingest(db, &[batch(island, island_feed, vec![item("island", 1)])], NOW).await.unwrap();
        let names = |canonical: &str| {
            let canonical = address(canonical);
            move |a: &mut Article| a.canonical = Some(canonical)
        };
        article::finish(db, &[
            // The front page, and a section page that the site names for everything.
            (w[0].id, ready(&w[0], names("https://harbour.example/"))),
            (w[1].id, ready(&w[1], names("https://harbour.example/local"))),
            (w[2].id, ready(&w[2], names("https://harbour.example/local"))),
            // Another publisher's article, and one that it has yet to publish.
            (w[3].id, ready(&w[3], names("https://island.example/news/1"))),
        ], NOW).await.unwrap();
        assert_eq!(article::stages(db).await.unwrap()[1], (Stage::Ready, 4));
        article::read_again(db, w[3].id, NOW).await.unwrap();
        let again = article::lease_waiting(db, NOW, LEASE, 9, 9, Some(w[3].source_id)).await.unwrap();
        article::finish(db, &[(again[0].id, ready(&again[0], names("https://island.example/news/2")))], NOW).await.unwrap();
        let next = batch(island, island_feed, vec![item("island", 2)]);
        assert_eq!(article::ingest(db, &[next], NOW).await.unwrap(), [1]);
    }
}

async fn feed_of(db: &Db) -> coranto_core::FeedId {
    coranto_store::feed::all(db).await.unwrap()[0].id
}
