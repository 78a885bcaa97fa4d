//! Whatever the bytes are, reading them ends without a panic and gives back no more than went in.

use coranto_core::Address;
use coranto_feed::{Hint, Parsed, discover, parse, plain_text, read_opml};
use proptest::prelude::*;

const SAMPLES: &[&str] = &[
    "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\" xmlns:media=\"http://search.yahoo.com/mrss/\"><channel><title>G &amp; H</title><item>\
     <title><![CDATA[Ein <b>Titel</b>]]></title><link>https://g.example/1</link><pubDate>Tue, 24 Nov 2026 14:30:00 GMT</pubDate>\
     <description>&lt;p&gt;a &amp;amp; b&lt;/p&gt;</description><media:group><media:content url=\"https://g.example/a.jpg\" medium=\"image\">\
     <media:credit>C</media:credit></media:content></media:group></item><item><guid>2</guid></item></channel></rss>",
    "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://g.example/\"><title type='html'>T</title><entry><id>1</id><link href='a' rel=alternate />\
     <content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><a href=\"b\">x</a></div></content><author><name>N</name></author></entry></feed>",
    "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"T\",\"items\":[{\"id\":1,\"content_html\":\"<p>x</p>\",\"tags\":[\"a\"]},{\"id\":\"2\"}]}",
    "<urlset><url><loc>https://g.example/a</loc><news:news><news:title>T</news:title></news:news></url></urlset>",
    "<opml version=\"2.0\"><body><outline text=\"F\"><outline xmlUrl=\"https://g.example/f\" text='a'/></outline></body></opml>",
    "<html><head><base href='/x/'><link rel='alternate' type='application/rss+xml' href='feed'></head><body><a href='/rss.xml'>RSS</a></body></html>",
];

fn text_in(parsed: &Parsed) -> usize {
    let options = |o: &Option<String>| o.as_ref().map_or(0, String::len);
    parsed
        .items
        .iter()
        .map(|i| {
            options(&i.title)
                + options(&i.summary)
                + options(&i.content)
                + options(&i.id)
                + i.categories.iter().map(String::len).sum::<usize>()
        })
        .sum::<usize>()
        + options(&parsed.title)
        + options(&parsed.description)
}

fn read_all(bytes: &[u8]) {
    let page = Address::parse("https://g.example/page").unwrap();
    for hint in [Hint::default(), Hint { content_type: Some("text/xml; charset=iso-8859-1"), address: Some(&page) }] {
        if let Ok(parsed) = parse(bytes, &hint) {
            // Escaping makes at most five letters of one, a letter of a code page at most three bytes, a base at most 2,048 of a link.
            let bound = bytes.len() * 16 + bytes.len() / 6 * 64 + 4096;
            assert!(text_in(&parsed) <= bound, "{} bytes became {}", bytes.len(), text_in(&parsed));
        }
    }
    let _ = discover(bytes, &page);
    let _ = read_opml(bytes, 100);
    let _ = plain_text(&String::from_utf8_lossy(bytes));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        read_all(&bytes);
    }

    #[test]
    fn any_soup_of_markup(pieces in proptest::collection::vec(prop_oneof![
        Just("<item>"), Just("</item>"), Just("<rss version='2.0'>"), Just("<channel>"), Just("<title>"), Just("</title>"), Just("<![CDATA["), Just("]]>"),
        Just("<!--"), Just("-->"), Just("&amp;"), Just("&#"), Just("\""), Just("'"), Just("<a href="), Just(">"), Just("<"), Just("/>"), Just("é"), Just("\u{0}"),
        Just("<feed xmlns='http://www.w3.org/2005/Atom'>"), Just("<entry>"), Just("<content type='xhtml'>"), Just("<media:content url='//x'>"), Just("word "),
        Just("{\"items\":["), Just("{"), Just("}"), Just("]"), Just(","), Just("\"id\":"), Just("2026-11-24T"), Just("<pubDate>"), Just("<outline text='x' "),
    ], 0..80)) {
        read_all(pieces.concat().as_bytes());
    }

    #[test]
    fn real_feeds_with_holes_and_bites(sample in 0..SAMPLES.len(), edits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3u8), 0..12)) {
        let mut bytes = SAMPLES[sample].as_bytes().to_vec();
        for (index, byte, what) in edits {
            if bytes.is_empty() {
                break;
            }
            let at = index.index(bytes.len());
            match what {
                0 => bytes[at] = byte,
                1 => { bytes.remove(at); }
                _ => bytes.insert(at, byte),
            }
        }
        read_all(&bytes);
        let cut = bytes.len() / 2;
        read_all(&bytes[..cut]);
    }

    #[test]
    fn any_date_text(text in "[0-9A-Za-z:+\\-/., 年月日éπ]{0,40}") {
        let feed = format!("<rss><channel><item><title>x</title><pubDate>{text}</pubDate></item></channel></rss>");
        read_all(feed.as_bytes());
    }

    #[test]
    fn plain_words_go_through_unchanged(words in "[a-zA-Zäöüßéè中ب0-9,.;:!?]{1,12}( [a-zA-Zäöüßéè中ب0-9,.;:!?]{1,12}){0,6}") {
        let feed = format!("<rss><channel><item><title>{words}</title></item></channel></rss>");
        let parsed = parse(feed.as_bytes(), &Hint::default()).unwrap();
        prop_assert_eq!(parsed.items[0].title.as_deref(), Some(words.as_str()));
    }
}
