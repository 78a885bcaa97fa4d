//! The decision: what the publisher says and what the text says, weighed together.

use crate::hints::{self, Hint};
use crate::model::{self, Scores};
use crate::second;
use crate::topic::{Subtopic, Topic};
use coranto_core::{Address, Lang};

/// What is known of an article. Every part may be missing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Article<'a> {
    pub title: &'a str,
    /// Plain text, or its beginning.
    pub text: &'a str,
    pub lang: Option<Lang>,
    /// The story encoder's numbers, of title and lead, where the article has them already.
    pub vector: Option<&'a [i8]>,
    /// What the source list says of the feed: a section's or a topic's name.
    pub feed: Option<&'a str>,
    /// The page's own section, as the publisher writes it in any language.
    pub publisher: Option<&'a str>,
    /// The item's categories in the feed.
    pub categories: &'a [String],
    pub address: Option<&'a Address>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Category {
    pub topic: Topic,
    /// What a label or an address says, or the text where it is sure.
    pub subtopic: Option<&'static Subtopic>,
    pub why: Why,
    /// How probable, all evidence together; 0 to 1.
    pub score: f32,
}

/// What decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The source list's word for the feed.
    FromFeed,
    /// The section the publisher puts the page into.
    FromPublisher,
    FromAddress,
    /// A category of the feed's item.
    FromCategory,
    /// No hint that says a topic.
    FromText,
    /// A hint said `instead of`; the text speaks clearly against it.
    TextAgainst {
        hint: Topic,
    },
}

/// Why there is no category.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Undecided {
    /// No hint and no text.
    NothingToGoBy,
    /// The text's best topic is not sure enough, and nothing else says one.
    Unsure { best: Topic, score: f32, threshold: f32 },
    /// Hint and text say different things and neither is clear.
    Contradiction { hint: Topic, text: Topic, score: f32 },
}

/// A text alone decides from here.
const SURE: f32 = 0.5;
/// With a hint there is more to go by; below this the text contradicts it and is not sure either.
const AGREED: f32 = 0.5;
/// How probable topic and subtopic together have to be where only the text says the latter: of what is shown nine in ten were right on what was not learnt from.
const SURE_BELOW: f32 = 0.75;
/// How often a hint is right. Item categories are often tags of a side matter.
const SECTION_RIGHT: f32 = 0.99;
const CATEGORY_RIGHT: f32 = 0.9;

pub fn category(article: &Article<'_>) -> Result<Category, Undecided> {
    let hint = hint(article);
    let scores = model::scores(article.title, article.text, article.lang, article.vector);
    let mut found = match (hint, scores) {
        (None, None) => return Err(Undecided::NothingToGoBy),
        (None, Some(scores)) => by_text(&scores)?,
        (Some((hint, why)), None) => Category { topic: hint.0, subtopic: hint.1, why, score: right(why) },
        (Some((hint, why)), Some(scores)) => together(hint, why, &scores)?,
    };
    found.subtopic = found.subtopic.or_else(|| below(&found, article.vector?));
    Ok(found)
}

/// The clearest word first: the operator's, the page's, the address's, then what the feed says of the item.
fn hint(article: &Article<'_>) -> Option<(Hint, Why)> {
    let feed = article.feed.and_then(hints::label).map(|hint| (hint, Why::FromFeed));
    feed.or_else(|| article.publisher.and_then(hints::label).map(|hint| (hint, Why::FromPublisher)))
        .or_else(|| article.address.and_then(hints::of_address).map(|hint| (hint, Why::FromAddress)))
        .or_else(|| article.categories.iter().find_map(|name| hints::label(name)).map(|hint| (hint, Why::FromCategory)))
}

fn right(why: Why) -> f32 {
    if why == Why::FromCategory { CATEGORY_RIGHT } else { SECTION_RIGHT }
}

fn by_text(scores: &Scores) -> Result<Category, Undecided> {
    let (topic, score) = best(scores);
    if score < SURE {
        return Err(Undecided::Unsure { best: topic, score, threshold: SURE });
    }
    Ok(Category { topic, subtopic: None, why: Why::FromText, score })
}

/// Bayes: the hint is right so and so often, and says nothing about the others when it is wrong.
fn together(hint: Hint, why: Why, scores: &Scores) -> Result<Category, Undecided> {
    let right = right(why);
    let wrong = (1.0 - right) / (scores.len() - 1) as f32;
    let mut weighed = *scores;
    for (topic, score) in Topic::ALL.into_iter().zip(&mut weighed) {
        *score *= if topic == hint.0 { right } else { wrong };
    }
    let sum: f32 = weighed.iter().sum();
    let (topic, score) = best(&weighed);
    let score = score / sum;
    if score.is_nan() || score < AGREED {
        return Err(Undecided::Contradiction { hint: hint.0, text: best(scores).0, score });
    }
    Ok(if topic == hint.0 {
        Category { topic, subtopic: hint.1, why, score }
    } else {
        Category { topic, subtopic: None, why: Why::TextAgainst { hint: hint.0 }, score }
    })
}

fn below(found: &Category, vector: &[i8]) -> Option<&'static Subtopic> {
    let (subtopic, score) = second::best(found.topic, vector)?;
    (found.score * score >= SURE_BELOW).then_some(subtopic)
}

fn best(scores: &Scores) -> (Topic, f32) {
    let mut best = (Topic::ALL[0], scores[0]);
    for (topic, &score) in Topic::ALL.into_iter().zip(scores) {
        if score > best.1 {
            best = (topic, score);
        }
    }
    best
}

/// The site's section (`core::source::SECTIONS`) that a topic belongs to; not every topic has one.
pub fn section(topic: Topic, subtopic: Option<&Subtopic>) -> Option<&'static str> {
    Some(match topic {
        Topic::Arts => "culture",
        Topic::Economy | Topic::Labour => "business",
        Topic::Environment | Topic::Weather => "environment",
        Topic::Health => "health",
        Topic::Lifestyle => "lifestyle",
        Topic::Politics => "politics",
        Topic::Science if subtopic.is_some_and(|sub| sub.iptc == hints::TECHNOLOGY) => "technology",
        Topic::Science => "science",
        Topic::Sport => "sport",
        Topic::Conflict => "world",
        Topic::Crime | Topic::Disaster | Topic::Education | Topic::HumanInterest | Topic::Religion | Topic::Society => {
            return None;
        }
    })
}
