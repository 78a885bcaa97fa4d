//! What publishers say themselves: names of sections and feeds, and directories of addresses.

use crate::topic::{Subtopic, Topic};
use coranto_core::Address;
use coranto_text::SectionHints;
use percent_encoding::percent_decode_str;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

const SEPARATORS: [char; 9] = ['>', '/', '|', ',', '&', '»', ';', '·', ':'];
/// Longer labels are sentences.
const MAX_LABEL_BYTES: usize = 200;

/// A topic, and one below it where the label says so much.
pub type Hint = (Topic, Option<&'static Subtopic>);

/// A label may be a path ("News > World", "Sport/Football"). Of its parts the last that says something is the most special; another topic before it leaves
/// the label unclear ("Politics & Sport").
pub fn label(label: &str) -> Option<Hint> {
    if label.len() > MAX_LABEL_BYTES {
        return None;
    }
    let lower = label.trim().to_lowercase();
    of_term(&lower).or_else(|| {
        let parts = lower.split(SEPARATORS).map(str::trim).filter(|part| !part.is_empty());
        clear(parts.filter_map(of_term))
    })
}

/// Directories of the path, the page's own name left out; a subdomain such as "sport." speaks where they say nothing.
pub fn of_address(address: &Address) -> Option<Hint> {
    let path = address.url().path();
    let directories = path.rsplit_once('/').map_or("", |(directories, _)| directories);
    let decoded = percent_decode_str(directories).decode_utf8_lossy().to_lowercase();
    let segments = decoded.split('/').filter(|segment| !segment.is_empty()).take(4);
    clear(segments.filter_map(|segment| of_term(segment).or_else(|| of_term(&segment.replace(['-', '_'], " ")))))
        .or_else(|| address.host().split('.').next().filter(|sub| *sub != "www").and_then(of_term))
}

fn clear(hints: impl Iterator<Item = Hint>) -> Option<Hint> {
    let mut found: Option<Hint> = None;
    for hint in hints {
        match found {
            Some((topic, _)) if topic != hint.0 => return None,
            Some((_, Some(_))) if hint.1.is_none() => {}
            _ => found = Some(hint),
        }
    }
    found
}

fn of_term(term: &str) -> Option<Hint> {
    // The section would be that of the first part alone.
    LABELS.get(term).copied().or_else(|| (!term.contains(SEPARATORS)).then(|| of_section(term))?)
}

/// The names that say no more than one of the site's sections. "World", "opinion" and "local" say where and how, not what of.
fn of_section(term: &str) -> Option<Hint> {
    let section = coranto_text::section(&SectionHints { publisher: Some(term), ..SectionHints::default() })?;
    Some(match section {
        "politics" => (Topic::Politics, None),
        "business" => (Topic::Economy, None),
        "technology" => (Topic::Science, Subtopic::parse(TECHNOLOGY)),
        "science" => (Topic::Science, None),
        "health" => (Topic::Health, None),
        "environment" => (Topic::Environment, None),
        "culture" => (Topic::Arts, None),
        "sport" => (Topic::Sport, None),
        "lifestyle" => (Topic::Lifestyle, None),
        _ => return None,
    })
}

/// "Technology and engineering".
pub(crate) const TECHNOLOGY: u32 = 20_000_756;

/// Names that say more than a section: `topic`, number of the subtopic or `-`, names in lower case.
static LABELS: LazyLock<FxHashMap<&'static str, Hint>> = LazyLock::new(|| {
    let mut labels = FxHashMap::default();
    for line in include_str!("../data/labels.tsv").lines() {
        let mut columns = line.split('\t');
        if let (Some(topic), Some(sub), Some(names)) = (columns.next(), columns.next(), columns.next())
            && let Some(topic) = Topic::parse(topic)
        {
            let sub = sub.parse().ok().and_then(Subtopic::parse);
            labels.extend(names.split('|').map(|name| (name, (topic, sub))));
        }
    }
    labels
});

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn the_table_of_labels_is_sound() {
        let mut seen = BTreeMap::new();
        for (number, line) in include_str!("../data/labels.tsv").lines().enumerate() {
            let columns: Vec<&str> = line.split('\t').collect();
            let [topic, sub, names] = columns[..] else { panic!("line {}: three columns", number + 1) };
            let topic = Topic::parse(topic).unwrap_or_else(|| panic!("line {}: {topic}", number + 1));
            if sub != "-" {
                assert_eq!(Subtopic::parse(sub.parse().unwrap()).map(|s| s.topic), Some(topic), "line {}", number + 1);
            }
            for name in names.split('|') {
                assert_eq!(name.to_lowercase(), name, "names are compared in lower case");
                if let Some(other) = seen.insert(name, number + 1) {
                    panic!("“{name}” is in the lines {other} and {}", number + 1);
                }
            }
        }
    }
}
