//! Products of matrices in whole numbers: rows of floats in, rows of floats out, and the product between them exact, so that every processor gives the same.
//!
//! Where the processor has AVX-512 VNNI the tiles are our own (`vnni`), which saves laying out rows anew and carrying sums through memory; elsewhere rten-gemm multiplies.

#[cfg_attr(not(target_arch = "x86_64"), path = "no_vnni.rs")]
mod vnni;

use std::array::from_fn;

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_tensor::NdTensorView;

use crate::wide::{span_with_zero, wide};
use vnni::Vnni;

/// Columns that lie together, word by word: a panel. Numbers of columns are multiples of it.
pub const COLUMNS: usize = 32;

/// A word of each column of a panel: four bytes, or two shorts. Where a register of theirs would lie in two lines of the cache, reading it costs twice.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub struct Columns(pub [i32; COLUMNS]);

impl Columns {
    pub const ZERO: Columns = Columns([0; COLUMNS]);
}

/// The arithmetic of this processor, chosen once.
pub struct Processor {
    vnni: Option<Vnni>,
    gemm: GemmExecutor<u8, i8, i32>,
}

impl Default for Processor {
    fn default() -> Processor {
        Processor { vnni: Vnni::new(), gemm: GemmExecutor::default() }
    }
}

/// `x · weights + bias`, where a row of `x` becomes bytes with its own scale and zero: what stands beside it does not change its result.
pub struct Linear {
    weights: Weights,
    factors: Factors,
}

enum Weights {
    /// For each 32 outputs, for each word of inputs, that word of each: four weights.
    Panels(Vec<Columns>),
    Rten(PackedBMatrix<i8>),
}

/// Of each output.
struct Factors {
    scale: Vec<f32>,
    /// What its weights add up to, which is what a zero of 1 adds to it.
    sums: Vec<i32>,
    bias: Vec<f32>,
}

/// Rows of bytes, and room for them. A word is four bytes.
#[derive(Default)]
pub struct Bytes {
    words: Vec<i32>,
    scales: Vec<f32>,
    zeros: Vec<i32>,
    /// Room for sums that do not stay in registers.
    sums: Vec<i32>,
}

impl Linear {
    /// `weights` are [inputs, outputs], row by row; both are multiples of [`COLUMNS`].
    pub fn new(processor: &Processor, weights: &[i8], scale: Vec<f32>, bias: Vec<f32>) -> Linear {
        let (outputs, inputs) = (scale.len(), weights.len() / scale.len().max(1));
        let mut sums = vec![0; outputs];
        for row in weights.chunks_exact(outputs.max(1)) {
            sums.iter_mut().zip(row).for_each(|(sum, &weight)| *sum += i32::from(weight));
        }
        let weights = match processor.vnni {
            Some(_) => Weights::Panels(panels(weights, inputs, outputs)),
            None => Weights::Rten(processor.gemm.prepack_b(NdTensorView::from_data([inputs, outputs], weights))),
        };
        Linear { weights, factors: Factors { scale, sums, bias } }
    }

    /// Multiplies the rows into `out`.
    pub fn apply(&self, processor: &Processor, rows: &mut Bytes, out: &mut [f32]) {
        match (&self.weights, processor.vnni) {
            (Weights::Panels(panels), Some(vnni)) => vnni.bytes(rows, panels, &self.factors, out),
            (Weights::Rten(weights), _) => {
                let shape = [rows.scales.len(), rows.words() * 4];
                rows.sums.resize(out.len(), 0);
                // The zeros are taken off below: rten-gemm 0.27 mixes them up when rows have different ones.
                let done = processor.gemm.gemm(
                    &mut rows.sums,
                    GemmInputA::Unpacked(NdTensorView::from_data(shape, bytemuck::cast_slice(&rows.words))),
                    GemmInputB::Packed(weights),
                    GemmOptions::default(),
                );
                debug_assert!(done.is_ok(), "{done:?}");
                self.factors.apply(rows, out);
            }
            (Weights::Panels(_), None) => debug_assert!(false, "laid out for another processor"),
        }
    }
}

impl Factors {
    fn apply(&self, rows: &Bytes, out: &mut [f32]) {
        let outputs = self.scale.len();
        wide(
            #[inline(always)]
            || {
                let rows = out
                    .chunks_exact_mut(outputs)
                    .zip(rows.sums.chunks_exact(outputs))
                    .zip(rows.scales.iter().zip(&rows.zeros));
                for ((out, sums), (&row_scale, &zero)) in rows {
                    let columns = out.iter_mut().zip(sums).zip(&self.sums).zip(&self.scale).zip(&self.bias);
                    for ((((out, &sum), &weights), &scale), &bias) in columns {
                        *out = (sum - zero * weights) as f32 * (row_scale * scale) + bias;
                    }
                }
            },
        );
    }
}

impl Bytes {
    /// Words a row.
    fn words(&self) -> usize {
        self.words.len() / self.scales.len().max(1)
    }

    /// Each row to bytes, after `change` was made of each number: its span, widened to hold 0, in 255 steps.
    pub fn quantise(&mut self, x: &mut [f32], inputs: usize, change: impl Fn(f32) -> f32) {
        self.words.resize(x.len() / 4, 0);
        self.scales.clear();
        self.zeros.clear();
        let bytes: &mut [u8] = bytemuck::cast_slice_mut(&mut self.words);
        wide(
            #[inline(always)]
            || {
                for (row, bytes) in x.chunks_exact_mut(inputs).zip(bytes.chunks_exact_mut(inputs)) {
                    row.iter_mut().for_each(|x| *x = change(*x));
                    let (low, high) = span_with_zero(row);
                    let span = high - low;
                    let (scale, inverse) =
                        if span > 0.0 && span.is_finite() { (span / 255.0, 255.0 / span) } else { (0.0, 0.0) };
                    let zero = (-low * inverse).round();
                    for (byte, &value) in bytes.iter_mut().zip(row.iter()) {
                        *byte = nearest_byte(value * inverse + zero);
                    }
                    self.scales.push(scale);
                    self.zeros.push(i32::from(nearest_byte(zero)));
                }
            },
        );
    }
}

/// The nearest of 0..=255, by adding 2^23: a float that large has no room for halves, and its last byte is the number. (`as u8` becomes no vector instruction.)
#[inline(always)]
fn nearest_byte(value: f32) -> u8 {
    let value = if value > 0.0 { value } else { 0.0 };
    let value = if value < 255.0 { value } else { 255.0 };
    (value + 8_388_608.0).to_bits() as u8
}

fn panels(weights: &[i8], inputs: usize, outputs: usize) -> Vec<Columns> {
    let mut panels = Vec::with_capacity(inputs / 4 * outputs / COLUMNS);
    for first in (0..outputs).step_by(COLUMNS) {
        for rows in weights.chunks_exact(4 * outputs) {
            let weight = |row: usize, column: usize| rows[row * outputs + first + column] as u8;
            panels.push(Columns(from_fn(|column| i32::from_le_bytes(from_fn(|row| weight(row, column))))));
        }
    }
    panels
}

/// Rows of shorts times columns of shorts, in `panels` as [`Weights`] has them but of two to a word, times `scale`. `each` is the number of words of a row or a column; a row of `out` is
/// `stride` long. The caller sees to it that no sum is too large.
pub fn shorts(
    processor: &Processor,
    words: &[i32],
    each: usize,
    panels: &[Columns],
    scale: f32,
    out: &mut [f32],
    stride: usize,
) {
    match processor.vnni {
        Some(vnni) => vnni.shorts(words, each, panels, scale, out, stride),
        None => shorts_anywhere(words, each, panels, scale, out, stride),
    }
}

fn shorts_anywhere(words: &[i32], each: usize, panels: &[Columns], scale: f32, out: &mut [f32], stride: usize) {
    wide(
        #[inline(always)]
        || {
            for (row, out) in words.chunks_exact(each).zip(out.chunks_mut(stride)) {
                for (panel, out) in panels.chunks_exact(each).zip(out.chunks_exact_mut(COLUMNS)) {
                    let mut sums = [0i32; COLUMNS];
                    for (&word, columns) in row.iter().zip(panel) {
                        for (sum, &column) in sums.iter_mut().zip(&columns.0) {
                            let products = [(word << 16 >> 16) * (column << 16 >> 16), (word >> 16) * (column >> 16)];
                            *sum = sum.wrapping_add(products[0]).wrapping_add(products[1]);
                        }
                    }
                    out.iter_mut().zip(sums).for_each(|(out, sum)| *out = sum as f32 * scale);
                }
            }
        },
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers from 0 to 1, the same every time.
    fn numbers(count: usize, seed: u32) -> Vec<f32> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 24) as f32
        };
        (0..count).map(|_| next()).collect()
    }

    /// With the instructions that this one may have, and without.
    fn processors() -> [Processor; 2] {
        [Processor::default(), Processor { vnni: None, ..Processor::default() }]
    }

    #[test]
    fn every_processor_multiplies_alike() {
        let (inputs, outputs) = (96, 64);
        let weights: Vec<i8> = numbers(inputs * outputs, 1).iter().map(|x| (x * 127.0) as i8 - 63).collect();
        let (scale, bias) = (numbers(outputs, 2), numbers(outputs, 3));
        for rows in [1, 7, 8, 21] {
            let x: Vec<f32> = numbers(rows * inputs, 4).iter().map(|x| x * 9.0 - 4.0).collect();
            let out = processors().map(|processor| {
                let mut bytes = Bytes::default();
                bytes.quantise(&mut x.clone(), inputs, |x| x);
                let mut out = vec![0.0; rows * outputs];
                Linear::new(&processor, &weights, scale.clone(), bias.clone()).apply(&processor, &mut bytes, &mut out);
                out
            });
            assert_eq!(out[0], out[1], "{rows} rows");
            for (at, found) in out[0].iter().enumerate() {
                let (row, column) = (at / outputs, at % outputs);
                let product = (0..inputs).map(|i| x[row * inputs + i] * f32::from(weights[i * outputs + column]));
                let exact = product.sum::<f32>() * scale[column] + bias[column];
                // A step of a row is 9 / 255; half of one is the most that a number is off, and a weight is at most 63.
                let most = 9.0 / 255.0 / 2.0 * 63.0 * inputs as f32 * scale[column];
                assert!((found - exact).abs() <= most / 4.0, "{found} {exact}");
            }
        }
    }

    #[test]
    fn every_processor_multiplies_shorts_alike() {
        let (each, columns) = (17, 64);
        let short = |x: &f32| (x * 8_000.0) as i16 - 4_000;
        let b: Vec<i16> = numbers(2 * each * columns, 5).iter().map(short).collect();
        let word = |a: i16, b: i16| i32::from(a as u16) | i32::from(b) << 16;
        let panels: Vec<Columns> = (0..columns / COLUMNS * each)
            .map(|at| {
                let (panel, pair) = (at / each, at % each);
                let place = |row: usize, column: usize| b[row * columns + panel * COLUMNS + column];
                Columns(from_fn(|column| word(place(2 * pair, column), place(2 * pair + 1, column))))
            })
            .collect();
        for rows in [1, 8, 19] {
            let a: Vec<i16> = numbers(rows * each * 2, 6).iter().map(short).collect();
            let words: Vec<i32> = a.as_chunks().0.iter().map(|&[a, b]| word(a, b)).collect();
            let exact: Vec<f32> = (0..rows * columns)
                .map(|at| {
                    let products = (0..2 * each)
                        .map(|i| i32::from(a[at / columns * 2 * each + i]) * i32::from(b[i * columns + at % columns]));
                    products.sum::<i32>() as f32 * 0.5
                })
                .collect();
            for processor in processors() {
                let mut out = vec![0.0; rows * columns];
                shorts(&processor, &words, each, &panels, 0.5, &mut out, columns);
                assert_eq!(out, exact, "{rows} rows");
            }
        }
    }
}
