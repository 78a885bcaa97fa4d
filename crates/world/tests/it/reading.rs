//! The made-up pages, read by the program's own reader: how much of each text comes through, and how much of the clutter with it.
//!
//! `cargo test -p coranto-world --test it reading -- --nocapture` prints the table and every miss.

use crate::basics::NOW;
use crate::client::get;
use coranto_core::{Address, Clock};
use coranto_world::World;
use coranto_world::markup::Block;
use coranto_world::news::News;
use std::collections::BTreeMap;

#[derive(Debug, Default)]
struct Tally {
    pages: usize,
    quarantined: usize,
    parts: usize,
    lacking: usize,
    with_clutter: usize,
    wrong_title: usize,
    wrong_date: usize,
    wrong_picture: usize,
}

#[tokio::test]
async fn the_text_comes_through_the_clutter() {
    let (news, _) = News::embedded(NOW);
    let world = World::demo(Clock::manual(NOW));
    let running = world.start().await.unwrap();
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for report in news.reports.iter().filter(|r| r.published <= NOW) {
        let publisher = &news.publishers[report.publisher];
        let address = Address::parse(&publisher.address(&report.path)).unwrap();
        let reply = get(running.address, address.as_str()).await;
        let reading = coranto_page::article(&reply.body, reply.header("content-type"), &address, &Default::default());
        let tally = tallies.entry(format!("{:?}", publisher.text.design)).or_default();
        let version = report.version(NOW);
        tally.pages += 1;
        if let Some(rejected) = &reading.rejected {
            tally.quarantined += 1;
            println!("{address} quarantined: {rejected}");
        }
        let mut text = words(&coranto_page::text_of(&reading.article.blocks));
        // The first page of those that go on has nine blocks.
        for part in version.blocks.iter().take(9).flat_map(Block::texts).map(|p| words(&p)) {
            tally.parts += 1;
            match text.find(&part) {
                Some(at) => text.replace_range(at..at + part.len(), ""),
                None => {
                    tally.lacking += 1;
                    println!("{address} lacks: {part}");
                }
            }
        }
        // A standfirst is the author's too, whether it is read as text or not.
        if let Some(standfirst) = report.standfirst.as_deref().map(words)
            && let Some(at) = text.find(&standfirst)
        {
            text.replace_range(at..at + standfirst.len(), "");
        }
        // What is left is not the author's; a caption, a date or a label may pass.
        let rest = words(&text);
        if rest.chars().count() > 150 && version.blocks.len() <= 9 {
            tally.with_clutter += 1;
            println!("{address} ({:?}) has besides: {rest:.200}", report.kind);
        }
        tally.wrong_title += usize::from(reading.article.title != version.title);
        // A page that names no zone is read by the clock on its publisher's wall: whole hours away.
        let off = reading.article.published.map(|p| (p.at.0 / 60_000 - report.published.0 / 60_000, p.offset_minutes));
        let right = off.is_some_and(|(off, zone)| off == 0 || (zone.is_none() && off % 60 == 0 && off.abs() <= 5 * 60));
        tally.wrong_date += usize::from(!right);
        let picture = report.image.as_ref().map(|i| format!("{}-{:016x}", i.scene, i.seed));
        let found = reading.article.image.map(|i| i.src.to_string());
        let right = match (&picture, &found) {
            (Some(picture), Some(found)) => found.contains(picture),
            (None, None) => true,
            _ => false,
        };
        tally.wrong_picture += usize::from(!right);
        if !right {
            println!("{address} has the picture {found:?}, not {picture:?}");
        }
    }
    println!("{tallies:#?}");
    let sum = |of: fn(&Tally) -> usize| tallies.values().map(of).sum::<usize>();
    let (pages, parts) = (sum(|t| t.pages), sum(|t| t.parts));
    assert!(sum(|t| t.quarantined) * 200 <= pages, "more than 0.5 % are quarantined");
    assert!(sum(|t| t.lacking) * 100 <= parts, "more than 1 % of the paragraphs are lost");
    assert!(sum(|t| t.with_clutter) * 100 <= pages, "more than 1 % come with clutter");
    assert_eq!(sum(|t| t.wrong_title), 0, "titles");
    assert_eq!(sum(|t| t.wrong_date), 0, "dates");
    assert!(sum(|t| t.wrong_picture) * 100 <= pages, "more than 1 % have another picture");
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
