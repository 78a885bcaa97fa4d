//! Live blogs: a page of entries, each with the time it was written. Every entry begins with a heading that holds its time and its headline; the order is the
//! page's own. Found by times that stand in boxes beside one another, or before paragraphs, on a page that says it is live.

use super::Clues;
use super::cut::Cuts;
use super::lines::{Fate, Kind, Line};
use super::write;
use crate::dom::{Dom, Id, Tag};
use crate::inline;
use crate::meta::{instant, time_of_day};
use coranto_core::{Address, Block, Millis, Stamp};
use std::collections::HashMap;

const FEWEST_ENTRIES: usize = 3;
/// A page with more times than this is a table of them.
const MOST_MARKS: usize = 3_000;
/// Headings of entries stand below the page's own.
const LEVEL: u8 = 3;

pub(super) struct Live {
    container: Id,
    entries: Vec<Entry>,
}

struct Entry {
    from: Id,
    to: Id,
    /// As the page shows it.
    text: String,
    at: Option<Stamp>,
}

/// A time, and the element that holds it.
struct Mark {
    node: Id,
    text: String,
}

impl Live {
    pub fn find(dom: &Dom<'_>, lines: &[Line], clues: &Clues<'_>) -> Option<Live> {
        let said = clues.live.said || says_live(clues.title) || says_live_in_path(clues.address);
        let marks = marks(dom, said);
        if marks.len() < FEWEST_ENTRIES || marks.len() >= MOST_MARKS {
            return None;
        }
        let mut groups = groups(dom, &marks);
        groups.retain(|(container, entries)| {
            entries.len() >= FEWEST_ENTRIES && (said || is_named_live(dom, *container, entries))
        });
        for (container, entries) in &mut groups {
            stretch(dom, lines, *container, entries);
        }
        let worth = |entries: &[Entry]| entries.iter().map(|e| words(lines, e)).sum::<u32>();
        let (container, mut entries) = groups.into_iter().max_by_key(|(_, entries)| worth(entries))?;
        entries.retain(|e| words(lines, e) > 0);
        if entries.len() < FEWEST_ENTRIES || worth(&entries) < 8 * entries.len() as u32 {
            return None;
        }
        // A list of dated headlines beside an article has times too, but not the page's sentences.
        let sentences = |lines: &[Line]| lines.iter().filter(|l| is_sentence(l)).map(|l| l.words).sum::<u32>();
        let own: u32 = entries.iter().map(|e| sentences(&lines[span(lines, e)])).sum();
        if own * 2 < sentences(lines) {
            return None;
        }
        if entries.iter().map(|e| links(lines, e)).sum::<u32>() * 2 > worth(&entries) || !is_one_event(&entries) {
            return None;
        }
        date(&mut entries, clues, lines);
        Some(Live { container, entries })
    }

    /// Entries are boxes with headlines of their own, like the cards of other articles, and are not that.
    pub fn claim(&self, lines: &mut [Line]) {
        for entry in &self.entries {
            for line in within(lines, entry) {
                line.foreign = None;
            }
        }
    }

    /// The heading that an entry begins with is its headline, linked or not, when text of the entry is kept.
    pub fn keep_headlines(&self, lines: &mut [Line]) {
        for entry in &self.entries {
            let own = within(lines, entry);
            let told = own.iter().any(Line::kept);
            let first = own
                .iter_mut()
                .find(|l| l.words > 0 && l.text != entry.text && matches!(l.kind, Kind::Heading(_) | Kind::Paragraph));
            if let Some(line) = first.filter(|l| told && matches!(l.kind, Kind::Heading(_))) {
                line.fate = Fate::Keep("the headline of an entry");
            }
        }
    }

    /// The box to read: the one that was chosen, unless it lies within the list of entries or beside it.
    pub fn main(&self, dom: &Dom<'_>, chosen: Id) -> Id {
        if dom.within(self.container, chosen) { chosen } else { self.container }
    }

    pub fn blocks(&self, dom: &Dom<'_>, lines: &[Line], cuts: &Cuts, base: &Address) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut done = 0;
        for entry in &self.entries {
            let from = lines.partition_point(|l| l.first < entry.from).max(done);
            let to = lines.partition_point(|l| l.first < entry.to).max(from);
            blocks.extend(write::blocks(dom, &lines[done..from], cuts, base));
            blocks.extend(headed(write::blocks(dom, &lines[from..to], cuts, base), entry));
            done = to;
        }
        blocks.extend(write::blocks(dom, &lines[done..], cuts, base));
        blocks
    }
}

/// The entries that the page tells machines, for a page that draws them by script.
pub(crate) fn told(live: &crate::meta::Live, base: &Address) -> Vec<Block> {
    let mut blocks = Vec::new();
    for told in &live.entries {
        let body = crate::read::fragment(&told.body, base);
        let entry = Entry { from: 0, to: 0, text: String::new(), at: told.at };
        let heading = Block::Heading { level: LEVEL, html: inline::escaped(&told.headline) };
        blocks.extend(headed(std::iter::once(heading).chain(body).collect(), &entry));
    }
    blocks
}

/// The entry's blocks under a heading with its time.
fn headed(mut blocks: Vec<Block>, entry: &Entry) -> Vec<Block> {
    let Some(first) = blocks.iter().position(|b| !matches!(b, Block::Image(_) | Block::Rule)) else {
        return blocks;
    };
    let mut headline = String::new();
    match &mut blocks[first] {
        Block::Heading { html, .. } => {
            headline = without_time(html, &entry.text);
            blocks.remove(first);
        }
        Block::Paragraph { html } => {
            *html = without_time(html, &entry.text);
            if html.is_empty() {
                blocks.remove(first);
                if let Some(Block::Heading { html, .. }) = blocks.get(first) {
                    headline = html.clone();
                    blocks.remove(first);
                }
            }
        }
        _ => {}
    }
    if blocks.is_empty() && headline.is_empty() {
        return blocks;
    }
    let time = time(entry);
    let html = match (time.is_empty(), headline.is_empty()) {
        (false, false) => format!("{time} {headline}"),
        _ => time + &headline,
    };
    if !html.is_empty() {
        blocks.insert(0, Block::Heading { level: LEVEL, html });
    }
    blocks
}

fn time(entry: &Entry) -> String {
    let Some(at) = entry.at else { return inline::escaped(&entry.text) };
    let iso = iso(&at);
    let shown = if entry.text.is_empty() { iso.get(11..16).unwrap_or_default() } else { &entry.text };
    format!("<time datetime=\"{iso}\">{}</time>", inline::escaped(shown))
}

/// With the zone it was written in.
fn iso(stamp: &Stamp) -> String {
    let minutes = i64::from(stamp.offset_minutes.unwrap_or(0));
    let local = Millis(stamp.at.0.saturating_add(minutes * Millis::MINUTE)).iso();
    match minutes {
        0 => local,
        m => {
            let sign = if m < 0 { '-' } else { '+' };
            format!("{}{sign}{:02}:{:02}", local.trim_end_matches('Z'), m.abs() / 60, m.abs() % 60)
        }
    }
}

/// The markup of a line without the time at its beginning.
fn without_time(html: &str, time: &str) -> String {
    let mut rest = html.trim();
    if rest.starts_with("<time") {
        rest = rest.split_once("</time>").map_or(rest, |(_, after)| after);
    } else if !time.is_empty() {
        let time = inline::escaped(time);
        if let Some(after) = rest.strip_prefix(time.as_str()) {
            rest = after;
        } else {
            for name in ["strong", "b", "em", "i", "span", "u", "mark"] {
                let wrapped = format!("<{name}>{time}</{name}>");
                if let Some(after) = rest.strip_prefix(wrapped.as_str()) {
                    rest = after;
                    break;
                }
                // "<strong>10:42 – The ferry leaves</strong> It had"
                if let Some(after) = rest.strip_prefix(&format!("<{name}>{time}")) {
                    let after = after.trim_start_matches(is_separator);
                    return match after.strip_prefix(&format!("</{name}>")) {
                        Some(after) => after.trim_start_matches(is_separator).to_owned(),
                        None => format!("<{name}>{after}"),
                    };
                }
            }
        }
    }
    let rest = rest.trim_start_matches(|c: char| is_separator(c)).trim_start_matches("<br>");
    rest.trim().to_owned()
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '–' | '—' | '-' | ':' | '|' | '·' | '•' | '.' | ',' | '/')
}

/// `said`: the page says that it is live, so that times without an element of their own count too.
fn marks(dom: &Dom<'_>, said: bool) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut id = 1;
    while id < dom.len() && marks.len() < MOST_MARKS {
        let tag = dom.tag(id);
        let mark = match tag {
            Tag::Time => element(dom, id),
            Tag::Span | Tag::Div | Tag::P | Tag::A | Tag::Strong | Tag::B | Tag::Em
                if said && dom.end(id) - id <= 4 && is_named_time(dom, id) =>
            {
                element(dom, id)
            }
            Tag::P | Tag::H2 | Tag::H3 | Tag::H4 | Tag::Li if said => leading(dom, id),
            _ => None,
        };
        if let Some(mark) = mark {
            // "Published 10:42, updated 10:50" is one entry's.
            let again = marks
                .last()
                .is_some_and(|last| id - last.node <= 12 && dom.parent(last.node) == dom.parent(id) && !tag.is_block());
            let end = dom.end(id);
            if !again {
                marks.push(mark);
            }
            id = if matches!(tag, Tag::Li) { id + 1 } else { end };
        } else {
            id += 1;
        }
    }
    marks
}

fn element(dom: &Dom<'_>, id: Id) -> Option<Mark> {
    if dom.end(id) - id > 12 {
        return None;
    }
    let text = dom.line(id);
    (text.chars().count() <= 60 && stamp_of(dom, id, &text).is_some_or_clock(&text)).then_some(Mark { node: id, text })
}

/// What the element's attributes or its text say.
fn stamp_of(dom: &Dom<'_>, id: Id, text: &str) -> Said {
    let exact = ["datetime", "data-timestamp", "data-time", "content", "title"]
        .iter()
        .filter_map(|name| dom.attr(id, name))
        .find_map(|value| instant(&value))
        .or_else(|| instant(text))
        .filter(|s| !s.day_only);
    Said(exact)
}

struct Said(Option<Stamp>);

impl Said {
    fn is_some_or_clock(&self, text: &str) -> bool {
        self.0.is_some() || time_of_day(text).is_some()
    }
}

fn is_named_time(dom: &Dom<'_>, id: Id) -> bool {
    dom.attr(id, "class").is_some_and(|class| {
        let class = class.to_ascii_lowercase();
        ["time", "stamp", "clock", "hour", "date", "zeit", "heure", "hora"].iter().any(|w| class.contains(w))
    })
}

/// A paragraph or heading that begins with a time of day.
fn leading(dom: &Dom<'_>, id: Id) -> Option<Mark> {
    let first = dom.below(id).take(6).find(|n| !dom.text(*n).trim().is_empty())?;
    let text = clock_at_start(dom.text(first).trim_start())?;
    Some(Mark { node: id, text: text.to_owned() })
}

fn clock_at_start(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    let hours = bytes.iter().take(3).take_while(|b| b.is_ascii_digit()).count();
    let separator = bytes.get(hours)?;
    let minutes = bytes.get(hours + 1..hours + 3)?.iter().all(u8::is_ascii_digit);
    if !(1..=2).contains(&hours) || !matches!(separator, b':' | b'.' | b'h' | b'H') || !minutes {
        return None;
    }
    let end = hours + 3;
    // "24.11.2026" and "3.14159" are no times of day.
    if bytes.get(end).is_some_and(|b| b.is_ascii_digit())
        || bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit)
    {
        return None;
    }
    let rest = text.get(end..)?;
    let trimmed = rest.trim_start();
    let blank = rest.len() - trimmed.len();
    let unit = ["uhr", "am", "pm", "a.m.", "p.m.", "gmt", "utc", "cet", "bst", "ist", "est", "h"].iter().find(|u| {
        trimmed.get(..u.len()).is_some_and(|t| t.eq_ignore_ascii_case(u))
            && !trimmed[u.len()..].starts_with(char::is_alphanumeric)
    });
    let end = unit.map_or(end, |u| end + blank + u.len());
    text.get(..end)
}

/// Entries that stand beside one another, by the box they stand in.
fn groups(dom: &Dom<'_>, marks: &[Mark]) -> Vec<(Id, Vec<Entry>)> {
    const HIGHEST: usize = 12;
    let nodes: Vec<Id> = marks.iter().map(|m| m.node).collect();
    let held = |id: Id| nodes.partition_point(|n| *n < dom.end(id)) - nodes.partition_point(|n| *n < id);
    let mut found: HashMap<Id, Vec<Entry>> = HashMap::new();
    for mark in marks {
        let alone = |a: &Id| held(*a) == 1 && !matches!(dom.tag(*a), Tag::Body | Tag::Html | Tag::Main | Tag::Document);
        let from = dom.ancestors(mark.node).take(HIGHEST).take_while(alone).last().unwrap_or(mark.node);
        let at = stamp_of(dom, mark.node, &mark.text).0;
        let entry = Entry { from, to: dom.end(from), text: mark.text.clone(), at };
        found.entry(dom.parent(from)).or_default().push(entry);
    }
    let mut groups: Vec<(Id, Vec<Entry>)> = found.into_iter().collect();
    groups.sort_by_key(|(container, _)| *container);
    groups
}

/// Where times stand before paragraphs rather than in boxes with them, an entry goes on to the next time.
fn stretch(dom: &Dom<'_>, lines: &[Line], container: Id, entries: &mut [Entry]) {
    let flat = entries.iter().all(|e| {
        let tag = dom.tag(e.from);
        tag.is_heading() || matches!(tag, Tag::P | Tag::Time | Tag::Span | Tag::Strong | Tag::B | Tag::Dt)
    });
    let poor = entries.iter().map(|e| words(lines, e)).sum::<u32>() < 5 * entries.len() as u32;
    if !flat && !poor {
        return;
    }
    let starts: Vec<Id> = entries.iter().skip(1).map(|e| e.from).chain([dom.end(container)]).collect();
    for (entry, to) in entries.iter_mut().zip(starts) {
        entry.to = to;
    }
}

fn words(lines: &[Line], entry: &Entry) -> u32 {
    lines[span(lines, entry)].iter().map(|l| l.words).sum()
}

fn span(lines: &[Line], entry: &Entry) -> std::ops::Range<usize> {
    let from = lines.partition_point(|l| l.first < entry.from);
    from..lines.partition_point(|l| l.first < entry.to).max(from)
}

fn is_sentence(line: &Line) -> bool {
    line.words >= 12 && line.links() < 0.4 && line.ends_as_sentence()
}

fn links(lines: &[Line], entry: &Entry) -> u32 {
    lines[span(lines, entry)].iter().map(|l| l.link_words).sum()
}

/// Cards of other articles bear dates of months and years; somebody who reports live writes every day.
fn is_one_event(entries: &[Entry]) -> bool {
    let at = || entries.iter().filter_map(|e| e.at.map(|s| s.at.0));
    let (Some(first), Some(last)) = (at().min(), at().max()) else { return true };
    (last - first) / Millis::DAY <= entries.len() as i64
}

fn within<'l>(lines: &'l mut [Line], entry: &Entry) -> &'l mut [Line] {
    let from = lines.partition_point(|l| l.first < entry.from);
    let to = lines.partition_point(|l| l.first < entry.to).max(from);
    &mut lines[from..to]
}

fn says_live(title: &str) -> bool {
    let lower = title.to_lowercase();
    let words = [
        "live",
        "liveblog",
        "liveticker",
        "ticker",
        "онлайн",
        "хроника",
        "مباشر",
        "مباشرة",
        "diretta",
        "canlı",
        "trực",
    ];
    lower.split(|c: char| !c.is_alphanumeric()).any(|w| words.contains(&w))
        || [
            "minute by minute",
            "en direct",
            "en vivo",
            "minuto a minuto",
            "al minuto",
            "ao vivo",
            "as it happened",
            "لحظة بلحظة",
            "直播",
            "速報",
            "ライブ",
            "실시간",
            "прямая трансляция",
            "direkte",
            "زنده",
            "लाइव",
        ]
        .iter()
        .any(|phrase| lower.contains(phrase))
}

fn says_live_in_path(address: &Address) -> bool {
    address.url().path().to_ascii_lowercase().split(|c: char| !c.is_ascii_alphanumeric()).any(|w| {
        ["live", "liveblog", "liveticker", "ticker", "livefeed", "directo", "direct", "envivo", "diretta"].contains(&w)
    })
}

fn is_named_live(dom: &Dom<'_>, container: Id, entries: &[Entry]) -> bool {
    let named = |id: Id| {
        ["class", "id", "itemtype"].iter().any(|name| {
            dom.attr(id, name).is_some_and(|value| {
                let value = value.to_ascii_lowercase();
                [
                    "liveblog",
                    "live-blog",
                    "live_blog",
                    "live-update",
                    "liveupdate",
                    "live-feed",
                    "livefeed",
                    "live-post",
                    "livepost",
                    "liveticker",
                    "live-ticker",
                    "live-entry",
                    "lb-post",
                ]
                .iter()
                .any(|w| value.contains(w))
            })
        })
    };
    std::iter::once(container).chain(dom.ancestors(container).take(5)).any(named)
        || entries.first().is_some_and(|e| named(e.from))
}

/// Gives each entry its instant: its own, what the page tells machines, or its time of day on the day that the entries around it say.
fn date(entries: &mut [Entry], clues: &Clues<'_>, lines: &[Line]) {
    let zone = clues.published.and_then(|p| p.offset_minutes).or_else(|| clues.modified.and_then(|m| m.offset_minutes));
    let told: HashMap<String, Stamp> =
        clues.live.entries.iter().filter_map(|told| Some((letters(&told.headline), told.at?))).collect();
    for entry in entries.iter_mut() {
        match &mut entry.at {
            Some(at) if at.offset_minutes.is_none() => *at = in_zone(at, zone),
            Some(_) => {}
            None => entry.at = told_of(entry, &told, lines),
        }
    }
    let clocks: Vec<Option<(i64, Option<i16>)>> = entries.iter().map(|e| time_of_day(&e.text)).collect();
    let minutes: Vec<i64> = clocks.iter().flatten().map(|(m, _)| *m).collect();
    let falls = minutes.windows(2).filter(|w| w[1] < w[0]).count();
    let newest_first = falls * 2 > minutes.len().saturating_sub(1);
    let known = entries.iter().find_map(|e| e.at);
    let from = if newest_first { clues.modified.or(clues.published) } else { clues.live.start.or(clues.published) };
    let Some(from) = known.or(from).or(clues.published) else { return };
    let local = |s: &Stamp, zone: Option<i16>| s.at.0 + i64::from(zone.unwrap_or(0)) * Millis::MINUTE;
    let mut day = local(&from, from.offset_minutes.or(zone)).div_euclid(Millis::DAY);
    let mut last: Option<i64> = None;
    for (entry, clock) in entries.iter_mut().zip(clocks) {
        if let Some(at) = &entry.at {
            let local = local(at, at.offset_minutes);
            day = local.div_euclid(Millis::DAY);
            last = Some(local.rem_euclid(Millis::DAY) / Millis::MINUTE);
            continue;
        }
        let Some((minute, own)) = clock else { continue };
        match last {
            // Over midnight, one way or the other.
            Some(last) if newest_first && minute > last => day -= 1,
            Some(last) if !newest_first && minute < last => day += 1,
            _ => {}
        }
        last = Some(minute);
        let offset = own.or(zone);
        let at = day * Millis::DAY + minute * Millis::MINUTE - i64::from(offset.unwrap_or(0)) * Millis::MINUTE;
        entry.at = Some(Stamp { at: Millis(at), offset_minutes: offset, day_only: false });
    }
}

fn in_zone(stamp: &Stamp, zone: Option<i16>) -> Stamp {
    let Some(zone) = zone else { return *stamp };
    let at = Millis(stamp.at.0.saturating_sub(i64::from(zone) * Millis::MINUTE));
    Stamp { at, offset_minutes: Some(zone), day_only: stamp.day_only }
}

/// The instant of the told entry with the same headline.
fn told_of(entry: &Entry, told: &HashMap<String, Stamp>, lines: &[Line]) -> Option<Stamp> {
    const MOST_LINES: usize = 4;
    if told.is_empty() {
        return None;
    }
    let from = lines.partition_point(|l| l.first < entry.from);
    let to = lines.partition_point(|l| l.first < entry.to).max(from);
    let own = lines[from..to].iter().filter(|l| l.words >= 2).take(MOST_LINES);
    own.filter_map(|line| {
        told.get(&letters(&line.text)).or_else(|| told.get(&letters(without(&line.text, &entry.text))))
    })
    .copied()
    .next()
}

fn without<'t>(line: &'t str, time: &str) -> &'t str {
    line.strip_prefix(time).unwrap_or(line)
}

/// Equal for headlines that differ in blanks, marks and capitals only.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
