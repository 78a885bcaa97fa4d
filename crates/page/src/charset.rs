//! Bytes to text: byte order mark, HTTP header, the page's own word, and what the bytes themselves say.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use memchr::memmem;
use std::borrow::Cow;

/// How far into a page its own charset is looked for. The standard says 1,024 bytes; real pages put scripts first.
const PRESCAN_BYTES: usize = 8_192;

pub(crate) fn text<'b>(bytes: &'b [u8], content_type: Option<&str>) -> Cow<'b, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    // Text in another charset is hardly ever valid UTF-8 by chance, so valid UTF-8 outranks every claim.
    if let Ok(text) = std::str::from_utf8(bytes) {
        let stateful = declared(bytes, content_type).is_some_and(|e| !e.is_ascii_compatible());
        if !stateful || !text.is_ascii() {
            return Cow::Borrowed(text);
        }
    }
    let encoding = match declared(bytes, content_type) {
        // A page that claims UTF-8 and has a few broken bytes (a cut, a pasted quote) is still UTF-8.
        Some(encoding) if encoding != UTF_8 || mostly_utf8(bytes) => encoding,
        _ => detected(bytes),
    };
    encoding.decode_without_bom_handling(bytes).0
}

/// Markup in UTF-16 has a zero in every other byte, and no other text has zeros at all.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    const LOOKED_AT: usize = 512;
    let start = bytes.get(..LOOKED_AT.min(bytes.len()))?;
    // One look tells nearly every page.
    memchr::memchr(0, start)?;
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = start.len() * 3 / 10;
    match () {
        () if odd > most && even * 8 < odd => Some(UTF_16LE),
        () if even > most && odd * 8 < even => Some(UTF_16BE),
        () => None,
    }
}

fn declared(bytes: &[u8], content_type: Option<&str>) -> Option<&'static Encoding> {
    content_type
        .and_then(charset_of)
        .and_then(|label| Encoding::for_label(label.as_bytes()))
        .or_else(|| in_markup(bytes))
}

/// The value of "charset=" in a header or a meta element.
fn charset_of(text: &str) -> Option<&str> {
    let at = text.to_ascii_lowercase().find("charset")? + "charset".len();
    let value = text.get(at..)?.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end =
        value.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '>' | '/')).unwrap_or(value.len());
    (end > 0).then(|| &value[..end])
}

fn in_markup(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(PRESCAN_BYTES)];
    let lower = head.to_ascii_lowercase();
    if lower.starts_with(b"<?xml")
        && let Some(at) = memmem::find(&lower[..lower.len().min(200)], b"encoding=")
    {
        let rest = String::from_utf8_lossy(&lower[at + 9..lower.len().min(at + 60)]).into_owned();
        let label = rest.trim_start_matches(['"', '\'']).split(['"', '\'', '?']).next().unwrap_or_default().to_owned();
        if let Some(encoding) = Encoding::for_label(label.as_bytes()) {
            return Some(not_utf16(encoding));
        }
    }
    let mut at = 0;
    while let Some(i) = memmem::find(&lower[at..], b"<meta") {
        let from = at + i;
        let to = memchr::memchr(b'>', &lower[from..]).map_or(lower.len(), |i| from + i);
        let element = String::from_utf8_lossy(&lower[from..to]);
        if let Some(encoding) = charset_of(&element).and_then(|label| Encoding::for_label(label.as_bytes())) {
            return Some(not_utf16(encoding));
        }
        at = to;
    }
    None
}

/// Whoever could read the declaration did not read UTF-16.
fn not_utf16(encoding: &'static Encoding) -> &'static Encoding {
    if encoding.is_ascii_compatible() { encoding } else { UTF_8 }
}

fn mostly_utf8(bytes: &[u8]) -> bool {
    let mut broken = 0;
    let mut sound = 0;
    for chunk in bytes.utf8_chunks() {
        broken += usize::from(!chunk.invalid().is_empty());
        sound += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
    }
    broken * 4 <= sound
}

fn detected(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
    let guess = detector.guess(None, Utf8Detection::Allow);
    if guess == UTF_8 { WINDOWS_1252 } else { guess }
}
