//! `/{interface}/country/{code}`: what publishers of one country report, in every language they write, with those publishers; and its feed.

use super::feed_out;
use super::listing::{ListQuery, Shelf, list_page};
use crate::app::App;
use crate::card::source_path;
use crate::errors::SiteError;
use crate::frame::{Link, Tab};
use crate::i18n::Interface;
use crate::names;
use crate::visit::Visit;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use coranto_store::article::Filter;

pub async fn country_page(
    State(app): State<App>,
    visit: Visit,
    Path((_, code)): Path<(String, String)>,
    Query(query): Query<ListQuery>,
) -> Result<Response, SiteError> {
    list_page(&app, &visit, shelf(&app, visit.interface, &code).await?, &query).await
}

pub async fn country_feed(
    State(app): State<App>,
    visit: Visit,
    Path((_, code)): Path<(String, String)>,
    Query(query): Query<ListQuery>,
) -> Result<Response, SiteError> {
    feed_out::feed(&app, &visit, shelf(&app, visit.interface, &code).await?, &query).await
}

async fn shelf(app: &App, t: Interface, code: &str) -> Result<Shelf, SiteError> {
    // Lower case in addresses, upper case in the record.
    let upper = code.to_ascii_uppercase();
    let name = names::country(&upper, t).filter(|_| code.bytes().all(|b| b.is_ascii_lowercase()));
    let name = name.ok_or(SiteError::NotFound)?;
    let mut sources: Vec<Link> = app
        .directory()
        .await?
        .all()
        .filter(|s| s.facts.country.as_deref() == Some(upper.as_str()))
        .map(|s| Link::new(s.facts.name.clone(), source_path(t, &s.facts.slug)))
        .collect();
    sources.sort_by_cached_key(|s| s.name.to_lowercase());
    Ok(Shelf {
        here: format!("/country/{code}"),
        title: t.plain("country-title", name),
        filter: Filter { country: Some(upper), ..Filter::default() },
        tab: Tab::Browse,
        own_language: false,
        sources,
        ..Shelf::default()
    })
}
