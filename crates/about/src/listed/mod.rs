//! What stands in lists of our own: organisations that the world's news names, and concepts that are no names, each in several languages.
//!
//! A text is compared by its terms (`coranto_text::terms`), so that a word is found in all its forms. `entry` reads the lists, `matcher` finds them in a text.

mod entry;
mod matcher;

pub(crate) use entry::entry;
pub(crate) use matcher::{Listed, find};
