//! A feed's items become items of the record: who they are, where they stand, when they were published, and whether their page is to be read.
//! Pure.

mod identity;
mod words;

use crate::rhythm::believable;
use coranto_core::{Address, Article, Block, FeedId, Lang, Millis, Picture, config};
use coranto_feed::{Enclosure, Item, Parsed};
use coranto_store::article::{Media, NewItem, Stage};
use coranto_text::SectionHints;
use identity::Identity;
pub(crate) use identity::first_bits;
use std::collections::HashSet;
pub(crate) use words::clean;

/// What is known of the feed from outside its document.
#[derive(Debug, Clone)]
pub(crate) struct FeedContext {
    pub feed_id: FeedId,
    /// Where the document came from.
    pub address: Address,
    /// What the source list says of all its items.
    pub section: Option<String>,
    /// What the source list says of its publisher.
    pub languages: Vec<Lang>,
    pub arrived_at: Millis,
    pub read: config::Read,
}

/// A document of more items is an archive or an attack; the first ones are the newest in nearly every feed.
const MOST_ITEMS: usize = 10_000;
/// A feed's text of so many words, not cut off, is the article: its page need not be read.
const FULL_TEXT_WORDS: u32 = 150;
/// Markup of fewer bytes cannot hold a text of that many words, and is not looked at any closer.
const FULL_TEXT_BYTES: usize = 700;
const TITLE_CHARS: usize = 300;
const SUMMARY_CHARS: usize = 600;
const MOST_AUTHORS: usize = 10;
const MOST_KEYWORDS: usize = 20;
const MOST_MEDIA: usize = 10;

/// The items of one document, each once, and the number of those that nothing could be made of.
pub(crate) fn new_items(parsed: &mut Parsed, context: &FeedContext) -> (Vec<NewItem>, u32) {
    let items: Vec<Item> = std::mem::take(&mut parsed.items);
    let beyond = items.len().saturating_sub(MOST_ITEMS);
    let identities = identity::of_all(&items[..items.len() - beyond], parsed.link.as_ref(), context);
    let lang = document_language(&items, parsed.language, &context.languages);
    let mut seen = HashSet::with_capacity(identities.len());
    let mut damaged = u32::try_from(beyond).unwrap_or(u32::MAX);
    let mut new = Vec::with_capacity(identities.len());
    for (item, identity) in items.into_iter().zip(identities) {
        // A document that lists an article twice (two guids for one address, one guid twice) gives it once.
        if !seen.insert(identity.guid) || !seen.insert(identity.key_bits()) {
            continue;
        }
        match new_item(item, identity, lang, context) {
            Some(item) => new.push(item),
            None => damaged += 1,
        }
    }
    (new, damaged)
}

fn new_item(item: Item, identity: Identity, lang: DocumentLang, context: &FeedContext) -> Option<NewItem> {
    let Identity { guid, key, address, own_page } = identity;
    let (blocks, text) = full_text(&item, &address);
    let summary = summary(&item, blocks.is_empty());
    let title = title(&item, summary.as_deref(), &text)?;
    let media = media(&item, &address);
    let published_at = believable(item.published.or(item.updated), context.arrived_at);
    let lang = match lang {
        DocumentLang::All(lang) => Some(lang),
        DocumentLang::Each(hint) => {
            let sample = format!("{title}\n{}", summary.as_deref().unwrap_or_default());
            coranto_text::detect(&sample, item.language.or(hint))
        }
    };
    let section = coranto_text::section(&SectionHints {
        feed: context.section.as_deref(),
        publisher: None,
        categories: &item.categories,
        address: own_page.then_some(&address),
    });
    let words = if text.is_empty() { 0 } else { coranto_text::count_words(&text) };
    let whole = words >= FULL_TEXT_WORDS && !words::looks_cut(&text);
    let has_text = words > 0 || summary.is_some();
    let (stage, reason) =
        stage(&Standing { own_page, plays: plays_elsewhere(&media, &address), whole, has_text, published_at }, context);
    // Markup of a summary is worth keeping only where no page will be read.
    let blocks = if stage == Stage::Ready && blocks.is_empty() { short_text(&item, &address) } else { blocks };
    let words = match stage {
        Stage::Ready if words == 0 => coranto_text::count_words(&coranto_page::text_of(&blocks)),
        _ => words,
    };
    let image = picture(&item, &blocks, &address);
    let article = Article {
        title,
        authors: authors(item.authors),
        published: item.published.or(item.updated),
        modified: item.updated.filter(|_| item.published.is_some()),
        lang,
        section: None,
        keywords: keywords(item.categories),
        summary,
        image,
        canonical: None,
        site_name: None,
        blocks,
        words,
        paywalled: None,
        licence: item.licence.map(words::clean).filter(|l| l.len() <= 300),
    };
    Some(NewItem {
        guid,
        address,
        key,
        article,
        published_at,
        stage,
        reason,
        section: section.map(str::to_owned),
        media,
    })
}

/// What decides whether an item's page is read.
struct Standing {
    /// The address is the item's own, not the site's home or the feed's.
    own_page: bool,
    plays: bool,
    whole: bool,
    has_text: bool,
    published_at: Millis,
}

fn stage(standing: &Standing, context: &FeedContext) -> (Stage, Option<String>) {
    let days = context.read.max_page_age_days;
    let oldest = context.arrived_at.0.saturating_sub(i64::from(days) * Millis::DAY);
    if standing.plays || standing.whole || (!standing.own_page && standing.has_text) {
        (Stage::Ready, None)
    } else if !standing.own_page {
        (Stage::Listed, Some("the feed gives it no page of its own".into()))
    } else if !context.read.pages {
        (Stage::Listed, Some("pages are not read here (read.pages is off)".into()))
    } else if standing.published_at.0 < oldest {
        (Stage::Listed, Some(format!("it was older than {days} days when it was first seen")))
    } else {
        (Stage::Waiting, None)
    }
}

/// The feed's own full text, when it is long enough that it may be one.
fn full_text(item: &Item, address: &Address) -> (Vec<Block>, String) {
    let markup = [&item.content, &item.summary].into_iter().flatten().max_by_key(|m| m.len());
    let Some(markup) = markup.filter(|m| m.len() >= FULL_TEXT_BYTES) else { return (Vec::new(), String::new()) };
    let mut blocks = coranto_page::fragment(markup, address);
    words::drop_share_template(&mut blocks);
    let text = coranto_page::text_of(&blocks);
    (blocks, text)
}

fn short_text(item: &Item, address: &Address) -> Vec<Block> {
    let Some(markup) = item.content.as_ref().or(item.summary.as_ref()) else { return Vec::new() };
    let mut blocks = coranto_page::fragment(markup, address);
    words::drop_share_template(&mut blocks);
    blocks
}

/// The feed's summary in plain words; the beginning of its text when there is no other.
fn summary(item: &Item, no_blocks: bool) -> Option<String> {
    let markup = match (&item.summary, &item.content) {
        (Some(summary), Some(content)) if summary.trim().is_empty() => content,
        (Some(summary), _) => summary,
        // With blocks at hand the lead is made of them.
        (None, Some(content)) if no_blocks => content,
        _ => return None,
    };
    let plain = words::without_share_template(coranto_page::summary(markup, SUMMARY_CHARS));
    let plain = words::clean(plain);
    (!plain.is_empty() && item.title.as_deref().is_none_or(|t| t.trim() != plain)).then_some(plain)
}

fn title(item: &Item, summary: Option<&str>, text: &str) -> Option<String> {
    let given = item.title.as_deref().map(str::trim).filter(|t| !t.is_empty());
    let title = match given {
        Some(title) if title.len() <= TITLE_CHARS => title.to_owned(),
        Some(title) => words::cut(title, TITLE_CHARS),
        // Notes and posts have no title: their first words stand for it.
        None => coranto_text::beginning(summary.unwrap_or(text), 14),
    };
    let title = words::clean(title);
    (!title.is_empty()).then_some(title)
}

fn authors(authors: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for author in authors.into_iter().take(MOST_AUTHORS) {
        let author = words::clean(author);
        if !author.is_empty() && author.len() <= 120 && !kept.contains(&author) {
            kept.push(author);
        }
    }
    kept
}

fn keywords(categories: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for word in categories.into_iter().take(MOST_KEYWORDS) {
        let word = words::clean(word);
        if !word.is_empty() && word.len() <= 80 && !kept.iter().any(|k| k.eq_ignore_ascii_case(&word)) {
            kept.push(word);
        }
    }
    kept
}

fn media(item: &Item, address: &Address) -> Vec<Media> {
    let of = |e: &Enclosure| Media {
        address: e.address.clone(),
        mime: e.mime.clone().map(words::clean).filter(|m| m.len() <= 100),
        bytes: e.bytes.and_then(|b| i64::try_from(b).ok()),
        seconds: e.seconds.and_then(|s| i64::try_from(s).ok()),
    };
    let mut media: Vec<Media> = item.enclosures.iter().filter(|e| plays(e)).map(of).take(MOST_MEDIA).collect();
    if media.is_empty() && is_video_page(address) {
        media.push(Media { address: address.clone(), mime: Some("text/html".into()), bytes: None, seconds: None });
    }
    media
}

fn plays(enclosure: &Enclosure) -> bool {
    let mime = enclosure.mime.as_deref().unwrap_or_default();
    if !mime.is_empty() {
        return mime.starts_with("audio/")
            || mime.starts_with("video/")
            || mime == "application/x-shockwave-flash"
            || mime == "application/x-mpegurl";
    }
    let path = enclosure.address.url().path().to_ascii_lowercase();
    [".mp3", ".m4a", ".mp4", ".m4v", ".ogg", ".opus", ".webm"].iter().any(|end| path.ends_with(end))
}

/// Sound, and film on a page that is a player: the item is the programme, not an article beside it. Newspapers attach clips to articles, too; those
/// pages are read.
fn plays_elsewhere(media: &[Media], address: &Address) -> bool {
    is_video_page(address)
        || media
            .iter()
            .any(|m| m.mime.as_deref().is_some_and(|mime| mime.starts_with("audio/")) || m.address == *address)
}

fn is_video_page(address: &Address) -> bool {
    matches!(address.site().as_str(), "youtube.com" | "youtu.be" | "vimeo.com" | "dailymotion.com" | "twitch.tv")
}

fn picture(item: &Item, blocks: &[Block], address: &Address) -> Option<Picture> {
    let bare = |src: Address| Picture { src, alt: None, caption: None, credit: None, width: None, height: None };
    if item.image.is_some() {
        return item.image.clone();
    }
    let attached = item.enclosures.iter().find(|e| e.mime.as_deref().is_some_and(|m| m.starts_with("image/")));
    if let Some(enclosure) = attached {
        return Some(bare(enclosure.address.clone()));
    }
    let first = |blocks: &[Block]| {
        blocks.iter().find_map(|b| match b {
            Block::Image(picture) => Some(picture.clone()),
            _ => None,
        })
    };
    first(blocks).or_else(|| {
        let markup = item.summary.as_deref().or(item.content.as_deref())?;
        // A tree is built only where there is a picture to find.
        markup.contains("<img").then(|| first(&coranto_page::fragment(markup, address))).flatten()
    })
}

/// How the language of a document's items is found.
#[derive(Debug, Clone, Copy, PartialEq)]
enum DocumentLang {
    /// The document's texts speak what it declares: all its items do.
    All(Lang),
    /// It declares nothing, or its texts speak otherwise: each is looked at.
    Each(Option<Lang>),
}

/// Telling a language costs more than all else that is done with an item; a document that keeps its word is looked at once.
fn document_language(items: &[Item], declared: Option<Lang>, of_source: &[Lang]) -> DocumentLang {
    let hint = declared.or(match of_source {
        [only] => Some(*only),
        _ => None,
    });
    let mut sample = String::new();
    for item in items {
        for text in [&item.title, &item.summary].into_iter().flatten() {
            let end = text.char_indices().nth(200).map_or(text.len(), |(at, _)| at);
            sample.push_str(text.get(..end).unwrap_or_default());
            sample.push('\n');
        }
        if sample.len() > 1_500 {
            break;
        }
    }
    let of_items_differ = items.iter().filter_map(|i| i.language).any(|l| Some(l) != hint);
    let spoken = if sample.contains('<') {
        coranto_text::detect(&coranto_page::plain(&sample, 1_500), hint)
    } else {
        coranto_text::detect(&sample, hint)
    };
    match (spoken, hint) {
        (Some(spoken), Some(hint)) if spoken == hint && !of_items_differ && of_source.len() <= 1 => {
            DocumentLang::All(spoken)
        }
        _ => DocumentLang::Each(hint),
    }
}
