//! From feeds into the record: what is new is stored once, what is known is brought up to date.

use super::lead::lead;
use super::{Batch, NewItem, Stage};
use crate::change::{self, PUT};
use crate::db::{Tx, tx};
use crate::edit::{self, First};
use crate::feed::{self, PollOutcome, PollRecord};
use crate::value::{clean, clean_option, json, parse, pieces, rows, stable_hash};
use crate::{Db, Result, story};
use coranto_core::edit::Edit;
use coranto_core::{Article, ArticleKey, Millis, SourceId};
use sqlx::{AssertSqlSafe, QueryBuilder};
use std::collections::HashMap;

/// Stores what polls brought, all in one transaction, each batch with its poll's record: an item is new when neither its guid (in its source) nor its
/// key (anywhere) is known. A known one whose feed text changed is brought up to date while its page has not been read; `published_at` stays as it was
/// first seen. `PollOutcome::Read::new` of the stored poll is filled in here. Returns the number of new articles per batch; a batch whose source was
/// removed meanwhile is dropped.
pub async fn ingest(db: &Db, batches: &[Batch], now: Millis) -> Result<Vec<u32>> {
    ingest_judged(db, batches, 0, |_, _| None, now).await
}

/// Says whether a feed's new words for an item are its publisher's edit of the old ones; given by the pipeline.
pub type JudgeItem = fn(&Article, &Article) -> Option<Edit>;

/// [`ingest`], where edits are kept: of a text that comes from its feed in the same transaction; a page whose feed says something else of it is looked
/// at soon. `policy` is the number of the rules that the items were read by: what another number read differently is nobody's edit.
pub async fn ingest_judged(db: &Db, batches: &[Batch], policy: i64, judge: JudgeItem, now: Millis) -> Result<Vec<u32>> {
    let prepared = Prepared::all(batches);
    let mut transaction = db.begin().await?;
    let t = &mut transaction;
    let countries = countries(t, batches).await?;
    let known = known(t, &prepared, &countries).await?;
    let sorted = sort(&prepared, batches.len(), known, &countries);

    let ids = insert_new(t, &sorted.new, &countries, policy, now).await?;
    let mut changes: Vec<(i64, &str)> = Vec::new();
    changes.extend(
        sorted.new.iter().filter(|row| row.listed).filter_map(|row| Some((*ids.get(row.item.key.as_str())?, PUT))),
    );
    for (id, row) in &sorted.changed {
        if update(t, *id, row, policy, judge, now).await? && row.listed {
            changes.push((*id, PUT));
        }
    }
    for (id, row) in &sorted.hinted {
        hinted(t, *id, row, now).await?;
    }
    learn_names(t, &sorted, &ids).await?;
    let mut readable: Vec<i64> = sorted.changed.iter().map(|(id, _)| *id).collect();
    readable.extend(
        sorted.new.iter().filter(|p| p.item.stage != Stage::Waiting).filter_map(|p| ids.get(p.item.key.as_str())),
    );
    story::follow(t, &readable, now).await?;

    let polls: Vec<PollRecord> =
        batches.iter().zip(&sorted.new_per_batch).map(|(batch, new)| with_new(&batch.poll, *new)).collect();
    feed::write_polls(t, &polls.iter().collect::<Vec<_>>()).await?;
    change::log(t, now, "article", &changes).await?;
    transaction.commit().await?;
    Ok(sorted.new_per_batch)
}

fn with_new(poll: &PollRecord, count: u32) -> PollRecord {
    let mut poll = poll.clone();
    if let PollOutcome::Read { new, .. } = &mut poll.outcome {
        *new = count;
    }
    poll
}

/// An item with all that its rows need, made before the transaction begins: the one writer is not kept waiting for it.
struct Prepared<'a> {
    batch: usize,
    source: SourceId,
    feed: i64,
    item: &'a NewItem,
    title: String,
    lead: String,
    listed: bool,
    said: String,
    feed_hash: i64,
}

impl<'a> Prepared<'a> {
    fn all(batches: &'a [Batch]) -> Vec<Prepared<'a>> {
        let items = batches.iter().enumerate().flat_map(|(batch, b)| b.items.iter().map(move |item| (batch, b, item)));
        items.map(|(batch, b, item)| Prepared::of(batch, b, item)).collect()
    }

    fn of(batch: usize, b: &Batch, item: &'a NewItem) -> Prepared<'a> {
        let title = clean(item.article.title.trim()).into_owned();
        let lead = lead(&item.article);
        let said = json(&item.article);
        Prepared {
            batch,
            source: b.source_id,
            feed: b.poll.feed_id.0,
            item,
            listed: item.stage.is_listed(&title, &lead),
            feed_hash: stable_hash(&said),
            title,
            lead,
            said,
        }
    }
}

/// The countries of the sources that still exist.
async fn countries(t: &mut Tx, batches: &[Batch]) -> Result<HashMap<SourceId, Option<String>>> {
    #[derive(serde::Serialize)]
    struct Row {
        id: i64,
    }
    let rows = rows(t.engine(), &[("id", "bigint")]);
    let sql = format!("SELECT id, country FROM source WHERE id IN (SELECT v.id FROM {rows})");
    let sources: Vec<Row> = batches.iter().map(|batch| Row { id: batch.source_id.0 }).collect();
    let found: Vec<(i64, Option<String>)> =
        tx!(t, c => sqlx::query_as(AssertSqlSafe(sql)).bind(json(&sources)).fetch_all(c).await?);
    Ok(found.into_iter().map(|(id, country)| (SourceId(id), country)).collect())
}

/// What the record knows of an item.
#[derive(sqlx::FromRow)]
struct Known {
    n: i64,
    /// The article that has its guid, and the one that has its key; at least one is there.
    by_guid: Option<i64>,
    by_key: Option<i64>,
    id: i64,
    source_id: i64,
    feed_id: Option<i64>,
    feed_hash: i64,
    stage: String,
    read_at: Option<i64>,
}

async fn known(
    t: &mut Tx,
    prepared: &[Prepared<'_>],
    countries: &HashMap<SourceId, Option<String>>,
) -> Result<HashMap<usize, Known>> {
    #[derive(serde::Serialize)]
    struct Row<'a> {
        n: usize,
        source_id: i64,
        guid: i64,
        key: &'a str,
    }
    let items: Vec<Row> = prepared
        .iter()
        .enumerate()
        .filter(|(_, p)| countries.contains_key(&p.source))
        .map(|(n, p)| Row { n, source_id: p.source.0, guid: p.item.guid, key: p.item.key.as_str() })
        .collect();
    if items.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = rows(t.engine(), &[("n", "bigint"), ("source_id", "bigint"), ("guid", "bigint"), ("key", "text")]);
    let sql = format!(
        "SELECT names.n, names.by_guid, names.by_key, a.id, a.source_id, a.feed_id, a.feed_hash, a.stage, a.read_at FROM (
            SELECT v.n, COALESCE(g.id, og.article_id) AS by_guid, COALESCE(k.id, ok.article_id) AS by_key FROM {rows}
            LEFT JOIN article g ON g.source_id = v.source_id AND g.guid = v.guid
            LEFT JOIN alias_guid og ON og.source_id = v.source_id AND og.guid = v.guid
            LEFT JOIN article k ON k.key = v.key
            LEFT JOIN alias_key ok ON ok.key = v.key
        ) AS names JOIN article a ON a.id = COALESCE(names.by_guid, names.by_key)"
    );
    let known: Vec<Known> = tx!(t, c => sqlx::query_as(AssertSqlSafe(sql)).bind(json(&items)).fetch_all(c).await?);
    Ok(known.into_iter().filter_map(|k| Some((usize::try_from(k.n).ok()?, k))).collect())
}

/// What is to be done with each item.
struct Sorted<'p, 'a> {
    new: Vec<&'p Prepared<'a>>,
    new_per_batch: Vec<u32>,
    changed: Vec<(i64, &'p Prepared<'a>)>,
    /// Whose pages were read, and of which their feeds say something else now.
    hinted: Vec<(i64, &'p Prepared<'a>)>,
    /// Guids and keys under which a known article appeared for the first time.
    guids: Vec<(Target<'p>, SourceId, i64)>,
    keys: Vec<(Target<'p>, &'p ArticleKey)>,
}

/// An article that has an id, or one that gets it in this transaction.
#[derive(Clone, Copy)]
enum Target<'p> {
    Id(i64),
    New(&'p str),
}

fn sort<'p, 'a>(
    prepared: &'p [Prepared<'a>],
    batches: usize,
    mut known: HashMap<usize, Known>,
    countries: &HashMap<SourceId, Option<String>>,
) -> Sorted<'p, 'a> {
    let mut sorted = Sorted {
        new: vec![],
        new_per_batch: vec![0; batches],
        changed: vec![],
        hinted: vec![],
        guids: vec![],
        keys: vec![],
    };
    // Twice in one go: the first counts, later ones are the same article.
    let mut guids_here: HashMap<(SourceId, i64), &str> = HashMap::new();
    let mut keys_here: HashMap<&str, &str> = HashMap::new();
    for (n, p) in prepared.iter().enumerate().filter(|(_, p)| countries.contains_key(&p.source)) {
        let (guid, key) = ((p.source, p.item.guid), p.item.key.as_str());
        if let Some(k) = known.remove(&n) {
            if k.by_guid.is_none() {
                sorted.guids.push((Target::Id(k.id), p.source, p.item.guid));
            }
            if k.by_key.is_none() {
                sorted.keys.push((Target::Id(k.id), &p.item.key));
            }
            let page_was_read = k.read_at.is_some() && k.stage != Stage::Quarantined.as_str();
            // Two feeds of a publisher may carry an article with and without its text: the one that announced it speaks for it, or each poll would
            // undo the other's. And a text that is there is not given up for an item that has none.
            let speaks = k.source_id == p.source.0 && k.feed_id.is_none_or(|feed| feed == p.feed);
            let loses_text = k.stage == Stage::Ready.as_str() && p.item.stage != Stage::Ready;
            if speaks && k.feed_hash != p.feed_hash {
                if page_was_read {
                    sorted.hinted.push((k.id, p));
                } else if !loses_text {
                    sorted.changed.push((k.id, p));
                }
            }
            continue;
        }
        match (guids_here.get(&guid).copied(), keys_here.get(key).copied()) {
            (None, None) => {
                guids_here.insert(guid, key);
                keys_here.insert(key, key);
                sorted.new.push(p);
                if let Some(count) = sorted.new_per_batch.get_mut(p.batch) {
                    *count += 1;
                }
            }
            (None, Some(first)) => {
                guids_here.insert(guid, first);
                sorted.guids.push((Target::New(first), p.source, p.item.guid));
            }
            (Some(first), None) => {
                keys_here.insert(key, first);
                sorted.keys.push((Target::New(first), &p.item.key));
            }
            (Some(_), Some(_)) => {}
        }
    }
    sorted
}

/// Stores new articles with their bodies and, where a page is to be read, their place in the queue. Returns their ids by key.
async fn insert_new(
    t: &mut Tx,
    new: &[&Prepared<'_>],
    countries: &HashMap<SourceId, Option<String>>,
    policy: i64,
    now: Millis,
) -> Result<HashMap<String, i64>> {
    let mut ids: HashMap<String, i64> = HashMap::with_capacity(new.len());
    for piece in pieces(new) {
        let stored: Vec<(i64, String)> = tx!(t, c => {
            let mut q = QueryBuilder::new("INSERT INTO article (source_id, feed_id, guid, key, address, stage, listed, title, lead, lang, section, \
                country, published_at, arrived_at, image, has_image, authors, words, paywalled, has_media, policy, feed_hash) ");
            q.push_values(piece, |mut row, p| {
                let (item, article) = (p.item, &p.item.article);
                row.push_bind(p.source.0).push_bind(p.feed).push_bind(item.guid).push_bind(item.key.as_str())
                    .push_bind(item.address.as_str()).push_bind(item.stage.as_str()).push_bind(p.listed)
                    .push_bind(p.title.as_str()).push_bind(p.lead.as_str()).push_bind(article.lang.as_ref().map(|l| l.as_str()))
                    .push_bind(clean_option(item.section.as_deref())).push_bind(countries.get(&p.source).and_then(Option::as_deref))
                    .push_bind(item.published_at.0).push_bind(now.0).push_bind(article.image.as_ref().map(json))
                    .push_bind(article.image.is_some()).push_bind(json(&article.authors)).push_bind(i64::from(article.words))
                    .push_bind(article.paywalled).push_bind(!item.media.is_empty())
                    .push_bind(if item.stage == Stage::Waiting { 0 } else { policy }).push_bind(p.feed_hash);
            });
            // One writer at a time makes a conflict impossible; should it happen nonetheless, the article that is there stays.
            q.push(" ON CONFLICT DO NOTHING RETURNING id, key");
            q.build_query_as().fetch_all(c).await?
        });
        ids.extend(stored.into_iter().map(|(id, key)| (key, id)));
    }
    let stored: Vec<(i64, &Prepared)> = new.iter().filter_map(|p| Some((*ids.get(p.item.key.as_str())?, *p))).collect();
    for piece in pieces(&stored) {
        tx!(t, c => {
            let mut q = QueryBuilder::new("INSERT INTO body (article_id, said, media, listed_because) ");
            q.push_values(piece, |mut row, (id, p)| {
                row.push_bind(*id).push_bind(p.said.as_str()).push_bind(json(&p.item.media))
                    .push_bind(clean_option(p.item.reason.as_deref()));
            });
            q.build().execute(c).await.map(drop)?
        });
    }
    let waiting: Vec<&(i64, &Prepared)> = stored.iter().filter(|(_, p)| p.item.stage == Stage::Waiting).collect();
    for piece in pieces(&waiting) {
        tx!(t, c => {
            let mut q = QueryBuilder::new("INSERT INTO waiting (article_id, source_id, host, published_at, due_at, leased_until, attempts) ");
            q.push_values(piece, |mut row, (id, p)| {
                row.push_bind(*id).push_bind(p.source.0).push_bind(p.item.address.authority()).push_bind(p.item.published_at.0)
                    .push_bind(now.0).push_bind(0i64).push_bind(0i64);
            });
            q.build().execute(c).await.map(drop)?
        });
    }
    Ok(ids)
}

/// Brings a known article whose page has not been read up to what its feed says now. False when it went away meanwhile.
async fn update(t: &mut Tx, id: i64, p: &Prepared<'_>, policy: i64, judge: JudgeItem, now: Millis) -> Result<bool> {
    let (item, article) = (p.item, &p.item.article);
    const OLD: &str = "SELECT a.stage, a.policy, a.published_at, a.arrived_at, b.said FROM article a JOIN body b ON b.article_id = a.id WHERE a.id = $1";
    let old: Option<Old> = tx!(t, c => sqlx::query_as(OLD).bind(id).fetch_optional(c).await?);
    let Some((old, stage)) = old.and_then(|old| Stage::from_word(&old.stage).map(|stage| (old, stage))) else {
        return Ok(false);
    };
    if matches!(stage, Stage::Ready | Stage::Listed) && old.policy == policy && policy > 0 {
        let said: Article = parse("body", id, &old.said)?;
        if let Some(edit) = judge(&said, article) {
            let first = First { at: Millis(old.published_at), seen_at: Millis(old.arrived_at) };
            edit::record(t, id, &edit, first, now).await?;
        }
    }
    const ARTICLE: &str = "UPDATE article SET listed = $2, title = $3, lead = $4, lang = $5, section = COALESCE($6, section), address = $7,
        image = $8, has_image = $9, authors = $10, words = $11, paywalled = $12, has_media = $13, feed_hash = $14, policy = $15 WHERE id = $1";
    tx!(t, c => sqlx::query(ARTICLE).bind(id).bind(stage.is_listed(&p.title, &p.lead)).bind(p.title.as_str()).bind(p.lead.as_str())
        .bind(article.lang.as_ref().map(|l| l.as_str())).bind(clean_option(item.section.as_deref())).bind(item.address.as_str())
        .bind(article.image.as_ref().map(json)).bind(article.image.is_some()).bind(json(&article.authors))
        .bind(i64::from(article.words)).bind(article.paywalled).bind(!item.media.is_empty()).bind(p.feed_hash)
        .bind(if stage == Stage::Waiting { old.policy } else { policy }).execute(c).await.map(drop)?);
    const BODY: &str = "UPDATE body SET said = $2, media = $3 WHERE article_id = $1";
    tx!(t, c => sqlx::query(BODY).bind(id).bind(p.said.as_str()).bind(json(&item.media)).execute(c).await.map(drop)?);
    const WAITING: &str = "UPDATE waiting SET host = $2 WHERE article_id = $1";
    tx!(t, c => sqlx::query(WAITING).bind(id).bind(item.address.authority()).execute(c).await.map(drop)?);
    Ok(true)
}

/// An article as it stands before its feed's new words for it.
#[derive(sqlx::FromRow)]
struct Old {
    stage: String,
    policy: i64,
    published_at: i64,
    arrived_at: i64,
    said: String,
}

/// Its feed says something else of an article whose page was read: the page knows more.
async fn hinted(t: &mut Tx, id: i64, p: &Prepared<'_>, now: Millis) -> Result<()> {
    const HASH: &str = "UPDATE article SET feed_hash = $2 WHERE id = $1";
    tx!(t, c => sqlx::query(HASH).bind(id).bind(p.feed_hash).execute(c).await.map(drop)?);
    edit::hint(t, id, &p.title, now).await
}

/// Remembers further guids and keys of articles, so that they are known next time.
async fn learn_names(t: &mut Tx, sorted: &Sorted<'_, '_>, ids: &HashMap<String, i64>) -> Result<()> {
    let id_of = |target: Target| match target {
        Target::Id(id) => Some(id),
        Target::New(key) => ids.get(key).copied(),
    };
    const GUID: &str =
        "INSERT INTO alias_guid (source_id, guid, article_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    for (target, source, guid) in &sorted.guids {
        let Some(id) = id_of(*target) else { continue };
        tx!(t, c => sqlx::query(GUID).bind(source.0).bind(*guid).bind(id).execute(c).await.map(drop)?);
    }
    const KEY: &str = "INSERT INTO alias_key (key, article_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    for (target, key) in &sorted.keys {
        let Some(id) = id_of(*target) else { continue };
        tx!(t, c => sqlx::query(KEY).bind(key.as_str()).bind(id).execute(c).await.map(drop)?);
    }
    Ok(())
}
