//! The one list of addresses, grouped by who calls.

use crate::app::App;
use crate::pages::{
    about_page, article_page, browse_page, category_page, country_page, edits_page, front_page, hashtag_page, healthz,
    home, language_page, latest_page, section_page, source_page, sources_page, story_page, subject_page,
};
use crate::{assets, errors, headers, pictures};
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;

pub fn router(app: App) -> Router {
    Router::new()
        .merge(readers())
        .merge(programs())
        .merge(browsers())
        .fallback(errors::not_found)
        .method_not_allowed_fallback(errors::read_only)
        // The last is the outermost: its headers are on everything, error pages among it.
        .layer(from_fn_with_state(app.clone(), errors::error_pages))
        .layer(from_fn(headers::secure))
        .with_state(app)
}

/// Pages. `{ui}` is the interface's language.
fn readers() -> Router<App> {
    Router::new()
        .route("/", get(home::home))
        .route("/about", get(home::home))
        .route("/bot", get(home::home))
        .route("/{ui}", get(front_page::front_page))
        .route("/{ui}/", get(home::without_slash))
        .route("/{ui}/latest", get(latest_page::latest_page))
        .route("/{ui}/browse", get(browse_page::browse_page))
        .route("/{ui}/sources", get(sources_page::sources_page))
        .route("/{ui}/about", get(about_page::about_page))
        .route("/{ui}/bot", get(about_page::bot_page))
        .route("/{ui}/article/{key}", get(article_page::article_page))
        .route("/{ui}/article/{key}/edits", get(edits_page::edits_page))
        .route("/{ui}/article/{key}/{slug}", get(article_page::article_page_slug))
        .route("/{ui}/story/{key}", get(story_page::story_page))
        .route("/{ui}/source/{slug}", get(source_page::source_page))
        .route("/{ui}/section/{slug}", get(section_page::section_page))
        .route("/{ui}/category/{slug}", get(category_page::category_page))
        .route("/{ui}/category/{slug}/{number}", get(category_page::subcategory_page))
        .route("/{ui}/hashtag/{tag}", get(hashtag_page::hashtag_page))
        .route("/{ui}/person/{key}", get(subject_page::person_page))
        .route("/{ui}/place/{key}", get(subject_page::place_page))
        .route("/{ui}/organisation/{key}", get(subject_page::organisation_page))
        .route("/{ui}/language/{code}", get(language_page::language_page))
        .route("/{ui}/country/{code}", get(country_page::country_page))
}

/// Feed readers, robots, monitors.
fn programs() -> Router<App> {
    Router::new()
        .route("/feed.xml", get(latest_page::global_feed))
        .route("/{ui}/feed.xml", get(latest_page::interface_feed))
        .route("/{ui}/latest/feed.xml", get(latest_page::latest_feed))
        .route("/{ui}/story/{key}/feed.xml", get(story_page::story_feed))
        .route("/{ui}/source/{slug}/feed.xml", get(source_page::source_feed))
        .route("/{ui}/section/{slug}/feed.xml", get(section_page::section_feed))
        .route("/{ui}/category/{slug}/feed.xml", get(category_page::category_feed))
        .route("/{ui}/category/{slug}/{number}/feed.xml", get(category_page::subcategory_feed))
        .route("/{ui}/hashtag/{tag}/feed.xml", get(hashtag_page::hashtag_feed))
        .route("/{ui}/language/{code}/feed.xml", get(language_page::language_feed))
        .route("/{ui}/country/{code}/feed.xml", get(country_page::country_feed))
        .route("/robots.txt", get(home::robots_txt))
        .route("/healthz", get(healthz::healthz))
}

/// What pages are made of.
fn browsers() -> Router<App> {
    Router::new()
        .route("/img/{signature}/{width}/{address}", get(pictures::picture))
        .route("/assets/{name}", get(assets::file))
        .route("/favicon.svg", get(assets::mark))
        .route("/favicon.ico", get(assets::favicon_ico))
        .route("/manifest.webmanifest", get(assets::manifest))
}
