//! Pages over a stocked store: `cargo bench -p coranto-site`. "made" asks the store and renders; "kept" answers from the cache.

#[path = "../tests/it/press.rs"]
#[expect(dead_code, reason = "the tests use the rest of it")]
mod press;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use coranto_core::source::{SECTIONS, SourceFacts};
use press::{Press, every_block, facts, report};
use std::sync::Arc;
use tokio::runtime::Runtime;
use tower::ServiceExt;

fn main() {
    divan::main();
}

struct Bench {
    runtime: Runtime,
    made: Router,
    kept: Router,
    article: String,
    _press: Press,
}

/// Forty publishers, two thousand articles.
fn bench() -> Bench {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (press, article, made, kept) = runtime.block_on(async {
        let press = Press::new().await;
        let mut article = String::new();
        for n in 0..40i64 {
            let facts = SourceFacts { full_text: true, ..facts(&format!("paper-{n}"), &format!("Paper {n}"), "XA", "en") };
            let id = press.source(facts).await;
            let reports = (0..50i64)
                .map(|m| {
                    report(&format!("Report {m} of paper {n} from the harbour council"))
                        .lead("The council voted nine to four for works of 18 million marks. Fishing crews call it a door at last.")
                        .section(SECTIONS[((n + m) % 12) as usize])
                        .picture(&format!("https://paper-{n}.example/{m}.jpg"))
                        .text(every_block())
                        .ago(n * 7 + m * 13)
                })
                .collect();
            article = format!("/en/article/{}", press.publish(id, reports).await[0]);
        }
        let made = coranto_site::router(press.state());
        let mut state = press.state();
        Arc::make_mut(&mut state.settings).site.cache_seconds = 600;
        (press, article, made, coranto_site::router(state))
    });
    Bench { runtime, made, kept, article, _press: press }
}

fn get(runtime: &Runtime, site: &Router, path: &str, encoding: &str) -> usize {
    runtime.block_on(async {
        let request = Request::get(path).header("accept-encoding", encoding).body(Body::empty()).unwrap();
        let answer = site.clone().oneshot(request).await.unwrap();
        assert!(answer.status().is_success());
        axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap().len()
    })
}

#[divan::bench]
fn front_page_made(bencher: divan::Bencher) {
    let bench = bench();
    bencher.bench(|| get(&bench.runtime, &bench.made, "/en", "identity"));
}

#[divan::bench]
fn front_page_made_and_compressed(bencher: divan::Bencher) {
    let bench = bench();
    bencher.bench(|| get(&bench.runtime, &bench.made, "/en", "br"));
}

#[divan::bench]
fn front_page_kept(bencher: divan::Bencher) {
    let bench = bench();
    bencher.bench(|| get(&bench.runtime, &bench.kept, "/en", "br"));
}

#[divan::bench]
fn article_page_made(bencher: divan::Bencher) {
    let bench = bench();
    bencher.bench(|| get(&bench.runtime, &bench.made, &bench.article, "identity"));
}

#[divan::bench]
fn article_page_kept(bencher: divan::Bencher) {
    let bench = bench();
    bencher.bench(|| get(&bench.runtime, &bench.kept, &bench.article, "br"));
}

#[divan::bench]
fn latest_page_made(bencher: divan::Bencher) {
    let bench = bench();
    bencher.bench(|| get(&bench.runtime, &bench.made, "/en/latest", "identity"));
}
