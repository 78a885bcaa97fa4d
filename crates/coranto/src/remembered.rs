//! What the pages of a publisher are known to repeat: shown and forgotten by `coranto sources NAME --memory | --forget`, read with by `coranto article`.

use crate::reply::Reply;
use crate::{house, terminal};
use anyhow::Result;
use coranto_core::config::Settings;
use coranto_core::{Address, Millis, SourceId};
use coranto_page::Memory;
use coranto_page::memory::Known;
use coranto_store::source::{self, Source};
use coranto_store::{Db, StoreError, memory};
use std::sync::Arc;

/// What is remembered of the publisher of one page.
pub struct Remembered {
    pub publisher: String,
    pub memory: Arc<Memory>,
}

/// Why a page is read as if it were its publisher's first.
#[derive(Debug, thiserror::Error)]
pub enum NotRemembered {
    #[error("the setting read.memory is off")]
    SwitchedOff,
    #[error("there is no record here; --data-dir names the folder of one")]
    NoRecord,
    #[error("no publisher of the record has its home at {0}")]
    NoPublisher(String),
    #[error("no page of {0} was learnt from yet")]
    NothingYet(String),
    #[error("the record cannot be read: {0}")]
    Record(#[from] StoreError),
}

/// What the record that is there remembers of whoever published the page at `address`. Makes no record, and keeps nobody from reading the page.
pub async fn of_page(settings: &Settings, address: &Address) -> Result<Remembered, NotRemembered> {
    if !settings.read.memory {
        return Err(NotRemembered::SwitchedOff);
    }
    let Some(db) = house::store_that_is_there(settings).await? else { return Err(NotRemembered::NoRecord) };
    let found = find(&db, address).await;
    db.close().await;
    found
}

async fn find(db: &Db, address: &Address) -> Result<Remembered, NotRemembered> {
    let publisher = publisher(source::all(db).await?, address).ok_or(NotRemembered::NoPublisher(address.site()))?;
    let slug = publisher.facts.slug;
    match of(db, publisher.id).await? {
        Some(memory) => Ok(Remembered { publisher: slug, memory: Arc::new(memory) }),
        None => Err(NotRemembered::NothingYet(slug)),
    }
}

/// Whose home the address lies under; of several (editions of one site) the one whose home is named most exactly.
fn publisher(all: Vec<Source>, address: &Address) -> Option<Source> {
    let page = address.identity();
    let nearness = |source: &Source| {
        let home = Address::parse(&source.facts.home).ok().filter(|home| home.site() == address.site())?;
        let below = page.strip_prefix(&home.identity()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        Some(if below { home.identity().len() } else { 0 })
    };
    all.into_iter()
        .filter_map(|source| Some((nearness(&source)?, source)))
        .max_by_key(|(near, _)| *near)
        .map(|(_, s)| s)
}

async fn of(db: &Db, source: SourceId) -> Result<Option<Memory>, StoreError> {
    let row = memory::of(db, source).await?.filter(|row| row.version == Memory::VERSION);
    Ok(row.and_then(|row| Memory::from_json(row.data.as_deref()?)))
}

/// Texts in the table.
const MOST_SHOWN: usize = 40;

pub async fn show(db: &Db, source: SourceId, json: bool) -> Result<Reply> {
    let known = of(db, source).await?.map(|memory| memory.known());
    if json {
        println!("{}", serde_json::to_string_pretty(&known)?);
        return Ok(Reply::Done);
    }
    match known {
        Some(known) => print(&known),
        None => println!("nothing is remembered of its pages yet; it begins with the next page that is read"),
    }
    Ok(Reply::Done)
}

fn print(known: &Known) {
    println!(
        "{} pages since {}, the last on {}; {} learnt from in all",
        known.pages,
        day(known.since),
        day(known.updated),
        known.learnt
    );
    println!("{} kinds of places hold its reports, {} never did\n", known.body_places, known.clutter_places);
    if known.texts.is_empty() {
        println!("no text stands on three of its pages yet");
        return;
    }
    let mut table = terminal::table(&["text that repeats", "stood on", "since", "known by"]);
    for text in known.texts.iter().take(MOST_SHOWN) {
        table.add_row(vec![
            text.text.clone(),
            format!("{} of {} pages", text.on, text.of),
            day(Some(text.since)),
            // Most of what repeats is menus and footers, which each page gives away by itself.
            if text.by_memory_alone * 2 > text.on { "memory" } else { "its page" }.to_owned(),
        ]);
    }
    terminal::print_table(&table);
    if known.texts.len() > MOST_SHOWN {
        println!("and {} more; --json shows all", known.texts.len() - MOST_SHOWN);
    }
}

fn day(at: Option<Millis>) -> String {
    at.map(|at| at.iso().chars().take(10).collect()).unwrap_or_else(|| "never".to_owned())
}

pub async fn forget(db: &Db, source: SourceId, now: Millis) -> Result<Reply> {
    if memory::forget(db, source, now).await? {
        println!("forgotten; the next pages teach it anew");
    } else {
        println!("nothing was remembered of its pages");
    }
    Ok(Reply::Done)
}

#[cfg(test)]
mod tests {
    use super::*;
    use coranto_core::source::SourceFacts;

    #[test]
    fn a_page_belongs_to_the_nearest_home_of_its_site() {
        let source = |slug: &str, home: &str| Source {
            id: SourceId(1),
            facts: SourceFacts { slug: slug.into(), home: home.into(), ..SourceFacts::default() },
            created_at: Millis(0),
        };
        let all = || {
            vec![
                source("courier", "https://www.courier.example/"),
                source("courier-arabic", "https://www.courier.example/arabic"),
                source("tide", "https://tide.example"),
            ]
        };
        for (page, slug) in [
            ("https://courier.example/2026/harbour", Some("courier")),
            ("https://www.courier.example/arabic/2026/1", Some("courier-arabic")),
            ("https://www.courier.example/arabica", Some("courier")),
            ("https://sport.tide.example/1", Some("tide")),
            ("https://elsewhere.example/1", None),
        ] {
            let found = publisher(all(), &Address::parse(page).unwrap()).map(|s| s.facts.slug);
            assert_eq!(found.as_deref(), slug, "{page}");
        }
    }
}
