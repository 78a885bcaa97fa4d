//! Names of one story that are certainly one subject: other scripts, other spellings, a short form beside the long one.

use crate::Known;
use crate::complete::initials;
use crate::fold::fold_name;
use crate::lang::{Script, script};
use crate::shown::is_acronym;
use crate::skeleton::Sound;
use coranto_core::NameId;
use coranto_core::about::SubjectKind;

/// A story that names more has its most told ones compared.
const MOST_NAMES: usize = 300;
const MOST_WORDS: usize = 8;

/// Two names that are one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Join {
    pub one: NameId,
    pub other: NameId,
    /// Plain words, English.
    pub why: String,
}

/// Joins names of different subjects, each with its reason. A name that could be two others' is nobody's.
pub fn joins(in_story: &[Known]) -> Vec<Join> {
    let mut names: Vec<Name<'_>> = in_story.iter().filter_map(Name::of).collect();
    names.sort_by_key(|name| (std::cmp::Reverse(name.known.articles), name.known.name));
    names.truncate(MOST_NAMES);
    let mut pairs = Vec::new();
    // Which are found to be one, as a table: a hostile story has as many pairs as the table has fields.
    let mut one_with = vec![vec![false; names.len()]; names.len()];
    for one in 0..names.len() {
        for other in one + 1..names.len() {
            if let Some(why) = same(&names[one], &names[other]) {
                (one_with[one][other], one_with[other][one]) = (true, true);
                pairs.push((one, other, why));
            }
        }
    }
    let is_one = |a: usize, b: usize| names[a].known.subject == names[b].known.subject || one_with[a][b];
    // Whom else of the other's language could it be?
    let others = |of: usize, than: usize| {
        let could_be = |third: &usize| one_with[of][*third] && *third != than && names[*third].is_beside(&names[than]);
        (0..names.len()).filter(could_be).any(|third| !is_one(third, than))
    };
    let clear = pairs.iter().filter(|(one, other, _)| {
        names[*one].known.subject != names[*other].known.subject && !others(*one, *other) && !others(*other, *one)
    });
    clear
        .map(|(one, other, why)| Join {
            one: names[*one].known.name,
            other: names[*other].known.name,
            why: why.clone(),
        })
        .collect()
}

struct Name<'a> {
    known: &'a Known,
    /// Folded, without particles.
    words: Vec<String>,
    sounds: Vec<Sound>,
    script: Script,
}

impl<'a> Name<'a> {
    fn of(known: &'a Known) -> Option<Name<'a>> {
        if !matches!(known.form.kind, SubjectKind::Person | SubjectKind::Organisation) {
            return None;
        }
        let words = words(&known.shown);
        let sounds = words.iter().map(|word| Sound::of(word)).collect();
        let words: Vec<String> = words.iter().map(|word| fold_name(word)).collect();
        (words.len() <= MOST_WORDS).then(|| Name { known, words, sounds, script: script(&known.shown) })
    }

    fn is_beside(&self, other: &Name<'_>) -> bool {
        self.script == other.script && self.known.lang == other.known.lang
    }
}

/// In small letters, particles left away, "Abdel Fattah" one word.
fn words(name: &str) -> Vec<String> {
    const PARTICLES: &[&str] = &[
        "al",
        "el",
        "ul",
        "an",
        "as",
        "ash",
        "at",
        "ad",
        "ar",
        "az",
        "ibn",
        "bin",
        "ben",
        "bint",
        "de",
        "del",
        "della",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "du",
        "des",
        "der",
        "den",
        "la",
        "le",
        "les",
        "los",
        "von",
        "van",
        "zu",
        "ter",
        "ten",
        "y",
        "e",
        "аль",
        "эль",
        "ал",
        "ан",
        "ас",
        "аш",
        "ат",
        "ад",
        "ар",
        "аз",
        "ибн",
        "бин",
        "бен",
        "фон",
        "ван",
        "де",
        "дер",
        "да",
        "ла",
        "ле",
        "дю",
        "بن",
        "ابن",
        "بنت",
        "دي",
        "فون",
        "فان",
        "دو",
        "ال",
        "आल",
        "अल",
        "बिन",
        "वॉन",
        "डी",
    ];
    let lower = name.to_lowercase();
    let parts = lower.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’') && !is_inner_mark(c));
    let mut words: Vec<String> = Vec::new();
    let mut servant = false;
    for part in parts.filter(|part| !part.is_empty()) {
        let bare = bare(part);
        if matches!(bare, "abd" | "abdel" | "abdul" | "abdal" | "абд" | "абдель" | "абдул" | "عبد") {
            servant = true;
            continue;
        }
        if PARTICLES.contains(&bare) {
            continue;
        }
        let word = bare.replace(['\'', '’'], "");
        words.push(if std::mem::take(&mut servant) { format!("{}{word}", servant_of(&word)) } else { word });
    }
    words
}

fn servant_of(word: &str) -> &'static str {
    match script(word) {
        Script::Arabic => "عبد",
        Script::Cyrillic => "абд",
        _ => "abd",
    }
}

/// "النهري" without its article.
fn bare(word: &str) -> &str {
    word.strip_prefix("ال").filter(|rest| rest.chars().count() >= 3).unwrap_or(word)
}

fn is_inner_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}' | '\u{900}'..='\u{97F}' if !matches!(c, '\u{964}' | '\u{965}'))
}

/// The reason why both are one; none where they are not.
fn same(one: &Name<'_>, other: &Name<'_>) -> Option<String> {
    if one.known.form.kind != other.known.form.kind {
        return None;
    }
    let shown = |name: &Name<'_>| format!("“{}”", name.known.shown);
    if one.known.form.kind == SubjectKind::Organisation {
        let (short, long) = if is_acronym(&one.known.shown) { (one, other) } else { (other, one) };
        let beside = is_acronym(&short.known.shown)
            && long.words.len() > 1
            && initials(&long.known.shown).eq(fold_name(&short.known.shown).chars());
        return beside.then(|| format!("{} are the initials of {}", shown(short), shown(long)));
    }
    if one.words.len() < 2 || other.words.len() < 2 {
        return None;
    }
    if one.script == other.script && one.words == other.words {
        return Some(format!("{} and {} are one spelling", shown(one), shown(other)));
    }
    if one.script == other.script && is_shortened(&one.words, &other.words) {
        return Some(format!("{} is {} with fewer or more of the names", shown(one), shown(other)));
    }
    if one.is_beside(other) {
        return None;
    }
    let sounds = one.sounds.len() == other.sounds.len()
        && one.sounds.iter().zip(&other.sounds).all(|(one, other)| one.agrees(other).is_some());
    sounds.then(|| format!("{} and {} sound alike word by word", shown(one), shown(other)))
}

/// "Donald Trump" and "Donald J. Trump"; first or last word stay, and the order.
fn is_shortened(one: &[String], other: &[String]) -> bool {
    let (few, many) = if one.len() < other.len() { (one, other) } else { (other, one) };
    if few.len() == many.len() || few.len() < 2 || (few[0] != many[0] && few.last() != many.last()) {
        return false;
    }
    let mut rest = many.iter();
    few.iter().all(|word| rest.any(|other| other == word))
}
