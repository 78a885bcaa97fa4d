//! Numbers as they stand in news: in the digits of any script, grouped and parted as a language does it, with "million" behind them, in words, as shares and fractions.
//!
//! A digit that belongs to a name ("RF-7", "3rd", "A380") is no number of anything.

mod lexicon;
mod value;

use super::token::{Shape, Token};
use coranto_core::Lang;
use lexicon::{Lexicon, Sense};
use std::ops::Range;

/// A number in a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    /// In tokens, with what scales it and the sign that makes it a share or money.
    pub tokens: Range<usize>,
    pub value: f64,
    /// A sign or word that is its unit by itself: "%" for shares, "$" and its like.
    pub sign: Option<char>,
    /// Mostly an article ("un", "eine"): a number only where another number takes its place.
    pub weak: bool,
}

pub(super) const SHARE: char = '%';

/// All numbers of a stretch of tokens, in order.
pub(super) fn figures(text: &str, tokens: &[Token], range: Range<usize>, lang: Option<Lang>) -> Vec<Figure> {
    let reader = Reader { text, tokens: &tokens[..range.end], lexicon: lexicon::of(lang), lang };
    let mut found = Vec::new();
    let mut at = range.start;
    while at < range.end {
        match reader.figure(at) {
            Some(figure) => {
                at = figure.tokens.end;
                found.push(figure);
            }
            None => at += 1,
        }
    }
    found
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    lexicon: &'static Lexicon,
    lang: Option<Lang>,
}

impl Reader<'_> {
    fn figure(&self, start: usize) -> Option<Figure> {
        let mut at = start;
        let mut sign = self.money(at);
        at += usize::from(sign.is_some());
        if let Some(taken) = self.lexicon.taken(self.tokens, at, Sense::ShareBefore) {
            (at, sign) = (at + taken, Some(SHARE));
        }
        let before = self.share_sign(at);
        if before {
            (at, sign) = (at + 1, Some(SHARE));
        }
        let number = self.digits(at, sign).or_else(|| self.words(at))?;
        let mut end = number.end;
        if sign.is_none() {
            if let Some(taken) = self.share(end) {
                (end, sign) = (end + taken, Some(SHARE));
            } else if let Some(money) = self.money(end).filter(|_| self.is_glued(end) || !self.is_number(end + 1)) {
                (end, sign) = (end + 1, Some(money));
            }
        }
        Some(Figure { tokens: start..end, value: number.value, sign, weak: number.weak && sign.is_none() })
    }

    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| &self.text[t.at.clone()])
    }

    /// Directly behind the token before.
    fn is_glued(&self, at: usize) -> bool {
        let (Some(before), Some(token)) = (at.checked_sub(1).and_then(|b| self.tokens.get(b)), self.tokens.get(at))
        else {
            return false;
        };
        before.at.end == token.at.start
    }

    fn is_number(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.shape == Shape::Number)
    }

    fn money(&self, at: usize) -> Option<char> {
        self.word(at)
            .chars()
            .next()
            .filter(|c| matches!(c, '$' | '€' | '£' | '¥' | '₹' | '₽' | '₺' | '﷼' | '₩' | '₪' | '₴' | '￥'))
    }

    fn share_sign(&self, at: usize) -> bool {
        matches!(self.word(at), "%" | "٪" | "％")
    }

    fn share(&self, at: usize) -> Option<usize> {
        if self.share_sign(at) {
            return Some(1);
        }
        self.lexicon.taken(self.tokens, at, Sense::Share)
    }

    /// "2.1 million", "210 000", "3.5bn", "87'si".
    fn digits(&self, at: usize, sign: Option<char>) -> Option<Number> {
        let token = self.tokens.get(at)?;
        if token.silent || self.is_part_of_a_name(at) {
            return None;
        }
        let word = self.word(at);
        if token.shape != Shape::Number {
            return self.with_ending(at, word, sign);
        }
        let mut value = value::read(word, self.lang)?;
        let mut end = at + 1;
        while let Some(group) = self.group_after_space(at, end, value) {
            value = value * 1_000.0 + group;
            end += 1;
        }
        if self.is_ordinal(end) || self.goes_on(end) {
            return None;
        }
        let (value, end) = self.scaled(value, end);
        Some(Number { value, end, weak: false })
    }

    /// "RF-7", "G20" is one word anyway; "Boeing 737" cannot be told, and counts nothing the same twice.
    fn is_part_of_a_name(&self, at: usize) -> bool {
        let Some(hyphen) = at.checked_sub(1) else { return false };
        let before = hyphen.checked_sub(1).and_then(|b| self.tokens.get(b));
        self.is_glued(at)
            && matches!(self.word(hyphen), "-" | "‑" | "–" | "/" | "#" | "@" | "." | ":")
            && self.is_glued(hyphen)
            && before.is_some_and(|b| b.shape == Shape::Word || b.shape == Shape::Number)
    }

    /// "2-1", "10:30", "12/2026": more than one number in one.
    fn goes_on(&self, end: usize) -> bool {
        self.is_glued(end)
            && self.is_glued(end + 1)
            && matches!(self.word(end), "-" | "–" | ":" | "/")
            && self.is_number(end + 1)
    }

    /// "3. Dezember", "am 2. Spieltag".
    fn is_ordinal(&self, end: usize) -> bool {
        let stops =
            matches!(self.lang.as_ref().map(Lang::as_str), Some("de" | "tr" | "da" | "no" | "fi" | "cs" | "pl" | "hu"));
        stops
            && self.is_glued(end)
            && self.word(end) == "."
            && self.tokens.get(end + 1).is_some_and(|t| t.shape == Shape::Word)
            && !self.is_glued(end + 1)
    }

    fn group_after_space(&self, first: usize, at: usize, value: f64) -> Option<f64> {
        let (before, token) = (self.tokens.get(at - 1)?, self.tokens.get(at).filter(|t| t.shape == Shape::Number)?);
        let space = self.text.get(before.at.end..token.at.start)?;
        let narrow = matches!(space, "\u{a0}" | "\u{202f}" | "\u{2009}");
        let spaces_group = matches!(
            self.lang.as_ref().map(Lang::as_str),
            Some("fr" | "ru" | "uk" | "es" | "pt" | "pl" | "cs" | "sv" | "no" | "fi")
        );
        let digits = |at: usize| self.word(at).chars().count();
        let whole = self.word(at).chars().all(|c| crate::numerals::digit(c).is_some());
        let fits = (narrow || space == " " && spaces_group)
            && digits(at) == 3
            && whole
            && digits(first) <= 3
            && value >= 1.0
            && value.fract() == 0.0;
        // The first group has one to three digits, all later ones three.
        if !fits || self.word(first).chars().any(|c| crate::numerals::digit(c).is_none()) {
            return None;
        }
        value::read(self.word(at), self.lang)
    }

    /// A number with an ending of its language or a short form of "billion".
    fn with_ending(&self, at: usize, word: &str, sign: Option<char>) -> Option<Number> {
        let is_digit = |c: char| crate::numerals::digit(c).is_some() || matches!(c, '.' | ',');
        let cut = word.find(|c| !is_digit(c))?;
        let (digits, ending) = word.split_at(cut);
        let value = value::read(digits, self.lang)?;
        let money = sign.is_some_and(|s| s != SHARE);
        let factor = match ending {
            "bn" => 1e9,
            "mn" => 1e6,
            "tn" => 1e12,
            "m" if money => 1e6,
            "k" if money => 1e3,
            // Turkish sets its endings off.
            ending if ending.starts_with(super::token::is_apostrophe) => 1.0,
            _ => return None,
        };
        Some(Number { value: value * factor, end: at + 1, weak: false })
    }

    /// "million" and its like behind a number, more than one of them too ("mil millones").
    fn scaled(&self, mut value: f64, mut at: usize) -> (f64, usize) {
        for _ in 0..3 {
            let Some((scale, taken)) = self.lexicon.number(self.text, self.tokens, at) else { break };
            if scale.value < 1_000.0 {
                break;
            }
            (value, at) = (value * scale.value, at + taken);
            // "Mio."
            if self.is_glued(at) && self.word(at) == "." && self.word(at - 1).chars().count() <= 4 {
                at += 1;
            }
        }
        (value, at)
    }

    /// "twenty-three", "doscientos mil", "二十三万", "three quarters".
    fn words(&self, start: usize) -> Option<Number> {
        let (first, taken) =
            self.lexicon.number(self.text, self.tokens, start).filter(|_| !self.tokens[start].silent)?;
        if self.is_part_of_a_name(start) && first.value > 1.0 {
            return None;
        }
        let mut sum = Sum::of(first.value);
        let mut end = start + taken;
        for _ in 0..MOST_WORDS {
            let joint = self.joint(end);
            let Some((next, taken)) = self.lexicon.number(self.text, self.tokens, end + joint) else { break };
            let apart = joint > 0 && self.word(end) != "-" || next.tied;
            if !sum.add(next.value, apart) {
                break;
            }
            end += joint + taken;
        }
        let alone = end == start + taken;
        if alone && !self.stands_alone(start, first.value) {
            return None;
        }
        Some(Number { value: sum.value(), end, weak: first.weak && alone })
    }

    /// Between two words of one number: "and", a hyphen.
    fn joint(&self, at: usize) -> usize {
        let hyphen = self.word(at) == "-" && self.is_glued(at) && self.is_glued(at + 1);
        if hyphen {
            // vingt-et-un
            return 1 + self.lexicon.taken(self.tokens, at + 1, Sense::And).unwrap_or(0) * 2;
        }
        self.lexicon.taken(self.tokens, at, Sense::And).unwrap_or(0)
    }

    /// "Hundreds" and "millions" without a number before them count nothing exactly.
    fn stands_alone(&self, start: usize, value: f64) -> bool {
        let lang = self.lang.as_ref().map_or("", Lang::as_str);
        match value {
            v if v >= 1e5 => matches!(lang, "ru" | "ar"),
            v if v >= 100.0 => !matches!(lang, "en" | "zh"),
            v if v < 1.0 && v > 0.0 => !self.word(start).is_empty(),
            _ => true,
        }
    }
}

/// Longest number in words.
const MOST_WORDS: usize = 10;

struct Number {
    value: f64,
    end: usize,
    weak: bool,
}

/// A number in words as it grows.
struct Sum {
    /// What is done: thousands and more.
    total: f64,
    current: f64,
    last: f64,
}

impl Sum {
    fn of(value: f64) -> Sum {
        let (total, current) = if value >= 1_000.0 { (value, 0.0) } else { (0.0, value) };
        Sum { total, current, last: value }
    }

    fn value(&self) -> f64 {
        self.total + self.current
    }

    /// False when this word begins another number. `apart`: with "and" between them.
    fn add(&mut self, next: f64, apart: bool) -> bool {
        let fits = if next < 1.0 {
            // Three quarters.
            let small = (1.0..20.0).contains(&self.current) && self.total == 0.0 && !apart && next > 0.0;
            if small {
                self.current *= next;
            }
            small
        } else if next >= 1_000.0 {
            self.scale(next)
        } else if next == 100.0 && (1.0..10.0).contains(&(self.current % 100.0)) && self.current < 100.0 {
            self.current *= 100.0;
            true
        } else if next == 20.0 && self.current % 100.0 == 4.0 && !apart {
            // Quatre-vingts.
            self.current += 76.0;
            true
        } else {
            self.below(next, apart)
        };
        if fits {
            self.last = next;
        }
        fits
    }

    fn scale(&mut self, next: f64) -> bool {
        if self.current > 0.0 {
            if self.total > 0.0 && self.total < next {
                // 二千三百万: all of it is scaled.
                self.total = (self.total + self.current) * next;
            } else {
                self.total += self.current * next;
            }
            self.current = 0.0;
            return true;
        }
        if self.total > 0.0 && self.total < next {
            // Mil millones.
            self.total *= next;
            return true;
        }
        false
    }

    fn below(&mut self, next: f64, apart: bool) -> bool {
        let rest = self.current % 100.0;
        let room = match self.current {
            0.0 => self.total > 0.0 && self.last >= 1_000.0,
            // Soixante-dix, quatre-vingt-douze.
            _ if matches!(rest as u32, 60 | 80) && (10.0..20.0).contains(&next) => true,
            _ if rest == 0.0 => next < 100.0,
            // 二千三百: after the hundreds are filled nothing of their kind comes.
            _ if rest % 10.0 == 0.0 && rest >= 10.0 => next < 10.0 && next > 0.0,
            // "Einundzwanzig" in two words, "واحد وعشرون".
            _ if rest < 10.0 && apart => next >= 20.0 && next % 10.0 == 0.0 && next < 100.0,
            // 二十: two tens.
            _ if rest < 10.0 && next == 10.0 && !apart => {
                self.current += rest * 9.0;
                return true;
            }
            _ => false,
        };
        // "Ciento" and hundreds in one word follow thousands.
        let hundreds = self.current == 0.0 && self.total > 0.0 || rest == 0.0 && self.current >= 1_000.0;
        if room && (next < 100.0 || hundreds && next < 1_000.0) {
            self.current += next;
            return true;
        }
        false
    }
}
