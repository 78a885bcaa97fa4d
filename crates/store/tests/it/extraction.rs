//! The figures of how pages are read: counted with the pages, once each, day by day.

use crate::sample::*;
use coranto_core::health::{Drift, PageFigures, day_of};
use coranto_core::reason::{BodyRejected, FetchOutcome, Quarantined};
use coranto_core::{ArticleId, Millis};
use coranto_store::article::{self, Again, Lookup, PageResult, Stage, Waiting};
use coranto_store::testing::Database;
use coranto_store::{Db, both_engines, change, extraction, source};

const LEASE: i64 = 60_000;

fn ready(w: &Waiting, words: u32) -> PageResult {
    let mut article = w.from_feed.clone();
    (article.blocks, article.words) = (vec![paragraph(&format!("{} and so on.", article.title))], words);
    let figures = Some(PageFigures::of(&article, 1_000, 250));
    PageResult::Ready {
        article: Box::new(article),
        published_at: w.published_at,
        section: None,
        policy: 3,
        figures,
        edit: None,
        watch: Default::default(),
    }
}

fn short() -> PageResult {
    PageResult::Quarantined { why: Quarantined::Body { rejected: BodyRejected::TooShort { words: 3 } }, policy: 3 }
}

fn gone() -> PageResult {
    PageResult::Quarantined { why: Quarantined::Fetch { outcome: FetchOutcome::NotFound }, policy: 3 }
}

/// Pages of one publisher, read on a day.
async fn read(
    db: &Db,
    numbers: std::ops::Range<i64>,
    at: Millis,
    end: impl Fn(usize, &Waiting) -> PageResult,
) -> Vec<ArticleId> {
    let (source, feed) = publisher(db, "harbour").await;
    let items = numbers.map(|n| item("harbour", n)).collect();
    article::ingest(db, &[batch(source, feed, items)], at).await.unwrap();
    let leased = article::lease_waiting(db, at, LEASE, 100, 100, None).await.unwrap();
    let results: Vec<_> = leased.iter().enumerate().map(|(n, w)| (w.id, end(n, w))).collect();
    let grown = article::finish(db, &results, at).await.unwrap();
    assert_eq!(grown, [source]);
    results.into_iter().map(|(id, _)| id).collect()
}

both_engines! {
    async fn a_day_is_added_up_and_the_next_begins_anew(database: Database) {
        let db = &database.db;
        read(db, 0..4, NOW, |n, w| match n { 0 => short(), 1 => gone(), _ => ready(w, 100 * n as u32) }).await;
        read(db, 4..6, NOW, |_, w| ready(w, 400)).await;
        let tomorrow = Millis(NOW.0 + Millis::DAY);
        read(db, 6..7, tomorrow, |_, _| short()).await;
        let days: Vec<_> = extraction::days(db, None, 0).await.unwrap().into_iter().map(|(_, day)| day).collect();
        assert_eq!(days.iter().map(|d| (d.day, d.pages, d.passed, d.unfetched)).collect::<Vec<_>>(),
            [(day_of(NOW), 5, 4, 1), (day_of(tomorrow), 1, 0, 0)]);
        let day = &days[0];
        assert_eq!((day.words, day.refused["too_short"], day.refused["not_found"]), (1_300, 1, 1));
        assert_eq!((day.text_bytes, day.kept_bytes, day.no_date, day.no_authors, day.no_image), (4_000, 1_000, 4, 0, 4));
        assert_eq!(day.boilerplate(), Some(0.75));
    }

    async fn an_alarm_is_told_by_one_and_goes_on_to_the_next_day(database: Database) {
        let db = &database.db;
        read(db, 0..2, NOW, |_, w| ready(w, 100)).await;
        let (source, day) = (source::by_slug(db, "harbour").await.unwrap().unwrap().id, day_of(NOW));
        let alarm = [Drift::MostRefused { percent: 1, pages: 99 }];
        let epoch = article::epoch(db).await.unwrap();
        assert!(extraction::set_alarms(db, source, day, &[], &alarm, NOW).await.unwrap());
        assert!(!extraction::set_alarms(db, source, day, &[], &alarm, NOW).await.unwrap(), "another was faster");
        let seen: Vec<_> = change::since(db, epoch, 9).await.unwrap().into_iter().map(|c| (c.what, c.id)).collect();
        assert_eq!(seen, [("source".to_owned(), source.0)], "pages that were kept ready show it from now on");
        read(db, 2..3, Millis(NOW.0 + 2 * Millis::DAY), |_, w| ready(w, 100)).await;
        assert_eq!(extraction::alarms(db).await.unwrap(), [(source, alarm.to_vec())]);
        assert_eq!(source::health(db, None).await.unwrap()[0].alarms, alarm);
        assert!(extraction::set_alarms(db, source, day + 2, &alarm, &[], NOW).await.unwrap());
        assert_eq!(extraction::alarms(db).await.unwrap(), []);
    }

    async fn what_was_set_aside_is_read_again_and_counts_once(database: Database) {
        let db = &database.db;
        let ids = read(db, 0..3, NOW, |n, w| if n == 0 { ready(w, 100) } else { short() }).await;
        let set_aside = article::quarantine(db, None, 9).await.unwrap();
        assert_eq!((set_aside.len(), set_aside[0].policy, set_aside[0].tried_at), (2, 3, Some(NOW)));
        let which = Again { set_aside: true, ..Again::default() };
        assert_eq!(article::again(db, which, NOW).await.unwrap(), 2);
        assert_eq!(article::again(db, which, NOW).await.unwrap(), 0, "they wait already");
        assert_eq!(article::quarantine(db, None, 9).await.unwrap().len(), 2, "and stand where they stood meanwhile");
        let leased = article::lease_waiting(db, NOW, LEASE, 9, 9, None).await.unwrap();
        assert_eq!(leased.iter().map(|w| w.stage).collect::<Vec<_>>(), [Stage::Quarantined; 2]);
        article::finish(db, &[(leased[0].id, ready(&leased[0], 90)), (leased[1].id, short())], NOW).await.unwrap();
        assert_eq!(article::count_waiting(db, NOW, None).await.unwrap(), 0);
        assert_eq!(article::stages(db).await.unwrap()[1], (Stage::Ready, 2));
        let (_, day) = &extraction::days(db, None, 0).await.unwrap()[0];
        assert_eq!((day.pages, day.passed), (3, 1), "picked because they failed, they say nothing of the day");
        // Of one that never was set aside, only older rules are a reason.
        assert_eq!(article::again(db, Again { older_than: Some(3), ..Again::default() }, NOW).await.unwrap(), 0);
        assert_eq!(article::again(db, Again { older_than: Some(4), ..Again::default() }, NOW).await.unwrap(), 3);
        assert!(ids.len() == 3);
    }

    async fn a_text_is_kept_when_its_page_cannot_be_had_again(database: Database) {
        let db = &database.db;
        read(db, 0..3, NOW, |_, w| ready(w, 100)).await;
        assert_eq!(article::again(db, Again { older_than: Some(9), ..Again::default() }, NOW).await.unwrap(), 3);
        let w = article::lease_waiting(db, NOW, LEASE, 9, 9, None).await.unwrap();
        let wall = PageResult::Quarantined { why: Quarantined::Body { rejected: BodyRejected::ConsentWall }, policy: 9 };
        article::finish(db, &[(w[0].id, gone()), (w[1].id, wall), (w[2].id, short())], NOW).await.unwrap();
        let stages = article::stages(db).await.unwrap();
        assert_eq!((stages[1], stages[3]), ((Stage::Ready, 2), (Stage::Quarantined, 1)), "what the rules refuse now is set aside");
        assert_eq!(article::next_waiting(db).await.unwrap(), None);
        let Lookup::Found(kept) = article::by_key(db, &item("harbour", 2).key).await.unwrap() else { panic!() };
        assert_eq!((kept.card.stage, kept.blocks.len(), kept.policy, kept.reason), (Stage::Ready, 1, 3, None));
    }
}
