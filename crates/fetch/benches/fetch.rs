//! CPU time of one request, client's side only, through the detour: `cargo bench -p coranto-fetch`.
//!
//! Not divan: it measures wall time, and here half of that is the server's. The client runs on this thread alone, whose CPU time Linux
//! keeps in /proc; the server has a thread of its own.

use coranto_core::{Address, Clock, config};
use coranto_fetch::{Detour, Fetcher, Validators};
use futures_util::{StreamExt, stream};
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

const FEEDS: usize = 1_000;
const ROUNDS: usize = 10;

fn main() {
    let text =
        "<item><title>Harbour bridge reopens</title><description>Ferries and trams meet again.</description></item>\n";
    let body = text.repeat(40_000 / text.len() + 1);
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    let _ = packed.write_all(body.as_bytes());
    let packed = packed.finish().unwrap_or_default();
    let server = serve(Arc::new(Bodies { plain: body.into_bytes(), packed }));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let Ok(runtime) = runtime else { return println!("no runtime") };
    let started = Instant::now();
    let settings = config::Fetch { per_host_spacing_ms: 0, ..config::Fetch::default() };
    let detour = Some(Detour { to: server, names: Vec::new() });
    let fetcher = match Fetcher::new(&settings, Clock::System, detour, None) {
        Ok(fetcher) => fetcher,
        Err(message) => return println!("{message}"),
    };
    println!("{:24} {:>8.1} µs wall", "making a Fetcher", micros(started.elapsed()));
    let held = Validators { etag: Some("\"v1\"".into()), last_modified: None };
    let none = Validators::default();
    for (name, path, validators) in
        [("304", "same", &held), ("200, 40 KB plain", "plain", &none), ("200, 40 KB gzip", "gzip", &none)]
    {
        let round = || async {
            let addresses = (0..FEEDS).filter_map(|n| Address::parse(&format!("https://feed{n}.example/{path}")).ok());
            let answers = stream::iter(addresses.collect::<Vec<_>>()).map(|address| {
                let fetcher = &fetcher;
                async move { fetcher.feed(&address, validators, None).await.outcome.verdict() }
            });
            let good = answers.buffer_unordered(64).filter(|v| {
                let good = *v == coranto_core::reason::FetchVerdict::Good;
                async move { good }
            });
            assert_eq!(good.count().await, FEEDS, "{name}");
        };
        runtime.block_on(round());
        let (cpu, wall) = (cpu_of_this_thread(), Instant::now());
        for _ in 0..ROUNDS {
            runtime.block_on(round());
        }
        let each = (FEEDS * ROUNDS) as f64;
        let cpu = micros(cpu_of_this_thread().saturating_sub(cpu)) / each;
        println!("{name:24} {cpu:>8.1} µs CPU  {:>8.1} µs wall", micros(wall.elapsed()) / each);
    }
}

fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}

fn cpu_of_this_thread() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(text.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or_default())
}

struct Bodies {
    plain: Vec<u8>,
    packed: Vec<u8>,
}

/// The least a server can be: one thread a connection, answers by the last word of the path.
fn serve(bodies: Arc<Bodies>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap_or_else(|error| panic!("no port: {error}"));
    let address = listener.local_addr().unwrap_or_else(|error| panic!("no address: {error}"));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let bodies = bodies.clone();
            std::thread::spawn(move || talk(stream, &bodies));
        }
    });
    address
}

fn talk(stream: TcpStream, bodies: &Bodies) {
    let _ = stream.set_nodelay(true);
    let Ok(mut write) = stream.try_clone() else { return };
    let mut read = BufReader::new(stream);
    let (mut line, mut request) = (String::new(), String::new());
    while read.read_line(&mut line).is_ok_and(|bytes| bytes > 0) {
        if request.is_empty() {
            request.clone_from(&line);
        }
        if line == "\r\n" {
            let head =
                |body: &[u8], more: &str| format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n{more}\r\n", body.len());
            let sent = match request.split(' ').nth(1) {
                Some("/same") => {
                    write.write_all(b"HTTP/1.1 304 Not Modified\r\netag: \"v1\"\r\ncache-control: max-age=300\r\n\r\n")
                }
                Some("/gzip") => write.write_all(
                    &[head(&bodies.packed, "content-encoding: gzip\r\n").as_bytes(), &bodies.packed].concat(),
                ),
                _ => write.write_all(&[head(&bodies.plain, "").as_bytes(), &bodies.plain].concat()),
            };
            if sent.is_err() {
                return;
            }
            request.clear();
        }
        line.clear();
    }
}
