//! Reports become stories: who copies whom, which reports tell one event, which story matters most. State machines: reports in, decisions with their reasons out.
//! Pure.
//!
//! It never reads a clock, a database or a network, and never depends on the order of what came at once.

pub mod copies;
pub mod place;
pub mod rank;
