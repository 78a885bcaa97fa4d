//! Vectors against those of the Python reference in float32 (`training/encoder/minilm.py` writes them).

use coranto_encode::cosine;
use serde::Deserialize;

use crate::{encoder, vector};

/// Of the vector in whole numbers with the reference's. onnxruntime's int8 of the same model comes to 0.999 on these texts.
const LEAST_COSINE: f32 = 0.99;

#[derive(Deserialize)]
struct Answer {
    text: String,
    vector: Vec<f32>,
}

#[test]
fn vectors_are_those_of_the_reference() {
    let answers: Vec<Answer> = serde_json::from_str(include_str!("../golden/minilm-en.json")).unwrap();
    assert!(answers.len() >= 10);
    for answer in &answers {
        let vector = vector(&answer.text, "");
        let dot: f32 = vector.values().iter().zip(&answer.vector).map(|(&a, b)| f32::from(a) * b).sum();
        let lengths: f32 = vector.values().iter().map(|&a| f32::from(a) * f32::from(a)).sum::<f32>().sqrt();
        let cosine = dot / lengths;
        println!("{cosine:.4} {:?}", answer.text);
        assert!(cosine >= LEAST_COSINE, "{cosine} for {:?}", answer.text);
    }
}

#[test]
fn it_works() {
    let bridge = vector(
        "Harbour bridge shut after divers find crack",
        "The northern span has been closed since Tuesday morning.",
    );
    let same = vector(
        "Crack in pier closes city's oldest bridge",
        "Traffic was led through the tunnel after engineers saw the damage.",
    );
    let other = vector("Rovers reach cup final", "The striker scored twice in a 3-1 win over United.");
    assert!(cosine(&bridge, &same) > 0.5, "{}", cosine(&bridge, &same));
    assert!(cosine(&bridge, &other) < 0.3, "{}", cosine(&bridge, &other));
    let about = encoder().identity();
    assert_eq!(
        (about.name.as_str(), about.dimension, about.languages.join(" ").as_str()),
        ("all-MiniLM-L6-v2", 384, "en")
    );
    assert_eq!(about.sha256.len(), 64);
}
