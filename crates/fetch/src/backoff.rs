//! When to ask again after failures.

use coranto_core::config;
use std::time::Duration;

/// When to ask again after failure number `failures`: exponential with jitter, within the settings' bounds.
///
/// The first failure waits the shortest interval, each further one twice as long, up to the longest. `seed` (a feed's id) spreads those that
/// failed together, so that a network that comes back is not met by all of them at once; the same seed and count give the same wait.
pub fn back_off(failures: u32, settings: &config::Fetch, seed: u64) -> Duration {
    let shortest = settings.min_interval_s.saturating_mul(1_000);
    let longest = settings.max_interval_s.saturating_mul(1_000).max(shortest);
    let doublings = failures.saturating_sub(1).min(63);
    let base = shortest.saturating_mul(1_u64.checked_shl(doublings).unwrap_or(u64::MAX)).min(longest);
    // A quarter to either side, without leaving the bounds.
    let low = (base - base / 4).max(shortest);
    let high = base.saturating_add(base / 4).min(longest);
    let span = high.saturating_sub(low).saturating_add(1);
    Duration::from_millis(low.saturating_add(mixed(seed, failures) % span).min(longest))
}

/// splitmix64's finaliser: neighbouring ids land far apart.
fn mixed(seed: u64, failures: u32) -> u64 {
    let mut z = seed.wrapping_add(u64::from(failures).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_doubles_from_the_shortest_to_the_longest_interval() {
        let settings = config::Fetch::default();
        let minutes: Vec<u64> = (0..12).map(|failures| back_off(failures, &settings, 7).as_secs() / 60).collect();
        let between = [(5, 7), (5, 7), (7, 13), (15, 25), (30, 50), (60, 100), (120, 200), (240, 400), (480, 800)];
        for (at, (low, high)) in between.into_iter().enumerate() {
            assert!((low..=high).contains(&minutes[at]), "failure {at}: {} minutes", minutes[at]);
        }
        assert!(minutes[11] <= 24 * 60 && minutes[11] >= 18 * 60);
    }

    #[test]
    fn feeds_that_failed_together_come_back_apart() {
        let settings = config::Fetch::default();
        let mut waits: Vec<Duration> = (0..1_000).map(|seed| back_off(4, &settings, seed)).collect();
        waits.sort();
        waits.dedup();
        assert!(waits.len() > 950, "{} different waits", waits.len());
    }

    proptest! {
        #[test]
        fn it_stays_within_the_settings(failures: u32, seed: u64, min in 0..100_000_u64, max: u64) {
            let settings = config::Fetch { min_interval_s: min, max_interval_s: max, ..config::Fetch::default() };
            let wait = back_off(failures, &settings, seed);
            prop_assert!(wait >= Duration::from_secs(min));
            prop_assert!(wait <= Duration::from_millis(max.saturating_mul(1_000).max(min * 1_000)));
            prop_assert_eq!(wait, back_off(failures, &settings, seed));
        }

        #[test]
        fn more_failures_never_wait_much_less(failures in 1..40_u32, seed: u64) {
            let settings = config::Fetch::default();
            let (one, next) = (back_off(failures, &settings, seed), back_off(failures + 1, &settings, seed));
            prop_assert!(next * 4 >= one * 3);
        }
    }
}
