//! What publishers change: kept in the transaction that replaces the text, bounded, and looked for while an article is young.

use crate::sample::*;
use coranto_core::edit::{Change, Edit, EditKind, Figure, Moved, Wording, series};
use coranto_core::reason::{FetchOutcome, Quarantined};
use coranto_core::{Article, ArticleId, Millis};
use coranto_store::article::{PageResult, Stage, Waiting};
use coranto_store::edit::{self, Watch};
use coranto_store::testing::Database;
use coranto_store::{Db, article, both_engines};

const LEASE: i64 = 60_000;

fn wording(dead: i64) -> Wording {
    Wording { title: format!("{dead} dead"), text: format!("The storm took {dead} lives.\nThe wind is going.") }
}

fn dead(from: i64, to: i64) -> Moved {
    let figure = |n: i64| Figure { words: n.to_string(), value: n as f64 };
    let sentence = |n: i64| format!("The storm took {n} lives.");
    Moved {
        what: "lives".into(),
        key: "live".into(),
        from: figure(from),
        to: figure(to),
        in_title: false,
        was: sentence(from),
        sentence: sentence(to),
    }
}

fn edited(from: i64, to: i64) -> Edit {
    let change = Change { kinds: vec![EditKind::Numbers], added: 1, removed: 1, numbers: vec![dead(from, to)] };
    Edit { old: wording(from), old_words: 9, before: None, wording: wording(to), words: 9, at: None, change }
}

fn ready(edit: Option<Edit>, watch: Watch) -> PageResult {
    PageResult::Ready {
        article: Box::new(Article {
            title: "Storm".into(),
            blocks: vec![paragraph("It took lives.")],
            ..Article::default()
        }),
        published_at: NOW,
        section: None,
        policy: 3,
        figures: None,
        edit: edit.map(Box::new),
        watch,
    }
}

fn watch(next: i64) -> Watch {
    let validators = Some((Some("\"v1\"".to_owned()), None));
    Watch { next: Some(Millis(next)), print: Some(vec![1, 2, 3]), validators, said_title: Some("Storm".into()) }
}

/// One article whose page was read, and is watched from `next` on.
async fn read_once(db: &Db, next: i64) -> Waiting {
    let (source, feed) = publisher(db, "harbour").await;
    article::ingest(db, &[batch(source, feed, vec![item("harbour", 1)])], NOW).await.unwrap();
    let leased = article::lease_waiting(db, NOW, LEASE, 9, 9, None).await.unwrap().remove(0);
    assert!(leased.seen.is_none() && !leased.watched);
    article::finish(db, &[(leased.id, ready(None, watch(next)))], NOW).await.unwrap();
    leased
}

/// Looks at its page once more and writes what came of it.
async fn looked_at(db: &Db, id: ArticleId, result: PageResult, at: i64) {
    edit::queue_due(db, Millis(at), 9).await.unwrap();
    let leased = article::lease_waiting(db, Millis(at), LEASE, 9, 9, None).await.unwrap();
    assert_eq!(leased.iter().map(|w| (w.id, w.watched)).collect::<Vec<_>>(), [(id, true)]);
    article::finish(db, &[(id, result)], Millis(at)).await.unwrap();
}

both_engines! {
    async fn a_page_that_is_due_is_looked_at_again_with_what_is_known_of_it(database: Database) {
        let db = &database.db;
        let hour = NOW.0 + Millis::HOUR;
        let first = read_once(db, hour).await;
        assert_eq!(edit::next_due(db).await.unwrap(), Some(Millis(hour)));
        assert_eq!(edit::queue_due(db, Millis(hour - 1), 9).await.unwrap(), 0);
        assert_eq!(edit::queue_due(db, Millis(hour), 9).await.unwrap(), 1);
        assert_eq!(edit::queue_due(db, Millis(hour), 9).await.unwrap(), 0, "it waits already");
        let again = article::lease_waiting(db, Millis(hour), LEASE, 9, 9, None).await.unwrap().remove(0);
        assert_eq!((again.id, again.watched, again.stage, again.read_at, again.policy), (first.id, true, Stage::Ready, Some(NOW), 3));
        let seen = again.seen.unwrap();
        assert_eq!((seen.print.as_deref(), seen.etag.as_deref(), seen.said_title.as_deref()), (Some(&[1, 2, 3][..]), Some("\"v1\""), Some("Storm")));
        // Nothing changed: it is looked at later, and what is known stays.
        let epoch = article::epoch(db).await.unwrap();
        let later = Watch { next: Some(Millis(hour * 2)), ..Watch::default() };
        article::finish(db, &[(first.id, PageResult::Unchanged { watch: later })], Millis(hour)).await.unwrap();
        assert_eq!(edit::next_due(db).await.unwrap(), Some(Millis(hour * 2)));
        assert_eq!(article::epoch(db).await.unwrap(), epoch, "no page of the site is made anew for it");
        // At the end of its days nobody looks any more.
        looked_at(db, first.id, PageResult::Unchanged { watch: Watch::default() }, hour * 2).await;
        assert_eq!(edit::next_due(db).await.unwrap(), None);
    }

    async fn each_edit_is_kept_and_the_first_wording_with_them(database: Database) {
        let db = &database.db;
        let (hour, id) = (Millis::HOUR, read_once(db, NOW.0 + Millis::HOUR).await.id);
        assert_eq!((edit::count(db, id).await.unwrap(), edit::of_article(db, id).await.unwrap()), (0, vec![]));
        let at = |n: i64| NOW.0 + n * hour;
        looked_at(db, id, ready(Some(edited(3, 5)), watch(at(2))), at(1)).await;
        let mut second = edited(5, 7);
        second.at = Some(Millis(at(2) - 600_000));
        looked_at(db, id, ready(Some(second), watch(at(3))), at(2)).await;
        let revisions = edit::of_article(db, id).await.unwrap();
        let told: Vec<_> = revisions.iter().map(|r| (r.n, r.at.0, r.seen_at.0, r.wording.clone())).collect();
        assert_eq!(told, [
            (0, NOW.0, NOW.0, wording(3)),
            (1, at(1), at(1), wording(5)),
            (2, at(2) - 600_000, at(2), wording(7)),
        ]);
        assert_eq!(edit::count(db, id).await.unwrap(), 2);
        let values: Vec<f64> = series(&revisions)[0].steps.iter().map(|s| s.figure.value).collect();
        assert_eq!(values, [3.0, 5.0, 7.0]);
        // The same wording once more is no edit; a wording that was read anew in between is held against what it was then.
        looked_at(db, id, ready(Some(edited(5, 7)), watch(at(4))), at(3)).await;
        assert_eq!(edit::count(db, id).await.unwrap(), 2);
        let mut reread = edited(8, 9);
        reread.old.text = "Read anew.".into();
        looked_at(db, id, ready(Some(reread), watch(at(5))), at(4)).await;
        let last = edit::of_article(db, id).await.unwrap().pop().unwrap();
        assert_eq!((last.n, last.before.unwrap().text.as_str()), (3, "Read anew."));
    }

    async fn what_is_kept_is_bounded_and_the_first_and_newest_stay(database: Database) {
        let db = &database.db;
        let id = read_once(db, NOW.0 + 1).await.id;
        for n in 1..=70 {
            looked_at(db, id, ready(Some(edited(n, n + 1)), watch(NOW.0 + n * 10 + 1)), NOW.0 + n * 10).await;
        }
        let revisions = edit::of_article(db, id).await.unwrap();
        let ends = (revisions[0].wording.clone(), revisions[revisions.len() - 1].wording.clone());
        assert_eq!((revisions.len(), ends), (50, (wording(1), wording(71))));
        assert_eq!(edit::count(db, id).await.unwrap(), 70, "it still counts them all");
        let steps = &series(&revisions)[0].steps;
        assert_eq!((steps.len(), steps[0].figure.value, steps[49].figure.value), (50, 1.0, 71.0), "the series has no gap");
        // Megabytes are cut, and make room sooner.
        let mut long = edited(71, 72);
        long.wording.text = "a line of the text\n".repeat(60_000);
        looked_at(db, id, ready(Some(long), watch(NOW.0 + 900)), NOW.0 + 800).await;
        let last = edit::of_article(db, id).await.unwrap().pop().unwrap();
        assert!(last.wording.text.len() <= 256 << 10 && last.wording.text.ends_with("a line of the text"));
    }

    async fn a_feed_that_speaks_of_a_change_has_the_page_looked_at_soon(database: Database) {
        let db = &database.db;
        let first = read_once(db, NOW.0 + 9 * Millis::HOUR).await;
        let feed = coranto_store::feed::all(db).await.unwrap()[0].id;
        let mut said = item("harbour", 1);
        said.article.title = "Ferry sinks".into();
        let minutes = |n: i64| Millis(NOW.0 + n * Millis::MINUTE);
        let tell = |item: article::NewItem, at: Millis| async move {
            article::ingest(db, &[batch(first.source_id, feed, vec![item])], at).await.unwrap();
            edit::next_due(db).await.unwrap().unwrap().0 - NOW.0
        };
        assert_eq!(tell(said.clone(), minutes(5)).await, 30 * Millis::MINUTE, "not at once after the last look");
        assert_eq!(tell(said.clone(), minutes(6)).await, 30 * Millis::MINUTE, "it says the same again");
        looked_at(db, first.id, PageResult::Unchanged { watch: Watch { next: Some(minutes(900)), ..Watch::default() } }, minutes(30).0).await;
        said.article.title = "Ferry saved".into();
        assert_eq!(tell(said.clone(), minutes(120)).await, 120 * Millis::MINUTE);
        edit::queue_due(db, minutes(120), 9).await.unwrap();
        let again = article::lease_waiting(db, minutes(120), LEASE, 9, 9, None).await.unwrap().remove(0);
        assert_eq!(again.seen.unwrap().said_title.as_deref(), Some("Ferry saved"));
        // Who says something else all day long is not believed for ever.
        for n in 0..30 {
            let at = minutes(200 + n * 60);
            article::finish(db, &[(first.id, PageResult::Unchanged { watch: Watch { next: Some(minutes(100_000)), ..Watch::default() } })], at).await.unwrap();
            said.article.title = format!("Ferry {n}");
            tell(said.clone(), Millis(at.0 + 50 * Millis::MINUTE)).await;
            edit::queue_due(db, Millis(at.0 + 59 * Millis::MINUTE), 9).await.unwrap();
        }
        assert_eq!(edit::next_due(db).await.unwrap(), Some(minutes(100_000)));
    }

    async fn a_text_that_comes_from_its_feed_is_judged_there(database: Database) {
        let db = &database.db;
        let (source, feed) = publisher(db, "harbour").await;
        let full = |title: &str, text: &str| {
            let mut item = item("harbour", 1);
            item.stage = Stage::Ready;
            item.article.title = title.into();
            item.article.blocks = vec![paragraph(text)];
            item
        };
        fn judge(old: &Article, new: &Article) -> Option<Edit> {
            let of = |a: &Article| Wording { title: a.title.clone(), text: format!("{:?}", a.blocks) };
            (of(old) != of(new)).then(|| Edit { old: of(old), wording: of(new), ..edited(1, 2) })
        }
        let tell = |item: article::NewItem, policy: i64, minutes: i64| async move {
            let at = Millis(NOW.0 + minutes * Millis::MINUTE);
            article::ingest_judged(db, &[batch(source, feed, vec![item])], policy, judge, at).await.unwrap();
        };
        tell(full("Ferry", "It sails."), 3, 0).await;
        let id = article::list(db, &article::Filter::default(), None, 9).await.unwrap()[0].id;
        tell(full("Ferry", "It sinks."), 3, 5).await;
        tell(full("Ferry", "It sinks."), 3, 6).await;
        let mut other = full("Ferry", "It sinks.");
        other.article.authors.clear();
        tell(other, 3, 7).await;
        assert_eq!(edit::count(db, id).await.unwrap(), 1);
        let seen: Vec<i64> = edit::of_article(db, id).await.unwrap().iter().map(|r| r.seen_at.0 - NOW.0).collect();
        assert_eq!(seen, [0, 5 * Millis::MINUTE]);
        // A newer program reads the same feed otherwise: nobody edited it.
        tell(full("Ferry", "It sinks. Read on"), 4, 9).await;
        assert_eq!(edit::count(db, id).await.unwrap(), 1);
        tell(full("Ferry saved", "It sinks. Read on"), 4, 10).await;
        assert_eq!(edit::count(db, id).await.unwrap(), 2);
    }

    async fn who_is_asked_to_read_a_page_again_reads_all_of_it(database: Database) {
        let db = &database.db;
        let id = read_once(db, NOW.0 + 1).await.id;
        edit::queue_due(db, Millis(NOW.0 + 1), 9).await.unwrap();
        article::read_again(db, id, NOW).await.unwrap();
        let again = article::lease_waiting(db, Millis(NOW.0 + 1), LEASE, 9, 9, None).await.unwrap().remove(0);
        assert!(!again.watched && again.seen.is_some());
        // What is set aside is watched no more.
        let why = Quarantined::Body { rejected: coranto_core::reason::BodyRejected::TooShort { words: 3 } };
        article::finish(db, &[(id, PageResult::Quarantined { why, policy: 4 })], NOW).await.unwrap();
        assert_eq!(edit::next_due(db).await.unwrap(), None);
        let gone = Quarantined::Fetch { outcome: FetchOutcome::Gone };
        article::finish(db, &[(id, PageResult::Quarantined { why: gone, policy: 4 })], NOW).await.unwrap();
    }

    async fn a_double_gives_its_edits_to_the_article_it_becomes(database: Database) {
        let db = &database.db;
        let (source, feed) = publisher(db, "harbour").await;
        article::ingest(db, &[batch(source, feed, vec![item("harbour", 1), item("harbour", 2)])], NOW).await.unwrap();
        let leased = article::lease_waiting(db, NOW, LEASE, 9, 9, None).await.unwrap();
        let (newer, older) = (leased[0].id.max(leased[1].id), leased[0].id.min(leased[1].id));
        for id in [newer, older] {
            article::finish(db, &[(id, ready(None, watch(NOW.0 + 1)))], NOW).await.unwrap();
        }
        edit::queue_due(db, Millis(NOW.0 + 1), 9).await.unwrap();
        article::finish(db, &[(newer, ready(Some(edited(3, 5)), watch(NOW.0 + 9)))], Millis(NOW.0 + 1)).await.unwrap();
        article::read_again(db, newer, NOW).await.unwrap();
        let mut double = ready(None, Watch::default());
        if let PageResult::Ready { article, .. } = &mut double {
            article.canonical = Some(item("harbour", 1).address);
        }
        article::finish(db, &[(newer, double)], Millis(NOW.0 + 2)).await.unwrap();
        assert_eq!((edit::count(db, older).await.unwrap(), edit::count(db, newer).await.unwrap()), (1, 0));
    }
}
