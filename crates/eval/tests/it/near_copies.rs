//! Near-copies on a slice of real texts, where the evaluation data is there, and on texts of our own everywhere.

use coranto_eval::copies::{find, make, plain, score, texts};
use std::path::PathBuf;

/// Texts of our own, no two alike: what is changed in them is known, and every pair is found.
fn own_texts() -> Vec<texts::Text> {
    const WHO: [&str; 8] = [
        "The mayor",
        "A pilot",
        "The harbour master",
        "An engineer",
        "The council",
        "A witness",
        "The union",
        "Her deputy",
    ];
    const DID: [&str; 7] =
        ["counted", "repaired", "refused to pay for", "photographed", "inspected", "sold", "defended"];
    const WHAT: [&str; 9] = [
        "the eastern lock",
        "three barges",
        "a report on silt",
        "the winter timetable",
        "every lamp",
        "a crane",
        "the customs house",
        "the pumps",
        "two boats",
    ];
    let mut chance = make::Chance(7);
    let mut sentence = || {
        let (who, did, what) = (WHO[chance.between(0, 7)], DID[chance.between(0, 6)], WHAT[chance.between(0, 8)]);
        format!(
            "{who} {did} {what} with {} people, {} metres of rope and {} euros.",
            chance.between(2, 99),
            chance.between(100, 999),
            chance.between(1_000, 9_999)
        )
    };
    let mut paragraph = || (0..3).map(|_| sentence()).collect::<Vec<_>>().join(" ");
    (0..72)
        .map(|number| texts::Text {
            title: format!("Report {number}"),
            publisher: format!("paper {number}"),
            paragraphs: (0..6).map(|_| paragraph()).collect(),
        })
        .collect()
}

#[test]
fn copies_of_our_own_texts_are_found() {
    let set = make::set("en", &own_texts());
    let mut wrong = Vec::new();
    let counts = score::scored(&set, &find::pairs(&set.documents), &mut wrong);
    assert_eq!(counts.values().map(|counts| counts.right).sum::<usize>(), 24, "{wrong:?}");
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn a_folder_of_anybodys_documents_is_answered() {
    let set = make::set("en", &own_texts());
    let folder = tempfile::tempdir().unwrap();
    let lines: Vec<String> = set
        .documents
        .iter()
        .map(|document| {
            serde_json::json!({"id": document.id, "title": document.title, "text": document.text, "published_at": null})
                .to_string()
        })
        .collect();
    std::fs::write(folder.path().join("documents.jsonl"), lines.join("\n")).unwrap();
    let pairs = plain::run(folder.path()).unwrap();
    assert_eq!(pairs.len(), set.copies.len());
    std::fs::write(folder.path().join("documents.jsonl"), "{\"id\": 3}\n").unwrap();
    assert!(plain::run(folder.path()).unwrap_err().to_string().contains("line 1"));
}

#[test]
fn copies_of_real_texts_are_found_as_well_as_they_were() {
    let folder = std::env::var_os("CORANTO_DATA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    if !folder.join("stories").is_dir() {
        println!("NOT RUN on real texts: {} is not there (set CORANTO_DATA)", folder.display());
        return;
    }
    let mut texts = texts::of(&folder, "en").unwrap().unwrap();
    texts.truncate(180);
    let set = make::set("en", &texts);
    let mut wrong = Vec::new();
    let counts = score::scored(&set, &find::pairs(&set.documents), &mut wrong);
    let all = counts.values().fold(score::Counts::default(), score::Counts::and);
    assert!(all.f1() >= 0.98, "F1 {:.4} is below the floor: {wrong:?}", all.f1());
}
