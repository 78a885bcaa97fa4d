//! A paper that comes out every day and now and then in a new dress: for what can only be seen over weeks.

use crate::answer::{Answer, Ask};
use crate::date;
use crate::scale::sentence;
use crate::seed::{self, Rng};
use coranto_core::source::{FeedEntry, SourceEntry, SourceFacts};
use coranto_core::{Address, Lang, Millis};
use std::fmt::Write;

const HOST: &str = "www.lindmar-daily.example";

/// How the paper's pages are built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dress {
    /// Title, author, date, some four hundred words.
    #[default]
    Usual,
    /// The text is drawn by a script: the page itself holds none.
    Scripted,
    /// Two paragraphs, and an offer to read on.
    Teaser,
    /// Neither date nor author.
    Nameless,
}

#[derive(Debug)]
pub(crate) struct Daily {
    /// Reports that come out each day.
    pub a_day: i64,
    /// From which instant on reports come in which dress, oldest first.
    pub dresses: Vec<(Millis, Dress)>,
}

impl Daily {
    pub fn sources(&self) -> Vec<SourceEntry> {
        let feed = Address::parse(&format!("https://{HOST}/feed.xml")).ok();
        vec![SourceEntry {
            facts: SourceFacts {
                slug: "lindmar-daily".to_owned(),
                name: "The Lindmar Daily".to_owned(),
                home: format!("https://{HOST}/"),
                languages: vec![Lang::EN],
                ..SourceFacts::default()
            },
            feeds: feed.into_iter().map(|address| FeedEntry { address, section: None, sitemap: false }).collect(),
        }]
    }

    pub fn answer(&self, ask: &Ask<'_>) -> Option<Answer> {
        if ask.host != HOST {
            return None;
        }
        let number = ask.path.strip_prefix("/report/").and_then(|n| n.parse::<i64>().ok());
        Some(match (ask.path, number) {
            ("/feed.xml", _) => Answer::new(200, "application/rss+xml; charset=utf-8", self.feed(ask.now)),
            (_, Some(number)) if (0..=self.newest(ask.now)).contains(&number) => Answer::html(self.page(number)),
            _ => Answer::text(404, "nothing here\n"),
        })
    }

    /// Reports are numbered from 1970 on.
    fn newest(&self, now: Millis) -> i64 {
        now.0.saturating_mul(self.a_day) / Millis::DAY
    }

    fn published(&self, number: i64) -> Millis {
        Millis(number.saturating_mul(Millis::DAY) / self.a_day.max(1))
    }

    fn dress(&self, number: i64) -> Dress {
        let published = self.published(number);
        self.dresses.iter().rev().find(|(from, _)| *from <= published).map(|(_, dress)| *dress).unwrap_or_default()
    }

    /// The last day's reports.
    fn feed(&self, now: Millis) -> String {
        let mut out = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>The Lindmar Daily</title><link>https://{HOST}/</link><description>Every day</description><language>en</language>\n"
        );
        let newest = self.newest(now);
        for number in (newest - self.a_day + 1..=newest).rev() {
            let _ = writeln!(
                out,
                "<item><title>{}</title><link>https://{HOST}/report/{number}</link><guid isPermaLink=\"false\">daily-{number}</guid><pubDate>{}</pubDate></item>",
                title(number),
                date::http(self.published(number))
            );
        }
        out.push_str("</channel></rss>\n");
        out
    }

    fn page(&self, number: i64) -> String {
        let (dress, title) = (self.dress(number), title(number));
        let (mut head, mut byline) = (String::new(), String::new());
        if dress != Dress::Nameless {
            let published = date::iso(self.published(number), 0);
            head = format!(
                "<meta property=\"article:published_time\" content=\"{published}\"><meta name=\"author\" content=\"Ada Quill\">"
            );
            byline = format!("<p class=\"byline\">By Ada Quill <time datetime=\"{published}\">{published}</time></p>");
        }
        let paragraphs = match dress {
            Dress::Usual | Dress::Nameless => 11,
            Dress::Teaser => 2,
            Dress::Scripted => 0,
        };
        let mut rng = rng(number);
        let mut story = String::new();
        for _ in 0..paragraphs {
            story.push_str("<p>");
            for _ in 0..2 {
                sentence(&mut story, &mut rng, 18);
                story.push_str(". ");
            }
            story.push_str("</p>\n");
        }
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title} | The Lindmar Daily</title>{head}</head>\n\
             <body><header><nav><a href=\"/\">Home</a> <a href=\"/world\">World</a> <a href=\"/sport\">Sport</a></nav></header>\n\
             <article><h1>{title}</h1>{byline}<div class=\"story\" id=\"story\">\n{story}</div></article>\n\
             <script src=\"/draw.js\"></script><footer>The Lindmar Daily comes out every day but never twice.</footer></body></html>\n"
        )
    }
}

fn rng(number: i64) -> Rng {
    Rng::new(seed::mix(number.unsigned_abs()))
}

fn title(number: i64) -> String {
    let mut title = String::new();
    sentence(&mut title, &mut rng(-number - 1_000_000), 8);
    title
}
