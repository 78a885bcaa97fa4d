//! A page as its reader sees it: one line after the other, each with what it is and how much of it is links.

use super::cut::Cuts;
use super::hints::Hints;
use crate::dom::{Dom, Id, Tag, push_collapsed};
use crate::memory::Remembered;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    Heading(u8),
    Item,
    Quote,
    Caption,
    Preformatted,
    Cell,
    /// A table of data, whole.
    Table,
    Image,
    /// A picture of a gallery: what stands under it is the report and comes as lines of its own.
    Slide,
    /// A player, a post of a social network.
    Embed,
    Rule,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Keep(&'static str),
    Drop(&'static str),
}

impl Fate {
    pub fn is_drop(self) -> bool {
        matches!(self, Fate::Drop(_))
    }
}

#[derive(Debug)]
pub(super) struct Line {
    pub kind: Kind,
    /// The nearest element that begins a line.
    pub block: Id,
    /// First node of the line and one past its last.
    pub first: Id,
    pub last: Id,
    /// On one line.
    pub text: String,
    pub words: u32,
    pub link_words: u32,
    /// The large first letter that stood in a box of its own before the line; it is in `text`, and its node is not in the line.
    pub initial: Option<Id>,
    /// Share of the line, in percent, that the page also tells machines.
    pub vouched: u8,
    /// Why the line belongs to something else than this article, by how the box around it is built.
    pub foreign: Option<&'static str>,
    /// What other pages of the publisher say of it.
    pub remembered: Option<Remembered>,
    pub fate: Fate,
}

impl Line {
    pub fn kept(&self) -> bool {
        matches!(self.fate, Fate::Keep(_))
    }

    /// Share of link words, 0 to 1.
    pub fn links(&self) -> f32 {
        if self.words == 0 { 0.0 } else { self.link_words as f32 / self.words as f32 }
    }

    pub fn ends_as_sentence(&self) -> bool {
        ends_as_sentence(&self.text)
    }
}

pub(super) fn ends_as_sentence(text: &str) -> bool {
    let end = text.trim_end_matches(|c: char| {
        matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | ' ' | '*' | '“' | '「' | '」' | '』')
    });
    end.ends_with(['.', '!', '?', ':', ';', '…', '。', '！', '？', '؟', '۔', '।', '։'])
}

pub(super) fn lines(dom: &Dom<'_>, root: Id, cuts: &Cuts) -> Vec<Line> {
    let gallery = is_gallery(dom, cuts);
    let mut layout = Layout { dom, cuts, gallery, lines: Vec::new(), open: None, media: Vec::new(), breaks: 0 };
    layout.walk(root, Place { block: root, kind: Kind::Paragraph, link: false, quote: false });
    layout.flush();
    super::initials::join(dom, &mut layout.lines);
    layout.lines
}

#[derive(Clone, Copy)]
struct Place {
    block: Id,
    kind: Kind,
    link: bool,
    quote: bool,
}

struct Layout<'d, 's> {
    dom: &'d Dom<'s>,
    cuts: &'d Cuts,
    /// The report is told in the captions.
    gallery: bool,
    lines: Vec<Line>,
    open: Option<Line>,
    /// Pictures met in the middle of a line come after it.
    media: Vec<Line>,
    breaks: u8,
}

impl Layout<'_, '_> {
    fn walk(&mut self, id: Id, place: Place) {
        for child in self.dom.children(id) {
            let tag = self.dom.tag(child);
            if self.cuts.has(child) {
                if tag.is_block() {
                    self.flush();
                }
                continue;
            }
            match tag {
                Tag::Text => self.text(child, place),
                Tag::Br => self.line_break(place),
                Tag::Hr => {
                    self.flush();
                    self.whole(child, Kind::Rule, place, false);
                }
                Tag::Img | Tag::AmpImg | Tag::Picture => self.whole(child, Kind::Image, place, self.open.is_some()),
                Tag::Iframe
                | Tag::Video
                | Tag::Audio
                | Tag::Embed
                | Tag::Object
                | Tag::AmpYoutube
                | Tag::AmpTwitter
                | Tag::AmpInstagram
                | Tag::AmpIframe
                | Tag::AmpVideo
                | Tag::AmpEmbed => self.whole(child, Kind::Embed, place, self.open.is_some()),
                Tag::Figure if self.gallery && told_paragraphs(self.dom, child) > 0 => {
                    self.flush();
                    self.whole(child, Kind::Slide, place, false);
                    self.told(child, place);
                }
                Tag::Figure if self.is_picture(child) => {
                    self.flush();
                    self.whole(child, Kind::Image, place, false);
                }
                Tag::Blockquote if is_post(self.dom, child) => {
                    self.flush();
                    self.whole(child, Kind::Embed, place, false);
                }
                Tag::Table if is_data(self.dom, child) => {
                    self.flush();
                    self.table(child, place);
                }
                _ if tag.is_block() => {
                    self.flush();
                    self.walk(child, self.inside(child, tag, place));
                    self.flush();
                }
                Tag::A => self.walk(child, Place { link: true, ..place }),
                _ => self.walk(child, place),
            }
        }
    }

    fn inside(&self, id: Id, tag: Tag, place: Place) -> Place {
        let quote = place.quote || tag == Tag::Blockquote;
        let kind = match tag {
            Tag::H1 => Kind::Heading(1),
            Tag::H2 => Kind::Heading(2),
            Tag::H3 => Kind::Heading(3),
            Tag::H4 | Tag::H5 | Tag::H6 => Kind::Heading(4),
            Tag::Li | Tag::Dd | Tag::Dt => Kind::Item,
            Tag::Summary => Kind::Heading(4),
            Tag::Figcaption | Tag::Caption => Kind::Caption,
            Tag::Pre | Tag::Listing => Kind::Preformatted,
            Tag::Td | Tag::Th => Kind::Cell,
            Tag::Blockquote => Kind::Quote,
            _ if matches!(place.kind, Kind::Caption | Kind::Preformatted) => place.kind,
            _ => match named(self.dom, id) {
                Named::Caption => Kind::Caption,
                _ if place.kind == Kind::Item => place.kind,
                Named::Question => Kind::Heading(3),
                Named::Else if quote => Kind::Quote,
                Named::Else if matches!(place.kind, Kind::Heading(_)) => place.kind,
                Named::Else => Kind::Paragraph,
            },
        };
        Place { block: id, kind, link: place.link, quote }
    }

    fn text(&mut self, id: Id, place: Place) {
        let text = self.dom.text(id);
        if self.open.is_none() {
            if text.trim_ascii().is_empty() {
                return;
            }
            self.open = Some(new_line(place.kind, place.block, id));
        }
        let Some(line) = &mut self.open else { return };
        if !text.trim_ascii().is_empty() {
            self.breaks = 0;
        }
        let joined =
            !line.text.ends_with(' ') && !text.starts_with(|c: char| c.is_whitespace()) && !line.text.is_empty();
        push_collapsed(&mut line.text, text);
        let words = count(text);
        // "<b>W</b>ord" is one word.
        let words = words.saturating_sub(u32::from(joined && words > 0));
        line.words += words;
        if place.link {
            line.link_words += words;
        }
        line.last = id + 1;
    }

    fn line_break(&mut self, place: Place) {
        if place.kind == Kind::Preformatted {
            return;
        }
        self.breaks += 1;
        if self.breaks >= 2 {
            self.flush();
        } else if let Some(line) = &mut self.open
            && !line.text.ends_with(' ')
        {
            line.text.push(' ');
        }
    }

    fn whole(&mut self, id: Id, kind: Kind, place: Place, later: bool) {
        let mut line = new_line(kind, place.block, id);
        line.last = self.dom.end(id);
        if later {
            self.media.push(line);
        } else {
            self.lines.push(line);
        }
    }

    fn table(&mut self, id: Id, place: Place) {
        let mut line = new_line(Kind::Table, place.block, id);
        line.last = self.dom.end(id);
        let mut n = id + 1;
        let mut link_until = 0;
        while n < line.last {
            if self.cuts.has(n) {
                n = self.dom.end(n);
                continue;
            }
            match self.dom.tag(n) {
                Tag::Text => {
                    push_collapsed(&mut line.text, self.dom.text(n));
                    let words = count(self.dom.text(n));
                    line.words += words;
                    if n < link_until {
                        line.link_words += words;
                    }
                }
                Tag::A => link_until = self.dom.end(n),
                tag if (tag.is_block() || tag == Tag::Br) && !line.text.is_empty() && !line.text.ends_with(' ') => {
                    line.text.push(' ');
                }
                _ => {}
            }
            n += 1;
        }
        if line.words > 0 {
            self.lines.push(line);
        }
    }

    fn flush(&mut self) {
        self.breaks = 0;
        if let Some(mut line) = self.open.take() {
            line.text.truncate(line.text.trim_end().len());
            if !line.text.is_empty() {
                self.lines.push(line);
            }
        }
        self.lines.append(&mut self.media);
    }

    /// The paragraphs under a picture, as paragraphs of the report.
    fn told(&mut self, figure: Id, place: Place) {
        for n in self.dom.below(figure).filter(|n| is_told(self.dom, *n, figure)) {
            if !self.cuts.has(n) {
                self.walk(n, Place { block: n, kind: Kind::Paragraph, ..place });
                self.flush();
            }
        }
    }

    /// A figure with a picture in it, not one that wraps half an article.
    fn is_picture(&self, id: Id) -> bool {
        let mut picture = false;
        let mut words = 0;
        let mut caption_until = 0;
        for n in self.dom.below(id) {
            match self.dom.tag(n) {
                Tag::Img | Tag::AmpImg | Tag::Picture => picture = true,
                Tag::Figcaption => caption_until = self.dom.end(n),
                Tag::Iframe | Tag::Table | Tag::Blockquote | Tag::Video | Tag::Pre => return false,
                Tag::Text if n >= caption_until => words += count(self.dom.text(n)),
                _ => {}
            }
        }
        picture && words < 120
    }
}

/// Pictures with paragraphs under them, and hardly another paragraph on the page: there the captions are the report.
fn is_gallery(dom: &Dom<'_>, cuts: &Cuts) -> bool {
    let (mut slides, mut told) = (0u32, 0usize);
    let mut paragraphs = Vec::new();
    let mut id = 1;
    while id < dom.len() {
        if cuts.has(id) {
            id = dom.end(id);
            continue;
        }
        match dom.tag(id) {
            Tag::Figure => {
                let chars = told_paragraphs(dom, id);
                slides += u32::from(chars >= 40);
                told += chars;
                id = dom.end(id);
            }
            Tag::P => {
                paragraphs.push(id);
                id = dom.end(id);
            }
            _ => id += 1,
        }
    }
    slides >= 3 && told > paragraphs.into_iter().map(|id| dom.line(id).len()).sum()
}

/// Bytes of the paragraphs in the caption of a figure that has a picture.
fn told_paragraphs(dom: &Dom<'_>, figure: Id) -> usize {
    if !dom.below(figure).any(|n| matches!(dom.tag(n), Tag::Img | Tag::AmpImg | Tag::Picture)) {
        return 0;
    }
    dom.below(figure).filter(|n| is_told(dom, *n, figure)).map(|n| dom.line(n).len()).sum()
}

fn is_told(dom: &Dom<'_>, id: Id, figure: Id) -> bool {
    dom.tag(id) == Tag::P
        && dom.ancestors(id).take_while(|a| *a != figure).take(4).any(|a| dom.tag(a) == Tag::Figcaption)
}

fn new_line(kind: Kind, block: Id, first: Id) -> Line {
    Line {
        kind,
        block,
        first,
        last: first + 1,
        text: String::new(),
        words: 0,
        link_words: 0,
        initial: None,
        vouched: 0,
        foreign: None,
        remembered: None,
        fate: Fate::Drop(super::sweep::OUTSIDE),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    Caption,
    Question,
    Else,
}

/// What the names of a box say of its text.
fn named(dom: &Dom<'_>, id: Id) -> Named {
    for (name, value) in dom.raw_attributes(id) {
        let class = name.eq_ignore_ascii_case("class");
        if (class || name.eq_ignore_ascii_case("itemprop")) && Hints::of(value).caption {
            return Named::Caption;
        }
        if class && (value.contains("uestion") || value.contains("faq")) && is_question(dom, id, value) {
            return Named::Question;
        }
    }
    Named::Else
}

/// A question of a list of them, in a box that is named so.
fn is_question(dom: &Dom<'_>, id: Id, class: &str) -> bool {
    const MOST_NODES: Id = 12;
    let named = class.split_ascii_whitespace().any(|name| {
        let name = name.to_ascii_lowercase();
        name.contains("question") && !name.contains("questions") || name == "faq-title"
    });
    named && dom.end(id) - id <= MOST_NODES && {
        let text = dom.line(id);
        text.len() <= 400 && text.ends_with(['?', '？', '؟'])
    }
}

/// A post of a social network, put into the page as a quotation by that network's script.
pub(super) fn is_post(dom: &Dom<'_>, id: Id) -> bool {
    dom.attr(id, "class").is_some_and(|class| {
        [
            "twitter-tweet",
            "twitter-video",
            "instagram-media",
            "tiktok-embed",
            "bluesky-embed",
            "mastodon-embed",
            "reddit-card",
            "reddit-embed-bq",
            "fb-post",
            "text-post-media",
        ]
        .iter()
        .any(|name| class.split_whitespace().any(|c| c == *name))
    })
}

/// Rows and columns of short cells; tables that only lay a page out are read through.
fn is_data(dom: &Dom<'_>, id: Id) -> bool {
    let (mut rows, mut cells, mut chars, mut longest) = (0u32, 0u32, 0usize, 0usize);
    for n in dom.below(id) {
        match dom.tag(n) {
            Tag::Table | Tag::Form | Tag::H1 | Tag::Article => return false,
            Tag::Tr => rows += 1,
            Tag::Td | Tag::Th => cells += 1,
            Tag::Text => {
                let len = dom.text(n).trim_ascii().len();
                chars += len;
                longest = longest.max(len);
            }
            _ => {}
        }
    }
    rows >= 2 && cells >= rows * 2 && chars / (cells as usize).max(1) < 160 && longest < 1_000
}

/// Words in a run of text; two characters of a script without blanks count as one.
pub(super) fn count(text: &str) -> u32 {
    let mut words = 0;
    let mut dense = 0;
    let mut inside = false;
    for c in text.chars() {
        if c.is_ascii() {
            let letter = c.is_ascii_alphanumeric();
            if letter && !inside {
                words += 1;
            }
            // Apostrophes and hyphens do not end a word.
            inside = letter || (inside && matches!(c, '\'' | '-'));
        } else if is_dense(c) {
            dense += 1;
            inside = false;
        } else if c.is_alphanumeric() {
            if !inside {
                words += 1;
            }
            inside = true;
        } else {
            inside = inside
                && matches!(c, '’' | '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{301}' | '\u{93e}'..='\u{94d}' | '\u{64b}'..='\u{652}');
        }
    }
    words + (dense as u32).div_ceil(2)
}

fn is_dense(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}' | '\u{e00}'..='\u{eff}' | '\u{1780}'..='\u{17ff}')
}
