//! What the publisher's other pages say of this page's lines, and what this page has to tell the next one.

use super::Clues;
use super::lines::{Fate, Kind, Line};
use crate::dom::Dom;
use crate::memory::{self, Print, Remembered, Sighting};

/// The reason of lines that stand on the publisher's other pages too.
pub(super) const KNOWN: &str = "stands on other pages of this publisher too";

/// Text and place of each line, kept until the page's lines have their fates.
pub(super) struct Recalled {
    page: u64,
    prints: Vec<(Print, u64)>,
}

/// Marks the lines; nothing when there is no memory.
pub(super) fn recall(dom: &Dom<'_>, lines: &mut [Line], clues: &Clues<'_>) -> Option<Recalled> {
    let memory = clues.memory?;
    let page = memory::of_address(clues.canonical.unwrap_or(clues.address));
    let mut places = memory::Places::new(dom);
    let prints: Vec<(Print, u64)> =
        lines.iter().map(|line| (memory::of_text(&line.text, line.words), places.of(line.block))).collect();
    let prose = lines.iter().zip(&prints).filter(|(line, _)| is_prose(line));
    let recall = memory.recall(page, prose.map(|(line, (print, _))| (print.exact, line.words)));
    for (line, (print, place)) in lines.iter_mut().zip(&prints) {
        if line.words > 0 {
            line.remembered = recall.line(*print, *place);
        }
    }
    Some(Recalled { page, prints })
}

impl Recalled {
    /// After the lines have their fates.
    pub fn sighting(self, lines: &[Line]) -> Sighting {
        let mut sighting = Sighting::of(self.page);
        for (line, (print, place)) in lines.iter().zip(self.prints) {
            if line.words > 0 {
                // What only the memory dropped would stand there without it: else it would prove itself right.
                let kept = line.kept() || line.fate == Fate::Drop(KNOWN);
                let (words, prose) = (line.words, is_prose(line));
                sighting.add(&line.text, memory::Line { print, place, words, kept, prose });
            }
        }
        sighting
    }
}

fn is_prose(line: &Line) -> bool {
    matches!(line.kind, Kind::Paragraph | Kind::Quote | Kind::Item)
        && line.words >= 8
        && line.foreign.is_none()
        && line.links() < 0.5
        && line.ends_as_sentence()
}

/// "stood on 7 of 8 pages of this publisher since 12 Nov"
pub(super) fn in_words(line: &Line) -> String {
    let Some(Remembered { on, of, since, masked, .. }) = line.remembered else { return KNOWN.to_owned() };
    let but = if masked { ", but for numbers" } else { "" };
    format!("stood on {on} of {of} other pages of this publisher since {}{but}", since.iso().get(..10).unwrap_or("?"))
}

/// The publisher's other pages show that the line is theirs and not this article's. Lines that honestly recur ("He said.", a follow-up's paragraph on
/// what happened before) must not be lost: the less a line looks like furniture, the more pages must have it.
pub(super) fn is_of_the_site(line: &Line) -> bool {
    let Some(r) = line.remembered.filter(|r| r.on > 0) else { return false };
    if matches!(line.kind, Kind::Heading(_)) {
        // "Takeaways", "What happens next": headings recur. With nothing under them they go anyway.
        return line.links() > 0.6 && often(r, 2, 30);
    }
    // What the page tells machines is its text.
    if line.vouched >= 80 && !often(r, 5, 50) {
        return false;
    }
    if r.masked {
        return !is_prose(line) && r.place_fresh == 0 && often(r, 3, 50);
    }
    if r.place_fresh == 0 && !r.moved {
        // Its place never held a text of one page alone.
        return match line.words {
            12.. => true,
            4.. => often(r, 2, 30),
            _ => often(r, 4, 50) && !line.ends_as_sentence(),
        };
    }
    // An article's first sentence stands on other pages as its teaser, and is not read there.
    if r.kept * 2 < r.on {
        return false;
    }
    if line.ends_as_sentence() && line.links() < 0.2 {
        // A sentence among the report's own. For some days half of a paper may be about one event.
        return line.words >= 4 && often(r, 5, 50) && r.days >= 4;
    }
    line.words >= 4 && often(r, 3, 30)
}

fn often(r: Remembered, pages: u8, percent: u16) -> bool {
    r.on >= pages && u16::from(r.on) * 100 >= u16::from(r.of) * percent
}

/// Where this publisher's reports stand: seen with different texts on several pages, and nearly always kept.
pub(super) fn is_of_the_report(line: &Line) -> bool {
    line.remembered.is_some_and(|r| {
        r.place_fresh >= 3
            && r.place_fresh * 2 >= r.place_on
            && u16::from(r.place_kept) * 10 >= u16::from(r.place_on) * 8
    })
}
