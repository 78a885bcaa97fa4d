//! The words every room of Coranto shares: ids, addresses, languages, time, the shape of an article, the reasons of
//! every refusal, and the settings. Pure data: no network, no database, no files; the clock has its one door here.

pub mod about;
pub mod address;
pub mod article;
pub mod config;
pub mod edit;
pub mod hash;
pub mod health;
pub mod id;
pub mod lang;
pub mod reason;
pub mod source;
pub mod story;
pub mod time;

pub use address::{Address, AddressRefused};
pub use article::{Article, Block, Picture, TableCell};
pub use id::{ArticleId, ArticleKey, FeedId, NameId, SourceId, StoryId, StoryKey, SubjectId};
pub use lang::{Direction, Lang};
pub use time::{Clock, Millis, Stamp};
