//! Pieces that several designs use. Class names come from the design, so that no two sites mark their clutter alike.

use super::{Desk, Sheet};
use crate::content::FeedKind;
use crate::date;
use crate::markup::{Block, escape, inline};
use crate::news::{Image, Report};
use crate::seed::Rng;
use crate::words::Words;
use coranto_core::{Lang, Millis};

/// Appends a line; writing into a string cannot fail.
macro_rules! line {
    ($out:expr, $($format:tt)*) => {{
        use std::fmt::Write as _;
        let _ = writeln!($out, $($format)*);
    }};
}
pub(super) use line;

/// `<html>` with the direction of the script.
pub(super) fn html_open(lang: Lang) -> String {
    format!("<!DOCTYPE html>\n<html lang=\"{lang}\" dir=\"{}\">\n", lang.direction().as_str())
}

/// `<link rel=alternate>` for the feeds.
pub(super) fn feed_links(desk: &Desk<'_>) -> String {
    let mime = match desk.publisher.text.feed {
        FeedKind::Atom => "application/atom+xml",
        FeedKind::Json => "application/feed+json",
        _ => "application/rss+xml",
    };
    let mut out = String::new();
    for (path, section) in desk.publisher.feeds() {
        let title = match &section {
            Some(section) => format!("{} – {}", desk.publisher.text.name, desk.words().section(section)),
            None => desk.publisher.text.name.clone(),
        };
        line!(out, "<link rel=\"alternate\" type=\"{mime}\" title=\"{}\" href=\"{path}\">", escape(&title));
    }
    out
}

/// The text, block by block as `show` writes it, with something of `between` after block n of so many.
pub(super) fn body(
    sheet: &Sheet<'_>,
    show: impl Fn(usize, &Block) -> String,
    between: impl Fn(usize, usize) -> String,
) -> String {
    let mut out = String::new();
    for (number, block) in sheet.blocks.iter().enumerate() {
        line!(out, "{}", show(number, block));
        // Nothing goes between a heading and its text, nor after the end.
        if number + 1 < sheet.blocks.len() && !matches!(block, Block::Heading(_)) {
            out.push_str(&between(number + 1, sheet.blocks.len()));
        }
    }
    out
}

/// A live page: every heading begins an entry, newest first, each with its minute.
pub(super) fn live(sheet: &Sheet<'_>, prefix: &str) -> String {
    let mut at = sheet.version.at;
    let mut rng = Rng::new(sheet.report.id);
    let mut out =
        format!("<p class=\"{prefix}-live-note\"><span>{}</span> {}</p>\n", sheet.words.live, sheet.words.live_note);
    let mut open = false;
    for block in sheet.blocks {
        let heading = matches!(block, Block::Heading(_));
        if heading || !open {
            if open {
                out.push_str("</div>\n");
            }
            open = true;
            line!(
                out,
                "<div class=\"{prefix}-live-entry\" id=\"entry-{}\"><time datetime=\"{}\">{}</time>",
                at.0 / Millis::MINUTE % 100_000,
                date::iso(at, sheet.desk.offset()),
                date::clock(at, sheet.desk.offset())
            );
            at = Millis(at.0 - (6 + rng.below(30) as i64) * Millis::MINUTE);
        }
        line!(
            out,
            "{}",
            if let Block::Heading(text) = block { format!("<h3>{}</h3>", inline(text)) } else { block.html() }
        );
    }
    if open {
        out.push_str("</div>\n");
    }
    out
}

/// A gallery: every paragraph is the caption of a picture of its own; the rest stands as it is.
pub(super) fn gallery(sheet: &Sheet<'_>, prefix: &str) -> String {
    let Some(image) = &sheet.report.image else { return body(sheet, |_, b| b.html(), |_, _| String::new()) };
    let all = sheet.blocks.iter().filter(|b| matches!(b, Block::Paragraph(_))).count();
    let mut number = 0;
    let mut out = format!("<div class=\"{prefix}-gallery\">\n");
    for block in sheet.blocks {
        let Block::Paragraph(text) = block else {
            line!(out, "{}", block.html());
            continue;
        };
        number += 1;
        let picture = Image { seed: image.seed.wrapping_add(number), ..image.clone() };
        line!(
            out,
            "<figure class=\"{prefix}-slide\"><span class=\"{prefix}-count\">{} {number}/{all}</span><img src=\"{}\" alt=\"\" width=\"1200\" height=\"675\" loading=\"lazy\"><figcaption><p>{}</p>{}</figcaption></figure>",
            sheet.words.picture_of,
            sheet.desk.picture(&picture, 1200),
            inline(text),
            image
                .credit
                .as_deref()
                .map(|c| format!("<small>{}: {}</small>", sheet.words.photo, escape(c)))
                .unwrap_or_default()
        );
    }
    out.push_str("</div>\n");
    out
}

/// Links to other reports: `<li>` each.
pub(super) fn link_items(reports: &[&Report], desk: &Desk<'_>) -> String {
    let mut out = String::new();
    for report in reports {
        line!(out, "<li><a href=\"{}\">{}</a></li>", escape(&report.path), escape(&report.version(desk.now).title));
    }
    out
}

/// The sections as `<li>`.
pub(super) fn section_items(desk: &Desk<'_>) -> String {
    let sections = desk.publisher.text.sections.iter();
    sections.map(|s| format!("<li><a href=\"/{s}\">{}</a></li>", escape(desk.words().section(s)))).collect()
}

/// `<time>` with the words of the report's language.
pub(super) fn time(sheet: &Sheet<'_>, at: Millis) -> String {
    let offset = sheet.desk.offset();
    format!("<time datetime=\"{}\">{}</time>", date::iso(at, offset), date::full(at, offset, sheet.report.lang))
}

pub(super) fn share(sheet: &Sheet<'_>, prefix: &str) -> String {
    let address = escape(&sheet.address);
    let words = sheet.words;
    format!(
        "<div class=\"{prefix}-share\"><span>{}</span><ul><li><a href=\"https://post.example/share?u={address}\">Post</a></li><li><a href=\"https://kite.example/send?u={address}\">Kite</a></li><li><a href=\"mailto:?body={address}\">E-mail</a></li><li><button type=\"button\">{}</button></li><li><a href=\"?print=1\">{}</a></li><li><button type=\"button\">{}</button></li></ul></div>\n",
        words.share, words.copy_link, words.print, words.save
    )
}

pub(super) fn advert(words: &Words, prefix: &str, number: usize) -> String {
    let (head, text) = words.adverts[number % words.adverts.len()];
    format!(
        "<div class=\"{prefix}-ad\" id=\"{prefix}-ad-{number}\"><span class=\"{prefix}-ad-label\">{}</span><a href=\"https://ads.example/click?{number}\" rel=\"sponsored nofollow\"><b>{head}</b> {text}</a></div>\n",
        words.advert
    )
}

pub(super) fn newsletter(words: &Words, prefix: &str) -> String {
    format!(
        "<aside class=\"{prefix}-newsletter\"><h3>{}</h3><p>{}</p><form action=\"/newsletter\"><input type=\"email\" placeholder=\"{}\"><button>{}</button></form></aside>\n",
        words.newsletter_head, words.newsletter_text, words.newsletter_field, words.newsletter_button
    )
}

pub(super) fn support(words: &Words, prefix: &str) -> String {
    format!(
        "<div class=\"{prefix}-support\"><h4>{}</h4><p>{}</p><a href=\"/subscribe\">{}</a></div>\n",
        words.support_head, words.support_text, words.subscribe
    )
}

pub(super) fn cookies(words: &Words, id: &str) -> String {
    format!(
        "<div id=\"{id}\" class=\"{id}-overlay\" role=\"dialog\" aria-modal=\"true\"><div class=\"{id}-box\"><h2>{}</h2><p>{}</p><button>{}</button><button>{}</button><a href=\"/privacy\">{}</a></div></div>\n",
        words.cookie_head, words.cookie_text, words.accept, words.reject, words.privacy
    )
}

pub(super) fn comments(sheet: &Sheet<'_>, prefix: &str) -> String {
    let words = sheet.words;
    let mut rng = Rng::new(sheet.report.id ^ 77);
    let mut out = format!(
        "<section class=\"{prefix}-comments\" id=\"comments\"><h3>{} ({})</h3><p class=\"{prefix}-rules\">{}</p><textarea placeholder=\"{}\"></textarea>\n",
        words.comments,
        words.readers.len(),
        words.comment_rules,
        words.comment_field
    );
    for (name, text) in words.readers {
        let at = Millis(sheet.report.published.0 + (20 + rng.below(300) as i64) * Millis::MINUTE);
        line!(
            out,
            "<div class=\"{prefix}-comment\"><b>{name}</b> <span>{}</span><p>{text}</p><a href=\"#reply\">{}</a></div>",
            date::clock(at, sheet.desk.offset()),
            words.reply
        );
    }
    out.push_str("</section>\n");
    out
}

pub(super) fn tags(sheet: &Sheet<'_>, prefix: &str) -> String {
    if sheet.report.keywords.is_empty() {
        return String::new();
    }
    let items: String = sheet
        .report
        .keywords
        .iter()
        .map(|k| format!("<li><a href=\"/topic/{}\" rel=\"tag\">{}</a></li>", crate::seed::slug(k), escape(k)))
        .collect();
    format!("<div class=\"{prefix}-tags\"><span>{}</span><ul>{items}</ul></div>\n", sheet.words.tags)
}

pub(super) fn author_box(sheet: &Sheet<'_>, prefix: &str) -> String {
    let Some(author) = sheet.report.authors().into_iter().next() else { return String::new() };
    format!(
        "<div class=\"{prefix}-bio\"><h4>{}</h4><p><a href=\"/author/{}\">{}</a> {}</p></div>\n",
        sheet.words.about_author,
        crate::seed::slug(&author),
        escape(&author),
        sheet.words.author_bio
    )
}

pub(super) fn footer(desk: &Desk<'_>, prefix: &str) -> String {
    let words = desk.words();
    format!(
        "<footer class=\"{prefix}-footer\"><p>{}</p><ul><li><a href=\"/about\">{}</a></li><li><a href=\"/contact\">{}</a></li><li><a href=\"/privacy\">{}</a></li><li><a href=\"/terms\">{}</a></li><li><a href=\"/jobs\">{}</a></li></ul><p>© {}. {}</p><a href=\"#top\">{}</a></footer>\n",
        words.follow,
        words.imprint,
        words.contact,
        words.privacy,
        words.terms,
        words.jobs,
        escape(&desk.publisher.text.owner),
        words.rights,
        words.to_top
    )
}

/// A figure with caption and credit; `lazy` hides the address from those who do not run scripts.
pub(super) fn figure(sheet: &Sheet<'_>, prefix: &str, lazy: bool) -> String {
    let Some(image) = &sheet.report.image else { return String::new() };
    let large = sheet.desk.picture(image, 1200);
    let small = sheet.desk.picture(image, 640);
    let alt = escape(image.caption.as_deref().unwrap_or_default());
    let picture = match lazy {
        true => format!(
            "<img class=\"lazyload\" src=\"data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==\" data-src=\"{large}\" alt=\"{alt}\"><noscript><img src=\"{large}\" alt=\"{alt}\"></noscript>"
        ),
        false => format!(
            "<img src=\"{small}\" srcset=\"{small} 640w, {large} 1200w\" sizes=\"100vw\" width=\"1200\" height=\"675\" alt=\"{alt}\">"
        ),
    };
    let caption = image
        .caption
        .as_deref()
        .map(|c| format!("<span class=\"{prefix}-caption\">{}</span>", inline(c)))
        .unwrap_or_default();
    let credit = image
        .credit
        .as_deref()
        .map(|c| format!(" <span class=\"{prefix}-credit\">{}: {}</span>", sheet.words.photo, escape(c)));
    format!(
        "<figure class=\"{prefix}-picture\">{picture}<a class=\"{prefix}-zoom\" href=\"{large}\">{}</a><figcaption>{caption}{}</figcaption></figure>\n",
        sheet.words.enlarge,
        credit.unwrap_or_default()
    )
}

/// What runs beside the text: settings, counters, and a template that no reader should see.
pub(super) fn scripts(sheet: &Sheet<'_>) -> String {
    format!(
        "<script>window.dataLayer=window.dataLayer||[];dataLayer.push({{\"page\":{{\"id\":{0},\"type\":\"article\",\"paid\":false}}}});(function(d){{var s=d.createElement('script');s.async=1;s.src='/static/app.js';d.head.appendChild(s)}})(document);</script>\n<script type=\"text/template\" id=\"teaser\"><div class=\"teaser\"><h3>{{{{title}}}}</h3><p>{{{{lead}}}}</p></div></script>\n<noscript><img src=\"/count.gif?id={0}\" width=\"1\" height=\"1\" alt=\"\"></noscript>\n",
        sheet.report.id
    )
}

/// Whole minutes at two hundred words each.
pub(super) fn minutes(sheet: &Sheet<'_>) -> usize {
    let words: usize = sheet.version.blocks.iter().flat_map(Block::texts).map(|t| t.split_whitespace().count()).sum();
    words.div_ceil(200).max(1)
}
