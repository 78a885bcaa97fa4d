//! What can be said of a text by reading it alone: its language and direction, its words, its beginning, its section. Pure.
//!
//! It never guesses where it is not sure: `None` is an answer.

mod language;
mod section;
mod words;

pub use language::{detect, direction};
pub use section::{SectionHints, section};
pub use words::{beginning, count_words};
