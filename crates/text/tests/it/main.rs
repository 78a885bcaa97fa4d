//! The text room through its front door.

mod dates;
mod edits;
mod quotes;
mod sentences;
mod terms;
