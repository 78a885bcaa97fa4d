//! Which names are one subject: joined and parted by the program and by editors, and nothing of it lost.

use crate::sample::NOW;
use crate::subjects::{WORTH, person, put, reading, taken};
use coranto_core::about::{ComingDate, Grain, Quote, QuoteKind, SubjectKind};
use coranto_core::{NameId, SubjectId};
use coranto_store::subject::{self, AUTOMATIC, Joined, Joining, Lookup, Parted, Reading};
use coranto_store::testing::{Database, block_on};
use coranto_store::{Db, Engine, both_engines};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::collections::{BTreeMap, BTreeSet};

const NAMES: [&str; 6] = ["Ada Brook", "A Brook", "Ada Brooke", "Ned Ash", "Edward Ash", "N Ash"];

/// Every article tells all names, each in a quotation by it and about it; the n-th name is told by 7 - n articles.
async fn told(db: &Db) -> Vec<subject::Job> {
    let jobs = taken(db, &[("harbour", 4), ("quay", 3)]).await;
    let readings: Vec<Reading> = jobs
        .iter()
        .enumerate()
        .map(|(n, job)| {
            let subjects: Vec<_> =
                NAMES[..NAMES.len().min(NAMES.len() + 1 - n)].iter().map(|name| person(name)).collect();
            let quote = |name: &coranto_core::about::Told| Quote {
                kind: QuoteKind::Direct,
                words: "So it is".into(),
                speaker: Some(name.shown.clone()),
                by: Some(name.name.clone()),
                verb: None,
                about: vec![name.name.clone()],
                at: 1,
            };
            let quotes = subjects.iter().map(quote).collect();
            let date = |name: &coranto_core::about::Told| ComingDate {
                from: NOW,
                to: NOW,
                grain: Grain::Day,
                vague: true,
                words: "soon".into(),
                sentence: "Soon.".into(),
                place: Some(name.name.clone()),
            };
            let coming = subjects.iter().map(date).collect();
            Reading { quotes, coming, ..reading(job, subjects) }
        })
        .collect();
    put(db, &readings).await;
    jobs
}

async fn name(db: &Db, text: &str) -> NameId {
    subject::meant(db, text).await.unwrap()[0].name
}

async fn join(db: &Db, one: &str, other: &str, who: &str) -> Joined {
    let (one, other) = (name(db, one).await, name(db, other).await);
    subject::join(db, one, other, who, "seen", &WORTH, NOW).await.unwrap()
}

async fn part(db: &Db, one: &str, who: &str) -> Parted {
    subject::part(db, name(db, one).await, who, "seen", &WORTH, NOW).await.unwrap()
}

async fn at(db: &Db, key: &str) -> Lookup {
    subject::by_key(db, SubjectKind::Person, key, NOW).await.unwrap()
}

async fn found(db: &Db, key: &str) -> subject::Subject {
    match at(db, key).await {
        Lookup::Found(subject) => *subject,
        other => panic!("{key}: {other:?}"),
    }
}

both_engines! {
    async fn joined_names_are_one_subject_until_they_are_parted(database: Database) {
        let db = &database.db;
        let jobs = told(db).await;
        let (before, ned) = (found(db, "ada-brook").await, found(db, "ned-ash").await);
        assert_eq!(join(db, "ada-brook", "Ned Ash", "ada").await, Joined::Done { names: 1, to: before.id });
        let both = found(db, "ada-brook").await;
        assert_eq!(at(db, "ned-ash").await, Lookup::Moved(Box::new(both.clone())));
        assert_eq!(subject::by_tag(db, "#NedAsh", NOW).await.unwrap(), Lookup::Found(Box::new(both.clone())));
        let mentions = subject::of_article(db, jobs[0].article, NOW).await.unwrap();
        assert_eq!((mentions.len(), both.articles), (5, 7), "each article counts once");
        let quotes = subject::quotes_by(db, both.id, 99).await.unwrap();
        assert_eq!(quotes.len(), 7 + 4);
        assert_eq!(subject::articles(db, both.id, None, 99).await.unwrap().len(), 7);
        let names: Vec<_> = subject::names(db, both.id).await.unwrap().into_iter().map(|name| (name.shown, name.fixed, name.address)).collect();
        assert_eq!(names, [("Ada Brook".into(), false, "person/ada-brook".into()), ("Ned Ash".to_owned(), true, "person/ned-ash".to_owned())]);

        // His name is told again, under whoever's it is now.
        let again: Vec<Reading> = jobs[..1].iter().map(|job| reading(job, vec![person("Ned Ash")])).collect();
        put(db, &again).await;
        assert_eq!(subject::of_article(db, jobs[0].article, NOW).await.unwrap()[0].subject.id, both.id);

        assert_eq!(join(db, "ned-ash", "ada-brook", "ada").await, Joined::Already);
        assert_eq!(part(db, "ned-ash", "ada").await, Parted::Done { to: ned.id });
        assert_eq!(found(db, "ned-ash").await, ned);
        assert_eq!(found(db, "ada-brook").await.tags, before.tags);
        assert_eq!(part(db, "ned-ash", "ada").await, Parted::Already);
        let log: Vec<_> = subject::history(db, None, 9).await.unwrap().into_iter().map(|line| (line.what.as_str(), line.from, line.to, line.who)).collect();
        let (a, n) = ("person/ada-brook".to_owned(), "person/ned-ash".to_owned());
        assert_eq!(log, [("part", a.clone(), n.clone(), "ada".to_owned()), ("join", n, a, "ada".into())]);
        assert_eq!(subject::history(db, Some(before.id), 9).await.unwrap().len(), 2);
        assert!(subject::history(db, Some(SubjectId(99)), 9).await.unwrap().is_empty());
    }

    async fn nobody_but_an_editor_undoes_an_editor(database: Database) {
        let db = &database.db;
        told(db).await;
        // The program lets stay what is told of more, whatever the order.
        assert_eq!(join(db, "a-brook", "ada-brook", AUTOMATIC).await, Joined::Done { names: 1, to: found(db, "ada-brook").await.id });
        assert_eq!(join(db, "ada-brooke", "a-brook", AUTOMATIC).await, Joined::Done { names: 1, to: found(db, "ada-brook").await.id });
        assert_eq!(part(db, "ada-brook", "ada").await, Parted::Done { to: found(db, "ada-brook").await.id });
        // The others stay together, at the address of the eldest.
        assert!(matches!(at(db, "ada-brooke").await, Lookup::Moved(to) if to.key == "a-brook"));
        for other in ["a-brook", "ada-brooke"] {
            assert_eq!(join(db, "ada-brook", other, AUTOMATIC).await, Joined::Apart);
            assert_eq!(join(db, other, "ada-brook", AUTOMATIC).await, Joined::Apart);
        }
        assert!(matches!(join(db, "a-brook", "ned-ash", "ned").await, Joined::Done { .. }));
        assert_eq!(join(db, "ned-ash", "ada-brook", AUTOMATIC).await, Joined::Fixed, "an editor decided on both sides");
        // An editor may; then they are one for the program too.
        assert!(matches!(join(db, "ada-brook", "a-brook", "ned").await, Joined::Done { names: 3, .. }));
        assert_eq!(join(db, "ada-brook", "ada-brooke", AUTOMATIC).await, Joined::Already);
        assert_eq!(subject::names(db, found(db, "ada-brook").await.id).await.unwrap().len(), 4);
        let missing = subject::join(db, NameId(999), NameId(1), "ada", "", &WORTH, NOW).await.unwrap();
        assert_eq!((missing, subject::part(db, NameId(999), "ada", "", &WORTH, NOW).await.unwrap()), (Joined::Missing, Parted::Missing));
    }

    async fn the_names_of_a_story_are_looked_at_once(database: Database) {
        let db = &database.db;
        let jobs = told(db).await;
        let due = subject::joins_due(db, 99).await.unwrap();
        assert_eq!(due.len(), 7, "each stands in a story of its own");
        let last = due.iter().find(|due| due.company.all().len() == 1).unwrap();
        let known = last.company.all().remove(0);
        assert_eq!((known.shown.as_str(), known.articles, last.company.beside(jobs[6].article).len()), ("Ada Brook", 1, 0));
        let mut company = last.company.clone();
        for (shown, n) in [("Ada Brook", 0), ("Ada Brook", 0), ("Ivo Reed", 1)] {
            company.tell(jobs[n].article, &person(shown).name, shown, None);
        }
        let beside: Vec<_> = company.beside(jobs[1].article).into_iter().map(|known| (known.shown, known.articles)).collect();
        assert_eq!(beside, [("Ada Brook".to_owned(), 2)]);

        // While they are looked at, more is read in one of the stories.
        put(db, &[reading(&jobs[0], vec![person("Ada Brook"), person("A Brook")])]).await;
        let joining = Joining { one: name(db, "a-brook").await, other: name(db, "ada-brook").await, why: "one spelling".into() };
        let again = Joining { one: joining.other, other: joining.one, ..joining.clone() };
        assert_eq!(subject::settle_joins(db, &due, &[joining, again], &WORTH, NOW).await.unwrap(), 1);
        let left = subject::joins_due(db, 99).await.unwrap();
        assert_eq!((left.len(), Some(left[0].story)), (1, jobs[0].story));
        let subjects: BTreeSet<_> = left[0].company.all().into_iter().map(|known| known.subject).collect();
        assert_eq!(subjects.len(), 1, "two names, one subject");
        let line = subject::history(db, None, 9).await.unwrap().remove(0);
        assert_eq!((line.who.as_str(), line.why.as_str(), line.shown.as_str()), (AUTOMATIC, "one spelling", "A Brook"));
    }

    async fn an_editor_is_understood(database: Database) {
        let db = &database.db;
        told(db).await;
        for text in ["Ada Brook", "ada brook", "ada-brook", "person/ada-brook", "#adabrook"] {
            let meant = subject::meant(db, text).await.unwrap();
            assert_eq!(meant.iter().map(|m| m.address.as_str()).collect::<Vec<_>>(), ["person/ada-brook"], "{text}");
        }
        for text in ["", "#", "nobody", "place/ada-brook", "%", "\0"] {
            assert!(subject::meant(db, text).await.unwrap().is_empty(), "{text}");
        }
        let alike = subject::alike(db, "Brook").await.unwrap();
        assert_eq!(alike.iter().map(|m| m.address.as_str()).collect::<Vec<_>>(), ["person/ada-brook", "person/a-brook", "person/ada-brooke"]);
        assert!(subject::alike(db, "%").await.unwrap().is_empty());
    }
}

#[derive(Debug, Clone)]
enum Step {
    Join {
        one: usize,
        other: usize,
        editor: bool,
    },
    Part {
        name: usize,
        editor: bool,
    },
    /// The first two articles go on telling all names: one that nobody tells is forgotten.
    /// The first two articles go on telling all names: one that nobody tells is forgotten.
    Tell {
        article: usize,
        name: usize,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let name = || 0..NAMES.len();
    prop_oneof![
        4 => (name(), name(), any::<bool>()).prop_map(|(one, other, editor)| Step::Join { one, other, editor }),
        3 => (name(), any::<bool>()).prop_map(|(name, editor)| Step::Part { name, editor }),
        1 => (2..7usize, name()).prop_map(|(article, name)| Step::Tell { article, name }),
    ]
}

#[test]
fn whatever_is_joined_and_parted_nothing_is_lost_sqlite() {
    play(Engine::Sqlite, 40);
}

#[test]
fn whatever_is_joined_and_parted_nothing_is_lost_postgres() {
    play(Engine::Postgres, 6);
}

fn play(engine: Engine, cases: u32) {
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&proptest::collection::vec(step(), 1..25), |steps| {
        block_on(async {
            let database = Database::new(engine).await;
            let mut room = Room::new(&database.db).await;
            for step in &steps {
                room.play(step).await?;
                room.check().await?;
            }
            room.part_all().await
        })
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

/// What must be so, known without asking the record.
struct Room<'a> {
    db: &'a Db,
    jobs: Vec<subject::Job>,
    ids: Vec<NameId>,
    keys: Vec<String>,
    /// Which names are one subject.
    groups: Vec<BTreeSet<usize>>,
    /// Which articles tell which name.
    told: BTreeSet<(usize, usize)>,
    /// Pairs that an editor parted and joined no more since.
    apart: BTreeSet<(usize, usize)>,
    lines: usize,
}

impl<'a> Room<'a> {
    async fn new(db: &'a Db) -> Room<'a> {
        let jobs = told(db).await;
        let (mut ids, mut keys) = (Vec::new(), Vec::new());
        for text in NAMES {
            let meant = subject::meant(db, text).await.unwrap().remove(0);
            ids.push(meant.name);
            keys.push(meant.subject.key);
        }
        let told = (0..jobs.len()).flat_map(|n| (0..NAMES.len().min(NAMES.len() + 1 - n)).map(move |name| (n, name)));
        let groups = (0..NAMES.len()).map(|n| BTreeSet::from([n])).collect();
        Room { db, told: told.collect(), jobs, ids, keys, groups, apart: BTreeSet::new(), lines: 0 }
    }

    fn group(&self, name: usize) -> BTreeSet<usize> {
        self.groups.iter().find(|group| group.contains(&name)).cloned().unwrap_or_default()
    }

    fn pairs(one: &BTreeSet<usize>, other: &BTreeSet<usize>) -> BTreeSet<(usize, usize)> {
        one.iter().flat_map(|a| other.iter().map(move |b| (*a.min(b), *a.max(b)))).filter(|(a, b)| a != b).collect()
    }

    async fn play(&mut self, step: &Step) -> Result<(), TestCaseError> {
        match *step {
            Step::Join { one, other, editor } => {
                let who = if editor { "ada" } else { AUTOMATIC };
                let joined =
                    subject::join(self.db, self.ids[one], self.ids[other], who, "seen", &WORTH, NOW).await.unwrap();
                let (a, b) = (self.group(one), self.group(other));
                let apart = Room::pairs(&a, &b).iter().any(|pair| self.apart.contains(pair));
                match joined {
                    Joined::Done { names, .. } => {
                        prop_assert!(a != b && (editor || !apart), "{joined:?}");
                        self.lines += names;
                        let both: BTreeSet<usize> = &a | &b;
                        self.groups.retain(|group| *group != a && *group != b);
                        self.apart = &self.apart - &Room::pairs(&both, &both);
                        self.groups.push(both);
                    }
                    Joined::Already => prop_assert_eq!(a, b),
                    Joined::Apart => prop_assert!(!editor && apart),
                    Joined::Fixed => prop_assert!(!editor),
                    Joined::Missing => prop_assert!(false, "a name is lost"),
                }
            }
            Step::Part { name, editor } => self.part(name, editor).await?,
            Step::Tell { article, name } => {
                put(self.db, &[reading(&self.jobs[article], vec![person(NAMES[name])])]).await;
                self.told.retain(|(told, _)| *told != article);
                self.told.insert((article, name));
            }
        }
        Ok(())
    }

    async fn part(&mut self, name: usize, editor: bool) -> Result<(), TestCaseError> {
        let who = if editor { "ada" } else { AUTOMATIC };
        let parted = subject::part(self.db, self.ids[name], who, "seen", &WORTH, NOW).await.unwrap();
        let group = self.group(name);
        let (alone, rest) = (BTreeSet::from([name]), &group - &BTreeSet::from([name]));
        if rest.is_empty() {
            prop_assert_eq!(parted, Parted::Already);
            return Ok(());
        }
        prop_assert_eq!(parted, Parted::Done { to: SubjectId(self.ids[name].0) }, "each name goes home");
        self.lines = subject::history(self.db, None, 500).await.unwrap().len();
        if editor {
            self.apart.extend(Room::pairs(&alone, &rest));
        }
        self.groups.retain(|one| *one != group);
        self.groups.extend([alone, rest]);
        Ok(())
    }

    async fn check(&self) -> Result<(), TestCaseError> {
        let mut subjects: BTreeMap<SubjectId, BTreeSet<usize>> = BTreeMap::new();
        for (n, text) in NAMES.iter().enumerate() {
            let meant = subject::meant(self.db, text).await.unwrap();
            prop_assert_eq!((meant.len(), meant[0].name), (1, self.ids[n]), "the name is there, once");
            subjects.entry(meant[0].subject.id).or_default().insert(n);
            // Its address leads to whoever has the name, if that is or was worth a page.
            match subject::by_key(self.db, SubjectKind::Person, &self.keys[n], NOW).await.unwrap() {
                Lookup::Found(to) => prop_assert_eq!((to.id, &to.key), (meant[0].subject.id, &self.keys[n])),
                Lookup::Moved(to) => prop_assert!(to.id == meant[0].subject.id && to.key != self.keys[n]),
                Lookup::Gone(to) => prop_assert_eq!(to.id, meant[0].subject.id),
                Lookup::Missing => prop_assert_eq!(meant[0].subject.worth_until, None),
            }
        }
        let groups: BTreeSet<BTreeSet<usize>> = subjects.values().cloned().collect();
        prop_assert_eq!(&groups, &self.groups.iter().cloned().collect::<BTreeSet<_>>());
        for (subject, group) in &subjects {
            let names: BTreeSet<NameId> =
                subject::names(self.db, *subject).await.unwrap().into_iter().map(|name| name.id).collect();
            prop_assert_eq!(names, group.iter().map(|n| self.ids[*n]).collect::<BTreeSet<_>>());
            // What was told under the names is told of the subject, and its figures say so.
            let told: BTreeSet<_> =
                self.told.iter().filter(|(_, name)| group.contains(name)).map(|(n, _)| self.jobs[*n].article).collect();
            let articles: BTreeSet<_> =
                subject::articles(self.db, *subject, None, 99).await.unwrap().into_iter().map(|card| card.id).collect();
            prop_assert_eq!(&articles, &told);
            let counted = subject::meant(self.db, NAMES[*group.first().unwrap()]).await.unwrap().remove(0).subject;
            prop_assert_eq!(counted.articles as usize, told.len());
        }
        prop_assert_eq!(
            subject::history(self.db, None, 500).await.unwrap().len(),
            self.lines,
            "every step is written down"
        );
        Ok(())
    }

    /// All of it can be taken back: each name is what it was, with its words and dates.
    async fn part_all(&mut self) -> Result<(), TestCaseError> {
        for name in 0..NAMES.len() {
            self.part(name, true).await?;
        }
        self.check().await?;
        for job in &self.jobs {
            for row in subject::quotes_of(self.db, job.article).await.unwrap() {
                prop_assert_eq!(&row.speaker.unwrap().shown, row.quote.speaker.as_ref().unwrap());
            }
            for row in subject::coming_of(self.db, job.article).await.unwrap() {
                prop_assert_eq!(row.place.unwrap().shown.to_lowercase(), row.coming.place.unwrap().form);
            }
        }
        Ok(())
    }
}
