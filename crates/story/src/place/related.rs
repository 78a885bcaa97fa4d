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
const NEAR_MATTER: f32 = 0.55;
const FAR_MATTER: f32 = 0.45;
const SHARED_WORDS: f32 = 0.1;
const NAME_SHARE: f32 = 0.25;

/// Whether a report of another story is background to this one, and how near.
pub(super) fn background(evidence: &Evidence) -> Option<(Reason, f32)> {
    let get = |name: &str| evidence.get(name).unwrap_or_default();
    let (words, names, share) = (get("words"), get("names"), get("name share"));
    // Without a model the words alone say how near the matter is.
    let matter = if get("vector") < 0.0 { 2.0 * words } else { get("vector") };
    let score = (0.5 * matter + 0.5 * (2.0 * words).min(1.0)).clamp(0.0, 1.0);
    if names >= TELLING_NAMES && share >= NAME_SHARE && matter >= FAR_MATTER {
        Some((Reason::SameActors, score))
    } else if matter >= NEAR_MATTER && words >= SHARED_WORDS {
        Some((Reason::SameMatter, score))
    } else {
        None
    }
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
        let likely = |other: Slot| entry.likely.iter().find(|(s, _)| *s == other).map_or(0.0, |(_, likely)| *likely);
        let members = self.members.get(&entry.story).map_or(&[][..], Vec::as_slice);
        let mut found: Vec<(u32, Related)> = members
            .iter()
            .filter(|other| **other != slot)
            .filter_map(|other| {
                let sketch = &self.window.get(*other)?.sketch;
                let (story, score) = (StoryId(entry.story), likely(*other));
                Some((sketch.owner, Related { key: sketch.key, story, reason: Reason::SameStory, score }))
            })
            .collect();
        found.sort_by(|a, b| b.1.score.total_cmp(&a.1.score).then(a.1.key.cmp(&b.1.key)));
        found
    }

    fn before(&self, slot: Slot) -> Vec<(u32, Related)> {
        let Some(entry) = self.window.get(slot) else { return Vec::new() };
        let background = entry.background.iter().filter_map(|(other, reason, score)| {
            let there = self.window.get(self.window.slot(*other)?)?;
            let related =
                Related { key: there.sketch.key, story: StoryId(there.story), reason: *reason, score: *score };
            (there.story != entry.story).then_some((there.sketch.owner, related))
        });
        background.collect()
    }
}
