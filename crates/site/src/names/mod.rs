//! What countries, languages and categories are called.

mod countries;
mod languages;
mod topics;

pub use countries::country;
pub use languages::{endonym, language};
pub use topics::{subtopic, topic};
