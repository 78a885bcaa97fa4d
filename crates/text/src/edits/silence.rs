//! What changes by itself as time passes, and is no edit: "2 hours ago", a line "Updated at 21:15", the time of day that stands before an entry of a live ticker.
//!
//! Words of ten languages in one table: what one of them means by a word, no other means otherwise in these places.

use super::token::{Shape, Token, key_of};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word may be in an expression that changes by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    /// "ago" before the number: "vor", "hace", "منذ".
    AgoFirst,
    /// "ago" after the unit.
    AgoLast,
    Unit,
    /// "two", "a".
    Few,
    /// "about", "some", "more than".
    About,
    Updated,
}

const WORDS: &[(Sense, &str)] = &[
    (Sense::AgoFirst, "vor hace há قبل منذ il"),
    (Sense::AgoLast, "ago назад önce पहले पूर्व 前"),
    (
        Sense::Unit,
        "second seconds sec secs minute minutes min mins m hour hours hr hrs h day days d week weeks month months \
         sekunde sekunden minuten stunde stunden std tag tagen tage woche wochen monat monaten \
         seconde secondes heure heures jour jours semaine semaines mois \
         segundo segundos minuto minutos hora horas día días semana semanas mes meses dia dias mês \
         секунду секунды секунд минуту минуты минут мин час часа часов ч день дня дней неделю недели недель месяц месяца месяцев \
         ثانية ثوان ثواني دقيقة دقيقتين دقائق ساعة ساعتين ساعات يوم يومين أيام أسبوع أسبوعين أسابيع شهر شهرين أشهر \
         saniye dakika saat gün hafta ay sa dk \
         सेकंड मिनट घंटा घंटे घण्टे दिन सप्ताह हफ्ते महीने",
    ),
    (
        Sense::Few,
        "a an one two three four five six seven eight nine ten eleven twelve einer einem zwei drei vier fünf sechs sieben acht neun zehn \
         un une deux trois quatre cinq sept huit neuf dix una dos tres cuatro cinco seis siete ocho nueve diez \
         um uma dois duas três quatro sete oito nove dez один одну два две три четыре пять шесть семь восемь девять десять \
         bir iki üç dört beş altı yedi sekiz dokuz on एक दो तीन चार पांच पाँच छह सात आठ नौ दस",
    ),
    (
        Sense::About,
        "about some over almost nearly etwa rund knapp environ près unos unas casi cerca около почти حوالي نحو yaklaşık लगभग करीब 约",
    ),
    (
        Sense::Updated,
        "updated modified published posted aktualisiert stand veröffentlicht geändert actualisé modifié publié mis màj \
         actualizado actualizada publicado publicada modificado atualizado atualizada обновлено обновлён опубликовано изменено \
         تحديث التحديث نشر نُشر نشرت güncelleme güncellendi güncellenme yayınlanma अपडेट अपडेटेड अद्यतन प्रकाशित",
    ),
];

/// Of Chinese, characters in a row: "3小时前", "更新时间".
const AGO_ZH: char = '前';
const UNITS_ZH: &str = "秒钟分小时天日周个月";
const UPDATED_ZH: [&str; 3] = ["更新", "发布", "更正时间"];

static SENSES: LazyLock<HashMap<u64, Sense>> = LazyLock::new(|| {
    let mut senses = HashMap::new();
    for (sense, words) in WORDS {
        for word in words.split_whitespace() {
            let mut letters = word.chars();
            let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
            for form in [word.to_owned(), capital, word.to_uppercase()] {
                senses.entry(key_of(&form)).or_insert(*sense);
            }
        }
    }
    senses
});

/// Marks the tokens that change by themselves.
pub(super) fn hush(text: &str, tokens: &mut [Token]) {
    for line in super::token::lines(tokens) {
        let line = &mut tokens[line];
        // Breaks say nothing.
        line.iter_mut().filter(|t| t.shape == Shape::Break).for_each(|t| t.silent = true);
        if is_update_line(text, line) {
            line.iter_mut().for_each(|t| t.silent = true);
            continue;
        }
        hush_leading_clock(text, line);
        hush_ago(text, line);
    }
}

/// Longer lines are sentences.
const UPDATE_LINE_WORDS: usize = 14;

/// "Last updated on 24 November 2026 at 21:15 GMT": begins so, and names a time of day or a year.
fn is_update_line(text: &str, line: &[Token]) -> bool {
    let words = line.iter().filter(|t| t.says());
    if words.clone().nth(UPDATE_LINE_WORDS).is_some() {
        return false;
    }
    let mut first = words.take(4);
    let begins = first.any(|t| sense(t) == Some(Sense::Updated))
        || line.first().is_some_and(|t| UPDATED_ZH.iter().any(|word| text[t.at.start..].starts_with(word)));
    let year = |t: &Token| {
        let word = &text[t.at.clone()];
        t.shape == Shape::Number && word.len() == 4 && (word.starts_with("19") || word.starts_with("20"))
    };
    begins && ((0..line.len()).any(|at| clock(text, &line[at..]).is_some()) || line.iter().any(year))
}

/// "21:15", "21.15", "21h15": of how many tokens.
fn clock(text: &str, tokens: &[Token]) -> Option<usize> {
    let small = |word: &str, most: u32| (1..=2).contains(&word.len()) && word.parse::<u32>().is_ok_and(|n| n < most);
    let word = |at: usize| tokens.get(at).map(|t: &Token| &text[t.at.clone()]);
    let minute = |word: &str| word.len() == 2 && small(word, 60);
    let ascii = |at: usize| -> Option<String> {
        word(at).map(|w| {
            w.chars().map(|c| crate::numerals::digit(c).and_then(|d| char::from_digit(d, 10)).unwrap_or(c)).collect()
        })
    };
    let (first, mark, second) = (ascii(0)?, word(1), ascii(2));
    if small(&first, 25) && matches!(mark, Some(":" | "：")) && second.is_some_and(|s| minute(&s)) {
        return Some(3);
    }
    let parts = first.split_once(['.', 'h', 'H']);
    parts.is_some_and(|(hour, min)| small(hour, 25) && minute(min)).then_some(1)
}

/// The time of day before an entry of a live ticker: alone on its line, or set off by a mark.
fn hush_leading_clock(text: &str, line: &mut [Token]) {
    let Some(mut end) = clock(text, line) else { return };
    let is = |t: &Token, words: &[&str]| words.iter().any(|w| text[t.at.clone()].eq_ignore_ascii_case(w));
    while line.get(end).is_some_and(|t| is(t, &["am", "pm", "uhr", "gmt", "utc", "cet", "h", "bst", "est", "мск"])) {
        end += 1;
    }
    let set_off = match line.get(end) {
        None => true,
        Some(t) if t.shape == Shape::Break => true,
        Some(t) => t.shape == Shape::Mark && !text[t.at.clone()].starts_with([',', '%', '٪', '€', '$', '"', '“', '«']),
    };
    if set_off {
        line[..end].iter_mut().for_each(|t| t.silent = true);
    }
}

fn hush_ago(text: &str, line: &mut [Token]) {
    let mut at = 0;
    while at < line.len() {
        match ago(text, &line[at..]) {
            Some(taken) => {
                line[at..at + taken].iter_mut().for_each(|t| t.silent = true);
                at += taken;
            }
            None => at += 1,
        }
    }
}

/// "about two hours ago", "vor 5 Minuten", "il y a une heure", "3小时前": of how many tokens.
fn ago(text: &str, tokens: &[Token]) -> Option<usize> {
    let is = |at: usize, wanted: Sense| tokens.get(at).is_some_and(|t| sense(t) == Some(wanted));
    let number =
        |at: usize| tokens.get(at).is_some_and(|t| t.shape == Shape::Number && t.at.len() <= 8) || is(at, Sense::Few);
    let is_word = |at: usize, word: &str| tokens.get(at).is_some_and(|t| &text[t.at.clone()] == word);
    let mut at = 0;
    if is(0, Sense::AgoFirst) {
        at = 1;
        // il y a
        if is_word(0, "il") || is_word(0, "Il") {
            if !is_word(1, "y") || !is_word(2, "a") {
                return None;
            }
            at = 3;
        }
        at += usize::from(is(at, Sense::About));
        let counted = number(at);
        at += usize::from(counted);
        // Arabic counts one and two by the unit's own form.
        let own_form =
            tokens.get(at).is_some_and(|t| text[t.at.clone()].chars().all(|c| ('\u{600}'..'\u{700}').contains(&c)));
        return ((counted || own_form) && is(at, Sense::Unit)).then_some(at + 1);
    }
    if !number(0) && !is(0, Sense::Unit) {
        return None;
    }
    at += usize::from(number(0));
    if is(at, Sense::Unit) {
        at += 1;
        return is(at, Sense::AgoLast).then_some(at + 1);
    }
    // A row of characters: 3 小 时 前
    let row = tokens[at..].iter().take(4).position(|t| text[t.at.clone()].starts_with(AGO_ZH))?;
    let units = tokens[at..at + row].iter().all(|t| text[t.at.clone()].chars().all(|c| UNITS_ZH.contains(c)));
    (at > 0 && row > 0 && units).then_some(at + row + 1)
}

fn sense(token: &Token) -> Option<Sense> {
    (token.shape == Shape::Word).then(|| SENSES.get(&token.key).copied()).flatten()
}
