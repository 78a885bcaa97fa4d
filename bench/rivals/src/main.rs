//! Runs one of the other libraries over a folder of pages, in the layout of `coranto eval pages`, and measures it as Coranto is measured.
//!
//! Every library gets the page as text (decoded once, outside the clock) and its address, with its default settings but for two things: comments
//! are left out where there is a switch for it, and text is asked for with its line breaks where there is a choice.

mod tools;

use anyhow::{Context, Result};
use clap::Parser;
use serde_json::{Map, Value, json};
use std::io::Read;
use std::path::{Path, PathBuf};
use tools::{Answer, Tool};

#[derive(Debug, Parser)]
#[command(about = "Runs one extraction library over a folder of pages and measures it")]
struct Args {
    #[arg(long, value_enum)]
    tool: Tool,
    /// Folder with `ground-truth.json` and `html/<id>.html.gz` or `.html`
    #[arg(long)]
    data: PathBuf,
    /// Folder that gets `<tool>.json` (predictions) and `<tool>.run.json` (version and seconds)
    #[arg(long)]
    out: PathBuf,
    /// Passes that are timed, after one that is not; the median counts
    #[arg(long, default_value_t = 3)]
    passes: usize,
}

struct Page {
    id: String,
    url: Option<String>,
    html: String,
    bytes: usize,
}

fn main() -> Result<()> {
    // Some libraries walk the tree by recursion.
    let work = std::thread::Builder::new().stack_size(1 << 30).spawn(|| run(&Args::parse()))?;
    work.join().map_err(|_| anyhow::anyhow!("the run panicked"))?
}

fn run(args: &Args) -> Result<()> {
    // A library that panics on a page has no answer for it; the table counts such pages.
    std::panic::set_hook(Box::new(|_| ()));
    let pages = pages(&args.data)?;
    let mut answers = Map::new();
    let mut failed = Vec::new();
    for page in &pages {
        match read(args.tool, page) {
            Some(answer) => drop(answers.insert(page.id.clone(), answer.json())),
            None => failed.push(page.id.clone()),
        }
    }
    let mut seconds = Vec::new();
    for _ in 0..args.passes.max(1) {
        let started = cpu_seconds()?;
        for page in &pages {
            std::hint::black_box(read(args.tool, page));
        }
        seconds.push(cpu_seconds()? - started);
    }
    seconds.sort_by(f64::total_cmp);
    let run = json!({
        "tool": args.tool.shown(),
        "version": args.tool.version(),
        "cpu_seconds": seconds[seconds.len() / 2],
        "pages": pages.len(),
        "bytes": pages.iter().map(|p| p.bytes).sum::<usize>(),
        "failed": failed,
    });
    std::fs::create_dir_all(&args.out)?;
    let name = args.tool.name();
    std::fs::write(args.out.join(format!("{name}.json")), serde_json::to_vec(&answers)?)?;
    std::fs::write(args.out.join(format!("{name}.run.json")), serde_json::to_vec_pretty(&run)?)?;
    Ok(())
}

fn read(tool: Tool, page: &Page) -> Option<Answer> {
    std::panic::catch_unwind(|| tool.read(&page.html, page.url.as_deref())).ok().flatten()
}

fn pages(data: &Path) -> Result<Vec<Page>> {
    let truth = data.join("ground-truth.json");
    let truth = std::fs::read(&truth).with_context(|| format!("{} cannot be read", truth.display()))?;
    let truth: Map<String, Value> = serde_json::from_slice(&truth)?;
    let mut pages = Vec::new();
    for (id, about) in truth {
        let Some(bytes) = html(data, &id)? else { continue };
        let url = about.get("url").and_then(Value::as_str).filter(|url| url::Url::parse(url).is_ok());
        pages.push(Page { id, url: url.map(str::to_owned), html: decoded(&bytes), bytes: bytes.len() });
    }
    Ok(pages)
}

fn html(data: &Path, id: &str) -> Result<Option<Vec<u8>>> {
    let packed = data.join("html").join(format!("{id}.html.gz"));
    if packed.exists() {
        let mut html = Vec::new();
        flate2::read::GzDecoder::new(std::fs::File::open(packed)?).read_to_end(&mut html)?;
        return Ok(Some(html));
    }
    let plain = data.join("html").join(format!("{id}.html"));
    if plain.exists() { Ok(Some(std::fs::read(plain)?)) } else { Ok(None) }
}

/// UTF-8 where it is valid, else what the page declares, else windows-1252: a favour to libraries that take text only.
fn decoded(bytes: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4_096)]).to_ascii_lowercase();
    let declared = head.split("charset=").nth(1).map(|rest| {
        rest.trim_start_matches(['"', '\'']).chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_').collect::<String>()
    });
    let encoding = declared.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes())).unwrap_or(encoding_rs::WINDOWS_1252);
    encoding.decode(bytes).0.into_owned()
}

/// CPU time of this thread. Linux tells it.
fn cpu_seconds() -> Result<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").context("this system does not tell a thread's CPU time")?;
    let nanoseconds: f64 = text.split_whitespace().next().unwrap_or_default().parse()?;
    Ok(nanoseconds / 1e9)
}
