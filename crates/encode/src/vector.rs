//! A vector of small integers, and how near two of them are.

use crate::wide::wide;

/// The direction of a text, in whole numbers from -127 to 127: a quarter of the room of floats, and the cosine differs by less than 0.002.
#[derive(Debug, Clone, PartialEq)]
pub struct Vector {
    values: Box<[i8]>,
    /// Length of `values`; 0 for the empty vector.
    norm: f32,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VectorRefused {
    #[error("a stored vector has {found} numbers, the model's have {expected}")]
    Dimension { found: usize, expected: usize },
}

impl Vector {
    /// The vector of a text without a word: its cosine with any vector is 0.
    pub fn empty(dimension: usize) -> Vector {
        Vector { values: vec![0; dimension].into(), norm: 0.0 }
    }

    pub fn is_empty(&self) -> bool {
        self.norm == 0.0
    }

    /// The numbers, as they are stored.
    pub fn values(&self) -> &[i8] {
        &self.values
    }

    /// The numbers as bytes (two's complement), for a column of the record.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.values.iter().map(|&value| value as u8).collect()
    }

    /// What [`Vector::to_bytes`] gave. Any bytes of the right number are a vector.
    pub fn from_bytes(bytes: &[u8], dimension: usize) -> Result<Vector, VectorRefused> {
        if bytes.len() != dimension {
            return Err(VectorRefused::Dimension { found: bytes.len(), expected: dimension });
        }
        Ok(Vector::from_values(bytes.iter().map(|&byte| byte as i8).collect()))
    }

    pub(crate) fn from_floats(floats: &[f32]) -> Vector {
        let top = floats.iter().fold(0.0f32, |top, value| top.max(value.abs()));
        let scale = if top > 0.0 && top.is_finite() { 127.0 / top } else { 0.0 };
        Vector::from_values(floats.iter().map(|value| (value * scale).round() as i8).collect())
    }

    fn from_values(values: Box<[i8]>) -> Vector {
        let norm = (dot(&values, &values) as f32).sqrt();
        Vector { values, norm }
    }

    pub(crate) fn norm(&self) -> f32 {
        self.norm
    }
}

/// -1 to 1; 0 when either is empty or they are of two dimensions.
pub fn cosine(a: &Vector, b: &Vector) -> f32 {
    if a.values.len() != b.values.len() || a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let dot = wide(
        #[inline(always)]
        || dot(&a.values, &b.values),
    );
    (dot as f32 / (a.norm * b.norm)).clamp(-1.0, 1.0)
}

/// Written so that the compiler makes vectors of it: products of bytes fit 16 bits, pairs of them are added in one instruction.
#[inline(always)]
pub(crate) fn dot(a: &[i8], b: &[i8]) -> i32 {
    a.iter().zip(b).map(|(&a, &b)| i32::from(a) * i32::from(b)).sum()
}
