//! A change as a page shows it: paragraph by paragraph, with what came and what went marked in it.

use super::{Fate, diff};

/// A paragraph with what became of its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    pub runs: Vec<Run>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub fate: Fate,
    pub text: String,
}

impl Paragraph {
    pub fn is_changed(&self) -> bool {
        self.runs.iter().any(|run| run.fate != Fate::Same)
    }
}

/// All paragraphs of both texts in order: those that are gone stand where they stood.
pub fn paragraphs(old: &str, new: &str) -> Vec<Paragraph> {
    let mut all = Vec::new();
    let mut current = Paragraph { runs: Vec::new() };
    for piece in diff(old, new) {
        let text = if piece.fate == Fate::Removed { &old[piece.old.clone()] } else { &new[piece.new.clone()] };
        // Two paragraphs made one: nothing that could be shown has gone.
        if piece.fate == Fate::Removed && text.trim().is_empty() {
            current.push(Fate::Same, " ");
            continue;
        }
        // The new text has no space there any more.
        let spaced = piece.fate == Fate::Removed && old[..piece.old.start].ends_with(' ');
        if spaced && current.runs.last().is_some_and(|run| !run.text.ends_with(char::is_whitespace)) {
            current.push(Fate::Same, " ");
        }
        let mut lines = text.split('\n').peekable();
        while let Some(line) = lines.next() {
            current.push_words(piece.fate, line);
            if lines.peek().is_some() {
                current.end(&mut all);
            }
        }
    }
    current.end(&mut all);
    all
}

/// The places that were changed with so many words around each, for texts of which no more may be shown: the first `most` of them.
pub fn excerpts(old: &str, new: &str, around: usize, most: usize) -> Vec<Paragraph> {
    let changed = paragraphs(old, new).into_iter().filter(Paragraph::is_changed);
    changed.take(most).map(|paragraph| shortened(paragraph, around)).collect()
}

fn shortened(paragraph: Paragraph, around: usize) -> Paragraph {
    let last = paragraph.runs.len().saturating_sub(1);
    let cut = |(at, run): (usize, Run)| match run.fate {
        Fate::Same => Run { text: ends(&run.text, around, at > 0, at < last), ..run },
        // Of what came or went, twice as much.
        _ => Run { text: ends(&run.text, around * 2, true, false), ..run },
    };
    Paragraph { runs: paragraph.runs.into_iter().enumerate().map(cut).collect() }
}

/// The first and the last so many words, as they are wanted, with "…" for the rest.
fn ends(text: &str, words: usize, first: bool, last: bool) -> String {
    let starts: Vec<usize> = crate::token::Places::new(text, None).map(|place| place.start).collect();
    let wanted = words * (usize::from(first) + usize::from(last));
    if starts.len() <= wanted + 3 {
        return text.to_owned();
    }
    let head = if first { &text[..starts.get(words).copied().unwrap_or(text.len())] } else { "" };
    let tail = if last { &text[starts.get(starts.len() - words).copied().unwrap_or(0)..] } else { "" };
    format!("{}…{tail}", head.trim_end())
}

impl Paragraph {
    fn push_words(&mut self, fate: Fate, line: &str) {
        if fate == Fate::Same {
            return self.push(fate, line);
        }
        // The space after a word is neither gone nor new.
        let words = line.trim_end();
        let space = line.len() > words.len();
        let lead = words.len() - words.trim_start().len();
        if lead > 0 {
            self.push(Fate::Same, " ");
        }
        self.push(fate, &words[lead..]);
        if space {
            self.push(Fate::Same, " ");
        }
    }

    fn push(&mut self, fate: Fate, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.runs.last_mut().filter(|last| last.fate == fate) {
            Some(last) => last.text.push_str(text),
            None => self.runs.push(Run { fate, text: text.to_owned() }),
        }
    }

    fn end(&mut self, all: &mut Vec<Paragraph>) {
        let mut done = std::mem::replace(self, Paragraph { runs: Vec::new() });
        if let Some(first) = done.runs.first_mut().filter(|run| run.fate == Fate::Same) {
            first.text = first.text.trim_start().to_owned();
        }
        if let Some(last) = done.runs.last_mut().filter(|run| run.fate == Fate::Same) {
            last.text.truncate(last.text.trim_end().len());
        }
        done.runs.retain(|run| !run.text.is_empty());
        if !done.runs.is_empty() {
            all.push(done);
        }
    }
}
