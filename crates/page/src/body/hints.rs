//! What the names that page makers give their boxes (class, id) say about what is in them.

use std::sync::LazyLock;

/// Verdict of the names on one element.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Hints {
    /// Never part of an article: adverts, sharing, navigation, comments.
    pub junk: bool,
    /// Beside the article's text more often than in it: bylines, tags, galleries.
    pub aside: bool,
    /// Beside the text when there is little in them, and part of it when they hold paragraphs: galleries, labels.
    pub short: bool,
    /// What readers do not see.
    pub hidden: bool,
    /// Where articles stand.
    pub body: bool,
    pub caption: bool,
    pub credit: bool,
}

const JUNK: u8 = 1;
const ASIDE: u8 = 2;
const BODY: u8 = 4;
const CAPTION: u8 = 8;
const CREDIT: u8 = 16;
const HIDDEN: u8 = 32;
const SHORT: u8 = 64;
/// The word may be the second of a pair: only then are pairs looked for.
const SECOND: u8 = 128;

const WORDS: &[(u8, &str)] = &[
    (
        JUNK,
        "ad ads adv advert adverts advertisement advertisements advertising adunit adbox adslot dfp sponsor sponsored sponsors promo promos promotion promotions \
         promoted share shares sharing sharebar sharetools sharethis addthis social socials socialmedia newsletter newsletters subscribe subscription signup \
         related relatedposts relatedstories recommended recommendation recommendations recirc recirculation trending popular mostread mostpopular comment \
         comments disqus commenting respond breadcrumb breadcrumbs sidebar sidebars rail nav navbar navigation menu menus submenu footer cookie cookies consent \
         gdpr onetrust modal popup popover popin overlay lightbox outbrain taboola revcontent zergnet teads jwplayer toolbar tooltip login signin register \
         paywall poll pagination pager teaser teasers tout touts upsell cta donate donation membership registration barrier regwall piano \
         skip jump masthead infobar ticker sitemap betting shopping affiliate disclosure feedback readmore seealso upnext nextup toc \
         banner leaderboard interstitial boilerplate cards readnext relacionadas relacionados publicidad publicidade werbung anzeige teilen compartir partager",
    ),
    (
        ASIDE,
        "byline bylines author authors authorbox bio biography contributor contributors dateline datetime timestamp published pubdate tags taglist tagged keywords \
         metadata widget widgets follow avatar profile hashtags copyright disclaimer",
    ),
    (
        SHORT,
        "meta topics player slideshow gallery carousel slider rating ratings print email topper kicker eyebrow label labels category categories icons actions tools \
         utility utilities credits more newswire video videos readtime minutes aside promobox source notice",
    ),
    (
        BODY,
        "body content entry story article articlebody articlecontent bodytext storytext storybody entrycontent postcontent maincontent text post prose paragraph paragraphs",
    ),
    (CAPTION, "caption captions figcaption wpcaption legend imagecaption"),
    (CREDIT, "credit photographer photocredit attribution copyright"),
    (HIDDEN, "visuallyhidden sronly screenreader noprint accessibility"),
];

static TABLE: LazyLock<Vec<(u128, u8)>> = LazyLock::new(|| {
    let mut table: Vec<(u128, u8)> = Vec::new();
    let words = WORDS.iter().flat_map(|(kind, words)| words.split_whitespace().map(move |word| (*kind, word)));
    let seconds = PAIRS.iter().chain(HIDING_PAIRS).map(|(_, second)| (SECOND, *second));
    for (kind, word) in words.chain(seconds) {
        let key = word.bytes().take(16).fold(0u128, |key, b| (key << 8) | u128::from(b));
        match table.iter_mut().find(|(k, _)| *k == key) {
            Some((_, kinds)) => *kinds |= kind,
            None => table.push((key, kind)),
        }
    }
    table.sort_unstable_by_key(|(key, _)| *key);
    table
});

/// Pairs of words that mean junk together.
const PAIRS: &[(&str, &str)] = &[
    ("read", "more"),
    ("read", "next"),
    ("read", "also"),
    ("also", "read"),
    ("sign", "up"),
    ("log", "in"),
    ("more", "from"),
    ("more", "stories"),
    ("more", "on"),
    ("more", "news"),
    ("also", "like"),
    ("you", "may"),
    ("up", "next"),
    ("most", "read"),
    ("most", "popular"),
    ("follow", "us"),
    ("see", "also"),
    ("latest", "news"),
    ("latest", "stories"),
    ("top", "stories"),
    ("editors", "picks"),
    ("call", "action"),
    ("in", "other"),
    ("inline", "links"),
    ("hyper", "links"),
    ("end", "article"),
    ("post", "footer"),
    ("site", "header"),
    ("page", "header"),
    ("global", "header"),
    ("main", "header"),
    ("below", "content"),
    ("after", "content"),
    ("after", "post"),
    ("in", "text"),
];

const HIDING_PAIRS: &[(&str, &str)] = &[("sr", "only"), ("visually", "hidden"), ("screen", "reader")];

impl Hints {
    pub fn of(names: &str) -> Hints {
        let mut kinds = 0u8;
        let mut hidden = false;
        let mut previous: &str = "";
        words(names, |word| {
            let found = lookup(word);
            kinds |= found;
            if found & SECOND != 0 {
                let ends_one_of = |pairs: &[(&str, &str)]| {
                    pairs.iter().any(|(a, b)| previous.eq_ignore_ascii_case(a) && word.eq_ignore_ascii_case(b))
                };
                // "in text" names adverts only together with one; the others stand for themselves.
                if ends_one_of(PAIRS) && (!previous.eq_ignore_ascii_case("in") || word.eq_ignore_ascii_case("other")) {
                    kinds |= JUNK;
                }
                hidden |= ends_one_of(HIDING_PAIRS);
            }
            previous = word;
        });
        Hints {
            junk: kinds & JUNK != 0,
            aside: kinds & ASIDE != 0,
            short: kinds & SHORT != 0,
            hidden: hidden || kinds & HIDDEN != 0,
            body: kinds & BODY != 0,
            caption: kinds & CAPTION != 0,
            credit: kinds & CREDIT != 0,
        }
    }
}

impl Hints {
    /// Hidden boxes named so are dialogues, not text that waits to be shown.
    pub fn is_dialogue(self) -> bool {
        self.junk && !self.body
    }

    pub fn and(self, other: Hints) -> Hints {
        Hints {
            junk: self.junk || other.junk,
            aside: self.aside || other.aside,
            short: self.short || other.short,
            hidden: self.hidden || other.hidden,
            body: self.body || other.body,
            caption: self.caption || other.caption,
            credit: self.credit || other.credit,
        }
    }
}

fn lookup(word: &str) -> u8 {
    if word.len() < 2 || word.len() > 16 {
        return 0;
    }
    let key = word.bytes().fold(0u128, |key, b| (key << 8) | u128::from(b.to_ascii_lowercase()));
    TABLE.binary_search_by_key(&key, |(k, _)| *k).map_or(0, |i| TABLE[i].1)
}

/// The words of "article-relatedLinks__item": article, related, Links, item.
fn words<'n>(names: &'n str, mut each: impl FnMut(&'n str)) {
    let bytes = names.as_bytes();
    let mut from = 0;
    for at in 0..=bytes.len() {
        let here = bytes.get(at).copied().unwrap_or(b' ');
        let camel = at > from && here.is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase();
        if !here.is_ascii_alphanumeric() || camel {
            if at > from {
                // Only ASCII before and at both ends, so these are boundaries of characters.
                if let Some(word) = names.get(from..at) {
                    each(word);
                }
            }
            from = if camel { at } else { at + 1 };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_a_box_is_for() {
        assert!(Hints::of("article-relatedLinks__item").junk);
        assert!(Hints::of("c-read-more").junk);
        assert!(Hints::of("td-post-content").body);
        assert!(!Hints::of("adapted shadow header").junk);
        assert!(Hints::of("sr-only").hidden);
        assert_eq!(Hints::of("größe"), Hints::default());
    }
}
