//! The body of an article as its page shows it. Only for texts that may be shown.

use crate::app::App;
use crate::inline;
use crate::pictures::PictureView;
use coranto_core::{Address, Block, Picture};

#[derive(Debug, Clone)]
pub enum BlockView {
    Paragraph(String),
    /// `level` 2 to 4.
    Heading {
        level: u8,
        html: String,
    },
    List {
        ordered: bool,
        items: Vec<String>,
    },
    Quote {
        paragraphs: Vec<String>,
        cite: Option<String>,
    },
    Image(PictureView),
    Table {
        caption: Option<String>,
        rows: Vec<Vec<(bool, String)>>,
    },
    Preformatted(String),
    Embed {
        href: String,
        provider: String,
        text: Option<String>,
    },
    Rule,
}

/// A body of more blocks is no article; the page ends there with the link to the publisher.
const MAX_BLOCKS: usize = 4_000;

/// The picture above the text. Where the text begins with a figure, that is the publisher's own choice and knows its caption; the picture that
/// stands for the article in lists is often the same one in another size.
pub fn above(standing_for_it: Option<&Picture>, blocks: &[Block]) -> Option<Picture> {
    let mut figures =
        blocks.iter().filter_map(|block| if let Block::Image(picture) = block { Some(picture) } else { None });
    let same = standing_for_it.and_then(|large| Some((large, figures.find(|own| alike(large, own))?)));
    match (same, blocks.first()) {
        (Some((large, own)), _) => {
            let or = |a: &Option<String>, b: &Option<String>| a.clone().or_else(|| b.clone());
            let (alt, caption) = (or(&own.alt, &large.alt), or(&own.caption, &large.caption));
            Some(Picture { alt, caption, credit: or(&own.credit, &large.credit), ..large.clone() })
        }
        (None, Some(Block::Image(first))) => Some(first.clone()),
        _ => standing_for_it.cloned(),
    }
}

/// The same picture, perhaps in another size: addresses that differ only in host, folder or query, and in what follows a size ("-1200x675", "_320").
fn alike(a: &Picture, b: &Picture) -> bool {
    if a.src.identity() == b.src.identity() {
        return true;
    }
    let (a, b) = (stem(&a.src), stem(&b.src));
    a.len() >= 6 && a == b
}

fn stem(address: &Address) -> String {
    let file = address.url().path().rsplit('/').next().unwrap_or_default();
    let name = file.rsplit_once('.').map_or(file, |(name, _)| name);
    let is_size = |c: char| c.is_ascii_digit() || matches!(c, 'x' | 'w' | 'h' | '-' | '_' | '@');
    let trimmed = name.trim_end_matches(is_size);
    // A name that is all numbers is its own stem.
    (if trimmed.len() >= 6 { trimmed } else { name }).to_owned()
}

/// Every block in order; the picture that already stands above the text is not shown a second time.
pub fn blocks(app: &App, blocks: &[Block], above: Option<&Picture>) -> Vec<BlockView> {
    blocks.iter().take(MAX_BLOCKS).filter_map(|block| view(app, block, above)).collect()
}

fn view(app: &App, block: &Block, above: Option<&Picture>) -> Option<BlockView> {
    Some(match block {
        Block::Paragraph { html } => BlockView::Paragraph(some(html)?),
        Block::Heading { level, html } => BlockView::Heading { level: (*level).clamp(2, 4), html: some(html)? },
        Block::List { ordered, items } => {
            let items: Vec<String> = items.iter().filter_map(|item| some(item)).collect();
            if items.is_empty() {
                return None;
            }
            BlockView::List { ordered: *ordered, items }
        }
        Block::Quote { paragraphs, cite } => {
            let paragraphs: Vec<String> = paragraphs.iter().filter_map(|p| some(p)).collect();
            if paragraphs.is_empty() {
                return None;
            }
            BlockView::Quote { paragraphs, cite: cite.as_deref().map(inline::words).filter(|c| !c.is_empty()) }
        }
        Block::Image(picture) => {
            if above.is_some_and(|above| alike(above, picture)) {
                return None;
            }
            BlockView::Image(PictureView::new(app, picture)?)
        }
        Block::Table { caption, rows } => BlockView::Table {
            caption: caption.as_deref().map(inline::words).filter(|c| !c.is_empty()),
            rows: rows
                .iter()
                .map(|row| row.iter().map(|cell| (cell.header, inline::clean(&cell.html))).collect())
                .collect(),
        },
        Block::Preformatted { text } => BlockView::Preformatted(text.clone()),
        Block::Embed { href, provider, text } => BlockView::Embed {
            href: href.to_string(),
            provider: provider.clone(),
            text: text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned),
        },
        Block::Rule => BlockView::Rule,
    })
}

/// Clean markup, unless nothing would be seen of it.
fn some(html: &str) -> Option<String> {
    let html = inline::clean(html);
    (!html.trim().is_empty()).then_some(html)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(src: &str, caption: Option<&str>) -> Picture {
        Picture {
            src: Address::parse(src).unwrap(),
            alt: None,
            caption: caption.map(str::to_owned),
            credit: None,
            width: None,
            height: None,
        }
    }

    #[test]
    fn a_picture_in_another_size_is_the_same_picture() {
        let large = picture("https://a.example/media/desert-929651ab-1200.jpg", None);
        let small = picture("https://cdn.a.example/x/desert-929651ab-320x180.webp?q=75", Some("Dunes"));
        let text = Block::Paragraph { html: "Text".into() };
        let hero = above(Some(&large), &[Block::Image(small.clone()), text.clone()]).unwrap();
        assert_eq!((hero.src, hero.caption.as_deref()), (large.src.clone(), Some("Dunes")));
        let hero = above(Some(&large), &[text.clone(), Block::Image(small.clone())]).unwrap();
        assert_eq!((hero.src, hero.caption.as_deref()), (large.src.clone(), Some("Dunes")));
        assert!(!alike(&picture("https://a.example/1.jpg", None), &picture("https://a.example/2.jpg", None)));
        assert!(!alike(
            &picture("https://a.example/9238472.jpg", None),
            &picture("https://a.example/9238473.jpg", None)
        ));
    }

    #[test]
    fn a_figure_before_the_text_is_the_publishers_own_choice() {
        let card = picture("https://a.example/share-card.jpg", None);
        let own = picture("https://a.example/bridge.jpg", Some("The bridge"));
        let other = picture("https://a.example/mayor.jpg", Some("The mayor"));
        let text = Block::Paragraph { html: "Text".into() };
        assert_eq!(above(Some(&card), &[Block::Image(own.clone()), text.clone()]), Some(own.clone()));
        assert_eq!(above(None, &[Block::Image(own.clone()), text.clone()]), Some(own));
        assert_eq!(above(Some(&card), &[text.clone(), Block::Image(other.clone())]), Some(card));
        assert_eq!(above(None, &[text, Block::Image(other)]), None);
    }
}
