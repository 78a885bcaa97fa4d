//! Writes crates/story/model/common.txt: `common_terms FOLDER > common.txt`. The folder holds documents as `eval stories` reads them, whose terms are counted,
//! and `ranks.tsv` (language, word, share of documents) for languages of which there are none. How it is made: training/story/README.md.

use coranto_core::Lang;
use coranto_eval::stories::set;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;

/// A term in fewer documents than one in 300 tells something by itself.
const COMMON: f64 = 1.0 / 300.0;
const MOST: usize = 1_500;

fn main() -> anyhow::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_default());
    let mut shares: BTreeMap<Lang, HashMap<String, f64>> = BTreeMap::new();
    let mut documents: BTreeMap<Lang, f64> = BTreeMap::new();
    for document in set::open(&folder)?.iter().flat_map(|stream| &stream.documents) {
        let Some(lang) = document.lang() else { continue };
        *documents.entry(lang).or_default() += 1.0;
        let text = format!("{}\n{}", document.title(), document.lead());
        let terms: HashSet<String> =
            coranto_text::terms(&text, Some(lang)).take(160).map(|term| term.text.into_owned()).collect();
        let counts = shares.entry(lang).or_default();
        terms.into_iter().for_each(|term| *counts.entry(term).or_default() += 1.0);
    }
    for (lang, counts) in &mut shares {
        counts.values_mut().for_each(|count| *count /= documents[lang]);
    }
    for line in std::fs::read_to_string(folder.join("ranks.tsv")).unwrap_or_default().lines() {
        let mut parts = line.split('\t');
        let (Some(lang), Some(word), Some(share)) =
            (parts.next().and_then(Lang::parse), parts.next(), parts.next().and_then(|s| s.parse::<f64>().ok()))
        else {
            continue;
        };
        let counts = shares.entry(lang).or_default();
        // "don't" is told by its parts; each form of a word adds to its stem.
        coranto_text::terms(word, Some(lang))
            .for_each(|term| *counts.entry(term.text.into_owned()).or_default() += share);
    }
    println!(
        "# In how many of 10,000 reports a term stands, by language: what is common tells little, also where few reports are. Made by training/story."
    );
    for (lang, counts) in shares {
        let mut common: Vec<(String, f64)> = counts.into_iter().filter(|(_, share)| *share >= COMMON).collect();
        common.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        common.truncate(MOST);
        println!("= {lang}");
        for (term, share) in common {
            println!("{term} {:.0}", (share * 10_000.0).min(9_000.0));
        }
    }
    Ok(())
}
