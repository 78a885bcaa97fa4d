//! What is kept of a report, as bytes for a column of the record.

use super::{Link, Sketch};
use coranto_encode::Vector;

/// What is kept is of another form, or damaged; the report is to be understood anew.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BytesRefused {
    #[error("kept in form {found}, today's is {FORM}")]
    Form { found: u8 },
    #[error("what is kept of the report is damaged: {0}")]
    Damaged(String),
}

/// Changes when what is kept no longer means the same: another way to cut words, another stemmer.
const FORM: u8 = 2;

impl Sketch {
    /// All but the vector, which is kept apart.
    pub fn to_bytes(&self) -> Vec<u8> {
        write(self)
    }

    pub fn from_bytes(bytes: &[u8], vector: Option<Vector>) -> Result<Sketch, BytesRefused> {
        Ok(Sketch { vector, ..read(bytes)? })
    }
}

pub fn links_to_bytes(links: &[Link]) -> Vec<u8> {
    write(links)
}

pub fn links_from_bytes(bytes: &[u8]) -> Result<Vec<Link>, BytesRefused> {
    read(bytes)
}

fn write<T: serde::Serialize + ?Sized>(value: &T) -> Vec<u8> {
    // Writing into a vector of plain data has nothing to fail by; an empty column would be read as damaged and made anew.
    postcard::to_extend(value, vec![FORM]).unwrap_or_default()
}

fn read<T: for<'a> serde::Deserialize<'a>>(bytes: &[u8]) -> Result<T, BytesRefused> {
    match bytes.split_first() {
        Some((&FORM, rest)) => postcard::from_bytes(rest).map_err(|error| BytesRefused::Damaged(error.to_string())),
        Some((&found, _)) => Err(BytesRefused::Form { found }),
        None => Err(BytesRefused::Damaged("nothing is there".to_owned())),
    }
}
