//! What no honest publisher sends goes through the understanding of reports like anything else: it is placed, with a reason, and nothing else suffers.

use crate::kit::NOON;
use crate::stories::{comes, item, kit, papers_of, store};
use coranto_core::story::Decision;
use coranto_core::{Block, Lang, Millis};
use coranto_store::article;
use coranto_store::story::{self, Placing};
use coranto_store::{Engine, both_engines};

const YEAR_9999: Millis = Millis(253_402_300_799_000);

/// What it is called, its title, its text.
fn hostile() -> Vec<(&'static str, String, String)> {
    let word = "Donaudampfschiff ";
    vec![
        ("an empty text", "Harbour".into(), String::new()),
        ("nothing but signs", "— … !!! ***".into(), "§§§ ††† ‽‽‽ 🐟🐟🐟 ".repeat(50)),
        ("10 MB of one word", "One word".into(), word.repeat(10_000_000 / word.len())),
        ("10 MB without a space", "x".repeat(5_000), "x".repeat(10_000_000)),
        ("no language", "Qwx zrtp lkjh".into(), "qwx zrtp lkjh vbnm fghq zzzt pqrs xcvw ".repeat(40)),
        (
            "mixed scripts",
            "Пожар في harbour 港口 में बाढ़ ถนน".into(),
            "Порт и المدينة and 城市 और शहर και πόλη ถนนน้ำท่วม 도시에 물이 — один واحد one 一 एक. ".repeat(30),
        ),
        (
            "broken escapes",
            r"\ud83d\udc Storm \u202e\ud800".into(),
            r"A storm \ud83d hit \uDEAD the \u00 coast &#xD800; &#55296; \x80\xff \u{fffd}\u{fffd} and left. "
                .repeat(20)
                + "\u{202e}\u{2066}\u{200b}\u{feff}\u{e000}\u{10ffff}",
        ),
        ("one letter, many marks", "a".into(), format!("a{}", "\u{0301}".repeat(100_000))),
        ("the same pair of words", "to and".into(), "to and ".repeat(200_000)),
    ]
}

both_engines! {
    async fn everything_gets_its_place_and_a_reason(engine: Engine) {
        let kit = kit(engine).await;
        let papers = papers_of(&kit.db).await;
        store(&kit.db, [0, 1, 2, 3], 0..2).await;
        let hostile = hostile();
        for (n, (_, title, text)) in hostile.iter().enumerate() {
            let mut one = item(100 + n as i64, n % 4, Millis(NOON.0 + 60_000));
            (one.article.title, one.article.lang) = (title.clone(), None);
            one.article.blocks = if text.is_empty() { vec![] } else { vec![Block::Paragraph { html: text.clone() }] };
            one.article.words = text.split_whitespace().count() as u32;
            comes(&kit.db, papers[n % 4], vec![one], Millis(NOON.0 + 90_000)).await;
        }
        // Dated as only a machine would, one ahead and one behind.
        for (n, at) in [(60, YEAR_9999), (61, Millis(i64::MIN / 2))] {
            let mut one = item(60, (n - 60) as usize, at);
            one.article.lang = Some(Lang::EN);
            comes(&kit.db, papers[(n - 60) as usize], vec![one], Millis(NOON.0 + 100_000)).await;
        }
        kit.pass(60);
        kit.once().await;
        store(&kit.db, [0, 1, 2, 3], 2..4).await;
        kit.pass(60);
        kit.once().await;
        assert_eq!(story::count_waiting(&kit.db).await.unwrap(), 0);

        let mut decided: Vec<(String, Placing)> = Vec::new();
        for card in article::list(&kit.db, &article::Filter::default(), None, 1_000).await.unwrap() {
            let placing = story::of_article(&kit.db, card.id).await.unwrap().expect("what is listed is placed");
            assert!(placing.story.is_some() && placing.decision.is_some(), "{}", card.title);
            assert_ne!(placing.decision, Some(Decision::Failed), "nothing broke: {}", card.title);
            decided.push((card.title, placing));
        }
        assert_eq!(decided.len(), 12 + hostile.len() + 2);
        let of = |title: &str| decided.iter().find(|(t, _)| t == title).map(|(_, placing)| placing.clone()).unwrap();
        assert_eq!(of("— … !!! ***").decision, Some(Decision::Empty));
    }
}

/// Hundreds of articles with one headline and one text: each costs what any report costs, and they are one story with one text.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_articles_with_one_title() {
    let kit = kit(Engine::Sqlite).await;
    let (many, at) = (800, Millis(NOON.0 + 1_000));
    let text = (0..12).map(|n| crate::stories::told(n, 0).1).collect::<Vec<_>>().join(" ");
    for (paper, known) in papers_of(&kit.db).await.into_iter().enumerate() {
        let items = (0..many / 4).map(|n| {
            let mut one = item(1_000 + n, paper, Millis(NOON.0 + n));
            one.article.title = "All the same".into();
            one.article.blocks = vec![Block::Paragraph { html: text.clone() }];
            one
        });
        comes(&kit.db, known, items.collect(), at).await;
    }
    kit.pass(60);
    kit.once().await;
    assert_eq!(story::count_waiting(&kit.db).await.unwrap(), 0);
    let front = story::front(&kit.db, &story::Filter::default(), None, 9).await.unwrap();
    let sizes: Vec<_> = front.iter().map(|one| (one.story.articles, one.story.texts, one.story.owners)).collect();
    assert_eq!(sizes, [(many, 1, 4)]);
    let most = story::window(&kit.db, Millis(0), 0, 10_000).await.unwrap().iter().map(|kept| kept.likened.len()).max();
    assert!(most < Some(8_000), "what is kept of each is bounded: {most:?} bytes");
}
