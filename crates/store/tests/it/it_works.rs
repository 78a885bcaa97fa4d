//! One article's way through the record.

use crate::sample::*;
use coranto_core::{Article, Millis};
use coranto_store::article::{Filter, Lookup, PageResult, Stage};
use coranto_store::testing::Database;
use coranto_store::{article, feed, source};

coranto_store::both_engines! {
async fn it_works(database: Database) {
    let db = &database.db;
    let (source, feed) = publisher(db, "harbour").await;
    assert_eq!(feed::lease_due(db, NOW, 60_000, 10, None).await.unwrap().len(), 1);
    let new =
        article::ingest(db, &[batch(source, feed, vec![item("harbour", 1), item("harbour", 2)])], NOW).await.unwrap();
    assert_eq!(new, [2]);

    let leased = article::lease_waiting(db, NOW, 60_000, 10, 5, None).await.unwrap();
    let ids: Vec<_> = leased.iter().map(|w| w.from_feed.title.as_str()).collect();
    assert_eq!(ids, ["Ferry number 2 sails again", "Ferry number 1 sails again"]);
    let read = Article {
        title: "Ferry number 2 sails again".into(),
        blocks: vec![paragraph("It left at <em>noon</em>.")],
        words: 4,
        ..leased[0].from_feed.clone()
    };
    let ready =
        PageResult::Ready { article: Box::new(read), published_at: leased[0].published_at, section: None, policy: 1, figures: None, edit: None, watch: Default::default() };
    article::finish(db, &[(leased[0].id, ready)], NOW).await.unwrap();

    let cards = article::list(db, &Filter::default(), None, 10).await.unwrap();
    assert_eq!(cards.iter().map(|c| c.stage).collect::<Vec<_>>(), [Stage::Ready, Stage::Waiting]);
    let Lookup::Found(full) = article::by_key(db, &cards[0].key).await.unwrap() else { panic!("not found") };
    assert_eq!(full.blocks, [paragraph("It left at <em>noon</em>.")]);
    assert_eq!(full.card.section.as_deref(), Some("local"));

    let health = source::health(db, None).await.unwrap();
    assert_eq!((health[0].articles, health[0].waiting, health[0].feeds), (2, 1, 1));
    assert_eq!(feed::history(db, source, 10).await.unwrap()[0].outcome.to_string(), "2 items, 2 new");
    assert_eq!(feed::next_due(db).await.unwrap(), Some(Millis(NOW.0 + Millis::HOUR)));
}
}
