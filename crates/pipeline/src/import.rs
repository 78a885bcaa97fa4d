//! Publishers and their feeds enter the record.

use crate::Imported;
use crate::shared::Shared;
use anyhow::{Context, Result};
use coranto_core::source::SourceEntry;
use coranto_store::feed::{self, FeedKind};
use coranto_store::source;
use std::collections::HashSet;

pub(crate) async fn import(shared: &Shared, entries: &[SourceEntry]) -> Result<Imported> {
    let now = shared.now();
    let mut known_sources: HashSet<String> = source::all(&shared.db).await?.into_iter().map(|s| s.facts.slug).collect();
    let mut known_feeds: HashSet<String> =
        feed::all(&shared.db).await?.into_iter().map(|f| f.address.as_str().to_owned()).collect();
    let mut imported = Imported::default();
    for entry in entries {
        let slug = &entry.facts.slug;
        let id = source::upsert(&shared.db, &entry.facts, now).await.with_context(|| format!("storing {slug}"))?;
        if known_sources.insert(slug.clone()) {
            imported.sources_new += 1;
        } else {
            imported.sources_known += 1;
        }
        for one in &entry.feeds {
            let kind = if one.sitemap { FeedKind::NewsSitemap } else { FeedKind::Feed };
            feed::add(&shared.db, id, &one.address, kind, one.section.as_deref(), now)
                .await
                .with_context(|| format!("storing {}", one.address))?;
            if known_feeds.insert(one.address.as_str().to_owned()) {
                imported.feeds_new += 1;
            }
        }
    }
    shared.reload_sources().await?;
    shared.feeds_came.notify_one();
    Ok(imported)
}
