//! Coranto's own answer: the documents of a stream placed one after the other, as they came.

use super::set::{Document, Stream};
use coranto_core::Millis;
use coranto_core::hash::stable;
use coranto_encode::Vector;
use coranto_story::place::{Placed, Report, Settings, Sketch, Stories, StoryId};
use std::collections::HashMap;

/// Reports of the same minute come together.
const TOGETHER_MS: i64 = 60_000;

/// Each document's story once all have come, and how each was placed.
pub struct Grouped {
    pub stories: Vec<StoryId>,
    pub placed: Vec<Placed>,
}

/// `vectors` as many as there are documents, or none.
pub fn group(stream: &Stream, settings: &Settings, vectors: &[Option<Vector>]) -> Grouped {
    place(stream, settings, vectors).0
}

/// And the window as it is in the end.
pub(super) fn place(stream: &Stream, settings: &Settings, vectors: &[Option<Vector>]) -> (Grouped, Stories) {
    // When a document without a time came is not known, so that it never counts as too old.
    let timeless = stream.documents.iter().any(|document| document.published().is_none());
    let mut settings = settings.clone();
    if timeless {
        (settings.window_ms, settings.join_ms) = (i64::MAX, i64::MAX);
    }
    let mut stories = Stories::new(settings);
    let mut final_story: HashMap<u64, StoryId> = HashMap::new();
    let mut placed = Vec::with_capacity(stream.documents.len());
    let mut at = 0;
    while at < stream.documents.len() {
        let first = stream.documents[at].published();
        let together = |document: &Document| {
            first.is_some_and(|first| document.published().is_some_and(|t| t.0.saturating_sub(first.0) < TOGETHER_MS))
        };
        let count = 1 + stream.documents[at + 1..].iter().take_while(|document| together(document)).count();
        let sketches = (at..at + count).map(|n| sketch(&stream.documents[n], vectors.get(n).cloned().flatten()));
        let step = stories.place(sketches, first.unwrap_or(Millis(0)));
        for moved in &step.moved {
            final_story.insert(moved.key, moved.to);
        }
        for one in step.placed {
            final_story.insert(one.key, stories.story(one.key).unwrap_or(one.story));
            placed.push(one);
        }
        at += count;
    }
    let of = |n: usize| final_story.get(&key(&stream.documents[n])).copied().unwrap_or(StoryId(0));
    (Grouped { stories: (0..stream.documents.len()).map(of).collect(), placed }, stories)
}

fn sketch(document: &Document, vector: Option<Vector>) -> Sketch {
    let (title, lead) = (document.title(), document.lead());
    let lang = document.lang().or_else(|| coranto_text::detect(&format!("{title} {lead}"), None));
    let report = Report {
        key: key(document),
        owner: document.publisher.as_deref().unwrap_or(&document.id),
        published: document.published(),
        lang,
        title,
        lead,
    };
    Sketch::of(&report, vector)
}

/// Of the id: an article's address in earnest.
pub(super) fn key(document: &Document) -> u64 {
    stable(document.id.bytes())
}
