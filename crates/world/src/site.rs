//! The made-up publishers' servers: which path is which page.

use crate::answer::{Answer, Ask};
use crate::content::Design;
use crate::news::{News, Publisher, Report};
use crate::picture::Pictures;
use crate::{feed, page, sitemap};
use coranto_core::Millis;

/// A client asks again after this long at the earliest.
const FEED_FRESH_SECONDS: u32 = 300;

#[derive(Debug)]
pub(crate) struct Site {
    pub news: News,
    pictures: Pictures,
}

impl Site {
    pub fn new(news: News) -> Site {
        Site { news, pictures: Pictures::default() }
    }

    /// None when no publisher has this host.
    pub async fn answer(&self, ask: &Ask<'_>) -> Option<Answer> {
        let index = self.news.publisher_of(ask.host)?;
        let publisher = self.news.publishers.get(index)?;
        if let Some(answer) = self.pictures.answer(ask).await {
            return Some(answer);
        }
        if ask.host != publisher.text.host {
            // "harbour-courier.example" leads to "www.…", as real names do.
            return Some(Answer::redirect(301, &publisher.address(ask.path)));
        }
        if let Some(answer) = self.feed(index, publisher, ask) {
            return Some(answer);
        }
        let desk = page::Desk { news: &self.news, index, publisher, now: ask.now };
        Some(match ask.path {
            "/" => desk.html(page::front(&desk)),
            "/robots.txt" => Answer::text(200, sitemap::robots(publisher)),
            "/sitemap.xml" => Answer::new(200, "application/xml", sitemap::all(&desk)),
            "/news-sitemap.xml" => Answer::new(200, "application/xml; charset=utf-8", sitemap::news(&desk)),
            path => {
                self.page(&desk, path, ask).unwrap_or_else(|| Answer { status: 404, ..desk.html(page::missing(&desk)) })
            }
        })
    }

    fn feed(&self, index: usize, publisher: &Publisher, ask: &Ask<'_>) -> Option<Answer> {
        let (path, section) = publisher.feeds().into_iter().find(|(path, _)| path == ask.path)?;
        let reports = self.news.out(index, section.as_deref(), ask.now);
        let newest = newest_change(&reports, ask.now);
        let (content_type, bytes) = feed::write(publisher, &path, section.as_deref(), &reports, ask.now);
        let mut answer = Answer::new(200, content_type, bytes);
        answer.last_modified = newest;
        Some(match publisher.seed % 3 {
            0 => answer.header("cache-control", format!("public, max-age={FEED_FRESH_SECONDS}")),
            1 => answer.header("cache-control", "no-cache"),
            _ => answer,
        })
    }

    fn page(&self, desk: &page::Desk<'_>, path: &str, ask: &Ask<'_>) -> Option<Answer> {
        let section = path.trim_matches('/');
        if desk.publisher.text.sections.iter().any(|s| s == section) {
            return Some(desk.html(page::section(desk, section)));
        }
        if let Some(text) = page::about(desk, path).or_else(|| page::subject(desk, path)) {
            return Some(desk.html(text));
        }
        let (path, amp) = match path.strip_suffix("/amp") {
            Some(path) if desk.publisher.text.design == Design::Broadsheet => (path, true),
            _ => (path, false),
        };
        let report = self.news.report_at(desk.index, path, ask.now)?;
        let number = ask.parameter("page").and_then(|p| p.parse().ok()).unwrap_or(1);
        let html = if amp { page::amp(desk, report) } else { page::article(desk, report, number)? };
        Some(desk.html(html).modified(report.version(ask.now).at))
    }
}

fn newest_change(reports: &[&Report], now: Millis) -> Option<Millis> {
    reports.iter().map(|r| r.version(now).at).max()
}
