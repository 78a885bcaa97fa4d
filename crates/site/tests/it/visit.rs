//! Asking the site for a page.

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use coranto_site::SiteState;
use tower::ServiceExt;

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn has(&self, part: &str) -> bool {
        self.text().contains(part)
    }
}

pub async fn get(state: &SiteState, path: &str) -> Answer {
    ask(state, "GET", path, &[]).await
}

pub async fn ask(state: &SiteState, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(path).header("host", "news.example");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = coranto_site::router(state.clone()).oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
    Answer { status: parts.status, headers: parts.headers, bytes }
}

/// What the reader sees: no tags, entities of the five characters read, one line.
pub fn words(html: &str) -> String {
    let mut text = String::new();
    let mut rest =
        html.split_once("<main").map_or(html, |(_, main)| main.split_once('>').map_or(main, |(_, rest)| rest));
    rest = rest.split_once("</main>").map_or(rest, |(main, _)| main);
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        text.push(' ');
        rest = after.split_once('>').map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    let text = text
        .replace("&#38;", "&")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#34;", "\"")
        .replace("&#39;", "'");
    let text = text.replace(['\u{2066}', '\u{2068}', '\u{2069}'], "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
