//! What the world says to one request, before HTTP makes it smaller or finds that the asker has it already.

use bytes::Bytes;
use coranto_core::Millis;
use futures_util::stream::BoxStream;
use http::HeaderMap;

/// One request, as the virtual hosts see it.
#[derive(Debug)]
pub struct Ask<'a> {
    pub host: &'a str,
    /// Percent-encoded as it came.
    pub path: &'a str,
    pub query: Option<&'a str>,
    pub headers: &'a HeaderMap,
    pub now: Millis,
}

impl Ask<'_> {
    /// Value of a query parameter, as written.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.query?.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
    }
}

pub struct Answer {
    pub status: u16,
    pub content_type: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: Body,
    pub last_modified: Option<Millis>,
    /// Compress it when the asker can read that, give it an ETag, and answer 304 when nothing changed.
    pub negotiate: bool,
}

pub enum Body {
    Whole(Bytes),
    /// For bodies that never end, trickle or break off.
    Parts(BoxStream<'static, std::io::Result<Bytes>>),
}

impl Answer {
    pub fn new(status: u16, content_type: &str, body: impl Into<Bytes>) -> Answer {
        Answer {
            status,
            content_type: content_type.to_owned(),
            headers: Vec::new(),
            body: Body::Whole(body.into()),
            last_modified: None,
            negotiate: true,
        }
    }

    pub fn html(body: impl Into<Bytes>) -> Answer {
        Answer::new(200, "text/html; charset=utf-8", body)
    }

    pub fn text(status: u16, body: impl Into<Bytes>) -> Answer {
        Answer::new(status, "text/plain; charset=utf-8", body)
    }

    pub fn redirect(status: u16, to: &str) -> Answer {
        Answer::text(status, "").header("location", to)
    }

    /// Exactly these bytes, without validators and compression.
    pub fn raw(status: u16, content_type: &str, body: Body) -> Answer {
        Answer { body, negotiate: false, ..Answer::new(status, content_type, Bytes::new()) }
    }

    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Answer {
        self.headers.push((name, value.into()));
        self
    }

    pub fn modified(mut self, at: Millis) -> Answer {
        self.last_modified = Some(at);
        self
    }
}
