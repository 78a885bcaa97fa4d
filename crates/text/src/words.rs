//! Counting words and cutting a beginning, in every script.

use crate::sentence::sentences;
use unicode_segmentation::UnicodeSegmentation;

/// Words by Unicode segmentation; in scripts written without spaces (Han, Kana, Thai, …) two characters count as one word.
pub fn count_words(text: &str) -> u32 {
    let (mut words, mut unspaced) = (0usize, 0usize);
    // No word goes on over a blank, and most pieces between blanks are ASCII in most languages of Europe.
    for piece in text.split_ascii_whitespace() {
        if piece.is_ascii() {
            words += ascii_words(piece.as_bytes());
            continue;
        }
        for word in piece.unicode_words() {
            if word.chars().next().is_some_and(is_unspaced) {
                unspaced += word.chars().count();
            } else {
                words += 1;
            }
        }
    }
    u32::try_from(words + unspaced.div_ceil(2)).unwrap_or(u32::MAX)
}

/// The first `words` words, ending at a sentence where one ends in the last third, else at a word with "…". One line.
pub fn beginning(text: &str, words: usize) -> String {
    let line = one_line(text);
    // Half words, so that an unspaced character can count as half of one.
    let (budget, mut spent) = (words.saturating_mul(2), 0usize);
    let mut cut = None;
    let mut ends = sentences(&line, None).map(|sentence| sentence.end).peekable();
    let mut sentence_end = None;
    for (at, piece) in line.split_word_bound_indices() {
        while let Some(end) = ends.next_if(|end| *end <= at) {
            if spent * 3 >= budget * 2 {
                sentence_end = Some(end);
            }
        }
        if piece.chars().any(char::is_alphanumeric) {
            spent += if piece.starts_with(is_unspaced) { piece.chars().count() } else { 2 };
        }
        if spent > budget {
            cut = Some(at);
            break;
        }
    }
    let Some(cut) = cut else { return line.clone() };
    if let Some(end) = sentence_end {
        return line[..end].to_owned();
    }
    let mut short = line[..cut].trim_end_matches(|c: char| c.is_whitespace() || ",;:–—-،؛、".contains(c)).to_owned();
    short.push('…');
    short
}

fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// What Unicode segmentation (UAX 29) says of ASCII: marks join letters ("can't", "e.g") or digits ("3.5", "1,000"), an underscore joins both.
fn ascii_words(text: &[u8]) -> usize {
    let mut words = 0;
    let mut counted = false;
    for (i, b) in text.iter().enumerate() {
        let between = |kind: fn(&u8) -> bool| {
            i.checked_sub(1).and_then(|i| text.get(i)).is_some_and(kind) && text.get(i + 1).is_some_and(kind)
        };
        let letter = b.is_ascii_alphanumeric();
        let inside = letter
            || *b == b'_'
            || match b {
                b'\'' | b'.' => between(u8::is_ascii_alphabetic) || between(u8::is_ascii_digit),
                b':' => between(u8::is_ascii_alphabetic),
                b',' | b';' => between(u8::is_ascii_digit),
                _ => false,
            };
        words += usize::from(letter && !counted);
        counted = inside && (counted || letter);
    }
    words
}

/// Written without spaces between words: Han, Kana, Thai, Lao, Khmer, Myanmar, Tibetan.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}' | '\u{0F00}'..='\u{0FFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_counted_in_every_script() {
        assert_eq!(count_words("The bridge can't be opened: 3.5 metres, she said."), 9);
        assert_eq!(count_words("الجسر سيبقى مغلقا"), 3);
        assert_eq!(count_words("港口大桥将继续关闭"), 5);
        assert_eq!(count_words("L’été à Saint-Malo"), 4);
        assert_eq!(count_words(" — … "), 0);
    }

    #[test]
    fn a_beginning_ends_where_a_sentence_does() {
        let text =
            "Dr. Ame Thorne opened the bridge on Monday. The harbour was\n full of boats.  Nobody was hurt at all.";
        assert_eq!(beginning(text, 10), "Dr. Ame Thorne opened the bridge on Monday.");
        assert_eq!(
            beginning(text, 100),
            "Dr. Ame Thorne opened the bridge on Monday. The harbour was full of boats. Nobody was hurt at all."
        );
        assert_eq!(beginning("one, two, three, four", 2), "one, two…");
        assert_eq!(beginning("", 5), "");
        assert_eq!(beginning("“It is open.” And then a long rest of words follows here", 3), "“It is open.”");
        assert_eq!(
            beginning("港口大桥将继续关闭。市长表示，调查委员会将听取所有证人的证词。", 6),
            "港口大桥将继续关闭。"
        );
    }

    proptest! {
        #[test]
        fn the_short_way_counts_as_unicode_does(text in "[a-c1-3_:.,;' -]{0,12}") {
            prop_assert_eq!(ascii_words(text.as_bytes()), text.unicode_words().count());
        }

        #[test]
        fn a_beginning_is_never_longer_than_asked(text in "\\PC{0,200}", words in 0usize..40) {
            let short = beginning(&text, words);
            prop_assert!(count_words(&short) as usize <= words + 1, "{short}");
            prop_assert!(!short.contains('\n'));
        }
    }
}
