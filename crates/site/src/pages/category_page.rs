//! `/{interface}/category/{slug}` and `/{interface}/category/{slug}/{number}`: what is about one IPTC Media Topic, newest first, with the topics below it; and
//! the feeds. A topic without an article has no page.

use super::feed_out;
use super::listing::{ListQuery, Shelf, list_page};
use crate::app::App;
use crate::errors::{Nothing, SiteError};
use crate::frame::{Link, Tab};
use crate::i18n::Interface;
use crate::names;
use crate::visit::Visit;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use coranto_store::article::{self, Filter, Shelves};
use coranto_topics::{Subtopic, Topic};

pub async fn category_page(
    State(app): State<App>,
    visit: Visit,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<ListQuery>,
) -> Result<Response, SiteError> {
    let shelf = top(&app, visit.interface, &slug).await?;
    list_page(&app, &visit, shelf, &query).await
}

pub async fn category_feed(
    State(app): State<App>,
    visit: Visit,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<ListQuery>,
) -> Result<Response, SiteError> {
    let shelf = top(&app, visit.interface, &slug).await?;
    feed_out::feed(&app, &visit, shelf, &query).await
}

pub async fn subcategory_page(
    State(app): State<App>,
    visit: Visit,
    Path((_, slug, number)): Path<(String, String, String)>,
    Query(query): Query<ListQuery>,
) -> Result<Response, SiteError> {
    let shelf = below(&app, visit.interface, &slug, &number).await?;
    list_page(&app, &visit, shelf, &query).await
}

pub async fn subcategory_feed(
    State(app): State<App>,
    visit: Visit,
    Path((_, slug, number)): Path<(String, String, String)>,
    Query(query): Query<ListQuery>,
) -> Result<Response, SiteError> {
    let shelf = below(&app, visit.interface, &slug, &number).await?;
    feed_out::feed(&app, &visit, shelf, &query).await
}

/// Those at the top that have articles, in the order of IPTC, with how many.
pub fn links(shelves: &Shelves, t: Interface) -> Vec<Link> {
    Topic::ALL.into_iter().filter_map(|topic| counted(topic_link(topic, t), of_topic(shelves, topic))).collect()
}

pub fn topic_link(topic: Topic, t: Interface) -> Link {
    Link::new(names::topic(topic, t), format!("/{}{}", t.code(), here(topic)))
}

pub fn subtopic_link(sub: &Subtopic, t: Interface) -> Link {
    Link::new(names::subtopic(sub, t), format!("/{}{}/{}", t.code(), here(sub.topic), sub.iptc))
}

async fn top(app: &App, t: Interface, slug: &str) -> Result<Shelf, SiteError> {
    let topic = Topic::parse(slug).ok_or(SiteError::NotFound)?;
    let shelves = app.shelves().await?;
    let filter = Filter { topic: Some(topic.slug().to_owned()), ..Filter::default() };
    let shelf = shelf(here(topic), names::topic(topic, t), filter);
    let below = topic.subtopics().filter_map(|sub| counted(subtopic_link(sub, t), of_subtopic(&shelves, sub)));
    filled(app, Shelf { below: below.collect(), ..shelf }, of_topic(&shelves, topic), t).await
}

async fn below(app: &App, t: Interface, slug: &str, number: &str) -> Result<Shelf, SiteError> {
    let topic = Topic::parse(slug).ok_or(SiteError::NotFound)?;
    // "+20000065" is a number and no address.
    let sub = number.parse().ok().and_then(Subtopic::parse).filter(|sub| sub.iptc.to_string() == number);
    let sub = sub.filter(|sub| sub.topic == topic).ok_or(SiteError::NotFound)?;
    let filter = Filter { subtopic: Some(sub.iptc), ..Filter::default() };
    let shelf = shelf(format!("{}/{}", here(topic), sub.iptc), names::subtopic(sub, t), filter);
    let count = of_subtopic(app.shelves().await?.as_ref(), sub);
    filled(app, Shelf { kicker: Some(topic_link(topic, t)), ..shelf }, count, t).await
}

/// The shelf, unless no article stands on it; `count` is of the last days and saves the question.
async fn filled(app: &App, shelf: Shelf, count: i64, t: Interface) -> Result<Shelf, SiteError> {
    if count > 0 || !article::list(app.db(), &shelf.filter, None, 1).await?.is_empty() {
        return Ok(shelf);
    }
    Err(SiteError::Nothing(Box::new(Nothing {
        gone: false,
        heading: t.plain("category-none-title", &shelf.title),
        text: t.say("category-none"),
        ways: links(app.shelves().await?.as_ref(), t),
    })))
}

fn here(topic: Topic) -> String {
    format!("/category/{}", topic.slug())
}

fn shelf(here: String, title: String, filter: Filter) -> Shelf {
    Shelf { here, title, filter, tab: Tab::Browse, own_language: true, ..Shelf::default() }
}

fn of_topic(shelves: &Shelves, topic: Topic) -> i64 {
    shelves.topics.iter().find(|(slug, _)| slug == topic.slug()).map_or(0, |(_, count)| *count)
}

fn of_subtopic(shelves: &Shelves, sub: &Subtopic) -> i64 {
    shelves.subtopics.iter().find(|(iptc, _)| *iptc == sub.iptc).map_or(0, |(_, count)| *count)
}

fn counted(link: Link, count: i64) -> Option<Link> {
    (count > 0).then_some(Link { count, ..link })
}
