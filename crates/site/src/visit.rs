//! What a request says of its reader: the interface it is in, what its browser can read, what it has already, and the address it knows us by.

use crate::app::App;
use crate::errors::SiteError;
use crate::i18n::Interface;
use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT_ENCODING, HOST, HeaderMap, IF_NONE_MATCH};
use axum::http::request::Parts;

#[derive(Debug, Clone)]
pub struct Visit {
    pub interface: Interface,
    pub wants: Wants,
    /// "https://news.example.org": `server.public_address`, or as asked for.
    pub origin: String,
}

/// How an answer may be sent.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wants {
    pub encoding: Encoding,
    pub if_none_match: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Encoding {
    Brotli,
    Zstd,
    Gzip,
    #[default]
    Identity,
}

impl FromRequestParts<App> for Visit {
    type Rejection = SiteError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Visit, SiteError> {
        let first = parts.uri.path().split('/').nth(1).unwrap_or_default();
        let interface = match Interface::parse(first) {
            Some(interface) => interface,
            // The one page of this kind that is in no language: the feed of all of them.
            None if parts.uri.path() == "/feed.xml" => Interface::English,
            None => return Err(SiteError::NotFound),
        };
        Ok(Visit { interface, wants: Wants::of(&parts.headers), origin: origin(app, &parts.headers) })
    }
}

impl Wants {
    pub fn of(headers: &HeaderMap) -> Wants {
        let text = |name| headers.get(name).and_then(|value: &axum::http::HeaderValue| value.to_str().ok());
        Wants {
            encoding: Encoding::accepted(text(ACCEPT_ENCODING).unwrap_or_default()),
            if_none_match: text(IF_NONE_MATCH).map(str::to_owned),
        }
    }
}

impl Encoding {
    /// The best of what the browser accepts: smallest first. A quality of zero is a refusal; other qualities are all alike, as every browser sends none.
    pub fn accepted(header: &str) -> Encoding {
        let accepts = |name: &str| {
            header.split(',').take(20).any(|offer| {
                let mut parts = offer.split(';');
                let named = parts.next().is_some_and(|n| n.trim().eq_ignore_ascii_case(name));
                let refused = parts.any(|p| {
                    p.trim().strip_prefix("q=").is_some_and(|q| q.trim().parse::<f32>().is_ok_and(|q| q == 0.0))
                });
                named && !refused
            })
        };
        if accepts("br") {
            Encoding::Brotli
        } else if accepts("zstd") {
            Encoding::Zstd
        } else if accepts("gzip") {
            Encoding::Gzip
        } else {
            Encoding::Identity
        }
    }

    pub fn name(self) -> Option<&'static str> {
        match self {
            Encoding::Brotli => Some("br"),
            Encoding::Zstd => Some("zstd"),
            Encoding::Gzip => Some("gzip"),
            Encoding::Identity => None,
        }
    }
}

fn origin(app: &App, headers: &HeaderMap) -> String {
    let public = app.state.settings.server.public_address.trim_end_matches('/');
    if coranto_core::Address::parse(public).is_ok() {
        return public.to_owned();
    }
    // Host is the visitor's own word: it goes into pages that are cached under it, and only in the form of a host.
    let host = headers.get(HOST).and_then(|h| h.to_str().ok()).unwrap_or_default();
    let fits = !host.is_empty()
        && host.len() <= 255
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']'));
    format!("http://{}", if fits { host } else { "localhost" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_accepted_encoding_is_chosen() {
        for (header, encoding) in [
            ("", Encoding::Identity),
            ("gzip, deflate, br, zstd", Encoding::Brotli),
            ("gzip, zstd", Encoding::Zstd),
            ("GZIP;q=0.5", Encoding::Gzip),
            ("br;q=0, gzip", Encoding::Gzip),
            ("br;q=0.0,zstd; q=0,gzip;q=0", Encoding::Identity),
            ("*", Encoding::Identity),
            ("brotli", Encoding::Identity),
        ] {
            assert_eq!(Encoding::accepted(header), encoding, "{header}");
        }
    }
}
