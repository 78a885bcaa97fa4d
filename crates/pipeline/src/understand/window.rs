//! The reports of the last weeks as the story room holds them, and what of them is needed to write down its answers.

use super::model::Model;
use super::report::Understood;
use crate::shared::Shared;
use anyhow::Result;
use coranto_core::{ArticleId, Lang, Millis};
use coranto_store::Db;
use coranto_store::story::{self, Kept};
use coranto_story::copies::{self, Fingerprint};
use coranto_story::place::{self, Sketch, Stories, StoryId, links_from_bytes};
use std::collections::HashMap;

/// Rows read at once while it is built.
const PIECE: i64 = 2_000;

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

impl Window {
    /// As it was when revision `revision` was written.
    pub async fn restore(shared: &Shared, revision: i64, model: &Model) -> Result<Window> {
        let settings = place::Settings::default();
        let since = Millis(shared.now().0.saturating_sub(settings.window_ms));
        let most = i64::try_from(settings.most_reports).unwrap_or(i64::MAX);
        // First, so that what is withdrawn while the rows are read is known to be.
        let (_, changes) = story::withdrawn_since(&shared.db, i64::MAX).await?;
        let mut after = story::before_newest(&shared.db, most).await?;
        let (mut rows, mut unreadable) = (Vec::new(), 0);
        loop {
            let piece = story::window(&shared.db, since, after, PIECE).await?;
            let Some(last) = piece.last() else { break };
            after = last.seq;
            for kept in piece {
                match row(kept, model) {
                    Some(row) => rows.push(row),
                    None => unreadable += 1,
                }
            }
        }
        if unreadable > 0 {
            tracing::warn!(
                unreadable,
                "reports are kept in a form that this program does not read; their stories stand, nothing joins them"
            );
        }
        let built = shared.cpu.run(move || Window::of(settings, rows, revision, changes)).await;
        built.map_err(|_| anyhow::anyhow!("the stories could not be built from the record"))
    }

    fn of(settings: place::Settings, rows: Vec<Row>, revision: i64, changes: i64) -> Window {
        let mut window = Window {
            stories: Stories::new(settings.clone()),
            copies: copies::Window::default(),
            known: HashMap::with_capacity(rows.len()),
            keys: HashMap::with_capacity(rows.len()),
            revision,
            changes,
        };
        let mut placed = Vec::with_capacity(rows.len());
        for row in rows {
            window.know(row.placed.sketch.key, row.known);
            if let Some(report) = row.report {
                window.copies.insert(report);
            }
            placed.push(row.placed);
        }
        window.stories = Stories::restore(settings, placed);
        window
    }

    pub fn know(&mut self, key: u64, known: Known) {
        self.keys.insert(known.article, key);
        self.known.insert(key, known);
    }

    /// What left the stories' window is not told of any more.
    pub fn forget(&mut self, key: u64) {
        if let Some(known) = self.known.remove(&key) {
            self.keys.remove(&known.article);
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
    placed: place::Kept,
    report: Option<copies::Report>,
    known: Known,
}

fn row(kept: Kept, model: &Model) -> Option<Row> {
    let vector = model.read(kept.vector.as_deref(), kept.model.as_deref());
    let sketch = Sketch::from_bytes(&kept.sketch, vector).ok()?;
    let links = links_from_bytes(&kept.likened).ok()?;
    let fingerprint = kept.fingerprint.as_deref().and_then(|bytes| Fingerprint::from_bytes(bytes).ok());
    let lang = sketch.lang;
    let report = fingerprint.map(|fingerprint| copies::Report {
        id: kept.article,
        publisher: kept.source,
        title: kept.title.clone(),
        published: sketch.published,
        seen: kept.arrived_at,
        fingerprint,
    });
    Some(Row {
        placed: place::Kept { sketch, arrived: kept.arrived_at, story: StoryId(kept.story.number()), links },
        report,
        known: Known { article: kept.article, title: kept.title.into(), lang },
    })
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
