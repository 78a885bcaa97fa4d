//! Dates: sentences of the news in twelve languages, written before the rules, and what holds for any text.
//!
//! `expected | sentence with [the date]`, read on Wednesday 25 November 2026, 09:00 UTC. Expected is a year, month, day, minute, `from..to`, a day and a part of
//! it; `by` or `since` before it; `!` and a reason; or `-`: no date at all. A date that was read wrongly becomes a line there.

use coranto_core::{Lang, Millis};
use coranto_text::dates::{Bound, Dates, Kind, Mention, Part, Published, Refused, coming, dates};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};
use proptest::prelude::*;
use std::time::{Duration, Instant};

const FILES: [(&str, &str, usize); 12] = [
    ("en", include_str!("en.txt"), 26),
    ("es", include_str!("es.txt"), 25),
    ("fr", include_str!("fr.txt"), 25),
    ("de", include_str!("de.txt"), 25),
    ("pt", include_str!("pt.txt"), 25),
    ("ar", include_str!("ar.txt"), 27),
    ("zh", include_str!("zh.txt"), 25),
    ("hi", include_str!("hi.txt"), 25),
    ("tr", include_str!("tr.txt"), 24),
    ("ru", include_str!("ru.txt"), 25),
    ("it", include_str!("it.txt"), 12),
    ("nl", include_str!("nl.txt"), 12),
];

const NOW: Published = Published { at: Millis(1_795_597_200_000), offset_minutes: 0, day_first: None };

fn read(text: &str, lang: &str) -> Dates {
    dates(text, Lang::parse(lang), NOW)
}

#[test]
fn it_works() {
    let text = "The summit opens on 12 December 2026 and ends [sic] next Friday.";
    let found = read(text, "en");
    let places: Vec<&str> = found.mentions.iter().map(|mention| &text[mention.at.clone()]).collect();
    assert_eq!(places, ["12 December 2026", "next Friday"]);
    assert_eq!(found.mentions[0].from.iso(), "2026-12-12T00:00:00Z");
    assert_eq!(found.mentions[0].to.iso(), "2026-12-13T00:00:00Z");
    assert_eq!(found.mentions[0].kind, Kind::Date);
}

#[test]
fn every_sentence_of_every_language() {
    let mut wrong = Vec::new();
    for (lang, file, all) in FILES {
        let lines: Vec<&str> = file.lines().filter(|line| !line.trim().is_empty()).collect();
        let bad: Vec<String> = lines.iter().filter_map(|line| trouble(line, lang)).collect();
        println!("{lang}: {} of {}", lines.len() - bad.len(), lines.len());
        if lines.len() - bad.len() < all {
            wrong.extend(bad.into_iter().map(|bad| format!("{lang}: {bad}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Why a line is not read as expected.
fn trouble(line: &str, lang: &str) -> Option<String> {
    let (expected, marked) = line.split_once(" | ")?;
    let start = marked.find('[').unwrap_or(0);
    let end = marked.find(']').map_or(0, |end| end - 1);
    let text = marked.replace(['[', ']'], "");
    let found = read(&text, lang);
    let shown = || format!("{line}\n    {found:?}");
    if expected == "-" {
        return (!found.mentions.is_empty()).then(shown);
    }
    let overlaps = |at: &std::ops::Range<usize>| at.start < end && start < at.end;
    if let Some(reason) = expected.strip_prefix('!') {
        let refused = found.refused.iter().any(|(at, why)| overlaps(at) && format!("{why:?}") == reason);
        return (!refused || !found.mentions.is_empty()).then(shown);
    }
    let right = found.mentions.len() == 1 && overlaps(&found.mentions[0].at) && is_as(&found.mentions[0], expected);
    (!right).then(shown)
}

fn is_as(mention: &Mention, expected: &str) -> bool {
    let (bound, value) = match expected.split_once(' ') {
        Some(("by", value)) => (Bound::Before, value),
        Some(("since", value)) => (Bound::Since, value),
        _ => (Bound::Within, expected),
    };
    let (value, part) = match value.split_once(' ') {
        Some((day, "morning")) => (day, Some(Part::Morning)),
        _ => (value, None),
    };
    let millis = |at: DateTime| jiff::tz::Offset::UTC.to_timestamp(at).map(Millis::from).ok();
    let day = |text: &str| text.parse::<Date>().ok().map(|day| day.to_datetime(Time::midnight()));
    let (from, to) = match (value.split_once(".."), value.len()) {
        (Some((from, to)), _) => (day(from), day(to)),
        (_, 4) => (day(&format!("{value}-01-01")), day(&format!("{value}-01-01")).map(|at| at + 1.year())),
        (_, 7) => (day(&format!("{value}-01")), day(&format!("{value}-01")).map(|at| at + 1.month())),
        (_, 10) => (day(value), day(value).map(|at| at + 1.day())),
        _ => (value.parse().ok(), None),
    };
    let from = from.and_then(millis);
    let same_day = |at: Millis| at.0.div_euclid(Millis::DAY);
    mention.bound == bound
        && match part {
            Some(part) => mention.part == Some(part) && from.map(same_day) == Some(same_day(mention.from)),
            None => from == Some(mention.from) && to.and_then(millis).is_none_or(|to| to == mention.to),
        }
}

#[test]
fn the_zone_of_the_publisher_decides_what_tomorrow_is() {
    // 23:30 UTC is already the 26th in Cairo.
    let late = Millis(NOW.at.0 + 14 * Millis::HOUR + 30 * Millis::MINUTE);
    let cairo = Published { at: late, offset_minutes: 120, day_first: None };
    let of = |published| dates("The vote is tomorrow.", Some(Lang::EN), published).mentions[0].from.iso();
    assert_eq!(of(cairo), "2026-11-26T22:00:00Z");
    assert_eq!(of(Published { at: late, ..NOW }), "2026-11-26T00:00:00Z");
}

#[test]
fn what_can_be_read_in_two_ways_says_so() {
    let of = |day_first| {
        let found = dates("It was signed on 03/04/2026.", Some(Lang::EN), Published { day_first, ..NOW });
        (found.mentions[0].from.iso(), found.mentions[0].or.is_some())
    };
    assert_eq!(of(None), ("2026-03-04T00:00:00Z".to_owned(), true));
    assert_eq!(of(Some(true)), ("2026-04-03T00:00:00Z".to_owned(), false));
    let german = read("Es wurde am 03.04.2026 unterzeichnet.", "de");
    assert_eq!((german.mentions[0].from.iso().as_str(), german.mentions[0].or), ("2026-04-03T00:00:00Z", None));
    assert!(read("They vote next Friday.", "en").mentions[0].or.is_some());
}

#[test]
fn nonsense_comes_back_with_its_reason() {
    for (text, reason) in [
        ("on 31 February", Refused::NoSuchDay),
        ("on 29 February 2027", Refused::NoSuchDay),
        ("on 30.02.2026", Refused::NoSuchDay),
        ("next next Friday", Refused::Meaningless),
        ("at 25:99", Refused::NoSuchTime),
        ("on 1 January 9999", Refused::FarYear),
        ("in 99999 years", Refused::FarYear),
    ] {
        let found = read(text, "en");
        assert!(found.mentions.is_empty(), "{text}: {found:?}");
        assert_eq!(found.refused.iter().map(|(_, why)| *why).collect::<Vec<_>>(), [reason], "{text}");
    }
}

#[test]
fn the_calendar_gets_what_lies_ahead_with_its_sentence() {
    let text = "Talks resume on Monday, 30 November.\n\nThe bank met last week. It wants to halve emissions by 2030. \
                The fair will open on 5 December at 10:00 in Basel.";
    let coming = coming(text, Some(Lang::EN), NOW);
    let shown: Vec<(&str, &str, bool)> =
        coming.iter().map(|c| (&text[c.mention.at.clone()], &text[c.sentence.clone()], c.vague)).collect();
    assert_eq!(
        shown,
        [
            ("Monday, 30 November", "Talks resume on Monday, 30 November.", false),
            ("by 2030", "It wants to halve emissions by 2030.", true),
            ("5 December at 10:00", "The fair will open on 5 December at 10:00 in Basel.", false),
        ]
    );
}

#[test]
fn hostile_texts_cost_what_their_length_costs() {
    for piece in [
        "next ",
        "12/",
        "1:",
        "12.12.",
        "twenty ",
        "from 3 to ",
        "between ",
        "of the ",
        "early early ",
        "一",
        "十二月",
        "last week of ",
        "1-2-3-4-",
        "in 99999999999999 years ",
        "2 weeks before 2 weeks before ",
        "و",
        "Monday, ",
        "the the the 5 ",
        "'ten ",
        "\u{202E}12\u{200D}:",
    ] {
        let text = piece.repeat(8_000 / piece.len());
        for lang in ["en", "tr", "zh", "ar"] {
            let started = Instant::now();
            let found = read(&text, lang);
            assert!(started.elapsed() < Duration::from_secs(20), "{piece:?} in {lang}");
            assert!(found.mentions.len() <= text.len());
        }
    }
}

proptest! {
    #[test]
    fn no_text_panics_and_places_are_of_the_text(
        words in prop::collection::vec(word(), 0..40),
        lang in prop::sample::select(FILES.map(|(lang, ..)| lang).to_vec()),
        at in any::<i64>(),
        offset in any::<i16>(),
    ) {
        let text = words.join(" ");
        holds(&text, lang, Published { at: Millis(at), offset_minutes: offset, day_first: None });
        holds(&text, lang, NOW);
        holds(&words.concat(), lang, NOW);
    }

    #[test]
    fn any_characters_at_all(text in "\\PC{0,200}", lang in prop::sample::select(FILES.map(|(lang, ..)| lang).to_vec())) {
        holds(&text, lang, NOW);
    }
}

/// Words of all tables, numbers and marks, so that rules are met.
fn word() -> impl Strategy<Value = String> {
    let all: Vec<String> = FILES
        .iter()
        .flat_map(|(_, file, _)| file.split(|c: char| c.is_whitespace() || c == '[' || c == ']'))
        .map(str::to_owned)
        .collect();
    prop_oneof![
        6 => prop::sample::select(all),
        2 => any::<u32>().prop_map(|n| n.to_string()),
        2 => (0u32..3000).prop_map(|n| n.to_string()),
        1 => prop::sample::select(vec![".", ",", "-", "/", ":", "'", "(", ")", "next", "last", "before", "of", "the", "early"])
            .prop_map(str::to_owned),
    ]
}

fn holds(text: &str, lang: &str, published: Published) {
    let found = dates(text, Lang::parse(lang), published);
    let mut end = 0;
    for mention in &found.mentions {
        assert!(mention.at.start >= end && mention.at.start < mention.at.end, "{text:?}: {found:?}");
        assert!(text.get(mention.at.clone()).is_some(), "{text:?}: {found:?}");
        assert!(mention.from <= mention.to, "{text:?}: {found:?}");
        end = mention.at.end;
    }
    assert!(found.refused.iter().all(|(at, _)| text.get(at.clone()).is_some()));
    let coming = coming(text, Lang::parse(lang), published);
    assert!(coming.iter().all(|coming| text.get(coming.sentence.clone()).is_some()));
}
