//! The pipeline through its front door, against the pretend internet and a server with a script, on both databases.

/// The same test on SQLite and on PostgreSQL.
macro_rules! on_both {
    ($name:ident) => {
        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$name(coranto_store::testing::Database::sqlite().await).await
            }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                super::$name(coranto_store::testing::Database::postgres().await).await
            }
        }
    };
}

mod discovery;
mod drift;
mod edits;
mod faults;
mod it_works;
mod items;
mod killed;
mod kit;
mod pages;
mod parts;
mod pictures;
mod polls;
mod reading;
mod remembered;
mod script;
mod stories;
mod stories_hostile;
mod stories_kept;
mod stories_killed;
