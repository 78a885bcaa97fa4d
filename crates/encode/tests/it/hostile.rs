//! Any text gets a vector, in bounded time, and the same one every time.

use coranto_encode::{Text, Vector, cosine};
use proptest::prelude::*;

use crate::{encoder, vector};

#[test]
fn texts_without_a_word_are_near_to_nothing() {
    let news = vector("Harbour bridge shut", "");
    for text in ["", " ", "\n\t\u{a0}\u{3000}", "\0\u{fffd}\u{7f}", "\u{200b}\u{200e}\u{feff}"] {
        let empty = vector(text, text);
        assert!(empty.is_empty(), "{text:?}");
        assert_eq!((cosine(&empty, &empty), cosine(&empty, &news)), (0.0, 0.0));
    }
}

#[test]
fn strange_texts_get_vectors() {
    let long = "word".repeat(2_500_000);
    let spaced = " ".repeat(1_000_000) + "bridge";
    let ligatures = "\u{fdfa}".repeat(5_000);
    let broken = String::from_utf16_lossy(&[0xd800, 0x41, 0xdc00, 0xd83d, 0x20, 0xd83d]);
    let marks = "a".to_owned() + &"\u{301}".repeat(3_000);
    for text in [
        &long,
        &spaced,
        &ligatures,
        &broken,
        &marks,
        "\\ud800\\u12",
        "<script>&amp;#x",
        "新聞 خبر новость समाचार news ข่าว 뉴스",
        "🚒👩\u{200d}🚒",
        "\u{10ffff}\u{e000}",
    ] {
        let vectors = encoder().encode(&[
            Text { title: text, lead: "" },
            Text { title: "", lead: text },
            Text { title: text, lead: text },
        ]);
        assert!(vectors.iter().all(|vector| vector.values().len() == encoder().identity().dimension));
    }
    assert!(!vector(&spaced, "").is_empty());
}

#[test]
fn no_texts_no_vectors() {
    assert_eq!(encoder().encode(&[]), Vec::<Vector>::new());
}

#[test]
fn threads_and_neighbours_change_nothing() {
    let texts: Vec<(String, String)> = (0..60)
        .map(|i| (format!("Report {i} on the bridge"), "divers found a crack in the pier ".repeat(i % 9)))
        .collect();
    let texts: Vec<Text> = texts.iter().map(|(title, lead)| Text { title, lead }).collect();
    let together = encoder().encode(&texts);
    std::thread::scope(|scope| {
        for part in [1, 2, 7, 60] {
            let (texts, together) = (&texts, &together);
            scope.spawn(move || {
                let parts: Vec<Vector> = texts.chunks(part).flat_map(|texts| encoder().encode(texts)).collect();
                assert_eq!(&parts, together, "{part} at a time");
            });
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gets_a_vector(title in "\\PC{0,80}|.{0,80}", lead in ".{0,400}") {
        let vectors = encoder().encode(&[Text { title: &title, lead: &lead }]);
        prop_assert_eq!(vectors.len(), 1);
        prop_assert!(vectors[0].is_empty() || (cosine(&vectors[0], &vectors[0]) - 1.0).abs() < 1e-3);
    }
}
