//! The record: what was read, from whom, when, and how it ended. SQLite by default, PostgreSQL for those who outgrow one machine;
//! one SQL text for both. Plain async functions out, rows in; no other room sees a connection.
//!
//! It never decides anything about the news, never touches the network and never panics on what a row holds.
//!
//! A module per aggregate: [`source`], [`feed`], [`article`], [`edit`], [`extraction`], [`host`], [`memory`], [`story`], [`subject`]; [`change`] is the log that derived indexes follow.

pub mod article;
pub mod change;
mod db;
pub mod edit;
mod error;
pub mod extraction;
pub mod feed;
pub mod host;
pub mod memory;
mod schema;
pub mod source;
pub mod story;
pub mod subject;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod value;

pub use db::{Db, Engine};
pub use error::StoreError;
pub type Result<T> = std::result::Result<T, StoreError>;
