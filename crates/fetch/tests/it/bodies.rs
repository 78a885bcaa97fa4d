//! Bodies: decompressed whatever the encoding, and never larger, longer or slower than allowed.

use crate::server::*;
use coranto_core::config;
use coranto_core::reason::FetchOutcome;
use std::io::Write;
use std::time::{Duration, Instant};

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn brotli(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    brotli::CompressorWriter::new(&mut out, 1 << 16, 1, 20).write_all(text).unwrap();
    out
}

#[tokio::test]
async fn every_offered_encoding_is_understood() {
    const TEXT: &str = "The lighthouse at Cape Orro is lit again. ";
    let server = Server::start(|seen| {
        let text = TEXT.repeat(500).into_bytes();
        let (encoding, body) = match seen.target.as_str() {
            "/gzip" => ("gzip", gzip(&text)),
            "/GZIP" => ("GZip", gzip(&text)),
            "/br" => ("br", brotli(&text)),
            "/zstd" => ("zstd", zstd::encode_all(&text[..], 1).unwrap()),
            "/odd" => ("utf-8", text),
            _ => ("identity", text),
        };
        answer(200, &[("content-encoding", encoding)], body)
    })
    .await;
    let fetcher = fetcher(&server);
    for path in ["plain", "gzip", "GZIP", "br", "zstd", "odd"] {
        let answer = feed(&fetcher, &format!("https://news.example/{path}")).await;
        assert_eq!(answer.outcome, FetchOutcome::Fetched { status: 200, bytes: 21_000 }, "{path}");
        assert_eq!(answer.body, TEXT.repeat(500), "{path}");
    }
    assert_eq!(server.seen()[0].header("accept-encoding"), "gzip, br, zstd, deflate");
}

/// 10 GiB of one letter in 320 KiB: run-length blocks.
fn zstd_bomb() -> Vec<u8> {
    let mut bomb = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x68];
    let block: u32 = (1 << 1) | (131_072 << 3);
    for _ in 0..81_920 {
        bomb.extend_from_slice(&block.to_le_bytes()[..3]);
        bomb.push(b'x');
    }
    bomb
}

#[tokio::test]
async fn a_bomb_costs_no_more_than_the_cap() {
    let letters = vec![b'x'; 64 << 20];
    // 160 members of 64 MiB are 10 GiB.
    let (gzip_bomb, brotli_bomb, zstd_bomb) = (gzip(&letters).repeat(160), brotli(&letters), zstd_bomb());
    let server = Server::start(move |seen| match seen.target.as_str() {
        "/gzip" => answer(200, &[("content-encoding", "gzip")], gzip_bomb.clone()),
        "/br" => answer(200, &[("content-encoding", "br")], brotli_bomb.clone()),
        _ => answer(200, &[("content-encoding", "zstd")], zstd_bomb.clone()),
    })
    .await;
    let settings = config::Fetch { feed_limit_bytes: 12 << 20, ..settings() };
    let fetcher = fetcher_with(&server, &settings);
    for path in ["gzip", "br", "zstd"] {
        let answer = feed(&fetcher, &format!("https://news.example/{path}")).await;
        assert_eq!(answer.outcome, FetchOutcome::TooLarge { limit_bytes: 12 << 20 }, "{path}");
        assert!(answer.body.is_empty());
    }
}

#[tokio::test]
async fn the_cap_is_exact_and_differs_by_what_is_read() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/robots.txt" => answer(404, &[], ""),
        _ => ok(vec![b'x'; 5_000]),
    })
    .await;
    let bounds = |feed, page, image| config::Fetch {
        feed_limit_bytes: feed,
        page_limit_bytes: page,
        image_limit_bytes: image,
        ..settings()
    };
    let enough = fetcher_with(&server, &bounds(5_000, 5_000, 5_000));
    let (feed_at, page_at) = ("https://news.example/feed", "https://news.example/page");
    assert_eq!(feed(&enough, feed_at).await.outcome.name(), "fetched");
    assert_eq!(page(&enough, page_at).await.outcome.name(), "fetched");
    assert_eq!(enough.image(&address(page_at)).await.outcome.name(), "fetched");
    let short = fetcher_with(&server, &bounds(4_999, 4_998, 4_997));
    assert_eq!(feed(&short, feed_at).await.outcome, FetchOutcome::TooLarge { limit_bytes: 4_999 });
    assert_eq!(page(&short, page_at).await.outcome, FetchOutcome::TooLarge { limit_bytes: 4_998 });
    assert_eq!(short.image(&address(page_at)).await.outcome, FetchOutcome::TooLarge { limit_bytes: 4_997 });
}

#[tokio::test]
async fn an_announced_size_above_the_cap_is_refused_before_the_body() {
    let server = Server::start(|_| Reply::Drip {
        head: "HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n".into(),
        piece: b"x".to_vec(),
        every: Duration::from_secs(1),
    })
    .await;
    let start = Instant::now();
    let answer = feed(&fetcher(&server), "https://news.example/").await;
    assert_eq!(answer.outcome, FetchOutcome::TooLarge { limit_bytes: 15 << 20 });
    assert!(start.elapsed() < Duration::from_millis(900));
}

#[tokio::test]
async fn a_body_without_end_is_cut_off_at_the_cap() {
    let server = Server::start(|_| Reply::Drip {
        head: "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".into(),
        piece: [b"8000\r\n", &[b'x'; 0x8000][..], b"\r\n"].concat(),
        every: Duration::ZERO,
    })
    .await;
    let answer = feed(&fetcher(&server), "https://news.example/").await;
    assert_eq!(answer.outcome, FetchOutcome::TooLarge { limit_bytes: 15 << 20 });
}

#[tokio::test]
async fn a_trickle_is_given_up_and_a_steady_slow_body_is_not() {
    let server = Server::start(|seen| Reply::Drip {
        head: "HTTP/1.1 200 OK\r\n\r\n".into(),
        piece: vec![b'x'; if seen.target == "/trickle" { 1 } else { 2_000 }],
        every: Duration::from_millis(10),
    })
    .await;
    let settings = config::Fetch { min_bytes_per_second: 5_000, timeout_ms: 700, ..settings() };
    let fetcher = fetcher_with(&server, &settings).with_patience(Duration::from_millis(150));
    let answer = feed(&fetcher, "https://news.example/trickle").await;
    assert!(
        matches!(answer.outcome, FetchOutcome::TooSlow { bytes_per_second } if bytes_per_second < 500),
        "{:?}",
        answer.outcome
    );
    assert!(answer.took < Duration::from_millis(600), "{:?}", answer.took);
    let answer = feed(&fetcher, "https://news.example/steady").await;
    assert_eq!(answer.outcome, FetchOutcome::TimedOut { limit_ms: 700 });
}

#[tokio::test]
async fn the_deadline_counts_all_hops_together() {
    let server = Server::start(|seen| {
        let hop: u32 = seen.target.trim_start_matches('/').parse().unwrap();
        Reply::Later(Duration::from_millis(120), Box::new(redirect(302, &format!("/{}", hop + 1))))
    })
    .await;
    let settings = config::Fetch { timeout_ms: 300, max_redirects: 20, ..settings() };
    let answer = feed(&fetcher_with(&server, &settings), "https://news.example/0").await;
    assert_eq!(answer.outcome, FetchOutcome::TimedOut { limit_ms: 300 });
}

#[tokio::test]
async fn what_breaks_off_is_told_apart() {
    let server = Server::start(|seen| {
        let raw = |text: &str| Reply::Raw(text.as_bytes().to_vec());
        match seen.target.as_str() {
            "/chunk" => raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n5\r\nhe"),
            "/length" => raw("HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\nhello"),
            "/headers" => raw("HTTP/1.1 200 OK\r\ncontent-ty"),
            "/nothing" => raw(""),
            "/bad-chunk" => raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n"),
            "/two-lengths" => raw("HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 7\r\n\r\nhello"),
            "/many-headers" => raw(&format!("HTTP/1.1 200 OK\r\n{}\r\nx", "x-pad: 1\r\n".repeat(5_000))),
            "/long-header" => raw(&format!("HTTP/1.1 200 OK\r\nx-pad: {}\r\n\r\nx", "y".repeat(4 << 20))),
            "/cut-gzip" => {
                let whole = gzip(&(0..9_999_u32).flat_map(u32::to_le_bytes).collect::<Vec<u8>>());
                answer(200, &[("content-encoding", "gzip")], &whole[..whole.len() / 2])
            }
            _ => answer(200, &[("content-encoding", "br, gzip")], "x"),
        }
    })
    .await;
    let fetcher = fetcher(&server);
    for path in ["chunk", "length", "headers", "nothing", "bad-chunk", "two-lengths", "many-headers", "long-header"] {
        let answer = feed(&fetcher, &format!("https://news.example/{path}")).await;
        assert!(matches!(answer.outcome, FetchOutcome::ProtocolFailed { .. }), "{path}: {:?}", answer.outcome);
        assert!(answer.body.is_empty(), "{path}");
    }
    for path in ["cut-gzip", "unasked"] {
        let answer = feed(&fetcher, &format!("https://news.example/{path}")).await;
        assert!(matches!(answer.outcome, FetchOutcome::EncodingFailed { .. }), "{path}: {:?}", answer.outcome);
    }
}
