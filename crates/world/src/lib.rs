//! The pretend internet: made-up publishers in several languages, their feeds and pages with all the clutter of real ones, and a growing list of
//! faults, on one loopback port behind virtual hosts. The test kit and the demonstration are the same world.
//!
//! Deterministic: one seed and one clock give the same bytes. It never reaches outside the machine.

use coranto_core::source::SourceEntry;
use coranto_core::{Clock, Millis};
use std::net::SocketAddr;
use std::path::Path;

/// A world, not yet on a port. Cheap to clone.
#[derive(Debug, Clone)]
pub struct World {}

impl World {
    /// The made-up news: three days of it that end at `clock`'s now; later reports appear as the clock goes on.
    pub fn demo(clock: Clock) -> World {
        todo!()
    }

    /// `feeds` feeds of `items` items each, for benches: short summaries, a page per item, validators.
    pub fn scale(clock: Clock, feeds: usize, items: usize) -> World {
        todo!()
    }

    /// Real pages from a folder in the layout of `pages/news2023` (`ground-truth.json`, `html/<id>.html.gz`) under their own host names, a feed per site made from the ground truth.
    pub fn replay(clock: Clock, folder: &Path) -> anyhow::Result<World> {
        todo!()
    }

    /// The publishers, as a source list.
    pub fn sources(&self) -> Vec<SourceEntry> {
        todo!()
    }

    /// Serves until the handle is dropped. Requests come in proxy form or with a Host header; unknown hosts answer 502.
    pub async fn start(&self) -> anyhow::Result<Running> {
        todo!()
    }

    pub fn now(&self) -> Millis {
        todo!()
    }
}

/// A world on a port of the loopback.
#[derive(Debug)]
pub struct Running {
    pub address: SocketAddr,
}

impl Running {
    /// Requests answered so far for a host ("" for all).
    pub fn requests(&self, host: &str) -> u64 {
        todo!()
    }
}
