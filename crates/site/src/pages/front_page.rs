//! `/{interface}`: one lead with a picture, a second row of three, the newest beside them, then the sections in their order.

use super::listing::{ListQuery, Scope, Shelf, scoped};
use crate::app::{App, Directory};
use crate::card::{CardView, section_link};
use crate::errors::SiteError;
use crate::frame::{Frame, Link, Tab};
use crate::i18n::{self, Interface};
use crate::serve::{self, PageKey};
use crate::visit::Visit;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use coranto_core::source::SECTIONS;
use coranto_core::{ArticleId, Lang, SourceId};
use coranto_store::article::{self, Card, Filter, Stage};
use futures_util::future::try_join_all;
use std::collections::HashSet;

#[derive(Template)]
#[template(path = "front_page.html")]
struct FrontPage {
    frame: Frame,
    /// "24 November 2026"
    date: String,
    scope: Scope,
    lead: Option<CardView>,
    second: Vec<CardView>,
    latest: Vec<CardView>,
    sections: Vec<Section>,
    /// What belongs to no section.
    more: Vec<CardView>,
    elsewhere: Vec<CardView>,
}

struct Section {
    link: Link,
    first: CardView,
    rest: Vec<CardView>,
}

const SECOND: usize = 3;
const LATEST: usize = 8;
const PER_SECTION: usize = 5;
const ELSEWHERE: usize = 4;

pub async fn front_page(
    State(app): State<App>,
    visit: Visit,
    Query(query): Query<ListQuery>,
) -> Result<Response, SiteError> {
    let t = visit.interface;
    let key = PageKey { what: query.canonical(query.all_languages(), None), interface: t, origin: None };
    let make = async { Ok(load(&app, t, query.all_languages()).await?.render()?) };
    serve::page(&app, &visit, key, serve::HTML, make).await
}

async fn load(app: &App, t: Interface, all: bool) -> Result<FrontPage, SiteError> {
    let (filter, all) = scoped(app, t, &shelf(), all).await?;
    let directory = app.directory().await?;
    let list = |filter: Filter, limit| async move { article::list(app.db(), &filter, None, limit).await };
    let pictured = list(Filter { with_image: true, ..filter.clone() }, 40).await?;
    let newest = list(filter.clone(), 80).await?;
    let by_section = try_join_all(
        SECTIONS.iter().map(|slug| list(Filter { section: Some((*slug).to_owned()), ..filter.clone() }, 24)),
    )
    .await?;

    let mut desk = Desk::default();
    let pictures = app.state.pictures.is_some();
    let lead = desk.lead(if pictures { &pictured } else { &newest }, &newest);
    let second = desk.choose(if pictures { &pictured } else { &newest }, SECOND);
    let second = if second.len() == SECOND { second } else { desk.fill(second, &newest, SECOND) };
    let latest = desk.choose(&newest, LATEST);
    let view = |cards| CardView::all(app, &directory, cards, t);
    let mut sections = Vec::new();
    for (slug, cards) in SECTIONS.iter().zip(by_section) {
        let chosen = desk.choose(&cards, PER_SECTION);
        let mut cards = view(pictured_first(chosen)).into_iter();
        if let Some(first) = cards.next() {
            sections.push(Section { link: section_link(t, slug), first, rest: cards.collect() });
        }
    }
    let unsorted: Vec<Card> = newest.into_iter().filter(|card| card.section.is_none()).collect();
    let more = desk.choose(&unsorted, 8);
    let elsewhere = if all { Vec::new() } else { elsewhere(app, t, &directory).await? };

    let mut frame = Frame::new(app, t, "").await?.tab(Tab::Today);
    frame.description = Some(t.say("tagline"));
    frame = frame.with_feed("/feed.xml", &app.state.settings.site.name);
    Ok(FrontPage {
        date: i18n::day(app.now(), t),
        scope: Scope { all, own_href: frame.path(""), all_href: frame.path("?in=all") },
        frame,
        lead: lead.map(|card| CardView::opening(app, &directory, card, t)),
        second: view(second),
        latest: view(latest),
        sections,
        more: view(more),
        elsewhere,
    })
}

fn shelf() -> Shelf {
    Shelf {
        here: String::new(),
        title: String::new(),
        intro: None,
        filter: Filter::default(),
        tab: Tab::Today,
        own_language: true,
        sources: Vec::new(),
    }
}

/// The newest of each other language, the languages with most articles first: no reader should take one language's press for the world's.
async fn elsewhere(app: &App, t: Interface, directory: &Directory) -> Result<Vec<CardView>, SiteError> {
    let shelves = app.shelves().await?;
    let mut languages: Vec<(Lang, i64)> = shelves.languages.iter().filter(|(l, _)| *l != t.lang()).copied().collect();
    languages.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let newest = try_join_all(languages.into_iter().take(ELSEWHERE).map(|(lang, _)| async move {
        let filter = Filter { lang: Some(lang), ..Filter::default() };
        article::list(app.db(), &filter, None, 1).await
    }))
    .await?;
    Ok(CardView::all(app, directory, newest.into_iter().flatten().collect(), t))
}

/// Hands out each article once, and never the same publisher three times in a row.
#[derive(Debug, Default)]
struct Desk {
    taken: HashSet<ArticleId>,
    last: Option<SourceId>,
    before_last: Option<SourceId>,
    used: HashSet<SourceId>,
}

impl Desk {
    fn lead(&mut self, pictured: &[Card], newest: &[Card]) -> Option<Card> {
        // A set-aside article leads nowhere but away; one without a lead leaves half the place empty.
        let fit = |card: &&Card| card.stage == Stage::Ready && !card.lead.is_empty();
        let best = |card: &&Card| fit(card) && is_news(card) && is_large(card);
        let lead = pictured
            .iter()
            .find(best)
            .or_else(|| pictured.iter().find(|card| fit(card) && is_large(card)))
            .or_else(|| newest.iter().find(fit))
            .or_else(|| newest.first())?;
        Some(self.take(lead))
    }

    /// Up to `count` in the order they come: publishers that were not yet seen first, then others.
    fn choose(&mut self, cards: &[Card], count: usize) -> Vec<Card> {
        self.used.clear();
        self.used.extend(self.last);
        self.fill(Vec::new(), cards, count)
    }

    fn fill(&mut self, mut chosen: Vec<Card>, cards: &[Card], count: usize) -> Vec<Card> {
        for fresh_only in [true, false] {
            for card in cards {
                if chosen.len() >= count {
                    return chosen;
                }
                let thrice = self.last == Some(card.source_id) && self.before_last == Some(card.source_id);
                if self.taken.contains(&card.id) || thrice || (fresh_only && self.used.contains(&card.source_id)) {
                    continue;
                }
                chosen.push(self.take(card));
            }
        }
        chosen
    }

    fn take(&mut self, card: &Card) -> Card {
        self.taken.insert(card.id);
        self.used.insert(card.source_id);
        self.before_last = self.last.replace(card.source_id);
        card.clone()
    }
}

/// The day is opened by what happened, not by what somebody thinks of it or what is on in town.
fn is_news(card: &Card) -> bool {
    !matches!(card.section.as_deref(), Some("opinion" | "lifestyle" | "local"))
}

/// Many pages name their publisher's mark as their picture: blown up over half a page it would be the news of the day.
fn is_large(card: &Card) -> bool {
    card.image.as_ref().is_none_or(|picture| picture.width.is_none_or(|width| width >= 600))
}

/// The first with a picture opens a section; the others keep their order.
fn pictured_first(mut cards: Vec<Card>) -> Vec<Card> {
    if let Some(at) = cards.iter().position(|card| card.image.is_some()) {
        let card = cards.remove(at);
        cards.insert(0, card);
    }
    cards
}

#[cfg(test)]
mod tests {
    use super::*;
    use coranto_core::{ArticleKey, Millis, Picture};

    fn card(id: i64, source: i64) -> Card {
        Card {
            id: ArticleId(id),
            key: ArticleKey::parse("0123456789abc").unwrap(),
            source_id: SourceId(source),
            title: format!("Report {id}"),
            lead: "It rained.".into(),
            lang: None,
            section: None,
            published_at: Millis(-id),
            image: None,
            authors: Vec::new(),
            words: 100,
            paywalled: None,
            has_media: false,
            stage: Stage::Ready,
        }
    }

    fn sources(cards: &[Card]) -> Vec<i64> {
        cards.iter().map(|c| c.source_id.0).collect()
    }

    #[test]
    fn publishers_take_turns_while_there_are_others() {
        let cards: Vec<Card> = [1, 1, 1, 1, 2, 3].iter().zip(1..).map(|(source, id)| card(id, *source)).collect();
        let mut desk = Desk::default();
        assert_eq!(desk.lead(&[], &cards).unwrap().id, ArticleId(1));
        assert_eq!(sources(&desk.choose(&cards, 4)), [2, 3, 1, 1]);
    }

    #[test]
    fn nobody_stands_three_times_in_a_row_and_nothing_twice() {
        let cards: Vec<Card> = (1..=9).map(|id| card(id, 1)).collect();
        let mut desk = Desk::default();
        let lead = desk.lead(&[], &cards).unwrap();
        let row = desk.choose(&cards, 3);
        assert_eq!((lead.id, row.len()), (ArticleId(1), 1), "the lead and one more; a third would be thrice");
        assert_eq!(desk.choose(&[card(20, 2)], 3).len(), 1);
        assert_eq!(desk.choose(&cards, 3).iter().map(|c| c.id.0).collect::<Vec<_>>(), [3, 4]);
    }

    #[test]
    fn the_day_is_opened_by_news_with_a_picture_that_fills_its_place() {
        let picture = |width| Picture {
            src: coranto_core::Address::parse("https://lantern.example/a.jpg").unwrap(),
            alt: None,
            caption: None,
            credit: None,
            width,
            height: None,
        };
        let with = |id, section: &str, width| Card {
            section: Some(section.into()),
            image: Some(picture(width)),
            ..card(id, id)
        };
        let cards = [with(1, "world", Some(96)), with(2, "opinion", Some(1200)), with(3, "world", None)];
        assert_eq!(Desk::default().lead(&cards, &cards).unwrap().id, ArticleId(3));
        assert_eq!(Desk::default().lead(&cards[..2], &cards).unwrap().id, ArticleId(2));
    }

    #[test]
    fn a_set_aside_article_does_not_lead_while_another_can() {
        let mut broken = card(1, 1);
        broken.stage = Stage::Quarantined;
        let cards = [broken, card(2, 2)];
        assert_eq!(Desk::default().lead(&[], &cards).unwrap().id, ArticleId(2));
        assert_eq!(Desk::default().lead(&[], &cards[..1]).unwrap().id, ArticleId(1));
        assert_eq!(Desk::default().lead(&[], &[]), None);
    }
}
