//! One file per page: its struct, its handler, its query, its tests. How to add one: a file here, a template of the same name, a line in `routes.rs`, its
//! words in both files of `i18n/`, its address in the list of `tests/it/every_page.rs`.

pub mod about_page;
mod article_about;
pub mod article_page;
mod article_story;
pub mod browse_page;
pub mod category_page;
pub mod country_page;
pub mod edits_page;
pub mod feed_out;
pub mod front_page;
pub mod hashtag_page;
pub mod healthz;
pub mod home;
pub mod language_page;
pub mod latest_page;
mod listing;
mod outcome_words;
pub mod section_page;
pub mod source_page;
pub mod sources_page;
pub mod story_page;
pub mod subject_page;
mod subject_stories;

#[cfg(test)]
pub use article_story::evidence_key;
