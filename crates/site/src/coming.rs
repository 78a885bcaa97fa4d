//! Coming dates that reports name: the day spelled, the sentence it stands in, and who says so.

use crate::app::{App, Directory};
use crate::card::{Publisher, article_path, direction};
use crate::frame::Link;
use crate::i18n::{Interface, Stretch, When};
use crate::visible::visible;
use coranto_core::about::ComingDate;
use coranto_core::{Lang, Millis};
use coranto_store::subject::ComingRow;
use std::collections::{HashMap, HashSet};

#[derive(Debug, Clone)]
pub struct Coming {
    pub when: Stretch,
    pub sentence: String,
    pub lang: String,
    pub dir: &'static str,
    /// Where it is said; none on the article's own page.
    pub source: Option<(Link, Publisher, When)>,
    /// "in 4 reports"
    pub reports: Option<String>,
}

/// Of a sentence that runs on for ever.
const MOST_WORDS: usize = 40;

/// Of one article, on its own page: the soonest first, days before what is told vaguely.
pub fn of_article(
    rows: &[ComingRow],
    lang: Option<Lang>,
    offset: Option<i16>,
    most: usize,
    now: Millis,
    t: Interface,
) -> Vec<Coming> {
    let mut dates: Vec<&ComingDate> = rows.iter().map(|row| &row.coming).filter(|date| date.to > now).collect();
    dates.sort_by_key(|date| (date.vague, date.from, date.to));
    let mut seen: Vec<(Millis, Millis)> = Vec::new();
    dates.retain(|date| {
        !seen.contains(&(date.from, date.to)) && {
            seen.push((date.from, date.to));
            true
        }
    });
    dates.truncate(most);
    dates.into_iter().map(|date| view(date, lang, offset, t)).collect()
}

/// Of many reports: each stretch of time once, the soonest first. What is told vaguely stays on its article's page.
pub fn of_reports(app: &App, directory: &Directory, rows: &[ComingRow], most: usize, t: Interface) -> Vec<Coming> {
    let mut reports: HashMap<(Millis, Millis), Vec<&ComingRow>> = HashMap::new();
    for row in rows.iter().filter(|row| !row.coming.vague && row.coming.to > app.now()) {
        reports.entry((row.coming.from, row.coming.to)).or_default().push(row);
    }
    let mut dates: Vec<_> = reports.into_iter().collect();
    dates.sort_by_key(|(stretch, _)| *stretch);
    let one = |(_, mut rows): (_, Vec<&ComingRow>)| {
        // The newest report knows best; the reader's language before others.
        rows.sort_by_key(|row| (row.card.lang != Some(t.lang()), std::cmp::Reverse(row.card.published_at)));
        let ComingRow { coming: date, card, .. } = rows.first()?;
        let articles = rows.iter().map(|row| row.card.id).collect::<HashSet<_>>().len();
        let link = Link::new(card.title.clone(), article_path(t, &card.key, &card.title));
        let publisher = Publisher::new(directory.facts(card.source_id), t);
        Some(Coming {
            source: Some((link, publisher, When::utc(card.published_at, app.now(), t))),
            reports: (articles > 1).then(|| t.count("said-reports", i64::try_from(articles).unwrap_or(i64::MAX))),
            ..view(date, card.lang, None, t)
        })
    };
    dates.into_iter().filter_map(one).take(most).collect()
}

fn view(date: &ComingDate, lang: Option<Lang>, offset: Option<i16>, t: Interface) -> Coming {
    Coming {
        when: Stretch::new(date.from, date.to, date.grain, offset, t),
        sentence: coranto_text::beginning(&visible(&date.sentence), MOST_WORDS),
        lang: lang.map(|lang| lang.to_string()).unwrap_or_default(),
        dir: direction(lang),
        source: None,
        reports: None,
    }
}
