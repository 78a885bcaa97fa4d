//! What a publisher changed since an article was read, and when its page is looked at again. Decides, stores nothing.
//!
//! What is read otherwise by other rules, by more memory, or because a page could not be had whole, is nobody's edit: see `coranto_text::edits::verdict`.

use coranto_core::edit::{Edit, Wording};
use coranto_core::{Article, Millis};
use coranto_fetch::Validators;
use coranto_store::article::{Stage, Waiting};
use coranto_store::edit::{Watch, Watched};
use coranto_text::edits::{Print, Seen, Verdict, judge, verdict};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Looks after publication, rarer and rarer; after the last one each time is twice the one before.
const LOOKS_MS: [i64; 7] =
    [Millis::HOUR, 3 * Millis::HOUR, 12 * Millis::HOUR, Millis::DAY, 2 * Millis::DAY, 4 * Millis::DAY, 7 * Millis::DAY];
/// Nobody is asked again sooner than this.
const SOONEST_MS: i64 = 30 * Millis::MINUTE;

/// When a page that was looked at now is looked at again; none when its article is too old for it.
pub(crate) fn next_look(published_at: Millis, now: Millis, days: u32) -> Option<Millis> {
    let last = i64::from(days).saturating_mul(Millis::DAY);
    let later = std::iter::successors(LOOKS_MS.last().copied(), |ms| ms.checked_mul(2)).skip(1);
    let looks = LOOKS_MS.into_iter().chain(later).take_while(|ms| *ms <= last);
    let at = looks.map(|ms| published_at.0.saturating_add(ms)).find(|at| *at >= now.0.saturating_add(SOONEST_MS));
    at.map(Millis)
}

/// What goes along with the question whether a page has changed: only who looks for that asks it.
pub(crate) fn validators(waiting: &Waiting) -> Validators {
    match &waiting.seen {
        Some(seen) if waiting.watched => {
            Validators { etag: seen.etag.clone(), last_modified: seen.last_modified.clone() }
        }
        _ => Validators::default(),
    }
}

/// The page could not be had this time, or not whole: the text that is there stays, and is looked at again as if nothing had changed.
pub(crate) fn not_now(waiting: &Waiting, now: Millis, days: u32) -> Watch {
    Watch { next: next_look(waiting.published_at, now, days), ..Watch::default() }
}

/// An article that was read before, as it is known.
pub(crate) struct Before {
    article: Article,
    print: Option<Print>,
    same_rules: bool,
}

impl Before {
    /// None for what has not been read from its page yet.
    pub fn of(waiting: &Waiting) -> Option<Before> {
        let read = waiting.stage == Stage::Ready && waiting.read_at.is_some();
        let print = || waiting.seen.as_ref().and_then(|seen: &Watched| Print::from_bytes(seen.print.as_deref()?));
        read.then(|| Before {
            article: waiting.from_feed.clone(),
            print: print(),
            same_rules: waiting.policy == coranto_page::POLICY,
        })
    }

    /// Whether the page calls itself by a name that it did not have.
    pub fn is_retitled(&self, title: &str) -> bool {
        self.print.as_ref().is_some_and(|print| !print.has_title(title))
    }

    pub fn compare(&self, now: &Article, seen: &Print) -> Compared {
        let (old, new) = (wording(&self.article), wording(now));
        let lang = now.lang.or(self.article.lang);
        if self.is_cut_off(&old, &new, now) {
            return Compared::Worse;
        }
        let Some(before) = &self.print else {
            // Nothing is known of the page as it was: what differs may be our own doing.
            return if judge(&old, &new, lang).is_none() { Compared::Same } else { Compared::Reread };
        };
        match verdict(&old, &new, Seen { before, now: seen, same_rules: self.same_rules }, lang) {
            Verdict::Same if self.same_rules => Compared::Same,
            Verdict::Same | Verdict::Reread => Compared::Reread,
            Verdict::Edited { change, before } => Compared::Edited(Box::new(Edit {
                old,
                old_words: self.article.words,
                before,
                wording: new,
                words: now.words,
                at: now.modified.filter(|stamp| !stamp.day_only).map(|stamp| stamp.at),
                change,
            })),
        }
    }

    /// A page that lets a reader see a text once, and its beginning only from then on.
    fn is_cut_off(&self, old: &Wording, new: &Wording, now: &Article) -> bool {
        let closed = now.paywalled == Some(true) && self.article.paywalled != Some(true);
        let much_less = now.words.saturating_mul(2) < self.article.words;
        closed
            && much_less
            && new.text.lines().filter(|line| old.text.contains(line)).count() * 2 > new.text.lines().count()
    }
}

pub(crate) enum Compared {
    Same,
    /// Only our own reading is another.
    Reread,
    /// The page shows less to us than it did.
    Worse,
    Edited(Box<Edit>),
}

/// Whether a feed's new words for an item are an edit of its text; the rules that read both are the same.
pub(crate) fn of_item(old: &Article, new: &Article) -> Option<Edit> {
    let judged = || {
        let (before, after) = (wording(old), wording(new));
        let change = judge(&before, &after, new.lang.or(old.lang))?;
        Some(Edit {
            old: before,
            old_words: old.words,
            before: None,
            wording: after,
            words: new.words,
            at: new.modified.filter(|stamp| !stamp.day_only).map(|stamp| stamp.at),
            change,
        })
    };
    // This runs amid the writing: a text that breaks it costs its own edit.
    catch_unwind(AssertUnwindSafe(judged)).unwrap_or_else(|_| {
        tracing::error!(title = %new.title, "two wordings could not be compared");
        None
    })
}

fn wording(article: &Article) -> Wording {
    Wording { title: article.title.clone(), text: coranto_page::text_of(&article.blocks) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUBLISHED: Millis = Millis(1_795_521_600_000);

    fn looks(days: u32) -> Vec<i64> {
        let next = |now: &Millis| next_look(PUBLISHED, *now, days);
        std::iter::successors(next(&PUBLISHED), next).map(|at| (at.0 - PUBLISHED.0) / Millis::HOUR).collect()
    }

    #[test]
    fn a_page_is_looked_at_ever_more_rarely_until_its_days_are_over() {
        assert_eq!(looks(7), [1, 3, 12, 24, 48, 96, 168]);
        assert_eq!(looks(2), [1, 3, 12, 24, 48]);
        assert_eq!(looks(30), [1, 3, 12, 24, 48, 96, 168, 336, 672]);
        assert_eq!(looks(0), Vec::<i64>::new());
        let late = Millis(PUBLISHED.0 + 2 * Millis::HOUR + 40 * Millis::MINUTE);
        assert_eq!(
            next_look(PUBLISHED, late, 7),
            Some(Millis(PUBLISHED.0 + 12 * Millis::HOUR)),
            "never twice in half an hour"
        );
        assert_eq!(next_look(Millis(i64::MAX), Millis(i64::MAX), u32::MAX), Some(Millis(i64::MAX)));
        assert_eq!(next_look(Millis(i64::MIN), PUBLISHED, 7), None);
    }
}
