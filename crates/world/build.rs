//! Writes the lists of the made-up news files and of what is true of them, so that a new story is a new file and nothing else.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = env::var("CARGO_MANIFEST_DIR")?;
    let folder = Path::new(&root).join("content");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut code = format!("pub(crate) const PUBLISHERS: &str = include_str!({:?});\n", folder.join("publishers.toml"));
    code.push_str(&list("STORIES", &folder.join("stories"), "toml")?);
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("content.rs"), code)?;
    fs::write(Path::new(&out).join("truth.rs"), list("TRUTH", &folder.join("truth"), "txt")?)?;
    Ok(())
}

/// The texts of a folder with their file names, as a constant.
fn list(name: &str, folder: &Path, extension: &str) -> Result<String, Box<dyn std::error::Error>> {
    let mut paths: Vec<_> = fs::read_dir(folder)?.filter_map(|e| e.ok()).map(|e| e.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == extension));
    paths.sort();
    let mut code = format!("pub(crate) const {name}: &[(&str, &str)] = &[\n");
    for path in paths {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        writeln!(code, "    ({file:?}, include_str!({path:?})),")?;
    }
    code.push_str("];\n");
    Ok(code)
}
