//! What all lists share: which articles, in which languages, from where on; older pages by cursor; a feed.

use crate::app::App;
use crate::card::CardView;
use crate::errors::SiteError;
use crate::frame::{Frame, Link, Tab};
use crate::i18n::{self, Interface};
use crate::serve::{self, PageKey};
use crate::visit::Visit;
use askama::Template;
use axum::response::Response;
use coranto_core::{ArticleId, Millis};
use coranto_store::article::{self, Cursor, Filter};
use serde::Deserialize;

/// One list: what its page and its feed show.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    /// Path without the interface: "/section/world".
    pub here: String,
    pub title: String,
    /// What it is part of, above the heading.
    pub kicker: Option<Link>,
    pub intro: Option<String>,
    /// The parts of it that have articles, with how many.
    pub below: Vec<Link>,
    pub filter: Filter,
    pub tab: Tab,
    /// The list holds articles of every language, and shows the interface's own unless asked for all.
    ///
    /// A reader who came to `/en` reads English: a page of headlines of which most cannot be read serves nobody. Other languages are one click away ("All
    /// languages", beside the heading), and the front page has a row of them, so that nobody takes one language's press for the world's. Lists that are about
    /// one source, language or country never filter: there the reader has chosen already.
    pub own_language: bool,
    /// Publishers of this country, under the heading.
    pub sources: Vec<Link>,
}

#[derive(Debug, Clone, Default, Deserialize)]
pub struct ListQuery {
    /// From where on: "1764000000000.42".
    pub after: Option<String>,
    /// "all": articles of every language.
    #[serde(rename = "in")]
    pub languages: Option<String>,
}

impl ListQuery {
    pub fn all_languages(&self) -> bool {
        self.languages.as_deref() == Some("all")
    }

    pub fn cursor(&self) -> Result<Option<Cursor>, SiteError> {
        let Some(text) = self.after.as_deref() else { return Ok(None) };
        let (at, id) = text.split_once('.').ok_or(SiteError::BadRequest)?;
        match (at.parse(), id.parse()) {
            (Ok(at), Ok(id)) => Ok(Some(Cursor { published_at: Millis(at), id: ArticleId(id) })),
            _ => Err(SiteError::BadRequest),
        }
    }

    /// One form for one page, whatever else stood in the query.
    pub fn canonical(&self, all: bool, after: Option<Cursor>) -> String {
        let mut text = String::new();
        if all {
            text.push_str("?in=all");
        }
        if let Some(after) = after {
            text.push(if all { '&' } else { '?' });
            text.push_str(&format!("after={}.{}", after.published_at.0, after.id));
        }
        text
    }
}

/// A day's articles under its date.
#[derive(Debug)]
pub struct Day {
    pub name: String,
    pub cards: Vec<CardView>,
}

#[derive(Debug)]
pub struct Listing {
    pub days: Vec<Day>,
    pub older: Option<String>,
    /// Back to the beginning, on later pages.
    pub newest: Option<String>,
    pub scope: Option<Scope>,
}

/// The switch between the interface's language and all.
#[derive(Debug)]
pub struct Scope {
    pub all: bool,
    pub own_href: String,
    pub all_href: String,
}

#[derive(Template)]
#[template(path = "list_page.html")]
struct ListPage {
    frame: Frame,
    title: String,
    kicker: Option<Link>,
    intro: Option<String>,
    below: Vec<Link>,
    sources: Vec<Link>,
    listing: Listing,
}

/// The page of a list.
pub async fn list_page(app: &App, visit: &Visit, shelf: Shelf, query: &ListQuery) -> Result<Response, SiteError> {
    let t = visit.interface;
    let after = query.cursor()?;
    let what = format!("{}{}", shelf.here, query.canonical(query.all_languages(), after));
    let key = PageKey { what, interface: t, origin: None };
    let make = async {
        let listing = load(app, t, &shelf, query).await?;
        let mut frame = Frame::new(app, t, &shelf.here).await?.titled(&shelf.title).tab(shelf.tab);
        frame = frame.with_feed(&feed_path(&shelf.here, listing.scope.as_ref().is_some_and(|s| s.all)), &shelf.title);
        frame.description = shelf.intro.clone();
        if after.is_some() {
            // Older pages shift with every article: not worth a place in anybody's index.
            frame = frame.unindexed();
        }
        let Shelf { title, kicker, intro, below, sources, .. } = shelf;
        Ok(ListPage { frame, title, kicker, intro, below, sources, listing }.render()?)
    };
    serve::page(app, visit, key, serve::HTML, make).await
}

pub fn feed_path(here: &str, all: bool) -> String {
    format!("{here}/feed.xml{}", if all { "?in=all" } else { "" })
}

/// The articles of a list from the query's cursor on.
pub async fn load(app: &App, t: Interface, shelf: &Shelf, query: &ListQuery) -> Result<Listing, SiteError> {
    let (filter, mut all) = scoped(app, t, shelf, query.all_languages()).await?;
    let after = query.cursor()?;
    let size = i64::from(app.state.settings.site.page_size.clamp(1, 200));
    let mut cards = article::list(app.db(), &filter, after, size + 1).await?;
    // What nobody reports in the reader's language is shown as others do.
    if cards.is_empty() && !all && after.is_none() {
        (all, cards) = (true, article::list(app.db(), &shelf.filter, None, size + 1).await?);
    }
    let more = cards.len() as i64 > size;
    cards.truncate(usize::try_from(size).unwrap_or(usize::MAX));
    let path = |query: String| format!("/{}{}{query}", t.code(), shelf.here);
    let older = cards.last().filter(|_| more).map(|last| {
        path(query.canonical(all && shelf.own_language, Some(Cursor { published_at: last.published_at, id: last.id })))
    });
    let directory = app.directory().await?;
    Ok(Listing {
        days: days(CardView::all(app, &directory, cards, t), t),
        older,
        newest: after.map(|_| path(query.canonical(all && shelf.own_language, None))),
        scope: shelf.own_language.then(|| Scope {
            all,
            own_href: path(String::new()),
            all_href: path("?in=all".to_owned()),
        }),
    })
}

/// The filter with the reader's choice of languages put in. All languages, too, when there is nothing in the interface's own.
pub async fn scoped(app: &App, t: Interface, shelf: &Shelf, all: bool) -> Result<(Filter, bool), SiteError> {
    let mut filter = shelf.filter.clone();
    let all = all
        || !shelf.own_language
        || !app.shelves().await?.languages.iter().any(|(lang, n)| *lang == t.lang() && *n > 0);
    if !all {
        filter.lang = Some(t.lang());
    }
    Ok((filter, all))
}

fn days(cards: Vec<CardView>, t: Interface) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for card in cards {
        let name = i18n::day(card.published_at, t);
        match days.last_mut() {
            Some(day) if day.name == name => day.cards.push(card),
            _ => days.push(Day { name, cards: vec![card] }),
        }
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_strictly() {
        let cursor = |text: &str| ListQuery { after: Some(text.to_owned()), languages: None }.cursor();
        assert_eq!(cursor("1764.9"), Ok(Some(Cursor { published_at: Millis(1764), id: ArticleId(9) })));
        for bad in ["", "1", "a.b", "1.", ".1", "1.2.3", "99999999999999999999.1", "1;drop"] {
            assert_eq!(cursor(bad), Err(SiteError::BadRequest), "{bad}");
        }
    }
}
