//! The encoder's layers (Devlin et al. 2019, "BERT"; mean of the last layer as in Reimers and Gurevych 2019): token ids in, one vector of floats a text out.
//!
//! Texts stand one after the other without padding: the layers of weights take every token alike, and only attention needs to know where a text ends.

use std::ops::Range;

use crate::attention::Attention;
use crate::model_file::{ModelFile, ModelRefused, Rows};
use crate::product::{Bytes, COLUMNS, Linear, Processor};
use crate::wide::{sum, wide};

/// Rows that go through a layer's weights together, so that what lies between the two matrices of a layer never leaves the cache.
const ROWS: usize = 128;

/// More than any encoder of this kind has; keeps a mistaken file from asking for all memory.
const MAX_LAYERS: usize = 48;
const MAX_WIDTH: usize = 4096;

pub struct Bert {
    words: Rows,
    /// [places, width]; the embedding of the token type is added in.
    positions: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    heads: usize,
    width: usize,
}

struct Layer {
    qkv: Linear,
    out: Linear,
    norm1: Norm,
    up: Linear,
    down: Linear,
    norm2: Norm,
    inner: usize,
}

struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
    epsilon: f32,
}

/// Room for what lies between the layers, kept between them.
#[derive(Default)]
struct Room {
    processor: Processor,
    bytes: Bytes,
    attention: Attention,
    qkv: Vec<f32>,
    mixed: Vec<f32>,
    inner: Vec<f32>,
    added: Vec<f32>,
}

impl Bert {
    pub fn read(file: &ModelFile) -> Result<Bert, ModelRefused> {
        let processor = Processor::default();
        let words = file.rows("words")?;
        let width = words.width();
        let (heads, layers) = (file.number("heads")?, file.number("layers")?);
        if width == 0 || width > MAX_WIDTH || heads == 0 || width % heads != 0 || layers > MAX_LAYERS {
            return Err(ModelRefused::Shape { part: "words" });
        }
        if width / heads % COLUMNS != 0 {
            return Err(ModelRefused::Shape { part: "words" });
        }
        let linear = |name: String, inputs: usize, outputs: usize| -> Result<Linear, ModelRefused> {
            let weights = file.integers(&name, [inputs, outputs])?;
            Ok(Linear::new(
                &processor,
                &weights,
                file.floats(&format!("{name}.scale"), &[outputs])?,
                file.floats(&format!("{name}.bias"), &[outputs])?,
            ))
        };
        let epsilon: f32 = file.word("epsilon")?.parse().map_err(|_| ModelRefused::Word { name: "epsilon" })?;
        let norm = |name: String| -> Result<Norm, ModelRefused> {
            Ok(Norm {
                weight: file.floats(&format!("{name}.weight"), &[width])?,
                bias: file.floats(&format!("{name}.bias"), &[width])?,
                epsilon,
            })
        };
        let layer = |n: usize| -> Result<Layer, ModelRefused> {
            let inner = file
                .shape(&format!("layer.{n}.up"))?
                .get(1)
                .copied()
                .filter(|&inner| (1..=8 * MAX_WIDTH).contains(&inner) && inner % COLUMNS == 0);
            let inner = inner.ok_or(ModelRefused::Shape { part: "layer" })?;
            Ok(Layer {
                qkv: linear(format!("layer.{n}.qkv"), width, 3 * width)?,
                out: linear(format!("layer.{n}.out"), width, width)?,
                norm1: norm(format!("layer.{n}.norm1"))?,
                up: linear(format!("layer.{n}.up"), width, inner)?,
                down: linear(format!("layer.{n}.down"), inner, width)?,
                norm2: norm(format!("layer.{n}.norm2"))?,
                inner,
            })
        };
        let places = file.number("max_tokens")?;
        Ok(Bert {
            positions: file.floats("positions", &[places, width])?,
            norm: norm("norm".to_owned())?,
            layers: (0..layers).map(layer).collect::<Result<_, _>>()?,
            words,
            heads,
            width,
        })
    }

    pub fn dimension(&self) -> usize {
        self.width
    }

    pub fn max_tokens(&self) -> usize {
        self.positions.len() / self.width
    }

    /// The sum of the last layer over each text's tokens: their mean, but for a length that a direction does not have. No text may be empty or longer than [`Bert::max_tokens`].
    pub fn encode(&self, texts: &[&[u32]]) -> Vec<Vec<f32>> {
        let (states, places) = self.states(texts);
        places.into_iter().map(|place| self.sum(&states[place.start * self.width..place.end * self.width])).collect()
    }

    /// What the last layer makes of every token, and which tokens are a text's.
    pub fn states(&self, texts: &[&[u32]]) -> (Vec<f32>, Vec<Range<usize>>) {
        let (mut x, places) = self.embed(texts);
        let mut room = Room::default();
        for layer in &self.layers {
            self.attend(layer, &mut x, &places, &mut room);
            for rows in x.chunks_mut(ROWS * self.width) {
                self.feed_forward(layer, rows, &mut room);
            }
        }
        (x, places)
    }

    /// Word and place of every token, and which tokens are a text's.
    fn embed(&self, texts: &[&[u32]]) -> (Vec<f32>, Vec<Range<usize>>) {
        let tokens = texts.iter().map(|text| text.len()).sum::<usize>();
        let mut x = vec![0.0; tokens * self.width];
        let mut places = Vec::with_capacity(texts.len());
        let mut rows = x.chunks_exact_mut(self.width);
        let mut at = 0;
        for text in texts {
            places.push(at..at + text.len());
            at += text.len();
            for ((&token, position), row) in text.iter().zip(self.positions.chunks_exact(self.width)).zip(&mut rows) {
                self.words.row(token as usize, row);
                row.iter_mut().zip(position).for_each(|(x, p)| *x += p);
            }
        }
        self.norm.apply(&mut x);
        (x, places)
    }

    /// x ← norm(x + attention(x)).
    fn attend(&self, layer: &Layer, x: &mut [f32], places: &[Range<usize>], room: &mut Room) {
        let width = self.width;
        room.qkv.resize(3 * x.len(), 0.0);
        for (rows, qkv) in x.chunks_mut(ROWS * width).zip(room.qkv.chunks_mut(ROWS * 3 * width)) {
            room.bytes.quantise(rows, width, |x| x);
            layer.qkv.apply(&room.processor, &mut room.bytes, qkv);
        }
        room.mixed.resize(x.len(), 0.0);
        for place in places {
            let (qkv, mixed) = (
                &room.qkv[place.start * 3 * width..place.end * 3 * width],
                &mut room.mixed[place.start * width..place.end * width],
            );
            room.attention.mix(&room.processor, qkv, mixed, width, self.heads);
        }
        for (rows, mixed) in x.chunks_mut(ROWS * width).zip(room.mixed.chunks_mut(ROWS * width)) {
            room.bytes.quantise(mixed, width, |x| x);
            room.added.resize(rows.len(), 0.0);
            layer.out.apply(&room.processor, &mut room.bytes, &mut room.added);
            layer.norm1.add_and_apply(rows, &room.added);
        }
    }

    /// x ← norm(x + down(gelu(up(x)))).
    fn feed_forward(&self, layer: &Layer, x: &mut [f32], room: &mut Room) {
        room.bytes.quantise(x, self.width, |x| x);
        room.inner.resize(x.len() / self.width * layer.inner, 0.0);
        layer.up.apply(&room.processor, &mut room.bytes, &mut room.inner);
        room.bytes.quantise(&mut room.inner, layer.inner, gelu);
        room.added.resize(x.len(), 0.0);
        layer.down.apply(&room.processor, &mut room.bytes, &mut room.added);
        layer.norm2.add_and_apply(x, &room.added);
    }

    fn sum(&self, rows: &[f32]) -> Vec<f32> {
        let mut sum = vec![0.0; self.width];
        for row in rows.chunks_exact(self.width) {
            sum.iter_mut().zip(row).for_each(|(sum, x)| *sum += x);
        }
        sum
    }
}

impl Norm {
    /// Layer normalisation (Ba et al. 2016) of every row.
    fn apply(&self, x: &mut [f32]) {
        wide(
            #[inline(always)]
            || x.chunks_exact_mut(self.weight.len()).for_each(|row| self.row(row)),
        );
    }

    /// The same of every row after something is added to it.
    fn add_and_apply(&self, x: &mut [f32], added: &[f32]) {
        let width = self.weight.len();
        wide(
            #[inline(always)]
            || {
                for (row, added) in x.chunks_exact_mut(width).zip(added.chunks_exact(width)) {
                    row.iter_mut().zip(added).for_each(|(x, added)| *x += added);
                    self.row(row);
                }
            },
        );
    }

    #[inline(always)]
    fn row(&self, row: &mut [f32]) {
        let mean = sum(row, |x| x) / row.len() as f32;
        let spread = sum(row, |x| (x - mean) * (x - mean)) / row.len() as f32;
        let inverse = 1.0 / (spread + self.epsilon).sqrt();
        for ((x, weight), bias) in row.iter_mut().zip(&self.weight).zip(&self.bias) {
            *x = (*x - mean) * inverse * weight + bias;
        }
    }
}

/// x · Φ(x) (Hendrycks and Gimpel 2016), with Φ as a polynomial fitted on -4..4: off by 0.0003 at most, a fiftieth of the step that its result is rounded to, and made of nothing but
/// products and sums, so that every processor gives the same bits.
#[inline(always)]
fn gelu(x: f32) -> f32 {
    let near = if x > 4.0 { 4.0 } else { x };
    let near = if near < -4.0 { -4.0 } else { near };
    let s = near * near;
    // Horner's rule, written out: as a fold over a list it does not become vector instructions.
    let slope = s * -0.000_000_001_301_232_5 + 0.000_000_104_192_43;
    let slope = (slope * s - 0.000_003_657_048_2) * s + 0.000_074_854_025;
    let slope = (slope * s - 0.001_006_483_7) * s + 0.009_505_375;
    let slope = (slope * s - 0.065_887_8) * s + 0.398_673_36;
    let share = 0.5 + near * slope;
    let share = if share > 0.0 { share } else { 0.0 };
    x * if share < 1.0 { share } else { 1.0 }
}
