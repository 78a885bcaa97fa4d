//! Patterns over tokens: `[wd ,]? the? dom of? month [of? year]?`. A name stands for a kind of token, `?` makes it or its group optional, `|` says or, `+` before
//! a mark that nothing may stand between. They are read once; matching is greedy and goes back, over a dozen steps at most.

use super::lexicon::{Part, Sym, Unit, Word, word_of};
use super::token::{Token, TokenShape};

/// No pattern captures more.
const MOST_CAPTURES: usize = 16;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Weekday,
    Month,
    /// A number that a day of a month may have.
    DayOfMonth,
    /// The same inside a longer number, for numbers with marks between.
    Any,
    /// A number of a month.
    MonthNumber,
    Year,
    /// A year inside a longer number: Aug/2019.
    TiedYear,
    ShortYear,
    Number,
    Ordinal,
    Unit,
    Week,
    Counted,
    Day,
    DayPart,
    RelUnit,
    RelYear,
    RelWeek,
    RelMonth,
    Rel,
    Part,
    Season,
    Half,
    Feast,
    Easter,
    Quarter,
    Zone,
    Clock,
    Numbers,
    Hijri,
    Word(Word),
    Mark(char),
    GluedMark(char),
}

#[derive(Debug)]
enum Step {
    Take(Vec<Kind>),
    /// Try the next steps; or pass over so many.
    Optional(usize),
}

#[derive(Debug)]
pub(super) struct Pattern {
    steps: Vec<Step>,
    /// The kinds of token that it may begin with, a bit each.
    first: u128,
}

/// What a pattern took.
#[derive(Debug, Clone, Copy)]
pub(super) struct Captures {
    taken: [(Kind, usize, i64); MOST_CAPTURES],
    len: usize,
}

impl Captures {
    pub fn all(&self, kind: Kind) -> impl Iterator<Item = i64> + '_ {
        self.taken[..self.len].iter().filter(move |(own, ..)| *own == kind).map(|(_, _, value)| *value)
    }

    pub fn get(&self, kind: Kind) -> Option<i64> {
        self.all(kind).next()
    }

    pub fn token(&self, kind: Kind) -> Option<usize> {
        self.taken[..self.len].iter().find(|(own, ..)| *own == kind).map(|(_, at, _)| *at)
    }

    pub fn last(&self, kind: Kind) -> Option<usize> {
        self.taken[..self.len].iter().rev().find(|(own, ..)| *own == kind).map(|(_, at, _)| *at)
    }

    pub fn places(&self, kind: Kind) -> impl Iterator<Item = usize> + '_ {
        self.taken[..self.len].iter().filter(move |(own, ..)| is_kind(*own, kind)).map(|(_, at, _)| *at)
    }

    pub fn has(&self, kind: Kind) -> bool {
        self.get(kind).is_some()
    }
}

/// A relative week is a relative unit too.
fn is_kind(own: Kind, kind: Kind) -> bool {
    own == kind || kind == Kind::RelUnit && matches!(own, Kind::RelYear | Kind::RelWeek | Kind::RelMonth)
}

impl Pattern {
    /// Panics on a pattern that is not one: a test reads them all.
    pub fn new(text: &str) -> Pattern {
        let spaced = text.replace("]?", " ]? ").replace('[', " [ ");
        let mut steps = Vec::new();
        let mut open = Vec::new();
        for word in spaced.split_whitespace() {
            match word {
                "[" => {
                    open.push(steps.len());
                    steps.push(Step::Optional(0));
                }
                "]?" => {
                    let at = open.pop().unwrap_or_default();
                    steps[at] = Step::Optional(steps.len() - at - 1);
                }
                word => {
                    let (word, optional) = word.strip_suffix('?').map_or((word, false), |word| (word, true));
                    if optional {
                        steps.push(Step::Optional(1));
                    }
                    steps.push(Step::Take(word.split('|').map(kind_of).collect()));
                }
            }
        }
        let first = first_of(&steps);
        Pattern { steps, first }
    }

    /// Where the pattern ends when it begins at this token.
    pub fn matches(&self, tokens: &[Token], from: usize) -> Option<(usize, Captures)> {
        if tokens.get(from)?.kinds & self.first == 0 {
            return None;
        }
        let mut captures = Captures { taken: [(Kind::Number, 0, 0); MOST_CAPTURES], len: 0 };
        let end = walk(&self.steps, tokens, from, &mut captures)?;
        (end > from).then_some((end, captures))
    }
}

fn first_of(steps: &[Step]) -> u128 {
    match steps.split_first() {
        None => 0,
        Some((Step::Optional(over), rest)) => first_of(rest) | first_of(&rest[*over..]),
        Some((Step::Take(kinds), _)) => kinds.iter().fold(0, |bits, kind| bits | bit(*kind)),
    }
}

/// Kinds that no token tells apart without looking closer share a bit.
fn bit(kind: Kind) -> u128 {
    1 << match kind {
        Kind::Word(word) => 20 + word as u32,
        Kind::Mark(_) | Kind::GluedMark(_) => 0,
        Kind::DayOfMonth
        | Kind::Any
        | Kind::MonthNumber
        | Kind::Year
        | Kind::TiedYear
        | Kind::ShortYear
        | Kind::Number => 1,
        Kind::Ordinal => 2,
        Kind::Weekday => 3,
        Kind::Month => 4,
        Kind::Unit | Kind::Week => 5,
        Kind::Counted => 6,
        Kind::Day | Kind::DayPart => 7,
        Kind::RelUnit | Kind::RelYear | Kind::RelWeek | Kind::RelMonth => 8,
        Kind::Rel => 9,
        Kind::Part => 10,
        Kind::Season => 11,
        Kind::Half => 12,
        Kind::Feast => 13,
        Kind::Easter => 14,
        Kind::Quarter => 15,
        Kind::Zone => 16,
        Kind::Clock => 17,
        Kind::Numbers => 18,
        Kind::Hijri => 19,
    }
}

/// The kinds that this token may be of.
pub(super) fn kinds(token: &Token) -> u128 {
    let of_sym = |sym: Sym| match sym {
        Sym::Month(_) => bit(Kind::Month),
        Sym::Weekday(_) => bit(Kind::Weekday),
        Sym::Day(_) | Sym::DayPart(..) => bit(Kind::Day),
        Sym::Number(_) => bit(Kind::Number),
        Sym::Ordinal(_) => bit(Kind::Ordinal),
        Sym::Unit(_) => bit(Kind::Unit),
        Sym::Rel(_) | Sym::Coming(_) => bit(Kind::Rel),
        Sym::RelUnit(..) => bit(Kind::RelUnit),
        Sym::Counted(..) => bit(Kind::Counted),
        Sym::Part(_) => bit(Kind::Part),
        Sym::Season(_) => bit(Kind::Season),
        Sym::Half(_) => bit(Kind::Half),
        Sym::Zone(_) => bit(Kind::Zone),
        Sym::Hijri => bit(Kind::Hijri),
        Sym::Word(word) => bit(Kind::Word(word)),
        Sym::Quarter(_) => bit(Kind::Quarter),
        Sym::Feast(..) => bit(Kind::Feast),
        Sym::Easter(_) => bit(Kind::Easter),
        Sym::Future | Sym::Past => 0,
    };
    let of_shape = match token.shape {
        TokenShape::Word | TokenShape::Wrong(_) => 0,
        TokenShape::Number { .. } => bit(Kind::Number) | bit(Kind::Ordinal),
        TokenShape::Mark(_) => bit(Kind::Mark(' ')),
        TokenShape::Clock { .. } => bit(Kind::Clock),
        TokenShape::Numbers(_) => bit(Kind::Numbers),
    };
    token.syms().fold(of_shape, |bits, sym| bits | of_sym(sym))
}

fn walk(steps: &[Step], tokens: &[Token], at: usize, captures: &mut Captures) -> Option<usize> {
    let Some((step, rest)) = steps.split_first() else { return Some(at) };
    match step {
        Step::Optional(over) => {
            let len = captures.len;
            walk(rest, tokens, at, captures).or_else(|| {
                captures.len = len;
                walk(&rest[*over..], tokens, at, captures)
            })
        }
        Step::Take(kinds) => {
            let token = tokens.get(at)?;
            for kind in kinds {
                let Some(value) = take(*kind, token) else { continue };
                let len = captures.len;
                if len < MOST_CAPTURES {
                    captures.taken[len] = (*kind, at, value);
                    captures.len += 1;
                }
                if let Some(end) = walk(rest, tokens, at + 1, captures) {
                    return Some(end);
                }
                captures.len = len;
            }
            None
        }
    }
}

/// The value of the token as one of this kind.
fn take(kind: Kind, token: &Token) -> Option<i64> {
    let number = |range: std::ops::RangeInclusive<i64>, most_digits: u8, inside: bool| match token.shape {
        TokenShape::Number { value, digits, inner, .. }
            if (inside || !inner) && digits <= most_digits && range.contains(&value) =>
        {
            Some(value)
        }
        _ => None,
    };
    let rel_unit = |wanted: Option<Unit>| {
        token.find(|sym| match sym {
            Sym::RelUnit(n, unit) if wanted.is_none_or(|wanted| wanted == unit) => Some(i64::from(n)),
            _ => None,
        })
    };
    match kind {
        Kind::Weekday => token.find(|sym| if let Sym::Weekday(n) = sym { Some(i64::from(n)) } else { None }),
        Kind::Month => token.find(|sym| if let Sym::Month(n) = sym { Some(i64::from(n)) } else { None }),
        Kind::DayOfMonth if token.weak => None,
        Kind::DayOfMonth => number(1..=99, 2, false),
        Kind::Any => number(0..=9999, 4, true),
        Kind::MonthNumber => number(1..=12, 2, false),
        Kind::Year => match token.shape {
            TokenShape::Number { value, digits: 4 | 0, inner: false, .. } if (1000..=9999).contains(&value) => {
                Some(value)
            }
            _ => None,
        },
        Kind::TiedYear => number(1000..=9999, 4, true).filter(|_| !token.weak),
        Kind::ShortYear => match token.shape {
            TokenShape::Number { value, digits: 2, inner: false, .. } => Some(value),
            TokenShape::Number { value, digits: 0, .. } if (0..=9).contains(&value) && token.at.len() > 3 => {
                Some(value)
            }
            _ => None,
        },
        Kind::Number => match token.shape {
            TokenShape::Number { value, inner: false, .. } if value >= 0 => Some(value),
            _ => None,
        },
        Kind::Ordinal => match token.shape {
            TokenShape::Number { value, ordinal: true, .. } => Some(value),
            _ => token.find(|sym| if let Sym::Ordinal(n) = sym { Some(n) } else { None }),
        },
        Kind::Unit => token.find(|sym| if let Sym::Unit(unit) = sym { Some(unit as i64) } else { None }),
        Kind::Week => token.has(Sym::Unit(Unit::Week)).then_some(0),
        Kind::Counted => token
            .find(|sym| if let Sym::Counted(n, unit) = sym { Some(i64::from(n) * 100 + unit as i64) } else { None }),
        Kind::Day => token.find(|sym| if let Sym::Day(n) = sym { Some(i64::from(n)) } else { None }),
        Kind::DayPart => token.find(|sym| if let Sym::DayPart(n, _) = sym { Some(i64::from(n)) } else { None }),
        Kind::RelUnit => rel_unit(None),
        Kind::RelYear => rel_unit(Some(Unit::Year)),
        Kind::RelWeek => rel_unit(Some(Unit::Week)),
        Kind::RelMonth => rel_unit(Some(Unit::Month)),
        Kind::Rel => token.find(|sym| match sym {
            Sym::Rel(n) => Some(i64::from(n)),
            Sym::Coming(n) => Some(i64::from(n) + NEAREST),
            _ => None,
        }),
        Kind::Part => token.find(|sym| if let Sym::Part(part) = sym { Some(part as i64) } else { None }),
        Kind::Season => token.find(|sym| if let Sym::Season(n) = sym { Some(i64::from(n)) } else { None }),
        Kind::Half => token.find(|sym| if let Sym::Half(after) = sym { Some(i64::from(after)) } else { None }),
        Kind::Feast => {
            token.find(|sym| if let Sym::Feast(m, d) = sym { Some(i64::from(m) * 1000 + i64::from(d)) } else { None })
        }
        Kind::Easter => token.find(|sym| if let Sym::Easter(n) = sym { Some(i64::from(n)) } else { None }),
        Kind::Quarter => token.find(|sym| if let Sym::Quarter(n) = sym { Some(i64::from(n)) } else { None }),
        Kind::Zone => token.find(|sym| if let Sym::Zone(minutes) = sym { Some(i64::from(minutes)) } else { None }),
        Kind::Clock => matches!(token.shape, TokenShape::Clock { .. }).then_some(0),
        Kind::Numbers => matches!(token.shape, TokenShape::Numbers(_)).then_some(0),
        Kind::Hijri => token.has(Sym::Hijri).then_some(0),
        Kind::Word(word) => token.is(word).then_some(0),
        Kind::Mark(mark) => token.is_mark(mark).then_some(0),
        Kind::GluedMark(mark) => (token.glued && token.is_mark(mark)).then_some(0),
    }
}

/// Added to the value of "coming", to tell it from "next".
pub(super) const NEAREST: i64 = 100;

/// The units and parts by the values that captures carry.
pub(super) fn unit(value: i64) -> Option<Unit> {
    const UNITS: [Unit; 14] = [
        Unit::Second,
        Unit::Minute,
        Unit::Hour,
        Unit::Day,
        Unit::Workday,
        Unit::Week,
        Unit::Weekend,
        Unit::Fortnight,
        Unit::Month,
        Unit::Quarter,
        Unit::HalfYear,
        Unit::Year,
        Unit::Decade,
        Unit::Century,
    ];
    UNITS.into_iter().find(|unit| *unit as i64 == value)
}

pub(super) fn part(value: i64) -> Option<Part> {
    const PARTS: [Part; 7] =
        [Part::Dawn, Part::Morning, Part::Noon, Part::Afternoon, Part::Evening, Part::Night, Part::Midnight];
    PARTS.into_iter().find(|part| *part as i64 == value)
}

fn kind_of(name: &str) -> Kind {
    match name {
        "wd" => Kind::Weekday,
        "month" => Kind::Month,
        "dom" => Kind::DayOfMonth,
        "any" => Kind::Any,
        "mn" => Kind::MonthNumber,
        "year" => Kind::Year,
        "year4" => Kind::TiedYear,
        "yy" => Kind::ShortYear,
        "n" => Kind::Number,
        "ord" => Kind::Ordinal,
        "unit" => Kind::Unit,
        "week" => Kind::Week,
        "counted" => Kind::Counted,
        "day" => Kind::Day,
        "daypart" => Kind::DayPart,
        "ru" => Kind::RelUnit,
        "ry" => Kind::RelYear,
        "rw" => Kind::RelWeek,
        "rm" => Kind::RelMonth,
        "rel" => Kind::Rel,
        "part" => Kind::Part,
        "season" => Kind::Season,
        "half" => Kind::Half,
        "feast" => Kind::Feast,
        "easter" => Kind::Easter,
        "quarter" => Kind::Quarter,
        "zone" => Kind::Zone,
        "clock" => Kind::Clock,
        "numbers" => Kind::Numbers,
        "hijri" => Kind::Hijri,
        _ => {
            let mut chars = name.chars();
            match (chars.next(), chars.next()) {
                (Some('+'), Some(mark)) => Kind::GluedMark(mark),
                (Some(mark), None) if mark.is_ascii_punctuation() => Kind::Mark(mark),
                _ => Kind::Word(word_of(name).unwrap_or_else(|| panic!("no such kind of token: {name}"))),
            }
        }
    }
}
