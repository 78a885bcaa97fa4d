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
use coranto_store::article;

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
const ENTRIES: i64 = 60;

pub async fn feed(app: &App, visit: &Visit, shelf: Shelf, query: &ListQuery) -> Result<Response, SiteError> {
    let t = visit.interface;
    let path = feed_path(&shelf.here, query.all_languages());
    let key = PageKey { what: path.clone(), interface: t, origin: Some(visit.origin.clone()) };
    let make = async {
        let (filter, all) = scoped(app, t, &shelf, query.all_languages()).await?;
        let cards = article::list(app.db(), &filter, None, ENTRIES).await?;
        let directory = app.directory().await?;
        let origin = &visit.origin;
        let newest = cards.first().map_or(app.now(), |card| card.published_at);
        let words = app.state.settings.site.lead_words as usize;
        let entries = cards
            .into_iter()
            .map(|card| {
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
            })
            .collect();
        let page = FeedPage {
            site: printable(&app.state.settings.site.name),
            title: printable(&shelf.title),
            lang: t.code(),
            id: format!("tag:coranto,2026:list/{}{path}", t.code()),
            own: format!("{origin}/{}{path}", t.code()),
            page: format!(
                "{origin}/{}{}{}",
                t.code(),
                shelf.here,
                if all && shelf.own_language { "?in=all" } else { "" }
            ),
            updated: newest.iso(),
            entries,
        };
        Ok(page.render()?)
    };
    serve::page(app, visit, key, serve::ATOM, make).await
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
