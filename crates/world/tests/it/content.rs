//! The made-up news itself: complete, consistent, and on its pages as it was written.

use crate::basics::NOW;
use crate::client::{Reply, get};
use coranto_core::{Address, Clock, Millis};
use coranto_world::content::{Design, ReportKind};
use coranto_world::markup::Block;
use coranto_world::news::{News, Report, coverage};
use coranto_world::{SCENES, World};
use std::collections::{BTreeMap, BTreeSet};

fn news() -> News {
    let (news, problems) = News::embedded(NOW);
    assert_eq!(problems, Vec::<String>::new());
    news
}

#[test]
fn three_days_of_news_in_six_languages() {
    let news = news();
    let stories = coverage(&news);
    let languages: BTreeSet<&str> = news.publishers.iter().map(|p| p.lang.as_str()).collect();
    for lang in ["en", "ar", "es", "fr", "de", "ru"] {
        assert!(languages.contains(lang), "no publisher writes {lang}");
    }
    let mut told_by_several = 0;
    for (slug, reports) in &stories {
        let publishers: BTreeSet<usize> = reports.iter().map(|r| r.publisher).collect();
        assert!((1..=14).contains(&publishers.len()), "{slug}: {} publishers", publishers.len());
        told_by_several += usize::from(publishers.len() > 1);
        for report in reports {
            let hours = (report.published.0 - NOW.0) as f64 / Millis::HOUR as f64;
            assert!((-72.0..=48.0).contains(&hours), "{slug}: {hours} h");
        }
    }
    assert!(told_by_several >= 15, "{told_by_several} stories of more than one publisher");
    let coming = news.reports.iter().filter(|r| r.published > NOW).count();
    assert!(coming > 0, "nothing comes as the clock goes on");
}

#[test]
fn the_content_is_consistent() {
    let news = news();
    let mut titles: BTreeMap<(usize, &str), u32> = BTreeMap::new();
    for report in &news.reports {
        *titles.entry((report.publisher, &report.versions[0].title)).or_default() += 1;
        assert!(
            report.versions.windows(2).all(|v| v[0].at <= v[1].at && v[0].at >= report.published),
            "{}",
            report.path
        );
        assert!(!report.versions[0].title.trim().is_empty() && !report.lead(NOW).is_empty(), "{}", report.path);
    }
    for image in news.reports.iter().filter_map(|r| r.image.as_ref()) {
        assert!(SCENES.contains(&image.scene.as_str()), "no such scene: {}", image.scene);
    }
    let twice: Vec<_> = titles.iter().filter(|(_, n)| **n > 1).collect();
    assert!(twice.is_empty(), "a publisher has one title twice: {twice:?}");
    let hosts: BTreeSet<&str> = news.publishers.iter().map(|p| p.text.host.as_str()).collect();
    assert_eq!(hosts.len(), news.publishers.len());
    for publisher in &news.publishers {
        let text = &publisher.text;
        assert!(text.host.ends_with(".example"), "{}: {} is not a made-up host", text.slug, text.host);
        assert!(["XA", "XB", "XC", "XD", "XE", "XF"].contains(&text.country.as_str()), "{}", text.slug);
        let citation = text.owner_citation.as_deref().unwrap_or_default();
        assert!(Address::parse(citation).is_ok_and(|a| a.host().ends_with(".example")), "{}: {citation}", text.slug);
        for section in &text.sections {
            assert!(coranto_core::source::SECTIONS.contains(&section.as_str()), "{}: {section}", text.slug);
        }
    }
    for design in
        [Design::Broadsheet, Design::Tabloid, Design::Magazine, Design::Portal, Design::Minimal, Design::Legacy]
    {
        assert!(news.publishers.iter().any(|p| p.text.design == design), "{design:?}");
    }
}

/// Clutter may stand around the text and between its paragraphs, never in place of a part of it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_holds_its_text() {
    let news = news();
    let world = World::demo(Clock::manual(NOW));
    let running = world.start().await.unwrap();
    let mut pages = 0;
    for report in news.reports.iter().filter(|r| r.published <= NOW) {
        let publisher = &news.publishers[report.publisher];
        let address = publisher.address(&report.path);
        let first = get(running.address, &address).await;
        assert_eq!(first.status, 200, "{address}");
        let mut html = decoded(&first);
        for number in 2..10 {
            if !html.contains(&format!("rel=\"next\" href=\"{}?page={number}\"", report.path)) {
                break;
            }
            html.push_str(&decoded(&get(running.address, &format!("{address}?page={number}")).await));
        }
        holds(&html, report, &address);
        pages += 1;
        if publisher.text.design == Design::Broadsheet && report.kind == ReportKind::Report {
            holds(&decoded(&get(running.address, &format!("{address}/amp")).await), report, &address);
        }
    }
    assert!(pages >= 100, "{pages}");
}

fn holds(html: &str, report: &Report, address: &str) {
    let document = dom_query::Document::from(html);
    let text = words(&document.text());
    let version = report.version(NOW);
    assert!(text.contains(&words(&version.title)), "{address}: no title");
    for part in version.blocks.iter().flat_map(Block::texts) {
        assert!(text.contains(&words(&part)), "{address}: lacks {part}");
    }
    assert!(document.select("html").attr("dir").is_some(), "{address}");
}

#[tokio::test]
async fn lists_lead_to_the_news() {
    let news = news();
    let world = World::demo(Clock::manual(NOW));
    let running = world.start().await.unwrap();
    for (index, publisher) in news.publishers.iter().enumerate() {
        let out = news.out(index, None, NOW);
        let front = decoded(&get(running.address, &publisher.address("/")).await);
        let document = dom_query::Document::from(front);
        let feeds = document.select("link[rel=alternate]").length();
        assert_eq!(feeds, publisher.feeds().len(), "{}", publisher.text.slug);
        let map = get(running.address, &publisher.address("/sitemap.xml")).await.text();
        let robots = get(running.address, &publisher.address("/robots.txt")).await;
        assert!(robots.status == 200 && robots.text().contains("Sitemap: "));
        for report in out {
            assert!(map.contains(&report.path), "{} is not in the sitemap", report.path);
            let section = get(running.address, &publisher.address(&format!("/{}", report.section))).await;
            assert_eq!(section.status, 200, "{} has no section {}", publisher.text.slug, report.section);
            assert!(decoded(&section).contains(&report.path), "{} is not in its section", report.path);
        }
        assert_eq!(get(running.address, &publisher.address("/nowhere")).await.status, 404);
        let bare = publisher.text.host.strip_prefix("www.");
        if let Some(bare) = bare {
            assert_eq!(get(running.address, &format!("https://{bare}/")).await.status, 301);
        }
    }
}

/// As a browser would: by the header, or else by the page's own meta.
fn decoded(reply: &Reply) -> String {
    let header = reply.header("content-type").and_then(|t| t.split("charset=").nth(1)).map(str::to_owned);
    let raw = String::from_utf8_lossy(&reply.body).into_owned();
    let meta =
        raw.split("charset=").nth(1).map(|t| t.trim_start_matches('"').split(['"', '>']).next().unwrap_or_default());
    let label = header.or(meta.map(str::to_owned)).unwrap_or_default();
    let charset = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    let (text, _, damaged) = charset.decode(&reply.body);
    assert!(!damaged, "the page is not in {label}");
    text.into_owned()
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
