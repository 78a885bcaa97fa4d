//! Near-copies on texts of our own.

use coranto_core::{ArticleId, Lang, Millis, SourceId};
use coranto_story::copies::{BadFingerprint, Fingerprint, Kind, Limits, NotACopy, Report, Window, judge};
use proptest::prelude::*;

const HOUR: i64 = Millis::HOUR;
const NOON: i64 = 1_790_000_000_000;

/// An article of made-up sentences; another number, another article.
fn article(number: u64, sentences: usize) -> Vec<String> {
    const WHO: [&str; 14] = [
        "The harbour master",
        "A pilot from Lindmar",
        "The mayor",
        "Her deputy",
        "A ferry captain",
        "The dredging company",
        "An engineer",
        "The port union",
        "A witness",
        "The insurer",
        "A fisherman",
        "The coast guard",
        "The council",
        "A lawyer for the crew",
    ];
    const DID: [&str; 12] = [
        "measured",
        "refused to sign",
        "photographed",
        "paid for",
        "had warned about",
        "repaired",
        "sold",
        "counted",
        "inspected",
        "lost",
        "defended",
        "asked about",
    ];
    const WHAT: [&str; 13] = [
        "the eastern lock",
        "three empty barges",
        "a report on silt",
        "the winter timetable",
        "every lamp on the quay",
        "a crane without papers",
        "the old customs house",
        "nine tonnes of herring",
        "the pump station",
        "a contract from spring",
        "the breakwater",
        "two rescue boats",
        "the tide tables",
    ];
    const WHEN: [&str; 11] = [
        "on Tuesday",
        "before the storm",
        "twice last year",
        "without telling anybody",
        "in front of the cameras",
        "at a cost of millions",
        "after the vote",
        "during the strike",
        "for the first time",
        "while others slept",
        "as the law demands",
    ];
    let mut bits = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut pick = move |most: usize| {
        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        (bits >> 22) as usize % most
    };
    (0..sentences)
        .map(|_| {
            let numbers = (pick(90) + 10, pick(900) + 100);
            format!(
                "{} {} {} {} with {} people and {} metres of rope.",
                WHO[pick(14)],
                DID[pick(12)],
                WHAT[pick(13)],
                WHEN[pick(11)],
                numbers.0,
                numbers.1
            )
        })
        .collect()
}

fn fingerprint(sentences: &[String]) -> Fingerprint {
    Fingerprint::of(&sentences.join("\n"), Some(Lang::EN)).unwrap()
}

fn report(id: i64, publisher: i64, at: i64, sentences: &[String]) -> Report {
    Report {
        id: ArticleId(id),
        publisher: SourceId(publisher),
        title: format!("Headline {id}"),
        published: Some(Millis(at)),
        seen: Millis(at),
        fingerprint: fingerprint(sentences),
    }
}

fn window(reports: impl IntoIterator<Item = Report>) -> Window {
    let mut window = Window::default();
    reports.into_iter().for_each(|report| window.insert(report));
    window
}

/// (id, from, kind) of every member.
fn told(window: &Window, id: i64) -> Vec<(i64, Option<(i64, Kind)>)> {
    let lineage = window.lineage(ArticleId(id)).unwrap();
    lineage
        .members
        .iter()
        .map(|member| (member.id.0, member.source.as_ref().map(|source| (source.id.0, source.kind))))
        .collect()
}

#[test]
fn it_works() {
    let wire = article(1, 20);
    let longer = [&wire[..], &article(2, 8)].concat();
    let window = window([
        report(1, 1, NOON, &wire),
        report(2, 2, NOON + HOUR, &wire),
        report(3, 3, NOON + 2 * HOUR, &wire[..8]),
        report(4, 4, NOON + 3 * HOUR, &longer),
        report(5, 5, NOON + 4 * HOUR, &article(3, 20)),
    ]);
    assert_eq!(
        told(&window, 3),
        [(1, None), (2, Some((1, Kind::Reprint))), (3, Some((1, Kind::Abridged))), (4, Some((1, Kind::Extended)))]
    );
    assert_eq!(told(&window, 5), [(5, None)]);
    let extended = window.lineage(ArticleId(4)).unwrap().members[3].source.clone().unwrap();
    assert!(extended.kept > 0.95 && (0.2..0.4).contains(&extended.added), "{extended:?}");
    let all = [1, 2, 3, 4, 5].map(ArticleId);
    assert_eq!(window.independent(&all), 2, "five outlets, two texts");
}

#[test]
fn a_text_is_known_again_whatever_papers_do_to_it() {
    let wire = article(1, 30);
    let source = fingerprint(&wire);
    let mut reordered = wire.clone();
    reordered.reverse();
    let restyled: Vec<String> = wire.iter().map(|s| s.replace("The ", "the — ").replace('.', " …")).collect();
    let edited: Vec<String> = wire
        .iter()
        .enumerate()
        .map(|(at, s)| if at % 3 == 0 { s.replace("people", "sailors") } else { s.clone() })
        .collect();
    let credited = [vec!["LINDMAR (Agency) -".to_owned()], wire.clone()].concat();
    let more = [&wire[..], &article(9, 18)].concat();
    for (what, copy) in [
        ("cut to 30 %", &wire[..9]),
        ("reordered", &reordered[..]),
        ("other marks", &restyled[..]),
        ("edited", &edited[..]),
        ("credited", &credited[..]),
        ("60 % added", &more[..]),
    ] {
        let judged = judge(&source, &fingerprint(copy));
        assert!(judged.is_ok(), "{what}: {judged:?}");
    }
    let NotACopy::TooLittle { share, threshold } = judge(&source, &fingerprint(&article(2, 30))).unwrap_err() else {
        panic!("another article is refused for its share")
    };
    assert!(share < 0.3 && threshold > 0.45, "{share} {threshold}");
}

#[test]
fn reports_that_quote_one_statement_are_independent() {
    let statement = "“We will open the lock before the winter and not one day later, whatever it costs the port and whoever has to pay for it in the end, because the town cannot wait for another year of closed gates”, the mayor said.";
    let quoting = |number: u64| [article(number, 5), vec![statement.to_owned()], article(number + 100, 5)].concat();
    assert!(judge(&fingerprint(&quoting(1)), &fingerprint(&quoting(2))).is_err());
}

#[test]
fn what_a_publisher_writes_under_everything_makes_no_copies() {
    let footer = article(77, 9);
    let brief = |number: u64| [article(number, 5), footer.clone()].concat();
    // Each is mostly footer, and only the window can tell: the first few look like copies until many have it.
    let briefs: Vec<Report> = (1..=12).map(|id| report(id, 1, NOON + id * HOUR, &brief(id as u64))).collect();
    let mut window = window(briefs);
    for id in 1..=12 {
        assert_eq!(told(&window, id), [(id, None)], "brief {id}");
    }
    let reason = window.compare(ArticleId(1), ArticleId(2)).unwrap().unwrap_err();
    assert!(matches!(reason, NotACopy::Boilerplate { share_without, .. } if share_without < 0.3), "{reason}");
    // A true copy of one of them by another paper is still found, with the footer and without.
    window.insert(report(20, 2, NOON + 50 * HOUR, &brief(3)));
    window.insert(report(21, 3, NOON + 51 * HOUR, &article(3, 5)));
    assert_eq!(told(&window, 20).len(), 3);
    assert_eq!(window.lineage(ArticleId(21)).unwrap().origin(), ArticleId(3));
}

#[test]
fn the_same_publisher_updates_and_repeats() {
    let first = article(1, 20);
    let updated = [&first[..], &article(2, 6)].concat();
    let window = window([
        report(1, 1, NOON, &first),
        report(2, 1, NOON + HOUR, &updated),
        report(3, 1, NOON + 2 * HOUR, &updated),
    ]);
    assert_eq!(told(&window, 1), [(1, None), (2, Some((1, Kind::Update))), (3, Some((2, Kind::Repeat)))]);
}

#[test]
fn the_earliest_published_is_the_origin_however_late_it_comes() {
    let wire = article(1, 20);
    let mut window = window([report(2, 2, NOON + HOUR, &wire), report(3, 3, NOON + 2 * HOUR, &wire[..10])]);
    window.insert(report(1, 1, NOON, &wire));
    assert_eq!(told(&window, 3), [(1, None), (2, Some((1, Kind::Reprint))), (3, Some((1, Kind::Abridged)))]);
    window.forget(ArticleId(1));
    assert_eq!(told(&window, 3), [(2, None), (3, Some((2, Kind::Abridged)))]);
    window.forget(ArticleId(2));
    assert_eq!(told(&window, 3), [(3, None)]);
    assert_eq!(window.lineage(ArticleId(2)), None);
}

/// A text that forty papers have, of which the first ones leave: what is said of it is what a window says that never knew them.
#[test]
fn what_has_gone_leaves_no_trace() {
    let (wire, other) = (article(1, 20), article(2, 9));
    let boilerplate = article(9, 4);
    let mut reports: Vec<Report> = (1..=60)
        .map(|n| {
            let text = match n % 3 {
                0 => [&wire[..], &boilerplate[..]].concat(),
                1 => wire[..10 + n as usize % 7].to_vec(),
                _ => [&other[..n as usize % 9], &boilerplate[..]].concat(),
            };
            let report = report(n, n % 5, NOON + (n * 37 % 61) * HOUR, &text);
            Report { title: format!("Number {n}"), ..report }
        })
        .collect();
    let mut window = window(reports.clone());
    for gone in (1..=60).filter(|n| n % 4 == 0 || *n < 20) {
        window.forget(ArticleId(gone));
        reports.retain(|report| report.id != ArticleId(gone));
    }
    let mut fresh = self::window(reports.clone());
    for late in [report(70, 1, NOON, &wire), report(71, 2, NOON + 90 * HOUR, &wire[..12])] {
        window.insert(late.clone());
        fresh.insert(late.clone());
        reports.push(late);
    }
    for Report { id, .. } in &reports {
        assert_eq!(window.source_of(*id), fresh.source_of(*id));
        assert_eq!(window.copied_by(*id), fresh.copied_by(*id));
    }
    assert!(window.source_of(ArticleId(71)).is_some_and(|source| source.id == ArticleId(70)));
    assert!(!window.copied_by(ArticleId(70)).is_empty());
}

#[test]
fn a_roundup_is_none_of_the_reports_that_it_holds() {
    let (one, two) = (article(1, 12), article(2, 12));
    let roundup = [&one[..], &two[..], &article(3, 12)[..]].concat();
    let window = window([
        report(1, 1, NOON, &one),
        report(2, 2, NOON, &two),
        report(3, 3, NOON + HOUR, &roundup),
        report(4, 4, NOON + 2 * HOUR, &one),
        report(5, 1, NOON + 3 * HOUR, &[&one[..8], &article(4, 4)[..]].concat()),
    ]);
    let same = |id: i64| window.source_of(ArticleId(id)).map(|source| source.is_the_same_report());
    assert_eq!((same(3), same(4)), (Some(false), Some(true)));
    assert_eq!(same(5), Some(false), "what the same paper writes again may be of another day");
}

#[test]
fn a_date_in_year_9999_is_not_believed() {
    let wire = article(1, 20);
    let mut machine = report(1, 1, NOON, &wire);
    machine.published = Some(Millis(253_370_764_800_000));
    let mut ancient = report(2, 2, NOON + HOUR, &wire);
    ancient.published = Some(Millis(i64::MIN));
    let window = window([machine, ancient]);
    assert_eq!(told(&window, 1), [(1, None), (2, Some((1, Kind::Reprint)))]);
}

#[test]
fn texts_without_substance_have_a_reason_and_no_fingerprint() {
    for text in [
        String::new(),
        "word ".repeat(2 << 20),
        "a".repeat(10 << 20),
        "…".repeat(1_000),
        "Breaking: more to follow soon".to_owned(),
    ] {
        let refused = Fingerprint::of(&text, None).unwrap_err();
        assert!(refused.runs < refused.least && refused.to_string().contains("too short"), "{refused}");
    }
}

#[test]
fn many_articles_with_one_title_and_one_text_stay_bounded() {
    let same = report(0, 0, NOON, &article(1, 20));
    let mut window = Window::new(Limits { reports: 700 });
    let come = |window: &mut Window, ids: std::ops::RangeInclusive<i64>| {
        for id in ids {
            window.insert(Report {
                id: ArticleId(id),
                publisher: SourceId(id),
                seen: Millis(NOON + id),
                published: None,
                ..same.clone()
            });
        }
    };
    come(&mut window, 1..=700);
    let lineage = window.lineage(ArticleId(700)).unwrap();
    assert!(lineage.members.len() >= 500 && lineage.origin() == ArticleId(1));
    let some: Vec<ArticleId> = (1..=700).step_by(97).map(ArticleId).collect();
    assert_eq!(window.independent(&some), 1);
    come(&mut window, 701..=1_000);
    assert_eq!((window.len(), window.lineage(ArticleId(300))), (700, None));
    assert!(
        window.lineage(ArticleId(301)).unwrap().members.len() >= 200,
        "the next holds together what the first held"
    );
}

#[test]
fn bytes_are_checked() {
    let print = fingerprint(&article(1, 20));
    let bytes = print.to_bytes();
    assert_eq!(Fingerprint::from_bytes(&bytes), Ok(print));
    assert!(bytes.len() <= 1_100);
    assert_eq!(Fingerprint::from_bytes(&[]), Err(BadFingerprint::Truncated));
    assert_eq!(Fingerprint::from_bytes(&bytes[..bytes.len() - 1]), Err(BadFingerprint::Truncated));
    assert_eq!(Fingerprint::from_bytes(&[9, 0]), Err(BadFingerprint::Version(9)));
    assert_eq!(Fingerprint::from_bytes(&[1, 0, 5, 0, 0, 0, 4, 0, 0, 0]), Err(BadFingerprint::Damaged));
    assert_eq!(Fingerprint::from_bytes(&[1, 31, 5, 0, 0, 0]), Err(BadFingerprint::Damaged));
}

/// Made once and for all: another folding or run gives other hashes, and then `VERSION` must change.
#[test]
fn a_fingerprint_is_the_same_in_every_release() {
    let text = "Die Fähre verließ am Dienstag den Hafen von Lindmar, und vierzig Fahrgäste winkten vom Deck, während die Kapelle spielte.";
    let print = Fingerprint::of(text, Lang::parse("de")).unwrap();
    assert_eq!((print.runs(), coranto_core::hash::stable(print.to_bytes())), (16, 2_350_035_710_134_925_759));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_a_fingerprint_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        if let Ok(print) = Fingerprint::from_bytes(&bytes) {
            prop_assert_eq!(print.to_bytes(), bytes);
        }
    }

    #[test]
    fn any_text_has_a_fingerprint_or_a_reason(text in "[\\PC\n\"“”«» a-z]{0,600}") {
        if let Ok(print) = Fingerprint::of(&text, None) {
            prop_assert_eq!(Fingerprint::from_bytes(&print.to_bytes()), Ok(print.clone()));
            prop_assert_eq!(judge(&print, &print).map(|overlap| overlap.most()), Ok(1.0));
        }
    }

    /// In every order, with a restart in the middle, and with every report given twice, the lineages are the same.
    #[test]
    fn the_order_of_arrival_does_not_matter(order in Just((0..24_i64).collect::<Vec<_>>()).prop_shuffle(), restart in 0..24_usize) {
        let reports: Vec<Report> = (0..24).map(|id| {
            let text = article(id as u64 % 5, 18);
            let (from, to) = (id as usize % 3, 18 - id as usize % 4);
            let own = article(100 + id as u64, id as usize % 6);
            report(id, id % 7, NOON + id * 97 % 11 * HOUR, &[&text[from..to], &own[..]].concat())
        }).collect();
        let plain = window(reports.iter().cloned());
        let mut other = Window::default();
        for (at, id) in order.iter().enumerate() {
            if at == restart {
                // From what the store would keep.
                let kept = order[..at].iter().rev().map(|id| &reports[*id as usize]);
                other = window(kept.map(|report| Report {
                    fingerprint: Fingerprint::from_bytes(&report.fingerprint.to_bytes()).unwrap(),
                    ..report.clone()
                }));
            }
            other.insert(reports[*id as usize].clone());
            other.insert(reports[*id as usize].clone());
        }
        for id in 0..24 {
            prop_assert_eq!(plain.lineage(ArticleId(id)), other.lineage(ArticleId(id)));
            prop_assert_eq!(plain.copies(ArticleId(id)), other.copies(ArticleId(id)));
        }
    }
}
