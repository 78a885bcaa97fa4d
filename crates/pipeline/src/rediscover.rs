//! A feed that has failed for days may live elsewhere now: its publisher's home page is asked, and what it names is noted for the operator. The
//! address itself is never changed on a guess.

use crate::shared::Shared;
use coranto_core::reason::FetchOutcome;
use coranto_core::source::SourceFacts;
use coranto_core::{Address, Millis};
use coranto_fetch::Validators;
use coranto_store::feed::{Feed, FeedState, PollRecord};

const FAILURES: i64 = 10;
const FAILING_FOR_MS: i64 = 3 * Millis::DAY;

/// After ten failures over three days, and after every further ten.
pub(crate) fn is_time(feed: &Feed, record: &PollRecord) -> bool {
    let failing_since = feed.last_good_at.map_or(FAILING_FOR_MS, |at| record.at.0.saturating_sub(at.0));
    record.failures >= FAILURES
        && record.failures % FAILURES == 0
        && failing_since >= FAILING_FOR_MS
        && record.state == FeedState::Active
}

/// Looks and notes. That nothing is found is no failure of its own.
pub(crate) async fn note(shared: &Shared, facts: &SourceFacts, feed: &Feed, record: &mut PollRecord) {
    let Ok(home) = Address::parse(&facts.home) else { return };
    match look(shared, facts, &home, feed).await {
        Some(found) => {
            tracing::warn!(feed = %feed.address, found = %found, "the feed has failed for days; its publisher names another one");
            record.moved_to = Some(found.as_str().to_owned());
            record.moved_seen = 0;
        }
        None => tracing::info!(feed = %feed.address, "the feed has failed for days and its publisher names no other"),
    }
}

/// The first feed the home page itself names that is another address and can be read.
async fn look(shared: &Shared, facts: &SourceFacts, home: &Address, feed: &Feed) -> Option<Address> {
    const TRIES: usize = 3;
    let agent = facts.user_agent.as_deref();
    let page = shared.fetcher.page(home, agent).await;
    if !matches!(page.outcome, FetchOutcome::Fetched { .. }) {
        return None;
    }
    let (body, address) = (page.body, page.address);
    let named = shared.cpu.run(move || coranto_feed::discover(&body, &address)).await.ok()?;
    let others = named.into_iter().filter(|c| c.named && c.address.identity() != feed.address.identity());
    for candidate in others.take(TRIES) {
        let answer = shared.fetcher.feed(&candidate.address, &Validators::default(), agent).await;
        if crate::discover::parsed(shared, &answer).await.is_some_and(|p| !p.items.is_empty()) {
            return Some(candidate.address);
        }
    }
    None
}
