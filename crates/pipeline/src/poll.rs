//! One poll of one feed: ask, look whether anything changed, read it, and say when to ask again. Decides everything, stores nothing.

use crate::item::{FeedContext, first_bits, new_items};
use crate::rediscover;
use crate::rhythm::{self, Heard, VALIDATORS_LAST_MS, Wishes};
use crate::shared::Shared;
use anyhow::Result;
use coranto_core::reason::{FeedRejected, FetchOutcome, FetchVerdict};
use coranto_core::source::SourceFacts;
use coranto_core::{Address, Millis, SourceId};
use coranto_feed::Hint;
use coranto_fetch::{Answer, Validators};
use coranto_store::article::NewItem;
use coranto_store::feed::{Feed, FeedState, PollOutcome, PollRecord};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// How often in a row a permanent redirect has to be seen before it is believed: hijacked and misconfigured sites answer 301, too.
const MOVES_TO_BELIEVE: i64 = 3;

/// How a poll ended, ready to be written.
#[derive(Debug)]
pub(crate) struct Polled {
    pub source_id: SourceId,
    pub record: PollRecord,
    pub items: Vec<NewItem>,
}

pub(crate) async fn poll(shared: &Shared, feed: Feed) -> Result<Polled> {
    let facts = shared.source(feed.source_id).await?;
    let held = validators(&feed, shared.now());
    let answer = shared.fetcher.feed(&feed.address, &held, facts.user_agent.as_deref()).await;
    let now = shared.now();
    let mut polled = match &answer.outcome {
        FetchOutcome::Fetched { .. } => match read(shared, &feed, &facts, &answer, now).await {
            Ok(Reading::Same) => unchanged(shared, &feed, &answer, now),
            Ok(Reading::Changed(document)) => changed(shared, &feed, &answer, *document, now),
            Err(rejected) => failed(shared, &feed, &answer, PollOutcome::Feed { rejected }, now),
        },
        FetchOutcome::NotModified if held.etag.is_none() && held.last_modified.is_none() => {
            // Nothing was promised that could be unchanged: such a server would keep a feed empty for ever.
            let message = "304 without having been asked for changes".to_owned();
            let outcome = PollOutcome::Fetch { outcome: FetchOutcome::ProtocolFailed { message } };
            failed(shared, &feed, &answer, outcome, now)
        }
        FetchOutcome::NotModified => unchanged(shared, &feed, &answer, now),
        outcome => failed(shared, &feed, &answer, PollOutcome::Fetch { outcome: outcome.clone() }, now),
    };
    if rediscover::is_time(&feed, &polled.record) {
        rediscover::note(shared, &facts, &feed, &mut polled.record).await;
    }
    Ok(polled)
}

/// What goes along with the question. Old validators are left out: then the answer is whole again.
fn validators(feed: &Feed, now: Millis) -> Validators {
    let fresh = feed.validators_since.is_some_and(|since| now.0.saturating_sub(since.0) < VALIDATORS_LAST_MS);
    if !fresh {
        return Validators::default();
    }
    Validators { etag: feed.etag.clone(), last_modified: feed.last_modified.clone() }
}

enum Reading {
    /// The same bytes as last time.
    Same,
    Changed(Box<Document>),
}

/// What one document said.
struct Document {
    title: Option<String>,
    wishes: Wishes,
    body_hash: i64,
    damaged: u32,
    repaired: bool,
    items: Vec<NewItem>,
}

async fn read(
    shared: &Shared,
    feed: &Feed,
    facts: &Arc<SourceFacts>,
    answer: &Answer,
    now: Millis,
) -> Result<Reading, FeedRejected> {
    let known_hash = feed.body_hash;
    let body = answer.body.clone();
    let content_type = answer.content_type.clone();
    let context = FeedContext {
        feed_id: feed.id,
        address: answer.address.clone(),
        section: feed.section.clone(),
        languages: facts.languages.clone(),
        arrived_at: now,
        read: shared.settings.read.clone(),
    };
    shared
        .cpu
        .run(move || {
            let body_hash = first_bits(&Sha256::digest(&body));
            if known_hash == Some(body_hash) {
                return Ok(Reading::Same);
            }
            let hint = Hint { content_type: content_type.as_deref(), address: Some(&context.address) };
            let mut parsed = coranto_feed::parse(&body, &hint)?;
            let (items, unusable) = new_items(&mut parsed, &context);
            Ok(Reading::Changed(Box::new(Document {
                title: parsed.title.map(crate::item::clean).filter(|t| !t.is_empty()),
                wishes: Wishes {
                    ttl_minutes: parsed.ttl_minutes,
                    skip_hours: parsed.skip_hours,
                    skip_days: parsed.skip_days,
                },
                body_hash,
                damaged: parsed.damaged.saturating_add(unusable),
                repaired: parsed.repaired,
                items,
            })))
        })
        .await
        .unwrap_or(Err(FeedRejected::Panicked))
}

fn changed(shared: &Shared, feed: &Feed, answer: &Answer, document: Document, now: Millis) -> Polled {
    let wishes = shared.remember_wishes(feed.id, document.wishes);
    // Arrival times stand in for dates that nobody believes: they say nothing of the feed's rhythm.
    let published: Vec<Millis> =
        document.items.iter().filter(|i| i.published_at != now).map(|i| i.published_at).collect();
    let mut record = good(shared, feed, answer, &wishes, &published, now);
    record.outcome = PollOutcome::Read {
        items: count(document.items.len()),
        new: 0, // the record alone knows
        damaged: document.damaged,
        repaired: document.repaired,
    };
    record.title = document.title.or(feed.title.clone());
    record.body_hash = Some(document.body_hash);
    Polled { source_id: feed.source_id, record, items: document.items }
}

fn unchanged(shared: &Shared, feed: &Feed, answer: &Answer, now: Millis) -> Polled {
    let record = good(shared, feed, answer, &shared.wishes(feed.id), &[], now);
    Polled { source_id: feed.source_id, record, items: Vec::new() }
}

/// The record of a poll that ended well, as if nothing had changed.
fn good(
    shared: &Shared,
    feed: &Feed,
    answer: &Answer,
    wishes: &Wishes,
    published: &[Millis],
    now: Millis,
) -> PollRecord {
    let heard = Heard {
        now,
        previous_interval_ms: feed.interval_ms,
        fresh_for: answer.fresh_for,
        wishes,
        published,
        last_new_at: feed.last_new_at,
        seed: seed(feed, now),
    };
    let next = rhythm::after_success(&heard, &shared.settings.fetch);
    let (etag, last_modified, validators_since) = kept_validators(feed, answer, now);
    let (moved_to, moved_seen, new_address) = moved(feed, answer.moved_permanently_to.as_ref());
    PollRecord {
        feed_id: feed.id,
        at: now,
        outcome: PollOutcome::Unchanged,
        duration_ms: i64::try_from(answer.took.as_millis()).unwrap_or(i64::MAX),
        bytes: i64::try_from(answer.body.len()).unwrap_or(i64::MAX),
        etag,
        last_modified,
        validators_since,
        body_hash: feed.body_hash,
        title: feed.title.clone(),
        next_due_at: next.at,
        interval_ms: next.interval_ms,
        failures: 0,
        state: feed.state,
        moved_to,
        moved_seen,
        new_address,
    }
}

/// A full answer brings new validators and a new age of them; a 304 keeps the age, or they would never grow old.
fn kept_validators(feed: &Feed, answer: &Answer, now: Millis) -> (Option<String>, Option<String>, Option<Millis>) {
    let given = &answer.validators;
    if answer.outcome == FetchOutcome::NotModified {
        return (
            given.etag.clone().or(feed.etag.clone()),
            given.last_modified.clone().or(feed.last_modified.clone()),
            feed.validators_since,
        );
    }
    let any = given.etag.is_some() || given.last_modified.is_some();
    (given.etag.clone(), given.last_modified.clone(), any.then_some(now))
}

/// Where a permanent redirect points, how many polls in a row said so, and the new address once it is believed.
fn moved(feed: &Feed, to: Option<&Address>) -> (Option<String>, i64, Option<Address>) {
    let Some(to) = to.filter(|to| **to != feed.address) else { return (None, 0, None) };
    let seen = if feed.moved_to.as_deref() == Some(to.as_str()) { feed.moved_seen + 1 } else { 1 };
    (Some(to.as_str().to_owned()), seen, (seen >= MOVES_TO_BELIEVE).then(|| to.clone()))
}

fn failed(shared: &Shared, feed: &Feed, answer: &Answer, outcome: PollOutcome, now: Millis) -> Polled {
    let failures = feed.failures.saturating_add(1);
    let (retry_at, gone) = match &outcome {
        PollOutcome::Fetch { outcome } => match outcome.verdict() {
            FetchVerdict::RetryAt(at) => (Some(at), false),
            FetchVerdict::Gone => (None, true),
            _ => (None, false),
        },
        _ => (None, false),
    };
    let times = u32::try_from(failures).unwrap_or(u32::MAX);
    let next_due_at = rhythm::after_failure(now, times, retry_at, &shared.settings.fetch, seed(feed, now));
    let record = PollRecord {
        feed_id: feed.id,
        at: now,
        outcome,
        duration_ms: i64::try_from(answer.took.as_millis()).unwrap_or(i64::MAX),
        bytes: i64::try_from(answer.body.len()).unwrap_or(i64::MAX),
        // Validators and hash belong to the last good document: when it comes back unchanged, nothing needs to be read. An answer that was no
        // feed has left none.
        etag: feed.etag.clone(),
        last_modified: feed.last_modified.clone(),
        validators_since: feed.validators_since,
        body_hash: feed.body_hash,
        title: feed.title.clone(),
        next_due_at,
        interval_ms: feed.interval_ms,
        failures,
        state: if gone { FeedState::Gone } else { feed.state },
        moved_to: feed.moved_to.clone(),
        moved_seen: feed.moved_seen,
        new_address: None,
    };
    Polled { source_id: feed.source_id, record, items: Vec::new() }
}

fn seed(feed: &Feed, now: Millis) -> u64 {
    feed.id.0.unsigned_abs().wrapping_mul(0x0100_0000_01b3) ^ now.0.unsigned_abs()
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
