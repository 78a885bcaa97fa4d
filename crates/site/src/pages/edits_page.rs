//! `/{interface}/article/{key}/edits`: what a publisher changed in an article after its publication, newest first, word by word, and the numbers that moved. Where
//! the text may not be shown, a few words around each change.

use crate::app::App;
use crate::card::{Publisher, article_path, direction};
use crate::errors::SiteError;
use crate::frame::{Frame, Link};
use crate::i18n::{Interface, When};
use crate::serve::{self, PageKey};
use crate::visit::Visit;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use coranto_core::edit::{Change, EditKind, Revision, Series, series};
use coranto_core::{ArticleKey, Millis};
use coranto_store::article::{self, FullArticle, Lookup, Stage};
use coranto_store::edit;
use coranto_text::edits::{self, Fate, Paragraph, Run};

#[derive(Template)]
#[template(path = "edits_page.html")]
struct EditsPage {
    frame: Frame,
    article: Link,
    lang: String,
    dir: &'static str,
    publisher: Publisher,
    count: String,
    first: When,
    /// The text may not be shown.
    excerpts: bool,
    series: Vec<SeriesView>,
    edits: Vec<EditView>,
}

/// A number that moved.
struct SeriesView {
    what: String,
    sentence: String,
    steps: Vec<(String, When)>,
}

struct EditView {
    when: When,
    /// When it was found, where the publisher says that it was made before.
    seen: Option<When>,
    kinds: Vec<&'static str>,
    added: Option<String>,
    removed: Option<String>,
    headline: Vec<Run>,
    lines: Vec<Line>,
    /// More was changed than is shown.
    more: bool,
}

enum Line {
    Changed(Paragraph),
    /// So many paragraphs were left as they were.
    Same(String),
}

/// Paragraphs of one edit, and words of the page: who changes more has written another text.
const MOST_LINES: usize = 80;
const MOST_WORDS: usize = 20_000;
/// Where the text may not be shown: changes of one edit, and words on either side of each.
const EXCERPTS: usize = 3;
const AROUND: usize = 8;
/// Longest sentence around a number, in words.
const SENTENCE_WORDS: usize = 40;

/// "edited 2×", leading here; none for an article that never was.
pub async fn link(app: &App, found: &FullArticle, t: Interface) -> Result<Option<Link>, SiteError> {
    let count = edit::count(app.db(), found.card.id).await?;
    Ok((count > 0).then(|| Link::new(t.count("edited-times", count), path(t, &found.card.key))))
}

pub fn path(t: Interface, key: &ArticleKey) -> String {
    format!("/{}/article/{key}/edits", t.code())
}

pub async fn edits_page(
    State(app): State<App>,
    visit: Visit,
    Path((_, key)): Path<(String, String)>,
) -> Result<Response, SiteError> {
    let t = visit.interface;
    let key = ArticleKey::parse(&key).ok_or(SiteError::NotFound)?;
    let page = PageKey { what: format!("/article/{key}/edits"), interface: t, origin: None };
    let make = async {
        match article::by_key(app.db(), &key).await? {
            Lookup::Found(found) => Ok(load(&app, t, *found).await?.render()?),
            Lookup::Moved(to) => Err(SiteError::Elsewhere { path: path(t, &to) }),
            Lookup::Missing => Err(SiteError::NotFound),
        }
    };
    serve::page(&app, &visit, page, serve::HTML, make).await
}

async fn load(app: &App, t: Interface, found: FullArticle) -> Result<EditsPage, SiteError> {
    let revisions = edit::of_article(app.db(), found.card.id).await?;
    let [first, .., newest] = revisions.as_slice() else { return Err(SiteError::NotFound) };
    let directory = app.directory().await?;
    let facts = directory.facts(found.card.source_id);
    let full = found.card.stage == Stage::Ready && facts.is_some_and(|f| f.full_text);
    let here = format!("/article/{}/edits", found.card.key);
    let title = t.plain("edits-title", &found.card.title);
    let mut budget = MOST_WORDS;
    let pairs = revisions.windows(2).rev();
    let edits = pairs.filter_map(|pair| EditView::of(&pair[0], &pair[1], full, &mut budget, app.now(), t)).collect();
    Ok(EditsPage {
        frame: Frame::new(app, t, &here).await?.titled(&title).unindexed(),
        article: Link::new(found.card.title.clone(), article_path(t, &found.card.key, &found.card.title)),
        lang: found.card.lang.map(|l| l.to_string()).unwrap_or_default(),
        dir: direction(found.card.lang),
        publisher: Publisher::new(facts, t),
        count: t.count("edited-times", newest.n),
        first: When::utc(first.at, app.now(), t),
        excerpts: !full,
        series: told_once(series(&revisions)).into_iter().map(|s| SeriesView::new(s, app.now(), t)).collect(),
        edits,
    })
}

/// A headline says what the text says: its numbers are not told twice.
fn told_once(all: Vec<Series>) -> Vec<Series> {
    let values = |s: &Series| s.steps.iter().map(|step| step.figure.value.to_bits()).collect::<Vec<_>>();
    let in_texts: Vec<_> = all.iter().filter(|s| !s.in_title).map(values).collect();
    all.into_iter().filter(|s| !s.in_title || !in_texts.contains(&values(s))).collect()
}

impl SeriesView {
    fn new(series: Series, now: Millis, t: Interface) -> SeriesView {
        let steps = series.steps.into_iter().map(|step| (step.figure.words, When::utc(step.at, now, t)));
        SeriesView {
            what: series.what,
            sentence: coranto_text::beginning(&series.sentence, SENTENCE_WORDS),
            steps: steps.collect(),
        }
    }
}

impl EditView {
    fn of(
        before: &Revision,
        revision: &Revision,
        full: bool,
        budget: &mut usize,
        now: Millis,
        t: Interface,
    ) -> Option<EditView> {
        let change = revision.change.as_ref()?;
        let old = revision.before.as_ref().unwrap_or(&before.wording);
        let new = &revision.wording;
        let headline = match change.is(EditKind::Headline) {
            true => edits::paragraphs(&old.title, &new.title).into_iter().flat_map(|p| p.runs).collect(),
            false => Vec::new(),
        };
        let (lines, more) = match full {
            true => all_lines(&old.text, &new.text, budget, t),
            false => {
                let mut excerpts = edits::excerpts(&old.text, &new.text, AROUND, EXCERPTS + 1);
                let more = excerpts.len() > EXCERPTS;
                excerpts.truncate(EXCERPTS);
                (excerpts.into_iter().map(Line::Changed).collect(), more)
            }
        };
        let words = |key: &str, count: u32| (count > 0).then(|| t.count(key, i64::from(count)));
        Some(EditView {
            when: When::utc(revision.at, now, t),
            seen: (revision.seen_at != revision.at).then(|| When::utc(revision.seen_at, now, t)),
            kinds: kinds(change),
            added: words("edits-words-added", change.added),
            removed: words("edits-words-removed", change.removed),
            headline,
            lines,
            more,
        })
    }
}

/// What was changed in full, and of the rest how much it is.
fn all_lines(old: &str, new: &str, budget: &mut usize, t: Interface) -> (Vec<Line>, bool) {
    let mut lines = Vec::new();
    let mut same = 0;
    let mut shown = 0;
    for paragraph in edits::paragraphs(old, new) {
        if !paragraph.is_changed() {
            same += 1;
            continue;
        }
        let words: usize = paragraph.runs.iter().map(|run| coranto_text::count_words(&run.text) as usize).sum();
        if shown == MOST_LINES || words > *budget {
            return (lines, true);
        }
        *budget -= words;
        shown += 1;
        if same > 0 {
            lines.push(Line::Same(t.count("edits-unchanged", same)));
            same = 0;
        }
        lines.push(Line::Changed(paragraph));
    }
    if same > 0 && shown > 0 {
        lines.push(Line::Same(t.count("edits-unchanged", same)));
    }
    (lines, false)
}

/// Keys of what kind of change it was; the headline shows itself.
fn kinds(change: &Change) -> Vec<&'static str> {
    let key = |kind: &EditKind| match kind {
        EditKind::Headline => "edits-headline",
        EditKind::Numbers => "edits-numbers-changed",
        EditKind::Added => "edits-added",
        EditKind::Removed => "edits-removed",
        EditKind::Reworded => "edits-reworded",
        EditKind::Moved => "edits-moved",
        EditKind::Typo => "edits-typo",
    };
    change.kinds.iter().map(key).collect()
}

impl EditsPage {
    fn is_added(&self, run: &&Run) -> bool {
        run.fate == Fate::Added
    }

    fn is_removed(&self, run: &&Run) -> bool {
        run.fate == Fate::Removed
    }
}
