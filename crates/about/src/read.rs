//! One article, read by itself.

use crate::{About, Article, coming, quotes, subjects};
use coranto_core::Lang;
use std::borrow::Cow;

/// News ends before; what follows is not read.
const MOST_BYTES: usize = 200_000;
const MOST_TITLE_BYTES: usize = 2_000;
/// Enough to know a language by.
const LANGUAGE_BYTES: usize = 2_000;

/// What the article's own words tell.
pub fn read(article: &Article<'_>) -> About {
    let page = Page::of(article);
    let subjects = subjects::subjects(&page);
    let quotes = quotes::quotes(&page, &subjects);
    let coming = coming::coming(&page, &subjects);
    let category = coranto_topics::category(&coranto_topics::Article {
        title: article.title,
        text: article.text,
        lang: page.lang,
        vector: article.vector,
        feed: article.feed_section,
        publisher: article.publisher_section,
        categories: article.categories,
        address: article.address,
    });
    let section = category.as_ref().ok().and_then(|found| coranto_topics::section(found.topic, found.subtopic));
    let (subjects, short) = subjects.told(&page);
    About { subjects, short, quotes, coming, category, section }
}

/// The article as it is read: title, line break, text.
pub(crate) struct Page<'a> {
    pub article: &'a Article<'a>,
    pub text: Cow<'a, str>,
    /// Where the title's line break is past.
    pub title_end: usize,
    pub lang: Option<Lang>,
}

impl<'a> Page<'a> {
    fn of(article: &'a Article<'a>) -> Page<'a> {
        let (title, body) = (beginning(article.title, MOST_TITLE_BYTES), beginning(article.text, MOST_BYTES));
        let text = Cow::Owned(format!("{title}\n{body}"));
        let lang = article.lang.or_else(|| coranto_text::detect(beginning(&text, LANGUAGE_BYTES), None));
        Page { article, title_end: title.len() + 1, text, lang }
    }
}

fn beginning(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
