//! `/{interface}/story/{key}`: one event as all tell it: who reports it, from where, owned by whom, and which of the reports are texts of their own. Its feed.

use super::article_about::once;
use super::feed_out::{self, FeedOf};
use crate::app::{App, Directory};
use crate::card::{CardView, Publisher, article_path, country_link, direction, language_link, section_link};
use crate::coming::{self, Coming};
use crate::coverage::story_path;
use crate::errors::SiteError;
use crate::frame::{Frame, Link};
use crate::i18n::{Interface, When};
use crate::pictures::PictureView;
use crate::said::{Quoted, Saying};
use crate::serve::{self, PageKey};
use crate::subject as naming;
use crate::visit::Visit;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use coranto_core::story::{CopyKind, Standing};
use coranto_core::{ArticleId, Millis, StoryId, StoryKey};
use coranto_store::article::Card;
use coranto_store::story::{self, Lookup, Report, Story, StoryCard};
use coranto_store::subject;
use coranto_story::rank::{Signs, Terms};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};

#[derive(Template)]
#[template(path = "story_page.html")]
struct StoryPage {
    frame: Frame,
    section: Option<Link>,
    title: String,
    lang: String,
    dir: &'static str,
    lead: String,
    /// Whose headline and words stand above.
    told_by: CardView,
    picture: Option<PictureView>,
    /// "12 outlets", "2 independent texts", "3 countries", "5 owners"
    figures: Vec<String>,
    span: Span,
    lands: Vec<Land>,
    languages: Vec<Link>,
    owners: Vec<Owner>,
    order: Order,
    hashtags: Vec<Link>,
    sayings: Vec<Saying>,
    coming: Vec<Coming>,
    texts: Vec<TextView>,
    /// "120 older reports are not shown here."
    left_out: Option<String>,
    why: Vec<Term>,
    sum: String,
}

/// From the first report to the newest.
struct Span {
    first: Told,
    newest: Option<Told>,
}

struct Told {
    when: When,
    href: String,
    publisher: String,
}

/// A country with its outlets, and its part of the bar in thousandths.
struct Land {
    link: Option<Link>,
    outlets: String,
    begin: usize,
    width: usize,
    shade: usize,
}

struct Owner {
    /// None for those whose owner nobody has looked up.
    name: Option<String>,
    outlets: Vec<Publisher>,
}

/// The switch between the two orders.
struct Order {
    oldest: bool,
    newest_href: String,
    oldest_href: String,
}

/// An independent text with the reports that repeat it.
struct TextView {
    card: CardView,
    copies: Vec<CopyView>,
}

pub struct CopyView {
    pub href: String,
    pub publisher: Publisher,
    pub when: When,
    /// "shortened"
    pub kind: String,
    /// "30% of its own"
    pub own: Option<String>,
}

/// One term of where it stands on the front page.
struct Term {
    words: String,
    points: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
pub struct StoryQuery {
    /// "oldest": the first report first.
    order: Option<String>,
}

/// Reports on one page; a story that has more goes on in its feed and on its publishers' pages.
const MOST_REPORTS: usize = 200;
const HASHTAGS: usize = 8;
/// Quotations that are looked through, and shown.
const SAID_ROWS: i64 = 400;
const SAID: usize = 6;
const COMING_ROWS: i64 = 100;
const COMING: usize = 6;

pub async fn story_page(
    State(app): State<App>,
    visit: Visit,
    Path((_, key)): Path<(String, String)>,
    Query(query): Query<StoryQuery>,
) -> Result<Response, SiteError> {
    let t = visit.interface;
    let key = StoryKey::parse(&key).ok_or(SiteError::NotFound)?;
    let oldest = query.order.as_deref() == Some("oldest");
    let what = format!("/story/{key}{}", if oldest { "?order=oldest" } else { "" });
    let make = async {
        let found = find(&app, t, &key, "").await?;
        Ok(load(&app, t, found, oldest).await?.render()?)
    };
    serve::page(&app, &visit, PageKey { what, interface: t, origin: None }, serve::HTML, make).await
}

/// `/{interface}/story/{key}/feed.xml`: its reports, newest first.
pub async fn story_feed(
    State(app): State<App>,
    visit: Visit,
    Path((_, key)): Path<(String, String)>,
) -> Result<Response, SiteError> {
    let key = StoryKey::parse(&key).ok_or(SiteError::NotFound)?;
    let path = feed_path(&key);
    let make = async {
        let found = find(&app, visit.interface, &key, "/feed.xml").await?;
        let cards = story::reports_of(app.db(), found.story.id).await?.into_iter().map(|report| report.card).collect();
        let page = format!("/story/{key}");
        Ok(FeedOf { title: found.lead.title, path: path.clone(), page, cards })
    };
    feed_out::answer(&app, &visit, path.clone(), make).await
}

fn feed_path(key: &StoryKey) -> String {
    format!("/story/{key}/feed.xml")
}

async fn find(app: &App, t: Interface, key: &StoryKey, end: &str) -> Result<StoryCard, SiteError> {
    match story::by_key(app.db(), key, Some(t.lang())).await? {
        Lookup::Found(found) => Ok(*found),
        Lookup::Moved(to) => Err(SiteError::Elsewhere { path: format!("{}{end}", story_path(t, &to)) }),
        Lookup::Missing => Err(SiteError::NotFound),
    }
}

async fn load(app: &App, t: Interface, found: StoryCard, oldest: bool) -> Result<StoryPage, SiteError> {
    let StoryCard { story, lead } = found;
    let directory = app.directory().await?;
    let mut reports = story::reports_of(app.db(), story.id).await?;
    let here = format!("/story/{}", story.key);
    let mut frame = Frame::new(app, t, &here).await?.titled(&lead.title);
    frame = frame.with_feed(&feed_path(&story.key), &lead.title);
    frame.description = (!lead.lead.is_empty()).then(|| coranto_text::beginning(&lead.lead, 30));
    // One report is its article's page over again.
    frame.noindex = story.articles < 2;
    let (lands, owners) = (lands(&reports, t), owners(&directory, &reports, t));
    let span = span(app, &directory, &reports, t);
    let left_out = i64::try_from(reports.len().saturating_sub(MOST_REPORTS)).unwrap_or(i64::MAX);
    reports.truncate(MOST_REPORTS);
    let mut texts = texts(app, &directory, reports, t);
    if oldest {
        texts.reverse();
    }
    let terms = Terms::of(signs(&story.standing));
    let mentions = subject::of_story(app.db(), story.id, app.now(), 2 * HASHTAGS as i64).await?;
    let worthy = mentions.iter().filter(|mention| mention.worthy);
    let hashtags = once(worthy.filter_map(|mention| naming::hashtag_link(&mention.subject, t)), HASHTAGS);
    let dates = subject::coming_of_story(app.db(), story.id, app.now(), COMING_ROWS).await?;
    Ok(StoryPage {
        hashtags,
        sayings: sayings(app, &directory, story.id, t).await?,
        coming: coming::of_reports(app, &directory, &dates, COMING, t),
        section: story.section.as_deref().map(|slug| section_link(t, slug)),
        lang: lead.lang.map(|l| l.to_string()).unwrap_or_default(),
        dir: direction(lead.lang),
        lead: coranto_text::beginning(&lead.lead, app.state.settings.site.lead_words as usize),
        picture: lead.image.as_ref().and_then(|picture| PictureView::new(app, picture)),
        figures: figures(&story, t),
        span,
        lands,
        languages: languages(&story, t),
        owners,
        order: Order {
            oldest,
            newest_href: story_path(t, &story.key),
            oldest_href: format!("{}?order=oldest", story_path(t, &story.key)),
        },
        texts,
        left_out: (left_out > 0).then(|| t.count("story-left-out", left_out)),
        why: why(&story, &terms, app.now(), t),
        sum: points(terms.importance(app.now())),
        title: lead.title.clone(),
        told_by: CardView::opening(app, &directory, lead, t),
        frame,
    })
}

/// What was said, by somebody who is named: what most publishers carry first.
async fn sayings(app: &App, directory: &Directory, story: StoryId, t: Interface) -> Result<Vec<Saying>, SiteError> {
    let mut rows = subject::quotes_of_story(app.db(), story, SAID_ROWS).await?;
    rows.retain(|row| row.speaker.is_some() || row.quote.speaker.is_some());
    let mut sayings = Quoted::new(app, directory, t).sayings(&rows, usize::MAX);
    let outlets = |saying: &Saying| {
        let all = std::iter::once(&saying.carrier).chain(&saying.others);
        all.map(|carrier| carrier.source).collect::<HashSet<_>>().len()
    };
    let knows = |saying: &Saying| saying.speaker.as_ref().is_some_and(|speaker| speaker.href.is_some());
    let foreign = |saying: &Saying| saying.lang != t.code();
    sayings
        .sort_by_key(|saying| (std::cmp::Reverse(outlets(saying)), foreign(saying), saying.reported, !knows(saying)));
    sayings.truncate(SAID);
    Ok(sayings)
}

fn figures(story: &Story, t: Interface) -> Vec<String> {
    let count = |key: &str, n: usize| (n > 0).then(|| t.count(key, i64::try_from(n).unwrap_or(i64::MAX)));
    let figures = [
        Some(t.count("reports", story.articles)),
        count("outlets", story.outlets.len()),
        Some(t.count("independent-texts", story.texts)),
        count("countries", story.countries.len()),
        Some(t.count("owners", story.owners)),
    ];
    figures.into_iter().flatten().collect()
}

fn span(app: &App, directory: &Directory, reports: &[Report], t: Interface) -> Span {
    let told = |report: &Report| Told {
        when: When::utc(report.card.published_at, app.now(), t),
        href: article_path(t, &report.card.key, &report.card.title),
        publisher: directory.facts(report.card.source_id).map(|facts| facts.name.clone()).unwrap_or_default(),
    };
    let nobody = || Told { when: When::utc(app.now(), app.now(), t), href: String::new(), publisher: String::new() };
    Span {
        first: reports.last().map_or_else(nobody, told),
        newest: reports.first().filter(|_| reports.len() > 1).map(told),
    }
}

/// Countries by how many of the outlets are from there; the width of a part is the share of the outlets.
fn lands(reports: &[Report], t: Interface) -> Vec<Land> {
    let mut outlets: BTreeMap<Option<&str>, HashSet<_>> = BTreeMap::new();
    for report in reports {
        outlets.entry(report.country.as_deref()).or_default().insert(report.card.source_id);
    }
    let mut lands: Vec<(Option<&str>, usize)> = outlets.into_iter().map(|(land, ids)| (land, ids.len())).collect();
    // Those of no country stand last.
    lands.sort_by_key(|(land, count)| (land.is_none(), std::cmp::Reverse(*count)));
    let all: usize = lands.iter().map(|(_, count)| count).sum::<usize>().max(1);
    let mut begun = 0;
    let land = |(shade, (land, count)): (usize, (Option<&str>, usize))| {
        let begin = begun * 1_000 / all;
        begun += count;
        Land {
            link: land.map(|code| country_link(t, code)),
            outlets: t.count("outlets", i64::try_from(count).unwrap_or(i64::MAX)),
            begin,
            width: begun * 1_000 / all - begin,
            shade: shade % 4,
        }
    };
    lands.into_iter().enumerate().map(land).collect()
}

fn languages(story: &Story, t: Interface) -> Vec<Link> {
    let known = story.langs.iter().filter_map(|count| Some((count.lang?, count.articles)));
    known.map(|(lang, count)| Link { count: i64::from(count), ..language_link(t, lang) }).collect()
}

/// Owners with most outlets first; outlets of unknown owners are named together at the end.
fn owners(directory: &Directory, reports: &[Report], t: Interface) -> Vec<Owner> {
    let mut seen = HashSet::new();
    let mut owners: Vec<Owner> = Vec::new();
    for source in reports.iter().rev().map(|report| report.card.source_id).filter(|source| seen.insert(*source)) {
        let Some(facts) = directory.facts(source) else { continue };
        let publisher = Publisher::new(Some(facts), t);
        let name = facts.owner.clone().filter(|owner| !owner.trim().is_empty());
        match owners.iter_mut().find(|owner| owner.name == name) {
            Some(owner) => owner.outlets.push(publisher),
            None => owners.push(Owner { name, outlets: vec![publisher] }),
        }
    }
    owners.sort_by_key(|owner| (owner.name.is_none(), std::cmp::Reverse(owner.outlets.len())));
    owners
}

/// Each independent text with its copies, newest text first; copies by time. A copy whose origin is not here stands for its text.
fn texts(app: &App, directory: &Directory, reports: Vec<Report>, t: Interface) -> Vec<TextView> {
    let origins = origins(&reports);
    let mut copies: HashMap<ArticleId, Vec<CopyView>> = HashMap::new();
    let mut texts: Vec<Card> = Vec::new();
    for report in reports {
        match origins.get(&report.card.id) {
            Some(origin) => {
                copies.entry(*origin).or_default().push(CopyView::new(app, directory, &report, t));
            }
            None => texts.push(report.card),
        }
    }
    let view = |card: Card| {
        let mut copies = copies.remove(&card.id).unwrap_or_default();
        copies.reverse();
        TextView { copies, card: CardView::one(app, directory, card, t) }
    };
    texts.into_iter().map(view).collect()
}

/// Of each copy the text that it comes from in the end, as far as that is among these reports; newest reports come first.
pub fn origins(reports: &[Report]) -> HashMap<ArticleId, ArticleId> {
    let here: HashSet<ArticleId> = reports.iter().map(|report| report.card.id).collect();
    let of: HashMap<ArticleId, ArticleId> = reports
        .iter()
        .filter_map(|report| Some((report.card.id, report.copy.as_ref()?.of)))
        .filter(|(id, of)| id != of && here.contains(of))
        .collect();
    let mut origins = HashMap::new();
    for (copy, first) in &of {
        let (mut origin, mut steps) = (*first, 0);
        while let Some(next) = of.get(&origin).filter(|_| steps < of.len()) {
            (origin, steps) = (*next, steps + 1);
        }
        // A circle has no beginning: its members stand for themselves.
        if steps < of.len() {
            origins.insert(*copy, origin);
        }
    }
    origins
}

impl CopyView {
    pub fn new(app: &App, directory: &Directory, report: &Report, t: Interface) -> CopyView {
        CopyView {
            href: article_path(t, &report.card.key, &report.card.title),
            publisher: Publisher::new(directory.facts(report.card.source_id), t),
            when: When::utc(report.card.published_at, app.now(), t),
            kind: report.copy.as_ref().map(|copy| kind_words(copy.kind, t)).unwrap_or_default(),
            own: report.copy.as_ref().and_then(|copy| own_words(copy.own_share, t)),
        }
    }
}

/// What a copy is, in a word or two.
fn kind_words(kind: CopyKind, t: Interface) -> String {
    match kind {
        CopyKind::Reprint => t.say("carried-reprint"),
        CopyKind::Abridged => t.say("carried-abridged"),
        CopyKind::Extended => t.say("carried-extended"),
        CopyKind::Adapted => t.say("carried-adapted"),
        CopyKind::Update => t.say("carried-update"),
        CopyKind::Repeat => t.say("carried-repeat"),
    }
}

/// What of a copy is its own; a few words more or less are nothing.
pub fn own_words(share: f32, t: Interface) -> Option<String> {
    let percent = (share.clamp(0.0, 1.0) * 100.0).round();
    (percent >= 5.0).then(|| t.count("copy-own", percent as i64))
}

fn signs(standing: &Standing) -> Signs {
    Signs { texts: standing.texts, owners: standing.owners, growing: standing.growing, newest: standing.newest }
}

fn why(story: &Story, terms: &Terms, now: Millis, t: Interface) -> Vec<Term> {
    let counted = |key: &str, n: u32, worth: f64| Term { words: t.count(key, i64::from(n)), points: points(worth) };
    let standing = &story.standing;
    let age = When::utc(terms.newest.min(now), now, t);
    vec![
        counted("independent-texts", standing.texts, terms.texts),
        counted("owners", standing.owners, terms.owners),
        counted("story-growing", standing.growing, terms.growth),
        Term { words: t.plain("story-age", &age.relative), points: points(-terms.age(now)) },
    ]
}

/// "+1.6", "−0.5", "0.0"
fn points(worth: f64) -> String {
    match format!("{:.1}", worth.abs()) {
        none if none == "0.0" => none,
        some if worth < 0.0 => format!("−{some}"),
        some => format!("+{some}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_signed_unless_they_are_nothing() {
        assert_eq!([1.58, -0.5, 0.0, -0.01, 12.0].map(points), ["+1.6", "−0.5", "0.0", "0.0", "+12.0"]);
    }
}
