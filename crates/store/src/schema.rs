//! The schema: two folders of migrations with equal numbers, carried inside the program.

use crate::db::{Pools, rd};
use crate::{Db, Result, StoreError};
use sqlx::migrate::{MigrateError, Migrator};

pub(crate) static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
pub(crate) static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// The newest schema that this program knows.
pub(crate) fn known() -> i64 {
    SQLITE.iter().map(|m| m.version).max().unwrap_or(0)
}

pub(crate) async fn bring_up_to_date(db: &Db, place: &str) -> Result<()> {
    let found = found(db).await?;
    if found > known() {
        return Err(StoreError::Newer { place: place.to_owned(), found, known: known() });
    }
    migrate(db, None).await
}

/// Applies what is missing, up to `target` (a test stops in between).
pub(crate) async fn migrate(db: &Db, target: Option<i64>) -> Result<()> {
    match &db.pools {
        Pools::Lite { write, .. } => {
            // All in one transaction: of two programs that open a new file at once, the second waits and finds the work done.
            let mut tx = write.begin_with("BEGIN IMMEDIATE").await?;
            SQLITE.run_direct(target, &mut *tx, false).await?;
            tx.commit().await?;
        }
        Pools::Pg(pool) => {
            let mut connection = pool.acquire().await?;
            POSTGRES.run_direct(target, &mut *connection, false).await?;
        }
    }
    Ok(())
}

/// The schema that stands in the database; 0 when it is new.
async fn found(db: &Db) -> Result<i64> {
    let there: i64 = rd!(db, c => sqlx::query_scalar(db.sql(
        "SELECT COUNT(*) FROM sqlite_schema WHERE name = '_sqlx_migrations'",
        "SELECT COUNT(*) FROM pg_tables WHERE tablename = '_sqlx_migrations' AND schemaname = current_schema()",
    )).fetch_one(c).await.map_err(MigrateError::from)?);
    if there == 0 {
        return Ok(0);
    }
    let newest: Option<i64> =
        rd!(db, c => sqlx::query_scalar("SELECT MAX(version) FROM _sqlx_migrations").fetch_one(c).await?);
    Ok(newest.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Filter, Lookup, Stage};
    use crate::testing::Database;
    use crate::{Engine, article, both_engines, change, edit, extraction, feed, host, memory, source, story, subject};
    use coranto_core::about::SubjectKind;
    use coranto_core::{ArticleKey, Lang, Millis, StoryKey};
    use sqlx::AssertSqlSafe;
    use std::collections::BTreeSet;

    /// Rows as a program of each version would have left them, the same text for both engines. A new migration comes with its own.
    const SAMPLES: &[(i64, &str)] = &[
        (1, include_str!("../migrations/samples/0001_record.sql")),
        (2, include_str!("../migrations/samples/0002_memory.sql")),
        (3, include_str!("../migrations/samples/0003_extraction.sql")),
        (4, include_str!("../migrations/samples/0004_stories.sql")),
        (5, include_str!("../migrations/samples/0005_subjects.sql")),
        (6, include_str!("../migrations/samples/0006_edits.sql")),
    ];

    async fn run(db: &Db, sql: &'static str) {
        match &db.pools {
            Pools::Lite { write, .. } => drop(sqlx::raw_sql(sql).execute(write).await.unwrap()),
            Pools::Pg(pool) => drop(sqlx::raw_sql(sql).execute(pool).await.unwrap()),
        }
    }

    both_engines! {
        async fn every_migration_keeps_the_rows_of_those_before(engine: Engine) {
            let database = Database::empty(engine).await;
            let db = &database.db;
            assert_eq!(SAMPLES.iter().map(|s| s.0).collect::<Vec<_>>(), SQLITE.iter().map(|m| m.version).collect::<Vec<_>>());
            for (version, rows) in SAMPLES {
                migrate(db, Some(*version)).await.unwrap();
                run(db, rows).await;
            }
            bring_up_to_date(db, "the test").await.unwrap();

            // Everything is read through the front door of today.
            let health = source::health(db, None).await.unwrap();
            assert_eq!((health.len(), health[0].articles, health[0].waiting, health[0].quarantined), (1, 4, 1, 1));
            let polls = feed::history(db, health[0].source.id, 9).await.unwrap();
            assert_eq!(polls[0].outcome.to_string(), "4 items, 4 new");
            assert_eq!(feed::lease_due(db, Millis(9_000), 1, 9, None).await.unwrap().len(), 1);
            assert_eq!(article::list(db, &Filter::default(), None, 9).await.unwrap().len(), 4);
            assert_eq!(article::quarantine(db, None, 9).await.unwrap().len(), 1);
            let key = |text: &str| ArticleKey::parse(text).unwrap();
            let Lookup::Found(read) = article::by_key(db, &key("aaaaaaaaaaaa1")).await.unwrap() else { panic!() };
            assert_eq!((read.card.stage, read.blocks.len(), read.media.len()), (Stage::Ready, 1, 1));
            assert_eq!(article::by_key(db, &key("aaaaaaaaaaaa9")).await.unwrap(), Lookup::Moved(read.card.key));
            assert_eq!(article::lease_waiting(db, Millis(9_000), 1, 9, 9, None).await.unwrap()[0].from_feed.title, "The ferry waits");
            assert!(host::robots(db, "https://harbour.example").await.unwrap().is_some());
            let remembered = memory::of(db, health[0].source.id).await.unwrap().unwrap();
            assert_eq!((remembered.revision, remembered.pages, remembered.data.is_some()), (3, 2, true));
            assert_eq!(change::since(db, 0, 9).await.unwrap().len(), 2);
            let days = extraction::days(db, None, 4).await.unwrap();
            assert_eq!((days.len(), days[0].1.most_refused()), (1, Some(("too_short", 17))));
            assert_eq!(extraction::alarms(db).await.unwrap().len(), 1);
            // What stood there before stories were known waits to be placed: all but the article that waits for its page.
            assert_eq!(story::count_waiting(db).await.unwrap(), 2);
            let front = story::front(db, &story::Filter::default(), None, 9).await.unwrap();
            assert_eq!((front.len(), front[0].story.texts, front[0].lead.title.as_str()), (1, 1, "The ferry sails"));
            let story::Lookup::Moved(to) = story::by_key(db, &StoryKey::parse("bbbbbbbbbbbb2").unwrap(), None).await.unwrap() else { panic!() };
            assert_eq!(to, front[0].story.key);
            let placing = story::of_article(db, front[0].lead.id).await.unwrap().unwrap();
            assert_eq!((placing.story, placing.neighbours.len()), (Some(to), 1));
            assert_eq!(story::related_of(db, front[0].lead.id).await.unwrap().len(), 1);
            let revisions = edit::of_article(db, front[0].lead.id).await.unwrap();
            assert_eq!((revisions.len(), edit::count(db, front[0].lead.id).await.unwrap()), (2, 1));
            assert!(revisions[1].before.is_some() && revisions[1].change.as_ref().is_some_and(|c| c.added == 1));
            assert_eq!(edit::next_due(db).await.unwrap(), Some(Millis(8_000)));
            // What was placed before anything was read is to be read.
            assert!(subject::waits(db, 1).await.unwrap());
            let mentions = subject::of_article(db, front[0].lead.id, Millis(9_000)).await.unwrap();
            assert_eq!((mentions.len(), mentions[0].subject.name(Lang::AR), mentions[0].worthy), (1, "المرفأ", true));
            let subject::Lookup::Found(tagged) = subject::by_tag(db, "#harbour", Millis(9_000)).await.unwrap() else { panic!() };
            assert_eq!((tagged.id, tagged.tag(Lang::EN)), (mentions[0].subject.id, Some("Harbour")));
            let moved = subject::by_key(db, SubjectKind::Place, "the-haven", Millis(9_000)).await.unwrap();
            assert_eq!(moved, subject::Lookup::Moved(tagged));
        }

        async fn a_schema_of_a_newer_program_is_refused(engine: Engine) {
            let database = Database::new(engine).await;
            let insert = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                SELECT 999, 'later', TRUE, checksum, 0 FROM _sqlx_migrations WHERE version = 1";
            run(&database.db, insert).await;
            let error = Db::open(&database.place).await.unwrap_err();
            assert!(matches!(&error, StoreError::Newer { found: 999, known, .. } if *known == super::known()), "{error}");
        }

        async fn two_programs_may_open_a_new_database_at_once(engine: Engine) {
            let database = Database::empty(engine).await;
            let open = || {
                let place = database.place.clone();
                tokio::spawn(async move { Db::open(&place).await })
            };
            for opened in [open(), open(), open(), open()] {
                opened.await.unwrap().unwrap().close().await;
            }
        }
    }

    /// Table, column, type, "must be there".
    type Column = (String, String, String, bool);

    #[test]
    fn both_engines_have_the_same_tables_columns_and_indexes() {
        crate::testing::block_on(async {
            let (lite, pg) = (Database::new(Engine::Sqlite).await, Database::new(Engine::Postgres).await);
            const LITE: &str = "SELECT m.name, c.name, lower(c.type), c.\"notnull\" = 1 OR c.pk > 0 FROM sqlite_schema m
                JOIN pragma_table_xinfo(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE '\\_sqlx%' ESCAPE '\\' AND m.name NOT LIKE 'sqlite%'";
            const PG: &str = "SELECT table_name::text, column_name::text, data_type::text, is_nullable = 'NO' FROM information_schema.columns
                WHERE table_schema = current_schema() AND table_name NOT LIKE '\\_sqlx%'";
            let columns = |db: Db| async move {
                let rows: Vec<Column> =
                    rd!(db, c => sqlx::query_as(AssertSqlSafe(db.sql(LITE, PG))).fetch_all(c).await.unwrap());
                let one_name = |kind: String| match kind.as_str() {
                    "integer" => "bigint".to_owned(),
                    "bytea" => "blob".to_owned(),
                    _ => kind,
                };
                rows.into_iter()
                    .map(|(table, column, kind, must)| (table, column, one_name(kind), must))
                    .collect::<BTreeSet<_>>()
            };
            let (in_lite, in_pg) = (columns(lite.db.clone()).await, columns(pg.db.clone()).await);
            assert!(in_lite.len() > 80, "{in_lite:?}");
            assert_eq!(in_lite.difference(&in_pg).collect::<Vec<_>>(), Vec::<&Column>::new());
            assert_eq!(in_pg.difference(&in_lite).collect::<Vec<_>>(), Vec::<&Column>::new());

            const LITE_INDEXES: &str =
                "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name";
            const PG_INDEXES: &str = "SELECT indexname::text FROM pg_indexes WHERE schemaname = current_schema()
                AND indexname NOT LIKE '%\\_pkey' AND indexname NOT LIKE '%\\_key' ORDER BY indexname COLLATE \"C\"";
            let indexes = |db: Db| async move {
                let names: Vec<String> =
                    rd!(db, c => sqlx::query_scalar(db.sql(LITE_INDEXES, PG_INDEXES)).fetch_all(c).await.unwrap());
                names
            };
            assert_eq!(indexes(lite.db.clone()).await, indexes(pg.db.clone()).await);
        });
    }
}
