//! What the program carries of the world's names: one map from folded names to what they may be, and tables of places. Read where it lies, so that opening costs nothing.

use crate::fold::push_folded;
use coranto_core::Lang;
use fst::Map;
use fst::raw::{CompiledAddr, Fst, Output};
use std::sync::LazyLock;

static WORDS: &[u8] = include_bytes!("../data/words.fst");
static PLACES: &[u8] = include_bytes!("../data/places.bin");
static OF_NAME: &[u8] = include_bytes!("../data/of_name.bin");
static NAMES: &[u8] = include_bytes!("../data/names.bin");
static PEOPLE: &[u8] = include_bytes!("../data/people.fst");
static GERMAN: &[u8] = include_bytes!("../data/german.fst");

/// An empty map stands for a damaged file; a test opens the real one.
static MAP: LazyLock<Option<Map<&'static [u8]>>> = LazyLock::new(|| Map::new(WORDS).ok());
static GERMAN_NOUNS: LazyLock<Option<fst::Set<&'static [u8]>>> = LazyLock::new(|| fst::Set::new(GERMAN).ok());
static PEOPLE_MAP: LazyLock<Option<Map<&'static [u8]>>> = LazyLock::new(|| Map::new(PEOPLE).ok());

/// The languages whose common words are known, in the order of the bits.
pub const LANGUAGES: [&str; 13] = ["en", "ar", "ru", "es", "fr", "de", "zh", "hi", "pt", "tr", "it", "nl", "pl"];

/// What a folded name may be, packed in 64 bits: 20 of where its places stand, flags, the country whose people it means, 13 of languages in which it is a common word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Meaning(pub u64);

impl Meaning {
    pub const FIRST: u64 = 1 << 20;
    pub const LAST: u64 = 1 << 21;
    /// All of its names are written in capitals.
    pub const CAPITALS: u64 = 1 << 22;
    pub const ORGANISATION: u64 = 1 << 23;
    /// A work, a product, a people.
    pub const OTHER: u64 = 1 << 53;
    const PLACES: u64 = (1 << 20) - 1;
    const OF_COUNTRY: u32 = 24;
    const COMMON: u32 = 40;

    pub fn new(places: Option<u32>, flags: u64, of: Option<[u8; 2]>, common: u16) -> Meaning {
        let of = of.map_or(0, |of| u64::from(u16::from_be_bytes(of)));
        Meaning(
            places.map_or(0, |at| u64::from(at) + 1)
                | flags
                | of << Self::OF_COUNTRY
                | u64::from(common) << Self::COMMON,
        )
    }

    pub fn has(self, flag: u64) -> bool {
        self.0 & flag != 0
    }

    /// The places of this name, as rows of the table, the most populous first.
    pub fn places(self) -> impl Iterator<Item = usize> + Clone {
        let at = (self.0 & Self::PLACES).checked_sub(1).map(|at| at as usize * 2);
        let count = at.and_then(|at| number(OF_NAME, at)).unwrap_or(0);
        (1..=count).filter_map(move |n| number(OF_NAME, at? + n * 2))
    }

    pub fn is_place(self) -> bool {
        self.0 & Self::PLACES != 0
    }

    /// "French", "россияне": the country.
    pub fn of_country(self) -> Option<[u8; 2]> {
        let code = ((self.0 >> Self::OF_COUNTRY) as u16).to_be_bytes();
        (code != [0, 0]).then_some(code)
    }

    pub fn is_common(self, lang: Option<Lang>) -> bool {
        let bits = (self.0 >> Self::COMMON) as u16 & 0x1fff;
        let at = lang.and_then(|lang| LANGUAGES.iter().position(|known| *known == lang.as_str()));
        at.map_or(bits != 0, |at| bits & 1 << at != 0)
    }
}

fn number(table: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_le_bytes(table.get(at..at + 2)?.try_into().ok()?)))
}

/// A name as it is looked up: folded, words parted by single spaces.
pub fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let mut parted = false;
    let mut chars = name.trim().chars().peekable();
    while let Some(c) = chars.next() {
        let before = key.chars().next_back();
        // "U.S" keeps its dot, "St. Louis" does not.
        let dot = c == '.'
            && chars.peek().is_some_and(|c| c.is_alphanumeric())
            && key.rsplit([' ', '.']).next().is_some_and(|w| w.chars().count() == 1);
        if c.is_alphanumeric() || dot || is_mark(c) {
            let unspaced = crate::token::is_unspaced(c) || before.is_some_and(crate::token::is_unspaced);
            if std::mem::take(&mut parted) && !unspaced && !key.is_empty() {
                key.push(' ');
            }
            push_folded(c, &mut key);
        } else if !crate::fold::is_invisible(c) {
            parted = true;
        }
    }
    key
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}' | '\u{900}'..='\u{97F}' | '\u{640}')
}

/// Goes through the map letter by letter, so that the longest name at a place is found in one pass.
#[derive(Clone, Copy)]
pub(crate) struct Walk {
    at: CompiledAddr,
    sum: u64,
}

impl Walk {
    pub fn new() -> Option<Walk> {
        Some(Walk { at: fst()?.root().addr(), sum: 0 })
    }

    /// None where no name goes on so.
    pub fn step(mut self, bytes: &[u8]) -> Option<Walk> {
        let fst = fst()?;
        for byte in bytes {
            let node = fst.node(self.at);
            let transition = node.transition(node.find_input(*byte)?);
            self.sum += transition.out.value();
            self.at = transition.addr;
        }
        Some(self)
    }

    /// What stands here, if a name ends here.
    pub fn meaning(self) -> Option<Meaning> {
        let node = fst()?.node(self.at);
        node.is_final().then(|| Meaning(Output::new(self.sum).cat(node.final_output()).value()))
    }
}

fn fst() -> Option<&'static Fst<&'static [u8]>> {
    MAP.as_ref().map(Map::as_fst)
}

pub(crate) fn look_up(key: &str) -> Option<Meaning> {
    Walk::new()?.step(key.as_bytes())?.meaning()
}

/// How many people of note have the folded word as first name, and as surname: binary logarithms, 1 for the rarest. Where names are declined, of the form that names are listed in.
pub(crate) fn people(word: &str, lang: &str) -> (u32, u32) {
    let plain = people_of(word);
    let endings = match lang {
        "ru" | "uk" => RUSSIAN_ENDINGS,
        "pl" => POLISH_ENDINGS,
        _ => return plain,
    };
    let declined = endings.iter().filter_map(|(ending, listed)| {
        let stem = word.strip_suffix(ending).filter(|stem| stem.chars().count() > 2)?;
        Some(people_of(&[stem, listed].concat()))
    });
    declined.fold(plain, |(first, last), (of_first, of_last)| (first.max(of_first), last.max(of_last)))
}

/// What stands at the end of a declined name, and what the listed form has there.
const RUSSIAN_ENDINGS: &[(&str, &str)] = &[
    ("а", ""),
    ("у", ""),
    ("ом", ""),
    ("ым", ""),
    ("ем", ""),
    ("е", ""),
    ("ой", "а"),
    ("ы", "а"),
    ("у", "а"),
    ("е", "а"),
    ("ого", "ий"),
    ("ому", "ий"),
    ("им", "ий"),
    ("ом", "ий"),
    ("ого", "ый"),
    ("ой", "ая"),
    ("ую", "ая"),
    ("я", "й"),
    ("ю", "й"),
    ("ем", "й"),
    ("я", "ь"),
    ("ю", "ь"),
    ("ем", "ь"),
    ("и", "я"),
    ("ю", "я"),
    ("ей", "я"),
];
const POLISH_ENDINGS: &[(&str, &str)] = &[
    ("a", ""),
    ("owi", ""),
    ("em", ""),
    ("iem", ""),
    ("y", "a"),
    ("i", "a"),
    ("ie", "a"),
    ("e", "a"),
    ("iego", "i"),
    ("iemu", "i"),
    ("im", "i"),
    ("iej", "ia"),
    ("ka", "ek"),
];

fn people_of(word: &str) -> (u32, u32) {
    let both = PEOPLE_MAP.as_ref().and_then(|map| map.get(word)).unwrap_or(0) as u32;
    (both >> 4 & 15, both & 15)
}

/// A German noun that is no name, whatever its case.
pub(crate) fn is_german_noun(word: &str) -> bool {
    let Some(nouns) = GERMAN_NOUNS.as_ref() else { return false };
    ["", "s", "n", "en", "es", "e", "er", "ern", "innen"]
        .iter()
        .any(|ending| word.strip_suffix(ending).is_some_and(|stem| stem.len() > 2 && nouns.contains(stem)))
}

/// "Südpolkappe": its end is a noun, and nobody is called so.
pub(crate) fn is_german_compound(word: &str) -> bool {
    people_of(word) == (0, 0)
        && word
            .char_indices()
            .skip(3)
            .map(|(at, _)| &word[at..])
            .take_while(|end| end.chars().count() >= 5)
            .any(is_german_noun)
}

/// Bytes of a row of the table of places.
pub const ROW: usize = 28;

/// A row of the table: see `examples/make_data.rs`, which writes it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Row {
    pub id: u32,
    pub kind: u8,
    pub is_capital: bool,
    pub country: [u8; 2],
    pub lat: Option<f32>,
    pub lon: Option<f32>,
    pub population: u32,
    /// The region that a town lies in; zero where none is known.
    pub region: u32,
    names: usize,
}

pub(crate) fn row(at: usize) -> Option<Row> {
    let row = PLACES.get(at.checked_mul(ROW)?..)?.get(..ROW)?;
    let u32_at = |at: usize| row.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes);
    let degrees = |at: usize| u32_at(at).map(f32::from_bits).filter(|d| d.is_finite());
    Some(Row {
        id: u32_at(0)?,
        kind: *row.get(4)?,
        is_capital: *row.get(5)? == 1,
        country: [*row.get(6)?, *row.get(7)?],
        lat: degrees(8),
        lon: degrees(12),
        population: u32_at(16)?,
        names: u32_at(20)? as usize,
        region: u32_at(24)?,
    })
}

/// The row of a place by its id.
pub(crate) fn row_of(id: u32) -> Option<Row> {
    let (mut low, mut high) = (0, PLACES.len() / ROW);
    while low < high {
        let middle = low.midpoint(high);
        let found = row(middle)?;
        match found.id.cmp(&id) {
            std::cmp::Ordering::Equal => return Some(found),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    None
}

impl Row {
    /// English first; then those of other languages that differ from it.
    pub fn names(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let mut at = self.names;
        std::iter::from_fn(move || {
            let lang = LANGUAGES.get(usize::from(*NAMES.get(at)?))?;
            let length = usize::from(*NAMES.get(at + 1)?);
            let name = NAMES.get(at + 2..at + 2 + length)?;
            at += 2 + length;
            Some((*lang, std::str::from_utf8(name).ok()?))
        })
    }
}
