//! Runs a plain loop compiled for the widest vectors this processor has.
//!
//! The program is built for every processor of its kind, so the compiler may use only the narrow vectors that all of them have; with this the same safe code is compiled
//! once more for each newer kind and the right one is picked while running. Sums are written in fixed lanes, so that every kind adds in the same order and gives the same bits.

use std::array::from_fn;

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
    across(values, 0.0, term, |a, b| a + b)
}

/// The greatest of a slice.
#[inline(always)]
pub fn greatest(values: &[f32]) -> f32 {
    across(values, f32::NEG_INFINITY, |x| x, larger)
}

/// The greatest of a slice with its signs taken off.
#[inline(always)]
pub fn greatest_magnitude(values: &[f32]) -> f32 {
    across(values, 0.0, f32::abs, larger)
}

/// The least and the greatest of a slice and zero.
#[inline(always)]
pub fn span_with_zero(values: &[f32]) -> (f32, f32) {
    (across(values, 0.0, |x| x, |a, b| if b < a { b } else { a }), across(values, 0.0, |x| x, larger))
}

#[inline(always)]
fn larger(a: f32, b: f32) -> f32 {
    if b > a { b } else { a }
}

/// Puts together what `of` makes of each number: lane by lane, then halves of the lanes, so that no step waits for more than four others.
#[inline(always)]
fn across(values: &[f32], start: f32, of: impl Fn(f32) -> f32, both: impl Fn(f32, f32) -> f32) -> f32 {
    let mut lanes = [start; LANES];
    let (whole, rest) = values.as_chunks::<LANES>();
    for chunk in whole {
        for lane in 0..LANES {
            lanes[lane] = both(lanes[lane], of(chunk[lane]));
        }
    }
    for (lane, &value) in rest.iter().enumerate() {
        lanes[lane] = both(lanes[lane], of(value));
    }
    let eight: [f32; 8] = from_fn(|lane| both(lanes[lane], lanes[lane + 8]));
    let four: [f32; 4] = from_fn(|lane| both(eight[lane], eight[lane + 4]));
    both(both(four[0], four[2]), both(four[1], four[3]))
}
