//! A server that says exactly what a test tells it to, well-formed or not, and remembers what it was asked.

use coranto_core::{Address, Clock, Millis, config};
use coranto_fetch::{Answer, Detour, Fetcher, Validators};
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

#[derive(Debug, Clone)]
pub struct Seen {
    pub target: String,
    /// Names in lower case.
    pub headers: HashMap<String, String>,
    pub at: Instant,
}

impl Seen {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(String::as_str).unwrap_or_default()
    }

    pub fn host(&self) -> &str {
        self.header("host")
    }
}

pub enum Reply {
    Answer {
        status: u16,
        headers: Vec<(String, String)>,
        body: Vec<u8>,
    },
    /// Written as it is; then the connection ends.
    Raw(Vec<u8>),
    /// `head`, then `piece` again and again until the other end has had enough.
    Drip {
        head: String,
        piece: Vec<u8>,
        every: Duration,
    },
    /// As `Answer`, but only after a while.
    Later(Duration, Box<Reply>),
    Silence,
}

pub fn answer(status: u16, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Reply {
    let headers = headers.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    Reply::Answer { status, headers, body: body.into() }
}

pub fn ok(body: impl Into<Vec<u8>>) -> Reply {
    answer(200, &[("content-type", "application/rss+xml")], body)
}

pub fn redirect(status: u16, to: &str) -> Reply {
    answer(status, &[("location", to)], "moved")
}

pub struct Server {
    pub address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    connections: Arc<Mutex<usize>>,
    task: tokio::task::JoinHandle<()>,
}

impl Server {
    pub async fn start(say: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let connections = Arc::new(Mutex::new(0));
        let (log, count, say) = (seen.clone(), connections.clone(), Arc::new(say));
        let task = tokio::spawn(async move {
            let mut talks = tokio::task::JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                *count.lock().unwrap() += 1;
                talks.spawn(talk(stream, say.clone(), log.clone()));
            }
        });
        Server { address, seen, connections, task }
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    pub fn targets(&self) -> Vec<String> {
        self.seen().into_iter().map(|seen| format!("{}{}", seen.host(), seen.target)).collect()
    }

    pub fn connections(&self) -> usize {
        *self.connections.lock().unwrap()
    }

    pub fn detour(&self) -> Detour {
        Detour { to: self.address, names: Vec::new() }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn talk(stream: TcpStream, say: Arc<impl Fn(&Seen) -> Reply>, log: Arc<Mutex<Vec<Seen>>>) {
    let mut stream = BufReader::new(stream);
    while let Some(seen) = read_request(&mut stream).await {
        log.lock().unwrap().push(seen.clone());
        let mut reply = say(&seen);
        while let Reply::Later(wait, then) = reply {
            tokio::time::sleep(wait).await;
            reply = *then;
        }
        let stays_open = match reply {
            Reply::Answer { status, headers, body } => {
                let mut head = format!("HTTP/1.1 {status} Said\r\n");
                for (name, value) in headers {
                    head.push_str(&format!("{name}: {value}\r\n"));
                }
                if status != 304 {
                    head.push_str(&format!("content-length: {}\r\n", body.len()));
                }
                head.push_str("\r\n");
                stream.write_all(&[head.into_bytes(), body].concat()).await.is_ok()
            }
            Reply::Raw(bytes) => {
                let _ = stream.write_all(&bytes).await;
                let _ = stream.get_mut().shutdown().await;
                return;
            }
            Reply::Drip { head, piece, every } => {
                let mut going = stream.write_all(head.as_bytes()).await.is_ok();
                while going {
                    going = stream.write_all(&piece).await.is_ok();
                    if !every.is_zero() {
                        tokio::time::sleep(every).await;
                    }
                }
                false
            }
            Reply::Silence => std::future::pending().await,
            Reply::Later(..) => unreachable!("waited for above"),
        };
        if !stays_open {
            break;
        }
    }
    // What was not a request (a TLS greeting, say) is told so in plain HTTP, as real servers do.
    let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n").await;
    let _ = stream.get_mut().shutdown().await;
}

async fn read_request(stream: &mut BufReader<TcpStream>) -> Option<Seen> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        if line.trim_end().is_empty() {
            break;
        }
        lines.push(line.trim_end().to_owned());
    }
    let target = lines.first()?.split(' ').nth(1)?.to_owned();
    let headers = lines.iter().skip(1).filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
    Some(Seen { target, headers, at: Instant::now() })
}

pub const NOW: Millis = Millis(1_795_514_400_000); // 2026-11-24T10:00:00Z

pub fn address(text: &str) -> Address {
    Address::parse(text).unwrap()
}

/// Settings for tests: no pause between pages, and small bounds.
pub fn settings() -> config::Fetch {
    config::Fetch { per_host_spacing_ms: 0, timeout_ms: 5_000, ..config::Fetch::default() }
}

pub fn fetcher_with(server: &Server, settings: &config::Fetch) -> Fetcher {
    Fetcher::new(settings, Clock::manual(NOW), Some(server.detour()), None).unwrap()
}

pub fn fetcher(server: &Server) -> Fetcher {
    fetcher_with(server, &settings())
}

pub async fn feed(fetcher: &Fetcher, text: &str) -> Answer {
    fetcher.feed(&address(text), &Validators::default(), None).await
}

pub async fn page(fetcher: &Fetcher, text: &str) -> Answer {
    fetcher.page(&address(text), None).await
}

/// Without a detour, with the loopback opened: the way to a real connection.
pub fn on_loopback(settings: &config::Fetch) -> Fetcher {
    let settings = config::Fetch { allow_networks: vec!["127.0.0.0/8".into()], ..settings.clone() };
    Fetcher::new(&settings, Clock::manual(NOW), None, None).unwrap()
}

pub fn with_names(server: &Server, names: &[(&str, &str)]) -> Fetcher {
    let names = names.iter().map(|(name, ip)| (name.to_string(), ip.parse::<IpAddr>().unwrap())).collect();
    let detour = Detour { to: server.address, names };
    Fetcher::new(&settings(), Clock::manual(NOW), Some(detour), None).unwrap()
}
