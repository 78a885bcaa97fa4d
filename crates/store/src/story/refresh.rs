//! What lists show of a story, made again from its reports.

use super::{Member, Summarise};
use crate::db::{Tx, tx};
use crate::value::{json, rows};
use crate::{Result, change};
use coranto_core::{ArticleId, Lang, Millis, SourceId};
use sqlx::AssertSqlSafe;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Stories from which reports were taken away that are made again in one go.
const STALE: i64 = 200;

/// Notes that the story of this article is to be made again: the article is about to go.
pub(crate) async fn left(t: &mut Tx, article: i64) -> Result<()> {
    const Q: &str = "UPDATE story SET stale = 1 WHERE id IN (SELECT story_id FROM placement WHERE article_id = $1 AND story_id IS NOT NULL)";
    tx!(t, c => sqlx::query(Q).bind(article).execute(c).await.map(drop)?);
    Ok(())
}

/// Adds the stories that others marked.
pub(super) async fn add_stale(t: &mut Tx, stories: &mut BTreeSet<i64>) -> Result<()> {
    const Q: &str = "SELECT id FROM story WHERE stale > 0 ORDER BY id LIMIT $1";
    let stale: Vec<i64> = tx!(t, c => sqlx::query_scalar(Q).bind(STALE).fetch_all(c).await?);
    stories.extend(stale);
    Ok(())
}

/// `went` says where the reports of a story went that has none any more.
pub(super) async fn refresh(
    t: &mut Tx,
    stories: &BTreeSet<i64>,
    went: &HashMap<i64, i64>,
    summarise: Summarise,
    now: Millis,
) -> Result<()> {
    let members = members(t, stories).await?;
    let mut langs = Vec::new();
    for story in stories {
        match members.get(story) {
            Some(members) => langs.extend(write(t, *story, members, summarise).await?),
            None => empty(t, *story, went.get(story).copied()).await?,
        }
    }
    write_langs(t, stories, &langs).await?;
    let changes: Vec<(i64, &str)> = stories
        .iter()
        .map(|story| (*story, if members.contains_key(story) { change::PUT } else { change::REMOVED }))
        .collect();
    change::log(t, now, "story", &changes).await
}

#[derive(sqlx::FromRow)]
struct Row {
    story_id: i64,
    article_id: i64,
    source_id: i64,
    owner: String,
    country: Option<String>,
    lang: Option<String>,
    section: Option<String>,
    published_at: i64,
    arrived_at: i64,
    has_image: bool,
    words: i64,
    lead_chars: i64,
    copy_of: Option<i64>,
}

/// The reports of each story, first published first.
async fn members(t: &mut Tx, stories: &BTreeSet<i64>) -> Result<HashMap<i64, Vec<Member>>> {
    #[derive(serde::Serialize)]
    struct Id {
        id: i64,
    }
    let ids: Vec<Id> = stories.iter().map(|id| Id { id: *id }).collect();
    let rows = rows(t.engine(), &[("id", "bigint")]);
    let sql = format!(
        "SELECT p.story_id, a.id AS article_id, a.source_id, COALESCE(s.owner, s.slug) AS owner, a.country, a.lang, a.section, a.published_at, a.arrived_at,
            a.has_image, a.words, CAST(LENGTH(a.lead) AS BIGINT) AS lead_chars, p.copy_of
        FROM {rows} JOIN placement p ON p.story_id = v.id JOIN article a ON a.id = p.article_id JOIN source s ON s.id = a.source_id
        ORDER BY a.published_at, a.id"
    );
    let found: Vec<Row> = tx!(t, c => sqlx::query_as(AssertSqlSafe(sql)).bind(json(&ids)).fetch_all(c).await?);
    let mut members: HashMap<i64, Vec<Member>> = HashMap::new();
    for row in found {
        members.entry(row.story_id).or_default().push(Member {
            article: ArticleId(row.article_id),
            source: SourceId(row.source_id),
            owner: row.owner,
            country: row.country,
            lang: row.lang.as_deref().and_then(Lang::parse),
            section: row.section,
            published_at: Millis(row.published_at),
            arrived_at: Millis(row.arrived_at),
            has_image: row.has_image,
            words: row.words,
            lead_chars: row.lead_chars,
            copy_of: row.copy_of.map(ArticleId),
        });
    }
    Ok(members)
}

async fn write(t: &mut Tx, story: i64, members: &[Member], summarise: Summarise) -> Result<Vec<InLang>> {
    let sum = summarise(members);
    let section = most(members.iter().filter_map(|m| m.section.as_deref())).first().copied();
    let (first, last) =
        (members.first().map_or(0, |m| m.published_at.0), members.last().map_or(0, |m| m.published_at.0));
    let mut outlets: Vec<SourceId> = Vec::new();
    let mut seen = HashSet::new();
    outlets.extend(members.iter().map(|m| m.source).filter(|source| seen.insert(*source)));
    const Q: &str = "UPDATE story SET merged_into = NULL, articles = $2, texts = $3, owners = $4, first_at = $5, last_at = $6, outlets = $7,
        countries = $8, langs = $9, lead_article = $10, section = $11, importance = $12, standing = $13, stale = 0 WHERE id = $1";
    tx!(t, c => sqlx::query(Q).bind(story).bind(members.len() as i64).bind(i64::from(sum.standing.texts)).bind(i64::from(sum.standing.owners))
        .bind(first).bind(last).bind(json(&outlets)).bind(json(&most(members.iter().filter_map(|m| m.country.as_deref()))))
        .bind(json(&sum.langs)).bind(sum.lead.0).bind(section)
        .bind(sum.importance).bind(json(&sum.standing)).execute(c).await.map(drop)?);
    let lang = |lang: Lang| InLang {
        story,
        lang: lang.as_str().to_owned(),
        section: section.map(str::to_owned),
        importance: sum.importance,
    };
    Ok(sum.langs.iter().filter_map(|l| l.lang).map(lang).collect())
}

/// A row of what lists of one language show.
#[derive(serde::Serialize)]
struct InLang {
    story: i64,
    lang: String,
    section: Option<String>,
    importance: f64,
}

/// Anew for all of these stories.
async fn write_langs(t: &mut Tx, stories: &BTreeSet<i64>, langs: &[InLang]) -> Result<()> {
    #[derive(serde::Serialize)]
    struct Id {
        id: i64,
    }
    let ids: Vec<Id> = stories.iter().map(|id| Id { id: *id }).collect();
    let of = rows(t.engine(), &[("id", "bigint")]);
    let forget = format!("DELETE FROM story_lang WHERE story_id IN (SELECT v.id FROM {of})");
    tx!(t, c => sqlx::query(AssertSqlSafe(forget)).bind(json(&ids)).execute(c).await.map(drop)?);
    let fields = [("story", "bigint"), ("lang", "text"), ("section", "text"), ("importance", "double precision")];
    let of = rows(t.engine(), &fields);
    let insert = format!(
        "INSERT INTO story_lang (story_id, lang, section, importance) SELECT v.story, v.lang, v.section, v.importance FROM {of}"
    );
    tx!(t, c => sqlx::query(AssertSqlSafe(insert)).bind(json(&langs)).execute(c).await.map(drop)?);
    Ok(())
}

async fn empty(t: &mut Tx, story: i64, went: Option<i64>) -> Result<()> {
    const EMPTY: &str = "UPDATE story SET articles = 0, texts = 0, owners = 0, outlets = '[]', countries = '[]', langs = '[]', lead_article = NULL,
        section = NULL, standing = '{}', stale = 0 WHERE id = $1";
    tx!(t, c => sqlx::query(EMPTY).bind(story).execute(c).await.map(drop)?);
    if let Some(to) = went {
        lead_to(t, story, to).await?;
    }
    Ok(())
}

/// The address of `story`, and all that lead to it, lead to `to`.
pub(super) async fn lead_to(t: &mut Tx, story: i64, to: i64) -> Result<()> {
    const Q: &str = "UPDATE story SET merged_into = $2 WHERE (id = $1 OR merged_into = $1) AND id <> $2";
    tx!(t, c => sqlx::query(Q).bind(story).bind(to).execute(c).await.map(drop)?);
    Ok(())
}

/// Each once, the most frequent first, equal ones by name.
fn most<'a>(all: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for one in all {
        *counts.entry(one).or_default() += 1;
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    counts.into_iter().map(|(one, _)| one).collect()
}
