//! Time as milliseconds since 1970 UTC, and the one door through which the program learns what time it is.

use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// An instant: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Millis(pub i64);

impl Millis {
    pub const SECOND: i64 = 1_000;
    pub const MINUTE: i64 = 60 * Millis::SECOND;
    pub const HOUR: i64 = 60 * Millis::MINUTE;
    pub const DAY: i64 = 24 * Millis::HOUR;

    pub fn plus(self, span: Duration) -> Millis {
        Millis(self.0.saturating_add(i64::try_from(span.as_millis()).unwrap_or(i64::MAX)))
    }

    pub fn minus(self, span: Duration) -> Millis {
        Millis(self.0.saturating_sub(i64::try_from(span.as_millis()).unwrap_or(i64::MAX)))
    }

    /// How long after `earlier` this is; zero when it is not.
    pub fn since(self, earlier: Millis) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    pub fn timestamp(self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or(if self.0 < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        })
    }

    /// "2026-11-24T09:30:00Z"
    pub fn iso(self) -> String {
        self.timestamp().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }
}

impl From<jiff::Timestamp> for Millis {
    fn from(timestamp: jiff::Timestamp) -> Millis {
        Millis(timestamp.as_millisecond())
    }
}

/// An instant together with the offset it was written in, so that a page can say "09:30 in Cairo" as the publisher did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    pub at: Millis,
    /// Minutes east of UTC; none when the text named no zone (and UTC was assumed).
    pub offset_minutes: Option<i16>,
    /// The text named a day and no hour.
    #[serde(default)]
    pub day_only: bool,
}

impl Stamp {
    pub fn utc(at: Millis) -> Stamp {
        Stamp { at, offset_minutes: Some(0), day_only: false }
    }
}

/// Where "now" comes from. Tests and the demonstration drive a clock of their own.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    #[default]
    System,
    /// A clock that stands still until it is set.
    Manual(Arc<AtomicI64>),
}

impl Clock {
    pub fn manual(start: Millis) -> Clock {
        Clock::Manual(Arc::new(AtomicI64::new(start.0)))
    }

    #[expect(clippy::disallowed_methods, reason = "this is the one door to the system's clock")]
    pub fn now(&self) -> Millis {
        match self {
            Clock::System => Millis::from(jiff::Timestamp::now()),
            Clock::Manual(at) => Millis(at.load(Ordering::SeqCst)),
        }
    }

    /// Moves a manual clock; does nothing to the system's.
    pub fn advance(&self, span: Duration) {
        if let Clock::Manual(at) = self {
            at.fetch_add(i64::try_from(span.as_millis()).unwrap_or(i64::MAX), Ordering::SeqCst);
        }
    }

    pub fn set(&self, to: Millis) {
        if let Clock::Manual(at) = self {
            at.store(to.0, Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manual_clock_moves_only_when_told() {
        let clock = Clock::manual(Millis(1_000));
        assert_eq!(clock.now(), Millis(1_000));
        clock.advance(Duration::from_secs(2));
        assert_eq!(clock.now(), Millis(3_000));
    }

    #[test]
    fn absurd_instants_do_not_panic() {
        assert!(Millis(i64::MAX).iso().starts_with("9999-12-30") || Millis(i64::MAX).iso().starts_with("9999-12-31"));
        assert_eq!(Millis(5).since(Millis(9)), Duration::ZERO);
        assert_eq!(Millis(i64::MAX).plus(Duration::MAX), Millis(i64::MAX));
    }
}
