//! A lane keeps a bounded number of jobs under way, no host having more than its share of them. What it holds is leased from the record and nothing
//! else: dropped, it is given to somebody again when the lease runs out.

use coranto_core::{Clock, Millis};
use futures_util::FutureExt;
use std::collections::{HashMap, VecDeque};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// How long a lease lasts: longer than any single job, shorter than anybody's patience after a crash.
pub(crate) const LEASE_MS: i64 = 5 * Millis::MINUTE;
/// What is under way when the program is told to stop has so long to end.
const GRACE: Duration = Duration::from_secs(5);
/// Somebody else (another process) may have added work.
const LOOK_AGAIN: Duration = Duration::from_secs(5);
/// A driven clock jumps without telling anybody.
const LOOK_AGAIN_MANUAL: Duration = Duration::from_millis(20);

/// A kind of job.
pub(crate) trait Work: Send + Sync + 'static {
    type Job: Send + 'static;

    /// Leases up to `limit` jobs that can be done now.
    fn lease(&self, limit: i64) -> impl Future<Output = anyhow::Result<Vec<Self::Job>>> + Send;
    /// When there will be something to lease, if that is known.
    fn next_at(&self) -> impl Future<Output = anyhow::Result<Option<Millis>>> + Send;
    fn host(job: &Self::Job) -> String;
    /// Does it, and hands the result to the writer.
    fn run(&self, job: Self::Job) -> impl Future<Output = ()> + Send;
    /// Jobs that were leased and will not be started.
    fn give_back(&self, jobs: Vec<Self::Job>) -> impl Future<Output = ()> + Send;
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Until {
    /// Nothing is left that can be done now.
    Empty,
    Stopped,
}

pub(crate) struct Lane<W: Work> {
    pub work: Arc<W>,
    pub clock: Clock,
    pub slots: usize,
    pub per_host: usize,
}

struct Held<J> {
    job: J,
    host: Arc<str>,
    until: Millis,
}

impl<W: Work> Lane<W> {
    /// Works until there is nothing left or it is told to stop; `after_each` is called whenever a job has ended.
    pub async fn drive(
        &self,
        until: Until,
        wake: &Notify,
        stop: &CancellationToken,
        after_each: &(dyn Fn() + Send + Sync),
    ) -> anyhow::Result<()> {
        let mut held: VecDeque<Held<W::Job>> = VecDeque::new();
        let mut busy: HashMap<Arc<str>, usize> = HashMap::new();
        let mut running: JoinSet<Arc<str>> = JoinSet::new();
        let mut look_at = Instant::now();
        let cap = self.slots * 2;
        while !stop.is_cancelled() {
            while running.len() < self.slots
                && let Some(next) = self.next_startable(&mut held, &busy)
            {
                *busy.entry(next.host.clone()).or_default() += 1;
                let work = self.work.clone();
                running.spawn(async move {
                    // What parses is behind the door of the processor; should a job panic all the same, its host gets its place back.
                    if AssertUnwindSafe(work.run(next.job)).catch_unwind().await.is_err() {
                        tracing::error!(host = %next.host, "a job panicked; it is done again when its lease runs out");
                    }
                    next.host
                });
            }
            if running.len() < self.slots && held.len() < cap && Instant::now() >= look_at {
                let wanted = i64::try_from(cap - held.len()).unwrap_or(1);
                let lease_until = Millis(self.clock.now().0 + LEASE_MS);
                let leased = self.lease(until, wanted).await?;
                if leased.is_empty() {
                    look_at = Instant::now() + self.pause(until).await;
                } else {
                    held.extend(leased.into_iter().map(|job| {
                        let host = Arc::from(W::host(&job));
                        Held { job, host, until: lease_until }
                    }));
                    continue;
                }
            }
            if until == Until::Empty && running.is_empty() && held.is_empty() {
                break;
            }
            // With every slot taken or no room for more, only the end of a job changes anything.
            let may_look = running.len() < self.slots && held.len() < cap;
            tokio::select! {
                () = stop.cancelled() => {}
                Some(ended) = running.join_next(), if !running.is_empty() => {
                    settle(&mut busy, ended);
                    while let Some(ended) = running.try_join_next() {
                        settle(&mut busy, ended);
                    }
                    after_each();
                }
                () = wake.notified(), if until == Until::Stopped => look_at = Instant::now(),
                () = tokio::time::sleep_until(look_at), if may_look => {}
            }
        }
        self.wind_up(held, running, after_each).await;
        Ok(())
    }

    /// A record that fails ends a single round; a program that runs for months waits for it to come back.
    async fn lease(&self, until: Until, limit: i64) -> anyhow::Result<Vec<W::Job>> {
        match self.work.lease(limit).await {
            Err(error) if until == Until::Stopped => {
                tracing::error!(%error, "no work can be had from the record; trying again");
                Ok(Vec::new())
            }
            other => other,
        }
    }

    async fn pause(&self, until: Until) -> Duration {
        if until == Until::Empty {
            // What is leased to us is all there is; jobs under way end the round.
            return Duration::from_secs(1);
        }
        if matches!(self.clock, Clock::Manual(_)) {
            return LOOK_AGAIN_MANUAL;
        }
        let next = self.work.next_at().await.ok().flatten();
        next.map_or(LOOK_AGAIN, |at| at.since(self.clock.now()).clamp(Duration::from_millis(50), LOOK_AGAIN))
    }

    /// The first held job whose host has a place free. One whose lease has run out belongs to somebody else by now.
    fn next_startable(
        &self,
        held: &mut VecDeque<Held<W::Job>>,
        busy: &HashMap<Arc<str>, usize>,
    ) -> Option<Held<W::Job>> {
        if held.is_empty() {
            return None;
        }
        let now = self.clock.now();
        held.retain(|h| h.until > now);
        let at = held.iter().position(|h| busy.get(&h.host).is_none_or(|n| *n < self.per_host))?;
        held.remove(at)
    }

    async fn wind_up(
        &self,
        held: VecDeque<Held<W::Job>>,
        mut running: JoinSet<Arc<str>>,
        after_each: &(dyn Fn() + Send + Sync),
    ) {
        if !held.is_empty() {
            self.work.give_back(held.into_iter().map(|h| h.job).collect()).await;
        }
        let ended = tokio::time::timeout(GRACE, async {
            while running.join_next().await.is_some() {
                after_each();
            }
        });
        if ended.await.is_err() {
            tracing::info!(
                jobs = running.len(),
                "stopped with work under way; it is done again when its lease runs out"
            );
            running.shutdown().await;
        }
    }
}

fn settle(busy: &mut HashMap<Arc<str>, usize>, ended: Result<Arc<str>, tokio::task::JoinError>) {
    let Ok(host) = ended else { return };
    if let Some(n) = busy.get_mut(&host) {
        *n = n.saturating_sub(1);
        if *n == 0 {
            busy.remove(&host);
        }
    }
}
