//! Categories of texts of our own, and the layout of anybody's set.

use coranto_eval::categories::{Counts, measure, run, set};

/// What words alone must reach on the headlines of ten languages; a headline alone is little to go by.
const RIGHT: f64 = 0.70;
/// What is shown must be right.
const RIGHT_WHERE_SHOWN: f64 = 0.88;

/// Of 150 leads of our own.
const SECOND_SHOWN: usize = 50;
const SECOND_RIGHT_PERCENT: usize = 88;

#[test]
fn headlines_of_ten_languages_are_told_by_their_words() {
    let sets = set::own_headlines();
    assert_eq!(sets.len(), 10);
    let mut all = Counts::default();
    for set in &sets {
        let counts = measure(set, None);
        assert!(counts.documents >= 20, "{}: {counts:?}", set.name);
        all.documents += counts.documents;
        all.of_all += counts.of_all;
        all.answered += counts.answered;
        all.answered_right += counts.answered_right;
    }
    let share = |part: usize, of: usize| part as f64 / of as f64;
    assert!(share(all.of_all, all.documents) >= RIGHT, "{all:?}");
    assert!(share(all.answered_right, all.answered) >= RIGHT_WHERE_SHOWN, "{all:?}");
    assert!(share(all.answered, all.documents) >= 0.38, "{all:?}");
}

#[test]
fn the_second_level_is_told_in_ten_languages_and_only_where_sure() {
    let set = set::own_leads();
    let encoder = coranto_encode::Encoder::bundled().unwrap();
    let texts: Vec<_> = set.documents.iter().map(|d| coranto_encode::Text { title: &d.title, lead: &d.lead }).collect();
    let vectors: Vec<_> = encoder.encode(&texts).iter().map(|vector| vector.values().to_vec()).collect();
    let counts = measure(&set, Some(&vectors));
    assert_eq!(counts.with_second, 150);
    assert!(counts.second >= SECOND_SHOWN, "{counts:?}");
    assert!(counts.second_right * 100 >= counts.second * SECOND_RIGHT_PERCENT, "{counts:?}");
    assert!(counts.of_all * 100 >= counts.documents * 85, "{counts:?}");
    assert_eq!(measure(&set, None).second, 0, "without a vector nothing below is guessed");
}

#[test]
fn any_folder_of_documents_is_a_set() {
    let folder = tempfile::tempdir().unwrap();
    let documents = concat!(
        r#"{"id": "a", "title": "Striker scores twice in cup final", "lead": "The team won after penalties, the coach said.", "lang": "en", "category": "Sports"}"#,
        "\n",
        r#"{"id": "b", "title": "Central bank cuts interest rates as inflation falls", "text": "Shares rose and investors cheered.", "lang": "en", "category": "business"}"#,
        "\n"
    );
    std::fs::write(folder.path().join("set.jsonl"), documents).unwrap();
    let counts = measure(&set::open(folder.path()).unwrap()[0], None);
    assert_eq!((counts.documents, counts.of_set, counts.of_all), (2, 2, 2));
    let out = folder.path().join("out.json");
    run(folder.path(), Some(&out), None).unwrap();
    let predictions: serde_json::Value = serde_json::from_slice(&std::fs::read(&out).unwrap()).unwrap();
    assert_eq!(predictions["a"]["label"], "Sports");
    assert_eq!(predictions["b"]["topic"], "economy");
    std::fs::write(folder.path().join("set.jsonl"), "{\"id\": 1}\n").unwrap();
    assert!(run(folder.path(), None, None).is_err(), "a line that is no document is said");
}
