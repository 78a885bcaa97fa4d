//! Names in the form that stands in dictionaries: Russian and Ukrainian decline them, Turkish and the Germanic languages add endings.

use coranto_core::Lang;
use coranto_names::known;

/// A person's full name in the nominative, where its first name shows which case it is in; else as it stands.
pub(crate) fn nominative(name: &str, lang: &str) -> String {
    match lang {
        "ru" | "uk" => slavic(name, lang).unwrap_or_else(|| name.to_owned()),
        _ => name.to_owned(),
    }
}

/// Endings of a man's first name, and of his surname, by case: genitive, dative, instrumental.
const MEN: [(&[&str], &[&str]); 4] = [
    (&["а", "я"], &["ого", "его", "а", "я"]),
    (&["у", "ю"], &["ому", "ему", "у", "ю"]),
    (&["ом", "ем"], &["ым", "им", "ом", "ем"]),
    (&["е"], &["ом", "ем", "е"]),
];
/// Of a woman's, where the nominative ends in "а" or "я".
const WOMEN: [(&[&str], &[&str]); 4] = [
    (&["ы", "и"], &["ой", "ей"]),
    (&["е"], &["ой", "ей"]),
    (&["ой", "ей"], &["ой", "ей"]),
    (&["у", "ю"], &["у", "ю", "ую"]),
];

fn slavic(name: &str, lang: &str) -> Option<String> {
    let language = Lang::parse(lang);
    let is_first = |word: &str| known(word, language).first_name;
    let words: Vec<&str> = name.split(' ').collect();
    let (first, surname) = (*words.first()?, *words.last()?);
    // "Илья" and "Никита" are men in the nominative; "Александра" may be either, and is left.
    // "Марии" would be a man's "Марий" to a list that takes both letters for one.
    if words.len() < 2 || is_first(first) && !first.ends_with("ии") {
        return None;
    }
    let man = MEN.iter().find_map(|(of_first, of_surname)| {
        let first = without(first, of_first).filter(|stem| is_first(stem)).map(str::to_owned).or_else(|| {
            // "Сергея" is "Сергей", "Игоря" is "Игорь".
            let stem = without(first, of_first)?;
            ["й", "ь"].iter().map(|end| format!("{stem}{end}")).find(|whole| is_first(whole))
        })?;
        let surname = match without(surname, of_surname) {
            Some(stem) if stem.ends_with("ск") || stem.ends_with("цк") => format!("{stem}ий"),
            Some(stem) if stem.chars().count() > 2 => stem.to_owned(),
            _ => surname.to_owned(),
        };
        Some((first, surname))
    });
    let woman = || {
        WOMEN.iter().find_map(|(of_first, of_surname)| {
            let stem = without(first, of_first)?;
            let first = ["а", "я", "ья"].iter().map(|end| format!("{stem}{end}")).find(|whole| is_first(whole))?;
            let surname = without(surname, of_surname)
                .filter(|stem| ["ов", "ев", "ин", "ын", "ск", "цк"].iter().any(|end| stem.ends_with(end)))
                .map(|stem| format!("{stem}{}", if stem.ends_with(['к']) { "ая" } else { "а" }));
            Some((first, surname.unwrap_or_else(|| words.last().copied().unwrap_or_default().to_owned())))
        })
    };
    let (first, surname) = man.or_else(woman)?;
    // Fathers' names stay as they stand: news seldom has them.
    let mut all: Vec<&str> = words.clone();
    all[0] = &first;
    let last = all.len() - 1;
    all[last] = &surname;
    Some(all.join(" "))
}

fn without<'a>(word: &'a str, endings: &[&str]) -> Option<&'a str> {
    endings.iter().filter_map(|ending| word.strip_suffix(ending)).find(|stem| stem.chars().count() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn russian_names_are_told_in_the_nominative() {
        for (stands, name) in [
            ("Владимира Путина", "Владимир Путин"),
            ("Владимиром Путиным", "Владимир Путин"),
            ("Сергея Лаврова", "Сергей Лавров"),
            ("Сергею Лаврову", "Сергей Лавров"),
            ("Дмитрия Медведева", "Дмитрий Медведев"),
            ("Владимира Зеленского", "Владимир Зеленский"),
            ("Марии Захаровой", "Мария Захарова"),
            ("Владимир Путин", "Владимир Путин"),
            ("Анна Иванова", "Анна Иванова"),
            ("Эдды Торн", "Эдды Торн"),
        ] {
            assert_eq!(nominative(stands, "ru"), name, "{stands}");
        }
    }
}
