//! Stories in the record: jobs, steps, and what pages read.

use crate::sample::{NOW, batch, item, paragraph, publisher};
use coranto_core::story::{Compared, CopyKind, Decision, LangCount, RelatedReason, Standing};
use coranto_core::{Article, ArticleId, ArticleKey, Lang, Millis, SourceId, StoryKey};
use coranto_store::article::{self, PageResult, Stage};
use coranto_store::story::{
    self, Claim, CopyOf, Cursor, Filter, Lookup, Member, Moved, Placed, RelatedTo, Step, Sum, Summarise,
};
use coranto_store::testing::Database;
use coranto_store::{Db, both_engines, source};

const MINUTE: i64 = Millis::MINUTE;
const LEASE: i64 = 5 * MINUTE;
const LATER: Millis = Millis(NOW.0 + 2 * MINUTE);

/// The first report leads, and a story with more reports is more important: this room does not care.
pub const PLAINLY: Summarise = |members: &[Member]| {
    let count = members.len() as u32;
    let langs = members.iter().map(|m| LangCount { lang: m.lang, articles: 1, lead: m.article }).take(1).collect();
    let newest = members.iter().map(|m| m.published_at).max().unwrap();
    let texts = members.iter().filter(|m| m.copy_of.is_none()).count() as u32;
    let standing = Standing { texts, owners: count, growing: 0, newest };
    Sum { lead: members[0].article, langs, importance: f64::from(count), standing }
};

fn key(n: u64) -> StoryKey {
    StoryKey::of_number(n)
}

async fn claimed(db: &Db, now: Millis) -> Claim {
    story::claim(db, "we", now, LEASE, MINUTE, 100, false).await.unwrap().expect("nobody else places")
}

pub fn placed(job: &story::Job, story: StoryKey) -> Placed {
    Placed {
        article: job.article,
        asked: job.asked,
        story,
        arrived_at: LATER,
        sketch: vec![1, 2, 3],
        likened: vec![],
        vector: Some(vec![9; 4]),
        model: Some("m 4 ab".into()),
        fingerprint: None,
        decision: Decision::Alone,
        compared: vec![],
        copy: None,
    }
}

pub fn step(claim: &Claim) -> Step {
    Step { holder: "we".into(), revision: claim.revision, ..Step::default() }
}

async fn write(db: &Db, step: &Step) -> Option<i64> {
    story::write(db, step, PLAINLY, LATER).await.unwrap()
}

/// Stores readable items of a new publisher, and places the n-th in the story that `stories` names.
async fn told(db: &Db, slug: &str, stories: &[u64]) -> (SourceId, Vec<story::Job>) {
    let (source, feed) = publisher(db, slug).await;
    let items =
        (0..stories.len()).map(|n| coranto_store::article::NewItem { stage: Stage::Listed, ..item(slug, n as i64) });
    article::ingest(db, &[batch(source, feed, items.collect())], NOW).await.unwrap();
    let claim = claimed(db, LATER).await;
    assert_eq!(claim.jobs.len(), stories.len(), "in the order of publication");
    let placed = claim.jobs.iter().zip(stories).map(|(job, n)| placed(job, key(*n))).collect();
    assert!(write(db, &Step { placed, ..step(&claim) }).await.is_some());
    (source, claim.jobs)
}

async fn found(db: &Db, n: u64) -> story::StoryCard {
    match story::by_key(db, &key(n), None).await.unwrap() {
        Lookup::Found(story) => *story,
        other => panic!("{other:?}"),
    }
}

async fn front(db: &Db) -> Vec<(StoryKey, i64)> {
    let stories = story::front(db, &Filter::default(), None, 9).await.unwrap();
    stories.into_iter().map(|s| (s.story.key, s.story.articles)).collect()
}

both_engines! {
    async fn what_can_be_read_is_placed_and_shown(database: Database) {
        let db = &database.db;
        let (_, jobs) = told(db, "harbour", &[7, 7, 8]).await;
        assert_eq!(story::next_turn(db).await.unwrap(), None);
        assert_eq!(front(db).await, [(key(7), 2), (key(8), 1)]);
        let seven = found(db, 7).await;
        assert_eq!((seven.story.texts, seven.story.owners, seven.lead.id), (2, 2, jobs[0].article));
        assert_eq!((seven.story.countries, seven.story.section.as_deref()), (vec!["NL".to_owned()], Some("local")));
        assert_eq!((seven.story.first_at, seven.story.last_at), (jobs[0].published_at, jobs[1].published_at));
        let reports = story::reports_of(db, seven.story.id).await.unwrap();
        assert_eq!(reports.iter().map(|r| r.card.id).collect::<Vec<_>>(), [jobs[1].article, jobs[0].article]);

        // Narrowed and page by page.
        let english = Filter { lang: Some(Lang::EN), section: Some("local".into()), reader: None };
        let first = story::front(db, &english, None, 1).await.unwrap();
        let after = Cursor { importance: first[0].story.importance, id: first[0].story.id };
        assert_eq!(story::front(db, &english, Some(after), 9).await.unwrap()[0].story.key, key(8));
        assert_eq!(story::front(db, &Filter { lang: Some(Lang::AR), ..english }, None, 9).await.unwrap().len(), 0);
        assert_eq!(story::by_key(db, &key(9), None).await.unwrap(), Lookup::Missing);
    }

    async fn a_stretch_is_handed_out_when_it_is_over_and_to_one_holder(database: Database) {
        let db = &database.db;
        let (source, feed) = publisher(db, "harbour").await;
        let begin = NOW.0 / MINUTE * MINUTE;
        for (n, at) in [(1, begin), (0, begin + MINUTE - 1), (2, begin + MINUTE)] {
            let items = vec![article::NewItem { stage: Stage::Listed, ..item("harbour", n) }];
            article::ingest(db, &[batch(source, feed, items)], Millis(at)).await.unwrap();
        }
        let claim = async |holder: &str, now: i64, eager| {
            story::claim(db, holder, Millis(now), LEASE, MINUTE, 100, eager).await.unwrap()
        };
        assert_eq!(claim("we", begin + MINUTE - 1, false).await.unwrap().jobs.len(), 0);
        assert_eq!(claim("they", begin + MINUTE, true).await, None, "we have the right to place");
        let first = claim("we", begin + MINUTE, false).await.unwrap();
        let numbers: Vec<bool> = first.jobs.iter().map(|job| job.title.contains("number 0")).collect();
        assert_eq!((numbers, first.arrived_at), (vec![true, false], Millis(begin + MINUTE)));
        assert_eq!((first.jobs[0].attempts, claim("we", begin + MINUTE, false).await.unwrap().jobs[0].attempts), (0, 1));
        let third = claim("we", begin + MINUTE, false).await.unwrap();
        assert_eq!((third.jobs.len(), third.jobs[0].attempts), (1, 2), "one of the two may be what kills the program");

        // The lease runs out, another takes over; what the first decided is not written any more.
        let taken = claim("they", begin + 9 * MINUTE, false).await.unwrap();
        let placed = vec![placed(&first.jobs[0], key(1))];
        assert_eq!(write(db, &Step { placed: placed.clone(), ..step(&first) }).await, None);
        let theirs = Step { holder: "they".into(), placed, ..step(&taken) };
        assert_eq!(write(db, &theirs).await, Some(taken.revision + 1));
        assert_eq!(write(db, &theirs).await, None, "nothing is written twice");
        story::release(db, "we").await.unwrap();
        assert_eq!(claim("we", begin + 9 * MINUTE, false).await, None, "it was theirs");
        db.forget_leases().await.unwrap();
        assert!(claim("we", begin + 9 * MINUTE, false).await.is_some());
    }

    async fn a_merged_story_leads_on_and_may_come_back(database: Database) {
        let db = &database.db;
        let (_, jobs) = told(db, "harbour", &[7, 8, 9]).await;
        let merge = Step { merged: vec![(key(8), key(7)), (key(7), key(9))], ..step(&claimed(db, LATER).await) };
        write(db, &merge).await.unwrap();
        assert_eq!(front(db).await, [(key(9), 3)]);
        for gone in [7, 8] {
            assert_eq!(story::by_key(db, &key(gone), None).await.unwrap(), Lookup::Moved(key(9)));
        }
        let back = Moved { article: jobs[1].key.clone(), to: key(8) };
        write(db, &Step { moved: vec![back], ..step(&claimed(db, LATER).await) }).await.unwrap();
        assert_eq!(front(db).await, [(key(9), 2), (key(8), 1)]);

        // One whose only report moves away leads there without being told to.
        let away = Moved { article: jobs[1].key.clone(), to: key(9) };
        write(db, &Step { moved: vec![away], ..step(&claimed(db, LATER).await) }).await.unwrap();
        assert_eq!(story::by_key(db, &key(8), None).await.unwrap(), Lookup::Moved(key(9)));
    }

    async fn an_edit_is_placed_again_and_counts_meanwhile(database: Database) {
        let db = &database.db;
        let (source, feed) = publisher(db, "harbour").await;
        article::ingest(db, &[batch(source, feed, vec![item("harbour", 1)])], NOW).await.unwrap();
        assert_eq!(story::count_waiting(db).await.unwrap(), 0, "its page is to be read first");
        let page = article::lease_waiting(db, NOW, LEASE, 9, 9, None).await.unwrap().remove(0);
        let ready = PageResult::Ready {
            article: Box::new(Article { title: "Ferry sails".into(), blocks: vec![paragraph("At noon.")], ..Article::default() }),
            published_at: page.published_at,
            section: None,
            policy: 1,
            figures: None,
            edit: None,
            watch: Default::default(),
        };
        article::finish(db, &[(page.id, ready.clone())], NOW).await.unwrap();
        let claim = claimed(db, LATER).await;
        assert_eq!((claim.jobs.len(), claim.jobs[0].title.as_str(), claim.jobs[0].said.blocks.len()), (1, "Ferry sails", 1));

        // Its text changes while it is being placed: what was decided is kept, and it is placed once more.
        article::read_again(db, page.id, LATER).await.unwrap();
        article::finish(db, &[(page.id, ready)], LATER).await.unwrap();
        write(db, &Step { placed: vec![placed(&claim.jobs[0], key(7))], ..step(&claim) }).await.unwrap();
        let placing = story::of_article(db, page.id).await.unwrap().unwrap();
        assert_eq!((placing.waiting, placing.story), (true, Some(key(7))));
        let again = claimed(db, Millis(LATER.0 + MINUTE)).await;
        write(db, &Step { placed: vec![placed(&again.jobs[0], key(7))], ..step(&again) }).await.unwrap();
        assert!(!story::of_article(db, page.id).await.unwrap().unwrap().waiting);
        assert_eq!(front(db).await, [(key(7), 1)]);
    }

    async fn what_goes_leaves_its_story(database: Database) {
        let db = &database.db;
        told(db, "harbour", &[7, 8]).await;
        let (quay, jobs) = told(db, "quay", &[7]).await;
        let seq = change_seq(db).await;
        source::remove(db, quay, LATER).await.unwrap();
        assert_eq!(story::withdrawn_since(db, seq).await.unwrap().0, [jobs[0].article]);
        let claim = claimed(db, LATER).await;
        assert!(claim.stale && story::next_turn(db).await.unwrap().is_some(), "something is to be done");
        write(db, &step(&claim)).await.unwrap();
        assert_eq!(front(db).await, [(key(8), 1), (key(7), 1)]);
        assert!(!claimed(db, LATER).await.stale);
    }

    async fn copies_count_once_and_reasons_are_kept(database: Database) {
        let db = &database.db;
        let (_, first) = told(db, "harbour", &[7]).await;
        let (_, second) = told(db, "quay", &[7]).await;
        let (_, third) = told(db, "pier", &[8]).await;
        let (origin, reprint, other) = (&first[0], &second[0], &third[0]);
        let claim = claimed(db, LATER).await;
        let copy = CopyOf { of: origin.article, kind: CopyKind::Reprint, own_share: 0.25 };
        let nearest = Compared { key: reprint.key.clone(), score: 0.1, terms: vec![("words".into(), 0.5)] };
        let gone = Compared { key: ArticleKey::of_number(5), ..nearest.clone() };
        let decision = Decision::NotSameStory { nearest: key(7), score: 0.1, threshold: 0.3 };
        let because = RelatedReason::Background { shared: vec!["ferry".into()] };
        let step = Step {
            placed: vec![Placed { decision: decision.clone(), compared: vec![nearest, gone], ..placed(other, key(8)) }],
            copied: vec![story::Copied { article: reprint.article, copy: Some(copy.clone()) }],
            related: vec![RelatedTo {
                article: other.article,
                others: vec![(origin.article, because.clone(), 0.5), (ArticleId(999), because.clone(), 0.4)],
            }],
            ..step(&claim)
        };
        write(db, &step).await.unwrap();
        let seven = found(db, 7).await;
        assert_eq!((seven.story.articles, seven.story.texts, seven.story.owners, seven.story.outlets.len()), (2, 1, 2, 2));
        let copies: Vec<_> = story::reports_of(db, seven.story.id).await.unwrap().into_iter().map(|r| r.copy).collect();
        assert!(copies.contains(&Some(copy)) && copies.contains(&None));
        let why = story::of_article(db, other.article).await.unwrap().unwrap();
        assert_eq!((why.decision, why.story, why.neighbours.len()), (Some(decision), Some(key(8)), 2));
        assert_eq!((why.neighbours[0].story.clone(), why.neighbours[1].title.clone()), (Some(key(7)), None));
        let related = story::related_of(db, other.article).await.unwrap();
        assert_eq!((related.len(), related[0].card.id, &related[0].reason), (1, origin.article, &because));
    }

    async fn the_window_comes_back_in_the_order_of_placing(database: Database) {
        let db = &database.db;
        let (_, first) = told(db, "harbour", &[7, 8, 7]).await;
        let (_, second) = told(db, "quay", &[9]).await;
        let kept = story::window(db, Millis(0), 0, 3).await.unwrap();
        let rest = story::window(db, Millis(0), kept[2].seq, 3).await.unwrap();
        let keys: Vec<_> = kept.iter().chain(&rest).map(|k| k.key.clone()).collect();
        assert_eq!(keys, first.iter().chain(&second).map(|job| job.key.clone()).collect::<Vec<_>>());
        assert_eq!((kept[0].sketch.clone(), kept[1].story.clone(), rest.len()), (vec![1, 2, 3], key(8), 1));
        assert_eq!(story::window(db, Millis(LATER.0 + 1), 0, 9).await.unwrap().len(), 0);

        let old = story::of_other_models(db, "new 4 cd", 9).await.unwrap();
        assert_eq!((old.len(), &old[0].key), (4, &second[0].key));
        story::put_vectors(db, "new 4 cd", &[(old[0].article, vec![7; 4])]).await.unwrap();
        assert_eq!(story::of_other_models(db, "new 4 cd", 9).await.unwrap().len(), 3);
    }
}

async fn change_seq(db: &Db) -> i64 {
    story::withdrawn_since(db, 0).await.unwrap().1
}
