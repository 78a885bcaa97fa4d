//! `coranto eval dates` without the rest of the program: `cargo run --release -p coranto-eval --example dates -- [DIR] [LANGUAGE]`. With a language it
//! lists what is wrong in the half that the rules may be tuned on. Without a folder, or with "world", on the made-up world.

use std::path::Path;

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match (args.first().map(String::as_str), args.get(1)) {
        (None | Some("world"), _) => coranto_eval::dates::world::run(None),
        (Some(data), Some(lang)) => coranto_eval::dates::list(Path::new(data), lang),
        (Some(data), None) => coranto_eval::dates::run(Path::new(data), None),
    }
}
