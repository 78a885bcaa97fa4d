//! Faults inside feeds.

use super::{Expected, Fault, Target};
use crate::answer::{Answer, Ask, Body};
use crate::date;
use coranto_core::Millis;
use std::fmt::Write;

const fn row(name: &'static str, what: &'static str, expected: Expected, answer: fn(&Ask<'_>, u64) -> Answer) -> Fault {
    Fault { name, target: Target::Feed, path: "/feed.xml", what, expected, answer }
}

use Expected::{Bounded, FeedRefused, Items};

pub(super) const ROWS: &[Fault] = &[
    row("empty-body", "a success without a body", FeedRefused("empty"), |_, _| rss("")),
    row("html-instead", "a web page where the feed was", FeedRefused("web_page"), |_, _| {
        Answer::html(
            "<!DOCTYPE html>\n<html><head><title>Welcome to our new site</title></head><body><h1>We have moved house</h1><p>Please look around.</p></body></html>\n",
        )
    }),
    row("not-a-feed", "plain words", FeedRefused("not_a_feed"), |_, _| {
        Answer::text(200, "database connection established\n")
    }),
    row("wrong-content-type", "a feed that says it is a picture", Items(3), |_, _| {
        Answer::new(200, "image/png", good_text("wrong-content-type"))
    }),
    row("no-items", "a feed with nothing in it yet", Items(0), |_, _| rss(wrap("no-items", ""))),
    row("truncated-feed", "breaks off inside the fourth item", Items(3), |_, _| {
        let text = wrap("truncated-feed", &items("truncated-feed", 6));
        let fourth = text.match_indices("<item>").nth(3).map_or(text.len(), |(at, _)| at + 40);
        rss(text.get(..fourth).unwrap_or_default().to_owned())
    }),
    row("wrong-charset", "says UTF-8 in its prolog and is windows-1252", Items(2), |_, _| {
        let items = item("wrong-charset", 1, "Caf\u{e9} at the mole re-opens", "So viel für heute – «très bien»")
            + &item("wrong-charset", 2, "A second headline", "Nothing special");
        let text = wrap("wrong-charset", &items);
        Answer::raw(200, "application/xml", Body::Whole(encoding_rs::WINDOWS_1252.encode(&text).0.into_owned().into()))
    }),
    row(
        "charset-fight",
        "the header says one charset and the prolog another; the prolog is right",
        Items(1),
        |_, _| {
            let text =
                wrap("charset-fight", &item("charset-fight", 1, "Маяк снова горит", "Лампу починили в полдень."))
                    .replace("UTF-8", "windows-1251");
            let bytes = encoding_rs::WINDOWS_1251.encode(&text).0.into_owned();
            Answer::raw(200, "text/xml; charset=utf-8", Body::Whole(bytes.into()))
        },
    ),
    row("bare-ampersands", "ampersands and less-than signs that mean themselves", Items(3), |_, _| {
        let text = good_text("bare-ampersands").replace("Headline", "Fish & chips < tea: headline");
        rss(text)
    }),
    row("html-entities", "entities that XML does not know", Items(3), |_, _| {
        rss(good_text("html-entities").replace("Headline", "&laquo;Headline&raquo;&nbsp;&ndash;"))
    }),
    row("mixed-tags", "tags that close in the wrong order", Items(2), |_, _| {
        rss(good_text("mixed-tags").replacen("</title><link>", "<link></title>", 1))
    }),
    row("nul-bytes", "NULs and control characters between the letters", Items(3), |_, _| {
        rss(good_text("nul-bytes").replace("Headline", "Head\0line\u{1}\u{8}"))
    }),
    row("leading-junk", "blank lines and a warning before the prolog", Items(3), |_, _| {
        rss(format!("\n\n<b>Warning</b>: something on line 12<br />\n{}", good_text("leading-junk")))
    }),
    row("long-title", "a title of twenty thousand letters", Items(1), |_, _| {
        rss(wrap("long-title", &item("long-title", 1, &"very ".repeat(4_000), "short")))
    }),
    row("script-in-title", "markup that runs, in title, author and description", Items(1), |_, _| {
        rss(wrap(
            "script-in-title",
            &item(
                "script-in-title",
                1,
                "&lt;script&gt;alert(1)&lt;/script&gt;Headline",
                "&lt;img src=x onerror=alert(1)&gt;&lt;a href=&quot;javascript:alert(1)&quot;&gt;click&lt;/a&gt; some words",
            )
            .replace("</item>", "<author>&lt;svg onload=alert(1)&gt; Eve</author></item>"),
        ))
    }),
    row("script-links", "items whose links are javascript: and data:", Items(2), |_, _| {
        let text = wrap("script-links", &items("script-links", 2))
            .replace("https://fault-script-links.example/item/1", "javascript:alert(1)")
            .replace("https://fault-script-links.example/item/2", "data:text/html,hello");
        rss(text)
    }),
    row("changing-guids", "ids that are new at every request", Items(3), |_, visit| {
        rss(good_text("changing-guids").replace("id-", &format!("id-{visit}-")))
    }),
    row("missing-guids", "no ids at all", Items(3), |_, _| rss(without(&good_text("missing-guids"), "guid"))),
    row("same-guid", "one id for all items", Items(3), |_, _| {
        let text = good_text("same-guid");
        rss((1..=3).fold(text, |text, n| text.replace(&format!(">id-{n}<"), ">id-1<")))
    }),
    row("duplicate-items", "each item twice", Items(3), |_, _| {
        let once = items("duplicate-items", 3);
        rss(wrap("duplicate-items", &format!("{once}{once}")))
    }),
    row("no-titles", "items without titles", Items(3), |_, _| rss(without(&good_text("no-titles"), "title"))),
    row("future-dates", "dates five years ahead", Items(3), |ask, _| {
        let ahead = date::http(Millis(ask.now.0 + 5 * 365 * Millis::DAY));
        rss(dated("future-dates", &ahead))
    }),
    row("dates-without-zone", "dates that name no zone", Items(3), |ask, _| {
        rss(dated("dates-without-zone", &date::layout(ask.now, 0, "%Y-%m-%d %H:%M:%S")))
    }),
    row("dates-absurd", "dates that are none", Items(3), |_, _| {
        rss(dated("dates-absurd", "Thu, 45 Foo 20266 99:99:99 +9999"))
    }),
    row("always-unchanged", "whoever sends a validator hears 304, though the feed changes", Items(3), |ask, visit| {
        let asked = ask.headers.contains_key("if-none-match") || ask.headers.contains_key("if-modified-since");
        let mut answer = match asked {
            true => Answer::new(304, "", ""),
            false => rss(good_text("always-unchanged").replace("Headline", &format!("Headline as of visit {visit},"))),
        }
        .header("etag", "\"forever\"")
        .header("last-modified", "Mon, 01 Jan 2024 00:00:00 GMT");
        answer.negotiate = false;
        answer
    }),
    row("many-items", "a hundred thousand items", Items(1_000), |_, _| {
        let mut all = String::with_capacity(14 << 20);
        for n in 0..100_000 {
            let _ =
                write!(all, "<item><title>Item {n}</title><link>https://fault-many-items.example/i/{n}</link></item>");
        }
        rss(wrap("many-items", &all))
    }),
    row("deep-feed", "a hundred thousand elements inside one another", Bounded, |_, _| {
        rss(wrap("deep-feed", &format!("<item><title>x</title>{}", "<deep>".repeat(100_000))))
    }),
    row("entity-bomb", "one long entity, named ten thousand times", Bounded, |_, _| {
        let text = format!(
            "<?xml version=\"1.0\"?>\n<!DOCTYPE rss [<!ENTITY long \"{}\">]>\n{}",
            "boom ".repeat(20_000),
            body_of("entity-bomb", &item("entity-bomb", 1, "Bang", &"&long;".repeat(10_000)))
        );
        rss(text)
    }),
    row("billion-laughs", "entities made of entities, ten levels deep", Bounded, |_, _| {
        let mut entities = String::from("<!ENTITY lol0 \"lol\">");
        for n in 1..10 {
            let _ = write!(entities, "<!ENTITY lol{n} \"{}\">", format!("&lol{};", n - 1).repeat(10));
        }
        rss(format!(
            "<?xml version=\"1.0\"?>\n<!DOCTYPE rss [{entities}]>\n{}",
            body_of("billion-laughs", &item("billion-laughs", 1, "&lol9;", "&lol9;"))
        ))
    }),
    row("external-entity", "an entity that is a file of the reader's machine", Bounded, |_, _| {
        rss(format!(
            "<?xml version=\"1.0\"?>\n<!DOCTYPE rss [<!ENTITY secret SYSTEM \"file:///etc/passwd\">]>\n{}",
            body_of("external-entity", &item("external-entity", 1, "News &secret;", "&secret;"))
        ))
    }),
    row(
        "bad-pages",
        "a feed of all the pages of this catalogue, to send them through everything",
        Items(10),
        |_, _| {
            let pages = super::faults().into_iter().filter(|f| f.target == Target::Page);
            let items: String = pages
                .map(|f| {
                    format!(
                        "<item><title>{}</title><link>{}</link><guid>{}</guid></item>\n",
                        title_of(&f),
                        f.address(),
                        f.name
                    )
                })
                .collect();
            rss(wrap("bad-pages", &items))
        },
    ),
];

/// What the feed says that a page is about: the truth where the page has an article.
fn title_of(fault: &Fault) -> &'static str {
    match fault.expected {
        Expected::Article | Expected::MiningMeta => super::ARTICLE_TITLE,
        _ => fault.what,
    }
}

/// A feed without fault.
pub(super) fn good(name: &str) -> Answer {
    rss(good_text(name))
}

pub(super) fn good_text(name: &str) -> String {
    wrap(name, &items(name, 3))
}

fn rss(text: impl Into<bytes::Bytes>) -> Answer {
    Answer::new(200, "application/rss+xml; charset=utf-8", text)
}

fn wrap(name: &str, items: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}", body_of(name, items))
}

fn body_of(name: &str, items: &str) -> String {
    format!(
        "<rss version=\"2.0\"><channel>\n<title>Fault Line: {name}</title>\n<link>https://fault-{name}.example/</link><description>A feed with a fault: {name}</description>\n{items}</channel></rss>\n"
    )
}

fn items(name: &str, count: u32) -> String {
    (1..=count)
        .map(|n| {
            item(
                name,
                n,
                &format!("Headline number {n} of the day"),
                &format!("What stands under headline {n} is short and of no weight, but it is there."),
            )
        })
        .collect()
}

fn item(name: &str, number: u32, title: &str, text: &str) -> String {
    format!(
        "<item><title>{title}</title><link>https://fault-{name}.example/item/{number}</link><guid isPermaLink=\"false\">id-{number}</guid><pubDate>Mon, 23 Nov 2026 0{number}:15:00 GMT</pubDate><description>{text}</description></item>\n"
    )
}

/// The good feed with every date replaced.
fn dated(name: &str, date: &str) -> String {
    let mut text = good_text(name);
    for n in 1..=3 {
        text = text.replace(&format!("Mon, 23 Nov 2026 0{n}:15:00 GMT"), date);
    }
    text
}

/// Takes every `<tag …>…</tag>` out.
fn without(text: &str, tag: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(&format!("<{tag}")) {
        let Some(end) = rest[at..].find(&format!("</{tag}>")) else { break };
        out.push_str(&rest[..at]);
        rest = &rest[at + end + tag.len() + 3..];
    }
    out + rest
}
