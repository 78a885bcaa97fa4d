//! Input made to hurt: everything comes back in bounded time and memory, with a plain reason or warning.

use crate::{read, rss, titles};
use coranto_core::reason::FeedRejected;
use coranto_feed::{Hint, parse};

#[test]
fn a_hundred_thousand_items_are_cut_with_a_warning() {
    let mut feed = String::from("<rss version='2.0'><channel><title>Flood</title>");
    for i in 0..100_000 {
        feed.push_str(&format!("<item><guid>{i}</guid><title>n</title></item>"));
    }
    feed.push_str("</channel></rss>");
    let parsed = read(feed);
    assert_eq!(parsed.items.len(), 10_000);
    assert_eq!(parsed.warnings, ["only the first 10000 items were read"]);
    assert_eq!(parsed.items[0].id.as_deref(), Some("0"));
}

#[test]
fn a_hundred_thousand_json_items_are_cut_too() {
    let items = vec![r#"{"id":"1"}"#; 100_000].join(",");
    let parsed = read(format!(r#"{{"version":"https://jsonfeed.org/version/1","items":[{items}]}}"#));
    assert_eq!((parsed.items.len(), parsed.warnings.len()), (10_000, 1));
}

#[test]
fn a_million_nested_tags_cost_nothing() {
    let open = "<a>".repeat(1_000_000);
    let close = "</a>".repeat(1_000_000);
    let balanced = rss(&format!(
        "<item><title>before</title>{open}{close}<link>https://g.example/1</link></item><item><title>after</title></item>"
    ));
    assert_eq!(titles(&balanced), ["before", "after"]);
    assert!(balanced.items[0].link.is_some());
    let unclosed = rss(&format!("<item><title>before</title>{open}</item><item><title>after</title></item>"));
    assert_eq!(titles(&unclosed), ["before", "after"]);
}

#[test]
fn feeds_within_feeds_are_refused_at_some_depth() {
    let source = "<channel>".repeat(100_000);
    let refused = parse(format!("<rss version='2.0'>{source}").as_bytes(), &Hint::default()).unwrap_err();
    assert_eq!(refused, FeedRejected::TooDeep { limit: 64 });
}

#[test]
fn an_entity_bomb_stays_text() {
    let mut bomb = String::from("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a0 \"boom\">");
    for i in 1..20 {
        bomb.push_str(&format!("<!ENTITY a{i} \"{}\">", format!("&a{};", i - 1).repeat(10)));
    }
    bomb.push_str("]><rss version='2.0'><channel><item><title>&a19;</title></item></channel></rss>");
    assert_eq!(titles(&read(bomb)), ["&a19;"]);
}

#[test]
fn a_huge_attribute_is_passed_over() {
    let huge = "x".repeat(4_000_000);
    let parsed = rss(&format!(
        "<item><title>x</title><enclosure url='https://g.example/{huge}' type='audio/mpeg'/><link>https://g.example/1</link></item>"
    ));
    assert_eq!(parsed.items.len(), 1);
    assert!(parsed.items[0].enclosures.is_empty() && parsed.items[0].link.is_some());
}

#[test]
fn lists_in_an_item_are_bounded() {
    let many: String = (0..5_000)
        .map(|i| format!("<category>c{i}</category><enclosure url='https://g.example/{i}'/><author>a{i}</author>"))
        .collect();
    let parsed = rss(&format!("<item>{many}</item>"));
    let item = &parsed.items[0];
    assert_eq!((item.categories.len(), item.enclosures.len(), item.authors.len()), (100, 100, 100));
}

/// Each of these made some parser's time grow with the square of its length: they end here because searches in vain are rationed.
#[test]
fn repeated_beginnings_without_ends() {
    for piece in [
        "<title>",
        "<?",
        "<!--",
        "<![CDATA[",
        "<!DOCTYPE [",
        "<a b=\"",
        "<a b='<",
        "</",
        "<description><a href=\"",
        "&#",
        "&",
        "<x",
        "<item><b>",
    ] {
        let inside = piece.repeat(60_000 / piece.len());
        for source in [
            format!("<rss version='2.0'><channel>{inside}"),
            format!("<rss version='2.0'><channel><item><description>{inside}</description></item></channel></rss>"),
            format!("<rss version='2.0'><channel><item><title><![CDATA[{inside}]]></title></item></channel></rss>"),
        ] {
            let parsed = parse(source.as_bytes(), &Hint::default()).unwrap();
            assert!(parsed.items.len() <= 10_000);
        }
    }
}
