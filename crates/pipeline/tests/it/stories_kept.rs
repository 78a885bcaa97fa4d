//! What the program remembers of reports is in the record and nowhere else: started again, with another model, or in a newer form, it goes on where it stood.

use crate::kit::{Kit, NOON};
use crate::stories::{MINUTES, change_minds, comes, item, kit, papers_of, store, stories};
use crate::stories_killed::decisions;
use coranto_core::story::{CopyKind, Decision};
use coranto_core::{ArticleKey, Block, Clock, Millis};
use coranto_store::article::{self, NewItem};
use coranto_store::story::{self, Means, Placing, Renewed};
use coranto_store::testing::Database;
use coranto_store::{Db, Engine, both_engines};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

const DAY: i64 = 24 * 60;

fn again(kit: Kit) -> Kit {
    kit.started_again("127.0.0.1:9".parse().unwrap())
}

async fn placing(db: &Db, key: &ArticleKey) -> Placing {
    let article::Lookup::Found(found) = article::by_key(db, key).await.unwrap() else { panic!("{key} is not there") };
    story::of_article(db, found.card.id).await.unwrap().expect("it was to be placed")
}

/// A text of so many sentences that an agency might send.
fn wire(sentences: usize) -> String {
    let words = [
        "harbour", "council", "Lindmar", "vote", "ferry", "budget", "mayor", "Tessin", "storm", "winter", "crane",
        "pilot",
    ];
    let sentence = |n: usize| {
        let word = |k: usize| words[(n * 5 + k * (n + 3)) % words.len()];
        format!(
            "The {} of {} number {n} met the {} before the {} of the {}.",
            word(1),
            word(2),
            word(3),
            word(4),
            word(5)
        )
    };
    (0..sentences).map(sentence).collect::<Vec<_>>().join(" ")
}

fn told(n: i64, paper: usize, minute: i64, title: &str, text: &str) -> NewItem {
    let mut told = item(n, paper, Millis(NOON.0 + minute * Millis::MINUTE));
    (told.article.title, told.article.blocks) = (title.into(), vec![Block::Paragraph { html: text.into() }]);
    told.article.words = text.split_whitespace().count() as u32;
    told
}

/// Minute by minute, with edits and withdrawals; started again before the minutes that `starts_again` says.
async fn restless(engine: Engine, starts_again: impl Fn(i64) -> bool) -> Kit {
    let mut kit = kit(engine).await;
    for minute in 0..MINUTES {
        store(&kit.db, [0, 1, 2, 3], minute..minute + 1).await;
        change_minds(&kit.db, minute).await;
        kit.pass(1);
        kit.once().await;
        if starts_again(minute) {
            kit = again(kit);
        }
    }
    kit
}

both_engines! {
    async fn edits_and_withdrawals_do_not_tell_a_restart_from_none(engine: Engine) {
        let unharmed = restless(engine, |_| false).await;
        let (expected, reasons) = (stories(&unharmed.db).await, decisions(&unharmed.db).await);
        for (name, when) in [("always", 1), ("now and then", 3), ("seldom", 7)] {
            let restarted = restless(engine, |minute| minute % when == 0).await;
            assert_eq!(decisions(&restarted.db).await, reasons, "started again {name}");
            assert_eq!(stories(&restarted.db).await, expected, "started again {name}");
        }
    }

    async fn a_copy_stands_in_the_story_of_its_origin(engine: Engine) {
        let kit = kit(engine).await;
        let papers = papers_of(&kit.db).await;
        let text = wire(24);
        let local = "Anna Brill opened her bakery in Oldbridge on Sunday and sold four hundred loaves before noon. \
            Her neighbours queued around the square and the baker gave cake to the children.";
        let origin = told(1, 0, 0, "Lindmar council votes on ferry budget", &text);
        let bakery = told(2, 1, 1, "Anna Brill opens bakery in Oldbridge", local);
        // A careless editor: the agency's text under a title and a first paragraph of something else.
        let copy = told(3, 2, 2, "Anna Brill opens bakery in Oldbridge", &format!("{local} {text}"));
        // The agency itself comes last, though it wrote first.
        let late = told(4, 3, -30, "Lindmar: council and ferry", &text);
        let keys: Vec<ArticleKey> = [&origin, &bakery, &copy, &late].map(|item| item.key.clone()).into();
        for (minute, (paper, item)) in [(0, origin), (1, bakery), (2, copy), (3, late)].into_iter().enumerate() {
            comes(&kit.db, papers[paper], vec![item], Millis(NOON.0 + minute as i64 * Millis::MINUTE)).await;
            kit.pass(1);
            kit.once().await;
        }
        let mut placings = Vec::new();
        for key in &keys {
            placings.push(placing(&kit.db, key).await);
        }
        assert_ne!(placings[0].story, placings[1].story, "two events");
        assert_eq!(placings[2].story, placings[0].story);
        assert_eq!(placings[2].decision, Some(Decision::Copy { of: keys[0].clone() }));
        assert_eq!(placings[3].story, placings[0].story);
        assert_eq!(placings[3].decision, Some(Decision::Copy { of: keys[0].clone() }), "one text, whoever has it from whom");
        let told_of = |placing: &Placing| placing.copy.as_ref().map(|copy| (copy.of, copy.kind));
        assert_eq!(told_of(&placings[3]), None);
        assert_eq!(told_of(&placings[0]), Some((placings[3].article, CopyKind::Reprint)));
    }

    async fn what_is_kept_in_another_form_is_understood_anew(engine: Engine) {
        let mut kit = kit(engine).await;
        store(&kit.db, [0, 1, 2, 3], 0..MINUTES - 1).await;
        kit.pass(60);
        kit.once().await;
        let before = stories(&kit.db).await;
        let kept = story::window(&kit.db, Millis(0), 0, 10_000).await.unwrap();
        // Of a form to come, of none, damaged; the last is as it should be.
        let (last, others) = kept.split_last().unwrap();
        let strange = others.iter().enumerate().map(|(n, kept)| Renewed {
            article: kept.article,
            seq: kept.seq,
            sketch: if n % 3 == 0 { vec![] } else { kept.sketch.iter().map(|byte| byte ^ 0x5a).collect() },
            likened: if n % 3 == 1 { vec![250, 1] } else { kept.likened.clone() },
            fingerprint: (n % 3 == 2).then(|| vec![250; 5]),
        });
        story::put_renewed(&kit.db, &strange.collect::<Vec<_>>()).await.unwrap();
        kit = again(kit);
        store(&kit.db, [0, 1, 2, 3], MINUTES - 1..MINUTES).await;
        kit.pass(60);
        kit.once().await;

        let anew = story::window(&kit.db, Millis(0), 0, 10_000).await.unwrap();
        for (was, is) in kept.iter().zip(&anew) {
            assert_eq!((is.seq, &is.sketch, &is.fingerprint), (was.seq, &was.sketch, &was.fingerprint), "{}", was.title);
        }
        assert_eq!(anew[others.len()].likened, last.likened, "what could be read is as it was");
        let after = stories(&kit.db).await;
        for (key, articles) in &before {
            assert!(after.get(key).is_some_and(|now| now.is_superset(articles)), "{key} stands");
        }
        let joined = after.iter().filter(|(key, now)| before.get(*key).is_some_and(|was| was.len() < now.len())).count();
        assert!(joined >= 4, "the last minute's reports joined {joined} stories of those before");
    }

    async fn what_is_older_than_the_window_is_let_go(engine: Engine) {
        let kit = kit(engine).await;
        let papers = papers_of(&kit.db).await;
        let text = wire(24);
        let at = |minute: i64| Millis(NOON.0 + minute * Millis::MINUTE);
        let title = "Lindmar council votes on ferry budget";
        let days = [0, 29, 61];
        let keys: Vec<ArticleKey> = days.iter().enumerate().map(|(n, _)| told(n as i64, n, 0, title, &text).key).collect();
        for (n, day) in days.into_iter().enumerate() {
            kit.clock.set(at(day * DAY));
            comes(&kit.db, papers[n], vec![told(n as i64, n, day * DAY, title, &text)], at(day * DAY)).await;
            kit.once().await;
        }
        // Within the month it is a copy, though its story is over by then; a month later nothing remembers the text.
        let copied = async |key: &ArticleKey| placing(&kit.db, key).await.copy.is_some();
        assert_eq!((copied(&keys[0]).await, copied(&keys[1]).await, copied(&keys[2]).await), (false, true, false));
        let kept = story::window(&kit.db, Millis(0), 0, 9).await.unwrap();
        assert_eq!(kept.into_iter().map(|kept| kept.key).collect::<Vec<_>>(), [keys[2].clone()]);
        // Its stories stand, and are shown.
        assert_eq!(stories(&kit.db).await.len(), 3);
        assert_eq!(placing(&kit.db, &keys[2]).await.decision, Some(Decision::Alone));
    }

    async fn a_report_that_kills_the_program_is_put_aside_and_says_so(engine: Engine) {
        let kit = kit(engine).await;
        store(&kit.db, [0, 1, 2, 3], 0..2).await;
        kit.pass(60);
        // Ten programs took the first report alone, and were never heard of again.
        for _ in 0..12 {
            let claim = story::claim(&kit.db, "doomed", kit.clock.now(), 1, Millis::MINUTE, 256, true).await.unwrap();
            assert!(claim.is_some());
            kit.pass(1);
        }
        kit.once().await;
        assert_eq!(story::count_waiting(&kit.db).await.unwrap(), 0);
        let all = decisions(&kit.db).await;
        let failed: Vec<_> = all.iter().filter(|(_, why)| why.contains("Failed")).collect();
        assert_eq!((failed.len(), all.len()), (1, 4), "{all:?}");
        assert_eq!(all.iter().position(|(_, why)| why.contains("Failed")), Some(0));
    }
}

/// Another model is set: the reports get its vectors while the program runs, and stand where they stood.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_model_makes_its_vectors_in_the_background() {
    let nowhere = "127.0.0.1:9".parse().unwrap();
    let kit = Kit::new(Database::sqlite().await, nowhere, Clock::manual(NOON));
    store(&kit.db, [0, 1, 2, 3], 0..3).await;
    kit.pass(60);
    kit.once().await;
    let before = stories(&kit.db).await;
    assert_eq!(story::means(&kit.db).await.unwrap(), Some(Means::Words));
    let old = story::of_other_models(&kit.db, "the bundled one", 100).await.unwrap();
    let other = old.iter().take(3).map(|one| (one.article, vec![7; 4])).collect::<Vec<_>>();
    story::put_vectors(&kit.db, "another 4 ab", &other).await.unwrap();

    let kit = kit.with_model("bundled");
    let stop = CancellationToken::new();
    let running = tokio::spawn({
        let (pipeline, stop) = (kit.pipeline.clone(), stop.clone());
        async move { pipeline.run(stop).await }
    });
    let name = loop {
        tokio::time::sleep(Duration::from_millis(50)).await;
        let kept = story::window(&kit.db, Millis(0), 0, 100).await.unwrap();
        let first = kept[0].model.clone().filter(|name| name != "another 4 ab");
        if let Some(name) = first.filter(|name| kept.iter().all(|kept| kept.model.as_ref() == Some(name))) {
            break name;
        }
    };
    stop.cancel();
    running.await.unwrap().unwrap();
    assert_eq!(story::means(&kit.db).await.unwrap(), Some(Means::Model(name.clone())));
    assert_eq!(story::of_other_models(&kit.db, &name, 9).await.unwrap(), []);
    assert_eq!(stories(&kit.db).await, before, "what was decided stands");
}
