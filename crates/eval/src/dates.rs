//! `coranto eval dates`: are the dates of a sentence found, and do they resolve to the right time?
//!
//! Cases of Recognizers-Text (MIT), `<Language>/DateTimeModel.json`. Counted are date, daterange, datetime, datetimerange, time and timerange. Not counted, with
//! their number: durations, sets ("every Monday") and zones, which name no time; "now", and the last second of a day as its end; what refers to something the case
//! does not tell ("the same week"); what the reference leaves without a value though the day exists (seasons, school years, Hijri months); mentions that do not
//! stand where the case says (translations); cases that do not say when they are read (most French ones). A mention is right when it overlaps the expected one and
//! has one of its values: where the reference gives past and future, or morning and evening, ours is to be among them.
//!
//! Conventions that differ are no errors: the reference ends "March to May" on 1 May, Coranto with May; parts of the day are compared by name, their hours by
//! nothing; "before 2010" may end with the year's beginning or its end; "dentro de 9 meses" is a stretch there and its last day here.

pub mod world;

use anyhow::Context;
use comfy_table::Table;
use coranto_core::{Lang, Millis};
use coranto_text::dates::{Bound, Dates, Grain, Kind, Mention, Part, Published, dates};
use jiff::civil::DateTime;
use jiff::tz::Offset;
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

const LANGUAGES: [(&str, &str); 11] = [
    ("en", "English"),
    ("es", "Spanish"),
    ("fr", "French"),
    ("de", "German"),
    ("pt", "Portuguese"),
    ("ar", "Arabic"),
    ("zh", "Chinese"),
    ("hi", "Hindi"),
    ("tr", "Turkish"),
    ("it", "Italian"),
    ("nl", "Dutch"),
];

const COUNTED: [&str; 6] = ["date", "daterange", "datetime", "datetimerange", "time", "timerange"];

/// What became of the expected mentions of a language.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    pub cases: usize,
    pub expected: usize,
    /// Overlapping, with the right value.
    pub right: usize,
    /// Of these, word for word the same place but for white space and marks at its edges.
    pub exact: usize,
    /// Overlapping, whatever the value.
    pub found: usize,
    /// Mentions of ours that overlap nothing expected, counted or not.
    pub spurious: usize,
    pub not_counted: usize,
}

/// Both halves of a language: rules were looked at with the first only.
#[derive(Debug, Clone, Copy, Default)]
pub struct Halves {
    pub tuned: Tally,
    pub held_out: Tally,
}

/// One line a case that is not right, and everything found, by input.
pub type Predictions = BTreeMap<String, Vec<(String, String, String)>>;

/// Reads the folder, prints the table, writes what was found to `out` when given.
pub fn run(data: &Path, out: Option<&Path>) -> anyhow::Result<()> {
    let folder = folder(data)?;
    let mut table = Table::new();
    table.set_header([
        "language",
        "half",
        "cases",
        "expected",
        "right",
        "right %",
        "exact place %",
        "found %",
        "spurious",
        "not counted",
    ]);
    let mut predictions = Predictions::new();
    for (lang, name) in LANGUAGES {
        let Some(halves) = measure(&folder, lang, name, &mut predictions, &mut |_| {})? else {
            println!("{lang}: no cases in {}", folder.display());
            continue;
        };
        for (half, tally) in [("tuned on", halves.tuned), ("held out", halves.held_out)] {
            let percent = |n: usize| format!("{:.1}", 100.0 * n as f64 / tally.expected.max(1) as f64);
            table.add_row([
                lang.to_owned(),
                half.to_owned(),
                tally.cases.to_string(),
                tally.expected.to_string(),
                tally.right.to_string(),
                percent(tally.right),
                percent(tally.exact),
                percent(tally.found),
                tally.spurious.to_string(),
                tally.not_counted.to_string(),
            ]);
        }
    }
    println!("dates: Recognizers-Text, DateTimeModel; ru has no cases\n{table}");
    if let Some(out) = out {
        std::fs::write(out, serde_json::to_vec_pretty(&predictions)?)
            .with_context(|| format!("{} cannot be written", out.display()))?;
    }
    Ok(())
}

/// Every wrong case of one language in the half that rules are tuned on; of the other half nothing is shown.
pub fn list(data: &Path, lang: &str) -> anyhow::Result<()> {
    let folder = folder(data)?;
    let (lang, name) = LANGUAGES.into_iter().find(|(tag, _)| *tag == lang).context("no cases in this language")?;
    measure(&folder, lang, name, &mut Predictions::new(), &mut |line| println!("{line}"))?;
    Ok(())
}

/// The folder itself, or where the archive of the evaluation data puts it.
fn folder(data: &Path) -> anyhow::Result<PathBuf> {
    ["", "recognizers-text", "dates/recognizers-text"]
        .iter()
        .map(|inner| data.join(inner))
        .find(|folder| folder.join("English").is_dir())
        .with_context(|| format!("no <Language>/DateTimeModel.json below {} (unpack dates.tar.xz)", data.display()))
}

/// Measures one language; `wrong` hears of each case of the first half that is not right.
pub fn measure(
    folder: &Path,
    lang: &str,
    name: &str,
    predictions: &mut Predictions,
    wrong: &mut dyn FnMut(String),
) -> anyhow::Result<Option<Halves>> {
    let path = folder.join(name).join("DateTimeModel.json");
    let Ok(bytes) = std::fs::read(&path) else { return Ok(None) };
    let text = String::from_utf8_lossy(&bytes);
    let cases: Vec<Value> = serde_json::from_str(text.trim_start_matches('\u{FEFF}'))
        .with_context(|| format!("{} is no list of cases", path.display()))?;
    let mut halves = Halves::default();
    for case in &cases {
        let Some(input) = case["Input"].as_str() else { continue };
        let tuned = is_tuned(input);
        let tally = if tuned { &mut halves.tuned } else { &mut halves.held_out };
        let reference = case["Context"]["ReferenceDateTime"].as_str().and_then(|at| at.parse::<DateTime>().ok());
        let expected: Vec<&Value> = case["Results"].as_array().into_iter().flatten().collect();
        let Some(reference) = reference else {
            tally.not_counted += expected.len();
            continue;
        };
        tally.cases += 1;
        let found = dates(input, Lang::parse(lang), published(reference));
        let now = reference.strftime("%Y-%m-%d %H:%M:%S").to_string();
        let trouble = judge(input, &expected, &found, &now, tally);
        predictions
            .insert(format!("{lang}: {input}"), found.mentions.iter().map(|mention| shown(input, mention)).collect());
        if tuned && !trouble.is_empty() {
            wrong(format!("{reference} «{input}»: {}", trouble.join("; ")));
        }
    }
    Ok(Some(halves))
}

/// Half of the inputs by a hash of their bytes (FNV-1a): the same whatever the order, file or machine.
fn is_tuned(input: &str) -> bool {
    let hash = input
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (hash >> 32) & 1 == 0
}

fn published(reference: DateTime) -> Published {
    let at = Offset::UTC.to_timestamp(reference).map(Millis::from).unwrap_or(Millis(0));
    Published { at, offset_minutes: 0, day_first: None }
}

fn judge(input: &str, expected: &[&Value], found: &Dates, now: &str, tally: &mut Tally) -> Vec<String> {
    let mut trouble = Vec::new();
    let mut unplaced = false;
    let mut seen = vec![false; found.mentions.len()];
    for expected in expected {
        let Some(place) = place(input, expected) else {
            tally.not_counted += 1;
            unplaced = true;
            continue;
        };
        let refused = found.refused.iter().any(|(at, _)| overlap(at, &place));
        let ours: Vec<usize> =
            (0..found.mentions.len()).filter(|at| overlap(&found.mentions[*at].at, &place)).collect();
        ours.iter().for_each(|at| seen[*at] = true);
        let kind = expected["TypeName"].as_str().unwrap_or_default().trim_start_matches("datetimeV2.");
        let values: Vec<&Value> = expected["Resolution"]["values"].as_array().into_iter().flatten().collect();
        let valueless = values.is_empty();
        let unresolved = values.iter().all(|value| value["value"] == "not resolved");
        // "now" is no date of the news; the last second of a day is how the reference writes its end.
        let instant = values.iter().any(|value| {
            let text = value["value"].as_str().unwrap_or_default();
            text.ends_with("23:59:59") || kind == "datetime" && text == now && !is_numeric(expected)
        });
        let undefined = values.iter().any(|value| value["Mod"] == "ref_undef");
        let impossible = kind == "date" || refused;
        if !COUNTED.contains(&kind) || undefined || instant || valueless || unresolved && !impossible {
            tally.not_counted += 1;
            continue;
        }
        tally.expected += 1;
        if unresolved && refused {
            tally.found += 1;
            tally.right += 1;
            tally.exact += 1;
            continue;
        }
        tally.found += usize::from(!ours.is_empty());
        let right = ours
            .iter()
            .map(|at| &found.mentions[*at])
            .find(|ours| values.iter().any(|value| is_value(ours, kind, value)));
        match right {
            Some(ours) => {
                tally.right += 1;
                tally.exact += usize::from(edges(input, ours.at.clone()) == edges(input, place));
            }
            None => trouble.push(format!(
                "{kind} «{}» {} is {}",
                &input[place],
                values.iter().map(|value| told(value)).collect::<Vec<_>>().join(" | "),
                ours.iter()
                    .map(|at| {
                        let (a, b, _) = shown(input, &found.mentions[*at]);
                        format!("«{a}» {b}")
                    })
                    .collect::<Vec<_>>()
                    .join(", ")
            )),
        }
    }
    for (at, _) in seen.iter().enumerate().filter(|(_, seen)| !**seen && !unplaced) {
        tally.spurious += 1;
        trouble.push(format!("spurious {:?}", shown(input, &found.mentions[at])));
    }
    trouble
}

fn is_numeric(expected: &Value) -> bool {
    expected["Text"].as_str().is_some_and(|text| text.contains(|c: char| c.is_numeric()))
}

fn told(value: &Value) -> String {
    let text = |name: &str| value[name].as_str().unwrap_or_default();
    format!("{}{}..{} {}", text("value"), text("start"), text("end"), text("Mod"))
}

fn shown(input: &str, mention: &Mention) -> (String, String, String) {
    let value = format!(
        "{}..{} {:?} {:?} {:?}",
        mention.from.iso(),
        mention.to.iso(),
        mention.kind,
        mention.grain,
        mention.bound
    );
    let or = mention.or.map_or(String::new(), |(from, to)| format!("{}..{}", from.iso(), to.iso()));
    (input.get(mention.at.clone()).unwrap_or_default().to_owned(), value, or)
}

/// Where an expected mention stands: its text nearest to the place that is told, since some places are off (Hindi, Turkish); else that place.
fn place(input: &str, expected: &Value) -> Option<Range<usize>> {
    let start = usize::try_from(expected["Start"].as_i64()?).ok()?;
    let chars: Vec<(usize, char)> = input.char_indices().collect();
    let wanted: Vec<char> = expected["Text"].as_str()?.trim().chars().collect();
    let byte = |at: usize| chars.get(at).map_or(input.len(), |(at, _)| *at);
    let same = |a: char, b: char| a == b || a.to_lowercase().eq(b.to_lowercase());
    let stands = |at: &usize| {
        chars.get(*at..at + wanted.len()).is_some_and(|there| there.iter().zip(&wanted).all(|((_, a), b)| same(*a, *b)))
    };
    if let Some(at) = (0..chars.len()).filter(stands).min_by_key(|at| at.abs_diff(start)).filter(|_| !wanted.is_empty())
    {
        return Some(byte(at)..byte(at + wanted.len()));
    }
    let end = expected["End"].as_i64().and_then(|end| usize::try_from(end + 1).ok()).unwrap_or(start + wanted.len());
    // Translated cases with the English words in them do not say where they mean.
    let there: Vec<char> = chars.get(start..end.min(chars.len())).unwrap_or_default().iter().map(|(_, c)| *c).collect();
    let alike = there.iter().zip(&wanted).filter(|(a, b)| same(**a, **b)).count();
    let place = byte(start)..byte(end);
    (place.start < place.end && alike * 2 >= wanted.len()).then_some(place)
}

fn edges(input: &str, place: Range<usize>) -> Range<usize> {
    let text = input.get(place.clone()).unwrap_or_default();
    let trimmed = |c: char| !c.is_alphanumeric() && !is_vowel_sign(c);
    let start = place.start + text.len() - text.trim_start_matches(trimmed).len();
    start..place.start + text.trim_end_matches(trimmed).len().max(start - place.start)
}

/// Vowel signs at the end of a word belong to it.
fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{97F}' | '\u{64B}'..='\u{65F}')
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn is_value(ours: &Mention, kind: &str, value: &Value) -> bool {
    let local = |at: Millis| Offset::UTC.to_datetime(at.timestamp());
    let text = |name: &str| value[name].as_str();
    let (from, to) = (local(ours.from), local(ours.to));
    let at = |text: &str| moment(text, from);
    if kind == "time" || kind == "timerange" {
        let same =
            |ours: DateTime, text: Option<&str>| text.and_then(at).is_none_or(|theirs| theirs.time() == ours.time());
        if let Some(part) = ours.part {
            return part_of(text("start"), text("end")).is_some_and(|theirs| theirs == part || alike(theirs, part))
                || text("value").is_some_and(|_| same(from, text("value")));
        }
        return match text("value") {
            Some(time) => matches!(ours.kind, Kind::Time | Kind::DateTime) && same(from, Some(time)),
            None => bounded(ours, from, to, text("start").and_then(at), text("end").and_then(at), |a, b| {
                a.time() == b.time()
            }),
        };
    }
    if let Some(value) = text("value") {
        return at(value) == Some(from);
    }
    let (start, end) = (text("start").and_then(at), text("end").and_then(at));
    if let Some(part) = ours.part {
        let day = start.or(end).map(|theirs| theirs.date());
        let named = part_of(text("start").and_then(|t| t.get(11..)), text("end").and_then(|t| t.get(11..)));
        return day == Some(from.date()) && named.is_some_and(|theirs| theirs == part || alike(theirs, part));
    }
    bounded(ours, from, to, start, end, |a, b| a == b)
}

/// With both ends the reference's period; with one what is said to come before or after.
fn bounded(
    ours: &Mention,
    from: DateTime,
    to: DateTime,
    start: Option<DateTime>,
    end: Option<DateTime>,
    same: impl Fn(DateTime, DateTime) -> bool,
) -> bool {
    match (start, end) {
        // "dentro de 9 meses": the reference means the stretch up to then, Coranto the day.
        (Some(_), Some(end)) if matches!(ours.kind, Kind::Date | Kind::DateTime) => same(from, end),
        (Some(start), Some(end)) => {
            same(from, start) && (same(to, end) || last_unit(to, ours.grain).is_some_and(|last| same(last, end)))
        }
        (Some(start), None) => {
            matches!(ours.bound, Bound::Since | Bound::After) && (same(from, start) || same(to, start))
        }
        (None, Some(end)) => ours.bound == Bound::Before && (same(from, end) || same(to, end)),
        (None, None) => false,
    }
}

/// The beginning of the last unit before this end.
fn last_unit(to: DateTime, grain: Grain) -> Option<DateTime> {
    use jiff::ToSpan;
    let span = match grain {
        Grain::Minute => 1.minutes(),
        Grain::Hour => 1.hours(),
        Grain::PartOfDay => return None,
        Grain::Day => 1.days(),
        Grain::Week => 1.weeks(),
        Grain::Month => 1.months(),
        Grain::Quarter => 3.months(),
        Grain::Year => 1.years(),
        Grain::Decade => 10.years(),
        Grain::Century => 100.years(),
    };
    to.checked_sub(span).ok()
}

/// "2016-11-07", "2016-11-07 05:00:00", "05:00:00" (of our day).
fn moment(text: &str, day: DateTime) -> Option<DateTime> {
    match text.len() {
        8 => Some(day.date().to_datetime(text.parse().ok()?)),
        10 => Some(text.parse::<jiff::civil::Date>().ok()?.to_datetime(jiff::civil::Time::midnight())),
        _ => text.replace(' ', "T").parse().ok(),
    }
}

/// The part of the day that the reference means by its hours.
fn part_of(start: Option<&str>, end: Option<&str>) -> Option<Part> {
    Some(match (start?, end?) {
        ("04:00:00", "08:00:00") => Part::Dawn,
        ("08:00:00", "12:00:00" | "10:00:00") | ("10:00:00", "12:00:00") => Part::Morning,
        ("12:00:00", "16:00:00" | "13:00:00" | "14:00:00") | ("14:00:00", "16:00:00") => Part::Afternoon,
        ("16:00:00", "20:00:00" | "18:00:00") | ("18:00:00", "20:00:00") => Part::Evening,
        ("20:00:00" | "22:00:00", "23:59:59") => Part::Night,
        _ => return None,
    })
}

/// Languages cut the day differently: the Spanish "tarde" is afternoon and evening.
fn alike(theirs: Part, ours: Part) -> bool {
    matches!(
        (theirs, ours),
        (Part::Evening, Part::Afternoon) | (Part::Afternoon, Part::Noon) | (Part::Dawn, Part::Morning)
    )
}
