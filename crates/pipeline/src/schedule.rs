//! The two lanes, feeds that are due and pages that wait, and the one that puts into stories what they brought. Everything they know of what is to be done they ask the record.

use crate::lane::{LEASE_MS, Lane, Until, Work};
use crate::poll::{self, Polled};
use crate::read;
use crate::shared::Shared;
use crate::tally::Tally;
use crate::writer::{self, Ended, Pen};
use crate::{Progress, Summary, understand};
use anyhow::Result;
use coranto_core::{Millis, SourceId};
use coranto_store::article::{self, Waiting};
use coranto_store::edit;
use coranto_store::feed::{self, Feed};
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// Polls and reads until told to stop. A record that cannot be written to is waited for.
pub(crate) async fn run(shared: &Arc<Shared>, stop: CancellationToken) -> Result<()> {
    let mut wait = Duration::from_secs(1);
    while !stop.is_cancelled() {
        shared.reload_sources().await?;
        let began = tokio::time::Instant::now();
        match run_until_broken(shared, &stop).await {
            Ok(()) => continue,
            Err(error) => tracing::error!(%error, wait_s = wait.as_secs(), "the record failed; starting again"),
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(wait) => {}
        }
        let held_for_long = began.elapsed() > Duration::from_secs(60);
        wait = if held_for_long { Duration::from_secs(1) } else { (wait * 2).min(Duration::from_secs(60)) };
    }
    Ok(())
}

async fn run_until_broken(shared: &Arc<Shared>, stop: &CancellationToken) -> Result<()> {
    let tally = Arc::new(Tally::default());
    let (pen, writer) = writer::start(shared.clone(), tally);
    // When the writer gives up, the lanes end as they do when the program stops.
    let stop = stop.child_token();
    let driven = {
        let feeds = feed_lane(shared, None, pen.clone());
        let pages = page_lane(shared, None, pen.clone());
        let lanes = async {
            tokio::try_join!(
                feeds.drive(Until::Stopped, &shared.feeds_came, &stop, &|| ()),
                pages.drive(Until::Stopped, &shared.pages_came, &stop, &|| ()),
                async {
                    understand::run(shared, &stop).await;
                    Ok(())
                },
            )
        };
        tokio::pin!(lanes);
        tokio::select! {
            driven = &mut lanes => driven,
            () = pen.closed() => {
                stop.cancel();
                lanes.await
            }
        }
    };
    // The last pen: the writer ends when it has written what it holds.
    drop(pen);
    let written = writer.await;
    shared.memories.save_all(&shared.db, shared.now()).await;
    driven?;
    written??;
    Ok(())
}

/// One round: every feed that is due, then every page that waits and can be read now.
pub(crate) async fn once(
    shared: &Arc<Shared>,
    only: Option<SourceId>,
    progress: &(dyn Fn(Progress) + Send + Sync),
    stop: CancellationToken,
) -> Result<Summary> {
    let tally = Arc::new(Tally::default());
    shared.reload_sources().await?;
    tally.feeds_total.store(feed::count_due(&shared.db, shared.now(), only).await?, Relaxed);
    progress(tally.progress());
    let show = || progress(tally.progress());

    let (pen, writer) = writer::start(shared.clone(), tally.clone());
    let feeds = feed_lane(shared, only, pen);
    let driven = feeds.drive(Until::Empty, &shared.feeds_came, &stop, &show).await;
    drop(feeds);
    // All that was read is in the record before pages are looked for.
    writer.await??;
    driven?;

    read_waiting(shared, only, &tally, &show, &stop).await?;
    Ok(tally.summary(stop.is_cancelled()))
}

/// Every page that waits and can be read now, and no feed.
pub(crate) async fn pages_once(
    shared: &Arc<Shared>,
    only: Option<SourceId>,
    progress: &(dyn Fn(Progress) + Send + Sync),
    stop: CancellationToken,
) -> Result<Summary> {
    let tally = Arc::new(Tally::default());
    shared.reload_sources().await?;
    read_waiting(shared, only, &tally, &|| progress(tally.progress()), &stop).await?;
    Ok(tally.summary(stop.is_cancelled()))
}

async fn read_waiting(
    shared: &Arc<Shared>,
    only: Option<SourceId>,
    tally: &Arc<Tally>,
    show: &(dyn Fn() + Send + Sync),
    stop: &CancellationToken,
) -> Result<()> {
    if shared.settings.read.pages && !stop.is_cancelled() {
        queue_looks(shared).await?;
        tally.pages_total.store(article::count_waiting(&shared.db, shared.now(), only).await?, Relaxed);
        show();
        let (pen, writer) = writer::start(shared.clone(), tally.clone());
        let pages = page_lane(shared, only, pen);
        let driven = pages.drive(Until::Empty, &shared.pages_came, stop, show).await;
        drop(pages);
        shared.memories.save_all(&shared.db, shared.now()).await;
        writer.await??;
        driven?;
    }
    show();
    understand::drain(shared, stop).await
}

struct FeedWork {
    shared: Arc<Shared>,
    only: Option<SourceId>,
    pen: Pen,
}

fn feed_lane(shared: &Arc<Shared>, only: Option<SourceId>, pen: Pen) -> Lane<FeedWork> {
    let settings = &shared.settings.fetch;
    Lane {
        work: Arc::new(FeedWork { shared: shared.clone(), only, pen }),
        clock: shared.clock.clone(),
        slots: settings.concurrency.max(1) as usize,
        per_host: settings.per_host_concurrency.max(1) as usize,
    }
}

impl Work for FeedWork {
    type Job = Feed;

    async fn lease(&self, limit: i64) -> Result<Vec<Feed>> {
        Ok(feed::lease_due(&self.shared.db, self.shared.now(), LEASE_MS, limit, self.only).await?)
    }

    async fn next_at(&self) -> Result<Option<Millis>> {
        Ok(feed::next_due(&self.shared.db).await?)
    }

    fn host(feed: &Feed) -> String {
        feed.address.authority()
    }

    async fn run(&self, feed: Feed) {
        let id = feed.id;
        match poll::poll(&self.shared, feed).await {
            Ok(Polled { record, .. }) if is_cancelled(&record.outcome) => {}
            // A closed channel means that the writer has given up and told why.
            Ok(polled) => drop(self.pen.send(Ended::Poll(Box::new(polled))).await),
            Err(error) => tracing::error!(feed = %id, %error, "the feed could not be polled"),
        }
    }

    async fn give_back(&self, feeds: Vec<Feed>) {
        let ids: Vec<_> = feeds.iter().map(|f| f.id).collect();
        if let Err(error) = feed::give_back(&self.shared.db, &ids).await {
            tracing::warn!(%error, "feeds could not be given back; their leases run out");
        }
    }
}

/// Stopped in the middle: nothing was decided, and the lease gives it to somebody again.
fn is_cancelled(outcome: &feed::PollOutcome) -> bool {
    matches!(outcome, feed::PollOutcome::Fetch { outcome: coranto_core::reason::FetchOutcome::Cancelled })
}

/// Pages put among those that wait at once, when it is time to look whether they were changed.
const LOOKS: i64 = 256;

async fn queue_looks(shared: &Shared) -> Result<()> {
    if shared.settings.read.edit_days > 0 {
        edit::queue_due(&shared.db, shared.now(), LOOKS).await?;
    }
    Ok(())
}

struct PageWork {
    shared: Arc<Shared>,
    only: Option<SourceId>,
    pen: Pen,
}

fn page_lane(shared: &Arc<Shared>, only: Option<SourceId>, pen: Pen) -> Lane<PageWork> {
    Lane {
        work: Arc::new(PageWork { shared: shared.clone(), only, pen }),
        clock: shared.clock.clone(),
        slots: shared.settings.read.page_workers.max(1) as usize,
        per_host: shared.settings.fetch.per_host_concurrency.max(1) as usize,
    }
}

impl Work for PageWork {
    type Job = Waiting;

    async fn lease(&self, limit: i64) -> Result<Vec<Waiting>> {
        if !self.shared.settings.read.pages {
            return Ok(Vec::new());
        }
        queue_looks(&self.shared).await?;
        let per_host = i64::from(self.shared.settings.fetch.per_host_concurrency.max(1));
        Ok(article::lease_waiting(&self.shared.db, self.shared.now(), LEASE_MS, limit, per_host, self.only).await?)
    }

    async fn next_at(&self) -> Result<Option<Millis>> {
        let waiting = article::next_waiting(&self.shared.db).await?;
        let look = if self.shared.settings.read.edit_days > 0 { edit::next_due(&self.shared.db).await? } else { None };
        Ok(match (waiting, look) {
            (Some(waiting), Some(look)) => Some(waiting.min(look)),
            (waiting, look) => waiting.or(look),
        })
    }

    fn host(waiting: &Waiting) -> String {
        waiting.address.authority()
    }

    async fn run(&self, waiting: Waiting) {
        match read::read(&self.shared, &waiting).await {
            Ok(result) => drop(self.pen.send(Ended::Page(waiting.id, Box::new(result))).await),
            Err(error) => tracing::error!(article = %waiting.id, %error, "the page could not be read"),
        }
    }

    async fn give_back(&self, pages: Vec<Waiting>) {
        let ids: Vec<_> = pages.iter().map(|w| w.id).collect();
        if let Err(error) = article::give_back(&self.shared.db, &ids).await {
            tracing::warn!(%error, "pages could not be given back; their leases run out");
        }
    }
}
