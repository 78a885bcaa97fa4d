//! The publishers' feeds, read by the program's own reader: whatever a publisher's habits, the news arrives.

use crate::basics::NOW;
use crate::client::get;
use coranto_core::{Address, Clock};
use coranto_feed::{Hint, Parsed};
use coranto_world::World;
use coranto_world::content::FeedKind;
use coranto_world::news::News;

#[tokio::test]
async fn every_feed_brings_every_report() {
    let (news, _) = News::embedded(NOW);
    let world = World::demo(Clock::manual(NOW));
    let running = world.start().await.unwrap();
    for (index, publisher) in news.publishers.iter().enumerate() {
        for (path, section) in publisher.feeds() {
            let address = publisher.address(&path);
            let parsed = read(&running, &address).await;
            let out = news.out(index, section.as_deref(), NOW);
            assert_eq!(parsed.items.len(), out.len().min(40), "{address}: {:?}", parsed.warnings);
            for (item, report) in parsed.items.iter().zip(out) {
                assert_eq!(item.title.as_deref(), Some(report.version(NOW).title.as_str()), "{address}");
                let link = Address::parse(&publisher.address(&report.path)).unwrap();
                assert_eq!(item.link.as_ref().map(Address::identity), Some(link.identity()), "{address}");
                let dated = publisher.text.feed != FeedKind::Rss091;
                let published = item.published.map(|stamp| stamp.at.0 / 60_000);
                assert_eq!(published, dated.then_some(report.published.0 / 60_000), "{address} {}", report.path);
                assert_eq!(
                    item.content.is_some(),
                    publisher.text.feed == FeedKind::Full || publisher.text.feed == FeedKind::Json,
                    "{address}"
                );
            }
        }
        let map = read(&running, &publisher.address("/news-sitemap.xml")).await;
        assert_eq!(map.format, "news sitemap");
        assert!(map.items.iter().all(|i| i.title.is_some() && i.link.is_some() && i.published.is_some()));
    }
}

#[tokio::test]
async fn all_kinds_of_feeds_are_there() {
    let (news, _) = News::embedded(NOW);
    let world = World::demo(Clock::manual(NOW));
    let running = world.start().await.unwrap();
    let mut formats = std::collections::BTreeSet::new();
    for publisher in &news.publishers {
        formats.insert(read(&running, &publisher.address(publisher.feed_path())).await.format);
    }
    assert_eq!(
        formats.into_iter().collect::<Vec<_>>(),
        ["atom 1.0", "json feed 1.1", "rss 0.91", "rss 1.0", "rss 2.0"]
    );
}

async fn read(running: &coranto_world::Running, address: &str) -> Parsed {
    let reply = get(running.address, address).await;
    assert_eq!(reply.status, 200, "{address}");
    let base = Address::parse(address).unwrap();
    let hint = Hint { content_type: reply.header("content-type"), address: Some(&base) };
    coranto_feed::parse(&reply.body, &hint).unwrap_or_else(|e| panic!("{address}: {e}"))
}
