//! `/{interface}/sources`: every publisher that is read, by country, with owner and state.

use super::source_page::Silence;
use crate::app::App;
use crate::card::{Publisher, language_link};
use crate::errors::SiteError;
use crate::frame::{Frame, Link, Tab};
use crate::names;
use crate::serve::{self, PageKey};
use crate::visit::Visit;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use coranto_store::source;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "sources_page.html")]
struct SourcesPage {
    frame: Frame,
    count: String,
    countries: Vec<Country>,
}

struct Country {
    /// None for international bodies.
    link: Option<Link>,
    lines: Vec<Line>,
}

struct Line {
    publisher: Publisher,
    languages: Vec<Link>,
    articles: i64,
    silence: Option<String>,
}

pub async fn sources_page(State(app): State<App>, visit: Visit) -> Result<Response, SiteError> {
    let t = visit.interface;
    let key = PageKey { what: "/sources".to_owned(), interface: t, origin: None };
    let make = async {
        let all = source::health(app.db(), None).await?;
        let count = t.count("sources-count", i64::try_from(all.len()).unwrap_or(i64::MAX));
        // By the country's name as it is read, international ones last.
        let mut countries: BTreeMap<(bool, String), Country> = BTreeMap::new();
        for health in all {
            let facts = &health.source.facts;
            let publisher = Publisher::new(Some(facts), t);
            let name = facts.country.as_deref().map(|c| names::country(c, t).unwrap_or(c).to_owned());
            let country = countries
                .entry((name.is_none(), name.unwrap_or_default()))
                .or_insert_with(|| Country { link: publisher.country.clone(), lines: Vec::new() });
            country.lines.push(Line {
                languages: facts.languages.iter().map(|l| language_link(t, *l)).collect(),
                articles: health.articles,
                silence: Silence::of(&health, app.now()).map(|s| s.mark(t)),
                publisher,
            });
        }
        let mut countries: Vec<Country> = countries.into_values().collect();
        for country in &mut countries {
            country.lines.sort_by_cached_key(|line| line.publisher.name.to_lowercase());
        }
        let frame = Frame::new(&app, t, "/sources").await?.titled(&t.say("sources-title")).tab(Tab::Sources);
        Ok(SourcesPage { frame, count, countries }.render()?)
    };
    serve::page(&app, &visit, key, serve::HTML, make).await
}
