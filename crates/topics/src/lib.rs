//! Which of the IPTC Media Topics an article is about: from what its publisher says of it and from its text, together. Pure.
//!
//! ```
//! use coranto_topics::{Article, Topic, Why, category};
//! let article = Article {
//!     title: "Striker scores twice as United reach the cup final",
//!     text: "The goalkeeper saved a penalty before the team's second goal, and the coach praised his players after the match.",
//!     lang: coranto_core::Lang::parse("en"),
//!     ..Article::default()
//! };
//! let found = category(&article).unwrap();
//! assert_eq!(found.topic, Topic::Sport);
//! assert_eq!(found.why, Why::FromText);
//! ```
//!
//! A label or an address is believed unless the text speaks clearly against it; a text alone decides only where it is sure enough ([`Undecided`] says why not).
//! The text is judged by a linear model over its words and, where the caller has the story encoder's vector, by one over that; without a vector nothing waits.
//! What is below the topic, a label or an address says, or the vector where it is sure.
//!
//! Never: guesses below its threshold; needs a model that is not in the program; reads more of a text than its beginning; panics, whatever the text.

mod category;
mod hints;
mod model;
mod second;
mod subtopics;
mod topic;

pub use category::{Article, Category, Undecided, Why, category, section};
pub use topic::{Subtopic, Topic};

/// What the example that writes the rows for training, the evaluation and the benches need of the inside.
#[doc(hidden)]
pub mod measuring {
    pub use crate::hints::{label, of_address};
    pub use crate::model::{Scores, features, scores};
}
