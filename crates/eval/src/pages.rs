//! `coranto eval pages`: article pages with their true texts; bags of 4-word shingles, and the fields.

use std::path::Path;

/// Reads every page of the folder (`ground-truth.json`, `html/<id>.html.gz` or `.html`), prints the table, writes predictions to `out` when given.
pub fn run(data: &Path, out: Option<&Path>) -> anyhow::Result<()> {
    let _ = (data, out);
    todo!()
}
