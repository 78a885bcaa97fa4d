//! Character references, by the table and the rules of the HTML standard.

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use std::borrow::Cow;

/// Resolves character references. In an attribute "&copy=1" stays as it is, as the standard wants for the sake of old links.
pub(crate) fn decode(text: &str, in_attribute: bool) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(after) = rest.strip_prefix('&') {
        match reference(after, in_attribute) {
            Some((len, one, two)) => {
                out.push(one);
                out.extend(two);
                rest = &after[len..];
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
        let next = memchr::memchr(b'&', rest.as_bytes()).unwrap_or(rest.len());
        out.push_str(&rest[..next]);
        rest = &rest[next..];
    }
    Cow::Owned(out)
}

/// Length after the "&", and what it stands for.
fn reference(after: &str, in_attribute: bool) -> Option<(usize, char, Option<char>)> {
    let bytes = after.as_bytes();
    if bytes.first() == Some(&b'#') {
        return numeric(bytes);
    }
    let run = bytes.iter().take(32).take_while(|b| b.is_ascii_alphanumeric()).count();
    if run == 0 {
        return None;
    }
    // The longest name wins; the table holds some names without their semicolon.
    let with_semicolon = bytes.get(run) == Some(&b';');
    let longest = if with_semicolon { run + 1 } else { run };
    for len in (2..=longest).rev() {
        let Some(&(one, two)) = NAMED_ENTITIES.get(&after[..len]) else { continue };
        if one == 0 {
            continue;
        }
        let ended = after.as_bytes()[len - 1] == b';';
        if !ended && in_attribute && bytes.get(len).is_some_and(|b| *b == b'=' || b.is_ascii_alphanumeric()) {
            return None;
        }
        return Some((len, char::from_u32(one)?, if two == 0 { None } else { char::from_u32(two) }));
    }
    None
}

fn numeric(bytes: &[u8]) -> Option<(usize, char, Option<char>)> {
    let hex = matches!(bytes.get(1), Some(b'x' | b'X'));
    let start = if hex { 2 } else { 1 };
    let digits =
        bytes[start..].iter().take_while(|b| if hex { b.is_ascii_hexdigit() } else { b.is_ascii_digit() }).count();
    if digits == 0 {
        return None;
    }
    let mut value: u32 = 0;
    for b in &bytes[start..start + digits] {
        let digit = (*b as char).to_digit(if hex { 16 } else { 10 })?;
        value = value.saturating_mul(if hex { 16 } else { 10 }).saturating_add(digit);
    }
    let c = match value {
        0x80..=0x9f => C1_REPLACEMENTS[(value - 0x80) as usize].or(char::from_u32(value)),
        0 => None,
        _ => char::from_u32(value),
    }
    .unwrap_or('\u{fffd}');
    let len = start + digits;
    Some((len + usize::from(bytes.get(len) == Some(&b';')), c, None))
}
