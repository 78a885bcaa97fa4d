//! `/{interface}`: stories by importance: one lead with a picture, a second row of three, the newest beside them, then the sections in their order. A story
//! of one report shows as an article.

use super::article_about::once;
use super::listing::{ListQuery, Scope, Shelf, scoped};
use crate::app::{App, Directory};
use crate::card::{CardView, section_link};
use crate::coverage::Coverage;
use crate::errors::SiteError;
use crate::frame::{Frame, Link, Tab};
use crate::i18n::{self, Interface};
use crate::serve::{self, PageKey};
use crate::subject as naming;
use crate::visit::Visit;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use coranto_core::source::SECTIONS;
use coranto_core::{ArticleId, Lang, SourceId, StoryId};
use coranto_store::article::{self, Card, Filter, Stage};
use coranto_store::story::{self, Story, StoryCard};
use futures_util::future::try_join_all;
use std::collections::HashSet;

#[derive(Template)]
#[template(path = "front_page.html")]
struct FrontPage {
    frame: Frame,
    /// "24 November 2026"
    date: String,
    scope: Scope,
    /// The hashtags of the day.
    tags: Vec<Link>,
    /// The page shows stories, in the order of their importance.
    stories: bool,
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
const TAGS: usize = 8;
/// A story with a picture may open the page in place of one without that stands at most this far above it.
const LEADING: usize = 6;

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
    let shown = Shown::find(app, t, filter).await?;

    let mut desk = Desk::default();
    let lead = desk.lead(&shown.first, app.state.pictures.is_some());
    let second = desk.second(&shown.first, app.state.pictures.is_some());
    let latest = desk.choose(&newest_first(&shown.first), LATEST);
    let view = |items: Vec<Item>| items.into_iter().map(|item| item.view(app, &directory, t)).collect::<Vec<_>>();
    let mut sections = Vec::new();
    for (slug, items) in SECTIONS.iter().zip(&shown.by_section) {
        let chosen = desk.choose(items, PER_SECTION);
        let mut cards = view(pictured_first(chosen)).into_iter();
        if let Some(first) = cards.next() {
            sections.push(Section { link: section_link(t, slug), first, rest: cards.collect() });
        }
    }
    let unsorted: Vec<Item> = shown.first.iter().filter(|item| item.section().is_none()).cloned().collect();
    let more = desk.choose(&unsorted, 8);
    let elsewhere = if all { Vec::new() } else { elsewhere(app, t, &directory, &desk, shown.stories).await? };

    let mut frame = Frame::new(app, t, "").await?.tab(Tab::Today);
    frame.description = Some(t.say("tagline"));
    frame = frame.with_feed("/feed.xml", &app.state.settings.site.name);
    Ok(FrontPage {
        date: i18n::day(app.now(), t),
        scope: Scope { all, own_href: frame.path(""), all_href: frame.path("?in=all") },
        tags: once(app.told_today().await?.iter().filter_map(|subject| naming::hashtag_link(subject, t)), TAGS),
        stories: shown.stories,
        frame,
        lead: lead.map(|item| item.opening(app, &directory, t)),
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
        filter: Filter::default(),
        tab: Tab::Today,
        own_language: true,
        ..Shelf::default()
    }
}

/// What there is to show: stories, or the newest articles as long as none has been placed in a story yet.
struct Shown {
    stories: bool,
    first: Vec<Item>,
    by_section: Vec<Vec<Item>>,
}

impl Shown {
    async fn find(app: &App, t: Interface, filter: Filter) -> Result<Shown, SiteError> {
        let asked = story::Filter { lang: filter.lang, reader: Some(t.lang()), ..story::Filter::default() };
        let found = story::front(app.db(), &asked, None, 120).await?;
        let stories = !found.is_empty();
        if !stories {
            return Shown::articles(app, filter).await;
        }
        let in_section = |slug: &&str| story::Filter { section: Some((*slug).to_owned()), ..asked.clone() };
        let by_section = SECTIONS.iter().map(in_section).map(|asked| async move {
            let found = story::front(app.db(), &asked, None, 24).await?;
            Ok::<_, SiteError>(found.into_iter().map(Item::from).collect())
        });
        let by_section = try_join_all(by_section).await?;
        Ok(Shown { stories, first: found.into_iter().map(Item::from).collect(), by_section })
    }

    async fn articles(app: &App, filter: Filter) -> Result<Shown, SiteError> {
        let list = |filter: Filter, limit| async move {
            let cards = article::list(app.db(), &filter, None, limit).await?;
            Ok::<Vec<Item>, SiteError>(cards.into_iter().map(Item::from).collect())
        };
        let in_section = |slug: &&str| Filter { section: Some((*slug).to_owned()), ..filter.clone() };
        let by_section = try_join_all(SECTIONS.iter().map(|slug| list(in_section(slug), 24))).await?;
        Ok(Shown { stories: false, first: list(filter.clone(), 120).await?, by_section })
    }
}

/// A story by the report that stands for it.
#[derive(Debug, Clone, PartialEq)]
struct Item {
    card: Card,
    story: Option<Story>,
}

impl From<StoryCard> for Item {
    fn from(found: StoryCard) -> Item {
        Item { card: found.lead, story: Some(found.story) }
    }
}

impl From<Card> for Item {
    fn from(card: Card) -> Item {
        Item { card, story: None }
    }
}

impl Item {
    fn view(self, app: &App, directory: &Directory, t: Interface) -> CardView {
        let coverage = self.coverage(directory, t);
        CardView::one(app, directory, self.card, t).covered(coverage)
    }

    fn opening(self, app: &App, directory: &Directory, t: Interface) -> CardView {
        let coverage = self.coverage(directory, t);
        CardView::opening(app, directory, self.card, t).covered(coverage)
    }

    fn coverage(&self, directory: &Directory, t: Interface) -> Option<Coverage> {
        Coverage::of(directory, self.story.as_ref()?, self.card.source_id, t)
    }

    fn section(&self) -> Option<&str> {
        self.story.as_ref().and_then(|story| story.section.as_deref()).or(self.card.section.as_deref())
    }

    /// Whether one publisher alone says so.
    fn is_one_voice(&self) -> bool {
        self.story.as_ref().is_none_or(|story| story.outlets.len() < 2)
    }

    fn newest_at(&self) -> i64 {
        self.story.as_ref().map_or(self.card.published_at.0, |story| story.last_at.0)
    }
}

fn newest_first(items: &[Item]) -> Vec<Item> {
    let mut items = items.to_vec();
    items.sort_by_key(|item| std::cmp::Reverse(item.newest_at()));
    items
}

/// The most important of each other language that does not stand above, the languages with most articles first: no reader should take one language's press for
/// the world's.
async fn elsewhere(
    app: &App,
    t: Interface,
    directory: &Directory,
    desk: &Desk,
    stories: bool,
) -> Result<Vec<CardView>, SiteError> {
    let shelves = app.shelves().await?;
    let mut languages: Vec<(Lang, i64)> = shelves.languages.iter().filter(|(l, _)| *l != t.lang()).copied().collect();
    languages.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let first = try_join_all(languages.into_iter().take(ELSEWHERE).map(|(lang, _)| async move {
        let found: Vec<Item> = if stories {
            let asked = story::Filter { lang: Some(lang), ..story::Filter::default() };
            story::front(app.db(), &asked, None, 12).await?.into_iter().map(Item::from).collect()
        } else {
            let filter = Filter { lang: Some(lang), ..Filter::default() };
            article::list(app.db(), &filter, None, 1).await?.into_iter().map(Item::from).collect()
        };
        Ok::<_, SiteError>(found.into_iter().find(|item| !desk.has(item)))
    }))
    .await?;
    Ok(first.into_iter().flatten().map(|item| item.view(app, directory, t)).collect())
}

/// Hands out each story once, and lets no publisher speak alone three times in a row.
#[derive(Debug, Default)]
struct Desk {
    taken: HashSet<ArticleId>,
    /// A story has another lead in each language.
    told: HashSet<StoryId>,
    last: Option<SourceId>,
    before_last: Option<SourceId>,
    used: HashSet<SourceId>,
}

impl Desk {
    /// What opens the page: the most important that fills its place.
    fn lead(&mut self, items: &[Item], pictures: bool) -> Option<Item> {
        // A set-aside article leads nowhere but away; one without a lead leaves half the place empty.
        let fit = |item: &&Item| item.card.stage == Stage::Ready && !item.card.lead.is_empty();
        let pictured = |item: &&Item| pictures && item.card.image.is_some() && is_large(&item.card);
        let ranked = items.first().is_some_and(|item| item.story.is_some());
        let near = &items[..if ranked { items.len().min(LEADING) } else { items.len() }];
        let lead = near
            .iter()
            .find(|item| fit(item) && is_news(item) && pictured(item))
            .or_else(|| items.iter().find(|item| fit(item) && is_news(item) && is_large(&item.card)))
            .or_else(|| near.iter().find(|item| fit(item) && pictured(item)))
            .or_else(|| items.iter().find(fit))
            .or_else(|| items.first())?;
        Some(self.take(lead))
    }

    /// The row below, in the order of importance; where nothing is known of that, those with a picture first.
    fn second(&mut self, items: &[Item], pictures: bool) -> Vec<Item> {
        self.used.clear();
        self.used.extend(self.last);
        let first = |item: &&Item| pictures && item.story.is_none() && item.card.image.is_some();
        let pictured: Vec<Item> = items.iter().filter(first).cloned().collect();
        let chosen = self.fill(Vec::new(), &pictured, SECOND);
        self.fill(chosen, items, SECOND)
    }

    /// Up to `count` in the order they come: publishers that were not yet seen first, then others. What several publishers report waits for nobody.
    fn choose(&mut self, items: &[Item], count: usize) -> Vec<Item> {
        self.used.clear();
        self.used.extend(self.last);
        self.fill(Vec::new(), items, count)
    }

    fn fill(&mut self, mut chosen: Vec<Item>, items: &[Item], count: usize) -> Vec<Item> {
        for fresh_only in [true, false] {
            for item in items {
                if chosen.len() >= count {
                    return chosen;
                }
                let source = item.card.source_id;
                let thrice = self.last == Some(source) && self.before_last == Some(source);
                let again = thrice || (fresh_only && self.used.contains(&source));
                if self.has(item) || (again && item.is_one_voice()) {
                    continue;
                }
                chosen.push(self.take(item));
            }
        }
        chosen
    }

    fn has(&self, item: &Item) -> bool {
        self.taken.contains(&item.card.id) || item.story.as_ref().is_some_and(|story| self.told.contains(&story.id))
    }

    fn take(&mut self, item: &Item) -> Item {
        self.taken.insert(item.card.id);
        self.told.extend(item.story.as_ref().map(|story| story.id));
        self.used.insert(item.card.source_id);
        self.before_last = self.last.replace(item.card.source_id);
        item.clone()
    }
}

/// The day is opened by what happened, not by what somebody thinks of it or what is on in town.
fn is_news(item: &Item) -> bool {
    !matches!(item.section(), Some("opinion" | "lifestyle" | "local"))
}

/// Many pages name their publisher's mark as their picture: blown up over half a page it would be the news of the day.
fn is_large(card: &Card) -> bool {
    card.image.as_ref().is_none_or(|picture| picture.width.is_none_or(|width| width >= 600))
}

/// The first with a picture opens a section; the others keep their order.
fn pictured_first(mut items: Vec<Item>) -> Vec<Item> {
    if let Some(at) = items.iter().position(|item| item.card.image.is_some()) {
        let item = items.remove(at);
        items.insert(0, item);
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use coranto_core::story::Standing;
    use coranto_core::{ArticleKey, Millis, Picture, StoryKey};

    fn item(id: i64, source: i64) -> Item {
        Item::from(Card {
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
        })
    }

    /// A story with as many outlets.
    fn story(id: i64, source: i64, outlets: i64) -> Item {
        let story = Story {
            id: StoryId(id),
            key: StoryKey::of_number(id as u64),
            articles: outlets,
            texts: outlets,
            owners: outlets,
            first_at: Millis(0),
            last_at: Millis(-id),
            outlets: (source..source + outlets).map(SourceId).collect(),
            countries: Vec::new(),
            langs: Vec::new(),
            section: None,
            importance: 0.0,
            standing: Standing { texts: 1, owners: 1, growing: 1, newest: Millis(-id) },
        };
        Item { story: Some(story), ..item(id, source) }
    }

    fn with(mut item: Item, section: &str, width: Option<u32>) -> Item {
        item.card.section = Some(section.into());
        item.card.image = Some(Picture {
            src: coranto_core::Address::parse("https://lantern.example/a.jpg").unwrap(),
            alt: None,
            caption: None,
            credit: None,
            width,
            height: None,
        });
        item
    }

    fn sources(items: &[Item]) -> Vec<i64> {
        items.iter().map(|item| item.card.source_id.0).collect()
    }

    fn ids(items: &[Item]) -> Vec<i64> {
        items.iter().map(|item| item.card.id.0).collect()
    }

    fn opens(items: &[Item]) -> i64 {
        Desk::default().lead(items, true).unwrap().card.id.0
    }

    #[test]
    fn publishers_take_turns_while_there_are_others() {
        let items: Vec<Item> = [1, 1, 1, 1, 2, 3].iter().zip(1..).map(|(source, id)| item(id, *source)).collect();
        let mut desk = Desk::default();
        assert_eq!(desk.lead(&items, true).unwrap().card.id, ArticleId(1));
        assert_eq!(sources(&desk.choose(&items, 4)), [2, 3, 1, 1]);
    }

    #[test]
    fn what_several_report_keeps_its_place_whoever_stands_for_it() {
        let items = [story(1, 1, 9), story(2, 1, 8), story(3, 1, 7), story(4, 1, 6), story(5, 2, 1), story(6, 1, 1)];
        let mut desk = Desk::default();
        assert_eq!(desk.lead(&items, true).unwrap().card.id, ArticleId(1));
        assert_eq!(ids(&desk.second(&items, true)), [2, 3, 4]);
        assert_eq!(ids(&desk.choose(&items, 2)), [5, 6]);
    }

    #[test]
    fn nobody_stands_three_times_in_a_row_and_nothing_twice() {
        let items: Vec<Item> = (1..=9).map(|id| item(id, 1)).collect();
        let mut desk = Desk::default();
        let lead = desk.lead(&items, true).unwrap();
        let row = desk.choose(&items, 3);
        assert_eq!((lead.card.id, row.len()), (ArticleId(1), 1), "the lead and one more; a third would be thrice");
        assert_eq!(desk.choose(&[item(20, 2)], 3).len(), 1);
        assert_eq!(ids(&desk.choose(&items, 3)), [3, 4]);
    }

    #[test]
    fn the_day_is_opened_by_news_with_a_picture_that_fills_its_place() {
        let items = [
            with(item(1, 1), "world", Some(96)),
            with(item(2, 2), "opinion", Some(1200)),
            with(item(3, 3), "world", None),
        ];
        assert_eq!(opens(&items), 3);
        assert_eq!(opens(&items[..2]), 2);
    }

    #[test]
    fn a_picture_lifts_a_story_by_a_few_places_and_no_more() {
        let plain = |id| story(id, id, 5);
        let pictured = |id| with(story(id, id, 5), "world", None);
        assert_eq!(opens(&[plain(1), plain(2), pictured(3)]), 3);
        let mut items: Vec<Item> = (1..=9).map(plain).collect();
        items.push(pictured(10));
        assert_eq!(opens(&items), 1);
    }

    #[test]
    fn a_set_aside_article_does_not_lead_while_another_can() {
        let mut broken = item(1, 1);
        broken.card.stage = Stage::Quarantined;
        let items = [broken, item(2, 2)];
        assert_eq!(opens(&items), 2);
        assert_eq!(opens(&items[..1]), 1);
        assert_eq!(Desk::default().lead(&[], true), None);
    }
}
