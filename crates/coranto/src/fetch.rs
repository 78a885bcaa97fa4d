//! `coranto fetch`: feeds and pages, without the site.

use crate::cli::FetchArgs;
use crate::reply::{Reply, Usage};
use crate::settings::Gathered;
use crate::{house, terminal};
use anyhow::Result;
use coranto_core::{Clock, SourceId};
use coranto_pipeline::{Progress, Summary};
use coranto_store::article::{self, Again};
use coranto_store::{Db, feed, source};

pub async fn run(gathered: Gathered, args: FetchArgs) -> Result<Reply> {
    let stop = house::stop_on_signal();
    let db = house::open_store(&gathered.settings).await?;
    let pipeline = house::open_pipeline(&db, &gathered.settings, Clock::System, None)?;
    if source::all(&db).await?.is_empty() {
        anstream::eprintln!("there are no publishers yet: `coranto add ADDRESS`, or `coranto import --bundled`");
        return Ok(Reply::Failed);
    }
    let only = match args.again.as_ref().and_then(Option::as_ref).or(args.source.as_ref()) {
        Some(slug) => Some(source_id(&db, slug).await?),
        None => None,
    };
    if args.again.is_some() {
        queue_again(&db, &gathered, only, args.outdated).await?;
    } else if args.force || only.is_some() {
        feed::make_due(&db, only, Clock::System.now()).await?;
    }
    if !args.once && only.is_none() && args.again.is_none() {
        pipeline.run(stop).await?;
        db.close().await;
        return Ok(Reply::Interrupted);
    }

    let bars = indicatif::MultiProgress::new();
    let feeds = bars.add(terminal::bar("feeds"));
    let pages = bars.add(terminal::bar("pages"));
    let show = |progress: Progress| {
        feeds.set_length(progress.feeds_total);
        feeds.set_position(progress.feeds_done);
        pages.set_length(progress.pages_total);
        pages.set_position(progress.pages_done);
    };
    let summary = match args.again {
        Some(_) => pipeline.pages_once(only, &show, stop).await?,
        None => pipeline.once(only, &show, stop).await?,
    };
    feeds.finish_and_clear();
    pages.finish_and_clear();
    db.close().await;
    if args.json {
        println!("{}", serde_json::to_string_pretty(&summary)?);
    } else {
        print(&summary, args.again.is_none());
    }
    Ok(match &summary {
        s if s.stopped => Reply::Interrupted,
        // Nothing at all could be read: that is a failure, while some dead feeds among living ones are everyday.
        s if s.feeds_failed > 0 && s.feeds_read + s.feeds_unchanged == 0 => Reply::Failed,
        _ => Reply::Done,
    })
}

async fn queue_again(db: &Db, gathered: &Gathered, only: Option<SourceId>, outdated: bool) -> Result<()> {
    if !gathered.settings.read.pages {
        return Err(Usage("reading pages is switched off (read.pages), so none can be read again".into()).into());
    }
    let older_than = outdated.then_some(coranto_page::POLICY);
    let queued = article::again(db, Again { source: only, set_aside: true, older_than }, Clock::System.now()).await?;
    anstream::eprintln!("{queued} pages are to be read again");
    Ok(())
}

fn print(s: &Summary, feeds: bool) {
    if feeds {
        println!(
            "feeds  {} read, {} unchanged, {} failed; {} items, {} new",
            s.feeds_read, s.feeds_unchanged, s.feeds_failed, s.items, s.new
        );
    }
    println!(
        "pages  {} ready, {} listed only, {} set aside, {} to be tried again",
        s.pages_ready, s.pages_listed, s.pages_quarantined, s.pages_later
    );
    if s.pages_unchanged > 0 || s.edits > 0 {
        println!("edits  {} found, {} pages unchanged", s.edits, s.pages_unchanged);
    }
    for (reason, count) in &s.reasons {
        println!("{count:>6} × {reason}");
    }
}

pub async fn source_id(db: &Db, slug: &str) -> Result<SourceId> {
    if let Some(found) = source::by_slug(db, slug).await? {
        return Ok(found.id);
    }
    let all = source::all(db).await?;
    // A beginning is a better guess than a part, and a short name than a long one.
    let wanted = slug.to_lowercase();
    let near = all
        .iter()
        .filter(|s| s.facts.slug.contains(&wanted) || s.facts.name.to_lowercase().contains(&wanted))
        .min_by_key(|s| (!s.facts.slug.starts_with(&wanted), s.facts.slug.len()));
    let hint = near
        .map(|s| format!("; did you mean “{}”?", s.facts.slug))
        .unwrap_or_else(|| "; `coranto sources` lists them".into());
    Err(Usage(format!("there is no publisher “{slug}”{hint}")).into())
}
