//! What in a text is somebody's speech. Independent reports of one event quote the same statement; what they share besides makes a copy.

use std::ops::Range;

/// A shorter quotation is a word or a name in quotation marks, and the publisher's own text.
const LONG_BYTES: usize = 40;

/// The quotations of a text, in order. One ends within its paragraph; one that stands at the beginning of a paragraph and is not closed goes on in the next, as
/// English papers set long speeches.
pub(super) fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        of_line(line, start, &mut found);
        start += line.len();
    }
    found
}

fn of_line(line: &str, start: usize, found: &mut Vec<Range<usize>>) {
    let mut from = 0;
    while let Some((at, mark)) = line[from..].char_indices().find(|(_, c)| closing(*c).is_some()) {
        let (open, inside) = (from + at, from + at + mark.len_utf8());
        let closes = closing(mark).unwrap_or_default();
        let end = line[inside..].find(|c| closes.contains(c)).map(|end| inside + end);
        let Some(end) = end else {
            if line[..open].trim().is_empty() && line.len() - inside >= LONG_BYTES {
                found.push(start + inside..start + line.len());
            }
            // No other mark of this kind closes either; those of another kind inside it are few and do not matter.
            return;
        };
        if end - inside >= LONG_BYTES {
            found.push(start + inside..start + end);
        }
        from = end + line[end..].chars().next().map_or(1, char::len_utf8);
    }
}

/// What closes a quotation that this mark opens. Straight marks open and close in turn.
fn closing(mark: char) -> Option<&'static str> {
    Some(match mark {
        '"' => "\"",
        '“' => "”",
        '„' => "“”",
        '«' => "»",
        '»' => "«",
        '「' => "」",
        '『' => "』",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken(text: &str) -> Vec<&str> {
        quotations(text).into_iter().map(|place| &text[place]).collect()
    }

    #[test]
    fn speech_is_found_in_the_marks_of_many_languages() {
        const SPEECH: &str = "the bridge will stay closed until every witness is heard";
        for (open, close) in [("“", "”"), ("\"", "\""), ("„", "“"), ("« ", " »"), ("»", "«")] {
            let text = format!("The mayor said: {open}{SPEECH}{close} and left.");
            assert_eq!(spoken(&text).into_iter().map(str::trim).collect::<Vec<_>>(), [SPEECH], "{text}");
        }
        let two = format!("“{SPEECH}\n“{SPEECH}” she said");
        assert_eq!(spoken(&two).len(), 2, "a speech of two paragraphs");
    }

    #[test]
    fn names_in_quotation_marks_and_marks_left_open_are_no_speech() {
        assert!(spoken("The “Star of Lindmar” sank, and its crew of twelve came home unharmed.").is_empty());
        assert!(
            spoken("A pipe of 12\" width broke below the harbour bridge on Monday morning, and nobody saw it.")
                .is_empty()
        );
        assert!(spoken(&"\"".repeat(1_000)).is_empty());
    }
}
