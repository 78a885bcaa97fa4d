//! `coranto demo`: the pretend internet and the whole program reading it, in one process.

use crate::cli::DemoArgs;
use crate::house;
use crate::reply::Reply;
use crate::serve::Open;
use crate::settings::Gathered;
use anyhow::{Context, Result};
use coranto_core::Clock;
use coranto_core::config::Origin;
use coranto_fetch::Detour;
use coranto_world::World;
use std::sync::Arc;

pub async fn run(mut gathered: Gathered, args: DemoArgs) -> Result<Reply> {
    gathered.flag("server.listen", args.listen.as_deref(), "--listen")?;
    // A made-up world must never end up in somebody's record: unless a folder is named, it lives in one that goes away.
    let named = gathered.layers.explain().iter().any(|(setting, _, origin)| {
        matches!(setting.key, "store.data_dir" | "store.database") && matches!(origin, Origin::Flag(_))
    });
    let temporary =
        tempfile::Builder::new().prefix("coranto-demo-").tempdir().context("no temporary folder can be made")?;
    let mut settings = (*gathered.settings).clone();
    if !named {
        settings.store.data_dir = temporary.path().display().to_string();
        settings.store.database = String::new();
    }
    // The pretend internet is this machine: there is nobody to be slow for.
    settings.fetch.per_host_spacing_ms = 0;
    // News of the made-up world goes on for some hours after the start, and should be seen when it comes.
    settings.fetch.min_interval_s = settings.fetch.min_interval_s.min(30);
    settings.fetch.max_interval_s = settings.fetch.max_interval_s.min(300);
    // Nor should it take a minute until the first stories stand there.
    settings.stories.stretch_s = settings.stories.stretch_s.min(5);
    let settings = Arc::new(settings);

    let stop = house::stop_on_signal();
    let world = match &args.replay {
        Some(folder) => World::replay(Clock::System, folder)?,
        None => World::demo(Clock::System),
    };
    let running = world.start().await.context("the pretend internet cannot be started")?;
    let db = house::open_store(&settings).await?;
    let detour = Detour { to: running.address, names: Vec::new() };
    let pipeline = house::open_pipeline(&db, &settings, Clock::System, Some(detour))?;
    let mut sources = world.sources();
    if args.replay.is_some() {
        // Whoever replays pages wants to see what was made of them; they are looked at on this machine, not published.
        sources.iter_mut().for_each(|source| source.facts.full_text = true);
    }
    let imported = pipeline.import(&sources).await?;
    tracing::info!(
        "{} publishers on the pretend internet, {} new",
        imported.sources_new + imported.sources_known,
        imported.sources_new
    );
    Open { db, pipeline, settings, demo: args.replay.is_none(), poll: true }.serve(stop).await
}
