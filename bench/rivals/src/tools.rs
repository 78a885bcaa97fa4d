//! The libraries, each with the settings it is run with. A new one: a line in `Tool`, one in each `match`, and its version in Cargo.toml.

use clap::ValueEnum;
use serde_json::{Value, json};

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Tool {
    DomSmoothie,
    Libreadability,
    /// The trafilatura crate as it comes
    TrafilaturaCrate,
    /// The trafilatura crate with its fallback to other methods
    TrafilaturaCrateFallback,
    RsTrafilatura,
}

/// What a library says of a page; fields it does not know stay `None`.
#[derive(Debug, Default)]
pub struct Answer {
    body: String,
    title: Option<String>,
    authors: Vec<String>,
    date: Option<String>,
    language: Option<String>,
    image: Option<String>,
}

impl Tool {
    /// As in file names.
    pub fn name(self) -> &'static str {
        match self {
            Tool::DomSmoothie => "dom_smoothie",
            Tool::Libreadability => "libreadability",
            Tool::TrafilaturaCrate => "trafilatura_crate",
            Tool::TrafilaturaCrateFallback => "trafilatura_crate_fallback",
            Tool::RsTrafilatura => "rs_trafilatura",
        }
    }

    /// As in the table.
    pub fn shown(self) -> &'static str {
        match self {
            Tool::TrafilaturaCrate => "trafilatura (crate)",
            Tool::TrafilaturaCrateFallback => "trafilatura (crate, fallback)",
            other => other.name(),
        }
    }

    /// Cargo.toml asks for exactly these.
    pub fn version(self) -> &'static str {
        match self {
            Tool::DomSmoothie => "0.19.0",
            Tool::Libreadability => "0.3.0",
            Tool::TrafilaturaCrate | Tool::TrafilaturaCrateFallback => "0.6.0",
            Tool::RsTrafilatura => "0.2.2",
        }
    }

    /// `None` when the library refuses the page.
    pub fn read(self, html: &str, url: Option<&str>) -> Option<Answer> {
        match self {
            Tool::DomSmoothie => dom_smoothie(html, url),
            Tool::Libreadability => libreadability(html, url),
            Tool::TrafilaturaCrate => trafilatura(html, url, false),
            Tool::TrafilaturaCrateFallback => trafilatura(html, url, true),
            Tool::RsTrafilatura => rs_trafilatura(html, url),
        }
    }
}

fn dom_smoothie(html: &str, url: Option<&str>) -> Option<Answer> {
    let config = dom_smoothie::Config { text_mode: dom_smoothie::TextMode::Formatted, ..Default::default() };
    let article = dom_smoothie::Readability::new(html, url, Some(config)).ok()?.parse().ok()?;
    Some(Answer {
        body: article.text_content.to_string(),
        title: some(article.title),
        authors: names(article.byline.as_deref()),
        date: article.published_time,
        language: article.lang,
        image: article.image,
    })
}

fn libreadability(html: &str, url: Option<&str>) -> Option<Answer> {
    let article = libreadability::extract(html, url).ok()?;
    Some(Answer {
        body: article.text_content,
        title: some(article.title),
        authors: names(Some(&article.byline)),
        date: some(article.published_time),
        language: some(article.language),
        image: some(article.image),
    })
}

fn trafilatura(html: &str, url: Option<&str>, fallback: bool) -> Option<Answer> {
    let mut options = trafilatura::Options::default().with_fallback(fallback).with_exclude_comments(true);
    if let Some(url) = url.and_then(|url| url::Url::parse(url).ok()) {
        options = options.with_url(url);
    }
    let result = trafilatura::extract(html, &options).ok()?;
    Some(Answer {
        body: result.content_text,
        title: some(result.metadata.title),
        authors: names(Some(&result.metadata.author)),
        date: result.metadata.date.map(|date| date.to_string()),
        language: some(result.metadata.language),
        image: some(result.metadata.image),
    })
}

fn rs_trafilatura(html: &str, url: Option<&str>) -> Option<Answer> {
    let options = rs_trafilatura::Options { url: url.map(str::to_owned), ..Default::default() };
    let result = rs_trafilatura::extract_with_options(html, &options).ok()?;
    Some(Answer {
        body: result.content_text,
        title: result.metadata.title,
        authors: names(result.metadata.author.as_deref()),
        date: result.metadata.date.map(|date| date.to_rfc3339()),
        language: result.metadata.language,
        image: result.metadata.image,
    })
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// A byline is one string in most libraries. It is cut as the truth's string of names is cut, and a leading "By" is forgiven.
fn names(byline: Option<&str>) -> Vec<String> {
    let byline = byline.unwrap_or_default().trim();
    let byline = byline.strip_prefix("By ").or_else(|| byline.strip_prefix("by ")).unwrap_or(byline);
    let names = byline.split([',', ';']).flat_map(|part| part.split(" and "));
    names.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

impl Answer {
    pub fn json(self) -> Value {
        let Answer { body, title, authors, date, language, image } = self;
        json!({"articleBody": body, "title": title, "authors": authors, "date": date, "language": language, "image": image})
    }
}
