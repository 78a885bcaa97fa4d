//! The measures through their front door.

mod floors;
