//! The pictures of the made-up news: drawn, not stored, and the same every time.

mod canvas;
mod scenes;
mod things;

pub use scenes::SCENES;

use crate::answer::{Answer, Ask};
use crate::seed::Rng;
use bytes::Bytes;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Drawn pictures, as JPEG.
#[derive(Debug, Default)]
pub(crate) struct Pictures {
    drawn: Mutex<Shelf>,
}

#[derive(Debug, Default)]
struct Shelf {
    pictures: HashMap<String, Bytes>,
    bytes: usize,
}

/// The shelf is cleared when it holds more.
const SHELF_BYTES: usize = 48 << 20;
const WIDTHS: &[u32] = &[160, 320, 640, 1200];

impl Pictures {
    /// Pictures under /media, the favicon, and the pixel that counts readers.
    pub async fn answer(&self, ask: &Ask<'_>) -> Option<Answer> {
        if ask.path == "/count.gif" {
            return Some(Answer::new(200, "image/gif", PIXEL));
        }
        if matches!(ask.path, "/favicon.ico" | "/static/logo.png") {
            return Some(Answer::new(200, "image/png", favicon(ask.host)).header("cache-control", "max-age=604800"));
        }
        let name = ask.path.strip_prefix("/media/")?.strip_suffix(".jpg")?;
        let mut parts = name.rsplitn(3, '-');
        let width: u32 = parts.next()?.parse().ok().filter(|w| WIDTHS.contains(w))?;
        let seed = u64::from_str_radix(parts.next()?, 16).ok()?;
        let jpeg = self.picture(name, parts.next()?, seed, width).await?;
        Some(Answer::new(200, "image/jpeg", jpeg).header("cache-control", "public, max-age=86400, immutable"))
    }

    /// For a picture that the world does not have: some view, by chance.
    pub async fn placeholder(&self, seed: u64) -> Option<Answer> {
        const VIEWS: &[&str] = &["mountain", "field", "river", "city", "forest"];
        let scene = *Rng::new(seed).pick(VIEWS);
        // A few views are enough, and none is drawn twice.
        let seed = seed % 4;
        let jpeg = self.picture(&format!("{scene}-{seed}"), scene, seed, 640).await?;
        Some(Answer::new(200, "image/jpeg", jpeg))
    }

    async fn picture(&self, name: &str, scene: &str, seed: u64, width: u32) -> Option<Bytes> {
        if let Some(bytes) = self.shelf().pictures.get(name) {
            return Some(bytes.clone());
        }
        let (done, drawn) = tokio::sync::oneshot::channel();
        let scene = scene.to_owned();
        // Drawing takes tens of milliseconds: not on the threads that answer.
        rayon::spawn(move || {
            let _ = done.send(encode(&scenes::draw(&scene, seed, width)));
        });
        let bytes = Bytes::from(drawn.await.ok()??);
        let mut shelf = self.shelf();
        if shelf.bytes + bytes.len() > SHELF_BYTES {
            *shelf = Shelf::default();
        }
        shelf.bytes += bytes.len();
        shelf.pictures.insert(name.to_owned(), bytes.clone());
        Some(bytes)
    }

    fn shelf(&self) -> std::sync::MutexGuard<'_, Shelf> {
        self.drawn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A transparent picture of one pixel.
const PIXEL: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

fn encode(picture: &image::RgbImage) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, 84).encode_image(picture).ok()?;
    Some(out)
}

/// A letter-like mark in the host's own colour.
fn favicon(host: &str) -> Bytes {
    let mut rng = Rng::new(crate::seed::of(&["icon", host]));
    let ink = [rng.between(20.0, 160.0) as u8, rng.between(20.0, 120.0) as u8, rng.between(40.0, 170.0) as u8];
    let bars: [bool; 5] = std::array::from_fn(|_| rng.unit() < 0.6);
    let icon = image::RgbImage::from_fn(32, 32, |x, y| {
        let inside = (6..26).contains(&x) && (6..26).contains(&y);
        let row = ((y.saturating_sub(6)) / 4).min(4) as usize;
        let light = inside && (x < 10 || bars[row]);
        image::Rgb(if light { [250, 246, 238] } else { ink })
    });
    let mut out = std::io::Cursor::new(Vec::new());
    let _ = icon.write_to(&mut out, image::ImageFormat::Png);
    out.into_inner().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scene_is_drawn_the_same_twice_and_not_like_another() {
        let mut seen = std::collections::HashSet::new();
        for scene in SCENES {
            for seed in [1, 2] {
                let picture = scenes::draw(scene, seed, 64);
                assert_eq!((picture.width(), picture.height()), (64, 36));
                assert!(seen.insert(picture.as_raw().clone()), "{scene} {seed} is another's picture");
            }
            assert_eq!(scenes::draw(scene, 1, 64), scenes::draw(scene, 1, 64));
        }
    }
}
