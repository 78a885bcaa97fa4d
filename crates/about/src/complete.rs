//! Short forms put to the one full name that the other reports of the story have.

use crate::fold::fold_name;
use crate::lang::script;
use crate::{About, Known, Short};
use coranto_core::about::{SubjectKind, Told};

/// Puts short forms ("Rutte", "ECB") to the one full name that the other reports of the story have; quotations whose speaker was short gain `by`. What two could
/// be stays open.
pub fn complete(about: &mut About, in_story: &[Known]) {
    let short = std::mem::take(&mut about.short);
    for short in short {
        match whose(&short, in_story) {
            Some(known) => tell(about, &short, known),
            None => about.short.push(short),
        }
    }
    about.subjects.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.name.cmp(&b.name)));
}

/// The one whose name it is, if no other's could be it too.
fn whose<'a>(short: &Short, in_story: &'a [Known]) -> Option<&'a Known> {
    let mut best: Option<&Known> = None;
    for known in in_story.iter().filter(|known| is_short_of(short, known)) {
        match best {
            Some(other) if other.subject != known.subject => return None,
            Some(other) if (other.articles, &known.form) >= (known.articles, &other.form) => {}
            _ => best = Some(known),
        }
    }
    best
}

fn is_short_of(short: &Short, known: &Known) -> bool {
    match known.form.kind {
        SubjectKind::Person => {
            let name = fold_name(&known.shown);
            script(&short.shown) == script(&known.shown)
                && name.split_once(' ').is_some()
                && name.rsplit(' ').next() == Some(short.form.as_str())
        }
        SubjectKind::Organisation => short.acronym && initials(&known.shown).eq(short.form.chars()),
        _ => false,
    }
}

/// "European Central Bank": ecb.
pub(crate) fn initials(name: &str) -> impl Iterator<Item = char> + '_ {
    let words = name.split([' ', '-']).filter(|word| word.chars().next().is_some_and(char::is_uppercase));
    words.filter_map(|word| word.chars().next()).flat_map(char::to_lowercase)
}

fn tell(about: &mut About, short: &Short, known: &Known) {
    for quote in about.quotes.iter_mut().filter(|quote| quote.by.is_none()) {
        let speaker = quote.speaker.as_deref().map(fold_name);
        if speaker.is_some_and(|speaker| speaker.split(' ').any(|word| word == short.form)) {
            quote.by = Some(known.form.clone());
            quote.about.retain(|form| *form != known.form);
        }
    }
    match about.subjects.iter_mut().find(|told| told.name == known.form) {
        Some(told) => {
            told.times = told.times.saturating_add(short.times);
            told.in_title |= short.in_title;
            told.weight = told.weight.max(short.weight);
        }
        None => about.subjects.push(Told {
            name: known.form.clone(),
            shown: known.shown.clone(),
            tag: crate::tag::tag(&known.shown),
            times: short.times,
            in_title: short.in_title,
            weight: short.weight,
        }),
    }
}
