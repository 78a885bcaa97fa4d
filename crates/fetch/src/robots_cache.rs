//! Every origin's robots.txt: asked for once a day, by one request however many pages wait for it, and remembered across restarts.
//!
//! What an answer means (RFC 9309, 2.3.1): a file counts; no file (4xx, redirects that lead nowhere) allows all; a server that fails forbids
//! all until it is asked again, unless an older file is known, which then goes on counting.

use crate::robots::{Robots, Verdict};
use crate::{Answer, RobotsFile, RobotsMemory};
use coranto_core::reason::FetchOutcome;
use coranto_core::{Clock, Millis};
use moka::future::Cache;
use std::sync::Arc;
use std::time::Duration;

const GOOD_FOR: Duration = Duration::from_secs(24 * 3_600);
/// A server that fails is asked again after this…
const FAILED_FOR: Duration = Duration::from_secs(10 * 60);
/// …and a host that cannot be reached at all after this: the page itself is about to meet the same failure and has its own back-off.
const OUT_OF_REACH_FOR: Duration = Duration::from_secs(60);
/// An old file goes on counting this long while the server fails.
const STALE_FOR: Duration = Duration::from_secs(30 * 24 * 3_600);
const CACHE_BYTES: u64 = 16 << 20;

pub(crate) struct RobotsCache {
    known: Cache<String, Arc<Known>>,
    memory: Option<Arc<dyn RobotsMemory>>,
    clock: Clock,
}

/// What is known of one origin.
struct Known {
    robots: Robots,
    /// Nothing is allowed, because of this.
    failure: Option<FetchOutcome>,
    /// When the file that counts was read.
    fetched_at: Millis,
    ask_again_at: Millis,
}

impl RobotsCache {
    pub(crate) fn new(memory: Option<Arc<dyn RobotsMemory>>, clock: Clock) -> RobotsCache {
        let weigh = |origin: &String, known: &Arc<Known>| {
            u32::try_from(origin.len() + known.robots.weight()).unwrap_or(u32::MAX)
        };
        RobotsCache { known: Cache::builder().max_capacity(CACHE_BYTES).weigher(weigh).build(), memory, clock }
    }

    /// What robots.txt of `origin` says of `target` (path and query) for a robot of these names. `ask` reads the file.
    pub(crate) async fn verdict<Ask, Asking>(
        &self,
        origin: &str,
        target: &str,
        robots: &[String],
        ask: Ask,
    ) -> Result<Option<Duration>, FetchOutcome>
    where
        Ask: FnOnce() -> Asking,
        Asking: Future<Output = Answer>,
    {
        let known = self.known(origin, ask).await;
        match &known.failure {
            None => {}
            Some(out_of_reach) if is_out_of_reach(out_of_reach) => return Err(out_of_reach.clone()),
            Some(failure) => {
                let (retry_at, message) = (known.ask_again_at, failure.to_string());
                return Err(FetchOutcome::RobotsUnreachable { retry_at, message });
            }
        }
        let Verdict { forbidden_by, crawl_delay } = known.robots.verdict(target, robots);
        match forbidden_by {
            Some(rule) => Err(FetchOutcome::RobotsDisallowed { rule }),
            None => Ok(crawl_delay),
        }
    }

    async fn known<Ask, Asking>(&self, origin: &str, ask: Ask) -> Arc<Known>
    where
        Ask: FnOnce() -> Asking,
        Asking: Future<Output = Answer>,
    {
        let now = self.clock.now();
        let last = self.known.get(origin).await;
        match last {
            Some(known) if now < known.ask_again_at => known,
            last => {
                let load = self.load(origin, last, ask);
                let is_old = |known: &Arc<Known>| now >= known.ask_again_at;
                self.known.entry_by_ref(origin).or_insert_with_if(load, is_old).await.into_value()
            }
        }
    }

    async fn load<Ask, Asking>(&self, origin: &str, last: Option<Arc<Known>>, ask: Ask) -> Arc<Known>
    where
        Ask: FnOnce() -> Asking,
        Asking: Future<Output = Answer>,
    {
        let last = match (last, &self.memory) {
            (None, Some(memory)) => memory.get(origin.to_owned()).await.map(|file| Arc::new(Known::remembered(&file))),
            (last, _) => last,
        };
        if let Some(remembered) = last.as_ref().filter(|known| self.clock.now() < known.ask_again_at) {
            return remembered.clone();
        }
        let answer = ask().await;
        let now = self.clock.now();
        let (known, file) = read(&answer, now);
        if known.failure.is_some() {
            let goes_on = |last: &&Arc<Known>| last.failure.is_none() && now.since(last.fetched_at) < STALE_FOR;
            if let Some(last) = last.as_ref().filter(goes_on) {
                let robots = last.robots.clone();
                let (fetched_at, ask_again_at) = (last.fetched_at, known.ask_again_at);
                return Arc::new(Known { robots, failure: None, fetched_at, ask_again_at });
            }
        }
        if let (Some(memory), Some(file)) = (&self.memory, file) {
            memory.put(origin.to_owned(), file).await;
        }
        Arc::new(known)
    }
}

impl Known {
    fn remembered(file: &RobotsFile) -> Known {
        // The status is not kept; that it was a server error is.
        let failure = file.unreachable.then_some(FetchOutcome::HttpStatus { status: 503 });
        let good_for = if file.unreachable { FAILED_FOR } else { GOOD_FOR };
        Known {
            robots: Robots::parse(file.text.as_deref().unwrap_or_default()),
            failure,
            fetched_at: file.fetched_at,
            ask_again_at: file.fetched_at.plus(good_for),
        }
    }
}

/// What an answer means, and what of it outlives a restart: a network that was down for a moment does not.
fn read(answer: &Answer, now: Millis) -> (Known, Option<RobotsFile>) {
    let file = |text: Option<String>, unreachable| Some(RobotsFile { text, unreachable, fetched_at: now });
    let known = |robots, failure, ask_again_at| Known { robots, failure, fetched_at: now, ask_again_at };
    let failure = Some(answer.outcome.clone());
    match answer.outcome {
        FetchOutcome::Fetched { .. } => {
            let text = String::from_utf8_lossy(&answer.body).into_owned();
            (known(Robots::parse(&text), None, now.plus(GOOD_FOR)), file(Some(text), false))
        }
        FetchOutcome::RateLimited { retry_at, .. } => (known(Robots::default(), failure, retry_at), None),
        FetchOutcome::HttpStatus { status } if status >= 500 => {
            (known(Robots::default(), failure, now.plus(FAILED_FOR)), file(None, true))
        }
        FetchOutcome::HttpStatus { .. }
        | FetchOutcome::NotModified
        | FetchOutcome::NotFound
        | FetchOutcome::Gone
        | FetchOutcome::Refused { .. }
        | FetchOutcome::AddressInvalid { .. }
        | FetchOutcome::AddressForbidden { .. }
        | FetchOutcome::TooManyRedirects { .. }
        | FetchOutcome::RedirectLoop { .. } => (known(Robots::default(), None, now.plus(GOOD_FOR)), file(None, false)),
        ref other => {
            let wait = if is_out_of_reach(other) { OUT_OF_REACH_FOR } else { FAILED_FOR };
            (known(Robots::default(), failure, now.plus(wait)), None)
        }
    }
}

fn is_out_of_reach(outcome: &FetchOutcome) -> bool {
    matches!(
        outcome,
        FetchOutcome::DnsFailed { .. } | FetchOutcome::ConnectFailed { .. } | FetchOutcome::TlsFailed { .. }
    )
}
