//! Feeds that are not well formed, one defect each: what can be read is read, and it is said.

use crate::{item, read, rss, titles};
use coranto_core::reason::FeedRejected;
use coranto_feed::{Hint, parse};

fn first_title(source: &str) -> Option<String> {
    let parsed = read(source);
    assert!(parsed.repaired, "{source}");
    assert!(!parsed.warnings.is_empty());
    parsed.items.into_iter().next()?.title
}

#[test]
fn bare_ampersands_and_unknown_entities() {
    for (inside, title) in [
        ("<title>Fish & chips</title>", "Fish & chips"),
        ("<title>AT&T</title>", "AT&T"),
        ("<title>caf&eacute;</title>", "café"),
        ("<title>a &unknown; b</title>", "a &unknown; b"),
        ("<title>a &#0; b &#xFFFF; c</title>", "a b c"),
        ("<title>1 < 2</title>", "1 < 2"),
        ("<title>bell\u{7} rings\u{0}</title>", "bell rings"),
    ] {
        assert_eq!(item(inside).title.as_deref(), Some(title), "{inside}");
    }
    assert_eq!(
        item("<link>https://g.example/?a=1&b=2</link>").link.map(|l| l.to_string()).as_deref(),
        Some("https://g.example/?a=1&b=2")
    );
}

#[test]
fn unclosed_and_mismatched_tags() {
    let parsed = rss("<item><title>One<link>https://g.example/1</link><description>a<br>b<p>c</description></item>\
         <item><title>Two</titel><link>https://g.example/2</link></item>\
         <item><title>Three</title><link>https://g.example/3</link>\
         <item><title>Four</title></item>");
    assert_eq!(titles(&parsed), ["One", "Two", "Three", "Four"]);
    assert_eq!(parsed.items[0].summary.as_deref(), Some("a<br>b<p>c"));
    assert_eq!(parsed.items[0].link.as_ref().map(|l| l.as_str()), Some("https://g.example/1"));
    assert_eq!(parsed.items[1].link.as_ref().map(|l| l.as_str()), Some("https://g.example/2"));
    assert!(parsed.repaired);
}

#[test]
fn a_download_that_broke_off_loses_only_what_was_cut() {
    let whole = "<rss version='2.0'><channel><title>G</title><item><title>One</title><link>https://g.example/one</link></item>\
                 <item><guid>2</guid><title>Two</title><link>https://g.example/two</link><description>Long text</description></item></channel></rss>";
    for cut in (0..whole.len()).filter(|i| whole.is_char_boundary(*i)) {
        let Ok(parsed) = parse(&whole.as_bytes()[..cut], &Hint::default()) else { continue };
        for item in &parsed.items {
            if let Some(link) = &item.link {
                assert!(
                    ["https://g.example/one", "https://g.example/two"].contains(&link.as_str()),
                    "{cut}: half an address: {link}"
                );
            }
            assert!(item.title.as_deref().is_none_or(|t| t == "One" || t == "Two"), "{cut}: half a title");
        }
        assert!(parsed.repaired, "{cut}");
    }
}

#[test]
fn cdata_that_is_never_closed() {
    let parsed = rss("<item><title>One</title><description><![CDATA[first</description></item>\
         <item><title>Two</title><description><![CDATA[second]]></description></item>\
         <item><title>Three</title><description><![CDATA[third</description></item>");
    assert_eq!(titles(&parsed), ["One", "Two", "Three"]);
    let summaries: Vec<_> = parsed.items.iter().map(|i| i.summary.as_deref().unwrap_or("-")).collect();
    assert_eq!(summaries, ["first", "second", "third"]);
}

#[test]
fn several_defects_at_once_cost_no_item() {
    let inside = "<item><title>T & more</titel><link>https://g.example/1</link><content:encoded><![CDATA[<p>x<br></p></content:encoded></item>";
    let all = rss(&inside.repeat(50));
    assert_eq!(all.items.len(), 50);
    assert!(
        all.items.iter().all(|i| i.title.as_deref() == Some("T & more") && i.content.is_some() && i.link.is_some()),
        "{:?}",
        all.items[0]
    );
    let last_closed =
        rss(&(inside.repeat(50) + "<item><title>Last</title><description><![CDATA[x]]></description></item>"));
    assert_eq!(last_closed.items.len(), 51);
}

#[test]
fn cdata_with_pieces_and_scripts_inside_is_whole() {
    let text = "<description><![CDATA[a ]]]]><![CDATA[> b]]></description>";
    assert_eq!(item(text).summary.as_deref(), Some("a ]]> b"));
    let script = "<content:encoded><![CDATA[<script>//<![CDATA[\nx()</script> tail]]></content:encoded>";
    assert!(item(script).content.is_some_and(|c| c.ends_with("tail")));
}

#[test]
fn junk_before_and_after() {
    let feed = "<rss version=\"2.0\"><channel><item><title>Here</title></item></channel></rss>";
    for junk in [
        format!("\n\n<?xml version=\"1.0\"?>{feed}"),
        format!("Warning: something in /srv/x.php on line 3\n{feed}"),
        format!("<br />\n<b>Notice</b>: Undefined index<br>\n<?xml version=\"1.0\"?>{feed}"),
        format!("{feed}\n<script>count()</script>"),
        format!("{feed}trailing words"),
    ] {
        assert_eq!(first_title(&junk).as_deref(), Some("Here"), "{junk}");
    }
    let marked = format!("\u{feff}{feed}");
    assert_eq!(titles(&read(marked)), ["Here"]);
}

#[test]
fn attributes_without_quotes_or_with_half_of_them() {
    let parsed = read(
        "<rss version=2.0><channel><item><title>x</title><enclosure url=https://g.example/a.mp3 type=audio/mpeg length=5 /></item></channel></rss>",
    );
    assert_eq!(parsed.format, "rss 2.0");
    assert_eq!(parsed.items[0].enclosures[0].address.as_str(), "https://g.example/a.mp3");
    let half = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>x</title><link href=\"https://g.example/1/>\n<id>i1</id></entry>\
                <entry><title>y</title><link href=\"https://g.example/2\"/></entry></feed>";
    assert_eq!(titles(&read(half)), ["x", "y"]);
}

#[test]
fn encodings_that_are_claimed_wrongly_or_not_at_all() {
    let feed = |encoding: &str, word: &[u8]| {
        let mut bytes = format!("<?xml version=\"1.0\"{encoding}?><rss version=\"2.0\"><channel><title>").into_bytes();
        bytes.extend_from_slice(word);
        bytes.extend_from_slice(b"</title></channel></rss>");
        bytes
    };
    let title = |bytes: &[u8], content_type: Option<&str>| {
        parse(bytes, &Hint { content_type, address: None }).unwrap().title.unwrap()
    };
    // UTF-8 that claims to be something else.
    assert_eq!(title(&feed(" encoding=\"iso-8859-1\"", "Grüße aus Köln".as_bytes()), None), "Grüße aus Köln");
    // Something else that claims to be UTF-8, or nothing.
    assert_eq!(title(&feed(" encoding=\"utf-8\"", b"Gr\xfc\xdfe aus K\xf6ln"), None), "Grüße aus Köln");
    assert_eq!(title(&feed("", b"\xcf\xf0\xe8\xe2\xe5\xf2 \xe8\xe7 \xef\xee\xf0\xf2\xe0, \xea\xee\xf0\xe0\xe1\xeb\xe8 \xe2\xe5\xf0\xed\xf3\xeb\xe8\xf1\xfc"), None), "Привет из порта, корабли вернулись");
    // Honest ones, by prolog and by HTTP.
    assert_eq!(title(&feed(" encoding='windows-1251'", b"\xcf\xf0\xe8\xe2\xe5\xf2"), None), "Привет");
    assert_eq!(title(&feed("", b"\xcf\xf0\xe8\xe2\xe5\xf2"), Some("text/xml; charset=\"windows-1251\"")), "Привет");
    // Two and four bytes a letter, with and without mark.
    let text = String::from_utf8(feed("", "Grüße".as_bytes())).unwrap();
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(title(&utf16, None), "Grüße");
    let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(title(&marked, None), "Grüße");
    let utf32: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
    assert_eq!(title(&utf32, None), "Grüße");
}

#[test]
fn an_external_or_own_entity_is_never_expanded() {
    let parsed = read(
        "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY file SYSTEM \"file:///etc/passwd\"><!ENTITY own \"swollen\">]>\
         <rss version=\"2.0\"><channel><title>&file; and &own;</title></channel></rss>",
    );
    assert_eq!(parsed.title.as_deref(), Some("&file; and &own;"));
}

#[test]
fn broken_json_is_read_item_by_item() {
    let head = r#"{"version":"https://jsonfeed.org/version/1","title":"T","items":["#;
    let good = r#"{"id":"1","title":"One"}"#;
    let broken = format!(
        "{head}{good},{{\"id\":\"2\",\"title\":\"tab\tinside\",}},{{\"id\":\"3\" \"title\":\"no comma\"}},{{\"id\":\"4\",\"title\":\"Four\"}}]}}"
    );
    let parsed = read(broken);
    assert_eq!((titles(&parsed), parsed.damaged), (vec!["One", "tab inside", "Four"], 1));
    let cut = read(format!("{head}{good},{{\"id\":\"2\",\"title\":\"cu"));
    assert_eq!(titles(&cut), ["One"]);
    assert!(cut.repaired && parsed.repaired);
}

#[test]
fn what_is_no_feed_is_refused_with_its_reason() {
    let refused = |source: &str| parse(source.as_bytes(), &Hint::default()).unwrap_err();
    assert_eq!(refused(""), FeedRejected::Empty);
    assert_eq!(refused(" \n\u{feff}"), FeedRejected::Empty);
    assert_eq!(
        refused("<!DOCTYPE html><html><head><title>Hi</title></head><body><p>x</p></body></html>"),
        FeedRejected::WebPage
    );
    assert_eq!(refused("<html><body>unclosed"), FeedRejected::WebPage);
    assert_eq!(
        refused("{\"error\": \"no such feed\"}"),
        FeedRejected::NotAFeed { beginning: "{\"error\": \"no such feed\"}".into() }
    );
    assert_eq!(refused("hello"), FeedRejected::NotAFeed { beginning: "hello".into() });
}
