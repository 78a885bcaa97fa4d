//! Pages that are no article: front, sections, about, and the one that says that nothing is there.

use super::{Desk, parts};
use crate::date;
use crate::markup::escape;
use crate::news::Report;
use std::fmt::Write;

/// Paths of the pages about the publisher itself.
const ABOUT: &[&str] = &["/about", "/privacy", "/contact", "/terms", "/jobs", "/newsletter", "/subscribe", "/search"];
/// Paths below which every word is a subject with a page.
const SUBJECTS: &[&str] = &["/topic/", "/dossier/", "/tema/", "/thema/", "/author/", "/sujet/"];

pub(crate) fn front(desk: &Desk<'_>) -> String {
    let text = &desk.publisher.text;
    let mut out = open(desk, &format!("{} – {}", text.name, text.tagline));
    let reports = desk.out();
    let _ = writeln!(out, "<main><h1>{}</h1><p class=\"tagline\">{}</p>", escape(&text.name), escape(&text.tagline));
    for section in &text.sections {
        let of_section: Vec<&Report> = reports.iter().copied().filter(|r| &r.section == section).take(8).collect();
        if !of_section.is_empty() {
            let name = escape(desk.words().section(section));
            let _ = writeln!(out, "<section><h2><a href=\"/{section}\">{name}</a></h2>");
            out.push_str(&teasers(desk, &of_section));
            out.push_str("</section>\n");
        }
    }
    let _ = writeln!(out, "<aside><h2>{}</h2><ol>", desk.words().most_read);
    out.push_str(&parts::link_items(&reports.iter().copied().rev().take(5).collect::<Vec<_>>(), desk));
    out.push_str("</ol></aside></main>\n");
    out.push_str(&close(desk));
    out
}

pub(crate) fn section(desk: &Desk<'_>, section: &str) -> String {
    let name = desk.words().section(section);
    let mut out = open(desk, &format!("{name} – {}", desk.publisher.text.name));
    let _ = writeln!(out, "<main><h1>{}</h1>", escape(name));
    out.push_str(&teasers(desk, &desk.news.out(desk.index, Some(section), desk.now)));
    let _ = writeln!(out, "<button type=\"button\">{}</button></main>", desk.words().load_more);
    out.push_str(&close(desk));
    out
}

pub(crate) fn about(desk: &Desk<'_>, path: &str) -> Option<String> {
    ABOUT.contains(&path).then(|| {
        let text = &desk.publisher.text;
        let mut out = open(desk, &text.name);
        let _ = writeln!(
            out,
            "<main><h1>{}</h1><p>{}</p><p>{}</p></main>",
            escape(&text.name),
            desk.words().about_text,
            escape(&text.owner)
        );
        out.push_str(&close(desk));
        out
    })
}

/// A page about a subject: what the publisher has out, whatever the subject is.
pub(crate) fn subject(desk: &Desk<'_>, path: &str) -> Option<String> {
    let word = SUBJECTS.iter().find_map(|s| path.strip_prefix(s))?;
    let name = percent_encoding::percent_decode_str(word).decode_utf8_lossy().replace(['-', '/'], " ");
    let mut out = open(desk, &format!("{name} – {}", desk.publisher.text.name));
    let _ = writeln!(out, "<main><h1>{}</h1>", escape(&name));
    out.push_str(&teasers(desk, &desk.out().into_iter().take(12).collect::<Vec<_>>()));
    out.push_str("</main>\n");
    out.push_str(&close(desk));
    Some(out)
}

pub(crate) fn missing(desk: &Desk<'_>) -> String {
    let words = desk.words();
    let mut out = open(desk, words.not_found);
    let _ = writeln!(out, "<main><h1>{}</h1><p>{}</p></main>", words.not_found, words.not_found_text);
    out.push_str(&close(desk));
    out
}

fn open(desk: &Desk<'_>, title: &str) -> String {
    let mut out = parts::html_open(desk.publisher.lang);
    let _ = write!(
        out,
        "<head>\n<meta charset=\"{}\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n{}<link rel=\"icon\" href=\"/favicon.ico\">\n</head>\n<body>\n<nav><ul>\n<li><a href=\"/\">{}</a></li>\n",
        super::charset_of(desk.publisher).name(),
        escape(title),
        parts::feed_links(desk),
        desk.words().home,
    );
    for section in &desk.publisher.text.sections {
        let _ = writeln!(out, "<li><a href=\"/{section}\">{}</a></li>", escape(desk.words().section(section)));
    }
    out.push_str("</ul></nav>\n");
    out
}

fn close(desk: &Desk<'_>) -> String {
    let words = desk.words();
    format!(
        "<footer><ul><li><a href=\"/about\">{}</a></li><li><a href=\"/privacy\">{}</a></li><li><a href=\"/contact\">{}</a></li></ul><p>© {}. {}</p></footer>\n</body>\n</html>\n",
        words.imprint,
        words.privacy,
        words.contact,
        escape(&desk.publisher.text.owner),
        words.rights
    )
}

fn teasers(desk: &Desk<'_>, reports: &[&Report]) -> String {
    let mut out = String::new();
    for report in reports {
        let image = report.image.as_ref().map(|image| {
            format!("<img src=\"{}\" alt=\"\" width=\"320\" height=\"180\" loading=\"lazy\">", desk.picture(image, 320))
        });
        let _ = writeln!(
            out,
            "<div class=\"teaser\"><a href=\"{}\">{}<h3>{}</h3></a><p>{}</p><span class=\"when\">{}</span></div>",
            escape(&report.path),
            image.unwrap_or_default(),
            escape(&report.version(desk.now).title),
            escape(&report.lead(desk.now)),
            date::clock(report.published, desk.offset()),
        );
    }
    out
}
