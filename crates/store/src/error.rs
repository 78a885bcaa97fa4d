//! What can go wrong with the record.

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the database at {place} cannot be opened: {source}")]
    Open { place: String, source: sqlx::Error },
    #[error(
        "the database at {place} was written by a newer Coranto (schema {found}, this program knows {known}): upgrade the program, or restore a backup"
    )]
    Newer { place: String, found: i64, known: i64 },
    #[error("the database could not be brought up to date: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// A row that this program wrote does not read back: a bug, named by table and id.
    #[error("{table} {id} cannot be read: {message}")]
    Damaged { table: &'static str, id: String, message: String },
}
