//! The measures through their front door.

mod floors;
mod near_copies;
mod stories;
