//! What is seen of a run of capitals and of what stands around it, as numbers of buckets: what the model of `training/names` was grown on, and decides by.

use super::MentionKind;
use super::cased::Words;
use super::kinds::Run;
use super::words::Cue;
use crate::lexicon::{Meaning, row};
use crate::token::{Gap, Shape};

/// A power of two: a bucket is some bits of a hash.
pub const BUCKETS: usize = 1 << 17;

/// Words around a name that say what the sentence is about.
const WINDOW: usize = 8;
const CUES: [Cue; 11] = [
    Cue::TITLE,
    Cue::ORGANISATION,
    Cue::PLACE,
    Cue::OTHER,
    Cue::LINK,
    Cue::PERSON_LINK,
    Cue::IN,
    Cue::SAY,
    Cue::NEVER,
    Cue::ARTICLE,
    Cue::AFTER,
];

pub(super) fn features(words: &Words, run: &Run) -> Vec<u32> {
    let mut seen = Seen { words, run: *run, buckets: Vec::with_capacity(160) };
    seen.inside();
    seen.lists();
    seen.around();
    seen.buckets
}

struct Seen<'a> {
    words: &'a Words<'a>,
    run: Run,
    buckets: Vec<u32>,
}

impl Seen<'_> {
    fn put(&mut self, name: &str, parts: &[&str]) {
        self.buckets.push(bucket(name, parts, 0));
    }

    fn put_number(&mut self, name: &str, value: u32) {
        self.buckets.push(bucket(name, &[], value));
    }

    /// The words of the name, their beginnings and ends, how they are written.
    fn inside(&mut self) {
        let Run { first, end, titled } = self.run;
        let words = self.words;
        let tokens = words.tokens;
        let capitals: Vec<usize> = (first..end).filter(|at| tokens.list[*at].is_capital()).collect();
        let count = capitals.len();
        self.put_number("count", count.min(6) as u32 | u32::from(titled) << 4);
        let (head, tail) = (first, end - 1);
        for at in first..end {
            self.put("word", &[tokens.folded(at)]);
        }
        let place = if count == 1 { "only" } else { "first" };
        self.put(place, &[tokens.folded(head)]);
        self.affixes(place, head);
        if tail != head {
            self.put("last", &[tokens.folded(tail)]);
            self.affixes("last", tail);
            if end - first <= 5 {
                let name: Vec<&str> = (first..end).map(|at| tokens.folded(at)).collect();
                self.put("name", &name);
            }
        }
        let shape = |at: usize| tokens.list[at].shape as u32;
        let long = |at: usize| tokens.folded(at).chars().count().min(7) as u32;
        self.put_number("shapes", shape(head) | shape(tail) << 3 | (count.min(3) as u32) << 8);
        self.put_number("length", long(head) | u32::from(count == 1) << 4);
        let initial =
            count > 1 && capitals.iter().any(|at| tokens.folded(*at).chars().count() == 1 && !words.list[*at].common);
        let inner = (first + 1..end).map(|at| tokens.list[at].gap).fold(0u32, |seen, gap| {
            seen | match gap {
                Gap::Hyphen => 1,
                Gap::Apostrophe => 2,
                Gap::Dot => 4,
                _ => 0,
            }
        });
        self.put_number("joints", inner | u32::from(initial) << 3);
        for at in (first..end).filter(|at| !tokens.list[*at].is_capital()) {
            self.put("link", &[tokens.folded(at), if at > first + 1 { "later" } else { "" }]);
        }
    }

    fn affixes(&mut self, place: &str, at: usize) {
        let word = self.words.tokens.folded(at);
        let ends = |n: usize| word.char_indices().rev().nth(n - 1).map(|(at, _)| &word[at..]);
        let begins = |n: usize| word.char_indices().nth(n).map(|(at, _)| &word[..at]);
        for n in 2..=5 {
            if let Some(end) = ends(n) {
                self.put("ends", &[place, end]);
            }
        }
        for n in 2..=4 {
            if let Some(beginning) = begins(n) {
                self.put("begins", &[place, beginning]);
            }
        }
    }

    /// What the lists say of it.
    fn lists(&mut self) {
        let Run { first, end, .. } = self.run;
        let words = self.words;
        let list = &words.list[first..end];
        let (head, tail) = (list[0], list[list.len() - 1]);
        let count = list.len().min(3) as u32;
        for (n, cue) in CUES.iter().enumerate() {
            let bits = u32::from(head.cue.has(*cue))
                | u32::from(tail.cue.has(*cue)) << 1
                | u32::from(list.iter().any(|word| word.cue.has(*cue))) << 2;
            if bits != 0 {
                self.put_number("cues", (n as u32) << 3 | bits << 8 | count << 11);
            }
        }
        let meaning = |word: &super::cased::Word| {
            u32::from(word.meaning.has(Meaning::FIRST))
                | u32::from(word.meaning.has(Meaning::LAST)) << 1
                | u32::from(word.meaning.has(Meaning::ORGANISATION)) << 2
                | u32::from(word.meaning.has(Meaning::OTHER)) << 3
                | u32::from(word.meaning.of_country().is_some()) << 4
                | u32::from(word.common) << 5
                | u32::from(word.meaning.is_place()) << 6
        };
        self.put_number("head", meaning(&head) | count << 8);
        self.put_number("tail", meaning(&tail) | count << 8);
        self.put_number("common", list.iter().filter(|word| word.common).count().min(4) as u32 | count << 8);
        let (of_head, of_tail) = (head.people, tail.people);
        if count == 1 {
            self.put_number("people", of_head.0 | of_head.1 << 8);
        } else {
            self.put_number("people-first", of_head.0 | count << 8);
            self.put_number("people-last", of_tail.1 | count << 8);
            self.put_number("people-both", of_head.0.min(5) | of_tail.1.min(5) << 8);
        }
        let at = words.places.get(&first).copied();
        let size = head.meaning.places().next().and_then(row).map_or(0, |row| match row.kind {
            b'C' => 7,
            b'R' => 6,
            b'A' => 5,
            _ if row.population >= 1_000_000 => 4,
            _ if row.population >= 200_000 => 3,
            _ if row.population >= 50_000 => 2,
            _ => 1,
        });
        let placed = match at {
            Some((to, stands)) if to == end => 1 + u32::from(stands),
            Some((_, stands)) => 3 + u32::from(stands),
            None => 0,
        };
        let ends_with_place =
            (first + 1..end).any(|at| words.places.get(&at).is_some_and(|place| place.1 && place.0 == end));
        self.put_number("place", placed | u32::from(ends_with_place) << 3 | count << 8);
        self.put_number("size", placed | size << 3 | count << 8);
        self.put_number("size-people", placed | size << 3 | of_tail.1.min(7) << 8);
    }

    fn around(&mut self) {
        let Run { first, end, .. } = self.run;
        let words = self.words;
        let tokens = words.tokens;
        let count = if end - first == 1 { "1" } else { "2" };
        let placed = match words.places.get(&first) {
            Some((to, true)) if *to == end => "placed",
            Some((to, _)) if *to == end => "maybe",
            _ => "",
        };
        let gap = |at: usize| tokens.get(at).map_or("|", |token| gap_name(token.gap));
        let before = |n: usize| first.checked_sub(n).map_or("<", |at| tokens.folded(at));
        let after = |n: usize| if end + n < tokens.len() { tokens.folded(end + n) } else { ">" };
        let (b1, b2, a1, a2) = (before(1), before(2), after(0), after(1));
        let (gap_before, gap_after) = (gap(first), gap(end));
        self.put("b1", &[b1, gap_before]);
        self.put("b1c", &[b1, count, placed]);
        self.put("b2", &[b2]);
        self.put("b2b1", &[b2, b1]);
        self.put("b3", &[before(3)]);
        self.put("a1", &[a1, gap_after]);
        self.put("a1c", &[a1, count, placed]);
        self.put("a2", &[a2]);
        self.put("a1a2", &[a1, a2]);
        self.put("b1a1", &[b1, a1]);
        let begins = if tokens.list[first].begins { "begins" } else { "" };
        self.put("gaps", &[gap_before, gap_after, begins, count]);
        self.put("gap-before", &[gap_before, begins]);
        self.put("gap-after", &[gap_after, count]);
        for (name, at) in [
            ("cue-before", first.checked_sub(1)),
            ("cue-before2", first.checked_sub(2)),
            ("cue-after", Some(end)),
            ("cue-after2", Some(end + 1)),
        ] {
            let Some((at, word)) = at.and_then(|at| Some((at, words.list.get(at)?))) else { continue };
            self.put_number(
                name,
                CUES.iter().enumerate().fold(0, |bits, (n, cue)| bits | u32::from(word.cue.has(*cue)) << n),
            );
            let place = words.places.get(&at).is_some_and(|place| place.1);
            let token = &tokens.list[at];
            self.put_number(
                name,
                0x4000
                    | u32::from(place)
                    | u32::from(word.common) << 1
                    | u32::from(word.meaning.of_country().is_some()) << 2
                    | (token.shape as u32) << 8
                    | u32::from(word.meaning.has(Meaning::FIRST)) << 3,
            );
        }
        // "in Lyon, Nantes and Lille": what the others of a list are.
        for (name, at) in [("beside-before", first.checked_sub(2)), ("beside-after", Some(end + 1))] {
            if at.is_some_and(|at| words.places.get(&at).is_some_and(|place| place.1)) {
                self.put_number(name, 1);
            }
        }
        for at in first.saturating_sub(WINDOW)..(end + WINDOW).min(tokens.len()) {
            let inside = (first..end).contains(&at);
            let token = &tokens.list[at];
            if inside || token.shape == Shape::Number || tokens.folded(at).len() < 3 {
                continue;
            }
            let side = if at < first { "<" } else { ">" };
            let word = tokens.folded(at);
            self.put("near", &[word]);
            self.put("near-placed", &[word, placed, count]);
            self.put("near-side", &[word, side]);
        }
    }
}

fn gap_name(gap: Gap) -> &'static str {
    match gap {
        Gap::None => "",
        Gap::Space => " ",
        Gap::Hyphen => "-",
        Gap::Apostrophe => "'",
        Gap::Dot => ".",
        Gap::Comma => ",",
        Gap::Mark => "(",
        Gap::Stop => "|",
    }
}

/// FNV-1a: the training reads these numbers from the example, so that both always agree.
fn bucket(name: &str, parts: &[&str], value: u32) -> u32 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let mut hash = name.bytes().fold(0xcbf2_9ce4_8422_2325, step);
    for part in parts {
        hash = part.bytes().fold(step(hash, 0xff), step);
    }
    hash = (hash ^ u64::from(value) << 8).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((hash ^ hash >> 29) as usize % BUCKETS) as u32
}

/// In the order of the model's columns.
pub(super) const KINDS: [Option<MentionKind>; 5] = [
    None,
    Some(MentionKind::Person),
    Some(MentionKind::Organisation),
    Some(MentionKind::Place),
    Some(MentionKind::Other),
];
