//! What is remembered of the publishers whose pages are being read: taken from the record once, added to page by page, written back now and then.
//!
//! A crash loses the sightings since the last writing; the pages after it bring them again.

use crate::shared::locked;
use anyhow::Result;
use coranto_core::{Millis, SourceId};
use coranto_page::{Memory, Sighting};
use coranto_store::memory::{self, MemoryRow};
use coranto_store::{Db, StoreError};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

#[derive(Default)]
pub(crate) struct Memories {
    held: Mutex<HashMap<SourceId, Held>>,
}

struct Held {
    memory: Arc<Memory>,
    /// Of the record when it was read or last written.
    revision: i64,
    /// Sightings since then, and when the first of them was.
    unsaved: u32,
    unsaved_since: Millis,
    saving: bool,
    used: Millis,
}

/// Publishers held at once. A memory is some hundred kilobytes at most; the one longest unused makes room.
const MOST_HELD: usize = 128;
/// Written back after so many pages, or so long after the first of them when another one comes.
const PAGES: u32 = 16;
const AFTER_MS: i64 = 10 * Millis::MINUTE;

impl Memories {
    pub async fn of(&self, db: &Db, source: SourceId, now: Millis) -> Result<Arc<Memory>> {
        if let Some(held) = locked(&self.held).get_mut(&source) {
            held.used = now;
            return Ok(held.memory.clone());
        }
        self.make_room(db, now).await;
        let row = memory::of(db, source).await?;
        let revision = row.as_ref().map_or(0, |row| row.revision);
        let memory = row
            .filter(|row| row.version == Memory::VERSION)
            .and_then(|row| Memory::from_json(row.data.as_deref()?))
            .unwrap_or_default();
        let fresh =
            Held { memory: Arc::new(memory), revision, unsaved: 0, unsaved_since: now, saving: false, used: now };
        // Two pages of one publisher may ask at once; the first answer stays.
        Ok(locked(&self.held).entry(source).or_insert(fresh).memory.clone())
    }

    /// Adds a page that was read well, and writes the memory back when it is time.
    pub async fn learn(&self, db: &Db, source: SourceId, sighting: &Sighting, now: Millis) {
        let due = {
            let mut all = locked(&self.held);
            // Taken away in between: the next page finds it again.
            let Some(held) = all.get_mut(&source) else { return };
            Arc::make_mut(&mut held.memory).learn(sighting, now);
            if held.unsaved == 0 {
                held.unsaved_since = now;
            }
            held.unsaved += 1;
            held.unsaved >= PAGES || now.0 - held.unsaved_since.0 >= AFTER_MS
        };
        if due {
            self.save(db, source, now).await;
        }
    }

    /// Writes back all that is new, at the end of a round or of the program.
    pub async fn save_all(&self, db: &Db, now: Millis) {
        let new: Vec<SourceId> = locked(&self.held).iter().filter(|(_, h)| h.unsaved > 0).map(|(id, _)| *id).collect();
        for source in new {
            self.save(db, source, now).await;
        }
    }

    async fn make_room(&self, db: &Db, now: Millis) {
        let longest_unused = {
            let all = locked(&self.held);
            if all.len() < MOST_HELD {
                return;
            }
            all.iter().filter(|(_, h)| !h.saving).min_by_key(|(_, h)| h.used).map(|(id, _)| *id)
        };
        if let Some(source) = longest_unused {
            self.save(db, source, now).await;
            locked(&self.held).remove(&source);
        }
    }

    /// A failure is told and nothing more: no article is held up because something could not be remembered.
    async fn save(&self, db: &Db, source: SourceId, now: Millis) {
        let Some((memory, revision, pages)) = self.begin_saving(source) else { return };
        let row = MemoryRow {
            revision,
            version: Memory::VERSION,
            pages: memory.pages() as i64,
            since: memory.since(),
            updated_at: now,
            data: Some(memory.to_json()),
        };
        let written = memory::put(db, source, &row).await;
        self.end_saving(source, pages, written);
    }

    fn begin_saving(&self, source: SourceId) -> Option<(Arc<Memory>, i64, u32)> {
        let mut all = locked(&self.held);
        let held = all.get_mut(&source).filter(|held| held.unsaved > 0 && !held.saving)?;
        held.saving = true;
        Some((held.memory.clone(), held.revision, held.unsaved))
    }

    fn end_saving(&self, source: SourceId, pages: u32, written: Result<bool, StoreError>) {
        let mut all = locked(&self.held);
        let Some(held) = all.get_mut(&source) else { return };
        held.saving = false;
        match written {
            Ok(true) => {
                held.revision += 1;
                held.unsaved = held.unsaved.saturating_sub(pages);
            }
            // Another process was first, or the operator had it forgotten: what stands in the record counts, and is read at the next page.
            Ok(false) => drop(all.remove(&source)),
            Err(error) => tracing::warn!(%source, %error, "what was learnt of a publisher's pages could not be kept"),
        }
    }
}
