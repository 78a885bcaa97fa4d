//! What is placed is read, through the whole pipeline: who and what articles are about, who says what, what is to come, and what it is filed under.

use crate::kit::{Kit, NOON, settings};
use crate::stories::{comes, item, kit, papers_of};
use coranto_about::VERSION;
use coranto_core::about::SubjectKind;
use coranto_core::{Article, ArticleKey, Block, Clock, Lang, Millis};
use coranto_pipeline::Pipeline;
use coranto_store::article::{self, Filter, NewItem};
use coranto_store::subject::{self, AUTOMATIC, Lookup, Reading};
use coranto_store::testing::Database;
use coranto_store::{Db, Engine, both_engines, source};
use coranto_world::World;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// A report by the n-th paper, `number` among its own.
fn report(number: i64, paper: usize, title: &str, text: &str) -> NewItem {
    let mut item = item(number, paper, Millis(NOON.0 + number * Millis::MINUTE));
    item.article = Article {
        title: title.into(),
        blocks: text.split('\n').map(|line| Block::Paragraph { html: line.into() }).collect(),
        words: text.split_whitespace().count() as u32,
        lang: Some(Lang::EN),
        ..Article::default()
    };
    item
}

const TITLE: &str = "New dam of Rotterdam is open";
const OPENED: &str =
    "Claire Dumont opened the new dam of Rotterdam on Tuesday. \"The river belongs to all of us,\" Claire Dumont said.";

async fn of(db: &Db, key: &ArticleKey) -> article::FullArticle {
    match article::by_key(db, key).await.unwrap() {
        article::Lookup::Found(found) => *found,
        other => panic!("{key}: {other:?}"),
    }
}

/// The forms that an article is about.
async fn forms(db: &Db, key: &ArticleKey) -> Vec<String> {
    let mentions = subject::of_article(db, of(db, key).await.card.id, NOON).await.unwrap();
    let mut forms = Vec::new();
    for mention in mentions {
        let names = subject::names(db, mention.subject.id).await.unwrap();
        forms.extend(names.into_iter().filter(|name| name.id == mention.name).map(|name| name.form.form));
    }
    forms.sort();
    forms
}

/// What was read of all articles that lists show, by their keys.
pub async fn readings(db: &Db) -> BTreeMap<ArticleKey, String> {
    let mut all = BTreeMap::new();
    for card in article::list(db, &Filter::default(), None, 500).await.unwrap() {
        let quotes: Vec<_> = subject::quotes_of(db, card.id).await.unwrap().into_iter().map(|row| row.quote).collect();
        let coming: Vec<_> = subject::coming_of(db, card.id).await.unwrap().into_iter().map(|row| row.coming).collect();
        let read = format!("{:?} {:?} {quotes:?} {coming:?}", card.section, forms(db, &card.key).await);
        all.insert(card.key, read);
    }
    all
}

both_engines! {
    async fn the_made_up_world_is_read(engine: Engine) {
        let clock = Clock::manual(NOON);
        let world = World::demo(clock.clone());
        let internet = world.start().await.unwrap();
        let kit = Kit::new(Database::new(engine).await, internet.address, clock);
        kit.pipeline.import(&world.sources()).await.unwrap();
        kit.once().await;
        let db = &kit.db;
        assert!(!subject::waits(db, VERSION).await.unwrap(), "all is read");
        assert!(subject::waits(db, VERSION + 1).await.unwrap());

        let cards = article::list(db, &Filter::default(), None, 500).await.unwrap();
        let (mut about, mut spoken, mut coming) = (0, 0, 0);
        for card in &cards {
            about += usize::from(!subject::of_article(db, card.id, NOON).await.unwrap().is_empty());
            spoken += subject::quotes_of(db, card.id).await.unwrap().iter().filter(|row| row.speaker.is_some()).count();
            coming += subject::coming_of(db, card.id).await.unwrap().len();
        }
        println!("of {} articles {about} have subjects; {spoken} quotations with a subject that speaks, {coming} coming dates", cards.len());
        assert!(about * 10 > cards.len() * 8 && spoken > cards.len() / 4 && coming > 20);
        let filed = article::list(db, &Filter { topic: Some("sport".into()), ..Filter::default() }, None, 500).await.unwrap();
        assert!(!filed.is_empty(), "there is sport");

        let worthy = subject::worthy(db, NOON, None, 500).await.unwrap();
        println!("{} are worth a page: {:?}", worthy.len(), worthy.iter().take(30).map(|s| (&s.key, s.articles, s.owners)).collect::<Vec<_>>());
        assert!(worthy.len() > 20 && worthy.iter().any(|s| s.kind == SubjectKind::Person));
        // A hashtag has one subject: of two with one name, the later goes without.
        let tagged: Vec<_> = worthy.iter().filter(|one| one.tag(Lang::EN).is_some()).collect();
        println!("without a hashtag: {:?}", worthy.iter().filter(|one| one.tags.is_empty()).map(|s| (s.kind, &s.key)).collect::<Vec<_>>());
        assert!(tagged.len() * 10 > worthy.len() * 9);
        for one in tagged {
            assert!(one.articles >= 3 && one.owners >= 2);
            let stories = subject::stories(db, one.id, &subject::Filter::default(), None, 50).await.unwrap();
            assert!(!stories.stories.is_empty());
            assert_eq!(subject::by_tag(db, one.tag(Lang::EN).unwrap(), NOON).await.unwrap(), Lookup::Found(Box::new(one.clone())));
        }
    }

    async fn an_edited_text_is_read_again_and_what_goes_is_forgotten(engine: Engine) {
        let kit = kit(engine).await;
        let papers = papers_of(&kit.db).await;
        let opened = report(1, 0, TITLE, OPENED);
        comes(&kit.db, papers[0], vec![opened.clone()], NOON).await;
        kit.pass(2);
        kit.once().await;
        assert!(forms(&kit.db, &opened.key).await.contains(&"claire dumont".to_owned()));
        let quotes = subject::quotes_of(&kit.db, of(&kit.db, &opened.key).await.card.id).await.unwrap();
        assert_eq!(quotes[0].speaker.as_ref().unwrap().key, "claire-dumont");

        let edited = report(1, 0, TITLE, &OPENED.replace("Claire Dumont", "Ivo Reed"));
        comes(&kit.db, papers[0], vec![edited], kit.clock.now()).await;
        kit.pass(2);
        kit.once().await;
        let now = forms(&kit.db, &opened.key).await;
        assert!(now.contains(&"ivo reed".to_owned()) && !now.contains(&"claire dumont".to_owned()), "{now:?}");

        source::remove(&kit.db, papers[0].0, kit.clock.now()).await.unwrap();
        kit.once().await;
        assert!(!subject::waits(&kit.db, VERSION).await.unwrap());
        assert!(subject::meant(&kit.db, "Ivo Reed").await.unwrap().is_empty(), "nothing is left to remember");
    }

    async fn a_surname_is_whose_the_other_reports_say(engine: Engine) {
        let kit = kit(engine).await;
        let papers = papers_of(&kit.db).await;
        let short = report(1, 1, TITLE, "The new dam of Rotterdam was opened by Dumont on Tuesday. \"The river belongs to all,\" Dumont said.");
        // They come, and are read, together.
        comes(&kit.db, papers[0], vec![report(1, 0, TITLE, OPENED)], NOON).await;
        comes(&kit.db, papers[1], vec![short.clone()], NOON).await;
        kit.pass(2);
        kit.once().await;
        assert!(forms(&kit.db, &short.key).await.contains(&"claire dumont".to_owned()));
        let quotes = subject::quotes_of(&kit.db, of(&kit.db, &short.key).await.card.id).await.unwrap();
        assert_eq!(quotes[0].speaker.as_ref().unwrap().key, "claire-dumont");
        // One that comes later finds them in the record.
        let later = report(2, 2, TITLE, "A new dam of Rotterdam is open since Tuesday, and it was Dumont who opened it. Then Dumont left.");
        comes(&kit.db, papers[2], vec![later.clone()], kit.clock.now()).await;
        kit.pass(2);
        kit.once().await;
        assert!(forms(&kit.db, &later.key).await.contains(&"claire dumont".to_owned()));
    }

    async fn names_of_one_story_become_one_subject(engine: Engine) {
        let kit = kit(engine).await;
        let papers = papers_of(&kit.db).await;
        let fuller = report(1, 1, TITLE, "It was Claire Marie Dumont who opened the new dam of Rotterdam. Then Claire Marie Dumont left.");
        comes(&kit.db, papers[0], vec![report(1, 0, TITLE, OPENED)], NOON).await;
        comes(&kit.db, papers[1], vec![fuller], NOON).await;
        kit.pass(2);
        kit.once().await;
        let log = subject::history(&kit.db, None, 9).await.unwrap();
        assert_eq!(log.len(), 1, "{log:?}");
        assert!(log[0].who == AUTOMATIC && !log[0].why.is_empty());
        let meant = subject::meant(&kit.db, "Claire Dumont").await.unwrap().remove(0);
        assert_eq!(subject::names(&kit.db, meant.subject.id).await.unwrap().len(), 2);
        // Once: what was looked at is not looked at again.
        assert!(subject::joins_due(&kit.db, 9).await.unwrap().is_empty());
    }

    async fn what_kills_the_program_is_put_aside(engine: Engine) {
        let kit = kit(engine).await;
        let papers = papers_of(&kit.db).await;
        let (first, second) = (report(1, 0, TITLE, OPENED), report(2, 0, "Claire Dumont leaves Rotterdam", "After a day in Rotterdam the minister Claire Dumont left the town."));
        comes(&kit.db, papers[0], vec![first.clone()], NOON).await;
        kit.pass(2);
        kit.once().await;
        // As if it had not been read: a program takes it and dies, again and again. Then comes another report.
        let job = subject::unread(&kit.db, VERSION + 1, 9).await.unwrap().remove(0);
        let unread = Reading {
            article: job.article, asked: job.asked, version: 0, lang: None, topic: None, subtopic: None, section: None, subjects: vec![], quotes: vec![],
            coming: vec![],
        };
        subject::put(&kit.db, &[unread], coranto_about::described, &settings().hashtags.worth(), NOON).await.unwrap();
        for _ in 0..10 {
            assert_eq!(subject::unread(&kit.db, VERSION, 99).await.unwrap().len(), 1);
        }
        comes(&kit.db, papers[0], vec![second.clone()], kit.clock.now()).await;
        kit.pass(2);
        kit.once().await;
        assert!(!subject::waits(&kit.db, VERSION).await.unwrap());
        assert_eq!(forms(&kit.db, &first.key).await, Vec::<String>::new());
        assert!(!forms(&kit.db, &second.key).await.is_empty());
    }

    async fn what_earns_a_page_is_a_setting(engine: Engine) {
        let kit = kit(engine).await;
        let papers = papers_of(&kit.db).await;
        let other = "After a day in Rotterdam the minister Claire Dumont left the town. Claire Dumont goes on to Breda.";
        for (paper, text) in [OPENED, other].into_iter().enumerate() {
            comes(&kit.db, papers[paper], vec![report(1, paper, TITLE, text)], NOON).await;
        }
        kit.pass(2);
        kit.once().await;
        let at = async || subject::by_key(&kit.db, SubjectKind::Person, "claire-dumont", kit.clock.now()).await.unwrap();
        assert_eq!(at().await, Lookup::Missing);
        let mut settings = settings();
        settings.hashtags.articles = 2;
        let generous = Pipeline::new(kit.db.clone(), Arc::new(settings), kit.clock.clone(), None).unwrap();
        generous.pages_once(None, &|_| (), CancellationToken::new()).await.unwrap();
        assert!(matches!(at().await, Lookup::Found(found) if found.tag(Lang::EN) == Some("ClaireDumont")));
    }
}
