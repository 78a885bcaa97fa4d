//! What is written down as true of the made-up news stands in it.

use crate::basics::NOW;
use coranto_world::truth::{Kind, documents};
use std::collections::BTreeMap;

#[test]
fn every_line_of_the_truth_stands_in_its_report() {
    let (documents, problems) = documents(NOW);
    assert_eq!(problems, Vec::<String>::new());
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for document in &documents {
        let count = counts.entry(document.lang.as_str()).or_default();
        count.0 += document.said.iter().filter(|said| said.kind != Kind::Maybe).count();
        count.1 += document.dates.iter().filter(|date| date.vague.is_some()).count();
    }
    assert_eq!(counts.len(), 6, "{counts:?}");
    assert!(counts.values().all(|(said, dates)| *said >= 60 && *dates >= 20), "{counts:?}");
}

/// The full name of a speaker is one that the report gives.
#[test]
fn every_speaker_stands_in_the_report() {
    let (documents, _) = documents(NOW);
    let lacking: Vec<String> = documents
        .iter()
        .flat_map(|document| {
            let speakers = document.said.iter().filter_map(|said| said.speaker.as_deref());
            let missing = speakers.filter(|speaker| !document.text.to_lowercase().contains(&speaker.to_lowercase()));
            missing.map(|speaker| format!("{}: {speaker}", document.id)).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(lacking, Vec::<String>::new());
}
