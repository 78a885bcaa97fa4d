//! What is known of hosts: their robots.txt, so that a restart does not ask every host again.

use crate::{Db, Result};
use coranto_core::Millis;

#[derive(Debug, Clone, PartialEq)]
pub struct RobotsRow {
    /// host or host:port, with the scheme: "https://a.example"
    pub origin: String,
    /// The file as read (at most 512 KiB); none: the host has none, and all is allowed.
    pub text: Option<String>,
    /// True when the host answered with a server error: nothing is allowed until it is asked again (RFC 9309).
    pub unreachable: bool,
    pub fetched_at: Millis,
}

pub async fn robots(db: &Db, origin: &str) -> Result<Option<RobotsRow>> {
    todo!()
}
pub async fn put_robots(db: &Db, row: &RobotsRow) -> Result<()> {
    todo!()
}
