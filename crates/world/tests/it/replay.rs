//! Real pages under their own names.

use crate::basics::NOW;
use crate::client::{get, get_with};
use coranto_core::{Address, Clock};
use coranto_feed::Hint;
use coranto_world::World;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A folder in the layout of `pages/news2023`, with two pages of our own.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("html")).unwrap();
    let truth = r#"{
        "aa": {"title": "The older", "date": "2023-01-02", "articleBody": "Words of the older.", "url": "http://www.paper.example/old/?id=1&utm_source=x#top"},
        "bb": {"title": "The newer & better", "date": "2023-12-30", "articleBody": "Words of the newer.", "url": "https://www.paper.example/new.html"},
        "cc": {"title": "Lost", "date": null, "articleBody": "", "url": "https://lost.example/x"}
    }"#;
    std::fs::write(folder.path().join("ground-truth.json"), truth).unwrap();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(b"<p>older</p>").unwrap();
    std::fs::write(folder.path().join("html/aa.html.gz"), packed.finish().unwrap()).unwrap();
    std::fs::write(folder.path().join("html/bb.html"), "<p>newer</p>").unwrap();
    folder
}

#[tokio::test]
async fn a_folder_of_pages_becomes_sites_with_feeds() {
    let folder = folder();
    let world = World::replay(Clock::manual(NOW), folder.path()).unwrap();
    let running = world.start().await.unwrap();
    let sources = world.sources();
    assert_eq!(sources.len(), 1, "a page whose file is missing makes no site");
    let feed = &sources[0].feeds[0].address;
    assert_eq!(feed.as_str(), "https://www.paper.example/coranto-replay.xml");

    let reply = get(running.address, feed.as_str()).await;
    let parsed = coranto_feed::parse(&reply.body, &Hint { address: Some(feed), ..Hint::default() }).unwrap();
    let items: Vec<_> = parsed.items.iter().map(|i| (i.title.as_deref().unwrap(), i.published.unwrap().at)).collect();
    assert_eq!((items[0].0, items[1].0), ("The newer & better", "The older"));
    assert!(NOW > items[0].1 && items[0].1 > items[1].1 && NOW.0 - items[1].1.0 < 3 * 24 * 3_600_000, "{items:?}");

    for (item, text) in parsed.items.iter().zip(["<p>newer</p>", "<p>older</p>"]) {
        assert_eq!(get(running.address, item.link.as_ref().unwrap().as_str()).await.text(), text);
    }
    assert_eq!(get(running.address, "https://www.paper.example/robots.txt").await.status, 200);
    assert_eq!(get(running.address, "https://www.paper.example/other").await.status, 404);
    let picture = get(running.address, "https://pictures.elsewhere.example/a.jpg").await;
    assert_eq!(picture.header("content-type"), Some("image/jpeg"));
    let picture =
        get_with(running.address, "https://pictures.elsewhere.example/b?w=9", &[("Accept", "image/webp")]).await;
    assert!(image::load_from_memory(&picture.body).is_ok());
}

#[test]
fn a_folder_without_pages_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let error = World::replay(Clock::manual(NOW), folder.path()).unwrap_err();
    assert!(format!("{error:#}").contains("ground-truth.json"), "{error:#}");
}

#[tokio::test]
async fn all_real_pages_are_served() {
    let Some(folder) = data("pages/news2023") else { return };
    let world = World::replay(Clock::manual(NOW), &folder).unwrap();
    let running = world.start().await.unwrap();
    let mut pages = 0;
    for source in world.sources() {
        let address = &source.feeds[0].address;
        let reply = get(running.address, address.as_str()).await;
        let parsed = coranto_feed::parse(&reply.body, &Hint { address: Some(address), ..Hint::default() }).unwrap();
        for item in parsed.items {
            let link: Address = item.link.unwrap();
            let page = get(running.address, link.as_str()).await;
            assert!(page.status == 200 && page.body.len() > 1_000, "{link}: {}", page.status);
            assert!(std::str::from_utf8(&page.body).is_ok(), "{link} is not UTF-8");
            pages += 1;
        }
    }
    assert_eq!(pages, 225);
}

/// The evaluation data, which is not part of the repository.
fn data(part: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let root = std::env::var_os("CORANTO_DATA").map_or(beside, PathBuf::from);
    let folder = root.join(part);
    if !folder.exists() {
        println!("NOT RUN: {} is missing; set CORANTO_DATA to the evaluation data", folder.display());
        return None;
    }
    Some(folder)
}
