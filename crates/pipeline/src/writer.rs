//! The one task that writes. Many polls and pages are under way at once; what they bring is written in few, large transactions, because a transaction
//! costs far more than a row.

use crate::edits;
use crate::poll::Polled;
use crate::shared::Shared;
use crate::tally::Tally;
use anyhow::{Result, bail};
use coranto_core::ArticleId;
use coranto_core::reason::FeedRejected;
use coranto_store::article::{self, Batch, PageResult};
use coranto_store::feed::{self, PollOutcome, PollRecord};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;

/// Ends of work waiting to be written; whoever brings more waits.
const QUEUE: usize = 128;
/// Items a transaction holds at most, before it closes: what is held in memory, and how long others wait for the writer.
const ITEMS: usize = 4_000;

#[derive(Debug)]
pub(crate) enum Ended {
    Poll(Box<Polled>),
    Page(ArticleId, Box<PageResult>),
}

pub(crate) type Pen = mpsc::Sender<Ended>;

/// Starts the writer. It ends when all pens are dropped and all is written; its error is the record's.
pub(crate) fn start(shared: Arc<Shared>, tally: Arc<Tally>) -> (Pen, tokio::task::JoinHandle<Result<()>>) {
    let (pen, ended) = mpsc::channel(QUEUE);
    (pen, tokio::spawn(write_all(shared, tally, ended)))
}

async fn write_all(shared: Arc<Shared>, tally: Arc<Tally>, mut ended: mpsc::Receiver<Ended>) -> Result<()> {
    let mut taken = Vec::with_capacity(QUEUE);
    while ended.recv_many(&mut taken, QUEUE).await > 0 {
        let (mut brought, mut unchanged, mut pages) = (Vec::new(), Vec::new(), Vec::new());
        let mut items = 0;
        for end in taken.drain(..) {
            match end {
                Ended::Page(id, result) => pages.push((id, *result)),
                Ended::Poll(polled) if polled.items.is_empty() => unchanged.push(polled.record),
                Ended::Poll(polled) => {
                    items += polled.items.len();
                    let Polled { source_id, record, items } = *polled;
                    brought.push(Batch { source_id, poll: record, items });
                }
            }
            if items >= ITEMS {
                write_items(&shared, &tally, std::mem::take(&mut brought)).await?;
                items = 0;
            }
        }
        write_items(&shared, &tally, brought).await?;
        write_polls(&shared, &tally, unchanged).await?;
        write_pages(&shared, &tally, pages).await?;
    }
    Ok(())
}

async fn write_items(shared: &Shared, tally: &Tally, batches: Vec<Batch>) -> Result<()> {
    if batches.is_empty() {
        return Ok(());
    }
    match patiently(|| ingest(shared, &batches)).await {
        Ok(new) => {
            for (batch, new) in batches.iter().zip(&new) {
                tally.poll(&batch.poll.outcome, *new);
            }
            if new.iter().any(|n| *n > 0) {
                shared.pages_came.notify_one();
            }
            Ok(())
        }
        Err(error) if batches.len() > 1 => {
            // One of them may hold what the database refuses: each alone, so that it does not take the others with it.
            tracing::error!(%error, feeds = batches.len(), "polls could not be written together; each is written alone");
            let mut written = 0;
            for batch in batches {
                written += u32::from(write_alone(shared, tally, batch).await);
            }
            if written == 0 { bail!("the record takes nothing more: {error}") } else { Ok(()) }
        }
        Err(error) => {
            let only = batches.into_iter().next();
            match only {
                Some(batch) if refuse(shared, tally, &batch, &error).await => Ok(()),
                _ => bail!("the record takes nothing more: {error}"),
            }
        }
    }
}

async fn ingest(shared: &Shared, batches: &[Batch]) -> Result<Vec<u32>, coranto_store::StoreError> {
    article::ingest_judged(&shared.db, batches, coranto_page::POLICY, edits::of_item, shared.now()).await
}

async fn write_alone(shared: &Shared, tally: &Tally, batch: Batch) -> bool {
    match ingest(shared, std::slice::from_ref(&batch)).await {
        Ok(new) => {
            tally.poll(&batch.poll.outcome, new.first().copied().unwrap_or(0));
            shared.pages_came.notify_one();
            true
        }
        Err(error) => refuse(shared, tally, &batch, &error).await,
    }
}

/// Notes that the items of a feed cannot be stored: our fault, and the operator shall see it.
async fn refuse(shared: &Shared, tally: &Tally, batch: &Batch, error: &coranto_store::StoreError) -> bool {
    tracing::error!(feed = %batch.poll.feed_id, %error, "the items of this feed cannot be stored");
    let poll = &batch.poll;
    let failures = poll.failures.saturating_add(1);
    let times = u32::try_from(failures).unwrap_or(u32::MAX);
    let seed = poll.feed_id.0.unsigned_abs();
    let record = PollRecord {
        outcome: PollOutcome::Feed { rejected: FeedRejected::Panicked },
        failures,
        body_hash: None,
        etag: None,
        last_modified: None,
        validators_since: None,
        new_address: None,
        next_due_at: crate::rhythm::after_failure(poll.at, times, None, &shared.settings.fetch, seed),
        ..poll.clone()
    };
    let noted = feed::record(&shared.db, std::slice::from_ref(&record)).await.is_ok();
    if noted {
        tally.poll(&record.outcome, 0);
    }
    noted
}

async fn write_polls(shared: &Shared, tally: &Tally, polls: Vec<PollRecord>) -> Result<()> {
    if polls.is_empty() {
        return Ok(());
    }
    patiently(|| feed::record(&shared.db, &polls)).await?;
    for poll in &polls {
        tally.poll(&poll.outcome, 0);
    }
    Ok(())
}

async fn write_pages(shared: &Shared, tally: &Tally, pages: Vec<(ArticleId, PageResult)>) -> Result<()> {
    if pages.is_empty() {
        return Ok(());
    }
    let error = match patiently(|| article::finish(&shared.db, &pages, shared.now())).await {
        Ok(sources) => {
            for (_, result) in &pages {
                tally.page(result);
            }
            crate::drift::watch(shared, &sources).await;
            return Ok(());
        }
        Err(error) => error,
    };
    tracing::error!(%error, pages = pages.len(), "pages could not be written together; each is written alone");
    let mut written = 0;
    for page in &pages {
        match article::finish(&shared.db, std::slice::from_ref(page), shared.now()).await {
            Ok(sources) => {
                written += 1;
                tally.page(&page.1);
                crate::drift::watch(shared, &sources).await;
            }
            // Its lease runs out and it is read once more.
            Err(error) => tracing::error!(article = %page.0, %error, "this page cannot be stored"),
        }
    }
    if written == 0 {
        bail!("the record takes nothing more: {error}");
    }
    Ok(())
}

/// A busy database is asked again for a while: a backup, a vacuum, a restart of PostgreSQL pass.
async fn patiently<T, E, W>(mut write: impl FnMut() -> W) -> Result<T, E>
where
    W: Future<Output = Result<T, E>>,
    E: std::fmt::Display,
{
    let mut wait = Duration::from_millis(50);
    for _ in 0..3 {
        match write().await {
            Ok(done) => return Ok(done),
            Err(error) => tracing::warn!(%error, "writing failed; trying again"),
        }
        tokio::time::sleep(wait).await;
        wait *= 4;
    }
    write().await
}
