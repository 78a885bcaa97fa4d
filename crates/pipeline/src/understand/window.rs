//! The reports of the last weeks as the story room holds them, and what of them is needed to write down its answers.

use super::model::Model;
use super::report::Understood;
use crate::cpu::Panicked;
use crate::shared::Shared;
use anyhow::Result;
use coranto_core::story::Decision;
use coranto_core::{ArticleId, Lang, Millis, SourceId};
use coranto_encode::Vector;
use coranto_store::Db;
use coranto_store::story::{self, Kept, Renewed};
use coranto_story::copies::{self, Fingerprint};
use coranto_story::place::{self, Link, Sketch, Stories, StoryId, links_from_bytes, links_to_bytes};
use std::collections::HashMap;

/// Rows read at once while it is built.
const PIECE: i64 = 2_000;
/// Texts read at once to be understood anew.
const TEXTS: usize = 256;

pub(crate) struct Window {
    pub stories: Stories,
    pub copies: copies::Window,
    pub known: HashMap<u64, Known>,
    keys: HashMap<ArticleId, u64>,
    /// Of the record when it was built or last written.
    pub revision: i64,
    /// Number of the change log up to which withdrawals are known.
    changes: i64,
}

/// What is told of a report besides what it is compared by.
pub(crate) struct Known {
    pub article: ArticleId,
    pub title: Box<str>,
    pub lang: Option<Lang>,
}

/// A window on the way, piece by piece, so that neither memory nor the right to place runs out meanwhile.
pub(crate) struct Building {
    /// None while it is in the processor's hands, or when it broke there.
    window: Option<Window>,
    since: Millis,
    after: i64,
    anew: usize,
}

impl Building {
    /// As it was when revision `revision` was written; the next reports arrive at `oldest` or later.
    pub async fn begin(shared: &Shared, revision: i64, oldest: Millis) -> Result<Building> {
        let settings = place::Settings::default();
        // What has left is marked as such; this bound spares looking through the archive for what has not.
        let since = Millis(oldest.0.saturating_sub(settings.window_ms));
        // First, so that what is withdrawn while the rows are read is known to be.
        let (_, changes) = story::withdrawn_since(&shared.db, i64::MAX).await?;
        let window = Some(Window::new(settings, revision, changes));
        Ok(Building { window, since, after: 0, anew: 0 })
    }

    /// Takes the next reports back; false when there are no more.
    pub async fn next(&mut self, shared: &Shared, model: &Model) -> Result<bool> {
        let piece = story::window(&shared.db, self.since, self.after, PIECE).await?;
        let Some(last) = piece.last() else { return Ok(false) };
        self.after = last.seq;
        let model = model.clone();
        let rows = shared.cpu.run(move || piece.into_iter().map(|kept| Row::read(kept, &model)).collect());
        let rows = read_anew(shared, rows.await.map_err(broken)?).await?;
        let window = self.window.take();
        let taken = shared.cpu.run(move || {
            let mut window = window?;
            let renewed: Vec<Renewed> = rows.into_iter().filter_map(|row| window.take_back(row)).collect();
            Some((window, renewed))
        });
        let (window, renewed) = taken.await.ok().flatten().ok_or_else(|| broken(Panicked))?;
        self.window = Some(window);
        if !renewed.is_empty() {
            story::put_renewed(&shared.db, &renewed).await?;
            self.anew += renewed.len();
        }
        Ok(true)
    }

    pub fn done(self) -> Option<Window> {
        if self.anew > 0 {
            tracing::info!(
                reports = self.anew,
                "reports were kept in a form that this program does not read; they were understood anew, their stories stand"
            );
        }
        self.window
    }
}

/// Reads the texts of those again that are kept in a form which this program does not read. Those whose article has gone are left out.
async fn read_anew(shared: &Shared, mut rows: Vec<Row>) -> Result<Vec<Row>> {
    let articles: Vec<ArticleId> = rows.iter().filter(|row| row.sketch.is_none()).map(|row| row.article).collect();
    let mut understood = HashMap::new();
    for some in articles.chunks(TEXTS) {
        // The vector is kept apart, and is as good as it was.
        let jobs = story::placed(&shared.db, some).await?;
        let made = super::understand(shared, &Model::none(), jobs).await;
        understood.extend(made.into_iter().map(|one| (one.article, one)));
    }
    for row in rows.iter_mut().filter(|row| row.sketch.is_none()) {
        if let Some(mut anew) = understood.remove(&row.article) {
            anew.sketch.vector = row.vector.take();
            row.sketch = Some(anew.sketch);
            row.fingerprint = anew.fingerprint;
            row.anew = true;
        }
    }
    rows.retain(|row| row.sketch.is_some());
    Ok(rows)
}

fn broken(_: Panicked) -> anyhow::Error {
    anyhow::anyhow!("the stories could not be built from the record")
}

impl Window {
    fn new(settings: place::Settings, revision: i64, changes: i64) -> Window {
        // The window of the copies is that of the stories: what leaves the one leaves the other.
        let limits = copies::Limits { reports: settings.most_reports.saturating_add(super::TOGETHER as usize) };
        Window {
            stories: Stories::new(settings),
            copies: copies::Window::new(limits),
            known: HashMap::new(),
            keys: HashMap::new(),
            revision,
            changes,
        }
    }

    /// A report as it stood; what of it is to be written anew, if anything is.
    fn take_back(&mut self, row: Row) -> Option<Renewed> {
        let sketch = row.sketch?;
        let (key, bytes) = (sketch.key, row.anew.then(|| sketch.to_bytes()));
        if let Some(fingerprint) = row.fingerprint.clone() {
            self.copies.insert(copies::Report {
                id: row.article,
                publisher: row.source,
                title: row.title.clone(),
                published: sketch.published,
                seen: row.arrived,
                fingerprint,
            });
        }
        self.know(key, Known { article: row.article, title: row.title.into(), lang: sketch.lang });
        let (arrived, story, copy_of) = (row.arrived, row.story, row.copy_of);
        let links = self.stories.take_back(place::Kept { sketch, arrived, story, copy_of, links: row.links });
        Some(Renewed {
            article: row.article,
            seq: row.seq,
            sketch: bytes?,
            likened: links_to_bytes(&links),
            fingerprint: row.fingerprint.map(|fingerprint| fingerprint.to_bytes()),
        })
    }

    pub fn key(&self, article: ArticleId) -> Option<u64> {
        self.keys.get(&article).copied()
    }

    pub fn know(&mut self, key: u64, known: Known) {
        self.keys.insert(known.article, key);
        self.known.insert(key, known);
    }

    /// What left the stories' window is nobody's copy and is not told of any more.
    pub fn forget(&mut self, key: u64) {
        if let Some(known) = self.known.remove(&key) {
            self.keys.remove(&known.article);
            self.copies.forget(known.article);
        }
    }

    /// Takes out what went from the record since.
    pub async fn follow_withdrawals(&mut self, db: &Db) -> Result<()> {
        let (articles, changes) = story::withdrawn_since(db, self.changes).await?;
        self.changes = changes;
        for article in articles {
            self.copies.forget(article);
            if let Some(key) = self.keys.remove(&article) {
                self.stories.remove(key);
                self.known.remove(&key);
            }
        }
        Ok(())
    }
}

struct Row {
    article: ArticleId,
    source: SourceId,
    seq: i64,
    arrived: Millis,
    story: StoryId,
    copy_of: Option<u64>,
    title: String,
    /// None when what is kept cannot be read.
    sketch: Option<Sketch>,
    links: Option<Vec<Link>>,
    fingerprint: Option<Fingerprint>,
    /// Until it is in a sketch that was made anew.
    vector: Option<Vector>,
    /// What is kept is to be written anew.
    anew: bool,
}

impl Row {
    fn read(kept: Kept, model: &Model) -> Row {
        let vector = model.read(kept.vector.as_deref(), kept.model.as_deref());
        let fingerprint = kept.fingerprint.as_deref().map(Fingerprint::from_bytes).transpose();
        let sketch = Sketch::from_bytes(&kept.sketch, vector.clone());
        let links = links_from_bytes(&kept.likened);
        // One that cannot be read is reason enough to make all of it anew.
        let (sketch, links, fingerprint) = match (sketch, links, fingerprint) {
            (Ok(sketch), Ok(links), Ok(fingerprint)) => (Some(sketch), Some(links), fingerprint),
            _ => (None, None, None),
        };
        Row {
            article: kept.article,
            source: kept.source,
            seq: kept.seq,
            arrived: kept.arrived_at,
            story: StoryId(kept.story.number()),
            copy_of: match kept.decision {
                Some(Decision::Copy { of }) => Some(of.number()),
                _ => None,
            },
            title: kept.title,
            sketch,
            links,
            fingerprint,
            vector,
            anew: false,
        }
    }
}

impl Understood {
    pub fn known(&self) -> Known {
        Known { article: self.article, title: self.title.as_str().into(), lang: self.lang }
    }

    pub fn report(&self, seen: Millis) -> Option<copies::Report> {
        Some(copies::Report {
            id: self.article,
            publisher: self.source,
            title: self.title.clone(),
            published: Some(self.published),
            seen,
            fingerprint: self.fingerprint.clone()?,
        })
    }
}
