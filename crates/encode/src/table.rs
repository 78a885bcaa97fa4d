//! Many vectors side by side, to be held against one: an exact scan, nothing to build.

use crate::vector::{Vector, dot};
use crate::wide::wide;

/// Vectors of one model, by row. A row can be overwritten, which is how a moving window forgets.
#[derive(Debug, Clone)]
pub struct Table {
    dimension: usize,
    values: Vec<i8>,
    /// 1 / length of a row; 0 for an empty one, whose cosine then is 0.
    inverse_norms: Vec<f32>,
}

impl Table {
    pub fn new(dimension: usize) -> Table {
        Table { dimension, values: Vec::new(), inverse_norms: Vec::new() }
    }

    pub fn dimension(&self) -> usize {
        self.dimension
    }

    pub fn len(&self) -> usize {
        self.inverse_norms.len()
    }

    pub fn is_empty(&self) -> bool {
        self.inverse_norms.is_empty()
    }

    /// Adds a vector and gives its row. One of another dimension is kept as empty: it is near to nothing.
    pub fn push(&mut self, vector: &Vector) -> usize {
        self.values.resize(self.values.len() + self.dimension, 0);
        self.inverse_norms.push(0.0);
        let row = self.len() - 1;
        self.set(row, vector);
        row
    }

    /// Puts a vector in the place of another; a row that is not there is left so.
    pub fn set(&mut self, row: usize, vector: &Vector) {
        let (dimension, fits) = (self.dimension, vector.values().len() == self.dimension);
        let Some(inverse) = self.inverse_norms.get_mut(row) else { return };
        *inverse = if fits && !vector.is_empty() { 1.0 / vector.norm() } else { 0.0 };
        if fits {
            self.values[row * dimension..][..dimension].copy_from_slice(vector.values());
        }
    }

    /// Rows whose cosine with the vector is at least `least` (above 0), with it, in order of row.
    pub fn near(&self, vector: &Vector, least: f32) -> Vec<(usize, f32)> {
        let mut found = Vec::new();
        if vector.is_empty() || vector.values().len() != self.dimension || self.dimension == 0 {
            return found;
        }
        let inverse = 1.0 / vector.norm();
        wide(
            #[inline(always)]
            || {
                for (row, (values, row_inverse)) in
                    self.values.chunks_exact(self.dimension).zip(&self.inverse_norms).enumerate()
                {
                    let cosine = dot(values, vector.values()) as f32 * inverse * row_inverse;
                    if cosine >= least && *row_inverse > 0.0 {
                        found.push((row, cosine.min(1.0)));
                    }
                }
            },
        );
        found
    }
}
