//! Finding the feeds of an address somebody typed.

use crate::kit::{Kit, NOON};
use crate::script::{Says, Server, rss};
use coranto_core::reason::FetchOutcome;
use coranto_core::{Address, Clock};
use coranto_store::testing::Database;

fn feed() -> Says {
    Says::feed(rss(&[("tag:gazette.example,2026:1", "/bridge", "The bridge stays closed", 30)]))
}

fn home(head: &str) -> Says {
    Says::page(format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>The Gazette</title><meta property=\"og:site_name\" content=\"The Gazette\">{head}</head>\
         <body><h1>The Gazette</h1><p>News of the valley.</p></body></html>"
    ))
}

async fn found(server: &Server, address: &str) -> coranto_pipeline::Found {
    let kit = Kit::new(Database::sqlite().await, server.address, Clock::manual(NOON));
    let found = kit.pipeline.discover(&Address::parse(address).unwrap()).await.unwrap();
    assert_eq!(kit.feeds().await.len(), 0, "nothing is stored");
    found
}

#[tokio::test]
async fn a_feeds_own_address_is_enough() {
    let server = Server::start(|_| feed()).await;
    let found = found(&server, "https://gazette.example/feed.xml").await;
    assert_eq!(found.feed.unwrap().items.len(), 1);
    assert_eq!(found.site_name.as_deref(), Some("The Gazette"));
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test]
async fn feeds_that_a_page_names_are_tried() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/" => home(
            "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"News\" href=\"/news.xml\">\
             <link rel=\"alternate\" type=\"application/rss+xml\" title=\"Comments\" href=\"/broken.xml\">",
        ),
        "/news.xml" => feed(),
        _ => Says::status(404),
    })
    .await;
    let found = found(&server, "https://gazette.example/").await;
    assert!(found.feed.is_none());
    let addresses: Vec<&str> = found.candidates.iter().map(|(c, _)| c.address.as_str()).collect();
    assert_eq!(addresses, ["https://gazette.example/news.xml"]);
    assert_eq!(found.site_name.as_deref(), Some("The Gazette"));
}

#[tokio::test]
async fn usual_places_are_tried_when_a_page_names_none_and_few_of_them() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/" => home(""),
        "/feed" | "/feed/" | "/rss.xml" | "/feed.xml" => feed(),
        _ => Says::status(404),
    })
    .await;
    let found = found(&server, "https://gazette.example/").await;
    assert_eq!(found.candidates.len(), 1);
    assert!(!found.candidates[0].0.named);
    assert!(server.asked().len() <= 6);
}

#[tokio::test]
async fn an_address_that_cannot_be_had_says_why() {
    let server = Server::start(|_| Says::status(403)).await;
    let found = found(&server, "https://gazette.example/").await;
    assert_eq!(found.outcome, FetchOutcome::Refused { status: 403 });
    assert!(found.feed.is_none() && found.candidates.is_empty());
}

#[tokio::test]
async fn private_addresses_are_not_looked_at() {
    let server = Server::start(|_| feed()).await;
    let found = found(&server, "http://10.0.0.7/feed").await;
    assert_eq!(found.outcome.name(), "address_forbidden");
    assert!(server.asked().is_empty());
}
