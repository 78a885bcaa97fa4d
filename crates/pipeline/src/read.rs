//! One page: fetch, read, hold it against what the feed said, and say what becomes of the article. Decides everything, stores nothing.

use crate::cpu::Panicked;
use crate::merge::{self, Merged};
use crate::parts;
use crate::shared::{Shared, only_language};
use anyhow::Result;
use coranto_core::health::PageFigures;
use coranto_core::reason::{BodyRejected, FetchOutcome, FetchVerdict, Quarantined};
use coranto_core::source::SourceFacts;
use coranto_core::{Address, Millis};
use coranto_page::{Options, Reading};
use coranto_store::article::{PageResult, Stage, Waiting};
use coranto_text::SectionHints;

pub(crate) async fn read(shared: &Shared, waiting: &Waiting) -> Result<PageResult> {
    let facts = shared.source(waiting.source_id).await?;
    let answer = shared.fetcher.page(&waiting.address, waiting.user_agent.as_deref()).await;
    if !matches!(answer.outcome, FetchOutcome::Fetched { .. }) {
        return Ok(unfetched(shared, waiting, answer.outcome));
    }
    let memory = match shared.settings.read.memory {
        true => Some(shared.memories.of(&shared.db, waiting.source_id, shared.now()).await?),
        false => None,
    };
    let options = Options {
        memory: memory.clone(),
        expected_title: Some(waiting.from_feed.title.clone()).filter(|t| !t.is_empty()),
        ..Options::of(&shared.settings.read)
    };
    let arrived_from = answer.address.clone();
    let mut reading = match parse(shared, answer.body, answer.content_type, arrived_from.clone(), options).await {
        Ok(reading) => reading,
        Err(Panicked) => return Ok(set_aside(BodyRejected::Panicked)),
    };
    if let Some(signal) = opts_out(&reading.robots_meta) {
        return Ok(PageResult::Listed { reason: FetchOutcome::MiningOptOut { signal }.to_string() });
    }
    if let Some(rejected) = reading.rejected {
        return Ok(set_aside(rejected));
    }
    if memory.is_some() {
        let sighting = std::mem::take(&mut reading.sighting);
        shared.memories.learn(&shared.db, waiting.source_id, &sighting, shared.now()).await;
    }
    parts::join(shared, waiting.user_agent.as_deref(), memory, &arrived_from, &mut reading).await;
    Ok(ready(shared, waiting, &facts, reading, &arrived_from).await)
}

/// Language and section need the whole text: that is work for the door.
async fn ready(
    shared: &Shared,
    waiting: &Waiting,
    facts: &SourceFacts,
    reading: Reading,
    arrived_from: &Address,
) -> PageResult {
    let feed_section = waiting.section.clone();
    let hint = reading.article.lang.or(waiting.from_feed.lang).or(only_language(facts));
    let (mut feed, address, from, arrived_at) =
        (waiting.from_feed.clone(), waiting.address.clone(), arrived_from.clone(), waiting.arrived_at);
    if waiting.stage == Stage::Ready {
        // The text that stands there was read from this page under other rules: it must not win against today's by its length.
        feed.blocks.clear();
        feed.words = 0;
    }
    let figures = PageFigures::of(&reading.article, reading.text_bytes, reading.kept_bytes);
    let put_together = shared.cpu.run(move || {
        let merged = merge::merge(feed, reading.article, &address, &from, arrived_at);
        let Merged { mut article, published_at, title_by, published_by, body_by } = merged;
        tracing::debug!(%address, ?title_by, ?published_by, ?body_by, "read");
        article.lang = coranto_text::detect(&coranto_page::text_of(&article.blocks), hint);
        let section = coranto_text::section(&SectionHints {
            feed: feed_section.as_deref(),
            publisher: article.section.as_deref(),
            categories: &article.keywords,
            address: Some(article.canonical.as_ref().unwrap_or(&address)),
        });
        PageResult::Ready {
            figures: Some(figures),
            section: section.map(str::to_owned),
            article: Box::new(article),
            published_at,
            policy: coranto_page::POLICY,
        }
    });
    put_together.await.unwrap_or_else(|Panicked| set_aside(BodyRejected::Panicked))
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
