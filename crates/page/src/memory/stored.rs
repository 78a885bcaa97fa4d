//! The memory as it is kept in the record: JSON that one version writes and no other reads.

use super::{MOST_PLACES, MOST_TEXTS, Memory, Page, Place, Text, WINDOW};
use coranto_core::Millis;
use serde::{Deserialize, Serialize};

/// Number of what is remembered and how it is counted. A memory of another number is forgotten: some pages later it is there again.
pub const VERSION: i64 = 1;

/// Text, pages, pages that kept it, place, moved, words, telling, beginning.
#[derive(Serialize, Deserialize)]
struct StoredText(u64, u64, u64, u64, bool, u16, bool, Option<Box<str>>);

#[derive(Serialize, Deserialize)]
struct Stored {
    version: i64,
    learnt: u64,
    /// Article, time, words of prose, versions.
    pages: Vec<(u64, i64, u32, u8)>,
    texts: Vec<StoredText>,
    /// Place, pages, pages that kept it, pages with a text of their own.
    places: Vec<(u64, u64, u64, u64)>,
}

impl Memory {
    pub const VERSION: i64 = VERSION;

    /// As text for the record.
    pub fn to_json(&self) -> String {
        let mut texts: Vec<_> = self
            .texts
            .iter()
            .map(|(print, t)| {
                StoredText(*print, t.seen, t.kept, t.place, t.moved, t.words, t.telling, t.beginning.clone())
            })
            .collect();
        texts.sort_unstable_by_key(|t: &StoredText| t.0);
        let mut places: Vec<_> = self.places.iter().map(|(id, p)| (*id, p.seen, p.kept, p.fresh)).collect();
        places.sort_unstable();
        let pages = self.pages.iter().map(|p| (p.id, p.at.0, p.prose, p.versions)).collect();
        let stored = Stored { version: VERSION, learnt: self.learnt, pages, texts, places };
        // Numbers and text always have a form in JSON.
        serde_json::to_string(&stored).unwrap_or_default()
    }

    /// None for what another version wrote, or what is damaged: it is learnt again.
    pub fn from_json(text: &str) -> Option<Memory> {
        let stored: Stored = serde_json::from_str(text).ok()?;
        let pages = stored.pages.len();
        if stored.version != VERSION || pages > WINDOW {
            return None;
        }
        // No bit may speak of a page that is not there.
        let there = u64::MAX.checked_shr((WINDOW - pages) as u32).unwrap_or(0);
        let mut memory = Memory { learnt: stored.learnt, ..Memory::default() };
        memory.pages = stored
            .pages
            .into_iter()
            .map(|(id, at, prose, versions)| Page { id, at: Millis(at), prose, versions })
            .collect();
        for StoredText(print, seen, kept, place, moved, words, telling, beginning) in
            stored.texts.into_iter().take(MOST_TEXTS)
        {
            let (seen, kept) = (seen & there, kept & there);
            memory.texts.insert(print, Text { seen, kept, place, moved, words, telling, beginning });
        }
        for (id, seen, kept, fresh) in stored.places.into_iter().take(MOST_PLACES) {
            memory.places.insert(id, Place { seen: seen & there, kept: kept & there, fresh: fresh & there });
        }
        Some(memory)
    }
}
