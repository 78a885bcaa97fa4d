//! Opens the rooms that a command needs: the store and the pipeline.

use crate::reply::Usage;
use anyhow::{Context, Result};
use coranto_core::config::Settings;
use coranto_core::source::{SourceEntry, parse_list};
use coranto_core::{Address, Clock};
use coranto_fetch::Detour;
use coranto_pipeline::Pipeline;
use coranto_store::{Db, StoreError};
use std::path::Path;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// The publishers that come with the program.
pub fn bundled_sources() -> Result<Vec<SourceEntry>> {
    parse_list(include_str!("../sources.toml"))
        .map_err(anyhow::Error::msg)
        .context("the bundled list of publishers is damaged")
}

pub async fn open_store(settings: &Settings) -> Result<Db> {
    if settings.store.database.is_empty() {
        let folder = Path::new(&settings.store.data_dir);
        std::fs::create_dir_all(folder).with_context(|| {
            format!("the data folder {} cannot be made; choose another with --data-dir", folder.display())
        })?;
    }
    Ok(Db::open(&place_of_store(settings)).await?)
}

/// For commands that need no record and look into one where there is one; none is made.
pub async fn store_that_is_there(settings: &Settings) -> std::result::Result<Option<Db>, StoreError> {
    let place = place_of_store(settings);
    let there = place.contains("://") || Path::new(&place).is_file();
    if there { Db::open(&place).await.map(Some) } else { Ok(None) }
}

fn place_of_store(settings: &Settings) -> String {
    if settings.store.database.is_empty() {
        Path::new(&settings.store.data_dir).join("coranto.db").display().to_string()
    } else {
        settings.store.database.clone()
    }
}

pub fn open_pipeline(db: &Db, settings: &Arc<Settings>, clock: Clock, detour: Option<Detour>) -> Result<Pipeline> {
    Pipeline::new(db.clone(), settings.clone(), clock, detour.or(detour_for_tests()?))
}

/// Tests and benches send a whole program to the pretend internet.
pub fn detour_for_tests() -> Result<Option<Detour>> {
    let Ok(to) = std::env::var("CORANTO_TEST_DETOUR") else { return Ok(None) };
    let to = to.parse().map_err(|_| Usage(format!("CORANTO_TEST_DETOUR must be an address and port, not “{to}”")))?;
    Ok(Some(Detour { to, names: Vec::new() }))
}

/// What a person types as an address: the scheme may be missing.
pub fn address(text: &str) -> Result<Address> {
    let with_scheme = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    Address::parse(&with_scheme).map_err(|why| Usage(format!("“{text}”: {why}")).into())
}

/// Ends with the first Ctrl-C or SIGTERM in good order; the second ends at once.
pub fn stop_on_signal() -> CancellationToken {
    let stop = CancellationToken::new();
    let signalled = stop.clone();
    tokio::spawn(async move {
        wait_for_signal().await;
        signalled.cancel();
        anstream::eprintln!("stopping; once more to end at once");
        wait_for_signal().await;
        std::process::exit(130);
    });
    stop
}

async fn wait_for_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupt = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
        }
        Err(_) => {
            let _ = interrupt.await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use coranto_core::source::{OwnerKind, SECTIONS};
    use std::collections::BTreeSet;

    #[test]
    fn the_bundled_publishers_are_many_distinct_and_cited() {
        let sources = bundled_sources().unwrap();
        let slugs: BTreeSet<_> = sources.iter().map(|s| &s.facts.slug).collect();
        let countries: BTreeSet<_> = sources.iter().filter_map(|s| s.facts.country.as_ref()).collect();
        let languages: BTreeSet<_> = sources.iter().flat_map(|s| &s.facts.languages).collect();
        let feeds: BTreeSet<_> = sources.iter().flat_map(|s| &s.feeds).map(|f| f.address.identity()).collect();
        assert_eq!(slugs.len(), sources.len());
        assert!(sources.len() >= 150 && countries.len() >= 40 && languages.len() >= 12);
        assert_eq!(feeds.len(), sources.iter().map(|s| s.feeds.len()).sum::<usize>(), "a feed stands there twice");
        for source in &sources {
            let facts = &source.facts;
            assert!(
                Address::parse(&facts.home).is_ok() && !source.feeds.is_empty() && !facts.languages.is_empty(),
                "{}",
                facts.slug
            );
            assert!(
                facts.owner_kind == OwnerKind::Unknown || facts.owner_citation.is_some(),
                "{}: a label without its source",
                facts.slug
            );
            assert!(!facts.full_text || facts.licence.is_some(), "{}: full text without a licence", facts.slug);
            assert!(
                facts.country.as_ref().is_none_or(|c| c.len() == 2 && c.bytes().all(|b| b.is_ascii_uppercase())),
                "{}",
                facts.slug
            );
            assert!(
                source.feeds.iter().filter_map(|f| f.section.as_deref()).all(|s| SECTIONS.contains(&s)),
                "{}",
                facts.slug
            );
        }
    }
}
