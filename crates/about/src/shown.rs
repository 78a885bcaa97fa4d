//! Names as they are shown: without marks that no page shows, on one line, of bounded length.

use crate::fold::is_invisible;

/// A longer name is cut: no person's has so many letters, and what has is a list or an attack.
const MOST_CHARS: usize = 300;

pub(crate) fn shown(name: &str) -> String {
    let mut out = String::with_capacity(name.len().min(4 * MOST_CHARS));
    let mut blank = false;
    for c in name.chars().filter(|c| !is_invisible(*c)).take(MOST_CHARS) {
        if c.is_whitespace() || c.is_control() {
            blank = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut blank) {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

/// "NATO": letters only, all capitals.
pub(crate) fn is_acronym(name: &str) -> bool {
    let letters = name.chars().filter(|c| *c != '.');
    (2..=8).contains(&letters.clone().count()) && letters.clone().all(char::is_uppercase)
}
