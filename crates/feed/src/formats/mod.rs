//! A file per format or family of vocabularies. How to add one: see the list at the head of `lib.rs`.

pub mod atom;
pub mod cdf;
pub mod json;
pub mod modules;
pub mod rss;
pub mod sitemap;
