//! `cargo xtask site-rules`: compiles the public rules for single sites into the text that the page reader carries.

use anyhow::{Context, Result, bail};
use clap::Args;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct SiteRulesArgs {
    /// Folder with the files of ftr-site-config
    #[arg(long, value_name = "DIR")]
    from: PathBuf,
    /// Commit of that folder, for the header
    #[arg(long, value_name = "HASH")]
    commit: String,
}

/// Where the reader looks for them.
const BOOK: &str = "crates/page/rules/site-rules.txt";

pub fn site_rules(repository: &Path, args: &SiteRulesArgs) -> Result<()> {
    if args.commit.len() != 40 || !args.commit.chars().all(|c| c.is_ascii_hexdigit()) {
        bail!("--commit is the full hash of the rules' commit: 40 hexadecimal digits");
    }
    let mut records = BTreeMap::new();
    let mut left_out: BTreeMap<String, usize> = BTreeMap::new();
    let (mut files, mut taken) = (0, 0);
    for (name, text) in files_of(&args.from)? {
        files += 1;
        let converted = coranto_page::site_rules::convert(&name, &text);
        taken += converted.taken;
        for (why, count) in converted.left_out {
            *left_out.entry(why).or_default() += count;
        }
        if let Some(host) = converted.record.lines().next().map(str::to_owned) {
            // "www.example.com" beside "example.com" is the same site: the first by name stays.
            records.entry(host).or_insert(converted.record);
        }
    }
    if records.is_empty() {
        bail!("{} holds no rules: is it the folder of ftr-site-config?", args.from.display());
    }
    let mut book = header(&args.commit);
    records.values().for_each(|record| book.push_str(record));
    let target = repository.join(BOOK);
    std::fs::write(&target, &book).with_context(|| format!("{} cannot be written", target.display()))?;
    println!("{files} files, {} sites, {taken} rules, {} bytes: {BOOK}", records.len(), book.len());
    let mut reasons: Vec<_> = left_out.into_iter().collect();
    reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    println!("left out:");
    for (why, count) in reasons {
        println!("{count:6}  {why}");
    }
    Ok(())
}

fn header(commit: &str) -> String {
    format!(
        "# Rules for single sites: advice for the page reader. Made by `cargo xtask site-rules`; do not edit.\n\
         # From fivefilters/ftr-site-config, commit {commit}, public domain (CC0 1.0).\n\
         # A host a record, sorted; \".example.org\" stands for all hosts below example.org. crates/page/rules/README.md tells the fields.\n"
    )
}

fn files_of(folder: &Path) -> Result<BTreeMap<String, String>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let mut files = BTreeMap::new();
    for entry in entries {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|n| n.to_str()).and_then(|n| n.strip_suffix(".txt")) else {
            continue;
        };
        if name.eq_ignore_ascii_case("LICENSE") {
            continue;
        }
        let bytes = std::fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        files.insert(name.to_owned(), String::from_utf8_lossy(&bytes).into_owned());
    }
    Ok(files)
}
