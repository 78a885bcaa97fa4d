//! What readers page through, and the figures beside it.

use crate::sample::*;
use coranto_core::{Lang, Millis, SourceId};
use coranto_store::article::{Card, Cursor, Filter, NewItem, Stage};
use coranto_store::testing::Database;
use coranto_store::{Db, article, both_engines, source};

/// Two publishers in two countries with 60 items in three sections and two languages; some have a picture, many share their minute.
async fn full(db: &Db) -> (SourceId, SourceId) {
    let (harbour, harbour_feed) = publisher(db, "harbour").await;
    let (island, island_feed) = publisher(db, "island").await;
    source::upsert(db, &coranto_core::source::SourceFacts { country: Some("IS".into()), ..facts("island") }, NOW)
        .await
        .unwrap();
    let item = |site: &str, n: i64| {
        let mut item = item(site, n);
        item.published_at = Millis(NOW.0 + n / 4 * Millis::MINUTE);
        item.section = [Some("local"), Some("sport"), None][(n % 3) as usize].map(str::to_owned);
        item.article.lang = Some(if n % 2 == 0 { Lang::EN } else { Lang::AR });
        item.article.image = (n % 5 == 0).then(|| picture(site));
        item.stage = Stage::Listed;
        item
    };
    let items = |site: &str| -> Vec<NewItem> { (0..30).map(|n| item(site, n)).collect() };
    let batches = [batch(harbour, harbour_feed, items("harbour")), batch(island, island_feed, items("island"))];
    article::ingest(db, &batches, NOW).await.unwrap();
    (harbour, island)
}

async fn walk(db: &Db, filter: &Filter, step: i64) -> Vec<Card> {
    let mut all: Vec<Card> = Vec::new();
    let mut after = None;
    loop {
        let page = article::list(db, filter, after, step).await.unwrap();
        let Some(last) = page.last() else { return all };
        after = Some(Cursor { published_at: last.published_at, id: last.id });
        all.extend(page);
        assert!(all.len() <= 100, "paging goes round in circles");
    }
}

both_engines! {
    async fn paging_shows_everything_once_in_order(database: Database) {
        let db = &database.db;
        full(db).await;
        let all = article::list(db, &Filter::default(), None, 500).await.unwrap();
        assert_eq!(all.len(), 60);
        assert!(all.is_sorted_by(|a, b| (a.published_at, a.id) > (b.published_at, b.id)));
        for step in [1, 7, 60] {
            assert_eq!(walk(db, &Filter::default(), step).await, all);
        }
        assert!(article::list(db, &Filter::default(), None, 0).await.unwrap().is_empty());
        assert!(article::list(db, &Filter::default(), None, -3).await.unwrap().is_empty());
    }

    async fn every_combination_of_filters_narrows(database: Database) {
        let db = &database.db;
        let (_, island) = full(db).await;
        let all = article::list(db, &Filter::default(), None, 500).await.unwrap();
        for bits in 0..32u32 {
            let has = |bit: u32| bits & (1 << bit) != 0;
            let filter = Filter {
                source: has(0).then_some(island),
                section: has(1).then(|| "sport".to_owned()),
                lang: has(2).then_some(Lang::AR),
                country: has(3).then(|| "IS".to_owned()),
                with_image: has(4),
                ..Filter::default()
            };
            let fits = |card: &&Card| {
                (!has(0) && !has(3) || card.source_id == island)
                    && (!has(1) || card.section.as_deref() == Some("sport"))
                    && (!has(2) || card.lang == Some(Lang::AR))
                    && (!has(4) || card.image.is_some())
            };
            let expected: Vec<Card> = all.iter().filter(fits).cloned().collect();
            assert!(!expected.is_empty());
            assert_eq!(walk(db, &filter, 4).await, expected, "{filter:?}");
        }
    }

    async fn shelves_count_what_lists_show(database: Database) {
        let db = &database.db;
        full(db).await;
        let shelves = article::shelves(db, Millis(0)).await.unwrap();
        assert_eq!(shelves.total, 60);
        assert_eq!(shelves.sections, [("local".to_owned(), 20), ("sport".to_owned(), 20)]);
        assert_eq!(shelves.languages, [(Lang::AR, 30), (Lang::EN, 30)]);
        assert_eq!(shelves.countries, [("IS".to_owned(), 30), ("NL".to_owned(), 30)]);
        let recent = article::shelves(db, Millis(NOW.0 + 7 * Millis::MINUTE)).await.unwrap();
        assert_eq!((recent.total, recent.sections), (4, vec![("sport".to_owned(), 2)]));
    }

    async fn the_epoch_moves_with_every_change_that_shows(database: Database) {
        let db = &database.db;
        let mut last = article::epoch(db).await.unwrap();
        let mut moved = async |what: &str| {
            let now = article::epoch(db).await.unwrap();
            assert!(now > last, "{what}");
            last = now;
        };
        let (source, feed) = publisher(db, "harbour").await;
        moved("a publisher came").await;
        article::ingest(db, &[batch(source, feed, vec![item("harbour", 1)])], NOW).await.unwrap();
        moved("an article came").await;
        let leased = article::lease_waiting(db, NOW, 1_000, 1, 1, None).await.unwrap();
        article::finish(db, &[(leased[0].id, article::PageResult::Listed { reason: "robots.txt".into() })], NOW).await.unwrap();
        moved("its page was not read").await;
        source::remove(db, source, NOW).await.unwrap();
        moved("the publisher went").await;
    }
}
