//! The pretend internet: made-up publishers in several languages, their feeds and pages with all the clutter of real ones, and a growing list of
//! faults, on one loopback port behind virtual hosts. The test kit and the demonstration are the same world.
//!
//! Deterministic: one seed and one clock give the same bytes. It never reaches outside the machine.

mod answer;
pub mod content;
mod daily;
mod date;
mod faults;
mod feed;
pub mod markup;
pub mod news;
mod page;
mod picture;
mod replay;
mod scale;
mod seed;
mod server;
mod site;
mod sitemap;
pub mod truth;
mod words;

use crate::answer::{Answer, Ask};
pub use crate::daily::Dress;
pub use crate::faults::{ARTICLE, ARTICLE_TITLE, Expected, Fault, Target, faults};
use crate::news::News;
pub use crate::picture::SCENES;
use coranto_core::source::SourceEntry;
use coranto_core::{Clock, Millis};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

/// A world, not yet on a port. Cheap to clone.
#[derive(Debug, Clone)]
pub struct World {
    clock: Clock,
    kind: Kind,
    faults: Arc<faults::Faults>,
}

#[derive(Debug, Clone)]
enum Kind {
    Demo(Arc<site::Site>),
    Scale(Arc<scale::Scale>),
    Daily(Arc<daily::Daily>),
    Replay(Arc<replay::Replay>),
}

impl World {
    /// The made-up news: three days of it that end at `clock`'s now; later reports appear as the clock goes on.
    pub fn demo(clock: Clock) -> World {
        let (news, problems) = News::embedded(clock.now());
        for problem in problems {
            // A test refuses such content; here the rest of the world is worth more than none.
            tracing::error!(problem, "the made-up news has a fault");
        }
        World::of(clock, Kind::Demo(Arc::new(site::Site::new(news))))
    }

    /// `feeds` feeds of `items` items each, for benches: short summaries, a page per item, validators.
    pub fn scale(clock: Clock, feeds: usize, items: usize) -> World {
        let scale = scale::Scale { feeds, items, end: clock.now() };
        World::of(clock, Kind::Scale(Arc::new(scale)))
    }

    /// A paper with so many reports each day for ever, in the dress that its pages wear from an instant on (oldest first): for what is seen over weeks.
    pub fn daily(clock: Clock, a_day: i64, dresses: &[(Millis, Dress)]) -> World {
        World::of(clock, Kind::Daily(Arc::new(daily::Daily { a_day, dresses: dresses.to_vec() })))
    }

    /// Real pages from a folder in the layout of `pages/news2023` (`ground-truth.json`, `html/<id>.html.gz`) under their own host names, a feed per site made from the ground truth.
    pub fn replay(clock: Clock, folder: &Path) -> anyhow::Result<World> {
        let replay = replay::Replay::read(folder, clock.now())?;
        Ok(World::of(clock, Kind::Replay(Arc::new(replay))))
    }

    /// The publishers, as a source list.
    pub fn sources(&self) -> Vec<SourceEntry> {
        match &self.kind {
            Kind::Demo(site) => site.news.sources(),
            Kind::Scale(scale) => scale.sources(),
            Kind::Daily(daily) => daily.sources(),
            Kind::Replay(replay) => replay.sources(),
        }
    }

    /// Serves until the handle is dropped. Requests come in proxy form or with a Host header; unknown hosts answer 502.
    pub async fn start(&self) -> anyhow::Result<Running> {
        server::start(self.clone()).await
    }

    pub fn now(&self) -> Millis {
        self.clock.now()
    }

    fn of(clock: Clock, kind: Kind) -> World {
        World { clock, kind, faults: Arc::default() }
    }

    /// Every world has the faults beside its own hosts.
    async fn answer(&self, ask: &Ask<'_>) -> Option<Answer> {
        if let Some(answer) = self.faults.answer(ask) {
            return Some(answer);
        }
        match &self.kind {
            Kind::Demo(site) => site.answer(ask).await,
            Kind::Scale(scale) => scale.answer(ask),
            Kind::Daily(daily) => daily.answer(ask),
            Kind::Replay(replay) => replay.answer(ask).await,
        }
    }
}

/// A world on a port of the loopback.
#[derive(Debug)]
pub struct Running {
    pub address: SocketAddr,
    counts: server::Counts,
    accepting: tokio::task::JoinHandle<()>,
}

impl Running {
    /// Requests answered so far for a host ("" for all).
    pub fn requests(&self, host: &str) -> u64 {
        self.counts.of(host)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}
