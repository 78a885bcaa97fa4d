//! `/{interface}/source/{slug}`: who a publisher is, who owns it and who says so, what is read of it and how that goes, and its articles.

use super::listing::{self, ListQuery, Listing, Shelf};
use super::{feed_out, outcome_words};
use crate::app::App;
use crate::card::{Publisher, language_link, owner_words, web};
use crate::errors::SiteError;
use crate::frame::{Frame, Link, Tab};
use crate::i18n::{self, Interface, When};
use crate::serve::{self, PageKey};
use crate::visit::Visit;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use coranto_core::Millis;
use coranto_core::health::Drift;
use coranto_store::article::Filter;
use coranto_store::feed::{self, Feed, FeedKind, FeedState};
use coranto_store::source::{self, Source, SourceHealth};
use fluent_bundle::FluentArgs;
use std::time::Duration;

#[derive(Template)]
#[template(path = "source_page.html")]
struct SourcePage {
    frame: Frame,
    publisher: Publisher,
    facts: FactsView,
    silence: Option<String>,
    feeds: Vec<FeedLine>,
    listing: Listing,
    /// On later pages of its articles the facts are not said again.
    first: bool,
}

struct FactsView {
    home: Option<String>,
    languages: Vec<Link>,
    owner: Option<String>,
    owner_kind: Option<String>,
    citation: Option<String>,
    licence: Option<String>,
    licence_url: Option<String>,
    full_text: bool,
    articles: String,
    waiting: Option<String>,
    set_aside: Option<String>,
}

struct FeedLine {
    address: String,
    title: String,
    sitemap: bool,
    state: Option<String>,
    outcome: Option<String>,
    good: bool,
    last: Option<When>,
    news: Option<When>,
}

pub async fn source_page(
    State(app): State<App>,
    visit: Visit,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<ListQuery>,
) -> Result<Response, SiteError> {
    let t = visit.interface;
    let source = app.directory().await?.by_slug(&slug).cloned().ok_or(SiteError::NotFound)?;
    let shelf = shelf(&source);
    let after = query.cursor()?;
    let key = PageKey { what: format!("{}{}", shelf.here, query.canonical(false, after)), interface: t, origin: None };
    let make = async {
        let health = source::health(app.db(), Some(source.id)).await?.into_iter().next();
        let feeds = feed::of_source(app.db(), source.id).await?;
        let name = source.facts.name.as_str();
        let mut frame = Frame::new(&app, t, &shelf.here).await?.titled(name).tab(Tab::Sources);
        frame = frame.with_feed(&listing::feed_path(&shelf.here, false), name);
        if after.is_some() {
            frame = frame.unindexed();
        }
        let page = SourcePage {
            frame,
            publisher: Publisher::new(Some(&source.facts), t),
            facts: FactsView::new(&source, health.as_ref(), t),
            silence: health.as_ref().and_then(|h| Silence::of(h, app.now())).map(|s| s.sentence(name, t)),
            feeds: feeds.into_iter().map(|f| FeedLine::new(f, app.now(), t)).collect(),
            listing: listing::load(&app, t, &shelf, &query).await?,
            first: after.is_none(),
        };
        Ok(page.render()?)
    };
    serve::page(&app, &visit, key, serve::HTML, make).await
}

pub async fn source_feed(
    State(app): State<App>,
    visit: Visit,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<ListQuery>,
) -> Result<Response, SiteError> {
    let shelf = app.directory().await?.by_slug(&slug).map(shelf).ok_or(SiteError::NotFound)?;
    feed_out::feed(&app, &visit, shelf, &query).await
}

fn shelf(source: &Source) -> Shelf {
    Shelf {
        here: format!("/source/{}", crate::card::encoded(&source.facts.slug)),
        title: source.facts.name.clone(),
        filter: Filter { source: Some(source.id), ..Filter::default() },
        tab: Tab::Sources,
        own_language: false,
        ..Shelf::default()
    }
}

/// Why a source is quiet. Nothing goes stale without saying so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// Every feed fails or is gone; when one was last read, if ever.
    Failing { last_new: Option<Millis> },
    /// Its feeds answer, and nothing new stood in them for a long time.
    Stale { since: Millis },
    /// Its feeds bring news, and most of its pages cannot be read of late.
    Unreadable,
}

/// A weekly paper may pause for a holiday.
const LONG: Duration = Duration::from_secs(10 * 86_400);

impl Silence {
    pub fn of(health: &SourceHealth, now: Millis) -> Option<Silence> {
        if health.feeds > 0 && health.feeds_failing + health.feeds_gone >= health.feeds {
            return Some(Silence::Failing { last_new: health.last_new_at });
        }
        let stale = health.last_new_at.filter(|at| now.since(*at) > LONG).map(|since| Silence::Stale { since });
        // What else drifts is the operator's to mend; a reader would not see it.
        let unreadable = |alarm: &Drift| {
            matches!(alarm, Drift::PassRateFell { .. } | Drift::MostRefused { .. } | Drift::PagesUnreachable { .. })
        };
        stale.or_else(|| health.alarms.iter().any(unreadable).then_some(Silence::Unreadable))
    }

    /// A word beside its name.
    pub fn mark(self, t: Interface) -> String {
        match self {
            Silence::Failing { .. } => t.say("source-mark-failing"),
            Silence::Stale { .. } => t.say("source-mark-stale"),
            Silence::Unreadable => t.say("source-mark-unreadable"),
        }
    }

    fn sentence(self, name: &str, t: Interface) -> String {
        let dated = |key: &str, at: Millis| {
            let mut args = FluentArgs::new();
            args.set("name", i18n::isolated(name));
            args.set("date", i18n::day(at, t));
            t.tell(key, &args)
        };
        match self {
            Silence::Failing { last_new: Some(at) } => dated("source-failing", at),
            Silence::Failing { last_new: None } => t.of("source-failing-new", name),
            Silence::Stale { since } => dated("source-stale", since),
            Silence::Unreadable => t.of("source-unreadable", name),
        }
    }
}

impl FactsView {
    fn new(source: &Source, health: Option<&SourceHealth>, t: Interface) -> FactsView {
        let facts = &source.facts;
        let count = |key: &str, n: i64| (n > 0).then(|| t.count(key, n));
        let text =
            |value: &Option<String>| value.as_deref().map(str::trim).filter(|v| !v.is_empty()).map(str::to_owned);
        FactsView {
            home: web(&facts.home),
            languages: facts.languages.iter().map(|l| language_link(t, *l)).collect(),
            owner: text(&facts.owner),
            owner_kind: owner_words(facts.owner_kind, t),
            citation: facts.owner_citation.as_deref().and_then(web),
            licence: text(&facts.licence),
            licence_url: facts.licence_url.as_deref().and_then(web),
            full_text: facts.full_text,
            articles: t.count("articles", health.map_or(0, |h| h.articles)),
            waiting: health.and_then(|h| count("source-waiting", h.waiting)),
            set_aside: health.and_then(|h| count("source-set-aside", h.quarantined)),
        }
    }
}

impl FeedLine {
    fn new(feed: Feed, now: Millis, t: Interface) -> FeedLine {
        let when = |at: Option<Millis>| at.map(|at| When::utc(at, now, t));
        FeedLine {
            title: feed
                .title
                .filter(|title| !title.trim().is_empty())
                .unwrap_or_else(|| feed.address.host().to_owned()),
            address: feed.address.to_string(),
            sitemap: feed.kind == FeedKind::NewsSitemap,
            state: match feed.state {
                FeedState::Active => None,
                FeedState::Paused => Some(t.say("feed-state-paused")),
                FeedState::Gone => Some(t.say("feed-state-gone")),
            },
            good: feed.last_outcome.as_ref().is_none_or(|o| o.is_good()),
            outcome: feed.last_outcome.as_ref().map(|o| outcome_words::poll(o, t)),
            last: when(feed.last_fetched_at),
            news: when(feed.last_new_at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use coranto_core::SourceId;

    fn health(feeds: i64, failing: i64, gone: i64, last_new_at: Option<i64>) -> SourceHealth {
        SourceHealth {
            source: Source { id: SourceId(1), facts: Default::default(), created_at: Millis(0) },
            feeds,
            feeds_failing: failing,
            feeds_gone: gone,
            articles: 0,
            quarantined: 0,
            waiting: 0,
            last_fetched_at: None,
            last_new_at: last_new_at.map(Millis),
            next_due_at: None,
            last_problem: None,
            alarms: Vec::new(),
        }
    }

    #[test]
    fn a_source_that_stops_delivering_says_so() {
        let now = Millis(100 * Millis::DAY);
        let of = |h| Silence::of(&h, now);
        assert_eq!(of(health(2, 1, 0, Some(99 * Millis::DAY))), None);
        assert_eq!(of(health(2, 1, 1, None)), Some(Silence::Failing { last_new: None }));
        assert_eq!(
            of(health(1, 0, 0, Some(80 * Millis::DAY))),
            Some(Silence::Stale { since: Millis(80 * Millis::DAY) })
        );
        assert_eq!(of(health(0, 0, 0, None)), None);
        let with = |alarm: Drift| SourceHealth { alarms: vec![alarm], ..health(1, 0, 0, Some(99 * Millis::DAY)) };
        assert_eq!(of(with(Drift::MostRefused { percent: 3, pages: 30 })), Some(Silence::Unreadable));
        assert_eq!(of(with(Drift::DatesVanished { from: 0, to: 90, pages: 30 })), None, "nothing a reader would miss");
        assert_eq!(
            Silence::Stale { since: Millis(0) }.sentence("The Lantern", Interface::English),
            "Nothing new has come from \u{2068}The Lantern\u{2069} since 1 January 1970."
        );
    }
}
