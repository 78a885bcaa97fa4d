//! The site as a reader, a feed reader, a browser and an attacker meet it: the real router over a real SQLite store.

mod article_page;
mod every_page;
mod feeds;
mod lists;
mod pictures;
mod press;
mod sending;
mod stories;
mod subjects;
mod visit;
