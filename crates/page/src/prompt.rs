//! The prompt at the end of a summary: "… Read more", "[…]", "The post X appeared first on Y". It asks the reader to go on where the text stops, and
//! says nothing of the news.

/// What publishers write where a summary stops. Lower case; those of one word need a stop or an ellipsis before them.
const PROMPTS: &str = "
read more|read the full story|read full story|read full article|read the full article|read the rest|continue reading|keep reading|more details|full story|view article|see more|learn more|find out more
weiterlesen|mehr lesen|weiter lesen|jetzt lesen|zum artikel|mehr dazu|mehr erfahren|lesen sie mehr|artikel lesen
lire la suite|lire plus|en savoir plus|lire l'article|lire la suite de l'article|suite de l'article
leer más|leer mas|seguir leyendo|sigue leyendo|leer noticia completa|leer la noticia completa|leer completo|ver más|más información
leia mais|ler mais|continue lendo|saiba mais|continue a ler
leggi tutto|continua a leggere|leggi di più|leggi l'articolo
lees meer|lees verder|läs mer|läs hela artikeln|les mer|læs mere|czytaj więcej|czytaj dalej|číst dále|lue lisää
читать далее|читать дальше|читать полностью|читать|подробнее|далее|читати далі|детальніше
اقرأ المزيد|إقرأ المزيد|اقرا المزيد|المزيد|للمزيد|تابع القراءة|قراءة المزيد|أكمل القراءة|ادامه مطلب|بیشتر بخوانید
devamını oku|devamı|baca selengkapnya|selengkapnya|đọc tiếp|xem thêm|और पढ़ें|続きを読む|阅读更多|閱讀更多|查看全文|阅读全文|더보기|קראו עוד
";

/// Every phrase that prompts are known by.
pub(crate) fn known_phrases() -> impl Iterator<Item = &'static str> {
    let prompts = PROMPTS.split(['|', '\n']).filter(|p| !p.is_empty());
    prompts.chain(FIRST_ON.iter().flat_map(|(opening, middle)| [*opening, *middle]))
}

/// What blog programs put under their summaries: how it opens, and what stands between the title and the site's name.
const FIRST_ON: &[(&str, &str)] = &[
    ("the post ", " appeared first on "),
    ("the post ", " first appeared on "),
    ("der beitrag ", " erschien zuerst auf "),
    ("der beitrag ", " erschien am "),
    ("l'article ", " est apparu en premier sur "),
    ("cet article ", " est apparu en premier sur "),
    ("la entrada ", " se publicó primero en "),
    ("la entrada ", " aparece primero en "),
    ("o post ", " apareceu primeiro em "),
    ("l'articolo ", " proviene da "),
    ("het bericht ", " verscheen eerst op "),
    ("сообщение ", " появились сначала на "),
    ("запись ", " впервые появилась "),
    ("المقالة ", " نشرت أولا على "),
    ("ظهرت المقالة ", " أولاً على "),
];

/// Longest part after a prompt's words: "Continue reading Harbour of Lindmar opens again".
const OBJECT_CHARS: usize = 90;

/// What is looked at of a long text.
const END_BYTES: usize = 2_000;

/// The text without the prompts at its end. Where one followed an ellipsis, one "…" stays: the text does stop there.
pub(crate) fn without_prompt(text: &str) -> String {
    // Only the end is looked at, however long the text is.
    let from = text.floor_char_boundary(text.len().saturating_sub(END_BYTES));
    let (head, end) = text.split_at(from);
    if head.is_empty() { end_without_prompt(end) } else { format!("{head}{}", end_without_prompt(end)) }
}

fn end_without_prompt(text: &str) -> String {
    let mut kept = text.trim_end();
    let mut stops = false;
    // Several may stand in a row: "[…] Read more » The post … appeared first on …".
    for _ in 0..5 {
        let before = kept;
        kept = without_first_on(kept).trim_end();
        let (rest, stop) = without_ellipsis(kept);
        if stop {
            kept = rest;
            stops = true;
        }
        let rest = without_words(kept, stops).unwrap_or(kept);
        if rest != kept {
            // An ellipsis after the words belonged to them.
            stops = false;
            kept = rest;
        }
        if kept == before {
            break;
        }
    }
    if stops && !kept.is_empty() { format!("{}…", kept.trim_end_matches([',', ';', ':'])) } else { kept.to_owned() }
}

/// A lower-case copy whose characters stand at the same bytes, so that places in one are places in the other.
fn lowered(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars()
        .map(|c| {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) if one.len_utf8() == c.len_utf8() => one,
                _ => c,
            }
        })
        .collect()
}

fn without_first_on(text: &str) -> &str {
    let lower = lowered(text);
    for (opening, middle) in FIRST_ON {
        let Some(at) = lower.rfind(middle) else { continue };
        let Some(start) = lower.get(..at).and_then(|head| head.rfind(opening)) else { continue };
        let before = text.get(..start).unwrap_or_default();
        let site = text.get(at + middle.len()..).unwrap_or_default();
        let own_sentence = before.is_empty() || before.ends_with(char::is_whitespace);
        if own_sentence && site.chars().count() <= 120 && at - start <= 600 {
            return before;
        }
    }
    text
}

/// "[…]", "[...]", "(…)", "…", "..." at the end, arrows behind it included.
fn without_ellipsis(text: &str) -> (&str, bool) {
    let inner = text.trim_end_matches(is_arrow);
    let bare = inner.trim_end_matches([']', ')', ' ']);
    let rest = bare.trim_end_matches('…');
    let rest = if rest.len() == bare.len() && bare.ends_with("...") { bare.trim_end_matches('.') } else { rest };
    if rest.len() == bare.len() {
        return (text, false);
    }
    let closed = bare.len() < inner.trim_end().len();
    let rest = rest.trim_end();
    (if closed { rest.trim_end_matches(['[', '(']).trim_end() } else { rest }, true)
}

fn is_arrow(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '>' | '→' | '›' | '⇒' | '➔' | '➜' | '➡' | '▶' | '►' | '←' | '«' | '»' | '|' | '\u{fe0f}')
}

/// Without the words of a prompt, and what they lead to. `stopped`: an ellipsis has been taken from the end already.
fn without_words(text: &str, stopped: bool) -> Option<&str> {
    let lower = lowered(text);
    let end = lower.trim_end_matches(|c: char| is_arrow(c) || matches!(c, ']' | ')' | ':' | '.')).len();
    let body = lower.get(..end)?;
    for prompt in PROMPTS.split(['|', '\n']).filter(|p| !p.is_empty()) {
        let Some(start) = body.rfind(prompt) else { continue };
        let before = text.get(..start)?;
        let after = body.get(start + prompt.len()..)?;
        let set_apart = before.trim_end();
        let stop = set_apart.is_empty() || set_apart.ends_with(ends_sentence) || set_apart.ends_with(is_arrow);
        let capital = text.get(start..)?.starts_with(char::is_uppercase);
        let at_word = before.is_empty() || before.ends_with(|c: char| !c.is_alphanumeric());
        let fits = match after.is_empty() {
            // "He likes to read more." is a sentence; "… Read more" is not.
            true => stop || (capital && prompt.contains(' ') && !text.ends_with('.')),
            false => {
                stop && (capital || !before.is_empty() && !text.get(start..)?.starts_with(char::is_lowercase))
                    && prompt.contains(' ')
                    && after.starts_with([' ', ':'])
                    && after.chars().count() <= OBJECT_CHARS
                    && (stopped || !text.ends_with(['.', '!', '?', '؟', '。']))
                    && !after.contains(['.', '!', '?', '؟', '。', '…'])
            }
        };
        if at_word && fits {
            return Some(set_apart.trim_end_matches(['|', '[', '(', '-', '–', '—', '>']).trim_end());
        }
    }
    None
}

fn ends_sentence(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '…'
            | ']'
            | ')'
            | '"'
            | '”'
            | '»'
            | '’'
            | '؟'
            | '۔'
            | '。'
            | '！'
            | '？'
            | '।'
            | '|'
            | '['
            | '('
            | '-'
            | '–'
            | '—'
            | ':'
    )
}

#[cfg(test)]
mod tests {
    use super::without_prompt;

    #[test]
    fn prompts_go_and_sentences_stay() {
        for (text, bare) in [
            ("The harbour opened again. Read more", "The harbour opened again."),
            ("The harbour opened again… Read more »", "The harbour opened again…"),
            ("The harbour opened again [...]", "The harbour opened again…"),
            ("The harbour opened again […] Read More...", "The harbour opened again…"),
            ("The harbour opened again, the […]", "The harbour opened again, the…"),
            ("The harbour opened again Read more", "The harbour opened again"),
            ("فُتح الميناء من جديد… اقرأ المزيد", "فُتح الميناء من جديد…"),
            ("Der Hafen ist wieder offen. Weiterlesen →", "Der Hafen ist wieder offen."),
            ("Le port rouvre. Lire la suite", "Le port rouvre."),
            ("El puerto reabre. Leer más", "El puerto reabre."),
            ("Порт снова открыт. Читать далее", "Порт снова открыт."),
            (
                "The harbour opened. The post Harbour opens. Again! appeared first on The Courier.",
                "The harbour opened.",
            ),
            ("The harbour […] The post Harbour opens appeared first on The Courier.", "The harbour…"),
            ("The harbour opened. Continue reading Harbour of Lindmar opens", "The harbour opened."),
            // These are news.
            ("Children should read more.", "Children should read more."),
            ("The mayor wants pupils to read more", "The mayor wants pupils to read more"),
            ("Zeit zum Weiterlesen", "Zeit zum Weiterlesen"),
            ("He was last seen at the mole…", "He was last seen at the mole…"),
            (
                "Pupils like it. Read more books, said the mayor of Lindmar.",
                "Pupils like it. Read more books, said the mayor of Lindmar.",
            ),
            ("Read more", ""),
            ("", ""),
        ] {
            assert_eq!(without_prompt(text), bare, "{text}");
        }
    }
}
