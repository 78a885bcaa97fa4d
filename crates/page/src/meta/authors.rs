//! Names of people out of bylines: one each, without "By", titles, agencies and addresses.

use crate::picture::one_line;

const BY: &[&str] = &[
    "by ",
    "by:",
    "written by ",
    "words by ",
    "story by ",
    "posted by ",
    "reported by ",
    "reporting by ",
    "author:",
    "authors:",
    "author ",
    "from ",
    "von ",
    "par ",
    "por ",
    "di ",
    "door ",
    "av ",
    "af ",
    "автор:",
    "автор ",
    "автори:",
    "بقلم ",
    "كتب ",
    "كتبت ",
    "yazan:",
    "oleh ",
    "przez ",
    "text:",
    "texto:",
    "文/",
    "記者",
];

/// Words that are no part of a name.
pub(super) fn known_words() -> impl Iterator<Item = &'static str> {
    BY.iter().chain(NOT_NAMES).copied()
}

/// What stands where a name should and is none.
const NOT_NAMES: &[&str] = &[
    "staff",
    "admin",
    "administrator",
    "editor",
    "editors",
    "editorial",
    "newsroom",
    "news desk",
    "webdesk",
    "web desk",
    "desk",
    "team",
    "agency",
    "agencies",
    "reuters",
    "afp",
    "ap",
    "dpa",
    "efe",
    "ansa",
    "tass",
    "associated press",
    "the associated press",
    "press association",
    "pa media",
    "agence france-presse",
    "bloomberg",
    "wire",
    "wires",
    "correspondent",
    "reporter",
    "reporters",
    "contributor",
    "contributors",
    "guest",
    "guest author",
    "anonymous",
    "unknown",
    "redaktion",
    "redacción",
    "redaccion",
    "redação",
    "rédaction",
    "la rédaction",
    "redazione",
    "redactie",
    "redaktionen",
    "редакция",
    "user",
    "root",
    "none",
    "null",
    "undefined",
    "author",
    "follow",
    "view all posts",
    "view profile",
    "read more",
    "more",
    "online",
    "twitter",
    "facebook",
    "email",
    "website",
    "published",
    "updated",
];

pub(super) fn names_byline(class: &str) -> bool {
    let lower = class.to_ascii_lowercase();
    ["byline", "author", "writer", "contributor", "by-line", "reporter"].iter().any(|word| lower.contains(word))
        && !["bio", "box", "about", "comment", "related", "image", "avatar", "photo", "social"]
            .iter()
            .any(|bad| lower.contains(bad))
}

pub(super) fn clean<'n>(values: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for value in values {
        for name in split(&one_line(value)) {
            let known = names.iter().any(|n| n.to_lowercase() == name.to_lowercase());
            if !known && names.len() < 20 {
                names.push(name);
            }
        }
    }
    names
}

/// A byline as the page shows it: only when it reads like one.
pub(super) fn from_byline(text: &str) -> Vec<String> {
    let text = one_line(text);
    let begins = BY.iter().any(|by| text.to_lowercase().starts_with(by));
    let names = clean(std::iter::once(text.as_str()));
    names.into_iter().filter(|name| begins || looks_like_name(name)).collect()
}

fn looks_like_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    (2..=5).contains(&words.len())
        && words.iter().filter(|w| w.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_lowercase())).count() * 3
            >= words.len() * 2
}

fn split(byline: &str) -> Vec<String> {
    let mut text = byline.trim();
    if text.contains("://") || text.starts_with("www.") {
        return Vec::new();
    }
    // "By Ada Lund | 19 December": the first part is the byline.
    text = text.split(['|', '•', '·', '\u{2022}', '—']).next().unwrap_or(text).trim();
    text = strip_by(text);
    let mut parts: Vec<String> = Vec::new();
    let mut rest = text.replace(" & ", ", ").replace([';', '/', '،', '、'], ",");
    for and in [
        " and ",
        " AND ",
        " And ",
        " und ",
        " et ",
        " y ",
        " e ",
        " en ",
        " och ",
        " og ",
        " и ",
        " with ",
        " with additional reporting by ",
    ] {
        rest = rest.replace(and, ", ");
    }
    for part in rest.split(',') {
        let name = tidy(part);
        if is_name(&name) {
            parts.push(name);
        } else if !parts.is_empty() {
            // After the first thing that is no name come titles and agencies, and then perhaps other people.
            continue;
        }
    }
    parts
}

fn strip_by(text: &str) -> &str {
    let lower = text.to_lowercase();
    for by in BY {
        if lower.starts_with(by)
            && let Some(rest) = text.get(by.len()..)
        {
            return rest.trim();
        }
    }
    text
}

fn tidy(part: &str) -> String {
    let mut name = strip_by(part.trim()).to_owned();
    if name.contains('@') && !name.contains(' ') {
        return String::new();
    }
    for open in ['(', '[', '<', '@'] {
        if let Some(at) = name.find(open) {
            name.truncate(at);
        }
    }
    let lower = name.to_lowercase();
    // "Ada Lund in Harbour City", "Ada Lund for The Courier", "Ada Lund Published ..."
    for stop in
        [" in ", " for ", " published", " updated", " posted", " of the ", " - ", " – ", " special to", " contributing"]
    {
        if let Some(at) = lower.find(stop)
            && name.is_char_boundary(at)
            && lower.len() == name.len()
        {
            name.truncate(at);
            break;
        }
    }
    // "Ada Lund Senior Writer", "Ada Lund USA TODAY NETWORK"
    for title in [
        " Senior Writer",
        " Staff Writer",
        " Senior Reporter",
        " Staff Reporter",
        " Reporter",
        " Correspondent",
        " Contributor",
        " Editor",
        " Writer",
        " Columnist",
    ] {
        if let Some(at) = name.find(title)
            && name[..at].split_whitespace().count() >= 2
        {
            name.truncate(at);
        }
    }
    let shouting = |word: &str| word.chars().count() >= 3 && word.chars().all(|c| c.is_uppercase());
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.len() >= 4 && !shouting(words[0]) && !shouting(words[1]) && words[2..].iter().all(|w| shouting(w)) {
        name = words[..2].join(" ");
    }
    name.trim_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != ')').trim_end_matches('.').trim().to_owned()
}

fn is_name(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let lower = name.to_lowercase();
    let words = name.split_whitespace().count();
    let not_a_name = NOT_NAMES.iter().any(|bad| {
        lower == *bad
            || (words > 1
                && bad.len() > 3
                && (lower.ends_with(&format!(" {bad}")) || lower.starts_with(&format!("{bad} "))))
    });
    letters >= 2
        && name.chars().count() <= 50
        && words <= 6
        && !not_a_name
        && !name.contains("://")
        && !name.contains("www.")
        && !lower.ends_with(".com")
        && name.chars().filter(char::is_ascii_digit).count() <= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_alone() {
        for (byline, names) in [
            ("By Ada Lund", vec!["Ada Lund"]),
            ("BY Ada Lund and Omar Haddad, Associated Press", vec!["Ada Lund", "Omar Haddad"]),
            ("Von Jörg Meier | 19. Dezember 2023", vec!["Jörg Meier"]),
            ("Ada Lund, Staff Writer", vec!["Ada Lund"]),
            ("Par Léa Petit et Jean Roy", vec!["Léa Petit", "Jean Roy"]),
            ("https://facebook.com/courier", vec![]),
            ("Reuters", vec![]),
            ("Web Desk", vec![]),
            ("ada.lund@courier.example", vec![]),
        ] {
            assert_eq!(clean([byline].into_iter()), names, "{byline}");
        }
    }
}
