//! What a run of capitals names: points for each kind, by what stands in it and beside it.

use super::MentionKind;
use super::cased::Words;
use super::words::Cue;
use crate::lexicon::{Meaning, look_up};
use crate::token::{Gap, Shape};

#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    pub first: usize,
    pub end: usize,
    /// A title stands before it.
    pub titled: bool,
}

/// Nothing is known of it but that it begins a sentence with a capital, as every word does.
pub(super) fn is_weak(words: &Words, run: &Run) -> bool {
    let (token, word) = (&words.tokens.list[run.first], words.list[run.first]);
    let known = word.meaning.has(Meaning::FIRST)
        || word.meaning.has(Meaning::LAST)
        || word.meaning.has(Meaning::ORGANISATION)
        || word.meaning.has(Meaning::OTHER);
    let placed = words.places.get(&run.first).is_some_and(|place| place.0 == run.end);
    run.end - run.first == 1 && token.begins && !run.titled && !known && !placed && token.shape != Shape::Upper
}

/// The kind, and whether more than a guess; None for what is no name.
pub(super) fn decide(words: &Words, run: &Run) -> Option<(MentionKind, bool)> {
    let points = points(words, run);
    let kinds = [MentionKind::Person, MentionKind::Organisation, MentionKind::Place, MentionKind::Other];
    let best = (0..4).max_by(|a, b| points[*a].total_cmp(&points[*b]))?;
    (points[best] >= least(words, run)).then_some((kinds[best], points[best] >= 2.0))
}

/// What a kind must have for the run to be a name at all.
pub(super) fn least(words: &Words, run: &Run) -> f32 {
    // German nouns have capitals too: a guess is not enough there.
    if words.code == "de" && run.end - run.first == 1 { 0.85 } else { 0.25 }
}

/// So many binary digits has the number of people whose name makes a name of people of a word.
const MANY: u32 = 4;

pub(super) fn points(words: &Words, run: &Run) -> [f32; 4] {
    let Run { first, end, titled } = *run;
    let tokens = words.tokens;
    let list = &words.list[first..end];
    let count = list.iter().zip(first..).filter(|(_, at)| tokens.list[*at].is_capital()).count();
    let any = |cue: Cue| list.iter().any(|word| word.cue.has(cue));
    let ends = |cue: Cue| list.last().is_some_and(|word| word.cue.has(cue));
    let starts = |cue: Cue| list.first().is_some_and(|word| word.cue.has(cue));
    let before = first
        .checked_sub(1)
        .filter(|_| matches!(tokens.list[first].gap, Gap::Space | Gap::Apostrophe | Gap::Mark))
        .map(|at| words.list[at]);
    let after = tokens.get(end).filter(|token| token.gap == Gap::Space).map(|_| words.list[end]);
    let [mut person, mut organisation, mut place, mut other] = [0.0f32; 4];

    let head = list[0];
    let tail = list[list.len() - 1];
    let place_at = words.places.get(&first).filter(|place| place.0 == end);
    let commons = list
        .iter()
        .zip(first..)
        .filter(|(word, at)| tokens.list[*at].is_capital() && word.common && !word.meaning.has(Meaning::FIRST))
        .count();
    let upper = tokens.list[first].shape == Shape::Upper && tokens.folded(first).chars().count() > 1;

    let after_article = before.is_some_and(|word| word.cue.has(Cue::ARTICLE));
    let is_demonym = count == 1 && head.meaning.of_country().is_some() && !head.meaning.is_place();
    let within = words.places.get(&first).filter(|place| place.0 < end);
    let begins_with_place = within.is_some_and(|place| place.1);
    let ends_with_place =
        count > 1 && (first + 1..end).any(|at| words.places.get(&at).is_some_and(|place| place.1 && place.0 == end));

    let romance = matches!(words.code, "es" | "fr" | "it" | "pt");
    let of = first.checked_sub(1).is_some_and(|at| {
        matches!(
            tokens.folded(at),
            "de" | "di" | "d" | "du" | "da" | "do" | "del" | "della" | "dell" | "des" | "dos" | "das" | "l" | "la"
        )
    });
    let led = before.is_some_and(|word| word.cue.has(Cue::IN));

    // A person: first names, titles, initials, surnames.
    person += if titled { 2.5 } else { 0.0 };
    let is_first = head.meaning.has(Meaning::FIRST) || head.people.0 >= MANY;
    let is_last = tail.meaning.has(Meaning::LAST) || tail.people.1 >= MANY;
    if is_first && count > 1 {
        person += if head.common { 1.6 } else { 2.2 };
    } else if is_first {
        person += 1.0;
    }
    if is_last && (count > 1 || !tail.common) {
        person += 0.9;
    }
    person += if (2..=3).contains(&count) && commons == 0 {
        0.8
    } else if count == 1 {
        if led || after_article || tail.people == (0, 0) { 0.3 } else { 0.55 }
    } else {
        0.0
    };
    person += if list
        .iter()
        .zip(first..)
        .any(|(_, at)| tokens.folded(at).chars().count() == 1 && tokens.list[at].is_capital())
        && count > 1
    {
        1.0
    } else {
        0.0
    };
    person += if after.is_some_and(|word| word.cue.has(Cue::SAY)) { 0.8 } else { 0.0 };
    person += if list.iter().any(|word| word.cue.has(Cue::PERSON_LINK)) && head.meaning.has(Meaning::FIRST) {
        0.5
    } else {
        0.0
    };
    person -= if after_article && count > 1 {
        1.2
    } else if after_article {
        0.6
    } else {
        0.0
    };
    person -= if is_demonym { 2.0 } else { 0.0 };
    person -= if begins_with_place && count > 1 && !head.meaning.has(Meaning::FIRST) { 1.2 } else { 0.0 };
    person -= 0.7 * commons as f32;
    person -= if any(Cue::ORGANISATION) || any(Cue::OTHER) { 1.5 } else { 0.0 };
    person -= if any(Cue::PLACE) { 0.8 } else { 0.0 };
    person -= if upper && count == 1 { 1.5 } else { 0.0 };

    // An organisation.
    organisation += if is_known(words, run, Meaning::ORGANISATION) { 3.2 } else { 0.0 };
    if ends(Cue::ORGANISATION) || starts(Cue::ORGANISATION) {
        organisation += if count > 1 { 2.6 } else { 0.4 };
    } else if any(Cue::ORGANISATION) {
        organisation += 1.8;
    }
    organisation +=
        if upper && count == 1 && (2..=6).contains(&tokens.folded(first).chars().count()) { 1.9 } else { 0.0 };
    organisation += 0.2;
    organisation += if after_article && count == 1 && words.code == "en" { 0.5 } else { 0.0 };
    // "Houston Astros", "Werder Bremen".
    organisation += if begins_with_place && count > 1 && !any(Cue::OTHER) && !any(Cue::PLACE) { 1.7 } else { 0.0 };
    organisation += if ends_with_place && !any(Cue::OTHER) && !any(Cue::PLACE) && !head.meaning.has(Meaning::FIRST) {
        1.2
    } else {
        0.0
    };

    // A place.
    match place_at {
        Some((_, true)) => place += 3.0,
        Some((_, false)) => {
            place += if count > 1 {
                1.8
            } else if head.common || head.meaning.has(Meaning::FIRST) || head.meaning.has(Meaning::LAST) {
                0.7
            } else {
                1.5
            }
        }
        None => {}
    }
    if (ends(Cue::PLACE) || starts(Cue::PLACE)) && count > 1 {
        place += 2.0;
    } else if any(Cue::PLACE) && count > 1 {
        place += 1.0;
    }
    place += if before.is_some_and(|word| word.cue.has(Cue::PLACE)) { 1.2 } else { 0.0 };
    // A single word that nobody knows is a place in these languages more often than a person; in English and Dutch it is the other way round.
    place += if count == 1 { if matches!(words.code, "en" | "nl" | "de" | "tr") { 0.25 } else { 0.6 } } else { 0.0 };
    place += if led && count == 1 && place_at.is_some_and(|place| !place.1) && !head.meaning.has(Meaning::FIRST) {
        0.7
    } else {
        0.0
    };
    place += if romance && count == 1 && of {
        0.5
    } else if romance && count == 1 && after_article {
        0.4
    } else {
        0.0
    };
    place += if before.is_some_and(|word| word.cue.has(Cue::IN)) { 0.9 } else { 0.0 };
    place += if tokens.get(end).is_some_and(|token| token.gap == Gap::Comma)
        && words.places.get(&end).is_some_and(|place| place.1)
    {
        1.0
    } else {
        0.0
    };

    // A work, an event, a thing.
    if ends(Cue::OTHER) || starts(Cue::OTHER) {
        other += if count > 1 { 2.3 } else { 0.7 };
    } else if any(Cue::OTHER) {
        other += 1.5;
    }
    let quoted = tokens.list[first].gap == Gap::Mark && tokens.get(end).is_some_and(|token| token.gap >= Gap::Mark);
    other += if is_known(words, run, Meaning::OTHER) {
        3.1
    } else if is_demonym {
        2.0
    } else {
        0.0
    };
    other += if quoted && tokens.list[first].begins { 1.4 } else { 0.0 };
    other += if count > 1 { 0.5 * commons as f32 } else { 0.0 };
    other += if count == 1 { 0.15 } else { 0.4 };
    other += if starts(Cue::ARTICLE) { 0.7 } else { 0.0 };
    // "team Williams", "der Verlag Suhrkamp", "the film Titanic"; "Konami, a company", "Hole was a band".
    let small = |at: usize| tokens.list[at].shape == Shape::Lower;
    let head_before = first.checked_sub(1).filter(|at| small(*at) && tokens.list[first].gap <= Gap::Hyphen);
    if let Some(cue) = head_before.map(|at| words.list[at].cue) {
        organisation += if cue.has(Cue::ORGANISATION) { 1.6 } else { 0.0 };
        place += if cue.has(Cue::PLACE) { 0.6 } else { 0.0 };
        other += if cue.has(Cue::WORK) { 1.2 } else { 0.0 };
    }
    match said_to_be(words, end) {
        Some(MentionKind::Person) => person += 0.8,
        Some(MentionKind::Organisation) => organisation += 0.8,
        Some(MentionKind::Place) => place += 0.8,
        Some(MentionKind::Other) => other += 0.8,
        None => {}
    }
    match words.head_after(run) {
        Some((MentionKind::Place, _)) => place += 2.5,
        Some((MentionKind::Organisation, _)) => organisation += 2.5,
        Some((MentionKind::Other, _)) => other += 2.5,
        _ => {}
    }
    if words.small_head(first, Cue::SMALL_PLACE).is_some() {
        place += 1.5;
    }
    [person, organisation, place, other]
}

/// What is said of the name that ends here: ", a company", "was a band".
fn said_to_be(words: &Words, end: usize) -> Option<MentionKind> {
    let tokens = words.tokens;
    let next = tokens.get(end)?;
    let is_said = next.gap == Gap::Comma && words.list[end].cue.has(Cue::ARTICLE)
        || next.gap == Gap::Space
            && matches!(
                tokens.folded(end),
                "is" | "was"
                    | "est"
                    | "etait"
                    | "es"
                    | "era"
                    | "foi"
                    | "e"
                    | "fu"
                    | "ist"
                    | "war"
                    | "werd"
                    | "to"
                    | "byl"
                    | "byla"
            );
    let next_words = (end + 1..tokens.len().min(end + 6))
        .take_while(|at| tokens.list[*at].gap <= Gap::Hyphen && tokens.list[*at].shape == Shape::Lower);
    is_said.then_some(())?;
    next_words.filter(|at| !words.list[*at].cue.has(Cue::LINK)).find_map(|at| {
        let cue = words.list[at].cue;
        let kinds = [
            (Cue::TITLE, MentionKind::Person),
            (Cue::ORGANISATION, MentionKind::Organisation),
            (Cue::PLACE, MentionKind::Place),
            (Cue::WORK, MentionKind::Other),
        ];
        kinds.into_iter().find(|(wanted, _)| cue.has(*wanted)).map(|(_, kind)| kind)
    })
}

/// All of it is the name of an organisation, or of another thing, that is known.
fn is_known(words: &Words, run: &Run, flag: u64) -> bool {
    if run.end - run.first == 1 {
        let short = words.tokens.folded(run.first).chars().count() <= 4 && flag == Meaning::ORGANISATION;
        return words.list[run.first].meaning.has(flag)
            && (!short || words.tokens.list[run.first].shape == Shape::Upper);
    }
    let name = || (run.first..run.end).map(|at| words.tokens.folded(at)).collect::<Vec<_>>().join(" ");
    run.end - run.first <= 6 && look_up(&name()).is_some_and(|meaning| meaning.has(flag))
}
