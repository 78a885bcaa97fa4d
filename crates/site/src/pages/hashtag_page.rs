//! `/{interface}/hashtag/{tag}`: the latest stories about one subject, how much was written about it day by day, what else is told beside it; and its feed. One
//! hashtag has one address in each interface; one that too little is tagged with has none.

use super::feed_out::{self, FeedOf};
use super::listing::ListQuery;
use super::subject_stories::{self, Stories};
use crate::app::App;
use crate::card::direction;
use crate::chart::Chart;
use crate::errors::SiteError;
use crate::frame::{Frame, Link, Tab};
use crate::i18n::Interface;
use crate::serve::{self, PageKey};
use crate::visit::Visit;
use crate::{names, nothing, subject as naming};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use coranto_core::Lang;
use coranto_store::subject::{self, Lookup, Subject};
use std::time::Duration;

#[derive(Template)]
#[template(path = "hashtag_page.html")]
struct HashtagPage {
    frame: Frame,
    title: String,
    kind: String,
    /// Its own page, where its kind has one.
    page: Option<Link>,
    /// "57 articles", "12 owners"
    figures: Vec<String>,
    /// What stands only on the first page of the list.
    first: bool,
    chart: Option<Chart>,
    stories: Stories,
    beside: Vec<Link>,
    elsewhere: Vec<Spelled>,
}

/// The hashtag in another language.
struct Spelled {
    hash: String,
    lang: Lang,
    dir: &'static str,
    language: String,
    /// Where the site speaks that language.
    href: Option<String>,
}

const STORIES: u32 = 24;
const BESIDE: i64 = 12;
const ELSEWHERE: usize = 12;
const IN_FEED: i64 = 60;

pub async fn hashtag_page(
    State(app): State<App>,
    visit: Visit,
    Path((_, tag)): Path<(String, String)>,
    Query(query): Query<ListQuery>,
) -> Result<Response, SiteError> {
    let t = visit.interface;
    let after = query.cursor()?;
    // Only the one address of a hashtag is ever kept: every other is an answer that leads there.
    let what = format!("/hashtag/{tag}{}", query.canonical(query.all_languages(), after));
    let make = async {
        let subject = find(&app, t, &tag, "").await?;
        Ok(load(&app, t, subject, &tag, &query).await?.render()?)
    };
    serve::page(&app, &visit, PageKey { what, interface: t, origin: None }, serve::HTML, make).await
}

pub async fn hashtag_feed(
    State(app): State<App>,
    visit: Visit,
    Path((_, tag)): Path<(String, String)>,
) -> Result<Response, SiteError> {
    let path = feed_path(&tag);
    let make = async {
        let subject = find(&app, visit.interface, &tag, "/feed.xml").await?;
        let cards = subject::articles(app.db(), subject.id, None, IN_FEED).await?;
        Ok(FeedOf { title: naming::hash(&tag), path: path.clone(), page: naming::hashtag_here(&tag), cards })
    };
    feed_out::answer(&app, &visit, path.clone(), make).await
}

/// Without the interface.
pub fn feed_path(spelled: &str) -> String {
    format!("{}/feed.xml", naming::hashtag_here(spelled))
}

/// The subject of a hashtag that has a page, asked for by the interface's own spelling.
async fn find(app: &App, t: Interface, tag: &str, end: &str) -> Result<Subject, SiteError> {
    let subject = match subject::by_tag(app.db(), tag, app.now()).await? {
        Lookup::Found(subject) | Lookup::Moved(subject) => *subject,
        Lookup::Gone(subject) => return Err(nothing::hashtag(app, t, tag, Some(&subject)).await),
        Lookup::Missing => return Err(nothing::hashtag(app, t, tag, None).await),
    };
    match subject.tag(t.lang()) {
        Some(spelled) if spelled == tag => Ok(subject),
        Some(spelled) => {
            Err(SiteError::Elsewhere { path: format!("/{}{}{end}", t.code(), naming::hashtag_here(spelled)) })
        }
        None => Err(nothing::hashtag(app, t, tag, None).await),
    }
}

async fn load(
    app: &App,
    t: Interface,
    subject: Subject,
    tag: &str,
    query: &ListQuery,
) -> Result<HashtagPage, SiteError> {
    let here = naming::hashtag_here(tag);
    let hash = naming::hash(tag);
    let first = query.after.is_none();
    let title = t.of("hashtag-title", &hash);
    let mut frame = Frame::new(app, t, &here).await?.titled(&t.plain("hashtag-title", &hash)).tab(Tab::Browse);
    frame.others = others(&subject, t);
    frame = frame.with_feed(&feed_path(tag), &hash);
    if !first {
        frame = frame.unindexed();
    }
    let stories = subject_stories::load(app, t, &subject, &here, STORIES, query).await?;
    Ok(HashtagPage {
        frame,
        title,
        kind: naming::kind(subject.kind, t),
        page: naming::page_link(&subject, t),
        figures: figures(&subject, t),
        first,
        chart: if first { chart(app, &subject, t).await? } else { None },
        stories,
        beside: if first { beside(app, &subject, t).await? } else { Vec::new() },
        elsewhere: elsewhere(&subject, tag, t),
    })
}

/// The same hashtag as the site's other languages spell it.
fn others(subject: &Subject, t: Interface) -> Vec<(Interface, String)> {
    let others = Interface::ALL.into_iter().filter(|other| *other != t);
    let path = |other: Interface| {
        let spelled = subject.tag(other.lang()).unwrap_or_default();
        (other, format!("/{}{}", other.code(), naming::hashtag_here(spelled)))
    };
    others.map(path).collect()
}

pub fn figures(subject: &Subject, t: Interface) -> Vec<String> {
    vec![t.count("articles", subject.articles), t.count("owners", subject.owners)]
}

async fn chart(app: &App, subject: &Subject, t: Interface) -> Result<Option<Chart>, SiteError> {
    let window = i64::from(app.state.settings.hashtags.days);
    let since = app.now().minus(Duration::from_secs(u64::from(app.state.settings.hashtags.days) * 86_400));
    let days = subject::days(app.db(), subject.id, since).await?;
    Ok(Chart::of(&days, subject.owners, window, app.now(), t))
}

async fn beside(app: &App, subject: &Subject, t: Interface) -> Result<Vec<Link>, SiteError> {
    let found = subject::beside(app.db(), subject.id, app.now(), BESIDE).await?;
    let link = |(other, shared): (Subject, i64)| Some(Link { count: shared, ..naming::hashtag_link(&other, t)? });
    Ok(found.into_iter().filter_map(link).collect())
}

/// Spellings that differ from the one above, each once.
fn elsewhere(subject: &Subject, tag: &str, t: Interface) -> Vec<Spelled> {
    let mut seen = vec![naming::hash(tag)];
    let spelled = subject.tags.iter().filter_map(|(lang, spelled)| Some(((*lang)?, naming::hash(spelled))));
    let fresh = spelled.filter(|(_, hash)| {
        !seen.contains(hash) && {
            seen.push(hash.clone());
            true
        }
    });
    let view = |(lang, hash): (Lang, String)| Spelled {
        href: Interface::ALL
            .into_iter()
            .find(|other| other.lang() == lang)
            .map(|other| format!("/{}{}", other.code(), naming::hashtag_here(hash.trim_start_matches('#')))),
        language: names::language(lang, t),
        dir: direction(Some(lang)),
        hash,
        lang,
    };
    fresh.take(ELSEWHERE).map(view).collect()
}
