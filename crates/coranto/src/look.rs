//! How times, counts and articles are written for a person at a terminal.

use coranto_core::{Block, Millis, Stamp};

/// "3 min ago", "in 2 h", "never".
pub fn when(at: Option<Millis>, now: Millis) -> String {
    let Some(at) = at else { return "never".into() };
    let span = if at > now { at.since(now) } else { now.since(at) }.as_secs();
    let amount = match span {
        0..60 => format!("{span} s"),
        60..3_600 => format!("{} min", span / 60),
        3_600..172_800 => format!("{} h", span / 3_600),
        _ => format!("{} d", span / 86_400),
    };
    if at > now { format!("in {amount}") } else { format!("{amount} ago") }
}

/// ISO 8601 with the offset that the publisher wrote; a day alone when no hour was named.
pub fn iso(stamp: &Stamp) -> String {
    let offset = jiff::tz::Offset::from_seconds(i32::from(stamp.offset_minutes.unwrap_or(0)) * 60)
        .unwrap_or(jiff::tz::Offset::UTC);
    let local = offset.to_datetime(stamp.at.timestamp());
    if stamp.day_only {
        return local.strftime("%Y-%m-%d").to_string();
    }
    let zone = if offset.is_zero() {
        "Z".to_owned()
    } else {
        let minutes = offset.seconds() / 60;
        format!("{}{:02}:{:02}", if minutes < 0 { '-' } else { '+' }, minutes.abs() / 60, minutes.abs() % 60)
    };
    format!("{}{zone}", local.strftime("%Y-%m-%dT%H:%M:%S"))
}

/// The body as HTML. The inline markup of blocks passed the allow-list when it was made.
pub fn html(blocks: &[Block]) -> String {
    blocks.iter().map(block_html).collect::<Vec<_>>().join("\n")
}

fn block_html(block: &Block) -> String {
    match block {
        Block::Paragraph { html } => format!("<p>{html}</p>"),
        Block::Heading { level, html } => format!("<h{level}>{html}</h{level}>"),
        Block::List { ordered, items } => {
            let tag = if *ordered { "ol" } else { "ul" };
            let items: String = items.iter().map(|item| format!("  <li>{item}</li>\n")).collect();
            format!("<{tag}>\n{items}</{tag}>")
        }
        Block::Quote { paragraphs, cite } => {
            let paragraphs: String = paragraphs.iter().map(|p| format!("<p>{p}</p>")).collect();
            let cite = cite.as_deref().map(|c| format!("<footer>{}</footer>", escape(c))).unwrap_or_default();
            format!("<blockquote>{paragraphs}{cite}</blockquote>")
        }
        Block::Image(picture) => {
            let alt = escape(picture.alt.as_deref().unwrap_or_default());
            let caption = [picture.caption.as_deref(), picture.credit.as_deref()]
                .into_iter()
                .flatten()
                .map(escape)
                .collect::<Vec<_>>()
                .join(" · ");
            let caption = if caption.is_empty() { caption } else { format!("<figcaption>{caption}</figcaption>") };
            format!("<figure><img src=\"{}\" alt=\"{alt}\">{caption}</figure>", escape(picture.src.as_str()))
        }
        Block::Table { caption, rows } => {
            let caption = caption.as_deref().map(|c| format!("<caption>{}</caption>", escape(c))).unwrap_or_default();
            let rows: String = rows
                .iter()
                .map(|row| {
                    let cells: String = row
                        .iter()
                        .map(|cell| {
                            let tag = if cell.header { "th" } else { "td" };
                            format!("<{tag}>{}</{tag}>", cell.html)
                        })
                        .collect();
                    format!("  <tr>{cells}</tr>\n")
                })
                .collect();
            format!("<table>{caption}\n{rows}</table>")
        }
        Block::Preformatted { text } => format!("<pre>{}</pre>", escape(text)),
        Block::Embed { href, provider, text } => {
            format!("<p><a href=\"{}\">{}</a></p>", escape(href.as_str()), escape(text.as_deref().unwrap_or(provider)))
        }
        Block::Rule => "<hr>".to_owned(),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_as_a_person_would() {
        let now = Millis(1_000_000_000_000);
        assert_eq!(when(None, now), "never");
        assert_eq!(when(Some(Millis(now.0 - 90_000)), now), "1 min ago");
        assert_eq!(when(Some(Millis(now.0 + 2 * Millis::HOUR)), now), "in 2 h");
        assert_eq!(when(Some(Millis(now.0 - 3 * Millis::DAY)), now), "3 d ago");
    }

    #[test]
    fn stamps_keep_the_offset_they_were_written_in() {
        let at = Millis(1_780_000_000_000);
        assert_eq!(iso(&Stamp { at, offset_minutes: Some(330), day_only: false }), "2026-05-29T01:56:40+05:30");
        assert_eq!(iso(&Stamp { at, offset_minutes: Some(-90), day_only: false }), "2026-05-28T18:56:40-01:30");
        assert_eq!(iso(&Stamp { at, offset_minutes: None, day_only: false }), "2026-05-28T20:26:40Z");
        assert_eq!(iso(&Stamp { at, offset_minutes: None, day_only: true }), "2026-05-28");
    }
}
