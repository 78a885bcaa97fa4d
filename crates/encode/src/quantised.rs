//! A layer of weights in whole numbers: rows of floats in, rows of floats out, and the product between them exact.

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_tensor::NdTensorView;

use crate::wide::{span_with_zero, wide};

/// The arithmetic of this processor, chosen once.
pub type Gemm = GemmExecutor<u8, i8, i32>;

/// `x · weights + bias`, where a row of `x` becomes bytes with its own scale and zero: what stands beside it does not change its result.
pub struct Linear {
    weights: PackedBMatrix<i8>,
    inputs: usize,
    /// Of each output, as is the next: what its weights add up to, which is what a zero of 1 adds to it.
    scale: Vec<f32>,
    sums: Vec<i32>,
    bias: Vec<f32>,
}

/// Room for one product, kept between products.
#[derive(Default)]
pub struct Scratch {
    bytes: Vec<u8>,
    scales: Vec<f32>,
    zeros: Vec<i32>,
    sums: Vec<i32>,
}

impl Linear {
    /// `weights` are [inputs, outputs], row by row.
    pub fn new(gemm: &Gemm, weights: &[i8], scale: Vec<f32>, bias: Vec<f32>) -> Linear {
        let (outputs, inputs) = (scale.len(), weights.len() / scale.len().max(1));
        let mut sums = vec![0; outputs];
        for row in weights.chunks_exact(outputs.max(1)) {
            sums.iter_mut().zip(row).for_each(|(sum, &weight)| *sum += i32::from(weight));
        }
        Linear {
            weights: gemm.prepack_b(NdTensorView::from_data([inputs, outputs], weights)),
            inputs,
            scale,
            sums,
            bias,
        }
    }

    /// Multiplies the rows of `x` into `out`, each output through `finish`.
    pub fn apply(&self, gemm: &Gemm, x: &[f32], out: &mut [f32], scratch: &mut Scratch, finish: impl Fn(f32) -> f32) {
        let rows = x.len() / self.inputs;
        scratch.quantise(x, self.inputs);
        scratch.sums.resize(rows * self.scale.len(), 0);
        // The zeros are taken off below: rten-gemm 0.27 mixes them up when rows have different ones.
        let done = gemm.gemm(
            &mut scratch.sums,
            GemmInputA::Unpacked(NdTensorView::from_data([rows, self.inputs], scratch.bytes.as_slice())),
            GemmInputB::Packed(&self.weights),
            GemmOptions::default(),
        );
        debug_assert!(done.is_ok(), "{done:?}");
        let outputs = self.scale.len();
        wide(
            #[inline(always)]
            || {
                let rows = out
                    .chunks_exact_mut(outputs)
                    .zip(scratch.sums.chunks_exact(outputs))
                    .zip(scratch.scales.iter().zip(&scratch.zeros));
                for ((out, sums), (&row_scale, &zero)) in rows {
                    let columns = out.iter_mut().zip(sums).zip(&self.sums).zip(&self.scale).zip(&self.bias);
                    for ((((out, &sum), &weights), &scale), &bias) in columns {
                        *out = finish((sum - zero * weights) as f32 * (row_scale * scale) + bias);
                    }
                }
            },
        );
    }
}

impl Scratch {
    /// Each row to bytes: its span, widened to hold 0, in 255 steps.
    fn quantise(&mut self, x: &[f32], inputs: usize) {
        self.bytes.resize(x.len(), 0);
        self.scales.clear();
        self.zeros.clear();
        wide(
            #[inline(always)]
            || {
                for (row, bytes) in x.chunks_exact(inputs).zip(self.bytes.chunks_exact_mut(inputs)) {
                    let (low, high) = span_with_zero(row);
                    let span = high - low;
                    let (scale, inverse) =
                        if span > 0.0 && span.is_finite() { (span / 255.0, 255.0 / span) } else { (0.0, 0.0) };
                    let zero = (-low * inverse).round();
                    for (byte, &value) in bytes.iter_mut().zip(row) {
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
