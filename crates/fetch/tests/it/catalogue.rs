//! The catalogue of faults of the pretend internet, as far as it concerns the network: each ends as its row says, and in time.

use crate::server::{address, settings};
use coranto_core::{Clock, config};
use coranto_fetch::{Detour, Fetcher, Validators};
use coranto_world::{Expected, Target, World, faults};
use futures_util::{StreamExt, stream};
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_ends_as_its_row_says() {
    let clock = Clock::manual(crate::server::NOW);
    let world = World::scale(clock.clone(), 1, 1).start().await.unwrap();
    let settings = config::Fetch { min_bytes_per_second: 2_000, timeout_ms: 30_000, ..settings() };
    let fetcher = |patience| {
        let detour = Some(Detour { to: world.address, names: Vec::new() });
        Fetcher::new(&settings, clock.clone(), detour, None).unwrap().with_patience(patience)
    };
    // Slow ones are given up soon; the others may be large, and a busy machine is not a slow publisher.
    let (patient, impatient) = (fetcher(Duration::from_secs(10)), fetcher(Duration::from_millis(300)));
    let asked = stream::iter(faults()).map(async |fault| {
        let at = address(&fault.address());
        let is_slow = matches!(fault.expected, Expected::Outcome("too_slow" | "timed_out"));
        let fetcher = if is_slow { &impatient } else { &patient };
        let answer = match fault.target {
            Target::Feed => fetcher.feed(&at, &Validators::default(), None).await,
            Target::Page => fetcher.page(&at, None).await,
        };
        (fault, answer.outcome)
    });
    let mut asked = std::pin::pin!(asked.buffer_unordered(6));
    let mut wrong = Vec::new();
    while let Some((fault, outcome)) = asked.next().await {
        let expected = match fault.expected {
            // Silence is the slowest of bodies: which limit meets it first is a matter of the settings.
            Expected::Outcome("timed_out") if outcome.name() == "too_slow" => "too_slow",
            Expected::Outcome(name) => name,
            Expected::Bounded => outcome.name(),
            // Whatever is wrong with it stands in the bytes.
            _ => "fetched",
        };
        if outcome.name() != expected {
            wrong.push(format!("{}: {}: {outcome:?} instead of {expected}", fault.name, fault.what));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}
