//! What else there is to read: first other reports of the same story, then what was reported before on the same people and matter. Never what is merely recent.

use super::evidence::Evidence;
use super::window::Slot;
use super::{Link, Stories, StoryId};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Related {
    pub key: u64,
    pub story: StoryId,
    pub reason: Reason,
    /// How near, 0 to 1; comparable within one reason.
    pub score: f32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Another report of the story.
    SameStory,
    /// Another story on the same people, places or organisations.
    SameActors,
    /// Another story on the same matter.
    SameMatter,
}

/// How many reports on the matter are remembered for each report.
const BACKGROUND: usize = 12;
/// A name counts when it is about this rare among the reports (the logarithm of one in so many).
const TELLING_NAMES: f32 = 4.0;
const NAME_SHARE: f32 = 0.25;
/// How likely editors would give two reports one topic: a logistic regression of `training/story/related.py`, on vectors and words, and on words alone.
const LIKELY: [f32; 3] = [-3.40, 4.03, 8.09];
const LIKELY_BY_WORDS: [f32; 2] = [-3.01, 12.39];
/// From this likelihood on a report of another story is offered to one that stands alone: it has nothing nearer.
const TO_ONE_ALONE: f32 = 0.7;
/// And to one whose story has other reports.
const BESIDE_A_STORY: f32 = 0.9;

/// Whether a report of another story is background to this one, and how likely. Of when the two came nothing is asked.
pub(super) fn background(evidence: &Evidence) -> Option<(Reason, f32)> {
    let get = |name: &str| evidence.get(name).unwrap_or_default();
    let (words, vector) = (get("words"), get("vector"));
    let sum = if vector < 0.0 {
        LIKELY_BY_WORDS[0] + LIKELY_BY_WORDS[1] * words
    } else {
        LIKELY[0] + LIKELY[1] * vector + LIKELY[2] * words
    };
    let likely = 1.0 / (1.0 + (-sum).exp());
    let same_actors = get("names") >= TELLING_NAMES && get("name share") >= NAME_SHARE;
    let reason = if same_actors { Reason::SameActors } else { Reason::SameMatter };
    (likely >= TO_ONE_ALONE && !evidence.is_next_to_nothing()).then_some((reason, likely))
}

impl Stories {
    pub(super) fn note_background(&mut self, slot: Slot, links: &[Link]) {
        let known = |link: &Link| link.background.map(|(reason, score)| (link.key, reason, score));
        let mut found: Vec<(u64, Reason, f32)> = links.iter().filter_map(known).collect();
        found.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));
        found.truncate(BACKGROUND);
        if let Some(entry) = self.window.get_mut(slot) {
            entry.background = found;
        }
    }

    /// At most `most`, best first: same story, then background. One of each owner as long as there are others, and one of each other story; its own owner last.
    pub fn related(&self, key: u64, most: usize) -> Vec<Related> {
        let Some((slot, entry)) = self.window.slot(key).and_then(|slot| Some((slot, self.window.get(slot)?))) else {
            return Vec::new();
        };
        let all = self.same_story(slot).into_iter().chain(self.before(slot));
        let (mut chosen, mut spare) = (Vec::new(), Vec::new());
        let mut owners = FxHashSet::from_iter([entry.sketch.owner]);
        let mut stories = FxHashSet::default();
        for (owner, related) in all {
            let another_story = related.reason == Reason::SameStory || stories.insert(related.story);
            if another_story && owners.insert(owner) {
                chosen.push(related);
            } else if another_story {
                spare.push(related);
            }
        }
        chosen.extend(spare.into_iter().filter(|_| owners.len() <= 3));
        chosen.truncate(most);
        chosen
    }

    fn same_story(&self, slot: Slot) -> Vec<(u32, Related)> {
        let Some(entry) = self.window.get(slot) else { return Vec::new() };
        let members = self.members.get(&entry.story).map_or(&[][..], Vec::as_slice);
        let mut found: Vec<(u32, Related)> = members
            .iter()
            .filter(|other| **other != slot)
            .filter_map(|other| {
                let sketch = &self.window.get(*other)?.sketch;
                let (story, score) = (StoryId(entry.story), self.remembered(slot, *other).unwrap_or_default());
                Some((sketch.owner, Related { key: sketch.key, story, reason: Reason::SameStory, score }))
            })
            .collect();
        found.sort_by(|a, b| b.1.score.total_cmp(&a.1.score).then(a.1.key.cmp(&b.1.key)));
        found
    }

    fn before(&self, slot: Slot) -> Vec<(u32, Related)> {
        let Some(entry) = self.window.get(slot) else { return Vec::new() };
        let from = if self.has_company(slot) { BESIDE_A_STORY } else { TO_ONE_ALONE };
        let background =
            entry.background.iter().filter(|(_, _, score)| *score >= from).filter_map(|(other, reason, score)| {
                let there = self.window.get(self.window.slot(*other)?)?;
                let related =
                    Related { key: there.sketch.key, story: StoryId(there.story), reason: *reason, score: *score };
                (there.story != entry.story).then_some((there.sketch.owner, related))
            });
        background.collect()
    }
}
