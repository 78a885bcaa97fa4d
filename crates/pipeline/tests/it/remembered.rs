//! What a publisher's pages teach the pipeline: kept in the record, used for the next page, forgotten when the operator says so.

use crate::kit::{Kit, NOON};
use crate::script::{Says, Server, rss};
use coranto_core::{Clock, SourceId};
use coranto_page::Memory;
use coranto_store::testing::Database;
use coranto_store::{memory, source};

const FEED: &str = "https://gazette.example/feed.xml";
const PROMO: &str = "Members of the Gazette's round table choose every month which road our reporters shall walk next.";

/// A report of its own, and in the middle of it the line that stands on every page.
fn page(number: usize) -> String {
    let subjects = ["bridge", "mill", "school", "market", "ferry", "library", "tower", "orchard", "station", "well"];
    let subject = subjects[number % subjects.len()];
    format!(
        "<!DOCTYPE html><html lang=\"en\"><title>News of the {subject}</title><body><div class=\"sheet\"><h1>News of the {subject}</h1>\
         <div class=\"matter\"><p>The {subject} of the valley was counted, measured and drawn on day {number} of the survey, said its keeper.</p>\
         <p>Nobody had looked at the {subject} for {number} years, and what was found under its roof filled a cart and two baskets.</p>\
         <div class=\"qz\"><p>{PROMO}</p></div>\
         <p>The council will speak about the {subject} at its meeting number {number}, which begins after the bells and ends before them.</p>\
         </div></div></body></html>"
    )
}

fn feed(items: usize) -> String {
    let names: Vec<(String, String, String)> =
        (0..items).map(|n| (format!("tag:gazette.example,2026:{n}"), format!("/{n}"), format!("Item {n}"))).collect();
    let items: Vec<(&str, &str, &str, i64)> =
        names.iter().map(|(guid, path, title)| (guid.as_str(), path.as_str(), title.as_str(), 30)).collect();
    rss(&items)
}

/// A gazette with so many items, read once.
async fn gazette(database: Database, items: usize) -> (Kit, Server, SourceId) {
    let server = Server::start(says(items)).await;
    let kit = Kit::new(database, server.address, Clock::manual(NOON));
    kit.add_feed(FEED).await;
    kit.once().await;
    let source = source::all(&kit.db).await.unwrap()[0].id;
    (kit, server, source)
}

fn says(items: usize) -> impl FnMut(&crate::script::Asked) -> Says + Send + 'static {
    move |asked| match asked.path.trim_start_matches('/').parse::<usize>() {
        Ok(number) => Says::page(page(number)),
        Err(_) if asked.path == "/feed.xml" => Says::feed(feed(items)),
        Err(_) => Says::status(404),
    }
}

async fn text_of(kit: &Kit, path: &str) -> String {
    let articles = kit.articles().await;
    let article = articles.iter().find(|a| a.address.as_str().ends_with(path)).unwrap();
    coranto_page::text_of(&article.blocks)
}

on_both!(the_ninth_page_loses_a_line_that_no_rule_knows);
async fn the_ninth_page_loses_a_line_that_no_rule_knows(database: Database) {
    let (kit, server, source) = gazette(database, 8).await;
    let kept = memory::of(&kit.db, source).await.unwrap().unwrap();
    assert_eq!((kept.pages, kept.version, kept.since), (8, Memory::VERSION, Some(NOON)));
    server.now_says(says(9));
    kit.next_round().await;
    let ninth = text_of(&kit, "/8").await;
    assert!(
        !ninth.contains("round table") && ninth.contains("filled a cart") && ninth.contains("after the bells"),
        "{ninth}"
    );
    assert_eq!(memory::of(&kit.db, source).await.unwrap().unwrap().pages, 9);
}

on_both!(a_program_that_starts_again_remembers);
async fn a_program_that_starts_again_remembers(database: Database) {
    let (kit, server, source) = gazette(database, 8).await;
    server.now_says(says(9));
    let again = kit.started_again(server.address);
    again.next_round().await;
    assert!(!text_of(&again, "/8").await.contains("round table"));
    assert_eq!(memory::of(&again.db, source).await.unwrap().unwrap().pages, 9);
}

on_both!(what_the_operator_has_forgotten_is_forgotten_by_who_runs);
async fn what_the_operator_has_forgotten_is_forgotten_by_who_runs(database: Database) {
    let (kit, server, source) = gazette(database, 8).await;
    assert!(memory::forget(&kit.db, source, NOON).await.unwrap());
    // The running program still remembers, is refused when it writes, and begins from the record.
    server.now_says(says(9));
    kit.next_round().await;
    server.now_says(says(10));
    kit.next_round().await;
    assert!(text_of(&kit, "/9").await.contains("round table"));
    let kept = memory::of(&kit.db, source).await.unwrap().unwrap();
    assert_eq!(kept.pages, 1, "only the page since");
}

on_both!(a_memory_of_other_rules_is_learnt_anew);
async fn a_memory_of_other_rules_is_learnt_anew(database: Database) {
    let (kit, server, source) = gazette(database, 8).await;
    let kept = memory::of(&kit.db, source).await.unwrap().unwrap();
    let other = memory::MemoryRow { version: Memory::VERSION + 1, ..kept };
    assert!(memory::put(&kit.db, source, &other).await.unwrap());
    server.now_says(says(9));
    let again = kit.started_again(server.address);
    again.next_round().await;
    assert!(text_of(&again, "/8").await.contains("round table"));
    let kept = memory::of(&again.db, source).await.unwrap().unwrap();
    assert_eq!((kept.version, kept.pages), (Memory::VERSION, 1));
}
