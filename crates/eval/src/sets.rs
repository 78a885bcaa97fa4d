//! Public test suites of other extractors, made into the layout of `coranto eval pages`: a folder as its publisher packs it in, a folder with
//! `ground-truth.json` and `html/` out. Pages are copied as they are; a page that cannot be converted is left out and named.

use crate::pages::set::Truth;
use anyhow::Context;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// What became of a suite.
#[derive(Debug, Default, PartialEq)]
pub struct Converted {
    pub pages: usize,
    /// Names with the reason.
    pub left_out: Vec<(String, LeftOut)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    /// The page or its expected text is not there.
    Incomplete,
    /// The expected text is too short to be an article: the page had none, or the suite's own reader found none.
    TooShort,
}

impl std::fmt::Display for LeftOut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            LeftOut::Incomplete => "page or expected text missing",
            LeftOut::TooShort => "expected text too short",
        })
    }
}

/// Mozilla Readability's: `<name>/{source.html,expected.html,expected-metadata.json}`. The expected markup is Readability's own output, approved by its
/// authors: the body is all its text, and title and byline are what Readability makes of them.
pub fn readability(from: &Path, to: &Path) -> anyhow::Result<Converted> {
    let mut suite = Suite::new(to)?;
    for name in names(from)? {
        let folder = from.join(&name);
        if !folder.is_dir() {
            continue;
        }
        let part = |file: &str| std::fs::read(folder.join(file));
        let (Ok(source), Ok(expected), Ok(metadata)) =
            (part("source.html"), part("expected.html"), part("expected-metadata.json"))
        else {
            suite.leave_out(name, LeftOut::Incomplete);
            continue;
        };
        let metadata = serde_json::from_slice(&metadata)
            .with_context(|| format!("{} is not JSON", folder.join("expected-metadata.json").display()))?;
        let truth = readability_truth(&source, &String::from_utf8_lossy(&expected), &metadata);
        suite.take(name, &source, truth)?;
    }
    suite.finish()
}

fn readability_truth(source: &[u8], expected: &str, metadata: &Value) -> Truth {
    let text = |name: &str| metadata.get(name).and_then(Value::as_str).map(str::trim).filter(|t| !t.is_empty());
    Truth {
        // All words of the markup in their order, nothing chosen and nothing swept.
        body: coranto_page::plain(expected, usize::MAX),
        title: text("title").unwrap_or_default().to_owned(),
        authors: Value::String(text("byline").map(names_of_byline).unwrap_or_default()),
        date: text("publishedTime").and_then(day),
        language: text("lang").map(str::to_owned),
        image: None,
        url: Some(declared_address(source).unwrap_or_else(|| "http://fakehost/test/page.html".to_owned())),
    }
}

/// "By A and B" → "A and B".
fn names_of_byline(byline: &str) -> String {
    let mut words: Vec<&str> = byline.split_whitespace().collect();
    if words.len() > 1 && words.first().is_some_and(|w| w.trim_end_matches(':').eq_ignore_ascii_case("by")) {
        words.remove(0);
    }
    words.join(" ")
}

/// The day of a time as ISO 8601 writes it; other ways of writing are not guessed at.
fn day(time: &str) -> Option<String> {
    let day = time.get(..10)?;
    let is_iso =
        day.bytes().enumerate().all(|(at, b)| if matches!(at, 4 | 7) { b == b'-' } else { b.is_ascii_digit() });
    is_iso.then(|| day.to_owned())
}

/// Fewer letters than this are no article: teasers, captions and one-line failures stand among the expected texts.
const ARTICLE_LETTERS: usize = 550;

/// newspaper's: `html/<name>.html` and `text/<name>.txt`, some pages as `<name>_article.html`. Nothing but the text is known of them.
pub fn newspaper(from: &Path, to: &Path) -> anyhow::Result<Converted> {
    let mut suite = Suite::new(to)?;
    for file in names(&from.join("text"))? {
        let Some(name) = file.strip_suffix(".txt") else { continue };
        let text = String::from_utf8_lossy(&std::fs::read(from.join("text").join(&file))?).into_owned();
        let page = |name: &str| std::fs::read(from.join("html").join(format!("{name}.html"))).ok();
        let (stem, number) = stem_and_number(name);
        let Some(source) = page(name).or_else(|| page(&format!("{stem}_article{number}"))) else {
            suite.leave_out(name.to_owned(), LeftOut::Incomplete);
            continue;
        };
        if text.chars().filter(|c| c.is_alphanumeric()).count() < ARTICLE_LETTERS {
            suite.leave_out(name.to_owned(), LeftOut::TooShort);
            continue;
        }
        // Files are named after their hosts: "gazette.example2".
        let host = if stem.contains('.') { stem } else { "unknown.example" };
        let address = declared_address(&source).unwrap_or_else(|| format!("http://{host}/news/page"));
        let truth = Truth { body: text, url: Some(address), ..Truth::default() };
        suite.take(name.to_owned(), &source, truth)?;
    }
    suite.finish()
}

fn stem_and_number(name: &str) -> (&str, &str) {
    name.split_at(name.trim_end_matches(|c: char| c.is_ascii_digit()).len())
}

/// The address that a page gives as its own (`rel=canonical`, else `og:url`), when it is whole.
fn declared_address(source: &[u8]) -> Option<String> {
    const HEAD: usize = 300_000;
    let head = String::from_utf8_lossy(source.get(..HEAD).unwrap_or(source));
    // The first whole address among tags of this name whose attribute `key` says `value`.
    let address = |name: &str, key: &str, value: &str, address: &str| {
        let tags = head.match_indices('<').filter_map(|(at, _)| tag(head.get(at + 1..)?, name));
        let said = tags.filter(|tag| attribute(tag, key).is_some_and(|v| v.eq_ignore_ascii_case(value)));
        said.filter_map(|tag| attribute(tag, address))
            .find(|address| address.starts_with("http://") || address.starts_with("https://"))
            .map(|address| address.replace("&amp;", "&"))
    };
    address("link", "rel", "canonical", "href").or_else(|| address("meta", "property", "og:url", "content"))
}

/// The inside of a tag that begins here and has this name.
fn tag<'a>(rest: &'a str, name: &str) -> Option<&'a str> {
    let inside = rest.get(..name.len()).filter(|n| n.eq_ignore_ascii_case(name)).and_then(|n| rest.get(n.len()..))?;
    if !inside.starts_with(|c: char| c.is_ascii_whitespace()) {
        return None;
    }
    inside.get(..inside.find('>')?)
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let lower = tag.to_ascii_lowercase();
    let found = lower.match_indices(name).find_map(|(at, _)| {
        let begins = lower.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_whitespace()));
        let rest = tag.get(at + name.len()..)?.trim_start().strip_prefix('=')?.trim_start();
        begins.then_some(rest)
    })?;
    let quote = found.chars().next().filter(|c| matches!(c, '"' | '\''));
    let value = match quote {
        Some(quote) => found.get(1..)?.split(quote).next(),
        None => found.split_whitespace().next(),
    };
    value.map(str::trim).filter(|value| !value.is_empty())
}

struct Suite<'a> {
    to: &'a Path,
    truths: BTreeMap<String, Truth>,
    left_out: Vec<(String, LeftOut)>,
}

impl<'a> Suite<'a> {
    fn new(to: &'a Path) -> anyhow::Result<Suite<'a>> {
        std::fs::create_dir_all(to.join("html")).with_context(|| format!("{} cannot be made", to.display()))?;
        Ok(Suite { to, truths: BTreeMap::new(), left_out: Vec::new() })
    }

    fn take(&mut self, name: String, source: &[u8], truth: Truth) -> anyhow::Result<()> {
        std::fs::write(self.to.join("html").join(format!("{name}.html")), source)?;
        self.truths.insert(name, truth);
        Ok(())
    }

    fn leave_out(&mut self, name: String, reason: LeftOut) {
        self.left_out.push((name, reason));
    }

    fn finish(self) -> anyhow::Result<Converted> {
        std::fs::write(self.to.join("ground-truth.json"), serde_json::to_vec_pretty(&self.truths)?)?;
        Ok(Converted { pages: self.truths.len(), left_out: self.left_out })
    }
}

fn names(folder: &Path) -> anyhow::Result<Vec<String>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let mut names = Vec::new();
    for entry in entries {
        names.extend(entry?.file_name().into_string().ok());
    }
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::set::{Set, truths};
    use std::fs;

    #[test]
    fn readabilitys_suite_becomes_a_set() {
        let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let case = from.path().join("ferry");
        fs::create_dir(&case).unwrap();
        fs::write(case.join("source.html"), "<html><head><LINK href='https://courier.example/ferry?a=1&amp;b=2' rel=canonical></head><p>The ferry left.").unwrap();
        fs::write(
            case.join("expected.html"),
            "<div id=\"readability-page-1\"><p>The <b>fer</b>ry left.</p><p>At noon.</p></div>",
        )
        .unwrap();
        fs::write(
            case.join("expected-metadata.json"),
            r#"{"title": "The ferry", "byline": "By Ana Veld\n and Tom Ost", "lang": "en-GB", "publishedTime": "2026-11-24T08:00:00+01:00", "siteName": null}"#,
        )
        .unwrap();
        fs::create_dir(from.path().join("half")).unwrap();
        fs::write(from.path().join("README.md"), "not a case").unwrap();

        let converted = readability(from.path(), to.path()).unwrap();
        assert_eq!(converted, Converted { pages: 1, left_out: vec![("half".into(), LeftOut::Incomplete)] });
        let truth = &truths(to.path()).unwrap()["ferry"];
        assert_eq!(truth.body, "The ferry left. At noon.");
        assert_eq!((truth.title.as_str(), truth.authors.as_str()), ("The ferry", Some("Ana Veld and Tom Ost")));
        assert_eq!((truth.date.as_deref(), truth.language.as_deref()), (Some("2026-11-24"), Some("en-GB")));
        assert_eq!(truth.url.as_deref(), Some("https://courier.example/ferry?a=1&b=2"));
        assert_eq!(Set::open(to.path()).unwrap().pages.len(), 1);
    }

    #[test]
    fn a_time_that_is_not_iso_is_no_date() {
        let truth = |time: &str| readability_truth(b"", "", &serde_json::json!({"publishedTime": time})).date;
        assert_eq!(truth("2026-11-24"), Some("2026-11-24".into()));
        assert_eq!(truth("24 Nov 2026"), None);
        assert_eq!(truth(""), None);
    }

    #[test]
    fn newspapers_suite_becomes_a_set() {
        let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::create_dir(from.path().join("html")).unwrap();
        fs::create_dir(from.path().join("text")).unwrap();
        let long = "The harbour of Lindmar opened again on Tuesday. ".repeat(16);
        for (page, name) in [
            ("<meta content=\"https://www.gazette.example/a\" property='og:url'>", "gazette.example2"),
            ("<p>no address", "courier.example1"),
            ("<link rel=canonical href=/relative>", "welsh_article2"),
            ("<p>", "short.example1"),
        ] {
            fs::write(from.path().join(format!("html/{name}.html")), page).unwrap();
        }
        for name in ["gazette.example2", "courier.example1", "welsh2", "gone.example1"] {
            fs::write(from.path().join(format!("text/{name}.txt")), &long).unwrap();
        }
        fs::write(from.path().join("text/short.example1.txt"), "Subscribe to read on.").unwrap();

        let converted = newspaper(from.path(), to.path()).unwrap();
        assert_eq!(converted.pages, 3);
        assert_eq!(
            converted.left_out,
            [("gone.example1".into(), LeftOut::Incomplete), ("short.example1".into(), LeftOut::TooShort)]
        );
        let truths = truths(to.path()).unwrap();
        let url = |name: &str| truths[name].url.clone().unwrap();
        assert_eq!(url("gazette.example2"), "https://www.gazette.example/a");
        assert_eq!(url("courier.example1"), "http://courier.example/news/page");
        assert_eq!(url("welsh2"), "http://unknown.example/news/page");
        assert!(truths.values().all(|truth| truth.body == long));
    }

    #[test]
    fn an_address_is_taken_from_hostile_heads_without_harm() {
        for (head, address) in [
            ("<link rel=canonical", None),
            ("<link rel=\"canonical href=x", None),
            ("<linkrel=canonical href=https://a.example/>", None),
            (
                "<link data-href=https://b.example/ rel=canonical href='https://a.example/x'>",
                Some("https://a.example/x"),
            ),
            ("<meta property=og:url content=https://a.example/y >", Some("https://a.example/y")),
            ("<İ<link\u{85}rel=canonical>", None),
        ] {
            assert_eq!(declared_address(head.as_bytes()).as_deref(), address, "{head}");
        }
    }
}
