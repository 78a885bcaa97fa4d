//! Writes the made-up reports as a folder of pages with their true texts, in the layout of `coranto eval pages`:
//! `cargo run --release -p coranto-world --example world_pages -- DIR`. The learned decision of the page reader is trained on them among others.

use anyhow::{Context, Result};
use coranto_core::{Clock, Millis};
use coranto_world::World;
use coranto_world::markup::Block;
use coranto_world::news::News;
use std::net::SocketAddr;
use std::path::PathBuf;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// 24 November 2026, noon.
const NOW: Millis = Millis(1_795_521_600_000);
/// Longer reports go on on a second page.
const ONE_PAGE: usize = 9;

#[tokio::main]
async fn main() -> Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).context("usage: pages DIR")?);
    std::fs::create_dir_all(folder.join("html"))?;
    let (news, _) = News::embedded(NOW);
    let running = World::demo(Clock::manual(NOW)).start().await?;
    let mut truths = serde_json::Map::new();
    for (number, report) in news.reports.iter().enumerate().filter(|(_, r)| r.published <= NOW) {
        let version = report.version(NOW);
        if version.blocks.len() > ONE_PAGE {
            continue;
        }
        let address = news.publishers[report.publisher].address(&report.path);
        let Some(html) = page(running.address, &address).await? else { continue };
        let id = format!("world{number}");
        std::fs::write(folder.join(format!("html/{id}.html")), html)?;
        let mut text: Vec<String> = report.standfirst.iter().cloned().collect();
        text.extend(version.blocks.iter().flat_map(Block::texts));
        let truth = serde_json::json!({"articleBody": text.join("\n"), "title": version.title, "url": address});
        truths.insert(id, truth);
    }
    println!("{} pages in {}", truths.len(), folder.display());
    std::fs::write(folder.join("ground-truth.json"), serde_json::to_vec_pretty(&truths)?)?;
    Ok(())
}

/// The page's bytes, when it is one.
async fn page(world: SocketAddr, address: &str) -> Result<Option<Vec<u8>>> {
    let host = address.split('/').nth(2).unwrap_or_default();
    let mut stream = tokio::net::TcpStream::connect(world).await?;
    // The older protocol: a body that ends with the connection.
    stream.write_all(format!("GET {address} HTTP/1.0\r\nHost: {host}\r\n\r\n").as_bytes()).await?;
    let mut reply = Vec::new();
    stream.read_to_end(&mut reply).await?;
    let Some(end) = reply.windows(4).position(|w| w == b"\r\n\r\n") else { return Ok(None) };
    Ok(reply[..end].starts_with(b"HTTP/1.0 200").then(|| reply.split_off(end + 4)))
}
