//! `/{interface}/article/{key}/{slug}`: one report. Its text where its publisher's licence allows, else its beginning and a large link to the publisher.

use crate::app::App;
use crate::body::{self, BlockView};
use crate::card::{self, CardView, Publisher, article_path, article_slug, direction, section_link, web};
use crate::errors::SiteError;
use crate::frame::{Frame, Link};
use crate::i18n::{Interface, When};
use crate::pages::article_about::{self, Matter};
use crate::pages::article_story::{self, Place};
use crate::pages::{edits_page, outcome_words};
use crate::pictures::PictureView;
use crate::serve::{self, PageKey};
use crate::visit::Visit;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use coranto_core::source::SourceFacts;
use coranto_core::{Address, ArticleKey, Millis, Picture, Stamp};
use coranto_store::article::{self, Filter, FullArticle, Lookup, Media, Stage};

#[derive(Template)]
#[template(path = "article_page.html")]
struct ArticlePage {
    frame: Frame,
    /// The category, or the section where none is known.
    kicker: Option<Link>,
    title: String,
    lang: String,
    dir: &'static str,
    language: Option<Link>,
    publisher: Publisher,
    authors: Vec<String>,
    published: When,
    updated: Option<When>,
    /// "edited 2×"
    edited: Option<Link>,
    reading_time: Option<String>,
    paywalled: bool,
    standfirst: Option<String>,
    picture: Option<PictureView>,
    text: Text,
    media: Vec<MediaView>,
    original: String,
    original_host: String,
    share: Share,
    matter: Matter,
    place: Place,
    more: Vec<CardView>,
    json_ld: Option<String>,
}

/// What is shown of the text.
enum Text {
    Full {
        blocks: Vec<BlockView>,
        licence: Option<(String, Option<String>)>,
    },
    /// The beginning; the feed's own words when the page was not read.
    Lead {
        lead: String,
        from_feed: bool,
    },
    /// The text was read and is not shown because it failed a gate.
    SetAside {
        lead: String,
        why: Option<String>,
    },
}

struct MediaView {
    href: String,
    host: String,
    kind: String,
    length: Option<String>,
}

struct Share {
    address: String,
    mail: String,
}

pub async fn article_page(
    State(app): State<App>,
    visit: Visit,
    Path((_, key)): Path<(String, String)>,
) -> Result<Response, SiteError> {
    answer(&app, &visit, &key, None).await
}

pub async fn article_page_slug(
    State(app): State<App>,
    visit: Visit,
    Path((_, key, slug)): Path<(String, String, String)>,
) -> Result<Response, SiteError> {
    answer(&app, &visit, &key, Some(&slug)).await
}

async fn answer(app: &App, visit: &Visit, key: &str, slug: Option<&str>) -> Result<Response, SiteError> {
    let t = visit.interface;
    let key = ArticleKey::parse(key).ok_or(SiteError::NotFound)?;
    let what = format!("/article/{key}/{}", slug.unwrap_or_default());
    let make = async {
        let found = match article::by_key(app.db(), &key).await? {
            Lookup::Found(found) => found,
            Lookup::Moved(to) => return Err(SiteError::Elsewhere { path: format!("/{}/article/{to}", t.code()) }),
            Lookup::Missing => return Err(SiteError::NotFound),
        };
        // One page, one address: headlines change after publication, and old links with them.
        if slug.is_some_and(|slug| slug != article_slug(&found.card.title)) {
            return Err(SiteError::Elsewhere { path: article_path(t, &key, &found.card.title) });
        }
        Ok(load(app, visit, *found).await?.render()?)
    };
    let key = PageKey { what, interface: t, origin: Some(visit.origin.clone()) };
    serve::page(app, visit, key, serve::HTML, make).await
}

async fn load(app: &App, visit: &Visit, found: FullArticle) -> Result<ArticlePage, SiteError> {
    let t = visit.interface;
    let directory = app.directory().await?;
    let facts = directory.facts(found.card.source_id);
    let publisher = Publisher::new(facts, t);
    let here = format!("/article/{}/{}", found.card.key, card::encoded(&article_slug(&found.card.title)));
    let original = found.canonical.as_ref().unwrap_or(&found.address);
    let text = text(app, &found, facts, t);
    let published = found.published.unwrap_or(Stamp::utc(found.card.published_at));

    let mut frame = Frame::new(app, t, here.trim_end_matches('/')).await?.titled(&found.card.title);
    frame.canonical = Some(original.to_string());
    // A licence that lets us show the text lets others find it here; the beginning of somebody's text is theirs.
    frame.noindex = !matches!(text, Text::Full { .. });
    frame.description = (!found.card.lead.is_empty()).then(|| coranto_text::beginning(&found.card.lead, 30));
    let address = format!("{}{}", visit.origin, article_path(t, &found.card.key, &found.card.title));
    let full = matches!(text, Text::Full { .. });
    let above = above(&found);
    let matter = article_about::load(app, &directory, &found, t).await?;
    let section = || found.card.section.as_deref().map(|slug| section_link(t, slug));
    Ok(ArticlePage {
        kicker: matter.category.clone().or_else(section),
        matter,
        lang: found.card.lang.map(|l| l.to_string()).unwrap_or_default(),
        dir: direction(found.card.lang),
        language: found.card.lang.filter(|l| *l != t.lang()).map(|l| card::language_link(t, l)),
        authors: found.card.authors.iter().filter(|a| !a.trim().is_empty()).take(12).cloned().collect(),
        published: When::new(published, app.now(), t),
        edited: edits_page::link(app, &found, t).await?,
        updated: updated(&found, published.at).map(|stamp| When::new(stamp, app.now(), t)),
        reading_time: reading_time(found.card.words, t).filter(|_| !matches!(text, Text::SetAside { .. })),
        paywalled: found.card.paywalled == Some(true),
        // The publisher's own standfirst stands above the text only where there is a text below it that does not begin with the same words.
        standfirst: standfirst(&found).filter(|_| full),
        picture: above.and_then(|picture| PictureView::new(app, &picture)),
        media: found.media.iter().take(20).map(|m| MediaView::new(m, t)).collect(),
        original: original.to_string(),
        original_host: original.host().to_owned(),
        share: Share { mail: mail(&found.card.title, &address), address: address.clone() },
        place: article_story::load(app, &directory, &found.card, t).await?,
        more: more(app, &found, t).await?,
        json_ld: full.then(|| json_ld(&found, facts, &publisher, &address, original, published)),
        title: found.card.title,
        publisher,
        text,
        frame,
    })
}

fn text(app: &App, found: &FullArticle, facts: Option<&SourceFacts>, t: Interface) -> Text {
    let lead = || coranto_text::beginning(&found.card.lead, app.state.settings.site.lead_words as usize);
    match found.card.stage {
        Stage::Quarantined => {
            Text::SetAside { lead: lead(), why: found.reason.as_ref().map(|why| outcome_words::quarantined(why, t)) }
        }
        Stage::Ready => match facts.filter(|f| f.full_text) {
            Some(facts) => {
                let blocks = body::blocks(app, &found.blocks, above(found).as_ref());
                if blocks.is_empty() {
                    return Text::Lead { lead: lead(), from_feed: true };
                }
                let licence = facts.licence.clone().filter(|l| !l.trim().is_empty());
                Text::Full { blocks, licence: licence.map(|l| (l, facts.licence_url.as_deref().and_then(web))) }
            }
            None => Text::Lead { lead: lead(), from_feed: false },
        },
        Stage::Listed | Stage::Waiting => Text::Lead { lead: lead(), from_feed: true },
    }
}

/// What was set aside shows nothing of its body, captions included.
fn above(found: &FullArticle) -> Option<Picture> {
    let blocks = if found.card.stage == Stage::Ready { found.blocks.as_slice() } else { &[] };
    body::above(found.card.image.as_ref(), blocks)
}

/// The summary, unless the text begins with it.
fn standfirst(found: &FullArticle) -> Option<String> {
    let lead = found.card.lead.trim();
    // A heading before the first paragraph is often the standfirst itself.
    let begins: Vec<String> = found
        .blocks
        .iter()
        .filter_map(|block| match block {
            coranto_core::Block::Paragraph { html } | coranto_core::Block::Heading { html, .. } => {
                Some(crate::inline::words(html))
            }
            _ => None,
        })
        .take(2)
        .collect();
    let start: String = lead.chars().take(40).collect();
    let start = start.trim_end_matches('…');
    let same =
        begins.iter().any(|text| text.starts_with(start) || (text.len() > 20 && lead.starts_with(text.as_str())));
    (!lead.is_empty() && !same).then(|| lead.to_owned())
}

/// Publishers touch their pages within minutes of publication; that is no news to a reader.
fn updated(found: &FullArticle, published: Millis) -> Option<Stamp> {
    found.modified.filter(|m| m.at.since(published).as_secs() >= 120)
}

/// 230 words a minute; shorter texts need no warning.
fn reading_time(words: i64, t: Interface) -> Option<String> {
    (words >= 120).then(|| t.count("reading-time", (words + 115) / 230))
}

fn mail(title: &str, address: &str) -> String {
    let subject: String = title.chars().take(150).collect();
    format!("mailto:?subject={}&body={}", card::encoded(&subject), card::encoded(address))
}

/// Others of the same publisher: that and nothing more is claimed of them.
async fn more(app: &App, found: &FullArticle, t: Interface) -> Result<Vec<CardView>, SiteError> {
    let filter = Filter { source: Some(found.card.source_id), ..Filter::default() };
    let mut cards = article::list(app.db(), &filter, None, 5).await?;
    cards.retain(|card| card.id != found.card.id);
    cards.truncate(4);
    let directory = app.directory().await?;
    Ok(CardView::all(app, &directory, cards, t))
}

impl MediaView {
    fn new(media: &Media, t: Interface) -> MediaView {
        let mime = media.mime.as_deref().unwrap_or_default();
        let kind = match mime.split('/').next() {
            Some("audio") => t.say("media-audio"),
            Some("video") => t.say("media-video"),
            _ => t.say("media-other"),
        };
        MediaView {
            href: media.address.to_string(),
            host: media.address.host().to_owned(),
            kind,
            length: media.seconds.filter(|s| *s >= 30).map(|s| t.count("media-minutes", (s + 30) / 60)),
        }
    }
}

/// schema.org's NewsArticle, for texts that may be shown. `<` is escaped: the script element ends at the first "</script" whatever the quotation marks say.
fn json_ld(
    found: &FullArticle,
    facts: Option<&SourceFacts>,
    publisher: &Publisher,
    address: &str,
    original: &Address,
    published: Stamp,
) -> String {
    let mut data = serde_json::json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": found.card.title,
        "url": address,
        "isBasedOn": original.as_str(),
        "datePublished": published.at.iso(),
        "publisher": { "@type": "NewsMediaOrganization", "name": publisher.name },
    });
    if let Some(fields) = data.as_object_mut() {
        if let Some(modified) = found.modified {
            fields.insert("dateModified".into(), modified.at.iso().into());
        }
        if let Some(lang) = found.card.lang {
            fields.insert("inLanguage".into(), lang.as_str().into());
        }
        if !found.card.authors.is_empty() {
            let authors: Vec<serde_json::Value> =
                found.card.authors.iter().map(|a| serde_json::json!({ "@type": "Person", "name": a })).collect();
            fields.insert("author".into(), authors.into());
        }
        if let Some(licence) = facts.and_then(|f| f.licence_url.as_deref()).and_then(web) {
            fields.insert("license".into(), licence.into());
        }
    }
    data.to_string().replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

impl ArticlePage {
    /// "By A, B and C" would need a grammar per language; commas read well in all.
    fn byline(&self) -> String {
        self.authors.join(&self.frame.say("and-separator"))
    }
}
