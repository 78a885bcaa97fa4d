//! The text room through its front door.

mod dates;
mod quotes;
mod sentences;
mod terms;
