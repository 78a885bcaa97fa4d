//! One page: fetch, read, hold it against what the feed said, and say what becomes of the article. Decides everything, stores nothing.

use crate::cpu::Panicked;
use crate::edits::{self, Before, Compared};
use crate::merge::{self, Choice, Merged, Origin};
use crate::parts;
use crate::shared::{Shared, only_language};
use anyhow::Result;
use coranto_core::health::PageFigures;
use coranto_core::reason::{BodyRejected, FetchOutcome, FetchVerdict, Quarantined};
use coranto_core::source::SourceFacts;
use coranto_core::{Address, Millis};
use coranto_page::{Options, Reading};
use coranto_store::article::{PageResult, Stage, Waiting};
use coranto_store::edit::Watch;
use coranto_text::SectionHints;
use coranto_text::edits::Print;

pub(crate) async fn read(shared: &Shared, waiting: &Waiting) -> Result<PageResult> {
    let facts = shared.source(waiting.source_id).await?;
    let days = shared.settings.read.edit_days;
    // Who looks for edits leaves what it cannot have as it is.
    let not_now = || PageResult::Unchanged { watch: edits::not_now(waiting, shared.now(), days) };
    let held = edits::validators(waiting);
    let answer = shared.fetcher.page_if_changed(&waiting.address, &held, waiting.user_agent.as_deref()).await;
    if !matches!(answer.outcome, FetchOutcome::Fetched { .. }) {
        return Ok(match unfetched(shared, waiting, answer.outcome) {
            PageResult::Quarantined { .. } | PageResult::Later { .. } if waiting.watched => not_now(),
            ended => ended,
        });
    }
    let memory = match shared.settings.read.memory {
        true => Some(shared.memories.of(&shared.db, waiting.source_id, shared.now()).await?),
        false => None,
    };
    let options = Options {
        memory: memory.clone(),
        expected_title: expected_title(waiting, &answer.address),
        seen: days > 0,
        ..Options::of(&shared.settings.read)
    };
    let arrived_from = answer.address.clone();
    let mut reading = match parse(shared, answer.body, answer.content_type, arrived_from.clone(), options).await {
        Ok(reading) => reading,
        Err(Panicked) if waiting.watched => return Ok(not_now()),
        Err(Panicked) => return Ok(set_aside(BodyRejected::Panicked)),
    };
    if let Some(signal) = opts_out(&reading.robots_meta) {
        return Ok(PageResult::Listed { reason: FetchOutcome::MiningOptOut { signal }.to_string() });
    }
    match reading.rejected.take() {
        Some(_) if waiting.watched => return Ok(not_now()),
        Some(rejected) => return Ok(set_aside(rejected)),
        None => {}
    }
    if memory.is_some() {
        let sighting = std::mem::take(&mut reading.sighting);
        shared.memories.learn(&shared.db, waiting.source_id, &sighting, shared.now()).await;
    }
    let whole = parts::join(shared, waiting.user_agent.as_deref(), memory, &arrived_from, &mut reading).await;
    if waiting.watched && !whole {
        return Ok(not_now());
    }
    let given = answer.validators;
    let watch = Watch {
        next: edits::next_look(waiting.published_at, shared.now(), days),
        validators: Some((given.etag, given.last_modified)),
        // From then on the record knows better.
        said_title: waiting.seen.is_none().then(|| waiting.from_feed.title.clone()),
        print: None,
    };
    Ok(ready(shared, waiting, &facts, reading, arrived_from, Kept { watch, whole }).await)
}

/// The headline that the text should be about. One that is looked at again for edits may have another by now, as long as its page stands where it stood.
fn expected_title(waiting: &Waiting, arrived_from: &Address) -> Option<String> {
    let known = [Some(&waiting.address), waiting.from_feed.canonical.as_ref()];
    let stands = known.into_iter().flatten().any(|address| address.identity() == arrived_from.identity());
    let title = Some(waiting.from_feed.title.clone()).filter(|t| !t.is_empty());
    if waiting.watched && stands { None } else { title }
}

/// What is to be kept of a page to find its next edit by.
struct Kept {
    watch: Watch,
    /// No part of the article is missing: only then it can be held against it next time.
    whole: bool,
}

/// Language and section need the whole text, and so does what was changed: that is work for the door.
async fn ready(
    shared: &Shared,
    waiting: &Waiting,
    facts: &SourceFacts,
    reading: Reading,
    arrived_from: Address,
    kept: Kept,
) -> PageResult {
    let feed_section = waiting.section.clone();
    let hint = reading.article.lang.or(waiting.from_feed.lang).or(only_language(facts));
    let mut feed = waiting.from_feed.clone();
    if waiting.stage == Stage::Ready {
        // The text that stands there was read from this page before: it must not win against what stands on it now by its length.
        feed.blocks.clear();
        feed.words = 0;
        feed.title = waiting.seen.as_ref().and_then(|seen| seen.said_title.clone()).unwrap_or(feed.title);
    }
    let before = Before::of(waiting);
    let (watched, address, arrived_at) = (waiting.watched, waiting.address.clone(), waiting.arrived_at);
    let figures = PageFigures::of(&reading.article, reading.text_bytes, reading.kept_bytes);
    let put_together = shared.cpu.run(move || {
        let Kept { mut watch, whole } = kept;
        let titles = reading.seen.titles.iter().map(String::as_str).chain([feed.title.as_str()]);
        let seen = Print::of(&reading.seen.text, titles);
        let retitled = before.as_ref().is_some_and(|before| before.is_retitled(&reading.article.title));
        let origin = Origin { address, arrived_from, arrived_at, retitled };
        let Merged { mut article, published_at, title_by, published_by, body_by } =
            merge::merge(feed, reading.article, &origin);
        tracing::debug!(address = %origin.address, ?title_by, ?published_by, ?body_by, "read");
        article.lang = coranto_text::detect(&coranto_page::text_of(&article.blocks), hint);
        // Of half an article nobody can say what is missing.
        let compared = before.map(|before| if whole { before.compare(&article, &seen) } else { Compared::Reread });
        if body_by == Choice::FeedFuller {
            // The page holds less than its feed: it cannot tell what becomes of that text.
            watch = Watch::default();
        }
        if watched && matches!(compared, Some(Compared::Worse)) {
            return PageResult::Unchanged { watch: Watch { next: watch.next, ..Watch::default() } };
        }
        // What stood on half an article cannot tell what was added to the whole of it.
        watch.print = Some(if whole { seen.to_bytes() } else { Vec::new() });
        if watched && matches!(compared, Some(Compared::Same)) {
            return PageResult::Unchanged { watch };
        }
        let section = coranto_text::section(&SectionHints {
            feed: feed_section.as_deref(),
            publisher: article.section.as_deref(),
            categories: &article.keywords,
            address: Some(article.canonical.as_ref().unwrap_or(&origin.address)),
        });
        PageResult::Ready {
            figures: Some(figures),
            section: section.map(str::to_owned),
            article: Box::new(article),
            published_at,
            policy: coranto_page::POLICY,
            edit: match compared {
                Some(Compared::Edited(edit)) => Some(edit),
                _ => None,
            },
            watch,
        }
    });
    match put_together.await {
        Ok(result) => result,
        Err(Panicked) if watched => PageResult::Unchanged { watch: Watch::default() },
        Err(Panicked) => set_aside(BodyRejected::Panicked),
    }
}

fn set_aside(rejected: BodyRejected) -> PageResult {
    PageResult::Quarantined { why: Quarantined::Body { rejected }, policy: coranto_page::POLICY }
}

fn unfetched(shared: &Shared, waiting: &Waiting, outcome: FetchOutcome) -> PageResult {
    // By the publisher's rule, not by mishap: the feed's own words are shown.
    if matches!(outcome, FetchOutcome::RobotsDisallowed { .. } | FetchOutcome::MiningOptOut { .. }) {
        return PageResult::Listed { reason: outcome.to_string() };
    }
    let now = shared.now();
    let attempts = waiting.attempts.saturating_add(1);
    let (settings, seed) = (&shared.settings.fetch, waiting.id.0.unsigned_abs() ^ now.0.unsigned_abs());
    let times = u32::try_from(attempts).unwrap_or(u32::MAX);
    let later = |retry_at: Option<Millis>| crate::rhythm::after_failure(now, times, retry_at, settings, seed);
    let at = match outcome.verdict() {
        FetchVerdict::Retry => later(None),
        FetchVerdict::RetryAt(at) => later(Some(at)),
        FetchVerdict::Good | FetchVerdict::Refused | FetchVerdict::Gone => {
            return PageResult::Quarantined { why: Quarantined::Fetch { outcome }, policy: coranto_page::POLICY };
        }
    };
    let why = Quarantined::Fetch { outcome };
    if attempts >= i64::from(shared.settings.read.attempts) {
        return PageResult::Quarantined { why, policy: coranto_page::POLICY };
    }
    PageResult::Later { at, why }
}

pub(crate) async fn parse(
    shared: &Shared,
    body: bytes::Bytes,
    content_type: Option<String>,
    address: Address,
    options: Options,
) -> Result<Reading, Panicked> {
    shared.cpu.run(move || coranto_page::article(&body, content_type.as_deref(), &address, &options)).await
}

/// What a page's own robots meta says against reading by machines. `noindex` speaks to search engines of what they show, and is not meant.
pub(crate) fn opts_out(robots_meta: &[String]) -> Option<String> {
    robots_meta.iter().find_map(|said| {
        let lower = said.to_ascii_lowercase();
        let out = lower
            .split(|c: char| c == ',' || c == ';' || c.is_whitespace())
            .any(|w| matches!(w, "noai" | "noml" | "notdm") || w == "tdm-reservation=1" || w == "tdm-reservation:1")
            || (lower.contains("tdm-reservation") && lower.trim_end().ends_with('1'));
        out.then(|| said.clone())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_against_machines_keep_us_from_reading() {
        let says = |s: &str| opts_out(&[s.to_owned()]);
        for out in ["noai", "index, noai, noimageai", "NOAI", "tdm-reservation: 1", "tdm-reservation=1"] {
            assert!(says(out).is_some(), "{out}");
        }
        for fine in ["noindex, nofollow", "max-image-preview:large", "noarchive", "tdm-reservation: 0", ""] {
            assert!(says(fine).is_none(), "{fine}");
        }
    }
}
