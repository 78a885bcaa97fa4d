//! The encoder's layers (Devlin et al. 2019, "BERT"; mean of the last layer as in Reimers and Gurevych 2019): token ids in, one vector of floats a text out.
//!
//! Texts stand one after the other without padding: the layers of weights take every token alike, and only attention needs to know where a text ends.

use std::ops::Range;

use rten_simd::{SimdOp, SimdUnaryOp};
use rten_vecmath::{Gelu, Softmax};

use crate::model_file::{ModelFile, ModelRefused, Table8};
use crate::quantised::{Gemm, Linear, Scratch};
use crate::wide::{sum, wide};

/// Rows that go through a layer's weights together, so that what lies between the two matrices of a layer never leaves the cache.
const ROWS: usize = 64;

/// More than any encoder of this kind has; keeps a mistaken file from asking for all memory.
const MAX_LAYERS: usize = 48;
const MAX_WIDTH: usize = 4096;

pub struct Bert {
    words: Table8,
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

impl Bert {
    pub fn read(file: &ModelFile) -> Result<Bert, ModelRefused> {
        let gemm = Gemm::default();
        let words = file.table("words")?;
        let width = words.width();
        let (heads, layers) = (file.number("heads")?, file.number("layers")?);
        if width == 0 || width > MAX_WIDTH || heads == 0 || width % heads != 0 || layers > MAX_LAYERS {
            return Err(ModelRefused::Shape { part: "words" });
        }
        let linear = |name: String, inputs: usize, outputs: usize| -> Result<Linear, ModelRefused> {
            let weights = file.integers(&name, [inputs, outputs])?;
            Ok(Linear::new(
                &gemm,
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
                .filter(|&inner| (1..=8 * MAX_WIDTH).contains(&inner));
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
        let (mut x, places) = self.embed(texts);
        let mut scratch = Scratch::default();
        // Made for each call, since it may not change threads; it always chooses what the weights were packed for.
        let gemm = Gemm::default();
        for layer in &self.layers {
            self.attend(&gemm, layer, &mut x, &places, &mut scratch);
            for rows in x.chunks_mut(ROWS * self.width) {
                self.feed_forward(&gemm, layer, rows, &mut scratch);
            }
        }
        places.into_iter().map(|place| self.sum(&x[place.start * self.width..place.end * self.width])).collect()
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
    fn attend(&self, gemm: &Gemm, layer: &Layer, x: &mut [f32], places: &[Range<usize>], scratch: &mut Scratch) {
        let width = self.width;
        let mut qkv = vec![0.0; 3 * x.len()];
        for (rows, qkv) in x.chunks(ROWS * width).zip(qkv.chunks_mut(ROWS * 3 * width)) {
            layer.qkv.apply(gemm, rows, qkv, scratch);
        }
        let mut mixed = vec![0.0; x.len()];
        let mut room = Attention::default();
        for place in places {
            let (qkv, mixed) = (
                &qkv[place.start * 3 * width..place.end * 3 * width],
                &mut mixed[place.start * width..place.end * width],
            );
            for head in 0..self.heads {
                room.mix(qkv, mixed, width, head * width / self.heads..(head + 1) * width / self.heads);
            }
        }
        let mut added = vec![0.0; ROWS * width];
        for (rows, mixed) in x.chunks_mut(ROWS * width).zip(mixed.chunks(ROWS * width)) {
            let added = &mut added[..rows.len()];
            layer.out.apply(gemm, mixed, added, scratch);
            layer.norm1.add_and_apply(rows, added);
        }
    }

    /// x ← norm(x + down(gelu(up(x)))).
    fn feed_forward(&self, gemm: &Gemm, layer: &Layer, x: &mut [f32], scratch: &mut Scratch) {
        let mut inner = vec![0.0; x.len() / self.width * layer.inner];
        layer.up.apply(gemm, x, &mut inner, scratch);
        Gelu {}.map_mut(&mut inner);
        let mut added = vec![0.0; x.len()];
        layer.down.apply(gemm, &inner, &mut added, scratch);
        layer.norm2.add_and_apply(x, &added);
    }

    fn sum(&self, rows: &[f32]) -> Vec<f32> {
        let mut sum = vec![0.0; self.width];
        for row in rows.chunks_exact(self.width) {
            sum.iter_mut().zip(row).for_each(|(sum, x)| *sum += x);
        }
        sum
    }
}

/// Room for one head's attention over one text.
#[derive(Default)]
struct Attention {
    /// Keys, turned: [of the head, tokens].
    keys: Vec<f32>,
    /// Of one token to every other.
    weights: Vec<f32>,
}

impl Attention {
    /// What each token takes of the others' values, for the columns of one head.
    fn mix(&mut self, qkv: &[f32], mixed: &mut [f32], width: usize, head: Range<usize>) {
        let tokens = mixed.len() / width;
        let scale = 1.0 / (head.len() as f32).sqrt();
        self.keys.resize(head.len() * tokens, 0.0);
        self.weights.resize(tokens, 0.0);
        for (token, row) in qkv.chunks_exact(3 * width).enumerate() {
            for (column, &key) in row[width..][head.clone()].iter().enumerate() {
                self.keys[column * tokens + token] = key * scale;
            }
        }
        for (row, mixed) in qkv.chunks_exact(3 * width).zip(mixed.chunks_exact_mut(width)) {
            let (query, mixed, weights, keys) =
                (&row[head.clone()], &mut mixed[head.clone()], &mut self.weights, &self.keys);
            wide(
                #[inline(always)]
                || {
                    weights.fill(0.0);
                    for (&query, keys) in query.iter().zip(keys.chunks_exact(tokens)) {
                        weights.iter_mut().zip(keys).for_each(|(weight, key)| *weight += query * key);
                    }
                },
            );
            Softmax::new_mut(weights).dispatch();
            wide(
                #[inline(always)]
                || {
                    for (&weight, row) in weights.iter().zip(qkv.chunks_exact(3 * width)) {
                        mixed
                            .iter_mut()
                            .zip(&row[2 * width..][head.clone()])
                            .for_each(|(mixed, value)| *mixed += weight * value);
                    }
                },
            );
        }
    }
}

impl Norm {
    /// Layer normalisation (Ba et al. 2016) of every row.
    fn apply(&self, x: &mut [f32]) {
        wide(
            #[inline(always)]
            || {
                for row in x.chunks_exact_mut(self.weight.len()) {
                    let mean = sum(row, |x| x) / row.len() as f32;
                    let spread = sum(row, |x| (x - mean) * (x - mean)) / row.len() as f32;
                    let inverse = 1.0 / (spread + self.epsilon).sqrt();
                    for ((x, weight), bias) in row.iter_mut().zip(&self.weight).zip(&self.bias) {
                        *x = (*x - mean) * inverse * weight + bias;
                    }
                }
            },
        );
    }

    fn add_and_apply(&self, x: &mut [f32], added: &[f32]) {
        x.iter_mut().zip(added).for_each(|(x, added)| *x += added);
        self.apply(x);
    }
}
