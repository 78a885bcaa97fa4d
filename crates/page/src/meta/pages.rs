//! The other pages of one article: the one that follows, and the one that holds all. Never the next article, whatever its link is called: the address must
//! be this article's own with a page's number in it.

use crate::dom::{Dom, Id, Tag};
use crate::site_rules::{Field, Site};
use coranto_core::Address;

/// Pages beyond this are a gallery or a trap; larger numbers in addresses are the numbers of articles.
const MOST_PAGES: u32 = 60;
/// Links looked at; a pager stands among the last of them.
const MOST_LINKS: usize = 4_000;

#[derive(Debug, Default)]
pub(super) struct Pages {
    pub next: Option<Address>,
    pub all: Option<Address>,
}

pub(super) fn find(dom: &Dom<'_>, base: &Address, address: &Address, canonical: Option<&Address>) -> Pages {
    let here = Here::of(address, canonical);
    let mut pages = Pages::default();
    let mut links = 0;
    for id in 1..dom.len() {
        if !matches!(dom.tag(id), Tag::A | Tag::Link) {
            continue;
        }
        links += 1;
        if links > MOST_LINKS || (pages.next.is_some() && pages.all.is_some()) {
            break;
        }
        // Nine of ten links are told apart before anything is decoded or parsed.
        let written = dom.raw_attributes(id).iter().find(|(name, _)| name.eq_ignore_ascii_case("href"));
        if written.is_none_or(|(_, href)| href.len() > 600 || !here.may_be(href)) {
            continue;
        }
        let Some(href) = dom.attr(id, "href") else { continue };
        let rel_next = has_rel(dom, id, "next");
        let said = if dom.tag(id) == Tag::A { label(dom, id) } else { String::new() };
        let says = Says::of(&said);
        if !rel_next && says == Says::Else {
            continue;
        }
        let Ok(there) = Address::join(base, &href) else { continue };
        if there.site() != address.site()
            || there.identity() == address.identity()
            || href.rsplit_once('#').is_some_and(|(_, f)| f.to_ascii_lowercase().contains("comment"))
        {
            continue;
        }
        if pages.all.is_none() && says == Says::All && here.is_whole(&there) {
            pages.all = Some(there);
        } else if pages.next.is_none() && (rel_next || here.follows(says)) && here.continues(&there) {
            pages.next = Some(there);
        }
    }
    pages
}

/// The next page as the rules for the site name it.
pub(crate) fn next_by_rule(site: &mut Site<'_, '_>, base: &Address, address: &Address) -> Option<Address> {
    by_rule(site, Field::Next, base, address, Here::continues)
}

/// The page with all of the article as the rules for the site name it.
pub(crate) fn whole_by_rule(site: &mut Site<'_, '_>, base: &Address, address: &Address) -> Option<Address> {
    by_rule(site, Field::Whole, base, address, Here::is_whole)
}

/// Rules grow old, and then name the next article: their links are held to what all others are held to, only not to what they say.
fn by_rule(
    site: &mut Site<'_, '_>,
    field: Field,
    base: &Address,
    address: &Address,
    fits: impl Fn(&Here, &Address) -> bool,
) -> Option<Address> {
    for rule in site.rules.all(field) {
        let link = match site.link(rule) {
            Ok(Some(link)) => link,
            Ok(None) => continue,
            Err(why) => {
                site.say(rule, false, || why.to_string());
                continue;
            }
        };
        let there = Address::join(base, &link).ok();
        let there = there.filter(|t| t.site() == address.site() && t.identity() != address.identity());
        if let Some(there) = there.filter(|there| fits(&Here::of(address, None), there)) {
            site.say(rule, true, || "names another page of this article".to_owned());
            return Some(there);
        }
        site.say(rule, false, || "its link does not lead to a page of this article".to_owned());
    }
    None
}

/// This page among those of its article.
struct Here {
    /// Ways to read the address: the article's own address and the number of this page.
    readings: Vec<(String, u32)>,
    /// A piece of the article's name that every address of it has.
    name: String,
    finder: memchr::memmem::Finder<'static>,
}

impl Here {
    fn of(address: &Address, canonical: Option<&Address>) -> Here {
        let mut readings: Vec<(String, u32)> = Vec::new();
        for own in std::iter::once(address).chain(canonical.filter(|c| c.site() == address.site())) {
            readings.extend(numbered(own));
            readings.push((stem(own.url().path(), &kept_query(own, None)), 1));
        }
        let path = address.url().path().trim_end_matches('/');
        let last = path.rsplit('/').find(|part| part.chars().filter(|c| c.is_alphanumeric()).count() > 3);
        let name = last.unwrap_or_default().split(['.', '_', ',']).next().unwrap_or_default();
        let name: String = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-').chars().take(24).collect();
        let finder = memchr::memmem::Finder::new(name.as_bytes()).into_owned();
        Here { readings, name, finder }
    }

    fn may_be(&self, href: &str) -> bool {
        let href = href.trim();
        href.starts_with('?')
            || (!self.name.is_empty() && self.finder.find(href.as_bytes()).is_some())
            || is_short(href)
    }

    fn number(&self) -> u32 {
        self.readings.iter().map(|(_, number)| *number).max().unwrap_or(1)
    }

    /// Does a link so labelled lead to what comes next?
    fn follows(&self, says: Says) -> bool {
        says == Says::Next || matches!(says, Says::Number(n) if n == self.number() + 1)
    }

    /// The same article, one page on.
    fn continues(&self, there: &Address) -> bool {
        numbered(there)
            .iter()
            .any(|(stem, number)| self.readings.iter().any(|(own, at)| own == stem && *number == at + 1))
    }

    /// The same article without a number, said to be the whole of it.
    fn is_whole(&self, there: &Address) -> bool {
        let query = kept_query(there, Some(&["all", "full", "1", "true", "alles", "single", "komplett", "complete"]));
        let path = there.url().path();
        let parts = path.trim_end_matches('/').rsplit_once('/');
        let below = parts.filter(|(_, last)| {
            [
                "all",
                "full",
                "single",
                "singlepage",
                "single-page",
                "komplettansicht",
                "complete",
                "view-all",
                "one-page",
            ]
            .contains(&last.to_ascii_lowercase().as_str())
        });
        let whole = [Some(stem(path, &query)), below.map(|(before, _)| stem(before, &query))];
        self.readings.iter().any(|(own, _)| whole.iter().flatten().any(|w| w == own))
    }
}

/// "2", "?page=2" and "page-2.html" name no article at all: they are read from where the page stands.
fn is_short(href: &str) -> bool {
    href.len() <= 24
        && !href.starts_with(['/', '#'])
        && !href.contains("//")
        && href.contains(|c: char| c.is_ascii_digit())
}

fn has_rel(dom: &Dom<'_>, id: Id, wanted: &str) -> bool {
    dom.attr(id, "rel").is_some_and(|rel| rel.split_ascii_whitespace().any(|r| r.eq_ignore_ascii_case(wanted)))
}

/// What a link says, or is said to be when it shows an arrow only.
fn label(dom: &Dom<'_>, id: Id) -> String {
    let mut chars = 0;
    for n in dom.below(id).take(12) {
        chars += dom.text(n).len();
        if chars > 200 {
            return String::new();
        }
    }
    let shown = dom.line(id);
    if shown.chars().any(char::is_alphanumeric) {
        return shown;
    }
    ["aria-label", "title"].iter().find_map(|name| dom.attr(id, name)).map_or(shown, |v| v.into_owned())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    Number(u32),
    Next,
    All,
    Else,
}

impl Says {
    fn of(text: &str) -> Says {
        let text = text.trim().to_lowercase();
        if text.is_empty() || text.len() > 80 {
            return Says::Else;
        }
        if text.chars().all(|c| !c.is_alphanumeric()) {
            return if text.contains(['>', '»', '›', '→', '⟩', '▶', '►']) { Says::Next } else { Says::Else };
        }
        let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
        if let Ok(number) = bare.parse::<u32>() {
            return Says::Number(number);
        }
        if entries(ALL).any(|words| bare.contains(words)) {
            return Says::All;
        }
        // "Page 3", "Seite 3: What the pilots say"
        let mut words = bare.split(|c: char| c.is_whitespace() || c == ':').filter(|w| !w.is_empty());
        if let (Some(first), Some(second)) = (words.next(), words.next())
            && entries(PAGE).any(|word| word == first)
            && let Ok(number) = second.parse::<u32>()
        {
            return Says::Number(number);
        }
        if entries(NEXT)
            .any(|words| bare.strip_prefix(words).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':'])))
        {
            return Says::Next;
        }
        Says::Else
    }
}

const PAGE: &str = "
page|pg|part|seite|teil|página|pagina|parte|strona|sida|side|страница|стр|часть|сторінка|الصفحة|صفحة|صفحه|sayfa|halaman
trang|עמוד|पृष्ठ|páxina
";

const NEXT: &str = "
next|next page|continue|continue reading|continued|continued on page|more|read on|forward|nächste seite|weiter
weiterlesen|weiter auf seite|auf der nächsten seite|vor|page suivante|suivant|suivante|lire la suite|la suite
página siguiente|siguiente|siguiente página|seguir leyendo|próxima página|próxima|próximo|seguinte|continuar lendo
pagina successiva|successiva|avanti|continua|volgende pagina|volgende|verder|nästa sida|nästa|neste side|neste
næste side|næste|następna strona|następna|dalej|další|следующая страница|следующая|далее|дальше|вперед|наступна|далі
الصفحة التالية|التالي|التالية|صفحه بعد|بعدی|sonraki sayfa|sonraki|halaman selanjutnya|selanjutnya|berikutnya|trang sau
tiếp theo|下一页|下一頁|下页|次へ|次のページ|続きを読む|다음|다음 페이지|अगला|अगला पृष्ठ|העמוד הבא|הבא|επόμενη
";

const ALL: &str = "
view all|view as one page|view on one page|single page|on one page|one page|full article|read full|show all pages
all pages|view full|entire article|whole article|auf einer seite|auf 1 seite|komplettansicht|gesamten artikel
sur une page|sur une seule page|texte intégral|article complet|en una página|en una sola página|artículo completo
ver todo|em uma página|página única|artigo completo|in una pagina|articolo completo|op één pagina|op een pagina
hele artikel|на одной странице|одной страницей|весь текст|в одну страницу|в одной странице|صفحة واحدة|المقال كاملا
المقال كاملاً|tek sayfa|satu halaman|全文|全ページ|1ページで|在一页|单页|單頁|한 페이지|na jednej stronie|cały artykuł|på en sida
hela artikeln|på én side|در یک صفحه
";

fn entries(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.split(['|', '\n']).filter(|e| !e.is_empty())
}

/// Parameters that number the pages of an article.
const NUMBERS: &[&str] = &[
    "page",
    "p",
    "pg",
    "pageno",
    "pagenum",
    "page_no",
    "pagenumber",
    "paged",
    "seite",
    "pagina",
    "part",
    "s",
    "currentpage",
];

/// Ways to read an address as that of a numbered page: the article's own address, and the number.
fn numbered(address: &Address) -> Vec<(String, u32)> {
    let mut found = Vec::new();
    let number = |digits: &str| {
        (digits.len() <= 2).then(|| digits.parse::<u32>().ok()).flatten().filter(|n| (2..=MOST_PAGES).contains(n))
    };
    let path = address.url().path();
    let in_query = address
        .url()
        .query_pairs()
        .find(|(name, _)| NUMBERS.iter().any(|n| name.eq_ignore_ascii_case(n)))
        .and_then(|(_, value)| number(&value));
    if let Some(number) = in_query {
        found.push((stem(path, &kept_query(address, Some(&[]))), number));
        return found;
    }
    let query = kept_query(address, None);
    let whole = path.trim_end_matches('/');
    let (bare, extension) = match whole.rfind('.') {
        Some(dot) if whole.len() - dot <= 6 && !whole[dot..].contains('/') => whole.split_at(dot),
        _ => (whole, ""),
    };
    let digits = bare.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (before, last) = bare.split_at(bare.len() - digits);
    let Some(number) = number(last) else { return found };
    // "/harbour/page/2", "/harbour-page-2", "/harbour/2", "/harbour-2", "/harbour,2", "/harbour_p2"
    let joined = before.trim_end_matches(['/', '-', '_', ',', '.', '=', '~', '!']);
    let lower = joined.to_ascii_lowercase();
    let worded = ["page", "seite", "pagina", "part", "pag", "sayfa", "strona", "p", "s"].iter().find_map(|word| {
        let before = lower.strip_suffix(word)?;
        before.ends_with(['/', '-', '_', ',', '.']).then_some(before.len())
    });
    let plain = before.len() > joined.len();
    for cut in worded.into_iter().chain(plain.then_some(joined.len())) {
        let own = joined.get(..cut).unwrap_or_default().trim_end_matches(['/', '-', '_', ',', '.']);
        // "/news/2" is a list, and "/2026/11/24" a day.
        let named = own.rsplit('/').next().is_some_and(|name| {
            name.chars().filter(|c| c.is_alphabetic()).count() >= 6 && name.contains(['-', '_'])
                || name.chars().filter(|c| c.is_alphanumeric()).count() >= 9
                || name.chars().filter(char::is_ascii_digit).count() >= 4 && name.chars().any(char::is_alphabetic)
                || name.chars().filter(char::is_ascii_digit).count() >= 5
        });
        if named || worded.is_some() {
            found.push((stem(&format!("{own}{extension}"), &query), number));
            if extension.is_empty() {
                found.push((stem(&format!("{own}.html"), &query), number));
            }
        }
    }
    found
}

/// Equal for the pages of one article once their numbers are taken out.
fn stem(path: &str, query: &str) -> String {
    format!("{}?{query}", path.trim_end_matches('/').to_ascii_lowercase())
}

/// The query without parameters that number or gather pages. `values`: those that gather; none, to keep the query as it is.
fn kept_query(address: &Address, values: Option<&[&str]>) -> String {
    let mut kept: Vec<String> = Vec::new();
    for (name, value) in address.url().query_pairs() {
        let numbers = NUMBERS.iter().any(|n| name.eq_ignore_ascii_case(n));
        let gathers = values.is_some_and(|values| {
            values.iter().any(|v| value.eq_ignore_ascii_case(v))
                && (numbers
                    || [
                        "view",
                        "singlepage",
                        "single",
                        "full",
                        "all",
                        "showall",
                        "viewall",
                        "onepage",
                        "mode",
                        "display",
                    ]
                    .iter()
                    .any(|n| name.eq_ignore_ascii_case(n)))
        });
        let counted = numbers && (value == "1" || values.is_some_and(<[_]>::is_empty));
        if !gathers && !counted {
            kept.push(format!("{name}={value}"));
        }
    }
    kept.sort_unstable();
    kept.join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(address: &str, html: &str) -> (Option<String>, Option<String>) {
        let address = Address::parse(address).unwrap();
        let pages = find(&Dom::parse(html), &address, &address, None);
        (pages.next.map(|a| a.to_string()), pages.all.map(|a| a.to_string()))
    }

    fn next(address: &str, html: &str) -> Option<String> {
        found(address, html).0.map(|a| a.trim_start_matches("https://courier.example").to_owned())
    }

    #[test]
    fn the_next_page_of_the_same_article_is_found() {
        let article = "https://courier.example/sea/harbour-opens-again";
        let n = |href: &str, said: &str| next(article, &format!("<a href='{href}'>{said}</a>"));
        assert_eq!(n("/sea/harbour-opens-again?page=2", "2").as_deref(), Some("/sea/harbour-opens-again?page=2"));
        assert_eq!(n("?page=2", "Next page").as_deref(), Some("/sea/harbour-opens-again?page=2"));
        assert_eq!(n("/sea/harbour-opens-again/2/", "Weiter").as_deref(), Some("/sea/harbour-opens-again/2/"));
        assert_eq!(n("/sea/harbour-opens-again/page/2", "»").as_deref(), Some("/sea/harbour-opens-again/page/2"));
        assert_eq!(
            n("/sea/harbour-opens-again/seite-2", "Seite 2: Der Schlick").as_deref(),
            Some("/sea/harbour-opens-again/seite-2")
        );
        assert_eq!(n("/sea/harbour-opens-again-2.html", "2").as_deref(), None, "the whole has no such ending");
        let html = "https://courier.example/sea/harbour-opens-again.html";
        let n = |href: &str, said: &str| next(html, &format!("<a href='{href}'>{said}</a>"));
        assert_eq!(n("/sea/harbour-opens-again-2.html", "2").as_deref(), Some("/sea/harbour-opens-again-2.html"));
        assert_eq!(
            n("harbour-opens-again_2.html", "الصفحة التالية").as_deref(),
            Some("/sea/harbour-opens-again_2.html")
        );
        let second = "https://courier.example/sea/harbour-opens-again/2/";
        let n = |href: &str, said: &str| next(second, &format!("<a href='{href}'>{said}</a>"));
        assert_eq!(n("/sea/harbour-opens-again/3/", "3").as_deref(), Some("/sea/harbour-opens-again/3/"));
        assert_eq!(n("/sea/harbour-opens-again/", "1"), None);
        assert_eq!(n("/sea/harbour-opens-again/5/", "Next"), None, "no page is left out");
        let by_number = "https://courier.example/story.php?id=77";
        assert_eq!(next(by_number, "<a href='?id=77&page=2'>2</a>").as_deref(), Some("/story.php?id=77&page=2"));
        assert_eq!(next(by_number, "<a href='?id=78&page=2'>2</a>"), None);
    }

    #[test]
    fn the_next_article_is_not_the_next_page() {
        let article = "https://courier.example/sea/harbour-opens-again";
        let n = |href: &str, said: &str| next(article, &format!("<a rel=next href='{href}'>{said}</a>"));
        assert_eq!(n("/sea/mussels-die", "Next"), None);
        assert_eq!(n("/sea/harbour-opens-again-for-all", "Next"), None);
        assert_eq!(n("/sea/harbour-opens-again?page=2#comments", "Next"), None);
        assert_eq!(n("https://other.example/sea/harbour-opens-again?page=2", "Next"), None);
        assert_eq!(next("https://courier.example/news/1234", "<a rel=next href='/news/1235'>Next</a>"), None);
        assert_eq!(next("https://courier.example/news/12", "<a rel=next href='/news/13'>Next</a>"), None);
        assert_eq!(next("https://courier.example/2026/11/23", "<a rel=next href='/2026/11/24'>Next</a>"), None);
        assert_eq!(next("https://courier.example/day-23", "<a rel=next href='/day-24'>Next</a>"), None);
        let link = "<a href='/sea/harbour-opens-again-2'>Harbour opens again, once more</a>";
        assert_eq!(next(article, link), None, "a headline is not a pager");
    }

    #[test]
    fn the_page_that_holds_all_is_found() {
        let article = "https://courier.example/sea/harbour-opens-again";
        let all = |href: &str, said: &str| found(article, &format!("<a href='{href}'>{said}</a>")).1.is_some();
        assert!(all("/sea/harbour-opens-again?page=all", "View as one page"));
        assert!(all("/sea/harbour-opens-again/komplettansicht", "Auf einer Seite lesen"));
        assert!(all("?singlepage=true", "Single page"));
        assert!(all("?view=full", "阅读全文"));
        assert!(!all("/sea/", "View all"));
        assert!(!all("/sea/mussels-die/komplettansicht", "Auf einer Seite lesen"));
        assert!(!all("?view=comments", "View all"));
    }
}
