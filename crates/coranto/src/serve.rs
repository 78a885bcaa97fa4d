//! `coranto serve`: everything in one process.

use crate::cli::ServeArgs;
use crate::house;
use crate::reply::Reply;
use crate::settings::Gathered;
use anyhow::{Context, Result};
use coranto_core::reason::FetchOutcome;
use coranto_core::{Clock, config::Settings};
use coranto_pipeline::Pipeline;
use coranto_site::{PictureFile, Pictures, SiteState};
use coranto_store::feed::PollOutcome;
use coranto_store::{Db, feed, source};
use std::io::Write;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

pub async fn run(mut gathered: Gathered, args: ServeArgs) -> Result<Reply> {
    gathered.flag("server.listen", args.listen.as_deref(), "--listen")?;
    let settings = gathered.settings;
    let stop = house::stop_on_signal();
    let db = house::open_store(&settings).await?;
    let pipeline = house::open_pipeline(&db, &settings, Clock::System, None)?;
    if source::all(&db).await?.is_empty() && !args.no_bundled_sources {
        let imported = pipeline.import(&house::bundled_sources()?).await?;
        tracing::info!("first start: {} publishers with {} feeds taken over", imported.sources_new, imported.feeds_new);
    }
    let open = Open { db, pipeline, settings, demo: false, poll: !args.no_fetch };
    open.serve(stop).await
}

/// A house with its rooms open, ready to be served.
pub struct Open {
    pub db: Db,
    pub pipeline: Pipeline,
    pub settings: Arc<Settings>,
    pub demo: bool,
    pub poll: bool,
}

impl Open {
    /// Listens, says where, polls beside it, and ends in good order.
    pub async fn serve(self, stop: CancellationToken) -> Result<Reply> {
        let listener = listen(&self.settings.server.listen).await?;
        let address = listener.local_addr()?;
        let router = coranto_site::router(SiteState {
            db: self.db.clone(),
            settings: self.settings.clone(),
            clock: Clock::System,
            pictures: self.settings.site.images.then(|| pictures(self.pipeline.clone())),
            demo: self.demo,
        });
        announce(&format!("listening on http://{address}"))?;

        let polling = self.poll.then(|| {
            let (pipeline, stop) = (self.pipeline.clone(), stop.clone());
            tokio::spawn(async move { pipeline.run(stop).await })
        });
        if self.poll && !self.demo {
            tokio::spawn(say_when_there_is_no_network(self.db.clone(), stop.clone()));
        }
        let stopped = stop.clone();
        let served = axum::serve(listener, router).with_graceful_shutdown(async move { stopped.cancelled().await });
        // A reader with a slow line must not keep the program from ending.
        tokio::select! {
            ended = served => ended.context("the site stopped")?,
            _ = async { stop.cancelled().await; tokio::time::sleep(Duration::from_secs(5)).await } => {}
        }
        stop.cancel();
        if let Some(polling) = polling {
            polling.await.context("reading feeds ended abruptly")??;
        }
        self.db.close().await;
        Ok(Reply::Done)
    }
}

async fn listen(wanted: &str) -> Result<TcpListener> {
    TcpListener::bind(wanted).await.with_context(|| {
        format!("cannot listen on {wanted}; choose another address with --listen, or let the system choose a port with --listen 127.0.0.1:0")
    })
}

/// The first line on standard output, for people and for programs that start this one.
fn announce(line: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}

fn pictures(pipeline: Pipeline) -> Pictures {
    Arc::new(move |address, width| {
        let pipeline = pipeline.clone();
        Box::pin(async move { pipeline.picture(address, width).await.map(|(mime, bytes)| PictureFile { mime, bytes }) })
    })
}

/// Nothing is more puzzling than a news site that stays empty: when the first polls all end without a connection, say so once.
async fn say_when_there_is_no_network(db: Db, stop: CancellationToken) {
    for _ in 0..60 {
        tokio::select! {
            _ = stop.cancelled() => return,
            _ = tokio::time::sleep(Duration::from_secs(2)) => {}
        }
        let Ok(feeds) = feed::all(&db).await else { return };
        let outcomes: Vec<&PollOutcome> = feeds.iter().filter_map(|f| f.last_outcome.as_ref()).collect();
        if outcomes.iter().any(|o| o.is_good()) {
            return;
        }
        let cut_off = outcomes.iter().filter(|o| no_connection(o)).count();
        if cut_off >= 5.min(feeds.len()).max(1) {
            tracing::warn!(
                "no publisher can be reached ({cut_off} of {} feeds tried); is there a network? It goes on trying. `coranto demo` shows a made-up world without one",
                feeds.len()
            );
            return;
        }
    }
}

fn no_connection(outcome: &PollOutcome) -> bool {
    matches!(
        outcome,
        PollOutcome::Fetch {
            outcome: FetchOutcome::DnsFailed { .. }
                | FetchOutcome::ConnectFailed { .. }
                | FetchOutcome::TimedOut { .. }
        }
    )
}
