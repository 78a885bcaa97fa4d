//! `coranto eval related`: what is offered to read along, once a whole stream has come.

use super::run::{self, Grouped, key};
use super::set::{Document, Stream};
use coranto_encode::Vector;
use coranto_story::place::Settings;
use std::collections::{BTreeMap, HashMap, HashSet};

/// As many as a page shows at a glance.
const SHOWN: usize = 3;
const OFFERED: usize = 6;

/// Ids by id, as `--out` writes them.
pub type Answers = BTreeMap<String, Vec<String>>;

#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Score {
    /// Documents whose story has other reports.
    pub documents: usize,
    /// Of the first three offered to them, the share that is of the same story or topic.
    pub precision: f64,
    /// The share that is of the same story, of as many as there are up to three.
    pub recall: f64,
    /// How many are offered, up to six, and the shares of documents that at least one and at least three are offered to.
    pub offered: f64,
    pub with_one: f64,
    pub with_three: f64,
    /// Of documents whose story at least three owners cover: first three of three owners.
    pub three_owners: (usize, usize),
}

pub fn answers(stream: &Stream, settings: &Settings, vectors: &[Option<Vector>]) -> Answers {
    place(stream, settings, vectors).0
}

/// And how each document was placed.
pub(super) fn place(stream: &Stream, settings: &Settings, vectors: &[Option<Vector>]) -> (Answers, Grouped) {
    // Asked at the end, of reports of any age: none leaves.
    let settings = Settings { window_ms: i64::MAX, ..settings.clone() };
    let (grouped, stories) = run::place(stream, &settings, vectors);
    let ids: HashMap<u64, &str> = stream.documents.iter().map(|d| (key(d), d.id.as_str())).collect();
    let offered = |document: &Document| {
        let related = stories.related(key(document), OFFERED);
        related.iter().filter_map(|r| ids.get(&r.key).map(|id| (*id).to_owned())).collect()
    };
    (stream.documents.iter().map(|document| (document.id.clone(), offered(document))).collect(), grouped)
}

pub fn score(stream: &Stream, answers: &Answers) -> Score {
    let by_id: HashMap<&str, &Document> = stream.documents.iter().map(|d| (d.id.as_str(), d)).collect();
    let mut stories: HashMap<&str, Vec<&Document>> = HashMap::new();
    for document in &stream.documents {
        if let Some(story) = &document.story {
            stories.entry(story).or_default().push(document);
        }
    }
    let mut score = Score::default();
    let (mut right, mut shown, mut found, mut could) = (0, 0, 0, 0);
    let (mut with_one, mut with_three) = (0, 0);
    for members in stories.values().filter(|members| members.len() > 1) {
        let owners: HashSet<_> = members.iter().map(|d| d.publisher.as_deref().unwrap_or(&d.id)).collect();
        for document in members {
            score.documents += 1;
            let offered = answers.get(&document.id).map_or(&[][..], Vec::as_slice);
            let first: Vec<&Document> =
                offered.iter().take(SHOWN).filter_map(|id| by_id.get(id.as_str()).copied()).collect();
            let same_story = |other: &Document| other.story.is_some() && other.story == document.story;
            let same_topic = |other: &Document| other.topic.is_some() && other.topic == document.topic;
            right += first.iter().filter(|other| same_story(other) || same_topic(other)).count();
            shown += first.len();
            found += first.iter().filter(|other| same_story(other)).count();
            could += (members.len() - 1).min(SHOWN);
            score.offered += offered.len() as f64;
            with_one += usize::from(!first.is_empty());
            with_three += usize::from(first.len() == SHOWN);
            if owners.len() >= SHOWN && first.len() == SHOWN {
                let theirs: HashSet<_> = first.iter().map(|d| d.publisher.as_deref().unwrap_or(&d.id)).collect();
                score.three_owners.1 += 1;
                score.three_owners.0 += usize::from(theirs.len() == SHOWN);
            }
        }
    }
    let share = |part: usize, all: usize| part as f64 / all.max(1) as f64;
    (score.precision, score.recall) = (share(right, shown), share(found, could));
    score.offered /= score.documents.max(1) as f64;
    (score.with_one, score.with_three) = (share(with_one, score.documents), share(with_three, score.documents));
    score
}
