//! Lists of feeds in and out.

use coranto_core::Address;
use coranto_core::reason::FeedRejected;
use coranto_feed::{Outline, read_opml, write_opml};
use proptest::prelude::*;

#[test]
fn folders_letter_case_and_broken_lines() {
    let source = r#"<?xml version="1.0"?><opml version="1.0"><head><title>Mine</title></head><body>
<outline text="World &amp; sea"><outline title="Deep"><outline text="Tides" xmlurl="https://t.example/rss" htmlURL="https://t.example/"/></outline>
<outline text="Fog" type="rss" xmlUrl="feed://f.example/rss"></outline></outline>
<outline text="Bare & broken" XMLURL='https://b.example/?a=1&b=2'>
</outline>
<outline text="Again" xmlUrl="https://t.example/rss"/>
<outline text="No web" xmlUrl="file:///etc/passwd"/>
<outline xmlUrl="https://n.example/feed" category="/Harbour/Ships,/x"/>
</body>"#;
    let (outlines, complaints) = read_opml(source.as_bytes(), 100).unwrap();
    let lines: Vec<String> =
        outlines.iter().map(|o| format!("{} | {} | {}", o.folders.join("/"), o.title, o.feed)).collect();
    assert_eq!(
        lines,
        [
            "World & sea/Deep | Tides | https://t.example/rss",
            "World & sea | Fog | http://f.example/rss",
            " | Bare & broken | https://b.example/?a=1&b=2",
            "Harbour/Ships | n.example | https://n.example/feed",
        ]
    );
    assert_eq!(
        complaints,
        [
            "https://t.example/rss stands in the list more than once",
            "No web: only http and https addresses are read, not file:"
        ]
    );
}

#[test]
fn the_limit_holds_and_says_so() {
    let many: String = (0..50).map(|i| format!("<outline xmlUrl='https://h{i}.example/f'/>")).collect();
    let (outlines, complaints) = read_opml(format!("<opml><body>{many}").as_bytes(), 20).unwrap();
    assert_eq!((outlines.len(), complaints), (20, vec!["30 feeds beyond the first 20 were left out".to_owned()]));
    let deep = "<outline text='f'>".repeat(100_000);
    let (outlines, _) =
        read_opml(format!("<opml>{deep}<outline xmlUrl='https://d.example/f'/>").as_bytes(), 20).unwrap();
    assert_eq!(outlines[0].folders.len(), 32);
}

#[test]
fn what_is_no_opml_is_refused() {
    assert_eq!(read_opml(b" ", 9), Err(FeedRejected::Empty));
    assert_eq!(read_opml(b"<html><p>x</html>", 9), Err(FeedRejected::WebPage));
    assert_eq!(read_opml(b"words", 9), Err(FeedRejected::NotAFeed { beginning: "words".into() }));
}

fn outline() -> impl Strategy<Value = Outline> {
    let name = "[A-Za-z0-9&<>\"'éß中ع#;]{1,8}( [A-Za-z0-9&<>\"'éß中ع#;]{1,8}){0,2}";
    ("[a-z]{3,10}", 0..1_000_000u32, name, proptest::collection::vec(name, 0..3), any::<bool>()).prop_map(
        |(host, n, title, folders, home)| Outline {
            // An ampersand that begins a reference is one only when it is written so.
            title,
            feed: Address::parse(&format!("https://{host}.example/{n}?a=1&b='2'")).unwrap(),
            home: home.then(|| Address::parse(&format!("https://{host}.example/")).unwrap()),
            folders,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_written_is_read_back(title in ".{0,30}", mut outlines in proptest::collection::vec(outline(), 0..12)) {
        outlines.sort_by(|a, b| a.feed.cmp(&b.feed));
        outlines.dedup_by(|a, b| a.feed == b.feed);
        let written = write_opml(&title, &outlines);
        let (read, complaints) = read_opml(written.as_bytes(), 100).unwrap();
        prop_assert_eq!(read, outlines);
        prop_assert!(complaints.is_empty());
    }
}
