//! Measures Coranto against data with known answers: the interfaces are those of `docs/evaluation.md`. It prints a table, and writes predictions
//! that anybody can score with a scorer of their own.

pub mod categories;
pub mod copies;
pub mod dates;
pub mod entities;
pub mod feeds;
pub mod pages;
pub mod quotes;
pub mod sets;
pub mod stories;
pub mod tags;
