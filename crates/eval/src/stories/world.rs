//! The made-up world as a stream: what its reports belong to is known, since somebody wrote them as one story.

use super::set::{Document, Stream};
use coranto_core::Millis;
use coranto_world::news::{News, Report};

/// The news of three days and what comes after them as the clock goes on, each report in its first version.
pub fn stream() -> Stream {
    // 24 November 2026: any instant would do.
    const END: Millis = Millis(1_795_512_600_000);
    let (news, _) = News::embedded(END);
    let document = |report: &Report| Document {
        id: format!("{}/{}", report.story, report.id),
        title: Some(report.versions[0].title.clone()),
        lead: Some(report.lead(report.published)),
        publisher: Some(news.publishers[report.publisher].text.owner.clone()),
        published_at: jiff::Timestamp::from_millisecond(report.published.0).ok().map(|time| time.to_string()),
        lang: Some(report.lang.as_str().to_owned()),
        story: Some(report.story.clone()),
        ..Document::default()
    };
    let mut documents: Vec<Document> = news.reports.iter().map(document).collect();
    documents.sort_by_key(Document::published);
    Stream { name: "world".to_owned(), documents }
}
