//! Words of others as readers see them. Names, quotations and sentences are kept without marks that are not seen; this second look makes sure that a damaged row
//! never turns a line of ours around or hides something in it.

/// One line without controls, overrides and what has no width. A joiner stays where its script needs it between two letters.
pub fn visible(text: &str) -> String {
    let mut seen = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let kept = if c.is_whitespace() || c.is_control() {
            ' '
        } else if matches!(c, '\u{200C}' | '\u{200D}') && joins(before) && chars.peek().is_some_and(|next| joins(*next))
        {
            c
        } else if is_invisible(c) {
            continue;
        } else {
            c
        };
        if kept == ' ' && before == ' ' {
            continue;
        }
        seen.push(kept);
        before = kept;
    }
    seen.truncate(seen.trim_end().len());
    seen
}

/// Persian and its neighbours write "می‌شود" with one, the scripts of India their half letters.
fn joins(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{6FF}' | '\u{900}'..='\u{DFF}')
}

/// Zero-width and direction marks, soft hyphens, variation selectors, tags.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn what_is_not_seen_is_not_there() {
        for (told, seen) in [
            ("Ilse\u{202E} Marrow\u{200B}", "Ilse Marrow"),
            ("\u{2068}Port\u{AD} Ember\u{2069}\u{FEFF}", "Port Ember"),
            ("  one \n\t two\u{0}three  ", "one two three"),
            ("می‌شود", "می‌شود"),
            ("a\u{200D}b \u{200C}مرحبا\u{200C}", "ab مرحبا"),
            ("\u{202E}\u{200B}", ""),
        ] {
            assert_eq!(visible(told), seen, "{told:?}");
        }
    }
}
