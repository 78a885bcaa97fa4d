//! The text room through its front door.

mod sentences;
mod terms;
