//! `/{interface}/latest`: everything as it comes in. Its feed is the interface's own, `/{interface}/feed.xml`; `/feed.xml` is of all languages.

use super::feed_out;
use super::listing::{ListQuery, Shelf, list_page};
use crate::app::App;
use crate::errors::SiteError;
use crate::frame::Tab;
use crate::i18n::Interface;
use crate::visit::Visit;
use axum::extract::{Query, State};
use axum::response::Response;
use coranto_store::article::Filter;

pub async fn latest_page(
    State(app): State<App>,
    visit: Visit,
    Query(query): Query<ListQuery>,
) -> Result<Response, SiteError> {
    list_page(&app, &visit, shelf(visit.interface, "/latest"), &query).await
}

pub async fn latest_feed(
    State(app): State<App>,
    visit: Visit,
    Query(query): Query<ListQuery>,
) -> Result<Response, SiteError> {
    feed_out::feed(&app, &visit, shelf(visit.interface, "/latest"), &query).await
}

/// `/{interface}/feed.xml`
pub async fn interface_feed(
    State(app): State<App>,
    visit: Visit,
    Query(query): Query<ListQuery>,
) -> Result<Response, SiteError> {
    feed_out::feed(&app, &visit, shelf(visit.interface, ""), &query).await
}

/// `/feed.xml`
pub async fn global_feed(State(app): State<App>, visit: Visit) -> Result<Response, SiteError> {
    let query = ListQuery { languages: Some("all".to_owned()), after: None };
    feed_out::feed(&app, &visit, shelf(visit.interface, ""), &query).await
}

fn shelf(t: Interface, here: &str) -> Shelf {
    Shelf {
        here: here.to_owned(),
        title: t.say("latest-title"),
        intro: Some(t.say("latest-intro")),
        filter: Filter::default(),
        tab: Tab::Latest,
        own_language: true,
        ..Shelf::default()
    }
}
