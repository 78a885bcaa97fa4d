//! The record through its front door, on both engines.

mod edits;
mod extraction;
mod feeds;
mod ingest;
mod it_works;
mod lists;
mod machine;
mod memory;
mod pages;
mod sample;
mod stories;
mod subject_identity;
mod subject_lists;
mod subjects;
