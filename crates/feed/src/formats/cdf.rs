//! CDF, the channel format of 1997: everything a reader needs stands in attributes and a title.

use crate::document::{Dialect, Element, Reader, take};

pub fn is_cdf(element: &Element<'_>) -> bool {
    element.tag.name.bytes().all(|b| b.is_ascii_uppercase()) || element.attr("href").is_some()
}

pub fn begin<'a>(r: &mut Reader<'a>, element: &Element<'a>) {
    r.dialect = Dialect::Cdf;
    r.feed.format = "cdf".to_owned();
    let link = element.attr("href").and_then(|h| r.address(&h));
    take(&mut r.feed.link, &mut r.ranks.link, 4, link);
    let date = element.attr("lastmod").and_then(|d| crate::date::read(&d, true));
    take(&mut r.feed.updated, &mut r.ranks.updated, 3, date);
}

pub fn item_begin<'a>(r: &mut Reader<'a>, element: &Element<'a>) {
    let link = element.attr("href").and_then(|h| r.address(&h));
    r.draft.link.offer(4, link);
    let date = element.attr("lastmod").and_then(|d| crate::date::read(&d, true));
    r.draft.updated.offer(3, date);
}

pub fn field<'a>(r: &mut Reader<'a>, element: &Element<'a>) -> bool {
    match (element.local.as_str(), r.in_item) {
        ("title", true) => {
            let title = r.words(element);
            r.draft.title.offer(3, title);
        }
        ("abstract" | "description", true) => {
            let summary = r.markup(element);
            r.draft.summary.offer(3, summary);
        }
        ("title", false) => {
            let title = r.words(element);
            take(&mut r.feed.title, &mut r.ranks.title, 3, title);
        }
        ("abstract" | "description", false) => {
            let words = r.words(element);
            take(&mut r.feed.description, &mut r.ranks.description, 3, words);
        }
        _ => return false,
    }
    true
}
