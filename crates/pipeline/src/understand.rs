//! Reports become stories: what has become readable is understood in the order in which it came and put among the reports of the last weeks. What is placed is
//! then read (`reading`): what it is about, who says what.
//!
//! A report that is to be placed is a row (`coranto_store::story`). One holder at a time places, whatever the number of processes. What is decided is written in one
//! transaction, and what it was decided by is built again from those rows: a window that is lost, or that another holder has overtaken, costs time only.

mod model;
mod reading;
mod report;
mod step;
mod sum;
mod window;

use crate::lane::LEASE_MS;
use crate::shared::Shared;
use anyhow::Result;
use coranto_core::{Clock, Millis};
use coranto_store::story::{self, Claim, Job, OldVector};
use coranto_store::subject;
use model::Model;
use report::Understood;
use std::hash::{BuildHasher, Hasher};
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use window::{Building, Window};

/// Reports placed and written together, at most: how long others wait for the writer, and what a kill costs.
const TOGETHER: i64 = 256;
/// A report that was taken so often without a result, at last alone, breaks the program and is put aside.
const MOST_ATTEMPTS: i64 = 10;
/// Old vectors made anew in one go when nothing else is to be done.
const OLD_VECTORS: i64 = 32;
/// Somebody else may have added work.
const LOOK_AGAIN: Duration = Duration::from_secs(5);
/// A driven clock jumps without telling anybody.
const LOOK_AGAIN_MANUAL: Duration = Duration::from_millis(20);

/// What places reports. It keeps the window between turns.
pub(crate) struct Understander {
    /// The name of this holder; nobody else has it.
    holder: String,
    model: Option<Model>,
    window: Option<Window>,
    /// All vectors are of today's model.
    vectors_are_new: bool,
    /// The figures of subjects are by today's settings.
    figures_are_new: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// Something was placed, or read.
    Done,
    /// Nothing is to be done now.
    Nothing,
    /// Another process has the right to place.
    Elsewhere,
}

impl Default for Understander {
    fn default() -> Understander {
        // Each process draws other keys for its hash tables: a name that two will not have in common.
        let holder = std::collections::hash_map::RandomState::new().build_hasher().finish();
        Understander {
            holder: format!("{}-{holder:016x}", std::process::id()),
            model: None,
            window: None,
            vectors_are_new: false,
            figures_are_new: false,
        }
    }
}

/// Places and reads what comes until told to stop. A record that fails is asked again.
pub(crate) async fn run(shared: &Shared, stop: &CancellationToken) {
    let mut understander = shared.understander.lock().await;
    while !stop.is_cancelled() {
        let pause = match understander.both(shared, false).await {
            Ok(Turn::Done) => continue,
            Ok(Turn::Nothing) => match understander.renew_vectors(shared).await {
                Ok(true) => continue,
                Ok(false) => pause(shared).await,
                Err(error) => told(&error),
            },
            Ok(Turn::Elsewhere) => LOOK_AGAIN,
            Err(error) => told(&error),
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
    understander.release(shared).await;
}

fn told(error: &anyhow::Error) -> Duration {
    tracing::error!(%error, "reports could not be put into stories and read; trying again");
    LOOK_AGAIN
}

/// Until the stretch of time is over in which the oldest report waits.
async fn pause(shared: &Shared) -> Duration {
    if matches!(shared.clock, Clock::Manual(_)) {
        return LOOK_AGAIN_MANUAL;
    }
    let next = story::next_turn(&shared.db).await.ok().flatten();
    let over = next.map(|at| Millis((at.0.div_euclid(stretch_ms(shared)) + 1) * stretch_ms(shared)));
    over.map_or(LOOK_AGAIN, |at| at.since(shared.now()).clamp(Duration::from_millis(50), LOOK_AGAIN))
}

/// Places and reads all that waits now, the last minute too. Another process that places is left to it.
pub(crate) async fn drain(shared: &Shared, stop: &CancellationToken) -> Result<()> {
    let mut understander = shared.understander.lock().await;
    while !stop.is_cancelled() && understander.both(shared, true).await? == Turn::Done {}
    understander.release(shared).await;
    Ok(())
}

fn stretch_ms(shared: &Shared) -> i64 {
    i64::try_from(shared.settings.stories.stretch_s.max(1)).unwrap_or(60).saturating_mul(1_000)
}

impl Understander {
    /// Places the next reports, and reads the next of those that are placed.
    async fn both(&mut self, shared: &Shared, eager: bool) -> Result<Turn> {
        let placed = self.turn(shared, eager).await?;
        if placed == Turn::Elsewhere {
            return Ok(Turn::Elsewhere);
        }
        let read = self.read(shared).await?;
        Ok(if read == Turn::Nothing { placed } else { read })
    }

    /// Reads the next articles, if any. Who places reads: two that read the same would do it twice.
    async fn read(&mut self, shared: &Shared) -> Result<Turn> {
        if self.figures_are_new && !subject::waits(&shared.db, coranto_about::VERSION).await? {
            return Ok(Turn::Nothing);
        }
        if self.claim(shared, 0, true).await?.is_none() {
            return Ok(Turn::Elsewhere);
        }
        if !self.figures_are_new {
            subject::settle(&shared.db, &shared.settings.hashtags.worth(), shared.now()).await?;
            self.figures_are_new = true;
        }
        let model = self.model(shared).await.clone();
        Ok(if reading::read_next(shared, &model).await? { Turn::Done } else { Turn::Nothing })
    }

    /// Places the next reports, if any: taken, understood, decided, written.
    async fn turn(&mut self, shared: &Shared, eager: bool) -> Result<Turn> {
        if story::next_turn(&shared.db).await?.is_none() {
            return Ok(Turn::Nothing);
        }
        let model = self.model(shared).await.clone();
        if !self.prepare(shared, &model).await? {
            return Ok(Turn::Elsewhere);
        }
        let Some(claim) = self.claim(shared, TOGETHER, eager).await? else { return Ok(Turn::Elsewhere) };
        if claim.jobs.is_empty() && !claim.stale {
            return Ok(Turn::Nothing);
        }
        // Another holder has placed since: the window is built anew.
        let window = self.window.take().filter(|window| window.revision == claim.revision);
        let Some(mut window) = window else { return Ok(Turn::Done) };
        window.follow_withdrawals(&shared.db).await?;
        let reports = understand(shared, &model, claim.jobs).await;

        let (name, holder) = (model.name(), self.holder.clone());
        let placed = shared.cpu.run(move || {
            let mut step = step::place(&mut window, reports, claim.arrived_at, name.as_deref());
            (step.holder, step.revision) = (holder, claim.revision);
            (window, step)
        });
        // What was decided and is not written must not be remembered: the window is kept only when all went well.
        let Ok((mut window, step)) = placed.await else {
            tracing::error!("placing reports broke; they are tried again");
            return Ok(Turn::Done);
        };
        match story::write(&shared.db, &step, sum::summarise, shared.now()).await? {
            Some(revision) => {
                window.revision = revision;
                self.window = Some(window);
            }
            None => tracing::warn!("another process has placed reports meanwhile; the stories are read again"),
        }
        Ok(Turn::Done)
    }

    async fn model(&mut self, shared: &Shared) -> &Model {
        if self.model.is_none() {
            self.model = Some(Model::open(shared).await);
        }
        self.model.get_or_insert_with(Model::none)
    }

    /// Builds the window if there is none; false when another process has the right to place. Before reports are taken: what takes long must not look as if a
    /// report had killed the program.
    async fn prepare(&mut self, shared: &Shared, model: &Model) -> Result<bool> {
        if self.window.is_some() {
            return Ok(true);
        }
        let Some(claim) = self.claim(shared, 0, true).await? else { return Ok(false) };
        // The next reports count from the oldest that waits: nothing newer than that has left yet.
        let oldest = story::next_turn(&shared.db).await?.map_or(claim.arrived_at, |at| at.min(claim.arrived_at));
        let mut building = Building::begin(shared, claim.revision, oldest).await?;
        while building.next(shared, model).await? {
            // It may take minutes; the right to place is kept meanwhile.
            if self.claim(shared, 0, true).await?.is_none_or(|now| now.revision != claim.revision) {
                return Ok(false);
            }
        }
        self.window = building.done();
        Ok(self.window.is_some())
    }

    async fn claim(&self, shared: &Shared, limit: i64, eager: bool) -> Result<Option<Claim>> {
        let (now, stretch_ms) = (shared.now(), stretch_ms(shared));
        Ok(story::claim(&shared.db, &self.holder, now, LEASE_MS, stretch_ms, limit, eager).await?)
    }

    /// Makes some of the vectors anew that another model made; false when there are none.
    async fn renew_vectors(&mut self, shared: &Shared) -> Result<bool> {
        let model = self.model(shared).await.clone();
        let Some(name) = model.name().filter(|_| !self.vectors_are_new) else { return Ok(false) };
        let old = story::of_other_models(&shared.db, &name, OLD_VECTORS).await?;
        self.vectors_are_new = old.is_empty();
        if old.is_empty() {
            return Ok(false);
        }
        let (keys, articles): (Vec<_>, Vec<_>) = old.iter().map(|old| (old.key.number(), old.article)).unzip();
        // A text that breaks the model has no vector, rather than be in the way of all others.
        let (blank, encoder) = (model.blank(), model.clone());
        let encode = move |old: &[OldVector]| {
            let texts: Vec<(String, String)> =
                old.iter().map(|old| report::title_and_lead(&old.title, &old.said)).collect();
            encoder.encode(&texts)
        };
        let vectors = shared.cpu.run_each(old, encode, move |_| blank.clone()).await;
        let rows: Vec<_> = articles.into_iter().zip(vectors.iter().map(|vector| vector.to_bytes())).collect();
        story::put_vectors(&shared.db, &name, &rows).await?;
        if let Some(window) = &mut self.window {
            keys.into_iter().zip(vectors).for_each(|(key, vector)| window.stories.renew_vector(key, vector));
        }
        Ok(true)
    }

    async fn release(&self, shared: &Shared) {
        if let Err(error) = story::release(&shared.db, &self.holder).await {
            tracing::warn!(%error, "the right to place could not be given back; it runs out");
        }
    }
}

/// Sketches, vectors and fingerprints, a few reports a job of the pool.
async fn understand(shared: &Shared, model: &Model, jobs: Vec<Job>) -> Vec<Understood> {
    const A_JOB: usize = 16;
    let mut jobs = jobs.into_iter().peekable();
    let mut parts = Vec::new();
    while jobs.peek().is_some() {
        let part: Vec<Job> = jobs.by_ref().take(A_JOB).collect();
        parts.push(understand_part(shared, model, part));
    }
    futures_util::future::join_all(parts).await.into_iter().flatten().collect()
}

/// One that breaks a parser is placed by nothing, the others as they are.
async fn understand_part(shared: &Shared, model: &Model, jobs: Vec<Job>) -> Vec<Understood> {
    let model = model.clone();
    shared.cpu.run_each(jobs, move |jobs| report::understand(jobs, &model), Understood::broken).await
}
