//! `/{interface}/language/{code}`: all that is written in one language, and its feed.

use super::feed_out;
use super::listing::{ListQuery, Shelf, list_page};
use crate::app::App;
use crate::errors::SiteError;
use crate::frame::Tab;
use crate::i18n::Interface;
use crate::names;
use crate::visit::Visit;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use coranto_core::Lang;
use coranto_store::article::Filter;

pub async fn language_page(
    State(app): State<App>,
    visit: Visit,
    Path((_, code)): Path<(String, String)>,
    Query(query): Query<ListQuery>,
) -> Result<Response, SiteError> {
    list_page(&app, &visit, shelf(&app, visit.interface, &code).await?, &query).await
}

pub async fn language_feed(
    State(app): State<App>,
    visit: Visit,
    Path((_, code)): Path<(String, String)>,
    Query(query): Query<ListQuery>,
) -> Result<Response, SiteError> {
    feed_out::feed(&app, &visit, shelf(&app, visit.interface, &code).await?, &query).await
}

/// A language has a page when it has a name here or a publisher that writes in it.
async fn shelf(app: &App, t: Interface, code: &str) -> Result<Shelf, SiteError> {
    // "EN-us" is a tag and no address: one page has one address.
    let lang = Lang::parse(code).filter(|l| l.as_str() == code).ok_or(SiteError::NotFound)?;
    let name = names::language(lang, t);
    if name == code && !app.directory().await?.all().any(|s| s.facts.languages.contains(&lang)) {
        return Err(SiteError::NotFound);
    }
    Ok(Shelf {
        here: format!("/language/{code}"),
        title: t.plain("language-title", &name),
        intro: (lang != t.lang()).then(|| names::endonym(lang)),
        filter: Filter { lang: Some(lang), ..Filter::default() },
        tab: Tab::Browse,
        own_language: false,
        ..Shelf::default()
    })
}
