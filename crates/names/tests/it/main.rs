//! The room through its front door.

mod hostile;
mod mentions;
mod places;
