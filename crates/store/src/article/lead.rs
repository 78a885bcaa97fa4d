//! The few lines under a title: plain text, one line, cut at a word.

use crate::value::clean;
use coranto_core::{Article, Block};

/// Enough for a card and for the page of an article whose text is not shown.
const LEAD_CHARS: usize = 480;

/// The publisher's summary, or the beginning of the text.
pub(crate) fn lead(article: &Article) -> String {
    match article.summary.as_deref().map(cut) {
        Some(lead) if !lead.is_empty() => lead,
        _ => beginning(&article.blocks),
    }
}

fn beginning(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        match block {
            Block::Paragraph { html } => push_plain(&mut text, html),
            Block::Quote { paragraphs, .. } => paragraphs.iter().for_each(|html| push_plain(&mut text, html)),
            Block::List { items, .. } if !text.is_empty() => items.iter().for_each(|html| push_plain(&mut text, html)),
            _ => continue,
        }
        text.push(' ');
        // A long first paragraph is enough; more would only be cut off again.
        if text.len() > LEAD_CHARS * 4 {
            break;
        }
    }
    cut(&text)
}

/// Adds the text of inline markup, which is well-formed because it passed the allow-list.
fn push_plain(text: &mut String, html: &str) {
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with('<') {
            if rest.starts_with("<br") {
                text.push(' ');
            }
            rest = rest.find('>').map_or("", |end| &rest[end + 1..]);
        } else {
            let known =
                [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " ")];
            let (entity, plain) = known.into_iter().find(|(entity, _)| rest.starts_with(entity)).unwrap_or(("&", "&"));
            text.push_str(plain);
            rest = &rest[entity.len()..];
        }
    }
    text.push_str(rest);
}

/// One line without NUL, cut after a word when it is too long.
fn cut(text: &str) -> String {
    let mut line = String::new();
    let mut chars = 0;
    for word in clean(text).split_whitespace() {
        let long = word.chars().count();
        if chars + 1 + long > LEAD_CHARS {
            // Scripts that write without spaces have one endless "word": cut inside it.
            if chars < LEAD_CHARS / 2 {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.extend(word.chars().take(LEAD_CHARS - chars));
            }
            line.push('…');
            break;
        }
        if !line.is_empty() {
            line.push(' ');
            chars += 1;
        }
        line.push_str(word);
        chars += long;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_stands_before_the_text() {
        let mut article = Article { summary: Some("  Rain\n is coming. ".into()), ..Article::default() };
        article.blocks = vec![Block::Paragraph { html: "Other words.".into() }];
        assert_eq!(lead(&article), "Rain is coming.");
        article.summary = Some(" \0 ".into());
        assert_eq!(lead(&article), "Other words.");
    }

    #[test]
    fn markup_of_the_first_paragraphs_goes_and_its_words_stay() {
        let html =
            "The <a href=\"https://a.example/?a=1&amp;b\">river</a> rose<br>by 3&nbsp;m &amp; &lt;fell&gt;; AT&T"
                .into();
        let article = Article { blocks: vec![Block::Paragraph { html }], ..Article::default() };
        assert_eq!(lead(&article), "The river rose by 3 m & <fell>; AT&T");
    }

    #[test]
    fn long_ones_are_cut_after_a_word_and_endless_ones_anywhere() {
        let words = cut(&"word ".repeat(400));
        assert!(words.ends_with("word…") && words.chars().count() <= LEAD_CHARS + 1);
        assert_eq!(cut(&"字".repeat(900)).chars().count(), LEAD_CHARS + 1);
    }
}
