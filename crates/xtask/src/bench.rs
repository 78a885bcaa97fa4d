//! The whole program on the pretend internet: what a first fetch and a refresh cost.
//!
//! The world runs in this process and the program in another, so the figures are the program's alone. Linux only: they are read from /proc.

use anyhow::{Context, Result, bail};
use clap::Args;
use coranto_core::Clock;
use coranto_core::source::write_list;
use coranto_world::World;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

#[derive(Debug, Args)]
pub struct FetchArgs {
    /// Feeds, each of its own publisher
    #[arg(long, default_value_t = 1_000)]
    feeds: usize,
    /// Items in each feed
    #[arg(long, default_value_t = 50)]
    items: usize,
    /// Refreshes after the first fetch; the table shows each
    #[arg(long, default_value_t = 3)]
    refreshes: usize,
    /// postgres://… of an empty database instead of SQLite in a temporary folder
    #[arg(long)]
    database: Option<String>,
    /// Program to measure [default: built in release]
    #[arg(long)]
    program: Option<PathBuf>,
    /// More settings for the program, such as fetch.concurrency=16
    #[arg(long = "set")]
    set: Vec<String>,
}

pub fn fetch(repository: &Path, args: &FetchArgs) -> Result<()> {
    let program = match &args.program {
        Some(program) => program.clone(),
        None => build(repository)?,
    };
    let folder = tempfile::tempdir()?;
    let runtime = tokio::runtime::Runtime::new()?;
    let world = World::scale(Clock::manual(Clock::System.now()), args.feeds, args.items);
    let internet = runtime.block_on(world.start())?;
    let list = folder.path().join("sources.toml");
    fs::write(&list, write_list(&world.sources()).map_err(anyhow::Error::msg)?)?;
    let house = House { program, folder: folder.path(), internet: internet.address, args };

    println!("{} feeds × {} items, {}", args.feeds, args.items, house.store());
    println!("{:24} {:>9} {:>9} {:>9} {:>9} {:>10}  result", "", "CPU s", "user s", "wall s", "peak MB", "requests");
    let mut rows = vec![("nothing (--version)".to_owned(), vec!["--version".to_owned()])];
    rows.push(("import of the list".to_owned(), vec!["import".to_owned(), list.display().to_string()]));
    rows.push(("first fetch".to_owned(), house.fetch_words()));
    rows.extend((1..=args.refreshes).map(|n| (format!("refresh {n}, unchanged"), house.fetch_words())));
    for (name, words) in rows {
        let before = internet.requests("");
        let run = house.run(&words)?;
        let requests = internet.requests("") - before;
        house.check(&name, &run)?;
        println!(
            "{name:24} {:>9.2} {:>9.2} {:>9.2} {:>9.1} {requests:>10}  {}",
            run.cpu().as_secs_f64(),
            run.user.as_secs_f64(),
            run.wall.as_secs_f64(),
            run.peak_bytes as f64 / 1e6,
            run.said
        );
    }
    Ok(())
}

pub fn build(repository: &Path) -> Result<PathBuf> {
    let built = Command::new("cargo")
        .args(["build", "--release", "--quiet", "--package", "coranto"])
        .current_dir(repository)
        .status()
        .context("cargo cannot be started")?;
    if !built.success() {
        bail!("the program does not build");
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from).unwrap_or_else(|| repository.join("target"));
    Ok(target.join("release").join("coranto"))
}

struct House<'a> {
    program: PathBuf,
    folder: &'a Path,
    internet: SocketAddr,
    args: &'a FetchArgs,
}

/// What one run of the program took.
struct Run {
    user: Duration,
    system: Duration,
    wall: Duration,
    peak_bytes: u64,
    /// `--json` of the program; null when it said something else.
    summary: serde_json::Value,
    said: String,
}

impl Run {
    fn cpu(&self) -> Duration {
        self.user + self.system
    }
}

impl House<'_> {
    fn store(&self) -> &str {
        if self.args.database.is_some() { "PostgreSQL (its own processes not counted)" } else { "SQLite" }
    }

    /// Pages are another matter, and 50,000 of them with a second between two of one host would take hours.
    fn fetch_words(&self) -> Vec<String> {
        let words = ["fetch", "--once", "--force", "--json", "--set", "read.pages=false"];
        words.into_iter().map(str::to_owned).collect()
    }

    /// Figures of a program that did not do the work are worth nothing.
    fn check(&self, name: &str, run: &Run) -> Result<()> {
        let expected = match name {
            "first fetch" => ("new", self.args.feeds * self.args.items),
            name if name.starts_with("refresh") => ("feeds_unchanged", self.args.feeds),
            _ => return Ok(()),
        };
        let (key, wanted) = expected;
        if run.summary[key].as_u64() != Some(wanted as u64) {
            bail!("{name}: {key} should be {wanted}; the program said: {}", run.said);
        }
        Ok(())
    }

    fn run(&self, words: &[String]) -> Result<Run> {
        let mut command = Command::new(&self.program);
        command.args(words).arg("--data-dir").arg(self.folder.join("data"));
        for setting in &self.args.set {
            command.args(["--set", setting]);
        }
        if let Some(database) = &self.args.database {
            command.args(["--database", database]);
        }
        command.env("CORANTO_TEST_DETOUR", self.internet.to_string());
        command.current_dir(self.folder).stdin(Stdio::null());
        let (out, err) = (self.folder.join("out"), self.folder.join("err"));
        command.stdout(fs::File::create(&out)?).stderr(fs::File::create(&err)?);
        let start = Instant::now();
        let child = command.spawn().with_context(|| format!("{} cannot be started", self.program.display()))?;
        let (mut run, ok) = watch(child, start)?;
        let out = fs::read_to_string(out)?;
        if !ok {
            bail!("`coranto {}` failed:\n{out}{}", words.join(" "), fs::read_to_string(err)?);
        }
        run.summary = serde_json::from_str(&out).unwrap_or_default();
        run.said = said(&run.summary, &out);
        Ok(run)
    }
}

/// The last figures of a process stay in /proc until it is waited for; its memory does not, so that is looked at meanwhile.
fn watch(mut child: Child, start: Instant) -> Result<(Run, bool)> {
    let proc = PathBuf::from(format!("/proc/{}", child.id()));
    let mut peak_bytes = 0;
    let (user, system) = loop {
        if let Ok(status) = fs::read_to_string(proc.join("status")) {
            peak_bytes = peak_bytes.max(high_water(&status).unwrap_or(0));
        }
        let stat = fs::read_to_string(proc.join("stat")).context("/proc is needed: this bench runs on Linux")?;
        let Some((is_over, user, system)) = times(&stat) else { bail!("{stat} is not a process's state") };
        if is_over {
            break (user, system);
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let wall = start.elapsed();
    let ok = child.wait()?.success();
    Ok((Run { user, system, wall, peak_bytes, summary: serde_json::Value::Null, said: String::new() }, ok))
}

/// "VmHWM:     12345 kB"
pub fn high_water(status: &str) -> Option<u64> {
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib * 1_024)
}

/// Whether the process has ended, and its user and system time. The name in brackets may hold anything, so the fields count from behind it.
fn times(stat: &str) -> Option<(bool, Duration, Duration)> {
    /// Linux counts these in hundredths for everybody (USER_HZ).
    const TICK: Duration = Duration::from_millis(10);
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<u32>().ok();
    Some((matches!(*fields.first()?, "Z" | "X"), TICK * ticks(11)?, TICK * ticks(12)?))
}

/// The summary in a line, or the output's first line.
fn said(summary: &serde_json::Value, out: &str) -> String {
    if summary.is_null() {
        return out.lines().next().unwrap_or_default().to_owned();
    }
    let shown = ["feeds_read", "feeds_unchanged", "feeds_failed", "items", "new"];
    let mut words: Vec<String> = shown.iter().map(|key| format!("{key} {}", summary[*key])).collect();
    let reasons = summary["reasons"].as_array();
    words.extend(reasons.into_iter().flatten().take(1).map(|reason| format!("({reason})")));
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_read_from_proc() {
        let stat = "77 (a (b) c) Z 1 77 77 0 -1 4194304 500 0 0 0 123 45 0 0 20 0 1 0 99 0 0";
        assert_eq!(times(stat), Some((true, Duration::from_millis(1_230), Duration::from_millis(450))));
        assert_eq!(times("77 (x) R 1"), None);
        assert_eq!(high_water("Name:\tx\nVmHWM:\t   2048 kB\n"), Some(2 << 20));
    }

    #[test]
    fn a_real_process_is_watched_to_its_end() {
        let start = Instant::now();
        let child = Command::new("sh").args(["-c", "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; exit 3"]).spawn();
        let (run, ok) = watch(child.unwrap(), start).unwrap();
        assert!(!ok && run.peak_bytes > 0 && run.wall > Duration::ZERO);
    }

    #[test]
    fn the_summary_is_told_in_a_line() {
        let out =
            r#"{"feeds_read": 2, "feeds_unchanged": 1, "feeds_failed": 0, "items": 100, "new": 100, "reasons": []}"#;
        let summary = serde_json::from_str(out).unwrap();
        assert_eq!(said(&summary, out), "feeds_read 2, feeds_unchanged 1, feeds_failed 0, items 100, new 100");
        assert_eq!(said(&serde_json::Value::Null, "coranto 0.1.0\n"), "coranto 0.1.0");
    }
}
