//! The body of an article as its page shows it. Only for texts that may be shown.

use crate::app::App;
use crate::inline;
use crate::pictures::PictureView;
use coranto_core::{Block, Picture};

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
            if above.is_some_and(|a| a.src.identity() == picture.src.identity()) {
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
