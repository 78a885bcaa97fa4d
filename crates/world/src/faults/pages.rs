//! Faults of article pages: what stands where the article should.

use super::{ARTICLE, ARTICLE_TITLE, Expected, Fault, Target};
use crate::answer::{Answer, Ask, Body};
use crate::markup::escape;

const fn row(name: &'static str, what: &'static str, expected: Expected, answer: fn(&Ask<'_>, u64) -> Answer) -> Fault {
    Fault { name, target: Target::Page, path: "/article", what, expected, answer }
}

use Expected::{Article, BodyRefused, Bounded};

pub(super) const ROWS: &[Fault] = &[
    row("healthy-page", "nothing: a page to hold the others against", Article, |_, _| good()),
    row("empty-page", "a frame without a text", BodyRefused("empty"), |_, _| {
        page(ARTICLE_TITLE, "<div id=\"app\"></div><script>boot()</script>")
    }),
    row("too-short", "one sentence where an article should be", BodyRefused("too_short"), |_, _| {
        page(ARTICLE_TITLE, &article("<p>The harbour lamp went dark on Monday. More soon.</p>"))
    }),
    row("consent-wall", "a consent dialogue instead of the article", BodyRefused("consent_wall"), |_, _| {
        page("Before you continue", CONSENT)
    }),
    row("consent-overlay", "a consent dialogue over the article, which is there", Article, |_, _| {
        page(
            ARTICLE_TITLE,
            &format!("<div class=\"cmp-overlay\" role=\"dialog\" aria-modal=\"true\">{CONSENT}</div>{}", whole()),
        )
    }),
    row("paywall-stub", "a first sentence and an offer", BodyRefused("paywall_stub"), |_, _| {
        page(ARTICLE_TITLE, PAYWALL)
    }),
    row("bot-wall", "a page that asks to prove being human", BodyRefused("bot_wall"), |_, _| {
        page("Just a moment…", BOT_WALL)
    }),
    row(
        "soft-404",
        "a page that says that nothing is there, with status 200",
        BodyRefused("soft_not_found"),
        |_, _| page("Page not found", SOFT_404),
    ),
    row(
        "share-template",
        "placeholders of a sharing widget instead of the text",
        BodyRefused("share_template"),
        |_, _| page(ARTICLE_TITLE, &article(SHARE_TEMPLATE)),
    ),
    row("encoded-markup", "markup that was escaped once too often", BodyRefused("encoded_markup"), |_, _| {
        let text: String =
            ARTICLE.iter().map(|p| format!("<p class=\"text\">{p}</p><div data-ad=\"1\"></div>")).collect();
        page(ARTICLE_TITLE, &article(&format!("<p>{}</p>", escape(&text))))
    }),
    row("caption-only", "a picture with its caption and nothing else", BodyRefused("caption_only"), |_, _| {
        page(ARTICLE_TITLE, &article(CAPTION))
    }),
    row("navigation-only", "menus and links and no text", BodyRefused("only_navigation"), |_, _| {
        page(ARTICLE_TITLE, &navigation())
    }),
    row("index-page", "a list of other articles with their first lines", BodyRefused("index_page"), |_, _| {
        page("Local news", &index())
    }),
    row("other-article", "the text of another article under this title", BodyRefused("other_article"), |_, _| {
        page(ARTICLE_TITLE, &format!("<h1>{ARTICLE_TITLE}</h1>{}", OTHER))
    }),
    row("not-html", "a PDF", BodyRefused("not_html"), |_, _| Answer::new(200, "application/pdf", PDF)),
    row("linked-words", "links in the middle of sentences", Article, |_, _| {
        let text = paragraphs()
            .replace("register of lights", "<a href=\"/topic/lights\">register of lights</a>")
            .replace("harbour office", "<a href=\"/topic/harbour\"><span>harbour</span> office</a>")
            .replace("Carrowmouth", "<a class=\"autolink\" href=\"/topic/carrowmouth\">Carrowmouth</a>");
        page(ARTICLE_TITLE, &article(&text))
    }),
    row("adverts-inside", "advertising markers, prompts and related links between the paragraphs", Article, |_, _| {
        page(ARTICLE_TITLE, &article(&paragraphs().replace("</p>\n", &format!("</p>\n{CLUTTER}\n"))))
    }),
    row("line-breaks", "one element, paragraphs parted by <br><br>", Article, |_, _| {
        page(ARTICLE_TITLE, &article(&format!("<div class=\"story\">{}</div>", ARTICLE.join("<br><br>\n"))))
    }),
    row("wrong-charset-page", "windows-1252 that says UTF-8", Article, |_, _| {
        let html = document(ARTICLE_TITLE, &whole());
        let bytes = encoding_rs::WINDOWS_1252.encode(&html).0.into_owned();
        Answer::raw(200, "text/html; charset=utf-8", Body::Whole(bytes.into()))
    }),
    row("nul-page", "NULs between the letters", Article, |_, _| {
        Answer::html(document(ARTICLE_TITLE, &whole()).replace("<p>", "<p>\0").replace(". ", ".\0 "))
    }),
    row("long-title-page", "a title of twenty thousand letters", Bounded, |_, _| {
        page(&"very ".repeat(4_000), &format!("<h1>{}</h1>{}", "very ".repeat(4_000), article(&paragraphs())))
    }),
    row("deep-page", "a million elements inside one another", Bounded, |_, _| {
        page(ARTICLE_TITLE, &format!("{}{}{}", "<div>".repeat(500_000), "<ul><li>".repeat(250_000), whole()))
    }),
    row("many-attributes", "one element with fifty thousand attributes", Bounded, |_, _| {
        let attributes: String = (0..50_000).map(|n| format!(" a{n}=\"{n}\"")).collect();
        page(ARTICLE_TITLE, &format!("<div{attributes}>{}</div>", whole()))
    }),
    row("many-unclosed", "a hundred thousand formatting tags that nobody closes", Bounded, |_, _| {
        page(ARTICLE_TITLE, &format!("{}{}", "<b><i><p>".repeat(33_000), whole()))
    }),
];

/// Nobody is kept out, but on the two hosts that are about it.
pub(super) fn robots(name: &str) -> Answer {
    match name {
        "robots-disallow" => Answer::text(200, "User-agent: *\nDisallow: /\n"),
        "robots-error" => Answer::text(503, "later\n"),
        _ => Answer::text(404, "no robots.txt\n"),
    }
}

pub(super) fn good() -> Answer {
    page(ARTICLE_TITLE, &whole())
}

pub(super) fn noai_meta() -> Answer {
    Answer::html(
        document(ARTICLE_TITLE, &whole())
            .replace("</head>", "<meta name=\"robots\" content=\"index, noai, noimageai\"></head>"),
    )
}

fn page(title: &str, body: &str) -> Answer {
    Answer::html(document(title, body))
}

fn document(title: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title} | The Fault Line</title></head>\n<body><header><a href=\"/\">The Fault Line</a><nav><ul><li><a href=\"/local\">Local</a></li><li><a href=\"/sport\">Sport</a></li></ul></nav></header>\n<main>{body}</main>\n<footer><p>© The Fault Line. <a href=\"/privacy\">Privacy</a></p></footer></body></html>\n"
    )
}

fn whole() -> String {
    article(&paragraphs())
}

fn article(text: &str) -> String {
    format!(
        "<article><h1>{ARTICLE_TITLE}</h1><p class=\"byline\">By <a href=\"/people/ines\">Ines Calloway</a></p><time datetime=\"2026-11-24T08:00:00Z\">24 November 2026, 8:00</time>\n{text}</article>"
    )
}

fn paragraphs() -> String {
    ARTICLE.iter().map(|p| format!("<p>{p}</p>\n")).collect()
}

fn navigation() -> String {
    let topics =
        ["Harbour", "Schools", "Weather", "Roads", "Council", "Courts", "Markets", "Tides", "Museums", "Health"];
    let links: String = (0..60)
        .map(|n| {
            format!("<li><a href=\"/t/{n}\">{} {}</a></li>", topics[n % topics.len()], topics[(n / 7) % topics.len()])
        })
        .collect();
    format!("<div class=\"sections\"><ul>{links}</ul></div>")
}

fn index() -> String {
    let teasers = [
        ("Ferry sails an hour late and nobody minds", "The captain had gone back for the ship's cat, passengers said."),
        ("Council counts its chairs", "There are 212, nine more than last year, and one is missing a leg."),
        ("School orchestra plays on the roof", "Neighbours opened their windows for the second half."),
        ("Bakery keeps its oven", "A new rule on chimneys will not hold for ovens older than the town hall."),
        ("Fog closes the airport for a day", "Forty flights were moved to the afternoon."),
        ("Museum finds a map behind a map", "It shows the harbour with a mole that was never built."),
    ];
    let items: String = teasers
        .iter()
        .enumerate()
        .map(|(n, (title, lead))| {
            format!("<div class=\"teaser\"><h2><a href=\"/local/{n}\">{title}</a></h2><p>{lead}</p><a href=\"/local/{n}\">Read more</a></div>\n")
        })
        .collect();
    format!("<h1>Local news</h1>\n{items}<a href=\"/local?page=2\">Older stories</a>")
}

const CONSENT: &str = "<div class=\"consent\"><h1>We value your privacy</h1><p>We and our 214 partners store and read information on your device, such as cookies and unique identifiers, and process personal data to show advertising and content that suits you, to measure advertising and content, and to learn about our audience. With your permission we and our partners may use precise location data.</p><p>You may accept or refuse all of this, or look at the details and change your preferences before you consent. Your preferences will apply to this site only.</p><button>Accept all</button><button>Reject all</button><a href=\"/privacy\">Manage preferences</a></div>";

const PAYWALL: &str = "<article><h1>Harbour lamp goes dark and leaves two boats outside</h1><p>The lamp on the eastern mole of Carrowmouth went out on Monday night for the first time in thirty years…</p><div class=\"offer\"><h2>Subscribe to continue reading</h2><p>This article is for subscribers only. Start your trial today: four weeks for one crown, then nine crowns a month. Cancel at any time.</p><ul><li>All articles on all your devices</li><li>The crossword and the archive</li></ul><button>Subscribe now</button><p>Already a subscriber? <a href=\"/login\">Sign in</a> to read this article.</p></div></article>";

const BOT_WALL: &str = "<div class=\"challenge\"><h1>Checking your browser before you go on</h1><p>Please verify that you are a human. This check is automatic and your browser will be redirected to the page you asked for shortly.</p><noscript><p>Please enable JavaScript and cookies to continue.</p></noscript><p>Why do I see this? Our systems have detected unusual traffic from your network. Complete the captcha below to prove that you are not a robot.</p><p>Ray ID: 7f3a91c04be2</p></div>";

const SOFT_404: &str = "<div class=\"error\"><h1>Page not found</h1><p>Sorry, the page you are looking for does not exist or has been moved. It may have been taken down, or the address may have been typed wrongly.</p><p>Try our <a href=\"/\">home page</a>, or use the search to find what you were looking for. If you believe that this is our mistake, please write to the web team and tell them which link led you here.</p></div>";

const SHARE_TEMPLATE: &str = "<div class=\"content\"><p>Check out this article: {{title}} %URL%</p><p>I thought you might like this story from {{siteName}}: {{title}} - {{description}} Read it here: {{url}}</p><p>Share on: {{network}} | Copy link | Email: subject={{title}}&amp;body={{url}}</p><p>{{#comments}} {{author}} wrote: {{text}} {{/comments}}</p></div>";

const CAPTION: &str = "<figure><img src=\"/lamp.jpg\" alt=\"The eastern mole\"><figcaption>The eastern mole of Carrowmouth at dusk on Monday, seen from the deck of one of the two fishing boats that had to wait outside the harbour until the sun came up, while the town and its lights could be seen. Photo: Wren Oakley</figcaption></figure><figure><img src=\"/crew.jpg\" alt=\"\"><figcaption>The crew of three with their skipper at breakfast on the quay, after a night of tea and of stories that were not all true. Photo: Wren Oakley</figcaption></figure>";

const OTHER: &str = "<article><h2>Choir wins the valley cup with a song about soup</h2><p>The mixed choir of Upper Wendle has won the valley cup for the third year in a row, this time with a piece about leek soup that the jury called brave and the audience asked to hear again.</p><p>Conductor Pia Hollen wrote it on a napkin during a rehearsal in October, when the heating of the parish hall had failed and somebody brought a pot from the kitchen. The second prize went to the miners of Stell, who sang of winter.</p><p>Next year the contest moves to a larger hall, because four hundred people stood outside and listened through the windows. The recording will be sold for the repair of the organ.</p></article>";

const CLUTTER: &str = "<div class=\"ad-slot\">Advertisement</div><p class=\"ad-label\">ADVERTISEMENT</p><aside class=\"newsletter\"><h3>The morning in five minutes</h3><p>Sign up for our newsletter and never miss a story.</p><form><input placeholder=\"Your e-mail address\"><button>Sign up</button></form></aside><p><strong>Read more:</strong> <a href=\"/local/1\">Ferry sails an hour late and nobody minds</a></p>";

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
