//! Markup to tree, in one pass over the bytes.

use super::{Dom, Id, MAX_DEPTH, MAX_NODES, Node, Tag, decode};
use memchr::{memchr, memmem};

pub(super) fn parse(source: &str) -> Dom<'_> {
    let mut builder = Builder::new(source);
    builder.run();
    builder.finish()
}

struct Open {
    id: Id,
    tag: Tag,
    /// Its end tag came while a block inside it was still open: it ends when that block does.
    ends_soon: bool,
}

struct Builder<'s> {
    source: &'s str,
    at: usize,
    dom: Dom<'s>,
    stack: Vec<Open>,
    open_p: u32,
    open_a: u32,
    open_svg: u32,
    open_heading: u32,
    seen_body: bool,
    seen_form: bool,
}

impl<'s> Builder<'s> {
    fn new(source: &'s str) -> Builder<'s> {
        let mut dom = Dom::default();
        dom.nodes.reserve(source.len() / 40 + 16);
        dom.nodes.push(Node { tag: Tag::Document, depth: 0, parent: 0, end: 0, data: 0, attributes: 0 });
        let stack = vec![Open { id: 0, tag: Tag::Document, ends_soon: false }];
        Builder {
            source,
            at: 0,
            dom,
            stack,
            open_p: 0,
            open_a: 0,
            open_svg: 0,
            open_heading: 0,
            seen_body: false,
            seen_form: false,
        }
    }

    fn finish(mut self) -> Dom<'s> {
        let end = self.dom.nodes.len() as Id;
        for open in &self.stack {
            self.dom.nodes[open.id as usize].end = end;
        }
        self.dom
    }

    fn run(&mut self) {
        let bytes = self.source.as_bytes();
        let mut text_from = 0;
        while self.dom.nodes.len() < MAX_NODES {
            let Some(offset) = memchr(b'<', &bytes[self.at..]) else {
                self.at = bytes.len();
                break;
            };
            let open = self.at + offset;
            let next = bytes.get(open + 1).copied().unwrap_or(b' ');
            if !(next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?')) {
                self.at = open + 1;
                continue;
            }
            self.text(&self.source[text_from..open]);
            match next {
                b'/' => self.end_tag(open),
                b'!' => self.at = after_declaration(self.source, open),
                b'?' => self.at = after(bytes, open, b'>'),
                _ => self.start_tag(open),
            }
            text_from = self.at;
        }
        let rest = self.source.get(text_from..self.at).unwrap_or_default();
        self.text(rest);
    }

    fn text(&mut self, raw: &'s str) {
        if raw.is_empty() {
            return;
        }
        let blank = raw.bytes().all(|b| b.is_ascii_whitespace());
        match self.top() {
            Tag::Head | Tag::Html | Tag::Document if blank => return,
            Tag::Head => self.pop_to(self.stack.len() - 1),
            // White space between rows and items is layout of the source.
            Tag::Table | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Tr | Tag::Ul | Tag::Ol | Tag::Colgroup
                if blank =>
            {
                return;
            }
            _ => {}
        }
        self.dom.texts.push(decode(raw, false));
        let data = self.dom.texts.len() as u32 - 1;
        self.push_node(Tag::Text, data, 0);
    }

    fn push_node(&mut self, tag: Tag, data: u32, attributes: u16) -> Id {
        let id = self.dom.nodes.len() as Id;
        let parent = self.stack.last().map_or(0, |o| o.id);
        let depth = self.stack.len() as u16;
        self.dom.nodes.push(Node { tag, depth, parent, end: id + 1, data, attributes });
        id
    }

    fn top(&self) -> Tag {
        self.stack.last().map_or(Tag::Document, |o| o.tag)
    }

    fn start_tag(&mut self, open: usize) {
        let bytes = self.source.as_bytes();
        let name_end = name_end(bytes, open + 1);
        let mut tag = Tag::of(&bytes[open + 1..name_end]);
        if &bytes[open + 1..name_end] == b"image" {
            tag = Tag::Img;
        }
        let first_attribute = self.dom.attributes.len();
        let (after, closed) = self.attributes(name_end);
        self.at = after;

        if !self.make_room(tag) {
            self.dom.attributes.truncate(first_attribute);
            return;
        }
        let count = (self.dom.attributes.len() - first_attribute).min(u16::MAX as usize) as u16;
        let id = self.push_node(tag, first_attribute as u32, count);
        if tag.is_void() || (closed && (self.open_svg > 0 || tag == Tag::Svg)) {
            return;
        }
        match tag {
            Tag::Script | Tag::Style | Tag::Iframe | Tag::Noembed | Tag::Noframes | Tag::Xmp
                if self.open_svg == 0 || tag == Tag::Script =>
            {
                self.raw_text(id, tag, false);
            }
            Tag::Title | Tag::Textarea if self.open_svg == 0 => self.raw_text(id, tag, true),
            Tag::Plaintext => {}
            _ if self.stack.len() >= MAX_DEPTH => {}
            _ => self.push_open(id, tag),
        }
    }

    fn push_open(&mut self, id: Id, tag: Tag) {
        match tag {
            Tag::P => self.open_p += 1,
            Tag::A => self.open_a += 1,
            Tag::Svg => self.open_svg += 1,
            _ if tag.is_heading() => self.open_heading += 1,
            _ => {}
        }
        self.stack.push(Open { id, tag, ends_soon: false });
    }

    /// Closes what a start tag closes by implication. False when the tag is to be ignored.
    fn make_room(&mut self, tag: Tag) -> bool {
        use Tag::*;
        if self.open_svg > 0 {
            if breaks_out_of_svg(tag) && !self.stack.iter().rev().any(|o| o.tag == ForeignObject) {
                if let Some(i) = self.stack.iter().rposition(|o| o.tag == Svg) {
                    self.pop_to(i);
                }
            } else {
                return true;
            }
        }
        match tag {
            Html => return self.stack.len() == 1 && self.dom.nodes.len() == 1,
            Head => return !self.seen_body && matches!(self.top(), Html | Document),
            Body => {
                if self.seen_body {
                    return false;
                }
                self.leave_head();
                self.seen_body = true;
                return matches!(self.top(), Html | Document);
            }
            Title | Meta | Link | Script | Style | Base | Noscript | Template => return true,
            _ => self.leave_head(),
        }
        match tag {
            Frameset | Frame => return false,
            Form => {
                if self.seen_form && self.stack.iter().any(|o| o.tag == Form) {
                    return false;
                }
                self.seen_form = true;
                self.close_p();
            }
            P if self.open_heading > 0 => {
                self.leave_heading();
                self.close_p();
            }
            Li => {
                self.close_item(&[Li]);
                self.close_p();
            }
            Dd | Dt => {
                self.close_item(&[Dd, Dt]);
                self.close_p();
            }
            H1 | H2 | H3 | H4 | H5 | H6 => {
                self.close_p();
                if self.top().is_heading() {
                    self.pop_to(self.stack.len() - 1);
                }
            }
            Address | Article | Aside | Blockquote | Center | Details | Dialog | Dir | Div | Dl | Fieldset
            | Figcaption | Figure | Footer | Header | Hgroup | Hr | Main | Menu | Nav | Ol | P | Pre | Listing
            | Search | Section | Summary | Ul | Xmp | Plaintext | Table => self.close_p(),
            Option if self.top() == Option => {
                self.pop_to(self.stack.len() - 1);
            }
            Optgroup => {
                if let Some(i) = self.in_scope(&[Option, Optgroup], &[Select]) {
                    self.pop_to(i);
                }
            }
            A if self.open_a > 0 => {
                // A link cannot stand in a link: the old one ends here, or with the block that stands between.
                if let Some(i) =
                    self.in_scope(&[A], &[Td, Th, Caption, Object, Button, Table, Li, Div, Section, Article])
                {
                    self.pop_to(i);
                }
            }
            Button => {
                if let Some(i) = self.in_scope(&[Button], &[Table, Td, Th, Caption]) {
                    self.pop_to(i);
                }
            }
            Tr => return self.close_in_table(&[Tr, Caption, Colgroup]),
            Td | Th => return self.close_in_table_row(),
            Tbody | Thead | Tfoot => return self.close_in_table(&[Tbody, Thead, Tfoot, Caption, Colgroup]),
            Caption | Colgroup => return self.close_in_table(&[Caption, Colgroup]),
            _ => {}
        }
        true
    }

    fn leave_head(&mut self) {
        if let Some(i) = self.stack.iter().take(4).position(|o| o.tag == Tag::Head) {
            self.pop_to(i);
        }
    }

    /// A paragraph after the words of a heading: the heading's end was forgotten, and a browser would show all that follows large.
    fn leave_heading(&mut self) {
        const NEAR: Id = 8;
        let barriers = [Tag::Table, Tag::Td, Tag::Th, Tag::Caption, Tag::Button, Tag::Template];
        let headings = [Tag::H1, Tag::H2, Tag::H3, Tag::H4, Tag::H5, Tag::H6];
        let Some(at) = self.in_scope(&headings, &barriers) else { return };
        let Some(heading) = self.stack.get(at).map(|o| o.id) else { return };
        let until = (heading + NEAR).min(self.dom.nodes.len() as Id);
        let begun = (heading + 1..until)
            .take_while(|n| !self.dom.tag(*n).is_block())
            .any(|n| self.dom.tag(n) == Tag::Text && !self.dom.text(n).trim_ascii().is_empty());
        if begun {
            self.pop_to(at);
        }
    }

    fn close_p(&mut self) {
        if self.open_p == 0 {
            return;
        }
        let barrier =
            [Tag::Button, Tag::Table, Tag::Td, Tag::Th, Tag::Caption, Tag::Object, Tag::Marquee, Tag::Template];
        if let Some(i) = self.in_scope(&[Tag::P], &barrier) {
            self.pop_to(i);
        }
    }

    fn close_item(&mut self, kinds: &[Tag]) {
        for i in (1..self.stack.len()).rev() {
            let tag = self.stack[i].tag;
            if kinds.contains(&tag) {
                self.pop_to(i);
                return;
            }
            if tag.is_special() && !matches!(tag, Tag::Address | Tag::Div | Tag::P) {
                return;
            }
        }
    }

    fn close_in_table(&mut self, kinds: &[Tag]) -> bool {
        let Some(table) = self.stack.iter().rposition(|o| matches!(o.tag, Tag::Table | Tag::Template)) else {
            return false;
        };
        if let Some(i) = self.stack[table..].iter().position(|o| kinds.contains(&o.tag)) {
            self.pop_to(table + i);
        }
        true
    }

    fn close_in_table_row(&mut self) -> bool {
        let Some(row) = self.stack.iter().rposition(|o| matches!(o.tag, Tag::Tr | Tag::Table)) else { return false };
        if let Some(i) = self.stack[row..].iter().position(|o| matches!(o.tag, Tag::Td | Tag::Th)) {
            self.pop_to(row + i);
        }
        true
    }

    /// Position on the stack of the innermost of `kinds`, unless one of `barriers` stands before it.
    fn in_scope(&self, kinds: &[Tag], barriers: &[Tag]) -> Option<usize> {
        for i in (1..self.stack.len()).rev() {
            let tag = self.stack[i].tag;
            if kinds.contains(&tag) {
                return Some(i);
            }
            if barriers.contains(&tag) {
                return None;
            }
        }
        None
    }

    fn end_tag(&mut self, open: usize) {
        let bytes = self.source.as_bytes();
        let name_end = name_end(bytes, open + 2);
        if name_end == open + 2 {
            self.at = after(bytes, open, b'>');
            return;
        }
        let tag = Tag::of(&bytes[open + 2..name_end]);
        self.at = after(bytes, name_end, b'>');
        if self.open_svg == 0 {
            match tag {
                Tag::Body | Tag::Html => return,
                Tag::Br => {
                    let data = self.dom.attributes.len() as u32;
                    self.push_node(Tag::Br, data, 0);
                    return;
                }
                Tag::P if self.open_p == 0 => return,
                Tag::A if self.open_a == 0 => return,
                _ => {}
            }
        }
        self.close(tag);
    }

    fn close(&mut self, tag: Tag) {
        if tag.is_heading() {
            if let Some(i) = self.in_scope(
                &[Tag::H1, Tag::H2, Tag::H3, Tag::H4, Tag::H5, Tag::H6],
                &[Tag::Table, Tag::Td, Tag::Th, Tag::Caption],
            ) {
                self.pop_to(i);
            }
            return;
        }
        let in_table = matches!(
            tag,
            Tag::Table | Tag::Tr | Tag::Td | Tag::Th | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Caption
        );
        let block = tag.is_special();
        for i in (1..self.stack.len()).rev() {
            let here = self.stack[i].tag;
            if here == tag {
                self.pop_to(i);
                return;
            }
            let barrier = if in_table {
                here == Tag::Table || here == Tag::Template
            } else if block {
                matches!(
                    here,
                    Tag::Table | Tag::Td | Tag::Th | Tag::Caption | Tag::Object | Tag::Marquee | Tag::Template
                ) || (tag == Tag::Li && matches!(here, Tag::Ul | Tag::Ol))
            } else {
                here.is_special()
            };
            if barrier {
                if !block && tag != Tag::Other {
                    self.ends_soon(tag, i);
                }
                return;
            }
        }
    }

    /// `<a><div>…</a>`: the link ends as soon as the block in it does.
    fn ends_soon(&mut self, tag: Tag, from: usize) {
        let outer = self.stack[..from].iter().rposition(|o| o.tag == tag);
        if let Some(open) = outer.and_then(|i| self.stack.get_mut(i)) {
            open.ends_soon = true;
        }
    }

    /// Ends all open elements from position `len` on.
    fn pop_to(&mut self, len: usize) {
        let len = len.max(1);
        let end = self.dom.nodes.len() as Id;
        while self.stack.len() > len || (self.stack.len() > 1 && self.stack.last().is_some_and(|o| o.ends_soon)) {
            let Some(open) = self.stack.pop() else { return };
            match open.tag {
                Tag::P => self.open_p -= 1,
                Tag::A => self.open_a -= 1,
                Tag::Svg => self.open_svg -= 1,
                tag if tag.is_heading() => self.open_heading -= 1,
                _ => {}
            }
            self.dom.nodes[open.id as usize].end = end;
        }
    }

    /// Everything up to the element's own end tag, as one text node below it.
    fn raw_text(&mut self, id: Id, tag: Tag, decoded: bool) {
        let end = raw_text_end(self.source, self.at, tag.name());
        let raw = &self.source[self.at..end];
        if !raw.is_empty() {
            self.dom.texts.push(if decoded { decode(raw, false) } else { raw.into() });
            let data = self.dom.texts.len() as u32 - 1;
            let text = self.push_node(Tag::Text, data, 0);
            let depth = self.dom.node(id).depth.saturating_add(1);
            let node = &mut self.dom.nodes[text as usize];
            (node.parent, node.depth) = (id, depth);
            self.dom.nodes[id as usize].end = text + 1;
        }
        self.at = if end < self.source.len() { after(self.source.as_bytes(), end, b'>') } else { end };
    }

    /// Reads attributes up to the end of the tag: where it ends, and whether it ended with "/>".
    fn attributes(&mut self, mut at: usize) -> (usize, bool) {
        let bytes = self.source.as_bytes();
        let mut closed = false;
        loop {
            while at < bytes.len() && (bytes[at].is_ascii_whitespace() || bytes[at] == b'/') {
                closed = bytes[at] == b'/';
                at += 1;
            }
            match bytes.get(at) {
                None => return (bytes.len(), false),
                Some(b'>') => return (at + 1, closed),
                _ => {}
            }
            closed = false;
            let name_from = at;
            at += 1;
            while at < bytes.len() && !matches!(bytes[at], b'=' | b'>' | b'/' | b' ' | b'\n' | b'\t' | b'\r' | b'\x0c')
            {
                at += 1;
            }
            let name = &self.source[name_from..at];
            while at < bytes.len() && bytes[at].is_ascii_whitespace() {
                at += 1;
            }
            let mut value = "";
            if bytes.get(at) == Some(&b'=') {
                at += 1;
                while at < bytes.len() && bytes[at].is_ascii_whitespace() {
                    at += 1;
                }
                match bytes.get(at) {
                    Some(quote @ (b'"' | b'\'')) => {
                        let from = at + 1;
                        let to = memchr(*quote, &bytes[from..]).map_or(bytes.len(), |i| from + i);
                        value = &self.source[from..to];
                        at = (to + 1).min(bytes.len());
                    }
                    Some(b'>') | None => {}
                    Some(_) => {
                        let from = at;
                        while at < bytes.len() && !bytes[at].is_ascii_whitespace() && bytes[at] != b'>' {
                            at += 1;
                        }
                        value = &self.source[from..at];
                    }
                }
            }
            self.dom.attributes.push((name, value));
        }
    }
}

fn name_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while at < bytes.len() && !(bytes[at].is_ascii_whitespace() || matches!(bytes[at], b'/' | b'>')) {
        at += 1;
    }
    at
}

/// One past the next `end` byte, or the end of the input.
fn after(bytes: &[u8], from: usize, end: u8) -> usize {
    memchr(end, &bytes[from..]).map_or(bytes.len(), |i| from + i + 1)
}

/// Past a comment, a doctype, or anything else that begins with "<!".
pub(crate) fn after_declaration(source: &str, open: usize) -> usize {
    let bytes = source.as_bytes();
    let Some(body) = source.get(open + 4..).filter(|_| bytes[open..].starts_with(b"<!--")) else {
        return after(bytes, open, b'>');
    };
    if body.starts_with('>') {
        return open + 5;
    }
    if body.starts_with("->") {
        return open + 6;
    }
    let mut from = open + 4;
    while let Some(i) = memmem::find(&bytes[from..], b"--") {
        let dashes = from + i;
        match (bytes.get(dashes + 2), bytes.get(dashes + 3)) {
            (Some(b'>'), _) => return dashes + 3,
            (Some(b'!'), Some(b'>')) => return dashes + 4,
            _ => from = dashes + 1,
        }
    }
    bytes.len()
}

/// Where "</name" stands, in any case, followed by what can follow a name.
pub(crate) fn raw_text_end(source: &str, from: usize, name: &str) -> usize {
    let bytes = source.as_bytes();
    let mut at = from;
    while let Some(i) = memmem::find(&bytes[at..], b"</") {
        let open = at + i;
        let after = open + 2 + name.len();
        let named = bytes.get(open + 2..after).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()));
        if named && bytes.get(after).is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>')) {
            return open;
        }
        at = open + 2;
    }
    bytes.len()
}

/// Markup of pages that begins inside an unclosed picture.
fn breaks_out_of_svg(tag: Tag) -> bool {
    tag.is_special()
        && !matches!(tag, Tag::Svg | Tag::Title | Tag::Style | Tag::Script | Tag::ForeignObject | Tag::Object)
        || matches!(tag, Tag::Span | Tag::Img | Tag::Strong | Tag::Em | Tag::B | Tag::I | Tag::Br | Tag::Meta)
}
