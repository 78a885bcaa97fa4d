//! Publishers' pictures, through our own signed address: the reader's browser asks nobody else, and nobody can use us to fetch what no page of ours shows.
//! `/img/{signature}/{width}/{address in base 64}`

use crate::app::App;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use coranto_core::{Address, Picture, config};
use sha2::{Digest, Sha256};

/// A fixed set, so that a picture is resized a few times and not once per screen.
pub const WIDTHS: [u32; 6] = [160, 320, 480, 720, 1080, 1600];

/// Makes and checks the addresses of pictures. Without a key (a system that gives no random bytes) nothing is signed, and no picture is shown.
pub struct Signer {
    key: Option<[u8; 32]>,
}

impl Signer {
    pub fn new(store: &config::Store) -> Signer {
        Signer { key: key(store) }
    }

    fn signature(&self, width: u32, encoded: &str) -> Option<String> {
        let mac = hmac(&self.key?, format!("{width}/{encoded}").as_bytes());
        Some(URL_SAFE_NO_PAD.encode(&mac[..15]))
    }

    fn path(&self, width: u32, encoded: &str) -> Option<String> {
        Some(format!("/img/{}/{width}/{encoded}", self.signature(width, encoded)?))
    }

    fn is_ours(&self, signature: &str, width: u32, encoded: &str) -> bool {
        let Some(right) = self.signature(width, encoded) else { return false };
        // In constant time, so that a signature cannot be found out byte by byte.
        right.len() == signature.len()
            && right.bytes().zip(signature.bytes()).fold(0, |wrong, (a, b)| wrong | (a ^ b)) == 0
    }
}

/// The secret that signs. Kept over restarts, so that browsers' copies stay good: in the data folder, or, where several programs share one database, made from
/// its address with the password in it. A program that can keep nothing draws a new one at each start.
fn key(store: &config::Store) -> Option<[u8; 32]> {
    if url::Url::parse(&store.database).is_ok_and(|u| u.password().is_some_and(|p| !p.is_empty())) {
        return Some(hmac(b"coranto pictures", store.database.as_bytes()));
    }
    let file = std::path::Path::new(&store.data_dir).join("picture.key");
    if let Ok(known) = std::fs::read(&file)
        && let Ok(key) = <[u8; 32]>::try_from(known)
    {
        return Some(key);
    }
    let mut fresh = [0; 32];
    if let Err(error) = getrandom::fill(&mut fresh) {
        tracing::error!("the system gives no random bytes, so no picture is shown: {error}");
        return None;
    }
    if let Err(error) = keep(&file, &fresh) {
        tracing::debug!("the key that signs pictures is not kept: {error}");
    }
    Some(fresh)
}

/// For the owner's eyes only.
fn keep(file: &std::path::Path, key: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?.write_all(key)
}

/// HMAC-SHA256 (RFC 2104); the key is at most a block long.
fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut block = [0u8; 64];
    for (slot, byte) in block.iter_mut().zip(key) {
        *slot = *byte;
    }
    let inner = Sha256::new().chain_update(block.map(|b| b ^ 0x36)).chain_update(message).finalize();
    Sha256::new().chain_update(block.map(|b| b ^ 0x5c)).chain_update(inner).finalize().into()
}

/// A picture as a page shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct PictureView {
    pub src: String,
    pub srcset: String,
    pub alt: String,
    pub caption: Option<String>,
    pub credit: Option<String>,
    /// For the box it takes before it is there; 3 to 2 when the publisher did not say.
    pub width: u32,
    pub height: u32,
}

impl PictureView {
    /// None when this site shows no pictures.
    pub fn new(app: &App, picture: &Picture) -> Option<PictureView> {
        app.state.pictures.as_ref()?;
        if picture.src.url().path().to_ascii_lowercase().ends_with(".svg") {
            return None;
        }
        let encoded = URL_SAFE_NO_PAD.encode(picture.src.as_str());
        // Wider than the original would only be larger.
        let known = picture.width.filter(|w| *w >= 40);
        let fits = |w: &&u32| known.is_none_or(|known| **w <= known.max(WIDTHS[0]));
        let srcset: Vec<String> = WIDTHS
            .iter()
            .filter(fits)
            .filter_map(|w| Some(format!("{} {w}w", app.signer.path(*w, &encoded)?)))
            .collect();
        let (width, height) = match (picture.width, picture.height) {
            (Some(w), Some(h)) if w >= 40 && h >= 40 && w <= 20_000 && h <= 20_000 => (w, h),
            _ => (720, 480),
        };
        let src = WIDTHS.iter().rfind(|w| **w <= 720 && fits(w)).unwrap_or(&WIDTHS[0]);
        let text = |t: &Option<String>| t.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned);
        Some(PictureView {
            src: app.signer.path(*src, &encoded)?,
            srcset: srcset.join(", "),
            alt: text(&picture.alt).unwrap_or_default(),
            caption: text(&picture.caption),
            credit: text(&picture.credit),
            width,
            height,
        })
    }
}

/// A 1 × 1 transparent GIF: the place of a picture that cannot be had stays a calm rectangle and does not become a broken mark.
const NOTHING: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

pub async fn picture(
    State(app): State<App>,
    Path((signature, width, encoded)): Path<(String, String, String)>,
) -> Response {
    let asked = WIDTHS.into_iter().find(|w| w.to_string() == width);
    let (Some(width), Some(pictures)) = (asked, app.state.pictures.as_ref()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    if !app.signer.is_ours(&signature, width, &encoded) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let address = URL_SAFE_NO_PAD.decode(&encoded).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let Some(address) = address.and_then(|text| Address::parse(&text).ok()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match pictures(address.clone(), width).await {
        Ok(file) if is_picture(file.mime) => {
            answer(StatusCode::OK, file.mime, file.bytes.into(), "public, max-age=2592000, immutable")
        }
        Ok(file) => {
            tracing::warn!(%address, mime = file.mime, "a picture of a kind that is not served");
            answer(StatusCode::NOT_FOUND, "image/gif", NOTHING.into(), "public, max-age=600")
        }
        Err(why) => {
            tracing::debug!(%address, why, "no picture");
            answer(StatusCode::NOT_FOUND, "image/gif", NOTHING.into(), "public, max-age=600")
        }
    }
}

/// SVG is a document with scripts, never a picture.
fn is_picture(mime: &str) -> bool {
    matches!(mime, "image/jpeg" | "image/png" | "image/webp" | "image/gif" | "image/avif")
}

fn answer(status: StatusCode, mime: &'static str, body: Body, keep: &'static str) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(mime));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_hmac_sha256() {
        // RFC 4231, test case 2.
        assert_eq!(
            crate::serve::hex(&hmac(b"Jefe", b"what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn only_what_was_signed_is_ours() {
        let signer = Signer { key: Some([7; 32]) };
        let good = signer.signature(320, "aHR0cHM").unwrap();
        assert!(signer.is_ours(&good, 320, "aHR0cHM"));
        assert!(!signer.is_ours(&good, 480, "aHR0cHM"));
        assert!(!signer.is_ours(&good, 320, "aHR0cHN"));
        assert!(!signer.is_ours("", 320, "aHR0cHM"));
        assert!(!Signer { key: Some([8; 32]) }.is_ours(&good, 320, "aHR0cHM"));
    }

    #[test]
    fn the_key_outlives_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let store = config::Store { data_dir: folder.path().to_string_lossy().into_owned(), database: String::new() };
        assert_eq!(key(&store), key(&store));
        let shared =
            config::Store { database: "postgres://coranto:secret@db/coranto".into(), data_dir: "/nowhere".into() };
        assert_eq!(key(&shared), key(&shared));
        assert_ne!(key(&shared), key(&store));
    }
}
