//! Writes the list of the made-up news files, so that a new story is a new file and nothing else.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = env::var("CARGO_MANIFEST_DIR")?;
    let folder = Path::new(&root).join("content");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut stories: Vec<_> = fs::read_dir(folder.join("stories"))?.filter_map(|e| e.ok()).map(|e| e.path()).collect();
    stories.retain(|path| path.extension().is_some_and(|e| e == "toml"));
    stories.sort();
    let mut code = format!("pub(crate) const PUBLISHERS: &str = include_str!({:?});\n", folder.join("publishers.toml"));
    code.push_str("pub(crate) const STORIES: &[(&str, &str)] = &[\n");
    for path in stories {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        writeln!(code, "    ({name:?}, include_str!({path:?})),")?;
    }
    code.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("content.rs"), code)?;
    Ok(())
}
