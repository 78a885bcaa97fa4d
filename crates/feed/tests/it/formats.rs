//! Every format, well written.

use crate::{item, read, rss, titles};
use insta::assert_json_snapshot;

#[test]
fn it_works() {
    let parsed = read(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:georss="http://www.georss.org/georss">
<channel>
  <title>Harbour Gazette</title>
  <link>https://gazette.example/</link>
  <description>News of the harbour &amp; the hills</description>
  <language>en-gb</language>
  <lastBuildDate>Tue, 24 Nov 2026 15:00:00 GMT</lastBuildDate>
  <atom:link rel="self" href="https://gazette.example/feeds/all.xml"/>
  <atom:link rel="hub" href="https://hub.example/"/>
  <ttl>30</ttl>
  <skipHours><hour>2</hour><hour>1</hour></skipHours>
  <skipDays><day>Sunday</day></skipDays>
  <image><url>/logo.png</url><title>Logo</title><link>https://elsewhere.example/</link></image>
  <item>
    <title>Ferry &quot;Petrel&quot; returns</title>
    <link>https://gazette.example/petrel?utm_source=rss</link>
    <guid isPermaLink="false">gz-17</guid>
    <pubDate>Tue, 24 Nov 2026 14:30:00 +0100</pubDate>
    <dc:creator>Ada Moor</dc:creator>
    <author>desk@gazette.example (Ben Quay)</author>
    <category>Ships</category>
    <category>Harbour</category>
    <description>&lt;p&gt;She is &lt;b&gt;back&lt;/b&gt;.&lt;/p&gt;</description>
    <content:encoded><![CDATA[<p>She is back. <a href="/timetable">Timetable</a></p>]]></content:encoded>
    <enclosure url="https://gazette.example/petrel.mp3" type="audio/mpeg" length="1234"/>
    <media:content url="https://gazette.example/small.jpg" medium="image" width="200"/>
    <media:content url="https://gazette.example/large.jpg" medium="image" width="1200" height="800">
      <media:description>The ferry at dusk</media:description>
      <media:credit>Cleo Strand</media:credit>
    </media:content>
    <comments>https://gazette.example/petrel#comments</comments>
    <georss:point>45.5 -71.25</georss:point>
  </item>
</channel></rss>"#,
    );
    assert!(!parsed.repaired, "{:?}", parsed.warnings);
    assert_json_snapshot!(parsed, @r###"
    {
      "format": "rss 2.0",
      "encoding": "UTF-8",
      "title": "Harbour Gazette",
      "link": "https://gazette.example/",
      "description": "News of the harbour & the hills",
      "language": "en",
      "updated": {
        "at": 1795532400000,
        "offset_minutes": 0,
        "day_only": false
      },
      "image": "https://gazette.example/logo.png",
      "self_link": "https://gazette.example/feeds/all.xml",
      "hubs": [
        "https://hub.example/"
      ],
      "ttl_minutes": 30,
      "skip_hours": [
        1,
        2
      ],
      "skip_days": [
        6
      ],
      "items": [
        {
          "id": "gz-17",
          "link": "https://gazette.example/petrel",
          "title": "Ferry \"Petrel\" returns",
          "authors": [
            "Ada Moor",
            "Ben Quay"
          ],
          "published": {
            "at": 1795527000000,
            "offset_minutes": 60,
            "day_only": false
          },
          "updated": null,
          "summary": "<p>She is <b>back</b>.</p>",
          "content": "<p>She is back. <a href=\"https://gazette.example/timetable\">Timetable</a></p>",
          "categories": [
            "Ships",
            "Harbour"
          ],
          "enclosures": [
            {
              "address": "https://gazette.example/petrel.mp3",
              "mime": "audio/mpeg",
              "bytes": 1234,
              "seconds": null,
              "title": null
            }
          ],
          "image": {
            "src": "https://gazette.example/large.jpg",
            "caption": "The ferry at dusk",
            "credit": "Cleo Strand",
            "width": 1200,
            "height": 800
          },
          "language": null,
          "comments": "https://gazette.example/petrel",
          "licence": null,
          "place": [
            45.5,
            -71.25
          ]
        }
      ],
      "sitemaps": [],
      "repaired": false,
      "damaged": 0,
      "warnings": []
    }
    "###);
}

#[test]
fn atom_with_its_text_types() {
    let parsed = read(
        r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://boten.example/a/">
<title type="html">Bote &amp;amp; Co</title><link rel="alternate" href="/"/><link rel="self" href="feed"/><id>urn:x:1</id>
<author><name>Redaktion</name></author><logo>l.png</logo>
<entry><id>urn:x:2</id><title type="text">1 &lt; 2 &amp;amp; mehr</title><link href="zwei"/><updated>2026-11-24T10:00:00+01:00</updated>
 <summary>Nur &lt;Worte&gt;</summary>
 <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Guten <a href="tag">Tag</a></p></div></content></entry>
<entry xml:lang="fr"><id>https://boten.example/drei</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Le <em>grand</em> jour</div></title>
 <published>2026-11-23T10:00Z</published><author><name>Zoe Rive</name><email>zoe@boten.example</email></author>
 <content type="html">&lt;p xml:base="x"&gt;Bon&lt;/p&gt;</content><category term="kultur" label="Kultur"/></entry>
<entry><id>urn:x:4</id><title>Anderswo</title><content type="text/html" src="https://boten.example/vier"/></entry>
<entry><id>urn:x:5</id><title type="application/octet-stream">R3V0ZW4gVGFn</title></entry>
</feed>"#,
    );
    assert_eq!(parsed.format, "atom 1.0");
    assert_eq!(parsed.title.as_deref(), Some("Bote & Co"));
    assert_eq!(titles(&parsed), ["1 < 2 &amp; mehr", "Le grand jour", "Anderswo", "Guten Tag"]);
    let [two, three, four, _] = parsed.items.as_slice() else { panic!("{parsed:?}") };
    assert_eq!(two.link.as_ref().map(|l| l.as_str()), Some("https://boten.example/a/zwei"));
    assert_eq!(two.summary.as_deref(), Some("Nur &lt;Worte&gt;"));
    assert_eq!(two.content.as_deref(), Some("<p>Guten <a href=\"https://boten.example/a/tag\">Tag</a></p>"));
    assert_eq!(
        (two.authors.as_slice(), three.authors.as_slice()),
        (&["Redaktion".to_owned()][..], &["Zoe Rive".to_owned()][..])
    );
    assert_eq!(three.language.map(|l| l.to_string()).as_deref(), Some("fr"));
    assert_eq!(three.link.as_ref().map(|l| l.as_str()), Some("https://boten.example/drei"));
    assert_eq!(three.categories, ["Kultur"]);
    assert_eq!(four.link.as_ref().map(|l| l.as_str()), Some("https://boten.example/vier"));
    assert!(!parsed.repaired, "{:?}", parsed.warnings);
}

#[test]
fn rss_1_0_keeps_its_items_beside_the_channel() {
    let parsed = read(
        r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:cc="http://web.resource.org/cc/">
<channel rdf:about="https://old.example/"><title>Old Paper</title><link>https://old.example/</link><sy:updatePeriod>daily</sy:updatePeriod>
<sy:updateFrequency>4</sy:updateFrequency><items><rdf:Seq><rdf:li rdf:resource="https://old.example/1"/></rdf:Seq></items></channel>
<image rdf:about="https://old.example/i.gif"><title>not the title</title><url>https://old.example/i.gif</url></image>
<item rdf:about="https://old.example/1"><title>One</title><dc:date>2026-11-24</dc:date><dc:subject>Tides</dc:subject>
<cc:license rdf:resource="https://creativecommons.org/licenses/by/4.0/"/></item></rdf:RDF>"#,
    );
    assert_eq!((parsed.format.as_str(), parsed.ttl_minutes), ("rss 1.0", Some(360)));
    assert_eq!(parsed.title.as_deref(), Some("Old Paper"));
    assert_eq!(parsed.image.as_ref().map(|i| i.as_str()), Some("https://old.example/i.gif"));
    let one = &parsed.items[0];
    assert_eq!(
        (one.id.as_deref(), one.link.as_ref().map(|l| l.as_str())),
        (Some("https://old.example/1"), Some("https://old.example/1"))
    );
    assert!(one.published.is_some_and(|p| p.day_only));
    assert_eq!(one.licence.as_deref(), Some("https://creativecommons.org/licenses/by/4.0/"));
}

#[test]
fn json_feed_with_loose_types() {
    let parsed = read(
        r#"{"version":"https://jsonfeed.org/version/1.1","title":"Leuchtturm","home_page_url":"https://leuchtturm.example/","language":"de",
"hubs":[{"type":"WebSub","url":"https://hub.example/"}],"authors":[{"name":"Redaktion"}],
"items":[{"id":17,"url":"/17","title":"Eins","content_html":"<p>x <img src='/b.png'></p>","date_published":"2026-11-24T10:00:00Z","tags":["Meer",null,3]},
{"id":"18","external_url":"https://else.example/","content_text":"a < b","author":{"name":"Kim"},"attachments":[{"url":"a.mp3","mime_type":"audio/mpeg","duration_in_seconds":61.5}]},
{"id":null,"title":{"no":"text"}}, {"id":"19","id":"20","title":"Twice"}]}"#,
    );
    assert_eq!((parsed.format.as_str(), parsed.damaged, parsed.hubs.len()), ("json feed 1.1", 1, 1));
    assert_eq!(titles(&parsed), ["Eins", "-", "Twice"]);
    let [one, two, twice] = parsed.items.as_slice() else { panic!("{parsed:?}") };
    assert_eq!(one.id.as_deref(), Some("17"));
    assert_eq!(one.link.as_ref().map(|l| l.as_str()), Some("https://gazette.example/17"));
    assert_eq!(one.categories, ["Meer", "3"]);
    assert_eq!(two.content.as_deref(), Some("a &lt; b"));
    assert_eq!((two.authors.as_slice(), two.enclosures[0].seconds), (&["Kim".to_owned()][..], Some(61)));
    assert_eq!(twice.id.as_deref(), Some("20"));
}

#[test]
fn a_news_sitemap_is_a_feed_and_an_index_names_others() {
    let parsed = read(
        r#"<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://gazette.example/a</loc><lastmod>2026-11-24T12:00:00Z</lastmod>
<news:news><news:publication><news:name>Harbour Gazette</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2026-11-24T11:00:00Z</news:publication_date><news:title>Fog lifts</news:title><news:keywords>fog, harbour</news:keywords></news:news>
<image:image><image:loc>https://gazette.example/f.jpg</image:loc></image:image></url>
<url><loc>https://gazette.example/b</loc></url></urlset>"#,
    );
    assert_eq!((parsed.format.as_str(), parsed.title.as_deref()), ("news sitemap", Some("Harbour Gazette")));
    assert_eq!(titles(&parsed), ["Fog lifts", "-"]);
    assert_eq!(parsed.items[0].categories, ["fog", "harbour"]);
    assert!(parsed.items[0].image.is_some() && parsed.items[0].published.is_some());
    let index = read(
        "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>https://g.example/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap>\
         <sitemap><loc>https://g.example/new.xml</loc><lastmod>2026-11-24</lastmod></sitemap></sitemapindex>",
    );
    assert_eq!(
        index.sitemaps.iter().map(|s| s.as_str()).collect::<Vec<_>>(),
        ["https://g.example/new.xml", "https://g.example/old.xml"]
    );
    assert!(index.items.is_empty() && !index.warnings.is_empty());
}

#[test]
fn a_title_is_decoded_once_and_loses_only_real_markup() {
    for (written, title) in [
        ("Fish &amp; chips", "Fish & chips"),
        ("Fish &amp;amp; chips", "Fish & chips"),
        ("&lt;b&gt;Bold&lt;/b&gt; move", "Bold move"),
        ("<![CDATA[Bold <i>move</i> &ndash; again]]>", "Bold move – again"),
        ("Vec&lt;T&gt; explained", "Vec<T> explained"),
        ("How to write &amp;lt;b&amp;gt;", "How to write <b>"),
        ("5 &lt; 6 &gt; 4", "5 < 6 > 4"),
        (" two\n   lines ", "two lines"),
        ("It&#8217;s &#x201C;on&#x201D;", "It’s “on”"),
        ("caf\u{c3}\u{a9} encoded twice", "café encoded twice"),
    ] {
        assert_eq!(item(&format!("<title>{written}</title>")).title.as_deref(), Some(title), "{written}");
    }
}

#[test]
fn what_links_to_the_item() {
    let link = |inside: &str| item(inside).link.map(|l| l.to_string());
    assert_eq!(link("<guid>https://g.example/1</guid>").as_deref(), Some("https://g.example/1"));
    assert_eq!(link("<title>x</title><guid isPermaLink='false'>https://g.example/1</guid>"), None);
    assert_eq!(
        link("<link>https://g.example/2</link><guid>https://g.example/1</guid>").as_deref(),
        Some("https://g.example/2")
    );
    assert_eq!(link("<link href='https://g.example/3'/>").as_deref(), Some("https://g.example/3"));
    assert_eq!(link("<link>javascript:alert(1)</link><title>x</title>"), None);
    let burner =
        "<link>https://burner.example/~r/1</link><feedburner:origLink>https://g.example/4</feedburner:origLink>";
    assert_eq!(link(burner).as_deref(), Some("https://g.example/4"));
}

#[test]
fn podcasts_and_video_channels() {
    let parsed = read(
        r#"<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>Tide Talk</title>
<itunes:image href="https://tide.example/cover.jpg"/><itunes:summary>About tides</itunes:summary>
<item><title>Ep. 1</title><itunes:author>Tide Crew</itunes:author><itunes:duration>1:02:03</itunes:duration>
<enclosure url="https://tide.example/1.mp3" type="audio/mpeg" length="0"/><itunes:image href="https://tide.example/1.jpg"/></item></channel></rss>"#,
    );
    let episode = &parsed.items[0];
    assert_eq!((episode.enclosures[0].seconds, episode.enclosures[0].bytes), (Some(3723), None));
    assert_eq!(episode.authors, ["Tide Crew"]);
    assert_eq!(parsed.description.as_deref(), Some("About tides"));
    let video = read(
        r#"<feed xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom"><title>Channel</title>
<entry><id>v1</id><title>Boat tour</title><link rel="alternate" href="https://video.example/watch?v=1"/>
<media:group><media:title>Boat tour</media:title><media:content url="https://video.example/v/1" type="application/x-video" width="640"/>
<media:thumbnail url="https://img.example/1.jpg" width="480" height="360"/><media:description>All about boats</media:description></media:group></entry></feed>"#,
    );
    let tour = &video.items[0];
    assert_eq!(tour.summary.as_deref(), Some("All about boats"));
    assert_eq!(tour.image.as_ref().map(|i| i.src.as_str()), Some("https://img.example/1.jpg"));
    assert_eq!(tour.enclosures.len(), 1);
}

#[test]
fn a_prefix_may_be_any_and_a_namespace_may_be_missing() {
    let odd = "<item xmlns:zz='http://purl.org/rss/1.0/modules/content/'><title>x</title><zz:encoded>Whole text</zz:encoded></item>";
    assert_eq!(rss(odd).items[0].content.as_deref(), Some("Whole text"));
    let undeclared = rss("<item><title>x</title><dc:creator>Ada Moor</dc:creator></item>");
    assert_eq!(undeclared.items[0].authors, ["Ada Moor"]);
    assert!(undeclared.repaired);
    let stranger =
        rss("<item xmlns:dc='https://made-up.example/ns'><title>x</title><dc:creator>Ada Moor</dc:creator></item>");
    assert_eq!(stranger.items[0].authors, ["Ada Moor"]);
}

#[test]
fn nothing_of_a_nested_element_leaks_into_the_item() {
    let parsed = rss("<textInput><title>Search</title><link>https://g.example/search</link></textInput>\
         <item><source url='https://o.example/'>Other paper</source><unknown><title>no</title><link>https://no.example/</link></unknown>\
         <title>yes</title></item>");
    assert_eq!((titles(&parsed), parsed.link.as_ref()), (vec!["yes"], None));
    assert_eq!(parsed.items[0].link, None);
}
