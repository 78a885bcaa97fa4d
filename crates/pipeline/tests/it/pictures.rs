//! Pictures for our own pages: made small once, kept, refused with a reason.

use crate::kit::{Kit, NOON};
use crate::script::{Says, Server};
use coranto_core::{Address, Clock};
use coranto_store::testing::Database;
use image::{ImageFormat, RgbImage};
use std::io::Cursor;

fn encoded(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, y| image::Rgb([x as u8, y as u8, 128]));
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

fn address(path: &str) -> Address {
    Address::parse(&format!("https://gazette.example{path}")).unwrap()
}

async fn kit(server: &Server) -> Kit {
    Kit::new(Database::sqlite().await, server.address, Clock::manual(NOON))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_is_fetched_once_and_made_small() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/a.png" => Says::bytes("image/png", encoded(ImageFormat::Png, 1_000, 600)),
        "/b.gif" => Says::bytes("image/gif", encoded(ImageFormat::Gif, 400, 300)),
        "/c.webp" => Says::bytes("image/webp", encoded(ImageFormat::WebP, 400, 300)),
        _ => Says::status(404),
    })
    .await;
    let kit = kit(&server).await;
    for path in ["/a.png", "/b.gif", "/c.webp"] {
        let (kind, bytes) = kit.pipeline.picture(address(path), 300).await.unwrap();
        assert_eq!(kind, "image/jpeg");
        assert_eq!(image::load_from_memory_with_format(&bytes, ImageFormat::Jpeg).unwrap().width(), 320, "{path}");
    }
    server.asked();
    let readers = (0..20).map(|_| kit.pipeline.picture(address("/a.png"), 310));
    assert!(futures_util::future::join_all(readers).await.iter().all(Result::is_ok));
    assert!(server.asked().is_empty(), "it lies in the data folder");
    // Twenty readers of a new size: one request.
    let readers = (0..20).map(|_| kit.pipeline.picture(address("/a.png"), 900));
    assert!(futures_util::future::join_all(readers).await.iter().all(Result::is_ok));
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test]
async fn what_is_no_picture_is_refused_and_not_asked_for_again() {
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".to_vec();
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/logo.svg" => Says::bytes("image/svg+xml", svg.clone()),
        "/liar.png" => Says::bytes("image/png", svg.clone()),
        _ => Says::status(404),
    })
    .await;
    let kit = kit(&server).await;
    for path in ["/logo.svg", "/liar.png", "/missing.png"] {
        let why = kit.pipeline.picture(address(path), 320).await.unwrap_err();
        assert!(!why.is_empty());
        let first = server.asked().len();
        assert_eq!(kit.pipeline.picture(address(path), 320).await.unwrap_err(), why, "after {first} requests");
        assert!(server.asked().is_empty(), "{path} is remembered as refused");
    }
}
