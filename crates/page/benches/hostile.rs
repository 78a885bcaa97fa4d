//! How time grows with size on pages made to hurt: each shape at 1, 5 and 20 MB, as milliseconds per MB. A line that rises is a reader that is not linear.
//! `cargo bench -p coranto-page --bench hostile [part of a shape's name]`

use coranto_core::Address;
use coranto_page::Options;
use divan::Bencher;
use divan::counter::BytesCount;

#[path = "../tests/it/shapes.rs"]
mod shapes;

const MB: usize = 1 << 20;

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    println!("{:<42} {:>9} {:>9} {:>9}   20 MB : 1 MB", "ms per MB of page", "1 MB", "5 MB", "20 MB");
    for (name, make) in
        shapes::SHAPES.iter().filter(|(n, _)| wanted.is_empty() || wanted.iter().any(|w| n.contains(w.as_str())))
    {
        let per_mb = [1, 5, 20].map(|mb| milliseconds(&make(mb * MB)) / mb as f64);
        println!(
            "{name:<42} {:>9.2} {:>9.2} {:>9.2}   {:>6.2}",
            per_mb[0],
            per_mb[1],
            per_mb[2],
            per_mb[2] / per_mb[0].max(0.01)
        );
    }
    if wanted.is_empty() {
        divan::main();
    }
}

/// The shortest of some readings: what others do on the machine only ever adds.
fn milliseconds(page: &str) -> f64 {
    let rounds = if page.len() > 4 * MB { 2 } else { 5 };
    (0..rounds)
        .map(|_| {
            let started = std::time::Instant::now();
            read(page);
            started.elapsed().as_secs_f64() * 1_000.0
        })
        .fold(f64::MAX, f64::min)
}

fn read(page: &str) {
    let address = Address::parse("https://courier.example/sea/harbour-opens-again");
    let Ok(address) = address else { return };
    divan::black_box(coranto_page::article(page.as_bytes(), Some("text/html"), &address, &Options::default()));
}

/// All shapes in one, for the sake of a figure that can be followed over time.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn every_shape(bencher: Bencher<'_, '_>) {
    let pages: Vec<String> = shapes::SHAPES.iter().map(|(_, make)| make(MB)).collect();
    bencher
        .counter(BytesCount::new(pages.iter().map(String::len).sum::<usize>()))
        .bench(|| pages.iter().for_each(|p| read(p)));
}
