//! Everything that was ever seen to go wrong between a reader and a publisher, each on a host of its own: `fault-<name>.example`.
//!
//! To add one: a function in `network`, `feeds` or `pages` that answers as the fault does, and a row in its `ROWS`. Every test that walks
//! [`faults`] then meets it.

mod feeds;
mod network;
mod pages;

use crate::answer::{Answer, Ask};
use std::sync::atomic::{AtomicU64, Ordering};

/// One row of the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Fault {
    /// Lower-case words joined by hyphens, unique.
    pub name: &'static str,
    /// What to ask for it as.
    pub target: Target,
    path: &'static str,
    /// What is wrong, in words.
    pub what: &'static str,
    /// How a good reader takes it.
    pub expected: Expected,
    answer: fn(&Ask<'_>, u64) -> Answer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Feed,
    Page,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Fetching ends with the `FetchOutcome` of this name, within the limits set.
    Outcome(&'static str),
    /// The bytes come, and are refused as a feed for the `FeedRejected` of this kind.
    FeedRefused(&'static str),
    /// The feed is read, at least this many items of it.
    Items(usize),
    /// The page comes, and its body fails the gate of this `BodyRejected` kind.
    BodyRefused(&'static str),
    /// The page is read as an article, all of [`ARTICLE`] in it.
    Article,
    /// The page is read, and its own markup opts out of machine reading.
    MiningMeta,
    /// Read or refused, as long as it is in bounded time and memory and nothing is expanded.
    Bounded,
}

impl Fault {
    pub fn host(&self) -> String {
        format!("fault-{}.example", self.name)
    }

    pub fn address(&self) -> String {
        format!("https://{}{}", self.host(), self.path)
    }
}

/// The text of the article that fault pages carry where they carry one.
pub const ARTICLE: &[&str] = &[
    "The lamp on the eastern mole of Carrowmouth went out on Monday night for the first time in thirty years, and two fishing boats waited outside the harbour until dawn.",
    "A cable under the quay had been cut by a digger in the afternoon, the harbour office said. Nobody noticed until the sun went down, because the lamp is tested only on the first of each month.",
    "According to the register of lights kept by the coast guard, the eastern lamp has failed four times since it was built, twice because of birds and once because of a wedding.",
    "“We saw the town and we saw no door,” said skipper Aled Morne, who spent the night drinking tea with his crew of three. The cable was mended at noon on Tuesday.",
];
/// Its title.
pub const ARTICLE_TITLE: &str = "Harbour lamp goes dark and leaves two boats outside";

/// The whole catalogue.
pub fn faults() -> Vec<Fault> {
    [network::ROWS, feeds::ROWS, pages::ROWS].concat()
}

/// The faults as they stand on the port.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    visits: AtomicU64,
}

impl Faults {
    pub fn answer(&self, ask: &Ask<'_>) -> Option<Answer> {
        let name = ask.host.strip_prefix("fault-")?.strip_suffix(".example")?;
        let rows = [network::ROWS, feeds::ROWS, pages::ROWS];
        let fault = rows.iter().flat_map(|rows| rows.iter()).find(|f| f.name == name)?;
        Some(match ask.path {
            "/robots.txt" => pages::robots(name),
            _ => (fault.answer)(ask, self.visits.fetch_add(1, Ordering::Relaxed)),
        })
    }
}
