//! What only our own reading changed is no edit of the publisher.

use super::wording;
use coranto_core::Lang;
use coranto_core::edit::{EditKind, Wording};
use coranto_text::edits::{Print, Seen, Verdict, verdict};

const NAVIGATION: &str =
    "Members of the Gazette's round table choose every month which road our reporters shall walk next.";
const BODY: [&str; 3] = [
    "The mill of the valley fell at dawn and nobody was hurt, said its keeper.",
    "Nobody had looked at the mill for years, and its roof filled a cart.",
    "The council will speak about the mill at its next meeting, after the bells.",
];

fn page(lines: &[&str]) -> Print {
    Print::of(
        &["Home", "World", NAVIGATION, &lines.join("\n"), "Read more about mills", "© The Gazette"].join("\n"),
        ["The mill falls - The Gazette", "The mill falls"],
    )
}

fn told(old: &Wording, new: &Wording, before: &Print, now: &Print) -> Verdict {
    verdict(old, new, Seen { before, now, same_rules: false }, Some(Lang::EN))
}

#[test]
fn a_line_that_the_memory_learnt_to_leave_out_is_no_edit() {
    let print = page(&BODY);
    let with = wording("The mill falls", &[BODY[0], NAVIGATION, BODY[1], BODY[2]].join("\n"));
    let without = wording("The mill falls", &BODY.join("\n"));
    assert_eq!(told(&with, &without, &print, &print), Verdict::Reread);
    assert_eq!(told(&without, &with, &print, &print), Verdict::Reread, "nor one that is taken in again");
    assert_eq!(told(&with, &with, &print, &print), Verdict::Same);
    // Words cut out of a line, as a rule for share buttons would.
    let cut = wording("The mill falls", &BODY.join("\n").replace(", said its keeper", ""));
    assert_eq!(told(&without, &cut, &print, &print), Verdict::Reread);
    let renamed = wording("The mill falls - The Gazette", &BODY.join("\n"));
    assert_eq!(told(&renamed, &without, &print, &print), Verdict::Reread);
}

#[test]
fn an_edit_is_found_beside_what_our_reading_changed() {
    let old = wording("The mill falls", &[BODY[0], NAVIGATION, BODY[1], BODY[2]].join("\n"));
    let hurt = BODY[0].replace("nobody was hurt", "two people were hurt");
    let new = wording("The mill falls", &[&hurt, BODY[1], BODY[2]].join("\n"));
    let Verdict::Edited { change, before } = told(&old, &new, &page(&BODY), &page(&[&hurt, BODY[1], BODY[2]])) else {
        panic!()
    };
    assert_eq!((change.kinds, change.removed), (vec![EditKind::Reworded], 2));
    assert_eq!(before.unwrap().text, BODY.join("\n"), "held against the old text as today's rules read it");
}

#[test]
fn what_the_publisher_changed_is_an_edit_whatever_rules_read_it() {
    let old = wording("The mill falls", &BODY.join("\n"));
    let edited = |lines: &[&str], title: &str| {
        let new = wording(title, &lines.join("\n"));
        let now = Print::of(&["Home", NAVIGATION, &lines.join("\n")].join("\n"), [title]);
        match told(&old, &new, &page(&BODY), &now) {
            Verdict::Edited { change, before } => {
                assert_eq!(before, None);
                change.kinds
            }
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(edited(&BODY[..2], "The mill falls"), [EditKind::Removed], "a silent cut");
    assert_eq!(
        edited(&[BODY[0], BODY[1], BODY[2], "A second wall fell at noon."], "The mill falls"),
        [EditKind::Added]
    );
    assert_eq!(edited(&BODY, "The mill of the valley has fallen"), [EditKind::Headline]);
    assert_eq!(
        edited(&[&BODY[0].replace("valey", "valley").replace("fell", "feel"), BODY[1], BODY[2]], "The mill falls"),
        [EditKind::Reworded]
    );
}

#[test]
fn marks_alone_are_the_publishers_only_under_the_same_rules() {
    let (old, new) = (wording("", &BODY.join("\n")), wording("", &BODY.join("\n").replace("dawn and", "dawn, and")));
    let print = page(&BODY);
    let under = |same_rules| verdict(&old, &new, Seen { before: &print, now: &print, same_rules }, Some(Lang::EN));
    assert_eq!(under(false), Verdict::Reread);
    assert!(matches!(under(true), Verdict::Edited { change, .. } if change.kinds == [EditKind::Typo]));
}
