//! `/{interface}/section/{slug}`: one section, newest first, and its feed.

use super::feed_out;
use super::listing::{ListQuery, Shelf, list_page};
use crate::app::App;
use crate::errors::SiteError;
use crate::frame::{Tab, section_name};
use crate::i18n::Interface;
use crate::visit::Visit;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use coranto_core::source::SECTIONS;
use coranto_store::article::Filter;

pub async fn section_page(
    State(app): State<App>,
    visit: Visit,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<ListQuery>,
) -> Result<Response, SiteError> {
    list_page(&app, &visit, shelf(visit.interface, &slug)?, &query).await
}

pub async fn section_feed(
    State(app): State<App>,
    visit: Visit,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<ListQuery>,
) -> Result<Response, SiteError> {
    feed_out::feed(&app, &visit, shelf(visit.interface, &slug)?, &query).await
}

fn shelf(t: Interface, slug: &str) -> Result<Shelf, SiteError> {
    if !SECTIONS.contains(&slug) {
        return Err(SiteError::NotFound);
    }
    Ok(Shelf {
        here: format!("/section/{slug}"),
        title: section_name(t, slug),
        filter: Filter { section: Some(slug.to_owned()), ..Filter::default() },
        tab: Tab::Browse,
        own_language: true,
        ..Shelf::default()
    })
}
