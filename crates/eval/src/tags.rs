//! `coranto eval tags`: hashtags of a stream of articles, as readers would see them: put into stories, read, completed and joined by their stories, and counted by what earns a page.
//!
//! `set` reads the folder, `found` is what a stream's hashtags are.

pub mod found;
pub mod set;

use anyhow::Context;
use comfy_table::Table;
use comfy_table::presets::ASCII_MARKDOWN;
use coranto_core::about::Worth;
use found::Found;
use std::collections::BTreeMap;
use std::path::Path;

/// Three articles of two owners within thirty days.
pub const WORTH: Worth = Worth { articles: 3, owners: 2, window_ms: 30 * 86_400_000 };
/// Of each stream.
const MOST_PRINTED: usize = 200;

/// Reads the folder, prints for each stream how many stories have a hashtag that is worth a page and the most frequent hashtags, writes predictions to `out` when given.
pub fn run(data: &Path, out: Option<&Path>) -> anyhow::Result<()> {
    let mut predictions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for stream in set::open(data)? {
        let found = found::of(&stream);
        print(&stream.name, &found);
        predictions.extend(found.of_article.iter().map(|(id, tags)| (id.clone(), tags.clone())));
    }
    let Some(out) = out else { return Ok(()) };
    std::fs::write(out, serde_json::to_vec_pretty(&predictions)?)
        .with_context(|| format!("{} cannot be written", out.display()))
}

/// The share of stories that have one, and the most frequent.
pub fn print(name: &str, found: &Found) {
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN);
    table.set_header(["", "hashtag", "kind", "articles", "owners"]);
    for (number, tag) in found.tags.iter().take(MOST_PRINTED).enumerate() {
        let cells = [number + 1, tag.articles, tag.owners].map(|count| count.to_string());
        table.add_row([&cells[0], &tag.spelled, tag.kind.as_str(), &cells[1], &cells[2]]);
    }
    println!(
        "{name}: {} articles, {} stories of three or more publishers, {} of them with a hashtag worth a page ({:.1} %); {} hashtags are worth one\n{table}",
        found.articles,
        found.stories,
        found.stories - found.without.len(),
        100.0 * found.share(),
        found.tags.iter().filter(|tag| tag.worthy).count(),
    );
}
