//! Decompression under a cap: the compressed bytes are pushed in as they come, and writing past the cap ends it, so a bomb costs at
//! most the cap. The client's own transparent decompression is off: it has no cap, and its zstd would set aside 128 MiB for a
//! stream that asks for such a window.

use brotli::DecompressorWriter;
use bytes::Bytes;
use flate2::write::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use zstd::stream::raw::{DParameter, Operation};

/// What the client offers to understand.
pub(crate) const ACCEPT_ENCODING: &str = "gzip, br, zstd, deflate";

/// RFC 9659: a zstd stream on the web needs no window above 8 MiB.
const ZSTD_WINDOW_LOG: u32 = 23;
const STEP: usize = 16 << 10;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DecodeFailed {
    /// More than the cap came out.
    TooLarge,
    Damaged(String),
}

pub(crate) enum Decoder {
    /// Not compressed. The first chunk is kept as it is: most small answers come in one, and then nothing is copied.
    Plain {
        first: Bytes,
        rest: Sink,
    },
    Gzip(Box<MultiGzDecoder<Sink>>),
    /// "deflate" means zlib, yet some servers send the bare stream: the first two bytes tell.
    Deflate {
        start: Vec<u8>,
        limit: usize,
    },
    Zlib(Box<ZlibDecoder<Sink>>),
    BareDeflate(Box<DeflateDecoder<Sink>>),
    Brotli {
        decoder: Box<DecompressorWriter<Sink>>,
        started: bool,
    },
    Zstd {
        decoder: Box<zstd::stream::raw::Decoder<'static>>,
        sink: Sink,
        frame_open: bool,
    },
}

impl Decoder {
    /// `encoding` is the Content-Encoding header. `expected` is a hint of the decoded size, from Content-Length.
    pub(crate) fn new(encoding: Option<&str>, limit: u64, expected: Option<u64>) -> Result<Decoder, DecodeFailed> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let sink = || Sink { bytes: Vec::new(), limit, overflowed: false };
        let encoding = encoding.unwrap_or_default().trim();
        let is = |name: &str| encoding.eq_ignore_ascii_case(name);
        if is("gzip") || is("x-gzip") {
            Ok(Decoder::Gzip(Box::new(MultiGzDecoder::new(sink()))))
        } else if is("deflate") {
            Ok(Decoder::Deflate { start: Vec::new(), limit })
        } else if is("br") {
            Ok(Decoder::Brotli { decoder: Box::new(DecompressorWriter::new(sink(), STEP)), started: false })
        } else if is("zstd") {
            let mut decoder = zstd::stream::raw::Decoder::new().map_err(damaged)?;
            decoder.set_parameter(DParameter::WindowLogMax(ZSTD_WINDOW_LOG)).map_err(damaged)?;
            Ok(Decoder::Zstd { decoder: Box::new(decoder), sink: sink(), frame_open: false })
        } else if encoding.contains(',') || is("compress") || is("x-compress") || is("dcb") || is("dcz") {
            Err(DecodeFailed::Damaged(format!("“{encoding}” was not asked for")))
        } else {
            // "identity", and the charsets and "none" that some servers put here, which all mean: not compressed.
            let mut rest = sink();
            rest.bytes.reserve(usize::try_from(expected.unwrap_or(0)).unwrap_or(0).min(limit).min(1 << 20));
            Ok(Decoder::Plain { first: Bytes::new(), rest })
        }
    }

    pub(crate) fn push(&mut self, chunk: Bytes) -> Result<(), DecodeFailed> {
        guarded(|| self.push_unguarded(chunk))
    }

    fn push_unguarded(&mut self, chunk: Bytes) -> Result<(), DecodeFailed> {
        match self {
            Decoder::Plain { first, rest } => {
                if first.is_empty() && rest.bytes.is_empty() && chunk.len() <= rest.limit {
                    *first = chunk;
                    return Ok(());
                }
                let head = std::mem::take(first);
                if rest.write_all(&head).and_then(|()| rest.write_all(&chunk)).is_err() {
                    return Err(DecodeFailed::TooLarge);
                }
                Ok(())
            }
            Decoder::Gzip(decoder) => decoder.write_all(&chunk).map_err(|e| verdict(decoder.get_ref(), e)),
            Decoder::Zlib(decoder) => decoder.write_all(&chunk).map_err(|e| verdict(decoder.get_ref(), e)),
            Decoder::BareDeflate(decoder) => decoder.write_all(&chunk).map_err(|e| verdict(decoder.get_ref(), e)),
            Decoder::Brotli { decoder, started } => {
                if !*started && asks_for_a_large_window(&chunk) {
                    return Err(DecodeFailed::Damaged("its window is larger than brotli allows on the web".into()));
                }
                *started |= !chunk.is_empty();
                decoder.write_all(&chunk).map_err(|e| verdict(decoder.get_ref(), e))
            }
            Decoder::Zstd { decoder, sink, frame_open } => push_zstd(decoder, sink, frame_open, &chunk),
            Decoder::Deflate { start, limit } => {
                start.extend_from_slice(&chunk);
                if let [a, b, ..] = start.as_slice() {
                    let is_zlib = a & 0x0f == 8 && (u16::from(*a) << 8 | u16::from(*b)).is_multiple_of(31);
                    let sink = Sink { bytes: Vec::new(), limit: *limit, overflowed: false };
                    let start = Bytes::from(std::mem::take(start));
                    *self = if is_zlib {
                        Decoder::Zlib(Box::new(ZlibDecoder::new(sink)))
                    } else {
                        Decoder::BareDeflate(Box::new(DeflateDecoder::new(sink)))
                    };
                    return self.push_unguarded(start);
                }
                Ok(())
            }
        }
    }

    /// All that came out, once the last chunk is in. A stream that breaks off is damaged.
    pub(crate) fn finish(self) -> Result<Bytes, DecodeFailed> {
        guarded(|| self.finish_unguarded())
    }

    fn finish_unguarded(self) -> Result<Bytes, DecodeFailed> {
        match self {
            Decoder::Plain { first, rest } => Ok(if rest.bytes.is_empty() { first } else { rest.bytes.into() }),
            Decoder::Gzip(mut decoder) => match decoder.try_finish() {
                Ok(()) => Ok(std::mem::take(&mut decoder.get_mut().bytes).into()),
                Err(error) => Err(verdict(decoder.get_ref(), error)),
            },
            Decoder::Zlib(mut decoder) => match decoder.try_finish() {
                Ok(()) => Ok(std::mem::take(&mut decoder.get_mut().bytes).into()),
                Err(error) => Err(verdict(decoder.get_ref(), error)),
            },
            Decoder::BareDeflate(mut decoder) => match decoder.try_finish() {
                Ok(()) => Ok(std::mem::take(&mut decoder.get_mut().bytes).into()),
                Err(error) => Err(verdict(decoder.get_ref(), error)),
            },
            Decoder::Brotli { mut decoder, .. } => match decoder.close() {
                Ok(()) => Ok(std::mem::take(&mut decoder.get_mut().bytes).into()),
                Err(error) => Err(verdict(decoder.get_ref(), error)),
            },
            Decoder::Zstd { frame_open: true, .. } => Err(DecodeFailed::Damaged("it breaks off".into())),
            Decoder::Zstd { sink, .. } => Ok(sink.bytes.into()),
            Decoder::Deflate { start, .. } if start.is_empty() => Ok(Bytes::new()),
            Decoder::Deflate { .. } => Err(DecodeFailed::Damaged("it breaks off".into())),
        }
    }
}

impl Decoder {
    /// What came out before the cap was reached.
    pub(crate) fn so_far(self) -> Bytes {
        let taken = |sink: &mut Sink| Bytes::from(std::mem::take(&mut sink.bytes));
        match self {
            Decoder::Plain { mut rest, .. } => taken(&mut rest),
            Decoder::Gzip(mut decoder) => taken(decoder.get_mut()),
            Decoder::Zlib(mut decoder) => taken(decoder.get_mut()),
            Decoder::BareDeflate(mut decoder) => taken(decoder.get_mut()),
            Decoder::Brotli { mut decoder, .. } => taken(decoder.get_mut()),
            Decoder::Zstd { mut sink, .. } => taken(&mut sink),
            Decoder::Deflate { .. } => Bytes::new(),
        }
    }
}

/// The library reads "large window" streams too, which set aside up to a gigabyte. RFC 7932 knows their first seven bits as invalid.
fn asks_for_a_large_window(start: &[u8]) -> bool {
    start.first().is_some_and(|byte| byte & 0x7f == 0x11)
}

fn push_zstd(
    decoder: &mut zstd::stream::raw::Decoder<'static>,
    sink: &mut Sink,
    frame_open: &mut bool,
    mut chunk: &[u8],
) -> Result<(), DecodeFailed> {
    let mut out = [0_u8; STEP];
    loop {
        let status = decoder.run_on_buffers(chunk, &mut out).map_err(damaged)?;
        let (Some(rest), Some(made)) = (chunk.get(status.bytes_read..), out.get(..status.bytes_written)) else {
            return Err(DecodeFailed::Damaged("the decompressor lost count".into()));
        };
        sink.write_all(made).map_err(|_| DecodeFailed::TooLarge)?;
        // 0 means that a frame has ended and is written out whole.
        *frame_open = status.remaining != 0;
        chunk = rest;
        let more_to_come = status.bytes_written == STEP && *frame_open;
        if chunk.is_empty() && !more_to_come {
            return Ok(());
        }
        if status.bytes_read == 0 && status.bytes_written == 0 {
            return Err(DecodeFailed::Damaged("it makes no progress".into()));
        }
    }
}

/// The bytes that came out so far; refuses more than `limit`.
pub(crate) struct Sink {
    bytes: Vec<u8>,
    limit: usize,
    overflowed: bool,
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = self.limit.saturating_sub(self.bytes.len());
        let fits = bytes.get(..room).unwrap_or(bytes);
        self.bytes.extend_from_slice(fits);
        if fits.len() < bytes.len() {
            self.overflowed = true;
            return Err(io::Error::other("larger than allowed"));
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn verdict(sink: &Sink, error: io::Error) -> DecodeFailed {
    if sink.overflowed { DecodeFailed::TooLarge } else { damaged(error) }
}

fn damaged(error: io::Error) -> DecodeFailed {
    DecodeFailed::Damaged(match error.kind() {
        io::ErrorKind::UnexpectedEof => "it breaks off".to_owned(),
        _ => error.to_string(),
    })
}

/// A decompressor that panics on hostile bytes spoils its own answer, not the program.
fn guarded<T>(work: impl FnOnce() -> Result<T, DecodeFailed>) -> Result<T, DecodeFailed> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(DecodeFailed::Damaged("the decompressor gave up on it".into())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn compress(encoding: &str, text: &[u8]) -> Vec<u8> {
        match encoding {
            "gzip" => {
                let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
                encoder.write_all(text).unwrap();
                encoder.finish().unwrap()
            }
            "deflate" => {
                let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
                encoder.write_all(text).unwrap();
                encoder.finish().unwrap()
            }
            "bare deflate" => {
                let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
                encoder.write_all(text).unwrap();
                encoder.finish().unwrap()
            }
            "br" => {
                let mut out = Vec::new();
                brotli::CompressorWriter::new(&mut out, 4096, 3, 20).write_all(text).unwrap();
                out
            }
            "zstd" => zstd::encode_all(text, 1).unwrap(),
            _ => text.to_vec(),
        }
    }

    const ENCODINGS: [&str; 6] = ["identity", "gzip", "deflate", "bare deflate", "br", "zstd"];

    fn decode(encoding: &str, bytes: &[u8], step: usize, limit: u64) -> Result<Bytes, DecodeFailed> {
        let name = encoding.trim_start_matches("bare ");
        let mut decoder = Decoder::new(Some(name), limit, None)?;
        for chunk in bytes.chunks(step.max(1)) {
            decoder.push(Bytes::copy_from_slice(chunk))?;
        }
        decoder.finish()
    }

    #[test]
    fn it_works() {
        let text = b"The harbour bridge at Lumen reopens on Monday. ".repeat(4_000);
        for encoding in ENCODINGS {
            let packed = compress(encoding, &text);
            for step in [1, 7, 4096, usize::MAX / 2] {
                assert_eq!(decode(encoding, &packed, step, 1 << 20).as_deref(), Ok(&text[..]), "{encoding} by {step}");
            }
            let exact = text.len() as u64;
            assert_eq!(decode(encoding, &packed, 4096, exact).map(|b| b.len()), Ok(text.len()), "{encoding}");
            assert_eq!(decode(encoding, &packed, 4096, exact - 1), Err(DecodeFailed::TooLarge), "{encoding}");
        }
    }

    #[test]
    fn an_empty_answer_is_empty_in_every_encoding() {
        for encoding in ENCODINGS {
            assert_eq!(decode(encoding, &compress(encoding, b""), 4096, 10).as_deref(), Ok(&b""[..]), "{encoding}");
        }
    }

    #[test]
    fn what_breaks_off_or_is_not_compressed_at_all_is_damaged() {
        let text: Vec<u8> = (0..20_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for encoding in &ENCODINGS[1..] {
            let packed = compress(encoding, &text);
            let cut = &packed[..packed.len() - 20];
            assert!(matches!(decode(encoding, cut, 4096, 1 << 20), Err(DecodeFailed::Damaged(_))), "{encoding}");
            let plain = b"<rss version=\"2.0\"><channel></channel></rss>";
            assert!(matches!(decode(encoding, plain, 4096, 1 << 20), Err(DecodeFailed::Damaged(_))), "{encoding}");
        }
        assert!(matches!(Decoder::new(Some("gzip, br"), 9, None), Err(DecodeFailed::Damaged(_))));
        assert!(Decoder::new(Some("UTF-8"), 9, None).is_ok());
    }

    #[test]
    fn several_gzip_members_are_one_answer() {
        let two = [compress("gzip", b"one "), compress("gzip", b"two")].concat();
        assert_eq!(decode("gzip", &two, 5, 100).as_deref(), Ok(&b"one two"[..]));
        let two = [compress("zstd", b"one "), compress("zstd", b"two")].concat();
        assert_eq!(decode("zstd", &two, 5, 100).as_deref(), Ok(&b"one two"[..]));
    }

    #[test]
    fn a_zstd_window_of_128_mib_is_refused() {
        let mut encoder = zstd::stream::Encoder::new(Vec::new(), 1).unwrap();
        encoder.set_parameter(zstd::stream::raw::CParameter::WindowLog(27)).unwrap();
        for _ in 0..40 {
            encoder.write_all(&[7; 1 << 20]).unwrap();
        }
        let packed = encoder.finish().unwrap();
        assert!(matches!(decode("zstd", &packed, 4096, 64 << 20), Err(DecodeFailed::Damaged(_))));
    }

    #[test]
    fn a_large_window_of_brotli_is_refused() {
        let parameters =
            brotli::enc::BrotliEncoderParams { large_window: true, lgwin: 28, quality: 3, ..Default::default() };
        let mut packed = Vec::new();
        brotli::CompressorWriter::with_params(&mut packed, 4096, &parameters).write_all(&[7; 100_000]).unwrap();
        assert!(matches!(decode("br", &packed, 4096, 1 << 20), Err(DecodeFailed::Damaged(_))));
    }

    proptest! {
        #[test]
        fn hostile_bytes_end_in_a_result(bytes in proptest::collection::vec(any::<u8>(), 0..300), which in 0..6_usize, step in 1..64_usize) {
            if let Ok(text) = decode(ENCODINGS[which], &bytes, step, 1_000) {
                prop_assert!(text.len() <= 1_000);
            }
        }

        #[test]
        fn one_wrong_byte_ends_in_a_result(at in 0..2_000_usize, to: u8, which in 1..6_usize) {
            let mut packed = compress(ENCODINGS[which], &b"Ferry talks in Port Aster stall. ".repeat(90));
            let at = at % packed.len();
            packed[at] = to;
            let _ = decode(ENCODINGS[which], &packed, 13, 10_000);
        }
    }
}
