//! Feeds and publishers: due, leased, polled, moved, paused, removed.

use crate::sample::*;
use coranto_core::reason::{FeedRejected, FetchOutcome};
use coranto_core::source::{OwnerKind, SourceFacts};
use coranto_core::{Lang, Millis};
use coranto_store::feed::{FeedKind, FeedState, PollOutcome, PollRecord};
use coranto_store::host::RobotsRow;
use coranto_store::testing::Database;
use coranto_store::{Db, StoreError, article, both_engines, change, feed, host, source};

const LEASE: i64 = 60_000;

async fn the_feed(db: &Db) -> feed::Feed {
    feed::all(db).await.unwrap().remove(0)
}

both_engines! {
    async fn a_feed_is_due_at_once_and_leased_to_one(database: Database) {
        let db = &database.db;
        let (source, id) = publisher(db, "harbour").await;
        assert_eq!(feed::add(db, source, &address("https://harbour.example/feed.xml"), FeedKind::Feed, Some("local"), NOW).await.unwrap(), id);
        assert_eq!(the_feed(db).await.section.as_deref(), Some("local"), "a missing section is filled in");
        assert_eq!((feed::next_due(db).await.unwrap(), feed::count_due(db, NOW, None).await.unwrap()), (Some(NOW), 1));

        let leased = feed::lease_due(db, NOW, LEASE, 10, Some(source)).await.unwrap();
        assert_eq!(leased.iter().map(|f| f.id).collect::<Vec<_>>(), [id]);
        assert!(feed::lease_due(db, NOW, LEASE, 10, None).await.unwrap().is_empty());
        assert_eq!(feed::make_due(db, None, NOW).await.unwrap(), 0, "leased ones are left alone");
        assert_eq!(feed::next_due(db).await.unwrap(), Some(Millis(NOW.0 + LEASE)));
        assert_eq!(feed::lease_due(db, Millis(NOW.0 + LEASE), LEASE, 10, None).await.unwrap().len(), 1, "it ran out");
        feed::give_back(db, &[id]).await.unwrap();
        assert_eq!(feed::lease_due(db, NOW, LEASE, 10, None).await.unwrap().len(), 1);
    }

    async fn a_poll_leaves_all_that_it_learnt(database: Database) {
        let db = &database.db;
        let (source, id) = publisher(db, "harbour").await;
        feed::lease_due(db, NOW, LEASE, 10, None).await.unwrap();
        let first = PollRecord { title: Some("The Harbour".into()), moved_to: Some("https://harbour.example/new".into()), moved_seen: 1, ..poll(id, NOW, PollOutcome::Unchanged) };
        feed::record(db, &[first]).await.unwrap();
        let known = the_feed(db).await;
        assert_eq!((known.etag.as_deref(), known.validators_since, known.body_hash), (Some("\"v1\""), Some(NOW), Some(-7)));
        assert_eq!((known.last_good_at, known.last_new_at, known.last_outcome), (Some(NOW), None, Some(PollOutcome::Unchanged)));
        assert_eq!((known.moved_to.as_deref(), known.moved_seen), (Some("https://harbour.example/new"), 1));

        let later = Millis(NOW.0 + Millis::HOUR);
        let outcome = PollOutcome::Fetch { outcome: FetchOutcome::RateLimited { status: 429, retry_at: Millis(later.0 + 9) } };
        let failed = PollRecord { etag: None, validators_since: None, failures: 3, next_due_at: Millis(later.0 + 9), ..poll(id, later, outcome.clone()) };
        feed::record(db, &[failed]).await.unwrap();
        let known = the_feed(db).await;
        assert_eq!((known.title.as_deref(), known.etag, known.failures), (Some("The Harbour"), None, 3));
        assert_eq!((known.last_good_at, known.last_fetched_at, known.next_due_at), (Some(NOW), Some(later), Millis(later.0 + 9)));
        let health = source::health(db, Some(source)).await.unwrap();
        assert_eq!((health[0].feeds_failing, health[0].last_problem.clone()), (1, Some(outcome)));
        // A feed that turned into a web page is a problem too.
        let outcome = PollOutcome::Feed { rejected: FeedRejected::WebPage };
        feed::record(db, &[PollRecord { failures: 4, ..poll(id, Millis(later.0 + 10), outcome.clone()) }]).await.unwrap();
        assert_eq!(source::health(db, None).await.unwrap()[0].last_problem, Some(outcome));
    }

    async fn a_feed_moves_unless_another_has_the_address(database: Database) {
        let db = &database.db;
        let (source, one) = publisher(db, "harbour").await;
        let two = feed::add(db, source, &address("https://harbour.example/two"), FeedKind::Feed, None, NOW).await.unwrap();
        let to = |id, target: &str| PollRecord { moved_seen: 5, new_address: Some(address(target)), ..poll(id, NOW, PollOutcome::Unchanged) };
        // Both claim the same new address in one go: the first gets it.
        feed::record(db, &[to(one, "https://harbour.example/new"), to(two, "https://harbour.example/new")]).await.unwrap();
        let feeds = feed::of_source(db, source).await.unwrap();
        assert_eq!((feeds[0].address.as_str(), feeds[0].moved_seen), ("https://harbour.example/new", 0));
        assert_eq!((feeds[1].address.as_str(), feeds[1].moved_seen), ("https://harbour.example/two", 0));
        assert_eq!(feed::by_address(db, &address("https://harbour.example/two")).await.unwrap().map(|f| f.id), Some(two));
    }

    async fn what_the_operator_paused_stays_paused(database: Database) {
        let db = &database.db;
        let (_, id) = publisher(db, "harbour").await;
        feed::lease_due(db, NOW, LEASE, 10, None).await.unwrap();
        feed::set_state(db, id, FeedState::Paused).await.unwrap();
        feed::record(db, &[poll(id, NOW, PollOutcome::Unchanged)]).await.unwrap();
        assert_eq!((the_feed(db).await.state, feed::next_due(db).await.unwrap()), (FeedState::Paused, None));
        feed::set_state(db, id, FeedState::Active).await.unwrap();
        feed::record(db, &[PollRecord { state: FeedState::Gone, ..poll(id, NOW, PollOutcome::Fetch { outcome: FetchOutcome::Gone }) }]).await.unwrap();
        assert_eq!(the_feed(db).await.state, FeedState::Gone);
        assert_eq!(feed::make_due(db, None, NOW).await.unwrap(), 0);
    }

    async fn feeds_can_be_made_due(database: Database) {
        let db = &database.db;
        let (source, one) = publisher(db, "harbour").await;
        let (_, two) = publisher(db, "island").await;
        feed::record(db, &[poll(one, NOW, PollOutcome::Unchanged), poll(two, NOW, PollOutcome::Unchanged)]).await.unwrap();
        assert_eq!(feed::count_due(db, NOW, None).await.unwrap(), 0);
        assert_eq!(feed::make_due(db, Some(source), NOW).await.unwrap(), 1);
        assert_eq!((feed::count_due(db, NOW, Some(source)).await.unwrap(), feed::count_due(db, NOW, None).await.unwrap()), (1, 1));
        assert_eq!(feed::make_due(db, None, NOW).await.unwrap(), 2);
    }

    async fn a_removed_feed_leaves_its_articles(database: Database) {
        let db = &database.db;
        let (source, id) = publisher(db, "harbour").await;
        article::ingest(db, &[batch(source, id, vec![item("harbour", 1)])], NOW).await.unwrap();
        feed::remove(db, id).await.unwrap();
        assert_eq!(feed::all(db).await.unwrap(), []);
        assert_eq!(article::list(db, &article::Filter::default(), None, 9).await.unwrap().len(), 1);
        // Its last poll comes home late.
        feed::record(db, &[poll(id, NOW, PollOutcome::Unchanged)]).await.unwrap();
        assert_eq!(feed::history(db, source, 9).await.unwrap(), []);
    }

    async fn facts_of_a_publisher_are_kept_and_brought_up_to_date(database: Database) {
        let db = &database.db;
        let all_facts = SourceFacts {
            owner: Some("The readers".into()),
            owner_kind: OwnerKind::Cooperative,
            owner_citation: Some("https://harbour.example/about".into()),
            licence: Some("CC-BY-4.0".into()),
            licence_url: Some("https://harbour.example/licence".into()),
            full_text: true,
            user_agent: Some("Coranto for the harbour".into()),
            languages: vec![Lang::AR, Lang::EN],
            ..facts("harbour")
        };
        let id = source::upsert(db, &all_facts, NOW).await.unwrap();
        let found = source::by_slug(db, "harbour").await.unwrap().unwrap();
        assert_eq!((&found.facts, found.id, found.created_at), (&all_facts, id, NOW));
        let feed = feed::add(db, id, &address("https://harbour.example/feed.xml"), FeedKind::NewsSitemap, None, NOW).await.unwrap();
        article::ingest(db, &[batch(id, feed, vec![item("harbour", 1)])], NOW).await.unwrap();

        let moved = SourceFacts { country: Some("IS".into()), name: "A harbour".into(), ..all_facts };
        assert_eq!(source::upsert(db, &moved, Millis(NOW.0 + 1)).await.unwrap(), id);
        assert_eq!(source::by_id(db, id).await.unwrap().unwrap().facts, moved);
        let in_iceland = article::Filter { country: Some("IS".into()), ..article::Filter::default() };
        assert_eq!(article::list(db, &in_iceland, None, 9).await.unwrap().len(), 1);
        assert_eq!(article::lease_waiting(db, NOW, LEASE, 1, 1, None).await.unwrap()[0].user_agent.as_deref(), Some("Coranto for the harbour"));
        source::upsert_all(db, &[facts("Zebra"), facts("antelope")], NOW).await.unwrap();
        let names: Vec<String> = source::all(db).await.unwrap().into_iter().map(|s| s.facts.name).collect();
        assert_eq!(names, ["A harbour", "The antelope", "The Zebra"]);
    }

    async fn a_removed_publisher_takes_everything_along(database: Database) {
        let db = &database.db;
        let (gone, gone_feed) = publisher(db, "harbour").await;
        let (island, island_feed) = publisher(db, "island").await;
        let mut shared = item("island", 1);
        shared.guid = 42;
        article::ingest(db, &[batch(island, island_feed, vec![item("island", 1)]), batch(gone, gone_feed, vec![item("harbour", 1), shared])], NOW).await.unwrap();
        source::remove(db, gone, NOW).await.unwrap();
        source::remove(db, gone, NOW).await.unwrap();
        assert_eq!((source::all(db).await.unwrap().len(), feed::all(db).await.unwrap().len()), (1, 1));
        assert_eq!(article::list(db, &article::Filter::default(), None, 9).await.unwrap().len(), 1);
        assert_eq!(article::by_key(db, &item("harbour", 1).key).await.unwrap(), article::Lookup::Missing);
        let removed: Vec<String> = change::since(db, 0, 99).await.unwrap().into_iter().filter(|c| c.how == "removed").map(|c| c.what).collect();
        assert_eq!(removed, ["article", "source"]);
        let seq: Vec<i64> = change::since(db, 2, 2).await.unwrap().into_iter().map(|c| c.seq).collect();
        assert_eq!(seq, [3, 4]);
    }

    async fn robots_are_remembered_newest_word_last(database: Database) {
        let db = &database.db;
        assert_eq!(host::robots(db, "https://harbour.example").await.unwrap(), None);
        let row = RobotsRow { origin: "https://harbour.example".into(), text: Some("User-agent: *\nDisallow: /x".into()), unreachable: false, fetched_at: NOW };
        host::put_robots(db, &row).await.unwrap();
        host::put_robots(db, &RobotsRow { text: None, unreachable: true, fetched_at: Millis(NOW.0 - 1), ..row.clone() }).await.unwrap();
        assert_eq!(host::robots(db, "https://harbour.example").await.unwrap(), Some(row.clone()));
        let none = RobotsRow { text: None, unreachable: true, fetched_at: Millis(NOW.0 + 1), ..row };
        host::put_robots(db, &none).await.unwrap();
        assert_eq!(host::robots(db, "https://harbour.example").await.unwrap(), Some(none));
    }

    async fn a_record_is_opened_again_as_it_was_left(database: Database) {
        let (source, feed) = publisher(&database.db, "harbour").await;
        article::ingest(&database.db, &[batch(source, feed, vec![item("harbour", 1)])], NOW).await.unwrap();
        database.db.maintain().await.unwrap();
        database.db.ping().await.unwrap();
        database.db.clone().close().await;
        let again = Db::open(&database.place).await.unwrap();
        assert_eq!(article::list(&again, &article::Filter::default(), None, 9).await.unwrap().len(), 1);
        again.close().await;
    }
}

#[tokio::test]
async fn a_place_that_cannot_be_opened_is_named_without_its_password() {
    let error = Db::open("/dev/null/coranto.db").await.unwrap_err();
    assert!(matches!(&error, StoreError::Open { place, .. } if place == "/dev/null/coranto.db"), "{error}");
    let error = Db::open("postgres://ada:secret@127.0.0.1:1/news").await.unwrap_err();
    assert!(
        error.to_string().starts_with("the database at postgres://ada@127.0.0.1:1/news cannot be opened"),
        "{error}"
    );
    assert!(!format!("{error:?}").contains("secret"));
}
