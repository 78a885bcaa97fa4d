//! How reading a page ended, written down; and two addresses that turn out to be one article.

use super::again::keeps_old_text;
use super::lead::lead;
use super::{PageResult, Stage};
use crate::change::{self, PUT, REMOVED};
use crate::db::{Tx, tx};
use crate::edit::{self, First};
use crate::extraction::{self, Judged};
use crate::value::{clean, clean_option, json};
use crate::{Db, Result, story, subject};
use coranto_core::reason::Quarantined;
use coranto_core::{Address, Article, ArticleId, ArticleKey, Millis, SourceId};

/// Writes how pages ended, all in one transaction with their change-log entries. When a page's canonical address is another known article's,
/// the newer one becomes an alias of the older (its key answers with a redirect) instead of a second article.
///
/// Only articles that still wait are written: a worker that comes late, after its lease ran out and another finished, changes nothing. What was read
/// again and could not be had keeps the text it has. Returns the publishers whose figures grew.
pub async fn finish(db: &Db, results: &[(ArticleId, PageResult)], now: Millis) -> Result<Vec<SourceId>> {
    if results.is_empty() {
        return Ok(Vec::new());
    }
    let mut transaction = db.begin().await?;
    let t = &mut transaction;
    let mut changes = Vec::new();
    let mut judged = Vec::new();
    let mut ended = Vec::new();
    for (id, result) in results {
        let Some(row) = waiting(t, *id).await? else { continue };
        judged.extend(row.judged(result));
        match result {
            PageResult::Ready { article, published_at, section, policy, edit, watch, .. } => {
                let Merged::No = merge(t, &row, article, &mut changes).await? else { continue };
                if let Some(edit) = edit {
                    let first =
                        First { at: Millis(row.published_at), seen_at: Millis(row.read_at.unwrap_or(row.arrived_at)) };
                    edit::record(t, row.id, edit, first, now).await?;
                }
                ready(t, &row, article, *published_at, section.as_deref(), *policy, now).await?;
                edit::keep(t, row.id, watch, now).await?;
                ended.push(id.0);
                changes.push((id.0, PUT));
            }
            PageResult::Unchanged { watch } => {
                edit::keep(t, row.id, watch, now).await?;
                done(t, &row).await?;
            }
            PageResult::Listed { reason } => {
                edit::forget(t, row.id).await?;
                listed(t, &row, reason).await?;
                ended.push(id.0);
                changes.push((id.0, PUT));
            }
            PageResult::Quarantined { why, .. } if keeps_old_text(Stage::from_word(&row.stage), why) => {
                done(t, &row).await?
            }
            PageResult::Quarantined { why, policy } => {
                edit::forget(t, row.id).await?;
                quarantined(t, &row, why, *policy, now).await?;
                ended.push(id.0);
                if row.listed {
                    changes.push((id.0, PUT));
                }
            }
            PageResult::Later { at, why } => later(t, &row, *at, why).await?,
        }
    }
    change::log(t, now, "article", &changes).await?;
    story::follow(t, &ended, now).await?;
    let sources = extraction::note(t, &judged, now).await?;
    transaction.commit().await?;
    Ok(sources)
}

/// A waiting article as finishing needs it.
#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    source_id: i64,
    guid: i64,
    key: String,
    address: String,
    title: String,
    lead: String,
    listed: bool,
    stage: String,
    published_at: i64,
    arrived_at: i64,
    read_at: Option<i64>,
}

impl Row {
    /// What its publisher's figures count: the first reading of each page.
    fn judged<'a>(&self, result: &'a PageResult) -> Option<(i64, Judged<'a>)> {
        let judged = match result {
            PageResult::Ready { figures, .. } => Judged::Passed(figures.as_ref()?),
            PageResult::Quarantined { why, .. } => Judged::Refused(why),
            PageResult::Unchanged { .. } | PageResult::Listed { .. } | PageResult::Later { .. } => return None,
        };
        self.read_at.is_none().then_some((self.source_id, judged))
    }
}

async fn waiting(t: &mut Tx, id: ArticleId) -> Result<Option<Row>> {
    const Q: &str = "SELECT a.id, a.source_id, a.guid, a.key, a.address, a.title, a.lead, a.listed, a.stage, a.published_at, a.arrived_at, a.read_at
        FROM waiting w JOIN article a ON a.id = w.article_id WHERE w.article_id = $1";
    Ok(tx!(t, c => sqlx::query_as(Q).bind(id.0).fetch_optional(c).await?))
}

async fn ready(
    t: &mut Tx,
    row: &Row,
    article: &Article,
    published_at: Millis,
    section: Option<&str>,
    policy: i64,
    now: Millis,
) -> Result<()> {
    let (title, lead) = (clean(article.title.trim()), lead(article));
    const ARTICLE: &str = "UPDATE article SET stage = 'ready', listed = $2, title = $3, lead = $4, lang = $5, section = COALESCE($6, section),
        published_at = $7, read_at = $8, image = $9, has_image = $10, authors = $11, words = $12, paywalled = $13, policy = $14 WHERE id = $1";
    tx!(t, c => sqlx::query(ARTICLE).bind(row.id).bind(Stage::Ready.is_listed(&title, &lead)).bind(&*title).bind(lead.as_str())
        .bind(article.lang.as_ref().map(|l| l.as_str())).bind(clean_option(section)).bind(published_at.0).bind(now.0)
        .bind(article.image.as_ref().map(json)).bind(article.image.is_some()).bind(json(&article.authors))
        .bind(i64::from(article.words)).bind(article.paywalled).bind(policy).execute(c).await.map(drop)?);
    const BODY: &str = "UPDATE body SET said = $2, reason = NULL, listed_because = NULL WHERE article_id = $1";
    tx!(t, c => sqlx::query(BODY).bind(row.id).bind(json(article)).execute(c).await.map(drop)?);
    done(t, row).await
}

async fn listed(t: &mut Tx, row: &Row, reason: &str) -> Result<()> {
    const ARTICLE: &str = "UPDATE article SET stage = 'listed', listed = $2 WHERE id = $1";
    let listed = Stage::Listed.is_listed(&row.title, &row.lead);
    tx!(t, c => sqlx::query(ARTICLE).bind(row.id).bind(listed).execute(c).await.map(drop)?);
    const BODY: &str = "UPDATE body SET reason = NULL, listed_because = $2 WHERE article_id = $1";
    tx!(t, c => sqlx::query(BODY).bind(row.id).bind(clean(reason)).execute(c).await.map(drop)?);
    done(t, row).await
}

async fn quarantined(t: &mut Tx, row: &Row, why: &Quarantined, policy: i64, now: Millis) -> Result<()> {
    const ARTICLE: &str =
        "UPDATE article SET stage = 'quarantined', listed = $2, read_at = $3, policy = $4 WHERE id = $1";
    let listed = Stage::Quarantined.is_listed(&row.title, &row.lead);
    tx!(t, c => sqlx::query(ARTICLE).bind(row.id).bind(listed).bind(now.0).bind(policy).execute(c).await.map(drop)?);
    const BODY: &str = "UPDATE body SET reason = $2, listed_because = NULL WHERE article_id = $1";
    tx!(t, c => sqlx::query(BODY).bind(row.id).bind(json(why)).execute(c).await.map(drop)?);
    done(t, row).await
}

async fn later(t: &mut Tx, row: &Row, at: Millis, why: &Quarantined) -> Result<()> {
    const WAITING: &str = "UPDATE waiting SET due_at = $2, leased_until = 0 WHERE article_id = $1";
    tx!(t, c => sqlx::query(WAITING).bind(row.id).bind(at.0).execute(c).await.map(drop)?);
    if row.stage == Stage::Waiting.as_str() {
        const BODY: &str = "UPDATE body SET reason = $2 WHERE article_id = $1";
        tx!(t, c => sqlx::query(BODY).bind(row.id).bind(json(why)).execute(c).await.map(drop)?);
    }
    Ok(())
}

async fn done(t: &mut Tx, row: &Row) -> Result<()> {
    tx!(t, c => sqlx::query("DELETE FROM waiting WHERE article_id = $1").bind(row.id).execute(c).await.map(drop)?);
    Ok(())
}

enum Merged {
    /// It is an article of its own (perhaps with another name now), and is to be written.
    No,
    /// It became an alias of an older one.
    IntoOlder,
}

/// Looks whether the page's canonical address is another article's, and makes one of the two.
async fn merge(t: &mut Tx, row: &Row, article: &Article, changes: &mut Vec<(i64, &'static str)>) -> Result<Merged> {
    let Some(key) = article.canonical.as_ref().and_then(|canonical| trusted(row, canonical)) else {
        return Ok(Merged::No);
    };
    let Some(other) = other_with(t, &key).await? else {
        // Nobody has it yet: from now on this article answers to it, so that the same page under its proper address is not stored again.
        name(t, &key, row.id).await?;
        return Ok(Merged::No);
    };
    // A site that gives many pages one canonical address by mistake must not lose all but one: what only shares a learnt name
    // must share its title too.
    let same = other.id != row.id
        && other.source_id == row.source_id
        && (other.owns_key || other.title.trim().to_lowercase() == article.title.trim().to_lowercase());
    if !same {
        return Ok(Merged::No);
    }
    if other.id < row.id {
        absorb(t, other.id, row.id, row.source_id, row.guid, &row.key).await?;
        changes.push((row.id, REMOVED));
        Ok(Merged::IntoOlder)
    } else {
        absorb(t, row.id, other.id, other.source_id, other.guid, &other.key).await?;
        changes.push((other.id, REMOVED));
        Ok(Merged::No)
    }
}

/// The key of a canonical address that can be believed: on the article's own site, so that no page can take another publisher's name, and not
/// the front page, which careless sites give as the canonical address of everything.
fn trusted(row: &Row, canonical: &Address) -> Option<ArticleKey> {
    let own = Address::parse(&row.address).ok()?;
    let is_front = canonical.url().path().trim_matches('/').is_empty() && canonical.url().query().is_none();
    let key = ArticleKey::of(canonical);
    (!is_front && own.site() == canonical.site() && key.as_str() != row.key).then_some(key)
}

#[derive(sqlx::FromRow)]
struct Other {
    id: i64,
    source_id: i64,
    guid: i64,
    key: String,
    title: String,
    /// The key is its own, not one that it was given because its page named it.
    owns_key: bool,
}

async fn other_with(t: &mut Tx, key: &ArticleKey) -> Result<Option<Other>> {
    const OWN: &str = "SELECT id, source_id, guid, key, title, TRUE AS owns_key FROM article WHERE key = $1";
    let own: Option<Other> = tx!(t, c => sqlx::query_as(OWN).bind(key.as_str()).fetch_optional(c).await?);
    if own.is_some() {
        return Ok(own);
    }
    const LEARNT: &str = "SELECT a.id, a.source_id, a.guid, a.key, a.title, FALSE AS owns_key
        FROM alias_key k JOIN article a ON a.id = k.article_id WHERE k.key = $1";
    Ok(tx!(t, c => sqlx::query_as(LEARNT).bind(key.as_str()).fetch_optional(c).await?))
}

async fn name(t: &mut Tx, key: &ArticleKey, id: i64) -> Result<()> {
    const Q: &str = "INSERT INTO alias_key (key, article_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    tx!(t, c => sqlx::query(Q).bind(key.as_str()).bind(id).execute(c).await.map(drop)?);
    Ok(())
}

/// Gives all names of article `from` to article `into` and removes `from`.
async fn absorb(t: &mut Tx, into: i64, from: i64, source: i64, guid: i64, key: &str) -> Result<()> {
    for names in [
        "UPDATE alias_key SET article_id = $1 WHERE article_id = $2",
        "UPDATE alias_guid SET article_id = $1 WHERE article_id = $2",
    ] {
        tx!(t, c => sqlx::query(names).bind(into).bind(from).execute(c).await.map(drop)?);
    }
    edit::inherit(t, into, from).await?;
    story::left(t, from).await?;
    subject::left(t, from).await?;
    tx!(t, c => sqlx::query("DELETE FROM article WHERE id = $1").bind(from).execute(c).await.map(drop)?);
    const KEY: &str = "INSERT INTO alias_key (key, article_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    tx!(t, c => sqlx::query(KEY).bind(key).bind(into).execute(c).await.map(drop)?);
    const GUID: &str =
        "INSERT INTO alias_guid (source_id, guid, article_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    tx!(t, c => sqlx::query(GUID).bind(source).bind(guid).bind(into).execute(c).await.map(drop)?);
    Ok(())
}
