//! Folds the tables of training/names/people.py into what the program carries: `cargo run -p coranto-names --example make_people -- people.tsv german.txt crates/names/data`.

use coranto_names::making::{is_name, key};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [people, german, out] = arguments.as_slice() else { panic!("usage: make_people PEOPLE GERMAN OUT") };
    let mut counts: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for line in std::fs::read_to_string(people).unwrap().lines() {
        let row: Vec<&str> = line.split('\t').collect();
        let both = counts.entry(key(row[0])).or_default();
        both.0 += row[1].parse::<u64>().unwrap();
        both.1 += row[2].parse::<u64>().unwrap();
    }
    let mut builder = fst::MapBuilder::memory();
    let steps = |count: u64| u64::from((count + 1).ilog2()).min(15);
    for (word, (first, last)) in counts.iter().filter(|(word, _)| !word.is_empty() && !word.contains(' ')) {
        builder.insert(word, steps(*first) << 4 | steps(*last)).unwrap();
    }
    write(out, "people.fst", &builder.into_inner().unwrap());

    let words: BTreeSet<String> = std::fs::read_to_string(german)
        .unwrap()
        .lines()
        .map(key)
        .filter(|word| word.len() > 2 && !is_name(word))
        .collect();
    let set = fst::Set::from_iter(&words).unwrap();
    write(out, "german.fst", set.as_fst().as_bytes());
}

fn write(folder: &str, name: &str, bytes: &[u8]) {
    println!("{name}: {} bytes", bytes.len());
    std::fs::write(Path::new(folder).join(name), bytes).unwrap();
}
