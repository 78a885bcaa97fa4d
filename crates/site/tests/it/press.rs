//! A store that a test fills: publishers of the made-up world and what they report.

use coranto_core::about::{self, ComingDate, Described, Form, Grain, Quote, QuoteKind, SubjectKind, Worth};
use coranto_core::reason::{BodyRejected, Quarantined};
use coranto_core::source::{OwnerKind, SourceFacts};
use coranto_core::story::{Compared, CopyKind, Decision, LangCount, RelatedReason, Standing};
use coranto_core::{
    Address, Article, ArticleId, ArticleKey, Block, Clock, FeedId, Lang, Millis, Picture, SourceId, Stamp, StoryKey,
    TableCell, config,
};
use coranto_site::{PictureFile, Pictures, SiteState};
use coranto_store::article::{self, Batch, Media, NewItem, PageResult, Stage};
use coranto_store::feed::{self, FeedKind, FeedState, PollOutcome, PollRecord};
use coranto_store::story::{self, CopyOf, Member, Placed, RelatedTo, Step, Sum};
use coranto_store::subject::{self, Reading};
use coranto_store::{Db, source};
use coranto_story::rank::{Signs, Terms};
use futures_util::FutureExt;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// 24 November 2026, 09:30 UTC.
pub const NOW: Millis = Millis(1_795_512_600_000);

pub struct Press {
    pub db: Db,
    pub clock: Clock,
    folder: tempfile::TempDir,
    guid: AtomicI64,
}

/// One report; everything but the title has a default.
#[derive(Clone)]
pub struct Report {
    pub article: Article,
    pub stage: Stage,
    pub section: Option<String>,
    pub minutes_ago: i64,
    pub media: Vec<Media>,
    pub set_aside: Option<Quarantined>,
}

pub fn report(title: &str) -> Report {
    Report {
        article: Article { title: title.to_owned(), lang: Some(Lang::EN), words: 400, ..Article::default() },
        stage: Stage::Ready,
        section: Some("world".to_owned()),
        minutes_ago: 60,
        media: Vec::new(),
        set_aside: None,
    }
}

impl Report {
    pub fn lead(mut self, lead: &str) -> Report {
        self.article.summary = Some(lead.to_owned());
        self
    }

    pub fn lang(mut self, code: &str) -> Report {
        self.article.lang = Lang::parse(code);
        self
    }

    pub fn section(mut self, slug: &str) -> Report {
        self.section = (!slug.is_empty()).then(|| slug.to_owned());
        self
    }

    pub fn ago(mut self, minutes: i64) -> Report {
        self.minutes_ago = minutes;
        self
    }

    pub fn by(mut self, authors: &[&str]) -> Report {
        self.article.authors = authors.iter().map(|a| (*a).to_owned()).collect();
        self
    }

    pub fn picture(mut self, src: &str) -> Report {
        self.article.image = Some(Picture {
            src: Address::parse(src).unwrap(),
            alt: Some("Boats in a harbour at dawn".into()),
            caption: Some("Fishing boats wait for the tide at Port Ember.".into()),
            credit: Some("Mara Quill/The Lantern".into()),
            width: Some(1600),
            height: Some(1067),
        });
        self
    }

    pub fn text(mut self, blocks: Vec<Block>) -> Report {
        self.article.blocks = blocks;
        self
    }

    pub fn set_aside(mut self, rejected: BodyRejected) -> Report {
        self.stage = Stage::Waiting;
        self.set_aside = Some(Quarantined::Body { rejected });
        self
    }
}

/// Where a report stands among others, as it was decided.
#[derive(Clone)]
pub struct Standpoint {
    key: ArticleKey,
    story: StoryKey,
    decision: Decision,
    compared: Vec<Compared>,
    copy: Option<(ArticleKey, CopyKind, f32)>,
    related: Vec<(ArticleKey, RelatedReason)>,
    model: Option<String>,
}

/// A report in the story with this number.
pub fn in_story(key: &ArticleKey, story: u64) -> Standpoint {
    Standpoint {
        key: key.clone(),
        story: StoryKey::of_number(story),
        decision: Decision::Alone,
        compared: Vec::new(),
        copy: None,
        related: Vec::new(),
        model: None,
    }
}

impl Standpoint {
    pub fn because(mut self, decision: Decision) -> Standpoint {
        self.decision = decision;
        self
    }

    pub fn like(mut self, other: &ArticleKey, score: f32, terms: &[(&str, f32)]) -> Standpoint {
        let terms = terms.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect();
        self.compared.push(Compared { key: other.clone(), score, terms });
        self
    }

    pub fn copies(mut self, of: &ArticleKey, kind: CopyKind, own_share: f32) -> Standpoint {
        self.copy = Some((of.clone(), kind, own_share));
        self.because(Decision::Copy { of: of.clone() })
    }

    pub fn beside(mut self, other: &ArticleKey, reason: RelatedReason) -> Standpoint {
        self.related.push((other.clone(), reason));
        self
    }

    pub fn by_model(mut self, name: &str) -> Standpoint {
        self.model = Some(name.to_owned());
        self
    }
}

/// What was read of a report.
#[derive(Clone)]
pub struct Told {
    key: ArticleKey,
    reading: Reading,
}

/// A report that was read; `of` it nothing yet.
pub fn told(key: &ArticleKey) -> Told {
    let reading = Reading {
        article: ArticleId(0),
        asked: 1,
        version: 1,
        lang: Some(Lang::EN),
        topic: None,
        subtopic: None,
        section: None,
        subjects: Vec::new(),
        quotes: Vec::new(),
        coming: Vec::new(),
    };
    Told { key: key.clone(), reading }
}

/// A person of no list.
pub fn person(name: &str) -> Form {
    Form { kind: SubjectKind::Person, form: name.to_lowercase() }
}

/// Of a list: see [`listed`].
pub fn known(kind: SubjectKind, form: &str) -> Form {
    Form { kind, form: form.to_owned() }
}

impl Told {
    pub fn lang(mut self, code: &str) -> Told {
        self.reading.lang = Lang::parse(code);
        self
    }

    /// The heaviest first.
    pub fn about(mut self, name: Form, shown: &str, tag: &str) -> Told {
        let weight = 0.9 / (1.0 + self.reading.subjects.len() as f32);
        let tag = (!tag.is_empty()).then(|| tag.to_owned());
        let shown = shown.to_owned();
        self.reading.subjects.push(about::Told { name, shown, tag, times: 2, in_title: true, weight });
        self
    }

    pub fn topic(mut self, slug: &'static str, iptc: Option<u32>) -> Told {
        (self.reading.topic, self.reading.subtopic) = (Some(slug), iptc);
        self
    }

    pub fn says(self, by: Option<Form>, speaker: &str, words: &str) -> Told {
        self.quotes(QuoteKind::Direct, by, speaker, words, Vec::new())
    }

    pub fn quotes(mut self, kind: QuoteKind, by: Option<Form>, speaker: &str, words: &str, about: Vec<Form>) -> Told {
        self.reading.quotes.push(Quote {
            kind,
            words: words.to_owned(),
            speaker: (!speaker.is_empty()).then(|| speaker.to_owned()),
            by,
            verb: Some("said".to_owned()),
            about,
            at: self.reading.quotes.len() as u32 * 100,
        });
        self
    }

    /// A day so many days from now, by UTC.
    pub fn dated(self, days: i64, sentence: &str) -> Told {
        let from = Millis(NOW.0 / Millis::DAY * Millis::DAY + days * Millis::DAY);
        self.stretch(from, Millis(from.0 + Millis::DAY), Grain::Day, false, sentence)
    }

    pub fn stretch(mut self, from: Millis, to: Millis, grain: Grain, vague: bool, sentence: &str) -> Told {
        let place = self.reading.subjects.iter().find(|told| told.name.kind == SubjectKind::Place);
        let place = place.map(|told| told.name.clone());
        let (words, sentence) = ("then".to_owned(), sentence.to_owned());
        self.reading.coming.push(ComingDate { from, to, grain, vague, words, sentence, place });
        self
    }
}

/// What a list knows in this world.
fn listed(form: &Form) -> Option<Described> {
    let names = |all: &[(&str, &str, &str)]| {
        let name = |(lang, name, tag): &(&str, &str, &str)| {
            Some((Lang::parse(lang)?, (*name).to_owned(), Some((*tag).to_owned())))
        };
        all.iter().filter_map(name).collect::<Vec<_>>()
    };
    Some(match form.form.as_str() {
        "geo:ember" => Described {
            names: names(&[
                ("en", "Port Ember", "PortEmber"),
                ("ar", "ميناء إمبر", "ميناء_إمبر"),
                ("de", "Glutshafen", "Glutshafen"),
            ]),
            place: Some(about::Place { lat: 54.213, lon: -3.4, country: Some("XA".to_owned()) }),
        },
        "org:council" => Described {
            names: names(&[("en", "Harbour Council", "HarbourCouncil"), ("ar", "مجلس الميناء", "مجلس_الميناء")]),
            place: None,
        },
        "concept:storm" => {
            Described { names: names(&[("en", "Storms", "Storms"), ("ar", "عواصف", "عواصف")]), place: None }
        }
        _ => return None,
    })
}

pub const WORTH: Worth = Worth { articles: 3, owners: 2, window_ms: 30 * Millis::DAY };

pub fn facts(slug: &str, name: &str, country: &str, lang: &str) -> SourceFacts {
    SourceFacts {
        slug: slug.to_owned(),
        name: name.to_owned(),
        home: format!("https://{slug}.example/"),
        country: Some(country.to_owned()),
        languages: Lang::parse(lang).into_iter().collect(),
        owner: Some(format!("{name} Holdings")),
        owner_kind: OwnerKind::Private,
        owner_citation: Some(format!("https://{slug}.example/imprint")),
        ..SourceFacts::default()
    }
}

pub fn paragraph(html: &str) -> Block {
    Block::Paragraph { html: html.to_owned() }
}

impl Press {
    pub async fn new() -> Press {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&folder.path().join("coranto.db").display().to_string()).await.unwrap();
        Press { db, clock: Clock::manual(NOW), folder, guid: AtomicI64::new(1) }
    }

    pub async fn source(&self, facts: SourceFacts) -> SourceId {
        let id = source::upsert(&self.db, &facts, NOW.minus(Duration::from_secs(30 * 86_400))).await.unwrap();
        let address = Address::parse(&format!("https://{}.example/feed", facts.slug)).unwrap();
        feed::add(&self.db, id, &address, FeedKind::Feed, None, NOW).await.unwrap();
        id
    }

    /// Brings reports in as a poll of the source's feed does; pages that were read end as the report says.
    pub async fn publish(&self, source: SourceId, reports: Vec<Report>) -> Vec<ArticleKey> {
        let feed = feed::of_source(&self.db, source).await.unwrap().remove(0);
        let host = feed.address.host().to_owned();
        let mut keys = Vec::new();
        let mut items = Vec::new();
        let mut set_aside = Vec::new();
        for report in reports {
            let guid = self.guid.fetch_add(1, Ordering::SeqCst);
            let address = Address::parse(&format!("https://{host}/news/{guid}")).unwrap();
            let key = ArticleKey::of(&address);
            let published_at = Millis(NOW.0 - report.minutes_ago * Millis::MINUTE);
            let mut article = report.article;
            article.published.get_or_insert(Stamp { at: published_at, offset_minutes: Some(120), day_only: false });
            if let Some(why) = report.set_aside {
                set_aside.push((address.clone(), why));
            }
            keys.push(key.clone());
            items.push(NewItem {
                guid,
                address,
                key,
                article,
                published_at,
                stage: report.stage,
                reason: None,
                section: report.section,
                media: report.media,
            });
        }
        let outcome = PollOutcome::Read { items: items.len() as u32, new: 0, damaged: 0, repaired: false };
        let poll = self.poll(feed.id, outcome);
        article::ingest(&self.db, &[Batch { source_id: source, poll, items }], NOW).await.unwrap();
        if !set_aside.is_empty() {
            let waiting = article::lease_waiting(&self.db, NOW, 60_000, 100, 100, None).await.unwrap();
            let results: Vec<_> = waiting
                .into_iter()
                .filter_map(|w| {
                    let (_, why) = set_aside.iter().find(|(address, _)| *address == w.address)?;
                    Some((w.id, PageResult::Quarantined { why: why.clone(), policy: 1 }))
                })
                .collect();
            assert_eq!(results.len(), set_aside.len());
            article::finish(&self.db, &results, NOW).await.unwrap();
        }
        keys
    }

    /// Writes down where reports stand, as the placing does.
    pub async fn place(&self, standpoints: Vec<Standpoint>) {
        self.place_and_merge(standpoints, &[]).await;
    }

    pub async fn place_and_merge(&self, standpoints: Vec<Standpoint>, merged: &[(u64, u64)]) {
        let claim = story::claim(&self.db, "press", NOW, 60_000, 1, 500, true).await.unwrap().unwrap();
        let asked =
            |article: ArticleId| claim.jobs.iter().find(|job| job.article == article).map_or(1, |job| job.asked);
        let mut step = Step { holder: "press".into(), revision: claim.revision, ..Step::default() };
        step.merged = merged.iter().map(|(from, to)| (StoryKey::of_number(*from), StoryKey::of_number(*to))).collect();
        for one in standpoints {
            let article = self.id(&one.key).await;
            let copy = match one.copy {
                Some((of, kind, own_share)) => Some(CopyOf { of: self.id(&of).await, kind, own_share }),
                None => None,
            };
            let mut others = Vec::new();
            for (other, reason) in one.related {
                others.push((self.id(&other).await, reason, 0.5));
            }
            step.placed.push(Placed {
                article,
                asked: asked(article),
                story: one.story,
                arrived_at: NOW,
                sketch: Vec::new(),
                likened: Vec::new(),
                vector: None,
                model: one.model,
                fingerprint: None,
                decision: one.decision,
                compared: one.compared,
                copy,
            });
            step.related.push(RelatedTo { article, others });
        }
        story::write(&self.db, &step, summarise, NOW).await.unwrap().unwrap();
    }

    /// Writes down what was read of reports that were placed, as the reading does.
    pub async fn read(&self, all: Vec<Told>) {
        let mut readings = Vec::new();
        for told in all {
            readings.push(Reading { article: self.id(&told.key).await, ..told.reading });
        }
        subject::put(&self.db, &readings, listed, &WORTH, NOW).await.unwrap();
    }

    async fn id(&self, key: &ArticleKey) -> ArticleId {
        match article::by_key(&self.db, key).await.unwrap() {
            article::Lookup::Found(found) => found.card.id,
            other => panic!("{key}: {other:?}"),
        }
    }

    pub fn poll(&self, feed_id: FeedId, outcome: PollOutcome) -> PollRecord {
        PollRecord {
            feed_id,
            at: NOW,
            failures: if outcome.is_good() { 0 } else { 5 },
            outcome,
            duration_ms: 40,
            bytes: 1_000,
            etag: None,
            last_modified: None,
            validators_since: None,
            body_hash: None,
            title: Some("All news".into()),
            next_due_at: NOW.plus(Duration::from_secs(600)),
            interval_ms: 600_000,
            state: FeedState::Active,
            moved_to: None,
            moved_seen: 0,
            new_address: None,
        }
    }

    /// Nothing is kept in memory, so that a test sees what it has just written.
    pub fn state(&self) -> SiteState {
        let mut settings = config::Settings::default();
        settings.store.data_dir = self.folder.path().display().to_string();
        settings.site.cache_seconds = 0;
        SiteState {
            db: self.db.clone(),
            settings: Arc::new(settings),
            clock: self.clock.clone(),
            pictures: Some(grey()),
            demo: false,
        }
    }
}

/// A story by its reports: led in each language by the first with a picture, or the first.
fn summarise(members: &[Member]) -> Sum {
    let lead = |lang: Option<Option<Lang>>| {
        let all = members.iter().filter(|m| lang.is_none_or(|lang| m.lang == lang));
        let texts: Vec<&Member> = all.collect();
        texts.iter().find(|m| m.has_image && m.copy_of.is_none()).or(texts.first()).map_or(ArticleId(0), |m| m.article)
    };
    let mut langs: Vec<Option<Lang>> = members.iter().map(|m| m.lang).collect();
    langs.sort();
    langs.dedup();
    let count = |lang: &Option<Lang>| members.iter().filter(|m| m.lang == *lang).count() as u32;
    let mut langs: Vec<LangCount> =
        langs.iter().map(|lang| LangCount { lang: *lang, articles: count(lang), lead: lead(Some(*lang)) }).collect();
    langs.sort_by_key(|lang| std::cmp::Reverse(lang.articles));
    let owners: HashSet<&str> = members.iter().map(|m| m.owner.as_str()).collect();
    let standing = Standing {
        texts: members.iter().filter(|m| m.copy_of.is_none()).count() as u32,
        owners: owners.len() as u32,
        growing: owners.len() as u32,
        newest: members.last().map_or(NOW, |m| m.published_at),
    };
    let signs =
        Signs { texts: standing.texts, owners: standing.owners, growing: standing.growing, newest: standing.newest };
    Sum { lead: lead(None), langs, importance: Terms::of(signs).key(), standing }
}

/// Pictures of nothing.
fn grey() -> Pictures {
    Arc::new(|address: Address, _| {
        async move {
            if address.as_str().contains("missing") {
                return Err("nothing is there (404)".to_owned());
            }
            Ok(PictureFile { mime: "image/jpeg", bytes: bytes::Bytes::from_static(b"\xff\xd8\xff\xd9") })
        }
        .boxed()
    })
}

/// A text with one of every kind of block.
pub fn every_block() -> Vec<Block> {
    let picture = |src: &str| Picture {
        src: Address::parse(src).unwrap(),
        alt: None,
        caption: Some("The old customs house at low water.".into()),
        credit: None,
        width: Some(1200),
        height: Some(800),
    };
    vec![
        paragraph(
            "The harbour council of Port Ember voted on Monday night to open the eastern lock again, eleven years after it was closed, \
             <a href=\"https://lantern.example/lock\">according to minutes seen by this paper</a>. The vote was nine to four.",
        ),
        paragraph(
            "Fishing crews had asked for the lock since the storm of 2019, when forty boats lay outside for three days with no way in.",
        ),
        Block::Heading { level: 2, html: "What it will cost".into() },
        paragraph(
            "The work is put at <strong>18 million marks</strong>, a third of it from the province. “We are not building a monument,” said the harbour master, Ilse Marrow. “We are building a door.”",
        ),
        Block::Quote {
            paragraphs: vec![
                "A door that opens twice a day is worth more than a wall that stands for a century.".into(),
            ],
            cite: Some("Ilse Marrow, harbour master".into()),
        },
        Block::List {
            ordered: false,
            items: vec![
                "Dredging begins in <em>March</em>.".into(),
                "The new gates are hung in September.".into(),
                "First boats before winter.".into(),
            ],
        },
        Block::Image(picture("https://lantern.example/pics/customs.jpg")),
        Block::Table {
            caption: Some("Who pays".into()),
            rows: vec![
                vec![
                    TableCell { html: "Payer".into(), header: true },
                    TableCell { html: "Million marks".into(), header: true },
                ],
                vec![
                    TableCell { html: "Harbour".into(), header: false },
                    TableCell { html: "12".into(), header: false },
                ],
                vec![
                    TableCell { html: "Province".into(), header: false },
                    TableCell { html: "6".into(), header: false },
                ],
            ],
        },
        Block::List { ordered: true, items: vec!["Vote".into(), "Tender".into()] },
        Block::Preformatted { text: "High water 05:12\nLow water  11:40".into() },
        Block::Embed {
            href: Address::parse("https://video.example/watch/1").unwrap(),
            provider: "Harbour TV".into(),
            text: Some("The vote, in full".into()),
        },
        Block::Rule,
        paragraph("The council meets again on 3 December."),
    ]
}
