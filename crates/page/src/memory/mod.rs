//! What is remembered of one publisher: which texts stood on which of its last pages, and which places held the report.
//!
//! The last [`WINDOW`] pages are numbered, newest first; every text and every place is a word of bits, one a page. A page that comes in shifts them all,
//! so what is old falls off the end by itself and a site that was built anew is known again after a few pages. A text is held against the pages since
//! it was first seen: "stood on 7 of 8 pages". A page read twice, and the versions of one article, count once.
//!
//! Pure and bounded; the same pages in another order give the same counts as long as they fit into the window.

mod fingerprint;
mod known;
mod sighting;
mod stored;

pub(crate) use fingerprint::{Places, Print, of_address, of_text};
pub use known::{Known, KnownText};
pub use sighting::Sighting;
pub(crate) use sighting::{Line, Seen};

use coranto_core::Millis;
use serde::Serialize;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Pages whose texts are compared: bits of a word.
pub const WINDOW: usize = 64;
/// A text that stood on one page only is waited for on so many more.
const PATIENCE: u32 = 12;
/// What is older than this is forgotten even of publishers that write seldom.
const OLDEST_MS: i64 = 180 * Millis::DAY;
/// Once the window is full, pages that come in a rush are left out, so that it reaches back over more than the event of the hour.
const RUSH_MS: i64 = 10 * Millis::MINUTE;
const MOST_TEXTS: usize = 4_000;
const MOST_PLACES: usize = 1_000;
/// A memory never holds more fingerprints than this.
pub const MOST: usize = MOST_TEXTS + MOST_PLACES;

/// Cheap to look into; behind an `Arc` while pages are read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Memory {
    /// Newest first.
    pages: Vec<Page>,
    texts: HashMap<u64, Text, BuildHasherDefault<Ready>>,
    places: HashMap<u64, Place, BuildHasherDefault<Ready>>,
    /// Pages ever learnt from.
    learnt: u64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Page {
    id: u64,
    at: Millis,
    /// Words of prose on it.
    prose: u32,
    /// Other addresses whose page was nearly this one.
    versions: u8,
}

#[derive(Debug, Clone, PartialEq)]
struct Text {
    /// The pages on which it stood, and those on which it was kept.
    seen: u64,
    kept: u64,
    /// Where it stood last; whether it ever stood elsewhere.
    place: u64,
    moved: bool,
    words: u16,
    /// As a text of its own it shows that its place is one for reports.
    telling: bool,
    /// Its beginning, once it stood on two pages.
    beginning: Option<Box<str>>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Place {
    seen: u64,
    /// Most of its words were kept.
    kept: u64,
    /// It held a text that no other page had.
    fresh: u64,
}

/// What the other pages of the publisher say of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Remembered {
    /// Other pages on which the text stood, of all others since the first of them.
    pub on: u8,
    pub of: u8,
    /// Of those, on which nothing but the memory spoke against it.
    pub kept: u8,
    pub since: Millis,
    /// From then to the last page.
    pub days: u16,
    /// The same but for numbers and days.
    pub masked: bool,
    /// It stood elsewhere than here.
    pub moved: bool,
    /// Other pages that had the place, that kept what stood there, that had a text of their own there.
    pub place_on: u8,
    pub place_kept: u8,
    pub place_fresh: u8,
}

impl Memory {
    /// Pages that the memory speaks of.
    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    /// When the oldest of them was learnt from.
    pub fn since(&self) -> Option<Millis> {
        self.pages.iter().map(|page| page.at).min()
    }

    /// Takes in one page. Only pages that were read well should be handed in: what stands on every error page is no news.
    pub fn learn(&mut self, sighting: &Sighting, at: Millis) {
        if sighting.is_empty() {
            return;
        }
        let Some(slot) = self.slot_for(sighting, at) else { return };
        let bit = 1u64 << slot;
        let mut places: HashMap<u64, Tally, BuildHasherDefault<Ready>> = HashMap::default();
        for line in &sighting.lines {
            self.learn_text(line.print.exact, line, sighting, bit, false);
            if let Some(masked) = line.print.masked {
                self.learn_text(masked, line, sighting, bit, true);
            }
            let tally = places.entry(line.place).or_default();
            let words = u32::from(line.words);
            tally.words += words;
            tally.kept += if line.kept { words } else { 0 };
        }
        for (id, tally) in places {
            let place = self.places.entry(id).or_default();
            place.seen |= bit;
            place.kept |= if tally.kept * 2 > tally.words { bit } else { 0 };
        }
        self.learnt = self.learnt.saturating_add(1);
        self.prune();
        self.find_fresh();
    }

    /// What is known when a page of this publisher is read; the page itself, and other versions of it, do not count.
    pub(crate) fn recall(&self, page: u64, prose: impl Iterator<Item = (u64, u32)>) -> Recall<'_> {
        let own = self.slot_of(page).map_or(0, |slot| 1 << slot);
        Recall { memory: self, own: own | self.versions(prose, own) }
    }

    fn slot_of(&self, page: u64) -> Option<usize> {
        self.pages.iter().position(|p| p.id == page)
    }

    /// Makes room: the place of the same article's last sighting, or a new one at the front.
    fn slot_for(&mut self, sighting: &Sighting, at: Millis) -> Option<usize> {
        while self.pages.last().is_some_and(|p| at.0.saturating_sub(p.at.0) > OLDEST_MS) {
            self.pages.pop();
            self.clear(1u64.checked_shl(self.pages.len() as u32).unwrap_or(0));
        }
        let prose = || sighting.lines.iter().filter(|l| l.prose);
        let words = prose().map(|l| u32::from(l.words)).sum();
        let versions = || self.versions(prose().map(|l| (l.print.exact, u32::from(l.words))), 0);
        let same = self.slot_of(sighting.page).or_else(|| {
            let mask = versions();
            // Pages that are all alike are not one article in many versions: their common text is the site's.
            (0..self.pages.len()).find(|slot| mask >> slot & 1 == 1 && self.pages[*slot].versions < MOST_VERSIONS)
        });
        if let Some(slot) = same {
            self.clear(1 << slot);
            let page = &mut self.pages[slot];
            page.versions = page.versions.saturating_add(u8::from(page.id != sighting.page));
            (page.id, page.prose) = (sighting.page, words);
            return Some(slot);
        }
        if self.pages.len() >= WINDOW {
            if self.pages.first().is_some_and(|p| at.0.saturating_sub(p.at.0) < RUSH_MS) {
                return None;
            }
            self.pages.truncate(WINDOW - 1);
        }
        self.pages.insert(0, Page { id: sighting.page, at, prose: words, versions: 0 });
        for text in self.texts.values_mut() {
            text.seen <<= 1;
            text.kept <<= 1;
        }
        for place in self.places.values_mut() {
            place.seen <<= 1;
            place.kept <<= 1;
            place.fresh <<= 1;
        }
        Some(0)
    }

    fn clear(&mut self, bit: u64) {
        for text in self.texts.values_mut() {
            text.seen &= !bit;
            text.kept &= !bit;
        }
        for place in self.places.values_mut() {
            place.seen &= !bit;
            place.kept &= !bit;
            place.fresh &= !bit;
        }
    }

    /// Which places held a text that stands on one page only. Told anew each time for the pages whose single texts are still known: what was a text of
    /// its own yesterday may be known as the site's today.
    fn find_fresh(&mut self) {
        const RECENT: u64 = (1 << PATIENCE) - 1;
        self.places.values_mut().for_each(|place| place.fresh &= !RECENT);
        for text in self.texts.values().filter(|t| t.telling && t.seen.count_ones() == 1) {
            if let Some(place) = self.places.get_mut(&text.place) {
                place.fresh |= text.seen & RECENT;
            }
        }
    }

    /// Notes that a text stands on a page.
    fn learn_text(&mut self, print: u64, line: &Seen, sighting: &Sighting, bit: u64, masked: bool) {
        let text = self.texts.entry(print).or_insert_with(|| Text {
            seen: 0,
            kept: 0,
            place: line.place,
            moved: false,
            words: line.words,
            telling: false,
            beginning: None,
        });
        let others = (text.seen & !bit).count_ones();
        text.moved |= text.place != line.place;
        text.place = line.place;
        text.seen |= bit;
        text.kept |= if line.kept { bit } else { 0 };
        text.telling = line.kept && line.words >= ENOUGH_FRESH && (line.print.masked.is_none() || line.prose);
        if others > 0 && text.beginning.is_none() {
            let beginning = sighting.beginning(line);
            let shown =
                if masked { beginning.replace(|c: char| c.is_ascii_digit(), "#") } else { beginning.to_owned() };
            text.beginning = Some(shown.into());
        }
    }

    /// Pages that hold most of this prose, as bits.
    fn versions(&self, prose: impl Iterator<Item = (u64, u32)>, own: u64) -> u64 {
        let mut shared = [0u64; WINDOW];
        let mut all = 0u64;
        for (print, words) in prose {
            let words = u64::from(words);
            all += words;
            let Some(text) = self.texts.get(&print) else { continue };
            let mut pages = text.seen & !own;
            // What stands on many pages makes no two of them the same article.
            if pages.count_ones() > 4 {
                continue;
            }
            while pages != 0 {
                shared[pages.trailing_zeros() as usize] += words;
                pages &= pages - 1;
            }
        }
        let mut versions = 0;
        for ((slot, page), shared) in self.pages.iter().enumerate().take(WINDOW).zip(shared) {
            let (less, more) = (all.min(page.prose.into()), all.max(page.prose.into()));
            if shared >= 30 && shared * 10 >= less * 6 && shared * 10 >= more * 4 {
                versions |= 1 << slot;
            }
        }
        versions
    }

    fn prune(&mut self) {
        let waited_for = |seen: u64| seen.count_ones() > 1 || (seen != 0 && seen.trailing_zeros() < PATIENCE);
        self.texts.retain(|_, text| waited_for(text.seen));
        self.places.retain(|_, place| waited_for(place.seen));
        bound(&mut self.texts, MOST_TEXTS, |text| text.seen);
        bound(&mut self.places, MOST_PLACES, |place| place.seen);
    }
}

/// Leaves the most that stood on most pages, the latest first.
fn bound<T>(all: &mut HashMap<u64, T, BuildHasherDefault<Ready>>, most: usize, seen: impl Fn(&T) -> u64) {
    if all.len() <= most {
        return;
    }
    // The print breaks ties, so that the same pages always leave the same memory.
    let worth = |print: u64, seen: u64| (seen.count_ones(), std::cmp::Reverse(seen.trailing_zeros()), print);
    let mut worths: Vec<_> = all.iter().map(|(print, t)| worth(*print, seen(t))).collect();
    worths.sort_unstable();
    let Some(least) = worths.get(worths.len() - most).copied() else { return };
    all.retain(|print, t| worth(*print, seen(t)) >= least);
}

#[derive(Default)]
struct Tally {
    words: u32,
    kept: u32,
}

/// Words of a text of its own that make a place one for reports.
const ENOUGH_FRESH: u16 = 12;
/// One article has hardly more addresses than this.
const MOST_VERSIONS: u8 = 6;

/// The memory as one page may use it.
pub(crate) struct Recall<'m> {
    memory: &'m Memory,
    /// Pages that are this very article.
    own: u64,
}

impl Recall<'_> {
    pub fn line(&self, print: fingerprint::Print, here: u64) -> Option<Remembered> {
        let place = self.memory.places.get(&here).copied().unwrap_or_default();
        let text = |print: u64| self.memory.texts.get(&print).filter(|t| t.seen & !self.own != 0);
        let exact = text(print.exact);
        let found = exact.or_else(|| print.masked.and_then(text));
        if found.is_none() && place.seen & !self.own == 0 {
            return None;
        }
        let (seen, kept) = found.map_or((0, 0), |t| (t.seen & !self.own, t.kept & !self.own));
        // Pages back to the first that had it.
        let back = u64::MAX.checked_shr(seen.leading_zeros()).unwrap_or(0);
        let count = |bits: u64| bits.count_ones() as u8;
        let first = (WINDOW - 1).checked_sub(seen.leading_zeros() as usize);
        let since = first.and_then(|slot| self.memory.pages.get(slot)).map_or(Millis(0), |page| page.at);
        let last = self.memory.pages.first().map_or(since, |page| page.at);
        Some(Remembered {
            on: count(seen),
            of: count(back & !self.own),
            kept: count(kept),
            since,
            days: (last.0.saturating_sub(since.0) / Millis::DAY).clamp(0, 999) as u16,
            masked: found.is_some() && exact.is_none(),
            moved: found.is_some_and(|t| t.moved || t.place != here),
            place_on: count(place.seen & !self.own),
            place_kept: count(place.kept & !self.own),
            place_fresh: count(place.fresh & !self.own),
        })
    }
}

/// Fingerprints are hashed already.
#[derive(Default)]
pub(crate) struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }
    fn write_u64(&mut self, value: u64) {
        self.0 = value ^ (value >> 32);
    }
}
