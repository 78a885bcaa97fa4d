//! What is known of hosts: their robots.txt, so that a restart does not ask every host again.

use crate::db::{rd, wr};
use crate::value::{clean, clean_option};
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
    const Q: &str = "SELECT text, unreachable, fetched_at FROM robots WHERE origin = $1";
    let row: Option<(Option<String>, bool, i64)> =
        rd!(db, c => sqlx::query_as(Q).bind(clean(origin)).fetch_optional(c).await?);
    Ok(row.map(|(text, unreachable, fetched_at)| RobotsRow {
        origin: origin.to_owned(),
        text,
        unreachable,
        fetched_at: Millis(fetched_at),
    }))
}

pub async fn put_robots(db: &Db, row: &RobotsRow) -> Result<()> {
    // The newer word counts, whichever of two readers comes last.
    const Q: &str = "INSERT INTO robots (origin, text, unreachable, fetched_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (origin) DO UPDATE SET text = excluded.text, unreachable = excluded.unreachable, fetched_at = excluded.fetched_at
        WHERE excluded.fetched_at >= robots.fetched_at";
    wr!(db, c => sqlx::query(Q).bind(clean(&row.origin)).bind(clean_option(row.text.as_deref()))
        .bind(row.unreachable).bind(row.fetched_at.0).execute(c).await.map(drop)?);
    Ok(())
}
