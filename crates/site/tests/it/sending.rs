//! How pages are sent: compressed as the browser asks, not at all when it has them, kept for a short while.

use crate::press::{Press, facts, report};
use crate::visit::{ask, get};
use axum::http::StatusCode;
use coranto_site::SiteState;
use std::io::Read;
use std::sync::Arc;

async fn site() -> (Press, SiteState) {
    let press = Press::new().await;
    let lantern = press.source(facts("lantern", "The Lantern", "XA", "en")).await;
    press.publish(lantern, (0..30).map(|n| report(&format!("Report {n}")).ago(n)).collect()).await;
    let mut state = press.state();
    Arc::make_mut(&mut state.settings).site.cache_seconds = 15;
    (press, state)
}

#[tokio::test]
async fn a_browser_gets_the_form_it_asks_for_and_the_same_page() {
    let (_press, state) = site().await;
    let plain = get(&state, "/en/latest").await;
    assert_eq!(plain.header("content-encoding"), "");
    let mut tags = vec![plain.header("etag").to_owned()];
    for (accept, name) in [("gzip, deflate, br, zstd", "br"), ("zstd, gzip", "zstd"), ("gzip", "gzip")] {
        let answer = ask(&state, "GET", "/en/latest", &[("accept-encoding", accept)]).await;
        assert_eq!(answer.header("content-encoding"), name);
        assert_eq!(answer.header("vary"), "accept-encoding");
        assert!(answer.bytes.len() * 3 < plain.bytes.len());
        let mut text = Vec::new();
        match name {
            "br" => brotli::BrotliDecompress(&mut answer.bytes.as_slice(), &mut text).unwrap(),
            "zstd" => text = zstd::decode_all(answer.bytes.as_slice()).unwrap(),
            _ => {
                flate2::read::GzDecoder::new(answer.bytes.as_slice()).read_to_end(&mut text).unwrap();
            }
        }
        assert_eq!(text, plain.bytes);
        tags.push(answer.header("etag").to_owned());
    }
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), 4, "a strong ETag names bytes: {tags:?}");
    assert!(tags.iter().all(|tag| tag.starts_with('"') && tag.ends_with('"')));
}

#[tokio::test]
async fn who_has_the_page_is_not_sent_it_again() {
    let (_press, state) = site().await;
    for path in ["/en", "/en/latest", "/feed.xml", "/favicon.svg"] {
        let first = ask(&state, "GET", path, &[("accept-encoding", "br")]).await;
        let tag = first.header("etag").to_owned();
        let again = ask(&state, "GET", path, &[("accept-encoding", "br"), ("if-none-match", &tag)]).await;
        assert_eq!((again.status, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0), "{path}");
        assert_eq!(again.header("etag"), tag);
        assert!(again.header("cache-control").starts_with("public, max-age="));
        assert!(!again.header("content-security-policy").is_empty());
        let other = ask(&state, "GET", path, &[("accept-encoding", "gzip"), ("if-none-match", &tag)]).await;
        assert_eq!(
            other.status.as_u16(),
            if first.header("content-encoding").is_empty() { 304 } else { 200 },
            "{path}"
        );
    }
}

#[tokio::test]
async fn pages_live_shortly_and_assets_for_ever() {
    let (_press, state) = site().await;
    let page = get(&state, "/en").await;
    assert_eq!(page.header("cache-control"), "public, max-age=15, stale-while-revalidate=60");
    let css = page.text().split("rel=\"stylesheet\" href=\"").nth(1).and_then(|r| r.split('"').next()).unwrap();
    let asset = ask(&state, "GET", css, &[("accept-encoding", "br")]).await;
    assert_eq!(asset.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!((asset.header("content-encoding"), asset.header("content-type")), ("br", "text/css; charset=utf-8"));
    let other = css.replace(".css", "0.css");
    assert_eq!(get(&state, &other).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn many_who_ask_at_once_are_served_one_making() {
    let (_press, state) = site().await;
    let site = coranto_site::router(state);
    let ask = || async {
        use tower::ServiceExt;
        let request = axum::http::Request::get("/en").body(axum::body::Body::empty()).unwrap();
        let answer = site.clone().oneshot(request).await.unwrap();
        answer.headers().get("etag").cloned()
    };
    let tags = futures_util::future::join_all((0..64).map(|_| ask())).await;
    assert!(tags.iter().all(|tag| tag.is_some() && *tag == tags[0]));
}
