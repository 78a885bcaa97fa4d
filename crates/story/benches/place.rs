//! Placing a report in windows of 1,000, 10,000 and 100,000: median, 99th percentile and reports a second, with vectors and without. Made-up words: a vocabulary in which a word's rank
//! decides how often it comes, events of one to twelve reports, vectors near their event's.

use coranto_core::{Lang, Millis};
use coranto_encode::Vector;
use coranto_story::place::{Report, Settings, Sketch, Stories};
use std::time::{Duration, Instant};

const MEASURED: usize = 1_000;
const DIMENSION: usize = 384;

fn main() {
    println!("{:>10} {:>9} {:>9} {:>9} {:>12}", "window", "vectors", "median", "p99", "reports/s");
    for vectors in [true, false] {
        for size in [1_000, 10_000, 100_000] {
            let mut chance = Chance(7);
            let mut stories = Stories::new(Settings { most_reports: size, ..Settings::default() });
            for number in 0..size {
                stories.place(vec![report(&mut chance, number, vectors)], Millis(number as i64));
            }
            let fresh: Vec<Sketch> = (0..MEASURED).map(|n| report(&mut chance, size + n, vectors)).collect();
            let mut times: Vec<Duration> = fresh
                .into_iter()
                .enumerate()
                .map(|(n, sketch)| {
                    let started = Instant::now();
                    std::hint::black_box(stories.place(vec![sketch], Millis((size + n) as i64)));
                    started.elapsed()
                })
                .collect();
            times.sort();
            let all: Duration = times.iter().sum();
            let ms = |at: usize| format!("{:.2} ms", times[at].as_secs_f64() * 1e3);
            let a_second = MEASURED as f64 / all.as_secs_f64();
            println!("{size:>10} {vectors:>9} {:>9} {:>9} {a_second:>12.0}", ms(MEASURED / 2), ms(MEASURED * 99 / 100));
        }
    }
}

fn report(chance: &mut Chance, number: usize, vector: bool) -> Sketch {
    // An event goes on for some time: its reports stand among those of others.
    let event = (number / 40 * 8 + chance.below(8)) as u64;
    let mut its_words = Chance(event + 1);
    let mut text = |words: usize, of_event: usize| -> String {
        let own = (0..of_event).map(|_| format!("Name{}", its_words.below(200_000)));
        let own: Vec<String> = own.collect();
        (0..words)
            .map(|n| if n % 4 == 0 { own[n / 4 % own.len()].clone() } else { format!("word{}", chance.rank()) } + " ")
            .collect()
    };
    let (title, lead) = (text(10, 3), text(120, 8));
    let at = Some(Millis(number as i64 * 1_000));
    let owner = format!("owner {}", number % 400);
    let report = Report {
        key: number as u64 + 1,
        owner: &owner,
        published: at,
        lang: Some(Lang::EN),
        title: &title,
        lead: &lead,
    };
    let near: Vec<u8> = {
        let mut its = Chance(event + 1);
        (0..DIMENSION).map(|_| (its.below(160) as i64 - 80 + chance.below(80) as i64 - 40) as i8 as u8).collect()
    };
    Sketch::of(&report, vector.then(|| Vector::from_bytes(&near, DIMENSION).ok()).flatten())
}

/// Xorshift: the same numbers in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// Small ranks often: as words come.
    fn rank(&mut self) -> usize {
        let unit = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        (50_000f64.powf(unit)) as usize
    }
}
