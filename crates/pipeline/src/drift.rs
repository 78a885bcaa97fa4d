//! Watches how publishers' pages are read, and tells the operator when that drifts: once when it begins, once when it ends.

use crate::shared::Shared;
use coranto_core::SourceId;
use coranto_core::health::{DAYS_JUDGED, DayFigures, Drift, day_of, drift};
use coranto_store::{Result, extraction};

/// After pages of these publishers were written.
pub(crate) async fn watch(shared: &Shared, sources: &[SourceId]) {
    for source in sources {
        // The figures are there; whoever reads the next page of this publisher judges them.
        if let Err(error) = judge(shared, *source).await {
            tracing::warn!(%source, %error, "the extraction of this publisher could not be judged");
        }
    }
}

async fn judge(shared: &Shared, source: SourceId) -> Result<()> {
    let today = day_of(shared.now());
    let days = extraction::days(&shared.db, Some(source), today.saturating_sub(DAYS_JUDGED)).await?;
    let days: Vec<DayFigures> = days.into_iter().map(|(_, day)| day).filter(|day| day.day <= today).collect();
    let Some(newest) = days.last() else { return Ok(()) };
    let now = drift(&days, today, &newest.alarms);
    let before = &newest.alarms;
    if now == *before || !extraction::set_alarms(&shared.db, source, newest.day, before, &now, shared.now()).await? {
        return Ok(());
    }
    tell(shared, source, before, &now).await;
    Ok(())
}

async fn tell(shared: &Shared, source: SourceId, before: &[Drift], now: &[Drift]) {
    let facts = shared.source(source).await.unwrap_or_default();
    let publisher = facts.slug.as_str();
    for alarm in now.iter().filter(|alarm| !before.iter().any(|b| b.is_like(alarm))) {
        tracing::warn!(publisher, "extraction has drifted: {alarm}; see `coranto sources {publisher} --extraction`");
    }
    for alarm in before.iter().filter(|alarm| !now.iter().any(|n| n.is_like(alarm))) {
        tracing::info!(publisher, "extraction is as usual again; it was: {alarm}");
    }
}
