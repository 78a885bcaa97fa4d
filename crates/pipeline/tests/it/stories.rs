//! Reports become stories through the whole pipeline: the same news gives the same stories, whatever happened on the way.

use crate::kit::{Kit, NOON};
use coranto_core::source::SourceFacts;
use coranto_core::story::Decision;
use coranto_core::{Address, Article, ArticleKey, Block, Clock, FeedId, Lang, Millis, SourceId, StoryKey};
use coranto_store::article::{self, Batch, NewItem, Stage};
use coranto_store::feed::{FeedKind, FeedState, PollOutcome, PollRecord};
use coranto_store::story::{self, Filter, Lookup};
use coranto_store::testing::Database;
use coranto_store::{Db, Engine, both_engines, feed, source};
use coranto_world::World;
use std::collections::{BTreeMap, BTreeSet};

pub const MINUTES: i64 = 24;
pub const PAPERS: [&str; 4] = ["harbour", "lantern", "gazette", "courier"];

/// Words of an event; no two events share more than what all news share.
fn event(n: i64) -> [String; 4] {
    let name = |salt: i64, kind: &[&str]| {
        let (a, b) = ("bcdfglmnprstvz".as_bytes(), "aeiou".as_bytes());
        let mut seed = (n * 7 + salt).wrapping_mul(0x5851_f42d).unsigned_abs();
        let mut word = String::new();
        for _ in 0..3 {
            word.push(a[seed as usize % a.len()] as char);
            word.push(b[(seed / 16) as usize % b.len()] as char);
            seed /= 29;
        }
        format!("{}{}{}", word[..1].to_uppercase(), &word[1..], kind[seed as usize % kind.len()])
    };
    [
        name(1, &["ton", "burg", "ville"]),
        name(2, &["son", "ez", "ova"]),
        name(3, &[" Corporation", " Union", " Institute"]),
        format!("{}", 100 + n * 37),
    ]
}

/// A report of event `n` in one of four wordings.
pub fn told(n: i64, paper: usize) -> (String, String) {
    let [town, person, body, number] = event(n);
    let (title, text) = match paper {
        0 => (
            format!("{body} closes {town} plant, {number} jobs lost"),
            format!(
                "The {body} said on Tuesday it would shut its plant in {town} and dismiss {number} workers. Director {person} blamed the price of power."
            ),
        ),
        1 => (
            format!("{number} workers dismissed as {town} plant shuts"),
            format!(
                "Director {person} of the {body} told {number} workers in {town} that their plant will shut, and named the price of power as the reason."
            ),
        ),
        2 => (
            format!("{person} blames power price for end of {town} plant"),
            format!(
                "The plant of the {body} in {town} ends work, its director {person} said. {number} people lose their jobs because power costs too much."
            ),
        ),
        _ => (
            format!("Plant in {town} to end work"),
            format!(
                "{number} jobs go with the plant in {town}, director {person} of the {body} announced. The price of power has made its work a loss."
            ),
        ),
    };
    (title, text)
}

pub fn item(n: i64, paper: usize, at: Millis) -> NewItem {
    let address = Address::parse(&format!("https://{}.example/news/{n}", PAPERS[paper])).unwrap();
    let (title, text) = told(n, paper);
    let blocks = vec![Block::Paragraph { html: text }];
    NewItem {
        guid: n,
        key: ArticleKey::of(&address),
        article: Article { title, blocks, words: 40, lang: Some(Lang::EN), ..Article::default() },
        address,
        published_at: at,
        stage: Stage::Ready,
        reason: None,
        section: None,
        media: vec![],
    }
}

pub fn poll(feed: FeedId, at: Millis) -> PollRecord {
    PollRecord {
        feed_id: feed,
        at,
        outcome: PollOutcome::Read { items: 1, new: 0, damaged: 0, repaired: false },
        duration_ms: 1,
        bytes: 1,
        etag: None,
        last_modified: None,
        validators_since: None,
        body_hash: None,
        title: None,
        next_due_at: Millis(i64::MAX / 2),
        interval_ms: Millis::DAY,
        failures: 0,
        state: FeedState::Active,
        moved_to: None,
        moved_seen: 0,
        new_address: None,
    }
}

/// The papers, each with its feed.
pub async fn papers_of(db: &Db) -> Vec<(SourceId, FeedId)> {
    let mut known: Vec<(SourceId, FeedId)> = Vec::new();
    for slug in PAPERS {
        let facts = SourceFacts {
            slug: slug.into(),
            name: slug.into(),
            home: format!("https://{slug}.example/"),
            ..SourceFacts::default()
        };
        let source = source::upsert(db, &facts, NOON).await.unwrap();
        let address = Address::parse(&format!("https://{slug}.example/feed.xml")).unwrap();
        known.push((source, feed::add(db, source, &address, FeedKind::Feed, None, NOON).await.unwrap()));
    }
    known
}

/// Some reports of a paper come, known ones with another text.
pub async fn comes(db: &Db, paper: (SourceId, FeedId), items: Vec<NewItem>, at: Millis) {
    article::ingest(db, &[Batch { source_id: paper.0, poll: poll(paper.1, at), items }], at).await.unwrap();
}

/// In a minute of a restless world some reports of earlier minutes are told anew in another wording, and some are taken away.
pub async fn change_minds(db: &Db, minute: i64) {
    let at = Millis(NOON.0 + minute * Millis::MINUTE + 30_000);
    for (paper, known) in papers_of(db).await.into_iter().enumerate() {
        let n = (minute * 7 + paper as i64 * 5) % (2 * (minute + 1));
        let begun = Millis(NOON.0 + (n / 2 + paper as i64 * 2) * Millis::MINUTE + paper as i64 * 1_000);
        if begun >= at {
            continue;
        }
        let mut edited = item(n, paper, begun);
        let (title, text) = told(n + i64::from(minute % 3 == 0), (paper + 1 + minute as usize % 3) % 4);
        (edited.article.title, edited.article.blocks) = (title, vec![Block::Paragraph { html: text }]);
        if (minute + paper as i64) % 4 == 0 {
            // Without a title it is shown nowhere.
            (edited.article.title, edited.article.blocks) = (String::new(), vec![]);
        }
        comes(db, known, vec![edited], at).await;
    }
}

/// Stores a stream of news: each minute brings reports on events of that minute and of those before, in the order of `papers`.
pub async fn store(db: &Db, papers: [usize; 4], minutes: std::ops::Range<i64>) {
    let known = papers_of(db).await;
    for minute in minutes {
        for paper in papers {
            // Each paper tells each event with a delay of its own: late and out of order.
            let begun = minute - paper as i64 * 2;
            let at = Millis(NOON.0 + minute * Millis::MINUTE + paper as i64 * 1_000);
            let items: Vec<NewItem> =
                [begun * 2, begun * 2 + 1].into_iter().filter(|n| *n >= 0).map(|n| item(n, paper, at)).collect();
            comes(db, known[paper], items, at).await;
        }
    }
}

/// The articles of each story, by key.
pub async fn stories(db: &Db) -> BTreeMap<StoryKey, BTreeSet<ArticleKey>> {
    let mut stories = BTreeMap::new();
    let mut after = None;
    loop {
        let page = story::front(db, &Filter::default(), after, 50).await.unwrap();
        let Some(last) = page.last() else { return stories };
        after = Some(story::Cursor { importance: last.story.importance, id: last.story.id });
        for one in page {
            let reports = story::reports_of(db, one.story.id).await.unwrap();
            assert_eq!(one.story.articles as usize, reports.len());
            stories.insert(one.story.key, reports.into_iter().map(|report| report.card.key).collect());
        }
    }
}

pub async fn kit(engine: Engine) -> Kit {
    let nowhere = "127.0.0.1:9".parse().unwrap();
    Kit::new(Database::new(engine).await, nowhere, Clock::manual(NOON))
}

/// Minute by minute, as it comes.
async fn as_it_comes(engine: Engine, papers: [usize; 4], restart: bool) -> BTreeMap<StoryKey, BTreeSet<ArticleKey>> {
    let mut kit = kit(engine).await;
    for minute in 0..MINUTES {
        store(&kit.db, papers, minute..minute + 1).await;
        kit.pass(1);
        kit.once().await;
        if restart {
            kit = kit.started_again("127.0.0.1:9".parse().unwrap());
        }
    }
    stories(&kit.db).await
}

both_engines! {
    async fn the_same_news_gives_the_same_stories(engine: Engine) {
        let first = as_it_comes(engine, [0, 1, 2, 3], false).await;
        let together: usize = first.values().filter(|articles| articles.len() == 4).count();
        assert!(together >= 30, "of {} stories {together} hold all four reports", first.len());
        assert_eq!(as_it_comes(engine, [3, 1, 0, 2], false).await, first, "whatever the order of the feeds within a minute");
        assert_eq!(as_it_comes(engine, [0, 1, 2, 3], true).await, first, "whether the program is started again or not");

        // All at once after a long time without the program.
        let late = kit(engine).await;
        store(&late.db, [2, 3, 1, 0], 0..MINUTES).await;
        late.pass(60);
        late.once().await;
        assert_eq!(stories(&late.db).await, first);
    }

    async fn an_article_tells_why_it_is_where_it_is(engine: Engine) {
        let kit = kit(engine).await;
        store(&kit.db, [0, 1, 2, 3], 0..MINUTES).await;
        kit.pass(60);
        kit.once().await;
        let all = stories(&kit.db).await;
        let (key, articles) = all.iter().find(|(_, articles)| articles.len() == 4).unwrap();
        let Lookup::Found(found) = story::by_key(&kit.db, key, None).await.unwrap() else { panic!() };
        assert_eq!((found.story.texts, found.story.owners, found.story.outlets.len()), (4, 4, 4));
        let reports = story::reports_of(&kit.db, found.story.id).await.unwrap();
        let last = story::of_article(&kit.db, reports[0].card.id).await.unwrap().unwrap();
        assert!(matches!(last.decision, Some(Decision::SameStory { score, threshold }) if score >= threshold), "{last:?}");
        assert_eq!((last.neighbours[0].story.as_ref(), last.model), (Some(key), None));
        assert!(articles.contains(&last.neighbours[0].compared.key) && !last.neighbours[0].compared.terms.is_empty());
        let related = story::related_of(&kit.db, reports[0].card.id).await.unwrap();
        assert!(related.iter().filter(|r| r.story.as_ref() == Some(key)).count() >= 3, "{related:?}");
    }

    async fn a_publisher_that_goes_takes_its_reports_along(engine: Engine) {
        let kit = kit(engine).await;
        store(&kit.db, [0, 1, 2, 3], 0..MINUTES).await;
        kit.pass(60);
        kit.once().await;
        let gone = source::all(&kit.db).await.unwrap().into_iter().find(|s| s.facts.slug == "lantern").unwrap();
        source::remove(&kit.db, gone.id, kit.clock.now()).await.unwrap();
        kit.once().await;
        let left = stories(&kit.db).await;
        assert!(left.values().all(|articles| articles.len() <= 3));
        store(&kit.db, [0, 2, 3, 0], MINUTES..MINUTES + 1).await;
        kit.pass(2);
        kit.once().await;
    }
}

/// The made-up world, with the model: events that several papers tell in several languages.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_made_up_world_has_stories_of_many_papers() {
    let clock = Clock::manual(NOON);
    let world = World::demo(clock.clone());
    let internet = world.start().await.unwrap();
    let kit = Kit::with(Database::sqlite().await, internet.address, clock, |settings| {
        settings.stories.model = "bundled".into()
    });
    kit.pipeline.import(&world.sources()).await.unwrap();
    kit.once().await;
    let front = story::front(&kit.db, &Filter::default(), None, 60).await.unwrap();
    for one in &front {
        let s = &one.story;
        println!(
            "{:6.2} {} articles {} texts {} owners {:?} {:?}: {}",
            s.importance,
            s.articles,
            s.texts,
            s.owners,
            s.countries,
            s.langs.iter().map(|l| l.lang.map(|l| l.to_string())).collect::<Vec<_>>(),
            one.lead.title
        );
    }
    let large = front.iter().filter(|s| s.story.outlets.len() >= 4).count();
    assert!(large >= 5, "{large} stories of four papers or more");
    assert!(front.iter().any(|s| s.story.texts < s.story.articles), "agency texts are carried by several papers");
}
