//! Texts and places as numbers that stay the same over pages, releases and machines. Not against attackers: who writes a publisher's pages can spoil
//! what is remembered of that publisher, and of no other.

use crate::dom::{Dom, Id, Tag};
use std::sync::LazyLock;

/// A line by its words; by their order and letters, whatever stands between them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Print {
    pub exact: u64,
    /// The same with numbers, days and months taken for one word: "Updated 12:34". Only of short lines that have a number.
    pub masked: Option<u64>,
}

/// Longer lines with the same words but for the numbers are reports made from a template, not labels.
const MASKED_WORDS: u32 = 16;

pub(crate) fn of_text(text: &str, words: u32) -> Print {
    let mask = words <= MASKED_WORDS && text.bytes().any(|b| b.is_ascii_digit());
    let (mut exact, mut masked) = (START, MASKED_START);
    // Numbers and names of days in a row count as one.
    let mut in_date = false;
    each_word(text, |word, number| {
        exact = join(exact, word);
        if mask {
            let dated = number || DATE_WORDS.binary_search(&word).is_ok();
            if !dated {
                masked = join(masked, word);
            } else if !in_date {
                masked = join(masked, A_DATE);
            }
            in_date = dated;
        }
    });
    Print { exact, masked: mask.then_some(masked) }
}

/// Where a box stands: elements and the first lasting name of each, on the way from the page down to it. Positions do not count.
pub(crate) struct Places<'d, 's> {
    dom: &'d Dom<'s>,
    known: Vec<u64>,
}

impl<'d, 's> Places<'d, 's> {
    pub fn new(dom: &'d Dom<'s>) -> Places<'d, 's> {
        Places { dom, known: vec![0; dom.len() as usize] }
    }

    pub fn of(&mut self, id: Id) -> u64 {
        let known = self.known.get(id as usize).copied().unwrap_or(START);
        if known != 0 {
            return known;
        }
        let mut way: Vec<Id> = Vec::new();
        let mut at = id;
        let mut place = START;
        loop {
            let known = self.known.get(at as usize).copied().unwrap_or(START);
            if known != 0 {
                place = known;
                break;
            }
            way.push(at);
            if at == 0 {
                break;
            }
            at = self.dom.parent(at);
        }
        while let Some(at) = way.pop() {
            place = self.step(place, at);
            if let Some(known) = self.known.get_mut(at as usize) {
                *known = place;
            }
        }
        place
    }

    fn step(&self, above: u64, id: Id) -> u64 {
        let tag = self.dom.tag(id);
        if matches!(tag, Tag::Document | Tag::Html | Tag::Body) {
            // Their names tell the page's number, section and author.
            return START;
        }
        let place = join(above, of_bytes(tag.name().as_bytes()));
        match self.lasting_name(id) {
            Some(name) => join(place, of_bytes(name.as_bytes())),
            None => place,
        }
    }

    fn lasting_name(&self, id: Id) -> Option<&'s str> {
        let class = self.dom.raw_attributes(id).iter().find(|(name, _)| name.eq_ignore_ascii_case("class"))?.1;
        class
            .split_ascii_whitespace()
            .take(8)
            .find(|name| name.len() <= 60 && !name.bytes().any(|b| b.is_ascii_digit()))
    }
}

pub(crate) fn of_address(address: &coranto_core::Address) -> u64 {
    of_bytes(address.identity().as_bytes())
}

const START: u64 = 0x51_7c_c1_b7_27_22_0a_95;
const MASKED_START: u64 = 0x9e37_79b9_7f4a_7c15;
const A_DATE: u64 = 0x2545_f491_4f6c_dd1d;

#[inline]
fn join(hash: u64, word: u64) -> u64 {
    // Never 0: that is "not yet known".
    ((hash.rotate_left(23) ^ word).wrapping_mul(0x9fb2_1c65_1e98_df25)) | 1
}

fn of_bytes(bytes: &[u8]) -> u64 {
    coranto_core::hash::stable(bytes.iter().copied())
}

/// Calls `each` with every word as a number, and whether it has a digit.
fn each_word(text: &str, mut each: impl FnMut(u64, bool)) {
    let (mut word, mut number) = (EMPTY, false);
    // Inside one of the marks that stand between words: "–", "“", "…" begin with E2, "«", "·" and the fixed blank with C2.
    let mut mark = false;
    for byte in text.bytes() {
        mark = matches!(byte, 0xc2 | 0xe2) || (mark && byte & 0xc0 == 0x80);
        let letter = LETTERS[usize::from(byte)];
        if letter != 0 && !mark {
            word = (word ^ u64::from(letter)).wrapping_mul(0x100_0000_01b3);
            number |= byte.is_ascii_digit();
        } else if word != EMPTY {
            each(word, number);
            (word, number) = (EMPTY, false);
        }
    }
    if word != EMPTY {
        each(word, number);
    }
}

/// Bytes that make words, in lower case; all others part them. Of other scripts every byte counts.
static LETTERS: [u8; 256] = {
    let mut letters = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let b = byte as u8;
        letters[byte] = if b.is_ascii_alphanumeric() {
            b.to_ascii_lowercase()
        } else if b >= 0x80 {
            b
        } else {
            0
        };
        byte += 1;
    }
    letters
};

const EMPTY: u64 = 0xcbf2_9ce4_8422_2325;

static DATE_WORDS: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let names = "january february march april may june july august september october november december \
        jan feb mar apr jun jul aug sep sept oct nov dec \
        monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun \
        am pm a p m gmt utc est edt et pst pdt pt cst cdt ct bst cet cest \
        januar februar märz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonntag uhr \
        janvier février mars avril juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi samedi dimanche \
        enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miércoles jueves viernes sábado domingo \
        gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre lunedì martedì mercoledì giovedì venerdì sabato domenica \
        janeiro fevereiro março junho julho setembro outubro dezembro segunda terça quarta quinta sexta feira \
        januari februari maart mei augustus maandag dinsdag woensdag donderdag vrijdag zaterdag zondag \
        января февраля марта апреля мая июня июля августа сентября октября ноября декабря \
        понедельник вторник среда четверг пятница суббота воскресенье \
        يناير فبراير مارس أبريل ابريل مايو يونيو يوليو أغسطس اغسطس سبتمبر أكتوبر اكتوبر نوفمبر ديسمبر \
        الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık";
    let mut words = Vec::new();
    each_word(names, |word, _| words.push(word));
    words.sort_unstable();
    words
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_words_of_a_line_count() {
        let print = |text: &str| of_text(text, 6);
        assert_eq!(print("Sign up for our Evening Letter!").exact, print("  sign up — for our «evening» letter").exact);
        assert_ne!(print("Sign up for our Evening Letter").exact, print("Sign up for our letter Evening").exact);
        assert_ne!(print("ab c").exact, print("a bc").exact);
    }

    #[test]
    fn hours_and_days_do_not_count_in_labels() {
        let masked = |text: &str| of_text(text, 8).masked;
        assert_eq!(masked("Updated 12:34"), masked("updated 9:05 am"));
        assert_eq!(
            masked("Last updated on Tuesday, 24 November 2026 at 14:02"),
            masked("Last updated on 3 March 2025 at 9:01")
        );
        assert_ne!(masked("Updated 12:34"), masked("Published 12:34"));
        assert_eq!(masked("Updated today"), None);
        assert_eq!(
            of_text("Forty-four of 50 seats went to the party of the mayor, who said that she was glad", 18).masked,
            None
        );
    }
}
