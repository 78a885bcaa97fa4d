//! Pictures as pages hide them: lazy attributes, source sets, noscript copies; and what is no picture at all (counting pixels, spacers, icons).

use crate::dom::{Dom, Id, Tag};
use coranto_core::{Address, Picture};

/// The picture of an `img`, `picture`, `figure` or the like, with its caption and credit.
pub(crate) fn picture(dom: &Dom<'_>, id: Id, base: &Address) -> Option<Picture> {
    let img = std::iter::once(id).chain(dom.below(id)).find(|n| matches!(dom.tag(*n), Tag::Img | Tag::AmpImg));
    let (img, src) = match img {
        Some(img) => (img, best_source(dom, id, img, base)?),
        None => return None,
    };
    let (width, height) = (size(dom, img, "width"), size(dom, img, "height"));
    if is_pixel(width, height) || is_furniture(&src) {
        return None;
    }
    let alt = dom.attr(img, "alt").map(|a| one_line(&a)).filter(|a| !a.is_empty());
    let (caption, credit) = caption(dom, id);
    // Galleries hold both for their scripts.
    let told = |names: &[&str]| {
        let said = |n: Id| names.iter().find_map(|name| dom.attr(n, name)).filter(|text| text.len() <= 1_000);
        let text = said(img).or_else(|| said(id))?;
        Some(on_one_line(&text)).filter(|text| text.chars().any(char::is_alphabetic))
    };
    let caption = caption.or_else(|| told(&["data-caption", "data-image-caption", "data-img-caption"]));
    let credit = credit.or_else(|| {
        let credit = told(&["data-credit", "data-image-credit", "data-photographer", "data-copyright", "data-source"])?;
        Some(clean_credit(&credit)).filter(|c| !c.is_empty() && !c.contains("://"))
    });
    Some(Picture { src, alt, caption, credit, width, height })
}

/// Large enough and not a mark of the site: fit to stand for the article.
pub(crate) fn may_lead(picture: &Picture) -> bool {
    const LEAST: u32 = 160;
    let small = |side: Option<u32>| side.is_some_and(|s| s < LEAST);
    let tiny = small(picture.width) && small(picture.height);
    !tiny && !is_mark(&picture.src)
}

/// The file is called a logo, a badge, a placeholder or the picture of a person, or by words that would suit any article.
pub(crate) fn is_mark(src: &Address) -> bool {
    let path = src.url().path().to_ascii_lowercase();
    let file = path.rsplit('/').next().unwrap_or_default();
    let name = file.rsplit_once('.').map_or(file, |(name, _)| name);
    let words = || name.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    let mark = words().any(|word| {
        matches!(
            word,
            "logo"
                | "logos"
                | "sitelogo"
                | "badge"
                | "favicon"
                | "avatar"
                | "emblem"
                | "wordmark"
                | "placeholder"
                | "sprite"
                | "sprites"
                | "spacer"
                | "noimage"
                | "nophoto"
                | "fallback"
        )
    });
    let site = |word: &str| {
        matches!(word, "default" | "share" | "sharing" | "social" | "og" | "opengraph" | "facebook" | "fb" | "twitter")
    };
    let any = |word: &str| {
        site(word)
            || matches!(
                word,
                "image" | "img" | "card" | "thumb" | "thumbnail" | "site" | "cover" | "x" | "large" | "no"
            )
    };
    mark || (words().all(any) && words().any(site))
}

/// The same picture, perhaps in another size: "quay-1200x675.jpg" and "quay.jpg?w=320".
pub(crate) fn same(a: &Address, b: &Address) -> bool {
    let (path_a, path_b) = (a.url().path(), b.url().path());
    if path_a == path_b && path_a.len() > 1 {
        return a.host() == b.host() || path_a.len() > 16;
    }
    let (a, b) = (stem(path_a), stem(path_b));
    a.len() >= 6 && a == b
}

/// The name of a file without its ending and what tells its size.
fn stem(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or_default();
    let name = file.rsplit_once('.').map_or(file, |(name, _)| name);
    let name = name.strip_suffix("-scaled").unwrap_or(name);
    let bare = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, 'x' | 'w' | 'h' | '-' | '_' | '@'));
    // A name that is all numbers is its own stem.
    if bare.len() >= 6 { bare } else { name }
}

fn is_pixel(width: Option<u32>, height: Option<u32>) -> bool {
    width.is_some_and(|w| w <= 2) || height.is_some_and(|h| h <= 2)
}

fn size(dom: &Dom<'_>, id: Id, name: &str) -> Option<u32> {
    let value = dom.attr(id, name)?;
    value.trim().trim_end_matches("px").parse::<f32>().ok().filter(|v| (0.0..30_000.0).contains(v)).map(|v| v as u32)
}

/// Addresses that only counters, spacers and placeholders have.
pub(crate) fn is_furniture(src: &Address) -> bool {
    let text = src.as_str().to_ascii_lowercase();
    let path = src.url().path().to_ascii_lowercase();
    let file = path.rsplit('/').next().unwrap_or_default();
    [
        "pixel.",
        "/pixel/",
        "1x1",
        "spacer",
        "blank.gif",
        "transparent",
        "placeholder",
        "/beacon",
        "doubleclick.net",
        "scorecardresearch",
        "quantserve",
        "/gravatar/",
        "gravatar.com",
        "grey-",
        "/count",
    ]
    .iter()
    .any(|bad| text.contains(bad))
        || file.ends_with(".svg")
        || file.starts_with("logo")
        || file.starts_with("icon")
        || file.starts_with("loading")
}

fn best_source(dom: &Dom<'_>, around: Id, img: Id, base: &Address) -> Option<Address> {
    let join = |text: &str| -> Option<Address> {
        let text = text.trim();
        let refused = text.is_empty() || text.starts_with('#') || text.starts_with("{{") || text.starts_with("data:");
        if refused { None } else { Address::join(base, text).ok() }
    };
    // The largest of a source set, when it is not absurdly large, is sharper than src and never a placeholder.
    let sets = std::iter::once(img).chain(dom.below(around).filter(|n| dom.tag(*n) == Tag::Source)).flat_map(|n| {
        ["srcset", "data-srcset", "data-lazy-srcset"].into_iter().filter_map(move |name| dom.attr(n, name))
    });
    let set = sets
        .filter_map(|set| largest(&set))
        .filter_map(|(width, src)| Some((width, join(&src)?)))
        .max_by_key(|(width, _)| *width)
        .map(|(_, a)| a);
    let lazy = [
        "data-src",
        "data-original",
        "data-lazy-src",
        "data-lazy",
        "data-hi-res-src",
        "data-full-src",
        "data-image",
        "data-url",
        "data-runner-src",
    ]
    .iter()
    .filter_map(|name| dom.attr(img, name))
    .find_map(|src| join(&src));
    let plain = dom.attr(img, "src").and_then(|src| join(&src));
    lazy.or_else(|| plain.filter(|p| !is_furniture(p))).or(set)
}

/// The widest candidate of a source set up to 2,000 pixels (else the least wide).
fn largest(set: &str) -> Option<(u32, String)> {
    let mut best: Option<(u32, String)> = None;
    for candidate in set.split(", ").flat_map(|part| part.split(",\n")).flat_map(|part| {
        part.split(",http").enumerate().map(|(i, p)| if i == 0 { p.to_owned() } else { format!("http{p}") })
    }) {
        let mut parts = candidate.split_whitespace();
        let Some(src) = parts.next() else { continue };
        let width = match parts.next() {
            Some(w) if w.ends_with('w') => w.trim_end_matches('w').parse::<u32>().unwrap_or(0),
            Some(x) if x.ends_with('x') => {
                (x.trim_end_matches('x').parse::<f32>().unwrap_or(1.0).clamp(0.1, 4.0) * 500.0) as u32
            }
            _ => 500,
        };
        let better = best.as_ref().is_none_or(|(w, _)| (width <= 2_000 && width > *w) || (*w > 2_000 && width < *w));
        if better {
            best = Some((width, src.trim_end_matches(',').to_owned()));
        }
    }
    best
}

fn caption(dom: &Dom<'_>, id: Id) -> (Option<String>, Option<String>) {
    let Some(box_) = dom
        .below(id)
        .find(|n| dom.tag(*n) == Tag::Figcaption)
        .or_else(|| dom.below(id).find(|n| named(dom, *n, &["caption"])))
    else {
        return (None, None);
    };
    let credit =
        dom.below(box_).find(|n| named(dom, *n, &["credit", "copyright", "source", "photographer", "attribution"]));
    let credit_text = credit.map(|n| dom.line(n)).filter(|t| !t.is_empty());
    let mut whole = dom.line(box_);
    if let Some(credit) = &credit_text
        && let Some(at) = whole.rfind(credit.as_str())
    {
        whole.replace_range(at..at + credit.len(), "");
    }
    let (caption, inline_credit) = split_credit(whole.trim());
    let credit = credit_text.or(inline_credit).map(|c| clean_credit(&c)).filter(|c| !c.is_empty());
    (Some(caption).filter(|c| !c.is_empty()), credit)
}

fn named(dom: &Dom<'_>, id: Id, words: &[&str]) -> bool {
    dom.tag(id) != Tag::Text
        && dom.attr(id, "class").is_some_and(|class| {
            let class = class.to_ascii_lowercase();
            words.iter().any(|w| class.contains(w))
        })
}

/// "The harbour at dawn. Photo: Ada Lund" → caption, credit.
fn split_credit(text: &str) -> (String, Option<String>) {
    for mark in [
        "Photo:",
        "Photo by",
        "Photograph:",
        "Picture:",
        "Image:",
        "Credit:",
        "Foto:",
        "Photo :",
        "Crédit",
        "Bild:",
        "Фото:",
        "تصوير:",
        "写真：",
        "(AP Photo",
    ] {
        if let Some(at) = text.rfind(mark)
            && text.len() - at < 120
        {
            let caption = text[..at].trim().trim_end_matches(['|', '(', '/', '-', '—']).trim().to_owned();
            return (caption, Some(text[at..].to_owned()));
        }
    }
    (text.to_owned(), None)
}

pub(crate) fn clean_credit(text: &str) -> String {
    let mut text = text.trim();
    for mark in [
        "Photograph:",
        "Photo by",
        "Photo:",
        "Photo :",
        "Picture:",
        "Image credit:",
        "Image:",
        "Credit:",
        "Credits:",
        "Foto:",
        "Bild:",
        "Crédit photo :",
        "Фото:",
        "©",
    ] {
        text = text.strip_prefix(mark).unwrap_or(text).trim();
    }
    text.trim_matches(|c: char| matches!(c, '(' | ')' | '/' | '|' | ' ')).to_owned()
}

/// An attribute that may hold markup, as text.
fn on_one_line(text: &str) -> String {
    if text.contains('<') { crate::plain(text, 600) } else { one_line(text) }
}

pub(crate) fn one_line(text: &str) -> String {
    let mut out = String::new();
    crate::dom::push_collapsed(&mut out, text);
    out.truncate(out.trim_end().len());
    out
}
