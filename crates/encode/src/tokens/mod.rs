//! Text → the ids of its pieces in a model's vocabulary. A kind of tokenizer is a file here, a line in [`Kind`] and a word in the model file.

mod unigram;
mod wordpiece;

use crate::model_file::{ModelFile, ModelRefused};
use unigram::Unigram;
use wordpiece::WordPiece;

pub struct Tokenizer {
    kind: Kind,
    /// What stands before and after every text.
    begin: u32,
    end: u32,
    unknown: u32,
    /// The ids of the words that the model wants before every text.
    prefix: Vec<u32>,
    max_tokens: usize,
}

enum Kind {
    WordPiece(WordPiece),
    Unigram(Unigram),
}

impl Tokenizer {
    pub fn read(file: &ModelFile, max_tokens: usize) -> Result<Tokenizer, ModelRefused> {
        let pieces: Vec<&str> = file.text("vocabulary")?.split('\n').collect();
        if pieces.len() != file.shape("words")?[0] {
            return Err(ModelRefused::Vocabulary { why: "it has another number of pieces than there are embeddings" });
        }
        let id = |name: &str| {
            pieces
                .iter()
                .position(|piece| *piece == name)
                .map(|id| id as u32)
                .ok_or(ModelRefused::Vocabulary { why: "a special piece is missing" })
        };
        let (kind, [begin, end, unknown]) = match file.word("tokenizer")? {
            "wordpiece" => (Kind::WordPiece(WordPiece::new(&pieces)), [id("[CLS]")?, id("[SEP]")?, id("[UNK]")?]),
            "unigram" => {
                let scores = file.floats("vocabulary.scores", &[pieces.len()])?;
                (Kind::Unigram(Unigram::new(&pieces, &scores)), [id("<s>")?, id("</s>")?, id("<unk>")?])
            }
            _ => return Err(ModelRefused::Word { name: "tokenizer" }),
        };
        let mut tokenizer = Tokenizer { kind, begin, end, unknown, prefix: Vec::new(), max_tokens };
        tokenizer.prefix = tokenizer.pieces(file.word("prefix")?, max_tokens);
        if tokenizer.prefix.len() + 3 > max_tokens {
            return Err(ModelRefused::Word { name: "max_tokens" });
        }
        Ok(tokenizer)
    }

    /// Begin, prefix, the text's pieces as far as the model can take them, end. Nothing when the text has no piece that the vocabulary knows.
    pub fn tokens(&self, text: &str) -> Vec<u32> {
        let pieces = self.pieces(text, self.max_tokens - self.prefix.len() - 2);
        if pieces.iter().all(|&piece| piece == self.unknown) {
            return Vec::new();
        }
        [&[self.begin], self.prefix.as_slice(), &pieces, &[self.end]].concat()
    }

    fn pieces(&self, text: &str, limit: usize) -> Vec<u32> {
        match &self.kind {
            Kind::WordPiece(kind) => kind.pieces(text, limit, self.unknown),
            Kind::Unigram(kind) => kind.pieces(text, limit, self.unknown),
        }
    }
}
