//! Subjects by address and hashtag, those of an article and of a story, and those that are worth a page.

use super::{Lookup, Mention, Subject};
use crate::db::rd;
use crate::value::{clean, damaged, parse};
use crate::{Db, Result};
use coranto_core::about::{SubjectKind, fold_tag};
use coranto_core::{ArticleId, Lang, Millis, NameId, StoryId, SubjectId};
use sqlx::{AssertSqlSafe, Database, Encode, QueryBuilder, Type};
use std::collections::HashSet;

/// The most subjects one question may ask for.
const MAX_LIMIT: i64 = 50_000;

/// The subject that this hashtag leads to, however it is typed.
pub async fn by_tag(db: &Db, tag: &str, now: Millis) -> Result<Lookup> {
    let folded = fold_tag(tag);
    if folded.is_empty() {
        return Ok(Lookup::Missing);
    }
    let sql = format!("SELECT {SUBJECT} FROM hashtag h JOIN subject s ON s.id = h.subject_id WHERE h.folded = $1");
    let row: Option<SubjectRow> =
        rd!(db, c => sqlx::query_as(AssertSqlSafe(sql)).bind(folded).fetch_optional(c).await?);
    Ok(found(row.map(SubjectRow::subject).transpose()?, false, now))
}

/// The subject at this address; of one whose name was joined to another, that other.
pub async fn by_key(db: &Db, kind: SubjectKind, key: &str, now: Millis) -> Result<Lookup> {
    // What its own name belongs to is what the address leads to.
    let sql = format!(
        "SELECT {SUBJECT}, k.id <> s.id AS moved FROM subject k JOIN subject_name n ON n.id = k.id JOIN subject s ON s.id = n.subject_id
        WHERE k.kind = $1 AND k.key = $2"
    );
    #[derive(sqlx::FromRow)]
    struct Row {
        #[sqlx(flatten)]
        subject: SubjectRow,
        moved: bool,
    }
    let row: Option<Row> =
        rd!(db, c => sqlx::query_as(AssertSqlSafe(sql)).bind(kind.as_str()).bind(clean(key)).fetch_optional(c).await?);
    let Some(row) = row else { return Ok(Lookup::Missing) };
    Ok(found(Some(row.subject.subject()?), row.moved, now))
}

fn found(subject: Option<Subject>, moved: bool, now: Millis) -> Lookup {
    match subject.map(Box::new) {
        Some(subject) if subject.is_worthy(now) && moved => Lookup::Moved(subject),
        Some(subject) if subject.is_worthy(now) => Lookup::Found(subject),
        Some(subject) if subject.worth_until.is_some() => Lookup::Gone(subject),
        _ => Lookup::Missing,
    }
}

/// What an article is about, weightiest first; each subject once, whatever its names there.
pub async fn of_article(db: &Db, article: ArticleId, now: Millis) -> Result<Vec<Mention>> {
    let sql = format!(
        "SELECT {SUBJECT}, b.name_id, b.shown AS told, b.weight FROM about b JOIN subject s ON s.id = b.subject_id WHERE b.article_id = $1
        ORDER BY b.weight DESC, b.times DESC, b.name_id"
    );
    let rows: Vec<MentionRow> = rd!(db, c => sqlx::query_as(AssertSqlSafe(sql)).bind(article.0).fetch_all(c).await?);
    mentions(rows, now)
}

/// What a story is about: the subjects that its reports tell of most, those that copy another not counted.
pub async fn of_story(db: &Db, story: StoryId, now: Millis, limit: i64) -> Result<Vec<Mention>> {
    let sql = format!(
        "SELECT {SUBJECT}, m.name_id, m.told, m.weight FROM (
            SELECT b.subject_id, MIN(b.name_id) AS name_id, MAX(b.shown) AS told, SUM(b.weight) AS total,
                SUM(b.weight) / COUNT(DISTINCT b.article_id) AS weight
            FROM placement p JOIN about b ON b.article_id = p.article_id WHERE p.story_id = $1 AND NOT b.copied
            GROUP BY b.subject_id ORDER BY total DESC, b.subject_id LIMIT $2) AS m
        JOIN subject s ON s.id = m.subject_id ORDER BY m.total DESC, s.id"
    );
    let limit = limit.clamp(0, MAX_LIMIT);
    let rows: Vec<MentionRow> =
        rd!(db, c => sqlx::query_as(AssertSqlSafe(sql)).bind(story.0).bind(limit).fetch_all(c).await?);
    mentions(rows, now)
}

#[derive(sqlx::FromRow)]
struct MentionRow {
    #[sqlx(flatten)]
    subject: SubjectRow,
    name_id: i64,
    told: String,
    weight: f64,
}

fn mentions(rows: Vec<MentionRow>, now: Millis) -> Result<Vec<Mention>> {
    let mut seen = HashSet::new();
    let mut mentions = Vec::with_capacity(rows.len());
    for row in rows.into_iter().filter(|row| seen.insert(row.subject.subject_id)) {
        let subject = row.subject.subject()?;
        let worthy = subject.is_worthy(now);
        mentions.push(Mention {
            subject,
            name: NameId(row.name_id),
            shown: row.told,
            weight: row.weight.clamp(0.0, 1.0) as f32,
            worthy,
        });
    }
    Ok(mentions)
}

/// Subjects that are worth a page now, those of most articles first; of those with [`super::COUNTED`] and more the last told.
pub async fn worthy(db: &Db, now: Millis, kind: Option<SubjectKind>, limit: i64) -> Result<Vec<Subject>> {
    let rows: Vec<SubjectRow> = rd!(db, c => most(now, kind, limit).build_query_as().fetch_all(c).await?);
    rows.into_iter().map(SubjectRow::subject).collect()
}

/// One text for all kinds and one for each, so that each can use its index.
fn most<D: Database>(now: Millis, kind: Option<SubjectKind>, limit: i64) -> QueryBuilder<D>
where
    i64: for<'t> Encode<'t, D> + Type<D>,
    String: for<'t> Encode<'t, D> + Type<D>,
{
    let mut q = QueryBuilder::new("SELECT ");
    q.push(SUBJECT).push(" FROM subject s WHERE s.worth_until IS NOT NULL AND s.worth_until > ").push_bind(now.0);
    if let Some(kind) = kind {
        q.push(" AND s.kind = ").push_bind(kind.as_str().to_owned());
    }
    q.push(" ORDER BY s.articles DESC, s.last_at DESC, s.id DESC LIMIT ").push_bind(limit.clamp(0, MAX_LIMIT));
    q
}

/// The newest articles by which it is judged what is told most.
const LATEST: i64 = 5_000;

/// What the articles since `since` tell of most, of what is worth a page, has a hashtag and is told by several sources: by how much each is about it.
pub async fn most_told(db: &Db, since: Millis, now: Millis, limit: i64) -> Result<Vec<Subject>> {
    let (sql, limit) = (most_told_sql(), limit.clamp(0, MAX_LIMIT));
    let rows: Vec<SubjectRow> =
        rd!(db, c => sqlx::query_as(AssertSqlSafe(sql)).bind(since.0).bind(now.0).bind(limit).fetch_all(c).await?);
    rows.into_iter().map(SubjectRow::subject).collect()
}

fn most_told_sql() -> String {
    format!(
        "SELECT {SUBJECT} FROM (
            SELECT b.subject_id, SUM(b.weight) AS told FROM (
                SELECT a.id FROM article a WHERE a.listed AND a.published_at >= $1 ORDER BY a.published_at DESC, a.id DESC LIMIT {LATEST}) AS f
            JOIN about b ON b.article_id = f.id WHERE NOT b.copied
            GROUP BY b.subject_id HAVING COUNT(DISTINCT b.source_id) > 1) AS m
        JOIN subject s ON s.id = m.subject_id WHERE s.worth_until > $2 AND s.tags <> '[]' ORDER BY m.told DESC, s.id LIMIT $3"
    )
}

/// The columns of a subject, of `subject s`; named so that they can stand beside others.
pub(super) const SUBJECT: &str = "s.id AS subject_id, s.kind AS subject_kind, s.key AS subject_key, s.shown AS subject_shown, s.names, s.tags, s.lat, s.lon, \
    s.country AS subject_country, s.articles, s.owners, s.last_at, s.worth_until";

#[derive(sqlx::FromRow)]
pub(super) struct SubjectRow {
    pub(super) subject_id: i64,
    subject_kind: String,
    subject_key: String,
    subject_shown: String,
    names: String,
    tags: String,
    lat: Option<f64>,
    lon: Option<f64>,
    subject_country: Option<String>,
    articles: i64,
    owners: i64,
    last_at: i64,
    worth_until: Option<i64>,
}

impl SubjectRow {
    pub(super) fn subject(self) -> Result<Subject> {
        let id = self.subject_id;
        let names: Vec<(Lang, String)> = parse("subject", id, &self.names)?;
        Ok(Subject {
            id: SubjectId(id),
            kind: SubjectKind::parse(&self.subject_kind)
                .ok_or_else(|| damaged("subject", id, "its kind is unknown"))?,
            key: self.subject_key,
            shown: self.subject_shown,
            names,
            lat: self.lat.map(|lat| lat as f32),
            lon: self.lon.map(|lon| lon as f32),
            country: self.subject_country,
            articles: self.articles,
            owners: self.owners,
            worth_until: self.worth_until.map(Millis),
            last_at: Millis(self.last_at),
            tags: parse("subject", id, &self.tags)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::Pools;
    use crate::testing::{self, block_on};

    #[test]
    fn what_is_worth_a_page_is_read_in_the_order_of_an_index() {
        block_on(async {
            let database = testing::Database::sqlite().await;
            let Pools::Lite { read, .. } = &database.db.pools else { panic!("plans are SQLite's") };
            for (kind, index) in [(None, "subject_worthy "), (Some(SubjectKind::Place), "subject_worthy_kind ")] {
                let query = most::<sqlx::Sqlite>(Millis(9), kind, 60);
                let sql = format!("EXPLAIN QUERY PLAN {}", query.sql().as_str());
                let rows: Vec<(i64, i64, i64, String)> =
                    sqlx::query_as(AssertSqlSafe(sql)).fetch_all(read).await.unwrap();
                let plan = rows.into_iter().map(|row| row.3 + " ").collect::<String>();
                assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{kind:?}: {plan}");
            }
            let sql = format!("EXPLAIN QUERY PLAN {}", most_told_sql());
            let rows: Vec<(i64, i64, i64, String)> = sqlx::query_as(AssertSqlSafe(sql)).fetch_all(read).await.unwrap();
            let plan = rows.into_iter().map(|row| row.3 + "; ").collect::<String>();
            assert!(plan.contains("INDEX article_newest (published_at>?)"), "{plan}");
            assert!(plan.contains("SEARCH b USING PRIMARY KEY (article_id=?)"), "{plan}");
        });
    }
}
