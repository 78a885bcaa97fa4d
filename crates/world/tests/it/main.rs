//! The pretend internet through its front door: a world on a port, and a plain client.

mod basics;
mod client;
mod content;
mod faults;
mod feeds;
mod reading;
mod replay;
mod truth;
