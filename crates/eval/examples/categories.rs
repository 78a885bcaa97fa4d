//! `coranto eval categories` without the rest of the program: `categories DATA [lexical]`.

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let data = arguments.first().map_or("../shared/data", String::as_str);
    let lexical = arguments.get(1).is_some_and(|word| word == "lexical");
    let encoder = (!lexical).then(coranto_encode::Encoder::bundled).transpose()?;
    coranto_eval::categories::run(data.as_ref(), None, encoder.as_ref())
}
