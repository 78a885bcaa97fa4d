//! The public site: pages, feeds out, pictures, assets. It reads the store and nothing else; it never reaches the network, a feed or a page, never asks a
//! reader's browser to ask anybody else, and never shows more of a publisher's text than the publisher allows.
//!
//! A request's way: [`routes`] (the one list) → a file under `pages/` (struct, handler, query, tests) → `serve` (cache, ETag, compression) → `headers`.

mod app;
mod assets;
mod body;
mod card;
mod chart;
mod coming;
mod coverage;
mod errors;
mod frame;
mod headers;
mod i18n;
mod inline;
mod names;
mod nothing;
mod pages;
mod pictures;
mod routes;
mod said;
mod serve;
mod subject;
mod visible;
mod visit;

use coranto_core::{Clock, config};
use coranto_store::Db;
use futures_util::future::BoxFuture;
use std::sync::Arc;

/// A picture ready to be sent.
#[derive(Debug, Clone)]
pub struct PictureFile {
    pub mime: &'static str,
    pub bytes: bytes::Bytes,
}

/// Fetches, resizes and keeps a publisher's picture at a width in pixels; the command wires it to the pipeline. `Err` says why there is none.
pub type Pictures =
    Arc<dyn Fn(coranto_core::Address, u32) -> BoxFuture<'static, Result<PictureFile, String>> + Send + Sync>;

#[derive(Clone)]
pub struct SiteState {
    pub db: Db,
    pub settings: Arc<config::Settings>,
    pub clock: Clock,
    pub pictures: Option<Pictures>,
    /// Shown on every page: this is the demonstration, its news is made up.
    pub demo: bool,
}

pub fn router(state: SiteState) -> axum::Router {
    routes::router(app::App::new(state))
}
