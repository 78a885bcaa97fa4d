//! Feeds that a page names, and guesses.

use coranto_core::Address;
use coranto_feed::{Candidate, discover};

fn found(html: &str) -> Vec<Candidate> {
    discover(html.as_bytes(), &Address::parse("https://gazette.example/news/today").unwrap())
}

fn named(html: &str) -> Vec<(String, Option<String>)> {
    found(html).into_iter().filter(|c| c.named).map(|c| (c.address.to_string(), c.title)).collect()
}

fn pair(address: &str, title: Option<&str>) -> (String, Option<String>) {
    (address.to_owned(), title.map(str::to_owned))
}

#[test]
fn links_of_every_type_in_the_order_of_the_page_and_comments_last() {
    let html = r#"<html><head>
<link rel="alternate" type="application/rss+xml" title="Comments &amp; more" href="/comments/feed">
<LINK REL='alternate home' TYPE='application/atom+xml' HREF='atom.xml' title="All &raquo; news">
<link rel=alternate type=application/feed+json href=//gazette.example/feed.json>
<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">
<link rel="alternate" type="application/json+oembed" href="/oembed?url=x">
<link rel="alternate" hreflang="de" href="https://gazette.example/de/">
<link rel="stylesheet" type="text/css" href="feed.css">
<link rel="feed" href="https://feeds.gazette.example/all">
<script>document.write('<link rel="alternate" type="application/rss+xml" href="/script">')</script>
<!-- <link rel="alternate" type="application/rss+xml" href="/hidden"> -->
</head></html>"#;
    assert_eq!(
        named(html),
        [
            pair("https://gazette.example/news/atom.xml", Some("All » news")),
            pair("https://gazette.example/feed.json", None),
            pair("https://feeds.gazette.example/all", None),
            pair("https://gazette.example/comments/feed", Some("Comments & more")),
        ]
    );
}

#[test]
fn the_base_and_links_in_the_text() {
    let html = "<base href='https://cdn.example/x/'><link rel=alternate type='application/rss+xml' href='f'>\
                <a href='/rss.xml'><img src=i> Subscribe <b>now</b></a> <a href='/about'>feed of facts</a><a href='/rss.xml'>again</a>";
    assert_eq!(
        named(html),
        [pair("https://cdn.example/x/f", None), pair("https://cdn.example/rss.xml", Some("Subscribe now"))]
    );
}

#[test]
fn guesses_come_after_what_is_named_and_never_twice() {
    let all = found("<link rel=alternate type='application/rss+xml' href='/feed/'>");
    assert!(all[0].named && all[0].address.as_str() == "https://gazette.example/feed/");
    let guesses: Vec<_> = all.iter().filter(|c| !c.named).map(|c| c.address.as_str()).collect();
    assert!(!guesses.contains(&"https://gazette.example/feed"));
    for place in
        ["https://gazette.example/rss.xml", "https://gazette.example/atom.xml", "https://gazette.example/news/feed"]
    {
        assert!(guesses.contains(&place), "{place} in {guesses:?}");
    }
}

#[test]
fn a_page_of_a_million_links_is_bounded() {
    let html = "<link rel=alternate type='application/rss+xml' href='/f'><a href='/x.rss'>".repeat(50_000);
    assert!(found(&html).len() < 120);
}
