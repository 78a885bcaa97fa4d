//! The site after a start: how long until the first page of a large record, and what the program weighs when nobody asks.

use crate::bench::{build, high_water};
use anyhow::{Context, Result, bail};
use clap::Args;
use coranto_core::Clock;
use coranto_core::source::write_list;
use coranto_world::World;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const ITEMS_PER_FEED: usize = 50;

#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Articles in the record before the start
    #[arg(long, default_value_t = 100_000)]
    articles: usize,
    /// Starts measured
    #[arg(long, default_value_t = 5)]
    starts: usize,
    /// Seconds to stand idle before memory is read
    #[arg(long, default_value_t = 10)]
    idle_s: u64,
    /// Program to measure [default: built in release]
    #[arg(long)]
    program: Option<PathBuf>,
}

pub fn serve(repository: &Path, args: &ServeArgs) -> Result<()> {
    let program = match &args.program {
        Some(program) => program.clone(),
        None => build(repository)?,
    };
    let folder = tempfile::tempdir()?;
    fill(&program, folder.path(), args.articles.div_ceil(ITEMS_PER_FEED))?;

    println!("{:12} {:>14} {:>14} {:>14} {:>12}", "", "listening ms", "first page ms", "second ms", "idle MB");
    for start in 1..=args.starts {
        let begun = Instant::now();
        let mut site = Site::start(&program, folder.path())?;
        let listening = begun.elapsed();
        let first = get(site.address, "/en")?;
        let until_first = begun.elapsed();
        let again = Instant::now();
        get(site.address, "/en")?;
        let second = again.elapsed();
        if !first.starts_with("HTTP/1.1 200") || first.matches("/en/article/").count() < 10 {
            bail!("the first page is not the front page with news:\n{}", first.chars().take(400).collect::<String>());
        }
        // Every kind of page once, so that idle means idle after use.
        for path in ["/ar", "/en/sources", "/feed.xml", "/en/section/world", "/healthz"] {
            get(site.address, path)?;
        }
        std::thread::sleep(Duration::from_secs(args.idle_s));
        let (now, peak) = site.memory()?;
        println!(
            "{:12} {:>14.1} {:>14.1} {:>14.2} {:>12.1}   (peak {:.1})",
            format!("start {start}"),
            listening.as_secs_f64() * 1e3,
            until_first.as_secs_f64() * 1e3,
            second.as_secs_f64() * 1e3,
            now as f64 / 1e6,
            peak as f64 / 1e6
        );
        site.child.kill()?;
        site.child.wait()?;
    }
    Ok(())
}

/// Fills the record as it would be filled: by reading feeds of the pretend internet.
fn fill(program: &Path, folder: &Path, feeds: usize) -> Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    let world = World::scale(Clock::System, feeds, ITEMS_PER_FEED);
    let internet = runtime.block_on(world.start())?;
    let list = folder.join("sources.toml");
    std::fs::write(&list, write_list(&world.sources()).map_err(anyhow::Error::msg)?)?;
    for words in [vec!["import", "sources.toml"], vec!["fetch", "--once", "--set", "read.pages=false"]] {
        let done =
            command(program, folder).args(&words).env("CORANTO_TEST_DETOUR", internet.address.to_string()).output()?;
        if !done.status.success() {
            bail!("`coranto {}` failed:\n{}", words.join(" "), String::from_utf8_lossy(&done.stderr));
        }
        print!("{}", String::from_utf8_lossy(&done.stdout));
    }
    Ok(())
}

fn command(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).stdin(Stdio::null());
    command
}

struct Site {
    child: Child,
    address: SocketAddr,
}

impl Site {
    fn start(program: &Path, folder: &Path) -> Result<Site> {
        let mut child = command(program, folder)
            .args(["serve", "--no-fetch", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().context("its output is not there")?).read_line(&mut line)?;
        let address =
            line.trim().strip_prefix("listening on http://").with_context(|| format!("its first line is “{line}”"))?;
        let address = address.parse()?;
        Ok(Site { child, address })
    }

    /// Resident bytes now, and at their highest.
    fn memory(&self) -> Result<(u64, u64)> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let now = high_water(&status.replace("VmHWM:", "Vm:").replace("VmRSS:", "VmHWM:")).context("no VmRSS")?;
        Ok((now, high_water(&status).context("no VmHWM")?))
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn get(address: SocketAddr, path: &str) -> Result<String> {
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
