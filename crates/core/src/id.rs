//! Ids of rows (numbers that mean nothing outside one store) and keys (what stands in public addresses).

use crate::address::Address;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

macro_rules! row_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

row_id!(
    /// One publisher's site.
    SourceId
);
row_id!(
    /// One address that is polled for new items: a feed or a news sitemap.
    FeedId
);
row_id!(
    /// One report by one publisher.
    ArticleId
);

/// The public name of an article: 13 letters and digits made from its canonical address, so that the same article has
/// the same address on every machine and after every rebuild of the store.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ArticleKey(String);

impl ArticleKey {
    /// From the canonical address. 64 bits: at ten million articles the chance of one collision is 3 in a million.
    pub fn of(address: &Address) -> ArticleKey {
        let digest = Sha256::digest(address.identity().as_bytes());
        let mut bits = u64::from_be_bytes(digest[..8].try_into().expect("SHA-256 has 32 bytes"));
        // Crockford's base 32: no letter that reads as a digit, so a key can be spoken and typed.
        const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
        let mut key = [0u8; 13];
        for slot in key.iter_mut().rev() {
            *slot = ALPHABET[(bits & 31) as usize];
            bits >>= 5;
        }
        ArticleKey(String::from_utf8_lossy(&key).into_owned())
    }

    /// From an address bar: anything that cannot be a key is refused before it reaches the store.
    pub fn parse(text: &str) -> Option<ArticleKey> {
        let fits = text.len() == 13
            && text.bytes().all(|b| b.is_ascii_digit() || (b.is_ascii_lowercase() && !b"ilou".contains(&b)));
        fits.then(|| ArticleKey(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ArticleKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A name for public addresses out of any text: lower-case letters and digits of any script, joined by hyphens.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().flat_map(char::to_lowercase));
        if slug.chars().count() > 60 {
            break;
        }
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_article_has_one_key_whatever_its_tracking_parameters() {
        let plain = Address::parse("https://example.org/a/b").unwrap();
        let tracked = Address::parse("http://www.example.org/a/b/?utm_source=x#top").unwrap();
        assert_eq!(ArticleKey::of(&plain), ArticleKey::of(&tracked));
        assert_eq!(ArticleKey::parse(ArticleKey::of(&plain).as_str()), Some(ArticleKey::of(&plain)));
    }

    #[test]
    fn what_cannot_be_a_key_is_refused() {
        for bad in ["", "short", "UPPERCASE0000", "0123456789abi", "../../etc/pwd"] {
            assert_eq!(ArticleKey::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn slugs_keep_every_script() {
        assert_eq!(slug("The Daily  Planet!"), "the-daily-planet");
        assert_eq!(slug("الديار اليوم"), "الديار-اليوم");
        assert_eq!(slug("!!!"), "");
    }
}
