//! Kept lines as blocks.

use super::cut::Cuts;
use super::initials;
use super::lines::{Kind, Line};
use super::sweep::list_of;
use crate::dom::{Dom, Id, Tag};
use crate::inline::{self, Writer};
use crate::{embed, picture};
use coranto_core::{Address, Block, TableCell};

pub(super) fn blocks(dom: &Dom<'_>, lines: &[Line], cuts: &Cuts, base: &Address) -> Vec<Block> {
    let kept: Vec<&Line> = lines.iter().filter(|l| l.kept()).collect();
    let pen = Pen { dom, cuts, writer: Writer { dom, base }, base, right_to_left: runs_right_to_left(&kept) };
    let mut blocks: Vec<Block> = Vec::with_capacity(kept.len());
    let mut at = 0;
    while at < kept.len() {
        at += pen.block(&kept[at..], &mut blocks);
    }
    tidy(&mut blocks);
    blocks
}

struct Pen<'p, 's> {
    dom: &'p Dom<'s>,
    cuts: &'p Cuts,
    writer: Writer<'p, 's>,
    base: &'p Address,
    /// The article's own direction.
    right_to_left: bool,
}

/// More lines are written in a script that runs from right to left than not.
fn runs_right_to_left(lines: &[&Line]) -> bool {
    let (mut right, mut all) = (0, 0);
    for line in lines.iter().filter(|l| l.words >= 3).take(200) {
        let first = line.text.chars().filter(|c| c.is_alphabetic()).take(12);
        let letters =
            first.filter(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'));
        right += usize::from(letters.count() >= 6);
        all += 1;
    }
    right * 2 > all
}

impl Pen<'_, '_> {
    /// Writes the block that begins with the first of `lines`; says how many lines went into it.
    fn block(&self, lines: &[&Line], blocks: &mut Vec<Block>) -> usize {
        let line = lines[0];
        match line.kind {
            Kind::Paragraph | Kind::Cell | Kind::Caption => {
                self.push(self.html(line), blocks, |html| Block::Paragraph { html })
            }
            Kind::Heading(level) => {
                self.push(self.html(line), blocks, |html| Block::Heading { level: level.clamp(2, 4), html })
            }
            Kind::Preformatted => {
                let text = self.lines_of(line);
                if !text.trim().is_empty() {
                    blocks.push(Block::Preformatted { text });
                }
                1
            }
            Kind::Item => self.list(lines, blocks),
            Kind::Quote => self.quote(lines, blocks),
            Kind::Table => {
                blocks.extend(self.table(line.first));
                1
            }
            Kind::Image => {
                blocks.extend(picture::picture(self.dom, line.first, self.base).map(Block::Image));
                1
            }
            Kind::Slide => {
                let picture = picture::picture(self.dom, line.first, self.base);
                // Its caption is told below it.
                blocks.extend(picture.map(|p| Block::Image(coranto_core::Picture { caption: None, ..p })));
                1
            }
            Kind::Embed => {
                blocks.extend(embed::embed(self.dom, line.first, self.base));
                1
            }
            Kind::Rule => {
                blocks.push(Block::Rule);
                1
            }
        }
    }

    fn push(&self, html: String, blocks: &mut Vec<Block>, make: impl FnOnce(String) -> Block) -> usize {
        if !html.is_empty() {
            blocks.push(make(html));
        }
        1
    }

    fn html(&self, line: &Line) -> String {
        let html = self.writer.write(line.block, line.first, line.last, &|id| self.cuts.has(id));
        let html = match line.initial {
            Some(node) => inline::escaped(&initials::text(self.dom, node)) + &html,
            None => html,
        };
        crate::tongue::declared(self.dom, line.block, self.turned(line, html))
    }

    /// Text that runs against the page's direction says so.
    fn turned(&self, line: &Line, html: String) -> String {
        let own = std::iter::once(line.block)
            .chain(self.dom.ancestors(line.block))
            .take(6)
            .take_while(|a| !matches!(self.dom.tag(*a), Tag::Body | Tag::Html))
            .find_map(|a| self.dom.attr(a, "dir"));
        match own.as_deref().map(str::trim) {
            Some(dir) if dir.eq_ignore_ascii_case("rtl") && !self.right_to_left => {
                format!("<span dir=\"rtl\">{html}</span>")
            }
            Some(dir) if dir.eq_ignore_ascii_case("ltr") && self.right_to_left => {
                format!("<span dir=\"ltr\">{html}</span>")
            }
            _ => html,
        }
    }

    fn list(&self, lines: &[&Line], blocks: &mut Vec<Block>) -> usize {
        let list = list_of(self.dom, lines[0].block);
        let count = lines.iter().take_while(|l| l.kind == Kind::Item && self.dom.within(l.first, list)).count().max(1);
        let mut items: Vec<String> = Vec::new();
        let mut last_item = None;
        for line in &lines[..count] {
            let html = self.html(line);
            if html.is_empty() {
                continue;
            }
            // Two paragraphs of one item stay one item.
            let item = std::iter::once(line.block)
                .chain(self.dom.ancestors(line.block))
                .find(|a| matches!(self.dom.tag(*a), Tag::Li | Tag::Dd | Tag::Dt));
            let tag = item.map_or(Tag::Other, |i| self.dom.tag(i));
            let html = if tag == Tag::Dt { format!("<strong>{html}</strong>") } else { html };
            // What a term means stands with it.
            let meaning = tag == Tag::Dd && last_item.is_some_and(|l| matches!(self.dom.tag(l), Tag::Dt | Tag::Dd));
            match items.last_mut() {
                Some(previous) if meaning || (item.is_some() && item == last_item) => {
                    previous.push_str("<br>");
                    previous.push_str(&html);
                }
                _ => items.push(html),
            }
            last_item = item;
        }
        if !items.is_empty() {
            blocks.push(Block::List { ordered: self.dom.tag(list) == Tag::Ol, items });
        }
        count
    }

    fn quote(&self, lines: &[&Line], blocks: &mut Vec<Block>) -> usize {
        let around = |id: Id| {
            std::iter::once(id).chain(self.dom.ancestors(id)).filter(|a| self.dom.tag(*a) == Tag::Blockquote).last()
        };
        let quote = around(lines[0].block);
        let count = lines.iter().take_while(|l| l.kind == Kind::Quote && around(l.block) == quote).count().max(1);
        let mut paragraphs: Vec<String> =
            lines[..count].iter().map(|l| self.html(l)).filter(|h| !h.is_empty()).collect();
        let mut cite = None;
        if paragraphs.len() > 1
            && let Some(last) = paragraphs.last()
            && last.starts_with("<cite>")
            && last.ends_with("</cite>")
        {
            cite = Some(inline::text_of(last).trim_start_matches(['—', '–', '-', ' ']).to_owned());
            paragraphs.pop();
        }
        if !paragraphs.is_empty() {
            blocks.push(Block::Quote { paragraphs, cite });
        }
        count
    }

    fn table(&self, id: Id) -> Option<Block> {
        let mut rows: Vec<Vec<TableCell>> = Vec::new();
        let mut caption = None;
        for n in self.dom.below(id) {
            match self.dom.tag(n) {
                Tag::Tr => rows.push(Vec::new()),
                tag @ (Tag::Td | Tag::Th) if rows.len() <= 500 => {
                    let html = self.writer.write(n, n + 1, self.dom.end(n), &|id| self.cuts.has(id));
                    if let Some(row) = rows.last_mut()
                        && row.len() < 60
                    {
                        row.push(TableCell { html, header: tag == Tag::Th });
                    }
                }
                Tag::Caption => caption = Some(self.dom.line(n)).filter(|c| !c.is_empty()),
                _ => {}
            }
        }
        rows.retain(|row| row.iter().any(|cell| !cell.html.is_empty()));
        (!rows.is_empty()).then_some(Block::Table { caption, rows })
    }

    /// Text with its line breaks.
    fn lines_of(&self, line: &Line) -> String {
        let mut text = String::new();
        for n in line.first..line.last {
            match self.dom.tag(n) {
                Tag::Text if !self.dom.tag(self.dom.parent(n)).is_raw() => {
                    text.push_str(&self.dom.text(n).replace("\r\n", "\n"))
                }
                Tag::Br => text.push('\n'),
                _ => {}
            }
        }
        text.trim_matches('\n').to_owned()
    }
}

/// Rules at the ends and doubled, the same picture twice.
fn tidy(blocks: &mut Vec<Block>) {
    let mut seen: Vec<String> = Vec::new();
    let mut after_rule = true;
    blocks.retain(|block| match block {
        Block::Rule => !std::mem::replace(&mut after_rule, true),
        Block::Image(picture) => {
            let path = picture.src.url().path().to_owned();
            let new = !seen.contains(&path);
            if new && seen.len() < 200 {
                seen.push(path);
            }
            new
        }
        _ => {
            after_rule = false;
            true
        }
    });
    while blocks.last() == Some(&Block::Rule) {
        blocks.pop();
    }
}

/// The words of the report, a line a block. Captions and posts of others are shown, but they are not the report's text.
pub(crate) fn text_of(blocks: &[Block]) -> String {
    let mut out = String::new();
    let mut line = |text: &str| {
        let text = text.trim();
        if !text.is_empty() {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(text);
        }
    };
    for block in blocks {
        match block {
            Block::Paragraph { html } | Block::Heading { html, .. } => line(&inline::text_of(html)),
            Block::List { items, .. } => items.iter().for_each(|item| line(&inline::text_of(item))),
            Block::Quote { paragraphs, cite } => {
                paragraphs.iter().for_each(|p| line(&inline::text_of(p)));
                if let Some(cite) = cite {
                    line(cite);
                }
            }
            Block::Table { rows, .. } => {
                for row in rows {
                    let cells: Vec<String> = row.iter().map(|cell| inline::text_of(&cell.html)).collect();
                    line(&cells.join(" "));
                }
            }
            Block::Preformatted { text } => line(text),
            Block::Image(_) | Block::Embed { .. } | Block::Rule => {}
        }
    }
    out
}
