//! `coranto eval quotes` without the rest of the program, for those who change it and measure often:
//! `cargo run --release -p coranto-eval --example quotes -- [DIR] [predictions.json]`. Without a folder, or with "world", on the made-up world.

use std::path::Path;

fn main() -> anyhow::Result<()> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let out = paths.get(1).map(Path::new);
    match paths.first().map(String::as_str) {
        None | Some("world") => coranto_eval::quotes::world::run(out),
        Some(data) => coranto_eval::quotes::run(Path::new(data), out),
    }
}
