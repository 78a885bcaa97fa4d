//! The body of an article: which lines of a page are the report, and the report as clean blocks.
//!
//! The way of a page: measure every box once, cut what is never read (scripts, hidden boxes, boxes named for what they are not), lay the rest out as
//! lines, find the box whose lines are most worth reading, sweep what does not belong out of it line by line, write what is left as blocks.

mod advice;
mod choose;
mod cut;
mod doubles;
mod evidence;
pub(crate) mod features;
mod hints;
mod initials;
pub(crate) mod learned;
mod lines;
mod live;
mod others;
mod phrases;
mod recall;
mod sweep;
mod under;
mod write;

pub(crate) use cut::NEVER_TEXT;
pub(crate) use live::told;
pub(crate) use phrases::known_phrases;
pub(crate) use sweep::same_words;
pub(crate) use write::text_of;

use crate::dom::{Dom, Id};
use crate::memory::{Memory, Sighting};
use crate::meta::Live;
use crate::site_rules::Site;
use crate::{Options, Why};
use coranto_core::{Address, Block, Stamp};
use learned::Model;
use lines::{Fate, Line};

/// What is known of the article before its body is looked for.
pub(crate) struct Clues<'c> {
    /// The page's own address, what relative links start from, and the address the page says is its true one.
    pub address: &'c Address,
    pub base: &'c Address,
    pub canonical: Option<&'c Address>,
    pub title: &'c str,
    pub summary: &'c str,
    pub authors: &'c [String],
    /// The article's text as the page tells machines (`articleBody`).
    pub told: &'c str,
    /// The entries of a live blog, as the page tells machines.
    pub live: &'c Live,
    pub published: Option<Stamp>,
    pub modified: Option<Stamp>,
    /// What other pages of the publisher taught.
    pub memory: Option<&'c Memory>,
}

pub(crate) struct Body {
    pub blocks: Vec<Block>,
    /// Text for those who paid is in it.
    pub paid: bool,
    pub why: Vec<Why>,
    pub seen: Seen,
    pub sighting: Sighting,
}

/// What stood in the chosen box before the sweep: the gates tell a list of links from an empty page by it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Seen {
    pub words: u32,
    pub link_percent: u8,
    /// Links as long as headlines.
    pub headlines: u32,
    /// Lines that are dates and nothing else.
    pub dates: u32,
    /// Cards of other articles on the whole page.
    pub teasers: u32,
    /// The page carries text for those who paid, which was left unread.
    pub withheld: bool,
    /// Bytes of text on the whole page, and of those lines that were kept.
    pub text_bytes: u32,
    pub kept_bytes: u32,
}

pub(crate) fn read(dom: &Dom<'_>, clues: &Clues<'_>, site: Option<&mut Site<'_, '_>>, options: &Options) -> Body {
    let cut = cut::cut(dom, options.hidden_text);
    let mut lines = lines::lines(dom, 0, &cut);
    let evidence = evidence::Evidence::of(clues);
    evidence.mark(&mut lines);
    let others = others::Others::find(dom, clues);
    others.mark(&mut lines);
    let recalled = recall::recall(dom, &mut lines, clues);
    let live = live::Live::find(dom, &lines, clues);
    if let Some(live) = &live {
        live.claim(&mut lines);
    }
    let worth = choose::Worth::of(dom, &lines);
    let mut main = choose::choose(dom, &lines, clues.title, &worth);
    if let Some(site) = site {
        main = advice::main(site, dom, main, &mut lines, &worth);
        advice::cut(site, dom, main, &mut lines, &worth);
    }
    if let Some(live) = &live {
        main = live.main(dom, main);
    }
    sweep::sweep(dom, &mut lines, main, clues);
    // Entries of a live blog are short and many: nothing the trees have seen.
    let model = if live.is_some() { &Model::default() } else { options.model.as_deref().unwrap_or(&learned::BUILT_IN) };
    let scored = learned::decide(dom, &mut lines, main, clues, model);
    if let Some(live) = &live {
        live.keep_headlines(&mut lines);
    }
    under::drop_lists(&mut lines);
    doubles::drop_doubles(dom, &mut lines);
    let sighting = recalled.map(|r| r.sighting(&lines)).unwrap_or_default();
    let seen = Seen {
        teasers: others.teasers,
        withheld: cut.withheld,
        text_bytes: cut.text_bytes,
        kept_bytes: lines.iter().filter(|l| l.kept()).map(|l| l.text.len() as u32).sum(),
        ..Seen::of(&lines, dom, main)
    };
    let blocks = match &live {
        Some(live) => live.blocks(dom, &lines, &cut, clues.base),
        None => write::blocks(dom, &lines, &cut, clues.base),
    };
    let why = if options.explain { explained(dom, &cut, &lines, &scored) } else { Vec::new() };
    Body { blocks, paid: cut.spared, why, seen, sighting }
}

/// Every line of a page, whatever it is. Pages of a megabyte of text are cut off there.
pub(crate) fn everything(dom: &Dom<'_>) -> String {
    const MOST_BYTES: usize = 1 << 20;
    let mut text = String::new();
    for line in lines::lines(dom, 0, &cut::unreadable(dom)) {
        if text.len() + line.text.len() > MOST_BYTES {
            break;
        }
        if !line.text.is_empty() {
            text.push_str(&line.text);
            text.push('\n');
        }
    }
    text
}

/// All of a fragment, with nothing chosen and nothing swept but what is never read.
pub(crate) fn all(dom: &Dom<'_>, base: &Address) -> Vec<Block> {
    let cut = cut::unreadable(dom);
    let mut lines = lines::lines(dom, 0, &cut);
    sweep::trackers_only(&mut lines);
    write::blocks(dom, &lines, &cut, base)
}

impl Seen {
    fn of(lines: &[Line], dom: &Dom<'_>, main: Id) -> Seen {
        let mut seen = Seen::default();
        let mut links = 0;
        for line in lines.iter().filter(|l| dom.within(l.first, main)) {
            seen.words += line.words;
            links += line.link_words;
            seen.headlines += u32::from(line.link_words >= 4 && line.links() > 0.5);
            seen.dates += u32::from(line.words <= 12 && sweep::is_stamp(&line.text));
        }
        seen.link_percent = (links * 100).checked_div(seen.words).unwrap_or(0).min(100) as u8;
        seen
    }
}

fn explained(dom: &Dom<'_>, cut: &cut::Cuts, lines: &[Line], scored: &learned::Scored) -> Vec<Why> {
    let beginning = |text: &str| text.chars().take(80).collect::<String>();
    let mut why: Vec<(Id, Why)> = cut
        .iter()
        .map(|(id, reason)| {
            let text = beginning(&dom.line(id));
            (id, Why { place: place(dom, id), reason: reason.to_owned(), text, ..Why::default() })
        })
        .filter(|(_, why)| !why.text.is_empty())
        .collect();
    why.extend(lines.iter().enumerate().filter(|(_, l)| !l.text.is_empty()).map(|(at, line)| {
        let (kept, reason) = match line.fate {
            Fate::Keep(reason) => (true, reason.to_owned()),
            Fate::Drop(recall::KNOWN) => (false, recall::in_words(line)),
            Fate::Drop(reason) => (false, reason.to_owned()),
        };
        let seen = at.checked_sub(scored.range.start);
        let row = seen.and_then(|at| scored.rows.get(at));
        let why = Why {
            place: place(dom, line.block),
            kept,
            reason,
            text: line.text.clone(),
            score: seen.and_then(|at| scored.scores.get(at)).copied().flatten(),
            features: row.into_iter().flat_map(|row| features::NAMES.iter().copied().zip(*row)).collect(),
        };
        (line.first, why)
    }));
    why.sort_by_key(|(id, _)| *id);
    why.into_iter().map(|(_, why)| why).collect()
}

/// "article > div.body > p[3]": the last four elements on the way down.
fn place(dom: &Dom<'_>, id: Id) -> String {
    const MOST_SIBLINGS: usize = 400;
    let mut steps: Vec<String> = Vec::new();
    for at in std::iter::once(id).chain(dom.ancestors(id)).filter(|at| *at != 0).take(4) {
        let tag = dom.tag(at);
        let class = dom.attr(at, "class").unwrap_or_default();
        let class = class
            .split_whitespace()
            .next()
            .map(|c| format!(".{}", c.chars().take(30).collect::<String>()))
            .unwrap_or_default();
        // A number in the hundreds helps nobody to find it.
        let same = dom.children(dom.parent(at)).take(MOST_SIBLINGS).filter(|c| dom.tag(*c) == tag);
        let (before, count) = same.fold((0, 0), |(before, count), c| (before + usize::from(c < at), count + 1));
        let number = if count > 1 { format!("[{}]", before + 1) } else { String::new() };
        steps.push(format!("{}{class}{number}", tag.name()));
    }
    steps.reverse();
    steps.join(" > ")
}
