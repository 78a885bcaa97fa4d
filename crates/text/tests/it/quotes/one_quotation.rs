//! The same quotation in several reports.

use coranto_core::Lang;
use coranto_text::quotes::{Said, Variant, Variants, same, together};

fn said(words: &str) -> Said<'_> {
    Said { words, lang: Some(Lang::EN) }
}

#[test]
fn variants_of_one_quotation_are_found_and_told_apart() {
    let reports = [
        said("We will not wait, and the decision is made."),
        said("The bridge stays closed until spring."),
        said("we will NOT wait… and the decision is made, she knows it."),
        said("the decision is made, she knows it"),
        said("The bridge stays open until spring."),
        said("Yes."),
        said("Yes!"),
        said("Yes, we can."),
    ];
    let found = together(&reports);
    let [first, bridge, open, yes, can] = &found[..] else { panic!("{found:?}") };
    assert_eq!(first.form, 2);
    let text = reports[2].words;
    let missing: Vec<(usize, &str)> = first
        .others
        .iter()
        .flat_map(|other| other.missing.iter().map(|place| (other.number, &text[place.clone()])))
        .collect();
    assert_eq!(missing, [(0, "she knows it"), (3, "we will NOT wait… and")]);
    assert!(first.others.iter().all(|other| other.added.is_empty()));
    // One other word of six: more than three in ten of its pairs are others, and the sense is another.
    assert_eq!((bridge.form, open.form), (1, 4));
    assert_eq!(*yes, Variants { form: 5, others: vec![Variant { number: 6, missing: vec![], added: vec![] }] });
    assert_eq!(can.form, 7);
}

#[test]
fn scripts_and_marks_do_not_part_it() {
    let zh = |words| Said { words, lang: Lang::parse("zh") };
    assert!(same(zh("大桥将关闭到春天。"), zh("“大桥将关闭到春天”")));
    assert!(!same(zh("大桥将关闭到春天。"), zh("学校会按时开学。")));
    let ar = |words| Said { words, lang: Some(Lang::AR) };
    assert!(same(ar("سيبقى الجسر مغلقًا حتى الرّبيع"), ar("سيبقى الجسر مغلقا حتى الربيع.")));
    assert!(!same(said(""), said("")));
}

#[test]
fn ten_thousand_reports_of_one_quotation_are_quick() {
    let texts: Vec<String> = (0..10_000)
        .map(|number| format!("We will not wait and the decision is made, number {}", number % 50))
        .collect();
    let reports: Vec<Said> = texts.iter().map(|text| said(text)).collect();
    let found = together(&reports);
    assert!(found.len() < 10_000 && found.iter().map(|found| found.others.len() + 1).sum::<usize>() == 10_000);
}
