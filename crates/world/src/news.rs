//! The made-up news, resolved: every report with its publisher, its instants and its texts, ready to be shown as of any moment.

use crate::content::{self, Design, FeedKind, ImageText, PublisherText, ReportKind, ReportText, StoryText};
use crate::markup::{self, Block};
use crate::seed;
use coranto_core::source::{FeedEntry, SourceEntry, SourceFacts};
use coranto_core::{Address, Lang, Millis};
use std::collections::{BTreeMap, BTreeSet, HashMap};

#[derive(Debug)]
pub struct News {
    pub publishers: Vec<Publisher>,
    /// Newest first.
    pub reports: Vec<Report>,
    by_host: HashMap<String, usize>,
    by_path: HashMap<(usize, String), usize>,
}

#[derive(Debug)]
pub struct Publisher {
    pub text: PublisherText,
    pub lang: Lang,
    /// Decides this publisher's habits wherever the content does not say.
    pub seed: u64,
}

#[derive(Debug)]
pub struct Report {
    /// Index into `News::publishers`.
    pub publisher: usize,
    /// Stable over restarts: made of the story's and the publisher's slugs.
    pub id: u64,
    pub story: String,
    pub section: String,
    pub kind: ReportKind,
    pub lang: Lang,
    pub published: Millis,
    pub standfirst: Option<String>,
    pub author: Option<String>,
    pub keywords: Vec<String>,
    pub image: Option<Image>,
    /// Whose text this is, when it was copied.
    pub agency: Option<String>,
    /// Path on the publisher's host, percent-encoded.
    pub path: String,
    /// Oldest first; never empty.
    pub versions: Vec<Version>,
}

#[derive(Debug, Clone)]
pub struct Version {
    pub at: Millis,
    pub title: String,
    pub blocks: Vec<Block>,
}

#[derive(Debug, Clone)]
pub struct Image {
    pub scene: String,
    pub seed: u64,
    pub caption: Option<String>,
    pub credit: Option<String>,
}

impl News {
    /// Reads the embedded news; its three days end at `end`. What is wrong with it comes back beside what could be read.
    pub fn embedded(end: Millis) -> (News, Vec<String>) {
        let (publishers, stories) = content::embedded();
        News::read(publishers, stories, end)
    }

    pub fn read(publishers: &str, stories: &[(&str, &str)], end: Millis) -> (News, Vec<String>) {
        let mut problems = Vec::new();
        let publishers = content::read_publishers(publishers).unwrap_or_else(|e| {
            problems.push(format!("publishers.toml: {e}"));
            Vec::new()
        });
        let mut texts = Vec::new();
        for (file, text) in stories {
            match content::read_story(text) {
                Ok(story) => texts.push(story),
                Err(e) => problems.push(format!("{file}: {e}")),
            }
        }
        let news = News::resolve(publishers, texts, end, &mut problems);
        (news, problems)
    }

    fn resolve(
        publishers: Vec<PublisherText>,
        stories: Vec<StoryText>,
        end: Millis,
        problems: &mut Vec<String>,
    ) -> News {
        let publishers: Vec<Publisher> = publishers
            .into_iter()
            .map(|text| Publisher {
                lang: text.languages.first().copied().unwrap_or(Lang::EN),
                seed: seed::of(&["publisher", &text.slug]),
                text,
            })
            .collect();
        let slugs: HashMap<&str, usize> =
            publishers.iter().enumerate().map(|(i, p)| (p.text.slug.as_str(), i)).collect();
        let mut reports = Vec::new();
        let mut paths = BTreeSet::new();
        for story in &stories {
            for (number, report) in story.reports.iter().enumerate() {
                let Some(&publisher) = slugs.get(report.publisher.as_str()) else {
                    problems.push(format!("{}: no publisher “{}”", story.slug, report.publisher));
                    continue;
                };
                match resolve_report(story, report, number, publisher, &publishers, end) {
                    Ok(mut resolved) => {
                        if !paths.insert((publisher, resolved.path.clone())) {
                            resolved.path = format!("{}-{}", resolved.path.trim_end_matches('/'), resolved.id % 97);
                            paths.insert((publisher, resolved.path.clone()));
                        }
                        reports.push(resolved);
                    }
                    Err(problem) => problems.push(format!("{}: {problem}", story.slug)),
                }
            }
        }
        reports.sort_by(|a, b| b.published.cmp(&a.published).then(a.id.cmp(&b.id)));
        let by_host = publishers.iter().enumerate().map(|(i, p)| (p.text.host.clone(), i)).collect();
        let by_path = reports.iter().enumerate().map(|(i, r)| ((r.publisher, r.path.clone()), i)).collect();
        News { publishers, reports, by_host, by_path }
    }

    /// The publisher that answers for a host: its own, the bare name without "www.", or its server for pictures.
    pub fn publisher_of(&self, host: &str) -> Option<usize> {
        let bare = host.strip_prefix("cdn.").unwrap_or(host);
        [host, bare, &format!("www.{bare}")].iter().find_map(|h| self.by_host.get(*h).copied())
    }

    /// A report that is out at `now`, by its path.
    pub fn report_at(&self, publisher: usize, path: &str, now: Millis) -> Option<&Report> {
        let index = *self.by_path.get(&(publisher, path.to_owned()))?;
        self.reports.get(index).filter(|r| r.published <= now)
    }

    /// What a publisher has out at `now`, newest first; of one section when one is named.
    pub fn out(&self, publisher: usize, section: Option<&str>, now: Millis) -> Vec<&Report> {
        self.reports
            .iter()
            .filter(|r| r.publisher == publisher && r.published <= now)
            .filter(|r| section.is_none_or(|s| r.section == s))
            .collect()
    }

    pub fn sources(&self) -> Vec<SourceEntry> {
        self.publishers.iter().map(Publisher::source).collect()
    }
}

impl Publisher {
    pub fn address(&self, path: &str) -> String {
        format!("https://{}{path}", self.text.host)
    }

    pub fn image_host(&self) -> String {
        match self.text.design {
            Design::Tabloid | Design::Portal => {
                format!("cdn.{}", self.text.host.strip_prefix("www.").unwrap_or(&self.text.host))
            }
            _ => self.text.host.clone(),
        }
    }

    /// Path of the feed that carries everything.
    pub fn feed_path(&self) -> &'static str {
        match self.text.feed {
            FeedKind::Rss2 => "/rss.xml",
            FeedKind::Atom => "/atom.xml",
            FeedKind::Json => "/feed.json",
            FeedKind::Rdf => "/index.rdf",
            FeedKind::Rss091 => "/backend.rss",
            FeedKind::Full => "/feed/",
        }
    }

    /// Path of the feed of one section.
    pub fn section_feed_path(&self, section: &str) -> String {
        format!("/{section}{}", self.feed_path())
    }

    /// Every feed this publisher serves, with the section when it carries only one.
    pub fn feeds(&self) -> Vec<(String, Option<String>)> {
        let sections = self.text.sections.iter().map(|s| (self.section_feed_path(s), Some(s.clone())));
        std::iter::once((self.feed_path().to_owned(), None)).chain(sections).collect()
    }

    /// Large sites are followed by section, so that one report comes by two feeds, and portals also by their news sitemap.
    fn source(&self) -> SourceEntry {
        let entry = |path: &str, section: Option<&str>, sitemap| {
            Address::parse(&self.address(path)).ok().map(|address| FeedEntry {
                address,
                section: section.map(str::to_owned),
                sitemap,
            })
        };
        let mut feeds = vec![entry(self.feed_path(), None, false)];
        match self.text.design {
            Design::Broadsheet => {
                let sections = self.text.sections.iter().take(2);
                feeds.extend(sections.map(|s| entry(&self.section_feed_path(s), Some(s), false)));
            }
            Design::Portal => feeds.push(entry("/news-sitemap.xml", None, true)),
            _ => {}
        }
        SourceEntry {
            facts: SourceFacts {
                slug: self.text.slug.clone(),
                name: self.text.name.clone(),
                home: self.address("/"),
                country: Some(self.text.country.clone()),
                languages: self.text.languages.clone(),
                owner: Some(self.text.owner.clone()),
                owner_kind: self.text.owner_kind,
                owner_citation: self.text.owner_citation.clone(),
                licence: self.text.licence.clone(),
                licence_url: self.text.licence_url.clone(),
                full_text: self.text.full_text,
                user_agent: None,
            },
            feeds: feeds.into_iter().flatten().collect(),
        }
    }
}

impl Report {
    /// The text that stands at `now`: the last version that has come.
    pub fn version(&self, now: Millis) -> &Version {
        // `versions` is never empty: resolving a report always makes the first one.
        self.versions.iter().rev().find(|v| v.at <= now).unwrap_or(&self.versions[0])
    }

    /// When it was last changed, if it was.
    pub fn modified(&self, now: Millis) -> Option<Millis> {
        Some(self.version(now).at).filter(|at| *at > self.published)
    }

    /// The names in the byline, without what the people are.
    pub fn authors(&self) -> Vec<String> {
        const AND: &[&str] = &[" and ", " & ", " et ", " und ", " и ", " y "];
        let Some(byline) = &self.author else { return Vec::new() };
        let names = byline.split(',').next().unwrap_or_default().to_owned();
        let names = AND.iter().fold(names, |names, and| names.replace(and, "\n"));
        names.lines().map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()).collect()
    }

    /// The standfirst, or else the beginning of the text, as plain text.
    pub fn lead(&self, now: Millis) -> String {
        match &self.standfirst {
            Some(text) => markup::plain_inline(text),
            None => self.version(now).blocks.iter().find_map(Block::paragraph_text).unwrap_or_default(),
        }
    }
}

fn resolve_report(
    story: &StoryText,
    report: &ReportText,
    number: usize,
    publisher: usize,
    publishers: &[Publisher],
    end: Millis,
) -> Result<Report, String> {
    let owner = &publishers[publisher];
    let published = at(end, report.at_hours);
    let (blocks, agency) = body_of(story, report, publishers)?;
    if blocks.is_empty() {
        return Err(format!("the report of {} is empty", report.publisher));
    }
    let mut versions = vec![Version { at: published, title: report.title.clone(), blocks }];
    let mut revisions: Vec<_> = report.revisions.iter().collect();
    revisions.sort_by(|a, b| a.at_hours.total_cmp(&b.at_hours));
    for revision in revisions {
        let before = &versions[versions.len() - 1];
        versions.push(Version {
            at: at(end, revision.at_hours).max(published),
            title: revision.title.clone().unwrap_or_else(|| before.title.clone()),
            blocks: revision.body.as_deref().map(markup::parse).unwrap_or_else(|| before.blocks.clone()),
        });
    }
    let id = seed::of(&["report", &story.slug, &report.publisher, &number.to_string()]) % 90_000_000 + 10_000_000;
    let section = report.section.clone().unwrap_or_else(|| story.section.clone());
    let image = report.image.as_ref().map(|image| resolve_image(image, &story.slug, owner));
    Ok(Report {
        publisher,
        id,
        story: story.slug.clone(),
        kind: report.kind,
        lang: report.lang.unwrap_or(owner.lang),
        published,
        standfirst: report.standfirst.clone(),
        author: report.author.clone(),
        keywords: report.keywords.clone(),
        image,
        agency,
        path: path_of(owner.text.design, &section, &report.title, id),
        section,
        versions,
    })
}

fn at(end: Millis, hours: f64) -> Millis {
    // Whole minutes: publishers' clocks show no seconds. The cast saturates.
    Millis(end.0.saturating_add((hours * 60.0).round() as i64 * Millis::MINUTE))
}

/// The report's own text, or the text it copies with cuts and additions.
fn body_of(
    story: &StoryText,
    report: &ReportText,
    publishers: &[Publisher],
) -> Result<(Vec<Block>, Option<String>), String> {
    let own = markup::parse(&report.body);
    let Some(from) = &report.copy_of else { return Ok((own, None)) };
    let original = story
        .reports
        .iter()
        .find(|r| &r.publisher == from && !r.body.trim().is_empty())
        .ok_or_else(|| format!("{} copies {from}, which has no text in this story", report.publisher))?;
    let agency = publishers.iter().find(|p| &p.text.slug == from).map(|p| p.text.name.clone());
    if !own.is_empty() {
        return Ok((own, agency));
    }
    let copied = markup::parse(&original.body).into_iter().enumerate();
    let mut blocks: Vec<Block> = copied.filter(|(i, _)| !report.omit.contains(i)).map(|(_, b)| b).collect();
    blocks.extend(report.append.as_deref().map(markup::parse).unwrap_or_default());
    Ok((blocks, agency))
}

/// Publishers that name the same credit print the same photograph; others were there with a camera of their own.
fn resolve_image(image: &ImageText, story: &str, owner: &Publisher) -> Image {
    let photographer = image.credit.as_deref().unwrap_or(&owner.text.slug);
    Image {
        scene: image.scene.clone(),
        seed: seed::of(&["image", story, &image.scene, photographer]),
        caption: image.caption.clone(),
        credit: image.credit.clone(),
    }
}

/// Addresses carry no date: the demonstration may start on another day over the same store, and a report must keep its address.
fn path_of(design: Design, section: &str, title: &str, id: u64) -> String {
    let words = seed::slug(title);
    match design {
        Design::Broadsheet => format!("/{section}/{words}-{id}"),
        Design::Tabloid => format!("/news/article-{id}/{words}.html"),
        Design::Magazine => format!("/stories/{words}/"),
        Design::Portal => format!("/{section}/article/{id}"),
        Design::Minimal => format!("/{words}"),
        Design::Legacy => format!("/{section}/{id}.htm"),
    }
}

/// How many reports each story has, by slug: for checks of the content.
pub fn coverage(news: &News) -> BTreeMap<&str, Vec<&Report>> {
    let mut stories: BTreeMap<&str, Vec<&Report>> = BTreeMap::new();
    for report in &news.reports {
        stories.entry(&report.story).or_default().push(report);
    }
    stories
}

#[cfg(test)]
mod tests {
    use super::*;

    const END: Millis = Millis(1_795_512_600_000);
    const PUBLISHERS: &str = r#"
[[publisher]]
slug = "wire"
name = "Wire"
host = "wire.example"
country = "XA"
languages = ["en"]
tagline = "t"
owner = "o"
design = "minimal"
feed = "full"
sections = ["local"]

[[publisher]]
slug = "paper"
name = "Paper"
host = "www.paper.example"
country = "XE"
languages = ["de"]
tagline = "t"
owner = "o"
design = "legacy"
feed = "rss091"
sections = ["local"]
"#;
    const STORY: &str = r#"
slug = "ferry"
section = "local"
title = "Ferry"

[[report]]
publisher = "wire"
at_hours = -5.0
title = "Ferry line orders ships"
body = """
One.

Two.

Three.
"""

[[report.revision]]
at_hours = -1.0
title = "Ferry line orders four ships"

[[report]]
publisher = "paper"
at_hours = 2.5
title = "Fähren bestellt"
copy_of = "wire"
omit = [1]
append = "Four."
"#;

    fn later(hours: i64) -> Millis {
        Millis(END.0 + hours * Millis::HOUR)
    }

    #[test]
    fn the_news_goes_on_with_the_clock() {
        let (news, problems) = News::read(PUBLISHERS, &[("ferry.toml", STORY)], END);
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!((news.out(0, None, END).len(), news.out(1, None, END).len()), (1, 0));
        assert_eq!(news.out(1, None, later(3)).len(), 1);
        let report = news.out(0, None, END)[0];
        assert_eq!(report.version(later(-2)).title, "Ferry line orders ships");
        assert_eq!(report.version(END).title, "Ferry line orders four ships");
        assert_eq!(report.modified(END), Some(later(-1)));
        assert_eq!(report.version(END).blocks.len(), 3);
    }

    #[test]
    fn a_copy_is_the_agency_text_with_cuts_and_additions() {
        let (news, _) = News::read(PUBLISHERS, &[("ferry.toml", STORY)], END);
        let copy = news.out(1, None, later(3))[0];
        let texts: Vec<String> = copy.versions[0].blocks.iter().flat_map(Block::texts).collect();
        assert_eq!(texts, ["One.", "Three.", "Four."]);
        assert_eq!(copy.agency.as_deref(), Some("Wire"));
    }

    #[test]
    fn what_is_wrong_with_the_content_is_said() {
        let (news, problems) = News::read(PUBLISHERS, &[("a.toml", &STORY.replace("\"paper\"", "\"pamphlet\""))], END);
        assert_eq!(problems, ["ferry: no publisher “pamphlet”"]);
        assert_eq!(news.reports.len(), 1);
        assert!(News::read("x", &[("a.toml", "y")], END).1.len() == 2);
    }
}
