//! Large first letters that a page sets apart, in an element, a box or a picture of their own: "T he harbour" is "The harbour".

use super::lines::{Kind, Line};
use crate::dom::{Dom, Id, Tag};

pub(super) fn join(dom: &Dom<'_>, lines: &mut Vec<Line>) {
    let mut joined = false;
    for at in 0..lines.len() {
        if lines[at].kind == Kind::Paragraph && lines[at].initial.is_none() {
            within(dom, &mut lines[at]);
        }
        if let Some(next) = at.checked_add(1).filter(|n| *n < lines.len())
            && let Some((letter, node)) = alone(dom, &lines[at])
            && goes_on(&letter, &lines[next], true)
        {
            let line = &mut lines[next];
            line.text.insert_str(0, &letter);
            line.initial = Some(node);
            // An emptied line is taken out below.
            lines[at].words = 0;
            lines[at].text.clear();
            lines[at].last = lines[at].first;
            joined = true;
        }
    }
    if joined {
        lines.retain(|l| l.last > l.first);
    }
}

/// The letter that stands before a line: with the quotation mark before it.
pub(super) fn text(dom: &Dom<'_>, node: Id) -> String {
    match dom.tag(node) {
        Tag::Img | Tag::AmpImg => dom.attr(node, "alt").unwrap_or_default().trim().to_owned(),
        _ => dom.text(node).trim().to_owned(),
    }
}

/// A letter in an element of its own at the beginning of a paragraph, with a blank after it.
fn within(dom: &Dom<'_>, line: &mut Line) {
    let Some(letter) = line.text.split(' ').next().and_then(as_initial).map(str::to_owned) else { return };
    let Some(rest) = line.text.strip_prefix(&letter).and_then(|r| r.strip_prefix(' ')) else { return };
    if !rest.starts_with(char::is_lowercase) || is_word(&letter) {
        return;
    }
    let node = line.first;
    let apart = dom.tag(node) == Tag::Text && dom.parent(node) != line.block && dom.text(node).trim() == letter;
    if !apart {
        return;
    }
    // The letter's element is left behind: what follows begins after it.
    let element = dom.ancestors(node).take_while(|a| *a != line.block && dom.end(*a) < line.last).last();
    let after = element.map_or(node + 1, |e| if alone_in(dom, e, node) { dom.end(e) } else { node + 1 });
    if after >= line.last {
        return;
    }
    line.text = format!("{letter}{rest}");
    line.words = line.words.saturating_sub(1);
    line.first = after;
    line.initial = Some(node);
}

fn alone_in(dom: &Dom<'_>, element: Id, node: Id) -> bool {
    dom.end(element) - element <= 8 && dom.below(element).all(|n| n == node || dom.text(n).trim_ascii().is_empty())
}

/// A line that is a single letter, or a picture of one.
fn alone(dom: &Dom<'_>, line: &Line) -> Option<(String, Id)> {
    match line.kind {
        Kind::Paragraph | Kind::Quote | Kind::Heading(_) => {
            let letter = as_initial(&line.text)?;
            (dom.text(line.first).trim() == letter).then(|| (letter.to_owned(), line.first))
        }
        Kind::Image if matches!(dom.tag(line.first), Tag::Img | Tag::AmpImg) => {
            let alt = dom.attr(line.first, "alt")?;
            as_initial(alt.trim()).map(|letter| (letter.to_owned(), line.first))
        }
        _ => None,
    }
}

/// One capital, perhaps with the quotation mark that opens.
fn as_initial(text: &str) -> Option<&str> {
    let letter = text.trim_start_matches(['“', '"', '«', '„', '‘', '\'', '¿', '¡']);
    let mut chars = letter.chars();
    let capital = chars.next().is_some_and(char::is_uppercase);
    (text.len() <= 8 && capital && chars.next().is_none()).then_some(text)
}

/// The next line begins amid a word.
fn goes_on(letter: &str, next: &Line, apart: bool) -> bool {
    next.kind == Kind::Paragraph
        && next.initial.is_none()
        && next.words >= 2
        && next.text.starts_with(char::is_lowercase)
        && (!(apart && is_word(letter)) || is_beginning(letter, &next.text))
}

/// Letters that are words by themselves, in one language or another.
fn is_word(letter: &str) -> bool {
    let letter = letter.trim_start_matches(|c: char| !c.is_alphanumeric());
    [
        "A", "I", "O", "E", "U", "Y", "À", "È", "É", "Ó", "Í", "Z", "W", "S", "K", "V", "В", "И", "К", "О", "С", "У",
        "Я", "А", "І", "З", "Й", "Η", "Ο", "Ή",
    ]
    .contains(&letter)
}

/// "A" and "fter": no word stands like this by itself.
fn is_beginning(letter: &str, rest: &str) -> bool {
    let word: String = rest.chars().take_while(|c| c.is_alphabetic()).collect();
    let whole = format!("{}{word}", letter.trim_start_matches(|c: char| !c.is_alphanumeric())).to_lowercase();
    const BEGINNINGS: &str = "after all although an and any are around as at among amid about across another again against according already almost \
        in it if is its inside indeed instead into even every each over one once only on our of out under until up us yet you your years \
        als auf aus am an auch alle es er ein eine einer eines und um unter über ist in im ihre ihr seit sie so schon \
        al así aunque ante antes el ella en entre es esta este estos esto un una unos uno y ya \
        après avec au aux en et elle entre est un une il ils ici à si sur sous sa son se selon sans \
        os as em entre ele ela essa isso um uma uns \
        из как когда кто в все вот он она они от о у уже и или за это с со на";
    BEGINNINGS.split_ascii_whitespace().any(|w| w == whole)
}
