//! The port: HTTP/1.1 on the loopback, requests in proxy form or with a Host header, validators and compression as real servers do them.

use crate::answer::{Answer, Ask, Body};
use crate::{Running, World, date, seed};
use bytes::Bytes;
use coranto_core::Millis;
use futures_util::StreamExt;
use http::header::{
    ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, DATE, ETAG, HOST, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED,
    SERVER, VARY,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::collections::HashMap;
use std::convert::Infallible;
use std::io::Write;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

type ResponseBody = UnsyncBoxBody<Bytes, std::io::Error>;

/// Requests per host.
#[derive(Debug, Clone, Default)]
pub(crate) struct Counts(Arc<Mutex<HashMap<String, u64>>>);

impl Counts {
    fn add(&self, host: &str) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match counts.get_mut(host) {
            Some(count) => *count += 1,
            None => {
                counts.insert(host.to_owned(), 1);
            }
        }
    }

    pub(crate) fn of(&self, host: &str) -> u64 {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if host.is_empty() { counts.values().sum() } else { counts.get(host).copied().unwrap_or(0) }
    }
}

pub(crate) async fn start(world: World) -> anyhow::Result<Running> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    let counts = Counts::default();
    let accepting = tokio::spawn(accept(listener, world, counts.clone()));
    Ok(Running { address, counts, accepting })
}

/// Ends when it is aborted; the connections, which it owns, end with it.
async fn accept(listener: TcpListener, world: World, counts: Counts) {
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            Some(_) = connections.join_next() => continue,
        };
        match accepted {
            Ok((stream, _)) => {
                connections.spawn(connection(stream, world.clone(), counts.clone()));
            }
            Err(error) => {
                // Out of file descriptors: nothing helps but to wait for some to be given back.
                tracing::warn!(%error, "the pretend internet cannot take a connection");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

async fn connection(stream: TcpStream, world: World, counts: Counts) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| {
        let world = world.clone();
        let counts = counts.clone();
        async move { Ok::<_, Infallible>(respond(&world, &counts, request).await) }
    });
    // Askers go away in the middle of things; that is not ours to report.
    let _ = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

async fn respond(world: &World, counts: &Counts, request: Request<Incoming>) -> Response<ResponseBody> {
    let host = host_of(&request);
    counts.add(&host);
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return write(Answer::text(405, "only GET and HEAD"), request.headers(), false, world.now());
    }
    let ask = Ask {
        host: &host,
        path: request.uri().path(),
        query: request.uri().query(),
        headers: request.headers(),
        now: world.now(),
    };
    let answer = match world.answer(&ask).await {
        Some(answer) => answer,
        None => Answer::text(502, format!("there is no host {host} in this world\n")),
    };
    write(answer, request.headers(), *request.method() == Method::HEAD, ask.now)
}

/// Lower case, without port: from the absolute target, or else from the Host header.
fn host_of(request: &Request<Incoming>) -> String {
    let host = match request.uri().host() {
        Some(host) => host,
        None => request.headers().get(HOST).and_then(|h| h.to_str().ok()).unwrap_or_default(),
    };
    host.split(':').next().unwrap_or_default().to_ascii_lowercase()
}

fn write(answer: Answer, asked: &HeaderMap, head: bool, now: Millis) -> Response<ResponseBody> {
    let mut response = Response::new(ResponseBody::default());
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    // hyper would write the machine's time; in this world all bytes come from its own clock.
    put(headers, DATE, &date::http(now));
    headers.insert(SERVER, HeaderValue::from_static("made-up"));
    if !answer.content_type.is_empty() {
        put(headers, CONTENT_TYPE, &answer.content_type);
    }
    for (name, value) in &answer.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            headers.append(name, value);
        }
    }
    let bytes = match answer.body {
        Body::Parts(parts) => {
            if !head {
                *response.body_mut() = BodyExt::boxed_unsync(StreamBody::new(parts.map(|part| part.map(Frame::data))));
            }
            return response;
        }
        Body::Whole(bytes) => bytes,
    };
    let mut bytes = bytes;
    if answer.negotiate {
        if let Some(at) = answer.last_modified {
            put(headers, LAST_MODIFIED, &date::http(at));
        }
        if answer.status == 200 {
            if !headers.contains_key(ETAG) {
                let tag = format!("W/\"{:016x}\"", seed::of_bytes(&bytes));
                put(headers, ETAG, &tag);
            }
            if unchanged(headers, asked) {
                headers.remove(CONTENT_TYPE);
                *response.status_mut() = StatusCode::NOT_MODIFIED;
                return response;
            }
        }
        if let Some((name, smaller)) = compress(&bytes, &answer.content_type, asked) {
            put(headers, CONTENT_ENCODING, name);
            headers.append(VARY, HeaderValue::from_static("Accept-Encoding"));
            bytes = smaller;
        }
    }
    if head {
        return response;
    }
    *response.body_mut() = Full::new(bytes).map_err(|never: Infallible| match never {}).boxed_unsync();
    response
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// If-None-Match decides alone where both are sent (RFC 9110, 13.2.2).
fn unchanged(ours: &HeaderMap, asked: &HeaderMap) -> bool {
    let text =
        |headers: &HeaderMap, name| headers.get(name).and_then(|v: &HeaderValue| v.to_str().ok()).map(str::to_owned);
    if let Some(theirs) = text(asked, IF_NONE_MATCH) {
        let Some(tag) = text(ours, ETAG) else { return false };
        let strong = |t: &str| t.trim().trim_start_matches("W/").to_owned();
        return theirs.split(',').any(|t| strong(t) == strong(&tag));
    }
    text(asked, IF_MODIFIED_SINCE).is_some_and(|since| text(ours, LAST_MODIFIED).is_some_and(|at| at == since.trim()))
}

/// The best encoding that the asker names, for text worth the trouble.
fn compress(bytes: &Bytes, content_type: &str, asked: &HeaderMap) -> Option<(&'static str, Bytes)> {
    const WORTH_BYTES: usize = 1_024;
    let text = ["text/", "xml", "json", "javascript"].iter().any(|t| content_type.contains(t));
    if bytes.len() < WORTH_BYTES || !text {
        return None;
    }
    let accepted = asked.get(ACCEPT_ENCODING)?.to_str().ok()?;
    let takes = |name: &str| accepted.split(',').any(|e| e.split(';').next().unwrap_or_default().trim() == name);
    if takes("br") {
        let mut out = brotli::CompressorWriter::new(Vec::new(), 4096, 3, 19);
        out.write_all(bytes).ok()?;
        return Some(("br", out.into_inner().into()));
    }
    if takes("zstd") {
        return Some(("zstd", zstd::bulk::compress(bytes, 3).ok()?.into()));
    }
    takes("gzip").then(|| Some(("gzip", gzip(bytes)?.into())))?
}

pub(crate) fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).ok()?;
    out.finish().ok()
}
