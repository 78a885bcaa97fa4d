//! The record through its front door, on both engines.

mod it_works;
mod sample;
