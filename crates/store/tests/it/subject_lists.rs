//! Lists about one subject: stories, articles, days, company, words, dates.

use crate::sample::NOW;
use crate::stories::{PLAINLY, placed, step};
use crate::subjects::{form, person, put, reading, taken, told};
use coranto_core::about::{ComingDate, Grain, Quote, QuoteKind, SubjectKind};
use coranto_core::story::CopyKind;
use coranto_core::{Lang, Millis, StoryKey, SubjectId};
use coranto_store::article::Cursor;
use coranto_store::story::{self, Step};
use coranto_store::subject::{self, Filter, Job, Lookup, Reading};
use coranto_store::testing::Database;
use coranto_store::{Db, article, both_engines};

async fn id(db: &Db, key: &str) -> SubjectId {
    match subject::by_key(db, SubjectKind::Person, key, NOW).await.unwrap() {
        Lookup::Found(subject) => subject.id,
        other => panic!("{key}: {other:?}"),
    }
}

/// Puts these reports into these stories; the third says whose text it repeats.
async fn stand(db: &Db, stories: &[(&Job, u64, Option<&Job>)]) {
    let claim = story::claim(db, "we", NOW, Millis::MINUTE, Millis::MINUTE, 0, true).await.unwrap().unwrap();
    let ids: Vec<_> = stories.iter().map(|(job, ..)| job.article).collect();
    let jobs = story::placed(db, &ids).await.unwrap();
    let place = |(job, n, copy): &(&Job, u64, Option<&Job>)| {
        let kind = CopyKind::Reprint;
        let job = jobs.iter().find(|known| known.article == job.article).unwrap();
        let copy = copy.map(|of| story::CopyOf { of: of.article, kind, own_share: 0.0 });
        story::Placed { copy, ..placed(job, StoryKey::of_number(*n)) }
    };
    let placed = stories.iter().map(place).collect();
    story::write(db, &Step { placed, ..step(&claim) }, PLAINLY, NOW).await.unwrap().unwrap();
}

async fn keys(db: &Db, subject: SubjectId, filter: &Filter, limit: i64) -> Vec<Vec<u64>> {
    let (mut pages, mut after) = (Vec::new(), None);
    loop {
        let page = subject::stories(db, subject, filter, after, limit).await.unwrap();
        pages.push(page.stories.into_iter().map(|card| card.story.key.number()).collect());
        after = page.next;
        if after.is_none() {
            return pages;
        }
    }
}

both_engines! {
    async fn each_story_comes_once_the_newest_report_first(database: Database) {
        let db = &database.db;
        let jobs = taken(db, &[("harbour", 8), ("quay", 2)]).await;
        // Published in the order 0, 0', 1, 1', 2, 3, …; the last tells nothing of her.
        let stories: Vec<(&Job, u64, Option<&Job>)> = jobs.iter().zip([7, 8, 7, 9, 8, 6, 7, 5, 5, 4]).map(|(job, n)| (job, n, None)).collect();
        stand(db, &stories).await;
        let mut readings: Vec<Reading> = jobs.iter().map(|job| reading(job, vec![person("Ada Brook"), person("Ned Ash")])).collect();
        readings[9].subjects.remove(0);
        put(db, &readings).await;
        let ada = id(db, "ada-brook").await;
        let all = keys(db, ada, &Filter::default(), 9).await;
        assert_eq!(all, [[5, 7, 6, 8, 9]], "one with a single report too");
        assert_eq!(keys(db, ada, &Filter::default(), 2).await, [vec![5, 7], vec![6, 8], vec![9]]);
        assert_eq!(keys(db, ada, &Filter { lang: Some(Lang::EN), reader: None }, 9).await, all);
        assert_eq!(keys(db, ada, &Filter { lang: Some(Lang::AR), reader: None }, 9).await, [vec![0u64; 0]]);

        let first = subject::articles(db, ada, None, 4).await.unwrap();
        let last = first.last().unwrap();
        let rest = subject::articles(db, ada, Some(Cursor { published_at: last.published_at, id: last.id }), 9).await.unwrap();
        let articles: Vec<_> = first.iter().chain(&rest).map(|card| card.id).collect();
        assert_eq!(articles, jobs[..9].iter().rev().map(|job| job.article).collect::<Vec<_>>());
        let days = subject::days(db, ada, Millis(NOW.0 - 9 * Millis::DAY)).await.unwrap();
        assert_eq!(days.iter().map(|day| (day.articles, day.owners)).collect::<Vec<_>>(), [(9, 2)]);
        assert_eq!(days[0].day, jobs[0].published_at.0 / Millis::DAY);
        assert!(subject::days(db, ada, NOW).await.unwrap().is_empty());
        let beside = subject::beside(db, ada, NOW, 9).await.unwrap();
        assert_eq!(beside.iter().map(|(s, shared)| (s.key.as_str(), *shared)).collect::<Vec<_>>(), [("ned-ash", 9)]);
    }

    async fn a_copied_text_is_told_once(database: Database) {
        let db = &database.db;
        let jobs = taken(db, &[("harbour", 3), ("quay", 2)]).await;
        stand(db, &[(&jobs[3], 7, Some(&jobs[2]))]).await;
        let quote = Quote {
            kind: QuoteKind::Fragment, words: "a good day".into(), speaker: Some("Ada Brook".into()), by: Some(person("Ada Brook").name),
            verb: Some("said".into()), about: vec![person("Ned Ash").name], at: 7,
        };
        let subjects = vec![person("Ada Brook"), person("Ned Ash"), told(SubjectKind::Place, "quayside", "Quayside", 0.2)];
        let date = ComingDate {
            from: Millis(NOW.0 + Millis::DAY), to: Millis(NOW.0 + 2 * Millis::DAY), grain: Grain::Day, vague: false, words: "tomorrow".into(),
            sentence: "They meet tomorrow.".into(), place: Some(form(SubjectKind::Place, "quayside")),
        };
        let over = ComingDate { from: Millis(NOW.0 - Millis::DAY), to: NOW, place: None, ..date.clone() };
        let readings: Vec<Reading> = jobs.iter().map(|job| Reading {
            quotes: vec![Quote { about: vec![], by: None, ..quote.clone() }, quote.clone()], coming: vec![over.clone(), date.clone()],
            ..reading(job, subjects.clone())
        }).collect();
        put(db, &readings).await;
        let (ada, ned) = (id(db, "ada-brook").await, id(db, "ned-ash").await);
        let order: Vec<_> = [4, 2, 1, 0].map(|n: usize| jobs[n].article).to_vec();
        for of in [subject::quotes_by(db, ada, 9).await.unwrap(), subject::quotes_about(db, ned, 9).await.unwrap()] {
            assert_eq!(of.iter().map(|row| row.card.id).collect::<Vec<_>>(), order);
            assert_eq!((&of[0].quote, of[0].speaker.as_ref().unwrap().id, of[0].lang), (&quote, ada, Some(Lang::EN)));
        }
        assert_eq!(subject::quotes_by(db, ada, 1).await.unwrap().len(), 1);
        assert!(subject::quotes_by(db, ned, 9).await.unwrap().is_empty());
        let own = subject::quotes_of(db, jobs[3].article).await.unwrap();
        assert_eq!((own.len(), own[0].speaker.is_none(), own[1].quote.at), (2, true, 7));
        assert_eq!(subject::articles(db, ada, None, 9).await.unwrap().iter().map(|card| card.id).collect::<Vec<_>>(), order);

        assert_eq!(subject::coming_of(db, jobs[3].article).await.unwrap().iter().map(|row| row.coming.clone()).collect::<Vec<_>>(), [over, date]);
        let coming = subject::coming_about(db, ada, NOW, 9).await.unwrap();
        assert_eq!((coming.len(), coming[0].place.as_ref().unwrap().key.as_str(), coming[0].card.id), (4, "quayside", jobs[4].article));
    }

    async fn a_story_and_a_day_tell_what_their_reports_do(database: Database) {
        let db = &database.db;
        let jobs = taken(db, &[("harbour", 3), ("quay", 2)]).await;
        // Published in the order 0, 0', 1, 1', 2; the fourth repeats the third.
        stand(db, &[(&jobs[0], 7, None), (&jobs[1], 7, None), (&jobs[2], 7, None), (&jobs[3], 7, Some(&jobs[2])), (&jobs[4], 8, None)]).await;
        let quote = |n: usize| Quote {
            kind: QuoteKind::Direct, words: format!("day {n}"), speaker: None, by: None, verb: None, about: vec![], at: 7,
        };
        let date = |days: i64| ComingDate {
            from: Millis(NOW.0 + days * Millis::DAY), to: Millis(NOW.0 + (days + 1) * Millis::DAY), grain: Grain::Day, vague: false,
            words: "then".into(), sentence: "They meet then.".into(), place: None,
        };
        let readings: Vec<Reading> = jobs.iter().enumerate().map(|(n, job)| Reading {
            quotes: vec![quote(n)], coming: vec![date(3 - n as i64)], ..reading(job, vec![person("Ada Brook"), person("Ned Ash")])
        }).collect();
        put(db, &readings).await;
        let story = async |n: u64| match story::by_key(db, &StoryKey::of_number(n), None).await.unwrap() {
            story::Lookup::Found(card) => card.story.id,
            other => panic!("{other:?}"),
        };
        let said = subject::quotes_of_story(db, story(7).await, 9).await.unwrap();
        assert_eq!(said.iter().map(|row| row.quote.words.as_str()).collect::<Vec<_>>(), ["day 2", "day 1", "day 0"]);
        assert_eq!(subject::quotes_of_story(db, story(7).await, 1).await.unwrap().len(), 1);
        let coming = subject::coming_of_story(db, story(7).await, NOW, 9).await.unwrap();
        assert_eq!(coming.iter().map(|row| row.card.id).collect::<Vec<_>>(), [jobs[2].article, jobs[1].article, jobs[0].article]);
        assert_eq!(subject::coming_of_story(db, story(7).await, Millis(NOW.0 + 3 * Millis::DAY), 9).await.unwrap().len(), 1, "what is over is left out");

        let told = async |since: Millis, now: Millis| {
            let told = subject::most_told(db, since, now, 9).await.unwrap();
            told.into_iter().map(|subject| subject.key).collect::<Vec<_>>()
        };
        assert_eq!(told(Millis(0), NOW).await, ["ada-brook", "ned-ash"]);
        assert_eq!(told(jobs[4].published_at, NOW).await, [""; 0], "what one paper alone tells is no news of the day");
        assert_eq!(told(Millis(0), Millis(NOW.0 + 60 * Millis::DAY)).await, [""; 0], "nor what is not worth a page any more");
    }

    async fn a_category_has_a_list_and_a_story_the_section_that_was_read(database: Database) {
        let db = &database.db;
        let jobs = taken(db, &[("harbour", 3)]).await;
        let read = |job: &Job, topic, subtopic| Reading { topic, subtopic, section: Some("sport"), ..reading(job, vec![]) };
        put(db, &[read(&jobs[0], Some("sport"), Some(20_000_822)), read(&jobs[1], Some("sport"), None), read(&jobs[2], None, None)]).await;
        let titles = async |topic: Option<&str>, subtopic| {
            let filter = article::Filter { topic: topic.map(str::to_owned), subtopic, lang: Some(Lang::EN), ..article::Filter::default() };
            article::list(db, &filter, None, 9).await.unwrap().into_iter().map(|card| card.id).collect::<Vec<_>>()
        };
        assert_eq!(titles(Some("sport"), None).await, [jobs[1].article, jobs[0].article]);
        assert_eq!(titles(Some("sport"), Some(20_000_822)).await, [jobs[0].article]);
        assert_eq!(titles(None, None).await.len(), 3);
        let shelves = article::shelves(db, Millis(0)).await.unwrap();
        assert_eq!((shelves.topics, shelves.subtopics), (vec![("sport".to_owned(), 2)], vec![(20_000_822, 1)]));
        let article::Lookup::Found(full) = article::by_key(db, &article::card(db, jobs[1].article).await.unwrap().unwrap().key).await.unwrap() else { panic!() };
        assert_eq!(full.topic.as_deref(), Some("sport"));
        let card = article::card(db, jobs[0].article).await.unwrap().unwrap();
        assert_eq!(card.section.as_deref(), Some("local"), "what its feed says stays");
    }

    async fn a_section_that_was_read_gives_way_to_another_reading(database: Database) {
        let db = &database.db;
        let (source, feed) = crate::sample::publisher(db, "harbour").await;
        let items = vec![article::NewItem { stage: article::Stage::Listed, section: None, ..crate::sample::item("harbour", 1) }];
        article::ingest(db, &[crate::sample::batch(source, feed, items)], NOW).await.unwrap();
        let jobs = taken(db, &[]).await;
        for section in ["sport", "culture"] {
            put(db, &[Reading { section: Some(section), ..reading(&jobs[0], vec![]) }]).await;
            assert!(story::next_turn(db).await.unwrap().is_some(), "its story is to be made again");
            stand(db, &[]).await;
            let front = story::front(db, &story::Filter { section: Some(section.into()), ..story::Filter::default() }, None, 9).await.unwrap();
            assert_eq!(front.len(), 1, "{section}");
        }
        put(db, &[Reading { section: None, ..reading(&jobs[0], vec![]) }]).await;
        assert_eq!(article::card(db, jobs[0].article).await.unwrap().unwrap().section, None);
    }
}
