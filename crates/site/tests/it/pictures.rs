//! Pictures: only through us, only what our pages show, only as pictures.

use crate::press::{Press, facts, report};
use crate::visit::get;
use axum::http::StatusCode;
use coranto_site::{PictureFile, SiteState};
use futures_util::FutureExt;
use std::sync::Arc;

async fn with_picture(src: &str) -> (Press, String) {
    let press = Press::new().await;
    let lantern = press.source(facts("lantern", "The Lantern", "XA", "en")).await;
    press.publish(lantern, vec![report("A report").lead("Its lead.").picture(src)]).await;
    let page = get(&press.state(), "/en").await;
    let src =
        page.text().split("src=\"/img/").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned();
    (press, format!("/img/{src}"))
}

#[tokio::test]
async fn it_works() {
    let (press, src) = with_picture("https://lantern.example/a.jpg").await;
    let picture = get(&press.state(), &src).await;
    assert_eq!((picture.status, picture.header("content-type")), (StatusCode::OK, "image/jpeg"));
    assert!(picture.header("cache-control").contains("immutable"));
    assert!(get(&press.state(), "/en").await.has(" 1600w"), "the widths up to the picture's own");
}

#[tokio::test]
async fn nobody_can_fetch_through_us_what_no_page_shows() {
    let (press, src) = with_picture("https://lantern.example/a.jpg").await;
    let state = press.state();
    let parts: Vec<&str> = src.split('/').collect();
    let (signature, encoded) = (parts[2], parts[4]);
    for (path, status) in [
        (format!("/img/{signature}/1600/{encoded}"), 403),
        (format!("/img/{signature}/99/{encoded}"), 404),
        (format!("/img/{signature}/720/aHR0cDovLzEyNy4wLjAuMS8"), 403),
        (format!("/img//720/{encoded}"), 403),
        (format!("/img/{}/720/{encoded}", "A".repeat(20)), 403),
        (format!("/img/{signature}/-720/{encoded}"), 404),
        (format!("/img/{signature}/+720/{encoded}"), 404),
    ] {
        assert_eq!(get(&state, &path).await.status.as_u16(), status, "{path}");
    }
}

#[tokio::test]
async fn a_picture_that_cannot_be_had_leaves_a_calm_place() {
    let (press, src) = with_picture("https://lantern.example/missing.jpg").await;
    let answer = get(&press.state(), &src).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::NOT_FOUND, "image/gif"));
    assert!(answer.bytes.starts_with(b"GIF89a"));
}

#[tokio::test]
async fn svg_is_never_a_picture() {
    let (press, src) = with_picture("https://lantern.example/logo.SVG").await;
    assert_eq!(src, "/img/", "no <img> for it");
    let (_, good) = with_picture("https://lantern.example/a.jpg").await;
    let svg: coranto_site::Pictures =
        Arc::new(|_, _| async { Ok(PictureFile { mime: "image/svg+xml", bytes: "<svg/>".into() }) }.boxed());
    let state = SiteState { pictures: Some(svg), ..press.state() };
    // Signed by another key, and then by our own over a source that lies about its kind.
    assert_eq!(get(&state, &good).await.status, StatusCode::FORBIDDEN);
    let (press, good) = with_picture("https://lantern.example/b.jpg").await;
    let state = SiteState { pictures: state.pictures, ..press.state() };
    let answer = get(&state, &good).await;
    assert_eq!(answer.header("content-type"), "image/gif");
    assert!(!answer.bytes.starts_with(b"<svg"));
}

#[tokio::test]
async fn without_pictures_there_is_no_place_for_them() {
    let (press, src) = with_picture("https://lantern.example/a.jpg").await;
    let state = SiteState { pictures: None, ..press.state() };
    for path in ["/en", "/en/latest"] {
        assert!(!get(&state, path).await.has("<img"), "{path}");
    }
    assert_eq!(get(&state, &src).await.status, StatusCode::NOT_FOUND);
}
