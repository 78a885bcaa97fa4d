//! What is true of the made-up news: who says what in each report and which coming days it names, as written down by hand in `content/truth/` (its README tells how).
//!
//! Here it is only read and put to its places in the reports; what somebody finds in them is compared elsewhere.

mod when;

pub use when::When;

use crate::markup::{Block, plain_inline};
use crate::news::{News, Report, Version};
use coranto_core::{Lang, Millis};
use std::ops::Range;

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/truth.rs"));
}

/// One version of a report with what is true of it.
#[derive(Debug)]
pub struct Document {
    /// "02-storm-ilva/meridian-wire", with the number of its version from the second on.
    pub id: String,
    pub lang: Lang,
    /// Paragraphs as lines: title, standfirst, body.
    pub text: String,
    pub at: Millis,
    /// Of the publisher's clock, east of Greenwich.
    pub offset_minutes: i16,
    pub said: Vec<Said>,
    pub dates: Vec<Date>,
}

/// Somebody's words, at every place where they stand: at one of them they are to be found.
#[derive(Debug, Clone)]
pub struct Said {
    pub kind: Kind,
    /// None: not asked.
    pub speaker: Option<String>,
    /// In bytes of the text, by occurrence.
    pub places: Vec<Vec<Range<usize>>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Direct,
    Fragment,
    Reported,
    /// May be taken for speech or not.
    Maybe,
}

/// A coming date, at every place where its words stand.
#[derive(Debug, Clone)]
pub struct Date {
    pub places: Vec<Range<usize>>,
    pub when: When,
    /// None: may be taken for a coming date or not.
    pub vague: Option<bool>,
}

/// The reports of the news that ends at `end`; and what in the truth stands in none of them or cannot be read.
pub fn documents(end: Millis) -> (Vec<Document>, Vec<String>) {
    let (news, mut problems) = News::embedded(end);
    let mut documents = Vec::new();
    for (file, text) in embedded::TRUTH {
        let name = file.trim_end_matches(".txt");
        let sheets = match read(text) {
            Ok(sheets) => sheets,
            Err(problem) => {
                problems.push(format!("{file}: {problem}"));
                continue;
            }
        };
        for sheet in &sheets {
            let slug = |report: &Report| news.publishers[report.publisher].text.slug.as_str();
            let told = |report: &&Report| name.ends_with(report.story.as_str()) && slug(report) == sheet.publisher;
            let Some(report) = news.reports.iter().find(told) else {
                problems.push(format!("{file}: {} has no such report", sheet.publisher));
                continue;
            };
            let like = sheets.iter().find(|other| Some(other.publisher.as_str()) == sheet.like.as_deref());
            // Of the same words its own line counts: a cut may take the full name of a speaker away.
            let own = |line: &&Line| sheet.lines.iter().any(|own| own.parts == line.parts);
            let inherited = like.into_iter().flat_map(|other| &other.lines).filter(|line| !own(line));
            let country = &news.publishers[report.publisher].text.country;
            let of = |(number, version): (usize, &Version)| Document {
                id: format!(
                    "{name}/{}{}",
                    sheet.publisher,
                    if number > 0 { format!(" ({})", number + 1) } else { String::new() }
                ),
                lang: report.lang,
                text: text_of(report, version),
                at: version.at,
                offset_minutes: i16::from(crate::date::offset_hours(country)) * 60,
                said: Vec::new(),
                dates: Vec::new(),
            };
            let mut versions: Vec<Document> = report.versions.iter().enumerate().map(of).collect();
            for (line, own) in sheet.lines.iter().map(|line| (line, true)).chain(inherited.map(|line| (line, false))) {
                let stands = versions.iter_mut().map(|version| line.put(version)).fold(false, |a, b| a | b);
                if own && !stands {
                    problems.push(format!("{file}: {} does not have “{}”", sheet.publisher, line.parts.join(" | ")));
                }
            }
            documents.extend(versions);
        }
    }
    for report in &news.reports {
        let slug = &news.publishers[report.publisher].text.slug;
        if !documents.iter().any(|document| document.id.ends_with(&format!("{}/{slug}", report.story))) {
            problems.push(format!("{}: nothing is written of the report of {slug}", report.story));
        }
    }
    (documents, problems)
}

/// What a reader of the page reads, a paragraph a line.
fn text_of(report: &Report, version: &Version) -> String {
    let head = std::iter::once(version.title.clone()).chain(report.standfirst.as_deref().map(plain_inline));
    let lines: Vec<String> = head.chain(version.blocks.iter().flat_map(Block::texts)).collect();
    lines.join("\n\n")
}

/// The lines of one report.
struct Sheet {
    publisher: String,
    like: Option<String>,
    lines: Vec<Line>,
}

struct Line {
    what: What,
    /// The speaker of said words.
    speaker: Option<String>,
    parts: Vec<String>,
}

enum What {
    Said(Kind),
    Date(When, Option<bool>),
}

fn read(text: &str) -> Result<Vec<Sheet>, String> {
    let mut sheets: Vec<Sheet> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let (key, rest) = line.split_once(' ').ok_or_else(|| format!("“{line}” says nothing"))?;
        if key == "report" {
            let (publisher, like) = match rest.split_once(" like ") {
                Some((publisher, like)) => (publisher, Some(like.trim().to_owned())),
                None => (rest, None),
            };
            sheets.push(Sheet { publisher: publisher.trim().to_owned(), like, lines: Vec::new() });
            continue;
        }
        let sheet = sheets.last_mut().ok_or("the first line names no report")?;
        let mut parts: Vec<String> = rest.split('|').map(|part| part.trim().to_owned()).collect();
        if parts.len() < 2 {
            return Err(format!("“{line}” lacks a “|”"));
        }
        let said = |kind| Ok(What::Said(kind));
        let mut date = |vague| {
            let when = parts.pop().unwrap_or_default();
            When::parse(&when).map(|when| What::Date(when, vague)).ok_or_else(|| format!("“{when}” is no time"))
        };
        let what = match key {
            "direct" => said(Kind::Direct),
            "fragment" => said(Kind::Fragment),
            "reported" => said(Kind::Reported),
            "maybe" => said(Kind::Maybe),
            "coming" => date(Some(false)),
            "vague" => date(Some(true)),
            "perhaps" => date(None),
            other => Err(format!("no line begins with “{other}”")),
        }?;
        let speaker = matches!(what, What::Said(_)).then(|| parts.remove(0)).filter(|speaker| speaker != "-");
        sheet.lines.push(Line { what, speaker, parts });
    }
    Ok(sheets)
}

impl Line {
    /// Writes it down for a text in which it stands; says whether it does.
    fn put(&self, document: &mut Document) -> bool {
        let places = self.places(&document.text);
        if places.is_empty() {
            return false;
        }
        match &self.what {
            What::Said(kind) => {
                document.said.push(Said { kind: *kind, speaker: self.speaker.clone(), places });
            }
            What::Date(when, vague) => {
                let places = places.into_iter().filter_map(|mut parts| parts.pop()).collect();
                document.dates.push(Date { places, when: *when, vague: *vague });
            }
        }
        true
    }

    /// Where its parts stand one after the other, for every place where the first does.
    fn places(&self, text: &str) -> Vec<Vec<Range<usize>>> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(first) = self.parts.first().and_then(|part| place(text, part, from)) {
            from = first.end;
            let mut parts = vec![first];
            for part in &self.parts[1..] {
                let after = parts.last().map_or(0, |part| part.end);
                parts.extend(place(text, part, after));
            }
            if parts.len() == self.parts.len() {
                found.push(parts);
            }
        }
        found
    }
}

/// Where the words stand from there on, with a gap where they leave some out.
fn place(text: &str, words: &str, from: usize) -> Option<Range<usize>> {
    let mut pieces = words.split("[…]").map(str::trim);
    let first = pieces.next().filter(|first| !first.is_empty())?;
    let start = from + text.get(from..)?.find(first)?;
    let mut end = start + first.len();
    for piece in pieces {
        end += text[end..].find(piece)? + piece.len();
    }
    Some(start..end)
}
