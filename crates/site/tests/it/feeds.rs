//! Feeds out: well-formed whatever the news holds, and no more of a text than a list shows.

use crate::press::{Press, every_block, facts, report};
use crate::visit::{ask, get};
use coranto_core::source::SourceFacts;
use quick_xml::events::Event;

/// Every element's name and text, in order; fails on XML that is not well-formed.
fn elements(xml: &str) -> Vec<(String, String)> {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut elements, mut open) = (Vec::new(), Vec::<usize>::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => {
                open.push(elements.len());
                elements.push((tag.name().as_ref().to_owned(), String::new()));
                assert!(tag.attributes().all(|a| a.is_ok()));
            }
            Event::Empty(tag) => {
                elements.push((tag.name().as_ref().to_owned(), String::new()));
                assert!(tag.attributes().all(|a| a.is_ok()));
            }
            Event::End(_) => {
                open.pop();
            }
            Event::Text(text) => {
                if let Some(at) = open.last() {
                    elements[*at].1.push_str(&text);
                }
            }
            Event::GeneralRef(name) => {
                if let Some(at) = open.last() {
                    let c = name.resolve_char_ref().unwrap().map(String::from);
                    elements[*at].1.push_str(&c.unwrap_or_else(|| format!("&{};", &*name)));
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty());
    elements
}

#[tokio::test]
async fn it_works() {
    let press = Press::new().await;
    let lantern = press.source(SourceFacts { full_text: true, ..facts("lantern", "The Lantern", "XA", "en") }).await;
    press
        .publish(
            lantern,
            vec![report("Port Ember opens its lock").lead("Nine to four.").by(&["Mara Quill"]).text(every_block())],
        )
        .await;
    let feed = get(&press.state(), "/en/section/world/feed.xml").await;
    assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8");
    insta::assert_snapshot!(feed.text(), @r#"
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>World · Coranto</title>
<id>tag:coranto,2026:list/en/section/world/feed.xml</id>
<updated>2026-11-24T08:30:00Z</updated>
<link rel="self" type="application/atom+xml" href="http://news.example/en/section/world/feed.xml"/>
<link rel="alternate" type="text/html" href="http://news.example/en/section/world"/>
<generator>Coranto</generator>
<entry xml:lang="en">
<title>Port Ember opens its lock</title>
<id>tag:coranto,2026:article/7qc3exjfft726</id>
<link rel="alternate" type="text/html" href="http://news.example/en/article/7qc3exjfft726/port-ember-opens-its-lock"/>
<published>2026-11-24T08:30:00Z</published>
<updated>2026-11-24T08:30:00Z</updated>
<author><name>Mara Quill</name></author>
<category term="World"/>
<source><title>The Lantern</title><id>http://news.example/en/source/lantern</id><link rel="alternate" type="text/html" href="http://news.example/en/source/lantern"/><updated>2026-11-24T08:30:00Z</updated></source>
<summary>Nine to four.</summary>
</entry>
</feed>
"#);
    elements(feed.text());
}

#[tokio::test]
async fn hostile_news_leaves_the_feed_well_formed() {
    let press = Press::new().await;
    let evil = press.source(facts("evil", "A & B <Press> ]]>", "XA", "en")).await;
    press
        .publish(
            evil,
            vec![
                report("Control \u{1}\u{8}\u{b} and \u{ffff} & <b>bold</b> ]]> \"quotes\"")
                    .lead("</summary></entry></feed><script>x</script>"),
                report("&amp; &nbsp; &#x0;").by(&["\u{0}nobody", "<i>"]),
            ],
        )
        .await;
    let state = press.state();
    for path in
        ["/feed.xml", "/en/feed.xml", "/ar/source/evil/feed.xml", "/en/country/xa/feed.xml", "/en/language/en/feed.xml"]
    {
        let feed = get(&state, path).await;
        let found = elements(feed.text());
        assert_eq!(found.iter().filter(|(name, _)| name == "entry").count(), 2, "{path}");
        let summary = found.iter().find(|(name, _)| name == "summary").unwrap();
        assert!(summary.1.contains("<script>x</script>"), "as words: {}", summary.1);
    }
}

#[tokio::test]
async fn a_feed_shows_no_more_than_a_list() {
    let press = Press::new().await;
    let courier = press.source(facts("courier", "Ember Courier", "XA", "en")).await;
    let long = "The tide turned at five and nobody saw it. ".repeat(60);
    press.publish(courier, vec![report("Tide").lead(&long).text(every_block())]).await;
    let feed = get(&press.state(), "/feed.xml").await;
    let summary = elements(feed.text()).into_iter().find(|(name, _)| name == "summary").unwrap().1;
    assert!(summary.split_whitespace().count() <= 70, "{summary}");
    assert!(!feed.has("harbour council"));
}

#[tokio::test]
async fn every_language_is_in_the_global_feed_and_its_own_in_an_interfaces() {
    let press = Press::new().await;
    let lantern = press.source(facts("lantern", "The Lantern", "XA", "en")).await;
    let masar = press.source(facts("almasar", "المسار", "XB", "ar")).await;
    press.publish(lantern, vec![report("In English")]).await;
    press.publish(masar, vec![report("بالعربية").lang("ar")]).await;
    let state = press.state();
    let all = get(&state, "/feed.xml").await;
    assert!(all.has("In English") && all.has("بالعربية") && all.has(r#"<entry xml:lang="ar">"#));
    let arabic = get(&state, "/ar/feed.xml").await;
    assert!(!arabic.has("In English") && arabic.has("بالعربية"));
}

#[tokio::test]
async fn addresses_are_absolute_and_a_strange_host_is_not_repeated() {
    let press = Press::new().await;
    let lantern = press.source(facts("lantern", "The Lantern", "XA", "en")).await;
    press.publish(lantern, vec![report("A report")]).await;
    let mut state = press.state();
    assert!(get(&state, "/feed.xml").await.has("href=\"http://news.example/en/article/"));
    let strange = ask(&state, "GET", "/feed.xml", &[("host", "evil.example/\"><script>")]).await;
    assert!(!strange.has("evil.example"), "{}", strange.text());
    std::sync::Arc::make_mut(&mut state.settings).server.public_address = "https://coranto.example/".into();
    assert!(get(&state, "/feed.xml").await.has("href=\"https://coranto.example/en/article/"));
}
