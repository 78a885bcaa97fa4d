//! A file that is no good is refused with its reason, and nothing breaks.

use std::path::PathBuf;

use coranto_encode::{Encoder, ModelRefused};

const MODEL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/model/minilm-en.safetensors");

/// The refusal of the model's bytes after they were changed.
fn refusal(name: &str, change: impl FnOnce(&mut Vec<u8>)) -> Option<ModelRefused> {
    let mut bytes = std::fs::read(MODEL).unwrap();
    change(&mut bytes);
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).unwrap();
    let opened = Encoder::open(&path);
    std::fs::remove_file(&path).unwrap();
    opened.err()
}

/// Changes words of the header, keeping its length.
fn replace(bytes: &mut [u8], from: &str, to: &str) {
    assert_eq!(from.len(), to.len());
    let at = bytes.windows(from.len()).position(|window| window == from.as_bytes()).expect("the header says so");
    bytes[at..at + from.len()].copy_from_slice(to.as_bytes());
}

#[test]
fn the_file_opens_like_the_bundled_model() {
    let opened = Encoder::open(concat!(env!("CARGO_MANIFEST_DIR"), "/model/news.safetensors")).unwrap();
    assert_eq!(opened.identity(), crate::encoder().identity());
}

#[test]
fn bad_files_are_refused_with_their_reason() {
    assert!(matches!(Encoder::open("/nowhere/model"), Err(ModelRefused::Unreadable { .. })));
    assert_eq!(refusal("empty", Vec::clear), Some(ModelRefused::NotSafetensors));
    assert_eq!(refusal("cut", |bytes| bytes.truncate(9_000_000)), Some(ModelRefused::NotSafetensors));
    assert_eq!(refusal("huge_header", |bytes| bytes[..8].fill(255)), Some(ModelRefused::NotSafetensors));
    assert_eq!(
        refusal("format", |bytes| replace(bytes, "coranto-encoder-1", "coranto-encoder-9")),
        Some(ModelRefused::Format { found: "coranto-encoder-9".to_owned() })
    );
    assert_eq!(
        refusal("tokenizer", |bytes| replace(bytes, "wordpiece", "wordpeace")),
        Some(ModelRefused::Word { name: "tokenizer" })
    );
    assert_eq!(
        refusal("part", |bytes| replace(bytes, "layer.3.up.bias", "layer.3.up.bits")),
        Some(ModelRefused::Missing { part: "layer.3.up.bias".to_owned() })
    );
    assert_eq!(
        refusal("heads", |bytes| replace(bytes, "\"heads\":\"12\"", "\"heads\":\"13\"")),
        Some(ModelRefused::Shape { part: "words" })
    );
    assert_eq!(
        refusal("tokens", |bytes| replace(bytes, "\"max_tokens\":\"128\"", "\"max_tokens\":\"512\"")),
        Some(ModelRefused::Part { part: "positions".to_owned() })
    );
    assert!(matches!(
        refusal("layers", |bytes| replace(bytes, "\"layers\":\"6\"", "\"layers\":\"9\"")),
        Some(ModelRefused::Missing { .. })
    ));
}

#[test]
fn numbers_that_are_no_numbers_break_nothing() {
    let mut bytes = std::fs::read(MODEL).unwrap();
    // The floats stand first: every one of them becomes NaN.
    let start = 8 + u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
    bytes[start..start + 400_000].fill(255);
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("nan");
    std::fs::write(&path, bytes).unwrap();
    let vectors =
        Encoder::open(&path).unwrap().encode(&[coranto_encode::Text { title: "Harbour bridge shut", lead: "" }]);
    std::fs::remove_file(&path).unwrap();
    assert_eq!(vectors.len(), 1);
}
