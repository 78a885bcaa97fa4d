//! What a first fetch and a refresh cost: CPU, wall clock and memory of this process alone; the pretend internet runs in another one.
//!
//! `cargo run --release -p coranto-pipeline --example economy -- [feeds] [items] [pages]`

use coranto_core::config::Settings;
use coranto_core::{Clock, Millis};
use coranto_fetch::Detour;
use coranto_pipeline::{Pipeline, Summary};
use coranto_store::Db;
use coranto_world::World;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

/// 2026-11-24T12:00:00Z
const NOON: Millis = Millis(1_795_521_600_000);

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, or: usize| arguments.get(at).and_then(|a| a.parse().ok()).unwrap_or(or);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    if arguments.first().is_some_and(|a| a == "world") {
        return runtime.block_on(world(number(1, 1_000), number(2, 50)));
    }
    let pages = arguments.iter().any(|a| a == "pages");
    runtime.block_on(measure(number(0, 1_000), number(1, 50), pages))
}

async fn world(feeds: usize, items: usize) -> anyhow::Result<()> {
    let internet = World::scale(Clock::manual(NOON), feeds, items).start().await?;
    println!("{}", internet.address);
    std::future::pending().await
}

async fn measure(feeds: usize, items: usize, pages: bool) -> anyhow::Result<()> {
    let mut internet = Command::new(std::env::current_exe()?)
        .args(["world", &feeds.to_string(), &items.to_string()])
        .stdout(Stdio::piped())
        .spawn()?;
    let mut address = String::new();
    if let Some(out) = internet.stdout.take() {
        BufReader::new(out).read_line(&mut address)?;
    }
    let to = address.trim().parse()?;
    let folder = tempfile::tempdir()?;
    let place = match std::env::var("ECONOMY_DATABASE") {
        Ok(place) => place,
        Err(_) => folder.path().join("coranto.db").display().to_string(),
    };
    let clock = Clock::manual(NOON);
    let mut settings = Settings::default();
    settings.read.pages = pages;
    settings.fetch.per_host_spacing_ms = 0;
    let db = Db::open(&place).await?;
    let pipeline = Pipeline::new(db, Arc::new(settings), clock.clone(), Some(Detour { to, names: Vec::new() }))?;
    let sources = World::scale(Clock::manual(NOON), feeds, items).sources();
    let import = Spent::now();
    pipeline.import(&sources).await?;
    import.show("import", None);
    drop(sources);
    for (round, name) in ["first fetch", "refresh", "refresh again"].into_iter().enumerate() {
        clock.advance(Duration::from_secs(round as u64 * 24 * 3600));
        let spent = Spent::now();
        let summary = pipeline.once(None, &|_| (), CancellationToken::new()).await?;
        spent.show(name, Some(&summary));
    }
    internet.kill()?;
    internet.wait()?;
    Ok(())
}

struct Spent {
    wall: Instant,
    cpu_ms: u64,
}

impl Spent {
    fn now() -> Spent {
        Spent { wall: Instant::now(), cpu_ms: cpu_ms() }
    }

    fn show(&self, what: &str, summary: Option<&Summary>) {
        let (wall, cpu) = (self.wall.elapsed().as_secs_f64(), cpu_ms() - self.cpu_ms);
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let line = |name: &str| {
            let kib =
                status.lines().find_map(|l| l.strip_prefix(name)).map(|l| l.trim().trim_end_matches(" kB").to_owned());
            kib.and_then(|k| k.trim().parse::<u64>().ok()).unwrap_or(0) / 1024
        };
        let (peak, now) = (line("VmHWM:"), line("VmRSS:"));
        println!("{what}: {:.2} s CPU, {wall:.2} s wall, {now} MiB now, {peak} MiB peak", cpu as f64 / 1000.0);
        if let Some(s) = summary {
            println!(
                "  {} read, {} unchanged, {} failed, {} items, {} new, {} pages ready; {:?}",
                s.feeds_read, s.feeds_unchanged, s.feeds_failed, s.items, s.new, s.pages_ready, s.reasons
            );
        }
    }
}

/// User and system time of this process and all its threads.
fn cpu_ms() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let fields: Vec<u64> = after_name.split_whitespace().skip(11).take(2).filter_map(|f| f.parse().ok()).collect();
    // Linux counts these in hundredths of a second everywhere.
    fields.iter().sum::<u64>() * 10
}
