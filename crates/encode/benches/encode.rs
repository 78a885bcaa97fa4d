//! `cargo bench -p coranto-encode`: cutting text into tokens, encoding a batch of 32, holding one vector against 100,000.

use coranto_encode::{Encoder, Table, Text, Vector, cosine};
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// Made-up reports of the usual length: a title of ten words, a lead of some forty.
fn reports(count: usize) -> Vec<(String, String)> {
    let places = ["Harbour City", "Northport", "Eastvale", "Saint Anne", "Kingsbridge", "Lowmarket", "Westhaven"];
    let events = ["bridge", "hospital", "power plant", "airport", "stadium", "court house", "shipyard"];
    (0..count)
        .map(|i| {
            let (place, event) = (places[i % 7], events[(i / 7) % 7]);
            let title = format!("{place} closes its {event} for {} days after inspectors find damage", i % 30 + 2);
            let lead = format!(
                "The {event} in {place} will stay shut until at least the end of the month, officials said on Tuesday, after inspectors found cracks in {} of its {} \
                 supports. Residents were told to use other routes, and the council promised to pay for the repairs.",
                i % 5 + 1,
                i % 11 + 6
            );
            (title, lead)
        })
        .collect()
}

fn texts(reports: &[(String, String)]) -> Vec<Text<'_>> {
    reports.iter().map(|(title, lead)| Text { title, lead }).collect()
}

#[divan::bench]
fn tokenise_32(bencher: Bencher) {
    let (encoder, reports) = (Encoder::bundled().unwrap(), reports(32));
    let texts = texts(&reports);
    let bytes: usize = texts.iter().map(|text| text.title.len() + text.lead.len()).sum();
    bencher
        .counter(ItemsCount::new(32usize))
        .counter(BytesCount::new(bytes))
        .bench_local(|| encoder.count_tokens(black_box(&texts)));
}

#[divan::bench(sample_count = 30)]
fn encode_32(bencher: Bencher) {
    let (encoder, reports) = (Encoder::bundled().unwrap(), reports(32));
    let texts = texts(&reports);
    bencher.counter(ItemsCount::new(32usize)).bench_local(|| encoder.encode(black_box(&texts)));
}

#[divan::bench(sample_count = 30)]
fn encode_1(bencher: Bencher) {
    let (encoder, reports) = (Encoder::bundled().unwrap(), reports(1));
    let texts = texts(&reports);
    bencher.counter(ItemsCount::new(1usize)).bench_local(|| encoder.encode(black_box(&texts)));
}

#[divan::bench(sample_count = 10)]
fn open(bencher: Bencher) {
    bencher.bench_local(|| Encoder::bundled().unwrap());
}

/// Vectors of the model's dimension in all directions.
fn vectors(count: usize) -> Vec<Vector> {
    let mut state = 1u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..count).map(|_| Vector::from_bytes(&(0..384).map(|_| next()).collect::<Vec<_>>(), 384).unwrap()).collect()
}

#[divan::bench]
fn scan_100_000(bencher: Bencher) {
    let vectors = vectors(100_000);
    let mut table = Table::new(384);
    for vector in &vectors {
        table.push(vector);
    }
    bencher.counter(ItemsCount::new(100_000usize)).bench_local(|| table.near(black_box(&vectors[777]), 0.6));
}

#[divan::bench]
fn cosine_of_two(bencher: Bencher) {
    let vectors = vectors(2);
    bencher.bench_local(|| cosine(black_box(&vectors[0]), black_box(&vectors[1])));
}
