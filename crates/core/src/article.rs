//! The shape of an article as every room sees it: what a page or a feed said, already clean.

use crate::{Address, Lang, Stamp};
use serde::{Deserialize, Serialize};

/// One report by one publisher. `None` and empty mean "the publisher did not say", never "we did not look".
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Article {
    /// Plain text, without the site's name.
    pub title: String,
    /// Plain names, one each, without "By" and titles.
    pub authors: Vec<String>,
    pub published: Option<Stamp>,
    pub modified: Option<Stamp>,
    pub lang: Option<Lang>,
    /// The publisher's own section or category, plain text as written ("World", "Wirtschaft").
    pub section: Option<String>,
    pub keywords: Vec<String>,
    /// The publisher's own standfirst or description, plain text.
    pub summary: Option<String>,
    pub image: Option<Picture>,
    /// What the publisher says is the page's one address.
    pub canonical: Option<Address>,
    pub site_name: Option<String>,
    pub blocks: Vec<Block>,
    /// Words in the body (characters, in scripts that do not separate words, count; see the text room).
    pub words: u32,
    /// From `isAccessibleForFree`: `Some(true)` is a page that says its text is not free.
    pub paywalled: Option<bool>,
    /// Address or name of a licence the page claims (`rel=license`), for instance a Creative Commons one.
    pub licence: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    pub src: Address,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
}

/// A piece of the body. Every `html` is inline markup that passed the allow-list of the page room: a, em, strong, b, i, s, u, sub,
/// sup, code, q, cite, abbr, mark, small, br, bdi, bdo, time, span[lang|dir]. It is safe to write into a page as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    Paragraph {
        html: String,
    },
    /// `level` 2 to 4: the page's own title is 1.
    Heading {
        level: u8,
        html: String,
    },
    List {
        ordered: bool,
        items: Vec<String>,
    },
    /// A quotation set apart; each string is a paragraph of it.
    Quote {
        paragraphs: Vec<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cite: Option<String>,
    },
    Image(Picture),
    Table {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        caption: Option<String>,
        rows: Vec<Vec<TableCell>>,
    },
    /// Plain text that keeps its line breaks.
    Preformatted {
        text: String,
    },
    /// Something that plays or lives elsewhere (a post, a video), kept as a link.
    Embed {
        href: Address,
        /// "YouTube", "X", … or the host.
        provider: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    Rule,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TableCell {
    pub html: String,
    #[serde(default)]
    pub header: bool,
}
