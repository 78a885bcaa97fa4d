//! Runs a plain loop compiled for the widest vectors this processor has.
//!
//! The program is built for every processor of its kind, so the compiler may use only the narrow vectors that all of them have; with this the same safe code is compiled
//! once more for each newer kind and the right one is picked while running. Sums are written in fixed lanes, so that every kind adds in the same order and gives the same bits.

use rten_simd::{Isa, SimdOp};

/// Mark the closure `#[inline(always)]`, or it stays narrow.
pub fn wide<T>(work: impl FnOnce() -> T) -> T {
    Wide(work).dispatch()
}

struct Wide<F>(F);

impl<T, F: FnOnce() -> T> SimdOp for Wide<F> {
    type Output = T;

    #[inline(always)]
    fn eval<I: Isa>(self, _isa: I) -> T {
        (self.0)()
    }
}

/// Lanes of a sum of floats.
const LANES: usize = 16;

/// Sum over a slice of `term`, in a fixed order.
#[inline(always)]
pub fn sum(values: &[f32], term: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0; LANES];
    let (whole, rest) = values.as_chunks::<LANES>();
    for chunk in whole {
        for lane in 0..LANES {
            lanes[lane] += term(chunk[lane]);
        }
    }
    for (lane, &value) in rest.iter().enumerate() {
        lanes[lane] += term(value);
    }
    lanes.iter().sum()
}

/// The least and the greatest of a slice and zero.
#[inline(always)]
pub fn span_with_zero(values: &[f32]) -> (f32, f32) {
    let (mut low, mut high) = ([0.0f32; LANES], [0.0f32; LANES]);
    let (whole, rest) = values.as_chunks::<LANES>();
    for chunk in whole {
        for lane in 0..LANES {
            low[lane] = if chunk[lane] < low[lane] { chunk[lane] } else { low[lane] };
            high[lane] = if chunk[lane] > high[lane] { chunk[lane] } else { high[lane] };
        }
    }
    for &value in rest {
        low[0] = low[0].min(value);
        high[0] = high[0].max(value);
    }
    (low.into_iter().fold(0.0, f32::min), high.into_iter().fold(0.0, f32::max))
}
