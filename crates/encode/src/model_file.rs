//! The model file: safetensors (8 bytes of length, a JSON header, the numbers), every part of which is checked before it is used.
//!
//! `training/encoder/container.py` writes it and says what the integers mean.

use std::collections::HashMap;
use std::ops::{Deref, Range};
use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize;

/// The layout this program reads.
const FORMAT: &str = "coranto-encoder-1";

/// The header lists a few hundred parts.
const MAX_HEADER_BYTES: usize = 1024 * 1024;

/// Why a model file is not used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelRefused {
    #[error("{} cannot be read: {error}", path.display())]
    Unreadable { path: PathBuf, error: String },
    #[error("the file has {bytes} bytes: no model is that large")]
    TooLarge { bytes: u64 },
    #[error("the file is no safetensors file, or was cut off")]
    NotSafetensors,
    #[error("the file's format is {found:?}, this program reads {FORMAT:?}")]
    Format { found: String },
    #[error("the file does not say {name}, or not in a way that can be read")]
    Word { name: &'static str },
    #[error("part {part:?} is missing")]
    Missing { part: String },
    #[error("part {part:?} has a shape that does not fit")]
    Shape { part: &'static str },
    #[error("part {part:?} has another kind of number or another shape than expected")]
    Part { part: String },
    #[error("the vocabulary cannot be read: {why}")]
    Vocabulary { why: &'static str },
}

/// The file's bytes, wherever they are.
#[derive(Clone)]
pub enum Bytes {
    #[cfg_attr(not(feature = "bundled"), expect(dead_code, reason = "only the model in the program is static"))]
    Static(&'static [u8]),
    Owned(Arc<[u8]>),
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Static(bytes) => bytes,
            Bytes::Owned(bytes) => bytes,
        }
    }
}

pub struct ModelFile {
    bytes: Bytes,
    words: HashMap<String, String>,
    parts: HashMap<String, Part>,
}

struct Part {
    kind: String,
    shape: Vec<usize>,
    place: Range<usize>,
}

#[derive(Deserialize)]
struct Entry {
    dtype: String,
    shape: Vec<usize>,
    data_offsets: (usize, usize),
}

#[derive(Deserialize)]
struct Header {
    #[serde(rename = "__metadata__")]
    words: HashMap<String, String>,
    #[serde(flatten)]
    parts: HashMap<String, Entry>,
}

impl ModelFile {
    pub fn read(bytes: Bytes) -> Result<ModelFile, ModelRefused> {
        let (length, rest) = bytes.split_first_chunk::<8>().ok_or(ModelRefused::NotSafetensors)?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok().filter(|&length| length <= MAX_HEADER_BYTES);
        let header = length.and_then(|length| rest.get(..length)).ok_or(ModelRefused::NotSafetensors)?;
        let start = 8 + header.len();
        let header: Header = serde_json::from_slice(header).map_err(|_| ModelRefused::NotSafetensors)?;
        let found = header.words.get("format").cloned().unwrap_or_default();
        if found != FORMAT {
            return Err(ModelRefused::Format { found });
        }
        let place = |(name, entry): (String, Entry)| -> Result<(String, Part), ModelRefused> {
            let (from, to) = entry.data_offsets;
            let room = bytes.len() - start;
            if from > to || to > room {
                return Err(ModelRefused::NotSafetensors);
            }
            Ok((name, Part { kind: entry.dtype, shape: entry.shape, place: start + from..start + to }))
        };
        let parts = header.parts.into_iter().map(place).collect::<Result<_, _>>()?;
        Ok(ModelFile { words: header.words, parts, bytes })
    }

    /// One of the file's words about itself.
    pub fn word(&self, name: &'static str) -> Result<&str, ModelRefused> {
        self.words.get(name).map(String::as_str).ok_or(ModelRefused::Word { name })
    }

    pub fn number(&self, name: &'static str) -> Result<usize, ModelRefused> {
        self.word(name)?.parse().map_err(|_| ModelRefused::Word { name })
    }

    pub fn shape(&self, part: &str) -> Result<&[usize], ModelRefused> {
        Ok(&self.part(part)?.shape)
    }

    pub fn floats(&self, part: &str, shape: &[usize]) -> Result<Vec<f32>, ModelRefused> {
        let bytes = self.checked(part, "F32", shape, 4)?;
        Ok(bytes.as_chunks::<4>().0.iter().map(|four| f32::from_le_bytes(*four)).collect())
    }

    pub fn integers(&self, part: &str, shape: [usize; 2]) -> Result<Vec<i8>, ModelRefused> {
        Ok(self.checked(part, "I8", &shape, 1)?.iter().map(|&byte| byte as i8).collect())
    }

    pub fn text(&self, part: &str) -> Result<&str, ModelRefused> {
        let bytes = self.checked(part, "U8", &self.part(part)?.shape, 1)?;
        std::str::from_utf8(bytes).map_err(|_| ModelRefused::Vocabulary { why: "it is not UTF-8" })
    }

    /// Rows of integers left in the file: int8, or two of 4 bits a byte, with one scale a row or several.
    pub fn rows(&self, part: &str) -> Result<Rows, ModelRefused> {
        let refused = || ModelRefused::Part { part: part.to_owned() };
        let found = self.part(part)?;
        let &[rows, columns] = found.shape.as_slice() else { return Err(refused()) };
        let halves = found.kind == "U8";
        self.checked(part, if halves { "U8" } else { "I8" }, &[rows, columns], 1)?;
        let name = format!("{part}.scale");
        let scale = self.floats(&name, self.shape(&name)?)?;
        let width = if halves { columns.saturating_mul(2) } else { columns };
        let scales = scale.len() / rows.max(1);
        // A scale covers an even number of columns, so that no byte has two.
        if scales == 0 || scales * rows != scale.len() || width % scales != 0 || (halves && (width / scales) % 2 != 0) {
            return Err(refused());
        }
        Ok(Rows { bytes: self.bytes.clone(), place: found.place.clone(), columns, halves, width, scales, scale })
    }

    fn part(&self, part: &str) -> Result<&Part, ModelRefused> {
        self.parts.get(part).ok_or_else(|| ModelRefused::Missing { part: part.to_owned() })
    }

    fn checked(&self, name: &str, kind: &str, shape: &[usize], width: usize) -> Result<&[u8], ModelRefused> {
        let part = self.part(name)?;
        let expected = shape.iter().try_fold(width, |size, &side| size.checked_mul(side));
        if part.kind != kind || part.shape != shape || expected != Some(part.place.len()) {
            return Err(ModelRefused::Part { part: name.to_owned() });
        }
        Ok(&self.bytes[part.place.clone()])
    }
}

/// Rows of small integers that stay where the file lies.
pub struct Rows {
    bytes: Bytes,
    place: Range<usize>,
    /// Bytes a row.
    columns: usize,
    halves: bool,
    /// Numbers a row, and scales a row.
    width: usize,
    scales: usize,
    scale: Vec<f32>,
}

impl Rows {
    pub fn width(&self) -> usize {
        self.width
    }

    /// Writes a row; one that is not there is zeros.
    pub fn row(&self, row: usize, out: &mut [f32]) {
        let Some(scales) = self.scale.get(row * self.scales..(row + 1) * self.scales) else { return out.fill(0.0) };
        let bytes = &self.bytes[self.place.start + row * self.columns..][..self.columns];
        let parts = out
            .chunks_exact_mut(self.width / self.scales)
            .zip(bytes.chunks_exact(self.columns / self.scales))
            .zip(scales);
        for ((out, bytes), &scale) in parts {
            if self.halves {
                for (out, &byte) in out.as_chunks_mut::<2>().0.iter_mut().zip(bytes) {
                    *out = [(i16::from(byte & 15) - 8) as f32 * scale, (i16::from(byte >> 4) - 8) as f32 * scale];
                }
            } else {
                out.iter_mut().zip(bytes).for_each(|(out, &byte)| *out = f32::from(byte as i8) * scale);
            }
        }
    }
}
