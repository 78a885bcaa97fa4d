//! Nothing is stored twice, whatever feeds do.

use crate::sample::*;
use coranto_core::{ArticleKey, Lang, Millis};
use coranto_store::article::{Filter, FullArticle, Lookup, Media, PageResult, Stage};
use coranto_store::feed::PollOutcome;
use coranto_store::testing::Database;
use coranto_store::{Db, article, both_engines, feed, source};

async fn stored(db: &Db, key: &ArticleKey) -> FullArticle {
    match article::by_key(db, key).await.unwrap() {
        Lookup::Found(article) => *article,
        other => panic!("{key}: {other:?}"),
    }
}

async fn titles(db: &Db) -> Vec<String> {
    article::list(db, &Filter::default(), None, 100).await.unwrap().into_iter().map(|card| card.title).collect()
}

both_engines! {
    async fn a_second_poll_brings_only_what_is_new(database: Database) {
        let db = &database.db;
        let (source, feed) = publisher(db, "harbour").await;
        let first = batch(source, feed, vec![item("harbour", 1), item("harbour", 2)]);
        let second = batch(source, feed, vec![item("harbour", 2), item("harbour", 3)]);
        assert_eq!(article::ingest(db, &[first], NOW).await.unwrap(), [2]);
        assert_eq!(article::ingest(db, &[second], NOW).await.unwrap(), [1]);
        assert_eq!(titles(db).await.len(), 3);
        let polls = feed::history(db, source, 9).await.unwrap();
        assert_eq!(polls.iter().map(|p| p.outcome.to_string()).collect::<Vec<_>>(), ["2 items, 1 new", "2 items, 2 new"]);
    }

    async fn an_item_that_stands_twice_in_one_go_is_one_article(database: Database) {
        let db = &database.db;
        let (source, feed) = publisher(db, "harbour").await;
        let (other, other_feed) = publisher(db, "island").await;
        let mut same_address = item("harbour", 1);
        same_address.guid = 77;
        let mut same_guid = item("harbour", 9);
        same_guid.guid = item("harbour", 1).guid;
        let batches = [
            batch(source, feed, vec![item("harbour", 1), same_address.clone(), same_guid.clone(), item("harbour", 1)]),
            batch(other, other_feed, vec![item("harbour", 1)]),
        ];
        assert_eq!(article::ingest(db, &batches, NOW).await.unwrap(), [1, 0]);
        assert_eq!(titles(db).await.len(), 1);
        // The other names were learnt: each alone is known too, and the second address leads to the article.
        for again in [same_address, same_guid.clone()] {
            assert_eq!(article::ingest(db, &[batch(source, feed, vec![again])], NOW).await.unwrap(), [0]);
        }
        assert_eq!(article::by_key(db, &same_guid.key).await.unwrap(), Lookup::Moved(item("harbour", 1).key));
    }

    async fn a_changed_id_with_the_same_address_is_the_same_article(database: Database) {
        let db = &database.db;
        let (source, feed) = publisher(db, "harbour").await;
        article::ingest(db, &[batch(source, feed, vec![item("harbour", 1)])], NOW).await.unwrap();
        let mut renumbered = item("harbour", 1);
        renumbered.guid = 555;
        assert_eq!(article::ingest(db, &[batch(source, feed, vec![renumbered.clone()])], NOW).await.unwrap(), [0]);
        // From now on the new id is known, even when the address changes as well.
        let mut moved = item("harbour", 2);
        moved.guid = 555;
        assert_eq!(article::ingest(db, &[batch(source, feed, vec![moved])], NOW).await.unwrap(), [0]);
    }

    async fn the_same_id_in_two_sources_means_two_articles(database: Database) {
        let db = &database.db;
        let (source, feed) = publisher(db, "harbour").await;
        let (other, other_feed) = publisher(db, "island").await;
        let batches = [batch(source, feed, vec![item("harbour", 1)]), batch(other, other_feed, vec![item("island", 1)])];
        assert_eq!(article::ingest(db, &batches, NOW).await.unwrap(), [1, 1]);
    }

    async fn a_corrected_title_is_taken_over_until_the_page_was_read(database: Database) {
        let db = &database.db;
        let (source, feed) = publisher(db, "harbour").await;
        let announced = item("harbour", 1);
        article::ingest(db, &[batch(source, feed, vec![announced.clone()])], NOW).await.unwrap();
        let before = article::epoch(db).await.unwrap();

        let mut corrected = announced.clone();
        corrected.article.title = "Ferry number one sails again".into();
        corrected.article.summary = Some("It left.".into());
        corrected.published_at = Millis(NOW.0 + 5);
        article::ingest(db, &[batch(source, feed, vec![corrected.clone()])], NOW).await.unwrap();
        let found = stored(db, &announced.key).await;
        assert_eq!((found.card.title.as_str(), found.card.lead.as_str()), ("Ferry number one sails again", "It left."));
        assert_eq!(found.card.published_at, announced.published_at, "a correction is no news");
        assert!(article::epoch(db).await.unwrap() > before);

        let before = article::epoch(db).await.unwrap();
        article::ingest(db, &[batch(source, feed, vec![corrected])], NOW).await.unwrap();
        assert_eq!(article::epoch(db).await.unwrap(), before, "nothing changed");

        let leased = article::lease_waiting(db, NOW, 1_000, 1, 1, None).await.unwrap();
        assert_eq!(leased[0].from_feed.title, "Ferry number one sails again");
        let mut page = leased[0].from_feed.clone();
        page.title = "Ferry sails, says the page".into();
        let ready = PageResult::Ready { article: Box::new(page), published_at: NOW, section: None, policy: 1, figures: None, edit: None, watch: Default::default() };
        article::finish(db, &[(leased[0].id, ready)], NOW).await.unwrap();
        article::ingest(db, &[batch(source, feed, vec![announced.clone()])], NOW).await.unwrap();
        assert_eq!(stored(db, &announced.key).await.card.title, "Ferry sails, says the page");
    }

    async fn the_whole_text_of_a_feed_is_kept_up_to_date(database: Database) {
        let db = &database.db;
        let (source, feed) = publisher(db, "harbour").await;
        let mut whole = item("harbour", 1);
        whole.stage = Stage::Ready;
        whole.article.blocks = vec![paragraph("First version.")];
        article::ingest(db, &[batch(source, feed, vec![whole.clone()])], NOW).await.unwrap();
        whole.article.blocks = vec![paragraph("Second version.")];
        article::ingest(db, &[batch(source, feed, vec![whole.clone()])], NOW).await.unwrap();
        assert_eq!(stored(db, &whole.key).await.blocks, [paragraph("Second version.")]);
        assert!(article::lease_waiting(db, NOW, 1_000, 9, 9, None).await.unwrap().is_empty());
    }

    async fn everything_an_item_says_comes_back(database: Database) {
        let db = &database.db;
        let (source, feed) = publisher(db, "harbour").await;
        let mut full = item("harbour", 1);
        full.stage = Stage::Listed;
        full.reason = Some("robots.txt keeps us out".into());
        full.article.image = Some(picture("harbour"));
        full.article.lang = Some(Lang::AR);
        full.article.title = "عبّارة تبحر من جديد 🚢".into();
        full.article.section = Some("Region".into());
        full.article.keywords = vec!["ferry".into(), "Hafen".into()];
        full.article.paywalled = Some(true);
        full.article.licence = Some("CC BY 4.0".into());
        full.article.words = 321;
        full.media = vec![Media { address: address("https://harbour.example/talk.mp3"), mime: Some("audio/mpeg".into()), bytes: Some(7), seconds: None }];
        article::ingest(db, &[batch(source, feed, vec![full.clone()])], NOW).await.unwrap();

        let found = stored(db, &full.key).await;
        assert_eq!(found.card.title, full.article.title);
        assert_eq!(found.card.lead, full.article.summary.unwrap());
        assert_eq!((found.card.lang, found.card.image), (full.article.lang, full.article.image));
        assert_eq!((found.card.paywalled, found.card.words, found.card.has_media), (Some(true), 321, true));
        assert_eq!((found.card.authors, found.keywords), (full.article.authors, full.article.keywords));
        assert_eq!((found.media, found.licence), (full.media, full.article.licence));
        assert_eq!(found.publisher_section.as_deref(), Some("Region"));
        assert_eq!(found.listed_because.as_deref(), Some("robots.txt keeps us out"));
        assert_eq!((found.address, found.arrived_at, found.feed_id), (full.address, NOW, Some(feed)));
    }

    async fn nul_bytes_are_left_out(database: Database) {
        let db = &database.db;
        let (source, feed) = publisher(db, "harbour").await;
        let mut odd = item("harbour", 1);
        odd.article.title = "Fer\0ry".into();
        odd.article.summary = Some("Sa\0iled".into());
        odd.article.blocks = vec![paragraph("a\0b")];
        odd.section = Some("lo\0cal".into());
        let mut poll = batch(source, feed, vec![odd.clone()]);
        poll.poll.title = Some("The \0Harbour".into());
        poll.poll.etag = Some("\"\0\"".into());
        article::ingest(db, &[poll], NOW).await.unwrap();
        let found = stored(db, &odd.key).await;
        assert_eq!((found.card.title.as_str(), found.card.lead.as_str()), ("Ferry", "Sailed"));
        assert_eq!((found.card.section.as_deref(), found.blocks), (Some("local"), vec![paragraph("ab")]));
        assert_eq!(feed::all(db).await.unwrap()[0].title.as_deref(), Some("The Harbour"));
    }

    async fn what_has_no_title_or_nothing_to_show_is_not_listed(database: Database) {
        let db = &database.db;
        let (source, feed) = publisher(db, "harbour").await;
        let mut untitled = item("harbour", 1);
        untitled.article.title = "  ".into();
        let mut bare = item("harbour", 2);
        bare.article.summary = None;
        let mut bare_but_final = item("harbour", 3);
        bare_but_final.article.summary = None;
        bare_but_final.stage = Stage::Listed;
        let batch = batch(source, feed, vec![untitled, bare, bare_but_final, item("harbour", 4)]);
        article::ingest(db, &[batch], NOW).await.unwrap();
        assert_eq!(titles(db).await, ["Ferry number 4 sails again", "Ferry number 3 sails again"]);
    }

    async fn a_batch_of_a_source_that_was_removed_is_dropped(database: Database) {
        let db = &database.db;
        let (gone, gone_feed) = publisher(db, "harbour").await;
        let (source, feed) = publisher(db, "island").await;
        source::remove(db, gone, NOW).await.unwrap();
        let batches = [batch(gone, gone_feed, vec![item("harbour", 1)]), batch(source, feed, vec![item("island", 1)])];
        assert_eq!(article::ingest(db, &batches, NOW).await.unwrap(), [0, 1]);
        assert_eq!(titles(db).await.len(), 1);
    }

    async fn many_writers_at_once_store_each_item_once(database: Database) {
        let db = &database.db;
        let (source, feed) = publisher(db, "harbour").await;
        // A second program on the same record.
        let other = Db::open(&database.place).await.unwrap();
        let tasks = (0..8).map(|task| {
            let db = if task % 2 == 0 { db.clone() } else { other.clone() };
            tokio::spawn(async move {
                let mut new = 0;
                for round in 0..5 {
                    let items = (0..40).map(|n| item("harbour", (n * 7 + task + round * 13) % 60)).collect();
                    new += article::ingest(&db, &[batch(source, feed, items)], NOW).await.unwrap()[0];
                }
                new
            })
        });
        let tasks: Vec<_> = tasks.collect();
        let mut new = 0;
        for task in tasks {
            new += task.await.unwrap();
        }
        assert_eq!(new, 60);
        assert_eq!(titles(db).await.len(), 60);
        assert_eq!(article::count_waiting(db, NOW, None).await.unwrap(), 60);
        other.close().await;
    }

    async fn an_ingest_that_is_cut_off_leaves_no_trace_or_all_of_it(database: Database) {
        let db = &database.db;
        let (source, feed) = publisher(db, "harbour").await;
        let items = || (0..120).map(|n| item("harbour", n)).collect();
        for micros in [0, 100, 300, 1_000, 3_000, 9_000] {
            let cut = std::time::Duration::from_micros(micros);
            let _ = tokio::time::timeout(cut, article::ingest(db, &[batch(source, feed, items())], NOW)).await;
            let stages = article::stages(db).await.unwrap();
            let waiting = article::count_waiting(db, NOW, None).await.unwrap();
            let polls = feed::history(db, source, 50).await.unwrap().len();
            assert!(stages[0] == (Stage::Waiting, 0) && waiting == 0 && polls == 0 || stages[0] == (Stage::Waiting, 120) && waiting == 120 && polls > 0);
        }
        article::ingest(db, &[batch(source, feed, items())], NOW).await.unwrap();
        assert_eq!(titles(db).await.len(), 100);
    }

    async fn history_keeps_the_last_fifty_polls_of_each_feed(database: Database) {
        let db = &database.db;
        let (source, feed) = publisher(db, "harbour").await;
        let other = feed::add(db, source, &address("https://harbour.example/b.xml"), feed::FeedKind::Feed, None, NOW).await.unwrap();
        feed::record(db, &[poll(other, NOW, PollOutcome::Unchanged)]).await.unwrap();
        // Several polls of one feed in one call count one after the other.
        let polls: Vec<_> = (1..=120).map(|n| poll(feed, Millis(NOW.0 + n), PollOutcome::Unchanged)).collect();
        for some in polls.chunks(17) {
            feed::record(db, some).await.unwrap();
        }
        let kept = feed::history(db, source, 500).await.unwrap();
        assert_eq!(kept.len(), 51);
        assert_eq!((kept[0].at, kept[49].at, kept[50].feed_id), (Millis(NOW.0 + 120), Millis(NOW.0 + 71), other));
    }
}
