//! Title and lead of a report → a vector that lies near the vectors of reports on the same event. On the processor, in whole numbers, one thread a call.
//!
//! ```
//! use coranto_encode::{Encoder, Text, cosine};
//! # fn main() -> Result<(), coranto_encode::ModelRefused> {
//! let encoder = Encoder::bundled()?;
//! let vectors = encoder.encode(&[
//!     Text { title: "Crack shuts harbour bridge", lead: "Divers found it in the third pier." },
//!     Text { title: "Bridge at the harbour closed after divers find crack", lead: "" },
//!     Text { title: "Rovers reach the cup final", lead: "They beat United 3-1." },
//! ]);
//! assert!(cosine(&vectors[0], &vectors[1]) > cosine(&vectors[0], &vectors[2]) + 0.2);
//! # Ok(())
//! # }
//! ```
//!
//! The vector of a text depends on that text and the model alone: not on the texts beside it in a batch, nor on the number of threads. A text without a word gets the empty
//! vector, near to nothing.
//!
//! Never: fetches a model; decides what is one story; panics, whatever the text; takes more than one processor for a call.
//!
//! The model is a safetensors file that `training/encoder` writes ([`model_file`](self)): a BERT encoder with int8 weights, its vocabulary, and how to cut text into it.

mod attention;
mod bert;
mod encoder;
mod model_file;
mod one_thread;
mod product;
mod table;
mod tokens;
mod vector;
mod wide;

pub use encoder::{Encoder, Identity, Text};
pub use model_file::ModelRefused;
pub use table::Table;
pub use vector::{Vector, VectorRefused, cosine};
