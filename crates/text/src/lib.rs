//! What can be said of a text by reading it alone: its language and direction, its sentences, words and terms, its beginning, its section. Pure.
//!
//! It never guesses where it is not sure: `None` is an answer.

mod abbreviations;
pub mod dates;
pub mod edits;
mod fold;
mod language;
mod numerals;
pub mod quotes;
mod section;
mod sentence;
mod stop;
mod terms;
mod token;
mod words;

pub use language::{detect, direction};
pub use section::{SectionHints, section};
pub use sentence::sentences;
pub use stop::is_stop_word;
pub use terms::{Word, terms, words};
pub use words::{beginning, count_words};
