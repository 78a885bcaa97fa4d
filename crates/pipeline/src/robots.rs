//! robots.txt files live in the record, so that a restart does not ask every host again.

use coranto_fetch::{RobotsFile, RobotsMemory};
use coranto_store::Db;
use coranto_store::host::{self, RobotsRow};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;

pub(crate) struct StoredRobots {
    pub db: Db,
}

impl RobotsMemory for StoredRobots {
    fn get(&self, origin: String) -> BoxFuture<'static, Option<RobotsFile>> {
        let db = self.db.clone();
        async move {
            // Without the record the host is asked: that is slower, not wrong.
            let row = host::robots(&db, &origin)
                .await
                .inspect_err(|error| tracing::warn!(%origin, %error, "robots.txt could not be recalled"))
                .ok()??;
            Some(RobotsFile { text: row.text, unreachable: row.unreachable, fetched_at: row.fetched_at })
        }
        .boxed()
    }

    fn put(&self, origin: String, file: RobotsFile) -> BoxFuture<'static, ()> {
        let db = self.db.clone();
        async move {
            // PostgreSQL's text holds no NUL, and a robots.txt may hold anything.
            let text = file.text.map(|t| if t.contains('\0') { t.replace('\0', "") } else { t });
            let row = RobotsRow { origin, text, unreachable: file.unreachable, fetched_at: file.fetched_at };
            if let Err(error) = host::put_robots(&db, &row).await {
                tracing::warn!(origin = row.origin, %error, "robots.txt could not be remembered");
            }
        }
        .boxed()
    }
}
