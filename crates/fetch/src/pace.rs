//! Manners: how many requests are under way, over all and per host; how far apart pages of one host are; and whom to leave alone for a
//! while because it asked.
//!
//! Lock order: the host's gate, the host's slot, the global slot. Nobody waits for a host while holding a global slot, so a slow
//! host never keeps the others waiting.

use coranto_core::reason::FetchOutcome;
use coranto_core::{Clock, Millis, config};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep_until};

/// A longer Crawl-delay is taken as this: at the hours some files ask for, a site's news would never be read.
pub(crate) const CRAWL_DELAY_MOST: Duration = Duration::from_secs(30);

/// 429 without Retry-After.
pub(crate) const RATE_LIMIT_DEFAULT: Duration = Duration::from_secs(15 * 60);
/// One address that is told to come back tomorrow does not stop its whole host for longer than this.
const HOST_HOLD_MOST: Duration = Duration::from_secs(3_600);

/// These meet two requests at once with 429, also when they go to different feeds.
const ONE_AT_A_TIME: [&str; 8] = [
    "reddit.com",
    "youtube.com",
    "twitter.com",
    "x.com",
    "facebook.com",
    "instagram.com",
    "medium.com",
    "substack.com",
];

pub(crate) struct Pace {
    clock: Clock,
    spacing: Duration,
    per_host: usize,
    everywhere: Arc<Semaphore>,
    hosts: Mutex<Hosts>,
}

struct Hosts {
    known: HashMap<String, Arc<Host>>,
    /// Hosts nobody uses any more are dropped when there are this many.
    prune_at: usize,
}

struct Host {
    slots: Arc<Semaphore>,
    /// Held by the page whose turn is next; says when the last one started.
    gate: tokio::sync::Mutex<Option<Instant>>,
    /// After 429 or 503: the status, and until when.
    hold: Mutex<Option<(u16, Millis)>>,
    /// For pruning.
    next_page_not_before: Mutex<Option<Instant>>,
}

/// The right to one request; ends when dropped.
#[derive(Debug)]
pub(crate) struct Slot {
    _host: OwnedSemaphorePermit,
    _everywhere: OwnedSemaphorePermit,
}

impl Pace {
    pub(crate) fn new(settings: &config::Fetch, clock: Clock) -> Pace {
        Pace {
            clock,
            spacing: Duration::from_millis(settings.per_host_spacing_ms),
            per_host: settings.per_host_concurrency.max(1) as usize,
            everywhere: Arc::new(Semaphore::new(settings.concurrency.max(1) as usize)),
            hosts: Mutex::new(Hosts { known: HashMap::new(), prune_at: PRUNE_FROM }),
        }
    }

    /// Waits for a place among the requests to `authority`.
    pub(crate) async fn enter(&self, authority: &str) -> Result<Slot, FetchOutcome> {
        self.slot_of(&self.host(authority)).await
    }

    /// The same for a page, which also keeps its distance from the page before.
    pub(crate) async fn enter_for_page(
        &self,
        authority: &str,
        crawl_delay: Option<Duration>,
    ) -> Result<Slot, FetchOutcome> {
        let distance = self.distance(crawl_delay);
        let host = self.host(authority);
        // Waiting behind the gate is first come, first served, and who gives up waiting leaves no gap.
        let mut last_start = host.gate.lock().await;
        host.refuse_while_held(&self.clock)?;
        if let Some(last) = *last_start {
            sleep_until(last + distance).await;
        }
        let slot = self.slot_of(&host).await?;
        let now = Instant::now();
        *last_start = Some(now);
        *locked(&host.next_page_not_before) = Some(now + distance);
        Ok(slot)
    }

    fn distance(&self, crawl_delay: Option<Duration>) -> Duration {
        crawl_delay.unwrap_or_default().min(CRAWL_DELAY_MOST).max(self.spacing)
    }

    /// How long a page of this host would have to wait for its turn if nobody else stood in the queue.
    pub(crate) fn wait_for_page(&self, authority: &str) -> Duration {
        let hosts = locked(&self.hosts);
        let Some(host) = hosts.known.get(key(authority)) else { return Duration::ZERO };
        let not_before = *locked(&host.next_page_not_before);
        not_before.map(|at| at.saturating_duration_since(Instant::now())).unwrap_or_default()
    }

    /// The host asked for a pause; returns the instant at which it ends for the address that was asked.
    pub(crate) fn hold(&self, authority: &str, status: u16, retry_at: Option<Millis>) -> Millis {
        let now = self.clock.now();
        let retry_at = retry_at.unwrap_or_else(|| now.plus(RATE_LIMIT_DEFAULT));
        let until = retry_at.min(now.plus(HOST_HOLD_MOST));
        *locked(&self.host(authority).hold) = Some((status, until));
        retry_at
    }

    async fn slot_of(&self, host: &Host) -> Result<Slot, FetchOutcome> {
        // Neither semaphore is ever closed.
        let own = host.slots.clone().acquire_owned().await.map_err(|_| FetchOutcome::Cancelled)?;
        // Looked at last: the hold may have come while this one waited.
        host.refuse_while_held(&self.clock)?;
        let everywhere = self.everywhere.clone().acquire_owned().await.map_err(|_| FetchOutcome::Cancelled)?;
        Ok(Slot { _host: own, _everywhere: everywhere })
    }

    fn host(&self, authority: &str) -> Arc<Host> {
        let key = key(authority);
        let mut hosts = locked(&self.hosts);
        if let Some(host) = hosts.known.get(key) {
            return host.clone();
        }
        if hosts.known.len() >= hosts.prune_at {
            let (now, clock_now) = (Instant::now(), self.clock.now());
            hosts.known.retain(|_, host| Arc::strong_count(host) > 1 || host.matters(now, clock_now));
            hosts.prune_at = (hosts.known.len() * 2).max(PRUNE_FROM);
        }
        let slots = if is_one_at_a_time(key) { 1 } else { self.per_host };
        let host = Arc::new(Host {
            slots: Arc::new(Semaphore::new(slots)),
            gate: tokio::sync::Mutex::new(None),
            hold: Mutex::new(None),
            next_page_not_before: Mutex::new(None),
        });
        hosts.known.insert(key.to_owned(), host.clone());
        host
    }

    #[cfg(test)]
    fn hosts_known(&self) -> usize {
        locked(&self.hosts).known.len()
    }
}

const PRUNE_FROM: usize = 1_024;

impl Host {
    fn refuse_while_held(&self, clock: &Clock) -> Result<(), FetchOutcome> {
        match *locked(&self.hold) {
            Some((status, retry_at)) if clock.now() < retry_at => Err(FetchOutcome::RateLimited { status, retry_at }),
            _ => Ok(()),
        }
    }

    /// Something would be forgotten with it. A slot in use needs no look: its permit keeps the semaphore, and one too many requests to
    /// a host whose state was dropped between two of them is the worst that can come.
    fn matters(&self, now: Instant, clock_now: Millis) -> bool {
        locked(&self.next_page_not_before).is_some_and(|at| at > now)
            || locked(&self.hold).is_some_and(|(_, until)| until > clock_now)
            || Arc::strong_count(&self.slots) > 1
    }
}

/// All of reddit is one host, whatever the subdomain.
fn key(authority: &str) -> &str {
    ONE_AT_A_TIME.iter().find(|site| belongs_to(authority, site)).copied().unwrap_or(authority)
}

fn is_one_at_a_time(key: &str) -> bool {
    ONE_AT_A_TIME.contains(&key)
}

fn belongs_to(authority: &str, site: &str) -> bool {
    authority.strip_suffix(site).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// The state behind these locks is valid at every step, so a panic elsewhere does not spoil it.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pace(per_host_concurrency: u32, per_host_spacing_ms: u64, concurrency: u32) -> (Pace, Clock) {
        let settings =
            config::Fetch { per_host_concurrency, per_host_spacing_ms, concurrency, ..config::Fetch::default() };
        let clock = Clock::manual(Millis(1_000_000));
        (Pace::new(&settings, clock.clone()), clock)
    }

    async fn at_once<T>(future: impl Future<Output = T>) -> Option<T> {
        tokio::time::timeout(Duration::from_millis(5), future).await.ok()
    }

    #[tokio::test]
    async fn a_host_has_as_many_places_as_the_settings_say() {
        let (pace, _) = pace(2, 0, 3);
        let one = pace.enter("a.example").await.unwrap();
        let _two = pace.enter("a.example").await.unwrap();
        assert!(at_once(pace.enter("a.example")).await.is_none());
        let _three = pace.enter("b.example").await.unwrap();
        assert!(at_once(pace.enter("c.example")).await.is_none(), "three over all");
        drop(one);
        assert!(at_once(pace.enter("a.example")).await.is_some());
    }

    #[tokio::test]
    async fn a_full_host_does_not_keep_others_waiting() {
        let (pace, _) = pace(1, 0, 2);
        let _one = pace.enter("a.example").await.unwrap();
        let waiting = tokio::join!(at_once(pace.enter("a.example")), at_once(pace.enter("b.example")));
        assert!(waiting.0.is_none() && waiting.1.is_some());
    }

    #[tokio::test]
    async fn pages_of_one_host_keep_their_distance_and_feeds_do_not() {
        let (pace, _) = pace(4, 30, 64);
        let start = Instant::now();
        for _ in 0..3 {
            pace.enter_for_page("a.example", None).await.unwrap();
        }
        assert!(start.elapsed() >= Duration::from_millis(60));
        assert!(pace.wait_for_page("a.example") > Duration::ZERO && pace.wait_for_page("b.example").is_zero());
        assert!(at_once(pace.enter("a.example")).await.is_some(), "a feed");
        assert!(at_once(pace.enter_for_page("b.example", None)).await.is_some());
        let last_page = start.elapsed();
        pace.enter_for_page("a.example", Some(Duration::from_millis(90))).await.unwrap();
        assert!(start.elapsed() - last_page >= Duration::from_millis(80), "crawl-delay counts from the page before");
    }

    #[test]
    fn an_absurd_crawl_delay_is_bounded_and_a_short_one_does_not_undercut_ours() {
        let (pace, _) = pace(4, 1_000, 64);
        let distance = |seconds| pace.distance(Some(Duration::from_secs(seconds))).as_secs();
        assert_eq!((distance(0), distance(7), distance(86_400)), (1, 7, 30));
        assert_eq!(pace.distance(None).as_secs(), 1);
    }

    #[tokio::test]
    async fn who_gives_up_waiting_leaves_no_gap() {
        let (pace, _) = pace(4, 100, 64);
        pace.enter_for_page("a.example", None).await.unwrap();
        let start = Instant::now();
        for _ in 0..5 {
            assert!(at_once(pace.enter_for_page("a.example", None)).await.is_none());
        }
        pace.enter_for_page("a.example", None).await.unwrap();
        assert!(start.elapsed() < Duration::from_millis(400), "{:?}", start.elapsed());
    }

    #[tokio::test]
    async fn reddit_is_one_host_and_one_at_a_time() {
        let (pace, _) = pace(4, 0, 64);
        let _one = pace.enter("www.reddit.com").await.unwrap();
        assert!(at_once(pace.enter("old.reddit.com")).await.is_none());
        let _other = pace.enter("notreddit.com").await.unwrap();
        assert!(at_once(pace.enter("notreddit.com")).await.is_some());
    }

    #[tokio::test]
    async fn a_host_that_asked_for_a_pause_gets_it() {
        let (pace, clock) = pace(4, 0, 64);
        let asked = clock.now().plus(Duration::from_secs(120));
        assert_eq!(pace.hold("a.example", 429, Some(asked)), asked);
        let refused = pace.enter("a.example").await.unwrap_err();
        assert_eq!(refused, FetchOutcome::RateLimited { status: 429, retry_at: asked });
        assert!(pace.enter_for_page("a.example", None).await.is_err());
        assert!(pace.enter("b.example").await.is_ok());
        clock.advance(Duration::from_secs(120));
        assert!(pace.enter("a.example").await.is_ok());
    }

    #[tokio::test]
    async fn hosts_that_no_longer_matter_are_forgotten() {
        let (pace, clock) = pace(2, 1_000, 64);
        let _busy = pace.enter("busy.example").await.unwrap();
        pace.hold("held.example", 503, Some(clock.now().plus(Duration::from_secs(3_600))));
        for n in 0..5_000 {
            pace.enter(&format!("host{n}.example")).await.unwrap();
        }
        assert!(pace.hosts_known() <= 2 * PRUNE_FROM, "{}", pace.hosts_known());
        assert!(pace.enter("held.example").await.is_err(), "the pause is not forgotten");
        let _busy_two = pace.enter("busy.example").await.unwrap();
        assert!(at_once(pace.enter("busy.example")).await.is_none(), "the places in use are not forgotten");
    }
}
