//! `coranto eval feeds`: feeds with the expectations that stand in their first comment (feedparser's suite), and plain fixtures that must be read.

use std::path::Path;

/// Reads every feed under `data`, prints the table, writes the answers to `out` as JSON when given.
pub fn run(data: &Path, out: Option<&Path>) -> anyhow::Result<()> {
    let _ = (data, out);
    todo!()
}
