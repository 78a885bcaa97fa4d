//! Feed parsing in bytes a second, over made-up feeds: `cargo bench -p coranto-feed`.

use coranto_feed::{Hint, discover, parse};
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

const WORDS: &[&str] = &[
    "harbour", "council", "vote", "river", "bridge", "minister", "price", "storm", "school", "market", "ferry",
    "museum", "strike", "grain", "election",
];

/// Sentences that look like news, the same in every run.
fn prose(seed: usize, words: usize) -> String {
    let mut state = seed as u64 * 2_654_435_761 + 1;
    let mut out = String::new();
    for i in 0..words {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        out.push_str(WORDS[(state >> 33) as usize % WORDS.len()]);
        out.push_str(if i % 12 == 11 { ". " } else { " " });
    }
    out
}

fn paragraphs(seed: usize) -> String {
    (0..4)
        .map(|p| {
            format!("<p>{} <a href=\"https://gazette.example/{seed}\">{}</a></p>", prose(seed + p, 60), prose(p, 3))
        })
        .collect()
}

fn rss(items: usize, full: bool) -> String {
    let mut feed = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:media=\"http://search.yahoo.com/mrss/\"><channel><title>Harbour Gazette</title>\
         <link>https://gazette.example/</link><description>News</description>",
    );
    for i in 0..items {
        feed.push_str(&format!(
            "<item><title>{}</title><link>https://gazette.example/story/{i}?ref=rss</link><guid isPermaLink=\"false\">gz-{i}</guid>\
             <pubDate>Tue, 24 Nov 2026 {:02}:{:02}:00 GMT</pubDate><dc:creator>Ada Moor</dc:creator><category>Harbour</category>\
             <description>&lt;p&gt;{}&lt;/p&gt;</description><media:thumbnail url=\"https://gazette.example/{i}.jpg\" width=\"640\" height=\"360\"/>",
            prose(i, 9),
            i % 24,
            i % 60,
            prose(i + 1, 40)
        ));
        if full {
            feed.push_str(&format!("<content:encoded><![CDATA[{}]]></content:encoded>", paragraphs(i)));
        }
        feed.push_str("</item>");
    }
    feed.push_str("</channel></rss>");
    feed
}

fn atom(items: usize) -> String {
    let mut feed = String::from(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Harbour Gazette</title><link href=\"https://gazette.example/\"/>",
    );
    for i in 0..items {
        feed.push_str(&format!(
            "<entry><id>tag:gazette.example,2026:{i}</id><title type=\"html\">{}</title><link rel=\"alternate\" href=\"https://gazette.example/{i}\"/>\
             <published>2026-11-24T{:02}:00:00Z</published><updated>2026-11-24T12:00:00+01:00</updated><author><name>Ada Moor</name></author>\
             <content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">{}</div></content></entry>",
            prose(i, 9),
            i % 24,
            paragraphs(i)
        ));
    }
    feed.push_str("</feed>");
    feed
}

fn json(items: usize) -> String {
    let items: Vec<String> = (0..items)
        .map(|i| {
            let html = serde_json::to_string(&paragraphs(i)).unwrap_or_default();
            format!("{{\"id\":\"{i}\",\"url\":\"https://gazette.example/{i}\",\"title\":\"{}\",\"content_html\":{html},\"date_published\":\"2026-11-24T10:00:00Z\"}}", prose(i, 9))
        })
        .collect();
    format!(
        "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Harbour Gazette\",\"items\":[{}]}}",
        items.join(",")
    )
}

fn broken(items: usize) -> String {
    rss(items, true)
        .replace("</p>", "<br></p>")
        .replace("]]>", "")
        .replace("</title>", " & more</titel>")
        .replace("</rss>", "")
}

fn bench(bencher: Bencher<'_, '_>, feed: String) {
    let items = parse(feed.as_bytes(), &Hint::default()).map(|p| p.items.len()).unwrap_or(0);
    assert_eq!(items, 200, "the feed to measure must be read whole");
    bencher.counter(BytesCount::of_str(&feed)).bench(|| parse(divan::black_box(feed.as_bytes()), &Hint::default()));
}

#[divan::bench]
fn rss_headlines(bencher: Bencher<'_, '_>) {
    bench(bencher, rss(200, false));
}

#[divan::bench]
fn rss_full_text(bencher: Bencher<'_, '_>) {
    bench(bencher, rss(200, true));
}

#[divan::bench]
fn atom_full_text(bencher: Bencher<'_, '_>) {
    bench(bencher, atom(200));
}

#[divan::bench]
fn json_full_text(bencher: Bencher<'_, '_>) {
    bench(bencher, json(200));
}

#[divan::bench]
fn rss_broken(bencher: Bencher<'_, '_>) {
    bench(bencher, broken(200));
}

#[divan::bench]
fn discovery_in_a_page(bencher: Bencher<'_, '_>) {
    let page = format!(
        "<html><head><link rel=alternate type=\"application/rss+xml\" href=\"/feed\"></head><body>{}</body></html>",
        paragraphs(1).repeat(100)
    );
    let address = coranto_core::Address::parse("https://gazette.example/").ok();
    bencher.counter(BytesCount::of_str(&page)).bench(|| address.as_ref().map(|a| discover(page.as_bytes(), a)));
}
