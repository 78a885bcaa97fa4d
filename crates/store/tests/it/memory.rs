//! What is remembered of a publisher: written, read, refused to the late, forgotten.

use crate::sample::*;
use coranto_core::Millis;
use coranto_store::memory::{self, MemoryRow};
use coranto_store::source;
use coranto_store::testing::Database;

fn row(revision: i64, data: &str) -> MemoryRow {
    MemoryRow { revision, version: 1, pages: 8, since: Some(NOW), updated_at: NOW, data: Some(data.to_owned()) }
}

coranto_store::both_engines! {
    async fn a_memory_is_kept_per_publisher(database: Database) {
        let db = &database.db;
        let (harbour, _) = publisher(db, "harbour").await;
        let (island, _) = publisher(db, "island").await;
        assert_eq!(memory::of(db, harbour).await.unwrap(), None);
        assert!(memory::put(db, harbour, &row(0, "{\"a\":1}")).await.unwrap());
        assert!(memory::put(db, harbour, &row(1, "{\"a\":2}")).await.unwrap());
        assert_eq!(memory::of(db, harbour).await.unwrap(), Some(row(2, "{\"a\":2}")));
        assert_eq!(memory::of(db, island).await.unwrap(), None);
    }

    async fn of_two_writers_the_later_is_refused(database: Database) {
        let db = &database.db;
        let (source, _) = publisher(db, "harbour").await;
        assert!(memory::put(db, source, &row(0, "first")).await.unwrap());
        assert!(!memory::put(db, source, &row(0, "second")).await.unwrap());
        assert_eq!(memory::of(db, source).await.unwrap(), Some(row(1, "first")));
    }

    async fn what_was_forgotten_stays_so_though_a_program_still_remembers(database: Database) {
        let db = &database.db;
        let (source, _) = publisher(db, "harbour").await;
        assert!(!memory::forget(db, source, NOW).await.unwrap());
        memory::put(db, source, &row(0, "old")).await.unwrap();
        let later = Millis(NOW.0 + 5);
        assert!(memory::forget(db, source, later).await.unwrap());
        assert!(!memory::forget(db, source, later).await.unwrap(), "nothing is left to forget");
        assert!(!memory::put(db, source, &row(1, "old and one page more")).await.unwrap());
        let found = memory::of(db, source).await.unwrap().unwrap();
        assert_eq!((found.revision, found.data.as_deref(), found.pages), (2, None, 0));
        assert!(memory::put(db, source, &row(2, "new")).await.unwrap());
    }

    async fn it_goes_with_its_publisher(database: Database) {
        let db = &database.db;
        let (source, _) = publisher(db, "harbour").await;
        memory::put(db, source, &row(0, "old")).await.unwrap();
        source::remove(db, source, NOW).await.unwrap();
        assert_eq!(memory::of(db, source).await.unwrap(), None);
        assert!(!memory::put(db, source, &row(1, "too late")).await.unwrap());
    }
}
