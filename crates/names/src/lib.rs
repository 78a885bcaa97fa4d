//! Who and where a text speaks of: people, places and organisations by their names, in many languages and scripts. Pure.
//!
//! It never takes a name for a place because a place has that name: it must stand as a name, and what a text leaves open stays open (`candidates`).

mod fold;
mod known;
mod lexicon;
mod mentions;
mod places;
mod stem;
mod token;

pub use known::{Known, known};
pub use mentions::{Chain, Mention, MentionKind, chains, mentions, mentions_and_places};
pub use places::{Candidate, GeoId, Kind, PeopleMention, Place, PlaceMention, place, places, places_and_peoples};

/// What the example that makes the data needs of the inside.
#[doc(hidden)]
pub mod making {
    pub use crate::lexicon::{LANGUAGES, Meaning, key};
    pub use crate::stem::{space, stem};
}
