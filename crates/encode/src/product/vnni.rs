//! The tiles of a product by AVX-512 VNNI, whose one instruction multiplies and adds 64 pairs of bytes or 32 of shorts. A word of a row is spread over a register and meets the
//! same word of sixteen columns, so that rows are read as they lie; sums stay in registers until they are floats.

use std::arch::x86_64::*;

use fearless_simd::{Avx512, Level};

use super::{Bytes, COLUMNS, Columns, Factors};

/// Rows of a tile: 16 registers of sums, and enough loads between them to keep both multipliers busy.
const ROWS: usize = 8;

type Sums = [[__m512i; 2]; ROWS];

/// Proof that this processor has the instructions.
#[derive(Clone, Copy)]
pub struct Vnni(Avx512);

impl Vnni {
    pub fn new() -> Option<Vnni> {
        Level::new().as_avx512().map(Vnni)
    }

    /// See [`super::Linear::apply`].
    pub fn bytes(self, rows: &Bytes, panels: &[Columns], factors: &Factors, out: &mut [f32]) {
        enter_bytes(self.0, rows, panels, factors, out);
    }

    /// See [`super::shorts`].
    pub fn shorts(self, words: &[i32], each: usize, panels: &[Columns], scale: f32, out: &mut [f32], stride: usize) {
        enter_shorts(self.0, words, each, panels, scale, out, stride);
    }
}

fearless_simd::kernel!(
    fn enter_bytes(avx512: Avx512, rows: &Bytes, panels: &[Columns], factors: &Factors, out: &mut [f32]) {
        bytes(rows, panels, factors, out)
    }
);

fearless_simd::kernel!(
    fn enter_shorts(
        avx512: Avx512,
        words: &[i32],
        each: usize,
        panels: &[Columns],
        scale: f32,
        out: &mut [f32],
        stride: usize,
    ) {
        shorts(words, each, panels, scale, out, stride)
    }
);

#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
fn bytes(rows: &Bytes, panels: &[Columns], factors: &Factors, out: &mut [f32]) {
    let (each, stride) = (rows.words(), factors.scale.len());
    tiles::<true>(&rows.words, each, panels, |first, column, sums| {
        let weights: [__m512i; 2] = load(&factors.sums[column..]);
        let scale: [__m512; 2] = load(&factors.scale[column..]);
        let bias: [__m512; 2] = load(&factors.bias[column..]);
        let rows = rows.scales.iter().zip(&rows.zeros).zip(out.chunks_exact_mut(stride)).skip(first);
        for (((&row_scale, &zero), out), sums) in rows.zip(sums) {
            for half in 0..2 {
                let taken_off = _mm512_mullo_epi32(_mm512_set1_epi32(zero), weights[half]);
                let sum = _mm512_cvtepi32_ps(_mm512_sub_epi32(sums[half], taken_off));
                let times = _mm512_mul_ps(_mm512_set1_ps(row_scale), scale[half]);
                store(_mm512_add_ps(_mm512_mul_ps(sum, times), bias[half]), &mut out[column + half * 16..]);
            }
        }
    });
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
fn shorts(words: &[i32], each: usize, panels: &[Columns], scale: f32, out: &mut [f32], stride: usize) {
    tiles::<false>(words, each, panels, |first, column, sums| {
        for (out, sums) in out.chunks_mut(stride).skip(first).zip(sums) {
            for half in 0..2 {
                store(
                    _mm512_mul_ps(_mm512_cvtepi32_ps(sums[half]), _mm512_set1_ps(scale)),
                    &mut out[column + half * 16..],
                );
            }
        }
    });
}

/// Calls `finish` with the first row, the first column and the sums of each tile. Rows past the last repeat it.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
fn tiles<const BYTES: bool>(
    words: &[i32],
    each: usize,
    panels: &[Columns],
    mut finish: impl FnMut(usize, usize, Sums),
) {
    let rows = words.len() / each;
    // Rows outside, columns inside: what is written lies together, and the columns come back before they leave the second cache.
    for first in (0..rows).step_by(ROWS) {
        for (number, panel) in panels.chunks_exact(each).enumerate() {
            let row = |row: usize| words[(first + row).min(rows - 1) * each..][..each].iter();
            let mut sums: Sums = [[_mm512_setzero_si512(); 2]; ROWS];
            // Zipped rather than indexed: no bound is checked while sums are made.
            let tile = panel.iter().zip(row(0)).zip(row(1)).zip(row(2)).zip(row(3)).zip(row(4)).zip(row(5));
            let tile = tile.zip(row(6)).zip(row(7));
            for ((((((((columns, a), b), c), d), e), f), g), h) in tile {
                let columns: [__m512i; 2] = bytemuck::cast(columns.0);
                for (sums, word) in sums.iter_mut().zip([a, b, c, d, e, f, g, h]) {
                    let spread = _mm512_set1_epi32(*word);
                    for half in 0..2 {
                        sums[half] = if BYTES {
                            _mm512_dpbusd_epi32(sums[half], spread, columns[half])
                        } else {
                            _mm512_dpwssd_epi32(sums[half], spread, columns[half])
                        };
                    }
                }
            }
            finish(first, number * COLUMNS, sums);
        }
    }
}

/// Two registers of the beginning of a slice; zeros where it is shorter, which it never is.
#[inline(always)]
fn load<T: bytemuck::Pod + Default, V: bytemuck::Pod>(values: &[T]) -> [V; 2] {
    bytemuck::cast(*values.first_chunk::<COLUMNS>().unwrap_or(&[T::default(); COLUMNS]))
}

#[inline(always)]
fn store(register: __m512, out: &mut [f32]) {
    if let Some(out) = out.first_chunk_mut::<16>() {
        *out = bytemuck::cast(register);
    }
}
