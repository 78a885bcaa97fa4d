//! The words of the interface: one Fluent file per language, read into the program. How to add a language: a file beside these, a variant here, a column in
//! `names/`, month names in the file. A test fails when a key is missing in any of them or used nowhere.

mod count;
mod time;

pub use count::grouped;
pub use time::{Stretch, When, day};

use coranto_core::{Direction, Lang};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::LazyLock;

/// A language that the interface speaks. Articles come in every language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Interface {
    English,
    Arabic,
}

impl Interface {
    /// In the order of the switch in the header; the first is the default.
    pub const ALL: [Interface; 2] = [Interface::English, Interface::Arabic];

    /// From the first part of an address: "en", "ar", nothing else.
    pub fn parse(code: &str) -> Option<Interface> {
        Interface::ALL.into_iter().find(|i| i.code() == code)
    }

    /// The one a browser asks for most (`Accept-Language`), or the default.
    pub fn accepted(header: &str) -> Interface {
        let mut best = (Interface::English, 0.0);
        for wish in header.split(',').take(20) {
            let mut parts = wish.split(';');
            let tag = parts.next().unwrap_or_default().trim();
            let quality = parts
                .find_map(|p| p.trim().strip_prefix("q="))
                .map_or(1.0, |q| q.trim().parse::<f32>().ok().filter(|q| (0.0..=1.0).contains(q)).unwrap_or(0.0));
            let spoken = Lang::parse(tag).and_then(|lang| Interface::parse(lang.as_str()));
            if let Some(interface) = spoken
                && quality > best.1
            {
                best = (interface, quality);
            }
        }
        best.0
    }

    pub fn code(self) -> &'static str {
        match self {
            Interface::English => "en",
            Interface::Arabic => "ar",
        }
    }

    pub fn lang(self) -> Lang {
        match self {
            Interface::English => Lang::EN,
            Interface::Arabic => Lang::AR,
        }
    }

    pub fn dir(self) -> &'static str {
        Direction::as_str(self.lang().direction())
    }

    /// A message without values.
    pub fn say(self, key: &str) -> String {
        self.tell(key, &FluentArgs::new())
    }

    /// A message with one `$name`, such as a publisher's, isolated so that a name of the other direction does not tear the sentence.
    pub fn of(self, key: &str, name: &str) -> String {
        let mut args = FluentArgs::new();
        args.set("name", format!("\u{2068}{name}\u{2069}"));
        self.tell(key, &args)
    }

    /// As [`Interface::of`], for a title or an attribute, where isolating marks would show or be copied.
    pub fn plain(self, key: &str, name: &str) -> String {
        self.of(key, name).replace(['\u{2068}', '\u{2069}'], "")
    }

    /// A message with a number: `$n` chooses the plural form, `$count` is what is read ("12,345").
    pub fn count(self, key: &str, n: i64) -> String {
        let mut args = FluentArgs::new();
        args.set("n", n);
        args.set("count", grouped(n));
        self.tell(key, &args)
    }

    /// A number alone.
    pub fn number(self, n: i64) -> String {
        grouped(n)
    }

    pub fn tell(self, key: &str, args: &FluentArgs<'_>) -> String {
        let bundle = &BUNDLES[self as usize];
        let Some(pattern) = bundle.get_message(key).and_then(|m| m.value()) else {
            // A test keeps this from happening; a reader is better served by the key than by an error page.
            tracing::error!(key, interface = self.code(), "no such message");
            return key.to_owned();
        };
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
        if !errors.is_empty() {
            tracing::error!(key, interface = self.code(), ?errors, "a message lacks a value");
        }
        text
    }
}

/// A text value among a message's arguments.
pub fn isolated(text: &str) -> FluentValue<'static> {
    FluentValue::from(format!("\u{2068}{text}\u{2069}"))
}

const FILES: [&str; 2] = [include_str!("en.ftl"), include_str!("ar.ftl")];

static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 2]> =
    LazyLock::new(|| Interface::ALL.map(|interface| bundle(interface, FILES[interface as usize])));

fn bundle(interface: Interface, text: &str) -> FluentBundle<FluentResource> {
    let locale = interface.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // Numbers and dates sit in <bdi>; names are isolated by `of`. Marks around every value would end up in copied text.
    bundle.set_use_isolating(false);
    // Both failures are excluded by a test over the same files: a file with an error keeps its good messages.
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(partial, _)| partial);
    if bundle.add_resource(resource).is_err() {
        tracing::error!(interface = interface.code(), "the interface's words have doubles");
    }
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Keys at the beginning of lines: every message of a file.
    fn keys(file: &str) -> BTreeSet<&str> {
        file.lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim()))
            .collect()
    }

    fn sources() -> String {
        let mut all = String::new();
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut folders = vec![root.join("src"), root.join("templates")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|e| e == "rs" || e == "html" || e == "xml") {
                    all.push_str(&std::fs::read_to_string(path).unwrap());
                }
            }
        }
        all
    }

    #[test]
    fn the_files_are_sound() {
        for file in FILES {
            let resource = FluentResource::try_new(file.to_owned());
            assert!(resource.is_ok(), "{:?}", resource.err().map(|(_, errors)| errors));
            let count = file.lines().filter(|l| l.starts_with(|c: char| c.is_ascii_lowercase())).count();
            assert_eq!(count, keys(file).len(), "a key stands twice");
        }
    }

    #[test]
    fn every_language_has_every_message_with_the_same_values() {
        assert_eq!(keys(FILES[0]), keys(FILES[1]));
        let values = |file: &'static str, key: &str| -> BTreeSet<String> {
            let begin = file.find(&format!("\n{key} =")).map_or(0, |at| at + 1);
            let rest = &file[begin..];
            let end = rest[1..].find("\n\n").map_or(rest.len(), |at| at + 1);
            let end = rest
                .match_indices('\n')
                .map(|(at, _)| at)
                .find(|at| !rest[at + 1..].starts_with([' ', '}']))
                .unwrap_or(end);
            rest[..end].split('$').skip(1).map(|v| v.chars().take_while(char::is_ascii_lowercase).collect()).collect()
        };
        for key in keys(FILES[0]) {
            // A number may be spelled out in a language's own words (Arabic's dual), or may do without plurals.
            let drop = |mut set: BTreeSet<String>| {
                set.remove("count");
                set.remove("n");
                set
            };
            assert_eq!(drop(values(FILES[0], key)), drop(values(FILES[1], key)), "{key}");
        }
    }

    #[test]
    fn every_key_used_exists_and_every_key_is_used() {
        let sources = sources();
        let known = keys(FILES[0]);
        for call in [".say(\"", ".of(\"", ".plain(\"", ".count(\"", ".tell(\""] {
            for (at, _) in sources.match_indices(call) {
                let key: String = sources[at + call.len()..].chars().take_while(|c| *c != '"').collect();
                assert!(known.contains(key.as_str()), "“{key}” is used and has no words");
            }
        }
        // Families whose keys are made from an enum's name; `outcome_words` and `names` walk them.
        let made =
            ["section-", "owner-", "outcome-", "body-", "feed-rejected-", "month-", "evidence-", "topic-", "subject-"];
        for key in &known {
            let used = sources.contains(&format!("\"{key}\"")) || made.iter().any(|family| key.starts_with(family));
            assert!(used, "“{key}” is used nowhere");
        }
        for section in coranto_core::source::SECTIONS {
            assert!(known.contains(format!("section-{section}").as_str()), "{section}");
        }
        for term in coranto_story::place::NAMES {
            let key = crate::pages::evidence_key(term);
            assert!(known.contains(key.as_str()), "{key}");
        }
    }

    #[test]
    fn a_browser_gets_the_language_it_asks_for() {
        for (header, interface) in [
            ("", Interface::English),
            ("ar", Interface::Arabic),
            ("fr-FR,ar-EG;q=0.8,en;q=0.5", Interface::Arabic),
            ("en-GB,ar;q=0.9", Interface::English),
            ("ar;q=0,en;q=0.1", Interface::English),
            ("ar;q=banana", Interface::English),
            ("ar;q=7", Interface::English),
            (",,;;q=,*", Interface::English),
        ] {
            assert_eq!(Interface::accepted(header), interface, "{header}");
        }
    }

    #[test]
    fn numbers_take_the_plural_form_of_their_language() {
        let forms = |n| Interface::Arabic.count("articles", n);
        assert_eq!(
            [0, 1, 2, 3, 11, 100].map(forms).join(" · "),
            "لا مقالات · مقالة واحدة · مقالتان · 3 مقالات · 11 مقالة · 100 مقالة"
        );
        assert_eq!(Interface::English.count("articles", 12_345), "12,345 articles");
    }
}
