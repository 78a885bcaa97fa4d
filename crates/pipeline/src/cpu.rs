//! The bounded door to the processor: everything that takes longer than a millisecond goes through it, so that the threads of the network never
//! wait for a parser, and a page that makes one panic costs that page only.

use anyhow::{Context, Result};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use tokio::sync::{Semaphore, oneshot};

/// Serialisers and parsers of deep documents recurse; the depth guards keep them far below this.
const STACK_BYTES: usize = 16 << 20;

#[derive(Clone)]
pub(crate) struct Cpu {
    pool: Arc<rayon::ThreadPool>,
    /// Two jobs a thread: one that runs and one that is ready. The rest waits in its own task, without a place in any queue.
    seats: Arc<Semaphore>,
}

/// The work panicked. What it said is in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Panicked;

impl Cpu {
    pub fn new() -> Result<Cpu> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        // One is left to the network, but not where that would be half of the machine: what waits for a socket is let in between anyway.
        let threads = cores.saturating_sub(1).max(cores.min(2));
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .stack_size(STACK_BYTES)
            .thread_name(|n| format!("cpu-{n}"))
            .build()
            .context("the threads for parsing cannot be started")?;
        Ok(Cpu { pool: Arc::new(pool), seats: Arc::new(Semaphore::new(threads * 2)) })
    }

    pub async fn run<T, F>(&self, work: F) -> Result<T, Panicked>
    where
        T: Send + 'static,
        F: FnOnce() -> T + Send + 'static,
    {
        let Ok(seat) = self.seats.clone().acquire_owned().await else { return Err(Panicked) };
        let (answer, result) = oneshot::channel();
        self.pool.spawn(move || {
            let done = catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
                tracing::error!(said = said(panic.as_ref()), "parsing panicked; what was parsed is set aside");
                Panicked
            });
            // The seat is given back by the work, not by who waits for it: a caller that gives up does not let more in.
            drop(seat);
            let _ = answer.send(done);
        });
        result.await.unwrap_or(Err(Panicked))
    }

    /// Work on all of them together; when one of them makes it panic, on each alone, so that it costs that one only: `broken` stands in its place.
    pub async fn run_each<A, B>(
        &self,
        all: Vec<A>,
        work: impl Fn(&[A]) -> Vec<B> + Send + Sync + 'static,
        broken: impl Fn(&A) -> B,
    ) -> Vec<B>
    where
        A: Send + Sync + 'static,
        B: Send + 'static,
    {
        let (all, work) = (Arc::new(all), Arc::new(work));
        let (there, at_work) = (all.clone(), work.clone());
        if let Ok(done) = self.run(move || at_work(&there)).await {
            return done;
        }
        let mut each = Vec::with_capacity(all.len());
        for n in 0..all.len() {
            let (there, at_work) = (all.clone(), work.clone());
            let one = self.run(move || at_work(&there[n..=n])).await;
            each.extend(one.unwrap_or_else(|_| vec![broken(&all[n])]));
        }
        each
    }
}

fn said(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(|s| (*s).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_costs_its_own_work_only() {
        let cpu = Cpu::new().unwrap();
        for _ in 0..20 {
            assert_eq!(cpu.run(|| -> u32 { panic!("a page of thorns") }).await, Err(Panicked));
        }
        assert_eq!(cpu.run(|| 6 * 7).await, Ok(42));
    }

    #[tokio::test]
    async fn one_that_panics_leaves_the_others() {
        let halves = |all: &[u32]| all.iter().map(|n| if n % 2 == 0 { n / 2 } else { panic!("{n} is odd") }).collect();
        let cpu = Cpu::new().unwrap();
        assert_eq!(cpu.run_each(vec![2, 4, 6], halves, |_| 0).await, [1, 2, 3]);
        assert_eq!(cpu.run_each(vec![2, 5, 6], halves, |n| n + 100).await, [1, 105, 3]);
    }

    #[tokio::test]
    async fn work_nobody_waits_for_gives_its_seat_back() {
        let cpu = Cpu::new().unwrap();
        for _ in 0..50 {
            let waiting = cpu.run(|| std::thread::sleep(std::time::Duration::from_micros(50)));
            let _ = tokio::time::timeout(std::time::Duration::from_micros(10), waiting).await;
        }
        assert_eq!(cpu.run(|| 1).await, Ok(1));
    }
}
