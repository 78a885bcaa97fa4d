//! The gates: a body that fails one is shown to the operator, never to readers. Each asks one question and has one reason.

use crate::body::{Seen, same_words, text_of};
use crate::meta::Meta;
use coranto_core::reason::BodyRejected;
use coranto_core::{Address, Article, Block};

pub(crate) struct Checked<'c> {
    pub article: &'c Article,
    /// The words of its body, a line a block.
    pub text: &'c str,
    pub meta: &'c Meta,
    pub address: &'c Address,
    pub seen: Seen,
    pub min_words: u32,
    pub expected_title: Option<&'c str>,
    /// All text of the page, at most some thousand characters: walls and error pages are told by it. Empty where the body is long.
    pub page_text: &'c str,
}

/// From this many words on a body is no wall: what is long and speaks of cookies is an article about cookies.
pub(crate) const LONG: u32 = 250;

pub(crate) fn check(c: &Checked<'_>) -> Option<BodyRejected> {
    let text = c.text;
    let words = c.article.words;
    let long = words >= LONG;
    if let Some(sample) = encoded_markup(text) {
        return Some(BodyRejected::EncodedMarkup { sample });
    }
    if let Some(sample) = share_template(text) {
        return Some(BodyRejected::ShareTemplate { sample });
    }
    if !long {
        let title = format!("{} {}", c.meta.raw_title, c.article.title).to_lowercase();
        let heads = c.meta.h1.join(" ").to_lowercase();
        let page = c.page_text.to_lowercase();
        let body = text.to_lowercase();
        if bot_wall(&title, &page) {
            return Some(BodyRejected::BotWall);
        }
        if soft_not_found(&title, &heads, &body) {
            return Some(BodyRejected::SoftNotFound);
        }
        if consent_wall(&body, &title, words) {
            return Some(BodyRejected::ConsentWall);
        }
        if paywall(&body, c, words, &page) {
            return Some(BodyRejected::PaywallStub);
        }
    }
    if text.trim().is_empty() {
        return Some(nothing_left(c));
    }
    if caption_only(c.article, text, words) {
        return Some(BodyRejected::CaptionOnly);
    }
    if c.seen.link_percent >= 70 && !long {
        return Some(BodyRejected::OnlyNavigation { link_percent: c.seen.link_percent });
    }
    if index_page(c, text, words) {
        return Some(BodyRejected::IndexPage);
    }
    if words < c.min_words {
        // A heading or two above the cards of other articles is no text of its own.
        if only_teasers(c) {
            return Some(BodyRejected::IndexPage);
        }
        return Some(BodyRejected::TooShort { words });
    }
    if navigation(text) {
        return Some(BodyRejected::OnlyNavigation { link_percent: c.seen.link_percent });
    }
    if other_article(c, text) {
        let title = c.expected_title.unwrap_or(&c.article.title).to_owned();
        return Some(BodyRejected::OtherArticle { title });
    }
    None
}

/// The sweep left no text: why there was none.
fn nothing_left(c: &Checked<'_>) -> BodyRejected {
    if let Some(sample) = encoded_markup(c.page_text) {
        return BodyRejected::EncodedMarkup { sample };
    }
    if let Some(sample) = share_template(c.page_text) {
        return BodyRejected::ShareTemplate { sample };
    }
    if only_teasers(c) {
        return BodyRejected::IndexPage;
    }
    if c.seen.headlines >= 5 && (c.seen.dates >= 3 || c.meta.says_list) {
        return BodyRejected::IndexPage;
    }
    if c.seen.link_percent >= 50 && c.seen.words >= 20 {
        return BodyRejected::OnlyNavigation { link_percent: c.seen.link_percent };
    }
    if c.article.blocks.iter().any(|b| matches!(b, Block::Image(p) if p.caption.is_some())) {
        return BodyRejected::CaptionOnly;
    }
    BodyRejected::Empty
}

/// Cards of other articles, and nothing that calls itself one.
fn only_teasers(c: &Checked<'_>) -> bool {
    c.seen.teasers >= 4 && !c.meta.says_article
}

fn sample(text: &str, at: usize) -> String {
    text.get(at..).unwrap_or_default().chars().take(60).collect()
}

/// Tags or percent codes that a reader would see as such.
fn encoded_markup(text: &str) -> Option<String> {
    memchr::memchr3(b'%', b'<', b'&', text.as_bytes())?;
    let percent = text
        .match_indices('%')
        .filter(|(i, _)| text.as_bytes().get(i + 1..i + 3).is_some_and(|h| h.iter().all(u8::is_ascii_hexdigit)))
        .count();
    let tags =
        ["<p>", "</p>", "<div", "</div>", "<br", "<a href", "</a>", "<span", "<script", "&lt;", "&nbsp;", "<img "]
            .iter()
            .map(|tag| text.matches(tag).count())
            .sum::<usize>();
    let size = text.chars().count().max(1);
    // A text about markup shows some; a leak is full of it.
    if percent >= 6 && percent * 60 > size {
        return text.find('%').map(|at| sample(text, text.floor_char_boundary(at.saturating_sub(20))));
    }
    if tags >= 4 && tags * 220 > size {
        return text.find(['<', '&']).map(|at| sample(text, at));
    }
    None
}

fn share_template(text: &str) -> Option<String> {
    let size = text.chars().count();
    if size >= 1_500 {
        return None;
    }
    let marks = [
        "mailto:?",
        "?subject=",
        "&subject=",
        "&body=",
        "%0d%0a",
        "%0D%0A",
        "bitlyURL",
        "ARTICLE_LABLE",
        "ARTICLE_TITLE",
        "ARTICLE_URL",
        "sharer.php",
        "intent/tweet",
        "{{title}}",
        "{{url}}",
        "{title}",
        "[[title]]",
        "%%title%%",
        "${title}",
        "whatsapp://send",
    ];
    let found: Vec<usize> = marks.iter().filter_map(|mark| text.find(mark)).collect();
    (found.len() >= 2 || (found.len() == 1 && size < 400))
        .then(|| found.iter().min().map(|at| sample(text, *at)))
        .flatten()
}

fn any(text: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|p| text.contains(p))
}

fn count(text: &str, phrases: &[&str]) -> usize {
    phrases.iter().filter(|p| text.contains(**p)).count()
}

fn bot_wall(title: &str, page: &str) -> bool {
    let titles = [
        "just a moment",
        "attention required",
        "are you a robot",
        "access denied",
        "security check",
        "captcha",
        "verify you are human",
        "please verify",
        "pardon our interruption",
        "human verification",
        "ddos-guard",
        "bot verification",
        "checking your browser",
        "un momento",
        "einen moment",
        "проверка браузера",
        "доступ ограничен",
        "robot check",
        "vérification de sécurité",
        "تحقق من أنك إنسان",
        "安全验证",
    ];
    let bodies = [
        "checking your browser",
        "enable javascript and cookies to continue",
        "verify you are human",
        "verifying you are human",
        "verify that you are not a robot",
        "are not a robot",
        "you are a robot",
        "unusual traffic",
        "complete the security check",
        "cloudflare ray id",
        "ray id:",
        "press & hold",
        "press and hold to confirm",
        "needs to review the security of your connection",
        "you have been blocked",
        "access to this page has been denied",
        "automated access",
        "solve the captcha",
        "please complete the captcha",
        "you are a human",
        "pruebe que no es un robot",
        "no eres un robot",
        "no soy un robot",
        "que vous n'êtes pas un robot",
        "vous êtes humain",
        "kein roboter sind",
        "sie ein mensch sind",
        "não é um robô",
        "non sei un robot",
        "вы не робот",
        "что вы человек",
        "robot olmadığınızı",
        "أنك لست روبوت",
        "لست برنامج روبوت",
        "不是机器人",
        "ロボットではない",
        "jsdisabled",
        "perimeterx",
        "please turn javascript on and reload",
    ];
    let short = page.split_whitespace().count() < 260;
    short
        && (any(title, &titles) && count(page, &bodies) >= 1
            || count(page, &bodies) >= 2
            || (page.split_whitespace().count() < 90 && (count(page, &bodies) >= 1 || any(title, &titles))))
}

fn soft_not_found(title: &str, heads: &str, body: &str) -> bool {
    let phrases = [
        "page not found",
        "404 not found",
        "not found (404)",
        "error 404",
        "404 error",
        "page you requested could not be found",
        "page you are looking for",
        "page you were looking for",
        "page cannot be found",
        "page can't be found",
        "page could not be found",
        "we couldn't find the page",
        "we can't find the page",
        "we can’t find the page",
        "this page doesn't exist",
        "page does not exist",
        "page no longer exists",
        "no longer available",
        "story not found",
        "article not found",
        "article is no longer",
        "content is no longer available",
        "page introuvable",
        "page demandée",
        "n'existe pas ou plus",
        "cette page n'existe",
        "página no encontrada",
        "no se encuentra la página",
        "página que buscas",
        "página não encontrada",
        "seite nicht gefunden",
        "seite konnte nicht gefunden",
        "seite existiert nicht",
        "pagina non trovata",
        "pagina niet gevonden",
        "sidan kunde inte hittas",
        "siden ble ikke funnet",
        "siden blev ikke fundet",
        "strona nie została znaleziona",
        "nie znaleziono strony",
        "страница не найдена",
        "страницы не существует",
        "сторінку не знайдено",
        "الصفحة غير موجودة",
        "لم يتم العثور على الصفحة",
        "الصفحة المطلوبة",
        "sayfa bulunamadı",
        "halaman tidak ditemukan",
        "页面不存在",
        "找不到页面",
        "ページが見つかりません",
        "페이지를 찾을 수 없습니다",
        "पृष्ठ नहीं मिला",
        "پیدا نشد",
        "הדף לא נמצא",
        "η σελίδα δεν βρέθηκε",
    ];
    let in_head = any(title, &phrases)
        || any(heads, &phrases)
        || title.trim().starts_with("404")
        || heads.trim().starts_with("404");
    let words = body.split_whitespace().count();
    (in_head && words < 150) || (any(body, &phrases) && words < 60)
}

fn consent_wall(body: &str, title: &str, words: u32) -> bool {
    let phrases = [
        "cookies",
        "consent",
        "your privacy",
        "we value your privacy",
        "our partners",
        "personal data",
        "accept all",
        "reject all",
        "manage preferences",
        "privacy policy",
        "tracking technologies",
        "legitimate interest",
        "store and/or access information",
        "vos données",
        "consentement",
        "accepter",
        "nos partenaires",
        "tout accepter",
        "einwilligung",
        "zustimmen",
        "datenschutz",
        "werbetracking",
        "unsere partner",
        "alle akzeptieren",
        "consentimiento",
        "aceptar",
        "nuestros socios",
        "tus datos",
        "protección de datos",
        "consentimento",
        "aceitar",
        "consenso",
        "accetta",
        "accetto",
        "toestemming",
        "akkoord",
        "samtycke",
        "samtykke",
        "zgod",
        "plików cookie",
        "согласие",
        "файлы cookie",
        "ملفات تعريف الارتباط",
        "çerez",
        "kişisel veri",
        "同意",
        "クッキー",
        "쿠키",
    ];
    let hits = count(body, &phrases);
    let named = any(
        title,
        &[
            "privacy",
            "consent",
            "cookie",
            "datenschutz",
            "before you continue",
            "avant d'accéder",
            "avant de continuer",
            "bevor sie",
        ],
    );
    hits >= 4 && (words < 160 || named) || (named && hits >= 2 && words < 250)
}

/// Where paid text was read, the line that offered it for sale has nothing left to say.
pub(crate) fn without_offers(blocks: &mut Vec<Block>) {
    blocks.retain(|block| {
        let text = text_of(std::slice::from_ref(block)).to_lowercase();
        text.split_whitespace().count() > 20 || !any(&text, PAYWALLS)
    });
}

const PAYWALLS: &[&str] = &[
    "subscribe to continue",
    "subscribe to read",
    "subscribers only",
    "subscriber-only",
    "for subscribers",
    "already a subscriber",
    "become a subscriber",
    "to continue reading",
    "continue reading with",
    "keep reading",
    "unlock this article",
    "unlock this story",
    "this article is reserved",
    "this content is reserved",
    "register to read",
    "register to continue",
    "sign in to continue",
    "log in to continue",
    "create a free account",
    "start your free trial",
    "free articles remaining",
    "reached your limit of",
    "exclusive to subscribers",
    "réservé aux abonnés",
    "réservé à nos abonnés",
    "abonnez-vous pour lire",
    "pour lire la suite",
    "il vous reste",
    "déjà abonné",
    "weiterlesen mit",
    "nur für abonnenten",
    "jetzt weiterlesen",
    "bereits abonnent",
    "diesen artikel weiterlesen",
    "im abo",
    "mit plus",
    "sólo para suscriptores",
    "solo para suscriptores",
    "exclusivo para suscriptores",
    "suscríbete para",
    "ya eres suscriptor",
    "para seguir leyendo",
    "exclusivo para assinantes",
    "conteúdo exclusivo",
    "já é assinante",
    "assine para",
    "riservato agli abbonati",
    "contenuto riservato",
    "abbonati per",
    "alleen voor abonnees",
    "word abonnee",
    "för prenumeranter",
    "bli prenumerant",
    "for abonnenter",
    "bli abonnent",
    "dla prenumeratorów",
    "dostęp do artykułu",
    "только для подписчиков",
    "оформите подписку",
    "доступно по подписке",
    "للمشتركين فقط",
    "اشترك لمتابعة",
    "abonelere özel",
    "khusus pelanggan",
    "会員限定",
    "有料会員",
    "订阅后",
    "仅限订阅",
    "구독자 전용",
];

fn paywall(body: &str, c: &Checked<'_>, words: u32, page: &str) -> bool {
    let in_body = count(body, PAYWALLS);
    if in_body >= 1 && words < 130 {
        return true;
    }
    // The page says itself that its text is not free, offers it for sale, and shows little of it.
    let said = c.article.paywalled == Some(true) || c.seen.withheld;
    (said && words < 110 && any(page, PAYWALLS)) || (said && words < c.min_words)
}

fn caption_only(article: &Article, text: &str, words: u32) -> bool {
    if words >= 60 {
        return false;
    }
    let pictures: Vec<&str> = article
        .blocks
        .iter()
        .filter_map(|b| if let Block::Image(p) = b { p.caption.as_deref() } else { None })
        .chain(article.image.iter().filter_map(|p| p.caption.as_deref()))
        .collect();
    let lines: Vec<&str> = text.lines().collect();
    !pictures.is_empty()
        && lines.len() <= 2
        && lines.iter().all(|line| pictures.iter().any(|caption| caption.contains(line) || line.contains(caption)))
}

fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|l| !l.is_empty())
}

fn sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '\'', '”', '’', '»', ')'])
        .ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।', '۔', ':'])
}

/// Many short lines and hardly a sentence among them.
fn navigation(text: &str) -> bool {
    let (mut lines, mut sentences, mut words, mut in_sentences) = (0usize, 0usize, 0usize, 0usize);
    for line in lines_of(text) {
        let count = line.split_whitespace().count();
        lines += 1;
        words += count;
        if sentence(line) && (count >= 6 || line.chars().count() > 25) || count >= 30 || line.chars().count() > 180 {
            sentences += 1;
            in_sentences += count;
        }
    }
    // Verses have short lines too, but not as short as a menu's.
    let letters = || text.chars().filter(|ch| ch.is_alphanumeric()).count();
    lines >= 5 && sentences * 8 < lines && in_sentences * 4 < words && (words < lines * 7) && letters() < lines * 30
}

/// A list of other articles: headlines with dates, one after the other, or what the page calls itself.
fn index_page(c: &Checked<'_>, text: &str, words: u32) -> bool {
    let path = c.address.url().path().to_ascii_lowercase();
    let listing_path = path.len() <= 1
        || ["/author/", "/authors/", "/tag/", "/tags/", "/topic/", "/topics/", "/category/", "/search", "/archive"]
            .iter()
            .any(|p| path.starts_with(p));
    let lines = lines_of(text).count().max(1);
    let sentences = lines_of(text).filter(|l| sentence(l) && l.split_whitespace().count() >= 8).count();
    let may_be_dates = sentences * 2 < lines && !(c.meta.says_article && sentences >= 3);
    (may_be_dates && dated_lines(c.article) >= 4.max(lines.div_ceil(4)))
        || ((c.meta.says_list || listing_path) && !c.meta.says_article && (words < 150 || sentences * 3 < lines))
}

/// Short lines outside tables that hold a date.
fn dated_lines(article: &Article) -> usize {
    let running = article.blocks.iter().filter(|b| !matches!(b, Block::Table { .. }));
    running
        .map(|block| text_of(std::slice::from_ref(block)))
        .map(|text| lines_of(&text).filter(|l| l.chars().count() < 80 && looks_dated(l)).count())
        .sum()
}

fn looks_dated(line: &str) -> bool {
    let lower = line.to_lowercase();
    let ago = [" ago", "il y a ", "vor ", "hace ", "há ", "назад", "قبل ", "منذ ", "önce", "lalu", "前"];
    let digits = lower.chars().any(|c| c.is_ascii_digit());
    let months = [
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep",
        "oct",
        "nov",
        "dec",
        "mai",
        "juin",
        "juil",
        "août",
        "okt",
        "dez",
        "ene",
        "abr",
        "ago",
        "янв",
        "фев",
        "апр",
        "мая",
        "июн",
        "июл",
        "авг",
        "сент",
        "окт",
        "ноя",
        "дек",
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ];
    digits
        && (ago.iter().any(|a| lower.contains(a))
            || lower
                .split(|c: char| !c.is_alphabetic())
                .any(|w| months.iter().any(|m| w.starts_with(m) && w.chars().count() <= 9)))
}

/// No word of any weight from the title stands in the text.
fn other_article(c: &Checked<'_>, text: &str) -> bool {
    let title = c.expected_title.unwrap_or(&c.article.title);
    let weighty = |word: &str| word.chars().count() >= 4 || word.chars().any(|ch| !ch.is_ascii() && ch.is_alphabetic());
    let title_words: Vec<String> =
        title.split(|ch: char| !ch.is_alphanumeric()).filter(|w| weighty(w)).map(str::to_lowercase).collect();
    if title_words.len() < 4 {
        return false;
    }
    // A text under a headline of its own is another article's even when one common word of the title comes up in it.
    let own_headline = c.article.blocks.iter().take(2).find_map(|b| match b {
        Block::Heading { html, .. } => Some(crate::inline::text_of(html).to_lowercase()),
        _ => None,
    });
    let chance = title_words.len() >= 6
        && own_headline
            .is_some_and(|h| h.split_whitespace().count() >= 4 && !title_words.iter().any(|w| h.contains(w)));
    if title_words_in(text, &title_words, usize::from(chance) + 1) {
        return false;
    }
    // A page that shows this title as its heading knows what its article is: the title is a play on words.
    if !chance && c.expected_title.is_none() && c.meta.h1.iter().any(|h| same_words(h, title)) {
        return false;
    }
    // The publisher's summary speaks for the text when the title is a play on words.
    let summary = c.article.summary.as_deref().unwrap_or_default();
    let lower = text.to_lowercase();
    let shared = summary
        .split(|ch: char| !ch.is_alphanumeric())
        .filter(|w| w.chars().count() >= 5)
        .filter(|w| lower.contains(&w.to_lowercase()))
        .count();
    shared < 3
}

/// Do `enough` words of the title stand in the text? Most say so in their first lines, and the rest need not be read.
fn title_words_in(text: &str, title_words: &[String], enough: usize) -> bool {
    let mut missing: Vec<Vec<String>> = title_words.iter().map(|word| stems(word)).collect();
    text.lines().any(|line| {
        let lower = line.to_lowercase();
        missing.retain(|stems| !stems.iter().any(|stem| lower.contains(stem)));
        title_words.len() - missing.len() >= enough
    })
}

/// What of a word has to stand in a text, one of them.
fn stems(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    if !word.is_ascii() && letters.len() >= 4 && !letters.iter().any(|c| c.is_ascii_alphabetic() || *c < '\u{2e80}') {
        // Scripts without blanks: any two characters in a row.
        return letters.windows(2).map(|pair| pair.iter().collect()).collect();
    }
    // Endings change: "opens", "opened".
    vec![letters.iter().take((letters.len() * 2 / 3).max(4)).collect()]
}
