//! The fingerprints of the last days, and the few among them that share something with one.
//!
//! Every bound here is on one article's own cost: hashes looked up, reports listed under one hash, reports compared. So it is the same however many are in the window,
//! and when a million of them have the same words.

use super::fingerprint::{Fingerprint, NotACopy, Overlap, shared};
use coranto_core::{ArticleId, Millis, SourceId};
use hashbrown::HashTable;
use std::collections::{BTreeSet, HashMap, HashSet};

/// A text is listed under this many of its hashes at least (less than twice as many at most): a tenth of a text then still meets it.
const LISTED: usize = 64;
/// Reports listed under one hash: the earliest. All others that have it are copies of those, or write the same boilerplate.
const MOST_LISTED: usize = 32;
/// Reports that one is compared with, those with most hashes in common; and those kept of them.
const MOST_COMPARED: usize = 64;
const MOST_KEPT: usize = 32;
/// Copies that a report keeps a list of. Further ones know it all the same, but stand alone when the first ones have gone from the window.
const MOST_COPIES: usize = 512;
/// Articles of one publisher with headlines of their own that have a run of words in common: then it is what the publisher writes under everything.
const BOILERPLATE: usize = 8;
/// 1990: what claims to be older was written by a machine.
const EARLIEST: Millis = Millis(631_152_000_000);

/// One publisher's article as it came.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    pub id: ArticleId,
    pub publisher: SourceId,
    pub title: String,
    pub published: Option<Millis>,
    /// When it was first met.
    pub seen: Millis,
    pub fingerprint: Fingerprint,
}

impl Report {
    /// When it was published, by what can be believed: a date in year 9999 is none.
    pub(super) fn moment(&self) -> Millis {
        let believable = |at: &Millis| *at >= EARLIEST && at.0 <= self.seen.0.saturating_add(Millis::DAY);
        self.published.filter(believable).unwrap_or(self.seen)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// When more come, the earliest go: about 3 kB of memory each.
    pub reports: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { reports: 200_000 }
    }
}

/// Reports by what they share. It asks no clock: the caller says what to forget.
#[derive(Debug, Default)]
pub struct Window {
    limits: Limits,
    places: Vec<Option<Entry>>,
    free: Vec<Place>,
    by_id: HashMap<ArticleId, Place>,
    by_moment: BTreeSet<(Millis, ArticleId)>,
    listed: HashTable<Listed>,
    /// Under each hash whose list is full, those that came too late for it: the first of them takes the place of one that goes, so that what is listed follows
    /// from the reports that are there.
    unlisted: HashMap<u32, BTreeSet<(Millis, ArticleId, Place)>>,
}

pub(super) type Place = u32;

#[derive(Debug)]
pub(super) struct Entry {
    pub id: ArticleId,
    pub publisher: SourceId,
    pub at: Millis,
    title: u64,
    pub fingerprint: Fingerprint,
    /// The hashes up to this scale are listed.
    listed_scale: u8,
    /// What shares enough with it and came before it. A place may be another's by now: the id tells.
    met: Vec<(Place, ArticleId)>,
    /// What came after it and shares enough with it.
    met_by: Vec<Place>,
}

impl Entry {
    /// Who was first: by time of publication, then by id, so that it never depends on who asks.
    pub(super) fn moment(&self) -> (Millis, ArticleId) {
        (self.at, self.id)
    }

    fn listed_hashes(&self) -> &[u32] {
        self.fingerprint.sample(self.listed_scale)
    }
}

#[derive(Debug, Clone, Copy)]
struct Listed {
    hash: u32,
    place: Place,
    publisher: SourceId,
}

impl Window {
    pub fn new(limits: Limits) -> Window {
        Window { limits, ..Window::default() }
    }

    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// Takes a report in; one with the same id is replaced, so that doing it twice is doing it once. What it copies is told by
    /// [`lineage`](Window::lineage) and [`copies`](Window::copies).
    pub fn insert(&mut self, report: Report) {
        self.forget(report.id);
        let entry = entry(report);
        let met = self.meet(&entry);
        let place = self.place_for(Entry { met, ..entry });
        self.list(place);
        while self.by_id.len() > self.limits.reports.max(1) {
            let Some((_, earliest)) = self.by_moment.first().copied() else { break };
            self.forget(earliest);
        }
    }

    /// Takes a report out, as when its article was deleted.
    pub fn forget(&mut self, id: ArticleId) {
        let Some(place) = self.by_id.remove(&id) else { return };
        let Some(entry) = self.places.get_mut(place as usize).and_then(Option::take) else { return };
        self.by_moment.remove(&entry.moment());
        for hash in entry.listed_hashes() {
            self.unlist(*hash, place, entry.moment());
        }
        for (met, id) in &entry.met {
            if let Some(met) = self.places.get_mut(*met as usize).and_then(Option::as_mut).filter(|met| met.id == *id) {
                met.met_by.retain(|other| *other != place);
            }
        }
        self.free.push(place);
        self.inherit(entry.met_by);
    }

    /// What was held together by a report that goes is held together by the next of them.
    fn inherit(&mut self, copies: Vec<Place>) {
        let Some(heir) = copies.iter().copied().min_by_key(|place| self.entry(*place).map(Entry::moment)) else {
            return;
        };
        let Some(heir_id) = self.entry(heir).map(|entry| entry.id) else { return };
        for copy in copies.into_iter().filter(|copy| *copy != heir) {
            let is_alone = self.entry(copy).is_some_and(|entry| {
                !entry.met.iter().any(|(place, id)| self.entry(*place).is_some_and(|met| met.id == *id))
            });
            let Some(entry) = self.places[copy as usize].as_mut().filter(|_| is_alone) else { continue };
            entry.met = vec![(heir, heir_id)];
            if let Some(heir) = self.places[heir as usize].as_mut().filter(|heir| heir.met_by.len() < MOST_COPIES) {
                heir.met_by.push(copy);
            }
        }
    }

    /// The reports that are copies of this one or it of them, directly, with what they share as seen from this one.
    pub fn copies(&self, id: ArticleId) -> Vec<(ArticleId, Overlap)> {
        let Some((place, entry)) = self.find(id) else { return Vec::new() };
        let mut copies: Vec<_> = self
            .neighbours(place)
            .filter_map(|other| Some((self.entry(other)?.id, self.judged(entry, self.entry(other)?).ok()?)))
            .collect();
        copies.sort_by_key(|(id, _)| *id);
        copies
    }

    /// What two reports share, or why they are no copies; nothing when one is not in the window.
    pub fn compare(&self, first: ArticleId, second: ArticleId) -> Option<Result<Overlap, NotACopy>> {
        Some(self.judged(self.find(first)?.1, self.find(second)?.1))
    }

    pub(super) fn find(&self, id: ArticleId) -> Option<(Place, &Entry)> {
        let place = *self.by_id.get(&id)?;
        Some((place, self.entry(place)?))
    }

    pub(super) fn entry(&self, place: Place) -> Option<&Entry> {
        self.places.get(place as usize)?.as_ref()
    }

    /// Those that shared enough when the later of the two came; [`judged`](Window::judged) says whether it is more than boilerplate.
    pub(super) fn neighbours(&self, place: Place) -> impl Iterator<Item = Place> {
        let entry = self.entry(place);
        let met = entry.into_iter().flat_map(|entry| &entry.met);
        let living = met.filter(|(place, id)| self.entry(*place).is_some_and(|entry| entry.id == *id));
        living.map(|(place, _)| *place).chain(entry.into_iter().flat_map(|entry| entry.met_by.iter().copied()))
    }

    /// What two reports share besides their publishers' boilerplate.
    pub(super) fn judged(&self, first: &Entry, second: &Entry) -> Result<Overlap, NotACopy> {
        let overlap = Overlap::between(&first.fingerprint, &second.fingerprint).judged()?;
        // Hashes that both have listed: only of those it is known who else has them.
        let scale = first.listed_scale.max(second.listed_scale);
        let (a, b) = (first.fingerprint.sample(scale), second.fingerprint.sample(scale));
        let publishers = [first.publisher, second.publisher];
        let news = |hashes: &[u32]| -> Vec<u32> {
            hashes.iter().copied().filter(|hash| !self.is_boilerplate(*hash, publishers)).collect()
        };
        if !a.iter().any(|hash| b.binary_search(hash).is_ok() && self.is_boilerplate(*hash, publishers)) {
            return Ok(overlap);
        }
        let (a, b) = (news(a), news(b));
        let without = Overlap::of_samples(shared(&a, &b), a.len(), b.len(), scale);
        match without.judged() {
            Ok(without) => Ok(without),
            Err(_) => Err(NotACopy::Boilerplate { share_without: without.most(), threshold: without.threshold() }),
        }
    }

    /// Whether one of these publishers has this hash under articles with many different headlines.
    fn is_boilerplate(&self, hash: u32, publishers: [SourceId; 2]) -> bool {
        let of = |publisher: SourceId| self.under(hash).filter(move |listed| listed.publisher == publisher);
        publishers.into_iter().any(|publisher| {
            if of(publisher).take(BOILERPLATE).count() < BOILERPLATE {
                return false;
            }
            let titles: HashSet<u64> =
                of(publisher).filter_map(|listed| Some(self.entry(listed.place)?.title)).collect();
            titles.len() >= BOILERPLATE
        })
    }

    fn under(&self, hash: u32) -> impl Iterator<Item = &Listed> {
        self.listed.iter_hash(spread(hash)).filter(move |listed| listed.hash == hash)
    }

    /// The other reports in the window that share enough with this one; when there are many, those that share most, and of those the earliest.
    pub(super) fn meet(&self, entry: &Entry) -> Vec<(Place, ArticleId)> {
        let mut hits: Vec<Place> =
            entry.fingerprint.hashes().iter().flat_map(|hash| self.under(*hash)).map(|listed| listed.place).collect();
        hits.sort_unstable();
        let mut candidates: Vec<_> = hits
            .chunk_by(|a, b| a == b)
            .filter_map(|same| Some((std::cmp::Reverse(same.len()), self.entry(same[0])?.moment(), same[0])))
            .filter(|(_, (_, id), _)| *id != entry.id)
            .collect();
        if candidates.len() > MOST_COMPARED {
            candidates.select_nth_unstable(MOST_COMPARED);
            candidates.truncate(MOST_COMPARED);
        }
        let mut met: Vec<_> = candidates
            .into_iter()
            .filter_map(|(_, (at, id), place)| {
                let overlap = Overlap::between(&entry.fingerprint, &self.entry(place)?.fingerprint).judged().ok()?;
                Some((std::cmp::Reverse(overlap.shared as u64), at, id, place))
            })
            .collect();
        met.sort_unstable();
        met.truncate(MOST_KEPT);
        met.into_iter().map(|(_, _, id, place)| (place, id)).collect()
    }

    fn place_for(&mut self, entry: Entry) -> Place {
        let place = self.free.pop().unwrap_or_else(|| {
            self.places.push(None);
            (self.places.len() - 1) as Place
        });
        for (met, _) in &entry.met {
            if let Some(met) = self.places[*met as usize].as_mut().filter(|met| met.met_by.len() < MOST_COPIES) {
                met.met_by.push(place);
            }
        }
        self.by_id.insert(entry.id, place);
        self.by_moment.insert(entry.moment());
        self.places[place as usize] = Some(entry);
        place
    }

    /// Lists a report under its hashes; where a list is full, the latest waits.
    fn list(&mut self, place: Place) {
        let Some(entry) = self.places[place as usize].as_ref() else { return };
        let moment = entry.moment();
        let hashes = entry.listed_hashes().to_vec();
        for hash in hashes {
            if self.under(hash).take(MOST_LISTED).count() < MOST_LISTED {
                self.put(hash, place);
                continue;
            }
            let listed = self.under(hash).filter_map(|listed| Some((self.entry(listed.place)?.moment(), listed.place)));
            let latest = listed.max().filter(|(latest, _)| *latest > moment);
            let ((at, id), waits) = latest.unwrap_or((moment, place));
            if waits != place {
                self.take(hash, waits);
                self.put(hash, place);
            }
            self.unlisted.entry(hash).or_default().insert((at, id, waits));
        }
    }

    /// Takes a report off a list; who waits for a place on it gets it.
    fn unlist(&mut self, hash: u32, place: Place, (at, id): (Millis, ArticleId)) {
        let was_listed = self.take(hash, place);
        let Some(waiting) = self.unlisted.get_mut(&hash) else { return };
        let next = if was_listed { waiting.pop_first() } else { None };
        waiting.remove(&(at, id, place));
        if waiting.is_empty() {
            self.unlisted.remove(&hash);
        }
        if let Some((_, _, next)) = next {
            self.put(hash, next);
        }
    }

    fn put(&mut self, hash: u32, place: Place) {
        let Some(publisher) = self.entry(place).map(|entry| entry.publisher) else { return };
        self.listed.insert_unique(spread(hash), Listed { hash, place, publisher }, |listed| spread(listed.hash));
    }

    fn take(&mut self, hash: u32, place: Place) -> bool {
        let found = self.listed.find_entry(spread(hash), |listed| listed.hash == hash && listed.place == place);
        found.map(|found| found.remove()).is_ok()
    }
}

fn entry(report: Report) -> Entry {
    let at = report.moment();
    let fingerprint = report.fingerprint;
    let mut listed_scale = fingerprint.scale();
    while listed_scale < 31 && fingerprint.sample(listed_scale + 1).len() >= LISTED {
        listed_scale += 1;
    }
    let title = coranto_text::words(&report.title, None).flat_map(|word| [word.text.into_owned(), " ".to_owned()]);
    let title = coranto_core::hash::stable(title.collect::<String>().bytes());
    Entry {
        id: report.id,
        publisher: report.publisher,
        at,
        title,
        fingerprint,
        listed_scale,
        met: Vec::new(),
        met_by: Vec::new(),
    }
}

/// Listed hashes are small numbers by their making; the table wants all bits used.
fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}
