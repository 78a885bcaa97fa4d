//! `coranto fixture`: a page that is read wrongly becomes a test, with its words made up.

use crate::cli::FixtureArgs;
use crate::feed::read_local;
use crate::house;
use crate::reply::{Reply, Usage};
use crate::settings::Gathered;
use anyhow::{Context, Result};
use coranto_core::{Address, Clock};
use coranto_page::fixture::{self, Fixture};
use coranto_store::Db;
use std::path::{Path, PathBuf};

/// Where the page room's own fixtures lie, seen from the repository.
const USUAL: &str = "crates/page/fixtures/pages";

pub async fn run(gathered: Gathered, args: FixtureArgs) -> Result<Reply> {
    let anonymise = !args.no_anonymise;
    let made = match read_local(&args.place, gathered.settings.fetch.page_limit_bytes)? {
        Some(bytes) => {
            let address = house::address(args.url.as_deref().unwrap_or("https://unknown.invalid/page"))?;
            fixture::make(&bytes, None, &address, anonymise)
        }
        None => match fetched(&gathered, &house::address(&args.place)?, anonymise).await? {
            Some(made) => made,
            None => return Ok(Reply::Failed),
        },
    };
    let folder = write(&made, &args)?;
    tell(&made, &folder, anonymise)?;
    Ok(Reply::Done)
}

async fn fetched(gathered: &Gathered, address: &Address, anonymise: bool) -> Result<Option<Fixture>> {
    // Looking stores nothing, so it needs no record of its own.
    let folder = tempfile::tempdir()?;
    let db = Db::open(&folder.path().join("look.db").display().to_string()).await?;
    let pipeline = house::open_pipeline(&db, &gathered.settings, Clock::System, None)?;
    let seen = pipeline.look(address, false, None).await?;
    db.close().await;
    if seen.reading.is_none() {
        anstream::eprintln!("{address}: {}", seen.outcome);
        return Ok(None);
    }
    Ok(Some(fixture::make(&seen.body, seen.content_type.as_deref(), &seen.address, anonymise)))
}

fn write(made: &Fixture, args: &FixtureArgs) -> Result<PathBuf> {
    let usual = || PathBuf::from(if Path::new(USUAL).is_dir() { USUAL } else { "." });
    let name = match &args.name {
        Some(name) => name.clone(),
        None => name_of(made),
    };
    if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\']) {
        return Err(Usage(format!("“{name}” is no name for a folder; choose one with --name")).into());
    }
    let folder = args.to.clone().unwrap_or_else(usual).join(name);
    if folder.exists() {
        return Err(Usage(format!("{} is there already; choose another --name", folder.display())).into());
    }
    let cannot = || format!("{} cannot be written", folder.display());
    std::fs::create_dir_all(&folder).with_context(cannot)?;
    std::fs::write(folder.join("source.html"), &made.source).with_context(cannot)?;
    let expected = serde_json::to_string_pretty(&made.expected)?;
    std::fs::write(folder.join("expected.json"), format!("{expected}\n")).with_context(cannot)?;
    Ok(folder)
}

/// The beginning of the (made-up) title; what went wrong is a better name, and the person knows it.
fn name_of(made: &Fixture) -> String {
    let title = made.expected.title.as_deref().unwrap_or_default();
    let start: Vec<&str> = title.split_whitespace().take(4).collect();
    let slug = coranto_core::id::slug(&start.join(" "));
    if slug.is_empty() { "page".into() } else { slug }
}

fn tell(made: &Fixture, folder: &Path, anonymise: bool) -> Result<()> {
    let kept = made.expected.text.as_ref().map_or(0, Vec::len);
    println!("{}  ({} KiB, {kept} lines kept)", folder.display(), made.source.len().div_ceil(1024));
    for fault in made.expected.faults(made.source.as_bytes(), &house::address("https://unknown.invalid/")?) {
        anstream::eprintln!("the fixture does not agree with itself: {fault}");
    }
    let what = if anonymise { "made-up page" } else { "page without its scripts" };
    if made.differs.is_empty() {
        println!("the {what} is read as the true one is: same lines, same fields");
    } else {
        anstream::eprintln!("the {what} is not read as the true one is:");
        made.differs.iter().for_each(|difference| anstream::eprintln!("  {difference}"));
    }
    if !anonymise {
        anstream::eprintln!("its words are the publisher's: keep it to yourself");
    }
    println!("expected.json holds what is read today: say in “why” what is wrong, correct the rest by hand, then run");
    println!("cargo test -p coranto-page fixtures");
    Ok(())
}
