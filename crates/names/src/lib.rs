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

/// What `coranto eval entities` compares.
#[doc(hidden)]
pub mod measuring {
    pub use crate::mentions::{has_model, mentions_by_rules};
}

/// What the examples that make the data need of the inside.
#[doc(hidden)]
pub mod making {
    pub use crate::lexicon::{LANGUAGES, Meaning, key};
    pub use crate::mentions::seen_runs;

    /// Of a place, an organisation or something else that the lists name.
    pub fn is_name(key: &str) -> bool {
        let flags = Meaning::ORGANISATION | Meaning::OTHER;
        crate::lexicon::look_up(key)
            .is_some_and(|meaning| (meaning.is_place() || meaning.has(flags)) && !meaning.is_common(None))
    }
    pub use crate::stem::{space, stem};
}
