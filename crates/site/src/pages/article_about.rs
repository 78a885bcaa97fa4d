//! What an article's page says of its matter: the category above the title, and below the text the hashtags that have a page, who said what, which coming dates are
//! named.

use super::category_page::topic_link;
use crate::app::{App, Directory};
use crate::coming::{self, Coming};
use crate::errors::SiteError;
use crate::frame::Link;
use crate::i18n::Interface;
use crate::said::{Quoted, Saying};
use crate::subject as naming;
use coranto_core::about::QuoteKind;
use coranto_store::article::{FullArticle, Stage};
use coranto_store::subject::{self, QuoteRow};
use coranto_topics::Topic;

/// All of it; nothing where an article has not been read for it yet.
#[derive(Default)]
pub struct Matter {
    pub category: Option<Link>,
    pub hashtags: Vec<Link>,
    pub sayings: Vec<Saying>,
    /// "5 more in the text"
    pub more_said: Option<String>,
    pub coming: Vec<Coming>,
}

const HASHTAGS: usize = 8;
const SAID: usize = 8;
const COMING: usize = 5;

pub async fn load(app: &App, directory: &Directory, found: &FullArticle, t: Interface) -> Result<Matter, SiteError> {
    let id = found.card.id;
    let category = found.topic.as_deref().and_then(Topic::parse).map(|topic| topic_link(topic, t));
    let mentions = subject::of_article(app.db(), id, app.now()).await?;
    let worthy = mentions.iter().filter(|mention| mention.worthy);
    let hashtags = once(worthy.filter_map(|mention| naming::hashtag_link(&mention.subject, t)), HASHTAGS);
    // Nothing is shown of a text that was set aside.
    if !matches!(found.card.stage, Stage::Ready | Stage::Listed) {
        return Ok(Matter { category, hashtags, ..Matter::default() });
    }
    let rows = subject::quotes_of(app.db(), id).await?;
    let rows: Vec<QuoteRow> = spoken(rows);
    let sayings = Quoted::new(app, directory, t).sayings(&rows, SAID);
    let licensed =
        found.card.stage == Stage::Ready && directory.facts(found.card.source_id).is_some_and(|f| f.full_text);
    let more = if licensed { rows.len().saturating_sub(sayings.len()) } else { 0 };
    let dates = subject::coming_of(app.db(), id).await?;
    let offset = found.published.and_then(|stamp| stamp.offset_minutes);
    Ok(Matter {
        category,
        hashtags,
        more_said: (more > 0).then(|| t.count("said-more", i64::try_from(more).unwrap_or(i64::MAX))),
        sayings,
        coming: coming::of_article(&dates, offset, COMING, app.now(), t),
    })
}

/// Those that have a speaker; where only some can be shown, who has a page comes before others, and exact words before reported ones.
fn spoken(mut rows: Vec<QuoteRow>) -> Vec<QuoteRow> {
    rows.retain(|row| {
        row.speaker.is_some() || row.quote.speaker.as_deref().is_some_and(|speaker| !speaker.trim().is_empty())
    });
    rows.sort_by_key(|row| (row.speaker.is_none(), kind_order(row.quote.kind), row.quote.at));
    rows
}

fn kind_order(kind: QuoteKind) -> u8 {
    match kind {
        QuoteKind::Direct => 0,
        QuoteKind::Fragment => 1,
        QuoteKind::Indirect => 2,
    }
}

/// Each link once.
pub fn once(links: impl Iterator<Item = Link>, most: usize) -> Vec<Link> {
    let mut kept: Vec<Link> = Vec::new();
    for link in links {
        if kept.len() < most && kept.iter().all(|other| other.href != link.href) {
            kept.push(link);
        }
    }
    kept
}
