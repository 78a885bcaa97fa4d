//! One page as a flat tree: nodes in document order, so that a subtree is a range of indices and every pass is a loop.
//!
//! The tree is built by the rules that browsers apply wherever those rules decide which text belongs together (implied ends, scopes, raw text,
//! end tags without a beginning). What only moves formatting about (adoption, foster parents) is left out. Depth and size are capped while
//! building, so time is linear in the input whatever the input is.

mod entities;
mod parse;
mod tag;

pub(crate) use entities::decode;
pub(crate) use parse::{after_declaration, raw_text_end};
pub(crate) use tag::Tag;

use std::borrow::Cow;

/// Elements nested deeper than this hang flat below the last one, as in browsers.
pub(crate) const MAX_DEPTH: usize = 512;
/// Nodes beyond this are not read: an honest page has a hundredth of it.
pub(crate) const MAX_NODES: usize = 600_000;

pub(crate) type Id = u32;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    pub tag: Tag,
    pub depth: u16,
    pub parent: Id,
    /// One past the last node of the subtree.
    pub end: Id,
    /// Index of the text, or of the first attribute.
    data: u32,
    attributes: u16,
}

#[derive(Debug, Default)]
pub(crate) struct Dom<'s> {
    pub nodes: Vec<Node>,
    texts: Vec<Cow<'s, str>>,
    attributes: Vec<(&'s str, &'s str)>,
}

impl<'s> Dom<'s> {
    pub fn parse(source: &'s str) -> Dom<'s> {
        parse::parse(source)
    }

    pub fn len(&self) -> Id {
        self.nodes.len() as Id
    }

    #[inline]
    pub fn node(&self, id: Id) -> &Node {
        &self.nodes[id as usize]
    }

    #[inline]
    pub fn tag(&self, id: Id) -> Tag {
        self.nodes[id as usize].tag
    }

    #[inline]
    pub fn end(&self, id: Id) -> Id {
        self.nodes[id as usize].end
    }

    #[inline]
    pub fn parent(&self, id: Id) -> Id {
        self.nodes[id as usize].parent
    }

    /// The words of a text node, entities resolved; empty for elements.
    #[inline]
    pub fn text(&self, id: Id) -> &str {
        let node = self.node(id);
        if node.tag == Tag::Text { &self.texts[node.data as usize] } else { "" }
    }

    pub fn children(&self, id: Id) -> Children<'_, 's> {
        let end = self.end(id);
        Children { dom: self, next: id + 1, end }
    }

    /// Children beginning with one that is known.
    pub fn children_from(&self, id: Id, first: Option<Id>) -> Children<'_, 's> {
        let end = self.end(id);
        Children { dom: self, next: first.unwrap_or(id + 1), end }
    }

    /// All nodes below `id`, without it.
    pub fn below(&self, id: Id) -> std::ops::Range<Id> {
        id + 1..self.end(id)
    }

    /// An attribute with its entities resolved.
    pub fn attr(&self, id: Id, name: &str) -> Option<Cow<'s, str>> {
        self.raw_attributes(id).iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| decode(value, true))
    }

    /// Attributes as written: the names in any case, entities not resolved.
    pub fn raw_attributes(&self, id: Id) -> &[(&'s str, &'s str)] {
        let node = self.node(id);
        if node.tag == Tag::Text {
            return &[];
        }
        let from = node.data as usize;
        &self.attributes[from..from + node.attributes as usize]
    }

    /// All text below `id` on one line, without what scripts and styles hold.
    pub fn line(&self, id: Id) -> String {
        let mut out = String::new();
        if self.tag(id) == Tag::Text {
            push_collapsed(&mut out, self.text(id));
        }
        let mut n = id + 1;
        let end = self.end(id);
        while n < end {
            let tag = self.tag(n);
            if tag == Tag::Text {
                push_collapsed(&mut out, self.text(n));
            } else if tag.is_raw() {
                n = self.end(n);
                continue;
            } else if (tag.is_block() || tag == Tag::Br) && !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
            n += 1;
        }
        out.truncate(out.trim_end().len());
        out
    }

    /// Is `id` inside `ancestor` (or equal)?
    #[inline]
    pub fn within(&self, id: Id, ancestor: Id) -> bool {
        id >= ancestor && id < self.end(ancestor)
    }

    pub fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let mut at = id;
        std::iter::from_fn(move || {
            if at == 0 {
                return None;
            }
            at = self.parent(at);
            Some(at)
        })
    }
}

pub(crate) struct Children<'d, 's> {
    dom: &'d Dom<'s>,
    next: Id,
    end: Id,
}

impl Iterator for Children<'_, '_> {
    type Item = Id;
    fn next(&mut self) -> Option<Id> {
        if self.next >= self.end {
            return None;
        }
        let at = self.next;
        self.next = self.dom.end(at);
        Some(at)
    }
}

/// Appends with every run of white space as one blank, none at the beginning.
pub(crate) fn push_collapsed(out: &mut String, text: &str) {
    out.reserve(text.len());
    let mut blank = out.is_empty() || out.ends_with(' ');
    let mut rest = text;
    while !rest.is_empty() {
        // A run of plain characters is copied whole.
        let run = rest.find(is_space).unwrap_or(rest.len());
        if run > 0 {
            out.push_str(&rest[..run]);
            rest = &rest[run..];
            blank = false;
        }
        if rest.is_empty() {
            break;
        }
        if !blank {
            out.push(' ');
            blank = true;
        }
        rest = rest.trim_start_matches(is_space);
    }
}

/// White space and the invisible characters that pages put between words.
#[inline]
pub(crate) fn is_space(c: char) -> bool {
    // Most characters of most texts.
    if ('!'..='~').contains(&c) {
        return false;
    }
    matches!(
        c,
        ' ' | '\n' | '\t' | '\r' | '\u{c}' | '\u{a0}' | '\u{0}' | '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{2060}'
    ) || (c > '\u{1fff}' && c.is_whitespace())
}

#[cfg(test)]
mod tests;
