//! On a slice of Wikipedia's sentences, where the evaluation data is there: names may not be found worse unseen. Whoever makes them better raises the floors.

use coranto_eval::entities::reported;
use std::path::PathBuf;
use std::process::Command;

/// F1 of exact span and kind.
const FLOORS: [(&str, f64); 9] = [
    ("de", 0.67),
    ("en", 0.67),
    ("es", 0.74),
    ("fr", 0.70),
    ("it", 0.68),
    ("nl", 0.69),
    ("pl", 0.72),
    ("pt", 0.72),
    ("ru", 0.58),
];

#[test]
fn names_of_nine_languages_are_told_as_well_as_they_were() {
    let data = std::env::var_os("CORANTO_DATA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    let archive = data.join("ner.tar.xz");
    let folder = tempfile::tempdir().unwrap();
    let unpacked = Command::new("tar").arg("xJf").arg(&archive).arg("-C").arg(folder.path()).output();
    if !archive.is_file() || !unpacked.is_ok_and(|tar| tar.status.success()) {
        println!("NOT RUN on sentences of Wikipedia: {} is not there, or tar cannot unpack it", archive.display());
        return;
    }
    // Every sixth: a test run has seconds.
    let reported = reported(folder.path(), 6).unwrap();
    println!("{reported:.3?}");
    for (lang, floor) in FLOORS {
        let f1 = reported.iter().find(|(of, ..)| of == lang).map(|(_, f1, _)| *f1).unwrap();
        assert!(f1 >= floor, "{lang}: F1 {f1:.3} is below the floor {floor}");
    }
}
