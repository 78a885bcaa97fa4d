//! The measures through their front door.

mod categories;
mod entities;
mod floors;
mod near_copies;
mod stories;
mod truth;
