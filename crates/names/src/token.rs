//! A text as tokens: where each stands, how it is compared, how it is written, and what parts it from the one before.

use crate::fold::{is_invisible, push_folded};
use coranto_core::Lang;

/// A longer run of letters is no word of any language; what follows is read as the next token.
const MOST_TOKEN_BYTES: usize = 200;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// "word"
    Lower,
    /// "Word", and of other case inside: "McDonald", "iPhone" is not one.
    Title,
    /// "NATO", "U.S"; a single capital is one too.
    Upper,
    /// Begins with a digit.
    Number,
    /// A word of a script without capitals.
    Uncased,
    /// A single character of a script without spaces.
    Han,
}

/// What stands between a token and the one before, the strongest first where there are several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    /// Nothing, between characters of a script without spaces.
    None,
    Space,
    Hyphen,
    Apostrophe,
    /// ". " after something short: "St. Louis", "J. Smith".
    Dot,
    Comma,
    /// A bracket, a quotation mark, a slash: names seldom reach over it.
    Mark,
    /// A full stop, a line's end, a semicolon.
    Stop,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub start: u32,
    pub end: u32,
    folded: (u32, u32),
    pub shape: Shape,
    pub gap: Gap,
    /// It begins a sentence, a line or a quotation: its capital says nothing.
    pub begins: bool,
}

impl Token {
    pub fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Title | Shape::Upper)
    }
}

pub(crate) struct Tokens {
    pub list: Vec<Token>,
    folded: String,
    /// Nothing in the text is in lower case: capitals say nothing.
    pub all_capitals: bool,
}

impl Tokens {
    pub fn read(text: &str, lang: Option<Lang>) -> Tokens {
        // What is beyond is not read: places are told in 32 bits.
        let text = text.get(..(u32::MAX / 2) as usize).unwrap_or(text);
        let mut tokens = Tokens {
            list: Vec::with_capacity(text.len() / 5),
            folded: String::with_capacity(text.len()),
            all_capitals: false,
        };
        let mut sentences = coranto_text::sentences(text, lang).map(|s| s.start).peekable();
        let mut gap = Gap::Stop;
        let mut begins = true;
        let mut chars = text.char_indices().peekable();
        let (mut lower, mut upper) = (0u32, 0u32);
        while let Some(&(start, c)) = chars.peek() {
            if !is_word(c) {
                chars.next();
                (gap, begins) = (gap.max(gap_of(c, text, start, &tokens)), begins || opens(c));
                continue;
            }
            while sentences.next_if(|at| *at <= start).is_some() {
                (gap, begins) = (gap.max(Gap::Mark), true);
            }
            let folded_start = tokens.folded.len() as u32;
            let mut end = start;
            let mut letters = Letters::default();
            let unspaced = is_unspaced(c);
            while let Some(&(at, c)) = chars.peek() {
                let inside = if unspaced {
                    at == start
                } else {
                    !is_unspaced(c) && (is_word(c) || is_invisible(c) || is_dot_inside(text, start, at, c))
                };
                if !inside || at - start > MOST_TOKEN_BYTES {
                    break;
                }
                letters.see(c);
                if !is_invisible(c) {
                    end = at + c.len_utf8();
                    push_folded(c, &mut tokens.folded);
                }
                chars.next();
            }
            let shape = if unspaced { Shape::Han } else { letters.shape() };
            lower += u32::from(shape == Shape::Lower);
            upper += u32::from(shape == Shape::Upper);
            if unspaced && gap == Gap::Space && text[..start].ends_with(is_unspaced) {
                gap = Gap::None;
            }
            tokens.list.push(Token {
                start: start as u32,
                end: end as u32,
                folded: (folded_start, tokens.folded.len() as u32),
                shape,
                gap,
                begins,
            });
            (gap, begins) = (if unspaced { Gap::None } else { Gap::Space }, false);
        }
        tokens.all_capitals = upper > 2 && lower == 0;
        tokens
    }

    pub fn folded(&self, at: usize) -> &str {
        let (start, end) = self.list[at].folded;
        &self.folded[start as usize..end as usize]
    }

    pub fn get(&self, at: usize) -> Option<&Token> {
        self.list.get(at)
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }
}

#[derive(Default)]
struct Letters {
    first: Option<char>,
    upper: u32,
    lower: u32,
}

impl Letters {
    fn see(&mut self, c: char) {
        if is_invisible(c) {
            return;
        }
        self.first.get_or_insert(c);
        self.upper += u32::from(c.is_uppercase());
        self.lower += u32::from(c.is_lowercase());
    }

    fn shape(&self) -> Shape {
        match self.first {
            Some(c) if c.is_numeric() => Shape::Number,
            Some(c) if c.is_uppercase() => {
                if self.lower == 0 {
                    Shape::Upper
                } else {
                    Shape::Title
                }
            }
            Some(c) if c.is_lowercase() => {
                if self.upper > 0 {
                    Shape::Title
                } else {
                    Shape::Lower
                }
            }
            _ => Shape::Uncased,
        }
    }
}

fn is_word(c: char) -> bool {
    // Marks of Devanagari and Arabic belong to their words; Unicode calls most of them alphabetic, but not all.
    c.is_alphanumeric()
        || matches!(c, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}' | '\u{93C}' | '\u{94D}' | '\u{640}')
}

pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
}

/// The dot of "U.S": between single letters.
fn is_dot_inside(text: &str, start: usize, at: usize, c: char) -> bool {
    c == '.'
        && text[start..at].rsplit('.').next().is_some_and(|last| last.chars().count() == 1)
        && text[at + 1..].chars().next().is_some_and(char::is_uppercase)
        && text[at + 1..].chars().nth(1).is_none_or(|c| !c.is_alphanumeric())
}

fn opens(c: char) -> bool {
    matches!(c, '"' | '“' | '„' | '«' | '‘' | '「' | '『' | '(' | '\n' | ':' | '•' | '—' | '–')
}

fn gap_of(c: char, text: &str, at: usize, tokens: &Tokens) -> Gap {
    match c {
        ' ' | '\u{A0}' | '\u{202F}' | '\t' => Gap::Space,
        // "Brest - Kobrin" are two, and a dash may be written so.
        '-' if text[..at].ends_with(' ') || text[at + 1..].starts_with(' ') => Gap::Mark,
        '-' | '‐' | '‑' => Gap::Hyphen,
        '\'' | '’' | 'ʼ' | '`' => Gap::Apostrophe,
        '.' => {
            let short = tokens
                .list
                .last()
                .is_some_and(|last| last.end as usize == at && last.is_capital() && at - last.start as usize <= 6);
            if short && text[at + 1..].starts_with(' ') { Gap::Dot } else { Gap::Stop }
        }
        '·' | '・' => Gap::Hyphen,
        ',' | '،' | '、' | '，' => Gap::Comma,
        '\n' | ';' | '!' | '?' | '。' | '！' | '？' | '।' | '؛' | '؟' | '；' | ':' | '：' => Gap::Stop,
        c if is_invisible(c) => Gap::None,
        c if c.is_whitespace() => Gap::Space,
        _ => Gap::Mark,
    }
}
