//! How polls and pages ended, in the reader's words. The log and the command have the exact reason; here stands what it means to somebody who wants to read.

use crate::i18n::Interface;
use coranto_core::reason::Quarantined;
use coranto_store::feed::PollOutcome;
use serde::Serialize;

pub fn poll(outcome: &PollOutcome, t: Interface) -> String {
    match outcome {
        PollOutcome::Read { items, .. } => t.count("outcome-read", i64::from(*items)),
        PollOutcome::Unchanged => t.say("outcome-unchanged"),
        PollOutcome::Fetch { outcome } => t.say(&format!("outcome-{}", outcome.name())),
        PollOutcome::Feed { rejected } => t.say(&format!("feed-rejected-{}", kind(rejected))),
    }
}

pub fn quarantined(why: &Quarantined, t: Interface) -> String {
    match why {
        Quarantined::Fetch { outcome } => format!("{}.", t.say(&format!("outcome-{}", outcome.name()))),
        Quarantined::Body { rejected } => t.say(&format!("body-{}", kind(rejected))),
    }
}

/// The stable name under which an enum is stored.
fn kind(reason: &impl Serialize) -> String {
    let value = serde_json::to_value(reason).unwrap_or_default();
    value.get("kind").and_then(|k| k.as_str()).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use coranto_core::reason::{BodyRejected, FeedRejected, FetchOutcome};

    /// Every reason there is, read from the names it is stored under. A new variant fails here until it has words.
    #[test]
    fn every_reason_has_words_in_every_language() {
        let source = include_str!("../../../core/src/reason.rs");
        for t in Interface::ALL {
            let mut seen = 0;
            for line in source.lines() {
                if let Some((_, name)) = line.split_once(" => \"") {
                    let name = name.trim_end_matches("\",");
                    assert_ne!(t.say(&format!("outcome-{name}")), format!("outcome-{name}"));
                    seen += 1;
                }
            }
            assert!(seen >= 22);
            for (name, family) in [("FeedRejected", "feed-rejected"), ("BodyRejected", "body")] {
                let variants = source.split_once(&format!("pub enum {name} {{")).unwrap().1;
                let variants = variants.split_once("\n}").unwrap().0;
                for variant in variants
                    .lines()
                    .filter(|l| l.starts_with("    ") && !l.trim_start().starts_with('#') && !l.starts_with("     "))
                {
                    let variant: String = variant.trim().chars().take_while(|c| c.is_alphanumeric()).collect();
                    if variant.is_empty() {
                        continue;
                    }
                    let snake = variant.chars().fold(String::new(), |mut s, c| {
                        if c.is_uppercase() && !s.is_empty() {
                            s.push('_');
                        }
                        s.extend(c.to_lowercase());
                        s
                    });
                    assert_ne!(t.say(&format!("{family}-{snake}")), format!("{family}-{snake}"));
                }
            }
        }
    }

    #[test]
    fn a_reader_gets_plain_words() {
        let short = Quarantined::Body { rejected: BodyRejected::TooShort { words: 3 } };
        assert_eq!(quarantined(&short, Interface::English), "the text found is too short to be an article.");
        let rejected = FeedRejected::NotAFeed { beginning: "<script>".into() };
        assert_eq!(poll(&PollOutcome::Feed { rejected }, Interface::English), "what is there is not a feed");
        let outcome = FetchOutcome::DnsFailed { host: "x".into(), message: "y".into() };
        assert_eq!(poll(&PollOutcome::Fetch { outcome }, Interface::Arabic), "لا يمكن العثور على خادم الناشر");
    }
}
