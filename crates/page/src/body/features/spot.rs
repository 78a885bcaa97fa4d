//! Where a line stands: the boxes around it, what they are called and what else is in them.

use super::super::hints::Hints;
use super::super::lines::{Kind, Line};
use super::signature;
use crate::dom::{Dom, Id, Tag};
use std::collections::HashMap;

/// Words, links and the like in every box around the lines.
pub(super) struct Boxes {
    pub words: HashMap<Id, Tally>,
    pub signatures: HashMap<u64, u32>,
    pub most_parent: Id,
    pub most_depth: i32,
    pub total: u32,
}

#[derive(Default, Clone, Copy)]
pub(super) struct Tally {
    pub words: u32,
    pub links: u32,
    pub headings: u32,
    pub pictures: u32,
    pub lines: u32,
}

#[derive(Default)]
pub(super) struct Spot {
    pub tag: u8,
    pub parent_tag: u8,
    pub depth: i32,
    pub depth_off: i32,
    pub signature_share: f32,
    pub parent_share: f32,
    pub main_parent: bool,
    pub siblings: u32,
    pub parent_words: u32,
    pub parent_links: f32,
    pub chunk_words: u32,
    pub chunk_links: f32,
    pub chunk_headings: u32,
    pub chunk_pictures: u32,
    pub chunk_share: f32,
    pub junk: bool,
    pub aside: bool,
    pub short: bool,
    pub body: bool,
    pub in_aside: bool,
    pub in_list: bool,
    pub in_section: bool,
    pub in_figure: bool,
    pub in_header: bool,
    pub own_box: bool,
    pub outside: bool,
}

/// Boxes further up than this say nothing of a line.
const REACH: usize = 24;

impl Boxes {
    pub fn of(dom: &Dom<'_>, lines: &[Line], main: Id) -> Boxes {
        let mut words: HashMap<Id, Tally> = HashMap::new();
        let mut signatures: HashMap<u64, u32> = HashMap::new();
        let mut total = 0;
        for line in lines {
            total += line.words;
            *signatures.entry(signature(dom, line.block)).or_default() += line.words;
            let around = std::iter::once(line.block).chain(dom.ancestors(line.block)).take(REACH);
            for id in around.take_while(|a| *a >= main) {
                let tally = words.entry(id).or_default();
                tally.words += line.words;
                tally.links += line.link_words;
                tally.headings += u32::from(matches!(line.kind, Kind::Heading(_)));
                tally.pictures += u32::from(matches!(line.kind, Kind::Image | Kind::Slide));
                tally.lines += 1;
            }
        }
        let mut parents: HashMap<Id, u32> = HashMap::new();
        for line in lines.iter().filter(|l| l.kind == Kind::Paragraph) {
            *parents.entry(dom.parent(line.block)).or_default() += line.words;
        }
        let most_parent =
            parents.iter().max_by_key(|(id, n)| (**n, std::cmp::Reverse(**id))).map_or(main, |(id, _)| *id);
        let most_depth = i32::from(dom.node(most_parent).depth) + 1;
        Boxes { words, signatures, most_parent, most_depth, total }
    }

    pub fn spot(&self, dom: &Dom<'_>, lines: &[Line], at: usize, main: Id) -> Spot {
        let line = &lines[at];
        let parent = dom.parent(line.block);
        let tally = |id: Id| self.words.get(&id).copied().unwrap_or_default();
        let share = |part: u32, of: u32| part as f32 / of.max(1) as f32;
        let in_parent = tally(parent);
        let mut spot = Spot {
            tag: tag_kind(dom.tag(line.block)),
            parent_tag: tag_kind(dom.tag(parent)),
            depth: i32::from(dom.node(line.block).depth) - i32::from(dom.node(main).depth),
            depth_off: i32::from(dom.node(line.block).depth) - self.most_depth,
            signature_share: share(self.signatures.get(&signature(dom, line.block)).copied().unwrap_or(0), self.total),
            main_parent: parent == self.most_parent,
            siblings: in_parent.lines,
            parent_words: in_parent.words,
            parent_links: share(in_parent.links, in_parent.words),
            parent_share: share(in_parent.words, self.total),
            outside: !dom.within(line.first, main),
            own_box: in_parent.lines == 1,
            ..Spot::default()
        };
        // The chunk: the highest box around the line that does not hold most lines too.
        let mut chunk = line.block;
        for id in std::iter::once(line.block).chain(dom.ancestors(line.block)).take(REACH).take_while(|a| *a > main) {
            if !dom.within(self.most_parent, id) {
                chunk = id;
            }
            match dom.tag(id) {
                Tag::Aside | Tag::Footer | Tag::Nav => spot.in_aside = true,
                Tag::Ul | Tag::Ol | Tag::Dl => spot.in_list = true,
                Tag::Section => spot.in_section = true,
                Tag::Figure | Tag::Figcaption => spot.in_figure = true,
                Tag::Header => spot.in_header = true,
                _ => {}
            }
            for (name, value) in dom.raw_attributes(id) {
                if name.eq_ignore_ascii_case("class") || name.eq_ignore_ascii_case("id") {
                    let hints = Hints::of(value);
                    spot.junk |= hints.junk;
                    spot.aside |= hints.aside;
                    spot.short |= hints.short;
                    spot.body |= hints.body;
                }
            }
        }
        let around = tally(chunk);
        spot.chunk_words = around.words;
        spot.chunk_links = share(around.links, around.words);
        spot.chunk_headings = around.headings;
        spot.chunk_pictures = around.pictures;
        spot.chunk_share = share(around.words, self.total);
        spot
    }
}

/// Elements in the order of how likely they hold running text.
fn tag_kind(tag: Tag) -> u8 {
    match tag {
        Tag::P => 0,
        Tag::Div | Tag::Article | Tag::Main | Tag::Body => 1,
        Tag::Section => 2,
        Tag::Blockquote => 3,
        Tag::Pre => 4,
        Tag::Td | Tag::Th | Tag::Tr | Tag::Table => 5,
        Tag::Li | Tag::Dd | Tag::Dt => 6,
        Tag::Ul | Tag::Ol | Tag::Dl => 7,
        tag if tag.is_heading() => 8,
        Tag::Header | Tag::Footer | Tag::Aside | Tag::Nav => 9,
        _ => 10,
    }
}
