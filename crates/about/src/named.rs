//! The names of a text as subjects: who and what the lists do not hold.

use crate::acronyms::acronyms;
use crate::fold::fold_name;
use crate::inflected::nominative;
use crate::lang::{code, has_capitals, script};
use crate::listed::Listed;
use crate::read::Page;
use crate::shown::{is_acronym, shown};
use crate::subjects::{Seen, Subjects};
use crate::tag::tag;
use crate::title;
use coranto_core::Lang;
use coranto_core::about::{Form, SubjectKind};
use coranto_names::{Chain, Mention, MentionKind, PlaceMention, chains, known, mentions_and_places, place};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;

/// The names of the page; takes from `listed` what is only part of a longer name.
pub(crate) fn named(page: &Page<'_>, listed: &mut Vec<Listed>) -> Subjects {
    let plain = title::plain(&page.text[..page.title_end - 1], &page.text[page.title_end..], page.lang);
    let text = plain
        .as_ref()
        .map_or(Cow::Borrowed(page.text.as_ref()), |title| Cow::Owned(format!("{title}{}", &page.text[title.len()..])));
    let (mut mentions, places) = mentions_and_places(&text, page.lang, page.article.country);
    part(&mut mentions, listed, &text, page.lang);
    let reader = Reader {
        page,
        text: &text,
        plain: plain.is_some(),
        cased: has_capitals(&text),
        places: places.iter().map(|place| (place.range.start, place)).collect(),
        mentions: &mentions,
        listed,
    };
    let mut subjects = Subjects::default();
    for chain in chains(&mentions, &text) {
        match reader.seen(&chain) {
            Some((seen, true)) => merge(&mut subjects.told, seen),
            Some((seen, false)) => merge(&mut subjects.short, seen),
            None => {}
        }
    }
    if let Some(seen) = reader.first_word() {
        merge(&mut subjects.short, seen);
    }
    acronyms(&mut subjects, &page.text);
    subjects
}

/// What a list knows is told by the list; what is part of a longer name by neither: "Melania Trump" is not Donald, and the West Bank no bank.
fn part(mentions: &mut Vec<Mention>, listed: &mut Vec<Listed>, text: &str, lang: Option<Lang>) {
    let mut dropped = vec![false; listed.len()];
    mentions.retain(|mention| {
        let from = listed.partition_point(|one| one.at.end <= mention.range.start);
        let over = || (from..listed.len()).take_while(|at| listed[*at].at.start < mention.range.end);
        let is_name = |at: &usize| listed[*at].entry.form.kind != SubjectKind::Concept;
        let covers = |at: usize| listed[at].at.start <= mention.range.start && mention.range.end <= listed[at].at.end;
        if over().any(covers) {
            return false;
        }
        let names = over().filter(is_name).count();
        for at in over() {
            let longer = mention.range.start < listed[at].at.start || listed[at].at.end < mention.range.end;
            let loses = match listed[at].entry.form.kind {
                SubjectKind::Concept => mention.kind != MentionKind::Other,
                // "Trump-Putin" are two.
                SubjectKind::Person => names == 1,
                _ => mention.kind == MentionKind::Person && mention.sure,
            };
            dropped[at] |= longer && loses;
        }
        // "Congo Ebola": what a list knows inside says that it is no person.
        let stands = &text[mention.range.clone()];
        let guessed = mention.kind == MentionKind::Person
            && stands
                .split(' ')
                .next()
                .is_none_or(|first| known(first, lang).place.is_some() || !known(first, lang).first_name);
        if guessed && over().any(|at| !is_name(&at)) {
            over().for_each(|at| dropped[at] = false);
            return false;
        }
        // What is left of it is no name: "Trump-Putin", "NATO's Rutte".
        names < 2 && !over().any(|at| is_name(&at) && !dropped[at] && mention.kind == MentionKind::Person)
    });
    let mut at = 0;
    listed.retain(|_| {
        at += 1;
        !dropped[at - 1]
    });
}

fn merge(list: &mut Vec<Seen>, seen: Seen) {
    match list.iter_mut().find(|known| known.form == seen.form) {
        Some(known) => known.at.extend(seen.at),
        None => list.push(seen),
    }
}

struct Reader<'a> {
    page: &'a Page<'a>,
    /// The page's, with a headline whose capitals tell something.
    text: &'a str,
    plain: bool,
    cased: bool,
    places: FxHashMap<usize, &'a PlaceMention>,
    mentions: &'a [Mention],
    listed: &'a [Listed],
}

impl Reader<'_> {
    /// The chain's subject, and whether this text tells all of its name.
    fn seen(&self, chain: &Chain) -> Option<(Seen, bool)> {
        let fullest = &self.mentions[chain.fullest];
        let lang = code(self.page.lang.as_ref());
        let stands = shown(&self.text[fullest.range.clone()]);
        let name = if chain.kind == MentionKind::Person { nominative(&stands, lang) } else { stands };
        let folded = fold_name(&name);
        let sure = chain.mentions.iter().any(|at| self.mentions[*at].sure);
        let single = !folded.contains(' ');
        if !folded.chars().any(char::is_alphabetic) || is_never(&folded) {
            return None;
        }
        let of = |kind: SubjectKind, name: &str| Seen {
            form: Form { kind, form: folded.clone() },
            tag: tag(name),
            shown: name.to_owned(),
            at: chain.mentions.iter().map(|at| self.mentions[*at].range.clone()).collect(),
        };
        // One word in a script with capitals may be anybody's surname; the story may know whose.
        let short = || Some((of(SubjectKind::Person, &name), false));
        match chain.kind {
            MentionKind::Person if single => short(),
            // "Nya GTA": nobody's surname is an acronym. "Storm Lala": a storm.
            MentionKind::Person if name.rsplit(' ').next().is_some_and(is_acronym) => None,
            MentionKind::Person if is_storm(&folded) => Some((of(SubjectKind::Work, &name), true)),
            MentionKind::Person => {
                let is_told = if sure {
                    self.is_of_text(chain) || self.begins_with_first_name(&name)
                } else {
                    self.is_often(chain)
                };
                is_told.then(|| (of(SubjectKind::Person, &name), true))
            }
            MentionKind::Organisation if single && self.cased && is_acronym(&name) => {
                Some((of(SubjectKind::Organisation, &name), false))
            }
            MentionKind::Place => match self.place(&fullest.range, &name) {
                Some((form, called)) => Some((Seen { form, ..of(SubjectKind::Place, &called) }, true)),
                None if single && self.cased => short(),
                None => sure.then(|| (of(SubjectKind::Place, &name), true)),
            },
            _ if single && self.cased => short(),
            MentionKind::Organisation => sure.then(|| (of(SubjectKind::Organisation, &name), true)),
            MentionKind::Other => (sure && !single).then(|| (of(SubjectKind::Work, &name), true)),
        }
    }

    /// The place of the gazetteer that is surely meant, and how the text's readers call it.
    fn place(&self, at: &Range<usize>, name: &str) -> Option<(Form, String)> {
        let found = self.places.get(&at.start).filter(|place| place.sure && place.range == *at)?;
        let place = place(found.candidates.first()?.id)?;
        let called = place.name(self.page.lang);
        // A language that has no name of its own for it is read in the text's words.
        let called = if script(called) == script(name) { called } else { name };
        Some((Form { kind: SubjectKind::Place, form: format!("geo:{}", place.id.0) }, called.to_owned()))
    }

    /// Somewhere besides a headline whose capitals tell nothing.
    fn is_of_text(&self, chain: &Chain) -> bool {
        !self.plain || chain.mentions.iter().any(|at| self.mentions[*at].range.start >= self.page.title_end)
    }

    fn begins_with_first_name(&self, name: &str) -> bool {
        let first = name.split(' ').next().unwrap_or_default();
        known(first, self.page.lang).first_name
    }

    /// A guess that comes back is none.
    fn is_often(&self, chain: &Chain) -> bool {
        chain.mentions.len() > 1 && self.is_of_text(chain)
    }

    /// A headline's first word may be a surname, and only the story can tell.
    fn first_word(&self) -> Option<Seen> {
        let title = &self.text[..self.page.title_end - 1];
        let start = title.find(char::is_alphanumeric)?;
        let length = title[start..].find(|c: char| !c.is_alphanumeric()).unwrap_or(title.len() - start);
        let at = start..start + length;
        let word = &title[at.clone()];
        let small = word.to_lowercase();
        let is_name = word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().count() > 2
            && !known(&small, self.page.lang).common
            && !coranto_text::is_stop_word(&small, self.page.lang)
            && !self.mentions.iter().any(|mention| mention.range.start < at.end)
            && !self.listed.iter().any(|listed| listed.at.start < at.end);
        let form = Form { kind: SubjectKind::Person, form: fold_name(word) };
        is_name.then(|| Seen { form, shown: word.to_owned(), tag: None, at: vec![at] })
    }
}

fn is_storm(folded: &str) -> bool {
    const STORMS: &[&str] =
        &["storm", "hurricane", "typhoon", "cyclone", "tempete", "ouragan", "orkanen", "stormen", "huracan", "furacao"];
    folded.split(' ').next().is_some_and(|first| STORMS.contains(&first))
}

/// Who reports is not what is reported; nor are the parts of a page.
fn is_never(folded: &str) -> bool {
    const NEVER: &[&str] = &[
        "reuters",
        "associated press",
        "the associated press",
        "agence france presse",
        "afp",
        "dpa",
        "ap",
        "upi",
        "tass",
        "ria novosti",
        "xinhua",
        "anadolu agency",
        "anadolu ajansi",
        "efe",
        "ansa",
        "getty images",
        "shutterstock",
        "youtube tv",
        "photo",
        "file photo",
        "read more",
        "google news",
        "associated press writer",
        "new york times",
        "the new york times",
        "washington post",
        "the washington post",
        "the guardian",
        "daily mail",
        "sky news",
        "bbc news",
        "bbc",
        "cnn",
        "abc news",
        "nbc news",
        "cbs news",
        "npr",
        "new york post",
        "usa today",
        "wall street journal",
        "the wall street journal",
        "financial times",
        "the times",
        "los angeles times",
        "al jazeera english",
        "bloomberg",
        "bloomberg news",
        "politico",
        "axios",
        "the verge",
        "techcrunch",
        "live updates",
        "breaking news",
        "dn direkt",
        "tt nyhetsbyran",
        "tt",
        "meta",
        "copyright",
        "all rights reserved",
        "news live",
        "live",
        "watch",
        "opinion",
    ];
    NEVER.contains(&folded)
}
