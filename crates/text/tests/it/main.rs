//! The text room through its front door.

mod dates;
mod sentences;
mod terms;
