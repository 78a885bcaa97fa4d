//! `coranto eval tags` without the rest of the program, for those who change it and measure often: `tags DIR [predictions.json]`; with `--without` it prints the
//! headlines of the stories that have no hashtag worth a page instead, with `--world` the made-up world takes the folder's place.

use coranto_eval::tags;
use std::path::Path;

fn main() -> anyhow::Result<()> {
    let all: Vec<String> = std::env::args().skip(1).collect();
    let (flags, paths): (Vec<&String>, Vec<&String>) = all.iter().partition(|argument| argument.starts_with("--"));
    let has = |name: &str| flags.iter().any(|flag| *flag == name);
    if has("--world") {
        let found = tags::found::of(&coranto_eval::stories::world::stream());
        tags::print("world", &found);
        return Ok(());
    }
    let Some(data) = paths.first() else {
        anyhow::bail!(
            "usage: tags DIR [predictions.json] [--without]: the folder's layout is told in docs/evaluation.md"
        );
    };
    if has("--without") {
        for stream in tags::set::open(Path::new(data))? {
            for story in tags::found::of(&stream).without {
                println!("{}\n", story.join("\n"));
            }
        }
        return Ok(());
    }
    tags::run(Path::new(data), paths.get(1).map(|path| Path::new(path.as_str())))
}
