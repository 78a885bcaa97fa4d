//! A step: reports into the window, and what came of it into rows.

use super::report::Understood;
use super::window::{Known, Window};
use coranto_core::story::{Compared, Decision, RelatedReason};
use coranto_core::{ArticleId, ArticleKey, Millis, StoryKey};
use coranto_store::story::{Copied, CopyOf, Moved, Placed, RelatedTo, Step};
use coranto_story::copies::Source;
use coranto_story::place::{self, Evidence, Fresh, Reason, StoryId, links_to_bytes};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Neighbours that are kept to tell why, and the terms of evidence that are told of each.
const NEAREST: usize = 8;
const TOLD: [&str; 10] = [
    "words",
    "vector",
    "names",
    "names apart",
    "places together",
    "title places apart",
    "rarest",
    "numbers",
    "late hours apart",
    "same owner",
];
/// Articles shown beside one.
const RELATED: usize = 6;
/// Words that are named of what two titles share.
const SHARED_WORDS: usize = 4;

pub(super) fn place(window: &mut Window, mut reports: Vec<Understood>, arrived: Millis, model: Option<&str>) -> Step {
    // As the story room takes them, so that it makes no difference how many come at once.
    reports.sort_by_key(|report| (report.sketch.published, report.sketch.key));
    let left = window.stories.forget(arrived);
    left.iter().for_each(|key| window.forget(*key));
    let (copied, comes) = copies(window, &reports, arrived);
    let placed = window.stories.place(comes, arrived);
    let by_key: HashMap<u64, Understood> = reports.into_iter().map(|report| (report.sketch.key, report)).collect();
    let fresh: HashSet<u64> = by_key.keys().copied().collect();
    let moved: BTreeSet<u64> = placed.moved.iter().map(|moved| moved.key).filter(|key| !fresh.contains(key)).collect();
    let row = |one: &place::Placed| {
        let report = by_key.get(&one.key)?;
        Some(Placed {
            article: report.article,
            asked: report.asked,
            story: story(window, one.key).unwrap_or(StoryKey::of_number(one.story.0)),
            arrived_at: arrived,
            sketch: report.sketch.to_bytes(),
            likened: links_to_bytes(&one.links),
            vector: report.sketch.vector.as_ref().map(|vector| vector.to_bytes()),
            model: report.sketch.vector.as_ref().and(model).map(str::to_owned),
            fingerprint: report.fingerprint.as_ref().map(|fingerprint| fingerprint.to_bytes()),
            decision: if report.broken { Decision::Failed } else { decision(one.decision) },
            compared: one.compared.iter().take(NEAREST).map(compared).collect(),
            copy: copied.get(&report.article).cloned(),
        })
    };
    let rows: Vec<Placed> = placed.placed.iter().filter_map(row).collect();
    let own: HashSet<ArticleId> = rows.iter().map(|row| row.article).collect();
    let key = |id: StoryId| StoryKey::of_number(id.0);
    Step {
        related: related(window, &fresh, &moved),
        placed: rows,
        moved: moved
            .iter()
            .filter_map(|key| Some(Moved { article: ArticleKey::of_number(*key), to: story(window, *key)? }))
            .collect(),
        merged: placed.merged.iter().map(|(from, to)| (key(*from), key(*to))).collect(),
        copied: copied
            .into_iter()
            .filter(|(article, _)| !own.contains(article))
            .map(|(article, copy)| Copied { article, copy: Some(copy) })
            .collect(),
        left: left.into_iter().map(ArticleKey::of_number).collect(),
        ..Step::default()
    }
}

fn story(window: &Window, key: u64) -> Option<StoryKey> {
    window.stories.story(key).map(|story| StoryKey::of_number(story.0))
}

/// Whose text these reports repeat, and which earlier ones turn out to repeat theirs; with that, the reports as the story room takes them.
fn copies(window: &mut Window, reports: &[Understood], arrived: Millis) -> (HashMap<ArticleId, CopyOf>, Vec<Fresh>) {
    let (mut copied, mut fresh) = (HashMap::new(), Vec::with_capacity(reports.len()));
    for report in reports {
        // A text that has become too short to compare is no copy any more.
        window.copies.forget(report.article);
        if let Some(report) = report.report(arrived) {
            window.copies.insert(report);
        }
        let source = window.copies.source_of(report.article);
        let copied_by = window.copies.copied_by(report.article);
        let same = source.iter().filter(|source| source.is_the_same_report()).map(|source| source.id);
        let same = same.chain(copied_by.iter().filter(|(_, source)| source.is_the_same_report()).map(|(id, _)| *id));
        fresh.push(Fresh { sketch: report.sketch.clone(), same_text: same.filter_map(|id| window.key(id)).collect() });
        window.know(report.sketch.key, report.known());
        copied.extend(source.map(|source| (report.article, copy_of(&source))));
        copied.extend(copied_by.iter().map(|(id, source)| (*id, copy_of(source))));
    }
    (copied, fresh)
}

fn copy_of(source: &Source) -> CopyOf {
    CopyOf { of: source.id, kind: source.kind, own_share: source.added.clamp(0.0, 1.0) }
}

fn decision(decision: place::Decision) -> Decision {
    match decision {
        place::Decision::SameStory { score, threshold } => Decision::SameStory { score, threshold },
        place::Decision::NotSameStory { nearest, score, threshold } => {
            Decision::NotSameStory { nearest: StoryKey::of_number(nearest.0), score, threshold }
        }
        place::Decision::Alone => Decision::Alone,
        place::Decision::Empty => Decision::Empty,
        place::Decision::Copy { of } => Decision::Copy { of: ArticleKey::of_number(of) },
    }
}

fn compared(one: &place::Compared) -> Compared {
    Compared { key: ArticleKey::of_number(one.key), score: one.score, terms: told(&one.evidence) }
}

/// What is not known or not there says nothing.
fn told(evidence: &Evidence) -> Vec<(String, f32)> {
    let known = TOLD.into_iter().filter_map(|name| Some((name.to_owned(), evidence.get(name)?)));
    known.filter(|(_, value)| *value > 0.0).collect()
}

/// What is shown beside the reports that were placed or moved, and beside those of their stories that are shown with them.
fn related(window: &Window, fresh: &HashSet<u64>, moved: &BTreeSet<u64>) -> Vec<RelatedTo> {
    let mut keys: BTreeSet<u64> = fresh.iter().chain(moved).copied().collect();
    let company = keys.iter().flat_map(|key| window.stories.related(*key, RELATED));
    let company: Vec<u64> =
        company.filter(|related| related.reason == Reason::SameStory).map(|related| related.key).collect();
    keys.extend(company);
    let beside = |key: u64| {
        let known = window.known.get(&key)?;
        let others = window.stories.related(key, RELATED).into_iter().filter_map(|related| {
            let other = window.known.get(&related.key)?;
            let reason = match related.reason {
                Reason::SameStory => RelatedReason::SameStory,
                Reason::SameActors | Reason::SameMatter => RelatedReason::Background { shared: shared(known, other) },
            };
            Some((other.article, reason, f64::from(related.score)))
        });
        Some(RelatedTo { article: known.article, others: others.collect() })
    };
    keys.into_iter().filter_map(beside).collect()
}

/// The words of a title that another has too, as they stand there.
fn shared(one: &Known, other: &Known) -> Vec<String> {
    let theirs: HashSet<String> =
        coranto_text::terms(&other.title, other.lang).map(|term| term.text.into_owned()).collect();
    let mut words: Vec<String> = Vec::new();
    for term in coranto_text::terms(&one.title, one.lang).filter(|term| theirs.contains(&*term.text)) {
        let word = &one.title[term.place];
        if words.len() < SHARED_WORDS && !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    words
}
