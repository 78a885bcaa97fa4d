//! What feeds an address offers: it is one itself, its page names some, or one stands at a usual place.

use crate::Found;
use crate::shared::Shared;
use anyhow::Result;
use coranto_core::Address;
use coranto_core::reason::{FetchOutcome, FetchVerdict};
use coranto_feed::{Candidate, Hint, Parsed};
use coranto_fetch::{Answer, Validators};

/// Feeds that a page names are tried as far as this; a page may name hundreds (one for every tag).
const NAMED_TRIES: usize = 8;
/// Places that are only guessed cost the publisher a 404 each.
const GUESSED_TRIES: usize = 5;

pub(crate) async fn discover(shared: &Shared, address: &Address) -> Result<Found> {
    let answer = shared.fetcher.feed(address, &Validators::default(), None).await;
    let mut found = Found {
        address: answer.address.clone(),
        outcome: answer.outcome.clone(),
        feed: None,
        candidates: Vec::new(),
        site_name: None,
        lang: None,
    };
    if !matches!(answer.outcome, FetchOutcome::Fetched { .. }) {
        return Ok(found);
    }
    if let Some(parsed) = parsed(shared, &answer).await {
        found.site_name = parsed.title.clone();
        found.lang = parsed.language;
        found.feed = Some(Box::new(parsed));
        return Ok(found);
    }
    let (body, content_type, page) = (answer.body.clone(), answer.content_type.clone(), answer.address.clone());
    let read = shared.cpu.run(move || {
        let candidates = coranto_feed::discover(&body, &page);
        let options = coranto_page::Options::default();
        let article = coranto_page::article(&body, content_type.as_deref(), &page, &options).article;
        (candidates, article.site_name.or(Some(article.title)).filter(|n| !n.is_empty()), article.lang)
    });
    let Ok((candidates, site_name, lang)) = read.await else { return Ok(found) };
    (found.site_name, found.lang) = (site_name, lang);
    let (named, guessed): (Vec<_>, Vec<_>) = candidates.into_iter().partition(|c| c.named);
    found.candidates = readable(shared, named, NAMED_TRIES, usize::MAX).await;
    if found.candidates.is_empty() {
        found.candidates = readable(shared, guessed, GUESSED_TRIES, 1).await;
    }
    Ok(found)
}

/// Those of the first `tries` that are feeds, at most `enough` of them, each address once.
async fn readable(
    shared: &Shared,
    candidates: Vec<Candidate>,
    tries: usize,
    enough: usize,
) -> Vec<(Candidate, Parsed)> {
    let mut good: Vec<(Candidate, Parsed)> = Vec::new();
    for candidate in candidates.into_iter().take(tries) {
        let answer = shared.fetcher.feed(&candidate.address, &Validators::default(), None).await;
        // A host that turns us away is not asked for the rest of its usual places.
        if matches!(answer.outcome.verdict(), FetchVerdict::RetryAt(_)) {
            break;
        }
        if good.iter().any(|(known, _)| known.address == answer.address) {
            continue;
        }
        if let Some(parsed) = parsed(shared, &answer).await {
            good.push((candidate, parsed));
        }
        if good.len() >= enough {
            break;
        }
    }
    good
}

/// The answer as a feed; none when it is not one.
pub(crate) async fn parsed(shared: &Shared, answer: &Answer) -> Option<Parsed> {
    if !matches!(answer.outcome, FetchOutcome::Fetched { .. }) {
        return None;
    }
    let (body, content_type, address) = (answer.body.clone(), answer.content_type.clone(), answer.address.clone());
    let read = shared.cpu.run(move || {
        let hint = Hint { content_type: content_type.as_deref(), address: Some(&address) };
        coranto_feed::parse(&body, &hint).ok()
    });
    read.await.ok().flatten()
}
