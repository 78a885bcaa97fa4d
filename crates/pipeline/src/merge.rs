//! What the feed said and what the page says become one article. Pure; every choice has its reason.
//!
//! The page is the fuller witness and the feed the surer one: a page's title may be a teaser of something else, its date that of a comment; what a
//! feed says of an item it says of that item.

use crate::rhythm::believable;
use coranto_core::{Address, Article, Millis, Picture, Stamp};
use std::collections::HashSet;

/// Where a field's value was taken from, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Choice {
    /// The other one says nothing.
    OnlyFeed,
    OnlyPage,
    /// They say the same.
    Agree,
    /// The other is cut off.
    FeedWhole,
    PageWhole,
    /// The page's title is the feed's with the site's name or a label around it.
    FeedPlain,
    /// Same headline in newer words.
    PageNewer,
    /// They have nothing in common; the feed speaks of this item for certain.
    FeedSure,
    /// It names the hour and the other only the day.
    FeedPrecise,
    PagePrecise,
    /// The earlier of two instants: what is dated later was an update.
    FeedEarlier,
    PageEarlier,
    /// Far more text.
    FeedFuller,
    PageFuller,
    Neither,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Merged {
    pub article: Article,
    /// What it is sorted by.
    pub published_at: Millis,
    pub title_by: Choice,
    pub published_by: Choice,
    pub body_by: Choice,
}

/// What is known of where both come from.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    /// Where the feed sent us, and where that led.
    pub address: Address,
    pub arrived_from: Address,
    pub arrived_at: Millis,
    /// The page was read before, and did not call itself so then: its headline was changed.
    pub retitled: bool,
}

pub(crate) fn merge(feed: Article, page: Article, origin: &Origin) -> Merged {
    let Origin { address, arrived_from, arrived_at, retitled } = origin;
    let (title, title_by) = title(&feed.title, &page.title, page.site_name.as_deref(), *retitled);
    let (published, published_by) = published(feed.published, page.published, *arrived_at);
    let published_at = believable(published, *arrived_at);
    let body_by = body(&feed, &page);
    let (blocks, words) =
        if body_by == Choice::FeedFuller { (feed.blocks, feed.words) } else { (page.blocks, page.words) };
    let image = picture(feed.image, page.image);
    let summary = summary(feed.summary, page.summary);
    let canonical = canonical(page.canonical, address, arrived_from);
    let authors = authors(feed.authors, page.authors, page.site_name.as_deref());
    let modified = latest(feed.modified, page.modified).filter(|m| m.at >= published_at);
    let article = Article {
        title,
        authors,
        published,
        modified,
        lang: page.lang.or(feed.lang),
        section: page.section.or(feed.section),
        keywords: keywords(page.keywords, feed.keywords),
        summary,
        image,
        canonical,
        site_name: page.site_name.or(feed.site_name),
        blocks,
        words,
        paywalled: page.paywalled.or(feed.paywalled),
        licence: page.licence.or(feed.licence),
    };
    Merged { article, published_at, title_by, published_by, body_by }
}

fn title(feed: &str, page: &str, site_name: Option<&str>, retitled: bool) -> (String, Choice) {
    let (feed, page) = (feed.trim(), page.trim());
    if page.is_empty() {
        return (feed.to_owned(), if feed.is_empty() { Choice::Neither } else { Choice::OnlyFeed });
    }
    if feed.is_empty() {
        return (page.to_owned(), Choice::OnlyPage);
    }
    let (feed_words, page_words) = (words_of(feed), words_of(page));
    if feed_words == page_words {
        return (page.to_owned(), Choice::Agree);
    }
    // "The council meets at d…": the page has the rest.
    let stem = |cut: &str| cut.trim_end_matches(['…', '.', ' ']).to_lowercase();
    let is_cut = |text: &str| text.ends_with('…') || text.ends_with("...");
    if is_cut(feed) && page.to_lowercase().starts_with(&stem(feed)) {
        return (page.to_owned(), Choice::PageWhole);
    }
    if is_cut(page) && feed.to_lowercase().starts_with(&stem(page)) {
        return (feed.to_owned(), Choice::FeedWhole);
    }
    if stands_between_separators(&feed_words, page) {
        return (feed.to_owned(), Choice::FeedPlain);
    }
    if site_name.is_some_and(|site| words_of(site) == page_words) {
        return (feed.to_owned(), Choice::FeedSure);
    }
    let feed_set: HashSet<&String> = feed_words.iter().collect();
    let shared = page_words.iter().filter(|w| feed_set.contains(w)).count();
    // Half of the shorter one's words: the headline was reworked.
    if retitled || shared * 2 >= feed_words.len().min(page_words.len()).max(1) {
        (page.to_owned(), Choice::PageNewer)
    } else {
        (feed.to_owned(), Choice::FeedSure)
    }
}

/// The page's title is the feed's with something in front or behind that a separator sets off: the site's name, "Live", a section. A title that only
/// goes on is a title.
fn stands_between_separators(feed_words: &[String], page: &str) -> bool {
    const SEPARATORS: [&str; 7] = [" | ", " - ", " – ", " — ", " · ", " :: ", ": "];
    let cuts = SEPARATORS.iter().flat_map(|sep| page.match_indices(sep));
    cuts.into_iter().any(|(at, sep)| {
        let (head, tail) = page.split_at(at);
        words_of(head) == feed_words || tail.get(sep.len()..).is_some_and(|tail| words_of(tail) == feed_words)
    })
}

/// Lower-case words; in scripts without spaces, letters.
fn words_of(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let mut words: Vec<String> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect();
    if words.iter().any(|w| w.chars().any(|c| ('\u{2e80}'..='\u{9fff}').contains(&c))) {
        words = words.iter().flat_map(|w| w.chars().map(String::from).collect::<Vec<_>>()).collect();
    }
    words
}

fn published(feed: Option<Stamp>, page: Option<Stamp>, arrived_at: Millis) -> (Option<Stamp>, Choice) {
    // One that cannot be true counts only where the other says nothing: both are kept then, and the arrival sorts.
    let absurd = |s: &Stamp| s.at.0 > arrived_at.0.saturating_add(Millis::DAY) || s.at.0 < 631_152_000_000;
    let (feed, page) = match (feed, page) {
        (Some(f), Some(p)) if absurd(&f) && !absurd(&p) => return (Some(p), Choice::OnlyPage),
        (Some(f), Some(p)) if absurd(&p) && !absurd(&f) => return (Some(f), Choice::OnlyFeed),
        (None, None) => return (None, Choice::Neither),
        (Some(f), None) => return (Some(f), Choice::OnlyFeed),
        (None, Some(p)) => return (Some(p), Choice::OnlyPage),
        (Some(f), Some(p)) => (f, p),
    };
    let apart = feed.at.0.abs_diff(page.at.0);
    if apart < Millis::MINUTE.unsigned_abs() && feed.day_only == page.day_only {
        // A page names its zone more often than a feed, which is mostly written in GMT.
        return (Some(if page.offset_minutes.is_some() { page } else { feed }), Choice::Agree);
    }
    match (feed.day_only, page.day_only) {
        (false, true) => (Some(feed), Choice::FeedPrecise),
        (true, false) if apart <= 2 * Millis::DAY.unsigned_abs() => (Some(page), Choice::PagePrecise),
        _ if page.at <= feed.at => (Some(page), Choice::PageEarlier),
        _ => (Some(feed), Choice::FeedEarlier),
    }
}

fn latest(a: Option<Stamp>, b: Option<Stamp>) -> Option<Stamp> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if a.at > b.at { a } else { b }),
        (a, b) => a.or(b),
    }
}

/// The page's text, unless the feed carries far more of it.
fn body(feed: &Article, page: &Article) -> Choice {
    match (feed.blocks.is_empty(), page.blocks.is_empty()) {
        (true, true) => Choice::Neither,
        (true, false) => Choice::OnlyPage,
        (false, true) => Choice::FeedFuller,
        (false, false) if u64::from(feed.words) * 2 > u64::from(page.words) * 3 => Choice::FeedFuller,
        (false, false) => Choice::PageFuller,
    }
}

/// The page's picture with what the feed knows of it besides.
fn picture(feed: Option<Picture>, page: Option<Picture>) -> Option<Picture> {
    match (feed, page) {
        (Some(feed), Some(page)) if feed.src == page.src => Some(Picture {
            src: page.src,
            alt: page.alt.or(feed.alt),
            caption: page.caption.or(feed.caption),
            credit: page.credit.or(feed.credit),
            width: page.width.or(feed.width),
            height: page.height.or(feed.height),
        }),
        (feed, page) => page.or(feed),
    }
}

/// The one that is not cut off; of two, the longer.
fn summary(feed: Option<String>, page: Option<String>) -> Option<String> {
    let (Some(feed), Some(page)) = (&feed, &page) else { return page.or(feed) };
    let cut = |text: &str| text.ends_with('…') || text.ends_with("...") || text.ends_with(']');
    let better_is_feed = match (cut(feed), cut(page)) {
        (false, true) => true,
        (true, false) => false,
        _ => feed.len() > page.len(),
    };
    Some(if better_is_feed { feed.clone() } else { page.clone() })
}

/// Names of the page, then of the feed; never the site's own name, when there is another.
fn authors(feed: Vec<String>, page: Vec<String>, site_name: Option<&str>) -> Vec<String> {
    let is_site = |name: &String| site_name.is_some_and(|site| site.eq_ignore_ascii_case(name));
    let people = |names: &[String]| names.iter().any(|n| !is_site(n));
    if people(&page) || feed.is_empty() { page } else { feed }
}

fn keywords(page: Vec<String>, feed: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::with_capacity(page.len() + feed.len());
    for word in page.into_iter().chain(feed) {
        if kept.len() < 30 && !kept.iter().any(|k| k.to_lowercase() == word.to_lowercase()) {
            kept.push(word);
        }
    }
    kept
}

/// The page's own claim counts within its publisher's site only: elsewhere it would let one publisher speak for another's address. A claim to be the
/// home page is a slip of many templates. Without a claim, where the feed's address led to is the address.
fn canonical(claimed: Option<Address>, address: &Address, arrived_from: &Address) -> Option<Address> {
    let is_home = |a: &Address| a.url().path().trim_end_matches('/').is_empty() && a.url().query().is_none();
    let claimed = claimed
        .filter(|c| c.site() == arrived_from.site() || c.site() == address.site())
        .filter(|c| !is_home(c) || is_home(arrived_from));
    if claimed.is_some() {
        return claimed;
    }
    (arrived_from.identity() != address.identity() && !is_home(arrived_from)).then(|| arrived_from.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use coranto_core::Block;
    use proptest::prelude::*;

    const NOW: Millis = Millis(1_795_521_600_000);

    fn address(text: &str) -> Address {
        Address::parse(text).unwrap()
    }

    fn stamp(hours_ago: i64) -> Option<Stamp> {
        Some(Stamp::utc(Millis(NOW.0 - hours_ago * Millis::HOUR)))
    }

    fn day(days_ago: i64) -> Option<Stamp> {
        let at = (NOW.0.div_euclid(Millis::DAY) - days_ago) * Millis::DAY;
        Some(Stamp { at: Millis(at), offset_minutes: None, day_only: true })
    }

    #[test]
    fn titles_are_held_against_each_other() {
        let t = |feed, page| title(feed, page, Some("The Gazette"), false);
        assert_eq!(t("Rain is due", "Rain is due"), ("Rain is due".into(), Choice::Agree));
        assert_eq!(t("", "Rain is due"), ("Rain is due".into(), Choice::OnlyPage));
        assert_eq!(t("Rain is due", ""), ("Rain is due".into(), Choice::OnlyFeed));
        assert_eq!(
            t("The council meets at d…", "The council meets at dawn"),
            ("The council meets at dawn".into(), Choice::PageWhole)
        );
        assert_eq!(
            t("Rain is due on Friday", "Rain is due on Friday - The Gazette"),
            ("Rain is due on Friday".into(), Choice::FeedPlain)
        );
        assert_eq!(t("It's raining", "Live: It’s raining").1, Choice::FeedPlain);
        assert_eq!(t("Rain is due", "Rain is due on Friday").1, Choice::PageNewer);
        assert_eq!(
            t("Rain is due on Friday", "Heavy rain now due on Friday night"),
            ("Heavy rain now due on Friday night".into(), Choice::PageNewer)
        );
        assert_eq!(
            t("Rain is due on Friday", "Weather and traffic"),
            ("Rain is due on Friday".into(), Choice::FeedSure)
        );
        assert_eq!(t("Rain is due", "The Gazette"), ("Rain is due".into(), Choice::FeedSure));
        assert_eq!(t("周五有雨", "周五晚上有大雨").1, Choice::PageNewer);
        let retitled = |feed, page| title(feed, page, Some("The Gazette"), true).1;
        assert_eq!(retitled("Rain is due on Friday", "Weather and traffic"), Choice::PageNewer);
        assert_eq!(retitled("Rain is due", "The Gazette"), Choice::FeedSure);
        assert_eq!(retitled("Rain is due", "Live: Rain is due"), Choice::FeedPlain);
    }

    #[test]
    fn the_first_instant_with_an_hour_is_when_it_was_published() {
        assert_eq!(published(stamp(2), stamp(5), NOW), (stamp(5), Choice::PageEarlier));
        assert_eq!(published(stamp(5), stamp(2), NOW), (stamp(5), Choice::FeedEarlier));
        assert_eq!(published(stamp(5), day(0), NOW), (stamp(5), Choice::FeedPrecise));
        assert_eq!(published(stamp(5), day(900), NOW), (stamp(5), Choice::FeedPrecise), "a copyright line");
        assert_eq!(published(day(1), stamp(20), NOW), (stamp(20), Choice::PagePrecise));
        assert_eq!(published(stamp(-90), stamp(3), NOW), (stamp(3), Choice::OnlyPage), "a feed from the future");
        assert_eq!(published(None, None, NOW), (None, Choice::Neither));
    }

    #[test]
    fn an_address_speaks_for_its_own_site_only() {
        let here = address("https://gazette.example/a?id=1");
        let c = |claim: &str| canonical(Address::parse(claim).ok(), &here, &here).map(|a| a.to_string());
        assert_eq!(c("https://www.gazette.example/a").as_deref(), Some("https://www.gazette.example/a"));
        assert_eq!(c("https://courier.example/scoop"), None);
        assert_eq!(c("https://gazette.example/"), None, "a template that names the home page");
        let led_to = address("https://gazette.example/2026/a");
        let short = address("https://feeds.example/~r/1");
        assert_eq!(canonical(None, &short, &led_to), Some(led_to.clone()));
        assert_eq!(canonical(None, &led_to, &led_to), None);
    }

    #[test]
    fn the_fuller_text_stays() {
        let p = |words: u32| Article {
            blocks: vec![Block::Paragraph { html: words.to_string() }],
            words,
            ..Article::default()
        };
        assert_eq!(body(&p(400), &p(100)), Choice::FeedFuller);
        assert_eq!(body(&p(120), &p(100)), Choice::PageFuller);
        assert_eq!(body(&Article::default(), &p(100)), Choice::OnlyPage);
    }

    proptest! {
        #[test]
        fn a_title_is_always_one_of_the_two(feed in ".{0,40}", page in ".{0,40}", site in proptest::option::of(".{0,9}")) {
            let (title, _) = title(&feed, &page, site.as_deref(), feed.len() % 2 == 0);
            prop_assert!(title == feed.trim() || title == page.trim());
        }

        #[test]
        fn a_date_is_always_one_of_the_two(
            feed in proptest::option::of(any::<i64>()), page in proptest::option::of(any::<i64>()), days in any::<(bool, bool)>()
        ) {
            let stamp = |at: Option<i64>, day_only| at.map(|at| Stamp { at: Millis(at), offset_minutes: None, day_only });
            let (feed, page) = (stamp(feed, days.0), stamp(page, days.1));
            let (date, _) = published(feed, page, NOW);
            prop_assert!(date == feed || date == page);
            prop_assert_eq!(date.is_none(), feed.is_none() && page.is_none());
        }
    }
}
