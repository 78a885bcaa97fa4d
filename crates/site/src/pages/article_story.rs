//! What an article's page says of its place among others: the story it belongs to, whose text it repeats and who repeats it, what is related, and why.

use super::story_page::{CopyView, origins, own_words};
use crate::app::{App, Directory};
use crate::card::{CardView, article_path};
use crate::coverage::{Coverage, story_path};
use crate::errors::SiteError;
use crate::i18n::Interface;
use coranto_core::story::{CopyKind, Decision, RelatedReason};
use coranto_core::{ArticleId, StoryKey};
use coranto_store::article::Card;
use coranto_store::story::{self, CopyOf, Lookup, Neighbour, Placing, Related, Report};
use fluent_bundle::FluentArgs;
use std::collections::HashSet;

/// All of it; nothing where an article has not been placed yet.
#[derive(Default)]
pub struct Place {
    pub story: Option<StoryBox>,
    pub copy: Option<CopyNote>,
    pub carried: Vec<CopyView>,
    pub related: Vec<RelatedView>,
    pub why: Option<Why>,
}

/// "The story this belongs to".
pub struct StoryBox {
    pub coverage: Coverage,
    /// The headlines of others, independent texts first, one for each outlet.
    pub others: Vec<CardView>,
    /// "All 14 reports"
    pub all: String,
}

/// "A shortened form of … at …, first published …"
pub struct CopyNote {
    pub kind: String,
    pub own: Option<String>,
    /// None when the first text has gone.
    pub origin: Option<CardView>,
}

pub struct RelatedView {
    pub card: CardView,
    pub why: String,
}

/// Why it is in its story.
pub struct Why {
    pub decision: String,
    /// The story that is nearest and not near enough.
    pub nearest: Option<String>,
    /// How it was compared.
    pub means: String,
    pub neighbours: Vec<Near>,
}

pub struct Near {
    pub href: Option<String>,
    pub title: String,
    pub publisher: String,
    /// How likely both tell one event: "0.87"
    pub score: String,
    /// Whether it is in the same story now.
    pub place: String,
    pub terms: Vec<String>,
}

/// Headlines of others in the box.
const OTHERS: usize = 4;
const RELATED: usize = 6;
/// What was nearest, and how much of the evidence is told of each.
const NEAREST: usize = 8;
const TERMS: usize = 4;

pub async fn load(app: &App, directory: &Directory, card: &Card, t: Interface) -> Result<Place, SiteError> {
    let Some(placing) = story::of_article(app.db(), card.id).await? else { return Ok(Place::default()) };
    let found = match &placing.story {
        Some(key) => story::by_key(app.db(), key, Some(t.lang())).await?,
        None => Lookup::Missing,
    };
    let mut place = Place {
        related: related(app, directory, story::related_of(app.db(), card.id).await?, t),
        why: Why::of(&placing, directory, t),
        ..Place::default()
    };
    let Lookup::Found(found) = found else {
        place.copy = placing.copy.map(|copy| CopyNote::of(app, directory, &copy, &[], t));
        place.related.truncate(RELATED);
        return Ok(place);
    };
    let reports = story::reports_of(app.db(), found.story.id).await?;
    place.copy = placing.copy.map(|copy| CopyNote::of(app, directory, &copy, &reports, t));
    place.carried = carried(app, directory, card.id, &reports, t);
    place.story = Coverage::of(directory, &found.story, card.source_id, t).map(|coverage| StoryBox {
        coverage,
        others: others(app, directory, card, &reports, t),
        all: t.count("story-all-reports", found.story.articles),
    });
    // No headline twice on one page.
    if let Some(story) = &place.story {
        place.related.retain(|related| story.others.iter().all(|other| other.href != related.card.href));
    }
    place.related.truncate(RELATED);
    Ok(place)
}

/// Reports of others: their own texts before copies, the reader's language before others, each outlet once, newest first. Not the copies of this very text:
/// those are named beside it.
fn others(app: &App, directory: &Directory, card: &Card, reports: &[Report], t: Interface) -> Vec<CardView> {
    let copies = origins(reports);
    let text = |id: ArticleId| *copies.get(&id).unwrap_or(&id);
    let mut all: Vec<&Card> = reports.iter().map(|report| &report.card).collect();
    all.retain(|other| text(other.id) != text(card.id));
    all.sort_by_key(|card| (copies.contains_key(&card.id), card.lang != Some(t.lang())));
    let mut seen = HashSet::from([card.source_id]);
    let once = all.into_iter().filter(|card| seen.insert(card.source_id)).take(OTHERS);
    once.map(|card| CardView::one(app, directory, card.clone(), t)).collect()
}

/// Who repeats this text, first to last.
fn carried(app: &App, directory: &Directory, of: ArticleId, reports: &[Report], t: Interface) -> Vec<CopyView> {
    let origins = origins(reports);
    let copies = reports.iter().rev().filter(|report| origins.get(&report.card.id) == Some(&of));
    copies.map(|report| CopyView::new(app, directory, report, t)).collect()
}

impl CopyNote {
    fn of(app: &App, directory: &Directory, copy: &CopyOf, reports: &[Report], t: Interface) -> CopyNote {
        let origin = reports.iter().find(|report| report.card.id == copy.of);
        let kind = match copy.kind {
            CopyKind::Reprint => t.say("copy-reprint"),
            CopyKind::Abridged => t.say("copy-abridged"),
            CopyKind::Extended => t.say("copy-extended"),
            CopyKind::Adapted => t.say("copy-adapted"),
            CopyKind::Update => t.say("copy-update"),
            CopyKind::Repeat => t.say("copy-repeat"),
        };
        CopyNote {
            kind,
            own: own_words(copy.own_share, t),
            origin: origin.map(|report| CardView::one(app, directory, report.card.clone(), t)),
        }
    }
}

fn related(app: &App, directory: &Directory, related: Vec<Related>, t: Interface) -> Vec<RelatedView> {
    let view =
        |one: Related| RelatedView { why: reason(&one.reason, t), card: CardView::one(app, directory, one.card, t) };
    related.into_iter().map(view).collect()
}

fn reason(reason: &RelatedReason, t: Interface) -> String {
    match reason {
        RelatedReason::SameStory => t.say("related-same-story"),
        RelatedReason::Background { shared } if shared.is_empty() => t.say("related-background"),
        RelatedReason::Background { shared } => {
            let words: Vec<String> = shared.iter().take(4).map(|word| format!("\u{2068}{word}\u{2069}")).collect();
            let mut args = FluentArgs::new();
            args.set("name", words.join(&t.say("and-separator")));
            t.tell("related-background-on", &args)
        }
    }
}

impl Why {
    /// None before it was placed.
    fn of(placing: &Placing, directory: &Directory, t: Interface) -> Option<Why> {
        let decision = placing.decision.as_ref()?;
        let compared = placing.neighbours.iter().take(NEAREST);
        Some(Why {
            decision: decision_words(decision, &placing.neighbours, t),
            nearest: match decision {
                Decision::NotSameStory { .. } => elsewhere(placing).map(|key| story_path(t, key)),
                _ => None,
            },
            means: match &placing.model {
                Some(model) => t.of("why-model", model),
                None => t.say("why-words-only"),
            },
            neighbours: compared.map(|near| Near::of(near, placing.story.as_ref(), directory, t)).collect(),
        })
    }
}

/// The story of the nearest report, where that is another one: as it is now, for the one that was nearest then may have become part of it.
fn elsewhere(placing: &Placing) -> Option<&StoryKey> {
    let stories = placing.neighbours.iter().filter_map(|near| near.story.as_ref());
    stories.take(1).find(|story| Some(*story) != placing.story.as_ref())
}

fn decision_words(decision: &Decision, neighbours: &[Neighbour], t: Interface) -> String {
    let scored = |key: &str, score: f32, threshold: f32| {
        let mut args = FluentArgs::new();
        args.set("score", format!("{score:.2}"));
        args.set("threshold", format!("{threshold:.2}"));
        t.tell(key, &args)
    };
    match decision {
        Decision::SameStory { score, threshold } => scored("why-same-story", *score, *threshold),
        Decision::NotSameStory { score, threshold, .. } => scored("why-not-same-story", *score, *threshold),
        Decision::Alone => t.say("why-alone"),
        Decision::Empty => t.say("why-empty"),
        Decision::Copy { of } => {
            let origin = neighbours.iter().find(|near| near.compared.key == *of).and_then(|near| near.title.as_ref());
            origin.map_or_else(|| t.say("why-copy"), |title| t.of("why-copy-of", title))
        }
        Decision::Failed => t.say("why-failed"),
    }
}

impl Near {
    fn of(near: &Neighbour, story: Option<&StoryKey>, directory: &Directory, t: Interface) -> Near {
        let source = near.source.and_then(|source| directory.facts(source));
        let place = match (&near.story, story) {
            (Some(theirs), Some(own)) if theirs == own => t.say("why-same-now"),
            (Some(_), _) => t.say("why-other-now"),
            (None, _) => t.say("why-gone"),
        };
        Near {
            href: near.title.as_ref().map(|title| article_path(t, &near.compared.key, title)),
            title: near.title.clone().unwrap_or_else(|| t.say("why-gone")),
            publisher: source.map(|facts| facts.name.clone()).unwrap_or_default(),
            score: format!("{:.2}", near.compared.score),
            place,
            terms: near.compared.terms.iter().take(TERMS).map(|(name, value)| term_words(name, *value, t)).collect(),
        }
    }
}

/// "shared names 12.3"; the name itself for a term that a newer story room has.
fn term_words(name: &str, value: f32, t: Interface) -> String {
    let known = coranto_story::place::NAMES.contains(&name);
    let words = if known { t.say(&evidence_key(name)) } else { name.to_owned() };
    format!("{words} \u{2066}{value:.2}\u{2069}")
}

/// "words below other's best" is "evidence-words-below-others-best".
pub fn evidence_key(name: &str) -> String {
    format!("evidence-{}", name.replace(' ', "-").replace('\'', ""))
}
