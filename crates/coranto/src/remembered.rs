//! `coranto sources NAME --memory | --forget`: what the pages of a publisher are known to repeat.

use crate::reply::Reply;
use crate::terminal;
use anyhow::Result;
use coranto_core::{Millis, SourceId};
use coranto_page::Memory;
use coranto_page::memory::Known;
use coranto_store::{Db, memory};

/// Texts in the table.
const MOST_SHOWN: usize = 40;

pub async fn show(db: &Db, source: SourceId, json: bool) -> Result<Reply> {
    let row = memory::of(db, source).await?.filter(|row| row.version == Memory::VERSION);
    let known = row.and_then(|row| Memory::from_json(row.data.as_deref()?)).map(|memory| memory.known());
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
