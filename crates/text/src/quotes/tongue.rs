//! What the rules know of a language: its verbs of saying in all their forms, the words around a name, the words that begin reported speech.

use coranto_core::Lang;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::tongues;

/// What a verb may be followed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Takes {
    /// Exact words: "said: “…”".
    pub quote: bool,
    /// A clause without a conjunction: "said he was late".
    pub bare: bool,
    /// A clause with its conjunction: "noted that …".
    pub that: bool,
    /// Its object is what was said: "denied the charge", "promised to pay".
    pub object: bool,
    /// A hearer stands first: "told reporters that …".
    pub hearer: bool,
}

/// One line of a language's verbs: what they take, their stems, the endings of each stem.
pub(super) struct Verbs {
    /// Letters of [`Takes`]: q, b, t, o, h.
    pub takes: &'static str,
    pub stems: &'static str,
    /// "-" is none.
    pub endings: &'static str,
}

/// Where the verb of saying stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Order {
    /// X said, said X.
    #[default]
    Free,
    /// Arabic: said X that …
    VerbFirst,
    /// Hindi, Turkish: X … said.
    VerbLast,
    /// Chinese: words are not parted.
    Unspaced,
}

/// A language as it is written down in `tongues`. Words stand in it as readers write them; they are folded when read.
pub(super) struct Source {
    pub order: Order,
    pub verbs: &'static [Verbs],
    pub that: &'static str,
    pub pronouns: &'static str,
    /// "the", "a", "his": what a noun phrase begins with.
    pub determiners: &'static str,
    /// "was", "been": before a verb they make the one who speaks the one who is spoken of.
    pub passive: &'static str,
    /// What a participle ends in.
    pub participle: &'static str,
    /// What stands between a speaker and the verb and belongs to the verb: "has", "also".
    pub helpers: &'static str,
    /// Words that end a noun phrase or are cut off before it: prepositions, conjunctions.
    pub ends: &'static str,
    /// Prepositions inside a noun phrase: "of".
    pub inside: &'static str,
    /// Days and times that stand beside a name and are none.
    pub times: &'static str,
    /// Phrases that the speaker follows: "according to". Words of one phrase are joined by "_".
    pub according: &'static str,
    pub elides: bool,
    pub suffixes: bool,
    pub inverted: &'static [&'static str],
    /// Nouns are written with capitals.
    pub nouns_capital: bool,
    /// A reported clause without conjunction stands after a comma: "sagte, er sei …".
    pub comma_clause: bool,
    /// The reporter speaks inside the marks: «…, — said X. — …».
    pub inserts: bool,
    /// What follows a subject that speaks.
    pub subject: &'static str,
    /// How the verb of a reported clause ends.
    pub clause: &'static str,
}

impl Source {
    pub const NONE: Source = Source {
        order: Order::Free,
        verbs: &[],
        that: "",
        pronouns: "",
        determiners: "",
        passive: "",
        participle: "",
        helpers: "",
        ends: "",
        inside: "",
        times: "",
        according: "",
        elides: false,
        suffixes: false,
        inverted: &[],
        nouns_capital: false,
        comma_clause: false,
        inserts: false,
        subject: "",
        clause: "",
    };
}

pub(super) struct Tongue {
    verbs: HashMap<String, Takes>,
    words: HashMap<String, u16>,
    pub according: Vec<Vec<String>>,
    participle: &'static str,
    pub elides: bool,
    pub suffixes: bool,
    pub inverted: &'static [&'static str],
    pub order: Order,
    pub nouns_capital: bool,
    pub comma_clause: bool,
    pub inserts: bool,
    clause: Vec<String>,
    /// Arabic writes "and" in one with the word.
    pub joined_and: &'static [char],
}

const THAT: u16 = 1;
const PRONOUN: u16 = 2;
const DETERMINER: u16 = 4;
const HELPER: u16 = 8;
const END: u16 = 16;
const INSIDE: u16 = 32;
const TIME: u16 = 64;
const PASSIVE: u16 = 128;
const SUBJECT: u16 = 256;

impl Tongue {
    fn read(tag: &str, source: &Source) -> Tongue {
        let lang = Lang::parse(tag);
        let folded = |word: &str| crate::fold::fold(word.to_lowercase().into(), lang).into_owned();
        let mut verbs = HashMap::new();
        for line in source.verbs {
            let takes = Takes {
                quote: line.takes.contains('q'),
                bare: line.takes.contains('b'),
                that: line.takes.contains('t'),
                object: line.takes.contains('o'),
                hearer: line.takes.contains('h'),
            };
            for stem in line.stems.split_whitespace() {
                for ending in line.endings.split_whitespace() {
                    let form = folded(&format!("{stem}{}", ending.trim_matches('-')));
                    verbs.entry(form).or_insert(takes);
                }
            }
        }
        let mut words: HashMap<String, u16> = HashMap::new();
        for (list, kind) in [
            (source.that, THAT),
            (source.pronouns, PRONOUN),
            (source.determiners, DETERMINER),
            (source.helpers, HELPER),
            (source.ends, END),
            (source.inside, INSIDE),
            (source.times, TIME),
            (source.passive, PASSIVE),
            (source.subject, SUBJECT),
        ] {
            list.split_whitespace().for_each(|word| *words.entry(folded(word)).or_default() |= kind);
        }
        let according = source.according.split_whitespace().map(|phrase| phrase.split('_').map(folded).collect());
        Tongue {
            verbs,
            words,
            according: according.collect(),
            participle: source.participle,
            elides: source.elides,
            suffixes: source.suffixes,
            inverted: source.inverted,
            order: source.order,
            clause: source.clause.split_whitespace().map(folded).collect(),
            nouns_capital: source.nouns_capital,
            comma_clause: source.comma_clause,
            inserts: source.inserts,
            joined_and: if tag == "ar" { &['و', 'ف'] } else { &[] },
        }
    }

    /// What the word takes, if it is a verb of saying; and how many bytes of it are a conjunction written in one with it.
    pub fn verb(&self, low: &str) -> Option<(Takes, usize)> {
        if let Some(takes) = self.verbs.get(low) {
            return Some((*takes, 0));
        }
        let rest = low.strip_prefix(self.joined_and)?;
        self.verbs.get(rest).map(|takes| (*takes, low.len() - rest.len()))
    }

    fn is(&self, low: &str, kind: u16) -> bool {
        self.words.get(low).is_some_and(|kinds| kinds & kind != 0)
    }

    pub fn is_that(&self, low: &str) -> bool {
        self.is(low, THAT)
    }

    pub fn is_pronoun(&self, low: &str) -> bool {
        self.is(low, PRONOUN)
    }

    pub fn is_determiner(&self, low: &str) -> bool {
        self.is(low, DETERMINER)
    }

    pub fn is_helper(&self, low: &str) -> bool {
        self.is(low, HELPER)
    }

    pub fn is_end(&self, low: &str) -> bool {
        self.is(low, END) || low.strip_prefix(self.joined_and).is_some_and(|rest| self.is(rest, END))
    }

    pub fn is_inside(&self, low: &str) -> bool {
        self.is(low, INSIDE)
    }

    pub fn marks_subject(&self, low: &str) -> bool {
        self.is(low, SUBJECT)
    }

    /// Whether a reported clause may end with the word.
    pub fn ends_clause(&self, low: &str) -> bool {
        self.clause.iter().any(|ending| low.len() > ending.len() + 3 && low.ends_with(ending.as_str()))
    }

    pub fn is_passive(&self, low: &str) -> bool {
        self.is(low, PASSIVE)
    }

    pub fn is_participle(&self, low: &str) -> bool {
        !self.participle.is_empty() && low.ends_with(self.participle)
    }

    pub fn is_time(&self, low: &str) -> bool {
        self.is(low, TIME)
    }
}

/// The rules of a language; of one that is not among them nothing is known, and no quotation found.
pub(super) fn tongue(lang: Option<Lang>) -> Option<&'static Tongue> {
    static TONGUES: LazyLock<HashMap<&str, Tongue>> =
        LazyLock::new(|| tongues::ALL.iter().map(|(tag, source)| (*tag, Tongue::read(tag, source))).collect());
    lang.and_then(|lang| TONGUES.get(lang.as_str()))
}
