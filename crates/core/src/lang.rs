//! Languages as their primary subtag ("en", "ar", "zh") and the direction their script runs in.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A language by the primary subtag of BCP 47, lower case. Regions are dropped: "en-GB" and "en_US" are both "en".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Lang([u8; 3]);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    Ltr,
    Rtl,
}

impl Lang {
    pub const EN: Lang = Lang(*b"en\0");
    pub const AR: Lang = Lang(*b"ar\0");

    /// Reads a tag as found in feeds and pages: "en", "en-us", "EN_GB", "zh-Hant-TW". Anything else is no language.
    pub fn parse(tag: &str) -> Option<Lang> {
        let primary = tag.trim().split(['-', '_']).next()?;
        if !(2..=3).contains(&primary.len()) || !primary.bytes().all(|b| b.is_ascii_alphabetic()) {
            return None;
        }
        let lower = primary.to_ascii_lowercase();
        let lower = match lower.as_str() {
            // Old and three-letter codes still in use for languages that have a two-letter one.
            "iw" => "he",
            "in" => "id",
            "ji" => "yi",
            "eng" => "en",
            "ara" => "ar",
            "fra" | "fre" => "fr",
            "deu" | "ger" => "de",
            "spa" => "es",
            "rus" => "ru",
            "por" => "pt",
            "zho" | "chi" | "cmn" => "zh",
            "jpn" => "ja",
            "tur" => "tr",
            "hin" => "hi",
            "und" | "mul" | "zxx" => return None,
            other => other,
        };
        let mut code = [0u8; 3];
        code[..lower.len()].copy_from_slice(lower.as_bytes());
        Some(Lang(code))
    }

    pub fn as_str(&self) -> &str {
        let end = self.0.iter().position(|b| *b == 0).unwrap_or(3);
        std::str::from_utf8(&self.0[..end]).unwrap_or_default()
    }

    pub fn direction(&self) -> Direction {
        match self.as_str() {
            "ar" | "he" | "fa" | "ur" | "ps" | "yi" | "ug" | "sd" | "dv" | "ckb" | "syr" => Direction::Rtl,
            _ => Direction::Ltr,
        }
    }
}

impl Direction {
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Lang {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Lang {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Lang, D::Error> {
        let tag = String::deserialize(deserializer)?;
        Lang::parse(&tag).ok_or_else(|| serde::de::Error::custom(format!("“{tag}” is not a language tag such as “en”")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_every_form_come_down_to_their_language() {
        for (tag, lang) in
            [("en", "en"), ("EN-us", "en"), ("zh_Hant_TW", "zh"), ("iw", "he"), (" fil ", "fil"), ("deu", "de")]
        {
            assert_eq!(Lang::parse(tag).unwrap().as_str(), lang, "{tag}");
        }
        for bad in ["", "e", "english", "12", "und", "--"] {
            assert_eq!(Lang::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn arabic_runs_from_the_right() {
        assert_eq!(Lang::AR.direction(), Direction::Rtl);
        assert_eq!(Lang::EN.direction(), Direction::Ltr);
    }
}
