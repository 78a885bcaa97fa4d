//! `coranto add`: finds the feeds of a site and follows them.

use crate::cli::AddArgs;
use crate::reply::{Reply, Usage};
use crate::settings::Gathered;
use crate::{house, newcomer, terminal};
use anyhow::Result;
use coranto_core::source::{FeedEntry, SECTIONS, SourceEntry, SourceFacts};
use coranto_core::{Address, Clock};
use coranto_feed::Parsed;
use coranto_pipeline::Found;
use coranto_store::{Db, source};

pub async fn run(gathered: Gathered, args: AddArgs) -> Result<Reply> {
    if let Some(section) = args.section.as_deref().filter(|s| !SECTIONS.contains(s)) {
        return Err(Usage(format!("“{section}” is not a section; there are {}", SECTIONS.join(", "))).into());
    }
    let country = args.country.as_deref().map(country).transpose()?;
    let address = house::address(&args.address)?;
    let db = house::open_store(&gathered.settings).await?;
    let pipeline = house::open_pipeline(&db, &gathered.settings, Clock::System, None)?;
    let found = pipeline.discover(&address).await?;
    let feeds = feeds_of(&found);
    if feeds.is_empty() {
        let why = if found.outcome.verdict() == coranto_core::reason::FetchVerdict::Good {
            "no feed is named there, and none answers at the usual places".to_owned()
        } else {
            found.outcome.to_string()
        };
        anstream::eprintln!("{address}: {why}");
        return Ok(Reply::Failed);
    }
    let chosen = if args.all { feeds.len() } else { 1 };
    let mut table = terminal::table(&["", "feed", "title", "format", "items"]);
    for (i, (feed, parsed)) in feeds.iter().enumerate() {
        table.add_row(vec![
            if i < chosen { "+" } else { "" }.to_owned(),
            feed.to_string(),
            parsed.title.clone().unwrap_or_default(),
            parsed.format.clone(),
            parsed.items.len().to_string(),
        ]);
    }
    terminal::print_table(&table);
    if args.dry_run {
        return Ok(Reply::Done);
    }

    let entry = entry(&db, &args, country, &found, &feeds[..chosen]).await?;
    let imported = pipeline.import(std::slice::from_ref(&entry)).await?;
    db.close().await;
    match (imported.sources_new, imported.feeds_new) {
        (_, 0) => println!("{} is followed already", entry.facts.name),
        (_, n) => println!(
            "{} is followed now, {n} new {}; `coranto fetch --source {} --once` reads it at once",
            entry.facts.name,
            if n == 1 { "feed" } else { "feeds" },
            entry.facts.slug
        ),
    }
    Ok(Reply::Done)
}

fn feeds_of(found: &Found) -> Vec<(Address, &Parsed)> {
    let itself = found.feed.as_deref().map(|parsed| (found.address.clone(), parsed));
    itself
        .into_iter()
        .chain(found.candidates.iter().map(|(candidate, parsed)| (candidate.address.clone(), parsed)))
        .collect()
}

async fn entry(
    db: &Db,
    args: &AddArgs,
    country: Option<String>,
    found: &Found,
    feeds: &[(Address, &Parsed)],
) -> Result<SourceEntry> {
    let parsed = feeds.first().map(|(_, parsed)| *parsed);
    let home = parsed.and_then(|p| p.link.clone()).unwrap_or_else(|| newcomer::front_page(&found.address));
    // A publisher that is there already gets the feed; its facts stay as they are.
    let all = source::all(db).await?;
    let taken = all.iter().map(|s| s.facts.slug.clone()).collect();
    let known = all.into_iter().find(|s| Address::parse(&s.facts.home).is_ok_and(|h| h.site() == home.site()));
    let feeds = feeds
        .iter()
        .map(|(address, _)| FeedEntry { address: address.clone(), section: args.section.clone(), sitemap: false })
        .collect();
    if let Some(known) = known {
        return Ok(SourceEntry { facts: known.facts, feeds });
    }
    let name = args
        .name
        .clone()
        .or_else(|| found.site_name.clone())
        .or_else(|| parsed.and_then(|p| p.title.clone()))
        .unwrap_or_else(|| home.site());
    let slug = newcomer::free_slug(&home.site(), &taken);
    let languages = found.lang.or_else(|| parsed.and_then(|p| p.language)).into_iter().collect();
    let facts = SourceFacts { slug, name, home: home.to_string(), country, languages, ..SourceFacts::default() };
    Ok(SourceEntry { facts, feeds })
}

fn country(text: &str) -> Result<String> {
    if text.len() == 2 && text.bytes().all(|b| b.is_ascii_alphabetic()) {
        return Ok(text.to_ascii_uppercase());
    }
    Err(Usage(format!("a country is two letters, such as EG, not “{text}”")).into())
}
