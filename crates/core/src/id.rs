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
row_id!(
    /// One event, as one or many reports tell it.
    StoryId
);
row_id!(
    /// What articles are about: a person, a place, an organisation, a work, a concept.
    SubjectId
);
row_id!(
    /// One of the names of a subject.
    NameId
);

macro_rules! key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The same order as of the numbers.
            pub fn of_number(bits: u64) -> $name {
                $name(base32(bits))
            }

            pub fn number(&self) -> u64 {
                number(&self.0)
            }

            /// From an address bar: anything that cannot be a key is refused before it reaches the store.
            pub fn parse(text: &str) -> Option<$name> {
                let fits = text.len() == KEY_LETTERS && text.bytes().all(|b| ALPHABET.contains(&b));
                fits.then(|| $name(text.to_owned()))
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

key!(
    /// The public name of an article: 13 letters and digits made from its canonical address, so that the same article has
    /// the same address on every machine and after every rebuild of the store.
    ArticleKey
);
key!(
    /// The public name of a story: the number by which the story room knows it, written as an article's key is.
    StoryKey
);

impl ArticleKey {
    /// From the canonical address. 64 bits: at ten million articles the chance of one collision is 3 in a million.
    pub fn of(address: &Address) -> ArticleKey {
        let digest = Sha256::digest(address.identity().as_bytes());
        ArticleKey::of_number(u64::from_be_bytes(digest[..8].try_into().expect("SHA-256 has 32 bytes")))
    }
}

/// Crockford's base 32: no letter that reads as a digit, so a key can be spoken and typed.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const KEY_LETTERS: usize = 13;

fn base32(mut bits: u64) -> String {
    let mut key = [0u8; KEY_LETTERS];
    for slot in key.iter_mut().rev() {
        *slot = ALPHABET[(bits & 31) as usize];
        bits >>= 5;
    }
    String::from_utf8_lossy(&key).into_owned()
}

/// What `base32` wrote. 13 letters hold one bit more than a number: it is dropped.
fn number(key: &str) -> u64 {
    let digit = |letter: u8| ALPHABET.iter().position(|a| *a == letter).unwrap_or(0) as u64;
    key.bytes().fold(0, |bits, letter| (bits << 5) | digit(letter))
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
    fn a_key_is_a_number_and_sorts_as_one() {
        let numbers = [0, 1, 31, 32, u64::from(u32::MAX), u64::MAX - 1, u64::MAX];
        let keys = numbers.map(StoryKey::of_number);
        assert_eq!(keys.clone().map(|key| key.number()), numbers);
        assert!(keys.is_sorted() && keys.iter().all(|key| StoryKey::parse(key.as_str()).as_ref() == Some(key)));
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
