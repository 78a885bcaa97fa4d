//! A plain HTTP client in proxy form: it follows nothing, unpacks nothing and hides nothing.

use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

#[derive(Debug, Default)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// The body ended as its framing said it would.
    pub complete: bool,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Reads at most this much, and waits at most this long.
pub const MOST_BYTES: usize = 96 << 20;
const MOST_TIME: Duration = Duration::from_millis(1_500);

pub async fn get(to: SocketAddr, address: &str) -> Reply {
    get_with(to, address, &[]).await
}

pub async fn get_with(to: SocketAddr, address: &str, headers: &[(&str, &str)]) -> Reply {
    get_some(to, address, headers, MOST_BYTES).await
}

/// Stops after `most` bytes of body.
pub async fn get_some(to: SocketAddr, address: &str, headers: &[(&str, &str)], most: usize) -> Reply {
    let host = address.split('/').nth(2).expect("an absolute address");
    let mut request = format!("GET {address} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str("\r\n");
    let mut stream = TcpStream::connect(to).await.expect("the world is on its port");
    stream.write_all(request.as_bytes()).await.expect("the request goes out");
    let mut bytes = Vec::new();
    let read = async {
        let mut chunk = vec![0; 64 << 10];
        while bytes.len() < most + (1 << 16) {
            match stream.read(&mut chunk).await {
                Ok(0) | Err(_) => return,
                Ok(n) => bytes.extend_from_slice(&chunk[..n]),
            }
        }
    };
    let _ = tokio::time::timeout(MOST_TIME, read).await;
    parse(&bytes)
}

fn parse(bytes: &[u8]) -> Reply {
    let Some(end) = bytes.windows(4).position(|w| w == b"\r\n\r\n") else { return Reply::default() };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().and_then(|l| l.split(' ').nth(1)).and_then(|s| s.parse().ok()).unwrap_or(0);
    let headers: Vec<(String, String)> =
        lines.filter_map(|l| l.split_once(": ")).map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
    let mut reply = Reply { status, headers, body: Vec::new(), complete: true };
    let rest = &bytes[end + 4..];
    if reply.header("transfer-encoding") == Some("chunked") {
        (reply.body, reply.complete) = unchunk(rest);
    } else {
        let length: Option<usize> = reply.header("content-length").and_then(|l| l.parse().ok());
        reply.complete = length.is_none_or(|l| l == rest.len());
        reply.body = rest.to_vec();
    }
    reply
}

fn unchunk(mut rest: &[u8]) -> (Vec<u8>, bool) {
    let mut body = Vec::new();
    loop {
        let Some(end) = rest.windows(2).position(|w| w == b"\r\n") else { return (body, false) };
        let Ok(length) = usize::from_str_radix(String::from_utf8_lossy(&rest[..end]).trim(), 16) else {
            return (body, false);
        };
        if length == 0 {
            return (body, true);
        }
        let from = end + 2;
        let to = (from + length).min(rest.len());
        body.extend_from_slice(&rest[from..to]);
        if to + 2 > rest.len() {
            return (body, false);
        }
        rest = &rest[to + 2..];
    }
}
