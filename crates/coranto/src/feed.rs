//! `coranto feed`: one feed, as Coranto reads it.

use crate::cli::FeedArgs;
use crate::look::iso;
use crate::reply::{Reply, Usage};
use crate::settings::Gathered;
use crate::{house, terminal};
use anyhow::{Context, Result};
use coranto_core::reason::FetchOutcome;
use coranto_core::{Address, Clock};
use coranto_feed::{Hint, Item, Parsed};
use coranto_fetch::{Fetcher, Validators};
use serde_json::{Value, json};
use std::io::Read;
use std::path::Path;

pub async fn run(gathered: Gathered, args: FeedArgs) -> Result<Reply> {
    let base = args.url.as_deref().map(house::address).transpose()?;
    let input = read(&gathered, &args.place, base, gathered.settings.fetch.feed_limit_bytes).await?;
    let Some(input) = input else { return Ok(Reply::Failed) };
    let hint = Hint { content_type: input.content_type.as_deref(), address: input.address.as_ref() };
    let parsed = match coranto_feed::parse(&input.bytes, &hint) {
        Ok(parsed) => parsed,
        Err(rejected) => {
            anstream::eprintln!("{}: {rejected}", args.place);
            return Ok(Reply::Failed);
        }
    };
    if args.json {
        println!("{}", serde_json::to_string_pretty(&as_json(&parsed))?);
    } else {
        print(&parsed);
    }
    Ok(Reply::Done)
}

/// Bytes from wherever the person pointed at.
pub struct Input {
    pub bytes: Vec<u8>,
    pub content_type: Option<String>,
    pub address: Option<Address>,
}

/// From standard input ("-"), a file, or the network. `None`: it has been said why nothing came.
async fn read(gathered: &Gathered, place: &str, base: Option<Address>, limit_bytes: u64) -> Result<Option<Input>> {
    if let Some(bytes) = read_local(place, limit_bytes)? {
        return Ok(Some(Input { bytes, content_type: None, address: base }));
    }
    let address = house::address(place)?;
    let fetcher =
        Fetcher::new(&gathered.settings.fetch, Clock::System, house::detour_for_tests()?, None).map_err(Usage)?;
    let answer = fetcher.feed(&address, &Validators::default(), None).await;
    if !matches!(answer.outcome, FetchOutcome::Fetched { .. }) {
        anstream::eprintln!("{address}: {}", answer.outcome);
        return Ok(None);
    }
    Ok(Some(Input { bytes: answer.body.to_vec(), content_type: answer.content_type, address: Some(answer.address) }))
}

/// Standard input or a file; `None` when the place is neither, and so an address.
pub fn read_local(place: &str, limit_bytes: u64) -> Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    if place == "-" {
        std::io::stdin()
            .lock()
            .take(limit_bytes + 1)
            .read_to_end(&mut bytes)
            .context("standard input cannot be read")?;
    } else if Path::new(place).exists() {
        let file = std::fs::File::open(place).with_context(|| format!("{place} cannot be read"))?;
        file.take(limit_bytes + 1).read_to_end(&mut bytes).with_context(|| format!("{place} cannot be read"))?;
    } else if !place.contains("://") && (place.starts_with(['.', '/']) || !place.contains('.')) {
        return Err(Usage(format!("there is no file {place}, and it is not an address")).into());
    } else {
        return Ok(None);
    }
    if bytes.len() as u64 > limit_bytes {
        return Err(Usage(format!("{place} is larger than {} MiB", limit_bytes >> 20)).into());
    }
    Ok(Some(bytes))
}

fn as_json(parsed: &Parsed) -> Value {
    json!({
        "format": parsed.format,
        "title": parsed.title,
        "link": parsed.link,
        "description": parsed.description,
        "language": parsed.language,
        "updated": parsed.updated.as_ref().map(iso),
        "image": parsed.image,
        "hubs": parsed.hubs,
        "ttl_minutes": parsed.ttl_minutes,
        "repaired": parsed.repaired,
        "damaged": parsed.damaged,
        "warnings": parsed.warnings,
        "items": parsed.items.iter().map(item_json).collect::<Vec<_>>(),
    })
}

fn item_json(item: &Item) -> Value {
    json!({
        "id": item.id,
        "link": item.link,
        "title": item.title,
        "authors": item.authors,
        "published": item.published.as_ref().map(iso),
        "updated": item.updated.as_ref().map(iso),
        "summary": item.summary,
        "content": item.content,
        "enclosures": item.enclosures.iter().map(|e| json!({
            "url": e.address, "type": e.mime, "length": e.bytes, "seconds": e.seconds, "title": e.title,
        })).collect::<Vec<_>>(),
        "categories": item.categories,
        "image": item.image,
        "language": item.language,
        "comments": item.comments,
        "licence": item.licence,
        "place": item.place,
    })
}

fn print(parsed: &Parsed) {
    println!("{} · {} · {} items", parsed.title.as_deref().unwrap_or("(no title)"), parsed.format, parsed.items.len());
    for warning in &parsed.warnings {
        anstream::eprintln!("note: {warning}");
    }
    println!();
    let mut table = terminal::table(&["published", "title", "address"]);
    for item in &parsed.items {
        table.add_row(vec![
            item.published.or(item.updated).as_ref().map(iso).unwrap_or_default(),
            item.title.clone().unwrap_or_default(),
            item.link.as_ref().map(ToString::to_string).unwrap_or_default(),
        ]);
    }
    terminal::print_table(&table);
}
