//! Counts what became of polls and pages, and for which reasons.

use crate::shared::locked;
use crate::{Progress, Summary};
use coranto_core::reason::{BodyRejected, FeedRejected, FetchOutcome, Quarantined};
use coranto_store::article::PageResult;
use coranto_store::feed::PollOutcome;
use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

#[derive(Default)]
pub(crate) struct Tally {
    counted: Mutex<Summary>,
    reasons: Mutex<HashMap<String, u64>>,
    pub feeds_total: AtomicU64,
    pub pages_total: AtomicU64,
}

impl Tally {
    /// A poll that has been written; `new` articles came of it.
    pub fn poll(&self, outcome: &PollOutcome, new: u32) {
        let mut sum = locked(&self.counted);
        match outcome {
            PollOutcome::Read { items, .. } => {
                sum.feeds_read += 1;
                sum.items += u64::from(*items);
                sum.new += u64::from(new);
                return;
            }
            PollOutcome::Unchanged => {
                sum.feeds_unchanged += 1;
                return;
            }
            PollOutcome::Fetch { .. } | PollOutcome::Feed { .. } => sum.feeds_failed += 1,
        }
        drop(sum);
        match outcome {
            PollOutcome::Fetch { outcome } => self.because(fetch_words(outcome)),
            PollOutcome::Feed { rejected } => self.because(feed_words(rejected)),
            _ => {}
        }
    }

    pub fn page(&self, result: &PageResult) {
        let mut sum = locked(&self.counted);
        let why = match result {
            PageResult::Ready { edit, .. } => {
                sum.pages_ready += 1;
                sum.edits += u64::from(edit.is_some());
                return;
            }
            PageResult::Unchanged { .. } => {
                sum.pages_unchanged += 1;
                return;
            }
            PageResult::Listed { reason } => {
                sum.pages_listed += 1;
                // A rule of robots.txt stands in curly quotes: it is the host's, not the reason's kind.
                reason.split(" (").next().unwrap_or(reason).to_owned()
            }
            PageResult::Quarantined { why, .. } => {
                sum.pages_quarantined += 1;
                quarantine_words(why)
            }
            PageResult::Later { why, .. } => {
                sum.pages_later += 1;
                format!("{}; will be tried again", quarantine_words(why))
            }
        };
        drop(sum);
        self.because(why);
    }

    fn because(&self, why: String) {
        *locked(&self.reasons).entry(why).or_default() += 1;
    }

    pub fn progress(&self) -> Progress {
        let sum = locked(&self.counted);
        let feeds_done = sum.feeds_read + sum.feeds_unchanged + sum.feeds_failed;
        let pages_done =
            sum.pages_ready + sum.pages_listed + sum.pages_quarantined + sum.pages_later + sum.pages_unchanged;
        Progress {
            feeds_total: self.feeds_total.load(Relaxed).max(feeds_done),
            feeds_done,
            pages_total: self.pages_total.load(Relaxed).max(pages_done),
            pages_done,
        }
    }

    pub fn summary(&self, stopped: bool) -> Summary {
        let mut reasons: Vec<(String, u64)> = locked(&self.reasons).iter().map(|(w, n)| (w.clone(), *n)).collect();
        reasons.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Summary { reasons, stopped, ..locked(&self.counted).clone() }
    }
}

/// Without what differs from host to host, so that equal causes are counted together.
fn fetch_words(outcome: &FetchOutcome) -> String {
    use FetchOutcome::*;
    match outcome {
        RateLimited { status, .. } => format!("asked to wait ({status})"),
        RobotsDisallowed { .. } => "robots.txt keeps us out".into(),
        MiningOptOut { .. } => "the publisher opts out of machine reading".into(),
        AddressForbidden { .. } => "the address is not on the public network".into(),
        AddressInvalid { .. } => "not an address that is read".into(),
        RedirectLoop { .. } => "redirects lead in a circle".into(),
        DnsFailed { .. } => "the name cannot be resolved".into(),
        ConnectFailed { .. } => "no connection".into(),
        TlsFailed { .. } => "no secure connection".into(),
        ProtocolFailed { .. } => "the connection broke".into(),
        EncodingFailed { .. } => "the compressed answer is damaged".into(),
        TooSlow { .. } => "the answer came too slowly".into(),
        other => other.to_string(),
    }
}

fn feed_words(rejected: &FeedRejected) -> String {
    match rejected {
        FeedRejected::NotAFeed { .. } => "this is not a feed".into(),
        other => other.to_string(),
    }
}

fn quarantine_words(why: &Quarantined) -> String {
    match why {
        Quarantined::Fetch { outcome } => fetch_words(outcome),
        Quarantined::Body { rejected } => match rejected {
            BodyRejected::TooShort { .. } => "too few words for an article".into(),
            BodyRejected::OnlyNavigation { .. } => "navigation, not an article".into(),
            BodyRejected::OtherArticle { .. } => "the text belongs to another article".into(),
            BodyRejected::ShareTemplate { .. } => "a template for sharing".into(),
            BodyRejected::EncodedMarkup { .. } => "encoded markup".into(),
            BodyRejected::NotHtml { .. } => "not a web page".into(),
            other => other.to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_causes_are_counted_together() {
        let tally = Tally::default();
        for host in ["a.example", "b.example"] {
            let outcome = FetchOutcome::DnsFailed { host: host.into(), message: "no such name".into() };
            tally.poll(&PollOutcome::Fetch { outcome }, 0);
        }
        let rejected = BodyRejected::TooShort { words: 7 };
        tally.page(&PageResult::Quarantined { why: Quarantined::Body { rejected }, policy: 1 });
        tally.poll(&PollOutcome::Read { items: 5, new: 0, damaged: 0, repaired: false }, 3);
        let summary = tally.summary(false);
        assert_eq!(
            summary.reasons,
            [("the name cannot be resolved".to_owned(), 2), ("too few words for an article".to_owned(), 1)]
        );
        assert_eq!((summary.feeds_failed, summary.items, summary.new, summary.pages_quarantined), (2, 5, 3, 1));
    }
}
