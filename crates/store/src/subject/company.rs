//! The names that the reports of a story tell, for those who decide whose a short form is and which names are one subject.

use super::AUTOMATIC;
use super::identity::{Joined, moved};
use crate::db::{rd, tx};
use crate::value::{ids, rows};
use crate::{Db, Result};
use coranto_core::about::{Form, Known, SubjectKind, Worth};
use coranto_core::{ArticleId, Lang, Millis, NameId, StoryId, SubjectId};
use sqlx::AssertSqlSafe;
use std::collections::{BTreeMap, HashMap};

/// Of a story with more reports than this, the names of those stored last are looked at.
const REPORTS: i64 = 60;

/// The names of one story, each with the reports that tell it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Company {
    names: BTreeMap<NameId, (Known, Vec<ArticleId>)>,
}

impl Company {
    /// All names.
    pub fn all(&self) -> Vec<Known> {
        self.names.values().map(|(known, _)| known.clone()).collect()
    }

    /// Those that other reports tell than this one.
    pub fn beside(&self, article: ArticleId) -> Vec<Known> {
        let others = |(known, reports): &(Known, Vec<ArticleId>)| {
            let articles = reports.iter().filter(|report| **report != article).count() as u32;
            (articles > 0).then(|| Known { articles, ..known.clone() })
        };
        self.names.values().filter_map(others).collect()
    }

    /// Adds what a report tells that is not in the record yet.
    pub fn tell(&mut self, article: ArticleId, form: &Form, shown: &str, lang: Option<Lang>) {
        let known = self.names.values_mut().find(|(known, _)| known.form == *form);
        if let Some((known, reports)) = known {
            if !reports.contains(&article) {
                reports.push(article);
                known.articles += 1;
            }
            return;
        }
        // A number that no row has: whatever is new is a subject of its own.
        let new = -1 - self.names.len() as i64;
        let known = Known {
            name: NameId(new),
            subject: SubjectId(new),
            form: form.clone(),
            shown: shown.to_owned(),
            lang,
            articles: 1,
        };
        self.names.insert(NameId(new), (known, vec![article]));
    }
}

/// The names of each of these stories, as far as they are read.
pub async fn in_stories(db: &Db, stories: &[StoryId]) -> Result<HashMap<StoryId, Company>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        story_id: i64,
        article_id: i64,
        id: i64,
        subject_id: i64,
        kind: String,
        form: String,
        shown: String,
        lang: Option<String>,
    }
    let rows = rows(db.engine(), &[("id", "bigint")]);
    let sql = format!(
        "SELECT p.story_id, b.article_id, n.id, n.subject_id, n.kind, n.form, n.shown, n.lang
        FROM {rows} JOIN placement p ON p.story_id = v.id AND p.article_id >= COALESCE(
            (SELECT MIN(l.article_id) FROM (SELECT o.article_id FROM placement o WHERE o.story_id = v.id ORDER BY o.article_id DESC LIMIT {REPORTS}) AS l), 0)
        JOIN about b ON b.article_id = p.article_id JOIN subject_name n ON n.id = b.name_id"
    );
    let wanted = ids(stories.iter().map(|story| story.0));
    let found: Vec<Row> = rd!(db, c => sqlx::query_as(AssertSqlSafe(sql)).bind(wanted).fetch_all(c).await?);
    let mut all: HashMap<StoryId, Company> = HashMap::new();
    for row in found {
        let Some(kind) = SubjectKind::parse(&row.kind) else { continue };
        let of = all.entry(StoryId(row.story_id)).or_default();
        let (known, reports) = of.names.entry(NameId(row.id)).or_insert_with(|| {
            let known = Known {
                name: NameId(row.id),
                subject: SubjectId(row.subject_id),
                form: Form { kind, form: row.form },
                shown: row.shown,
                lang: row.lang.as_deref().and_then(Lang::parse),
                articles: 0,
            };
            (known, Vec::new())
        });
        known.articles += 1;
        reports.push(ArticleId(row.article_id));
    }
    Ok(all)
}

/// A story into which names came: which of them are one subject, is to be looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    pub story: StoryId,
    pub company: Company,
    mark: i64,
}

/// Stories whose names are to be looked at.
pub async fn joins_due(db: &Db, limit: i64) -> Result<Vec<Due>> {
    const Q: &str = "SELECT id, names_due FROM story WHERE names_due > 0 ORDER BY id LIMIT $1";
    let due: Vec<(i64, i64)> = rd!(db, c => sqlx::query_as(Q).bind(limit.max(0)).fetch_all(c).await?);
    if due.is_empty() {
        return Ok(Vec::new());
    }
    let stories: Vec<StoryId> = due.iter().map(|(story, _)| StoryId(*story)).collect();
    let mut companies = in_stories(db, &stories).await?;
    let company = |(story, mark): (i64, i64)| {
        let company = companies.remove(&StoryId(story)).unwrap_or_default();
        Due { story: StoryId(story), company, mark }
    };
    Ok(due.into_iter().map(company).collect())
}

/// Two names that are one subject, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Joining {
    pub one: NameId,
    pub other: NameId,
    pub why: String,
}

/// Joins these names in one transaction, as far as no editor decided otherwise, and notes that these stories were looked at; one in which more names came
/// meanwhile stays to be looked at. Returns how many were joined.
pub async fn settle_joins(db: &Db, due: &[Due], joins: &[Joining], worth: &Worth, now: Millis) -> Result<usize> {
    let mut transaction = db.begin().await?;
    let t = &mut transaction;
    let mut joined = 0;
    for join in joins {
        let done = moved(t, join.one, join.other, AUTOMATIC, &join.why, worth, now).await?;
        joined += usize::from(matches!(done, Joined::Done { .. }));
    }
    const LOOKED: &str = "UPDATE story SET names_due = 0 WHERE id = $1 AND names_due = $2";
    for one in due {
        tx!(t, c => sqlx::query(LOOKED).bind(one.story.0).bind(one.mark).execute(c).await.map(drop)?);
    }
    transaction.commit().await?;
    Ok(joined)
}
