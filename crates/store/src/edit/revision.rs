//! The wordings of an article. Bounded: where there are many the middle ones make room, the first and the newest never.

use crate::db::{Tx, rd, tx};
use crate::value::{clean, json, parse};
use crate::{Db, Result};
use coranto_core::edit::{Change, Edit, Revision, Wording};
use coranto_core::{ArticleId, Millis};

/// Wordings of one article, and their bytes altogether.
const MOST: usize = 50;
const MOST_BYTES: usize = 4 << 20;
/// Of a longer text the beginning is kept.
const MOST_TEXT_BYTES: usize = 256 << 10;

/// Every wording that is kept, oldest first; empty for an article that was never edited.
pub async fn of_article(db: &Db, id: ArticleId) -> Result<Vec<Revision>> {
    let rows: Vec<Row> = rd!(db, c => sqlx::query_as(ALL).bind(id.0).fetch_all(c).await?);
    rows.into_iter().map(|row| row.revision(id)).collect()
}

/// How often it was edited.
pub async fn count(db: &Db, id: ArticleId) -> Result<i64> {
    const Q: &str = "SELECT MAX(n) FROM revision WHERE article_id = $1";
    let newest: Option<i64> = rd!(db, c => sqlx::query_scalar(Q).bind(id.0).fetch_one(c).await?);
    Ok(newest.unwrap_or(0))
}

/// When the article was published and seen first, for the wording that is kept as the first.
pub(crate) struct First {
    pub at: Millis,
    pub seen_at: Millis,
}

/// Adds an edit in the transaction that replaces the text; the first one brings the wording before it along. Nothing is written twice.
pub(crate) async fn record(t: &mut Tx, id: i64, edit: &Edit, first: First, now: Millis) -> Result<()> {
    let mut rows: Vec<Row> = tx!(t, c => sqlx::query_as(ALL).bind(id).fetch_all(c).await?);
    let (old, new) = (capped(&edit.old), capped(&edit.wording));
    if rows.is_empty() {
        let row = Row::new(0, first.at, first.seen_at, &old, edit.old_words, None, None);
        row.insert(t, id).await?;
        rows.push(row);
    }
    let Some(last) = rows.last() else { return Ok(()) };
    if last.title == new.title && last.text == new.text {
        return Ok(());
    }
    // What was read anew since the last edit stands in no row.
    let before =
        edit.before.as_ref().map(capped).or_else(|| (last.title != old.title || last.text != old.text).then_some(old));
    let at = edit.at.filter(|at| at.0 > last.at && *at <= now).unwrap_or(now);
    let row = Row::new(last.n + 1, at, now, &new, edit.words, before.as_ref(), Some(&edit.change));
    row.insert(t, id).await?;
    rows.push(row);
    make_room(t, id, rows).await
}

/// An article that turns out to be another's double gives it what is known of its edits, unless that one knows its own.
pub(crate) async fn inherit(t: &mut Tx, into: i64, from: i64) -> Result<()> {
    const Q: &str = "UPDATE revision SET article_id = $1 WHERE article_id = $2 AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.article_id = $1)";
    tx!(t, c => sqlx::query(Q).bind(into).bind(from).execute(c).await.map(drop)?);
    Ok(())
}

/// Takes out middle ones, those first that stood for the shortest time; what they changed is told with the next.
async fn make_room(t: &mut Tx, id: i64, mut rows: Vec<Row>) -> Result<()> {
    let bytes = |rows: &[Row]| rows.iter().map(Row::bytes).sum::<usize>();
    while rows.len() > 2 && (rows.len() > MOST || bytes(&rows) > MOST_BYTES) {
        let stood = |at: &usize| rows[at + 1].seen_at.saturating_sub(rows[*at].seen_at);
        let Some(at) = (1..rows.len() - 1).min_by_key(stood) else { break };
        let gone = rows.remove(at);
        const DELETE: &str = "DELETE FROM revision WHERE article_id = $1 AND n = $2";
        tx!(t, c => sqlx::query(DELETE).bind(id).bind(gone.n).execute(c).await.map(drop)?);
        let next = &mut rows[at];
        let changes = (gone.change(id)?, next.change(id)?);
        next.change = match changes {
            (Some(earlier), Some(later)) => Some(json(&later.after(earlier))),
            (earlier, later) => later.or(earlier).as_ref().map(json),
        };
        next.before = None;
        const UPDATE: &str = "UPDATE revision SET before = NULL, change = $3 WHERE article_id = $1 AND n = $2";
        tx!(t, c => sqlx::query(UPDATE).bind(id).bind(next.n).bind(next.change.as_deref()).execute(c).await.map(drop)?);
    }
    Ok(())
}

/// Without what the database refuses, cut at a line.
fn capped(wording: &Wording) -> Wording {
    let text = clean(&wording.text);
    let end = match text.len() > MOST_TEXT_BYTES {
        false => text.len(),
        true => {
            let end = (0..=MOST_TEXT_BYTES).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            text[..end].rfind('\n').unwrap_or(end)
        }
    };
    Wording { title: clean(wording.title.trim()).into_owned(), text: text[..end].to_owned() }
}

const ALL: &str =
    "SELECT n, at, seen_at, title, text, words, before, change FROM revision WHERE article_id = $1 ORDER BY n";

#[derive(sqlx::FromRow)]
struct Row {
    n: i64,
    at: i64,
    seen_at: i64,
    title: String,
    text: String,
    words: i64,
    before: Option<String>,
    change: Option<String>,
}

impl Row {
    fn new(
        n: i64,
        at: Millis,
        seen_at: Millis,
        wording: &Wording,
        words: u32,
        before: Option<&Wording>,
        change: Option<&Change>,
    ) -> Row {
        Row {
            n,
            at: at.0,
            seen_at: seen_at.0,
            title: wording.title.clone(),
            text: wording.text.clone(),
            words: i64::from(words),
            before: before.map(json),
            change: change.map(json),
        }
    }

    fn bytes(&self) -> usize {
        self.title.len() + self.text.len() + self.before.as_ref().map_or(0, String::len)
    }

    async fn insert(&self, t: &mut Tx, id: i64) -> Result<()> {
        const Q: &str = "INSERT INTO revision (article_id, n, at, seen_at, title, text, words, before, change) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        tx!(t, c => sqlx::query(Q).bind(id).bind(self.n).bind(self.at).bind(self.seen_at).bind(self.title.as_str()).bind(self.text.as_str())
            .bind(self.words).bind(self.before.as_deref()).bind(self.change.as_deref()).execute(c).await.map(drop)?);
        Ok(())
    }

    fn change(&self, id: i64) -> Result<Option<Change>> {
        self.change.as_deref().map(|change| parse("revision", id, change)).transpose()
    }

    fn revision(self, id: ArticleId) -> Result<Revision> {
        Ok(Revision {
            n: self.n,
            at: Millis(self.at),
            seen_at: Millis(self.seen_at),
            words: self.words,
            before: self.before.as_deref().map(|before| parse("revision", id.0, before)).transpose()?,
            change: self.change(id.0)?,
            wording: Wording { title: self.title, text: self.text },
        })
    }
}
