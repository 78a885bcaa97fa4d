//! The article page, from top to bottom, with hard samples.

use crate::press::{Press, every_block, facts, paragraph, report};
use crate::visit::{get, words};
use axum::http::StatusCode;
use coranto_core::reason::BodyRejected;
use coranto_core::source::{OwnerKind, SourceFacts};
use coranto_core::{Address, Block, Millis, Stamp};
use coranto_store::article::{self, Media, PageResult, Stage};

fn licensed() -> SourceFacts {
    SourceFacts {
        full_text: true,
        licence: Some("CC BY 4.0".into()),
        licence_url: Some("https://licences.example/by/4.0".into()),
        owner_kind: OwnerKind::State,
        ..facts("lantern", "The Lantern", "XA", "en")
    }
}

#[tokio::test]
async fn it_works() {
    let press = Press::new().await;
    let lantern = press.source(licensed()).await;
    let one = report("Port Ember opens its lock")
        .lead("The council voted nine to four.")
        .by(&["Mara Quill", "Tom Ashby"])
        .picture("https://lantern.example/lock.jpg")
        .text(every_block())
        .ago(125);
    let key = press.publish(lantern, vec![one]).await.remove(0);
    let page = get(&press.state(), &format!("/en/article/{key}/port-ember-opens-its-lock")).await;
    assert_eq!(page.status, StatusCode::OK);
    insta::assert_snapshot!(words(page.text()), @r#"World Port Ember opens its lock The council voted nine to four. The Lantern Aldmere state-owned By Mara Quill, Tom Ashby Published 24 November 2026, 09:25 UTC+2 ( 2 h ago ) 2 min read Share Address of this page http://news.example/en/article/7qc3exjfft726/port-ember-opens-its-lock Send by e-mail Fishing boats wait for the tide at Port Ember. Mara Quill/The Lantern The harbour council of Port Ember voted on Monday night to open the eastern lock again, eleven years after it was closed, according to minutes seen by this paper . The vote was nine to four. Fishing crews had asked for the lock since the storm of 2019, when forty boats lay outside for three days with no way in. What it will cost The work is put at 18 million marks , a third of it from the province. “We are not building a monument,” said the harbour master, Ilse Marrow. “We are building a door.” A door that opens twice a day is worth more than a wall that stands for a century. Ilse Marrow, harbour master Dredging begins in March . The new gates are hung in September. First boats before winter. The old customs house at low water. Who pays Payer Million marks Harbour 12 Province 6 Vote Tender High water 05:12 Low water 11:40 The vote, in full Harbour TV The council meets again on 3 December. Shown in full under CC BY 4.0. Original: lantern.example"#);
    assert!(page.has(r#"<link rel="canonical" href="https://lantern.example/news/1">"#));
    assert!(!page.has("noindex"), "the licence lets others find it here");
    assert!(page.has(r#""@type":"NewsArticle""#));
    assert_eq!(page.text().matches("<h1").count(), 1);
    assert_eq!(page.text().matches("Port Ember opens its lock</h1>").count(), 1, "the title stands once");
    assert!(page.has(r#"lang="en" dir="ltr""#));
    assert!(page.has("https://lantern.example/imprint"), "the label comes with the page that supports it");
}

#[tokio::test]
async fn without_a_licence_only_the_beginning_and_a_large_link() {
    let press = Press::new().await;
    let courier = press.source(facts("courier", "Ember Courier", "XA", "en")).await;
    let long = "The tide turned at five and nobody was there to see it. ".repeat(40);
    let one = report("Nobody saw the tide").lead(&long).text(vec![paragraph("SECRET BODY"), paragraph("never shown")]);
    let key = press.publish(courier, vec![one]).await.remove(0);
    let page = get(&press.state(), &format!("/en/article/{key}")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.has("SECRET BODY") && !page.has("never shown"));
    assert!(page.has("Read at \u{2068}Ember Courier\u{2069}"));
    assert!(page.has(r#"<meta name="robots" content="noindex">"#));
    assert!(page.has(r#"<link rel="canonical" href="https://courier.example/news/1">"#));
    assert!(!page.has("ld+json"));
    let shown = words(page.text());
    assert!(shown.matches("The tide turned").count() <= 8, "at most 70 words of the lead: {shown}");
}

#[tokio::test]
async fn a_set_aside_article_says_why_in_plain_words() {
    let press = Press::new().await;
    let lantern = press.source(licensed()).await;
    let one = report("Timetable")
        .lead("The winter timetable is out.")
        .set_aside(BodyRejected::OnlyNavigation { link_percent: 90 });
    let key = press.publish(lantern, vec![one]).await.remove(0);
    let state = press.state();
    let page = get(&state, &format!("/en/article/{key}")).await;
    let shown = words(page.text());
    assert!(shown.contains("The winter timetable is out."), "{shown}");
    assert!(
        shown.contains("We could not show the text of this article: only links were found on the page."),
        "{shown}"
    );
    assert!(shown.contains("Read at The Lantern"), "{shown}");
    assert!(page.has("noindex"));
    let arabic = get(&state, &format!("/ar/article/{key}")).await;
    assert!(words(arabic.text()).contains("لم نجد في الصفحة سوى روابط."));
}

#[tokio::test]
async fn hostile_words_stay_words() {
    let press = Press::new().await;
    let evil = SourceFacts {
        name: "<script>alert('name')</script>".into(),
        home: "javascript:alert(1)".into(),
        owner: Some("\"><img src=x onerror=alert(1)>".into()),
        owner_citation: Some("javascript:alert(2)".into()),
        licence: Some("<b>free</b>".into()),
        licence_url: Some("data:text/html,x".into()),
        full_text: true,
        ..facts("evil", "", "XA", "en")
    };
    let evil = press.source(evil).await;
    let one = report("</title><script>alert('title')</script>")
        .lead("</script><script>alert('lead')</script>")
        .by(&["<img src=x onerror=alert('author')>"])
        .section("<script>")
        .text(vec![
            paragraph(
                "<script>alert('body')</script><a href=\"javascript:alert(3)\">here</a> <em onclick=\"x()\">there</em>",
            ),
            Block::Preformatted { text: "</pre><script>alert('pre')</script>".into() },
            Block::Table { caption: Some("<script>".into()), rows: vec![] },
        ]);
    let key = press.publish(evil, vec![one]).await.remove(0);
    let state = press.state();
    for path in [
        format!("/en/article/{key}"),
        "/en".into(),
        "/en/source/evil".into(),
        "/en/sources".into(),
        "/en/latest".into(),
    ] {
        let page = get(&state, &path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let low = page.text().to_lowercase();
        for piece in low.split("<script").skip(1) {
            assert!(
                piece.starts_with(" type=\"module\" src=\"/assets/")
                    || piece.starts_with(" type=\"application/ld+json\">{"),
                "{path}: {piece:.60}"
            );
        }
        assert!(!low.contains("href=\"javascript:") && !low.contains("href=\"data:"), "{path}");
        assert!(!low.contains("onclick=\"") && !low.contains("<img src=x"), "{path}");
    }
}

#[tokio::test]
async fn a_report_that_says_next_to_nothing_is_a_page_all_the_same() {
    let press = Press::new().await;
    let bare = press
        .source(SourceFacts { country: None, owner: None, owner_citation: None, ..facts("bare", "Bare", "XA", "en") })
        .await;
    let mut one = report("Rain").section("");
    one.article.lang = None;
    one.article.words = 0;
    let key = press.publish(bare, vec![one]).await.remove(0);
    let page = get(&press.state(), &format!("/en/article/{key}/rain")).await;
    insta::assert_snapshot!(words(page.text()), @r#"Rain Bare Published 24 November 2026, 10:30 UTC+2 ( 1 h ago ) Share Address of this page http://news.example/en/article/6z01pj7h6sxwx/rain Send by e-mail Read at Bare bare.example"#);
    assert!(page.has(r#"<h1 dir="auto">Rain</h1>"#));
}

#[tokio::test]
async fn long_titles_and_right_to_left_ones_keep_their_page() {
    let press = Press::new().await;
    let masar = press.source(facts("almasar", "المسار", "XB", "ar")).await;
    let long = "كلمة ".repeat(60);
    let endless = "字".repeat(300);
    let keys = press
        .publish(masar, vec![report(long.trim()).lang("ar"), report(&endless).lang("zh"), report("???").lang("ar")])
        .await;
    let state = press.state();
    for key in &keys {
        let page = get(&state, &format!("/en/article/{key}")).await;
        assert_eq!(page.status, StatusCode::OK);
    }
    let list = get(&state, "/en/source/almasar").await;
    for href in
        list.text().split("href=\"").skip(1).filter_map(|r| r.split('"').next()).filter(|h| h.contains("/article/"))
    {
        assert!(href.is_ascii() && href.len() < 900, "{href}");
        assert_eq!(get(&state, href).await.status, StatusCode::OK, "{href}");
    }
    let page = get(&state, &format!("/en/article/{}", keys[0])).await;
    assert!(page.has(r#"<html lang="en" dir="ltr""#) && page.has(r#"<h1 lang="ar" dir="rtl">"#));
    let page = get(&state, &format!("/ar/article/{}", keys[0])).await;
    assert!(page.has(r#"<html lang="ar" dir="rtl""#));
}

#[tokio::test]
async fn an_article_has_one_address() {
    let press = Press::new().await;
    let lantern = press.source(licensed()).await;
    let keys = press.publish(lantern, vec![report("First").ago(10), report("Second").ago(5)]).await;
    let state = press.state();
    let old = get(&state, &format!("/en/article/{}/an-older-headline", keys[0])).await;
    assert_eq!(old.status, StatusCode::PERMANENT_REDIRECT);
    assert_eq!(old.header("location"), format!("/en/article/{}/first", keys[0]));
    for missing in
        ["/en/article/0000000000000", "/en/article/nonsense", "/en/article/../../etc", "/en/article/UPPERCASE0000/x"]
    {
        assert_eq!(get(&state, missing).await.status, StatusCode::NOT_FOUND, "{missing}");
    }
}

#[tokio::test]
async fn an_article_that_turned_out_to_be_another_redirects_for_good() {
    let press = Press::new().await;
    let lantern = press.source(licensed()).await;
    let older = press.publish(lantern, vec![report("The report").ago(50)]).await.remove(0);
    let mut copy = report("The report again").lead("Once more.");
    copy.stage = Stage::Waiting;
    let newer = press.publish(lantern, vec![copy]).await.remove(0);
    let waiting = article::lease_waiting(&press.db, crate::press::NOW, 1_000, 10, 10, None).await.unwrap().remove(0);
    let mut page = report("The report").article;
    page.canonical = Some(Address::parse("https://lantern.example/news/1").unwrap());
    page.blocks = vec![paragraph("Text.")];
    let ready = PageResult::Ready {
        article: Box::new(page),
        published_at: crate::press::NOW,
        section: None,
        policy: 1,
        figures: None,
        edit: None,
        watch: Default::default(),
    };
    article::finish(&press.db, &[(waiting.id, ready)], crate::press::NOW).await.unwrap();
    let moved = get(&press.state(), &format!("/ar/article/{newer}/the-report-again")).await;
    assert_eq!(moved.status, StatusCode::PERMANENT_REDIRECT);
    assert_eq!(moved.header("location"), format!("/ar/article/{older}"));
}

#[tokio::test]
async fn times_name_their_zone_and_updates_are_told() {
    let press = Press::new().await;
    let lantern = press.source(licensed()).await;
    let mut one = report("Dated").text(vec![paragraph("Text.")]).ago(180);
    let at = Millis(crate::press::NOW.0 - 3 * Millis::HOUR);
    one.article.modified = Some(Stamp { at: Millis(at.0 + Millis::HOUR), offset_minutes: Some(120), day_only: false });
    let key = press.publish(lantern, vec![one]).await.remove(0);
    let state = press.state();
    let shown = words(get(&state, &format!("/en/article/{key}/dated")).await.text());
    assert!(shown.contains("Published 24 November 2026, 08:30 UTC+2 ( 3 h ago )"), "{shown}");
    assert!(shown.contains("Updated 24 November 2026, 09:30 UTC+2"), "{shown}");
    let shown = words(get(&state, &format!("/ar/article/{key}/dated")).await.text());
    assert!(shown.contains("نُشر 24 نوفمبر 2026، 08:30 UTC+2 ( قبل 3 ساعات )"), "{shown}");
}

#[tokio::test]
async fn sound_plays_at_the_publishers_and_is_not_fetched_from_there() {
    let press = Press::new().await;
    let lantern = press.source(licensed()).await;
    let mut one = report("The week in sound").lead("Half an hour of it.");
    one.media = vec![Media {
        address: Address::parse("https://cdn.lantern.example/week.mp3").unwrap(),
        mime: Some("audio/mpeg".into()),
        bytes: Some(30_000_000),
        seconds: Some(1_830),
    }];
    let key = press.publish(lantern, vec![one]).await.remove(0);
    let page = get(&press.state(), &format!("/en/article/{key}")).await;
    assert!(page.has(r#"<a href="https://cdn.lantern.example/week.mp3""#));
    assert!(!page.has("<audio") && !page.has("<video") && !page.has("<iframe"));
    assert!(words(page.text()).contains("Audio Open at cdn.lantern.example 31 min"));
}

#[tokio::test]
async fn more_of_the_publisher_is_not_called_related() {
    let press = Press::new().await;
    let lantern = press.source(licensed()).await;
    let courier = press.source(facts("courier", "Ember Courier", "XA", "en")).await;
    let keys = press.publish(lantern, (0..6).map(|n| report(&format!("Report {n}")).ago(n)).collect()).await;
    press.publish(courier, vec![report("Of somebody else")]).await;
    let shown = words(get(&press.state(), &format!("/en/article/{}", keys[0])).await.text());
    assert!(shown.contains("More from The Lantern Report 1"), "{shown}");
    assert!(!shown.to_lowercase().contains("related") && !shown.contains("somebody else"), "{shown}");
    let alone = press.source(facts("alone", "Alone", "XA", "en")).await;
    let only = press.publish(alone, vec![report("The only one")]).await.remove(0);
    let shown = words(get(&press.state(), &format!("/en/article/{only}")).await.text());
    assert!(!shown.contains("More from"), "no empty heading: {shown}");
}
