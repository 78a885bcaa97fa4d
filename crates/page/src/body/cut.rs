//! Whole boxes that are never read: scripts, controls, hidden boxes, and boxes whose tag, role or name says that they are not the article.

use super::hints::Hints;
use crate::dom::{Dom, Id, Tag};
use std::collections::{HashMap, HashSet};

/// Which boxes were cut, with the reason; a cut box takes its content with it.
pub(crate) struct Cuts {
    reasons: Vec<u8>,
    /// A box for those who paid was read by the operator's choice.
    pub spared: bool,
    /// Such a box was left unread.
    pub withheld: bool,
    /// Bytes of text on the whole page.
    pub text_bytes: u32,
}

/// Scripts, styles, controls.
pub(crate) const NEVER_TEXT: &str = "never text for readers";

const REASONS: &[&str] = &[
    "",
    NEVER_TEXT,
    "hidden from readers",
    "page furniture by its element",
    "page furniture by its role",
    "page furniture by its name",
    "beside the article by its name",
    "for those who paid",
];

const PAID: u8 = 7;

impl Cuts {
    #[inline]
    pub fn has(&self, id: Id) -> bool {
        self.reasons[id as usize] != 0
    }

    pub fn iter(&self) -> impl Iterator<Item = (Id, &'static str)> + '_ {
        self.reasons.iter().enumerate().filter(|(_, r)| **r != 0).map(|(id, r)| (id as Id, REASONS[*r as usize]))
    }
}

/// Text in each box: how much in all, how much in links, how much in running paragraphs.
struct Measure {
    chars: Vec<u32>,
    running: Vec<u32>,
    /// The longest text that stands directly in each element.
    longest: Vec<u32>,
    /// First headings, and captions with text, before each node: a box's own are the difference at its ends.
    firsts: Vec<u32>,
    captions: Vec<u32>,
}

impl Measure {
    fn of(dom: &Dom<'_>) -> Measure {
        let count = dom.len() as usize;
        let mut chars = vec![0u32; count];
        let mut running = vec![0u32; count];
        let mut longest = vec![0u32; count];
        for id in (1..count).rev() {
            let node = dom.node(id as Id);
            let parent = node.parent as usize;
            if node.tag == Tag::Text {
                if !dom.tag(node.parent).is_raw() {
                    let text = dom.text(id as Id);
                    let len = text.trim_ascii().len() as u32;
                    chars[id] = len;
                    longest[parent] = longest[parent].max(len);
                    // A long run of text is a paragraph wherever it stands.
                    if len > 80 {
                        running[id] = len;
                    }
                }
            } else if node.tag == Tag::P && chars[id] > 40 {
                running[id] = chars[id];
            }
            chars[parent] += chars[id];
            running[parent] += running[id];
        }
        let mut firsts = Vec::with_capacity(count + 1);
        let mut captions = Vec::with_capacity(count + 1);
        let (mut first, mut caption) = (0, 0);
        for (id, chars) in chars.iter().enumerate() {
            firsts.push(first);
            captions.push(caption);
            match dom.tag(id as Id) {
                Tag::H1 => first += 1,
                Tag::Figcaption if *chars >= 20 => caption += 1,
                _ => {}
            }
        }
        firsts.push(first);
        captions.push(caption);
        Measure { chars, running, longest, firsts, captions }
    }

    fn holds_first_heading(&self, dom: &Dom<'_>, id: Id) -> bool {
        self.firsts[dom.end(id) as usize] > self.firsts[id as usize + 1]
    }

    fn captions_in(&self, dom: &Dom<'_>, id: Id) -> u32 {
        self.captions[dom.end(id) as usize] - self.captions[id as usize]
    }
}

/// Characters of running text below which shares of it say nothing.
const LITTLE: u32 = 600;

/// Cuts by every sign. `paid`: read also what is kept for those who paid.
pub(super) fn cut(dom: &Dom<'_>, paid: bool) -> Cuts {
    let measure = Measure::of(dom);
    // On a page with hardly any text the footer would be most of it.
    let whole = measure.running.first().copied().unwrap_or(0).max(LITTLE);
    let hidden_text = hidden_text(dom, &measure, whole, paid);
    let answers = answers(dom);
    let mut cuts = unreadable(dom);
    cuts.text_bytes = measure.chars.first().copied().unwrap_or(0);
    let mut id = 1;
    while id < dom.len() {
        if cuts.has(id) {
            id = dom.end(id);
            continue;
        }
        let spared = paid && is_paid_text(dom, id, &measure);
        cuts.spared |= spared;
        let reason = if spared { 0 } else { reason(dom, id, &measure, whole, &hidden_text, &answers) };
        cuts.withheld |= reason == PAID && measure.running[id as usize] > 0;
        if reason != 0 {
            cuts.reasons[id as usize] = reason;
            id = dom.end(id);
        } else {
            id += 1;
        }
    }
    cuts
}

/// Cuts only what no reader ever sees as text.
pub(super) fn unreadable(dom: &Dom<'_>) -> Cuts {
    let mut reasons = vec![0u8; dom.len() as usize];
    for id in 1..dom.len() {
        let hidden = match dom.tag(id) {
            Tag::Script
            | Tag::Style
            | Tag::Template
            | Tag::Head
            | Tag::Title
            | Tag::Noembed
            | Tag::Noframes
            | Tag::Svg
            | Tag::Math
            | Tag::Canvas
            | Tag::Select
            | Tag::Textarea
            | Tag::Datalist
            | Tag::Input
            | Tag::Meta
            | Tag::Link
            | Tag::Map
            | Tag::Rp
            | Tag::Rt => true,
            Tag::A => leads_back(dom, id),
            Tag::Noscript => !dom.below(id).any(|n| dom.tag(n) == Tag::Img),
            _ => false,
        };
        reasons[id as usize] = u8::from(hidden);
    }
    Cuts { reasons, spared: false, withheld: false, text_bytes: 0 }
}

/// The arrow at the end of a note, back to where it was called.
fn leads_back(dom: &Dom<'_>, id: Id) -> bool {
    dom.end(id) - id <= 4
        && dom.end(id) > id + 1
        && dom.below(id).all(|n| {
            let text = dom.text(n);
            text.len() <= 12
                && text.chars().all(|c| {
                    c.is_whitespace() || matches!(c, '↩' | '↑' | '⏎' | '^' | '⤴' | '↵' | '\u{fe0e}' | '\u{fe0f}')
                })
        })
        && dom.below(id).any(|n| !dom.text(n).trim().is_empty())
        && dom.attr(id, "href").is_some_and(|href| href.contains('#'))
}

/// What a question opens: boxes that are hidden until a reader asks.
fn answers<'s>(dom: &Dom<'s>) -> HashSet<&'s str> {
    let mut ids = HashSet::new();
    for id in 1..dom.len() {
        let may_ask = matches!(dom.tag(id), Tag::Button | Tag::Dt | Tag::H2 | Tag::H3 | Tag::H4);
        if !may_ask || dom.end(id) - id > 12 {
            continue;
        }
        let controls = dom.raw_attributes(id).iter().find(|(name, _)| name.eq_ignore_ascii_case("aria-controls"));
        if let Some((_, controls)) = controls
            && dom.line(id).ends_with(['?', '？', '؟'])
        {
            ids.insert(controls.trim());
        }
    }
    ids
}

/// Classes whose boxes are hidden one by one and together hold much of the page's running text: a script shows them, such as behind "Read on".
/// What is hidden from those who did not pay stays unread, unless the operator wants it.
fn hidden_text<'s>(dom: &Dom<'s>, measure: &Measure, whole: u32, paid: bool) -> HashSet<&'s str> {
    let mut totals: HashMap<&'s str, u32> = HashMap::new();
    for id in 1..dom.len() {
        let running = measure.running[id as usize];
        if running == 0 || !matches!(dom.tag(id), Tag::Div | Tag::P | Tag::Section | Tag::Span) {
            continue;
        }
        let mut class = "";
        let mut hidden = false;
        for (name, value) in dom.raw_attributes(id) {
            if name.eq_ignore_ascii_case("class") {
                class = value;
            } else if name.eq_ignore_ascii_case("style") {
                hidden = hides(value);
            }
        }
        if hidden && !class.is_empty() && !Hints::of(class).is_dialogue() && (paid || !is_for_subscribers(class)) {
            *totals.entry(class).or_default() += running;
        }
    }
    totals
        .into_iter()
        .filter(|(_, running)| u64::from(*running) * 4 > u64::from(whole))
        .map(|(class, _)| class)
        .collect()
}

fn is_for_subscribers(class: &str) -> bool {
    let class = class.to_ascii_lowercase();
    ["subscri", "premium", "paywall", "member", "regwall", "piano", "metered", "encrypted"]
        .iter()
        .any(|mark| class.contains(mark))
}

/// A box that is named for those who paid and holds running text rather than the offer to pay.
fn is_paid_text(dom: &Dom<'_>, id: Id, measure: &Measure) -> bool {
    let (chars, running) = (measure.chars[id as usize], measure.running[id as usize]);
    running >= 200
        && u64::from(running) * 10 >= u64::from(chars) * 7
        && matches!(dom.tag(id), Tag::Div | Tag::Section | Tag::P | Tag::Article | Tag::Span | Tag::Aside)
        && ["class", "id"].iter().any(|name| dom.attr(id, name).is_some_and(|value| is_for_subscribers(&value)))
}

/// Utility classes that hide, unless others of their kind show the box again on larger screens.
fn hidden_by_class(class: &str) -> bool {
    let hides = |name: &str| matches!(name, "hidden" | "hide" | "d-none" | "is-hidden" | "visually-hidden");
    let shows = |name: &str| {
        name.starts_with("d-") || [":block", ":flex", ":inline", ":grid"].iter().any(|way| name.contains(way))
    };
    let mut names = class.split_ascii_whitespace();
    names.clone().any(hides) && !names.any(|name| !hides(name) && shows(name))
}

fn reason(
    dom: &Dom<'_>,
    id: Id,
    measure: &Measure,
    whole: u32,
    hidden_text: &HashSet<&str>,
    answers: &HashSet<&str>,
) -> u8 {
    let tag = dom.tag(id);
    if matches!(tag, Tag::Text | Tag::Html | Tag::Body | Tag::Main | Tag::Br) {
        return 0;
    }
    let chars = measure.chars[id as usize];
    // Share of all running text that would go with this box, in percent.
    let share = measure.running[id as usize].min(whole) as u64 * 100 / whole as u64;
    match tag {
        Tag::Nav | Tag::Menu | Tag::Dialog | Tag::AmpAd | Tag::AmpSocialShare if share < 40 => return 3,
        Tag::Button if asks(dom, id) => return 0,
        Tag::Button | Tag::Label if share < 10 => return 3,
        Tag::Aside if super::doubles::is_pull_quote(dom, id) => return 0,
        Tag::Footer | Tag::Aside if share < 40 => return 3,
        Tag::Form if share < 20 => return 3,
        _ => {}
    }
    let attributes = dom.raw_attributes(id);
    if attributes.is_empty() {
        return 0;
    }
    let mut hints = Hints::default();
    let mut hidden = false;
    let mut class = "";
    for (name, value) in attributes {
        match name.len() {
            2 if name.eq_ignore_ascii_case("id") => {
                if !answers.is_empty() && answers.contains(value.trim()) {
                    return 0;
                }
                hints = hints.and(Hints::of(value));
            }
            4 if name.eq_ignore_ascii_case("role") => {
                let role = value.trim();
                if share < 40
                    && [
                        "navigation",
                        "banner",
                        "contentinfo",
                        "search",
                        "dialog",
                        "alert",
                        "alertdialog",
                        "menu",
                        "menubar",
                        "complementary",
                        "toolbar",
                        "tablist",
                        "tooltip",
                    ]
                    .iter()
                    .any(|r| role.eq_ignore_ascii_case(r))
                {
                    return 4;
                }
            }
            // Markup that was escaped for a script and leaked out of it.
            _ if value.starts_with("\\\"") || value.starts_with("\\'") => return 1,
            5 if name.eq_ignore_ascii_case("class") => {
                hints = hints.and(Hints::of(value));
                hidden |= share < 15 && hidden_by_class(value);
                class = value;
            }
            5 if name.eq_ignore_ascii_case("style") => hidden |= hides(value),
            6 if name.eq_ignore_ascii_case("hidden") => hidden = true,
            8 if name.eq_ignore_ascii_case("itemprop") && value.eq_ignore_ascii_case("articleBody") => return 0,
            10 if name.eq_ignore_ascii_case("aria-modal") => hints.junk = true,
            11 if name.eq_ignore_ascii_case("aria-hidden") && value.eq_ignore_ascii_case("true") => {
                hidden |= share < 20
            }
            _ => {}
        }
    }
    if (hidden && share < 60 && !hidden_text.contains(class)) || (hints.hidden && share < 5) {
        return 2;
    }
    if !class.is_empty() && (hidden || hidden_by_class(class)) && is_for_subscribers(class) {
        return PAID;
    }
    if hints.caption || matches!(tag, Tag::Figure | Tag::Figcaption | Tag::Picture | Tag::Img | Tag::Time) {
        return 0;
    }
    let inline = !tag.is_block();
    // A box with the page's first heading in it is the article's, whatever it is called.
    let main = matches!(tag, Tag::Article | Tag::Main) || measure.holds_first_heading(dom, id);
    if hints.junk
        && !(main && share > 2)
        && share < if hints.body { 15 } else { 30 }
        && !(inline && is_sentence_link(dom, id, tag, measure))
    {
        return 5;
    }
    let gallery = hints.short && measure.captions_in(dom, id) >= 2;
    if (hints.aside || (hints.short && measure.running[id as usize] == 0 && !gallery))
        && !hints.body
        && !tag.is_heading()
        && tag != Tag::A
        && share < 10
        && chars < 600
    {
        return 6;
    }
    0
}

/// A question that is pressed to be answered.
fn asks(dom: &Dom<'_>, id: Id) -> bool {
    dom.end(id) - id <= 12 && {
        let text = dom.line(id);
        text.len() >= 12 && text.len() <= 400 && text.ends_with(['?', '？', '؟'])
    }
}

/// A link or emphasis amid running text is part of its sentence whatever its class is: words are never lost inside a sentence.
fn is_sentence_link(dom: &Dom<'_>, id: Id, tag: Tag, measure: &Measure) -> bool {
    if !matches!(
        tag,
        Tag::A
            | Tag::Span
            | Tag::B
            | Tag::Strong
            | Tag::Em
            | Tag::I
            | Tag::U
            | Tag::Font
            | Tag::Abbr
            | Tag::Cite
            | Tag::Mark
            | Tag::Q
    ) {
        return false;
    }
    // A wrapper around the link stands in the sentence for it.
    for around in dom.ancestors(id).take(4) {
        if measure.longest[around as usize] > 20 {
            return true;
        }
        if dom.tag(around).is_block() {
            return false;
        }
    }
    false
}

fn hides(style: &str) -> bool {
    let mut flat = String::with_capacity(style.len());
    flat.extend(style.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()));
    flat.contains("display:none") || flat.contains("visibility:hidden")
}
