//! What of a text may be part of a date: words with their meanings, numbers (also in words), marks, and what is plainly one thing ("10:30", "12.12.2026", "next week").

use super::Refused;
use super::fold::{Raw, Shape, raws};
use super::lexicon::{Entry, Lexicon, Sym, Unit, Word};
use std::ops::Range;

/// A word has no more meanings than this in any table; further ones are not kept.
const MOST_MEANINGS: usize = 5;

#[derive(Debug, Clone)]
pub(super) struct Token {
    pub at: Range<usize>,
    pub glued: bool,
    pub shape: TokenShape,
    syms: [Option<Sym>; MOST_MEANINGS],
    /// Means what it means only beside something else.
    pub weak: bool,
    pub capital: bool,
    pub fold: Range<usize>,
    /// What it may be in a pattern.
    pub kinds: u128,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenShape {
    Word,
    /// A number in digits, or in words (0 digits).
    Number {
        value: i64,
        digits: u8,
        ordinal: bool,
        /// A part of a longer number, address or telephone number.
        inner: bool,
    },
    Mark(char),
    Clock {
        hour: u8,
        minute: u8,
        second: u8,
    },
    /// Three numbers, each with its count of digits.
    Numbers([(i64, u8); 3]),
    /// Looks like a date or time and is none.
    Wrong(Refused),
}

impl Token {
    pub fn has(&self, sym: Sym) -> bool {
        self.syms().any(|own| own == sym)
    }

    pub fn is(&self, word: Word) -> bool {
        self.has(Sym::Word(word))
    }

    pub fn syms(&self) -> impl Iterator<Item = Sym> + '_ {
        self.syms.iter().flatten().copied()
    }

    pub fn is_known(&self) -> bool {
        self.syms[0].is_some() || !matches!(self.shape, TokenShape::Word)
    }

    pub fn is_mark(&self, mark: char) -> bool {
        self.shape == TokenShape::Mark(mark)
    }

    /// The first meaning that is one of these.
    pub fn find<T>(&self, wanted: impl Fn(Sym) -> Option<T>) -> Option<T> {
        self.syms().find_map(wanted)
    }

    fn mean(&mut self, sym: Sym) {
        if !self.has(sym)
            && let Some(free) = self.syms.iter_mut().find(|own| own.is_none())
        {
            *free = Some(sym);
        }
    }
}

pub(super) fn tokens(text: &str, lexicon: &Lexicon) -> (Vec<Token>, String) {
    let (raws, folds) = raws(text);
    let mut tokens = Vec::with_capacity(raws.len());
    let mut at = 0;
    while at < raws.len() {
        at += push(&mut tokens, &raws[at..], &folds, lexicon, &raws[..at]);
    }
    let mut tokens = relative_units(numbers_in_words(tokens, lexicon));
    tokens.iter_mut().for_each(|token| token.kinds = super::pattern::kinds(token));
    (tokens, folds)
}

/// Makes a token of what the raw ones begin with; says how many it took.
fn push(tokens: &mut Vec<Token>, raws: &[Raw], folds: &str, lexicon: &Lexicon, done: &[Raw]) -> usize {
    let raw = &raws[0];
    match raw.shape {
        Shape::Digits { value, digits } => {
            let (shape, taken) = number(raws, value, digits, lexicon, done, folds);
            let end = raws[taken - 1].end;
            let mut token = plain(raw, shape);
            token.at.end = end;
            tokens.push(token);
            taken
        }
        Shape::Mark(mark) => {
            // An ending set off by an apostrophe: Aralık'ta, 2024'ten.
            if mark == '\'' && raw.glued && !lexicon.suffixes.is_empty() && raws.get(1).is_some_and(|next| next.glued) {
                let ending = &folds[raws[1].fold.clone()];
                let case = lexicon.suffixes.iter().find(|(suffix, _)| suffix == ending);
                let is_ordinal = lexicon
                    .get(ending)
                    .is_some_and(|entries| entries.iter().any(|entry| entry.sym == Sym::Word(Word::OrdinalMark)));
                if is_ordinal && let Some(Token { shape: TokenShape::Number { ordinal, .. }, .. }) = tokens.last_mut() {
                    *ordinal = true;
                } else if let Some((_, case)) = case {
                    push_case(tokens, *case, raws[1].end);
                }
                return 2;
            }
            let mut token = plain(raw, TokenShape::Mark(mark));
            if let Some(entries) = lexicon.get(mark.encode_utf8(&mut [0; 4])) {
                let taken = mean_longest(&mut token, entries, raws, folds).max(1);
                tokens.push(token);
                return taken;
            }
            tokens.push(token);
            1
        }
        Shape::Word { capital } => {
            let mut token = plain(raw, TokenShape::Word);
            token.capital = capital;
            token.fold = raw.fold.clone();
            let fold = &folds[raw.fold.clone()];
            if let Some(entries) = lexicon.get(fold) {
                let taken = mean_longest(&mut token, entries, raws, folds);
                if taken > 0 {
                    let dotted = is_abbreviation(&token, fold) && goes_on_after_stop(&raws[taken..]);
                    if dotted {
                        token.at.end = raws[taken].end;
                    }
                    tokens.push(token);
                    return taken + usize::from(dotted);
                }
            }
            if let Some(taken) = without_prefix(&mut token, raws, folds, fold, lexicon) {
                tokens.push(token);
                return taken;
            }
            if let Some(case) = without_suffix(&mut token, raws, folds, fold, lexicon) {
                tokens.push(token);
                push_case(tokens, case, raw.end);
                return 1;
            }
            tokens.push(token);
            1
        }
    }
}

fn plain(raw: &Raw, shape: TokenShape) -> Token {
    Token {
        at: raw.start..raw.end,
        glued: raw.glued,
        shape,
        syms: [None; MOST_MEANINGS],
        weak: false,
        capital: false,
        fold: raw.fold.clone(),
        kinds: 0,
    }
}

/// Longest short form of a month or weekday, in letters.
const MOST_SHORT_LETTERS: usize = 5;

fn is_abbreviation(token: &Token, fold: &str) -> bool {
    token.syms().any(|sym| matches!(sym, Sym::Month(_) | Sym::Weekday(_))) && fold.chars().count() <= MOST_SHORT_LETTERS
}

/// The stop here belongs to the word before: what follows is no new sentence.
fn goes_on_after_stop(raws: &[Raw]) -> bool {
    matches!(raws.first(), Some(Raw { glued: true, shape: Shape::Mark('.'), .. }))
        && raws.get(1).is_some_and(|next| matches!(next.shape, Shape::Digits { .. } | Shape::Word { capital: false }))
}

/// What a case says stands as a word of its own.
fn push_case(tokens: &mut Vec<Token>, case: Option<Word>, end: usize) {
    let Some(case) = case else { return };
    let mut token = Token {
        at: end..end,
        glued: true,
        shape: TokenShape::Word,
        syms: [None; MOST_MEANINGS],
        weak: false,
        capital: false,
        fold: 0..0,
        kinds: 0,
    };
    token.mean(Sym::Word(case));
    tokens.push(token);
}

/// Takes the meanings of the longest phrase that stands here; says of how many words.
fn mean_longest(token: &mut Token, entries: &[Entry], raws: &[Raw], folds: &str) -> usize {
    let stands = |entry: &Entry| {
        let mut place = 1;
        entry.rest.iter().all(|word| {
            let there = raws.get(place).is_some_and(|raw| match raw.shape {
                Shape::Mark(mark) => word.chars().eq([mark]),
                Shape::Word { .. } => folds[raw.fold.clone()] == **word,
                Shape::Digits { value, .. } => word.parse() == Ok(value),
            });
            place += 1;
            there
        })
    };
    let longest = entries.iter().filter(|entry| stands(entry)).map(|entry| entry.rest.len() + 1).max();
    let Some(taken) = longest else { return 0 };
    let mut weak = true;
    for entry in entries.iter().filter(|entry| entry.rest.len() + 1 == taken && stands(entry)) {
        token.mean(entry.sym);
        weak &= entry.weak;
    }
    token.weak = weak;
    token.at.end = raws[taken - 1].end;
    taken
}

/// "وغدا", "بالاثنين": a letter that is a word of its own before the word.
fn without_prefix(token: &mut Token, raws: &[Raw], folds: &str, fold: &str, lexicon: &Lexicon) -> Option<usize> {
    for prefix in &lexicon.prefixes {
        let Some(rest) = fold.strip_prefix(prefix.as_str()) else { continue };
        let whole = if prefix == "لل" { format!("ال{rest}") } else { rest.to_owned() };
        let Some(entries) = lexicon.get(&whole) else { continue };
        let taken = mean_longest(token, entries, raws, folds);
        if taken > 0 {
            if prefix == "و" {
                token.mean(Sym::Word(Word::Tied));
            }
            return Some(taken);
        }
    }
    None
}

/// Endings that are not set off: "pazartesiden", "haftada".
#[expect(clippy::option_option, reason = "an ending without a meaning of its own is an ending")]
fn without_suffix(token: &mut Token, raws: &[Raw], folds: &str, fold: &str, lexicon: &Lexicon) -> Option<Option<Word>> {
    for (suffix, case) in &lexicon.suffixes {
        let Some(stem) = fold.strip_suffix(suffix.as_str()).filter(|stem| stem.len() > 2) else { continue };
        if let Some(entries) = lexicon.get(stem)
            && mean_longest(token, entries, &raws[..1], folds) == 1
        {
            return Some(*case);
        }
    }
    None
}

/// A number with what belongs to it.
fn number(raws: &[Raw], value: i64, digits: u8, lexicon: &Lexicon, done: &[Raw], folds: &str) -> (TokenShape, usize) {
    // What follows a word and a mark ("says:30") does not hang together with it; what follows a number does.
    let after_word = matches!(
        done,
        [.., Raw { shape: Shape::Word { .. }, .. }, Raw { glued: true, shape: Shape::Mark(':' | ','), .. }]
    );
    let before = done.last().filter(|_| !after_word);
    let glued_digits = |at: usize| match raws.get(at) {
        Some(Raw { glued: true, shape: Shape::Digits { value, digits }, .. }) => Some((*value, *digits)),
        _ => None,
    };
    let glued_mark = |at: usize| match raws.get(at) {
        Some(Raw { glued: true, shape: Shape::Mark(mark), .. }) => Some(*mark),
        _ => None,
    };
    let tied_before = raws[0].glued
        && before.is_some_and(|raw| {
            matches!(
                raw.shape,
                Shape::Mark('.' | ',' | ':' | '/' | '-' | '+' | '$' | '€' | '£' | '#' | '_' | '=' | '%' | '&' | '@')
            )
        });
    // The numbers that hang together with this one.
    let mut chain = vec![(value, digits)];
    let mut marks = Vec::new();
    while chain.len() < 8 {
        let at = chain.len() * 2 - 1;
        let (Some(mark @ ('.' | ',' | ':' | '/' | '-')), Some(next)) = (glued_mark(at), glued_digits(at + 1)) else {
            break;
        };
        marks.push(mark);
        chain.push(next);
    }
    let short = |at: usize| chain.get(at).is_some_and(|(value, digits)| *digits <= 2 && *value >= 0);
    let taken = |numbers: usize| numbers * 2 - 1;
    let simple = |inner: bool| (TokenShape::Number { value, digits, ordinal: false, inner }, 1);
    if tied_before && !matches!(before.map(|raw| raw.shape), Some(Shape::Mark('-' | '/' | '$' | '.'))) {
        return simple(true);
    }
    // 10:30, 10:30:15, and 10:30-11:30 of which the rest is read afterwards.
    if marks.first() == Some(&':') && short(0) && chain[1].1 == 2 {
        let seconds = marks.get(1) == Some(&':') && chain[2].1 == 2;
        let second = if seconds { chain[2].0 } else { 0 };
        let used = if seconds { 3 } else { 2 };
        if marks.get(used - 1).is_some_and(|mark| *mark == ':') {
            return (TokenShape::Number { value, digits, ordinal: false, inner: true }, 1);
        }
        return (clock(value, chain[1].0, second), taken(used));
    }
    // 10h30
    if let [
        Raw { .. },
        Raw { glued: true, shape: Shape::Word { .. }, fold, .. },
        Raw { glued: true, shape: Shape::Digits { value: minute, digits: 2 }, .. },
        ..,
    ] = raws
        && digits <= 2
        && &folds[fold.clone()] == "h"
    {
        return (clock(value, *minute, 0), 3);
    }
    if let [first, second, ..] = marks[..]
        && first == second
        && matches!(first, '.' | '/' | '-')
    {
        let shape = [chain[0], chain[1], chain[2]];
        let widths = shape.map(|(_, digits)| digits);
        let is_date = matches!(widths, [4, 1 | 2, 1 | 2] | [1 | 2, 1 | 2, 4])
            || matches!(widths, [1 | 2, 1 | 2, 2]) && first != '-';
        let goes_on = marks.get(2).copied();
        let range = goes_on == Some('-') && first != '-';
        if is_date && (goes_on.is_none() || range) && !tied_before_phone(before, raws[0].glued) {
            return (TokenShape::Numbers(shape), taken(3));
        }
        if !range {
            return (TokenShape::Number { value, digits, ordinal: false, inner: true }, taken(chain.len()));
        }
    }
    // 20.00
    if lexicon.point_time
        && marks.first() == Some(&'.')
        && marks.len() == 1
        && short(0)
        && chain[1].1 == 2
        && value < 24
        && chain[1].0 < 60
        && (!lexicon.point_date || chain[1].0 > 12 || chain[1].0 == 0)
    {
        let word =
            raws.get(3).filter(|raw| matches!(raw.shape, Shape::Word { .. })).map(|raw| &folds[raw.fold.clone()]);
        let means_time = word.and_then(|word| lexicon.get(word)).is_some_and(|entries| {
            entries.iter().any(|entry| matches!(entry.sym, Sym::Word(Word::Oclock) | Sym::Half(_) | Sym::Zone(_)))
        });
        let asked = before.is_some_and(|raw| {
            lexicon.get(&folds[raw.fold.clone()]).is_some_and(|entries| {
                entries.iter().any(|entry| {
                    matches!(entry.sym, Sym::Word(Word::At | Word::AtHour | Word::Oclock))
                        || !lexicon.point_date && matches!(entry.sym, Sym::Word(Word::The))
                })
            })
        });
        if means_time || asked {
            return (clock(value, chain[1].0, 0), 3);
        }
    }
    if lexicon.point_time
        && lexicon.point_date
        && marks.first() == Some(&'.')
        && marks.len() == 1
        && short(0)
        && chain[1].1 == 2
    {
        let word =
            raws.get(3).filter(|raw| matches!(raw.shape, Shape::Word { .. })).map(|raw| &folds[raw.fold.clone()]);
        if word
            .and_then(|word| lexicon.get(word))
            .is_some_and(|entries| entries.iter().any(|entry| entry.sym == Sym::Word(Word::Oclock)))
        {
            return (clock(value, chain[1].0, 0), 3);
        }
    }
    // What hangs together by "/" or "." is read whole or not at all; of a range only its first half.
    let half = marks
        .iter()
        .position(|mark| *mark == '-')
        .filter(|_| matches!(marks.first(), Some('/' | '.')))
        .map_or(chain.len(), |dash| dash + 1);
    let money = raws[0].glued
        && before.is_some_and(|raw| matches!(raw.shape, Shape::Mark('$' | '€' | '£' | '¥' | '₹' | '₽' | '₺')));
    let percent = matches!(glued_mark(taken(chain.len())), Some('%' | '$' | '€' | '£' | '°' | '_' | '@'));
    // Thousands and decimals: no part of it is a day. 3-2 and 22/04 are left to the rules.
    let decimal = marks.contains(&',') || marks.contains(&'.') && !((half == 2 || half == 3) && short(0) && short(1));
    if money || percent || decimal || half > 4 || marks.len() > 7 {
        return (TokenShape::Number { value, digits, ordinal: false, inner: true }, taken(chain.len()));
    }
    let slashed = |mark: Option<char>| matches!(mark, Some('/' | '.'));
    let before_mark = before
        .filter(|_| raws[0].glued)
        .and_then(|raw| if let Shape::Mark(mark) = raw.shape { Some(mark) } else { None });
    simple(tied_before_phone(before, raws[0].glued) || slashed(marks.first().copied()) || slashed(before_mark))
}

/// "+1", "#5", "€20": the number belongs to the mark.
fn tied_before_phone(before: Option<&Raw>, glued: bool) -> bool {
    glued
        && before.is_some_and(|raw| {
            matches!(raw.shape, Shape::Mark('+' | '$' | '€' | '£' | '#' | '_' | '=' | '&' | '@' | '¥'))
        })
}

fn clock(hour: i64, minute: i64, second: i64) -> TokenShape {
    match (u8::try_from(hour), u8::try_from(minute), u8::try_from(second)) {
        (Ok(hour @ 0..=24), Ok(minute @ 0..=59), Ok(second @ 0..=59)) if hour < 24 || minute == 0 => {
            TokenShape::Clock { hour, minute, second }
        }
        _ => TokenShape::Wrong(Refused::NoSuchTime),
    }
}

/// Numbers that stand in words, put together: "twenty nine", "dos mil veinte", "二十三"; and what is made ordinal by its ending: "14th", "第三".
fn numbers_in_words(tokens: Vec<Token>, lexicon: &Lexicon) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let token = &tokens[at];
        if let Some((made, taken)) = in_words(&tokens[at..]) {
            out.push(made);
            at += taken;
            continue;
        }
        // "14th", "1er", "3.º"
        if token.glued && token.is(Word::OrdinalMark) || token.is(Word::OrdinalMark) && lexicon.get("号").is_some() {
            let dot = out.len() > 1 && out[out.len() - 1].is_mark('.') && out[out.len() - 1].glued;
            let number = if dot { out.len() - 2 } else { out.len().wrapping_sub(1) };
            if let Some(before) = out.get_mut(number)
                && let TokenShape::Number { ordinal, .. } = &mut before.shape
            {
                *ordinal = true;
                before.at.end = token.at.end;
                out.truncate(number + 1);
                at += 1;
                continue;
            }
        }
        out.push(token.clone());
        at += 1;
    }
    out
}

/// Longest number in words, in words.
const MOST_NUMBER_WORDS: usize = 8;

fn in_words(tokens: &[Token]) -> Option<(Token, usize)> {
    let value = |token: &Token| token.find(|sym| if let Sym::Number(n) = sym { Some((n, false)) } else { None });
    let ordinal = |token: &Token| token.find(|sym| if let Sym::Ordinal(n) = sym { Some((n, true)) } else { None });
    let read = |token: &Token| value(token).or_else(|| ordinal(token).filter(|(n, _)| *n > 0));
    // "第三" and the like.
    if tokens[0].is(Word::OrdinalFirst) {
        let (mut made, taken) = match tokens.get(1)?.shape {
            TokenShape::Number { inner: false, .. } => (tokens[1].clone(), 1),
            _ => in_words(&tokens[1..])?,
        };
        if let TokenShape::Number { ordinal, .. } = &mut made.shape {
            *ordinal = true;
        }
        made.at.start = tokens[0].at.start;
        made.glued = tokens[0].glued;
        return Some((made, taken + 1));
    }
    let (first, is_ordinal) = read(&tokens[0])?;
    // Words that are mostly something else ("second", "une") stay what they are when nothing follows.
    let (mut total, mut current, mut last, mut taken, mut ordinal) = (0i64, first, first, 1, is_ordinal);
    let mut digits = vec![first];
    while !ordinal && taken < MOST_NUMBER_WORDS {
        let mut skip = 0;
        if let Some(next) = tokens.get(taken)
            && (next.is(Word::And) || next.is_mark('-') && next.glued)
            && (last >= 20 && last % 10 == 0 || !tokens.get(taken + 1).is_some_and(|token| token.weak))
        {
            skip = 1;
        }
        let Some((n, is_ordinal)) = tokens.get(taken + skip).and_then(read) else { break };
        let next = &tokens[taken + skip];
        if skip == 1 && tokens[taken].is_mark('-') && !next.glued {
            break;
        }
        let tied = skip == 1 && !tokens[taken].is_mark('-') || next.is(Word::Tied);
        if n >= 100 && n % 100 == 0 && n > last {
            if current >= n || skip == 1 {
                break;
            }
            let Some(product) = current.checked_mul(n) else { break };
            if n >= 1000 {
                total += product;
                current = 0;
            } else {
                current = product;
            }
        } else if n < 10 && last < 10 && next.glued && skip == 0 && !is_ordinal {
            // 二零二六
            digits.push(n);
            current = 0;
        } else if n == 10 && last < 10 && last > 0 && next.glued && skip == 0 {
            current = current - last + last * 10;
        } else if is_above(last, n) || (tied && n >= 20 && n % 10 == 0 && last < 10 && last > 0) {
            current += n;
        } else if matches!(current, 19..=20) && (10..100).contains(&n) && n % 10 == 0 && total == 0 && digits.len() == 1
        {
            // "twenty twenty", "nineteen ninety"
            total = current * 100;
            current = n;
        } else {
            break;
        }
        last = n;
        ordinal = is_ordinal;
        taken += skip + 1;
    }
    if total > 10_000_000 || current > 10_000_000 {
        return None;
    }
    let value = if digits.len() > 1 { digits.iter().take(6).fold(0, |sum, n| sum * 10 + n) } else { total + current };
    let mut made = tokens[0].clone();
    made.at.end = tokens[taken - 1].at.end;
    made.weak = false;
    made.shape = TokenShape::Number { value, digits: 0, ordinal, inner: false };
    if taken > 1 {
        made.syms = [None; MOST_MEANINGS];
    }
    Some((made, taken))
}

/// May this number follow that one in a number: twenty three, two hundred five.
fn is_above(before: i64, n: i64) -> bool {
    match before {
        // soixante-dix, quatre-vingt-dix
        60 | 80 => n < 20 && n > 0,
        20..=99 => before % 10 == 0 && n < 10 && n > 0,
        10 => n < 10 && n > 0,
        100..=999 => before % 100 == 0 && n < 100 && n > 0,
        1000.. => before % 1000 == 0 && n < 1000 && n > 0,
        _ => false,
    }
}

/// "next week", "semana pasada": one token.
fn relative_units(tokens: Vec<Token>) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let rel = |token: &Token| {
        token.find(|sym| match sym {
            Sym::Rel(n) | Sym::Coming(n) => Some(n),
            _ => None,
        })
    };
    let unit = |token: &Token| token.find(|sym| if let Sym::Unit(unit) = sym { Some(unit) } else { None });
    let mut at = 0;
    while at < tokens.len() {
        let first = &tokens[at];
        if let Some(next) = tokens.get(at + 1) {
            let glue = matches!(
                (first.shape, next.shape),
                (
                    TokenShape::Word | TokenShape::Number { digits: 0, .. },
                    TokenShape::Word | TokenShape::Number { digits: 0, .. }
                )
            );
            let pair = match (rel(first), unit(next), unit(first), rel(next)) {
                (Some(n), Some(unit), ..) if glue => Some((n, unit)),
                (.., Some(unit), Some(n)) if glue && tokens.get(at + 2).and_then(unit_after).is_none() => {
                    Some((n, unit))
                }
                _ => None,
            };
            // "two weeks last …": the unit belongs to the number before.
            let counted = matches!(out.last().map(|token| token.shape), Some(TokenShape::Number { inner: false, .. }));
            if let Some((n, unit)) = pair
                && !counted
                && !matches!(unit, Unit::Second | Unit::Day)
            {
                let mut token = first.clone();
                token.shape = TokenShape::Word;
                token.syms = [None; MOST_MEANINGS];
                token.mean(Sym::RelUnit(n, unit));
                token.weak = false;
                token.at.end = next.at.end;
                out.push(token);
                at += 2;
                continue;
            }
        }
        out.push(first.clone());
        at += 1;
    }
    out
}

/// "this" of "week this week" belongs to what follows it.
fn unit_after(token: &Token) -> Option<Unit> {
    token.find(|sym| if let Sym::Unit(unit) = sym { Some(unit) } else { None })
}
