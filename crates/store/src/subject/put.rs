//! What was read of articles, written whole or not at all.

use super::compose::compose;
use super::name::{At, Telling, names, stored};
use super::{MOST_COMING, MOST_QUOTES, MOST_SUBJECTS, Reading, figures, forget};
use crate::change::{self, PUT};
use crate::db::{Tx, tx};
use crate::value::{clean, clean_option, ids, json, rows};
use crate::{Db, Result};
use coranto_core::about::{Described, Form, Worth};
use coranto_core::{Lang, Millis, StoryId};
use serde::Serialize;
use sqlx::AssertSqlSafe;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Subjects from which articles were taken away that are counted again with each writing.
const STALE: i64 = 200;
/// A longer name is none, and fits no index.
const NAME_BYTES: usize = 400;

/// Writes what was read of up to a few hundred articles in one transaction, in the place of what was read of them before: subjects, quotations, coming dates, topic,
/// and the figures of all subjects it touches. An article that went away or was edited meanwhile is left out. Returns the stories in which names came.
pub async fn put(
    db: &Db,
    readings: &[Reading],
    describe: fn(&Form) -> Option<Described>,
    worth: &Worth,
    now: Millis,
) -> Result<Vec<StoryId>> {
    let mut transaction = db.begin().await?;
    let t = &mut transaction;
    let standing = standing(t, readings).await?;
    let current: Vec<(&Reading, &Standing)> =
        readings.iter().filter_map(|reading| Some((reading, standing.get(&reading.article.0)?))).collect();
    if current.is_empty() {
        return Ok(Vec::new());
    }
    let version = current.iter().map(|(reading, _)| reading.version).max().unwrap_or_default();
    let mut changed = BTreeSet::new();
    let told = told(current.iter().map(|(reading, _)| *reading));
    let names = names(t, &told, version, describe, &mut changed).await?;
    compose(t, &changed).await?;

    let articles: Vec<i64> = current.iter().map(|(_, standing)| standing.article).collect();
    let mut touched = subjects_of(t, &articles).await?;
    forget::unsay(t, &articles).await?;
    let rows = Rows::of(&current, &names);
    touched.extend(rows.about.iter().map(|row| row.subject));
    rows.insert(t).await?;

    let stories = mark(t, &current).await?;
    touched.extend(figures::stale(t, STALE).await?);
    figures::refresh(t, &touched, worth, now).await?;
    change::log(t, now, "article", &articles.iter().map(|id| (*id, PUT)).collect::<Vec<_>>()).await?;
    transaction.commit().await?;
    Ok(stories)
}

/// Every name of all these articles, shown as it stands most often.
fn told<'a>(readings: impl Iterator<Item = &'a Reading>) -> BTreeMap<Form, Telling> {
    let mut all: BTreeMap<Form, Telling> = BTreeMap::new();
    for reading in readings {
        for told in reading.subjects.iter().take(MOST_SUBJECTS) {
            let form = stored(&told.name);
            let telling = Telling {
                shown: clean(&told.shown).into_owned(),
                tag: clean_option(told.tag.as_deref())
                    .filter(|tag| tag.len() <= NAME_BYTES)
                    .map(|tag| tag.into_owned()),
                lang: reading.lang,
                times: told.times,
            };
            if !is_name(&form.form) || !is_name(&telling.shown) {
                continue;
            }
            match all.entry(form) {
                Entry::Vacant(new) => drop(new.insert(telling)),
                Entry::Occupied(mut known) if known.get().times < telling.times => drop(known.insert(telling)),
                Entry::Occupied(_) => {}
            }
        }
    }
    all
}

fn is_name(text: &str) -> bool {
    !text.trim().is_empty() && text.len() <= NAME_BYTES
}

#[derive(sqlx::FromRow)]
struct Standing {
    article: i64,
    source: i64,
    published_at: i64,
    copied: bool,
}

/// Where these articles stand; those that went away, or of which something else is asked by now, are left out.
async fn standing(t: &mut Tx, readings: &[Reading]) -> Result<HashMap<i64, Standing>> {
    #[derive(Serialize)]
    struct Asked {
        article: i64,
        asked: i64,
    }
    let asked: Vec<Asked> = readings.iter().map(|r| Asked { article: r.article.0, asked: r.asked }).collect();
    let rows = rows(t.engine(), &[("article", "bigint"), ("asked", "bigint")]);
    let sql = format!(
        "SELECT a.id AS article, a.source_id AS source, a.published_at, p.copy_of IS NOT NULL AS copied
        FROM {rows} JOIN placement p ON p.article_id = v.article AND p.asked = v.asked JOIN article a ON a.id = v.article WHERE a.listed"
    );
    let found: Vec<Standing> = tx!(t, c => sqlx::query_as(AssertSqlSafe(sql)).bind(json(&asked)).fetch_all(c).await?);
    Ok(found.into_iter().map(|standing| (standing.article, standing)).collect())
}

async fn subjects_of(t: &mut Tx, articles: &[i64]) -> Result<BTreeSet<i64>> {
    let rows = rows(t.engine(), &[("id", "bigint")]);
    let sql = format!("SELECT DISTINCT b.subject_id FROM {rows} JOIN about b ON b.article_id = v.id");
    let found: Vec<i64> =
        tx!(t, c => sqlx::query_scalar(AssertSqlSafe(sql)).bind(ids(articles.iter().copied())).fetch_all(c).await?);
    Ok(found.into_iter().collect())
}

/// What stands in the tables of these articles.
#[derive(Default)]
struct Rows<'a> {
    about: Vec<AboutRow<'a>>,
    quotes: Vec<QuoteRow<'a>>,
    quoted: Vec<QuotedRow>,
    coming: Vec<ComingRow<'a>>,
}

#[derive(Serialize)]
struct AboutRow<'a> {
    article: i64,
    name: i64,
    subject: i64,
    source: i64,
    shown: &'a str,
    times: u32,
    in_title: bool,
    weight: f32,
    published: i64,
    copied: bool,
}

#[derive(Serialize)]
struct QuoteRow<'a> {
    article: i64,
    n: usize,
    kind: &'a str,
    words: &'a str,
    lang: Option<&'a str>,
    speaker: Option<&'a str>,
    verb: Option<&'a str>,
    name: Option<i64>,
    subject: Option<i64>,
    at: u32,
    published: i64,
}

#[derive(Serialize)]
struct QuotedRow {
    article: i64,
    n: usize,
    name: i64,
    subject: i64,
    published: i64,
}

#[derive(Serialize)]
struct ComingRow<'a> {
    article: i64,
    n: usize,
    from_at: i64,
    to_at: i64,
    grain: &'a str,
    vague: bool,
    words: &'a str,
    sentence: &'a str,
    name: Option<i64>,
    subject: Option<i64>,
}

impl<'a> Rows<'a> {
    fn of(current: &[(&'a Reading, &Standing)], names: &HashMap<Form, At>) -> Rows<'a> {
        let mut rows = Rows::default();
        for (reading, standing) in current {
            rows.add(reading, standing, names);
        }
        rows
    }

    fn add(&mut self, reading: &'a Reading, standing: &Standing, names: &HashMap<Form, At>) {
        let Standing { article, source, published_at: published, copied, .. } = *standing;
        let mut here: HashMap<Form, At> = HashMap::new();
        for told in reading.subjects.iter().take(MOST_SUBJECTS) {
            let form = stored(&told.name);
            let Some(at) = names.get(&form).copied() else { continue };
            if here.insert(form, at).is_some() {
                continue;
            }
            self.about.push(AboutRow {
                article,
                name: at.name,
                subject: at.subject,
                source,
                shown: &told.shown,
                times: told.times,
                in_title: told.in_title,
                weight: if told.weight.is_finite() { told.weight.clamp(0.0, 1.0) } else { 0.0 },
                published,
                copied,
            });
        }
        let find = |form: &Form| here.get(&stored(form)).copied();
        for (n, quote) in reading.quotes.iter().take(MOST_QUOTES).enumerate() {
            let by = quote.by.as_ref().and_then(find);
            self.quotes.push(QuoteRow {
                article,
                n,
                kind: quote.kind.as_str(),
                words: &quote.words,
                lang: reading.lang.as_ref().map(Lang::as_str),
                speaker: quote.speaker.as_deref(),
                verb: quote.verb.as_deref(),
                name: by.map(|at| at.name),
                subject: by.map(|at| at.subject),
                at: quote.at,
                published,
            });
            let about: HashSet<(i64, i64)> =
                quote.about.iter().filter_map(find).map(|at| (at.name, at.subject)).collect();
            self.quoted.extend(about.into_iter().map(|(name, subject)| QuotedRow {
                article,
                n,
                name,
                subject,
                published,
            }));
        }
        for (n, coming) in reading.coming.iter().take(MOST_COMING).enumerate() {
            let place = coming.place.as_ref().and_then(find);
            self.coming.push(ComingRow {
                article,
                n,
                from_at: coming.from.0,
                to_at: coming.to.0,
                grain: coming.grain.as_str(),
                vague: coming.vague,
                words: &coming.words,
                sentence: &coming.sentence,
                name: place.map(|at| at.name),
                subject: place.map(|at| at.subject),
            });
        }
    }

    async fn insert(&self, t: &mut Tx) -> Result<()> {
        fill(t, "about", &self.about, ABOUT).await?;
        fill(t, "quote", &self.quotes, QUOTE).await?;
        fill(t, "quote_about", &self.quoted, QUOTE_ABOUT).await?;
        fill(t, "coming", &self.coming, COMING).await
    }
}

/// Column, field of the row, type.
type Columns = &'static [(&'static str, &'static str, &'static str)];

const ABOUT: Columns = &[
    ("article_id", "article", "bigint"),
    ("name_id", "name", "bigint"),
    ("subject_id", "subject", "bigint"),
    ("source_id", "source", "bigint"),
    ("shown", "shown", "text"),
    ("times", "times", "bigint"),
    ("in_title", "in_title", "boolean"),
    ("weight", "weight", "double precision"),
    ("published_at", "published", "bigint"),
    ("copied", "copied", "boolean"),
];

const QUOTE: Columns = &[
    ("article_id", "article", "bigint"),
    ("n", "n", "bigint"),
    ("kind", "kind", "text"),
    ("words", "words", "text"),
    ("lang", "lang", "text"),
    ("speaker", "speaker", "text"),
    ("verb", "verb", "text"),
    ("name_id", "name", "bigint"),
    ("subject_id", "subject", "bigint"),
    ("at", "at", "bigint"),
    ("published_at", "published", "bigint"),
];

const QUOTE_ABOUT: Columns = &[
    ("article_id", "article", "bigint"),
    ("n", "n", "bigint"),
    ("name_id", "name", "bigint"),
    ("subject_id", "subject", "bigint"),
    ("published_at", "published", "bigint"),
];

const COMING: Columns = &[
    ("article_id", "article", "bigint"),
    ("n", "n", "bigint"),
    ("from_at", "from_at", "bigint"),
    ("to_at", "to_at", "bigint"),
    ("grain", "grain", "text"),
    ("vague", "vague", "boolean"),
    ("words", "words", "text"),
    ("sentence", "sentence", "text"),
    ("name_id", "name", "bigint"),
    ("subject_id", "subject", "bigint"),
];

async fn fill<R: Serialize>(t: &mut Tx, table: &str, of: &[R], columns: Columns) -> Result<()> {
    if of.is_empty() {
        return Ok(());
    }
    let fields: Vec<(&str, &str)> = columns.iter().map(|(_, field, kind)| (*field, *kind)).collect();
    let rows = rows(t.engine(), &fields);
    let names: Vec<&str> = columns.iter().map(|(name, ..)| *name).collect();
    let fields: Vec<String> = columns.iter().map(|(_, field, _)| format!("v.{field}")).collect();
    let sql = format!("INSERT INTO {table} ({}) SELECT {} FROM {rows}", names.join(", "), fields.join(", "));
    tx!(t, c => sqlx::query(AssertSqlSafe(sql)).bind(json(of)).execute(c).await.map(drop)?);
    Ok(())
}

/// Notes that these articles are read, and what topic and section they have. Returns their stories, whose names are to be looked at.
async fn mark(t: &mut Tx, current: &[(&Reading, &Standing)]) -> Result<Vec<StoryId>> {
    #[derive(Serialize)]
    struct Row {
        id: i64,
        version: i64,
        topic: Option<&'static str>,
        subtopic: Option<u32>,
        section: Option<&'static str>,
    }
    let read: Vec<Row> = current
        .iter()
        .map(|(reading, standing)| Row {
            id: standing.article,
            version: reading.version,
            topic: reading.topic,
            subtopic: reading.subtopic,
            section: reading.section,
        })
        .collect();
    let columns =
        [("id", "bigint"), ("version", "bigint"), ("topic", "text"), ("subtopic", "bigint"), ("section", "text")];
    let rows = rows(t.engine(), &columns);
    let read = json(&read);
    let topics = format!(
        "UPDATE article SET topic = v.topic, subtopic = v.subtopic FROM {rows}
        WHERE article.id = v.id AND (article.topic IS DISTINCT FROM v.topic OR article.subtopic IS DISTINCT FROM v.subtopic)"
    );
    tx!(t, c => sqlx::query(AssertSqlSafe(topics)).bind(&read).execute(c).await.map(drop)?);
    // A section from an earlier reading gives way, one that publisher or feed said does not. The story's section follows.
    let fill = format!(
        "UPDATE article SET section = v.section FROM {rows} JOIN placement p ON p.article_id = v.id
        WHERE article.id = v.id AND (article.section IS NULL OR article.section = p.read_section) AND article.section IS DISTINCT FROM v.section
        RETURNING article.id"
    );
    let filled: Vec<i64> = tx!(t, c => sqlx::query_scalar(AssertSqlSafe(fill)).bind(&read).fetch_all(c).await?);
    let ids_rows = crate::value::rows(t.engine(), &[("id", "bigint")]);
    let follow = format!(
        "UPDATE story SET stale = 1 WHERE id IN (SELECT p.story_id FROM {ids_rows} JOIN placement p ON p.article_id = v.id)"
    );
    let remember = format!(
        "UPDATE placement SET read_section = (SELECT a.section FROM article a WHERE a.id = placement.article_id)
        WHERE article_id IN (SELECT v.id FROM {ids_rows})"
    );
    if !filled.is_empty() {
        let filled = ids(filled);
        tx!(t, c => sqlx::query(AssertSqlSafe(follow)).bind(&filled).execute(c).await.map(drop)?);
        tx!(t, c => sqlx::query(AssertSqlSafe(remember)).bind(&filled).execute(c).await.map(drop)?);
    }
    let done = format!(
        "UPDATE placement SET read_by = v.version, read_attempts = 0 FROM {rows} WHERE placement.article_id = v.id
        RETURNING placement.story_id"
    );
    let stories: Vec<Option<i64>> =
        tx!(t, c => sqlx::query_scalar(AssertSqlSafe(done)).bind(&read).fetch_all(c).await?);
    let stories: BTreeSet<i64> = stories.into_iter().flatten().collect();
    let due = format!("UPDATE story SET names_due = names_due + 1 WHERE id IN (SELECT v.id FROM {ids_rows})");
    tx!(t, c => sqlx::query(AssertSqlSafe(due)).bind(ids(stories.iter().copied())).execute(c).await.map(drop)?);
    Ok(stories.into_iter().map(StoryId).collect())
}
