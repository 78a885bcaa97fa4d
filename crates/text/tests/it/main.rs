//! The text room through its front door.

mod terms;
