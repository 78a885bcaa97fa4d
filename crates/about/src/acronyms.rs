//! "European Southern Observatory (ESO)": where a text explains an acronym, both are one.

use crate::complete::initials;
use crate::fold::fold_name;
use crate::subjects::{Seen, Subjects};
use coranto_core::about::SubjectKind;

/// Moves the places of explained acronyms to the full names; an acronym whose letters begin the words of one full name needs no brackets.
pub(crate) fn acronyms(subjects: &mut Subjects, text: &str) {
    let short = std::mem::take(&mut subjects.short);
    for seen in short {
        match full_name(&seen, &subjects.told, text) {
            Some(at) => subjects.told[at].at.extend(seen.at),
            None => subjects.short.push(seen),
        }
    }
}

fn full_name(short: &Seen, told: &[Seen], text: &str) -> Option<usize> {
    if short.form.kind != SubjectKind::Organisation {
        return None;
    }
    let organisations = || {
        told.iter()
            .enumerate()
            .filter(|(_, seen)| matches!(seen.form.kind, SubjectKind::Organisation | SubjectKind::Work))
    };
    let explained = organisations().find(|(_, seen)| is_explained(seen, short, text));
    let by_letters = || {
        let letters = fold_name(&short.shown);
        let mut all = organisations().filter(|(_, seen)| initials(&seen.shown).eq(letters.chars()));
        all.next().filter(|_| all.next().is_none())
    };
    explained.or_else(by_letters).map(|(at, _)| at)
}

/// "Full Name (ABC)", or "ABC (Full Name)".
fn is_explained(full: &Seen, short: &Seen, text: &str) -> bool {
    let between =
        |end: usize, start: usize| text.get(end..start).is_some_and(|between| matches!(between.trim(), "(" | "（"));
    full.at
        .iter()
        .any(|full| short.at.iter().any(|short| between(full.end, short.start) || between(short.end, full.start)))
}
