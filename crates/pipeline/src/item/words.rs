//! Small things about words: what is cut off, what is a template of the publishing software, what a database refuses.

use coranto_core::Block;

/// PostgreSQL's text holds no NUL; nobody misses the other control characters either. Spaces at the ends go.
pub(crate) fn clean(text: String) -> String {
    let bad = |c: char| c.is_control() && c != '\n' && c != '\t';
    if text.chars().any(bad) {
        return text.chars().filter(|c| !bad(*c)).collect::<String>().trim().to_owned();
    }
    if text.trim().len() == text.len() { text } else { text.trim().to_owned() }
}

/// At most `limit` bytes, ending at a word.
pub(crate) fn cut(text: &str, limit: usize) -> String {
    if text.len() <= limit {
        return text.to_owned();
    }
    let mut end = limit.saturating_sub('…'.len_utf8());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(..end).unwrap_or_default();
    let head = head.rsplit_once(char::is_whitespace).map_or(head, |(head, _)| head);
    format!("{}…", head.trim_end())
}

const MORE: &[&str] = &[
    "read more",
    "continue reading",
    "read the full",
    "keep reading",
    "weiterlesen",
    "mehr lesen",
    "lire la suite",
    "leer más",
    "seguir leyendo",
    "continua a leggere",
    "leia mais",
    "lees verder",
    "czytaj więcej",
    "devamını oku",
    "читать далее",
    "читать полностью",
    "اقرأ المزيد",
    "阅读全文",
];

/// The text ends as an excerpt does.
pub(crate) fn looks_cut(text: &str) -> bool {
    let end = text.trim_end().trim_end_matches([']', ')', '»', '→', '>', ' ', '\n']);
    if end.ends_with('…') || end.ends_with("...") {
        return true;
    }
    let last = text.trim_end().lines().next_back().unwrap_or_default();
    is_more_link(last)
}

fn is_more_link(line: &str) -> bool {
    line.len() <= 160 && {
        let line = line.to_lowercase();
        MORE.iter().any(|more| line.starts_with(more) || line.ends_with(more))
    }
}

/// "The post X appeared first on Y." is WordPress speaking, not the publisher.
pub(crate) fn without_share_template(text: String) -> String {
    let Some(at) = text.rfind("The post ").filter(|at| text[*at..].contains(" appeared first on ")) else {
        return text;
    };
    text[..at].trim_end().to_owned()
}

pub(crate) fn drop_share_template(blocks: &mut Vec<Block>) {
    while let Some(Block::Paragraph { html }) = blocks.last() {
        let template = html.starts_with("The post ") && html.contains(" appeared first on ");
        if !template {
            break;
        }
        blocks.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpts_are_known_by_their_end() {
        for cut in
            ["The mayor said…", "The mayor said [...]", "The mayor said\nRead more", "Der Rat tagt\nWeiterlesen →"]
        {
            assert!(looks_cut(cut), "{cut}");
        }
        assert!(!looks_cut("The mayor said he would read more."));
        assert!(!looks_cut(""));
    }

    #[test]
    fn the_publishing_software_has_no_word() {
        assert_eq!(
            without_share_template("Rain is due. The post Rain appeared first on The Gazette.".into()),
            "Rain is due."
        );
        assert_eq!(without_share_template("The post office closes.".into()), "The post office closes.");
    }

    #[test]
    fn a_cut_never_splits_a_letter() {
        assert_eq!(cut("один два три", 14), "один…");
        assert_eq!(clean("a\0b\u{7}".into()), "ab");
    }
}
