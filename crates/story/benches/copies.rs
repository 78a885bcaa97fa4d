//! What near-copies cost: `cargo bench -p coranto-story --bench copies`. Articles of 500 words.

use coranto_core::{ArticleId, Lang, Millis, SourceId};
use coranto_story::copies::{Fingerprint, Limits, Report, Window};
use divan::{Bencher, counter::ItemsCount};

fn main() {
    divan::main();
}

/// English-looking words by a rule: what is measured is hashing and looking up, not language.
fn article(number: u64) -> String {
    const STARTS: [&str; 16] = [
        "har", "bri", "lin", "mar", "ferr", "coun", "vot", "dredg", "sail", "tor", "win", "bel", "gra", "pol", "tra",
        "sho",
    ];
    const ENDS: [&str; 12] = ["bour", "dge", "ing", "ket", "y", "cil", "ed", "or", "ter", "ment", "s", "al"];
    let mut bits = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = |most: usize| {
        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        (bits >> 20) as usize % most
    };
    let mut text = String::new();
    for word in 0..500 {
        let (start, end) = (STARTS[next(16)], ENDS[next(12)]);
        text.push_str(start);
        text.push_str(end);
        text.push_str(if word % 18 == 17 { ". The " } else { " " });
    }
    text
}

fn report(number: u64) -> Report {
    Report {
        id: ArticleId(number as i64),
        publisher: SourceId((number % 1_000) as i64),
        title: format!("Headline {number}"),
        published: None,
        seen: Millis(1_790_000_000_000 + number as i64 * 1_000),
        fingerprint: Fingerprint::of(&article(number), Some(Lang::EN)).unwrap(),
    }
}

fn window(reports: u64) -> Window {
    let mut window = Window::new(Limits::default());
    (0..reports).for_each(|number| window.insert(report(number)));
    window
}

#[divan::bench]
fn fingerprint(bencher: Bencher) {
    let text = article(7);
    bencher.counter(ItemsCount::new(1_usize)).bench(|| Fingerprint::of(&text, Some(Lang::EN)));
}

#[divan::bench]
fn fingerprint_of_arabic(bencher: Bencher) {
    let text =
        "قالت الوزيرة إن الجسر سيبقى مغلقا حتى تنتهي لجنة التحقيق من الاستماع إلى جميع الشهود في الميناء. ".repeat(29);
    bencher.counter(ItemsCount::new(1_usize)).bench(|| Fingerprint::of(&text, Some(Lang::AR)));
}

/// A new report comes, is compared and taken in.
#[divan::bench(args = [10_000, 100_000], sample_count = 20, sample_size = 200)]
fn insert(bencher: Bencher, size: u64) {
    let mut window = window(size);
    let mut number = size;
    bencher
        .counter(ItemsCount::new(1_usize))
        .with_inputs(|| {
            number += 1;
            report(number)
        })
        .bench_local_values(|report| window.insert(report));
}

/// Text to lineage: everything an article costs, in a window of 100,000.
#[divan::bench(sample_count = 20, sample_size = 200)]
fn whole(bencher: Bencher) {
    let mut window = window(100_000);
    let mut number = 100_000;
    bencher
        .counter(ItemsCount::new(1_usize))
        .with_inputs(|| {
            number += 1;
            (number, article(number))
        })
        .bench_local_values(|(number, text)| {
            let fingerprint = Fingerprint::of(&text, Some(Lang::EN)).unwrap();
            let (id, seen) = (ArticleId(number as i64), Millis(1_790_000_000_000 + number as i64 * 1_000));
            window.insert(Report {
                id,
                publisher: SourceId(1),
                title: String::new(),
                published: None,
                seen,
                fingerprint,
            });
            window.lineage(id)
        });
}

/// The same wire text in every paper of the window.
#[divan::bench(sample_count = 20, sample_size = 50)]
fn insert_one_text_of_all(bencher: Bencher) {
    let mut window = Window::new(Limits::default());
    let same = report(1);
    let mut number = 0;
    let mut next = || {
        number += 1;
        Report {
            id: ArticleId(number),
            publisher: SourceId(number),
            seen: Millis(same.seen.0 + number),
            ..same.clone()
        }
    };
    (0..20_000).for_each(|_| window.insert(next()));
    bencher.counter(ItemsCount::new(1_usize)).with_inputs(next).bench_local_values(|report| window.insert(report));
}
