//! Somebody's words as pages show them: each once, however many reports carry them, with who says so; and no more of a publisher's text than its licence allows.

use crate::app::{App, Directory};
use crate::card::{Publisher, article_path, direction};
use crate::frame::Link;
use crate::i18n::{Interface, When};
use crate::subject;
use crate::visible::visible;
use coranto_core::about::QuoteKind;
use coranto_core::{ArticleId, Lang, SourceId};
use coranto_store::article::Stage;
use coranto_store::subject::QuoteRow;
use coranto_text::quotes::{Said, Variant, Variants, together};
use std::collections::{HashMap, HashSet};

/// One quotation.
#[derive(Debug, Clone)]
pub struct Saying {
    /// Exact words in their language's quotation marks.
    pub words: String,
    pub lang: String,
    pub dir: &'static str,
    /// Not the exact words.
    pub reported: bool,
    pub speaker: Option<Speaker>,
    /// Who carries the words that are shown, and who carries them too, newest first.
    pub carrier: Carrier,
    pub others: Vec<Carrier>,
    /// "in 4 reports"
    pub reports: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Speaker {
    pub name: String,
    pub href: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Carrier {
    pub source: SourceId,
    pub href: String,
    pub publisher: Publisher,
    pub when: When,
    /// "shortened"
    pub note: Option<String>,
}

/// Of a text that its publisher has not licensed no page shows more quotations than this, nor more words of each.
const SHORT: usize = 3;
const SHORT_WORDS: usize = 60;
/// Fewer reported words are a number or a name out of a sentence.
const FEWEST_REPORTED: u32 = 6;
/// A speech that somebody licensed is no quotation any more from here.
const MOST_WORDS: usize = 400;
/// Carriers named under a quotation.
const MOST_CARRIERS: usize = 40;
/// Somebody's name and office, at most.
const MOST_NAME: usize = 120;

/// The quotations of one page: counts what is shown of each text that is not licensed.
pub struct Quoted<'a> {
    app: &'a App,
    directory: &'a Directory,
    t: Interface,
    shown: HashMap<ArticleId, usize>,
}

impl<'a> Quoted<'a> {
    pub fn new(app: &'a App, directory: &'a Directory, t: Interface) -> Quoted<'a> {
        Quoted { app, directory, t, shown: HashMap::new() }
    }

    /// Each quotation once: exact words before reported ones, the reader's language before others, else in the order in which they come.
    pub fn sayings(&mut self, rows: &[QuoteRow], most: usize) -> Vec<Saying> {
        let mut rows: Vec<&QuoteRow> = rows.iter().filter(|row| may_be_quoted(row)).collect();
        rows.sort_by_key(|row| (row.quote.kind == QuoteKind::Indirect, row.lang != Some(self.t.lang())));
        let said: Vec<Said> = rows.iter().map(|row| Said { words: &row.quote.words, lang: row.lang }).collect();
        let found = together(&said);
        found.iter().filter_map(|variants| self.saying(&rows, variants)).take(most).collect()
    }

    fn saying(&mut self, rows: &[&QuoteRow], variants: &Variants) -> Option<Saying> {
        let numbers = std::iter::once(variants.form).chain(variants.others.iter().map(|other| other.number));
        let free: Vec<usize> = numbers.filter(|number| self.is_free(rows[*number])).collect();
        // Exact words before reported ones, the fuller form before others.
        let is_exact = |number: &&usize| rows[**number].quote.kind != QuoteKind::Indirect;
        let number = *free.iter().find(is_exact).or(free.first())?;
        let row = rows[number];
        if !self.is_licensed(row) {
            *self.shown.entry(row.card.id).or_default() += 1;
        }
        let mut seen = HashSet::from([row.card.id]);
        let mut others: Vec<usize> = variants.others.iter().map(|other| other.number).chain([variants.form]).collect();
        others.sort_unstable();
        others.retain(|other| seen.insert(rows[*other].card.id));
        let reports = i64::try_from(others.len() + 1).unwrap_or(i64::MAX);
        let note = |other: usize| {
            let variant = variants.others.iter().find(|variant| variant.number == other);
            variant.filter(|_| number == variants.form).and_then(|variant| self.note(variant))
        };
        Some(Saying {
            words: self.words(row),
            lang: row.lang.map(|lang| lang.to_string()).unwrap_or_default(),
            dir: direction(row.lang),
            reported: row.quote.kind == QuoteKind::Indirect,
            speaker: speaker(row, self.t),
            others: others.iter().take(MOST_CARRIERS).map(|other| self.carrier(rows[*other], note(*other))).collect(),
            carrier: self.carrier(row, None),
            reports: (reports > 1).then(|| self.t.count("said-reports", reports)),
        })
    }

    fn is_free(&self, row: &QuoteRow) -> bool {
        self.is_licensed(row) || self.shown.get(&row.card.id).is_none_or(|shown| *shown < SHORT)
    }

    fn is_licensed(&self, row: &QuoteRow) -> bool {
        row.card.stage == Stage::Ready && self.directory.facts(row.card.source_id).is_some_and(|facts| facts.full_text)
    }

    fn words(&self, row: &QuoteRow) -> String {
        let most = if self.is_licensed(row) { MOST_WORDS } else { SHORT_WORDS };
        let words = coranto_text::beginning(&visible(&row.quote.words), most);
        match row.quote.kind {
            QuoteKind::Indirect => words,
            QuoteKind::Direct | QuoteKind::Fragment => {
                let (opening, closing) = marks(row.lang);
                // The comma before "she said" belongs to the reporter's sentence.
                let words = words.trim_end_matches([',', ';', ':', '،', '؛', '，', '–', '—', '-', ' ']);
                format!("{opening}{words}{closing}")
            }
        }
    }

    fn note(&self, variant: &Variant) -> Option<String> {
        match (variant.missing.is_empty(), variant.added.is_empty()) {
            (true, true) => None,
            (false, true) => Some(self.t.say("said-shortened")),
            (_, false) => Some(self.t.say("said-otherwise")),
        }
    }

    fn carrier(&self, row: &QuoteRow, note: Option<String>) -> Carrier {
        Carrier {
            source: row.card.source_id,
            href: article_path(self.t, &row.card.key, &row.card.title),
            publisher: Publisher::new(self.directory.facts(row.card.source_id), self.t),
            when: When::utc(row.card.published_at, self.app.now(), self.t),
            note,
        }
    }
}

/// A page whose text was set aside shows nothing of it.
fn may_be_quoted(row: &QuoteRow) -> bool {
    let words = coranto_text::count_words(&visible(&row.quote.words));
    let fewest = if row.quote.kind == QuoteKind::Indirect { FEWEST_REPORTED } else { 1 };
    matches!(row.card.stage, Stage::Ready | Stage::Listed) && words >= fewest
}

/// A speaker who has a page is called as there; any other as the text does.
fn speaker(row: &QuoteRow, t: Interface) -> Option<Speaker> {
    let known = row.speaker.as_ref().and_then(|speaker| subject::link(speaker, t));
    if let Some(Link { name, href, .. }) = known {
        return Some(Speaker { name, href: Some(href) });
    }
    let told: String = visible(row.quote.speaker.as_deref()?).chars().take(MOST_NAME).collect();
    (!told.is_empty()).then_some(Speaker { name: told, href: None })
}

/// The quotation marks of a language, as its newspapers set them.
fn marks(lang: Option<Lang>) -> (&'static str, &'static str) {
    match lang.map(|lang| lang.as_str().to_owned()).as_deref() {
        Some(
            "ar" | "fa" | "ur" | "ps" | "ckb" | "ru" | "uk" | "be" | "el" | "es" | "it" | "ca" | "no" | "nb" | "hy",
        ) => ("«", "»"),
        Some("fr") => ("«\u{a0}", "\u{a0}»"),
        Some("de" | "cs" | "sk" | "sl" | "bg" | "et" | "lt" | "is" | "ka" | "mk" | "sq") => ("„", "“"),
        Some("pl" | "ro" | "hu" | "hr" | "sr" | "bs") => ("„", "”"),
        Some("sv" | "fi") => ("”", "”"),
        Some("ja") => ("「", "」"),
        _ => ("“", "”"),
    }
}
