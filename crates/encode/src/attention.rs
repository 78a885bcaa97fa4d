//! Attention over one text (Vaswani et al. 2017): what each token takes of the others.
//!
//! Keys and values are laid out anew for each head so that every inner loop has a length known to the compiler, and four queries share what is loaded.

use std::array::from_fn;

use rten_simd::SimdOp;
use rten_vecmath::Softmax;

use crate::wide::wide;

/// Tokens whose keys lie together.
const KEYS: usize = 16;
/// Queries answered together.
const QUERIES: usize = 4;

/// Sizes of a head that are compiled.
pub const HEAD_SIZES: [usize; 2] = [32, 64];

/// Room for one head, kept between heads.
#[derive(Default)]
pub struct Attention {
    /// For each 16 tokens, for each column of the head, their keys.
    keys: Vec<[f32; KEYS]>,
    /// For each token its values, one after the other.
    values: Vec<f32>,
    /// For each of four queries, its weight on every token.
    weights: [Vec<f32>; QUERIES],
}

impl Attention {
    /// `qkv` holds for each token its queries, keys and values for all heads; `mixed` gets, for each, what it takes.
    pub fn mix(&mut self, qkv: &[f32], mixed: &mut [f32], width: usize, heads: usize) {
        for head in 0..heads {
            let from = head * width / heads;
            match width / heads {
                32 => self.head::<32>(qkv, mixed, width, from),
                _ => self.head::<64>(qkv, mixed, width, from),
            }
        }
    }

    fn head<const D: usize>(&mut self, qkv: &[f32], mixed: &mut [f32], width: usize, from: usize) {
        let tokens = mixed.len() / width;
        self.lay_out::<D>(qkv, width, from);
        for first in (0..tokens).step_by(QUERIES) {
            // The last few are answered again rather than with a loop of their own.
            let token = |query: usize| (first + query).min(tokens - 1);
            let scale = 1.0 / (D as f32).sqrt();
            let queries: [[f32; D]; QUERIES] =
                from_fn(|query| from_fn(|column| qkv[token(query) * 3 * width + from + column] * scale));
            self.weigh(&queries);
            for weights in &mut self.weights {
                Softmax::new_mut(&mut weights[..tokens]).dispatch();
            }
            for (query, taken) in self.take::<D>().iter().enumerate() {
                mixed[token(query) * width + from..][..D].copy_from_slice(taken);
            }
        }
    }

    fn lay_out<const D: usize>(&mut self, qkv: &[f32], width: usize, from: usize) {
        let tokens = qkv.len() / (3 * width);
        self.keys.clear();
        self.keys.resize(tokens.div_ceil(KEYS) * D, [0.0; KEYS]);
        self.values.clear();
        for (token, row) in qkv.chunks_exact(3 * width).enumerate() {
            let block = &mut self.keys[token / KEYS * D..][..D];
            for (keys, key) in block.iter_mut().zip(&row[width + from..]) {
                keys[token % KEYS] = *key;
            }
            self.values.extend_from_slice(&row[2 * width + from..][..D]);
        }
        for weights in &mut self.weights {
            weights.resize(tokens.div_ceil(KEYS) * KEYS, 0.0);
        }
    }

    /// Products of four queries with every key.
    fn weigh<const D: usize>(&mut self, queries: &[[f32; D]; QUERIES]) {
        let [a, b, c, d] = &mut self.weights;
        let weights =
            a.as_chunks_mut().0.iter_mut().zip(b.as_chunks_mut().0).zip(c.as_chunks_mut().0).zip(d.as_chunks_mut().0);
        wide(
            #[inline(always)]
            || {
                for ((((a, b), c), d), keys) in weights.zip(self.keys.as_chunks::<D>().0) {
                    let mut sums = [[0.0; KEYS]; QUERIES];
                    for column in 0..D {
                        add(&mut sums[0], queries[0][column], &keys[column]);
                        add(&mut sums[1], queries[1][column], &keys[column]);
                        add(&mut sums[2], queries[2][column], &keys[column]);
                        add(&mut sums[3], queries[3][column], &keys[column]);
                    }
                    [*a, *b, *c, *d] = sums;
                }
            },
        );
    }

    /// Sums of all values by the weights of four queries.
    fn take<const D: usize>(&self) -> [[f32; D]; QUERIES] {
        let [a, b, c, d] = &self.weights;
        let weights = a.iter().zip(b).zip(c).zip(d);
        wide(
            #[inline(always)]
            || {
                let mut sums = [[0.0; D]; QUERIES];
                for ((((a, b), c), d), values) in weights.zip(self.values.as_chunks::<D>().0) {
                    add(&mut sums[0], *a, values);
                    add(&mut sums[1], *b, values);
                    add(&mut sums[2], *c, values);
                    add(&mut sums[3], *d, values);
                }
                sums
            },
        )
    }
}

#[inline(always)]
fn add<const N: usize>(sums: &mut [f32; N], times: f32, values: &[f32; N]) {
    for lane in 0..N {
        sums[lane] += times * values[lane];
    }
}
