//! What publishers change: the wordings of an article that was edited, and the pages that are looked at again for it.
//!
//! It decides nothing about the news: what is an edit comes in judged, and is written in the transaction that replaces the text.

mod revision;
mod watch;

pub(crate) use revision::{First, inherit, record};
pub use revision::{count, of_article};
pub use watch::{Watch, Watched, next_due, queue_due};
pub(crate) use watch::{forget, hint, keep};
