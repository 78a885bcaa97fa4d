//! Addresses without a language: each leads to the reader's own. And what is the same for everybody: `/robots.txt`.

use crate::errors::SiteError;
use crate::i18n::Interface;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

/// `/`, `/about`, `/bot`: the same page in the language the browser asks for. Not permanent: another browser asks for another.
pub async fn home(headers: HeaderMap, uri: Uri) -> Response {
    let wish = headers.get(header::ACCEPT_LANGUAGE).and_then(|h| h.to_str().ok()).unwrap_or_default();
    let place = format!("/{}{}", Interface::accepted(wish).code(), uri.path().trim_end_matches('/'));
    let mut response = StatusCode::FOUND.into_response();
    if let Ok(place) = HeaderValue::from_str(&place) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-language"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// Everything but the pictures, which belong to their publishers; article pages say "noindex" themselves where the text does.
pub async fn robots_txt() -> Response {
    let headers =
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=86400")];
    (headers, "User-agent: *\nDisallow: /img/\n").into_response()
}

/// `/en/` is `/en`.
pub async fn without_slash(uri: Uri) -> Result<Response, SiteError> {
    let path = uri.path().trim_end_matches('/');
    match Interface::parse(path.trim_start_matches('/')) {
        Some(_) => Err(SiteError::Elsewhere { path: path.to_owned() }),
        None => Err(SiteError::NotFound),
    }
}
