//! The small markdown of the made-up news: paragraphs parted by blank lines, `## ` headings, `- ` and `1. ` lists, `> ` quotations, `|` tables;
//! `[words](address)`, `*em*`, `**strong**` inside them.

use std::fmt::Write;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Paragraph(String),
    Heading(String),
    List {
        ordered: bool,
        items: Vec<String>,
    },
    /// Paragraphs of a quotation set apart.
    Quote(Vec<String>),
    /// The first row is the head.
    Table(Vec<Vec<String>>),
}

impl Block {
    pub fn paragraph_text(&self) -> Option<String> {
        match self {
            Block::Paragraph(text) => Some(plain_inline(text)),
            _ => None,
        }
    }

    /// Every run of words in it, as plain text.
    pub fn texts(&self) -> Vec<String> {
        match self {
            Block::Paragraph(text) | Block::Heading(text) => vec![plain_inline(text)],
            Block::List { items, .. } | Block::Quote(items) => items.iter().map(|i| plain_inline(i)).collect(),
            Block::Table(rows) => rows.iter().flatten().map(|c| plain_inline(c)).collect(),
        }
    }

    pub fn html(&self) -> String {
        match self {
            Block::Paragraph(text) => format!("<p>{}</p>", inline(text)),
            Block::Heading(text) => format!("<h2>{}</h2>", inline(text)),
            Block::List { ordered, items } => {
                let tag = if *ordered { "ol" } else { "ul" };
                let items: String = items.iter().map(|i| format!("<li>{}</li>\n", inline(i))).collect();
                format!("<{tag}>\n{items}</{tag}>")
            }
            Block::Quote(paragraphs) => {
                let paragraphs: String = paragraphs.iter().map(|p| format!("<p>{}</p>", inline(p))).collect();
                format!("<blockquote>{paragraphs}</blockquote>")
            }
            Block::Table(rows) => table(rows),
        }
    }
}

pub fn parse(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim).chain([""]) {
        if line.is_empty() {
            blocks.extend(block(&lines));
            lines.clear();
        } else if line.starts_with("## ") || line.starts_with("### ") {
            blocks.extend(block(&lines));
            lines.clear();
            blocks.push(Block::Heading(line.trim_start_matches('#').trim().to_owned()));
        } else {
            lines.push(line);
        }
    }
    blocks
}

fn block(lines: &[&str]) -> Option<Block> {
    let first = lines.first()?;
    if let Some(items) = marked(lines, |l| l.strip_prefix("- ")) {
        return Some(Block::List { ordered: false, items });
    }
    if let Some(items) = marked(lines, numbered) {
        return Some(Block::List { ordered: true, items });
    }
    if first.starts_with('>') {
        let text: Vec<&str> = lines.iter().map(|l| l.trim_start_matches('>').trim()).collect();
        let paragraphs = text.split(|l| l.is_empty()).map(|p| p.join(" ")).filter(|p| !p.is_empty()).collect();
        return Some(Block::Quote(paragraphs));
    }
    if lines.len() > 1 && lines.iter().all(|l| l.starts_with('|')) {
        let rows = lines.iter().filter(|l| !l.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ')));
        return Some(Block::Table(rows.map(|l| cells(l)).collect()));
    }
    Some(Block::Paragraph(lines.join(" ")))
}

/// The items of a list, when the first line is one; lines without a mark go on with the item before them.
fn marked<'a>(lines: &[&'a str], mark: impl Fn(&'a str) -> Option<&'a str>) -> Option<Vec<String>> {
    mark(lines.first()?)?;
    let mut items: Vec<String> = Vec::new();
    for line in lines {
        match (mark(line), items.last_mut()) {
            (Some(item), _) => items.push(item.trim().to_owned()),
            (None, Some(last)) => {
                last.push(' ');
                last.push_str(line);
            }
            (None, None) => return None,
        }
    }
    Some(items)
}

fn numbered(line: &str) -> Option<&str> {
    let (number, rest) = line.split_once(". ")?;
    // Longer numbers are years that end a sentence.
    ((1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit())).then_some(rest)
}

fn cells(line: &str) -> Vec<String> {
    line.trim_matches('|').split('|').map(|c| c.trim().to_owned()).collect()
}

fn table(rows: &[Vec<String>]) -> String {
    let mut out = String::from("<table>\n");
    for (number, row) in rows.iter().enumerate() {
        let tag = if number == 0 { "th" } else { "td" };
        let cells: String = row.iter().map(|c| format!("<{tag}>{}</{tag}>", inline(c))).collect();
        out.push_str(match number {
            0 => "<thead>",
            1 => "<tbody>",
            _ => "",
        });
        let _ = write!(out, "<tr>{cells}</tr>");
        out.push_str(if number == 0 { "</thead>\n" } else { "\n" });
    }
    out.push_str(if rows.len() > 1 { "</tbody></table>" } else { "</table>" });
    out
}

/// A piece of a line.
enum Piece<'a> {
    Text(&'a str),
    Link { words: &'a str, to: &'a str },
    Em(&'a str),
    Strong(&'a str),
}

/// A line as HTML.
pub fn inline(text: &str) -> String {
    pieces(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(t) => escape(t),
            Piece::Link { words, to } => format!("<a href=\"{}\">{}</a>", escape(to), inline(words)),
            Piece::Em(t) => format!("<em>{}</em>", inline(t)),
            Piece::Strong(t) => format!("<strong>{}</strong>", inline(t)),
        })
        .collect()
}

/// A line as plain text.
pub fn plain_inline(text: &str) -> String {
    pieces(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(t) => t.to_owned(),
            Piece::Link { words: t, .. } | Piece::Em(t) | Piece::Strong(t) => plain_inline(t),
        })
        .collect()
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['[', '*']) {
        let (before, from) = rest.split_at(at);
        let found = link(from).or_else(|| starred(from, "**", Piece::Strong)).or_else(|| starred(from, "*", Piece::Em));
        let (piece, length) = found.unwrap_or((Piece::Text(&from[..1]), 1));
        pieces.push(Piece::Text(before));
        pieces.push(piece);
        rest = &from[length..];
    }
    pieces.push(Piece::Text(rest));
    pieces
}

fn link(from: &str) -> Option<(Piece<'_>, usize)> {
    let middle = from.strip_prefix('[').and(from.find("]("))?;
    let words = &from[1..middle];
    let end = from[middle..].find(')')? + middle;
    (!words.contains('[')).then_some((Piece::Link { words, to: &from[middle + 2..end] }, end + 1))
}

fn starred<'a>(from: &'a str, mark: &str, make: fn(&'a str) -> Piece<'a>) -> Option<(Piece<'a>, usize)> {
    let inside = from.strip_prefix(mark)?;
    let end = inside.find(mark)?;
    let words = &inside[..end];
    let tight = !words.is_empty() && !words.starts_with(char::is_whitespace) && !words.ends_with(char::is_whitespace);
    tight.then(|| (make(words), end + 2 * mark.len()))
}

/// Text for HTML and XML, attributes included.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_becomes_blocks() {
        let blocks = parse(
            "One [link](/x?a=1&b=2) and *soft* and **hard** & 3 * 4.\nStill one.\n\n## Head\nTwo.\n\n- a\n- b\n\n1. c\n2. d\n\n> Said.\n>\n> Again.\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n2026. A year is no list.",
        );
        let html: Vec<String> = blocks.iter().map(Block::html).collect();
        assert_eq!(
            html,
            [
                "<p>One <a href=\"/x?a=1&amp;b=2\">link</a> and <em>soft</em> and <strong>hard</strong> &amp; 3 * 4. Still one.</p>",
                "<h2>Head</h2>",
                "<p>Two.</p>",
                "<ul>\n<li>a</li>\n<li>b</li>\n</ul>",
                "<ol>\n<li>c</li>\n<li>d</li>\n</ol>",
                "<blockquote><p>Said.</p><p>Again.</p></blockquote>",
                "<table>\n<thead><tr><th>A</th><th>B</th></tr></thead>\n<tbody><tr><td>1</td><td>2</td></tr>\n</tbody></table>",
                "<p>2026. A year is no list.</p>",
            ]
        );
        assert_eq!(blocks[0].paragraph_text().unwrap(), "One link and soft and hard & 3 * 4. Still one.");
    }
}
