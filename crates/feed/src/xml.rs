//! A scanner for XML as it is found, not as it should be: one pass, no tree, no recursion, no entity of the document's own.
//!
//! It gives opening and closing tags; the text of an element is taken whole with [`Scanner::inner`]. What is broken is noted in
//! [`Scanner::defects`] and read on. Every search that may fail is paid from a budget or remembered as hopeless, so that the
//! time stays proportional to the input whatever it holds.

use memchr::{memchr, memchr2, memmem};

/// What was wrong with the document. Each is said once, however often it occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Defect {
    Truncated,
    UnclosedElement,
    StrayClosingTag,
    BrokenTag,
    BareMarkup,
    UnclosedCdata,
    UnclosedComment,
    LeadingJunk,
    TrailingJunk,
    UndeclaredPrefix,
    UnknownEntity,
    ControlCharacter,
    UnbalancedMarkup,
    BadEncoding,
    BadJson,
}

impl Defect {
    const ALL: [Defect; 15] = [
        Defect::Truncated,
        Defect::UnclosedElement,
        Defect::StrayClosingTag,
        Defect::BrokenTag,
        Defect::BareMarkup,
        Defect::UnclosedCdata,
        Defect::UnclosedComment,
        Defect::LeadingJunk,
        Defect::TrailingJunk,
        Defect::UndeclaredPrefix,
        Defect::UnknownEntity,
        Defect::ControlCharacter,
        Defect::UnbalancedMarkup,
        Defect::BadEncoding,
        Defect::BadJson,
    ];

    fn words(self) -> &'static str {
        match self {
            Defect::Truncated => "the document ends in the middle",
            Defect::UnclosedElement => "an element is never closed",
            Defect::StrayClosingTag => "a closing tag closes nothing",
            Defect::BrokenTag => "a tag is damaged",
            Defect::BareMarkup => "a bare “<” or “&” stands in the text",
            Defect::UnclosedCdata => "a CDATA section is never closed",
            Defect::UnclosedComment => "a comment is never closed",
            Defect::LeadingJunk => "something stands before the feed begins",
            Defect::TrailingJunk => "something stands after the feed ends",
            Defect::UndeclaredPrefix => "a namespace prefix is used without being declared",
            Defect::UnknownEntity => "an entity is used that XML does not know",
            Defect::ControlCharacter => "characters that XML forbids were dropped",
            Defect::UnbalancedMarkup => "markup inside a text is not closed",
            Defect::BadEncoding => "bytes do not fit the character encoding",
            Defect::BadJson => "the JSON is damaged",
        }
    }
}

/// The defects found so far, as a set.
#[derive(Debug, Clone, Copy, Default)]
pub struct Defects(u32);

impl Defects {
    pub fn note(&mut self, defect: Defect) {
        self.0 |= 1 << defect as u32;
    }

    pub fn any(self) -> bool {
        self.0 != 0
    }

    pub fn words(self) -> impl Iterator<Item = &'static str> {
        Defect::ALL.into_iter().filter(move |d| self.0 & (1 << *d as u32) != 0).map(Defect::words)
    }
}

/// An opening tag. `name` is as written, with its prefix.
#[derive(Debug, Clone, Copy)]
pub struct Tag<'a> {
    pub name: &'a str,
    pub attrs: Attrs<'a>,
    pub empty: bool,
}

#[derive(Debug, Clone, Copy)]
pub enum Token<'a> {
    Open(Tag<'a>),
    Close(&'a str),
}

/// The source between the tags of an element.
#[derive(Debug, Clone, Copy)]
pub struct Inner<'a> {
    pub raw: &'a str,
    /// The element ran into the end of the document: its text is not whole.
    pub cut: bool,
}

#[derive(Debug)]
pub struct Scanner<'a> {
    src: &'a str,
    pos: usize,
    pub defects: Defects,
    /// Bytes that may still be looked at in vain.
    budget: usize,
    /// The next "]]>" that a search found, which later searches before it need not look for again.
    next_cdata_end: Option<usize>,
    no_cdata_end: bool,
    no_comment_end: bool,
    no_doctype_end: bool,
    no_quote: [bool; 2],
}

const CDATA: &str = "<![CDATA[";

impl<'a> Scanner<'a> {
    pub fn new(src: &'a str) -> Scanner<'a> {
        Scanner {
            src,
            pos: 0,
            defects: Defects::default(),
            budget: src.len().saturating_mul(2).saturating_add(4096),
            next_cdata_end: None,
            no_cdata_end: false,
            no_comment_end: false,
            no_doctype_end: false,
            no_quote: [false; 2],
        }
    }

    pub fn position(&self) -> usize {
        self.pos
    }

    /// The next tag; text, comments, instructions and declarations between tags are passed over.
    pub fn next_tag(&mut self) -> Option<Token<'a>> {
        loop {
            let at = self.find(b'<', self.pos)?;
            match self.byte(at + 1) {
                Some(b'/') => {
                    let (name, end) = self.closing(at);
                    self.pos = end;
                    return Some(Token::Close(name));
                }
                Some(b'!') => self.pos = self.declaration_end(at),
                Some(b'?') => self.pos = self.instruction_end(at),
                Some(b) if is_name_start(b) => {
                    let tag = self.tag(at);
                    return Some(Token::Open(tag));
                }
                _ => {
                    self.defects.note(Defect::BareMarkup);
                    self.pos = at + 1;
                }
            }
        }
    }

    /// The source up to the closing tag of `name`, which has just been opened; the scanner then stands behind that closing tag.
    ///
    /// When the closing tag does not come before the item ends (`boundary` knows those names), the element was never closed:
    /// its text then ends where the next thing begins that `field` knows, or at a closing tag that belongs to nothing.
    pub fn inner(
        &mut self,
        name: &str,
        boundary: impl Fn(&str) -> bool,
        field: impl Fn(&str, Attrs<'_>) -> bool,
    ) -> Inner<'a> {
        let start = self.pos;
        match self.matching_close(name, &boundary) {
            Ok((end, after)) => {
                self.pos = after;
                Inner { raw: self.slice(start, end), cut: false }
            }
            Err(stop) => {
                self.budget = self.budget.saturating_sub(stop - start);
                let end = self.salvage_end(start, stop, &field);
                self.pos = end;
                let cut = end >= self.src.len();
                self.defects.note(if cut { Defect::Truncated } else { Defect::UnclosedElement });
                Inner { raw: self.slice(start, end), cut }
            }
        }
    }

    /// Passes over the content of an element that means nothing here. An element that is never closed is taken for an empty one.
    pub fn skip(&mut self, name: &str, boundary: impl Fn(&str) -> bool) {
        let start = self.pos;
        match self.matching_close(name, &boundary) {
            Ok((_, after)) => self.pos = after,
            Err(stop) => {
                self.budget = self.budget.saturating_sub(stop - start);
                self.defects.note(Defect::UnclosedElement);
                self.pos = start;
            }
        }
    }

    /// `Ok((end of the content, position behind the closing tag))`, or `Err(where the search had to stop)`.
    fn matching_close(&mut self, name: &str, boundary: &impl Fn(&str) -> bool) -> Result<(usize, usize), usize> {
        if self.budget == 0 {
            return Err(self.pos);
        }
        let mut depth = 1usize;
        let mut at = self.pos;
        loop {
            let Some(lt) = self.find(b'<', at) else { return Err(self.src.len()) };
            match self.byte(lt + 1) {
                Some(b'/') => {
                    let (closed, after) = self.closing(lt);
                    if closed.eq_ignore_ascii_case(name) {
                        depth -= 1;
                        if depth == 0 {
                            return Ok((lt, after));
                        }
                    } else if boundary(closed) {
                        return Err(lt);
                    }
                    at = after;
                }
                Some(b'!') => {
                    at =
                        if self.starts(lt, CDATA) { self.cdata_end(lt, Some(name)).1 } else { self.declaration_end(lt) }
                }
                Some(b'?') => at = self.instruction_end(lt),
                Some(b) if is_name_start(b) => {
                    let opened = self.name_at(lt + 1);
                    if opened.eq_ignore_ascii_case(name) {
                        let keep = self.pos;
                        let tag = self.tag(lt);
                        at = self.pos;
                        self.pos = keep;
                        depth += usize::from(!tag.empty);
                    } else if boundary(opened) {
                        return Err(lt);
                    } else {
                        at = lt + 1 + opened.len();
                    }
                }
                _ => at = lt + 1,
            }
        }
    }

    /// Where the text of an element ends that is never closed: see [`Scanner::inner`].
    fn salvage_end(&mut self, start: usize, stop: usize, field: &impl Fn(&str, Attrs<'_>) -> bool) -> usize {
        let mut open: Vec<&str> = Vec::new();
        let mut at = start;
        while let Some(lt) = self.find(b'<', at).filter(|lt| *lt < stop || stop == start) {
            match self.byte(lt + 1) {
                Some(b'/') => {
                    let (closed, after) = self.closing(lt);
                    match open.iter().rposition(|o| o.eq_ignore_ascii_case(closed)) {
                        Some(i) => open.truncate(i),
                        None => return lt,
                    }
                    at = after;
                }
                Some(b'!') if self.starts(lt, CDATA) => at = self.cdata_end(lt, None).1,
                Some(b'!') => at = self.declaration_end(lt),
                Some(b'?') => at = self.instruction_end(lt),
                Some(b) if is_name_start(b) => {
                    let keep = self.pos;
                    let tag = self.tag(lt);
                    at = self.pos;
                    self.pos = keep;
                    if field(tag.name, tag.attrs) {
                        return lt;
                    }
                    if !tag.empty && open.len() < 32 {
                        open.push(tag.name);
                    }
                }
                _ => at = lt + 1,
            }
        }
        if stop == start { self.src.len() } else { stop }
    }

    fn find(&self, byte: u8, from: usize) -> Option<usize> {
        memchr(byte, self.src.as_bytes().get(from..)?).map(|i| from + i)
    }

    fn find_text(&self, text: &str, from: usize) -> Option<usize> {
        memmem::find(self.src.as_bytes().get(from..)?, text.as_bytes()).map(|i| from + i)
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.src.as_bytes().get(at).copied()
    }

    fn starts(&self, at: usize, text: &str) -> bool {
        self.src.as_bytes().get(at..).is_some_and(|rest| rest.starts_with(text.as_bytes()))
    }

    /// Positions come from searches for ASCII bytes, so they always stand between characters.
    fn slice(&self, from: usize, to: usize) -> &'a str {
        self.src.get(from..to).unwrap_or_default()
    }

    fn name_at(&self, from: usize) -> &'a str {
        let rest = self.src.as_bytes().get(from..).unwrap_or_default();
        let len = rest.iter().position(|b| is_name_end(*b)).unwrap_or(rest.len());
        self.slice(from, from + len)
    }

    /// Name of the closing tag at `at`, and the position behind it.
    fn closing(&mut self, at: usize) -> (&'a str, usize) {
        let name = self.name_at(at + 2);
        let from = at + 2 + name.len();
        match memchr2(b'<', b'>', self.src.as_bytes().get(from..).unwrap_or_default()) {
            Some(i) if self.byte(from + i) == Some(b'>') => (name, from + i + 1),
            Some(i) => {
                self.defects.note(Defect::BrokenTag);
                (name, from + i)
            }
            None => {
                self.defects.note(Defect::Truncated);
                (name, self.src.len())
            }
        }
    }

    /// The opening tag at `at`; the scanner then stands behind it.
    fn tag(&mut self, at: usize) -> Tag<'a> {
        let name = self.name_at(at + 1);
        let from = at + 1 + name.len();
        let (end, after) = self.tag_end(from);
        self.pos = after;
        let raw = self.slice(from, end);
        let (raw, empty) = match raw.strip_suffix('/') {
            Some(rest) => (rest, true),
            None => (raw, false),
        };
        Tag { name, attrs: Attrs { raw }, empty }
    }

    /// `(end of the attributes, position behind the tag)`.
    fn tag_end(&mut self, from: usize) -> (usize, usize) {
        let bytes = self.src.as_bytes();
        let mut at = from;
        let mut value_follows = false;
        while let Some(&b) = bytes.get(at) {
            match b {
                b'>' => return (at, at + 1),
                b'<' => {
                    self.defects.note(Defect::BrokenTag);
                    return (at, at);
                }
                b'"' | b'\'' if value_follows => match self.quoted_end(at, b) {
                    Some(end) => {
                        at = end;
                        value_follows = false;
                    }
                    None => {
                        self.defects.note(Defect::BrokenTag);
                        let rest = bytes.get(at..).unwrap_or_default();
                        return match memchr2(b'<', b'>', rest) {
                            Some(i) if rest.get(i) == Some(&b'>') => (at + i, at + i + 1),
                            Some(i) => (at + i, at + i),
                            None => (bytes.len(), bytes.len()),
                        };
                    }
                },
                b'=' => value_follows = true,
                b' ' | b'\t' | b'\r' | b'\n' => {}
                _ => value_follows = false,
            }
            at += 1;
        }
        self.defects.note(Defect::Truncated);
        (bytes.len(), bytes.len())
    }

    /// The closing quote of the value that opens at `at`; none when the quote that follows plainly belongs to another tag.
    fn quoted_end(&mut self, at: usize, quote: u8) -> Option<usize> {
        let hopeless = usize::from(quote == b'\'');
        if *self.no_quote.get(hopeless)? {
            return None;
        }
        let Some(end) = self.find(quote, at + 1) else {
            if let Some(flag) = self.no_quote.get_mut(hopeless) {
                *flag = true;
            }
            return None;
        };
        let value = self.src.as_bytes().get(at + 1..end)?;
        let proper = matches!(self.byte(end + 1), None | Some(b' ' | b'\t' | b'\r' | b'\n' | b'/' | b'>' | b'?'));
        if !proper && memchr(b'<', value).is_some() { None } else { Some(end) }
    }

    /// Where the text of the CDATA section at `at` ends, and the position behind the section. Inside an element (`name`), a section
    /// that swallows the element's closing tag and then meets another section was never closed.
    fn cdata_end(&mut self, at: usize, name: Option<&str>) -> (usize, usize) {
        let from = at + CDATA.len();
        let end = match self.next_cdata_end.filter(|end| *end >= from) {
            Some(end) => Some(end),
            None if self.no_cdata_end => None,
            None => self.find_text("]]>", from),
        };
        self.next_cdata_end = end;
        let Some(end) = end else {
            self.no_cdata_end = true;
            self.defects.note(Defect::UnclosedCdata);
            // What follows is read as if the section had not been opened: the element's closing tag or the item's ends it.
            return (from, from);
        };
        let again = self.slice(from, end).find(CDATA).map(|i| from + i);
        if let Some(again) = again
            && let Some(name) = name
            && [name, "item", "entry"].iter().any(|n| self.closes(n, from, again))
        {
            self.defects.note(Defect::UnclosedCdata);
            return (from, from);
        }
        (end, end + 3)
    }

    /// Whether a closing tag of `name` stands in this stretch.
    fn closes(&self, name: &str, from: usize, to: usize) -> bool {
        let within = self.src.as_bytes().get(from..to).unwrap_or_default();
        memmem::find_iter(within, b"</").any(|i| self.name_at(from + i + 2).eq_ignore_ascii_case(name))
    }

    fn declaration_end(&mut self, at: usize) -> usize {
        if self.starts(at, "<!--") {
            let end = if self.no_comment_end { None } else { self.find_text("-->", at + 4) };
            return match end {
                Some(end) => end + 3,
                None => {
                    self.no_comment_end = true;
                    self.defects.note(Defect::UnclosedComment);
                    at + 4
                }
            };
        }
        if self.starts(at, CDATA) {
            return self.cdata_end(at, None).1;
        }
        let bytes = self.src.as_bytes();
        let end = if self.no_doctype_end { None } else { doctype_end(bytes, at) };
        end.unwrap_or_else(|| {
            self.no_doctype_end = true;
            bytes.get(at..).and_then(|rest| memchr(b'>', rest)).map_or(bytes.len(), |i| at + i + 1)
        })
    }

    fn instruction_end(&mut self, at: usize) -> usize {
        match memchr2(b'>', b'<', self.src.as_bytes().get(at + 2..).unwrap_or_default()) {
            Some(i) if self.byte(at + 2 + i) == Some(b'>') => at + 2 + i + 1,
            // An instruction may hold “<”; a broken one must not swallow the feed.
            Some(i) => at + 2 + i,
            None => self.src.len(),
        }
    }
}

/// The end of `<!DOCTYPE … [ … ]>`, whose inner declarations hold “>” of their own. Nothing of them is read: no entity of the
/// document's own is ever expanded.
fn doctype_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut i = at + 2;
    let mut inside = false;
    while let Some(&b) = bytes.get(i) {
        match b {
            b'[' => inside = true,
            b']' => inside = false,
            b'"' | b'\'' if inside => {
                let value = bytes.get(i + 1..bytes.len().min(i + 1 + 4096)).unwrap_or_default();
                i += memchr(b, value).map_or(0, |skip| skip + 1);
            }
            b'>' if !inside => return Some(i + 1),
            _ => {}
        }
        i += 1;
    }
    None
}

fn is_name_start(b: u8) -> bool {
    b.is_ascii_alphabetic() || b == b'_' || b == b':' || b >= 0x80
}

fn is_name_end(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\r' | b'\n' | b'/' | b'>' | b'<' | b'=' | b'"' | b'\'' | 0x0c)
}

/// The attributes of a tag, read when asked for: values may be quoted, bare or missing.
#[derive(Debug, Clone, Copy)]
pub struct Attrs<'a> {
    raw: &'a str,
}

impl<'a> Attrs<'a> {
    /// The value as written (entities not decoded) of the attribute whose whole name is `name`, in any letter case.
    pub fn raw(&self, name: &str) -> Option<&'a str> {
        self.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v)
    }

    /// The value, with entities decoded and outer blanks removed.
    pub fn get(&self, name: &str) -> Option<std::borrow::Cow<'a, str>> {
        self.raw(name).map(crate::text::attribute)
    }

    /// Like [`Attrs::get`], whatever prefix the attribute has.
    pub fn local(&self, name: &str) -> Option<std::borrow::Cow<'a, str>> {
        self.iter()
            .find(|(n, _)| n.rsplit(':').next().is_some_and(|l| l.eq_ignore_ascii_case(name)))
            .map(|(_, v)| crate::text::attribute(v))
    }

    pub fn is_empty(&self) -> bool {
        self.raw.trim_ascii().is_empty()
    }

    pub fn iter(&self) -> AttrIter<'a> {
        AttrIter { rest: self.raw }
    }
}

pub struct AttrIter<'a> {
    rest: &'a str,
}

impl<'a> Iterator for AttrIter<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<(&'a str, &'a str)> {
        self.rest =
            self.rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '"' | '\'' | '='));
        if self.rest.is_empty() {
            return None;
        }
        let end = self.rest.find(|c: char| c.is_ascii_whitespace() || c == '=').unwrap_or(self.rest.len());
        let (name, after) = self.rest.split_at(end);
        let Some(value) = after.trim_ascii_start().strip_prefix('=') else {
            self.rest = after;
            return Some((name, ""));
        };
        let value = value.trim_ascii_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, rest) = match quote {
            Some(q) => {
                let inside = value.get(1..).unwrap_or_default();
                inside.split_once(q).unwrap_or((inside, ""))
            }
            None => value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
        };
        self.rest = rest;
        Some((name, value))
    }
}
