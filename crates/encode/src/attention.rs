//! Attention over one text (Vaswani et al. 2017): what each token takes of the others.
//!
//! Queries, keys, values and weights become shorts, each head's by the greatest among them: a hundredth of the error that the bytes of the layers around it bring, and twice
//! the speed of floats. The sums are exact.

use crate::product::{COLUMNS, Columns, Processor, shorts};
use crate::wide::{greatest, greatest_magnitude, sum, wide};

/// What the weights of a query add up to: so much that a token of 0.0001 still counts, and a sum of any values by them fits an `i32`.
const WHOLE: f32 = 32_767.0;

/// Room for one text, kept between texts.
#[derive(Default)]
pub struct Attention {
    /// For each head, row by row, two shorts a word.
    queries: Vec<i32>,
    /// For each head, for each 32 tokens, for each two columns of the head, their keys.
    keys: Vec<Columns>,
    /// For each head, for each 32 of its columns, for each two tokens, their values.
    values: Vec<Columns>,
    /// What a step of each head's queries, keys and values is worth, and its inverse.
    steps: Vec<[Step; 3]>,
    /// Of one head, for each query, how it likes each key.
    likes: Vec<f32>,
    /// Of one head, for each query, its weight on every token, two shorts a word.
    weights: Vec<i32>,
}

#[derive(Clone, Copy, Default)]
struct Step {
    scale: f32,
    inverse: f32,
}

/// Of the text and the model.
#[derive(Clone, Copy)]
struct Shape {
    tokens: usize,
    width: usize,
    heads: usize,
}

impl Shape {
    /// Of a head; a multiple of 32.
    fn columns(self) -> usize {
        self.width / self.heads
    }
}

impl Attention {
    /// `qkv` holds for each token its queries, keys and values for all heads; `mixed` gets, for each, what it takes.
    pub fn mix(&mut self, processor: &Processor, qkv: &[f32], mixed: &mut [f32], width: usize, heads: usize) {
        let shape = Shape { tokens: mixed.len() / width, width, heads };
        let (columns, stride) = (shape.columns(), shape.tokens.next_multiple_of(COLUMNS));
        self.measure(qkv, shape);
        self.lay_out(qkv, shape);
        self.likes.resize(shape.tokens * stride, 0.0);
        let queries = self.queries.chunks_exact(shape.tokens * columns / 2);
        let keys = self.keys.chunks_exact(stride / COLUMNS * columns / 2);
        let pairs = shape.tokens.div_ceil(2);
        let values = self.values.chunks_exact(pairs * columns / COLUMNS);
        for (head, (((queries, keys), values), [query, key, value])) in
            queries.zip(keys).zip(values).zip(&self.steps).enumerate()
        {
            let scale = query.scale * key.scale / (columns as f32).sqrt();
            shorts(processor, queries, columns / 2, keys, scale, &mut self.likes, stride);
            weigh(&mut self.likes, &mut self.weights, shape.tokens);
            shorts(processor, &self.weights, pairs, values, value.scale / WHOLE, &mut mixed[head * columns..], width);
        }
    }

    /// Steps as small as they may be for the sums of a product to fit.
    fn measure(&mut self, qkv: &[f32], shape: Shape) {
        let of_product = (i32::MAX as f32 / shape.columns() as f32).sqrt().floor() - 1.0;
        self.steps.clear();
        self.steps.resize(shape.heads, [Step::default(); 3]);
        wide(
            #[inline(always)]
            || {
                for (part, columns) in qkv.chunks_exact(shape.columns()).enumerate() {
                    let part = part % (3 * shape.heads);
                    let step = &mut self.steps[part % shape.heads][part / shape.heads];
                    let top = greatest_magnitude(columns);
                    step.scale = if top > step.scale { top } else { step.scale };
                }
            },
        );
        for steps in &mut self.steps {
            for (step, most) in steps.iter_mut().zip([of_product, of_product, WHOLE]) {
                let top = step.scale;
                let fits = top > 0.0 && top.is_finite();
                *step = if fits { Step { scale: top / most, inverse: most / top } } else { Step::default() };
            }
        }
    }

    /// Token by token, as `qkv` lies.
    fn lay_out(&mut self, qkv: &[f32], shape: Shape) {
        let (columns, panels) = (shape.columns(), shape.tokens.div_ceil(COLUMNS));
        let (words, pairs) = (columns / 2, shape.tokens.div_ceil(2));
        self.queries.resize(shape.heads * shape.tokens * words, 0);
        self.keys.resize(shape.heads * panels * words, Columns::ZERO);
        self.values.resize(shape.heads * pairs * columns / COLUMNS, Columns::ZERO);
        wide(
            #[inline(always)]
            || {
                for (token, row) in qkv.chunks_exact(3 * shape.width).enumerate() {
                    for (head, [query, key, value]) in self.steps.iter().enumerate() {
                        let part = |which: usize| &row[which * shape.width + head * columns..][..columns];
                        let queries = &mut self.queries[(head * shape.tokens + token) * words..][..words];
                        for (word, &[a, b]) in queries.iter_mut().zip(part(0).as_chunks().0) {
                            *word = both(nearest_short(a * query.inverse), nearest_short(b * query.inverse));
                        }
                        let keys = &mut self.keys[(head * panels + token / COLUMNS) * words..][..words];
                        for (word, &[a, b]) in keys.iter_mut().zip(part(1).as_chunks().0) {
                            word.0[token % COLUMNS] =
                                both(nearest_short(a * key.inverse), nearest_short(b * key.inverse));
                        }
                        for (panel, part) in part(2).as_chunks::<COLUMNS>().0.iter().enumerate() {
                            let words = &mut self.values[(head * columns / COLUMNS + panel) * pairs + token / 2];
                            for (word, x) in words.0.iter_mut().zip(part) {
                                let short = nearest_short(x * value.inverse);
                                // The second of two takes its place beside the first; a last one alone has nothing there.
                                *word = if token % 2 == 0 { both(short, 0) } else { *word | both(0, short) };
                            }
                        }
                    }
                }
            },
        );
    }
}

/// Softmax of each query's row, in parts of [`WHOLE`].
fn weigh(likes: &mut [f32], weights: &mut Vec<i32>, tokens: usize) {
    let each = tokens.next_multiple_of(2);
    weights.resize(tokens * each / 2, 0);
    let weights: &mut [i16] = bytemuck::cast_slice_mut(weights);
    wide(
        #[inline(always)]
        || {
            let rows = likes.chunks_exact_mut(tokens.next_multiple_of(COLUMNS));
            for (likes, weights) in rows.zip(weights.chunks_exact_mut(each)) {
                // The row ends on a whole panel, whose last columns are no tokens.
                likes[tokens..].fill(f32::NEG_INFINITY);
                let top = greatest(likes);
                likes.iter_mut().for_each(|x| *x = exp(*x - top));
                let whole = WHOLE / sum(likes, |x| x);
                weights.iter_mut().zip(likes.iter()).for_each(|(weight, x)| *weight = nearest_short(x * whole));
            }
        },
    );
}

#[inline(always)]
fn both(low: i16, high: i16) -> i32 {
    i32::from(low as u16) | i32::from(high) << 16
}

/// 1.5 · 2^23: a float that large has no room for halves, and its last bytes are the number.
const ROUNDING: f32 = 12_582_912.0;

#[inline(always)]
fn nearest_short(value: f32) -> i16 {
    (value + ROUNDING).to_bits() as i16
}

/// e^x for x of at most 0, off by 3 in a million: 2^n · 2^f, with n put into the exponent's place and a polynomial for 2^f. Below -87 it is e^-87, which is nothing among weights.
#[inline(always)]
fn exp(x: f32) -> f32 {
    let x = if x > -87.0 { x } else { -87.0 };
    let doublings = x * std::f32::consts::LOG2_E;
    let shifted = doublings + ROUNDING;
    let f = doublings - (shifted - ROUNDING);
    let power = (f * 0.009_570_038 + 0.055_917_84) * f + 0.240_247_46;
    let power = (power * f + 0.693_121_8) * f + 0.999_999_3;
    f32::from_bits(power.to_bits().wrapping_add(shifted.to_bits() << 23))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against attention in double precision, as it stands in the paper.
    #[test]
    fn attention_is_that_of_the_paper() {
        for (tokens, width, heads) in [(1, 64, 1), (5, 64, 2), (33, 96, 3), (85, 128, 2)] {
            let mut state = 7u32;
            let mut next = || {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 8) as f32 / (1 << 22) as f32 - 2.0
            };
            let qkv: Vec<f32> = (0..tokens * 3 * width).map(|_| next()).collect();
            let mut mixed = vec![0.0; tokens * width];
            Attention::default().mix(&Processor::default(), &qkv, &mut mixed, width, heads);
            let columns = width / heads;
            let part = |token: usize, which: usize, head: usize, column: usize| {
                f64::from(qkv[token * 3 * width + which * width + head * columns + column])
            };
            for (token, head) in (0..tokens).flat_map(|token| (0..heads).map(move |head| (token, head))) {
                let like = |other: usize| {
                    let products = (0..columns).map(|c| part(token, 0, head, c) * part(other, 1, head, c));
                    (products.sum::<f64>() / (columns as f64).sqrt()).exp()
                };
                let likes: Vec<f64> = (0..tokens).map(like).collect();
                for column in 0..columns {
                    let taken = (0..tokens).map(|other| likes[other] * part(other, 2, head, column)).sum::<f64>();
                    let expected = taken / likes.iter().sum::<f64>();
                    let found = f64::from(mixed[token * width + head * columns + column]);
                    assert!((found - expected).abs() < 2e-3, "{found} {expected}, {tokens} tokens");
                }
            }
        }
    }
}
