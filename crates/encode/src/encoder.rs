//! The encoder: a model file opened once, texts in, vectors out.

use std::path::Path;

use sha2::{Digest, Sha256};

use crate::bert::Bert;
use crate::model_file::{Bytes, ModelFile, ModelRefused};
use crate::one_thread::OneThread;
use crate::tokens::Tokenizer;
use crate::vector::Vector;

/// No model is larger; a file that is was picked by mistake.
const MAX_FILE_BYTES: u64 = 512 * 1024 * 1024;

/// What of a text is looked at. A model's tokens end long before, in every script; 10 MB of one word cost no more than this.
const MAX_TEXT_BYTES: usize = 2048;

/// Tokens that go through the layers together: enough to keep the arithmetic busy, few enough to stay in the processor's cache.
const TOKENS_AT_ONCE: usize = 256;

/// One report as it is encoded. Plain text, no markup; either part may be empty.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Text<'a> {
    pub title: &'a str,
    pub lead: &'a str,
}

/// Which model made a vector; stored beside it, since vectors of two models cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    pub name: String,
    /// Numbers in a vector.
    pub dimension: usize,
    /// Of the whole model file, in hexadecimal.
    pub sha256: String,
    /// BCP 47 codes of the languages it was made for.
    pub languages: Vec<String>,
}

/// A model ready to encode. Shared between threads as it is.
pub struct Encoder {
    identity: Identity,
    tokenizer: Tokenizer,
    bert: Bert,
    threads: OneThread,
}

impl Encoder {
    /// The model that the program carries.
    #[cfg(feature = "bundled")]
    pub fn bundled() -> Result<Encoder, ModelRefused> {
        static MODEL: &[u8] = include_bytes!("../model/news.safetensors");
        Encoder::from_bytes(Bytes::Static(MODEL))
    }

    /// A model file, such as `training/encoder` writes.
    pub fn open(path: impl AsRef<Path>) -> Result<Encoder, ModelRefused> {
        let path = path.as_ref();
        let unreadable =
            |error: std::io::Error| ModelRefused::Unreadable { path: path.to_owned(), error: error.to_string() };
        let size = std::fs::metadata(path).map_err(unreadable)?.len();
        if size > MAX_FILE_BYTES {
            return Err(ModelRefused::TooLarge { bytes: size });
        }
        Encoder::from_bytes(Bytes::Owned(std::fs::read(path).map_err(unreadable)?.into()))
    }

    fn from_bytes(bytes: Bytes) -> Result<Encoder, ModelRefused> {
        let sha256 = Sha256::digest(&*bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let file = ModelFile::read(bytes)?;
        let bert = Bert::read(&file)?;
        let tokenizer = Tokenizer::read(&file, bert.max_tokens())?;
        Ok(Encoder {
            identity: Identity {
                name: file.word("name")?.to_owned(),
                dimension: bert.dimension(),
                sha256,
                languages: file.word("languages")?.split(' ').map(str::to_owned).collect(),
            },
            tokenizer,
            bert,
            threads: OneThread::default(),
        })
    }

    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// A vector for each text, in their order.
    pub fn encode(&self, texts: &[Text]) -> Vec<Vector> {
        self.threads.run(|| {
            let mut vectors = vec![Vector::empty(self.identity.dimension); texts.len()];
            let tokens: Vec<Vec<u32>> = texts.iter().map(|text| self.tokens(*text)).collect();
            // Equal lengths together: a round then holds as much as the next.
            let mut order: Vec<usize> = (0..texts.len()).filter(|&i| !tokens[i].is_empty()).collect();
            order.sort_by_key(|&i| tokens[i].len());
            let mut rest = order.as_slice();
            while !rest.is_empty() {
                let (round, later) = rest.split_at(self.round(rest, &tokens));
                let texts: Vec<&[u32]> = round.iter().map(|&i| tokens[i].as_slice()).collect();
                for (&i, floats) in round.iter().zip(self.bert.encode(&texts)) {
                    vectors[i] = Vector::from_floats(&floats);
                }
                rest = later;
            }
            vectors
        })
    }

    /// Tokens that the layers would see of these texts; what encoding costs.
    pub fn count_tokens(&self, texts: &[Text]) -> usize {
        texts.iter().map(|text| self.tokens(*text).len()).sum()
    }

    /// What the model's last layer makes of each token of a text, token by token: what layers above it are trained on (`training/encoder`).
    pub fn states(&self, text: Text) -> Vec<f32> {
        let tokens = self.tokens(text);
        if tokens.is_empty() { Vec::new() } else { self.threads.run(|| self.bert.states(&[&tokens]).0) }
    }

    /// How many of the texts go through the layers next: at least one.
    fn round(&self, order: &[usize], tokens: &[Vec<u32>]) -> usize {
        let mut sum = 0;
        let fit = order.iter().take_while(|&&i| {
            sum += tokens[i].len();
            sum <= TOKENS_AT_ONCE
        });
        fit.count().max(1)
    }

    /// The title, then the lead, as the model's tokens.
    fn tokens(&self, text: Text) -> Vec<u32> {
        let title = beginning(text.title.trim_start(), MAX_TEXT_BYTES);
        let lead = beginning(text.lead.trim_start(), MAX_TEXT_BYTES - title.len());
        self.tokenizer.tokens(&format!("{title} {lead}"))
    }
}

/// The first `bytes` of a text, less a character cut in two.
fn beginning(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Answer {
        text: String,
        tokens: Vec<u32>,
    }

    fn tokens_are(encoder: &Encoder, answers: &str) {
        let answers: Vec<Answer> = serde_json::from_str(answers).unwrap();
        assert!(answers.len() >= 10);
        for answer in answers {
            assert_eq!(encoder.tokens(Text { title: &answer.text, lead: "" }), answer.tokens, "{:?}", answer.text);
        }
    }

    /// Against the `tokenizers` library, by `training/encoder/minilm.py`.
    #[test]
    fn word_pieces_are_those_of_the_reference() {
        let model = concat!(env!("CARGO_MANIFEST_DIR"), "/model/minilm-en.safetensors");
        tokens_are(&Encoder::open(model).unwrap(), include_str!("../tests/golden/minilm-en.json"));
    }

    /// Against what training cut, by `training/encoder/news.py`.
    #[test]
    fn unigram_pieces_are_those_of_the_reference() {
        tokens_are(&Encoder::bundled().unwrap(), include_str!("../tests/golden/news.json"));
    }
}
