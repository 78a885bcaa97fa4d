//! What articles are about, in the record: read, counted, found by address and hashtag, gone with the articles.

use crate::sample::{NOW, batch, item, publisher};
use crate::stories::{PLAINLY, placed, step};
use coranto_core::about::{ComingDate, Described, Form, Grain, Place, Quote, QuoteKind, SubjectKind, Told, Worth};
use coranto_core::{ArticleId, Lang, Millis, StoryKey};
use coranto_store::article::{self, NewItem, Stage};
use coranto_store::story::{self, Step};
use coranto_store::subject::{self, Lookup, Reading, Subject};
use coranto_store::testing::Database;
use coranto_store::{Db, both_engines, source};

pub const WORTH: Worth = Worth { articles: 3, owners: 2, window_ms: 30 * Millis::DAY };
pub const VERSION: i64 = 3;

/// What the list of these tests knows: two towns of one name.
pub fn described(form: &Form) -> Option<Described> {
    let (lat, country) = match form.form.as_str() {
        "geo:1" => (51.5, "GB"),
        "geo:2" => (42.9, "CA"),
        _ => return None,
    };
    let name = |lang: &str, name: &str| (Lang::parse(lang).unwrap(), name.to_owned(), Some(name.to_owned()));
    let place = Some(Place { lat, lon: -0.25, country: Some(country.into()) });
    Some(Described { names: vec![name("en", "London"), name("fr", "Londres")], place })
}

pub fn form(kind: SubjectKind, form: &str) -> Form {
    Form { kind, form: form.into() }
}

pub fn told(kind: SubjectKind, name: &str, shown: &str, weight: f32) -> Told {
    Told {
        name: form(kind, name),
        shown: shown.into(),
        tag: Some(shown.replace(' ', "")),
        times: 1,
        in_title: false,
        weight,
    }
}

pub fn person(name: &str) -> Told {
    told(SubjectKind::Person, &name.to_lowercase(), name, 0.5)
}

pub fn reading(job: &subject::Job, subjects: Vec<Told>) -> Reading {
    Reading {
        article: job.article,
        asked: job.asked,
        version: VERSION,
        lang: job.lang,
        topic: None,
        subtopic: None,
        section: None,
        subjects,
        quotes: vec![],
        coming: vec![],
    }
}

/// Publishers whose articles are placed, each in a story of its own, and taken to be read: the first published first.
pub async fn taken(db: &Db, papers: &[(&str, usize)]) -> Vec<subject::Job> {
    for (slug, articles) in papers {
        let (source, feed) = publisher(db, slug).await;
        let items = (0..*articles).map(|n| NewItem { stage: Stage::Listed, ..item(slug, n as i64) });
        article::ingest(db, &[batch(source, feed, items.collect())], NOW).await.unwrap();
    }
    place(db).await;
    let mut jobs = subject::unread(db, VERSION, 100).await.unwrap();
    jobs.reverse();
    jobs
}

/// Places what waits, each in a story of its own.
pub async fn place(db: &Db) {
    let now = Millis(NOW.0 + 2 * Millis::MINUTE);
    let claim = story::claim(db, "we", now, Millis::MINUTE, Millis::MINUTE, 1_000, true).await.unwrap().unwrap();
    let placed = claim.jobs.iter().map(|job| placed(job, StoryKey::of_number(job.key.number()))).collect();
    story::write(db, &Step { placed, ..step(&claim) }, PLAINLY, now).await.unwrap().unwrap();
}

pub async fn put(db: &Db, readings: &[Reading]) {
    subject::put(db, readings, described, &WORTH, NOW).await.unwrap();
}

/// Looks at the names of all stories and joins none.
async fn look(db: &Db) {
    let due = subject::joins_due(db, 1_000).await.unwrap();
    assert_eq!(subject::settle_joins(db, &due, &[], &WORTH, NOW).await.unwrap(), 0);
}

async fn found(db: &Db, kind: SubjectKind, key: &str) -> Subject {
    match subject::by_key(db, kind, key, NOW).await.unwrap() {
        Lookup::Found(subject) => *subject,
        other => panic!("{key}: {other:?}"),
    }
}

async fn is_gone(db: &Db, key: &str) -> bool {
    matches!(subject::by_key(db, SubjectKind::Person, key, NOW).await.unwrap(), Lookup::Gone(_))
}

/// What an article is about, by the addresses.
async fn about(db: &Db, article: ArticleId) -> Vec<(String, bool)> {
    let mentions = subject::of_article(db, article, NOW).await.unwrap();
    mentions.into_iter().map(|mention| (mention.subject.key, mention.worthy)).collect()
}

both_engines! {
    async fn it_works(database: Database) {
        let db = &database.db;
        let jobs = taken(db, &[("harbour", 2), ("quay", 2)]).await;
        assert_eq!((jobs.len(), jobs[0].attempts, jobs[0].country.as_deref()), (4, 0, Some("NL")));
        let weighty = Told { weight: 0.9, in_title: true, ..person("Ada Brook") };
        let mut readings: Vec<Reading> = jobs.iter().map(|job| reading(job, vec![person("Ned Ash"), weighty.clone()])).collect();
        readings[3].subjects.truncate(1);
        readings[0].subjects.push(told(SubjectKind::Organisation, "org:ferries", "Ferry Board", f32::NAN));
        put(db, &readings).await;

        let mentions = subject::of_article(db, jobs[0].article, NOW).await.unwrap();
        let keys: Vec<(&str, f32, bool)> = mentions.iter().map(|m| (m.subject.key.as_str(), m.weight, m.worthy)).collect();
        assert_eq!(keys, [("ada-brook", 0.9, true), ("ned-ash", 0.5, true), ("ferry-board", 0.0, false)]);
        let ada = found(db, SubjectKind::Person, "ada-brook").await;
        assert_eq!((ada.articles, ada.owners, ada.last_at, ada.shown.as_str()), (3, 2, jobs[2].published_at, "Ada Brook"));
        // The third article is the first that made it worth a page.
        assert_eq!(ada.worth_until, Some(Millis(jobs[0].published_at.0 + WORTH.window_ms)));
        for typed in ["#AdaBrook", "ada_brook", "ＡＤＡＢＲＯＯＫ"] {
            assert_eq!(subject::by_tag(db, typed, NOW).await.unwrap(), Lookup::Found(Box::new(ada.clone())), "{typed}");
        }
        assert_eq!(ada.tag(Lang::AR), Some("AdaBrook"), "one hashtag serves all who have no other");
        for thin in [subject::by_tag(db, "FerryBoard", NOW).await, subject::by_tag(db, "#", NOW).await,
            subject::by_key(db, SubjectKind::Organisation, "ferry-board", NOW).await,
            subject::by_key(db, SubjectKind::Place, "ada-brook", NOW).await] {
            assert_eq!(thin.unwrap(), Lookup::Missing);
        }
        let later = Millis(ada.worth_until.unwrap().0);
        assert_eq!(subject::by_tag(db, "AdaBrook", later).await.unwrap(), Lookup::Gone(Box::new(ada.clone())));
        let worthy = subject::worthy(db, NOW, None, 9).await.unwrap();
        assert_eq!(worthy.iter().map(|s| s.key.as_str()).collect::<Vec<_>>(), ["ned-ash", "ada-brook"], "most articles first");
        assert_eq!(subject::worthy(db, NOW, Some(SubjectKind::Place), 9).await.unwrap(), []);
        let key = StoryKey::of_number(mention_key(db, jobs[0].article).await);
        let story::Lookup::Found(card) = story::by_key(db, &key, None).await.unwrap() else { panic!() };
        let of_story = subject::of_story(db, card.story.id, NOW, 2).await.unwrap();
        assert_eq!(of_story.iter().map(|m| m.subject.key.as_str()).collect::<Vec<_>>(), ["ada-brook", "ned-ash"]);
        assert!(subject::waits(db, VERSION).await.unwrap(), "names are to be looked at");
        look(db).await;
        assert!(!subject::waits(db, VERSION).await.unwrap(), "all is read");
        assert!(subject::waits(db, VERSION + 1).await.unwrap(), "by these rules; newer ones read again");
    }

    async fn reading_again_replaces_what_was_read(database: Database) {
        let db = &database.db;
        let jobs = taken(db, &[("harbour", 2), ("quay", 1)]).await;
        let mut readings: Vec<Reading> = jobs.iter().map(|job| reading(job, vec![person("Ada Brook"), person("Ada Brook")])).collect();
        readings[0].quotes = vec![Quote {
            kind: QuoteKind::Direct,
            words: "It sails\0".into(),
            speaker: Some("Ada Brook".into()),
            by: Some(person("Ada Brook").name),
            verb: None,
            about: vec![form(SubjectKind::Person, "nobody"), person("Ada Brook").name],
            at: 3,
        }];
        readings[0].coming = vec![ComingDate {
            from: NOW, to: Millis(NOW.0 + Millis::DAY), grain: Grain::Day, vague: false, words: "today".into(), sentence: "Today.".into(),
            place: Some(form(SubjectKind::Place, "nowhere")),
        }];
        put(db, &readings).await;
        put(db, &readings).await;
        assert_eq!(found(db, SubjectKind::Person, "ada-brook").await.articles, 3);

        // Newer rules see another name; of what is left, nothing but the address is remembered.
        let newer: Vec<Reading> = readings.iter().map(|r| Reading { version: VERSION + 1, subjects: vec![person("Ned Ash")], ..r.clone() }).collect();
        assert_eq!(subject::unread(db, VERSION + 1, 100).await.unwrap().len(), 3);
        put(db, &newer).await;
        assert!(is_gone(db, "ada-brook").await);
        assert_eq!(about(db, jobs[0].article).await, [("ned-ash".to_owned(), true)]);
        assert!(subject::unread(db, VERSION + 1, 100).await.unwrap().is_empty());
    }

    async fn what_was_edited_meanwhile_is_read_again(database: Database) {
        let db = &database.db;
        let jobs = taken(db, &[("harbour", 1)]).await;
        let (source, feed) = publisher(db, "harbour").await;
        let mut edited = NewItem { stage: Stage::Listed, ..item("harbour", 0) };
        edited.article.title = "Ada Brook leaves".into();
        article::ingest(db, &[batch(source, feed, vec![edited])], NOW).await.unwrap();
        put(db, &[reading(&jobs[0], vec![person("Ned Ash")])]).await;
        assert_eq!(about(db, jobs[0].article).await, [], "the answer was to the old text");
        assert!(subject::unread(db, VERSION, 9).await.unwrap().is_empty(), "it is placed first");
        place(db).await;
        let again = subject::unread(db, VERSION, 9).await.unwrap();
        assert_eq!((again.len(), again[0].title.as_str()), (1, "Ada Brook leaves"));
        put(db, &[reading(&again[0], vec![person("Ada Brook")])]).await;
        assert_eq!(about(db, jobs[0].article).await, [("ada-brook".to_owned(), false)]);
    }

    async fn articles_that_go_are_counted_no_more(database: Database) {
        let db = &database.db;
        let jobs = taken(db, &[("harbour", 2), ("quay", 2)]).await;
        let mut readings: Vec<Reading> = jobs.iter().map(|job| reading(job, vec![person("Ada Brook")])).collect();
        readings[0].subjects.push(person("Ned Ash"));
        put(db, &readings).await;
        look(db).await;
        // One is shown no more, one turns out to be a copy, one publisher goes.
        let (source, feed) = publisher(db, "harbour").await;
        let mut empty = NewItem { stage: Stage::Listed, ..item("harbour", 0) };
        empty.article.title = String::new();
        article::ingest(db, &[batch(source, feed, vec![empty])], NOW).await.unwrap();
        assert_eq!(about(db, jobs[0].article).await, []);
        assert!(subject::waits(db, VERSION).await.unwrap());
        subject::settle(db, &WORTH, NOW).await.unwrap();
        assert!(!subject::waits(db, VERSION).await.unwrap());
        assert_eq!(found(db, SubjectKind::Person, "ada-brook").await.articles, 3);
        assert_eq!(subject::by_key(db, SubjectKind::Person, "ned-ash", NOW).await.unwrap(), Lookup::Missing);

        let claim = story::claim(db, "we", NOW, Millis::MINUTE, Millis::MINUTE, 9, true).await.unwrap().unwrap();
        let copy = story::CopyOf { of: jobs[2].article, kind: coranto_core::story::CopyKind::Reprint, own_share: 0.0 };
        let copied = vec![story::Copied { article: jobs[3].article, copy: Some(copy) }];
        story::write(db, &Step { copied, ..step(&claim) }, PLAINLY, NOW).await.unwrap().unwrap();
        subject::settle(db, &WORTH, NOW).await.unwrap();
        assert!(is_gone(db, "ada-brook").await, "two articles are not enough, a copied text counts once");

        let quay = source::by_slug(db, "quay").await.unwrap().unwrap();
        source::remove(db, quay.id, NOW).await.unwrap();
        subject::settle(db, &WORTH, NOW).await.unwrap();
        let Lookup::Gone(ada) = subject::by_tag(db, "AdaBrook", NOW).await.unwrap() else { panic!() };
        assert_eq!((ada.articles, ada.owners), (1, 1));
    }

    async fn two_towns_of_one_name_have_each_their_hashtag(database: Database) {
        let db = &database.db;
        let jobs = taken(db, &[("harbour", 4), ("quay", 4)]).await;
        let town = |n: usize| told(SubjectKind::Place, if (n / 2).is_multiple_of(2) { "geo:1" } else { "geo:2" }, "London", 0.5);
        put(db, &jobs.iter().enumerate().map(|(n, job)| reading(job, vec![town(n)])).collect::<Vec<_>>()).await;
        let french = Lang::parse("fr").unwrap();
        let (first, second) = (found(db, SubjectKind::Place, "london").await, found(db, SubjectKind::Place, "london-2").await);
        assert_eq!((first.name(french), first.tag(french), first.tag(Lang::AR), first.lat), ("Londres", Some("Londres"), Some("London"), Some(51.5)));
        assert_eq!((second.tag(Lang::EN), second.tag(french), second.country.as_deref()), (Some("LondonCA"), Some("LondresCA"), Some("CA")));
        for (typed, subject) in [("#london", &first), ("#LONDRES", &first), ("#LondonCA", &second)] {
            assert_eq!(subject::by_tag(db, typed, NOW).await.unwrap(), Lookup::Found(Box::new(subject.clone())), "{typed}");
        }
    }

    async fn other_settings_make_other_pages(database: Database) {
        let db = &database.db;
        let jobs = taken(db, &[("harbour", 1), ("quay", 1)]).await;
        put(db, &jobs.iter().map(|job| reading(job, vec![person("Ada Brook")])).collect::<Vec<_>>()).await;
        assert_eq!(subject::by_key(db, SubjectKind::Person, "ada-brook", NOW).await.unwrap(), Lookup::Missing);
        subject::settle(db, &Worth { articles: 2, ..WORTH }, NOW).await.unwrap();
        assert_eq!(found(db, SubjectKind::Person, "ada-brook").await.articles, 2);
        subject::settle(db, &WORTH, NOW).await.unwrap();
        assert!(is_gone(db, "ada-brook").await);
    }

    async fn hostile_names_cost_nobody_else(database: Database) {
        let db = &database.db;
        let jobs = taken(db, &[("harbour", 1)]).await;
        let mut subjects: Vec<Told> = ["\0", "", "   ", "!!!", "???", "-", "Ada\0 Brook", "\u{202e}adA", "'; DROP TABLE subject; --"].into_iter()
            .map(person).collect();
        // Long ones that no compression makes short.
        let long = |n: u32| (0..4_000u32).map(|at| char::from_u32(0x4e00 + (n * 7_919 + at * at * 31) % 20_000).unwrap()).collect::<String>();
        subjects.extend((0..10).map(|n| person(&long(n))));
        subjects.extend((0..60).map(|n| person(&format!("Ada Brook {n}"))));
        put(db, &[reading(&jobs[0], subjects)]).await;
        let all = about(db, jobs[0].article).await;
        assert_eq!(all.len(), 40 - 13, "the first forty, without those that are no names: {all:?}");
        assert!(all.iter().all(|(key, _)| !key.is_empty()));
        put(db, &[reading(&jobs[0], vec![person("!!!")])]).await;
        assert_eq!(about(db, jobs[0].article).await.len(), 1);
    }
}

async fn mention_key(db: &Db, article: ArticleId) -> u64 {
    article::card(db, article).await.unwrap().unwrap().key.number()
}
