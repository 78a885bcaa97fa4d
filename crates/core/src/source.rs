//! What is known of publishers, and the form in which a list of them is written: the bundled `sources.toml`, the pretend internet's own list.

use crate::{Address, Lang};
use serde::{Deserialize, Serialize};

/// What kind of owner a publisher has. A label that is shown always comes with the address that supports it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnerKind {
    /// Owned by shareholders, a family or a company.
    Private,
    /// Publicly funded with editorial independence by law.
    PublicService,
    /// Controlled by a government.
    State,
    /// A foundation, trust or charity.
    NonProfit,
    /// Members, readers or staff.
    Cooperative,
    /// A party or a religious body.
    Party,
    /// A university, agency or international body.
    Institution,
    #[default]
    Unknown,
}

impl OwnerKind {
    fn is_unknown(&self) -> bool {
        *self == OwnerKind::Unknown
    }
}

/// What the operator or the bundled list says of a publisher.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SourceFacts {
    /// Stands in addresses: lower-case letters, digits and hyphens, unique.
    pub slug: String,
    pub name: String,
    /// The site's home address.
    pub home: String,
    /// ISO 3166-1 alpha-2, upper case; none for international bodies.
    pub country: Option<String>,
    pub languages: Vec<Lang>,
    pub owner: Option<String>,
    pub owner_kind: OwnerKind,
    pub owner_citation: Option<String>,
    /// SPDX identifier or name of an open licence of its texts.
    pub licence: Option<String>,
    pub licence_url: Option<String>,
    /// The public site may show the whole text.
    pub full_text: bool,
    /// Overrides the program's own User-Agent for this publisher.
    pub user_agent: Option<String>,
}

/// A publisher with the addresses that are polled.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SourceEntry {
    pub facts: SourceFacts,
    pub feeds: Vec<FeedEntry>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeedEntry {
    pub address: Address,
    /// One of [`SECTIONS`], when all that the feed carries belongs to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// A news sitemap rather than a feed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sitemap: bool,
}

/// The sections that pages sort by, in the order in which the front page shows them.
pub const SECTIONS: &[&str] = &[
    "world",
    "politics",
    "business",
    "technology",
    "science",
    "health",
    "environment",
    "culture",
    "sport",
    "opinion",
    "lifestyle",
    "local",
];

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListFile {
    #[serde(default)]
    source: Vec<ListEntry>,
}

// `deny_unknown_fields` and `flatten` do not go together in serde, so the fields stand here once more.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListEntry {
    slug: String,
    name: String,
    home: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    languages: Vec<Lang>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    #[serde(default, skip_serializing_if = "OwnerKind::is_unknown")]
    owner_kind: OwnerKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner_citation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    licence_url: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    full_text: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_agent: Option<String>,
    #[serde(default)]
    feeds: Vec<FeedEntry>,
}

/// Reads a list of sources written as TOML: `[[source]]` tables with the fields of [`SourceFacts`] and `feeds = [{ address = "…" }]`.
pub fn parse_list(text: &str) -> Result<Vec<SourceEntry>, String> {
    let file: ListFile = toml::from_str(text).map_err(|e| e.to_string())?;
    Ok(file.source.into_iter().map(SourceEntry::from).collect())
}

/// The same list as text: [`parse_list`] reads it back unchanged.
pub fn write_list(sources: &[SourceEntry]) -> Result<String, String> {
    toml::to_string(&ListFile { source: sources.iter().cloned().map(ListEntry::from).collect() })
        .map_err(|e| e.to_string())
}

impl From<ListEntry> for SourceEntry {
    fn from(e: ListEntry) -> SourceEntry {
        SourceEntry {
            facts: SourceFacts {
                slug: e.slug,
                name: e.name,
                home: e.home,
                country: e.country,
                languages: e.languages,
                owner: e.owner,
                owner_kind: e.owner_kind,
                owner_citation: e.owner_citation,
                licence: e.licence,
                licence_url: e.licence_url,
                full_text: e.full_text,
                user_agent: e.user_agent,
            },
            feeds: e.feeds,
        }
    }
}

impl From<SourceEntry> for ListEntry {
    fn from(SourceEntry { facts, feeds }: SourceEntry) -> ListEntry {
        ListEntry {
            slug: facts.slug,
            name: facts.name,
            home: facts.home,
            country: facts.country,
            languages: facts.languages,
            owner: facts.owner,
            owner_kind: facts.owner_kind,
            owner_citation: facts.owner_citation,
            licence: facts.licence,
            licence_url: facts.licence_url,
            full_text: facts.full_text,
            user_agent: facts.user_agent,
            feeds,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_reads_back_as_it_was_written() {
        let text = r#"
            [[source]]
            slug = "harbour-courier"
            name = "Harbour Courier"
            home = "https://www.harbour-courier.example/"
            country = "XA"
            languages = ["en"]
            owner_kind = "non_profit"
            full_text = true
            feeds = [{ address = "https://www.harbour-courier.example/feed.xml", section = "local" }]
            [[source]]
            slug = "plain"
            name = "Plain"
            home = "https://plain.example/"
            languages = []
        "#;
        let sources = parse_list(text).unwrap();
        assert_eq!(sources[0].facts.owner_kind, OwnerKind::NonProfit);
        assert_eq!(sources[1].feeds, []);
        assert_eq!(parse_list(&write_list(&sources).unwrap()).unwrap(), sources);
    }

    #[test]
    fn a_misspelt_field_is_refused() {
        let error =
            parse_list("[[source]]\nslug = 'a'\nname = 'A'\nhome = 'https://a.example'\nlanguages = []\nowners = 'x'")
                .unwrap_err();
        assert!(error.contains("owners"), "{error}");
    }
}
