//! Many words looked for in one pass over a text.

use aho_corasick::{AhoCorasick, MatchKind};

pub(crate) struct AnyOf(Option<AhoCorasick>);

impl AnyOf {
    pub fn new<'w>(words: impl IntoIterator<Item = &'w str>) -> AnyOf {
        // Leftmost only because its search is the one that looks at many bytes at once.
        AnyOf(AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(words).ok())
    }

    /// Does one of the words stand anywhere in the text?
    pub fn stands_in(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|words| words.is_match(text))
    }
}
