//! What the learned decision of the page reader is trained on: every line it decides on, in numbers, beside what the rules alone said of it.

use super::set::{Page, Set};
use anyhow::Context;
use coranto_page::{Model, Options};
use serde::Serialize;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

/// One page a line of the file.
#[derive(Debug, Serialize)]
struct Lines<'p> {
    id: &'p str,
    /// Pages of one site are trained on together or not at all.
    site: String,
    truth: &'p str,
    lines: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Line {
    text: String,
    kept: bool,
    reason: String,
    features: Vec<f32>,
}

/// Writes the lines of every page of `data`; they hold the publishers' texts, so `out` is for working with and not for keeping.
pub fn write(data: &Path, out: &Path, options: &Options) -> anyhow::Result<()> {
    // Without trees the rules decide alone.
    let options = Options { explain: true, model: Some(Arc::new(Model::default())), ..options.clone() };
    let file = std::fs::File::create(out).with_context(|| format!("{} cannot be written", out.display()))?;
    let mut file = std::io::BufWriter::new(file);
    serde_json::to_writer(&mut file, coranto_page::feature_names())?;
    for page in Set::open(data)?.pages {
        let reading = coranto_page::article(&page.html, Some("text/html"), &page.address, &options);
        let lines = reading.why.into_iter().filter(|w| !w.features.is_empty()).map(|why| Line {
            text: why.text,
            kept: why.kept,
            reason: why.reason,
            features: why.features.into_iter().map(|(_, value)| value).collect(),
        });
        let lines = Lines { id: &page.id, site: site(&page), truth: &page.truth.body, lines: lines.collect() };
        writeln!(file)?;
        serde_json::to_writer(&mut file, &lines)?;
    }
    file.flush()?;
    Ok(())
}

/// Whose page it is; of a page without an address that names somebody, the page itself.
pub(super) fn site(page: &Page) -> String {
    let site = page.address.site();
    if site.contains('.') && site != "unknown.example" { site } else { page.id.clone() }
}
