//! How important a story is: a sum of few terms, each of which can be told to a reader in words.
//!
//! Every unit is one doubling: twice as many independent texts, or half of [`HALVES_MS`] later. A story therefore falls as far in an hour as any other does, so the
//! order of two stories stays until one of them is reported again, and a store can keep one number for each, [`Terms::key`], and read the front page off an
//! index. (Cormode et al., "Forward decay: a practical time decay model for streaming systems", 2009.)

use coranto_core::Millis;

/// After this long without a new report a story counts half.
pub const HALVES_MS: i64 = 6 * Millis::HOUR;
/// Owners that began to report this long before the newest report, or later, make a story grow.
pub const GROWS_MS: i64 = 6 * Millis::HOUR;

/// An owner more says less than a text more: several papers of one house may well report on their own, and copies have owners too.
const OWNERS: f64 = 0.5;
const GROWTH: f64 = 0.5;

/// What is counted of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signs {
    /// Independent texts: reports without the copies.
    pub texts: u32,
    pub owners: u32,
    /// Owners whose first report came within [`GROWS_MS`] before the newest one.
    pub growing: u32,
    /// When the newest report was published; a report that is dated ahead was published when it came.
    pub newest: Millis,
}

/// Why a story stands where it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Terms {
    /// Doublings of the number of independent texts.
    pub texts: f64,
    /// Doublings of the number of owners, at half weight.
    pub owners: f64,
    /// Doublings of the number of owners that began to report lately, at half weight.
    pub growth: f64,
    pub newest: Millis,
}

impl Terms {
    pub fn of(signs: Signs) -> Terms {
        let doublings = |count: u32| f64::from(count.max(1)).log2();
        Terms {
            texts: doublings(signs.texts),
            owners: OWNERS * doublings(signs.owners),
            growth: GROWTH * doublings(signs.growing),
            newest: signs.newest,
        }
    }

    /// What it has gathered, whatever the time.
    pub fn weight(&self) -> f64 {
        self.texts + self.owners + self.growth
    }

    /// What it has lost by `now`: 1 for every [`HALVES_MS`] since its newest report. Never less than nothing.
    pub fn age(&self, now: Millis) -> f64 {
        now.0.saturating_sub(self.newest.0).max(0) as f64 / HALVES_MS as f64
    }

    pub fn importance(&self, now: Millis) -> f64 {
        self.weight() - self.age(now)
    }

    /// A number whose order is the order of importance at any later time: to be stored and indexed.
    pub fn key(&self) -> f64 {
        self.weight() + self.newest.0 as f64 / HALVES_MS as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Millis = Millis(1_795_512_600_000);

    fn signs(texts: u32, owners: u32, growing: u32, minutes_ago: i64) -> Signs {
        Signs { texts, owners, growing, newest: Millis(NOW.0 - minutes_ago * Millis::MINUTE) }
    }

    fn importance(signs: Signs) -> f64 {
        Terms::of(signs).importance(NOW)
    }

    #[test]
    fn it_works() {
        let told = Terms::of(signs(8, 4, 2, 0));
        assert_eq!((told.texts, told.owners, told.growth), (3.0, 1.0, 0.5));
        assert_eq!((told.age(NOW), told.age(Millis(NOW.0 + 2 * HALVES_MS))), (0.0, 2.0));
        assert_eq!(told.importance(Millis(NOW.0 + HALVES_MS)), 3.5);
    }

    #[test]
    fn an_editor_would_agree() {
        let order = [
            ("eight papers in two hours", signs(8, 8, 8, 5)),
            ("eight papers in three days, two of them new", signs(8, 8, 2, 5)),
            ("three papers this morning", signs(3, 3, 3, 30)),
            ("eight papers of one house", signs(8, 1, 1, 5)),
            ("one report just now", signs(1, 1, 1, 1)),
            ("eight papers, two days ago", signs(8, 8, 8, 2_900)),
        ];
        for pair in order.windows(2) {
            assert!(importance(pair[0].1) > importance(pair[1].1), "{} before {}", pair[0].0, pair[1].0);
        }
    }

    #[test]
    fn twelve_copies_of_one_text_weigh_less_than_eight_texts_and_more_than_one() {
        assert!(importance(signs(8, 8, 8, 10)) > importance(signs(1, 12, 12, 10)));
        assert!(importance(signs(1, 12, 12, 10)) > importance(signs(1, 1, 1, 10)));
    }

    #[test]
    fn impossible_counts_and_times_give_a_number() {
        for count in [0, 1, u32::MAX] {
            for newest in [i64::MIN, -1, 0, i64::MAX] {
                let told = Terms::of(Signs { texts: count, owners: count, growing: count, newest: Millis(newest) });
                assert!(told.key().is_finite() && told.importance(NOW).is_finite(), "{told:?}");
                assert!(told.importance(NOW) <= told.weight(), "nothing is gained by a date ahead: {told:?}");
            }
        }
    }

    prop_compose! {
        fn any_signs()(texts in 1..500u32, owners in 1..200u32, growing in 1..200u32, ago in 0..20_000i64) -> Signs {
            signs(texts, owners, growing, ago)
        }
    }

    proptest! {
        #[test]
        fn the_order_of_two_stories_is_the_same_at_any_later_time(a in any_signs(), b in any_signs(), later in 0..1_000_000i64) {
            let (a, b) = (Terms::of(a), Terms::of(b));
            let by_key = a.key() - b.key();
            for now in [NOW, Millis(NOW.0 + later * Millis::MINUTE)] {
                let by_importance = a.importance(now) - b.importance(now);
                prop_assert!((by_key - by_importance).abs() < 1e-6, "{by_key} {by_importance}");
            }
        }

        #[test]
        fn more_texts_more_owners_and_newer_reports_never_count_less(s in any_signs(), by in 1..50u32) {
            let base = importance(s);
            let more_texts = importance(Signs { texts: s.texts + by, ..s });
            let more_owners = importance(Signs { owners: s.owners + by, ..s });
            let more_growth = importance(Signs { growing: s.growing + by, ..s });
            let older = importance(Signs { newest: Millis(s.newest.0 - 60_000), ..s });
            prop_assert!(more_texts > base && more_owners > base && more_growth > base && older < base);
        }
    }
}
