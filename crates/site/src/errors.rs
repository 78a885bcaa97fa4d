//! A map of what can go wrong with a request, and the page that says so.
//!
//! | what | status | when |
//! |---|---|---|
//! | `BadRequest` | 400 | a part of the address cannot be read (a cursor, a number) |
//! | `NotFound` | 404 | nothing stands there |
//! | `ReadOnly` | 405 | something other than GET or HEAD |
//! | `Gone` | 410 | withdrawn for good |
//! | `Nothing` | 404, 410 | a page that could be, of too little news or no more in them; says which there are that are written alike |
//! | `Failed` | 500 | the store failed or a page could not be made; logged once, here, with the id that the reader sees |
//! | `Unavailable` | 503 | the record cannot be reached |
//! | `Elsewhere` | 308 | not an error: the page lives at another address |

use crate::app::App;
use crate::frame::{Frame, Link};
use crate::i18n::Interface;
use askama::Template;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use coranto_store::StoreError;
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

#[derive(Debug, Clone, PartialEq)]
pub enum SiteError {
    BadRequest,
    NotFound,
    ReadOnly,
    #[expect(dead_code, reason = "the takedown form comes with the operator's pages; its answer has a place already")]
    Gone,
    Nothing(Box<Nothing>),
    Failed {
        id: String,
    },
    Unavailable,
    Elsewhere {
        path: String,
    },
}

/// A page that is not there, with its own words.
#[derive(Debug, Clone, PartialEq)]
pub struct Nothing {
    /// It was there.
    pub gone: bool,
    pub heading: String,
    pub text: String,
    /// What may have been meant.
    pub ways: Vec<Link>,
}

impl SiteError {
    /// A failure of ours: written to the log under a short name that the reader can pass on.
    pub fn failed(why: &dyn std::fmt::Display) -> SiteError {
        static COUNT: AtomicU64 = AtomicU64::new(1);
        let id = format!("{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        tracing::error!(request_id = %id, "a page could not be made: {why}");
        SiteError::Failed { id }
    }

    fn status(&self) -> StatusCode {
        match self {
            SiteError::BadRequest => StatusCode::BAD_REQUEST,
            SiteError::NotFound => StatusCode::NOT_FOUND,
            SiteError::ReadOnly => StatusCode::METHOD_NOT_ALLOWED,
            SiteError::Gone => StatusCode::GONE,
            SiteError::Nothing(nothing) if nothing.gone => StatusCode::GONE,
            SiteError::Nothing(_) => StatusCode::NOT_FOUND,
            SiteError::Failed { .. } => StatusCode::INTERNAL_SERVER_ERROR,
            SiteError::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            SiteError::Elsewhere { .. } => StatusCode::PERMANENT_REDIRECT,
        }
    }

    fn of_status(status: StatusCode) -> Option<SiteError> {
        match status {
            StatusCode::NOT_FOUND => Some(SiteError::NotFound),
            StatusCode::METHOD_NOT_ALLOWED => Some(SiteError::ReadOnly),
            StatusCode::SERVICE_UNAVAILABLE => Some(SiteError::Unavailable),
            // What the framework refuses by itself: a path that is not UTF-8, a query that does not parse.
            status if status.is_client_error() => Some(SiteError::BadRequest),
            status if status.is_server_error() => Some(SiteError::failed(&status)),
            _ => None,
        }
    }
}

impl From<StoreError> for SiteError {
    fn from(error: StoreError) -> SiteError {
        SiteError::failed(&error)
    }
}

impl From<askama::Error> for SiteError {
    fn from(error: askama::Error) -> SiteError {
        SiteError::failed(&error)
    }
}

/// From a cache whose filling failed; all that waited for it get the same answer.
impl From<Arc<SiteError>> for SiteError {
    fn from(error: Arc<SiteError>) -> SiteError {
        SiteError::clone(&error)
    }
}

/// The error travels in the response's extensions; [`error_pages`] writes the page, which needs the app and the reader's language.
impl IntoResponse for SiteError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if let SiteError::Elsewhere { path } = &self
            && let Ok(location) = HeaderValue::from_str(path)
        {
            response.headers_mut().insert(header::LOCATION, location);
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
        } else {
            response.extensions_mut().insert(self);
        }
        response
    }
}

pub async fn not_found() -> SiteError {
    SiteError::NotFound
}

pub async fn read_only() -> SiteError {
    SiteError::ReadOnly
}

/// Gives every failed answer its page, and keeps a panic in one page from being more than an error page.
pub async fn error_pages(State(app): State<App>, request: Request, next: Next) -> Response {
    let interface = Interface::parse(request.uri().path().split('/').nth(1).unwrap_or_default()).unwrap_or_else(|| {
        let header = request.headers().get(header::ACCEPT_LANGUAGE);
        Interface::accepted(header.and_then(|h| h.to_str().ok()).unwrap_or_default())
    });
    // Programs that ask for these get the status; a page would be noise in their logs.
    let for_programs = request.uri().path().starts_with("/img/") || request.uri().path() == "/healthz";
    let response = match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(_) => SiteError::failed(&"a panic while making the page").into_response(),
    };
    let error = match response.extensions().get::<SiteError>() {
        Some(error) => error.clone(),
        None if for_programs || response.headers().contains_key(header::CONTENT_TYPE) && !is_plain(&response) => {
            return response;
        }
        None => match SiteError::of_status(response.status()) {
            Some(error) => error,
            None => return response,
        },
    };
    let (parts, _) = response.into_parts();
    let body = error_page(&app, &error, interface).await;
    let mut page = Response::new(Body::from(body));
    *page.status_mut() = error.status();
    // 405 names what is allowed.
    if let Some(allow) = parts.headers.get(header::ALLOW) {
        page.headers_mut().insert(header::ALLOW, allow.clone());
    }
    let headers = page.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
    if error == SiteError::Unavailable {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("10"));
    }
    page
}

/// What the framework says by itself is plain text.
fn is_plain(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|h| h.to_str().ok()).unwrap_or_default();
    (response.status().is_client_error() || response.status().is_server_error()) && kind.starts_with("text/plain")
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    frame: Frame,
    status: u16,
    heading: String,
    text: String,
    id: Option<String>,
    suggestions: Vec<Link>,
}

async fn error_page(app: &App, error: &SiteError, interface: Interface) -> String {
    // After a failure of the store nothing more is asked of it.
    let frame = match error {
        SiteError::Failed { .. } | SiteError::Unavailable => Frame::bare(app, interface),
        _ => Frame::new(app, interface, "").await.unwrap_or_else(|_| Frame::bare(app, interface)),
    };
    let (heading, text) = match error {
        SiteError::BadRequest => (interface.say("error-400-title"), interface.say("error-400")),
        SiteError::ReadOnly => (interface.say("error-405-title"), interface.say("error-405")),
        SiteError::Gone => (interface.say("error-410-title"), interface.say("error-410")),
        SiteError::Nothing(nothing) => (nothing.heading.clone(), nothing.text.clone()),
        SiteError::Failed { .. } => (interface.say("error-500-title"), interface.say("error-500")),
        SiteError::Unavailable => (interface.say("error-503-title"), interface.say("error-503")),
        SiteError::NotFound | SiteError::Elsewhere { .. } => {
            (interface.say("error-404-title"), interface.say("error-404"))
        }
    };
    let path = |end: &str| format!("/{}{end}", interface.code());
    let mut suggestions = vec![
        Link::new(interface.say("nav-today"), path("")),
        Link::new(interface.say("nav-latest"), path("/latest")),
        Link::new(interface.say("nav-browse"), path("/browse")),
        Link::new(interface.say("nav-sources"), path("/sources")),
    ];
    match error {
        SiteError::Nothing(nothing) if !nothing.ways.is_empty() => {
            suggestions.splice(..0, nothing.ways.clone()).for_each(drop)
        }
        _ => suggestions.extend(frame.sections.iter().take(6).cloned()),
    }
    let id = match error {
        SiteError::Failed { id } => Some(interface.of("error-id", id)),
        _ => None,
    };
    let frame = frame.titled(&heading).unindexed();
    let page = ErrorPage { frame, status: error.status().as_u16(), heading, text, id, suggestions };
    page.render().unwrap_or_else(|_| format!("{}", error.status()))
}
