//! `coranto import` and `coranto export`: publishers in and out, in open formats.

use crate::cli::{ExportArgs, ExportFormat, ImportArgs};
use crate::feed::read_local;
use crate::reply::{Reply, Usage};
use crate::settings::Gathered;
use crate::{house, newcomer};
use anyhow::{Context, Result};
use coranto_core::source::{FeedEntry, SECTIONS, SourceEntry, SourceFacts, parse_list, write_list};
use coranto_core::{Address, Clock};
use coranto_feed::Outline;
use coranto_store::feed::{Feed, FeedKind};
use coranto_store::{Db, feed, source};
use std::collections::{BTreeMap, BTreeSet};

const LARGEST_LIST_BYTES: u64 = 32 << 20;
const MOST_OUTLINES: usize = 50_000;

pub async fn import(gathered: Gathered, args: ImportArgs) -> Result<Reply> {
    let db = house::open_store(&gathered.settings).await?;
    let sources = match &args.file {
        None => house::bundled_sources()?,
        Some(file) => read_list(&db, file).await?,
    };
    if sources.is_empty() {
        anstream::eprintln!("no publisher stands in it");
        return Ok(Reply::Failed);
    }
    let pipeline = house::open_pipeline(&db, &gathered.settings, Clock::System, None)?;
    let imported = pipeline.import(&sources).await?;
    db.close().await;
    println!(
        "{} publishers new, {} known already; {} feeds new",
        imported.sources_new, imported.sources_known, imported.feeds_new
    );
    Ok(Reply::Done)
}

async fn read_list(db: &Db, file: &str) -> Result<Vec<SourceEntry>> {
    let Some(bytes) = read_local(file, LARGEST_LIST_BYTES)? else {
        return Err(Usage(format!("there is no file {file}")).into());
    };
    if file.ends_with(".toml") {
        let text = String::from_utf8(bytes).with_context(|| format!("{file} is not UTF-8 text"))?;
        return parse_list(&text).map_err(anyhow::Error::msg).with_context(|| format!("{file} is not a source list"));
    }
    let (outlines, notes) =
        coranto_feed::read_opml(&bytes, MOST_OUTLINES).with_context(|| format!("{file} is not OPML"))?;
    for note in notes {
        anstream::eprintln!("note: {note}");
    }
    let known = source::all(db).await?.into_iter().map(|s| s.facts).collect();
    Ok(by_publisher(outlines, known))
}

/// OPML knows feeds only; those of one registered domain are taken for one publisher.
fn by_publisher(outlines: Vec<Outline>, known: Vec<SourceFacts>) -> Vec<SourceEntry> {
    let mut taken: BTreeSet<String> = known.iter().map(|f| f.slug.clone()).collect();
    let mut facts: BTreeMap<String, SourceFacts> =
        known.into_iter().filter_map(|f| Address::parse(&f.home).ok().map(|home| (home.site(), f))).collect();
    let mut sources: BTreeMap<String, SourceEntry> = BTreeMap::new();
    for outline in outlines {
        let site = outline.home.as_ref().unwrap_or(&outline.feed).site();
        let entry = sources.entry(site.clone()).or_insert_with(|| {
            let facts = facts.remove(&site).unwrap_or_else(|| new_facts(&site, &outline, &mut taken));
            SourceEntry { facts, feeds: Vec::new() }
        });
        let section = outline.folders.iter().rev().map(|f| f.to_lowercase()).find(|f| SECTIONS.contains(&f.as_str()));
        entry.feeds.push(FeedEntry { address: outline.feed, section, sitemap: false });
    }
    sources.into_values().collect()
}

fn new_facts(site: &str, outline: &Outline, taken: &mut BTreeSet<String>) -> SourceFacts {
    let slug = newcomer::free_slug(site, taken);
    taken.insert(slug.clone());
    let home = outline.home.clone().unwrap_or_else(|| newcomer::front_page(&outline.feed)).to_string();
    let name = if outline.title.is_empty() { site.to_owned() } else { outline.title.clone() };
    SourceFacts { slug, name, home, ..SourceFacts::default() }
}

pub async fn export(gathered: Gathered, args: ExportArgs) -> Result<Reply> {
    let db = house::open_store(&gathered.settings).await?;
    let mut feeds: BTreeMap<i64, Vec<Feed>> = BTreeMap::new();
    for f in feed::all(&db).await? {
        feeds.entry(f.source_id.0).or_default().push(f);
    }
    let mut sources: Vec<(SourceFacts, Vec<Feed>)> = Vec::new();
    for s in source::all(&db).await? {
        sources.push((s.facts, feeds.remove(&s.id.0).unwrap_or_default()));
    }
    db.close().await;
    match args.format {
        ExportFormat::Opml => print!("{}", coranto_feed::write_opml("Coranto", &outlines(&sources))),
        ExportFormat::Toml => print!("{}", write_list(&entries(sources)).map_err(anyhow::Error::msg)?),
    }
    Ok(Reply::Done)
}

fn outlines(sources: &[(SourceFacts, Vec<Feed>)]) -> Vec<Outline> {
    sources
        .iter()
        .flat_map(|(facts, feeds)| {
            feeds.iter().filter(|f| f.kind == FeedKind::Feed).map(|f| Outline {
                title: facts.name.clone(),
                feed: f.address.clone(),
                home: Address::parse(&facts.home).ok(),
                folders: f.section.iter().cloned().collect(),
            })
        })
        .collect()
}

fn entries(sources: Vec<(SourceFacts, Vec<Feed>)>) -> Vec<SourceEntry> {
    sources
        .into_iter()
        .map(|(facts, feeds)| SourceEntry {
            facts,
            feeds: feeds
                .into_iter()
                .map(|f| FeedEntry { address: f.address, section: f.section, sitemap: f.kind == FeedKind::NewsSitemap })
                .collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_of_one_domain_are_one_publisher() {
        let outline = |title: &str, feed: &str, folder: &str| Outline {
            title: title.into(),
            feed: Address::parse(feed).unwrap(),
            home: None,
            folders: vec![folder.into()],
        };
        let known = SourceFacts {
            slug: "b".into(),
            name: "The B".into(),
            home: "https://b.example/".into(),
            ..SourceFacts::default()
        };
        let sources = by_publisher(
            vec![
                outline("A World", "https://feeds.a.example/world.xml", "World"),
                outline("A Sport", "https://www.a.example/sport.xml", "Sport"),
                outline("B", "https://b.example/feed", "Blogs"),
            ],
            vec![known],
        );
        let told: Vec<_> = sources
            .iter()
            .map(|s| {
                (
                    s.facts.slug.as_str(),
                    s.facts.name.as_str(),
                    s.feeds.iter().map(|f| f.section.as_deref()).collect::<Vec<_>>(),
                )
            })
            .collect();
        assert_eq!(told, [("a", "A World", vec![Some("world"), Some("sport")]), ("b", "The B", vec![None])]);
    }
}
