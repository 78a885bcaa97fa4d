//! Faults of servers and of the way to them.

use super::{Expected, Fault, Target, feeds, pages};
use crate::answer::{Answer, Ask, Body};
use crate::{date, server};
use bytes::Bytes;
use coranto_core::Millis;
use futures_util::{StreamExt, stream};
use std::io::Write;
use std::sync::OnceLock;
use std::time::Duration;

const fn row(
    name: &'static str,
    what: &'static str,
    expected: &'static str,
    answer: fn(&Ask<'_>, u64) -> Answer,
) -> Fault {
    Fault { name, target: Target::Feed, path: "/feed.xml", what, expected: Expected::Outcome(expected), answer }
}

const fn page(fault: Fault) -> Fault {
    Fault { target: Target::Page, path: "/article", ..fault }
}

const fn expecting(expected: Expected, fault: Fault) -> Fault {
    Fault { expected, ..fault }
}

pub(super) const ROWS: &[Fault] = &[
    row("not-found", "the server answers 404", "not_found", |_, _| Answer::text(404, "no such feed\n")),
    row("gone", "the server answers 410", "gone", |_, _| Answer::text(410, "gone for good\n")),
    row("forbidden", "the server answers 403", "refused", |_, _| Answer::text(403, "not for you\n")),
    row("server-error", "the server answers 500", "http_status", |_, _| Answer::text(500, "it broke\n")),
    row("unavailable", "503 with Retry-After in seconds", "rate_limited", |_, _| {
        Answer::text(503, "later\n").header("retry-after", "120")
    }),
    row("too-many-requests", "429 with Retry-After as a date ten minutes ahead", "rate_limited", |ask, _| {
        Answer::text(429, "slower\n").header("retry-after", date::http(Millis(ask.now.0 + 10 * Millis::MINUTE)))
    }),
    row("redirect-loop", "two addresses that lead to each other", "redirect_loop", |ask, _| {
        Answer::redirect(302, if ask.path == "/feed.xml" { "/other" } else { "/feed.xml" })
    }),
    row("redirect-chain", "twenty redirects before the feed", "too_many_redirects", |ask, _| match hop(ask) {
        20.. => feeds::good("redirect-chain"),
        n => Answer::redirect(301, &format!("/hop/{}", n + 1)),
    }),
    expecting(
        Expected::Items(3),
        row("redirect-short", "three temporary redirects before the feed", "", |ask, _| match hop(ask) {
            3.. => feeds::good("redirect-short"),
            n => Answer::redirect(302, &format!("/hop/{}", n + 1)),
        }),
    ),
    expecting(
        Expected::Items(3),
        row("moved", "the feed has moved for good (301) to another path", "", |ask, _| match ask.path {
            "/feed.xml" => Answer::redirect(301, "/new/feed.xml"),
            _ => feeds::good("moved"),
        }),
    ),
    row("redirect-private", "a redirect into a private network", "address_forbidden", |_, _| {
        Answer::redirect(302, "http://10.0.0.1/feed.xml")
    }),
    row("redirect-loopback", "a redirect to the reader's own machine", "address_forbidden", |_, _| {
        Answer::redirect(302, "http://127.0.0.1:22/")
    }),
    row("redirect-metadata", "a redirect to a cloud's metadata address", "address_forbidden", |_, _| {
        Answer::redirect(302, "http://169.254.169.254/latest/meta-data/")
    }),
    row("redirect-ipv6", "a redirect to the loopback written as IPv4 in IPv6", "address_forbidden", |_, _| {
        Answer::redirect(302, "http://[::ffff:127.0.0.1]/")
    }),
    row("redirect-file", "a redirect to a file", "address_invalid", |_, _| Answer::redirect(302, "file:///etc/passwd")),
    row("silent", "headers come and the body never does", "timed_out", |_, _| {
        let never = stream::once(std::future::pending::<std::io::Result<Bytes>>()).boxed();
        Answer::raw(200, "application/rss+xml", Body::Parts(never))
    }),
    row("slow-body", "one byte a second", "too_slow", |_, _| {
        let drops = stream::unfold((), |()| async {
            tokio::time::sleep(Duration::from_secs(1)).await;
            Some((Ok(Bytes::from_static(b" ")), ()))
        });
        Answer::raw(200, "application/rss+xml", Body::Parts(drops.boxed()))
    }),
    row("endless-body", "a body without end", "too_large", |_, _| {
        static BLANKS: [u8; 16 << 10] = [b' '; 16 << 10];
        let parts = stream::repeat_with(|| Ok(Bytes::from_static(&BLANKS)));
        Answer::raw(200, "application/rss+xml", Body::Parts(parts.boxed()))
    }),
    page(row("endless-page", "a page without end", "too_large", |_, _| {
        static PARAGRAPH: &[u8] = &[b'p'; 16 << 10];
        let parts = stream::repeat_with(|| Ok(Bytes::from_static(PARAGRAPH)));
        Answer::raw(200, "text/html", Body::Parts(parts.boxed()))
    })),
    row("gzip-bomb", "four megabytes that unpack to four gigabytes", "too_large", |_, _| packed("gzip", gzip_bomb())),
    row("brotli-bomb", "a few hundred bytes that unpack to 64 megabytes", "too_large", |_, _| {
        packed("br", brotli_bomb())
    }),
    row("zstd-bomb", "a few kilobytes that unpack to 64 megabytes", "too_large", |_, _| packed("zstd", zstd_bomb())),
    row("truncated-gzip", "a compressed body that breaks off", "encoding_failed", |_, _| {
        let whole = server::gzip(feeds::good_text("truncated-gzip").as_bytes()).unwrap_or_default();
        packed("gzip", Bytes::from(whole).slice(..200))
    }),
    row("false-gzip", "plain text that claims to be compressed", "encoding_failed", |_, _| {
        packed("gzip", Bytes::from(feeds::good_text("false-gzip")))
    }),
    row("huge-header", "a header of a megabyte", "protocol_failed", |_, _| {
        feeds::good("huge-header").header("x-padding", "x".repeat(1 << 20))
    }),
    row("reset-mid-body", "the connection breaks after half of the promised bytes", "protocol_failed", |_, _| {
        let text = feeds::good_text("reset-mid-body");
        let half = Bytes::from(text.clone()).slice(..text.len() / 2);
        // The pause lets the first half go out; the error then tears the connection.
        let parts = stream::iter([Some(half), None]).then(|part| async {
            match part {
                Some(half) => Ok(half),
                None => {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset))
                }
            }
        });
        Answer::raw(200, "application/rss+xml", Body::Parts(parts.boxed()))
            .header("content-length", text.len().to_string())
    }),
    page(row("robots-disallow", "robots.txt forbids the whole host", "robots_disallowed", |_, _| pages::good())),
    page(row("robots-error", "robots.txt answers 503", "robots_unreachable", |_, _| pages::good())),
    page(row("noai-header", "X-Robots-Tag: noai", "mining_opt_out", |_, _| {
        pages::good().header("x-robots-tag", "noai, noimageai")
    })),
    page(row("tdm-header", "TDM-Reservation: 1", "mining_opt_out", |_, _| {
        pages::good().header("tdm-reservation", "1").header("tdm-policy", "https://fault-tdm-header.example/policy")
    })),
    expecting(
        Expected::MiningMeta,
        page(row("noai-meta", "the page's own robots meta says noai", "", |_, _| pages::noai_meta())),
    ),
];

/// The number in "/hop/7".
fn hop(ask: &Ask<'_>) -> u32 {
    ask.path.strip_prefix("/hop/").and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// Bytes sent as they are under the name of an encoding.
fn packed(encoding: &'static str, bytes: Bytes) -> Answer {
    Answer::raw(200, "application/rss+xml", Body::Whole(bytes)).header("content-encoding", encoding)
}

const OPENING: &[u8] = b"<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Bomb</title><description>";

/// A megabyte of blanks is compressed once and repeated: after a full flush every piece stands alone.
fn gzip_bomb() -> Bytes {
    static BOMB: OnceLock<Bytes> = OnceLock::new();
    BOMB.get_or_init(|| {
        let mut piece = Vec::new();
        let mut deflate = flate2::Compress::new(flate2::Compression::best(), false);
        // The vector has room: compressing blanks to it cannot fail.
        piece.reserve(1 << 16);
        let _ = deflate.compress_vec(OPENING, &mut piece, flate2::FlushCompress::Full);
        let opening = piece.len();
        let _ = deflate.compress_vec(&vec![b' '; 1 << 20], &mut piece, flate2::FlushCompress::Full);
        let mut bomb = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff".to_vec();
        bomb.extend_from_slice(&piece[..opening]);
        for _ in 0..4096 {
            bomb.extend_from_slice(&piece[opening..]);
        }
        bomb.into()
    })
    .clone()
}

const BLANKS: usize = 64 << 20;

fn brotli_bomb() -> Bytes {
    static BOMB: OnceLock<Bytes> = OnceLock::new();
    BOMB.get_or_init(|| {
        let mut out = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 1, 22);
        let _ = out.write_all(OPENING);
        let blanks = vec![b' '; 1 << 20];
        for _ in 0..BLANKS >> 20 {
            let _ = out.write_all(&blanks);
        }
        out.into_inner().into()
    })
    .clone()
}

fn zstd_bomb() -> Bytes {
    static BOMB: OnceLock<Bytes> = OnceLock::new();
    BOMB.get_or_init(|| {
        let mut text = OPENING.to_vec();
        text.resize(BLANKS, b' ');
        zstd::bulk::compress(&text, 1).unwrap_or_default().into()
    })
    .clone()
}
