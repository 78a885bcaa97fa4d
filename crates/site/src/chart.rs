//! Coverage day by day as a small picture that the server draws, with the same in words and as a table. Every number that is drawn can be read.

use crate::i18n::{self, Interface, isolated};
use coranto_core::Millis;
use coranto_store::subject::Day;
use fluent_bundle::FluentArgs;

/// Bars and what stands beside them.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// "57 articles from 12 owners in 30 days; most on 24 November 2026: 9 articles."
    pub text: String,
    pub bars: Vec<Bar>,
    /// The units of a bar's numbers.
    pub width: i64,
    pub height: i64,
    pub first: String,
    pub last: String,
    /// The days that have articles, newest first.
    pub rows: Vec<Row>,
}

/// One day: articles as a bar, owners as a smaller one before it.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    pub x: i64,
    pub articles: i64,
    pub owners: i64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub day: String,
    pub articles: String,
    pub owners: String,
}

const STEP: i64 = 10;
const HEIGHT: i64 = 100;
/// A window of more days is drawn by its last ones.
const MOST_DAYS: i64 = 92;

impl Chart {
    /// Of the days up to now. None where fewer than two have articles: one bar tells nothing.
    pub fn of(days: &[Day], owners: i64, window_days: i64, now: Millis, t: Interface) -> Option<Chart> {
        let count = window_days.clamp(2, MOST_DAYS);
        let last = now.0.div_euclid(Millis::DAY);
        let place = |day: &Day| (count - 1).saturating_sub(last.saturating_sub(day.day));
        let mut shown: Vec<&Day> =
            days.iter().filter(|day| day.articles > 0 && (0..count).contains(&place(day))).collect();
        shown.sort_by_key(|day| day.day);
        let most = shown.iter().max_by_key(|day| (day.articles, day.day))?;
        if shown.len() < 2 {
            return None;
        }
        // At least a hairline, and owners never taller than articles.
        let tall = |n: i64| (n.clamp(0, most.articles) * HEIGHT / most.articles).max(2);
        let bar = |day: &&Day| Bar {
            x: place(day) * STEP,
            articles: tall(day.articles),
            owners: tall(day.owners.min(day.articles)),
        };
        let row = |day: &&Day| Row {
            day: i18n::day(begin(day.day), t),
            articles: i18n::grouped(day.articles),
            owners: i18n::grouped(day.owners),
        };
        Some(Chart {
            text: text(shown.iter().map(|day| day.articles).sum(), owners, count, most, t),
            bars: shown.iter().map(bar).collect(),
            width: count * STEP,
            height: HEIGHT,
            first: i18n::day(begin(last - count + 1), t),
            last: i18n::day(now, t),
            rows: shown.iter().rev().map(row).collect(),
        })
    }
}

fn begin(day: i64) -> Millis {
    Millis(day.saturating_mul(Millis::DAY))
}

fn text(articles: i64, owners: i64, days: i64, most: &Day, t: Interface) -> String {
    let mut args = FluentArgs::new();
    args.set("articles", t.count("articles", articles));
    args.set("owners", t.count("owners", owners));
    args.set("days", t.count("days", days));
    args.set("date", isolated(&i18n::day(begin(most.day), t)));
    args.set("most", t.count("articles", most.articles));
    t.tell("chart-text", &args)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = Millis(1_795_512_600_000);

    fn day(ago: i64, articles: i64, owners: i64) -> Day {
        Day { day: NOW.0 / Millis::DAY - ago, articles, owners }
    }

    #[test]
    fn every_day_of_the_window_has_its_place_and_the_most_covered_fills_the_height() {
        let days = [day(0, 3, 2), day(1, 12, 4), day(29, 1, 1), day(30, 50, 9), day(-1, 50, 9)];
        let chart = Chart::of(&days, 5, 30, NOW, Interface::English).unwrap();
        let bars: Vec<_> = chart.bars.iter().map(|bar| (bar.x, bar.articles, bar.owners)).collect();
        assert_eq!(bars, [(0, 8, 8), (280, 100, 33), (290, 25, 16)]);
        assert_eq!(
            chart.text.replace(['\u{2068}', '\u{2069}'], ""),
            "16 articles from 5 owners in 30 days; most on 23 November 2026: 12 articles."
        );
        assert_eq!((chart.first.as_str(), chart.last.as_str()), ("26 October 2026", "24 November 2026"));
        assert_eq!(chart.rows.len(), 3);
    }

    #[test]
    fn one_day_is_no_chart_and_absurd_numbers_draw_nothing_absurd() {
        assert_eq!(Chart::of(&[], 0, 30, NOW, Interface::English), None);
        assert_eq!(Chart::of(&[day(0, 9, 3), day(2, 0, 0)], 3, 30, NOW, Interface::English), None);
        let odd = [day(0, 2, 900), day(1, 1, -4), Day { day: i64::MIN, articles: 1, owners: 1 }];
        let chart = Chart::of(&odd, 900, i64::MAX, NOW, Interface::Arabic).unwrap();
        assert!(chart.bars.iter().all(|bar| (0..chart.width).contains(&bar.x) && (2..=100).contains(&bar.owners)));
    }
}
