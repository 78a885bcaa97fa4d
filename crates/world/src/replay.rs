//! Real pages from a folder, under their own host names: the main job on real input, without a network.

use crate::answer::{Answer, Ask};
use crate::markup::escape;
use crate::picture::Pictures;
use crate::{date, seed};
use anyhow::Context;
use coranto_core::source::{FeedEntry, SourceEntry, SourceFacts};
use coranto_core::{Address, Millis};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::io::Read;
use std::path::{Path, PathBuf};

const FEED_PATH: &str = "/coranto-replay.xml";
/// The pages are years old; their feeds say that they came out over this time before now, in the order in which they did.
const SPREAD_HOURS: i64 = 60;
/// More than any page of the folder, compressed or not.
const PAGE_LIMIT_BYTES: u64 = 32 << 20;

#[derive(Debug)]
pub(crate) struct Replay {
    sites: BTreeMap<String, Vec<Page>>,
    /// By `Address::identity`.
    files: HashMap<String, PathBuf>,
    pictures: Pictures,
}

#[derive(Debug)]
struct Page {
    id: String,
    title: String,
    address: String,
    lead: String,
    published: Millis,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Truth {
    #[serde(default)]
    title: String,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    article_body: String,
    url: String,
}

impl Replay {
    pub fn read(folder: &Path, end: Millis) -> anyhow::Result<Replay> {
        let file = folder.join("ground-truth.json");
        let text = std::fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
        let truths: BTreeMap<String, Truth> =
            serde_json::from_slice(&text).with_context(|| format!("understanding {}", file.display()))?;
        let mut truths: Vec<(String, Truth)> = truths.into_iter().collect();
        truths.sort_by(|(a, one), (b, two)| two.date.cmp(&one.date).then(a.cmp(b)));
        let step = SPREAD_HOURS * Millis::HOUR / truths.len().max(1) as i64;
        let mut replay = Replay { sites: BTreeMap::new(), files: HashMap::new(), pictures: Pictures::default() };
        for (number, (id, truth)) in truths.into_iter().enumerate() {
            let published = Millis(end.0 - 10 * Millis::MINUTE - number as i64 * step);
            if let Err(error) = replay.add(folder, id, truth, published) {
                tracing::warn!(%error, "a page cannot be replayed");
            }
        }
        anyhow::ensure!(!replay.files.is_empty(), "{} names no page that can be replayed", file.display());
        Ok(replay)
    }

    fn add(&mut self, folder: &Path, id: String, truth: Truth, published: Millis) -> anyhow::Result<()> {
        let address = Address::parse(&truth.url).with_context(|| truth.url.clone())?;
        let packed = folder.join("html").join(format!("{id}.html.gz"));
        let plain = folder.join("html").join(format!("{id}.html"));
        let file = if packed.exists() { packed } else { plain };
        anyhow::ensure!(file.exists(), "{} is missing", file.display());
        self.files.insert(address.identity(), file);
        self.sites.entry(address.host().to_owned()).or_default().push(Page {
            id,
            title: truth.title,
            address: truth.url,
            lead: truth.article_body.split_whitespace().take(30).collect::<Vec<_>>().join(" "),
            published,
        });
        Ok(())
    }

    pub fn sources(&self) -> Vec<SourceEntry> {
        self.sites
            .keys()
            .filter_map(|host| {
                let address = Address::parse(&format!("https://{host}{FEED_PATH}")).ok()?;
                Some(SourceEntry {
                    facts: SourceFacts {
                        slug: host.replace('.', "-"),
                        name: host.strip_prefix("www.").unwrap_or(host).to_owned(),
                        home: format!("https://{host}/"),
                        ..SourceFacts::default()
                    },
                    feeds: vec![FeedEntry { address, section: None, sitemap: false }],
                })
            })
            .collect()
    }

    pub async fn answer(&self, ask: &Ask<'_>) -> Option<Answer> {
        let site = self.sites.get(ask.host);
        if let Some(pages) = site {
            match ask.path {
                FEED_PATH => return Some(feed(ask.host, pages)),
                "/robots.txt" => return Some(Answer::text(200, "")),
                _ => {}
            }
        }
        if let Some(file) = self.file(ask) {
            return Some(page(file).await);
        }
        if wants_picture(ask) {
            // Publishers keep pictures on hosts of their own: any host has them.
            return self.pictures.placeholder(seed::of(&[ask.host, ask.path])).await;
        }
        site.map(|_| Answer::text(404, "not part of the replay\n"))
    }

    fn file(&self, ask: &Ask<'_>) -> Option<&PathBuf> {
        let query = ask.query.map(|q| format!("?{q}")).unwrap_or_default();
        let address = Address::parse(&format!("https://{}{}{query}", ask.host, ask.path)).ok()?;
        self.files.get(&address.identity())
    }
}

/// As it lies in the folder: compressed files go out compressed.
async fn page(file: &Path) -> Answer {
    let Ok(bytes) = tokio::fs::read(file).await else {
        return Answer::text(500, "the file cannot be read\n");
    };
    // The snapshot was saved as UTF-8 whatever the page's own meta says.
    let mut text = Vec::new();
    let read = match file.extension().is_some_and(|e| e == "gz") {
        true => flate2::read::MultiGzDecoder::new(&bytes[..]).take(PAGE_LIMIT_BYTES).read_to_end(&mut text),
        false => {
            text = bytes;
            Ok(0)
        }
    };
    match read {
        Ok(_) => Answer::html(text),
        Err(error) => Answer::text(500, format!("the file is damaged: {error}\n")),
    }
}

fn wants_picture(ask: &Ask<'_>) -> bool {
    let accepts =
        ask.headers.get("accept").and_then(|v| v.to_str().ok()).is_some_and(|a| a.trim().starts_with("image/"));
    let path = ask.path.to_ascii_lowercase();
    accepts || [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"].iter().any(|e| path.ends_with(e))
}

fn feed(host: &str, pages: &[Page]) -> Answer {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>{host}</title><link>https://{host}/</link><description>Pages of {host}, replayed</description>\n"
    );
    for page in pages {
        let _ = writeln!(
            out,
            "<item><title>{}</title><link>{}</link><guid isPermaLink=\"false\">{}</guid><pubDate>{}</pubDate><description>{}</description></item>",
            escape(&page.title),
            escape(&page.address),
            escape(&page.id),
            date::http(page.published),
            escape(&page.lead),
        );
    }
    out.push_str("</channel></rss>\n");
    let mut answer = Answer::new(200, "application/rss+xml; charset=utf-8", out);
    answer.last_modified = pages.iter().map(|p| p.published).max();
    answer
}
