//! One article with all that its page shows.

use super::list::{CARD, CardRow};
use super::{Card, FullArticle, Lookup};
use crate::db::rd;
use crate::value::{damaged, parse};
use crate::{Db, Result};
use coranto_core::{Address, Article, ArticleId, ArticleKey, FeedId, Millis};
use sqlx::AssertSqlSafe;

/// The article with this key; one that it is an alias of is named, not shown.
pub async fn by_key(db: &Db, key: &ArticleKey) -> Result<Lookup> {
    let sql = format!(
        "SELECT {CARD}, a.feed_id, a.address, a.arrived_at, a.read_at, a.policy, a.topic, b.said, b.media, b.reason, b.listed_because
        FROM article a JOIN body b ON b.article_id = a.id WHERE a.key = $1"
    );
    let row: Option<Row> = rd!(db, c => sqlx::query_as(AssertSqlSafe(sql)).bind(key.as_str()).fetch_optional(c).await?);
    match row {
        Some(row) => Ok(Lookup::Found(Box::new(row.article()?))),
        None => moved(db, key).await,
    }
}

/// The line of a list that this article has.
pub async fn card(db: &Db, id: ArticleId) -> Result<Option<Card>> {
    let sql = format!("SELECT {CARD} FROM article a WHERE a.id = $1");
    let row: Option<CardRow> = rd!(db, c => sqlx::query_as(AssertSqlSafe(sql)).bind(id.0).fetch_optional(c).await?);
    row.map(CardRow::card).transpose()
}

async fn moved(db: &Db, key: &ArticleKey) -> Result<Lookup> {
    const Q: &str = "SELECT a.key FROM alias_key k JOIN article a ON a.id = k.article_id WHERE k.key = $1";
    let to: Option<String> = rd!(db, c => sqlx::query_scalar(Q).bind(key.as_str()).fetch_optional(c).await?);
    match to {
        None => Ok(Lookup::Missing),
        Some(to) => {
            Ok(Lookup::Moved(ArticleKey::parse(&to).ok_or_else(|| damaged("article", &to, "its key is no key"))?))
        }
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    card: CardRow,
    feed_id: Option<i64>,
    address: String,
    arrived_at: i64,
    read_at: Option<i64>,
    policy: i64,
    topic: Option<String>,
    said: String,
    media: String,
    reason: Option<String>,
    listed_because: Option<String>,
}

impl Row {
    fn article(self) -> Result<FullArticle> {
        let id = self.card.id;
        let said: Article = parse("body", id, &self.said)?;
        Ok(FullArticle {
            card: self.card.card()?,
            address: Address::parse(&self.address).map_err(|error| damaged("article", id, error))?,
            canonical: said.canonical,
            published: said.published,
            modified: said.modified,
            arrived_at: Millis(self.arrived_at),
            read_at: self.read_at.map(Millis),
            keywords: said.keywords,
            publisher_section: said.section,
            topic: self.topic,
            licence: said.licence,
            blocks: said.blocks,
            media: parse("body", id, &self.media)?,
            reason: self.reason.map(|reason| parse("body", id, &reason)).transpose()?,
            listed_because: self.listed_because,
            policy: self.policy,
            feed_id: self.feed_id.map(FeedId),
        })
    }
}
