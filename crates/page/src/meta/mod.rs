//! What a page says about its article: JSON-LD first, then Open Graph and other meta elements, microdata, and the page as a reader sees it. Where they
//! disagree, what the reader sees decides.

mod authors;
mod date;
mod jsonld;
mod lead;
mod live;
mod pages;
mod title;
mod when;

pub(crate) use pages::{next_by_rule, whole_by_rule};

use crate::any_of::AnyOf;
use crate::dom::{Dom, Id, Tag};
use crate::picture::one_line;
use coranto_core::{Address, Lang, Picture, Stamp};
use jsonld::Told;
pub(crate) use live::Live;
use std::collections::HashMap;
use std::sync::LazyLock;

#[derive(Debug, Default)]
pub(crate) struct Meta {
    pub title: String,
    pub authors: Vec<String>,
    pub published: Option<Stamp>,
    pub modified: Option<Stamp>,
    /// As declared; the text may say otherwise.
    pub lang: Option<Lang>,
    pub section: Option<String>,
    pub keywords: Vec<String>,
    pub summary: Option<String>,
    pub image: Option<Picture>,
    pub canonical: Option<Address>,
    pub site_name: Option<String>,
    pub paywalled: Option<bool>,
    pub licence: Option<String>,
    pub robots: Vec<String>,
    pub next_page: Option<Address>,
    /// The page that holds all of an article that is spread over several.
    pub whole_page: Option<Address>,
    /// `articleBody` as told to machines.
    pub told_body: String,
    pub live: Live,
    /// The page calls itself an article to machines.
    pub says_article: bool,
    /// The page calls itself a list, a front page or a search result.
    pub says_list: bool,
    /// Headings of the first level.
    pub h1: Vec<String>,
    /// The `title` element as it stands.
    pub raw_title: String,
    /// Whatever the page calls itself.
    pub titles: Vec<String>,
}

/// Head and page, gathered in one pass.
pub(crate) struct Gathered<'d, 's> {
    dom: &'d Dom<'s>,
    base: Address,
    metas: HashMap<String, Vec<String>>,
    links: Vec<(String, Id)>,
    /// Names of the feeds that the page offers.
    feeds: Vec<String>,
    h1: Vec<(Id, String)>,
    title: String,
    lang: Option<Lang>,
    /// As written, with its region.
    lang_tag: String,
    times: Vec<Id>,
    props: Vec<(String, Id)>,
    bylines: Vec<Id>,
    author_pages: Vec<Id>,
    told: Told,
}

impl Gathered<'_, '_> {
    fn first(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.metas.get(*name)?.iter().map(String::as_str).find(|v| !v.is_empty()))
    }

    fn all(&self, names: &[&str]) -> Vec<&str> {
        names
            .iter()
            .filter_map(|name| self.metas.get(*name))
            .flatten()
            .map(String::as_str)
            .filter(|v| !v.is_empty())
            .collect()
    }

    fn prop(&self, name: &str) -> Option<Id> {
        self.props.iter().find(|(n, _)| n == name).map(|(_, id)| *id)
    }
}

/// Words that bylines and dates are known by.
pub(crate) fn known_words() -> impl Iterator<Item = &'static str> {
    authors::known_words().chain(date::months())
}

/// A month by its name or the beginning of it.
pub(crate) fn is_month(word: &str) -> bool {
    word.chars().count() >= 3 && date::months().any(|month| month.starts_with(word))
}

/// The whole text is a date, perhaps with a word such as "Published" before it.
pub(crate) fn is_date(text: &str) -> bool {
    text.chars().count() < 60
        && text.split_whitespace().count() <= 9
        && date::parse_in(text, date::Order::Day).is_some()
}

/// A date with its time of day, in any layout.
pub(crate) fn instant(text: &str) -> Option<Stamp> {
    date::parse(text)
}

/// A time of day alone, as minutes after midnight, and the zone it names.
pub(crate) fn time_of_day(text: &str) -> Option<(i64, Option<i16>)> {
    date::time_of_day(text)
}

/// The address that relative links in the page start from.
pub(crate) fn base(dom: &Dom<'_>, address: &Address) -> Address {
    let href = (1..dom.len().min(5_000)).find(|id| dom.tag(*id) == Tag::Base).and_then(|id| dom.attr(id, "href"));
    href.and_then(|href| Address::join(address, &href).ok()).unwrap_or_else(|| address.clone())
}

pub(crate) fn read(dom: &Dom<'_>, base: &Address, address: &Address) -> Meta {
    let mut page = gather(dom, base, address);
    let live = std::mem::take(&mut page.told.live);
    let told = &page.told;
    let site_name = page
        .first(&["og:site_name", "application-name"])
        .map(one_line)
        .or_else(|| told.publisher.clone())
        .filter(|s| s.len() < 80 && !s.contains("://"));
    let canonical = canonical(&page, address);
    let pages = pages::find(dom, base, address, canonical.as_ref());
    let raw_title = one_line(&page.title);
    let microdata = page.prop("headline").map(|id| dom.line(id));
    let mut titles: Vec<String> = page.all(TITLES).into_iter().map(str::to_owned).collect();
    titles.extend(told.headline.iter().chain(&microdata).cloned());
    titles.extend(page.h1.iter().map(|(_, text)| text.clone()));
    titles.push(raw_title.clone());
    let title = title::choose(
        &title::Candidates {
            headline: told.headline.as_deref(),
            og: page.first(TITLES),
            element: &raw_title,
            h1: page.h1.iter().map(|(_, text)| text.as_str()).collect(),
            microdata,
            feeds: &page.feeds,
            stands_in_page: &|words| stands_in_page(dom, words),
        },
        site_name.as_deref(),
        address,
    );
    let when::Dates { published, modified } = when::read(&page, address, &title);
    Meta {
        authors: authors(&page, site_name.as_deref()),
        published,
        modified,
        lang: page.lang.or(told.lang).or_else(|| {
            page.first(&["og:locale", "content-language", "language", "dc.language"]).and_then(Lang::parse)
        }),
        section: page
            .first(&["article:section", "parsely-section", "sailthru.section", "section"])
            .map(one_line)
            .or_else(|| told.section.clone())
            .filter(|s| s.len() < 80),
        keywords: keywords(&page),
        summary: page
            .first(&["og:description", "description", "twitter:description", "dc.description"])
            .map(one_line)
            .or_else(|| told.description.clone())
            .map(|s| crate::prompt::without_prompt(&s))
            .filter(|s| s.chars().count() >= 3),
        image: lead::picture(&page, &title),
        title,
        canonical,
        site_name,
        paywalled: told.free.map(|free| !free).or_else(|| {
            page.first(&["article:content_tier"]).and_then(|tier| match tier.to_ascii_lowercase().as_str() {
                "locked" | "metered" => Some(true),
                "free" => Some(false),
                _ => None,
            })
        }),
        licence: licence(&page),
        robots: robots(&page),
        next_page: pages.next,
        whole_page: pages.all,
        live,
        told_body: told.body.clone().unwrap_or_default(),
        says_article: told.is_article
            || page
                .first(&["og:type"])
                .is_some_and(|t| t.eq_ignore_ascii_case("article") || t.eq_ignore_ascii_case("news")),
        says_list: told.is_list && !told.is_article,
        h1: page.h1.iter().map(|(_, text)| text.clone()).collect(),
        raw_title,
        titles,
    }
}

const TITLES: &[&str] = &["og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title"];

/// Have readers just these words before them, as a heading or as a text of their own?
fn stands_in_page(dom: &Dom<'_>, words: &str) -> bool {
    let may_be = |len: usize| (words.len() / 2..=words.len() * 2).contains(&len);
    (1..dom.len()).any(|id| match dom.tag(id) {
        Tag::Text => {
            let parent = dom.tag(dom.parent(id));
            may_be(dom.text(id).len()) && !parent.is_raw() && parent != Tag::Title && title::same(dom.text(id), words)
        }
        // Its words may stand in several pieces.
        tag => tag.is_heading() && title::same(&dom.line(id), words),
    })
}

fn gather<'d, 's>(dom: &'d Dom<'s>, base: &Address, address: &Address) -> Gathered<'d, 's> {
    let mut page = Gathered {
        dom,
        base: base.clone(),
        metas: HashMap::new(),
        links: Vec::new(),
        feeds: Vec::new(),
        h1: Vec::new(),
        title: String::new(),
        lang: None,
        lang_tag: String::new(),
        times: Vec::new(),
        props: Vec::new(),
        bylines: Vec::new(),
        author_pages: Vec::new(),
        told: Told::default(),
    };
    let mut scripts: Vec<Id> = Vec::new();
    let mut svg_until = 0;
    for id in 1..dom.len() {
        let tag = dom.tag(id);
        match tag {
            Tag::Text => continue,
            Tag::Svg => svg_until = dom.end(id),
            Tag::Html => {
                page.lang_tag =
                    dom.attr(id, "lang").or_else(|| dom.attr(id, "xml:lang")).unwrap_or_default().into_owned();
                page.lang = Lang::parse(&page.lang_tag);
            }
            Tag::Meta => meta(dom, id, &mut page.metas),
            Tag::Link | Tag::A => {
                if let Some(rel) = dom.attr(id, "rel") {
                    for rel in rel.split_ascii_whitespace() {
                        if matches!(
                            rel.to_ascii_lowercase().as_str(),
                            "canonical" | "license" | "author" | "tdm-policy"
                        ) {
                            page.links.push((rel.to_ascii_lowercase(), id));
                        }
                        if rel.eq_ignore_ascii_case("alternate") && page.feeds.len() < 40 {
                            page.feeds.extend(feed_name(dom, id));
                        }
                    }
                }
            }
            Tag::Title if page.title.is_empty() && id >= svg_until => page.title = dom.line(id),
            Tag::H1 => {
                let text = dom.line(id);
                if !text.is_empty() && page.h1.len() < 8 {
                    page.h1.push((id, text));
                }
            }
            Tag::Time => page.times.push(id),
            Tag::Script if dom.attr(id, "type").is_some_and(|t| t.to_ascii_lowercase().contains("ld+json")) => {
                scripts.push(id)
            }
            _ => {}
        }
        for (name, value) in dom.raw_attributes(id) {
            match name.len() {
                8 if name.eq_ignore_ascii_case("itemprop") && page.props.len() < 400 => {
                    page.props.extend(value.split_ascii_whitespace().map(|v| (v.to_owned(), id)));
                }
                4 if tag == Tag::A
                    && name.eq_ignore_ascii_case("href")
                    && page.author_pages.len() < 20
                    && leads_to_author(value) =>
                {
                    page.author_pages.push(id)
                }
                5 if name.eq_ignore_ascii_case("class") && page.bylines.len() < 40 && authors::names_byline(value) => {
                    page.bylines.push(id)
                }
                _ => {}
            }
        }
    }
    let scripts = scripts.iter().filter_map(|id| dom.children(*id).next()).map(|text| dom.text(text));
    page.told = jsonld::read(scripts, &|headline, url| is_about(&page, address, headline, url));
    page
}

/// Is this what a page tells machines of its own article, and not of another that it links to?
fn is_about(page: &Gathered<'_, '_>, address: &Address, headline: Option<&str>, url: Option<&str>) -> bool {
    let own = url
        .and_then(|url| Address::join(&page.base, url).ok())
        .is_some_and(|url| url.identity() == address.identity() && url.url().path().len() > 1);
    let titles = [page.first(&["og:title", "twitter:title"]).unwrap_or_default(), &page.title];
    let shown = page.h1.iter().map(|(_, text)| text.as_str());
    own || headline
        .is_some_and(|headline| titles.into_iter().chain(shown).any(|t| title::agreement(headline, t) >= 0.6))
}

fn meta(dom: &Dom<'_>, id: Id, metas: &mut HashMap<String, Vec<String>>) {
    let Some(content) = dom.attr(id, "content") else { return };
    let content = content.trim();
    if content.is_empty() || content.len() > 20_000 {
        return;
    }
    for key in ["property", "name", "itemprop", "http-equiv"] {
        if let Some(name) = dom.attr(id, key) {
            for name in name.split_ascii_whitespace() {
                metas.entry(name.to_ascii_lowercase()).or_default().push(content.to_owned());
            }
        }
    }
}

fn feed_name(dom: &Dom<'_>, link: Id) -> Option<String> {
    let kind = dom.attr(link, "type")?.to_ascii_lowercase();
    let is_feed = dom.tag(link) == Tag::Link && ["rss", "atom", "feed"].iter().any(|f| kind.contains(f));
    let title = dom.attr(link, "title").filter(|_| is_feed)?;
    Some(one_line(&title)).filter(|t| !t.is_empty() && t.len() <= 200)
}

fn canonical(page: &Gathered<'_, '_>, address: &Address) -> Option<Address> {
    let linked = page
        .links
        .iter()
        .find(|(rel, id)| rel == "canonical" && page.dom.tag(*id) == Tag::Link)
        .and_then(|(_, id)| page.dom.attr(*id, "href"));
    let linked = linked.and_then(|href| Address::join(&page.base, &href).ok());
    let og = page.first(&["og:url"]).and_then(|href| Address::join(&page.base, href).ok());
    // A canonical address that is a front page is a mistake of the site's templates, and so is one that nobody else can reach.
    let honest = |a: &Address| {
        let here = a.identity() == address.identity();
        let public = a.host().contains('.') && !a.host().ends_with(".local") && !a.host().ends_with(".localhost");
        here || (public && !is_front(a)) || (a.site() == address.site() && is_front(address))
    };
    linked.filter(honest).or(og.filter(honest))
}

/// The first page of a site or of its edition in a language: "/", "/en/", "/index.html".
fn is_front(address: &Address) -> bool {
    let mut parts = address.url().path().split('/').filter(|part| !part.is_empty());
    let first = parts.next().unwrap_or_default().to_ascii_lowercase();
    let name = first.split('.').next().unwrap_or_default();
    let language = |part: &str| {
        matches!(part.len(), 2 | 5) && part.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-' || b == b'_')
    };
    address.url().query().is_none()
        && parts.next().is_none()
        && (first.is_empty()
            || matches!(name, "index" | "home" | "default" | "homepage")
            || (language(&first)
                && !first.is_empty()
                && Lang::parse(&first).is_some()
                && (first.len() == 2 || first.contains(['-', '_']))))
}

/// From the surest source that names people: what is told to machines, meta elements one by one, microdata, links and boxes named for authors.
fn authors(page: &Gathered<'_, '_>, site_name: Option<&str>) -> Vec<String> {
    let dom = page.dom;
    let papers: Vec<&str> = site_name.into_iter().chain(page.told.publisher.as_deref()).collect();
    let is_paper = |name: &str| papers.iter().any(|paper| paper.eq_ignore_ascii_case(name.trim()));
    let clean = |values: &[&str]| -> Vec<String> {
        let values = values.iter().map(|value| without_paper(value, &papers));
        let mut names = authors::clean(values.filter(|value| !is_paper(value)));
        names.retain(|name| !is_paper(name));
        names
    };
    let told: Vec<&str> = page.told.authors.iter().map(String::as_str).collect();
    let metas = [
        "author",
        "article:author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "dcterms.creator",
        "byl",
        "cxenseparse:author",
    ];
    let named = || metas.iter().map(|name| clean(&page.all(&[name]))).find(|names| !names.is_empty());
    let props = || {
        let lines: Vec<String> = page
            .props
            .iter()
            .filter(|(n, _)| n == "author" || n == "creator")
            .map(|(_, id)| {
                let name = dom.below(*id).find(|n| dom.attr(*n, "itemprop").is_some_and(|p| p == "name"));
                dom.line(name.unwrap_or(*id))
            })
            .take(4)
            .collect();
        Some(clean(&lines.iter().map(String::as_str).collect::<Vec<_>>()))
    };
    let links = || {
        let lines: Vec<String> = page
            .links
            .iter()
            .filter(|(rel, id)| rel == "author" && dom.tag(*id) == Tag::A)
            .map(|(_, id)| dom.line(*id))
            .take(3)
            .collect();
        Some(clean(&lines.iter().map(String::as_str).collect::<Vec<_>>()))
    };
    let bylines = || {
        page.bylines
            .iter()
            .map(|id| dom.line(*id))
            .filter(|text| !text.is_empty() && text.chars().count() <= 150)
            .map(|text| authors::from_byline(&text))
            .find(|names| !names.is_empty())
    };
    let after_title = page.h1.first().map_or(0, |(id, _)| *id);
    let author_pages = || {
        page.author_pages
            .iter()
            .filter(|id| **id > after_title)
            .map(|id| authors::from_byline(&dom.line(*id)))
            .find(|names| names.len() == 1)
    };
    let some = |names: Vec<String>| (!names.is_empty()).then_some(names);
    some(clean(&told))
        .or_else(named)
        .or_else(|| props().and_then(some))
        .or_else(|| links().and_then(some))
        .or_else(|| bylines().and_then(|names| some(clean(&names.iter().map(String::as_str).collect::<Vec<_>>()))))
        .or_else(author_pages)
        .or_else(|| {
            // Nobody is named: then the desk or agency that is. The paper itself only where readers are shown it in a byline.
            let told = page.told.authors.iter().chain(&page.told.desks).map(String::as_str);
            let named = metas.iter().flat_map(|name| page.all(&[name]));
            let shown = page.bylines.iter().map(|id| dom.line(*id)).filter(|text| text.chars().count() <= 80);
            told.chain(named)
                .filter_map(authors::collective)
                .find(|name| !is_paper(name))
                .or_else(|| {
                    shown.filter(|text| authors::begins_with_by(text)).find_map(|text| authors::collective(&text))
                })
                .map(|name| vec![name])
        })
        .unwrap_or_default()
}

/// "Ada Lund The Courier" → "Ada Lund".
fn without_paper<'v>(value: &'v str, papers: &[&str]) -> &'v str {
    let bare = |paper: &&str| {
        let at = value.len().checked_sub(paper.len()).filter(|at| *at > 0 && paper.len() >= 4)?;
        let (name, end) = (value.get(..at)?, value.get(at..)?);
        (end.eq_ignore_ascii_case(paper) && name.ends_with([' ', ',']) && name.split_whitespace().count() >= 2)
            .then(|| name.trim_end_matches([' ', ',']))
    };
    papers.iter().find_map(bare).unwrap_or(value)
}

/// The address of a person's page on a news site. Every link of a page is asked: one pass over it.
fn leads_to_author(href: &str) -> bool {
    static PARTS: LazyLock<AnyOf> = LazyLock::new(|| {
        AnyOf::new([
            "/author/",
            "/authors/",
            "/writer/",
            "/bios/",
            "/staff/",
            "/people/",
            "/by/",
            "/profile/",
            "/contributors/",
            "/journalist/",
            "/autor/",
            "/auteur/",
            "/autoren/",
        ])
    });
    PARTS.stands_in(href)
}

fn keywords(page: &Gathered<'_, '_>) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let tags = page.all(&["article:tag"]).into_iter().map(str::to_owned);
    let told = page.told.keywords.iter().cloned();
    let meta = page
        .all(&["news_keywords", "keywords", "parsely-tags", "sailthru.tags"])
        .into_iter()
        .take(2)
        .flat_map(|v| v.split([',', ';', '،', '、']).map(str::to_owned).collect::<Vec<_>>());
    for word in tags.chain(told).chain(meta) {
        let word = one_line(&word);
        let known = words.iter().any(|w| w.to_lowercase() == word.to_lowercase());
        if !word.is_empty() && word.chars().count() <= 60 && !word.contains("://") && !known && words.len() < 30 {
            words.push(word);
        }
    }
    words
}

fn licence(page: &Gathered<'_, '_>) -> Option<String> {
    let linked = page.links.iter().filter(|(rel, _)| rel == "license").find_map(|(_, id)| {
        let href = page.dom.attr(*id, "href")?;
        Address::join(&page.base, &href).ok().map(|a| a.to_string())
    });
    linked
        .or_else(|| page.told.licence.clone().filter(|l| l.len() < 300))
        .or_else(|| page.first(&["dcterms.license", "dc.rights.license"]).map(one_line))
}

fn robots(page: &Gathered<'_, '_>) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for value in page.all(&["robots", "googlebot", "coranto", "googlebot-news"]) {
        for word in value.split(',') {
            let word = word.trim().to_ascii_lowercase();
            if !word.is_empty() && word.len() < 80 && !said.contains(&word) && said.len() < 40 {
                said.push(word);
            }
        }
    }
    if let Some(value) = page.first(&["tdm-reservation"]) {
        said.push(format!("tdm-reservation: {}", value.chars().take(20).collect::<String>()));
    }
    if let Some(value) = page.first(&["tdm-policy"]) {
        said.push(format!("tdm-policy: {}", value.chars().take(300).collect::<String>()));
    }
    said
}
