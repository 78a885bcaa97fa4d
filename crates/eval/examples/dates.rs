//! `coranto eval dates` without the rest of the program: `cargo run --release -p coranto-eval --example dates -- DIR [LANGUAGE]`. With a language it
//! lists what is wrong in the half that the rules may be tuned on.

use std::path::Path;

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some(data) = args.first().map(Path::new) else {
        anyhow::bail!("usage: dates DIR [LANGUAGE]: the folder's layout is told in docs/evaluation.md");
    };
    match args.get(1) {
        Some(lang) => coranto_eval::dates::list(data, lang),
        None => coranto_eval::dates::run(data, None),
    }
}
