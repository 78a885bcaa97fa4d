//! Vectors against those of the Python reference in float32 (`training/encoder` writes them).

use coranto_encode::{Encoder, Text, cosine};
use serde::Deserialize;

use crate::{encoder, vector};

/// Of the vector in whole numbers with the reference's. onnxruntime's int8 of the same model comes to 0.999 on these texts.
const LEAST_COSINE: f32 = 0.99;

#[derive(Deserialize)]
struct Answer {
    text: String,
    vector: Vec<f32>,
}

fn vectors_are_those_of_the_reference(encoder: &Encoder, answers: &str) {
    let answers: Vec<Answer> = serde_json::from_str(answers).unwrap();
    assert!(answers.len() >= 10);
    for answer in &answers {
        let vector = encoder.encode(&[Text { title: &answer.text, lead: "" }]).remove(0);
        let dot: f32 = vector.values().iter().zip(&answer.vector).map(|(&a, b)| f32::from(a) * b).sum();
        let lengths: f32 = vector.values().iter().map(|&a| f32::from(a) * f32::from(a)).sum::<f32>().sqrt();
        let cosine = dot / lengths;
        println!("{cosine:.4} {:?}", answer.text);
        assert!(cosine >= LEAST_COSINE, "{cosine} for {:?}", answer.text);
    }
}

#[test]
fn news_vectors_are_those_of_the_reference() {
    vectors_are_those_of_the_reference(encoder(), include_str!("../golden/news.json"));
}

#[test]
fn minilm_vectors_are_those_of_the_reference() {
    let minilm = Encoder::open(concat!(env!("CARGO_MANIFEST_DIR"), "/model/minilm-en.safetensors")).unwrap();
    vectors_are_those_of_the_reference(&minilm, include_str!("../golden/minilm-en.json"));
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
    let german =
        vector("Hafenbrücke nach Rissfund gesperrt", "Taucher entdeckten am Dienstag den Schaden an einem Pfeiler.");
    let arabic = vector(
        "إغلاق جسر الميناء بعد أن اكتشف غواصون شرخا",
        "أغلق الجزء الشمالي من الجسر صباح الثلاثاء بسبب شرخ في إحدى دعائمه.",
    );
    let alike =
        vector("Mountain bridge swept away by flood", "Two lorries were caught when the river rose on Sunday night.");
    let other = vector("Rovers reach cup final", "The striker scored twice in a 3-1 win over United.");
    for told in [&same, &german, &arabic] {
        let [near, look_alike, far] = [&bridge, &alike, &other].map(|text| cosine(text, told));
        println!("{near} {look_alike} {far}");
        assert!(near > look_alike + 0.05 && near > far + 0.15, "{near} {look_alike} {far}");
    }
    let about = encoder().identity();
    assert_eq!((about.name.as_str(), about.dimension, about.languages.len()), ("coranto-news-1", 384, 14));
    assert_eq!(about.sha256.len(), 64);
}
