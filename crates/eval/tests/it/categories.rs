//! Categories of texts of our own, and the layout of anybody's set.

use coranto_eval::categories::{Counts, measure, run, set};

/// What words alone must reach on the headlines of ten languages; a headline alone is little to go by.
const RIGHT: f64 = 0.70;
/// What is shown must be right.
const RIGHT_WHERE_SHOWN: f64 = 0.88;

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
