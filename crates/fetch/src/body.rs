//! Reading one answer's body: decompressed, capped, and given up when it trickles.

use crate::decode::{DecodeFailed, Decoder};
use crate::{failure, headers};
use bytes::Bytes;
use coranto_core::reason::FetchOutcome;
use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use reqwest::Response;
use std::pin::pin;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

#[derive(Debug, Clone, Copy)]
pub(crate) struct BodyLimits {
    pub bytes: u64,
    /// What is over the limit is left unread instead of refused: robots.txt counts up to there (RFC 9309).
    pub cut: bool,
    pub min_bytes_per_second: u64,
    /// How long a body may stay below that before it is given up.
    pub patience: Duration,
}

/// A body about to be read.
pub(crate) struct Body {
    decoder: Decoder,
    limits: BodyLimits,
}

impl Body {
    /// Refuses at once what its headers rule out.
    pub(crate) fn of(headers: &HeaderMap, limits: BodyLimits) -> Result<Body, FetchOutcome> {
        let announced: Option<u64> = headers::text(headers, &CONTENT_LENGTH).and_then(|text| text.parse().ok());
        if !limits.cut && announced.is_some_and(|bytes| bytes > limits.bytes) {
            return Err(FetchOutcome::TooLarge { limit_bytes: limits.bytes });
        }
        let encoding = headers::text(headers, &CONTENT_ENCODING);
        let decoder = Decoder::new(encoding, limits.bytes, announced);
        Ok(Body { decoder: decoder.map_err(|failed| outcome_of(failed, limits.bytes))?, limits })
    }

    pub(crate) async fn read(self, mut response: Response) -> Result<Bytes, FetchOutcome> {
        let Body { mut decoder, limits } = self;
        let mut pace = Trickle::new(&limits);
        let mut window = pin!(sleep_until(pace.window_ends));
        loop {
            let chunk = tokio::select! {
                biased;
                chunk = response.chunk() => chunk.map_err(|error| failure::of_body(&error))?,
                () = window.as_mut() => {
                    pace.next_window()?;
                    window.as_mut().reset(pace.window_ends);
                    continue;
                }
            };
            let Some(chunk) = chunk else { break };
            pace.count(chunk.len());
            match decoder.push(chunk) {
                Ok(()) => {}
                Err(DecodeFailed::TooLarge) if limits.cut => return Ok(decoder.so_far()),
                Err(failed) => return Err(outcome_of(failed, limits.bytes)),
            }
        }
        decoder.finish().map_err(|failed| outcome_of(failed, limits.bytes))
    }
}

/// Bytes as they came over the wire, per window.
struct Trickle {
    window_ends: Instant,
    patience: Duration,
    min_bytes_per_second: u64,
    bytes: u64,
}

impl Trickle {
    fn new(limits: &BodyLimits) -> Trickle {
        Trickle {
            window_ends: Instant::now() + limits.patience,
            patience: limits.patience,
            min_bytes_per_second: limits.min_bytes_per_second,
            bytes: 0,
        }
    }

    fn count(&mut self, bytes: usize) {
        self.bytes = self.bytes.saturating_add(bytes as u64);
    }

    fn next_window(&mut self) -> Result<(), FetchOutcome> {
        // Woken long after the window's end, it was this machine that was slow.
        let was_kept_waiting = self.window_ends.elapsed() > self.patience / 4;
        let milliseconds = u64::try_from(self.patience.as_millis()).unwrap_or(u64::MAX).max(1);
        let bytes_per_second = self.bytes.saturating_mul(1_000) / milliseconds;
        if bytes_per_second < self.min_bytes_per_second && !was_kept_waiting {
            return Err(FetchOutcome::TooSlow { bytes_per_second });
        }
        self.bytes = 0;
        self.window_ends = Instant::now() + self.patience;
        Ok(())
    }
}

fn outcome_of(failed: DecodeFailed, limit_bytes: u64) -> FetchOutcome {
    match failed {
        DecodeFailed::TooLarge => FetchOutcome::TooLarge { limit_bytes },
        DecodeFailed::Damaged(message) => FetchOutcome::EncodingFailed { message },
    }
}
