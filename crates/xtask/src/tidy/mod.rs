//! The house rules. Each is one function over the repository that returns what breaks it, in words that say what to do.
//!
//! To add one: write it in `map.rs` (who may depend on whom) or `text.rs` (what stands in files), name it in [`findings`], and give
//! it a test that breaks it.

mod map;
mod text;

use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::Command;

pub fn run(repository: &Path) -> Result<()> {
    let findings = findings(repository)?;
    for finding in &findings {
        println!("{finding}");
    }
    if !findings.is_empty() {
        bail!("{} findings", findings.len());
    }
    println!("the house is tidy");
    Ok(())
}

fn findings(repository: &Path) -> Result<Vec<String>> {
    let rooms = map::rooms(repository)?;
    let files = files(repository)?;
    let mut findings = map::downwards_only(&rooms);
    findings.extend(map::pure_rooms_stay_pure(&rooms));
    findings.extend(map::one_door_each(&rooms));
    findings.extend(map::kept_apart(&rooms));
    findings.extend(files.iter().flat_map(text::check));
    Ok(findings)
}

/// A text file of the repository.
#[derive(Debug)]
struct File {
    /// From the root of the repository, with slashes.
    path: String,
    text: String,
}

/// What git tracks or would track; without git (a source archive) everything but build output.
fn files(repository: &Path) -> Result<Vec<File>> {
    let listed = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(repository)
        .output();
    let mut paths: Vec<String> = match listed {
        Ok(output) if output.status.success() => {
            let listing = String::from_utf8(output.stdout).context("a tracked file's name is not UTF-8")?;
            listing.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect()
        }
        _ => {
            let mut paths = Vec::new();
            walk(repository, "", &mut paths)?;
            paths
        }
    };
    paths.sort();
    // Deleted but not yet committed files are listed too, and pictures are not text.
    let read = |path: String| std::fs::read_to_string(repository.join(&path)).ok().map(|text| File { path, text });
    Ok(paths.into_iter().filter_map(read).collect())
}

fn walk(folder: &Path, prefix: &str, paths: &mut Vec<String>) -> Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if matches!(name.as_str(), "target" | ".git" | "node_modules" | "data") {
            continue;
        }
        let path = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
        if entry.file_type()?.is_dir() { walk(&entry.path(), &path, paths)? } else { paths.push(path) }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_is_tidy() {
        let findings = findings(&crate::repository()).unwrap();
        assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
    }

    #[test]
    fn it_looks_at_the_real_files() {
        let files = files(&crate::repository()).unwrap();
        let has = |path: &str| files.iter().any(|file| file.path == path);
        assert!(has("Cargo.toml") && has("crates/fetch/src/lib.rs") && has("crates/xtask/src/tidy/mod.rs"));
        assert!(!files.iter().any(|file| file.path.starts_with("target/")));
        let mut walked = Vec::new();
        walk(&crate::repository(), "", &mut walked).unwrap();
        assert!(walked.contains(&"crates/fetch/src/lib.rs".to_owned()));
    }
}
