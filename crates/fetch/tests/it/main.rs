//! The front door of `fetch`, tried against a server that does what servers do on bad days. All of it on loopback.

mod addresses;
mod answers;
mod bodies;
mod catalogue;
mod outcomes;
mod redirects;
mod robots;
mod server;
