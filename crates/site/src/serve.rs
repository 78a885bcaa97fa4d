//! A finished page on its way to a reader: kept for a few seconds, made once however many ask, compressed once per encoding, and not sent at all to
//! who has it already.

use crate::app::App;
use crate::errors::SiteError;
use crate::i18n::Interface;
use crate::visit::{Encoding, Visit, Wants};
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;
use moka::future::Cache;
use sha2::{Digest, Sha256};
use std::io::Write;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

pub const HTML: &str = "text/html; charset=utf-8";
pub const ATOM: &str = "application/atom+xml; charset=utf-8";

/// What a page is kept under. `what` is its address in one canonical form, never the raw one: unknown query parameters would fill the cache.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PageKey {
    pub what: String,
    pub interface: Interface,
    /// Only where the page names its own absolute address.
    pub origin: Option<String>,
}

pub struct PageCache {
    pages: Cache<(PageKey, i64), Arc<Finished>>,
    max_age: HeaderValue,
}

impl PageCache {
    pub fn new(bytes: u64, seconds: u64) -> PageCache {
        let max_age = format!("public, max-age={seconds}, stale-while-revalidate=60");
        PageCache {
            pages: Cache::builder()
                .max_capacity(bytes)
                .weigher(|_, page: &Arc<Finished>| page.weight())
                .time_to_live(Duration::from_secs(seconds))
                .build(),
            max_age: HeaderValue::from_str(&max_age).unwrap_or(HeaderValue::from_static("no-cache")),
        }
    }
}

/// Answers with the page kept under `key`, or makes it: one maker at a time, the others wait for it. Failures are not kept.
pub async fn page<F>(app: &App, visit: &Visit, key: PageKey, mime: &'static str, make: F) -> Result<Response, SiteError>
where
    F: Future<Output = Result<String, SiteError>>,
{
    let epoch = app.epoch().await?;
    let make = async { make.await.map(|body| Arc::new(Finished::new(mime, body.into()))) };
    let page = app.pages.pages.try_get_with((key, epoch), make).await?;
    Ok(page.answer(&visit.wants, app.pages.max_age.clone()))
}

/// Bytes with all their forms.
#[derive(Debug)]
pub struct Finished {
    mime: &'static str,
    body: Bytes,
    /// Of the uncompressed bytes; each encoding adds its name, because a strong ETag names bytes.
    tag: String,
    brotli: OnceLock<Bytes>,
    zstd: OnceLock<Bytes>,
    gzip: OnceLock<Bytes>,
}

/// Smaller bodies fit one packet as they are.
const WORTH_COMPRESSING: usize = 860;

impl Finished {
    pub fn new(mime: &'static str, body: Bytes) -> Finished {
        let tag = hex(&Sha256::digest(&body)[..12]);
        Finished { mime, body, tag, brotli: OnceLock::new(), zstd: OnceLock::new(), gzip: OnceLock::new() }
    }

    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// With compressed forms, which are made later, estimated.
    fn weight(&self) -> u32 {
        u32::try_from(self.body.len() + self.body.len() / 2 + 1_024).unwrap_or(u32::MAX)
    }

    pub fn answer(&self, wants: &Wants, cache_control: HeaderValue) -> Response {
        let encoding = if self.body.len() < WORTH_COMPRESSING { Encoding::Identity } else { wants.encoding };
        let etag = match encoding.name() {
            Some(name) => format!("\"{}-{name}\"", self.tag),
            None => format!("\"{}\"", self.tag),
        };
        let unchanged = wants.if_none_match.as_deref().is_some_and(|known| matches_tag(known, &etag));
        let mut response = if unchanged {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response
        } else {
            let mut response = Response::new(Body::from(self.encoded(encoding)));
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(self.mime));
            if let Some(name) = encoding.name() {
                response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
            }
            response
        };
        let headers = response.headers_mut();
        if let Ok(etag) = HeaderValue::from_str(&etag) {
            headers.insert(header::ETAG, etag);
        }
        headers.insert(header::CACHE_CONTROL, cache_control);
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        response
    }

    /// About a millisecond for a page of 50 KB, once in its life: too little to hand to another thread.
    fn encoded(&self, encoding: Encoding) -> Bytes {
        match encoding {
            Encoding::Identity => self.body.clone(),
            Encoding::Brotli => self.brotli.get_or_init(|| brotli(&self.body, 4)).clone(),
            Encoding::Zstd => self.zstd.get_or_init(|| zstd(&self.body)).clone(),
            Encoding::Gzip => self.gzip.get_or_init(|| gzip(&self.body)).clone(),
        }
    }

    /// Makes every form now, as small as it gets: for what is made once and sent for as long as the program runs.
    pub fn prepared(self) -> Finished {
        if self.body.len() >= WORTH_COMPRESSING {
            let _ = self.brotli.set(brotli(&self.body, 9));
            self.encoded(Encoding::Zstd);
            self.encoded(Encoding::Gzip);
        }
        self
    }
}

/// `If-None-Match` holds a list of tags; caches on the way may have made ours weak.
fn matches_tag(known: &str, etag: &str) -> bool {
    known.split(',').take(20).map(str::trim).any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

// None of the three can fail when writing to memory; if one did, an empty body under that encoding's header would be wrong, so the bytes are checked by a test.
fn brotli(body: &[u8], quality: u32) -> Bytes {
    let mut out = Vec::with_capacity(body.len() / 4);
    let mut writer = ::brotli::CompressorWriter::new(&mut out, 16_384, quality, 20);
    let _ = writer.write_all(body);
    drop(writer);
    out.into()
}

fn zstd(body: &[u8]) -> Bytes {
    ::zstd::bulk::compress(body, 3).unwrap_or_default().into()
}

fn gzip(body: &[u8]) -> Bytes {
    let mut writer = flate2::write::GzEncoder::new(Vec::with_capacity(body.len() / 4), flate2::Compression::new(6));
    let _ = writer.write_all(body);
    writer.finish().unwrap_or_default().into()
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_match_alone_in_lists_and_weakened() {
        for (known, same) in
            [("\"a\"", true), ("W/\"a\"", true), ("\"x\", \"a\"", true), ("*", true), ("\"b\"", false), ("", false)]
        {
            assert_eq!(matches_tag(known, "\"a\""), same, "{known}");
        }
    }

    #[test]
    fn every_form_holds_the_same_bytes() {
        let body = "news and ink, ".repeat(500);
        let page = Finished::new(HTML, body.clone().into()).prepared();
        let mut plain = Vec::new();
        ::brotli::BrotliDecompress(&mut page.encoded(Encoding::Brotli).as_ref(), &mut plain).unwrap();
        assert_eq!(plain, body.as_bytes());
        assert_eq!(::zstd::decode_all(page.encoded(Encoding::Zstd).as_ref()).unwrap(), body.as_bytes());
        let mut plain = String::new();
        std::io::Read::read_to_string(
            &mut flate2::read::GzDecoder::new(page.encoded(Encoding::Gzip).as_ref()),
            &mut plain,
        )
        .unwrap();
        assert_eq!(plain, body);
    }
}
