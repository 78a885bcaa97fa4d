//! What countries and languages are called.

mod countries;
mod languages;

pub use countries::country;
pub use languages::{endonym, language};
