//! The vocabularies that feeds of every format borrow: Dublin Core, content, media, itunes, podcast, georss and geo, licences,
//! comments, syndication.

use super::rss;
use crate::document::{Element, Reader, take};
use crate::draft::{MediaObject, person};
use crate::names::{Space, split_prefix};
use crate::{Enclosure, text};
use coranto_core::{Address, Lang, Picture};

pub fn field<'a>(r: &mut Reader<'a>, element: &Element<'a>) -> bool {
    match element.space {
        Space::Dublin => dublin(r, element),
        Space::Content => content(r, element),
        Space::Media => media(r, element),
        Space::Itunes => itunes(r, element),
        Space::Podcast => podcast(r, element),
        Space::Georss | Space::Gml | Space::Geo => place(r, element),
        Space::Licence => licence(r, element),
        Space::Slash | Space::Wfw | Space::Thread => false,
        Space::Syndication => syndication(r, element),
        Space::Feedburner => feedburner(r, element),
        Space::Xhtml => xhtml(r, element),
        Space::Rdf | Space::Plain | Space::Atom | Space::News | Space::Sitemap | Space::SitemapImage | Space::Other => {
            false
        }
    }
}

/// Elements that are read through, their children as if they stood in the item itself: their closing tags close nothing.
pub fn is_transparent(name: &str) -> bool {
    let (_, local) = split_prefix(name);
    ["group", "content", "where", "point", "image", "news", "publication", "category"]
        .iter()
        .any(|n| n.eq_ignore_ascii_case(local))
}

/// A closing tag was met: media elements end here.
pub fn closed(r: &mut Reader<'_>, name: &str) {
    if r.draft.media != MediaObject::None && split_prefix(name).1.eq_ignore_ascii_case("content") {
        r.draft.media = MediaObject::None;
    }
}

fn dublin<'a>(r: &mut Reader<'a>, element: &Element<'a>) -> bool {
    match (element.local.as_str(), r.in_item) {
        ("title", true) => {
            let title = r.words(element);
            r.draft.title.offer(1, title);
        }
        ("creator" | "author", true) => {
            let name = rss::person_of(r, element);
            r.draft.author(name);
        }
        ("subject", true) => {
            let subject = r.words(element);
            r.draft.category(subject);
        }
        ("description" | "abstract", true) => {
            let summary = r.markup(element);
            r.draft.summary.offer(2, summary);
        }
        ("date" | "issued" | "available", true) => {
            let date = r.date(element);
            r.draft.published.offer(2, date);
        }
        ("created", true) => {
            let date = r.date(element);
            r.draft.published.offer(1, date);
        }
        ("modified", true) => {
            let date = r.date(element);
            r.draft.updated.offer(2, date);
        }
        ("identifier", true) => {
            let id = r.text(element).map(|t| t.into_owned());
            r.draft.id.offer(1, id);
        }
        ("language", true) => {
            let lang = r.text(element).and_then(|t| Lang::parse(&t));
            r.draft.language.offer(5, lang.map(Some));
        }
        ("rights" | "license", true) => {
            let rights = r.words(element).filter(|t| is_licence(t));
            r.draft.licence.offer(1, rights);
        }
        ("title", false) => {
            let title = r.words(element);
            take(&mut r.feed.title, &mut r.ranks.title, 1, title);
        }
        ("description", false) => {
            let words = r.words(element);
            take(&mut r.feed.description, &mut r.ranks.description, 1, words);
        }
        ("language", false) => {
            let lang = r.text(element).and_then(|t| Lang::parse(&t));
            r.offer_language(2, lang);
        }
        ("modified", false) => {
            let date = r.date(element);
            take(&mut r.feed.updated, &mut r.ranks.updated, 2, date);
        }
        ("date" | "issued" | "created", false) => {
            let date = r.date(element);
            take(&mut r.feed.updated, &mut r.ranks.updated, 1, date);
        }
        _ => return false,
    }
    true
}

/// Rights are usually "all rights reserved"; only an open licence is one.
fn is_licence(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    [
        "creativecommons.org/",
        "creative commons",
        "cc by",
        "cc-by",
        "cc0",
        "public domain",
        "opendatacommons",
        "open government licence",
    ]
    .iter()
    .any(|w| lower.contains(w))
}

fn content<'a>(r: &mut Reader<'a>, element: &Element<'a>) -> bool {
    if element.local.as_str() != "encoded" || !r.in_item {
        return false;
    }
    let content = r.markup(element);
    r.draft.content.offer(5, content);
    true
}

fn xhtml<'a>(r: &mut Reader<'a>, element: &Element<'a>) -> bool {
    if !matches!(element.local.as_str(), "body" | "div") || !r.in_item {
        return false;
    }
    let content = r.markup(element);
    r.draft.content.offer(3, content);
    true
}

fn media<'a>(r: &mut Reader<'a>, element: &Element<'a>) -> bool {
    if !r.in_item {
        return feed_media(r, element);
    }
    match element.local.as_str() {
        "group" => {}
        "content" => media_content(r, element),
        "thumbnail" => {
            let address = element.attr("url").and_then(|u| r.address(&u));
            let address = match address {
                Some(address) => Some(address),
                None => r.link(element),
            };
            picture(r, address, element.number("width"), element.number("height"), 2);
        }
        "title" => {
            let words = r.words(element);
            match r.draft.media {
                MediaObject::None => r.draft.title.offer(1, words),
                MediaObject::Picture => {
                    if let Some(picture) = r.draft.image.value.as_mut() {
                        picture.alt = picture.alt.take().or(words);
                    }
                }
                MediaObject::Enclosure(i) => {
                    if let Some(enclosure) = r.draft.enclosures.get_mut(i) {
                        enclosure.title = enclosure.title.take().or(words);
                    }
                }
                MediaObject::Ignored => {}
            }
        }
        "description" | "text" => match r.draft.media {
            MediaObject::None => {
                let summary = r.markup(element);
                r.draft.summary.offer(1, summary);
            }
            MediaObject::Picture => {
                let words = r.words(element);
                caption(r, words);
            }
            _ => {
                r.source(element);
            }
        },
        "credit" => {
            let words = r.words(element);
            match r.draft.media {
                MediaObject::Picture => {
                    if let Some(picture) = r.draft.image.value.as_mut() {
                        picture.credit = picture.credit.take().or(words);
                    }
                }
                MediaObject::None => r.draft.media_credit = r.draft.media_credit.take().or(words),
                _ => {}
            }
        }
        "keywords" => {
            let words = r.words(element);
            split_categories(r, words);
        }
        "category" => {
            let label = element.attr("label").map(|l| l.into_owned());
            let words = r.words(element);
            // Schemes of codes ("/1/23", addresses) are nothing to show.
            let category = label.or(words).filter(|c| !c.contains("://") && c.chars().any(char::is_alphabetic));
            r.draft.category(category);
        }
        "license" => {
            let href = element.attr("href").map(|h| h.into_owned());
            let words = r.words(element);
            r.draft.licence.offer(2, href.or(words));
        }
        _ => return false,
    }
    true
}

fn feed_media<'a>(r: &mut Reader<'a>, element: &Element<'a>) -> bool {
    match element.local.as_str() {
        "thumbnail" => {
            let image = element.attr("url").and_then(|u| r.address(&u));
            take(&mut r.feed.image, &mut r.ranks.image, 1, image);
            false
        }
        _ => false,
    }
}

fn media_content<'a>(r: &mut Reader<'a>, element: &Element<'a>) {
    let address = element.attr("url").and_then(|u| r.address(&u));
    let mime = element.attr("type").map(|t| t.to_ascii_lowercase());
    let medium = element.attr("medium").map(|m| m.to_ascii_lowercase());
    let is_image = match (medium.as_deref(), mime.as_deref()) {
        (Some(medium), _) => medium == "image",
        (None, Some(mime)) => mime.starts_with("image"),
        (None, None) => address.as_ref().is_some_and(|a| has_image_name(a.url().path())),
    };
    let object = match address {
        Some(address) if is_image => {
            let width = element.number("width");
            if picture(r, Some(address), width, element.number("height"), 4) {
                MediaObject::Picture
            } else {
                MediaObject::Ignored
            }
        }
        Some(address) => {
            let enclosure = Enclosure {
                address,
                mime: mime.or(medium),
                bytes: element.number("filesize").filter(|n| *n > 0),
                seconds: element.attr("duration").and_then(|d| duration(&d)),
                title: None,
            };
            r.draft.enclosure(enclosure).map_or(MediaObject::Ignored, MediaObject::Enclosure)
        }
        None => MediaObject::None,
    };
    if !element.tag.empty {
        r.draft.media = object;
    }
}

fn has_image_name(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default();
    ["jpg", "jpeg", "png", "webp", "gif", "avif"].iter().any(|e| ending.eq_ignore_ascii_case(e))
}

/// A file that an item carries along; a picture among them is also offered as the item's picture.
pub fn enclosure(
    r: &mut Reader<'_>,
    element: &Element<'_>,
    address: Address,
    mime: Option<String>,
    title: Option<String>,
) {
    if mime.as_deref().is_some_and(|m| m.starts_with("image/")) {
        picture(r, Some(address.clone()), None, None, 3);
    }
    let bytes = element.number("length").filter(|n| *n > 0);
    r.draft.enclosure(Enclosure { address, mime, bytes, seconds: None, title });
}

/// Offers a picture; `trust` says how surely its source is the picture of the item. True when it is now the best.
pub fn picture(
    r: &mut Reader<'_>,
    address: Option<Address>,
    width: Option<u32>,
    height: Option<u32>,
    trust: u32,
) -> bool {
    let Some(src) = address else { return false };
    // Faces of authors, and points that count readers.
    if src.host().ends_with("gravatar.com") || width.is_some_and(|w| w <= 1) || height.is_some_and(|h| h <= 1) {
        return false;
    }
    let rank = trust * 100_000 + width.unwrap_or(0).min(99_999);
    if !r.draft.image.wants(rank) {
        return false;
    }
    r.draft.image.offer(rank, Some(Picture { src, alt: None, caption: None, credit: None, width, height }));
    true
}

pub fn caption(r: &mut Reader<'_>, words: Option<String>) {
    match r.draft.image.value.as_mut() {
        Some(picture) => picture.caption = picture.caption.take().or(words),
        None => r.draft.media_caption = r.draft.media_caption.take().or(words),
    }
}

pub fn split_categories(r: &mut Reader<'_>, words: Option<String>) {
    for word in words.iter().flat_map(|w| w.split([',', ';', '،', '、'])) {
        let word = word.trim();
        r.draft.category((!word.is_empty()).then(|| word.to_owned()));
    }
}

fn itunes<'a>(r: &mut Reader<'a>, element: &Element<'a>) -> bool {
    match (element.local.as_str(), r.in_item) {
        ("title", true) => {
            let title = r.words(element);
            r.draft.title.offer(1, title);
        }
        ("author", true) => {
            let name = rss::person_of(r, element);
            r.draft.weak_author(name);
        }
        ("summary", true) => {
            let summary = r.markup(element);
            r.draft.summary.offer(2, summary);
        }
        ("subtitle", true) => {
            let summary = r.markup(element);
            r.draft.summary.offer(1, summary);
        }
        ("keywords", true) => {
            let words = r.words(element);
            split_categories(r, words);
        }
        // A category may hold another, which is read as if it stood beside it.
        ("category", true) => {
            let text = element.attr("text").map(|t| text::one_line(&t));
            r.draft.category(text);
        }
        ("image", true) => {
            let address = itunes_image(r, element);
            picture(r, address, None, None, 1);
        }
        ("link", in_item) if element.attr("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("image")) => {
            let address = itunes_image(r, element);
            if in_item {
                picture(r, address, None, None, 1);
            } else {
                take(&mut r.feed.image, &mut r.ranks.image, 2, address);
            }
        }
        ("duration", true) => {
            let seconds = r.text(element).and_then(|t| duration(&t));
            r.draft.seconds = r.draft.seconds.or(seconds);
        }
        ("image", false) => {
            let image = itunes_image(r, element);
            take(&mut r.feed.image, &mut r.ranks.image, 2, image);
        }
        ("summary", false) => {
            let words = r.words(element);
            take(&mut r.feed.description, &mut r.ranks.description, 2, words);
        }
        ("subtitle", false) => {
            let words = r.words(element);
            take(&mut r.feed.description, &mut r.ranks.description, 1, words);
        }
        _ => return false,
    }
    true
}

fn itunes_image<'a>(r: &mut Reader<'a>, element: &Element<'a>) -> Option<Address> {
    let named = element.attr("href").or_else(|| element.attr("url")).and_then(|h| r.address(&h));
    let written = r.link(element);
    named.or(written)
}

/// "3723", "62:03", "1:02:03", "PT1H2M3S": seconds.
pub fn duration(text: &str) -> Option<u64> {
    let text = text.trim();
    if let Some(iso) = text.strip_prefix("PT").or_else(|| text.strip_prefix("pt")) {
        let (mut total, mut number) = (0u64, 0u64);
        for c in iso.chars() {
            let unit = match c.to_ascii_uppercase() {
                'H' => 3600,
                'M' => 60,
                'S' => 1,
                c => {
                    number = number.checked_mul(10)?.checked_add(u64::from(c.to_digit(10)?))?;
                    continue;
                }
            };
            total = total.checked_add(number.checked_mul(unit)?)?;
            number = 0;
        }
        return (total > 0).then_some(total);
    }
    let parts = text.split(':').map(|p| p.trim().parse::<f64>().ok().filter(|n| n.is_finite() && *n >= 0.0));
    let mut total = 0.0;
    for part in parts {
        total = total * 60.0 + part?;
    }
    // Longer than a month is a mistake.
    (1.0..2_678_400.0).contains(&total).then_some(total as u64)
}

fn podcast<'a>(r: &mut Reader<'a>, element: &Element<'a>) -> bool {
    match (element.local.as_str(), r.in_item) {
        ("person", true) => {
            let host = element.attr("role").is_none_or(|role| role.eq_ignore_ascii_case("host"));
            let name = r.text(element).and_then(|t| person(&t));
            r.draft.weak_author(name.filter(|_| host));
        }
        ("license", true) => {
            let address = element.attr("url").map(|u| u.into_owned());
            let name = r.text(element).map(|t| t.into_owned());
            r.draft.licence.offer(1, address.or(name));
        }
        _ => return false,
    }
    true
}

/// Points: georss:point and gml:pos say "latitude longitude", geo says them apart. Lines and areas are left out.
fn place<'a>(r: &mut Reader<'a>, element: &Element<'a>) -> bool {
    if !r.in_item {
        return false;
    }
    match (element.space, element.local.as_str()) {
        (Space::Georss, "where") | (Space::Gml, "point") | (Space::Geo, "point") => {}
        (Space::Georss, "point") | (Space::Gml, "pos") => {
            let place = r.text(element).and_then(|t| two_numbers(&t));
            r.draft.place = r.draft.place.or(place);
        }
        (Space::Geo, "lat") => {
            let number = r.text(element).and_then(|t| t.parse().ok());
            r.draft.latitude = r.draft.latitude.or(number);
        }
        (Space::Geo, "long" | "lon") => {
            let number = r.text(element).and_then(|t| t.parse().ok());
            r.draft.longitude = r.draft.longitude.or(number);
        }
        (Space::Geo, "lat_long") => {
            let place = r.text(element).and_then(|t| two_numbers(&t));
            r.draft.place = r.draft.place.or(place);
        }
        _ => return false,
    }
    true
}

fn two_numbers(text: &str) -> Option<(f64, f64)> {
    let mut numbers =
        text.split(|c: char| c.is_whitespace() || c == ',').filter(|p| !p.is_empty()).map(str::parse::<f64>);
    match (numbers.next()?, numbers.next()?) {
        (Ok(a), Ok(b)) if a.is_finite() && b.is_finite() => Some((a, b)),
        _ => None,
    }
}

fn licence<'a>(r: &mut Reader<'a>, element: &Element<'a>) -> bool {
    if element.local.as_str() != "license" || !r.in_item {
        return false;
    }
    let resource = element.tag.attrs.local("resource").filter(|v| !v.is_empty()).map(|v| v.into_owned());
    let written = r.text(element).map(|t| t.into_owned());
    r.draft.licence.offer(3, resource.or(written));
    true
}

/// `sy:updatePeriod` and `sy:updateFrequency` together are a ttl.
fn syndication<'a>(r: &mut Reader<'a>, element: &Element<'a>) -> bool {
    match element.local.as_str() {
        "updateperiod" => {
            let minutes = r.text(element).and_then(|t| match t.trim().to_ascii_lowercase().as_str() {
                "hourly" => Some(60),
                "daily" => Some(24 * 60),
                "weekly" => Some(7 * 24 * 60),
                "monthly" => Some(30 * 24 * 60),
                "yearly" => Some(365 * 24 * 60),
                _ => None,
            });
            r.syndication.0 = minutes.or(r.syndication.0);
        }
        "updatefrequency" => {
            let times = r.text(element).and_then(|t| t.trim().parse::<u32>().ok()).filter(|n| *n > 0);
            r.syndication.1 = times.or(r.syndication.1);
        }
        _ => return false,
    }
    true
}

/// FeedBurner and its kin put their own counting links in place of the publisher's, and the publisher's here.
fn feedburner<'a>(r: &mut Reader<'a>, element: &Element<'a>) -> bool {
    if element.local.as_str() != "origlink" || !r.in_item {
        return false;
    }
    let link = r.link(element);
    r.draft.link.offer(5, link);
    true
}
