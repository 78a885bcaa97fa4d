//! What telling two wordings apart costs: `cargo bench -p coranto-text --bench edits`.

use coranto_text::edits::diff;
use divan::{Bencher, counter::ItemsCount};

fn main() {
    divan::main();
}

/// So many words in paragraphs of sixty, by a little generator: real sentences repeat words as these do.
fn article(words: usize, seed: u64) -> String {
    let mut state = seed;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut text = String::new();
    for n in 0..words {
        let rank = next(40) * next(40);
        text.push_str(&format!("word{rank}"));
        text.push_str(if n % 60 == 59 {
            ".\n"
        } else if n % 15 == 14 {
            ". "
        } else {
            " "
        });
    }
    text
}

/// As publishers do: a word here, a sentence there, a paragraph gone.
fn edited(text: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines.remove(lines.len() / 2);
    lines[3] = lines[3].replacen(' ', " indeed ", 1);
    lines[9].push_str(" A sentence was added at the end of this one.");
    lines.join("\n")
}

#[divan::bench]
fn article_of_2000_words(bencher: Bencher) {
    let old = article(2_000, 7);
    let new = edited(&old);
    bencher.counter(ItemsCount::new(1_usize)).bench(|| diff(&old, &new));
}

#[divan::bench(sample_count = 5)]
fn two_unrelated_megabytes(bencher: Bencher) {
    let (old, new) = (article(160_000, 7), article(160_000, 8));
    bencher.bench(|| diff(&old, &new));
}

#[divan::bench(sample_count = 5)]
fn two_unrelated_megabytes_on_one_line(bencher: Bencher) {
    let (old, new) = (article(160_000, 7).replace('\n', " "), article(160_000, 8).replace('\n', " "));
    bencher.bench(|| diff(&old, &new));
}

#[divan::bench(sample_count = 5)]
fn ten_thousand_equal_words(bencher: Bencher) {
    let (old, new) = ("again ".repeat(10_000), "again ".repeat(10_003) + "and " + &"again ".repeat(700));
    bencher.bench(|| diff(&old, &new));
}

#[divan::bench(sample_count = 5)]
fn ten_thousand_lines_of_two_words(bencher: Bencher) {
    let (old, new) = (article(20_000, 1).replace(' ', "\n"), article(20_000, 2).replace(' ', "\n"));
    bencher.bench(|| diff(&old, &new));
}
