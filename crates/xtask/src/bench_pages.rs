//! Coranto's page reader beside the libraries that can be called, on the same pages in the same run: one table per set, one over all.
//!
//! A tool that cannot be had (no registry, no Python) has no row and a line that says so. A row can come from elsewhere too: `--also` takes a folder with
//! `<set>/<name>.json` and `<set>/<name>.run.json` as every tool here leaves them.

use anyhow::{Context, Result, bail};
use clap::Args;
use coranto_eval::pages::compare::{Loss, Row, losses, table};
use coranto_eval::pages::run::{own_rows, read_all};
use coranto_eval::pages::set::truths;
use coranto_eval::sets::{self, Converted};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

#[derive(Debug, Args)]
pub struct PagesArgs {
    /// Folder with the evaluation data (`pages/` in it)
    #[arg(long, default_value = "../shared/data", env = "CORANTO_DATA")]
    data: PathBuf,
    /// Where predictions and seconds of every tool go [default: target/bench-pages]
    #[arg(long)]
    out: Option<PathBuf>,
    /// Folder with more rows: <set>/<name>.json and <set>/<name>.run.json
    #[arg(long)]
    also: Vec<PathBuf>,
    /// Read Coranto's pages across sites too, with the trees in this folder that saw no page of the site (training/lines/README.md)
    #[arg(long, value_name = "DIR")]
    folds: Option<PathBuf>,
    /// Where the public sets are unpacked, in the layout of `coranto eval pages`, and stay [default: a folder that goes]
    #[arg(long, value_name = "DIR")]
    sets: Option<PathBuf>,
    /// Only these tools, by the names of their files; Coranto always runs
    #[arg(long, value_delimiter = ',')]
    tools: Option<Vec<String>>,
    /// Timed passes over a set, after one that is not timed; the median counts
    #[arg(long, default_value_t = 3)]
    passes: usize,
    /// List the pages on which another tool's F1 is better by this much
    #[arg(long, value_name = "F1")]
    losses: Option<f64>,
}

/// Libraries of `bench/rivals`, by the names of their files.
const RUST: [&str; 5] =
    ["dom_smoothie", "libreadability", "trafilatura_crate", "trafilatura_crate_fallback", "rs_trafilatura"];
/// Packages of `bench/rivals/python`.
const PYTHON: [&str; 3] = ["trafilatura_python", "trafilatura_python_fast", "newspaper4k"];

pub fn pages(repository: &Path, args: &PagesArgs) -> Result<()> {
    let work = tempfile::tempdir()?;
    let unpacked = args.sets.clone().unwrap_or_else(|| work.path().join("sets"));
    let sets = prepare(&args.data, work.path(), &unpacked)?;
    if sets.is_empty() {
        bail!("there are no page sets in {}; --data names the folder that holds pages/", args.data.display());
    }
    let out = args.out.clone().unwrap_or_else(|| target(repository).join("bench-pages"));
    let runners = runners(repository, args)?;
    for set in &sets {
        let into = out.join(set.name);
        // What an earlier run left is not of this run.
        let _ = std::fs::remove_dir_all(&into);
        for runner in &runners {
            eprintln!("{}: {}", set.name, runner.tool);
            runner.run(&set.folder, &into, args.passes)?;
        }
    }
    print(&sets, &out, args)
}

struct Set {
    name: &'static str,
    folder: PathBuf,
    about: String,
}

/// The sets that are there, each in the layout of `coranto eval pages`.
fn prepare(data: &Path, work: &Path, unpacked: &Path) -> Result<Vec<Set>> {
    let pages = data.join("pages");
    let mut found = Vec::new();
    let folder = pages.join("news2023");
    if folder.is_dir() {
        found.push(Set { name: "news2023", folder, about: "real article pages of 2023, cleaned by hand".to_owned() });
    } else {
        println!("NOT RUN on news2023: {} is not there", folder.display());
    }
    type Convert = fn(&Path, &Path) -> Result<Converted>;
    let suites: [(&str, Convert, &str); 2] = [
        ("newspaper", sets::newspaper, "newspaper's own test pages of about 2014 with their expected texts"),
        (
            "readability",
            sets::readability,
            "Mozilla Readability's test pages; the truth is Readability's approved output",
        ),
    ];
    for (name, convert, about) in suites {
        let archive = pages.join(format!("{name}.tar.xz"));
        if !archive.is_file() {
            println!("NOT RUN on {name}: {} is not there", archive.display());
            continue;
        }
        let told = Command::new("tar")
            .arg("xJf")
            .arg(&archive)
            .arg("-C")
            .arg(work)
            .status()
            .context("tar cannot be started")?;
        if !told.success() {
            bail!("{} cannot be unpacked by tar", archive.display());
        }
        let folder = unpacked.join(name);
        let converted = convert(&work.join(name), &folder)?;
        let mut about = about.to_owned();
        let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
        converted.left_out.iter().for_each(|(_, reason)| *reasons.entry(reason.to_string()).or_default() += 1);
        for (reason, pages) in reasons {
            about.push_str(&format!("; {pages} left out: {reason}"));
        }
        found.push(Set { name, folder, about });
    }
    Ok(found)
}

/// One command that writes one or more rows of a set.
struct Runner {
    tool: String,
    words: Vec<String>,
    /// How the set's folder, the output folder and the passes follow the words.
    flags: bool,
    /// Follows them.
    last: Option<PathBuf>,
}

impl Runner {
    fn run(&self, data: &Path, out: &Path, passes: usize) -> Result<()> {
        let (program, words) = self.words.split_first().context("a runner without a program")?;
        let mut command = Command::new(program);
        command.args(words);
        let passes = passes.to_string();
        if self.flags {
            command.arg("--data").arg(data).arg("--out").arg(out).args(["--passes", &passes]);
        } else {
            command.arg(data).arg(out).arg(&passes);
        }
        command.args(&self.last);
        let done = command.status().with_context(|| format!("{program} cannot be started"))?;
        if !done.success() {
            println!("NOT RUN: {} failed on {} ({done})", self.tool, data.display());
        }
        Ok(())
    }
}

fn runners(repository: &Path, args: &PagesArgs) -> Result<Vec<Runner>> {
    let wanted = |tool: &&str| args.tools.as_ref().is_none_or(|tools| tools.iter().any(|t| t == tool));
    if let Some(strange) =
        args.tools.iter().flatten().find(|t| !RUST.contains(&t.as_str()) && !PYTHON.contains(&t.as_str()))
    {
        bail!("there is no tool “{strange}”: {}, {}", RUST.join(", "), PYTHON.join(", "));
    }
    let words = vec![own(repository)?.display().to_string()];
    let mut runners = vec![Runner { tool: "coranto".to_owned(), words, flags: false, last: args.folds.clone() }];
    let rust: Vec<&str> = RUST.into_iter().filter(wanted).collect();
    if !rust.is_empty() {
        match rivals(repository) {
            Ok(program) => runners.extend(rust.iter().map(|tool| Runner {
                tool: (*tool).to_owned(),
                words: vec![program.display().to_string(), "--tool".to_owned(), (*tool).to_owned()],
                flags: true,
                last: None,
            })),
            Err(reason) => println!("NOT RUN: {}: {reason:#}", rust.join(", ")),
        }
    }
    let python: Vec<&str> = PYTHON.into_iter().filter(wanted).collect();
    if !python.is_empty() {
        match venv(repository) {
            Ok(program) => {
                let script = repository.join("bench/rivals/python/rivals.py").display().to_string();
                runners.extend(python.iter().map(|tool| Runner {
                    tool: (*tool).to_owned(),
                    words: vec![program.display().to_string(), script.clone(), (*tool).to_owned()],
                    flags: false,
                    last: None,
                }));
            }
            Err(reason) => println!("NOT RUN: {}: {reason:#}", python.join(", ")),
        }
    }
    Ok(runners)
}

fn target(repository: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from).unwrap_or_else(|| repository.join("target"))
}

fn succeeds(command: &mut Command, says: &str) -> Result<()> {
    let done = command.status().with_context(|| format!("{} cannot be started", command.get_program().display()))?;
    if done.success() { Ok(()) } else { bail!("{says}") }
}

/// Coranto's page reader alone, in release: the whole program is minutes of linking.
fn own(repository: &Path) -> Result<PathBuf> {
    let words = ["build", "--release", "--quiet", "--package", "coranto-eval", "--example", "bench_pages"];
    succeeds(Command::new("cargo").args(words).current_dir(repository), "the page reader does not build")?;
    Ok(target(repository).join("release/examples/bench_pages"))
}

fn rivals(repository: &Path) -> Result<PathBuf> {
    let folder = target(repository).join("rivals");
    let mut command = Command::new("cargo");
    command.args(["build", "--release", "--quiet", "--locked", "--target-dir"]).arg(&folder);
    succeeds(
        command.current_dir(repository.join("bench/rivals")),
        "bench/rivals does not build (are its crates to be had?)",
    )?;
    Ok(folder.join("release/rivals"))
}

/// A Python of its own with the packages of requirements.txt, made anew when those change.
fn venv(repository: &Path) -> Result<PathBuf> {
    let asked = repository.join("bench/rivals/python/requirements.txt");
    let folder = target(repository).join("rivals-python");
    let (python, stamp) = (folder.join("bin/python"), folder.join("requirements.txt"));
    let wanted = std::fs::read(&asked).with_context(|| format!("{} cannot be read", asked.display()))?;
    if std::fs::read(&stamp).is_ok_and(|made| made == wanted) {
        return Ok(python);
    }
    let _ = std::fs::remove_dir_all(&folder);
    succeeds(Command::new("python3").args(["-m", "venv"]).arg(&folder), "python3 cannot make a virtual environment")?;
    // Every package is named with its version: nothing is left to be resolved.
    let words = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--requirement"];
    succeeds(Command::new(&python).args(words).arg(&asked), "pip cannot get the packages of requirements.txt")?;
    std::fs::write(&stamp, wanted)?;
    Ok(python)
}

fn print(sets: &[Set], out: &Path, args: &PagesArgs) -> Result<()> {
    // By file name, in the order of the first set, and how many sets each row has seen.
    let mut together: Vec<(String, Row, usize)> = Vec::new();
    for set in sets {
        let rows = rows(set, out, &args.also)?;
        let shown: Vec<Row> = rows.iter().map(|(_, row)| row.clone()).collect();
        println!(
            "\n### {}: {} pages ({})\n\n{}",
            set.name,
            shown.first().map_or(0, |r| r.score.pages()),
            set.about,
            table(&shown)
        );
        if let Some(by) = args.losses {
            let rivals: Vec<Row> = rows.iter().filter(|(name, _)| is_rival(name)).map(|(_, row)| row.clone()).collect();
            let ours = rows.iter().find(|(name, _)| name == "coranto");
            print_losses(&ours.map(|(_, row)| losses(row, &rivals, by)).unwrap_or_default(), by);
        }
        for (name, row) in rows {
            match together.iter_mut().find(|(known, ..)| *known == name) {
                Some((_, sum, sets)) => {
                    sum.add(&row);
                    *sets += 1;
                }
                None => together.push((name, row, 1)),
            }
        }
    }
    // A tool that did not run on every set has no place where all are counted.
    together.retain(|(_, _, seen)| *seen == sets.len());
    let (mut all, mut others): (Vec<_>, Vec<_>) = together.into_iter().partition(|(name, ..)| !is_rival(name));
    others.sort_by(|a, b| b.1.score.body().f1.total_cmp(&a.1.score.body().f1));
    all.append(&mut others);
    let all: Vec<Row> = all.into_iter().map(|(_, row, _)| row).collect();
    if sets.len() > 1 {
        println!(
            "\n### all {} sets: {} pages\n\n{}",
            sets.len(),
            all.first().map_or(0, |r| r.score.pages()),
            table(&all)
        );
    }
    println!("\nPredictions and seconds of every tool: {}", out.display());
    Ok(())
}

fn is_rival(name: &str) -> bool {
    RUST.contains(&name) || PYTHON.contains(&name)
}

/// The set's rows with the names of their files: Coranto's own first, then what was brought along, then the others from the best F1 down.
fn rows(set: &Set, out: &Path, also: &[PathBuf]) -> Result<Vec<(String, Row)>> {
    let truths = truths(&set.folder)?;
    let read = |folder: &Path| -> Result<Vec<(String, Row)>> {
        let runs = read_all(folder)?;
        Ok(runs.into_iter().map(|(name, (run, answers))| (name, Row::of(&run, &answers, &truths))).collect())
    };
    let place = |name: &str| own_rows().iter().position(|row| row.name == name);
    let (mut rows, mut others): (Vec<_>, Vec<_>) =
        read(&out.join(set.name))?.into_iter().partition(|(name, _)| place(name).is_some());
    rows.sort_by_key(|(name, _)| place(name));
    for folder in also {
        let folder = folder.join(set.name);
        if folder.is_dir() {
            rows.extend(read(&folder)?);
        }
    }
    others.sort_by(|a, b| b.1.score.body().f1.total_cmp(&a.1.score.body().f1));
    rows.extend(others);
    Ok(rows)
}

fn print_losses(losses: &[Loss], by: f64) {
    println!("\n{} pages on which another tool is better by {by} or more:", losses.len());
    for Loss { id, ours, best, tool, tools } in losses {
        println!(
            "  {id}: ours F1 {:.3} (P {:.3} R {:.3}), {tool} {:.3} (P {:.3} R {:.3}), better: {tools}",
            ours.f1, ours.precision, ours.recall, best.f1, best.precision, best.recall
        );
    }
}
