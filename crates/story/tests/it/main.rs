//! The story room through its front door.

mod copies;
mod steady;
mod traps;
