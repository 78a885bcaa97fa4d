//! `coranto eval quotes`: quotations and reported speech against attributions that people marked (PolNeAR's layout).
//!
//! `set` is the folder, `score` the measures; both find out for themselves which words stand between marks, not by the rules that are measured. `world` asks the same
//! of the made-up world.

pub mod score;
pub mod set;
pub mod world;

use anyhow::Context;
use comfy_table::Table;
use comfy_table::presets::ASCII_MARKDOWN;
use coranto_core::Lang;
use coranto_text::quotes::{Kind, Quotation, quotations};
use score::{Counts, Score};
use serde_json::{Value, json};
use std::path::Path;

/// Reads every part of the folder, prints a table, writes the quotations of each document to `out` when given.
pub fn run(data: &Path, out: Option<&Path>) -> anyhow::Result<()> {
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN);
    table.set_header([
        "part",
        "texts",
        "exact words: F1 (precision, recall)",
        "speaker right",
        "direct attributions: F1",
        "strict",
        "speaker right",
        "indirect attributions: F1 (precision, recall)",
        "strict",
        "speaker right",
    ]);
    let mut predictions = serde_json::Map::new();
    for part in set::open(data)? {
        let mut score = Score::default();
        for document in &part.documents {
            let found = quotations(&document.text, Some(Lang::EN));
            score.add(document, &found);
            predictions
                .insert(document.id.clone(), found.iter().map(|quotation| shown(&document.text, quotation)).collect());
        }
        let three = |counts: Counts| format!("{:.3} ({:.3}, {:.3})", counts.f1(), counts.precision(), counts.recall());
        table.add_row([
            part.name.clone(),
            part.documents.len().to_string(),
            three(score.exact),
            format!("{:.3} of {}", score.exact_speakers.share(), score.exact_speakers.asked),
            three(score.direct),
            format!("{:.3}", score.direct_strict().f1()),
            format!("{:.3} of {}", score.direct_speakers.share(), score.direct_speakers.asked),
            three(score.indirect),
            format!("{:.3}", score.indirect_strict().f1()),
            format!("{:.3} of {}", score.indirect_speakers.share(), score.indirect_speakers.asked),
        ]);
    }
    println!("{table}");
    if let Some(out) = out {
        std::fs::write(out, serde_json::to_vec_pretty(&predictions)?)
            .with_context(|| format!("{} cannot be written", out.display()))?;
    }
    Ok(())
}

fn shown(text: &str, quotation: &Quotation) -> Value {
    let words = |places: &[std::ops::Range<usize>]| places.iter().map(|place| &text[place.clone()]).collect::<Vec<_>>();
    let kind = match quotation.kind {
        Kind::Direct => "direct",
        Kind::Fragment => "fragment",
        Kind::Indirect => "indirect",
    };
    json!({
        "kind": kind,
        "words": words(&quotation.words),
        "exact": words(&quotation.exact),
        "speaker": quotation.speaker.clone().map(|place| &text[place]),
        "who": quotation.who.clone().map(|place| &text[place]),
        "verb": quotation.verb.clone().map(|place| &text[place]),
    })
}
