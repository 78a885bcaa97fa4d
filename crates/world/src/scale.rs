//! Many feeds of many items, for measuring: what a request costs here must not show beside what it costs the program that asks.
//!
//! Bytes are made when asked for: some microseconds of copying a request, no memory held, and nothing at all for an unchanged feed.

use crate::answer::{Answer, Ask};
use crate::date;
use crate::seed::{self, Rng};
use coranto_core::source::{FeedEntry, SourceEntry, SourceFacts};
use coranto_core::{Address, Lang, Millis};
use std::fmt::Write;

#[derive(Debug)]
pub(crate) struct Scale {
    pub feeds: usize,
    pub items: usize,
    pub end: Millis,
}

const DOMAIN: &str = ".scale.example";

impl Scale {
    pub fn sources(&self) -> Vec<SourceEntry> {
        (0..self.feeds)
            .filter_map(|n| {
                let host = format!("feed-{n}{DOMAIN}");
                let address = Address::parse(&format!("https://{host}/feed.xml")).ok()?;
                Some(SourceEntry {
                    facts: SourceFacts {
                        slug: format!("scale-{n}"),
                        name: format!("Scale Gazette {n}"),
                        home: format!("https://{host}/"),
                        languages: vec![Lang::EN],
                        ..SourceFacts::default()
                    },
                    feeds: vec![FeedEntry { address, section: None, sitemap: false }],
                })
            })
            .collect()
    }

    pub fn answer(&self, ask: &Ask<'_>) -> Option<Answer> {
        let number = ask.host.strip_prefix("feed-")?.strip_suffix(DOMAIN)?;
        let feed: usize = number.parse().ok().filter(|n| *n < self.feeds)?;
        Some(match ask.path {
            "/feed.xml" => self.feed_answer(feed, ask),
            path => match path.strip_prefix("/item/").and_then(|n| n.parse::<usize>().ok()).filter(|n| *n < self.items)
            {
                Some(item) => Answer { negotiate: false, ..Answer::html(self.page(feed, item)) },
                None => Answer::text(404, "nothing here\n"),
            },
        })
    }

    fn feed_answer(&self, feed: usize, ask: &Ask<'_>) -> Answer {
        let tag = format!("\"{feed:x}-{:x}-{:x}\"", self.items, self.end.0);
        let known = ask.headers.get("if-none-match").and_then(|v| v.to_str().ok()) == Some(tag.as_str());
        let (status, body) = if known { (304, String::new()) } else { (200, self.feed(feed)) };
        let mut answer = Answer::new(status, "application/rss+xml; charset=utf-8", body)
            .header("etag", tag)
            .header("last-modified", date::http(self.end));
        answer.negotiate = false;
        answer
    }

    fn feed(&self, feed: usize) -> String {
        let mut out = String::with_capacity(512 + self.items * 640);
        let _ = write!(
            out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>Scale Gazette {feed}</title><link>https://feed-{feed}{DOMAIN}/</link><description>A feed to measure with</description><language>en</language>\n"
        );
        for item in 0..self.items {
            let mut rng = self.rng(feed, item);
            out.push_str("<item><title>");
            sentence(&mut out, &mut rng, 8);
            let _ = write!(
                out,
                "</title><link>https://feed-{feed}{DOMAIN}/item/{item}</link><guid isPermaLink=\"false\">{feed}-{item}</guid><pubDate>{}</pubDate><category>world</category><description>",
                date::http(self.published(feed, item))
            );
            for _ in 0..2 {
                sentence(&mut out, &mut rng, 18);
                out.push_str(". ");
            }
            out.push_str("</description></item>\n");
        }
        out.push_str("</channel></rss>\n");
        out
    }

    fn page(&self, feed: usize, item: usize) -> String {
        let mut rng = self.rng(feed, item);
        let mut title = String::new();
        sentence(&mut title, &mut rng, 8);
        let published = date::iso(self.published(feed, item), 0);
        let mut out = format!(
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title} | Scale Gazette {feed}</title><meta property=\"article:published_time\" content=\"{published}\"></head>\n<body><nav><a href=\"/\">Home</a> <a href=\"/world\">World</a></nav>\n<article><h1>{title}</h1><time datetime=\"{published}\">{published}</time>\n"
        );
        for _ in 0..4 {
            out.push_str("<p>");
            for _ in 0..3 {
                sentence(&mut out, &mut rng, 18);
                out.push_str(". ");
            }
            out.push_str("</p>\n");
        }
        out.push_str("</article><footer>Scale Gazette</footer></body></html>\n");
        out
    }

    fn rng(&self, feed: usize, item: usize) -> Rng {
        Rng::new(seed::mix((feed as u64) << 32 | item as u64))
    }

    /// Newest first, ten minutes apart, no two feeds at once.
    fn published(&self, feed: usize, item: usize) -> Millis {
        let back = item as i64 * 10 * Millis::MINUTE + (feed as i64 % 600 + 1) * Millis::SECOND;
        Millis(self.end.0.saturating_sub(back))
    }
}

pub(crate) fn sentence(out: &mut String, rng: &mut Rng, words: usize) {
    const WORDS: &[&str] = &[
        "harbour", "council", "the", "of", "a", "in", "and", "to", "river", "minister", "bridge", "market", "votes",
        "after", "new", "town", "plan", "for", "water", "prices", "rise", "school", "opens", "with", "winter", "train",
        "report", "says", "two", "hundred", "people", "on", "island", "storm", "library", "quiet", "old", "engine",
        "court", "orders", "paper", "mill", "workers", "return", "before", "spring", "budget", "northern", "valley",
        "doctors", "warn", "about", "salt", "road", "festival", "draws", "record", "crowd", "farmers", "wait", "rain",
        "museum", "shows", "lost",
    ];
    for number in 0..words {
        let word = rng.pick(WORDS);
        if number == 0 {
            let mut letters = word.chars();
            out.extend(letters.next().map(|c| c.to_ascii_uppercase()));
            out.push_str(letters.as_str());
        } else {
            out.push(' ');
            out.push_str(word);
        }
    }
}
