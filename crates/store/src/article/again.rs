//! Reading pages once more. What is read again keeps its place and its text until the new reading is there, so nothing is lost when the page has
//! gone meanwhile.

use super::Stage;
use crate::db::{Tx, tx};
use crate::{Db, Result};
use coranto_core::{Address, ArticleId, Millis, SourceId};

/// Which pages are to be read again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Again {
    /// Of one publisher only.
    pub source: Option<SourceId>,
    /// Those that were set aside.
    pub set_aside: bool,
    /// Those whose text was read under rules older than this number.
    pub older_than: Option<i64>,
}

/// Puts one article among those whose page is to be read: the publisher changed it, or the rules did.
pub async fn read_again(db: &Db, id: ArticleId, now: Millis) -> Result<()> {
    let mut transaction = db.begin().await?;
    const Q: &str = "SELECT id, address, source_id, published_at FROM article WHERE id = $1";
    let t = &mut transaction;
    let found: Option<Row> = tx!(t, c => sqlx::query_as(Q).bind(id.0).fetch_optional(c).await?);
    if let Some(row) = found {
        queue(t, &row, now).await?;
    }
    transaction.commit().await
}

/// Puts many articles among those whose pages are to be read, and says how many were not there already. Safe to run twice.
pub async fn again(db: &Db, which: Again, now: Millis) -> Result<u64> {
    let (mut queued, mut after) = (0, i64::MIN);
    loop {
        // A piece at a time: others want to write too.
        let mut transaction = db.begin().await?;
        let t = &mut transaction;
        let rows = piece(t, which, after).await?;
        let Some(last) = rows.last() else { return Ok(queued) };
        after = last.id;
        for row in &rows {
            queued += u64::from(queue(t, row, now).await?);
        }
        transaction.commit().await?;
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    address: String,
    source_id: i64,
    published_at: i64,
}

async fn piece(t: &mut Tx, which: Again, after: i64) -> Result<Vec<Row>> {
    // An article without `read_at` has its text from its feed: there is no page to be read again.
    const Q: &str = "SELECT id, address, source_id, published_at FROM article
        WHERE id > $1 AND ($2 IS NULL OR source_id = $2) AND read_at IS NOT NULL
            AND (($3 AND stage = 'quarantined') OR (stage IN ('ready', 'quarantined') AND policy < $4))
        ORDER BY id LIMIT 500";
    let (source, older_than) = (which.source.map(|id| id.0), which.older_than.unwrap_or(i64::MIN));
    Ok(
        tx!(t, c => sqlx::query_as(Q).bind(after).bind(source).bind(which.set_aside).bind(older_than).fetch_all(c).await?),
    )
}

/// False when its page was to be read anyway.
async fn queue(t: &mut Tx, row: &Row, now: Millis) -> Result<bool> {
    let host = Address::parse(&row.address).map(|a| a.authority()).unwrap_or_default();
    const Q: &str = "INSERT INTO waiting (article_id, source_id, host, published_at, due_at, leased_until, attempts)
        VALUES ($1, $2, $3, $4, $5, 0, 0) ON CONFLICT (article_id) DO NOTHING";
    let queued = tx!(t, c => sqlx::query(Q).bind(row.id).bind(row.source_id).bind(host).bind(row.published_at).bind(now.0)
        .execute(c).await?.rows_affected());
    // Who looks for edits only takes "not modified" for an answer: this one is to be read in any case.
    const WHOLE: &str = "UPDATE waiting SET watched = FALSE WHERE article_id = $1 AND watched";
    let wanted = tx!(t, c => sqlx::query(WHOLE).bind(row.id).execute(c).await?.rows_affected());
    Ok(queued + wanted > 0)
}

/// Whether a new reading that failed this way leaves the text that was read before: the page is gone or shows something else at present, which says
/// nothing against what it showed then. A text that the rules refuse now is set aside.
pub(super) fn keeps_old_text(stage: Option<Stage>, why: &coranto_core::reason::Quarantined) -> bool {
    use coranto_core::reason::Quarantined::{Body, Fetch};
    let of_the_moment = match why {
        Fetch { .. } => true,
        Body { rejected } => rejected.is_of_the_moment(),
    };
    stage == Some(Stage::Ready) && of_the_moment
}
