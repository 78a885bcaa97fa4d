//! Which box holds the article: the one whose lines, good and bad together, are most worth reading.

use super::hints::Hints;
use super::lines::{Kind, Line};
use super::recall;
use super::sweep::same_words;
use crate::dom::{Dom, Id, Tag};

/// What a line adds to the box it stands in: its words when it reads like a report, less than nothing when it reads like navigation.
pub(super) fn worth(line: &Line) -> f32 {
    let words = line.words as f32;
    if line.foreign.is_some() && line.vouched < 80 {
        return -words.min(25.0);
    }
    if recall::is_of_the_site(line) {
        return -words.min(25.0);
    }
    let links = line.links();
    let base = match line.kind {
        Kind::Paragraph | Kind::Quote | Kind::Preformatted => {
            if links > 0.6 {
                -words.min(25.0)
            } else if line.words >= 14 || (line.words >= 5 && line.ends_as_sentence()) {
                words - 1.5 * line.link_words as f32
            } else {
                -0.3 * words
            }
        }
        Kind::Item | Kind::Cell => {
            if links > 0.6 {
                -words
            } else if line.words >= 10 && line.ends_as_sentence() {
                0.8 * (words - 2.0 * line.link_words as f32)
            } else {
                -0.3 * words
            }
        }
        Kind::Heading(_) if links > 0.6 => -words,
        Kind::Table => 0.1 * words * (1.0 - 2.0 * links),
        Kind::Heading(_) | Kind::Caption | Kind::Image | Kind::Slide | Kind::Embed | Kind::Rule => 0.0,
    };
    let base = if base > 0.0 && recall::is_of_the_report(line) { base * 1.5 } else { base };
    // What the page tells machines is its text is very likely its text.
    if line.vouched >= 60 { base.max(0.0) + 2.0 * words } else { base }
}

/// How heavily bad words weigh against good ones.
const BADNESS: f32 = 0.6;

/// What is worth reading in each box of a page, and what is not.
pub(super) struct Worth {
    good: Vec<f32>,
    bad: Vec<f32>,
}

impl Worth {
    pub fn of(dom: &Dom<'_>, lines: &[Line]) -> Worth {
        let count = dom.len() as usize;
        let mut bad = vec![0f32; count];
        let mut good = vec![0f32; count];
        for line in lines {
            let worth = worth(line);
            bad[line.block as usize] -= worth.min(0.0);
            good[line.block as usize] += worth.max(0.0);
        }
        for id in (1..count).rev() {
            let parent = dom.parent(id as Id) as usize;
            bad[parent] += bad[id];
            good[parent] += good[id];
        }
        Worth { good, bad }
    }

    pub fn good(&self, id: Id) -> f32 {
        self.good[id as usize]
    }

    /// What is good in the box, times how much of it is good.
    pub fn value(&self, id: Id) -> f32 {
        let (good, bad) = (self.good[id as usize], self.bad[id as usize]);
        if good > 0.0 { good * good / (good + BADNESS * bad) } else { 0.0 }
    }
}

pub(super) fn choose(dom: &Dom<'_>, lines: &[Line], title: &str, worth: &Worth) -> Id {
    let good = &worth.good;
    let mut best = 0usize;
    let mut best_value = f32::MIN;
    for (id, good) in good.iter().enumerate() {
        if *good <= 0.0 || matches!(dom.tag(id as Id), Tag::P | Tag::Text) {
            continue;
        }
        let value = worth.value(id as Id) * preference(dom, id as Id);
        // Later ones are deeper, or stand after: a tie goes to the deeper one.
        if value > best_value || (value == best_value && dom.within(id as Id, best as Id)) {
            (best, best_value) = (id, value);
        }
    }
    if best_value <= 0.0 {
        // Nothing reads like a report. What the page itself calls its main part is shown to the gates.
        let main = (1..dom.len())
            .find(|id| dom.tag(*id) == Tag::Article)
            .or_else(|| (1..dom.len()).find(|id| dom.tag(*id) == Tag::Main));
        return main.unwrap_or(0);
    }
    let best = one_of_many(dom, best as Id, lines, title, good);
    narrow(dom, best, good)
}

/// Pages that go on with the next article for ever: of several boxes with a first heading each, the one with this article's title.
fn one_of_many(dom: &Dom<'_>, best: Id, lines: &[Line], title: &str, good: &[f32]) -> Id {
    let headings: Vec<&Line> =
        lines.iter().filter(|l| l.kind == Kind::Heading(1) && dom.within(l.first, best)).collect();
    if headings.len() < 2 {
        return best;
    }
    let Some(own) = headings.iter().find(|l| same_words(&l.text, title)) else { return best };
    // The highest box around the heading that holds no other one.
    let alone = |id: Id| headings.iter().filter(|l| l.text != own.text).all(|l| !dom.within(l.first, id));
    let box_ = dom.ancestors(own.first).take_while(|id| dom.within(*id, best) && alone(*id)).last();
    box_.filter(|id| good[*id as usize] >= 80.0).unwrap_or(best)
}

/// Boxes that are named as the article's text are preferred a little.
fn preference(dom: &Dom<'_>, id: Id) -> f32 {
    if dom.attr(id, "itemprop").is_some_and(|v| v.eq_ignore_ascii_case("articleBody")) {
        return 1.25;
    }
    let named = ["class", "id"].iter().any(|name| dom.attr(id, name).is_some_and(|v| Hints::of(&v).body));
    if named || matches!(dom.tag(id), Tag::Article | Tag::Main) { 1.05 } else { 1.0 }
}

/// Goes down to the one child that holds almost all.
fn narrow(dom: &Dom<'_>, from: Id, good: &[f32]) -> Id {
    let mut at = from;
    loop {
        let heaviest = dom.children(at).max_by(|a, b| good[*a as usize].total_cmp(&good[*b as usize]));
        match heaviest {
            Some(child)
                if good[child as usize] >= 0.97 * good[at as usize]
                    && !matches!(dom.tag(child), Tag::P | Tag::Text | Tag::Li) =>
            {
                at = child
            }
            _ => return at,
        }
    }
}
