//! What one page gives to the memory of its publisher.

use super::fingerprint::Print;

/// The fingerprints of one page, made while it was read: of each line its text, its place and whether it was kept.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sighting {
    /// Which article; two addresses of one article are one page.
    pub(crate) page: u64,
    pub(crate) lines: Vec<Seen>,
    /// Beginnings of the lines, one after the other.
    pub(crate) beginnings: String,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Seen {
    pub print: Print,
    pub place: u64,
    pub words: u16,
    /// Kept by what the page itself says, whatever the memory said of it.
    pub kept: bool,
    /// Reads like a sentence of a report.
    pub prose: bool,
    beginning: (u32, u8),
}

/// No honest page has more lines; of a hostile one the rest is not remembered.
pub(super) const MOST_LINES: usize = 600;
/// Bytes of a line that are kept to show people what is meant.
const BEGINNING: usize = 90;

impl Sighting {
    pub(crate) fn of(page: u64) -> Sighting {
        Sighting { page, ..Sighting::default() }
    }

    /// Nothing to learn from.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    pub(crate) fn add(&mut self, text: &str, line: Line) {
        if self.lines.len() >= MOST_LINES {
            return;
        }
        let beginning = text.get(..text.floor_char_boundary(BEGINNING)).unwrap_or_default();
        let at = (self.beginnings.len() as u32, beginning.len() as u8);
        self.beginnings.push_str(beginning);
        let Line { print, place, words, kept, prose } = line;
        let words = words.min(u32::from(u16::MAX)) as u16;
        self.lines.push(Seen { print, place, words, kept, prose, beginning: at });
    }

    pub(super) fn beginning(&self, line: &Seen) -> &str {
        let from = line.beginning.0 as usize;
        self.beginnings.get(from..from + usize::from(line.beginning.1)).unwrap_or_default()
    }
}

/// A line as it comes from the reader.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    pub print: Print,
    pub place: u64,
    pub words: u32,
    pub kept: bool,
    pub prose: bool,
}
