//! What lies ahead: dates with their sentence and the one place that the sentence names.

use crate::read::Page;
use crate::shown::shown;
use crate::subjects::Subjects;
use coranto_core::about::{ComingDate, Form, Grain, SubjectKind};
use coranto_text::dates::{self, Coming};

const MOST_DATES: usize = 50;
const MOST_SENTENCE_CHARS: usize = 500;

pub(crate) fn coming(page: &Page<'_>, subjects: &Subjects) -> Vec<ComingDate> {
    let found = dates::coming(&page.text, page.lang, page.article.published);
    found.into_iter().take(MOST_DATES).map(|found| date(page, subjects, &found)).collect()
}

fn date(page: &Page<'_>, subjects: &Subjects, found: &Coming) -> ComingDate {
    let mention = &found.mention;
    let sentence = page.text[found.sentence.clone()].trim();
    ComingDate {
        from: mention.from,
        to: mention.to,
        grain: grain(mention.grain),
        vague: found.vague,
        words: shown(&page.text[mention.at.clone()]),
        sentence: sentence.chars().take(MOST_SENTENCE_CHARS).collect(),
        place: only_place(subjects, found),
    }
}

fn only_place(subjects: &Subjects, found: &Coming) -> Option<Form> {
    let within = |at: &std::ops::Range<usize>| found.sentence.start <= at.start && at.end <= found.sentence.end;
    let mut places = subjects
        .told
        .iter()
        .filter(|seen| seen.form.kind == SubjectKind::Place && seen.at.iter().any(within))
        .map(|seen| &seen.form);
    let first = places.next()?;
    places.next().is_none().then(|| first.clone())
}

fn grain(grain: dates::Grain) -> Grain {
    match grain {
        dates::Grain::Minute | dates::Grain::Hour | dates::Grain::PartOfDay => Grain::Hour,
        dates::Grain::Day => Grain::Day,
        dates::Grain::Week => Grain::Week,
        dates::Grain::Month => Grain::Month,
        dates::Grain::Quarter | dates::Grain::Year | dates::Grain::Decade | dates::Grain::Century => Grain::Year,
    }
}
