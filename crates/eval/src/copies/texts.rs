//! Real texts of the evaluation data, by language: full articles in English and French, elsewhere sentences of an encyclopaedia joined into texts.

use anyhow::Context;
use serde::Deserialize;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Command;

/// English first; those that the data has texts in.
pub const LANGUAGES: [&str; 9] = ["en", "fr", "de", "es", "pt", "ru", "it", "nl", "pl"];
/// So many that every kind of change has some forty.
const MOST: usize = 700;
/// Fewer words are no article.
const LEAST_WORDS: u32 = 120;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Text {
    pub title: String,
    pub publisher: String,
    pub paragraphs: Vec<String>,
}

/// Nothing when the folder has none in this language.
pub fn of(data: &Path, lang: &str) -> anyhow::Result<Option<Vec<Text>>> {
    let texts = match lang {
        "en" => articles(&data.join("stories/allsides/articles.jsonl.gz"))?,
        _ => {
            let mut texts = rows(data, lang)?;
            texts.extend(joined_sentences(data, lang)?);
            texts
        }
    };
    let long = |text: &Text| coranto_text::count_words(&text.paragraphs.join("\n")) >= LEAST_WORDS;
    let texts: Vec<Text> = texts.into_iter().filter(long).take(MOST).collect();
    Ok((!texts.is_empty()).then_some(texts))
}

#[derive(Deserialize)]
struct Article {
    title: String,
    source: String,
    text: String,
    #[serde(default)]
    story: Option<String>,
}

/// Full articles that belong to no labelled story: two reports of one event among the texts could share an agency's words in truth. One of twenty is taken.
fn articles(file: &Path) -> anyhow::Result<Vec<Text>> {
    if !file.is_file() {
        return Ok(Vec::new());
    }
    let reader = BufReader::new(flate2::read::GzDecoder::new(std::fs::File::open(file)?));
    let mut texts = Vec::new();
    for (number, line) in reader.lines().enumerate() {
        if number % 15 != 0 {
            continue;
        }
        let article: Article =
            serde_json::from_str(&line?).context("a line of the articles is not what it should be")?;
        if article.story.is_none() {
            texts.push(Text { title: article.title, publisher: article.source, paragraphs: paragraphs(&article.text) });
        }
    }
    Ok(texts)
}

fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// MasakhaNEWS: category, headline, text, address, between tabs; a text in quotation marks doubles those inside.
fn rows(data: &Path, lang: &str) -> anyhow::Result<Vec<Text>> {
    let folder = match lang {
        "fr" => "fra",
        _ => return Ok(Vec::new()),
    };
    let Some(table) = member(data, "categories", &format!("categories/masakhanews/{folder}/dev.tsv"))? else {
        return Ok(Vec::new());
    };
    let rows = table.lines().skip(1).filter_map(|line| {
        let mut cells = line.split('\t').skip(1);
        let (title, text) = (cells.next()?, cells.next()?);
        let text = text.trim_matches('"').replace("\"\"", "\"");
        Some(Text {
            title: title.trim_matches('"').to_owned(),
            publisher: "masakhanews".to_owned(),
            paragraphs: in_paragraphs(&text, lang),
        })
    });
    Ok(rows.collect())
}

/// Three sentences a paragraph, where the data lost the publisher's.
fn in_paragraphs(text: &str, lang: &str) -> Vec<String> {
    let sentences: Vec<&str> =
        coranto_text::sentences(text, coranto_core::Lang::parse(lang)).map(|place| &text[place]).collect();
    sentences.chunks(3).map(|sentences| sentences.join(" ")).collect()
}

/// WikiNEuRal: a token a line, an empty line after each sentence. Eight to twenty sentences make a text.
fn joined_sentences(data: &Path, lang: &str) -> anyhow::Result<Vec<Text>> {
    let Some(tokens) = member(data, "ner", &format!("ner/wikineural/{lang}/val.conllu"))? else {
        return Ok(Vec::new());
    };
    let mut sentences = Vec::new();
    for block in tokens.split("\n\n") {
        let mut sentence = String::new();
        for token in block.lines().filter_map(|line| line.split('\t').nth(1)) {
            if !sentence.is_empty() && !token.starts_with([',', '.', ';', ':', '!', '?', ')', '»', '\'', '’']) {
                sentence.push(' ');
            }
            sentence.push_str(token);
        }
        if !sentence.is_empty() {
            sentences.push(sentence);
        }
    }
    let mut texts = Vec::new();
    let mut rest = sentences.as_slice();
    while !rest.is_empty() {
        let (text, left) = rest.split_at(rest.len().min(8 + texts.len() % 13));
        rest = left;
        let title = text[0].split(' ').take(8).collect::<Vec<_>>().join(" ");
        texts.push(Text {
            title,
            publisher: "encyclopaedia".to_owned(),
            paragraphs: text.chunks(3).map(|part| part.join(" ")).collect(),
        });
    }
    Ok(texts)
}

/// A file of the data: unpacked, or inside its archive (by the system's `tar`).
fn member(data: &Path, archive: &str, path: &str) -> anyhow::Result<Option<String>> {
    let unpacked = data.join(path);
    if unpacked.is_file() {
        return Ok(Some(std::fs::read_to_string(&unpacked)?));
    }
    let packed = data.join(format!("{archive}.tar.xz"));
    if !packed.is_file() {
        return Ok(None);
    }
    let output = Command::new("tar").arg("-xJOf").arg(&packed).arg(path).output().context("tar cannot be run")?;
    anyhow::ensure!(
        output.status.success(),
        "{} cannot be unpacked: {}",
        packed.display(),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(Some(String::from_utf8_lossy(&output.stdout).into_owned()))
}
