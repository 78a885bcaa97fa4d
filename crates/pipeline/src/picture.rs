//! A publisher's picture for our own pages: fetched once, made small, kept in the data folder. Readers never meet the publisher's server, and a
//! picture never holds more than pixels.

use crate::shared::{Shared, locked};
use bytes::Bytes;
use coranto_core::reason::FetchOutcome;
use coranto_core::{Address, Millis};
use fast_image_resize::images::Image;
use fast_image_resize::{PixelType, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, Weak};
use tokio::sync::Semaphore;

/// The widths that are made. Any other would let a reader fill the disk with copies of one picture.
const WIDTHS: [u32; 5] = [160, 320, 640, 960, 1_280];
const QUALITY: u8 = 78;
/// A picture of more pixels on a side is not made for a page.
const MAX_SIDE: u32 = 12_000;
/// What decoding one picture may take: 40 million pixels of four bytes.
const MAX_DECODED_BYTES: u64 = 160 << 20;
/// Pictures kept on disk, all together.
const MAX_CACHE_BYTES: u64 = 512 << 20;
/// After so long it is tried again to get a picture that could not be had.
const TRY_AGAIN_MS: i64 = 6 * Millis::HOUR;
/// Decoding is what takes memory: few at a time.
const AT_ONCE: usize = 2;
const FETCHED_AT_ONCE: usize = 16;

pub(crate) struct Cache {
    folder: PathBuf,
    /// One fetch of one picture at a time, however many readers wait for it.
    under_way: Mutex<HashMap<String, Weak<tokio::sync::Mutex<()>>>>,
    failed: Mutex<HashMap<String, (Millis, String)>>,
    /// Bytes in the folder; none until they were counted.
    size: tokio::sync::Mutex<Option<u64>>,
    fetching: Semaphore,
    decoding: Semaphore,
}

impl Cache {
    pub fn new(data_dir: &str) -> Cache {
        Cache {
            folder: Path::new(data_dir).join("pictures"),
            under_way: Mutex::default(),
            failed: Mutex::default(),
            size: tokio::sync::Mutex::default(),
            fetching: Semaphore::new(FETCHED_AT_ONCE),
            decoding: Semaphore::new(AT_ONCE),
        }
    }
}

pub(crate) async fn picture(shared: &Shared, address: &Address, width: u32) -> Result<Bytes, String> {
    let cache = &shared.pictures;
    let width = WIDTHS.into_iter().find(|w| *w >= width).unwrap_or(WIDTHS[WIDTHS.len() - 1]);
    let name = name(address, width);
    let path = cache.folder.join(&name[..2]).join(format!("{name}.jpg"));
    if let Ok(found) = tokio::fs::read(&path).await {
        return Ok(found.into());
    }
    let turn = turn(cache, &name);
    let _turn = turn.lock().await;
    if let Ok(found) = tokio::fs::read(&path).await {
        return Ok(found.into());
    }
    let now = shared.now();
    if let Some((at, why)) = locked(&cache.failed).get(address.as_str())
        && now.0.saturating_sub(at.0) < TRY_AGAIN_MS
    {
        return Err(why.clone());
    }
    let made = make(shared, address, width).await;
    match &made {
        Ok(jpeg) => {
            if let Err(error) = keep(cache, &path, jpeg).await {
                tracing::warn!(%error, path = %path.display(), "a picture could not be kept");
            }
        }
        Err(why) => {
            let mut failed = locked(&cache.failed);
            if failed.len() > 10_000 {
                failed.clear();
            }
            failed.insert(address.as_str().to_owned(), (now, why.clone()));
        }
    }
    made
}

async fn make(shared: &Shared, address: &Address, width: u32) -> Result<Bytes, String> {
    let cache = &shared.pictures;
    let closed = |_| "the program is going down".to_owned();
    let answer = {
        let _place = cache.fetching.acquire().await.map_err(closed)?;
        shared.fetcher.image(address).await
    };
    if !matches!(answer.outcome, FetchOutcome::Fetched { .. }) {
        return Err(answer.outcome.to_string());
    }
    let _place = cache.decoding.acquire().await.map_err(closed)?;
    let body = answer.body;
    let made = shared.cpu.run(move || small(&body, width)).await;
    made.unwrap_or_else(|_| Err("reading it failed inside Coranto; please report this picture".into()))
}

/// Decodes whatever the bytes are (never what their name says they are), and makes a JPEG of at most `width` pixels across.
fn small(bytes: &[u8], width: u32) -> Result<Bytes, String> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|e| e.to_string())?;
    if reader.format().is_none() {
        // SVG ends here, too: it is a program, not a picture.
        return Err("it is not a picture of a known kind (JPEG, PNG, WebP, GIF)".into());
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_DECODED_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|e| e.to_string())?;
    if decoder.total_bytes() > MAX_DECODED_BYTES {
        return Err("it has too many pixels".into());
    }
    // What cameras note about how they were held.
    let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|e| e.to_string())?;
    let (from_width, from_height) = (picture.width(), picture.height());
    if from_width < 2 || from_height < 2 {
        return Err("it is a tracking pixel".into());
    }
    let turned = matches!(
        orientation,
        image::metadata::Orientation::Rotate90
            | image::metadata::Orientation::Rotate270
            | image::metadata::Orientation::Rotate90FlipH
            | image::metadata::Orientation::Rotate270FlipH
    );
    let across = if turned { from_height } else { from_width };
    let scale = (f64::from(width) / f64::from(across)).min(1.0);
    let to = |side: u32| ((f64::from(side) * scale).round() as u32).max(1);
    let (to_width, to_height) = (to(from_width), to(from_height));
    let has_alpha = picture.color().has_alpha();
    let source = if has_alpha {
        let pixels = std::mem::take(&mut picture).into_rgba8();
        Image::from_vec_u8(from_width, from_height, pixels.into_raw(), PixelType::U8x4)
    } else {
        let pixels = std::mem::take(&mut picture).into_rgb8();
        Image::from_vec_u8(from_width, from_height, pixels.into_raw(), PixelType::U8x3)
    }
    .map_err(|e| e.to_string())?;
    let mut target = Image::new(to_width, to_height, source.pixel_type());
    Resizer::new().resize(&source, &mut target, &ResizeOptions::new()).map_err(|e| e.to_string())?;
    drop(source);
    let pixels = if has_alpha { on_white(target.buffer()) } else { target.into_vec() };
    let pixels = image::RgbImage::from_raw(to_width, to_height, pixels).ok_or("its size does not fit its pixels")?;
    let mut small = DynamicImage::ImageRgb8(pixels);
    small.apply_orientation(orientation);
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY).encode_image(&small).map_err(|e| e.to_string())?;
    Ok(jpeg.into())
}

/// JPEG knows no transparency; drawings are meant for paper.
fn on_white(rgba: &[u8]) -> Vec<u8> {
    let mut rgb = Vec::with_capacity(rgba.len() / 4 * 3);
    for pixel in rgba.chunks_exact(4) {
        let alpha = u16::from(pixel[3]);
        rgb.extend(pixel[..3].iter().map(|c| ((u16::from(*c) * alpha + 255 * (255 - alpha)) / 255) as u8));
    }
    rgb
}

fn name(address: &Address, width: u32) -> String {
    let mut digest = Sha256::new();
    digest.update(address.as_str().as_bytes());
    digest.update(width.to_be_bytes());
    digest.finalize().iter().take(20).map(|b| format!("{b:02x}")).collect()
}

fn turn(cache: &Cache, name: &str) -> Arc<tokio::sync::Mutex<()>> {
    let mut under_way = locked(&cache.under_way);
    if under_way.len() > 1_000 {
        under_way.retain(|_, turn| turn.strong_count() > 0);
    }
    if let Some(turn) = under_way.get(name).and_then(Weak::upgrade) {
        return turn;
    }
    let turn = Arc::new(tokio::sync::Mutex::new(()));
    under_way.insert(name.to_owned(), Arc::downgrade(&turn));
    turn
}

/// Written beside and renamed: a reader or a crash never meets half a picture.
async fn keep(cache: &Cache, path: &Path, jpeg: &Bytes) -> std::io::Result<()> {
    let mut size = cache.size.lock().await;
    let before = match *size {
        Some(size) => size,
        None => kept(&cache.folder).await.iter().map(|f| f.bytes).sum(),
    };
    if let Some(folder) = path.parent() {
        tokio::fs::create_dir_all(folder).await?;
    }
    let beside = path.with_extension("new");
    tokio::fs::write(&beside, jpeg).await?;
    tokio::fs::rename(&beside, path).await?;
    let mut after = before + jpeg.len() as u64;
    if after > MAX_CACHE_BYTES {
        after = thin_out(&cache.folder).await;
    }
    *size = Some(after);
    Ok(())
}

struct Kept {
    path: PathBuf,
    bytes: u64,
    written: std::time::SystemTime,
}

/// Removes the oldest until a fifth is free, and says what is left.
async fn thin_out(folder: &Path) -> u64 {
    let mut all = kept(folder).await;
    all.sort_by_key(|f| f.written);
    let mut left: u64 = all.iter().map(|f| f.bytes).sum();
    for file in all {
        if left <= MAX_CACHE_BYTES / 5 * 4 {
            break;
        }
        if tokio::fs::remove_file(&file.path).await.is_ok() {
            left = left.saturating_sub(file.bytes);
        }
    }
    left
}

async fn kept(folder: &Path) -> Vec<Kept> {
    let mut all = Vec::new();
    let Ok(mut shelves) = tokio::fs::read_dir(folder).await else { return all };
    while let Ok(Some(shelf)) = shelves.next_entry().await {
        let Ok(mut files) = tokio::fs::read_dir(shelf.path()).await else { continue };
        while let Ok(Some(file)) = files.next_entry().await {
            if let Ok(about) = file.metadata().await {
                let written = about.modified().unwrap_or(std::time::UNIX_EPOCH);
                all.push(Kept { path: file.path(), bytes: about.len(), written });
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageFormat, Rgba, RgbaImage};

    fn png(width: u32, height: u32, colour: [u8; 4]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let picture = RgbaImage::from_pixel(width, height, Rgba(colour));
        picture.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
        bytes
    }

    #[test]
    fn pictures_become_small_and_opaque() {
        let jpeg = small(&png(1_000, 500, [0, 0, 0, 0]), 320).unwrap();
        let read = image::load_from_memory_with_format(&jpeg, ImageFormat::Jpeg).unwrap().into_rgb8();
        assert_eq!(read.dimensions(), (320, 160));
        assert!(read.get_pixel(5, 5).0.iter().all(|c| *c > 250), "what was transparent is white");
    }

    #[test]
    fn pictures_are_never_made_larger() {
        let jpeg = small(&png(100, 50, [9, 9, 9, 255]), 640).unwrap();
        assert_eq!(image::load_from_memory(&jpeg).unwrap().width(), 100);
    }

    #[test]
    fn what_is_no_picture_is_refused_with_its_reason() {
        let no = |bytes: &[u8]| small(bytes, 320).unwrap_err();
        assert!(no(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>").contains("not a picture"));
        assert!(no(b"").contains("not a picture"));
        assert!(no(&png(1, 1, [0; 4])).contains("tracking"));
        let mut cut = png(200, 200, [1, 2, 3, 255]);
        cut.truncate(60);
        assert!(small(&cut, 320).is_err());
    }

    #[test]
    fn a_bomb_of_pixels_is_refused_before_it_is_unpacked() {
        // A PNG header that claims 60,000 × 60,000 pixels.
        let mut bomb = png(2, 2, [0; 4]);
        bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        let crc = crc32(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&crc.to_be_bytes());
        assert!(small(&bomb, 320).is_err());
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0u32, |crc, b| {
            (0..8).fold(crc ^ u32::from(*b), |c, _| if c & 1 == 1 { (c >> 1) ^ 0xedb8_8320 } else { c >> 1 })
        })
    }
}
