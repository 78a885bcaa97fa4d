//! Which of the sections (`core::source::SECTIONS`) an article belongs to, from what publishers themselves say of it.

use coranto_core::Address;

#[derive(Debug, Clone, Copy, Default)]
pub struct SectionHints<'a> {
    /// What the source list says of the feed: wins when there.
    pub feed: Option<&'a str>,
    /// The page's own section, as written by the publisher in any language.
    pub publisher: Option<&'a str>,
    pub categories: &'a [String],
    pub address: Option<&'a Address>,
}

/// One of `core::source::SECTIONS`, or nothing when no hint is clear.
pub fn section(hints: &SectionHints<'_>) -> Option<&'static str> {
    let _ = hints;
    todo!()
}
