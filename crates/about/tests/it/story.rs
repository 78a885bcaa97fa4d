//! What the reports of one story know of each other's names.

use coranto_about::{Article, Known, complete, joins, read};
use coranto_core::about::{Form, SubjectKind};
use coranto_core::{Lang, NameId, SubjectId};

fn person(id: i64, shown: &str, lang: &str) -> Known {
    Known {
        name: NameId(id),
        subject: SubjectId(id),
        form: Form { kind: SubjectKind::Person, form: shown.to_lowercase() },
        shown: shown.to_owned(),
        lang: Lang::parse(lang),
        articles: 1,
    }
}

fn joined(names: &[(&str, &str)]) -> Vec<(String, String)> {
    let known: Vec<Known> =
        names.iter().enumerate().map(|(id, (shown, lang))| person(id as i64, shown, lang)).collect();
    let mut pairs: Vec<(String, String)> = joins(&known)
        .iter()
        .map(|join| (known[join.one.0 as usize].shown.clone(), known[join.other.0 as usize].shown.clone()))
        .collect();
    pairs.sort();
    pairs
}

#[test]
fn a_surname_is_the_person_whom_the_other_reports_name_in_full() {
    let story = [person(1, "Edda Thorne", "en"), person(2, "Anna Berger", "en"), person(3, "Karl Berger", "en")];
    let mut about =
        read(&Article::of("Thorne warns Berger", "“We have to spend more,” said Thorne.", Lang::parse("en")));
    complete(&mut about, &story);
    let names: Vec<&str> = about.subjects.iter().map(|told| told.shown.as_str()).collect();
    assert_eq!(names, ["Edda Thorne"], "two Bergers: nobody's");
    assert_eq!(about.quotes[0].by, Some(story[0].form.clone()));
}

/// The people of `crates/world/content/README.md`.
const PEOPLE: &[&[(&str, &str)]] = &[
    &[("Edda Thorne", "en"), ("إيدا ثورن", "ar"), ("Эдда Торн", "ru")],
    &[
        ("Rashid Al-Nahri", "en"),
        ("رشيد النهري", "ar"),
        ("Рашид ан-Нахри", "ru"),
        ("Raschid al-Nahri", "de"),
        ("Rachid Al-Nahri", "fr"),
    ],
    &[("Salma Al-Wardi", "en"), ("سلمى الوردي", "ar")],
    &[("Inés Baldovar", "es"), ("إينيس بالدوفار", "ar"), ("Ines Baldovar", "en")],
    &[("Clémence Delescault", "fr"), ("Клеманс Делеско", "ru"), ("كليمانس دوليسكو", "ar")],
    &[("Annegret Wiesenhold", "de"), ("Аннегрет Визенхольд", "ru"), ("أنيغريت فيزنهولد", "ar")],
    &[
        ("Gleb Storozhev", "en"),
        ("Глеб Сторожев", "ru"),
        ("Gleb Storoschew", "de"),
        ("Gleb Storojev", "fr"),
        ("غليب ستوروجيف", "ar"),
    ],
];

#[test]
fn one_person_in_several_scripts_is_one() {
    let all: Vec<(&str, &str)> = PEOPLE.iter().flat_map(|names| names.iter().copied()).collect();
    let whose = |name: &str| PEOPLE.iter().position(|names| names.iter().any(|(other, _)| *other == name)).unwrap();
    let pairs = joined(&all);
    for (one, other) in &pairs {
        assert_eq!(whose(one), whose(other), "{one} is not {other}");
    }
    for names in PEOPLE {
        // Every name of a person is reached from the first.
        let mut reached: Vec<&str> = vec![names[0].0];
        let mut at = 0;
        while let Some(from) = reached.get(at).copied() {
            for (one, other) in &pairs {
                let next = if one == from { other } else { one };
                if (one == from || other == from) && !reached.contains(&next.as_str()) {
                    reached.push(next);
                }
            }
            at += 1;
        }
        assert_eq!(reached.len(), names.len(), "{names:?}: {reached:?}");
    }
}

#[test]
fn people_who_look_alike_stay_two() {
    for names in [
        &[("Karl Berger", "en"), ("Anna Berger", "de")] as &[(&str, &str)],
        &[("Ali Hassan", "en"), ("علي حسين", "ar")],
        &[("Salma Al-Wardi", "en"), ("رشيد النهري", "ar")],
        &[("Maria Lopez", "en"), ("Mario Lopez", "es")],
        // Which of the two it is, nobody can say.
        &[("Rashid Al-Nahri", "en"), ("Rashad Al-Nahri", "en"), ("رشيد النهري", "ar")],
    ] {
        assert_eq!(joined(names), [], "{names:?}");
    }
}

#[test]
fn a_middle_name_makes_no_second_person() {
    assert_eq!(joined(&[("Donald Trump", "en"), ("Donald J. Trump", "en")]).len(), 1);
    assert_eq!(joined(&[("Inés Baldovar", "es"), ("Inés Baldovar Ruiz", "es")]).len(), 1);
}
