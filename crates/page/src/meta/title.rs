//! The title: the page's own, without the name of the site.

use crate::picture::one_line;
use coranto_core::Address;

pub(super) struct Candidates<'c> {
    pub headline: Option<&'c str>,
    pub og: Option<&'c str>,
    pub element: &'c str,
    pub h1: Vec<&'c str>,
    pub microdata: Option<String>,
    /// What the page's feeds are called: the site's name, as a rule.
    pub feeds: &'c [String],
    /// Does the text of the page have these words as a line or heading of their own?
    pub stands_in_page: &'c dyn Fn(&str) -> bool,
}

pub(super) fn choose(candidates: &Candidates<'_>, site_name: Option<&str>, address: &Address) -> String {
    let site = address.site();
    let strip = |text: &str, tail: usize| {
        without_site(&without_feed_name(&one_line(text), candidates.feeds), site_name, &site, tail)
    };
    let told: Vec<String> = [candidates.headline, candidates.og, candidates.microdata.as_deref()]
        .into_iter()
        .flatten()
        .map(|told| strip(told, TAIL_TOLD))
        .filter(|t| !t.is_empty())
        .collect();
    let element = strip(candidates.element, TAIL_TOLD);
    let shown: Vec<String> = candidates
        .h1
        .iter()
        // Documentation marks its headings for linking to.
        .map(|h| one_line(h).trim_end_matches(['¶', ' ']).to_owned())
        .filter(|h| h.chars().count() >= 5 && !names_site(h, site_name, &site))
        .map(|h| strip(&h, TAIL_SHOWN))
        .collect();
    // What readers see as the title, when the page tells machines the same or nearly.
    if let Some(agreed) = shown.iter().find(|h| told.iter().chain([&element]).any(|t| agreement(h, t) >= 0.6)) {
        return agreed.clone();
    }
    // Machines are told where on the site it stands too: "Shrines of the bay - Guide to the islands - The Courier".
    let long = |heading: &String| heading.split_whitespace().count() >= 3;
    let machines = || told.iter().map(String::as_str).chain([candidates.element]);
    if let Some(part) = shown.iter().find(|h| long(h) && machines().any(|t| begins(h, t))) {
        return part.clone();
    }
    // One heading alone: readers know the article by it when most of it stands in what machines are told, or when it speaks of the same and none of what
    // machines are told is to be seen.
    if let [only] = &shown[..]
        && long(only)
        && (machines().any(|t| share(only, t) >= 0.5)
            || machines().any(|t| speak_of_the_same(only, t))
                && !told.iter().chain([&element]).any(|t| (candidates.stands_in_page)(t)))
    {
        return only.clone();
    }
    if let Some(told) = told.iter().find(|t| agreement(t, &element) >= 0.4).or(told.first()) {
        return told.clone();
    }
    if !element.is_empty() {
        return element;
    }
    shown.first().cloned().unwrap_or_default()
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

/// The same words in the same order.
pub(super) fn same(a: &str, b: &str) -> bool {
    words(a) == words(b)
}

/// Share of the words of `a` that stand in `b`.
fn share(a: &str, b: &str) -> f32 {
    let (a, b) = (words(a), words(b));
    a.iter().filter(|w| b.contains(w)).count() as f32 / a.len().max(1) as f32
}

/// Is `heading` what stands in `title` before the first dash, bar or the like?
fn begins(heading: &str, title: &str) -> bool {
    let first = MARKS.iter().filter_map(|mark| title.split_once(mark)).map(|(first, _)| first).min_by_key(|f| f.len());
    first.is_some_and(|first| same(first, heading))
}

/// Is a word in both that says what they are about?
fn speak_of_the_same(a: &str, b: &str) -> bool {
    let b = words(b);
    words(a).iter().any(|word| word.chars().count() >= 4 && b.contains(word))
}

/// Share of words that two titles have in common, of the longer one.
pub(super) fn agreement(a: &str, b: &str) -> f32 {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
    };
    let (a, b) = (words(a), words(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let common = a.iter().filter(|w| b.contains(w)).count();
    common as f32 / a.len().max(b.len()) as f32
}

/// "The Courier : Harbour opens again" → "Harbour opens again", where a feed of the page is called "The Courier" or "The Courier – World". A colon parts
/// titles too, so that only a name known from elsewhere goes with it.
fn without_feed_name(title: &str, feeds: &[String]) -> String {
    const MARKS: &[&str] = &[" : ", ": ", " | ", " - ", " – ", " — ", " :: ", " » ", " · "];
    for mark in MARKS {
        let named = |part: &str| {
            let part = part.trim();
            part.chars().count() >= 3
                && feeds.iter().any(|feed| {
                    feed.strip_prefix(part)
                        .is_some_and(|rest| rest.is_empty() || MARKS.iter().any(|m| rest.starts_with(m)))
                })
        };
        if let Some((head, tail)) = title.split_once(mark)
            && named(head)
            && tail.split_whitespace().count() >= 2
        {
            return tail.trim().to_owned();
        }
        if let Some((head, tail)) = title.rsplit_once(mark)
            && named(tail)
            && head.split_whitespace().count() >= 2
        {
            return head.trim().to_owned();
        }
    }
    title.to_owned()
}

/// What parts a title from the name of its site.
const MARKS: &[&str] = &[" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", " · ", " / ", " ~ "];

/// Words after a bar that go with the site's name: its sections and other names of it stand there. A heading that readers see goes on behind a bar, and ends
/// with the name of a column at most.
const TAIL_TOLD: usize = 4;
const TAIL_SHOWN: usize = 2;

/// "Harbour opens again | The Courier" → "Harbour opens again".
fn without_site(title: &str, site_name: Option<&str>, site: &str, longest_tail: usize) -> String {
    let mut title = title.to_owned();
    for _ in 0..3 {
        let Some((at, mark)) = MARKS.iter().filter_map(|m| Some((title.rfind(m)?, *m))).max_by_key(|(at, _)| *at)
        else {
            break;
        };
        let tail = &title[at + mark.len()..];
        let head = &title[..at];
        if names_site(tail, site_name, site)
            || (mark == " | "
                && head.split_whitespace().count() >= 4
                && tail.split_whitespace().count() <= longest_tail)
        {
            title = head.trim().to_owned();
        } else {
            break;
        }
    }
    for mark in MARKS {
        if let Some((head, tail)) = title.split_once(mark)
            && (names_site(head, site_name, site) || (*mark == " | " && head.split_whitespace().count() <= 2))
            && tail.split_whitespace().count() >= 4
        {
            return tail.trim().to_owned();
        }
    }
    title
}

fn names_site(part: &str, site_name: Option<&str>, site: &str) -> bool {
    let letters =
        |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    let part = letters(part);
    if part.is_empty() {
        return true;
    }
    let domain = letters(site.split('.').next().unwrap_or_default());
    let name = site_name.map(letters).unwrap_or_default();
    part.len() <= 60
        && (part == name
            || (!name.is_empty()
                && name.len() >= 4
                && (part.contains(&name) || (part.len() >= 4 && name.contains(&part))))
            || (domain.len() >= 3
                && (part.starts_with(&domain)
                    || part.ends_with(&domain)
                    || part == letters(site)
                    || (part.len() >= 5 && domain.contains(&part)))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_tell_the_name_of_the_site() {
        let feeds = ["The Courier – World".to_owned(), "Порт".to_owned()];
        for (title, bare) in [
            ("The Courier : Harbour opens", "Harbour opens"),
            ("Порт : Гавань открыта", "Гавань открыта"),
            ("Harbour opens : The Courier", "Harbour opens"),
            ("Storm : three ferries wait", "Storm : three ferries wait"),
        ] {
            assert_eq!(without_feed_name(title, &feeds), bare);
        }
    }

    #[test]
    fn the_site_is_no_part_of_the_title() {
        for (title, bare) in [
            ("Harbour opens again | The Courier", "Harbour opens again"),
            ("Harbour opens again - News - courier.example", "Harbour opens again - News"),
            ("The Courier: harbour opens", "The Courier: harbour opens"),
            ("Opinion | Harbour opens at last", "Harbour opens at last"),
            ("Rain - and more rain - on Friday", "Rain - and more rain - on Friday"),
        ] {
            assert_eq!(without_site(title, Some("The Courier"), "courier.example", TAIL_TOLD), bare);
        }
        let shown = "Six ferries of the bay | Which is the best?";
        assert_eq!(without_site(shown, Some("The Courier"), "courier.example", TAIL_SHOWN), shown);
    }
}
