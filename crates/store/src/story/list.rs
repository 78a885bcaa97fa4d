//! Lists of stories: one indexed query for the stories, one by primary key for the articles that stand for them.

use super::{Story, StoryCard};
use crate::article::{CARD, Card, CardRow};
use crate::db::rd;
use crate::value::{clean, damaged, ids, json, parse, rows};
use crate::{Db, Result};
use coranto_core::{ArticleId, Lang, Millis, SourceId, StoryId, StoryKey};
use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, Database, Encode, QueryBuilder, Type};
use std::collections::HashMap;

/// The most stories one question may ask for.
const MAX_LIMIT: i64 = 200;

/// Which stories. All fields but `reader` narrow the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Most of the story's reports that name a section name this one.
    pub section: Option<String>,
    /// With a report in this language.
    pub lang: Option<Lang>,
    /// The language in which the story is shown where it has a report in it; `lang` counts before it.
    pub reader: Option<Lang>,
}

/// The place in a list after which the next page begins.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Cursor {
    pub importance: f64,
    pub id: StoryId,
}

/// The most important first, by what they are and how fresh. At most 200 at a time.
pub async fn front(db: &Db, filter: &Filter, after: Option<Cursor>, limit: i64) -> Result<Vec<StoryCard>> {
    let found: Vec<StoryRow> = rd!(db, c => select(filter, after, limit).build_query_as().fetch_all(c).await?);
    let story = |row: StoryRow| {
        let lead = row.lead_article;
        row.story().inspect_err(|error| tracing::error!(%error, "left out of a list")).ok().map(|story| (story, lead))
    };
    let stories: Vec<(Story, Option<i64>)> = found.into_iter().filter_map(story).collect();
    with_leads(db, stories, filter.lang.or(filter.reader)).await
}

/// These stories in this order; those without reports are left out. `lang` chooses the report that stands for each.
pub(crate) async fn cards_of(db: &Db, stories: &[StoryId], lang: Option<Lang>) -> Result<Vec<StoryCard>> {
    let rows = rows(db.engine(), &[("id", "bigint")]);
    let sql = format!("SELECT {STORY} FROM {rows} JOIN story s ON s.id = v.id WHERE s.articles > 0");
    let ids = ids(stories.iter().map(|story| story.0));
    let found: Vec<StoryRow> = rd!(db, c => sqlx::query_as(AssertSqlSafe(sql)).bind(ids).fetch_all(c).await?);
    let mut found: HashMap<i64, StoryRow> = found.into_iter().map(|row| (row.story_id, row)).collect();
    let story = |id: &StoryId| {
        let row = found.remove(&id.0)?;
        let lead = row.lead_article;
        row.story().inspect_err(|error| tracing::error!(%error, "left out of a list")).ok().map(|story| (story, lead))
    };
    let stories = stories.iter().filter_map(story).collect();
    with_leads(db, stories, lang).await
}

/// One text per combination of filters, so that each can use its index.
fn select<D: Database>(filter: &Filter, after: Option<Cursor>, limit: i64) -> QueryBuilder<D>
where
    i64: for<'t> Encode<'t, D> + Type<D>,
    f64: for<'t> Encode<'t, D> + Type<D>,
    String: for<'t> Encode<'t, D> + Type<D>,
{
    let mut q = QueryBuilder::new("SELECT ");
    q.push(STORY);
    let (section, importance, id) = match filter.lang {
        Some(lang) => {
            q.push(" FROM story_lang l JOIN story s ON s.id = l.story_id WHERE l.lang = ")
                .push_bind(lang.as_str().to_owned());
            ("l.section", "l.importance", "l.story_id")
        }
        None => {
            q.push(" FROM story s WHERE s.articles > 0");
            ("s.section", "s.importance", "s.id")
        }
    };
    if let Some(wanted) = &filter.section {
        q.push(format!(" AND {section} = ")).push_bind(clean(wanted).into_owned());
    }
    if let Some(after) = after {
        q.push(format!(" AND ({importance}, {id}) < (")).push_bind(after.importance);
        q.push(", ").push_bind(after.id.0).push(")");
    }
    q.push(format!(" ORDER BY {importance} DESC, {id} DESC LIMIT ")).push_bind(limit.clamp(0, MAX_LIMIT));
    q
}

/// Puts to each story the article that stands for it; a story whose lead has just gone is left out until it is made again.
pub(super) async fn with_leads(
    db: &Db,
    stories: Vec<(Story, Option<i64>)>,
    lang: Option<Lang>,
) -> Result<Vec<StoryCard>> {
    let lead = |(story, lead): &(Story, Option<i64>)| {
        let own = lang.and_then(|lang| story.langs.iter().find(|l| l.lang == Some(lang))).map(|l| l.lead);
        own.or(lead.map(ArticleId))
    };
    let leads: Vec<Option<ArticleId>> = stories.iter().map(lead).collect();
    let mut cards = cards(db, leads.iter().flatten().copied()).await?;
    let both = stories.into_iter().zip(leads);
    Ok(both.filter_map(|((story, _), lead)| Some(StoryCard { story, lead: cards.remove(&lead?)? })).collect())
}

async fn cards(db: &Db, articles: impl Iterator<Item = ArticleId>) -> Result<HashMap<ArticleId, Card>> {
    #[derive(serde::Serialize)]
    struct Id {
        id: ArticleId,
    }
    let ids: Vec<Id> = articles.map(|id| Id { id }).collect();
    let rows = rows(db.engine(), &[("id", "bigint")]);
    let sql = format!("SELECT {CARD} FROM {rows} JOIN article a ON a.id = v.id");
    let found: Vec<CardRow> = rd!(db, c => sqlx::query_as(AssertSqlSafe(sql)).bind(json(&ids)).fetch_all(c).await?);
    let card = |row: CardRow| row.card().inspect_err(|error| tracing::error!(%error, "left out of a list")).ok();
    Ok(found.into_iter().filter_map(card).map(|card| (card.id, card)).collect())
}

/// The columns of a story, of `story s`; named so that they can stand beside those of an article.
pub(super) const STORY: &str = "s.id AS story_id, s.key AS story_key, s.articles, s.texts, s.owners, s.first_at, s.last_at, s.outlets, s.countries, \
    s.langs, s.lead_article, s.section AS story_section, s.importance, s.standing";

#[derive(sqlx::FromRow)]
pub(super) struct StoryRow {
    story_id: i64,
    story_key: String,
    articles: i64,
    texts: i64,
    owners: i64,
    first_at: i64,
    last_at: i64,
    outlets: String,
    countries: String,
    langs: String,
    pub(super) lead_article: Option<i64>,
    story_section: Option<String>,
    importance: f64,
    standing: String,
}

impl StoryRow {
    pub(super) fn story(self) -> Result<Story> {
        let id = self.story_id;
        let outlets: Vec<i64> = parse("story", id, &self.outlets)?;
        Ok(Story {
            id: StoryId(id),
            key: StoryKey::parse(&self.story_key).ok_or_else(|| damaged("story", id, "its key is no key"))?,
            articles: self.articles,
            texts: self.texts,
            owners: self.owners,
            first_at: Millis(self.first_at),
            last_at: Millis(self.last_at),
            outlets: outlets.into_iter().map(SourceId).collect(),
            countries: parse("story", id, &self.countries)?,
            langs: parse("story", id, &self.langs)?,
            section: self.story_section,
            importance: self.importance,
            standing: parse("story", id, &self.standing)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::Pools;
    use crate::testing::{Database, block_on};

    #[test]
    fn every_list_is_read_in_the_order_of_an_index() {
        block_on(async {
            let database = Database::sqlite().await;
            for bits in 0..8u32 {
                let has = |bit: u32| bits & (1 << bit) != 0;
                let filter =
                    Filter { section: has(0).then(|| "world".into()), lang: has(1).then_some(Lang::EN), reader: None };
                let after = has(2).then_some(Cursor { importance: 9.5, id: StoryId(9) });
                let plan = plan(&database.db, &filter, after).await;
                assert!(
                    plan.contains("USING INDEX story_") || plan.contains("USING COVERING INDEX story_"),
                    "{filter:?}: {plan}"
                );
                assert!(!plan.contains("TEMP B-TREE"), "{filter:?}: {plan}");
                // By the language's list alone, a section of few stories would have every story of the language looked up.
                assert_eq!(plan.contains("story_lang_section"), has(0) && has(1), "{filter:?}: {plan}");
            }
        });
    }

    async fn plan(db: &Db, filter: &Filter, after: Option<Cursor>) -> String {
        let Pools::Lite { read, .. } = &db.pools else { panic!("plans are SQLite's") };
        let query = select::<sqlx::Sqlite>(filter, after, 60);
        let sql = format!("EXPLAIN QUERY PLAN {}", query.sql().as_str());
        let rows = sqlx::query_as::<_, (i64, i64, i64, String)>(AssertSqlSafe(sql)).fetch_all(read).await.unwrap();
        rows.into_iter().map(|row| row.3).collect::<Vec<_>>().join("; ")
    }
}
