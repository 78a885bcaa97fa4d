//! The second level, from the story encoder's vector alone: within a topic that is decided, which of those below it. Made by `training/topics`.
//!
//! Words say little here: a few dozen texts a subtopic teach too few of them, and the vector carries what they teach to every language.

use crate::model::{Floats, length};
use crate::topic::{Subtopic, Topic};
use std::sync::LazyLock;

/// The likeliest below the topic, and how probable it is if the topic is right. `None` for another encoder's vector and where nothing was learnt.
pub fn best(topic: Topic, vector: &[i8]) -> Option<(&'static Subtopic, f32)> {
    let length = length(vector)?;
    let below = ROWS.iter().filter(|row| row.subtopic.topic == topic && row.weights.len() == vector.len());
    let logits: Vec<_> = below.map(|row| (row.subtopic, row.logit(vector, length))).collect();
    let &(subtopic, top) = logits.iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let sum: f32 = logits.iter().map(|(_, logit)| (logit - top).exp()).sum();
    Some((subtopic, 1.0 / sum))
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let mut floats = Floats(include_bytes!("../model/second.bin"));
    let dimension = floats.number() as usize;
    let mut rows = Vec::new();
    while let Some(subtopic) = Subtopic::parse(floats.number()) {
        let (intercept, scale) = (floats.next(), floats.next());
        rows.push(Row { subtopic, intercept, scale, weights: floats.bytes(dimension) });
    }
    rows
});

/// Little-endian, after the vectors' length: number, intercept, scale, then a small integer for each number of a vector of length 1.
struct Row {
    subtopic: &'static Subtopic,
    intercept: f32,
    scale: f32,
    weights: &'static [u8],
}

impl Row {
    fn logit(&self, vector: &[i8], length: f32) -> f32 {
        let products =
            self.weights.iter().zip(vector).map(|(&weight, &value)| i32::from(weight as i8) * i32::from(value));
        self.intercept + self.scale * products.sum::<i32>() as f32 / length
    }
}
