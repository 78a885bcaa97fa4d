//! Atom out of every list (RFC 4287). Entries carry what the pages may show of an article in a list, the headline and its beginning, and lead to our page,
//! which leads to the publisher.

use super::listing::{ListQuery, Shelf, feed_path, scoped};
use crate::app::App;
use crate::card::{Publisher, article_path};
use crate::errors::SiteError;
use crate::frame::section_name;
use crate::serve::{self, PageKey};
use crate::visit::Visit;
use askama::Template;
use axum::response::Response;
use coranto_store::article::{self, Card};

#[derive(Template)]
#[template(path = "feed.xml")]
struct FeedPage {
    site: String,
    title: String,
    lang: &'static str,
    id: String,
    own: String,
    page: String,
    updated: String,
    entries: Vec<Entry>,
}

struct Entry {
    id: String,
    href: String,
    title: String,
    lang: String,
    summary: String,
    published: String,
    authors: Vec<String>,
    publisher: String,
    publisher_home: String,
    section: Option<String>,
}

/// Enough for a reader that comes by once a day.
const ENTRIES: usize = 60;

/// What a feed holds.
pub struct FeedOf {
    pub title: String,
    /// Of the feed and of the page whose feed it is, without the interface.
    pub path: String,
    pub page: String,
    /// The newest first.
    pub cards: Vec<Card>,
}

/// The feed of a list.
pub async fn feed(app: &App, visit: &Visit, shelf: Shelf, query: &ListQuery) -> Result<Response, SiteError> {
    let path = feed_path(&shelf.here, query.all_languages());
    let make = async {
        let (filter, all) = scoped(app, visit.interface, &shelf, query.all_languages()).await?;
        let cards = article::list(app.db(), &filter, None, ENTRIES as i64).await?;
        let page = format!("{}{}", shelf.here, if all && shelf.own_language { "?in=all" } else { "" });
        Ok(FeedOf { title: shelf.title.clone(), path: path.clone(), page, cards })
    };
    answer(app, visit, path.clone(), make).await
}

/// The feed at `path`, made anew only when something changed.
pub async fn answer(
    app: &App,
    visit: &Visit,
    path: String,
    make: impl Future<Output = Result<FeedOf, SiteError>>,
) -> Result<Response, SiteError> {
    let key = PageKey { what: path, interface: visit.interface, origin: Some(visit.origin.clone()) };
    let make = async { atom(app, visit, make.await?).await };
    serve::page(app, visit, key, serve::ATOM, make).await
}

async fn atom(app: &App, visit: &Visit, feed: FeedOf) -> Result<String, SiteError> {
    let t = visit.interface;
    let directory = app.directory().await?;
    let origin = &visit.origin;
    let newest = feed.cards.first().map_or(app.now(), |card| card.published_at);
    let words = app.state.settings.site.lead_words as usize;
    let entry = |card: Card| {
        let publisher = Publisher::new(directory.facts(card.source_id), t);
        Entry {
            // The same on every machine and at every address of this site.
            id: format!("tag:coranto,2026:article/{}", card.key),
            href: format!("{origin}{}", article_path(t, &card.key, &card.title)),
            title: printable(&card.title),
            lang: card.lang.map(|l| l.to_string()).unwrap_or_default(),
            summary: printable(&coranto_text::beginning(&card.lead, words)),
            published: card.published_at.iso(),
            authors: card.authors.iter().take(10).map(|a| printable(a)).collect(),
            publisher: printable(&publisher.name),
            publisher_home: format!("{origin}{}", publisher.href),
            section: card.section.as_deref().map(|slug| section_name(t, slug)),
        }
    };
    let page = FeedPage {
        site: printable(&app.state.settings.site.name),
        title: printable(&feed.title),
        lang: t.code(),
        id: format!("tag:coranto,2026:list/{}{}", t.code(), feed.path),
        own: format!("{origin}/{}{}", t.code(), feed.path),
        page: format!("{origin}/{}{}", t.code(), feed.page),
        updated: newest.iso(),
        entries: feed.cards.into_iter().take(ENTRIES).map(entry).collect(),
    };
    Ok(page.render()?)
}

/// XML 1.0 has no way to write most control characters; one of them makes the whole feed unreadable.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' | '\n' | '\r' => ' ',
            '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
            c if u32::from(c) < 0x20 => '\u{fffd}',
            c => c,
        })
        .collect()
}
