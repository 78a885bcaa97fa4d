//! The made-up pages, read by the program's own reader: how much of each text comes through, and how much of the clutter with it.
//!
//! `cargo test -p coranto-world --test it reading -- --nocapture` prints the table and every miss.

use crate::basics::NOW;
use crate::client::get;
use coranto_core::{Address, Clock, Millis};
use coranto_page::Reading;
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

/// What the reader must reach on the made-up pages, in all designs together.
fn floors(tallies: &BTreeMap<String, Tally>) -> Vec<&'static str> {
    let sum = |of: fn(&Tally) -> usize| tallies.values().map(of).sum::<usize>();
    let (pages, parts) = (sum(|t| t.pages), sum(|t| t.parts));
    let mut below = Vec::new();
    let mut floor = |reached: bool, missed: &'static str| {
        if !reached {
            below.push(missed);
        }
    };
    floor(pages >= 100, "fewer than 100 pages were read");
    floor(sum(|t| t.quarantined) * 200 <= pages, "more than 0.5 % are quarantined");
    floor(sum(|t| t.lacking) * 100 <= parts, "more than 1 % of the paragraphs are lost");
    floor(sum(|t| t.with_clutter) * 100 <= pages, "more than 1 % come with clutter");
    floor(sum(|t| t.wrong_title) == 0, "titles");
    floor(sum(|t| t.wrong_date) == 0, "dates");
    floor(sum(|t| t.wrong_picture) * 100 <= pages, "more than 1 % have another picture");
    below
}

#[tokio::test]
async fn the_text_comes_through_the_clutter() {
    let tallies = tallies(|reading| reading).await;
    println!("{tallies:#?}");
    assert_eq!(floors(&tallies), Vec::<&str>::new());
}

/// A floor that nothing falls below holds nothing: readers that are a little worse are seen.
#[tokio::test]
async fn a_worse_reader_falls_below_the_floors() {
    let mut count = 0;
    let loses_paragraphs = tallies(|mut reading| {
        // One in fifty.
        reading.article.blocks.retain(|_| {
            count += 1;
            count % 50 != 0
        });
        reading
    });
    assert_eq!(floors(&loses_paragraphs.await), ["more than 1 % of the paragraphs are lost"]);

    let mut count = 0;
    let lets_clutter_in = tallies(|mut reading| {
        count += 1;
        if count % 40 == 0 {
            let html =
                "Sign up for the letter that thousands of readers of this paper begin their morning with. ".repeat(2);
            reading.article.blocks.push(coranto_core::Block::Paragraph { html });
        }
        reading
    });
    assert_eq!(floors(&lets_clutter_in.await), ["more than 1 % come with clutter"]);

    let mistakes_fields = tallies(|mut reading| {
        reading.article.title.push_str(" | The Courier");
        if let Some(published) = &mut reading.article.published {
            published.at = Millis(published.at.0 - 24 * Millis::HOUR);
        }
        reading
    });
    assert_eq!(floors(&mistakes_fields.await), ["titles", "dates"]);
}

/// Reads every page of the demo's world, and counts by design.
async fn tallies(mut change: impl FnMut(Reading) -> Reading) -> BTreeMap<String, Tally> {
    let (news, _) = News::embedded(NOW);
    let world = World::demo(Clock::manual(NOW));
    let running = world.start().await.unwrap();
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for report in news.reports.iter().filter(|r| r.published <= NOW) {
        let publisher = &news.publishers[report.publisher];
        let address = Address::parse(&publisher.address(&report.path)).unwrap();
        let reply = get(running.address, address.as_str()).await;
        let reading = coranto_page::article(&reply.body, reply.header("content-type"), &address, &Default::default());
        let reading = change(reading);
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
    tallies
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
