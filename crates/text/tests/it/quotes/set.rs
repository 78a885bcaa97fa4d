//! The samples: one text a line, paragraphs parted by " ¶ ". {D:…} holds exact words, {I:…} reported ones, {S:…} their speaker, {V:…} their verb; a number says
//! which belong together where a text has several.

use std::collections::BTreeMap;
use std::ops::Range;

#[derive(Debug)]
pub(super) struct Sample {
    pub text: String,
    pub expected: Vec<Expected>,
}

#[derive(Debug, Default, Clone)]
pub(super) struct Expected {
    pub direct: bool,
    pub words: Vec<Range<usize>>,
    pub speaker: Option<Range<usize>>,
}

pub(super) fn samples(file: &str) -> Vec<Sample> {
    file.lines().filter(|line| !line.trim().is_empty()).map(sample).collect()
}

fn sample(line: &str) -> Sample {
    let mut text = String::new();
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut found: BTreeMap<String, Expected> = BTreeMap::new();
    let line = line.replace(" ¶ ", "\n\n");
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            '{' => open.push((chars.by_ref().take_while(|c| *c != ':').collect(), text.len())),
            '}' => {
                let (tag, start) = open.pop().unwrap_or_else(|| panic!("a bracket closes that never opened: {line}"));
                let (kind, number) = tag.split_at(1);
                let expected = found.entry(number.to_owned()).or_default();
                match kind {
                    "D" => {
                        expected.direct = true;
                        expected.words.push(start..text.len());
                    }
                    "I" => expected.words.push(start..text.len()),
                    "S" => expected.speaker = Some(start..text.len()),
                    "V" => {}
                    other => panic!("{other} is no mark of the test set: {line}"),
                }
            }
            c => text.push(c),
        }
    }
    assert!(open.is_empty(), "a bracket never closes: {line}");
    Sample { text, expected: found.into_values().filter(|expected| !expected.words.is_empty()).collect() }
}
