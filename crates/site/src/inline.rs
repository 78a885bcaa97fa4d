//! The last look at inline markup before it goes into a page. Bodies were sanitised when they were stored; this second, much smaller door makes sure that an
//! old policy, a damaged row or a bug there never becomes a script here. One pass, no parser: what is not one of a few well-formed tags is shown as text.

use std::borrow::Cow;

/// Inline tags as `core::article::Block` promises them. Anything else is written out as text.
const TAGS: &[&str] = &[
    "a", "em", "strong", "b", "i", "s", "u", "sub", "sup", "code", "q", "cite", "abbr", "mark", "small", "br", "bdi",
    "bdo", "time", "span",
];

/// An address of 2,048 bytes, escaped, fits.
const MAX_TAG_BYTES: usize = 8_192;

/// Markup that may stand in a paragraph: only known tags and attributes, every tag closed, links to the web only and marked as leading elsewhere.
pub fn clean(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 64);
    let mut open: Vec<&'static str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        push_text(&mut out, &rest[..at]);
        rest = &rest[at..];
        match Tag::read(rest) {
            Some((tag, after)) => {
                tag.write(&mut out, &mut open);
                rest = after;
            }
            None => {
                out.push_str("&lt;");
                rest = &rest[1..];
            }
        }
    }
    push_text(&mut out, rest);
    for name in open.into_iter().rev() {
        close(&mut out, name);
    }
    out
}

/// The words of inline markup: no tags, entities read, one line.
pub fn words(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        match Tag::read(rest) {
            Some((tag, after)) => {
                if tag.name == "br" {
                    text.push(' ');
                }
                rest = after;
            }
            None => {
                text.push('<');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
    let text = match quick_xml::escape::unescape(&text.replace("&nbsp;", "\u{a0}")) {
        Ok(plain) => plain.into_owned(),
        Err(_) => text,
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Tag<'a> {
    name: &'static str,
    closing: bool,
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    /// The tag that `text` begins with and what follows it, when it is one of [`TAGS`].
    fn read(text: &'a str) -> Option<(Tag<'a>, &'a str)> {
        let inner = text.strip_prefix('<')?;
        let (closing, inner) = match inner.strip_prefix('/') {
            Some(inner) => (true, inner),
            None => (false, inner),
        };
        let name_end = inner.bytes().take(12).position(|b| !b.is_ascii_alphanumeric())?;
        let name = inner.get(..name_end)?;
        let name = TAGS.iter().find(|known| name.eq_ignore_ascii_case(known))?;
        // A quoted ">" would end the tag early here; the sanitiser writes it as &gt;, so only something foreign is cut, and shown as text.
        // Looking no further than this keeps "<a<a<a…" linear.
        let end = inner.bytes().take(MAX_TAG_BYTES).position(|b| b == b'>')?;
        let attributes = inner.get(name_end..end)?.trim_end_matches('/');
        Some((Tag { name, closing, attributes }, inner.get(end + 1..)?))
    }

    fn write(&self, out: &mut String, open: &mut Vec<&'static str>) {
        if self.name == "br" {
            out.push_str("<br>");
        } else if self.closing {
            // Closes what is inside it too, and nothing that was never opened.
            if let Some(at) = open.iter().rposition(|name| *name == self.name) {
                for name in open.drain(at..).rev() {
                    close(out, name);
                }
            }
        } else if open.len() < 16 {
            out.push('<');
            out.push_str(self.name);
            for (name, value) in Attributes(self.attributes) {
                self.write_attribute(out, name, value);
            }
            if self.name == "a" {
                out.push_str(" rel=\"noopener nofollow\"");
            }
            out.push('>');
            open.push(self.name);
        }
    }

    fn write_attribute(&self, out: &mut String, name: &str, value: &str) {
        let value = decoded(value);
        let allowed = match (self.name, name) {
            ("a", "href") => coranto_core::Address::parse(&value).is_ok(),
            (_, "dir") => matches!(value.as_ref(), "ltr" | "rtl" | "auto"),
            (_, "lang") => value.len() <= 35 && value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'),
            ("time", "datetime") | ("abbr", "title") => value.len() <= 300,
            _ => false,
        };
        if allowed {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            for c in value.chars() {
                match c {
                    '&' => out.push_str("&amp;"),
                    '"' => out.push_str("&quot;"),
                    '<' => out.push_str("&lt;"),
                    '>' => out.push_str("&gt;"),
                    c => out.push(c),
                }
            }
            out.push('"');
        }
    }
}

fn decoded(value: &str) -> Cow<'_, str> {
    quick_xml::escape::unescape(value).unwrap_or(Cow::Borrowed(value))
}

fn close(out: &mut String, name: &str) {
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

/// Text as it stands; entities are kept, stray ">" are harmless.
fn push_text(out: &mut String, text: &str) {
    out.push_str(text);
}

/// `name="value"` pairs with double or single quotation marks; reading ends at anything else.
struct Attributes<'a>(&'a str);

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<(&'a str, &'a str)> {
        let text = self.0.trim_start();
        let (name, rest) = text.split_once('=')?;
        let name = name.trim();
        let rest = rest.trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let rest = rest.get(1..)?;
        let (value, after) = rest.split_once(quote)?;
        self.0 = after;
        (!name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase())).then_some((name, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_sanitiser_lets_through_stays() {
        let html = r#"Ships <em>wait</em> at <a href="https://port.example/a?b=1&amp;c=2">the port</a>,<br>says <span lang="ar" dir="rtl">الميناء</span> &amp; crew."#;
        assert_eq!(
            clean(html),
            r#"Ships <em>wait</em> at <a href="https://port.example/a?b=1&amp;c=2" rel="noopener nofollow">the port</a>,<br>says <span lang="ar" dir="rtl">الميناء</span> &amp; crew."#
        );
        assert_eq!(words(html), "Ships wait at the port, says الميناء & crew.");
    }

    #[test]
    fn what_is_foreign_becomes_text_or_goes() {
        for (bad, good) in [
            ("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>"),
            ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)>"),
            (r#"<em onclick="x()" style="color:red">a</em>"#, "<em>a</em>"),
            (r#"<a href="javascript:alert(1)">a</a>"#, r#"<a rel="noopener nofollow">a</a>"#),
            (r#"<a href="&#106;avascript:alert(1)">a</a>"#, r#"<a rel="noopener nofollow">a</a>"#),
            ("<em>never closed", "<em>never closed</em>"),
            ("</p></em>text", "&lt;/p>text"),
            ("<em><strong>crossed</em></strong>", "<em><strong>crossed</strong></em>"),
            ("a < b and <", "a &lt; b and &lt;"),
            (r#"<a href='https://x.example/"><script>'>a</a>"#, "a"),
        ] {
            let out = clean(bad);
            if bad.contains("\"><script>") {
                assert!(!out.contains("<script"), "{out}");
            } else {
                assert_eq!(out, good, "{bad}");
            }
        }
    }

    #[test]
    fn deep_and_long_markup_is_linear_and_bounded() {
        let deep = "<em>".repeat(100_000);
        assert_eq!(clean(&deep).len(), 16 * 4 + 16 * 5);
        let angles = "<".repeat(100_000);
        assert_eq!(clean(&angles).len(), 400_000);
    }
}
