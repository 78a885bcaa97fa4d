//! The lines before and after a line.

use super::super::lines::{Kind, Line};
use super::own::Own;

/// Sums up to each line.
pub(super) struct Sums {
    pub words: Vec<u32>,
    pub links: Vec<u32>,
    pub kept: Vec<u32>,
    pub reports: Vec<u32>,
    pub drops: Vec<u32>,
}

impl Sums {
    pub fn of(lines: &[Line], owns: &[Own]) -> Sums {
        let mut sums = Sums { words: vec![0], links: vec![0], kept: vec![0], reports: vec![0], drops: vec![0] };
        let add = |sums: &mut Vec<u32>, n: u32| sums.push(sums.last().copied().unwrap_or(0) + n);
        for (line, own) in lines.iter().zip(owns) {
            add(&mut sums.words, line.words);
            add(&mut sums.links, line.link_words);
            add(&mut sums.kept, if line.kept() { line.words } else { 0 });
            add(&mut sums.reports, u32::from(reports(line, own)));
            add(&mut sums.drops, u32::from(line.words > 0 && !line.kept()));
        }
        sums
    }
}

/// Reads like a paragraph of a report by its own words alone.
pub(super) fn reports(line: &Line, own: &Own) -> bool {
    line.kept() && line.words >= 12 && own.ends_as_sentence && own.link_share < 0.4
}

pub(super) struct Near<'n> {
    pub owns: &'n [Own],
    pub at: usize,
    pub from_start: u32,
    pub to_end: u32,
    pub words_before: u32,
    pub words_after: u32,
    pub share_before: f32,
    pub reports_after: u32,
    pub reports_before: u32,
    pub since_report: u32,
    pub until_report: u32,
    pub since_heading_words: u32,
    pub heading: Option<&'n Own>,
    pub heading_links: f32,
    pub furniture_above: u32,
    pub rule_above: bool,
    pub drops_before: u32,
    pub window_words: u32,
    pub window_links: f32,
    pub window_kept: f32,
    pub window_alike: u32,
}

/// Lines each way that make a neighbourhood.
const WINDOW: usize = 4;
/// Lines looked back or forth for a report or a heading.
const SIGHT: usize = 30;

pub(super) static NOTHING: std::sync::LazyLock<Own> =
    std::sync::LazyLock::new(|| Own { words: -1.0, ..Own::default() });

impl<'n> Near<'n> {
    pub fn of(lines: &[Line], owns: &'n [Own], sums: &Sums, at: usize) -> Near<'n> {
        let count = lines.len();
        let share = |part: u32, of: u32| part as f32 / of.max(1) as f32;
        let total = sums.words[count];
        let back = || (at.saturating_sub(SIGHT)..at).rev();
        let (from, to) = (at.saturating_sub(WINDOW), (at + WINDOW + 1).min(count));
        let window_words = sums.words[to] - sums.words[from];
        let heading = back().find(|i| owns[*i].heading);
        let since_report = back().position(|i| reports(&lines[i], &owns[i]));
        let until_report = (at + 1..(at + SIGHT).min(count)).position(|i| reports(&lines[i], &owns[i]));
        Near {
            owns,
            at,
            from_start: at as u32,
            to_end: (count - at) as u32,
            words_before: sums.words[at],
            words_after: total - sums.words[at + 1],
            share_before: share(sums.words[at], total),
            reports_after: sums.reports[count] - sums.reports[at + 1],
            reports_before: sums.reports[at],
            since_report: since_report.map_or(99, |n| n as u32),
            until_report: until_report.map_or(99, |n| n as u32),
            since_heading_words: heading.map_or(9_999, |i| sums.words[at] - sums.words[i + 1]),
            heading: heading.map(|i| &owns[i]),
            heading_links: heading.map_or(-1.0, |i| owns[i].link_share),
            furniture_above: (at.saturating_sub(6)..at)
                .filter(|i| owns[*i].furniture || owns[*i].begins_as_furniture)
                .count() as u32,
            rule_above: at > 0 && lines[at - 1].kind == Kind::Rule,
            drops_before: sums.drops[at] - sums.drops[at.saturating_sub(8)],
            window_words,
            window_links: share(sums.links[to] - sums.links[from], window_words),
            window_kept: share(sums.kept[to] - sums.kept[from], window_words),
            window_alike: (from..to).filter(|i| owns[*i].signature == owns[at].signature).count() as u32,
        }
    }

    pub fn at(&self, off: isize) -> &Own {
        self.at.checked_add_signed(off).and_then(|i| self.owns.get(i)).unwrap_or(&NOTHING)
    }
}
