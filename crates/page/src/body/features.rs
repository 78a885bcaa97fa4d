//! What the learned decision looks at: for every line its own words, the boxes it stands in, and the lines around it, as numbers.
//!
//! Everything is counted once per page or once per line; a question about a box or a neighbourhood is a difference of sums.

mod near;
mod own;
mod spot;

use super::Clues;
use super::lines::{Kind, Line};
use crate::dom::{Dom, Id};
use near::{Near, Sums};
use own::{Known, Own};
use spot::{Boxes, Spot};

macro_rules! features {
    (($line:ident, $own:ident, $spot:ident, $near:ident, $page:ident) $($name:literal = $value:expr),* $(,)?) => {
        /// Their names, in the order of a row.
        pub(crate) const NAMES: &[&str] = &[$($name),*];
        pub(crate) const COUNT: usize = NAMES.len();
        /// One line in numbers.
        pub(crate) type Row = [f32; COUNT];

        fn row($line: &Line, $own: &Own, $spot: &Spot, $near: &Near<'_>, $page: &Page) -> Row {
            [$(Number::number($value)),*]
        }
    };
}

features! { (line, own, spot, near, page)
    // The line's own words.
    "words" = line.words,
    "link share" = line.links(),
    "links" = own.links,
    "heading level" = match line.kind { Kind::Heading(level) => u32::from(level), _ => 0 },
    "item" = line.kind == Kind::Item,
    "quote" = line.kind == Kind::Quote,
    "caption" = line.kind == Kind::Caption,
    "cell or table" = matches!(line.kind, Kind::Cell | Kind::Table),
    "ends as sentence" = own.ends_as_sentence,
    "ends with colon" = own.ends_with_colon,
    "ends with question" = own.ends_with_question,
    "begins small" = own.begins_small,
    "begins odd" = own.begins_odd,
    "capitals per letter" = own.capitals,
    "digits per letter" = own.digits,
    "letters per word" = own.word_length,
    "sentences" = own.sentences,
    "commas per word" = own.commas,
    "quotation marks" = own.quotation_marks,
    "odd marks" = own.odd_marks,
    "names an address" = own.names_address,
    "you per word" = own.you,
    "I or we per word" = own.we,
    "stressed share" = own.stressed,
    "one link whole" = own.one_link,
    "leads off site" = own.leads_away,
    "furniture" = own.furniture,
    "begins as furniture" = own.begins_as_furniture,
    "invites" = own.invites,
    "rule" = own.rule,
    "title words" = own.title_words,
    "summary words" = own.summary_words,
    "names the author" = own.names_author,
    "told to machines" = line.vouched,
    "foreign box" = line.foreign.is_some(),
    // Where it stands.
    "tag" = spot.tag,
    "parent tag" = spot.parent_tag,
    "depth below main" = spot.depth,
    "depth beside most" = spot.depth_off,
    "like most lines" = spot.signature_share,
    "parent like most" = spot.parent_share,
    "same parent as most" = spot.main_parent,
    "siblings like it" = spot.siblings,
    "parent words" = spot.parent_words,
    "parent link share" = spot.parent_links,
    "chunk words" = spot.chunk_words,
    "chunk link share" = spot.chunk_links,
    "chunk headings" = spot.chunk_headings,
    "chunk pictures" = spot.chunk_pictures,
    "chunk share" = spot.chunk_share,
    "name junk" = spot.junk,
    "name aside" = spot.aside,
    "name short" = spot.short,
    "name body" = spot.body,
    "in aside" = spot.in_aside,
    "in list" = spot.in_list,
    "in section" = spot.in_section,
    "in figure" = spot.in_figure,
    "in header" = spot.in_header,
    "own box" = spot.own_box,
    "outside main" = spot.outside,
    // The lines around it.
    "lines from start" = near.from_start,
    "lines to end" = near.to_end,
    "words before" = near.words_before,
    "words after" = near.words_after,
    "share before" = near.share_before,
    "reports after" = near.reports_after,
    "reports before" = near.reports_before,
    "lines since report" = near.since_report,
    "lines until report" = near.until_report,
    "words under heading" = near.since_heading_words,
    "heading furniture" = near.heading.is_some_and(|h| h.furniture || h.begins_as_furniture),
    "heading link share" = near.heading_links,
    "furniture above" = near.furniture_above,
    "rule line above" = near.rule_above,
    "drops before" = near.drops_before,
    "previous words" = near.at(-1).words,
    "previous link share" = near.at(-1).link_share,
    "previous sentence" = near.at(-1).ends_as_sentence,
    "previous heading" = near.at(-1).heading,
    "previous rule" = near.at(-1).rule,
    "previous like it" = near.at(-1).signature == near.at(0).signature,
    "second previous words" = near.at(-2).words,
    "second previous link share" = near.at(-2).link_share,
    "second previous rule" = near.at(-2).rule,
    "next words" = near.at(1).words,
    "next link share" = near.at(1).link_share,
    "next sentence" = near.at(1).ends_as_sentence,
    "next heading" = near.at(1).heading,
    "next rule" = near.at(1).rule,
    "next like it" = near.at(1).signature == near.at(0).signature,
    "second next words" = near.at(2).words,
    "second next link share" = near.at(2).link_share,
    "second next rule" = near.at(2).rule,
    "window words" = near.window_words,
    "window link share" = near.window_links,
    "window kept" = near.window_kept,
    "window like it" = near.window_alike,
    // The page.
    "page lines" = page.lines,
    "page words" = page.words,
    "page link share" = page.links,
    "page words a line" = page.words_a_line,
    "page told" = page.told,
}

trait Number {
    fn number(self) -> f32;
}

macro_rules! numbers {
    ($($kind:ty => |$n:ident| $number:expr),* $(,)?) => {
        $(impl Number for $kind {
            fn number(self) -> f32 {
                let $n = self;
                $number
            }
        })*
    };
}

numbers! { f32 => |n| n, u32 => |n| n as f32, i32 => |n| n as f32, u8 => |n| f32::from(n), bool => |n| f32::from(u8::from(n)) }

/// Lines of `lines[from..to]` in numbers; `fate` is what the rules decided.
pub(super) fn rows(dom: &Dom<'_>, lines: &[Line], main: Id, clues: &Clues<'_>) -> Vec<Row> {
    let known = Known::of(clues);
    let owns: Vec<Own> = lines.iter().map(|l| Own::of(dom, l, &known)).collect();
    let page = Page::of(lines);
    let boxes = Boxes::of(dom, lines, main);
    let sums = Sums::of(lines, &owns);
    (0..lines.len())
        .map(|at| {
            let spot = boxes.spot(dom, lines, at, main);
            let near = Near::of(lines, &owns, &sums, at);
            row(&lines[at], &owns[at], &spot, &near, &page)
        })
        .collect()
}

struct Page {
    lines: u32,
    words: u32,
    links: f32,
    words_a_line: f32,
    told: bool,
}

impl Page {
    fn of(lines: &[Line]) -> Page {
        let (words, links) = lines.iter().fold((0, 0), |(w, l), line| (w + line.words, l + line.link_words));
        let count = lines.iter().filter(|l| l.words > 0).count() as u32;
        Page {
            lines: count,
            words,
            links: links as f32 / words.max(1) as f32,
            words_a_line: words as f32 / count.max(1) as f32,
            told: lines.iter().any(|l| l.vouched > 0),
        }
    }
}

/// Element and names of a box, numbers in them left out: equal for the repeated parts of a template.
fn signature(dom: &Dom<'_>, id: Id) -> u64 {
    let class =
        dom.raw_attributes(id).iter().find(|(n, _)| n.eq_ignore_ascii_case("class")).map_or("", |(_, class)| class);
    let names = class.bytes().filter(|b| !b.is_ascii_digit());
    coranto_core::hash::stable(std::iter::once(dom.tag(id) as u8).chain(names))
}
