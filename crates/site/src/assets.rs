//! Style sheet, script, mark and manifest. Named by their content where pages link to them, so that browsers may keep them for a year.

use crate::app::App;
use crate::errors::SiteError;
use crate::serve::Finished;
use crate::visit::Wants;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use std::sync::LazyLock;

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const A_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");

struct Asset {
    /// "/assets/site-1234abcd.css"
    path: String,
    file: Finished,
}

/// Compressed once for the whole life of the program.
static CSS: LazyLock<Asset> =
    LazyLock::new(|| asset("site", "css", "text/css; charset=utf-8", include_str!("assets/site.css")));
static JS: LazyLock<Asset> =
    LazyLock::new(|| asset("times", "js", "text/javascript; charset=utf-8", include_str!("assets/times.js")));
static MARK: LazyLock<Finished> =
    LazyLock::new(|| Finished::new("image/svg+xml", include_str!("assets/mark.svg").into()).prepared());

fn asset(name: &str, ending: &str, mime: &'static str, text: &'static str) -> Asset {
    let file = Finished::new(mime, text.into()).prepared();
    Asset { path: format!("/assets/{name}-{}.{ending}", &file.tag()[..12]), file }
}

pub fn css_path() -> &'static str {
    &CSS.path
}

pub fn js_path() -> &'static str {
    &JS.path
}

pub async fn file(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, SiteError> {
    let path = format!("/assets/{name}");
    let asset = [&*CSS, &*JS].into_iter().find(|a| a.path == path).ok_or(SiteError::NotFound)?;
    Ok(asset.file.answer(&Wants::of(&headers), FOR_EVER))
}

/// Our own drawing, served as an icon: publishers' SVG never is.
pub async fn mark(headers: HeaderMap) -> Response {
    MARK.answer(&Wants::of(&headers), A_DAY)
}

/// Browsers that look for the old name.
pub async fn favicon_ico() -> Response {
    axum::response::Redirect::permanent("/favicon.svg").into_response()
}

pub async fn manifest(State(app): State<App>, headers: HeaderMap) -> Response {
    let name = &app.state.settings.site.name;
    let manifest = serde_json::json!({
        "name": name,
        "short_name": name,
        "id": "/",
        "start_url": "/",
        "display": "standalone",
        "background_color": "#faf7f0",
        "theme_color": "#faf7f0",
        "icons": [{ "src": "/favicon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any" }],
    });
    Finished::new("application/manifest+json", manifest.to_string().into()).answer(&Wants::of(&headers), A_DAY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::visit::Encoding;

    #[tokio::test]
    async fn style_and_script_stay_small() {
        let weigh = async |asset: &Asset, encoding| {
            let wants = Wants { encoding, if_none_match: None };
            let body = asset.file.answer(&wants, A_DAY).into_body();
            axum::body::to_bytes(body, usize::MAX).await.unwrap().len()
        };
        assert!(weigh(&CSS, Encoding::Brotli).await < 15 * 1024);
        assert!(weigh(&JS, Encoding::Identity).await < 3 * 1024);
    }
}
