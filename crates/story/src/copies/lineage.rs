//! Whose text is whose: the copies of one text in their order, and how many texts a set of reports really has.

use super::fingerprint::Overlap;
use super::window::{Entry, Place, Window};
pub use coranto_core::story::CopyKind as Kind;
use coranto_core::{ArticleId, Millis};
use std::collections::{BTreeSet, HashSet};

/// A text that was copied, with all that were made of it. Members stand by the time of publication; the first is the origin.
#[derive(Debug, Clone, PartialEq)]
pub struct Lineage {
    pub members: Vec<Member>,
}

impl Lineage {
    pub fn origin(&self) -> ArticleId {
        self.members[0].id
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    pub id: ArticleId,
    pub published: Millis,
    /// Whose text it has and what it made of it; the origin has it from nobody in the window.
    pub source: Option<Source>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The earlier report that it shares most with.
    pub id: ArticleId,
    pub kind: Kind,
    /// Share of that report's text that it kept.
    pub kept: f32,
    /// Share of its own text that is not from there.
    pub added: f32,
}

impl Source {
    /// Each of the two is mostly the other. What quotes half a dozen agency reports holds each of them and is none of them; and what a publisher
    /// writes every day in the same words is another day's news.
    pub fn is_the_same_report(&self) -> bool {
        const MOSTLY: f32 = 0.5;
        self.kind != Kind::Update && self.kept >= MOSTLY && 1.0 - self.added >= MOSTLY
    }
}

/// A lineage is followed no further: a text that a thousand reports have is one text.
const MOST_MEMBERS: usize = 1_000;

impl Window {
    /// The lineage that a report belongs to; of one member when nothing in the window is its copy. Nothing when it is not in the window.
    pub fn lineage(&self, id: ArticleId) -> Option<Lineage> {
        let (place, _) = self.find(id)?;
        let mut members: Vec<&Entry> = self.reached(place).iter().filter_map(|place| self.entry(*place)).collect();
        members.sort_by_key(|entry| entry.moment());
        let members = members
            .into_iter()
            .map(|entry| Member { id: entry.id, published: entry.at, source: self.source(entry) })
            .collect();
        Some(Lineage { members })
    }

    /// Whose text a report has, if another's in the window. It follows from the reports that are there, whatever was there before.
    pub fn source_of(&self, id: ArticleId) -> Option<Source> {
        self.source_now(self.find(id)?.1)
    }

    /// Those that have their text from this report directly, the first published first; of very many the first ones.
    pub fn copied_by(&self, id: ArticleId) -> Vec<(ArticleId, Source)> {
        let Some((_, entry)) = self.find(id) else { return Vec::new() };
        let met = self.meet(entry).into_iter().filter_map(|(place, _)| self.entry(place));
        let mut later: Vec<&Entry> = met.filter(|other| other.moment() > entry.moment()).collect();
        later.sort_by_key(|other| other.moment());
        let from_it = |other: &Entry| Some((other.id, self.source_now(other).filter(|source| source.id == id)?));
        later.into_iter().filter_map(from_it).collect()
    }

    fn source_now(&self, entry: &Entry) -> Option<Source> {
        self.source_among(entry, self.meet(entry).into_iter().map(|(place, _)| place))
    }

    /// How many texts a set of reports has: copies of one text count once. Reports that are not in the window, as those too short to compare, count each.
    pub fn independent(&self, ids: &[ArticleId]) -> usize {
        let asked: BTreeSet<ArticleId> = ids.iter().copied().collect();
        let mut counted: HashSet<Place> = HashSet::new();
        let mut origins: HashSet<Place> = HashSet::new();
        let mut texts = 0;
        for id in asked {
            let Some((place, entry)) = self.find(id) else {
                texts += 1;
                continue;
            };
            let is_copy = |other: Place| self.entry(other).is_some_and(|other| self.judged(entry, other).is_ok());
            if counted.contains(&place)
                || self.neighbours(place).any(|other| counted.contains(&other) && is_copy(other))
            {
                continue;
            }
            let reached = self.reached(place);
            // Of a very long lineage one report does not reach every other, but all reach its origin.
            let origin = reached.iter().copied().min_by_key(|place| self.entry(*place).map(Entry::moment));
            texts += usize::from(origin.is_some_and(|origin| origins.insert(origin)));
            counted.extend(reached);
        }
        texts
    }

    /// All that can be reached from copy to copy.
    fn reached(&self, start: Place) -> Vec<Place> {
        let mut reached = vec![start];
        let mut seen = HashSet::from([start]);
        let mut next = 0;
        while let Some(place) = reached.get(next).copied().filter(|_| reached.len() < MOST_MEMBERS) {
            next += 1;
            let Some(entry) = self.entry(place) else { continue };
            for other in self.neighbours(place) {
                if !seen.contains(&other) && self.entry(other).is_some_and(|other| self.judged(entry, other).is_ok()) {
                    seen.insert(other);
                    reached.push(other);
                }
            }
        }
        reached
    }

    fn source(&self, entry: &Entry) -> Option<Source> {
        let (place, _) = self.find(entry.id)?;
        self.source_among(entry, self.neighbours(place))
    }

    fn source_among(&self, entry: &Entry, others: impl Iterator<Item = Place>) -> Option<Source> {
        let mut earlier: Vec<(&Entry, Overlap)> = others
            .filter_map(|other| self.entry(other))
            .filter(|other| other.moment() < entry.moment())
            .map(|other| (other, Overlap::between(&other.fingerprint, &entry.fingerprint)))
            .collect();
        // Most shared; where equal, the earliest.
        earlier.sort_by(|(a, x), (b, y)| y.shared.total_cmp(&x.shared).then(a.moment().cmp(&b.moment())));
        let (source, overlap) =
            earlier.into_iter().find_map(|(other, _)| Some((other, self.judged(other, entry).ok()?)))?;
        Some(Source {
            id: source.id,
            kind: kind(overlap, source.publisher == entry.publisher),
            kept: overlap.of_first,
            added: 1.0 - overlap.of_second,
        })
    }
}

/// What the second text is to the first, the earlier one.
fn kind(overlap: Overlap, same_publisher: bool) -> Kind {
    /// What a cut or an addition changes at least; less is an edited word, which takes four runs with it.
    const CHANGED: f32 = 0.15;
    const WHOLE: f32 = 0.7;
    const UNCHANGED: f32 = 0.97;
    let (kept, own) = (overlap.of_first, overlap.of_second);
    if same_publisher {
        return if kept.min(own) >= UNCHANGED { Kind::Repeat } else { Kind::Update };
    }
    match (kept >= WHOLE, own >= WHOLE) {
        (_, true) if own - kept >= CHANGED => Kind::Abridged,
        (true, _) if kept - own >= CHANGED => Kind::Extended,
        (true, true) => Kind::Reprint,
        _ => Kind::Adapted,
    }
}
