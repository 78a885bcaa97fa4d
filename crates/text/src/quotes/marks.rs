//! What stands between quotation marks, paragraph by paragraph, in the marks of every language. It never pairs over more than it has to: marks that stay
//! alone are passed over, unless the next paragraph opens with the same one.

use std::ops::Range;

/// Words between marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marked {
    /// With the marks.
    pub outer: Range<usize>,
    /// Without them.
    pub inner: Range<usize>,
    /// The paragraph ends before the mark closes, and the next one goes on with it.
    pub goes_on: bool,
}

/// A mark that waits for its other half.
#[derive(Debug, Clone, Copy)]
struct Open {
    at: usize,
    mark: char,
    length: usize,
}

/// A closing mark looks at so many open ones: deeper nesting is no text.
const MOST_OPEN: usize = 8;

/// So many marks wait for their other half; older ones are given up.
const MOST_WAITING: usize = 64;

/// The outermost quotations of each paragraph, in order. `paragraphs` are places in `text`.
pub(super) fn marked(text: &str, paragraphs: &[Range<usize>]) -> Vec<Vec<Marked>> {
    let mut all = Vec::with_capacity(paragraphs.len());
    let mut continued = None;
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let next = paragraphs.get(number + 1).and_then(|next| text[next.clone()].chars().next()).filter(|c| opens(*c));
        let found = in_paragraph(text, paragraph, next, continued);
        continued = found.last().filter(|last| last.goes_on).and(next);
        all.push(found);
    }
    all
}

fn in_paragraph(text: &str, paragraph: &Range<usize>, next: Option<char>, continued: Option<char>) -> Vec<Marked> {
    let mut open: Vec<Open> = Vec::new();
    let mut pairs: Vec<Marked> = Vec::new();
    let mut before = ' ';
    let mut chars = text[paragraph.clone()].char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let at = paragraph.start + at;
        let mut mark = Open { at, mark: c, length: c.len_utf8() };
        // Typewriters and wires write ''two of them''.
        if matches!(c, '\'' | '`') && chars.next_if(|(_, next)| *next == c).is_some() {
            mark = Open { mark: '"', length: 2, ..mark };
        }
        let c = mark.mark;
        let after = chars.peek().map_or(' ', |(_, c)| *c);
        let closes = opener_of(c, &open, before, after);
        if let Some(depth) = closes {
            let opener = open[depth];
            let start = opener.at;
            open.truncate(depth);
            let pair = Marked {
                outer: start..at + mark.length,
                inner: trimmed(text, start + opener.length..at),
                goes_on: false,
            };
            // What it holds are quotations within the quotation.
            while pairs.last().is_some_and(|inner| inner.outer.start > start) {
                pairs.pop();
            }
            if !is_title(opener.mark) && !pair.inner.is_empty() {
                pairs.push(pair);
            }
        } else if opens(c) && (!is_plain(c) || can_open(before, after)) {
            if is_plain(c) && c == '"' {
                // A straight mark that opens twice never closed.
                open.retain(|open| open.mark != '"');
            }
            if open.len() >= MOST_WAITING {
                open.drain(..MOST_WAITING / 2);
            }
            open.push(mark);
        }
        if !is_unseen(c) {
            before = c;
        }
    }
    let goes_on = next.and_then(|mark| open.iter().find(|open| open.mark == mark).copied());
    if let Some(Open { at: start, length, .. }) = goes_on {
        let inner = trimmed(text, start + length..paragraph.end);
        if !inner.is_empty() {
            pairs.retain(|pair| pair.outer.end <= start);
            pairs.push(Marked { outer: start..paragraph.end, inner, goes_on: true });
        }
    } else if let (Some(mark), Some(Open { at: start, mark: opener, length })) = (continued, open.first().copied()) {
        // The last paragraph of a long quotation whose closing mark was forgotten.
        if start == paragraph.start && opener == mark && pairs.is_empty() {
            let inner = trimmed(text, start + length..paragraph.end);
            if !inner.is_empty() {
                pairs.push(Marked { outer: start..paragraph.end, inner, goes_on: false });
            }
        }
    }
    pairs
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inside = &text[range.clone()];
    let start = range.start + (inside.len() - inside.trim_start().len());
    start..start + inside.trim().len()
}

pub(super) fn opens(c: char) -> bool {
    matches!(c, '“' | '„' | '«' | '»' | '"' | '\'' | '‘' | '‚' | '「' | '『' | '《' | '〈' | '‹' | '＂' | '”' | '‟')
}

/// The same mark opens and closes.
fn is_plain(c: char) -> bool {
    matches!(c, '"' | '\'' | '‘' | '”' | '»' | '＂')
}

/// 《》 hold titles of works.
fn is_title(c: char) -> bool {
    matches!(c, '《' | '〈')
}

/// Drawn or not, the text is the same.
pub(super) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}' | '\u{61C}')
}

fn can_open(before: char, after: char) -> bool {
    !after.is_whitespace()
        && (before.is_whitespace() || "([{—–-:,/“«„‘\"'،：，。".contains(before) || is_arabic(before))
}

/// "and" is written in one with what follows, a mark too.
fn is_arabic(c: char) -> bool {
    matches!(c, '\u{621}'..='\u{64A}')
}

/// Which of the open marks this one closes, if it does.
fn opener_of(c: char, open: &[Open], before: char, after: char) -> Option<usize> {
    let openers: &[char] = match c {
        '”' => &['“', '„', '‟', '”', '"'],
        '“' if !before.is_whitespace() && !after.is_alphanumeric() => &['„', '‚', '“'],
        '“' => &['„', '‚'],
        '»' => &['«'],
        '«' => &['»'],
        '"' => &['"', '“', '„'],
        '＂' => &['＂'],
        '\'' | '’' => &['\'', '‘', '‚'],
        '‘' => &['‚'],
        '」' => &['「'],
        '』' => &['『'],
        '》' => &['《'],
        '〉' => &['〈'],
        '›' => &['‹'],
        _ => return None,
    };
    // An apostrophe stands before a letter, and an opening mark after a space.
    if matches!(c, '\'' | '’') && (after.is_alphanumeric() || before.is_whitespace()) {
        return None;
    }
    if c == '"' && before.is_whitespace() && !after.is_whitespace() && !",.;:!?،".contains(after) {
        return None;
    }
    let from = open.len().saturating_sub(MOST_OPEN);
    open[from..].iter().rposition(|open| openers.contains(&open.mark)).map(|at| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let paragraphs = super::super::reading::paragraphs(text);
        marked(text, &paragraphs).into_iter().flatten().map(|pair| &text[pair.inner]).collect()
    }

    #[test]
    fn each_languages_marks_pair() {
        for (text, words) in [
            ("He said “yes ‘now’ or” never", vec!["yes ‘now’ or"]),
            ("He said \"yes 'now' or\" and \"no\"", vec!["yes 'now' or", "no"]),
            ("'Don't go,' he said of the dogs' home", vec!["Don't go,"]),
            ("« Oui », dit-elle", vec!["Oui"]),
            ("„Ja“, sagte er, »nein«", vec!["Ja", "nein"]),
            ("„Ja”, «да „нет“ да»", vec!["Ja", "да „нет“ да"]),
            ("他说：“好。”「行」《书》", vec!["好。", "行"]),
            ("وقال \"نعم\" و\"لا\"", vec!["نعم", "لا"]),
            ("a 5\" pipe and a “stray one", vec![]),
            ("“One.\n\n“Two,” he said", vec!["One.", "Two,"]),
            ("\"One.\n\n\"Two,\" he said", vec!["One.", "Two,"]),
        ] {
            assert_eq!(found(text), words, "{text}");
        }
    }
}
