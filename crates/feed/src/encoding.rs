//! Bytes to text: byte order mark, then what HTTP says, then what the document says of itself, then a look at the bytes.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

#[derive(Debug)]
pub struct Text<'a> {
    pub text: Cow<'a, str>,
    /// Name of the encoding that was used: "UTF-8", "windows-1252", "UTF-32LE", …
    pub name: &'static str,
    /// Bytes had no meaning in it, or the encoding that was claimed was not the one that fitted.
    pub damaged: bool,
}

/// Never fails: bytes that mean nothing become U+FFFD.
pub fn decode<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Text<'a> {
    if let Some(text) = marked_utf32(bytes) {
        return text;
    }
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return with(encoding, bytes.get(skip..).unwrap_or_default(), false);
    }
    if let Some(text) = unmarked_wide(bytes) {
        return text;
    }
    let http = content_type.and_then(charset_of_content_type);
    let prolog = charset_of_prolog(bytes);
    let claimed = http.or(prolog.as_deref());
    // ASCII only, or well-formed UTF-8: nothing else comes out as valid UTF-8 by chance, so the claim does not matter, unless the
    // bytes are pure ASCII in an encoding that uses ASCII bytes for other letters.
    if let Ok(text) = std::str::from_utf8(bytes)
        && !claimed.is_some_and(uses_ascii_bytes_otherwise)
    {
        let encoding = claimed.and_then(label).unwrap_or(UTF_8);
        let wide = encoding == UTF_16LE || encoding == UTF_16BE;
        let other = encoding != UTF_8 && (wide || !text.is_ascii());
        return Text {
            text: Cow::Borrowed(text),
            name: if other { UTF_8.name() } else { encoding.name() },
            damaged: other || claimed.is_some_and(|c| label(c).is_none()),
        };
    }
    for claim in [http, prolog.as_deref()].into_iter().flatten() {
        match label(claim) {
            Some(encoding) if encoding != UTF_8 && encoding != UTF_16LE && encoding != UTF_16BE => {
                let text = with(encoding, bytes, false);
                if !text.damaged {
                    return text;
                }
            }
            Some(_) => {}
            None => {
                if let Some(text) = old_code_page(claim, bytes) {
                    return text;
                }
            }
        }
    }
    // UTF-8 with a few broken bytes is UTF-8; otherwise the bytes themselves must say.
    if mostly_utf8(bytes) {
        return with(UTF_8, bytes, true);
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(bytes.get(..bytes.len().min(64 << 10)).unwrap_or(bytes), true);
    with(detector.guess(None, chardetng::Utf8Detection::Deny), bytes, true)
}

fn with<'a>(encoding: &'static Encoding, bytes: &'a [u8], suspect: bool) -> Text<'a> {
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    Text { text, name: encoding.name(), damaged: replaced || suspect }
}

fn label(name: &str) -> Option<&'static Encoding> {
    let name = name.trim();
    Encoding::for_label(name.as_bytes()).or_else(|| {
        // Names that programs write and no standard knows.
        match name.to_ascii_lowercase().replace('_', "-").as_str() {
            "u8" | "utf" | "utf-8n" | "unicode-1-1-utf-8" | "utf8mb4" | "cp65001" => Some(UTF_8),
            "u16" | "utf16" | "utf-16" | "ucs-2" => Some(UTF_16LE),
            "cp932" | "ms932" | "windows-932" => Some(encoding_rs::SHIFT_JIS),
            "cp936" | "ms936" | "gb-2312" | "windows-936" => Some(encoding_rs::GBK),
            "cp949" | "ms949" | "uhc" => Some(encoding_rs::EUC_KR),
            "cp950" | "ms950" => Some(encoding_rs::BIG5),
            "iso8859" | "iso-8859" | "latin-1" | "latin1" => Some(WINDOWS_1252),
            "koi8" => Some(encoding_rs::KOI8_R),
            other => other
                .strip_prefix("cp")
                .or_else(|| other.strip_prefix("win-"))
                .or_else(|| other.strip_prefix("win"))
                .or_else(|| other.strip_prefix("windows"))
                .filter(|digits| digits.len() == 4)
                .and_then(|digits| Encoding::for_label(format!("windows-{digits}").as_bytes())),
        }
    })
}

fn uses_ascii_bytes_otherwise(name: &str) -> bool {
    label(name).is_some_and(|e| e == encoding_rs::ISO_2022_JP)
}

pub fn charset_of_content_type(header: &str) -> Option<&str> {
    header.split(';').skip(1).find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']).trim();
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then_some(value)
    })
}

/// `<?xml … encoding="…"?>` within the first bytes.
fn charset_of_prolog(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let start = memchr::memmem::find(head, b"<?xml")?;
    let head = head.get(start..)?;
    let head = head.get(..memchr::memchr(b'>', head)?)?;
    let head: String = head.iter().map(|b| char::from(*b)).collect();
    let after = head.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let value: String = after
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_.:+".contains(*c))
        .collect();
    (!value.is_empty()).then_some(value)
}

fn marked_utf32(bytes: &[u8]) -> Option<Text<'static>> {
    match bytes {
        [0, 0, 0xfe, 0xff, rest @ ..] => Some(utf32(rest, u32::from_be_bytes, "UTF-32BE")),
        // Also the mark of UTF-16LE followed by a zero character, which no document begins with.
        [0xff, 0xfe, 0, 0, rest @ ..] => Some(utf32(rest, u32::from_le_bytes, "UTF-32LE")),
        _ => None,
    }
}

/// Two or four bytes a character without a mark: the zeros around the first "<" or "{" give it away.
fn unmarked_wide(bytes: &[u8]) -> Option<Text<'_>> {
    match bytes {
        [0, 0, 0, b'<' | b'{' | b' ' | b'\n', ..] => Some(utf32(bytes, u32::from_be_bytes, "UTF-32BE")),
        [b'<' | b'{' | b' ' | b'\n', 0, 0, 0, ..] => Some(utf32(bytes, u32::from_le_bytes, "UTF-32LE")),
        [0, b'<' | b'{' | b' ' | b'\n', 0, ..] => Some(with(UTF_16BE, bytes, false)),
        [b'<' | b'{' | b' ' | b'\n', 0, b, 0, ..] if *b != 0 => Some(with(UTF_16LE, bytes, false)),
        _ => None,
    }
}

fn utf32(bytes: &[u8], read: fn([u8; 4]) -> u32, name: &'static str) -> Text<'static> {
    let chunks = bytes.chunks_exact(4);
    let mut damaged = !chunks.remainder().is_empty();
    let text = chunks
        .map(|c| {
            let code = <[u8; 4]>::try_from(c).map(read).unwrap_or(u32::MAX);
            char::from_u32(code).unwrap_or_else(|| {
                damaged = true;
                char::REPLACEMENT_CHARACTER
            })
        })
        .collect::<String>();
    Text { text: Cow::Owned(text), name, damaged }
}

/// Code pages of the DOS age, which the web's standard left out and old programs still write.
fn old_code_page(name: &str, bytes: &[u8]) -> Option<Text<'static>> {
    const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";
    const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";
    let digits: String = name.chars().filter(char::is_ascii_digit).collect();
    let (table, name) = match digits.as_str() {
        "437" => (CP437, "IBM437"),
        "850" => (CP850, "IBM850"),
        _ => return None,
    };
    let table: Vec<char> = table.chars().collect();
    let text = bytes
        .iter()
        .map(|b| match b.checked_sub(0x80) {
            None => char::from(*b),
            Some(i) => table.get(usize::from(i)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
        })
        .collect();
    Some(Text { text: Cow::Owned(text), name, damaged: false })
}

/// Most of the bytes above ASCII stand in proper sequences.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.get(..bytes.len().min(1 << 20)).unwrap_or(bytes).utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| *b >= 0xc2).count();
        bad += chunk.invalid().len();
    }
    good > bad.saturating_mul(4)
}
