//! What publishers change after publication, in made-up texts: what is found, what kind it is, and what is no edit.

mod numbers;
mod readings;

use coranto_core::Lang;
use coranto_core::edit::{EditKind, Wording};
use coranto_text::edits::{Fate, Paragraph, diff, excerpts, judge, paragraphs};
use proptest::prelude::*;

pub fn wording(title: &str, text: &str) -> Wording {
    Wording { title: title.into(), text: text.into() }
}

fn kinds(old: &str, new: &str) -> Vec<EditKind> {
    kinds_in("en", old, new)
}

fn kinds_in(lang: &str, old: &str, new: &str) -> Vec<EditKind> {
    judge(&wording("", old), &wording("", new), Lang::parse(lang)).map(|change| change.kinds).unwrap_or_default()
}

/// "[-five-] {+seven+} people"
fn marked(paragraphs: &[Paragraph]) -> String {
    let run = |run: &coranto_text::edits::Run| match run.fate {
        Fate::Same => run.text.clone(),
        Fate::Removed => format!("[-{}-]", run.text),
        Fate::Added => format!("{{+{}+}}", run.text),
    };
    let lines: Vec<String> = paragraphs.iter().map(|p| p.runs.iter().map(run).collect()).collect();
    lines.join("\n")
}

const REPORT: &str = "At least five people died when the old mill fell, the mayor said.\nNobody had looked at its roof for years.\nThe council meets on Monday to speak about it.";

#[test]
fn it_works() {
    let new = "At least seven people died when the old mill fell, the mayor said.\nNobody had looked at its roof for years. It had been sold twice.\nThe council will meet on Monday.";
    assert_eq!(
        marked(&paragraphs(REPORT, new)),
        "At least [-five-] {+seven+} people died when the old mill fell, the mayor said.\n\
         Nobody had looked at its roof for years. {+It had been sold twice.+}\n\
         The council [-meets-] {+will meet+} on Monday [-to speak about it-]."
    );
    let change = judge(&wording("The mill", REPORT), &wording("The mill falls", new), Some(Lang::EN)).unwrap();
    assert_eq!(
        change.kinds,
        [EditKind::Headline, EditKind::Numbers, EditKind::Added, EditKind::Removed, EditKind::Reworded]
    );
    assert_eq!((change.added, change.removed), (8, 6));
}

#[test]
fn a_paragraph_that_is_gone_stands_where_it_stood() {
    let new = "At least five people died when the old mill fell, the mayor said.\nThe council meets on Monday to speak about it.";
    assert_eq!(
        marked(&paragraphs(REPORT, new)),
        "At least five people died when the old mill fell, the mayor said.\n[-Nobody had looked at its roof for years.-]\nThe council meets on Monday to speak about it."
    );
    assert_eq!(kinds(REPORT, new), [EditKind::Removed]);
    assert_eq!(kinds(new, REPORT), [EditKind::Added]);
    assert_eq!(marked(&paragraphs("", REPORT)).matches("{+").count(), 3);
}

#[test]
fn a_sentence_put_in_is_told_as_a_sentence() {
    let old = "The bridge fell at dawn. The mayor came at noon.";
    let new = "The bridge fell at dawn. The pier stands still. The mayor came at noon.";
    assert_eq!(
        marked(&paragraphs(old, new)),
        "The bridge fell at dawn. {+The pier stands still.+} The mayor came at noon."
    );
}

#[test]
fn what_no_reader_would_call_a_change_is_none() {
    for (lang, old, new) in [
        ("en", "It fell.\nNobody came.", "It fell.\n\n  Nobody  came. "),
        ("en", "\"It fell,\" she said - at last...", "“It fell,” she said – at last…"),
        ("fr", "« Il est tombé », dit-elle.", "\"Il est tombé\", dit-elle."),
        ("de", "„Er fiel“, sagte sie.", "»Er fiel«, sagte sie."),
        ("en", "It’s co\u{ad}operation.", "It's cooperation."),
        ("en", "Two hours ago the mill fell.", "5 hours ago the mill fell."),
        ("de", "Die Mühle fiel vor zwei Stunden ein.", "Die Mühle fiel vor 3 Tagen ein."),
        ("fr", "La tour est tombée il y a 2 heures.", "La tour est tombée il y a trois jours."),
        ("es", "La torre cayó hace 2 horas.", "La torre cayó hace cinco horas."),
        ("pt", "A torre caiu há 2 horas.", "A torre caiu há 3 dias."),
        ("ru", "Башня упала 2 часа назад.", "Башня упала 5 часов назад."),
        ("ar", "سقط البرج قبل ساعتين.", "سقط البرج قبل 5 ساعات."),
        ("tr", "Kule 2 saat önce yıkıldı.", "Kule 3 gün önce yıkıldı."),
        ("hi", "मीनार 2 घंटे पहले गिरी।", "मीनार 3 दिन पहले गिरी।"),
        ("zh", "塔楼2小时前倒塌。", "塔楼5小时前倒塌。"),
        ("en", "It fell.\nUpdated at 21:15 GMT", "It fell.\nLast updated on 24 November 2026 at 22:40 GMT"),
        ("en", "It fell.", "It fell.\nUpdated: 24 November 2026, 09:30"),
        ("de", "Stand: 24.11.2026, 21:15 Uhr\nSie fiel.", "Stand: 24.11.2026, 22:00 Uhr\nSie fiel."),
        (
            "fr",
            "Elle est tombée.\nMis à jour le 24/11/2026 à 21h15",
            "Elle est tombée.\nMis à jour le 25/11/2026 à 07h00",
        ),
        ("ar", "سقط البرج.\nآخر تحديث 21:15", "سقط البرج.\nآخر تحديث 22:40"),
        ("zh", "塔楼倒塌。\n更新时间：2026-11-24 21:15", "塔楼倒塌。\n更新时间：2026-11-24 22:40"),
        (
            "en",
            "21:15\nThe second tide has passed.\n20:10 – The wall holds.",
            "21:17\nThe second tide has passed.\n20:12 – The wall holds.",
        ),
    ] {
        assert_eq!(kinds_in(lang, old, new), Vec::<EditKind>::new(), "{old} / {new}");
    }
}

#[test]
fn the_kind_of_a_change_is_told() {
    use EditKind::*;
    for (old, new, expected) in [
        ("The comission met on Monday.", "The commission met on Monday.", &[Typo][..]),
        ("the commission met on monday", "The commission met on Monday.", &[Typo]),
        ("It fell, and nobody came.", "It fell and nobody came.", &[Typo]),
        ("They went in to the mill.", "They went into the mill.", &[Typo]),
        ("The café was closed.", "The cafe was closed.", &[Typo]),
        ("It will now open.", "It will not open.", &[Reworded]),
        ("It is legal to enter.", "It is illegal to enter.", &[Reworded]),
        ("It cost 2 million crowns.", "It cost 2 billion crowns.", &[Numbers]),
        ("The minister was told.", "The minister was not told.", &[Added]),
        ("He was killed by police on Monday.", "He died on Monday.", &[Reworded]),
        (
            "One line of the text here.\nAnother line of the text there.",
            "Another line of the text there.\nOne line of the text here.",
            &[Moved],
        ),
    ] {
        assert_eq!(kinds(old, new), expected, "{old} / {new}");
    }
    let title =
        |old: &str, new: &str| judge(&wording(old, "Same."), &wording(new, "Same."), Some(Lang::EN)).map(|c| c.kinds);
    assert_eq!(title("Five die in storm", "Seven die in storm"), Some(vec![Headline, Numbers]));
    assert_eq!(title("Bridge inqury opens", "Bridge inquiry opens"), Some(vec![Headline, Typo]));
    assert_eq!(title("‘No,’ says mayor", "“No,” says mayor"), None);
}

#[test]
fn where_no_text_may_be_shown_a_few_words_around_the_change_are() {
    let long = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen";
    let (old, new) =
        (format!("{long} left {long}\nUntouched.\nGone entirely."), format!("{long} right {long}\nUntouched."));
    let shown = marked(&excerpts(&old, &new, 3, 5));
    assert_eq!(shown, "…seventeen eighteen nineteen [-left-] {+right+} one two three…\n[-Gone entirely.-]");
    assert_eq!(excerpts(&old, &new, 3, 1).len(), 1);
}

#[test]
fn hostile_texts_end() {
    let unrelated = |seed: u64| -> String {
        let mut state = seed;
        (0..170_000)
            .map(|n| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                format!("{}{}", (state >> 33) % 50_000, if n % 50 == 0 { '\n' } else { ' ' })
            })
            .collect()
    };
    let again = "again ".repeat(10_000);
    let more = format!("{again}and {again}");
    let lines = "5 people\n".repeat(3_000);
    let other_lines = "7 people\n".repeat(3_000);
    for (old, new) in [
        (unrelated(1), unrelated(2)),
        (unrelated(3).replace('\n', " "), unrelated(4).replace('\n', " ")),
        (again.clone(), more.clone()),
        (again.replace(' ', "\n"), more.replace(' ', "\n")),
        (lines, other_lines),
        ("5 people. ".repeat(20_000), "7 people. ".repeat(20_000)),
        ("9".repeat(100_000), "8".repeat(100_000)),
        ("\u{301}".repeat(50_000), "\u{200f}".repeat(50_000)),
        ("a.".repeat(50_000), "1,".repeat(50_000)),
        ("21:15 ".repeat(20_000), "vor 5 Minuten ".repeat(20_000)),
    ] {
        let change = judge(&wording("", &old), &wording("", &new), Some(Lang::EN));
        assert!(change.is_none_or(|c| c.numbers.len() <= 200));
        tiles(&old, &new);
    }
}

/// Applying the difference to the old text gives the new one.
fn tiles(old: &str, new: &str) {
    let (mut from, mut to) = (String::new(), String::new());
    let mut at = (0, 0);
    for piece in diff(old, new) {
        assert_eq!((piece.old.start, piece.new.start), at, "in order, without a gap");
        at = (piece.old.end, piece.new.end);
        from.push_str(&old[piece.old.clone()]);
        to.push_str(&new[piece.new.clone()]);
        match piece.fate {
            Fate::Removed => assert!(piece.new.is_empty()),
            Fate::Added => assert!(piece.old.is_empty()),
            Fate::Same => {}
        }
    }
    assert_eq!((from.as_str(), to.as_str()), (old, new));
}

fn texts() -> impl Strategy<Value = (String, String)> {
    // Words of few kinds, so that there is something to find; and anything at all.
    let words = "(five|seven|people|died|the|mill|\\n|\\.|,|“|\"|7|5|1,2|ago|2 hours ago|в|سبعة|七|  |\u{200f}){0,40}";
    prop_oneof![(words, words), ("\\PC{0,60}", "\\PC{0,60}"), ("[ab \\n]{0,60}", "[ab \\n]{0,60}")]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn the_difference_turns_the_old_text_into_the_new((old, new) in texts()) {
        tiles(&old, &new);
        tiles(&old, &old);
        prop_assert!(diff(&old, &old).iter().all(|piece| piece.fate == Fate::Same));
        prop_assert_eq!(judge(&wording(&old, &old), &wording(&old, &old), Some(Lang::EN)), None);
        let change = judge(&wording("", &old), &wording("", &new), Some(Lang::EN));
        let back = judge(&wording("", &new), &wording("", &old), Some(Lang::EN));
        prop_assert_eq!(change.is_some(), back.is_some());
        let shown: String = paragraphs(&old, &new).iter().flat_map(|p| &p.runs).filter(|r| r.fate != Fate::Removed).map(|r| r.text.as_str()).collect();
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        prop_assert_eq!(letters(&shown), letters(&new));
    }
}
