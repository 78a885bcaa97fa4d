//! The only writer of markup that leaves this room. It writes what is on its list and escapes all else; nothing is ever copied through.

use crate::dom::{Dom, Id, Tag, is_space};
use coranto_core::{Address, Lang};

/// Inline elements that may appear, under the name they get.
fn allowed(tag: Tag) -> Option<&'static str> {
    use Tag::*;
    Some(match tag {
        A => "a",
        Em => "em",
        Strong => "strong",
        B => "b",
        I => "i",
        S | Strike | Del => "s",
        U | Ins => "u",
        Sub => "sub",
        Sup => "sup",
        Code | Kbd | Samp | Tt | Var => "code",
        Q => "q",
        Cite => "cite",
        Abbr | Acronym => "abbr",
        Mark => "mark",
        Small => "small",
        Bdi => "bdi",
        Bdo => "bdo",
        Time => "time",
        Span => "span",
        _ => return None,
    })
}

/// Which nodes to leave out.
pub(crate) trait Skip {
    fn skip(&self, id: Id) -> bool;
}

impl<F: Fn(Id) -> bool> Skip for F {
    fn skip(&self, id: Id) -> bool {
        self(id)
    }
}

/// The nodes of a line, the last one excluded.
struct Window {
    first: Id,
    last: Id,
    way: Vec<Id>,
}

pub(crate) struct Writer<'w, 's> {
    pub dom: &'w Dom<'s>,
    pub base: &'w Address,
}

impl Writer<'_, '_> {
    /// The inline content below `block` between the nodes `first` and `last` (exclusive), as safe markup on one line.
    pub fn write(&self, block: Id, first: Id, last: Id, skip: &dyn Skip) -> String {
        let mut out = Out::default();
        let window = Window { first, last, way: self.way(block, first) };
        self.below(block, &window, skip, &mut out, false);
        out.finish()
    }

    /// The elements on the way down to a line that begins far inside its block: a block of a hundred thousand lines is not walked once for each.
    fn way(&self, block: Id, first: Id) -> Vec<Id> {
        const FAR: Id = 32;
        if first <= block.saturating_add(FAR) || !self.dom.within(first, block) {
            return Vec::new();
        }
        std::iter::once(first).chain(self.dom.ancestors(first)).take_while(|a| *a != block).collect()
    }

    fn below(&self, id: Id, window: &Window, skip: &dyn Skip, out: &mut Out, linked: bool) {
        let Window { first, last, way } = window;
        // `way` goes upwards, so its ids fall.
        let at = way.partition_point(|step| *step > id);
        let next = at.checked_sub(1).and_then(|i| way.get(i)).filter(|step| self.dom.parent(**step) == id);
        for child in self.dom.children_from(id, next.copied()) {
            if child >= *last {
                break;
            }
            if self.dom.end(child) <= *first || skip.skip(child) {
                continue;
            }
            let tag = self.dom.tag(child);
            match tag {
                Tag::Text => out.text(self.dom.text(child)),
                Tag::Br => out.line_break(),
                _ if tag.is_raw() => {}
                _ if tag.is_block() => {
                    out.blank();
                    self.below(child, window, skip, out, linked);
                    out.blank();
                }
                _ => self.element(child, tag, window, skip, out, linked),
            }
        }
    }

    fn element(&self, id: Id, tag: Tag, window: &Window, skip: &dyn Skip, out: &mut Out, linked: bool) {
        let name = allowed(tag);
        let open = name.and_then(|name| self.open_tag(id, tag, name, linked));
        let Some((name, open)) = name.zip(open) else { return self.below(id, window, skip, out, linked) };
        out.open(name, open);
        self.below(id, window, skip, out, linked || tag == Tag::A);
        out.close(name);
    }

    /// The start tag with the attributes that are allowed; nothing when the element would say nothing.
    fn open_tag(&self, id: Id, tag: Tag, name: &str, linked: bool) -> Option<String> {
        let mut open = format!("<{name}");
        match tag {
            Tag::A => {
                if linked {
                    return None;
                }
                let href = self.dom.attr(id, "href")?;
                let address = Address::join(self.base, &href).ok()?;
                // A link within the page leads nowhere once the text stands elsewhere.
                if href.trim_start().starts_with('#') {
                    return None;
                }
                push_attribute(&mut open, "href", address.as_str());
            }
            Tag::Q | Tag::Del | Tag::Ins => {
                if let Some(cite) = self.dom.attr(id, "cite").and_then(|c| Address::join(self.base, &c).ok())
                    && tag == Tag::Q
                {
                    push_attribute(&mut open, "cite", cite.as_str());
                }
            }
            Tag::Time => {
                if let Some(at) = self.dom.attr(id, "datetime")
                    && at.len() <= 40
                    && at.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '+' | '.' | ' '))
                {
                    push_attribute(&mut open, "datetime", &at);
                }
            }
            Tag::Abbr | Tag::Acronym => {
                if let Some(title) = self.dom.attr(id, "title").filter(|t| t.len() <= 200) {
                    push_attribute(&mut open, "title", &title);
                }
            }
            _ => {}
        }
        let mut says = tag != Tag::Span;
        if let Some(lang) = self.dom.attr(id, "lang").and_then(|l| Lang::parse(&l)) {
            push_attribute(&mut open, "lang", lang.as_str());
            says = true;
        }
        if let Some(dir) = self.dom.attr(id, "dir")
            && let Some(dir) = ["ltr", "rtl", "auto"].iter().find(|d| dir.eq_ignore_ascii_case(d))
        {
            push_attribute(&mut open, "dir", dir);
            says = true;
        }
        open.push('>');
        says.then_some(open)
    }
}

/// Escaped text as one paragraph of safe markup.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = Out::default();
    out.text(text);
    out.finish()
}

/// The text of markup that this room wrote: tags gone, entities resolved, line breaks as blanks.
pub(crate) fn text_of(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = memchr::memchr2(b'<', b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with('<') {
            let end = rest.find('>').map_or(rest.len(), |i| i + 1);
            if rest.starts_with("<br") {
                out.push(' ');
            }
            rest = &rest[end..];
        } else {
            let known = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"')];
            let (len, c) =
                known.iter().find(|(name, _)| rest.starts_with(name)).map_or((1, '&'), |(name, c)| (name.len(), *c));
            out.push(c);
            rest = &rest[len..];
        }
    }
    out.push_str(rest);
    out
}

fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_escaped(out, value);
    out.push('"');
}

fn push_escaped(out: &mut String, text: &str) {
    push_runs(out, text, escape);
}

/// What is written instead of a character that cannot stand as it is.
fn escape(c: char) -> Option<&'static str> {
    match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        // Controls have no place in text and can break a parser's idea of it.
        c if c.is_control() => Some(""),
        _ => None,
    }
}

/// Copies the runs between the characters that are written as something else.
fn push_runs(out: &mut String, text: &str, escape: impl Fn(char) -> Option<&'static str>) {
    let mut from = 0;
    for (at, c) in text.char_indices() {
        if let Some(instead) = escape(c) {
            out.push_str(&text[from..at]);
            out.push_str(instead);
            from = at + c.len_utf8();
        }
    }
    out.push_str(&text[from..]);
}

#[derive(Default)]
struct Out {
    html: String,
    /// Elements that were opened and hold nothing yet: (name, start tag).
    waiting: Vec<(&'static str, String)>,
    blank: bool,
    broken: bool,
    any: bool,
}

impl Out {
    fn text(&mut self, text: &str) {
        self.html.reserve(text.len());
        let mut rest = text;
        while !rest.is_empty() {
            let run = rest.find(is_space).unwrap_or(rest.len());
            if run > 0 {
                self.settle();
                // Quotation marks need no escaping between tags, and text reads better without.
                push_runs(&mut self.html, &rest[..run], |c| if c == '"' { None } else { escape(c) });
                self.any = true;
                rest = &rest[run..];
            }
            if rest.is_empty() {
                break;
            }
            self.blank();
            rest = rest.trim_start_matches(is_space);
        }
    }

    fn blank(&mut self) {
        self.blank = true;
    }

    fn line_break(&mut self) {
        self.broken = true;
    }

    /// Writes what was held back until text came.
    fn settle(&mut self) {
        if self.any {
            if self.broken {
                self.html.push_str("<br>");
            } else if self.blank {
                self.html.push(' ');
            }
        }
        (self.blank, self.broken) = (false, false);
        for (_, open) in self.waiting.drain(..) {
            self.html.push_str(&open);
        }
    }

    fn open(&mut self, name: &'static str, tag: String) {
        self.waiting.push((name, tag));
    }

    fn close(&mut self, name: &'static str) {
        if self.waiting.pop().is_none() {
            self.html.push_str("</");
            self.html.push_str(name);
            self.html.push('>');
        }
    }

    fn finish(self) -> String {
        self.html
    }
}
