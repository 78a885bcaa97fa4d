//! The picture that stands for the article: the one machines are told of, with what the same picture's figure in the page says.

use super::Gathered;
use crate::body::same_words;
use crate::dom::Tag;
use crate::picture::{self, one_line};
use coranto_core::{Address, Picture};

const METAS: &[&str] = &[
    "og:image",
    "og:image:url",
    "og:image:secure_url",
    "twitter:image",
    "twitter:image:src",
    "thumbnail",
    "parsely-image-url",
    "sailthru.image.full",
];

pub(super) fn picture(page: &Gathered<'_, '_>, title: &str) -> Option<Picture> {
    let join = |src: &str| Address::join(&page.base, src).ok();
    let told = || page.told.images.iter().filter_map(|image| Some((join(&image.src)?, image)));
    let fit = |a: &Address| a.url().path().len() > 1 && !picture::is_mark(a) && !picture::is_furniture(a);
    let metas = page.all(METAS);
    let src = metas.iter().filter_map(|src| join(src)).chain(told().map(|(src, _)| src)).find(fit)?;
    // Width and height are told of the first picture alone.
    let first = page.first(&["og:image"]).and_then(join).is_some_and(|og| og == src);
    let number = |name: &str| {
        let value = page.first(&[name]).filter(|_| first)?;
        value.trim_end_matches("px").parse::<u32>().ok().filter(|v| (1..30_000).contains(v))
    };
    let mut found = Picture {
        alt: page.first(&["og:image:alt", "twitter:image:alt"]).map(one_line),
        caption: None,
        credit: None,
        width: number("og:image:width"),
        height: number("og:image:height"),
        src,
    };
    if let Some(figure) = in_figure(page, &found.src) {
        found.caption = figure.caption;
        found.credit = figure.credit;
        found.alt = found.alt.or(figure.alt);
    }
    if let Some((src, image)) = told().find(|(src, _)| picture::same(src, &found.src)) {
        // Templates write the title where the caption should stand.
        let caption = image.caption.as_ref().filter(|c| !same_words(c, title));
        found.caption = found.caption.or_else(|| caption.cloned());
        found.credit = found.credit.or_else(|| image.credit.as_deref().map(picture::clean_credit));
        if found.width.is_none() && found.height.is_none() && src == found.src {
            (found.width, found.height) = (image.width, image.height);
        }
    }
    Some(found)
}

/// The same picture in the page, in whatever size, knows its caption.
fn in_figure(page: &Gathered<'_, '_>, src: &Address) -> Option<Picture> {
    let dom = page.dom;
    (1..dom.len())
        .filter(|id| dom.tag(*id) == Tag::Figure)
        .take(20)
        .filter_map(|id| picture::picture(dom, id, &page.base))
        .find(|p| picture::same(&p.src, src))
}
