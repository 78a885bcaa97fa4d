//! Independent reports of one story: how often two of them are taken for copies. Editors put them together as three views, and some are one agency's text in truth, so
//! every pair that is taken for a copy is printed, to be looked at.

use super::find::{Document, window};
use anyhow::Context;
use coranto_core::ArticleId;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;

pub fn run(data: &Path) -> anyhow::Result<()> {
    let leads = leads(&data.join("stories/neus/stories_train.jsonl.gz"))?;
    told("NeuS, leads", &leads);
    let articles = articles(&data.join("stories/allsides/articles.jsonl.gz"))?;
    told("AllSides, full texts", &articles);
    Ok(())
}

/// Documents by story.
type Stories = Vec<Vec<Document>>;

fn told(name: &str, stories: &Stories) {
    let documents: Vec<Document> = stories.iter().flatten().cloned().collect();
    let window = window(&documents);
    let (mut pairs, mut compared, mut found) = (0, 0, Vec::new());
    let mut at = 0;
    for story in stories {
        for first in at..at + story.len() {
            for second in first + 1..at + story.len() {
                pairs += 1;
                let outcome = window.compare(ArticleId(first as i64), ArticleId(second as i64));
                compared += usize::from(outcome.is_some());
                if let Some(Ok(overlap)) = outcome {
                    found.push((overlap, &documents[first], &documents[second]));
                }
            }
        }
        at += story.len();
    }
    let per_10_000 = found.len() as f64 * 10_000.0 / pairs.max(1) as f64;
    println!(
        "{name}: {} pairs of one story, {compared} long enough to compare, {} taken for copies ({per_10_000:.1} in 10,000 before looking at them)",
        pairs,
        found.len()
    );
    found.sort_by(|a, b| a.0.most().total_cmp(&b.0.most()));
    for (overlap, first, second) in found {
        println!("  {:.2} {:.2} ({:.0} runs)", overlap.of_first, overlap.of_second, overlap.shared);
        for document in [first, second] {
            let text = coranto_text::beginning(&document.text, 45);
            println!("    {}: {} | {text}", document.publisher.as_deref().unwrap_or("?"), document.title);
        }
    }
}

fn leads(file: &Path) -> anyhow::Result<Stories> {
    #[derive(Deserialize)]
    struct Story {
        story: String,
        docs: Vec<Lead>,
    }
    #[derive(Deserialize)]
    struct Lead {
        title: String,
        lead: String,
        #[serde(default)]
        publisher: Option<String>,
    }
    let mut stories = Vec::new();
    for line in lines(file)? {
        let story: Story = serde_json::from_str(&line?).context("a line of NeuS is not what it should be")?;
        let document = |(number, lead): (usize, Lead)| Document {
            id: format!("{}-{number}", story.story),
            title: lead.title,
            text: lead.lead,
            publisher: lead.publisher,
            lang: Some("en".to_owned()),
            ..Document::default()
        };
        stories.push(story.docs.into_iter().enumerate().map(document).collect());
    }
    Ok(stories)
}

fn articles(file: &Path) -> anyhow::Result<Stories> {
    #[derive(Deserialize)]
    struct Article {
        id: String,
        title: String,
        source: String,
        text: String,
        #[serde(default)]
        story: Option<String>,
    }
    let mut stories: BTreeMap<String, Vec<Document>> = BTreeMap::new();
    for line in lines(file)? {
        let article: Article =
            serde_json::from_str(&line?).context("a line of the articles is not what it should be")?;
        if let Some(story) = article.story {
            stories.entry(story).or_default().push(Document {
                id: article.id,
                title: article.title,
                text: article.text,
                publisher: Some(article.source),
                lang: Some("en".to_owned()),
                ..Document::default()
            });
        }
    }
    Ok(stories.into_values().collect())
}

fn lines(file: &Path) -> anyhow::Result<impl Iterator<Item = std::io::Result<String>>> {
    let opened = std::fs::File::open(file).with_context(|| format!("{} cannot be read", file.display()))?;
    Ok(BufReader::new(flate2::read::GzDecoder::new(opened)).lines())
}
