//! Which story a report belongs to: one online pass in order of arrival over a moving window.
//!
//! A new report is compared with the few that may tell the same event; the trees say how likely each does. Then the neighbourhood that it touches is grouped
//! anew by average link, so that a story can be joined, merged or split by what came later. Stories keep their ids: a group takes the id of the story
//! that most of its reports had. The same stream gives the same stories.

mod bytes;
mod cluster;
mod evidence;
mod nearest;
mod related;
mod sketch;
mod spots;
mod window;

pub use bytes::{BytesRefused, links_from_bytes, links_to_bytes};
pub use evidence::{Evidence, NAMES};
pub use related::{Reason, Related};
pub use sketch::{Report, Sketch};

use cluster::{Likeness, average_link};
use coranto_core::Millis;
use coranto_encode::Vector;
use coranto_trees::Trees;
use nearest::Nearest;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use std::sync::{Arc, LazyLock};
use window::{Slot, Window};

/// The trees that Coranto is built with.
static BUILT_IN: LazyLock<Arc<Trees>> =
    LazyLock::new(|| Arc::new(Trees::parse(include_str!("../../model/pairs.txt"), &NAMES).unwrap_or_default()));

/// A story is named after the report that founded it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StoryId(pub u64);

#[derive(Debug, Clone)]
pub struct Settings {
    /// Reports that arrived longer ago leave the window; nothing is related to them any more.
    pub window_ms: i64,
    /// Reports that arrived longer ago are background: nothing joins their stories any more.
    pub join_ms: i64,
    pub most_reports: usize,
    /// Mean likelihood from which reports are one story; when none the trees' own.
    pub join_from: Option<f32>,
    pub trees: Option<Arc<Trees>>,
}

impl Default for Settings {
    fn default() -> Settings {
        const DAY_MS: i64 = 24 * 3_600_000;
        let (window_ms, join_ms) = (30 * DAY_MS, 7 * DAY_MS);
        Settings { window_ms, join_ms, most_reports: 200_000, join_from: None, trees: None }
    }
}

/// Below this two reports are strangers: nothing is kept of the comparison.
const LIKELY: f32 = 0.03;
/// From this on a report's story is drawn into the grouping.
const TOUCHED: f32 = 0.10;
const MOST_STORIES: usize = 8;
/// Of a large story only the newest reports are grouped anew; the others stay with it.
const OPEN_REPORTS: usize = 32;
/// Of a report that has no story yet.
const NONE: u64 = 0;

/// The stories of the window.
#[derive(Debug)]
pub struct Stories {
    window: Window,
    /// The reports of each story in order of arrival; those that left the window are not among them.
    members: FxHashMap<u64, Vec<Slot>>,
    trees: Arc<Trees>,
    thresholds: Thresholds,
    window_ms: i64,
    join_ms: i64,
    most_reports: usize,
}

/// Mean likelihood from which reports are one story: the less there is to go by, the more is asked.
#[derive(Debug, Clone, Copy)]
struct Thresholds {
    join_from: f32,
    /// Nobody says when it was published.
    undated_from: f32,
    /// There is no vector.
    by_words_from: f32,
}

impl Thresholds {
    fn of(trees: &Trees, given: Option<f32>) -> Thresholds {
        let setting = |name: &str, otherwise: f32| given.or(trees.setting(name)).unwrap_or(otherwise);
        Thresholds {
            join_from: setting("join from", 0.44),
            undated_from: setting("join undated from", 0.54),
            by_words_from: setting("join by words from", 0.25),
        }
    }

    fn for_report(&self, sketch: &Sketch) -> f32 {
        match (&sketch.vector, sketch.published) {
            (None, _) => self.by_words_from,
            (Some(_), None) => self.undated_from,
            (Some(_), Some(_)) => self.join_from,
        }
    }
}

/// A report that comes to be placed.
#[derive(Debug, Clone, PartialEq)]
pub struct Fresh {
    pub sketch: Sketch,
    /// Reports that have the same text, whoever has it from whom: it stands where the first of them that is there stands.
    pub same_text: Vec<u64>,
}

impl From<Sketch> for Fresh {
    fn from(sketch: Sketch) -> Fresh {
        Fresh { sketch, same_text: Vec::new() }
    }
}

/// What became of one report.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    pub key: u64,
    pub story: StoryId,
    pub decision: Decision,
    /// The reports it was compared with, most likely first.
    pub compared: Vec<Compared>,
    /// What a restart has to know of these comparisons.
    pub links: Vec<Link>,
}

/// One comparison as the window remembers it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Link {
    pub key: u64,
    /// How likely the two tell one event.
    pub likely: f32,
    /// Likeness of words and of vectors, when it was among the candidates.
    pub likeness: Option<[f32; 2]>,
    /// Why it is worth reading along, should it be of another story.
    pub background: Option<(Reason, f32)>,
}

/// A placed report as it is kept, for `Stories::take_back`.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    pub sketch: Sketch,
    pub arrived: Millis,
    pub story: StoryId,
    /// Of `Decision::Copy`.
    pub copy_of: Option<u64>,
    /// None when they cannot be read any more.
    pub links: Option<Vec<Link>>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    pub key: u64,
    /// How likely the two tell one event.
    pub score: f32,
    pub evidence: Evidence,
}

/// Why a report is where it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Decision {
    /// It tells the event of the story: `score` is its mean likelihood with the reports of the nearest one.
    SameStory { score: f32, threshold: f32 },
    /// The nearest story is not near enough.
    NotSameStory { nearest: StoryId, score: f32, threshold: f32 },
    /// Nothing in the window is like it.
    Alone,
    /// Nothing in it to compare by.
    Empty,
    /// It has the text of this report and stands where that stands.
    Copy { of: u64 },
}

/// What a step changed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Step {
    pub placed: Vec<Placed>,
    /// Earlier reports that now belong to another story.
    pub moved: Vec<Moved>,
    /// Stories that are part of another now; their addresses lead there.
    pub merged: Vec<(StoryId, StoryId)>,
    /// Reports that are too old, or too many, and left the window: whoever keeps something beside them can let it go.
    pub left: Vec<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    pub key: u64,
    pub from: StoryId,
    pub to: StoryId,
}

impl Stories {
    pub fn new(settings: Settings) -> Stories {
        let trees = settings.trees.unwrap_or_else(|| BUILT_IN.clone());
        Stories {
            window: Window::default(),
            members: FxHashMap::default(),
            thresholds: Thresholds::of(&trees, settings.join_from),
            trees,
            window_ms: settings.window_ms,
            join_ms: settings.join_ms,
            most_reports: settings.most_reports.max(1),
        }
    }

    /// A report as it stood before the program stopped; all that are kept come back in the order in which they arrived. What comes then is placed as if it had
    /// never stopped, whatever was edited or withdrawn before: all that is remembered follows from the reports that are there and their links.
    ///
    /// Without links it keeps its story and is compared anew. Returns its links.
    pub fn take_back(&mut self, Kept { sketch, arrived, story, copy_of, links }: Kept) -> Vec<Link> {
        let slot = self.window.insert(sketch, arrived);
        if let Some(origin) = copy_of.and_then(|key| self.window.slot(key)) {
            self.go_with(slot, origin);
        }
        let links = match links {
            Some(links) => {
                self.remember_all(slot, &links);
                links
            }
            None => {
                let compared = self.compare(slot);
                let mut links = self.links(&compared);
                self.nearest(slot, &[story.0], &mut links);
                links
            }
        };
        self.note_background(slot, &links);
        self.join(slot, story.0);
        links
    }

    fn remember_all(&mut self, slot: Slot, links: &[Link]) {
        // What came again later, or has left, is not there now.
        let there: Vec<(Slot, &Link)> =
            links.iter().filter_map(|link| Some((self.window.slot(link.key)?, link))).collect();
        let likenesses = there.iter().filter_map(|(other, link)| Some((*other, link.likeness?)));
        self.note(slot, Nearest::of(links.iter().filter_map(|link| link.likeness)), likenesses);
        for (other, link) in there {
            if link.likeness.is_none() || link.likely >= LIKELY {
                self.remember(slot, other, link.likely);
            }
        }
    }

    /// How many reports the window holds.
    pub fn len(&self) -> usize {
        self.window.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn story(&self, key: u64) -> Option<StoryId> {
        let entry = self.window.get(self.window.slot(key)?)?;
        Some(StoryId(entry.story))
    }

    /// Places the reports that came together. Among them their order does not matter: they are taken by time and key.
    pub fn place(&mut self, reports: impl IntoIterator<Item = impl Into<Fresh>>, now: Millis) -> Step {
        let mut reports: Vec<Fresh> = reports.into_iter().map(Into::into).collect();
        reports.sort_by_key(|fresh| (fresh.sketch.published, fresh.sketch.key));
        let mut step = Step { left: self.forget(now), ..Step::default() };
        for fresh in reports {
            self.place_one(fresh, now, &mut step);
        }
        step
    }

    fn place_one(&mut self, Fresh { sketch, same_text }: Fresh, now: Millis, step: &mut Step) {
        let (key, empty) = (sketch.key, sketch.is_empty());
        let threshold = self.thresholds.for_report(&sketch);
        // An edited report is compared anew and keeps its story until something says otherwise.
        let before = self.window.slot(key).and_then(|slot| self.take_out(slot));
        let slot = self.window.insert(sketch, now);
        let compared = if empty { Vec::new() } else { self.compare(slot) };
        let mut links = self.links(&compared);
        self.note_background(slot, &links);
        let origin = same_text.into_iter().find_map(|key| self.open_with_story(key, now));
        let touched = origin.map_or_else(|| self.touched(before, now, &compared), |(_, story)| vec![story]);
        let nearest = self.nearest(slot, &touched, &mut links);
        self.join(slot, before.unwrap_or(NONE));
        match origin {
            Some((origin, story)) => {
                self.go_with(slot, origin);
                self.move_to(slot, story, step);
            }
            None => self.regroup(&touched, slot, threshold, step),
        }
        let story = StoryId(self.window.get(slot).map_or(key, |entry| entry.story));
        let decision = match (origin, nearest) {
            (Some((origin, _)), _) => Decision::Copy { of: self.key(origin) },
            _ if empty => Decision::Empty,
            (None, None) => Decision::Alone,
            (None, Some((score, _))) if self.has_company(slot) => Decision::SameStory { score, threshold },
            (None, Some((score, nearest))) => Decision::NotSameStory { nearest: StoryId(nearest), score, threshold },
        };
        step.placed.push(Placed { key, story, decision, compared: self.told(compared), links });
    }

    /// Likelihood with each candidate; the likely ones are remembered on both sides.
    fn compare(&mut self, slot: Slot) -> Vec<(Slot, f32, Evidence)> {
        let candidates = self.window.candidates(slot);
        let weighed: Vec<_> =
            candidates.into_iter().filter_map(|other| Some((other, self.weigh(slot, other)?))).collect();
        let likenesses = weighed.iter().map(|(other, evidence)| (*other, evidence.likeness()));
        self.note(slot, Nearest::of(likenesses.clone().map(|(_, likeness)| likeness)), likenesses);
        let scored = weighed.into_iter().map(|(other, evidence)| (other, self.score(slot, other, evidence)));
        let mut compared: Vec<_> = scored.map(|(other, (likely, evidence))| (other, likely, evidence)).collect();
        compared.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| self.key(a.0).cmp(&self.key(b.0))));
        for (other, likely, _) in compared.iter().filter(|c| c.1 >= LIKELY) {
            self.remember(slot, *other, *likely);
        }
        compared
    }

    fn links(&self, compared: &[(Slot, f32, Evidence)]) -> Vec<Link> {
        let link = |(other, likely, evidence): &(Slot, f32, Evidence)| Link {
            key: self.key(*other),
            likely: *likely,
            likeness: Some(evidence.likeness()),
            background: related::background(evidence),
        };
        compared.iter().map(link).collect()
    }

    fn key(&self, slot: Slot) -> u64 {
        self.window.get(slot).map_or(0, |entry| entry.sketch.key)
    }

    /// How near the others are to a report that comes, and it to them: they may now have a nearer one than before.
    fn note(&mut self, slot: Slot, mut nearest: Nearest, others: impl Iterator<Item = (Slot, [f32; 2])>) {
        let number = self.number(slot);
        let told = others.filter(|(other, likeness)| {
            self.window.get_mut(*other).is_some_and(|entry| entry.nearest.note(number, *likeness))
        });
        nearest.set_noted_with(told.map(|(other, _)| other).collect());
        if let Some(entry) = self.window.get_mut(slot) {
            entry.nearest = nearest;
        }
    }

    fn number(&self, slot: Slot) -> u64 {
        self.window.get(slot).map_or(0, |entry| entry.number)
    }

    fn weigh(&self, a: Slot, b: Slot) -> Option<Evidence> {
        let (one, other) = (self.window.get(a)?, self.window.get(b)?);
        Some(evidence::weigh(&one.sketch, &other.sketch, |term| self.window.weight(term)))
    }

    fn score(&self, a: Slot, b: Slot, evidence: Evidence) -> (f32, Evidence) {
        let best = |slot: Slot| self.window.get(slot).map_or_else(Default::default, |entry| entry.nearest.now());
        let company = |slot: Slot| self.window.get(slot).and_then(|e| self.members.get(&e.story)).map_or(0, Vec::len);
        let evidence = evidence.beside(best(a), best(b), company(b));
        let likely = if evidence.is_next_to_nothing() { 0.0 } else { self.trees.score(&evidence.0) };
        (likely, evidence)
    }

    /// How likely a report tells the event of one that came before.
    fn remember(&mut self, slot: Slot, before: Slot, likely: f32) {
        let number = self.number(before);
        if let Some(entry) = self.window.get_mut(slot) {
            entry.likely.push((number, likely));
        }
    }

    fn remembered(&self, a: Slot, b: Slot) -> Option<f32> {
        let (a, b) = (self.window.get(a)?, self.window.get(b)?);
        let (later, before) = if a.number > b.number { (a, b) } else { (b, a) };
        later.likely.iter().find(|(number, _)| *number == before.number).map(|(_, likely)| *likely)
    }

    fn open_with_story(&self, key: u64, now: Millis) -> Option<(Slot, u64)> {
        let slot = self.window.slot(key).filter(|slot| self.is_open(*slot, now))?;
        Some((slot, self.window.get(slot)?.story))
    }

    /// Whether it came so lately that others may join its story.
    fn is_open(&self, slot: Slot, now: Millis) -> bool {
        self.window.get(slot).is_some_and(|entry| entry.arrived.0 >= now.0.saturating_sub(self.join_ms))
    }

    /// The stories of the reports that are likely the same event, nearest first; an edited report's own comes before them.
    fn touched(&self, before: Option<u64>, now: Millis, compared: &[(Slot, f32, Evidence)]) -> Vec<u64> {
        let mut stories: Vec<u64> = before.into_iter().filter(|story| self.members.contains_key(story)).collect();
        for (other, _, _) in compared.iter().take_while(|c| c.1 >= TOUCHED) {
            if let Some(entry) = self.window.get(*other)
                && self.is_open(*other, now)
                && stories.len() < MOST_STORIES
                && !stories.contains(&entry.story)
            {
                stories.push(entry.story);
            }
        }
        stories
    }

    /// The story whose reports are the likeliest company, by their mean. All of them are compared with the report on the way.
    fn nearest(&mut self, slot: Slot, touched: &[u64], links: &mut Vec<Link>) -> Option<(f32, u64)> {
        let mut nearest: Option<(f32, u64)> = None;
        for story in touched {
            let open = self.open(*story);
            let sum: f32 = open.iter().map(|other| self.known(slot, *other, links)).sum();
            let mean = sum / open.len().max(1) as f32;
            if nearest.is_none_or(|(best, _)| mean > best) {
                nearest = Some((mean, *story));
            }
        }
        nearest
    }

    /// The likelihood as remembered; compared now if it never was.
    fn known(&mut self, slot: Slot, other: Slot, links: &mut Vec<Link>) -> f32 {
        if let Some(likely) = self.remembered(slot, other) {
            return likely;
        }
        let likely = self.weigh(slot, other).map_or(0.0, |evidence| self.score(slot, other, evidence).0);
        self.remember(slot, other, likely);
        links.push(Link { key: self.key(other), likely, likeness: None, background: None });
        likely
    }

    /// The reports of a story that may still be grouped otherwise, the first to arrive first. Of one text only the report that came first counts.
    fn open(&self, story: u64) -> Vec<Slot> {
        let members = self.members.get(&story).map_or(&[][..], Vec::as_slice);
        let texts = members.iter().rev().copied().filter(|slot| self.goes_with(*slot).is_none());
        let mut open: Vec<Slot> = texts.take(OPEN_REPORTS).collect();
        open.reverse();
        open
    }

    fn go_with(&mut self, slot: Slot, origin: Slot) {
        let number = self.number(origin);
        if let Some(entry) = self.window.get_mut(slot) {
            entry.goes_with = Some((origin, number));
        }
    }

    fn goes_with(&self, slot: Slot) -> Option<Slot> {
        let (origin, number) = self.window.get(slot)?.goes_with?;
        (self.number(origin) == number).then_some(origin)
    }

    /// The reports that go where this one goes, itself included.
    fn following(&self, slot: Slot) -> Vec<Slot> {
        let first = |mut slot: Slot| {
            // Always to one that arrived before.
            while let Some(origin) = self.goes_with(slot) {
                slot = origin;
            }
            slot
        };
        let story = self.window.get(slot).and_then(|entry| self.members.get(&entry.story));
        let others = story.into_iter().flatten().copied();
        others.filter(|other| *other == slot || first(*other) == slot).collect()
    }

    /// Groups the open reports of the touched stories and the fresh one anew, and gives each group the id that most of it had.
    fn regroup(&mut self, touched: &[u64], fresh: Slot, threshold: f32, step: &mut Step) {
        let mut nodes: Vec<Slot> = touched.iter().flat_map(|story| self.open(*story)).chain([fresh]).collect();
        nodes.sort_by_key(|slot| self.window.get(*slot).map(|e| (e.sketch.published, e.sketch.key)));
        nodes.dedup();
        let was: Vec<u64> = nodes.iter().map(|slot| self.window.get(*slot).map_or(NONE, |e| e.story)).collect();
        let groups = average_link(self.likenesses(&nodes), threshold);
        let names = self.names(&nodes, &was, &groups);
        for (slot, group) in nodes.iter().zip(&groups) {
            self.move_to(*slot, names[group], step);
        }
        // A story whose open reports all went elsewhere goes with most of them: its older reports too, and its address leads there.
        let kept: FxHashSet<u64> = names.values().copied().collect();
        for story in touched.iter().filter(|story| !kept.contains(story)) {
            let went = was.iter().zip(&groups).filter(|(was, _)| *was == story).map(|(_, group)| names[group]);
            let Some(to) = most_frequent(went) else { continue };
            for slot in self.members.get(story).cloned().unwrap_or_default() {
                self.move_to(slot, to, step);
            }
            step.merged.push((StoryId(*story), StoryId(to)));
        }
    }

    fn likenesses(&self, nodes: &[Slot]) -> Likeness {
        let mut likeness = Likeness::new(nodes.len());
        let at: FxHashMap<u64, usize> = nodes.iter().enumerate().map(|(at, slot)| (self.number(*slot), at)).collect();
        for (a, slot) in nodes.iter().enumerate() {
            for (other, likely) in self.window.get(*slot).map_or(&[][..], |e| e.likely.as_slice()) {
                if let Some(b) = at.get(other) {
                    likeness.set(a, *b, *likely);
                }
            }
        }
        likeness
    }

    /// The id of each group, by its first node.
    fn names(&self, nodes: &[Slot], was: &[u64], groups: &[usize]) -> FxHashMap<usize, u64> {
        let mut shares: FxHashMap<(usize, u64), usize> = FxHashMap::default();
        for (story, group) in was.iter().zip(groups).filter(|(story, _)| **story != NONE) {
            *shares.entry((*group, *story)).or_default() += 1;
        }
        // Most reports first; of equals the group that stands first, then the lower id.
        let mut shares: Vec<_> = shares.into_iter().collect();
        shares.sort_by_key(|((group, story), count)| (std::cmp::Reverse(*count), *group, *story));
        let (mut names, mut taken) = (FxHashMap::default(), FxHashSet::default());
        for ((group, story), _) in shares {
            if !names.contains_key(&group) && taken.insert(story) {
                names.insert(group, story);
            }
        }
        for group in groups {
            if !names.contains_key(group) {
                let founder = self.window.get(nodes[*group]).map_or(NONE, |entry| entry.sketch.key);
                let name = self.free_name(founder, &taken);
                names.insert(*group, name);
                taken.insert(name);
            }
        }
        names
    }

    /// With all that goes with it.
    fn move_to(&mut self, slot: Slot, to: u64, step: &mut Step) {
        let Some(from) = self.window.get(slot).map(|entry| entry.story).filter(|from| *from != to) else { return };
        for slot in self.following(slot) {
            self.leave(slot);
            self.join(slot, to);
            if from != NONE {
                step.moved.push(Moved { key: self.key(slot), from: StoryId(from), to: StoryId(to) });
            }
        }
    }

    fn join(&mut self, slot: Slot, story: u64) {
        if let Some(entry) = self.window.get_mut(slot) {
            entry.story = story;
        }
        // In order of arrival, however often they were moved.
        let window = &self.window;
        let number = |slot: Slot| window.get(slot).map_or(0, |entry| entry.number);
        let members = self.members.entry(story).or_default();
        let at = members.partition_point(|member| number(*member) < number(slot));
        members.insert(at, slot);
    }

    fn leave(&mut self, slot: Slot) {
        let Some(story) = self.window.get(slot).map(|entry| entry.story) else { return };
        if let Some(members) = self.members.get_mut(&story) {
            members.retain(|member| *member != slot);
            if members.is_empty() {
                self.members.remove(&story);
            }
        }
    }

    fn has_company(&self, slot: Slot) -> bool {
        self.window.get(slot).and_then(|entry| self.members.get(&entry.story)).is_some_and(|members| members.len() > 1)
    }

    /// The founder's key, unless a story already goes by it.
    fn free_name(&self, founder: u64, taken: &FxHashSet<u64>) -> u64 {
        let mut name = founder;
        while name == NONE || self.members.contains_key(&name) || taken.contains(&name) {
            name = name.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(1);
        }
        name
    }

    /// Gives a report the vector that another model makes of it. What was decided by the old one stands.
    pub fn renew_vector(&mut self, key: u64, vector: Vector) {
        if let Some(slot) = self.window.slot(key) {
            self.window.renew_vector(slot, vector);
        }
    }

    /// Takes a report out: it was withdrawn, or it comes again.
    pub fn remove(&mut self, key: u64) -> bool {
        self.window.slot(key).is_some_and(|slot| self.take_out(slot).is_some())
    }

    fn take_out(&mut self, slot: Slot) -> Option<u64> {
        self.leave(slot);
        self.window.remove(slot).map(|entry| entry.story)
    }

    /// What is too old, or too much, leaves; its story stands as it is. Placing begins with it.
    pub fn forget(&mut self, now: Millis) -> Vec<u64> {
        let mut left = Vec::new();
        let horizon = now.0.saturating_sub(self.window_ms);
        while let Some(slot) = self.window.oldest() {
            let old = self.window.get(slot).is_some_and(|entry| entry.arrived.0 < horizon);
            if !old && self.window.len() <= self.most_reports {
                break;
            }
            left.push(self.key(slot));
            self.take_out(slot);
        }
        left
    }

    fn told(&self, compared: Vec<(Slot, f32, Evidence)>) -> Vec<Compared> {
        compared.into_iter().map(|(slot, score, evidence)| Compared { key: self.key(slot), score, evidence }).collect()
    }
}

fn most_frequent(all: impl Iterator<Item = u64>) -> Option<u64> {
    let mut counts: Vec<(u64, usize)> = Vec::new();
    for value in all {
        match counts.iter_mut().find(|(v, _)| *v == value) {
            Some((_, count)) => *count += 1,
            None => counts.push((value, 1)),
        }
    }
    counts.into_iter().reduce(|a, b| if b.1 > a.1 { b } else { a }).map(|(value, _)| value)
}
