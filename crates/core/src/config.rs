//! The settings: a struct per section, each with its default, its unit and its environment name. They are read once by the
//! command (defaults, then `coranto.toml`, then the environment, then flags) and passed in; nothing here is global.

use crate::Millis;
use crate::about::Worth;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    pub server: Server,
    pub store: Store,
    pub fetch: Fetch,
    pub read: Read,
    pub stories: Stories,
    pub hashtags: Hashtags,
    pub site: Site,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Server {
    pub listen: String,
    pub public_address: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Store {
    pub data_dir: String,
    pub database: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fetch {
    pub user_agent: String,
    pub concurrency: u32,
    pub per_host_concurrency: u32,
    pub per_host_spacing_ms: u64,
    pub timeout_ms: u64,
    pub min_bytes_per_second: u64,
    pub feed_limit_bytes: u64,
    pub page_limit_bytes: u64,
    pub image_limit_bytes: u64,
    pub max_redirects: u32,
    pub min_interval_s: u64,
    pub max_interval_s: u64,
    pub allow_networks: Vec<String>,
    pub respect_robots: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Read {
    pub pages: bool,
    pub min_words: u32,
    pub page_workers: u32,
    pub max_page_age_days: u32,
    pub attempts: u32,
    pub site_rules: bool,
    pub hidden_text: bool,
    pub memory: bool,
    pub edit_days: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Stories {
    pub model: String,
    pub stretch_s: u64,
}

/// What earns a hashtag, a person, a place or an organisation its page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Hashtags {
    pub articles: u32,
    pub owners: u32,
    pub days: u32,
}

impl Hashtags {
    /// What earns a page.
    pub fn worth(&self) -> Worth {
        let count = |count: u32| usize::try_from(count.max(1)).unwrap_or(1);
        Worth {
            articles: count(self.articles),
            owners: count(self.owners),
            window_ms: i64::from(self.days.max(1)).saturating_mul(Millis::DAY),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Site {
    pub name: String,
    pub page_size: u32,
    pub cache_bytes: u64,
    pub cache_seconds: u64,
    pub images: bool,
    pub lead_words: u32,
}

impl Default for Server {
    fn default() -> Server {
        Server { listen: "127.0.0.1:8600".into(), public_address: String::new() }
    }
}

impl Default for Store {
    fn default() -> Store {
        Store { data_dir: "data".into(), database: String::new() }
    }
}

impl Default for Fetch {
    fn default() -> Fetch {
        Fetch {
            user_agent: concat!("Coranto/", env!("CARGO_PKG_VERSION"), " (news reader; +https://coranto.invalid/bot)")
                .into(),
            concurrency: 64,
            per_host_concurrency: 2,
            per_host_spacing_ms: 1_000,
            timeout_ms: 30_000,
            min_bytes_per_second: 512,
            feed_limit_bytes: 15 << 20,
            page_limit_bytes: 8 << 20,
            image_limit_bytes: 12 << 20,
            max_redirects: 5,
            min_interval_s: 300,
            max_interval_s: 86_400,
            allow_networks: Vec::new(),
            respect_robots: true,
        }
    }
}

impl Default for Read {
    fn default() -> Read {
        Read {
            pages: true,
            min_words: 40,
            page_workers: 8,
            max_page_age_days: 7,
            attempts: 4,
            site_rules: true,
            hidden_text: false,
            memory: true,
            edit_days: 7,
        }
    }
}

impl Default for Stories {
    fn default() -> Stories {
        Stories { model: "bundled".into(), stretch_s: 60 }
    }
}

impl Default for Hashtags {
    fn default() -> Hashtags {
        Hashtags { articles: 3, owners: 2, days: 30 }
    }
}

impl Default for Site {
    fn default() -> Site {
        Site {
            name: "Coranto".into(),
            page_size: 40,
            cache_bytes: 32 << 20,
            cache_seconds: 15,
            images: true,
            lead_words: 70,
        }
    }
}

/// What a person needs to know of a setting. A test holds this table and the structs against each other.
#[derive(Debug, Clone, Copy)]
pub struct SettingDoc {
    /// "section.name", as in `coranto.toml`.
    pub key: &'static str,
    pub doc: &'static str,
}

const fn doc(key: &'static str, doc: &'static str) -> SettingDoc {
    SettingDoc { key, doc }
}

pub const SETTINGS: &[SettingDoc] = &[
    doc("server.listen", "Address and port the site listens on; port 0 lets the system choose."),
    doc(
        "server.public_address",
        "Address readers use (https://news.example.org), for feeds and canonical links; empty: as asked for.",
    ),
    doc("store.data_dir", "Folder for the database and stored pictures."),
    doc("store.database", "postgres://… to keep the record in PostgreSQL; empty: SQLite in the data folder."),
    doc("fetch.user_agent", "What Coranto calls itself to publishers; keep an address at which they can reach you."),
    doc("fetch.concurrency", "Requests under way at once, over all hosts."),
    doc("fetch.per_host_concurrency", "Requests under way at once to one host."),
    doc(
        "fetch.per_host_spacing_ms",
        "Milliseconds between two article pages from one host, unless its robots.txt asks for more.",
    ),
    doc("fetch.timeout_ms", "Milliseconds a whole request may take, redirects and body included."),
    doc("fetch.min_bytes_per_second", "A body that comes slower than this for ten seconds is given up."),
    doc("fetch.feed_limit_bytes", "Largest feed read, in bytes after decompression."),
    doc("fetch.page_limit_bytes", "Largest page read, in bytes after decompression."),
    doc("fetch.image_limit_bytes", "Largest picture read, in bytes."),
    doc("fetch.max_redirects", "Redirects followed for one request."),
    doc("fetch.min_interval_s", "Shortest time between two polls of a feed, in seconds."),
    doc("fetch.max_interval_s", "Longest time between two polls of a feed, in seconds."),
    doc("fetch.allow_networks", "Networks that are not public and may be read all the same, such as 192.168.1.0/24."),
    doc("fetch.respect_robots", "Obey robots.txt and opt-outs of text mining when reading article pages."),
    doc("read.pages", "Read article pages when the feed has no full text."),
    doc("read.min_words", "A body with fewer words is not an article."),
    doc("read.page_workers", "Article pages read at once."),
    doc(
        "read.max_page_age_days",
        "Items older than this many days when first seen are listed without reading their page.",
    ),
    doc("read.attempts", "Times a page is tried before its article is set aside with the reason."),
    doc("read.site_rules", "Take advice from the public rules for single sites, where they still fit the page."),
    doc(
        "read.hidden_text",
        "Read also text that a page carries and shows only to those who paid. Off, such a page is a lead or is set aside.",
    ),
    doc("read.memory", "Remember what the pages of a publisher repeat, and leave it out of its articles."),
    doc(
        "read.edit_days",
        "Days after its publication in which an article's page is looked at again for what its publisher changed: after 1, 3 and 12 hours, 1, 2, 4 and 7 days, and so on; 0: never.",
    ),
    doc(
        "stories.model",
        "The model that compares what reports say: bundled, none (words alone are compared), or a model file.",
    ),
    doc("stories.stretch_s", "Seconds of news that are put into stories together, once they are over."),
    doc(
        "hashtags.articles",
        "Articles about a subject that earn it a page and a hashtag; a text that others copy counts once.",
    ),
    doc("hashtags.owners", "Owners of publishers that these articles must have between them."),
    doc(
        "hashtags.days",
        "Days within which these articles must have been published; the page stands as long as they do.",
    ),
    doc("site.name", "The name in the header and in feeds."),
    doc("site.page_size", "Articles on a list page."),
    doc("site.cache_bytes", "Memory for finished pages, in bytes."),
    doc("site.cache_seconds", "Seconds a finished page may be served before it is made anew."),
    doc("site.images", "Fetch, resize and serve publishers' pictures; without it pages have none."),
    doc("site.lead_words", "Words of the lead shown for sources whose text may not be republished."),
];

impl SettingDoc {
    /// "CORANTO_FETCH_TIMEOUT_MS"
    pub fn env(&self) -> String {
        format!("CORANTO_{}", self.key.replace('.', "_").to_uppercase())
    }
}

/// Where a value came from, weakest first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    Default,
    File(String),
    Environment(String),
    Flag(String),
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Origin::Default => write!(f, "default"),
            Origin::File(path) => write!(f, "file {path}"),
            Origin::Environment(name) => write!(f, "environment {name}"),
            Origin::Flag(name) => write!(f, "flag {name}"),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    #[error("{origin}: not valid TOML: {message}")]
    Syntax { origin: String, message: String },
    #[error("{origin}: there is no setting “{key}”{}", suggestion.as_ref().map(|s| format!("; did you mean “{s}”?")).unwrap_or_else(|| "; `coranto config` lists them all".into()))]
    UnknownKey { origin: String, key: String, suggestion: Option<String> },
    #[error("{origin}: “{key}” cannot be {value}: {message}")]
    BadValue { origin: String, key: String, value: String, message: String },
}

/// Gathers layers in the order they are given; a later layer wins.
#[derive(Debug, Clone, Default)]
pub struct Layers {
    values: BTreeMap<String, (toml::Value, Origin)>,
}

impl Layers {
    pub fn new() -> Layers {
        Layers::default()
    }

    /// The text of a `coranto.toml`.
    pub fn file(&mut self, path: &str, text: &str) -> Result<(), ConfigError> {
        let origin = Origin::File(path.to_owned());
        let table: toml::Table = text.parse().map_err(|e: toml::de::Error| ConfigError::Syntax {
            origin: origin.to_string(),
            message: e.to_string().trim().to_owned(),
        })?;
        for (section, value) in table {
            let toml::Value::Table(entries) = value else {
                return Err(unknown(&origin, &section));
            };
            for (name, value) in entries {
                self.set(&format!("{section}.{name}"), value, origin.clone())?;
            }
        }
        Ok(())
    }

    /// Environment variables that begin with CORANTO_; others are not looked at.
    pub fn environment(&mut self, variables: impl Iterator<Item = (String, String)>) -> Result<(), ConfigError> {
        for (name, text) in variables.filter(|(name, _)| name.starts_with("CORANTO_")) {
            // Read by the command itself or by its tests, not settings.
            if matches!(name.as_str(), "CORANTO_CONFIG" | "CORANTO_LOG" | "CORANTO_DATA")
                || name.starts_with("CORANTO_TEST_")
            {
                continue;
            }
            let origin = Origin::Environment(name.clone());
            let Some(setting) = SETTINGS.iter().find(|s| s.env() == name) else {
                let suggestion = nearest(&name, SETTINGS.iter().map(SettingDoc::env));
                return Err(ConfigError::UnknownKey { origin: "environment".into(), key: name, suggestion });
            };
            self.text(setting.key, &text, origin)?;
        }
        Ok(())
    }

    /// A value given as text (environment, flag), read as the type its setting has.
    pub fn text(&mut self, key: &str, text: &str, origin: Origin) -> Result<(), ConfigError> {
        let defaults = flat(&Settings::default());
        let Some(like) = defaults.get(key) else { return Err(unknown(&origin, key)) };
        let bad = |message: String| ConfigError::BadValue {
            origin: origin.to_string(),
            key: key.to_owned(),
            value: format!("“{text}”"),
            message,
        };
        let value = match like {
            toml::Value::Integer(_) => {
                toml::Value::Integer(text.trim().parse().map_err(|_| bad("a whole number is needed".into()))?)
            }
            toml::Value::Boolean(_) => toml::Value::Boolean(match text.trim() {
                "true" | "yes" | "on" | "1" => true,
                "false" | "no" | "off" | "0" => false,
                _ => return Err(bad("true or false is needed".into())),
            }),
            toml::Value::Array(_) => toml::Value::Array(
                text.split(',')
                    .map(str::trim)
                    .filter(|t| !t.is_empty())
                    .map(|t| toml::Value::String(t.to_owned()))
                    .collect(),
            ),
            _ => toml::Value::String(text.to_owned()),
        };
        self.set(key, value, origin)
    }

    fn set(&mut self, key: &str, value: toml::Value, origin: Origin) -> Result<(), ConfigError> {
        if !SETTINGS.iter().any(|s| s.key == key) {
            return Err(unknown(&origin, key));
        }
        // Each value is tried alone on top of the defaults, so that the message names the one that is wrong.
        let mut trial = Layers::default();
        trial.values.insert(key.to_owned(), (value.clone(), origin.clone()));
        trial.build().map_err(|message| ConfigError::BadValue {
            origin: origin.to_string(),
            key: key.to_owned(),
            value: value.to_string(),
            message,
        })?;
        self.values.insert(key.to_owned(), (value, origin));
        Ok(())
    }

    fn build(&self) -> Result<Settings, String> {
        let mut table = toml::Table::new();
        for (key, (value, _)) in &self.values {
            let (section, name) = key.split_once('.').unwrap_or(("", key));
            let entry = table.entry(section).or_insert_with(|| toml::Value::Table(toml::Table::new()));
            if let toml::Value::Table(section) = entry {
                section.insert(name.to_owned(), value.clone());
            }
        }
        table.try_into().map_err(|e: toml::de::Error| e.message().to_owned())
    }

    pub fn settings(&self) -> Settings {
        // Every value was tried when it was set.
        self.build().unwrap_or_default()
    }

    /// Every setting with its value and where it came from, in the order of [`SETTINGS`].
    pub fn explain(&self) -> Vec<(SettingDoc, toml::Value, Origin)> {
        let values = flat(&self.settings());
        SETTINGS
            .iter()
            .map(|setting| {
                let origin = self.values.get(setting.key).map(|(_, origin)| origin.clone()).unwrap_or(Origin::Default);
                (
                    *setting,
                    values.get(setting.key).cloned().unwrap_or_else(|| toml::Value::String(String::new())),
                    origin,
                )
            })
            .collect()
    }
}

fn flat(settings: &Settings) -> BTreeMap<String, toml::Value> {
    let mut flat = BTreeMap::new();
    for (section, entries) in toml::Table::try_from(settings).unwrap_or_default() {
        if let toml::Value::Table(entries) = entries {
            flat.extend(entries.into_iter().map(|(name, value)| (format!("{section}.{name}"), value)));
        }
    }
    flat
}

fn unknown(origin: &Origin, key: &str) -> ConfigError {
    let suggestion = nearest(key, SETTINGS.iter().map(|s| s.key.to_owned()));
    ConfigError::UnknownKey { origin: origin.to_string(), key: key.to_owned(), suggestion }
}

fn nearest(wrong: &str, candidates: impl Iterator<Item = String>) -> Option<String> {
    candidates
        .map(|c| (strsim::damerau_levenshtein(wrong, &c), c))
        .filter(|(distance, c)| *distance <= 3.max(c.len() / 4))
        .min()
        .map(|(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_documented_and_every_document_has_its_setting() {
        let in_structs: Vec<String> = flat(&Settings::default()).into_keys().collect();
        let mut in_docs: Vec<String> = SETTINGS.iter().map(|s| s.key.to_owned()).collect();
        in_docs.sort();
        assert_eq!(in_structs, in_docs);
        assert!(SETTINGS.iter().all(|s| s.doc.ends_with('.') && s.doc.len() > 20));
    }

    #[test]
    fn a_later_layer_wins_and_says_where_it_came_from() {
        let mut layers = Layers::new();
        layers.file("coranto.toml", "[fetch]\nconcurrency = 8\ntimeout_ms = 5000").unwrap();
        layers
            .environment(
                [("CORANTO_FETCH_CONCURRENCY".to_owned(), "9".to_owned()), ("PATH".into(), "x".into())].into_iter(),
            )
            .unwrap();
        layers.text("server.listen", "0.0.0.0:1", Origin::Flag("--listen".into())).unwrap();
        let settings = layers.settings();
        assert_eq!(
            (settings.fetch.concurrency, settings.fetch.timeout_ms, settings.server.listen.as_str()),
            (9, 5000, "0.0.0.0:1")
        );
        let origin = |key: &str| layers.explain().into_iter().find(|(s, ..)| s.key == key).unwrap().2.to_string();
        assert_eq!(origin("fetch.concurrency"), "environment CORANTO_FETCH_CONCURRENCY");
        assert_eq!(origin("fetch.timeout_ms"), "file coranto.toml");
        assert_eq!(origin("site.name"), "default");
    }

    #[test]
    fn a_misspelt_key_is_refused_with_a_suggestion() {
        let mut layers = Layers::new();
        let error = layers.file("c.toml", "[fetch]\nconcurency = 8").unwrap_err().to_string();
        assert_eq!(error, "file c.toml: there is no setting “fetch.concurency”; did you mean “fetch.concurrency”?");
        let error =
            layers.environment([("CORANTO_FETCH_TIMEOUTMS".into(), "1".into())].into_iter()).unwrap_err().to_string();
        assert!(error.ends_with("did you mean “CORANTO_FETCH_TIMEOUT_MS”?"), "{error}");
    }

    #[test]
    fn a_wrong_value_names_its_setting() {
        let mut layers = Layers::new();
        let error = layers.file("c.toml", "[fetch]\nconcurrency = -1").unwrap_err().to_string();
        assert!(error.starts_with("file c.toml: “fetch.concurrency” cannot be -1"), "{error}");
        let error = layers.text("site.images", "maybe", Origin::Flag("--images".into())).unwrap_err().to_string();
        assert_eq!(error, "flag --images: “site.images” cannot be “maybe”: true or false is needed");
        assert!(layers.file("c.toml", "[fetch").unwrap_err().to_string().contains("not valid TOML"));
    }
}
