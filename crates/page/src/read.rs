//! The story of one page, from bytes to article.

use crate::body::{self, Clues};
use crate::dom::{Dom, Tag};
use crate::gates::{self, Checked};
use crate::meta::{self, Meta};
use crate::site_rules::{Site, SiteRules};
use crate::{Options, Reading, Seen, Why, charset, inline};
use coranto_core::reason::BodyRejected;
use coranto_core::{Address, Article, Block};

pub(crate) fn article(bytes: &[u8], content_type: Option<&str>, address: &Address, options: &Options) -> Reading {
    if let Some(rejected) = not_a_page(bytes, content_type) {
        return Reading {
            article: Article::default(),
            rejected: Some(rejected),
            robots_meta: Vec::new(),
            next_page: None,
            whole_page: None,
            text_bytes: 0,
            kept_bytes: 0,
            why: Vec::new(),
            seen: Seen::default(),
            sighting: Default::default(),
        };
    }
    let text = charset::text(bytes, content_type);
    let dom = Dom::parse(&text);
    let base = meta::base(&dom, address);
    let meta = meta::read(&dom, &base, address);
    let told = told_text(&meta.told_body);
    let clues = Clues {
        address,
        base: &base,
        canonical: meta.canonical.as_ref(),
        title: &meta.title,
        summary: meta.summary.as_deref().unwrap_or_default(),
        authors: &meta.authors,
        told: &told,
        live: &meta.live,
        published: meta.published,
        modified: meta.modified,
        memory: options.memory.as_deref(),
    };
    let rules = options.site_rules.then(|| SiteRules::of(address)).flatten();
    let mut site = rules.map(|rules| Site::new(&dom, rules, options.explain));
    let body = body::read(&dom, &clues, site.as_mut(), options);
    let mut blocks = body.blocks;
    let mut why = body.why;
    let sighting = body.sighting;
    if body.paid {
        gates::without_offers(&mut blocks);
    }
    let mut text = body::text_of(&blocks);
    let mut words = coranto_text::count_words(&text);
    // Some pages draw their text by script and hold it for machines only. What they say is not free stays unread, unless the operator wants it.
    let may_be_read = options.hidden_text || meta.paywalled != Some(true);
    // No word is shorter than a letter and a blank: three times the words take six times the bytes.
    let may_tell_more = may_be_read && told.len() > 6 * words as usize;
    let told_words = if may_tell_more { coranto_text::count_words(&told) } else { 0 };
    if told_words >= options.min_words.max(80) && words * 3 < told_words {
        blocks = fragment(&meta.told_body, &base);
        text = body::text_of(&blocks);
        words = coranto_text::count_words(&text);
        if options.explain {
            why.push(Why {
                place: "JSON-LD articleBody".to_owned(),
                kept: true,
                reason: "the page shows less than it tells machines".to_owned(),
                text: told.chars().take(80).collect(),
                ..Why::default()
            });
        }
    }
    if may_be_read && !meta.live.entries.is_empty() {
        let entries = body::told(&meta.live, &base);
        let entries_text = body::text_of(&entries);
        let told = coranto_text::count_words(&entries_text);
        if told >= options.min_words && words * 3 < told {
            (blocks, text, words) = (entries, entries_text, told);
        }
    }
    let page_text = if words < gates::LONG { page_text(&dom) } else { String::new() };
    let article = fill(&meta, blocks, &text, words);
    let checked = Checked {
        article: &article,
        text: &text,
        meta: &meta,
        address,
        seen: body.seen,
        min_words: options.min_words,
        expected_title: options.expected_title.as_deref(),
        page_text: &page_text,
    };
    let rejected = gates::check(&checked);
    let seen = if options.seen { all_of(&dom, &meta, told) } else { Seen::default() };
    let (mut next_page, mut whole_page) = (meta.next_page, meta.whole_page);
    if let Some(site) = &mut site {
        next_page = next_page.or_else(|| meta::next_by_rule(site, &base, address));
        whole_page = whole_page.or_else(|| meta::whole_by_rule(site, &base, address));
    }
    if options.explain {
        let said = site.map(|site| site.why).unwrap_or_default();
        why.splice(0..0, decisions(&article).into_iter().chain(said));
    }
    Reading {
        article,
        rejected,
        robots_meta: meta.robots,
        next_page,
        whole_page,
        text_bytes: body.seen.text_bytes.into(),
        kept_bytes: body.seen.kept_bytes.into(),
        why,
        seen,
        sighting,
    }
}

fn all_of(dom: &Dom<'_>, meta: &Meta, told: String) -> Seen {
    let mut text = body::everything(dom);
    let entries = meta.live.entries.iter().flat_map(|entry| [entry.headline.clone(), told_text(&entry.body)]);
    for told in std::iter::once(told).chain(entries) {
        text.push('\n');
        text.push_str(&told);
    }
    Seen { text, titles: meta.titles.clone() }
}

fn fill(meta: &Meta, mut blocks: Vec<Block>, text: &str, words: u32) -> Article {
    let lang = coranto_text::detect(text, meta.lang).or(meta.lang);
    crate::tongue::mark(&mut blocks, lang);
    let first_picture = || {
        blocks.iter().find_map(|b| match b {
            Block::Image(p) if crate::picture::may_lead(p) => Some(p.clone()),
            _ => None,
        })
    };
    Article {
        title: meta.title.clone(),
        authors: meta.authors.clone(),
        published: meta.published,
        modified: meta.modified,
        lang,
        section: meta.section.clone(),
        keywords: meta.keywords.clone(),
        summary: meta.summary.clone(),
        image: meta.image.clone().or_else(first_picture),
        canonical: meta.canonical.clone(),
        site_name: meta.site_name.clone(),
        blocks,
        words,
        paywalled: meta.paywalled,
        licence: meta.licence.clone(),
    }
}

/// Bytes or a header that say this is something else than a page.
fn not_a_page(bytes: &[u8], content_type: Option<&str>) -> Option<BodyRejected> {
    let kind = content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let marks: &[(&[u8], &str)] = &[
        (b"%PDF-", "application/pdf"),
        (b"\x89PNG", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"GIF8", "image/gif"),
        (b"PK\x03\x04", "application/zip"),
        (b"\x1f\x8b", "application/gzip"),
    ];
    if let Some((_, name)) = marks.iter().find(|(mark, _)| start.starts_with(mark)) {
        return Some(BodyRejected::NotHtml { content_type: (*name).to_owned() });
    }
    let looks_like_markup = start.first() == Some(&b'<');
    if matches!(start.first(), Some(b'{' | b'[')) && (kind.is_empty() || kind.contains("json")) {
        return Some(BodyRejected::NotHtml { content_type: "application/json".to_owned() });
    }
    if start.starts_with(b"<?xml") || start.starts_with(b"<rss") || start.starts_with(b"<feed") {
        let head = String::from_utf8_lossy(&start[..start.len().min(2_000)]).to_ascii_lowercase();
        if !head.contains("<html")
            && ["<rss", "<feed", "<urlset", "<rdf:rdf", "<opml", "<sitemapindex"].iter().any(|r| head.contains(r))
        {
            return Some(BodyRejected::NotHtml {
                content_type: if kind.is_empty() { "application/xml".to_owned() } else { kind },
            });
        }
    }
    let other = [
        "image/",
        "audio/",
        "video/",
        "font/",
        "application/pdf",
        "application/json",
        "application/zip",
        "application/octet-stream",
        "text/css",
        "text/javascript",
        "application/javascript",
    ];
    (!looks_like_markup && other.iter().any(|o| kind.starts_with(o)))
        .then_some(BodyRejected::NotHtml { content_type: kind })
}

/// `articleBody` is plain text by its definition, and markup or escaped markup in the field.
fn told_text(body: &str) -> String {
    if !body.contains('<') && !body.contains('&') {
        return body.to_owned();
    }
    let plain = crate::dom::decode(body, false);
    let dom = Dom::parse(&plain);
    dom.line(0)
}

/// The beginning of what a reader of the page would see, furniture included.
fn page_text(dom: &Dom<'_>) -> String {
    const ENOUGH: usize = 6_000;
    let mut out = String::new();
    let mut id = 1;
    while id < dom.len() && out.len() < ENOUGH {
        let tag = dom.tag(id);
        if tag.is_raw() || matches!(tag, Tag::Head | Tag::Svg | Tag::Template) {
            id = dom.end(id);
            continue;
        }
        if tag == Tag::Text {
            crate::dom::push_collapsed(&mut out, dom.text(id));
            if !out.ends_with(' ') {
                out.push(' ');
            }
        }
        id += 1;
    }
    out
}

fn decisions(article: &Article) -> Vec<Why> {
    let mut why = Vec::new();
    let mut field = |name: &str, value: Option<String>| {
        let kept = value.is_some();
        let reason = if kept { "found in the page" } else { "the page does not say" };
        why.push(Why {
            place: name.to_owned(),
            kept,
            reason: reason.to_owned(),
            text: value.unwrap_or_default(),
            ..Why::default()
        });
    };
    field("title", Some(article.title.clone()).filter(|t| !t.is_empty()));
    field("authors", Some(article.authors.join(", ")).filter(|a| !a.is_empty()));
    field("published", article.published.map(|s| s.at.iso()));
    field("language", article.lang.map(|l| l.to_string()));
    field("image", article.image.as_ref().map(|p| p.src.to_string()));
    why
}

pub(crate) fn fragment(html: &str, base: &Address) -> Vec<Block> {
    if !has_markup(html) {
        return paragraphs_of(&crate::dom::decode(html, false));
    }
    let dom = Dom::parse(html);
    body::all(&dom, base)
}

/// A "<" with what can begin a tag after it; "1 < 2" has none.
fn has_markup(text: &str) -> bool {
    text.match_indices('<')
        .any(|(at, _)| text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')))
}

/// Plain text: a line is a paragraph.
fn paragraphs_of(text: &str) -> Vec<Block> {
    text.lines().map(inline::escaped).filter(|html| !html.is_empty()).map(|html| Block::Paragraph { html }).collect()
}

pub(crate) fn plain(html: &str, limit: usize) -> String {
    shortened(on_one_line(html), limit)
}

pub(crate) fn summary(html: &str, limit: usize) -> String {
    shortened(crate::prompt::without_prompt(&on_one_line(html)), limit)
}

fn on_one_line(html: &str) -> String {
    if has_markup(html) {
        let dom = Dom::parse(html);
        visible_line(&dom)
    } else {
        crate::picture::one_line(&crate::dom::decode(html, false))
    }
}

fn visible_line(dom: &Dom<'_>) -> String {
    let mut out = dom.line(0);
    out.truncate(out.trim_end().len());
    out
}

/// At most `limit` characters, ending at a word.
fn shortened(text: String, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text;
    }
    let Some(room) = limit.checked_sub(1) else { return String::new() };
    let end = text.char_indices().nth(room).map_or(text.len(), |(i, _)| i);
    let cut = text.get(..end).unwrap_or_default();
    let next_is_blank = text[end..].starts_with(' ');
    let at_word = if next_is_blank { cut } else { cut.rfind(' ').map_or(cut, |i| &cut[..i]) };
    // A script without blanks has no words to end at.
    let kept = if at_word.chars().count() * 2 < room { cut } else { at_word };
    format!("{}…", kept.trim_end().trim_end_matches([',', ';', ':', '-', '–']))
}
