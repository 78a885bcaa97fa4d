//! A bug report becomes a folder: `fixtures/pages/<name>/source.html` and what must come out of it in `expected.json`. Only what is named there is held to.
//! `coranto fixture ADDRESS` makes one.

use coranto_page::fixture::{self, Expected};
use std::path::{Path, PathBuf};

fn folders() -> Vec<(String, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pages");
    let paths = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let named: Vec<_> = paths.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), path)).collect();
    assert!(named.len() >= 40, "only {} fixtures were found under {}", named.len(), folder.display());
    named
}

#[test]
fn every_page_in_the_fixtures_is_read_as_expected() {
    let mut faults = Vec::new();
    for (name, folder) in folders() {
        let expected = std::fs::read_to_string(folder.join("expected.json")).unwrap();
        let expected: Expected =
            serde_json::from_str(&expected).unwrap_or_else(|e| panic!("{name}/expected.json: {e}"));
        let html = std::fs::read(folder.join("source.html")).unwrap();
        faults.extend(expected.faults(&html, &super::address()).into_iter().map(|fault| format!("{name}: {fault}")));
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// Every fixture, made into a fixture once more: its words change, what is read in it does not, and the reader of fixtures agrees.
#[test]
fn a_page_made_into_a_fixture_is_read_as_it_was() {
    let (mut alike, mut told, mut count) = (0, Vec::new(), 0);
    for (name, folder) in folders() {
        let html = std::fs::read(folder.join("source.html")).unwrap();
        let made = fixture::make(&html, Some("text/html; charset=utf-8"), &super::address(), true);
        let faults = made.expected.faults(made.source.as_bytes(), &super::address());
        assert!(faults.is_empty(), "{name}: {}", faults.join("\n"));
        let written = serde_json::to_string(&made.expected).unwrap();
        assert_eq!(serde_json::from_str::<Expected>(&written).unwrap(), made.expected);
        for (place, _) in made.source.match_indices("<script") {
            assert!(made.source[place..].starts_with("<script type=\"application/ld+json\">"), "{name}");
        }
        count += 1;
        alike += usize::from(made.differs.is_empty());
        if !made.differs.is_empty() {
            told.push(format!("{name}: {}", made.differs.join("; ")));
        }
    }
    assert!(alike * 10 >= count * 8, "only {alike} of {count} are read as they were:\n{}", told.join("\n"));
}

#[test]
fn nothing_that_a_publisher_wrote_is_left_in_a_fixture() {
    let page = "<!doctype html><html lang=en><head><title>Harbour of Lindmar opens | The Courier</title>\
        <meta property=og:description content='Ferries sail from Lindmar again'><meta property=article:published_time content=2026-11-24T09:30:00Z>\
        <script>track('Lindmar')</script><style>.Lindmar{}</style><script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Harbour of Lindmar opens\",}</script></head>\
        <body><!-- Lindmar --><h1 title=Lindmar>Harbour of Lindmar opens</h1><p>By Ada Quill</p><img src=/img/lindmar-quay.jpg alt='The quay of Lindmar' data-note='Lindmar at dawn'>\
        <p>The harbour of Lindmar opened again after 117 days, and <a href='https://www.kessby.net/lindmar?from=lindmar'>the first ferry</a> left with a brass band.\
        <p>Read more: <p>Advertisement</body>";
    let made = fixture::make(page.as_bytes(), None, &super::address(), true);
    let lower = made.source.to_lowercase();
    for word in ["lindmar", "harbour", "ferry", "quill", "kessby", "quay", "courier", "117"] {
        assert!(!lower.contains(word), "{word} is left in\n{}", made.source);
    }
    for kept in ["2026-11-24T09:30:00Z", "NewsArticle", "Read more", "Advertisement", "<p>By ", ".jpg"] {
        assert!(made.source.contains(kept), "{kept} is lost in\n{}", made.source);
    }
    let kept = fixture::make(page.as_bytes(), None, &super::address(), false);
    assert!(kept.source.contains("The quay of Lindmar") && !kept.source.contains("track("));
    assert_eq!(kept.differs, Vec::<String>::new());
}
