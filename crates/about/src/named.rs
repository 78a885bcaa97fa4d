//! The names of a text as subjects: who and what the lists do not hold.

use crate::fold::fold_name;
use crate::lang::has_capitals;
use crate::listed::Listed;
use crate::read::Page;
use crate::shown::{is_acronym, shown};
use crate::subjects::{Seen, Subjects};
use crate::tag::tag;
use coranto_core::about::{Form, SubjectKind};
use coranto_names::{Chain, Mention, MentionKind, PlaceMention, chains, mentions_and_places, place};
use rustc_hash::FxHashMap;
use std::ops::Range;

pub(crate) fn named(page: &Page<'_>, listed: &[Listed]) -> Subjects {
    let (mut mentions, places) = mentions_and_places(&page.text, page.lang, page.article.country);
    // What a list knows is told by the list.
    mentions.retain(|mention| {
        !listed.iter().any(|one| one.at.start <= mention.range.start && mention.range.end <= one.at.end)
    });
    let reader = Reader {
        page,
        cased: has_capitals(&page.text),
        places: places.iter().map(|place| (place.range.start, place)).collect(),
        mentions: &mentions,
    };
    let mut subjects = Subjects::default();
    for chain in chains(&mentions, &page.text) {
        match reader.seen(&chain) {
            Some((seen, true)) => merge(&mut subjects.told, seen),
            Some((seen, false)) => merge(&mut subjects.short, seen),
            None => {}
        }
    }
    subjects
}

fn merge(list: &mut Vec<Seen>, seen: Seen) {
    match list.iter_mut().find(|known| known.form == seen.form) {
        Some(known) => known.at.extend(seen.at),
        None => list.push(seen),
    }
}

struct Reader<'a> {
    page: &'a Page<'a>,
    cased: bool,
    places: FxHashMap<usize, &'a PlaceMention>,
    mentions: &'a [Mention],
}

impl Reader<'_> {
    /// The chain's subject, and whether this text tells all of its name.
    fn seen(&self, chain: &Chain) -> Option<(Seen, bool)> {
        let fullest = &self.mentions[chain.fullest];
        let name = shown(&self.page.text[fullest.range.clone()]);
        let folded = fold_name(&name);
        let at: Vec<Range<usize>> = chain.mentions.iter().map(|at| self.mentions[*at].range.clone()).collect();
        let sure = chain.mentions.iter().any(|at| self.mentions[*at].sure);
        let single = !folded.contains(' ');
        if !folded.chars().any(char::is_alphabetic) {
            return None;
        }
        let of = |kind: SubjectKind| Seen {
            form: Form { kind, form: folded.clone() },
            tag: tag(&name),
            shown: name.clone(),
            at: at.clone(),
        };
        match chain.kind {
            MentionKind::Person if single => Some((of(SubjectKind::Person), false)),
            MentionKind::Person => Some((of(SubjectKind::Person), sure)),
            MentionKind::Organisation if single && self.cased => {
                Some((of(SubjectKind::Organisation), false)).filter(|_| is_acronym(&name))
            }
            MentionKind::Organisation => Some((of(SubjectKind::Organisation), true)).filter(|_| sure),
            MentionKind::Place => {
                let listed =
                    self.places.get(&fullest.range.start).filter(|place| place.sure && place.range == fullest.range);
                match listed.and_then(|found| place(found.candidates.first()?.id)) {
                    Some(place) => {
                        let called = place.name(self.page.lang);
                        let own = crate::lang::script(called) == crate::lang::script(&name);
                        let called = if own { called.to_owned() } else { name.clone() };
                        let form = Form { kind: SubjectKind::Place, form: format!("geo:{}", place.id.0) };
                        Some((Seen { form, tag: tag(&called), shown: called, at }, true))
                    }
                    None => Some((of(SubjectKind::Place), true)).filter(|_| sure && !(single && self.cased)),
                }
            }
            MentionKind::Other => Some((of(SubjectKind::Work), true)).filter(|_| sure && !single),
        }
    }
}
