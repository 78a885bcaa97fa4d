//! From the source between two tags to text: entities decoded once, CDATA taken as it stands, markup kept or taken out.

use crate::entity::named;
use crate::xml::{Defect, Defects};
use coranto_core::Address;
use memchr::{memchr, memchr2, memmem};
use std::borrow::Cow;

/// The content of an element.
#[derive(Debug)]
pub struct Value<'a> {
    pub text: Cow<'a, str>,
    /// The element had elements inside: `text` is markup, with its entities as they stood.
    pub markup: bool,
}

/// Reads the source between an element's tags. Comments and instructions go.
pub fn value<'a>(raw: &'a str, defects: &mut Defects) -> Value<'a> {
    let trimmed = raw.trim();
    if memchr2(b'<', b'&', trimmed.as_bytes()).is_none() {
        return Value { text: clean(trimmed, defects), markup: false };
    }
    // The usual case of a feed: one section and nothing else. It is not copied.
    if let Some(inside) = only_cdata(trimmed) {
        return Value { text: clean(inside.trim(), defects), markup: false };
    }
    let markup = Pieces::of(trimmed).any(|piece| matches!(piece, Piece::Tag(_)));
    let mut out = String::with_capacity(trimmed.len());
    let mut open = 0i64;
    for piece in Pieces::of(trimmed) {
        match piece {
            Piece::Text(text) if markup => out.push_str(text),
            Piece::Text(text) => decode_into(&mut out, text, Some(defects)),
            Piece::Cdata(text) => out.push_str(text),
            Piece::Tag(tag) => {
                open += if tag.starts_with("</") { -1 } else { i64::from(!tag.ends_with("/>")) };
                push_tag(&mut out, tag);
            }
            Piece::Bare => {
                defects.note(Defect::BareMarkup);
                out.push_str(if markup { "&lt;" } else { "<" });
            }
        }
    }
    if open != 0 {
        defects.note(Defect::UnbalancedMarkup);
    }
    let out = match clean(&out, defects) {
        Cow::Owned(cleaned) => cleaned,
        Cow::Borrowed(_) => out,
    };
    Value { text: Cow::Owned(trimmed_string(out)), markup }
}

fn trimmed_string(text: String) -> String {
    let trimmed = text.trim();
    if trimmed.len() == text.len() { text } else { trimmed.to_owned() }
}

fn only_cdata(trimmed: &str) -> Option<&str> {
    let inside = trimmed.strip_prefix("<![CDATA[")?.strip_suffix("]]>")?;
    memmem::find(inside.as_bytes(), b"]]>").is_none().then_some(inside)
}

/// A stretch of source, cut where markup begins and ends. Comments, instructions and declarations are left out.
enum Piece<'a> {
    Text(&'a str),
    Cdata(&'a str),
    Tag(&'a str),
    /// A "<" that begins nothing.
    Bare,
}

struct Pieces<'a> {
    rest: &'a str,
    /// Bytes that may still be looked at for an end that does not come.
    budget: usize,
}

impl<'a> Pieces<'a> {
    fn of(text: &'a str) -> Pieces<'a> {
        Pieces { rest: text, budget: text.len().saturating_mul(4) }
    }

    fn take(&mut self, len: usize) -> &'a str {
        let (head, tail) = self.rest.split_at_checked(len).unwrap_or((self.rest, ""));
        self.rest = tail;
        head
    }

    /// How much markup begins at the "<" on which `rest` stands; none when it is not markup.
    fn markup_length(&mut self) -> Option<usize> {
        let tail = self.rest;
        let next = tail.as_bytes().get(1).copied().unwrap_or_default();
        let looked = match next {
            _ if self.budget == 0 => return None,
            b'?' | b'!' => memchr(b'>', tail.as_bytes()).map(|i| i + 1).ok_or(tail.len()),
            b'/' | b'_' | b'a'..=b'z' | b'A'..=b'Z' => tag_length(tail),
            _ => return None,
        };
        if let Err(in_vain) = looked {
            self.budget = self.budget.saturating_sub(in_vain);
        }
        looked.ok()
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            match memchr(b'<', self.rest.as_bytes()) {
                Some(0) => {}
                Some(at) => return Some(Piece::Text(self.take(at))),
                None => return Some(Piece::Text(self.take(self.rest.len()))),
            }
            if let Some(inside) = self.rest.strip_prefix("<![CDATA[") {
                let (text, rest) = inside.split_once("]]>").unwrap_or((inside, ""));
                self.rest = rest;
                return Some(Piece::Cdata(text));
            }
            if let Some(inside) = self.rest.strip_prefix("<!--") {
                self.rest = inside.split_once("-->").map_or("", |(_, rest)| rest);
                continue;
            }
            let Some(len) = self.markup_length() else {
                self.take(1);
                return Some(Piece::Bare);
            };
            let piece = self.take(len);
            if !piece.starts_with("<!") && !piece.starts_with("<?") {
                return Some(Piece::Tag(piece));
            }
        }
    }
}

/// Length of the tag that begins `tail`; quotes may hold ">" and "<". `Err(bytes looked at)` when it never ends.
fn tag_length(tail: &str) -> Result<usize, usize> {
    let bytes = tail.as_bytes();
    let mut at = 1;
    while let Some(&b) = bytes.get(at) {
        match b {
            b'>' => return Ok(at + 1),
            b'<' => return Err(at),
            b'"' | b'\'' if bytes.get(at - 1) == Some(&b'=') => {
                match memchr(b, bytes.get(at + 1..).unwrap_or_default()) {
                    Some(skip) => at += skip + 1,
                    None => {
                        let rest = bytes.get(at..).unwrap_or_default();
                        return memchr(b'>', rest).map(|i| at + i + 1).ok_or(bytes.len());
                    }
                }
            }
            _ => {}
        }
        at += 1;
    }
    Err(bytes.len())
}

/// A tag of markup, with the prefix of XHTML taken off ("<xhtml:p>", "</h:p>").
fn push_tag(out: &mut String, tag: &str) {
    let (lead, name_on) = match tag.strip_prefix("</") {
        Some(rest) => ("</", rest),
        None => ("<", tag.get(1..).unwrap_or_default()),
    };
    let name_end = name_on.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(name_on.len());
    let (name, rest) = name_on.split_at(name_end);
    match name.split_once(':') {
        Some(("xhtml" | "html" | "h" | "x" | "svg" | "mml" | "math", local)) => {
            out.push_str(lead);
            out.push_str(local);
            out.push_str(rest);
        }
        _ => out.push_str(tag),
    }
}

/// Entities of XML and HTML and character references, decoded once; anything else stays as written.
pub fn decode_into(out: &mut String, text: &str, mut defects: Option<&mut Defects>) {
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        let (before, tail) = rest.split_at(at);
        out.push_str(before);
        match reference(tail) {
            Some((c, len)) => {
                if let Some(d) = defects.as_deref_mut()
                    && !matches!(tail.get(..len), Some("&amp;" | "&lt;" | "&gt;" | "&quot;" | "&apos;"))
                    && !tail.starts_with("&#")
                {
                    d.note(Defect::UnknownEntity);
                }
                if let Some(c) = c {
                    out.push(c);
                }
                rest = tail.get(len..).unwrap_or_default();
            }
            None => {
                if let Some(d) = defects.as_deref_mut() {
                    d.note(Defect::BareMarkup);
                }
                out.push('&');
                rest = tail.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
}

/// The reference at the beginning of `tail`: its character (none for those that no document may hold) and its length.
fn reference(tail: &str) -> Option<(Option<char>, usize)> {
    // The longest name known has 15 letters; a number may carry leading zeros.
    let head = tail.as_bytes().get(1..tail.len().min(24))?;
    if head.first() == Some(&b'#') {
        let hex = matches!(head.get(1), Some(b'x' | b'X'));
        let from = if hex { 2 } else { 1 };
        let digits = head.get(from..)?;
        let len = digits
            .iter()
            .position(|b| !if hex { b.is_ascii_hexdigit() } else { b.is_ascii_digit() })
            .unwrap_or(digits.len());
        if len == 0 {
            return None;
        }
        let text = std::str::from_utf8(digits.get(..len)?).ok()?;
        let code = u32::from_str_radix(text, if hex { 16 } else { 10 }).unwrap_or(u32::MAX);
        let closed = usize::from(digits.get(len) == Some(&b';'));
        return Some((character(code), 1 + from + len + closed));
    }
    let len = memchr(b';', head)?;
    let name = std::str::from_utf8(head.get(..len)?).ok()?;
    named(name).map(|c| (Some(c), len + 2))
}

/// The character of a number, as browsers read it: the numbers 128-159 mean windows-1252, those that text may not hold mean nothing.
fn character(code: u32) -> Option<char> {
    const WINDOWS: &[char; 32] = &[
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match code {
        0x80..=0x9f => WINDOWS.get((code - 0x80) as usize).copied(),
        0x09 | 0x0a | 0x0d => char::from_u32(code),
        0..=0x1f | 0x7f | 0xfffe | 0xffff => None,
        _ => char::from_u32(code),
    }
}

/// An attribute's value: entities decoded once, outer blanks gone.
pub fn attribute(raw: &str) -> Cow<'_, str> {
    let raw = raw.trim();
    if memchr(b'&', raw.as_bytes()).is_none() {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    decode_into(&mut out, raw, None);
    Cow::Owned(out)
}

fn is_control(b: u8) -> bool {
    matches!(b, 0..=8 | 0x0b | 0x0c | 0x0e..=0x1f | 0x7f)
}

/// Drops characters that text may not hold, and mends text that was encoded twice.
fn clean<'a>(text: &'a str, defects: &mut Defects) -> Cow<'a, str> {
    if text.is_ascii() {
        if !text.bytes().any(is_control) {
            return Cow::Borrowed(text);
        }
    } else if let Some(mended) = decoded_twice(text) {
        defects.note(Defect::BadEncoding);
        return Cow::Owned(mended);
    } else if !text.bytes().any(is_control) && !has_c1(text) {
        return Cow::Borrowed(text);
    }
    defects.note(Defect::ControlCharacter);
    // The controls above 127 are letters of windows-1252 that somebody took for Latin-1.
    Cow::Owned(text.chars().filter_map(|c| character(u32::from(c))).collect())
}

fn has_c1(text: &str) -> bool {
    memchr::memchr_iter(0xc2, text.as_bytes()).any(|at| text.as_bytes().get(at + 1).is_some_and(|b| *b < 0xa0))
}

/// UTF-8 that was read as windows-1252 and written as UTF-8 again ("cafÃ©"): when the whole text goes back to valid UTF-8, that is
/// what happened, since no language writes such sequences.
fn decoded_twice(text: &str) -> Option<String> {
    let suspect = memchr::memchr_iter(0xc3, text.as_bytes())
        .any(|at| matches!(text.as_bytes().get(at + 1), Some(0x82 | 0x83 | 0x90 | 0x91 | 0xa2 | 0xa3 | 0x98 | 0x99)));
    if !suspect {
        return None;
    }
    let (bytes, _, unmappable) = encoding_rs::WINDOWS_1252.encode(text);
    if unmappable {
        return None;
    }
    String::from_utf8(bytes.into_owned()).ok()
}

/// Plain text made safe to stand in markup.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out
}

/// The words of markup on one line: tags out, entities decoded once, blanks run together.
///
/// A "<" that begins no tag of HTML is text: "Vec<T>" stays. Code and style sheets go with their content.
pub fn plain_text(markup: &str) -> String {
    if memchr2(b'<', b'&', markup.as_bytes()).is_none() {
        return one_line(markup);
    }
    let mut out = String::with_capacity(markup.len());
    let mut pieces = Pieces::of(markup);
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Text(text) | Piece::Cdata(text) => decode_into(&mut out, text, None),
            Piece::Bare => out.push('<'),
            Piece::Tag(tag) => match tag_kind(tag) {
                TagKind::Inline => {}
                TagKind::Breaks => out.push(' '),
                TagKind::Hides(closing) => pieces.rest = after_closing(pieces.rest, closing),
                TagKind::NotHtml => decode_into(&mut out, tag, None),
            },
        }
    }
    one_line(&out)
}

/// Whether text that claims to be nothing in particular is markup: it holds a tag of HTML, or an entity.
pub fn looks_like_markup(text: &str) -> bool {
    let references = memchr::memchr_iter(b'&', text.as_bytes());
    references.filter_map(|at| text.get(at..)).any(|tail| reference(tail).is_some())
        || Pieces::of(text).any(|piece| matches!(piece, Piece::Tag(tag) if !matches!(tag_kind(tag), TagKind::NotHtml)))
}

enum TagKind {
    Inline,
    Breaks,
    Hides(&'static str),
    NotHtml,
}

fn tag_kind(tag: &str) -> TagKind {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    let (name, after) = name.split_at(end);
    if !after.starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')) {
        return TagKind::NotHtml;
    }
    const INLINE: &[&str] = &[
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "blink", "cite", "code", "del", "dfn", "em", "font", "i",
        "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
        "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    ];
    const BREAKS: &[&str] = &[
        "address",
        "article",
        "aside",
        "audio",
        "base",
        "blockquote",
        "body",
        "br",
        "button",
        "canvas",
        "caption",
        "center",
        "col",
        "colgroup",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "embed",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frame",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "iframe",
        "img",
        "input",
        "li",
        "link",
        "main",
        "map",
        "meta",
        "nav",
        "noscript",
        "object",
        "ol",
        "option",
        "p",
        "param",
        "picture",
        "pre",
        "section",
        "select",
        "source",
        "summary",
        "svg",
        "table",
        "tbody",
        "td",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "track",
        "ul",
        "video",
    ];
    let mut lower = [0u8; 10];
    let Some(target) = lower.get_mut(..name.len()) else { return TagKind::NotHtml };
    target.copy_from_slice(name.as_bytes());
    target.make_ascii_lowercase();
    let name = std::str::from_utf8(target).unwrap_or_default();
    match name {
        "script" if tag.starts_with("</") => TagKind::Inline,
        "style" if tag.starts_with("</") => TagKind::Inline,
        "script" => TagKind::Hides("</script"),
        "style" => TagKind::Hides("</style"),
        _ if INLINE.binary_search(&name).is_ok() => TagKind::Inline,
        _ if BREAKS.binary_search(&name).is_ok() => TagKind::Breaks,
        _ => TagKind::NotHtml,
    }
}

fn after_closing<'a>(text: &'a str, closing: &str) -> &'a str {
    let mut rest = text;
    while let Some(at) = memmem::find(rest.as_bytes(), b"</") {
        rest = rest.get(at..).unwrap_or_default();
        if rest.get(..closing.len()).is_some_and(|head| head.eq_ignore_ascii_case(closing)) {
            return memchr(b'>', rest.as_bytes()).and_then(|i| rest.get(i + 1..)).unwrap_or_default();
        }
        rest = rest.get(2..).unwrap_or_default();
    }
    ""
}

/// Blanks and line ends run together, outer ones removed.
pub fn one_line(text: &str) -> String {
    let text = text.trim();
    let bytes = text.as_bytes();
    let tidy = !bytes.iter().zip(bytes.iter().skip(1)).any(|(a, b)| *a == b' ' && *b == b' ')
        && !bytes.iter().any(|b| *b < 0x20 || *b == 0x7f)
        && memmem::find(bytes, "\u{a0}".as_bytes()).is_none();
    if tidy {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().filter(|c| !c.is_control()));
    }
    out
}

/// Makes relative links inside markup absolute: `href`, `src` and `poster` attributes that name no scheme.
///
/// Done here because only the feed knows its `xml:base`; whoever reads the item later has lost it.
pub fn absolute_links(markup: String, base: &Address) -> String {
    let mut out = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = memchr(b'=', markup.as_bytes().get(at..).unwrap_or_default()) {
        let equals = at + found;
        at = equals + 1;
        let Some((start, end)) = link_value(&markup, equals) else { continue };
        at = end;
        let Some(value) = markup.get(start..end) else { continue };
        let Some(joined) = join_relative(value, base) else { continue };
        out.push_str(markup.get(copied..start).unwrap_or_default());
        out.push_str(&joined);
        copied = end;
    }
    if copied == 0 {
        return markup;
    }
    out.push_str(markup.get(copied..).unwrap_or_default());
    out
}

/// Where the value stands whose "=" is at `equals`, when it belongs to an attribute that links.
fn link_value(markup: &str, equals: usize) -> Option<(usize, usize)> {
    let before = markup.as_bytes().get(..equals)?;
    let before = before.trim_ascii_end();
    let name = [&b"href"[..], b"src", b"poster"].into_iter().find(|n| {
        before.len() > n.len() && before.get(before.len() - n.len()..).is_some_and(|tail| tail.eq_ignore_ascii_case(n))
    })?;
    if !before.get(before.len() - name.len() - 1)?.is_ascii_whitespace() {
        return None;
    }
    let after = markup.get(equals + 1..)?;
    let blanks = after.len() - after.trim_ascii_start().len();
    let start = equals + 1 + blanks;
    let quote = *markup.as_bytes().get(start)?;
    let (start, len) = if matches!(quote, b'"' | b'\'') {
        let inside = markup.as_bytes().get(start + 1..)?;
        (start + 1, memchr(quote, inside.get(..inside.len().min(4096))?)?)
    } else {
        let inside = markup.as_bytes().get(start..)?;
        (start, inside.iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'"' | b'\'' | b'<'))?)
    };
    Some((start, start + len))
}

fn join_relative(value: &str, base: &Address) -> Option<String> {
    let trimmed = value.trim();
    let first = trimmed.bytes().next()?;
    if first == b'#' || trimmed.len() > 2_048 || has_scheme(trimmed) {
        return None;
    }
    let joined = base.url().join(&attribute(trimmed)).ok()?;
    Some(joined.as_str().replace('&', "&amp;").replace('"', "%22").replace('\'', "%27"))
}

fn has_scheme(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '+' | '-' | '.')).unwrap_or(text.len());
    end > 0 && text.as_bytes().get(end) == Some(&b':')
}

/// Base64 with whatever blanks and line ends the document has; none when it is something else.
pub fn base64(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut buffer, mut bits) = (0u32, 0u32);
    for b in text.bytes().filter(|b| !b.is_ascii_whitespace()) {
        let six = match b {
            b'A'..=b'Z' => b - b'A',
            b'a'..=b'z' => b - b'a' + 26,
            b'0'..=b'9' => b - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => return None,
        };
        buffer = buffer << 6 | u32::from(six);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((buffer >> bits) as u8);
            buffer &= (1 << bits) - 1;
        }
    }
    Some(out)
}
