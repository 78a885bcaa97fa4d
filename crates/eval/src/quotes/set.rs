//! The layout: `<part>/text/<id>.txt` and `<part>/attributions/<id>_<annotator>.ann`, the latter as brat writes: spans (Source, Cue, Content) in characters and
//! events that join them. Of a text that several people marked the first by name counts.

use anyhow::Context;
use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

#[derive(Debug)]
pub struct Part {
    pub name: String,
    pub documents: Vec<Document>,
}

#[derive(Debug)]
pub struct Document {
    pub id: String,
    pub text: String,
    pub attributions: Vec<Attribution>,
}

/// Places in bytes of the text.
#[derive(Debug, Default, Clone)]
pub struct Attribution {
    pub source: Vec<Range<usize>>,
    pub cue: Vec<Range<usize>>,
    pub content: Vec<Range<usize>>,
}

/// The parts of the folder, of its `polnear`, or the folder as one part.
pub fn open(data: &Path) -> anyhow::Result<Vec<Part>> {
    let nested = data.join("polnear");
    let data = if nested.is_dir() { &nested } else { data };
    let mut folders: Vec<PathBuf> = if data.join("text").is_dir() { vec![data.to_owned()] } else { entries(data)? };
    folders.retain(|folder| folder.join("text").is_dir());
    anyhow::ensure!(!folders.is_empty(), "{} holds no folder with text/ and attributions/", data.display());
    folders.iter().map(|folder| part(folder)).collect()
}

fn entries(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let read = std::fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let mut paths = read.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn part(folder: &Path) -> anyhow::Result<Part> {
    let annotations = entries(&folder.join("attributions"))?;
    let mut documents = Vec::new();
    for path in entries(&folder.join("text"))? {
        let Some(id) = path.file_stem().and_then(|name| name.to_str()) else { continue };
        let text = std::fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        let marked = annotations
            .iter()
            .find(|path| path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(id)));
        let Some(marked) = marked else { continue };
        let marked = std::fs::read_to_string(marked).with_context(|| format!("{} cannot be read", marked.display()))?;
        let attributions = attributions(&text, &marked);
        documents.push(Document { id: id.to_owned(), text, attributions });
    }
    let name = folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Ok(Part { name, documents })
}

/// Events without content and lines that are no annotation are passed over.
fn attributions(text: &str, marked: &str) -> Vec<Attribution> {
    let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bytes.push(text.len());
    let mut spans: HashMap<&str, Vec<Range<usize>>> = HashMap::new();
    for line in marked.lines().filter(|line| line.starts_with('T')) {
        let mut fields = line.split('\t');
        let (Some(name), Some(places)) = (fields.next(), fields.next().and_then(|field| field.split_once(' '))) else {
            continue;
        };
        let places = places.1.split(';').filter_map(|place| {
            let (start, end) = place.split_once(' ')?;
            let place = *bytes.get(start.parse::<usize>().ok()?)?..*bytes.get(end.parse::<usize>().ok()?)?;
            (place.start < place.end).then_some(place)
        });
        spans.insert(name, places.collect());
    }
    let events = marked.lines().filter(|line| line.starts_with('E')).filter_map(|line| line.split('\t').nth(1));
    let read = events.map(|event| {
        let mut attribution = Attribution::default();
        for (role, name) in event.split_whitespace().filter_map(|pair| pair.split_once(':')) {
            let places = spans.get(name).into_iter().flatten().cloned();
            match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
                "Source" => attribution.source.extend(places),
                "Cue" => attribution.cue.extend(places),
                "Content" => attribution.content.extend(places),
                _ => {}
            }
        }
        attribution
    });
    read.filter(|attribution| !attribution.content.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annotations_are_read_in_characters() {
        let text = "“É so,” said Ann.";
        let marked = "T1\tContent 0 7\t“É so,”\nT2\tCue 8 12\tsaid\nT3\tSource 13 16\tAnn\nT4\tAttribution 8 12\tsaid\nE1\tAttribution:T4 Content:T1 Cue:T2 Source:T3\nE2\tAttribution:T4 Cue:T2\n*\tnonsense";
        let found = attributions(text, marked);
        assert_eq!(found.len(), 1);
        assert_eq!(&text[found[0].content[0].clone()], "“É so,”");
        assert_eq!(&text[found[0].source[0].clone()], "Ann");
    }
}
