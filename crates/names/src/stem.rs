//! Endings of names in the languages that decline them. Crude on purpose: it need only make the forms of one name equal, and names are few.

/// Where the stems of a language stand in the map: before each, a byte that no name begins with.
pub fn space(lang: &str) -> Option<&'static str> {
    match lang {
        "ru" | "uk" => Some("\u{1}"),
        "pl" => Some("\u{2}"),
        _ => None,
    }
}

const RUSSIAN: &[&str] = &[
    "иями", "ями", "ами", "ого", "его", "ому", "ему", "ыми", "ими", "ией", "иях", "иям", "ией", "ях", "ах", "ям", "ам",
    "ов", "ев", "ом", "ем", "ой", "ей", "ью", "ию", "ии", "ия", "ие", "ая", "яя", "ое", "ее", "ые", "ую", "юю", "ым",
    "им", "ых", "их", "ии", "ый", "и", "ы", "а", "я", "о", "е", "у", "ю", "ь",
];

const POLISH: &[&str] = &[
    "ami", "iego", "iemu", "iej", "ach", "iach", "iego", "ego", "emu", "owi", "iem", "ich", "ych", "ie", "ii", "ej",
    "om", "em", "ow", "im", "ym", "ia", "a", "e", "y", "i", "u", "o",
];

/// The word without its ending; folded words in and out.
pub fn stem<'a>(word: &'a str, lang: &str) -> &'a str {
    let (endings, least) = match lang {
        "ru" | "uk" => (RUSSIAN, 6),
        "pl" => (POLISH, 3),
        _ => return word,
    };
    let best = endings.iter().filter(|e| word.len() >= e.len() + least && word.ends_with(**e)).max_by_key(|e| e.len());
    best.map_or(word, |ending| &word[..word.len() - ending.len()])
}
