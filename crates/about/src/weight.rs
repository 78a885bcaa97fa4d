//! How much an article is about a subject, by where and how often it stands there; comparable between articles.

use std::ops::Range;

/// Of the whole weight. A headline says what a report is about; the rest is what the first sentences and the count add.
const TITLE: f32 = 0.5;
const EARLY: f32 = 0.2;
const OFTEN: f32 = 0.3;
/// So often is as often as can be.
const OFTEN_TIMES: f32 = 6.0;

/// `at` in order, in bytes of title, line break, text; `all` how often subjects stand in it.
pub(crate) fn weight(at: &[Range<usize>], title_end: usize, end: usize, all: usize) -> f32 {
    let Some(first) = at.first() else { return 0.0 };
    let in_title = first.start < title_end;
    let place = |start: usize, length: usize| 1.0 - start as f32 / length.max(1) as f32;
    let title = if in_title { 0.8 + 0.2 * place(first.start, title_end) } else { 0.0 };
    // In the text, where it has one.
    let early = match at.iter().find(|at| at.start >= title_end) {
        Some(at) => place(at.start - title_end, end - title_end),
        None if in_title && end <= title_end + 1 => 1.0,
        None => 0.0,
    };
    let times = at.len() as f32;
    let often = 0.5 * (times / OFTEN_TIMES).min(1.0) + 0.5 * (times / all.max(1) as f32).min(1.0);
    (TITLE * title + EARLY * early + OFTEN * often).clamp(0.0, 1.0)
}
