//! What anybody would try first.

use crate::client::{get, get_with};
use coranto_core::{Clock, Millis};
use coranto_world::World;
use std::io::Read;

pub const NOW: Millis = Millis(1_795_512_600_000);

/// The world's first publisher that has the feed wanted, and its feed's address.
fn first_feed(world: &World) -> String {
    world.sources()[0].feeds[0].address.to_string()
}

#[tokio::test]
async fn it_works() {
    let world = World::demo(Clock::manual(NOW));
    let running = world.start().await.unwrap();
    let feed = first_feed(&world);

    let reply = get(running.address, &feed).await;
    assert_eq!(reply.status, 200);
    let text = reply.text();
    assert!(text.contains("<rss version=\"2.0\""), "{text:.300}");
    let link = text.split("<link>").nth(2).and_then(|t| t.split("</link>").next()).unwrap().replace("&amp;", "&");
    let page = get(running.address, &link).await;
    assert_eq!(page.status, 200, "{link}");
    assert!(page.text().contains("</html>"));

    let host = world.sources()[0].feeds[0].address.host().to_owned();
    assert_eq!(running.requests(&host), 2);
    assert_eq!(running.requests(""), 2);
    assert_eq!(get(running.address, "http://nobody.example/").await.status, 502);
}

#[tokio::test]
async fn one_clock_gives_the_same_bytes() {
    let one = World::demo(Clock::manual(NOW));
    let two = World::demo(Clock::manual(NOW));
    let (one_up, two_up) = (one.start().await.unwrap(), two.start().await.unwrap());
    for source in one.sources() {
        for address in [source.feeds[0].address.as_str(), &source.facts.home] {
            let (a, b) = (get(one_up.address, address).await, get(two_up.address, address).await);
            assert!(a.body == b.body && a.headers == b.headers, "{address}");
        }
    }
}

#[tokio::test]
async fn what_is_unchanged_is_not_sent_again() {
    let world = World::demo(Clock::manual(NOW));
    let running = world.start().await.unwrap();
    let feed = first_feed(&world);
    let first = get(running.address, &feed).await;
    let etag = first.header("etag").unwrap();
    let modified = first.header("last-modified").unwrap();
    for validator in [("If-None-Match", etag), ("If-Modified-Since", modified)] {
        let again = get_with(running.address, &feed, &[validator]).await;
        assert_eq!((again.status, again.body.len()), (304, 0), "{validator:?}");
    }
    assert_eq!(get_with(running.address, &feed, &[("If-None-Match", "\"other\"")]).await.status, 200);
}

#[tokio::test]
async fn answers_are_packed_as_the_asker_can_read() {
    let world = World::demo(Clock::manual(NOW));
    let running = world.start().await.unwrap();
    let feed = first_feed(&world);
    let plain = get(running.address, &feed).await.body;
    for encoding in ["gzip", "br", "zstd"] {
        let reply = get_with(running.address, &feed, &[("Accept-Encoding", encoding)]).await;
        assert_eq!(reply.header("content-encoding"), Some(encoding));
        assert!(reply.body.len() < plain.len() / 2);
        let mut unpacked = Vec::new();
        match encoding {
            "gzip" => flate2::read::GzDecoder::new(&reply.body[..]).read_to_end(&mut unpacked),
            "br" => brotli::Decompressor::new(&reply.body[..], 4096).read_to_end(&mut unpacked),
            _ => zstd::stream::read::Decoder::new(&reply.body[..]).unwrap().read_to_end(&mut unpacked),
        }
        .unwrap();
        assert!(unpacked == plain, "{encoding}");
    }
}

#[tokio::test]
async fn a_thousand_feeds_cost_little() {
    let world = World::scale(Clock::manual(NOW), 1_000, 50);
    let running = world.start().await.unwrap();
    let sources = world.sources();
    assert_eq!(sources.len(), 1_000);
    let feed = get(running.address, sources[999].feeds[0].address.as_str()).await;
    assert_eq!(feed.text().matches("<item>").count(), 50);
    let etag = feed.header("etag").unwrap();
    let again = get_with(running.address, sources[999].feeds[0].address.as_str(), &[("If-None-Match", etag)]).await;
    assert_eq!((again.status, again.body.len()), (304, 0));
    let page = get(running.address, "https://feed-999.scale.example/item/49").await;
    assert_eq!(page.status, 200);
    assert_eq!(page.text().matches("<p>").count(), 4);
    assert_eq!(get(running.address, "https://feed-1000.scale.example/feed.xml").await.status, 502);
}
