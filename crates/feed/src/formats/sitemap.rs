//! News sitemaps: a publisher's newest pages with their titles. A sitemap index names further sitemaps, which are no articles:
//! they come back as addresses to read.

use crate::document::{Dialect, Element, Reader};
use crate::draft::Draft;
use coranto_core::Lang;

/// More children than this are an archive, not news.
const MAX_CHILDREN: usize = 1_000;

pub fn begin<'a>(r: &mut Reader<'a>, element: &Element<'a>) {
    if r.dialect != Dialect::Unknown {
        return;
    }
    let index = element.local.as_str() == "sitemapindex";
    r.dialect = if index { Dialect::SitemapIndex } else { Dialect::Sitemap };
    r.feed.format = if index { "sitemap index" } else { "sitemap" }.to_owned();
}

pub fn field<'a>(r: &mut Reader<'a>, element: &Element<'a>) -> bool {
    use crate::names::Space::{News, SitemapImage};
    if !r.in_item {
        return false;
    }
    match (element.space, element.local.as_str()) {
        (SitemapImage, "loc") => {
            let picture = r.link(element);
            super::modules::picture(r, picture, None, None, 3);
        }
        (SitemapImage, "caption") => {
            let caption = r.words(element);
            super::modules::caption(r, caption);
        }
        // Read through: what is inside belongs to the item.
        (SitemapImage, "image") | (News, "news" | "publication") => {}
        (News, "title") => {
            let title = r.words(element);
            r.draft.title.offer(3, title);
        }
        (News, "publication_date") => {
            let date = r.date(element);
            r.draft.published.offer(3, date);
        }
        (News, "language") => {
            let lang = r.text(element).and_then(|t| Lang::parse(&t));
            r.draft.language.offer(5, lang.map(Some));
        }
        (News, "name") => {
            let name = r.words(element);
            r.feed.format = "news sitemap".to_owned();
            crate::document::take(&mut r.feed.title, &mut r.ranks.title, 1, name);
        }
        (News, "keywords") => {
            let words = r.words(element);
            super::modules::split_categories(r, words);
        }
        (News, _) => return false,
        (_, "loc") => {
            let link = r.link(element);
            r.draft.link.offer(4, link);
        }
        (_, "lastmod") => {
            let date = r.date(element);
            r.draft.updated.offer(3, date);
        }
        _ => return false,
    }
    true
}

pub fn end_child(r: &mut Reader<'_>, draft: Draft) {
    if let Some(address) = draft.link.value
        && r.sitemaps.len() < MAX_CHILDREN
    {
        r.sitemaps.push((address, draft.updated.value));
    }
}

pub fn finish(r: &mut Reader<'_>) {
    if r.dialect == Dialect::SitemapIndex {
        let mut sitemaps = std::mem::take(&mut r.sitemaps);
        sitemaps.sort_by_key(|(_, changed)| std::cmp::Reverse(changed.map(|c| c.at)));
        r.feed.warnings.push(format!("this is a list of {} sitemaps, not of articles", sitemaps.len()));
        r.feed.sitemaps = sitemaps.into_iter().map(|(address, _)| address).collect();
    }
}
