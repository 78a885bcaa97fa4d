//! Coming dates that reports name: the day spelled, the sentences it stands in, and who says so.

use crate::app::{App, Directory};
use crate::card::{Publisher, article_path, direction};
use crate::i18n::{Interface, Stretch, When};
use crate::visible::visible;
use coranto_core::{Lang, Millis};
use coranto_store::subject::ComingRow;
use coranto_text::quotes::{Said, together};
use std::collections::HashSet;

/// A stretch of time with what is said of it.
#[derive(Debug, Clone)]
pub struct Coming {
    pub when: Stretch,
    pub told: Vec<Told>,
}

#[derive(Debug, Clone)]
pub struct Told {
    pub sentence: String,
    pub lang: String,
    pub dir: &'static str,
    /// Where it is said; none on the article's own page.
    pub source: Option<Source>,
    /// "in 4 reports"
    pub reports: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Source {
    pub href: String,
    pub publisher: Publisher,
    pub when: When,
}

/// Of a sentence that runs on for ever.
const MOST_WORDS: usize = 40;
/// What happens on one day, at most.
const MOST_TOLD: usize = 3;

/// Of one article, on its own page: the soonest first, days before what is told vaguely. `offset` is that of its publisher's clock.
pub fn of_article(rows: &[ComingRow], offset: Option<i16>, most: usize, now: Millis, t: Interface) -> Vec<Coming> {
    let mut rows: Vec<&ComingRow> = rows.iter().filter(|row| row.coming.to > now).collect();
    rows.sort_by_key(|row| (row.coming.vague, row.coming.from, row.coming.to));
    gather(rows, offset, most, t, |_| None)
}

/// Of many reports, the soonest first. What is told vaguely stays on its article's page.
pub fn of_reports(app: &App, directory: &Directory, rows: &[ComingRow], most: usize, t: Interface) -> Vec<Coming> {
    let mut rows: Vec<&ComingRow> = rows.iter().filter(|row| !row.coming.vague && row.coming.to > app.now()).collect();
    rows.sort_by_key(|row| (row.coming.from, row.coming.to));
    let source = |row: &ComingRow| {
        Some(Source {
            href: article_path(t, &row.card.key, &row.card.title),
            publisher: Publisher::new(directory.facts(row.card.source_id), t),
            when: When::utc(row.card.published_at, app.now(), t),
        })
    };
    gather(rows, None, most, t, source)
}

/// Each stretch of time once. Midnight is another moment in every zone: what reads the same is the same.
fn gather(
    rows: Vec<&ComingRow>,
    offset: Option<i16>,
    most: usize,
    t: Interface,
    source: impl Fn(&ComingRow) -> Option<Source>,
) -> Vec<Coming> {
    let mut dates: Vec<(Stretch, Vec<&ComingRow>)> = Vec::new();
    for row in rows {
        let date = &row.coming;
        let when = Stretch::new(date.from, date.to, date.grain, offset, t);
        match dates.iter().position(|(known, _)| *known == when) {
            Some(at) => dates[at].1.push(row),
            None if dates.len() < most => dates.push((when, vec![row])),
            None => {}
        }
    }
    dates.into_iter().map(|(when, rows)| Coming { when, told: told(rows, t, &source) }).collect()
}

/// What is said of one stretch: a sentence that several reports share once, the reader's language and the newest reports first.
fn told(mut rows: Vec<&ComingRow>, t: Interface, source: &impl Fn(&ComingRow) -> Option<Source>) -> Vec<Told> {
    rows.sort_by_key(|row| (row.card.lang != Some(t.lang()), std::cmp::Reverse(row.card.published_at)));
    let said: Vec<Said> = rows.iter().map(|row| Said { words: &row.coming.sentence, lang: row.card.lang }).collect();
    let one = |same: coranto_text::quotes::Variants| {
        let numbers = std::iter::once(same.form).chain(same.others.iter().map(|other| other.number));
        let reports: HashSet<_> = numbers.map(|number| rows[number].card.id).collect();
        let row = rows[same.form];
        Told {
            sentence: coranto_text::beginning(&visible(&row.coming.sentence), MOST_WORDS),
            lang: row.card.lang.as_ref().map(Lang::to_string).unwrap_or_default(),
            dir: direction(row.card.lang),
            source: source(row),
            reports: (reports.len() > 1)
                .then(|| t.count("said-reports", i64::try_from(reports.len()).unwrap_or(i64::MAX))),
        }
    };
    together(&said).into_iter().map(one).take(MOST_TOLD).collect()
}
