//! All subjects of an article: what stands in the lists and what is a name, each with the places where it stands.

use crate::listed::{self, Listed};
use crate::named;
use crate::read::Page;
use crate::shown::shown;
use crate::tag::tag;
use crate::weight::weight;
use crate::{Short, lang};
use coranto_core::about::{Form, SubjectKind, Told};
use std::ops::Range;

const MOST_TOLD: usize = 40;
const MOST_SHORT: usize = 40;
/// A concept that does not stand in the title is what an article is about when it comes back so often.
const CONCEPT_TIMES: usize = 3;

/// A subject with the places where it stands, in order.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub form: Form,
    pub shown: String,
    pub tag: Option<String>,
    pub at: Vec<Range<usize>>,
}

#[derive(Debug, Default)]
pub(crate) struct Subjects {
    pub told: Vec<Seen>,
    pub short: Vec<Seen>,
}

pub(crate) fn subjects(page: &Page<'_>) -> Subjects {
    let mut listed = listed::find(&page.text, page.lang, |_| false);
    let mut subjects = named::named(page, &mut listed);
    for one in &listed {
        subjects.add_listed(one, page);
    }
    subjects.told.retain(|seen| seen.form.kind != SubjectKind::Concept || is_about(&seen.at, page.title_end));
    for seen in subjects.told.iter_mut().chain(&mut subjects.short) {
        seen.at.sort_by_key(|at| at.start);
    }
    subjects
}

/// A word that comes along once is not what an article is about.
fn is_about(at: &[Range<usize>], title_end: usize) -> bool {
    at.len() >= CONCEPT_TIMES || at.iter().any(|at| at.start < title_end)
}

impl Subjects {
    fn add_listed(&mut self, one: &Listed, page: &Page<'_>) {
        if let Some(seen) = self.told.iter_mut().find(|seen| seen.form == one.entry.form) {
            return seen.at.push(one.at.clone());
        }
        let stands = shown(&page.text[one.at.clone()]);
        let name = one.entry.name(lang::code(page.lang.as_ref()));
        self.told.push(Seen {
            form: one.entry.form.clone(),
            tag: tag(name.unwrap_or(&stands)),
            shown: name.map_or(stands, str::to_owned),
            at: vec![one.at.clone()],
        });
    }

    /// The subject that stands there, or over it.
    pub fn standing(&self, place: &Range<usize>) -> Option<&Seen> {
        let over = |at: &Range<usize>| at.start < place.end && place.start < at.end;
        let names = self.told.iter().filter(|seen| seen.form.kind != SubjectKind::Concept);
        names
            .filter_map(|seen| Some((seen, seen.at.iter().find(|at| over(at))?)))
            .max_by_key(|(_, at)| at.len())
            .map(|(seen, _)| seen)
    }

    /// As they are told: the weightiest first.
    pub fn told(self, page: &Page<'_>) -> (Vec<Told>, Vec<Short>) {
        let all = self.told.iter().map(|seen| seen.at.len()).sum();
        let weigh = |seen: &Seen| weight(&seen.at, page.title_end, page.text.len(), all);
        let mut told: Vec<Told> = self
            .told
            .iter()
            .map(|seen| Told {
                weight: weigh(seen),
                times: u32::try_from(seen.at.len()).unwrap_or(u32::MAX),
                in_title: seen.at.first().is_some_and(|at| at.start < page.title_end),
                name: seen.form.clone(),
                shown: seen.shown.clone(),
                tag: seen.tag.clone(),
            })
            .collect();
        let mut short: Vec<Short> = self
            .short
            .iter()
            .map(|seen| Short {
                weight: weigh(seen),
                times: u32::try_from(seen.at.len()).unwrap_or(u32::MAX),
                in_title: seen.at.first().is_some_and(|at| at.start < page.title_end),
                acronym: crate::shown::is_acronym(&seen.shown),
                form: seen.form.form.clone(),
                shown: seen.shown.clone(),
            })
            .collect();
        told.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.name.cmp(&b.name)));
        told.truncate(MOST_TOLD);
        short.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.form.cmp(&b.form)));
        short.truncate(MOST_SHORT);
        (told, short)
    }
}
