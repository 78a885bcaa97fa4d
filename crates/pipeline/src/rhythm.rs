//! When a feed is asked again. Pure: what was heard of it goes in, an instant comes out.
//!
//! The rule is conduct's: max(the feed's own wish, how long the answer is fresh, the feed's own rhythm), within the settings' bounds.

use coranto_core::config;
use coranto_core::{Millis, Stamp};
use std::time::Duration;

/// A feed of which nothing is known yet.
const FIRST_INTERVAL_MS: i64 = 30 * Millis::MINUTE;
/// A server may ask for patience, but not for ever: 7 days.
const LONGEST_RETRY_AFTER_MS: i64 = 7 * Millis::DAY;
/// Some servers answer 304 for ever: their validators are not used longer than this.
pub(crate) const VALIDATORS_LAST_MS: i64 = 8 * Millis::DAY;

/// What the publisher wishes, as its last readable document said.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Wishes {
    /// From `<ttl>` or the syndication module.
    pub ttl_minutes: Option<u32>,
    /// Hours (UTC) and days (0 = Monday) in which it asks not to be polled.
    pub skip_hours: Vec<u8>,
    pub skip_days: Vec<u8>,
}

/// What is known of a feed when a poll has ended well.
#[derive(Debug, Clone)]
pub(crate) struct Heard<'a> {
    pub now: Millis,
    pub previous_interval_ms: i64,
    /// From Cache-Control or Expires.
    pub fresh_for: Option<Duration>,
    pub wishes: &'a Wishes,
    /// When its items were published, in any order; empty when nothing was read.
    pub published: &'a [Millis],
    pub last_new_at: Option<Millis>,
    /// Chance comes from outside, so that the same poll always gives the same answer.
    pub seed: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NextPoll {
    pub at: Millis,
    pub interval_ms: i64,
}

pub(crate) fn after_success(heard: &Heard<'_>, settings: &config::Fetch) -> NextPoll {
    let bounds = Bounds::of(settings);
    let ttl = heard.wishes.ttl_minutes.map_or(0, |m| i64::from(m) * Millis::MINUTE);
    let fresh = heard.fresh_for.map_or(0, |d| i64::try_from(d.as_millis()).unwrap_or(i64::MAX));
    let interval_ms = bounds.clamp(own_rhythm(heard).max(ttl).max(fresh));
    // Only ever later, so that no wish is cut short; never past the longest interval.
    let wait = bounds.clamp(interval_ms + share(interval_ms / 10, heard.seed));
    let at = outside_skipped(Millis(heard.now.0.saturating_add(wait)), heard.wishes);
    NextPoll { at, interval_ms }
}

/// After a failure: exponential with jitter; later when the server named an instant.
pub(crate) fn after_failure(
    now: Millis,
    failures: u32,
    retry_at: Option<Millis>,
    settings: &config::Fetch,
    seed: u64,
) -> Millis {
    let own = now.plus(coranto_fetch::back_off(failures, settings, seed));
    let Some(asked) = retry_at else { return own };
    let wait = asked.0.saturating_sub(now.0).clamp(0, LONGEST_RETRY_AFTER_MS);
    // Everybody it turned away has the same instant: not all at once, please.
    own.max(Millis(now.0.saturating_add(wait + share(wait / 20 + Millis::SECOND, seed))))
}

/// How long the feed lets pass between two items, halved; and a tenth of its present silence, so that one that sleeps is left to sleep.
fn own_rhythm(heard: &Heard<'_>) -> i64 {
    let previous = if heard.previous_interval_ms > 0 { heard.previous_interval_ms } else { FIRST_INTERVAL_MS };
    if heard.published.is_empty() {
        // Nothing to learn from: wait longer from time to time, but not far beyond what its silence warrants.
        let silence = heard.last_new_at.map_or(previous.saturating_mul(2), |at| heard.now.0.saturating_sub(at.0) / 10);
        return previous.max(silence.min(previous.saturating_mul(2)));
    }
    let mut newest: Vec<i64> = heard.published.iter().map(|at| at.0.min(heard.now.0)).collect();
    newest.sort_unstable_by(|a, b| b.cmp(a));
    newest.truncate(20);
    let silence = newest.first().map_or(0, |at| heard.now.0.saturating_sub(*at) / 10);
    let mut gaps: Vec<i64> = newest.windows(2).map(|w| w[0].saturating_sub(w[1])).collect();
    gaps.sort_unstable();
    let median = gaps.get(gaps.len() / 2).copied().unwrap_or(previous.saturating_mul(2));
    (median / 2).max(silence)
}

/// The instant itself, or the next hour in which the publisher does not mind. A publisher that minds always is not believed.
fn outside_skipped(at: Millis, wishes: &Wishes) -> Millis {
    if wishes.skip_hours.is_empty() && wishes.skip_days.is_empty() {
        return at;
    }
    let skipped = |at: i64| {
        let hour = (at.div_euclid(Millis::HOUR)).rem_euclid(24);
        // 1970-01-01 was a Thursday.
        let day = (at.div_euclid(Millis::DAY) + 3).rem_euclid(7);
        wishes.skip_hours.iter().any(|h| i64::from(*h) == hour) || wishes.skip_days.iter().any(|d| i64::from(*d) == day)
    };
    if !skipped(at.0) {
        return at;
    }
    let next_hour = (at.0.div_euclid(Millis::HOUR) + 1) * Millis::HOUR;
    (0..7 * 24)
        .map(|n| next_hour + n * Millis::HOUR)
        .find(|hour| !skipped(*hour))
        .map_or(at, |hour| Millis(hour + at.0.rem_euclid(Millis::HOUR)))
}

/// The instant by which an item is sorted: what it says, unless that lies in the future or is absurd; then when it came.
pub(crate) fn believable(said: Option<Stamp>, arrived_at: Millis) -> Millis {
    /// Clocks of publishers run fast by a few minutes.
    const AHEAD_MS: i64 = 10 * Millis::MINUTE;
    /// 1990-01-01: the web is younger, and 1970 is what broken software says.
    const OLDEST: Millis = Millis(631_152_000_000);
    let Some(stamp) = said else { return arrived_at };
    if stamp.at < OLDEST {
        return arrived_at;
    }
    if stamp.day_only {
        // "Today" without an hour is not midnight: an item of this day came when it came, one of an older day at its noon.
        let noon = Millis(stamp.at.0.saturating_add(12 * Millis::HOUR));
        let day_began_ahead = stamp.at.0.saturating_sub(arrived_at.0) > 14 * Millis::HOUR;
        return if day_began_ahead { arrived_at } else { noon.min(arrived_at) };
    }
    if stamp.at.0 > arrived_at.0.saturating_add(AHEAD_MS) { arrived_at } else { stamp.at }
}

struct Bounds {
    min_ms: i64,
    max_ms: i64,
}

impl Bounds {
    fn of(settings: &config::Fetch) -> Bounds {
        let ms = |s: u64| i64::try_from(s.saturating_mul(1_000)).unwrap_or(i64::MAX / 4).min(i64::MAX / 4);
        let min_ms = ms(settings.min_interval_s).max(Millis::SECOND);
        Bounds { min_ms, max_ms: ms(settings.max_interval_s).max(min_ms) }
    }

    fn clamp(&self, ms: i64) -> i64 {
        ms.clamp(self.min_ms, self.max_ms)
    }
}

/// A number from 0 to `most`, drawn by `seed`.
fn share(most: i64, seed: u64) -> i64 {
    if most <= 0 {
        return 0;
    }
    // SplitMix64's finish: neighbouring seeds (feed ids, milliseconds) must not draw neighbouring numbers.
    let mut x = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^= x >> 31;
    i64::try_from(x % (most.unsigned_abs() + 1)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Millis = Millis(1_795_521_600_000); // 2026-11-24T12:00:00Z, a Tuesday

    fn heard<'a>(wishes: &'a Wishes, published: &'a [Millis]) -> Heard<'a> {
        Heard {
            now: NOW,
            previous_interval_ms: 30 * Millis::MINUTE,
            fresh_for: None,
            wishes,
            published,
            last_new_at: None,
            seed: 7,
        }
    }

    fn every(minutes: i64, count: i64) -> Vec<Millis> {
        (0..count).map(|n| Millis(NOW.0 - n * minutes * Millis::MINUTE)).collect()
    }

    fn minutes(next: NextPoll) -> i64 {
        next.interval_ms / Millis::MINUTE
    }

    #[test]
    fn a_feed_is_asked_twice_as_often_as_it_speaks() {
        let settings = config::Fetch::default();
        let none = Wishes::default();
        assert_eq!(minutes(after_success(&heard(&none, &every(60, 20)), &settings)), 30);
        assert_eq!(minutes(after_success(&heard(&none, &every(2, 20)), &settings)), 5, "never below the least");
        assert_eq!(minutes(after_success(&heard(&none, &every(7 * 1440, 20)), &settings)), 1440, "never above a day");
    }

    #[test]
    fn a_feed_that_sleeps_is_left_to_sleep() {
        let none = Wishes::default();
        let night: Vec<Millis> = every(10, 20).iter().map(|at| Millis(at.0 - 10 * Millis::HOUR)).collect();
        assert_eq!(minutes(after_success(&heard(&none, &night), &config::Fetch::default())), 60);
    }

    #[test]
    fn the_longest_wish_counts() {
        let settings = config::Fetch::default();
        let wishes = Wishes { ttl_minutes: Some(45), ..Wishes::default() };
        let published = every(10, 20);
        let mut it = heard(&wishes, &published);
        assert_eq!(minutes(after_success(&it, &settings)), 45);
        it.fresh_for = Some(Duration::from_secs(2 * 3600));
        assert_eq!(minutes(after_success(&it, &settings)), 120);
    }

    #[test]
    fn unchanged_feeds_are_asked_less_and_less() {
        let settings = config::Fetch::default();
        let none = Wishes::default();
        let mut it = heard(&none, &[]);
        it.last_new_at = Some(Millis(NOW.0 - 10 * Millis::HOUR));
        assert_eq!(minutes(after_success(&it, &settings)), 60);
        it.last_new_at = Some(NOW);
        assert_eq!(minutes(after_success(&it, &settings)), 30);
    }

    #[test]
    fn hours_and_days_the_publisher_sleeps_are_passed_over() {
        let wishes = Wishes { skip_hours: (12..18).collect(), ..Wishes::default() };
        let at = after_success(&heard(&wishes, &every(60, 20)), &config::Fetch::default()).at;
        assert_eq!(&at.iso()[..13], "2026-11-24T18");
        let wishes = Wishes { skip_days: vec![1, 2], ..Wishes::default() };
        let at = after_success(&heard(&wishes, &every(60, 20)), &config::Fetch::default()).at;
        assert_eq!(&at.iso()[..13], "2026-11-26T00");
        let always = Wishes { skip_hours: (0..24).collect(), ..Wishes::default() };
        let at = after_success(&heard(&always, &every(60, 20)), &config::Fetch::default()).at;
        assert_eq!(&at.iso()[..13], "2026-11-24T12", "who minds always is not believed");
    }

    #[test]
    fn dates_from_the_future_and_from_1970_are_not_believed() {
        let hour = Millis::HOUR;
        let at = |ms| Some(Stamp::utc(Millis(ms)));
        assert_eq!(believable(at(NOW.0 - hour), NOW), Millis(NOW.0 - hour));
        assert_eq!(believable(at(NOW.0 + hour), NOW), NOW);
        assert_eq!(believable(at(0), NOW), NOW);
        assert_eq!(believable(None, NOW), NOW);
        let day = |ms| Some(Stamp { at: Millis(ms), offset_minutes: None, day_only: true });
        assert_eq!(believable(day(NOW.0 - 12 * hour), NOW), NOW, "today, some time before now");
        assert_eq!(believable(day(NOW.0 - 36 * hour), NOW), Millis(NOW.0 - 24 * hour), "the noon of yesterday");
        assert_eq!(believable(day(NOW.0 + 40 * hour), NOW), NOW);
    }

    proptest! {
        #[test]
        fn every_poll_lies_within_the_bounds(
            previous in any::<i64>(), fresh in any::<Option<u32>>(), ttl in any::<Option<u32>>(), seed in any::<u64>(),
            published in proptest::collection::vec(any::<i64>(), 0..40), last_new in any::<Option<i64>>(),
        ) {
            let settings = config::Fetch::default();
            let published: Vec<Millis> = published.into_iter().map(Millis).collect();
            let wishes = Wishes { ttl_minutes: ttl, ..Wishes::default() };
            let next = after_success(&Heard {
                now: NOW, previous_interval_ms: previous, fresh_for: fresh.map(|s| Duration::from_secs(s.into())), wishes: &wishes,
                published: &published, last_new_at: last_new.map(Millis), seed,
            }, &settings);
            let wait = next.at.0 - NOW.0;
            prop_assert!((300_000..=86_400_000).contains(&wait), "{wait}");
            prop_assert!(next.interval_ms <= wait);
        }

        #[test]
        fn no_date_is_believed_that_lies_ahead(said in any::<i64>(), day_only in any::<bool>()) {
            let at = believable(Some(Stamp { at: Millis(said), offset_minutes: None, day_only }), NOW);
            prop_assert!(at.0 <= NOW.0 + 10 * Millis::MINUTE && at.0 > 0);
        }
    }
}
