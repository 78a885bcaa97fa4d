//! The reporter in between: within the marks («…, — сказал X. — …», « …, a dit X. … ») and after a dash of dialogue (— … — said X).

use super::Spoken;
use super::marks::Marked;
use super::phrase::Paragraph;
use super::reading::What;
use super::tongue::Tongue;
use std::ops::Range;

/// The reporter's words among those of the speaker, in tokens.
struct Insertion {
    /// Where the first part ends.
    start: usize,
    verb: usize,
    speaker: Range<usize>,
    /// Where the second begins.
    end: usize,
}

/// The reporter speaks inside the marks. `inner` is the quotation read for itself.
pub(super) fn within(inner: &Paragraph, quote: &Marked) -> Option<Spoken> {
    let insertion = insertion(inner, 0)?;
    Some(spoken(inner, 0, inner.tokens.len(), &insertion, quote.inner.end))
}

/// A paragraph that begins with a dash is somebody's speech.
pub(super) fn dashed(paragraph: &Paragraph) -> Option<Spoken> {
    if !paragraph.is(0, What::Dash) {
        return None;
    }
    let insertion = insertion(paragraph, 1)?;
    let end = paragraph.tokens.last()?.at.end;
    Some(spoken(paragraph, 1, paragraph.tokens.len(), &insertion, end))
}

fn spoken(paragraph: &Paragraph, from: usize, to: usize, insertion: &Insertion, end: usize) -> Spoken {
    let mut words = Vec::new();
    if insertion.start > from {
        words.push(paragraph.place(&(from..insertion.start)));
    }
    if insertion.end < to {
        words.push(paragraph.tokens[insertion.end].at.start..end);
    }
    Spoken {
        quotes: Vec::new(),
        words,
        speaker: Some(paragraph.place(&insertion.speaker)),
        verb: Some(paragraph.verb_place(insertion.verb)),
        fragment: false,
    }
}

/// A comma or a dash, a verb of saying, its speaker, and punctuation again.
fn insertion(paragraph: &Paragraph, from: usize) -> Option<Insertion> {
    (from + 1..paragraph.tokens.len()).find_map(|verb| {
        paragraph.verb(verb).filter(|takes| takes.quote)?;
        let mut mark = verb;
        while mark > from
            && verb - mark < 4
            && (paragraph.helps(mark - 1) || paragraph.has(mark - 1, Tongue::is_pronoun))
        {
            mark -= 1;
        }
        let pronoun = (mark..verb).find(|at| paragraph.has(*at, Tongue::is_pronoun)).map(|at| at..at + 1);
        let mut start = mark;
        while start > from
            && matches!(paragraph.what(start - 1), Some(What::Comma | What::Dash | What::Stop | What::Other))
            && mark - start < 3
        {
            start -= 1;
        }
        let has_dash = (start..mark).any(|at| paragraph.is(at, What::Dash));
        let has_mark = has_dash || paragraph.is(mark.checked_sub(1)?, What::Comma);
        if start == from || start == mark || !has_mark {
            return None;
        }
        let speaker = pronoun.or_else(|| paragraph.after(verb + 1))?;
        let mut end = speaker.end.max(verb + 1);
        let known = has_dash
            || paragraph.names(&speaker)
            || paragraph.has(speaker.start, Tongue::is_determiner)
            || paragraph.has(speaker.start, Tongue::is_pronoun)
            || paragraph.tongue.joined_and.len() > 1;
        // "after the hearing" may stand beside it, an aside too.
        let mut closes = end;
        while closes < paragraph.tokens.len() && closes < end + 8 && paragraph.tokens[closes].is_word() {
            closes += 1;
        }
        if closes < paragraph.tokens.len()
            && !matches!(paragraph.what(closes), Some(What::Comma | What::Dash | What::Stop))
            || !known
        {
            return None;
        }
        end = closes;
        while end < paragraph.tokens.len() && matches!(paragraph.what(end), Some(What::Comma | What::Dash | What::Stop))
        {
            end += 1;
        }
        // The rest of a paragraph with a dash is the speaker's only after another dash.
        let goes_on = from == 0 || (closes..end).any(|at| paragraph.is(at, What::Dash));
        Some(Insertion { start, verb, speaker, end: if goes_on { end } else { paragraph.tokens.len() } })
    })
}
