//! What is remembered, for people.

use super::{Memory, WINDOW};
use coranto_core::Millis;
use serde::Serialize;

/// What is known of a publisher's pages.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Known {
    /// Pages that it speaks of, and ever learnt from.
    pub pages: usize,
    pub learnt: u64,
    /// Fingerprints held, at most [`super::MOST`].
    pub fingerprints: usize,
    pub since: Option<Millis>,
    pub updated: Option<Millis>,
    /// Texts that stand on several pages, those on most pages first.
    pub texts: Vec<KnownText>,
    /// Kinds of places that hold reports, and kinds that were on several pages and never held one.
    pub body_places: usize,
    pub clutter_places: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KnownText {
    /// Its beginning.
    pub text: String,
    /// Stood on so many of so many pages since it was first seen.
    pub on: u32,
    pub of: u32,
    pub since: Millis,
    /// Of these, the pages whose own signs did not speak against it.
    pub by_memory_alone: u32,
}

/// Fewer pages say little.
const SEVERAL: u32 = 3;

impl Memory {
    pub fn known(&self) -> Known {
        let mut texts: Vec<KnownText> = self
            .texts
            .values()
            .filter(|t| t.seen.count_ones() >= SEVERAL)
            .filter_map(|t| {
                let oldest = (WINDOW - 1).checked_sub(t.seen.leading_zeros() as usize)?;
                Some(KnownText {
                    text: t.beginning.as_deref()?.to_owned(),
                    on: t.seen.count_ones(),
                    of: oldest as u32 + 1,
                    since: self.pages.get(oldest)?.at,
                    by_memory_alone: t.kept.count_ones(),
                })
            })
            .collect();
        texts.sort_by(|a, b| (b.on, a.of, &a.text).cmp(&(a.on, b.of, &b.text)));
        texts.dedup_by(|a, b| a.text == b.text);
        let count = |of: &dyn Fn(u32, u32, u32) -> bool| {
            let places = self.places.values().filter(|p| p.seen.count_ones() >= SEVERAL);
            places.filter(|p| of(p.seen.count_ones(), p.kept.count_ones(), p.fresh.count_ones())).count()
        };
        Known {
            pages: self.pages.len(),
            learnt: self.learnt,
            fingerprints: self.texts.len() + self.places.len(),
            since: self.since(),
            updated: self.pages.iter().map(|p| p.at).max(),
            texts,
            body_places: count(&|seen, kept, fresh| fresh * 2 >= seen && kept * 10 >= seen * 8),
            clutter_places: count(&|_, kept, _| kept == 0),
        }
    }
}
