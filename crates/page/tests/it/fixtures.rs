//! A bug report becomes a folder: `fixtures/pages/<name>/source.html` and what must come out of it in `expected.json`. Only what is named there is held to.

use coranto_core::{Address, Block};
use serde::Deserialize;
use std::path::Path;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// What went wrong with pages like this one.
    #[allow(dead_code, reason = "for people")]
    why: String,
    address: Option<String>,
    /// What the operator chose: to read what is kept for those who paid.
    #[serde(default)]
    hidden_text: bool,
    title: Option<String>,
    authors: Option<Vec<String>>,
    published: Option<String>,
    modified: Option<String>,
    language: Option<String>,
    section: Option<String>,
    keywords: Option<Vec<String>>,
    site_name: Option<String>,
    canonical: Option<String>,
    licence: Option<String>,
    paywalled: Option<bool>,
    next_page: Option<String>,
    whole_page: Option<String>,
    robots: Option<Vec<String>>,
    image: Option<Image>,
    /// The whole text, a line a block.
    text: Option<Vec<String>>,
    #[serde(default)]
    text_lacks: Vec<String>,
    #[serde(default)]
    html_contains: Vec<String>,
    #[serde(default)]
    html_lacks: Vec<String>,
    kinds: Option<Vec<String>>,
    /// The gate that must stop it; without it none may.
    rejected: Option<String>,
    #[serde(default)]
    rejected_any: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Image {
    src: String,
    caption: Option<String>,
    credit: Option<String>,
}

#[test]
fn every_page_in_the_fixtures_is_read_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pages");
    let mut faults = Vec::new();
    let mut count = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let folder = entry.unwrap().path();
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let expected = std::fs::read_to_string(folder.join("expected.json")).unwrap();
        let expected: Expected =
            serde_json::from_str(&expected).unwrap_or_else(|e| panic!("{name}/expected.json: {e}"));
        let html = std::fs::read(folder.join("source.html")).unwrap();
        faults.extend(check(&html, &expected).into_iter().map(|fault| format!("{name}: {fault}")));
        count += 1;
    }
    assert!(count >= 40, "only {count} fixtures were found under {}", folder.display());
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

fn check(html: &[u8], expected: &Expected) -> Vec<String> {
    let address = expected.address.as_deref().map_or_else(super::address, |a| Address::parse(a).unwrap());
    let options = coranto_page::Options { hidden_text: expected.hidden_text, ..Default::default() };
    let reading = coranto_page::article(html, Some("text/html; charset=utf-8"), &address, &options);
    let article = &reading.article;
    let mut faults = Vec::new();
    let mut same = |what: &str, wanted: Option<String>, found: String| {
        if let Some(wanted) = wanted
            && wanted != found
        {
            faults.push(format!("{what}\n   wanted {wanted}\n   found  {found}"));
        }
    };
    let list = |items: &[String]| items.join(" · ");
    let debug = |value: &dyn std::fmt::Debug| format!("{value:?}");
    same("title", expected.title.clone(), article.title.clone());
    same("authors", expected.authors.as_deref().map(list), list(&article.authors));
    same("published", expected.published.clone(), article.published.map(|s| s.at.iso()).unwrap_or_default());
    same("modified", expected.modified.clone(), article.modified.map(|s| s.at.iso()).unwrap_or_default());
    same("language", expected.language.clone(), article.lang.map(|l| l.to_string()).unwrap_or_default());
    same("section", expected.section.clone(), article.section.clone().unwrap_or_default());
    same("keywords", expected.keywords.as_deref().map(list), list(&article.keywords));
    same("site name", expected.site_name.clone(), article.site_name.clone().unwrap_or_default());
    same(
        "canonical",
        expected.canonical.clone(),
        article.canonical.as_ref().map(|a| a.to_string()).unwrap_or_default(),
    );
    same("licence", expected.licence.clone(), article.licence.clone().unwrap_or_default());
    same("paywalled", expected.paywalled.map(|p| debug(&Some(p))), debug(&article.paywalled));
    same(
        "next page",
        expected.next_page.clone(),
        reading.next_page.as_ref().map(|a| a.to_string()).unwrap_or_default(),
    );
    same(
        "whole page",
        expected.whole_page.clone(),
        reading.whole_page.as_ref().map(|a| a.to_string()).unwrap_or_default(),
    );
    same("robots", expected.robots.as_deref().map(list), list(&reading.robots_meta));
    let picture = article.image.as_ref();
    if let Some(image) = &expected.image {
        same("image", Some(image.src.clone()), picture.map(|p| p.src.to_string()).unwrap_or_default());
        same("caption", image.caption.clone(), picture.and_then(|p| p.caption.clone()).unwrap_or_default());
        same("credit", image.credit.clone(), picture.and_then(|p| p.credit.clone()).unwrap_or_default());
    }
    let text = coranto_page::text_of(&article.blocks);
    same("text", expected.text.as_ref().map(|lines| lines.join("\n")), text.clone());
    let kinds: Vec<String> = article.blocks.iter().map(kind).collect();
    same("kinds", expected.kinds.as_deref().map(list), list(&kinds));

    let html = serde_json::to_string(&article.blocks).unwrap().replace("\\\"", "\"");
    for lacking in expected.text_lacks.iter().filter(|t| text.contains(*t)) {
        faults.push(format!("the text must not contain “{lacking}”"));
    }
    for missing in expected.html_contains.iter().filter(|t| !html.contains(*t)) {
        faults.push(format!("the blocks must contain {missing}\n   found {html}"));
    }
    for lacking in expected.html_lacks.iter().filter(|t| html.contains(*t)) {
        faults.push(format!("the blocks must not contain {lacking}"));
    }
    let rejected = reading
        .rejected
        .as_ref()
        .map(|r| serde_json::to_value(r).unwrap()["kind"].as_str().unwrap_or_default().to_owned());
    let allowed: Vec<&String> = expected.rejected.iter().chain(&expected.rejected_any).collect();
    match &rejected {
        None if allowed.is_empty() => {}
        Some(found) if allowed.contains(&found) => {}
        _ => faults.push(format!(
            "rejected\n   wanted {allowed:?}\n   found  {rejected:?} {:?}\n   with   {text}",
            reading.rejected
        )),
    }
    faults
}

fn kind(block: &Block) -> String {
    serde_json::to_value(block).unwrap()["kind"].as_str().unwrap_or_default().to_owned()
}
