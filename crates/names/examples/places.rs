//! Prints the places of a text: `cargo run -p coranto-names --example places -- LANG < text`.

fn main() {
    let lang = std::env::args().nth(1).and_then(|tag| coranto_core::Lang::parse(&tag));
    let text = std::io::read_to_string(std::io::stdin()).unwrap();
    for mention in coranto_names::places(&text, lang, None) {
        let sure = if mention.sure { "sure" } else { "open" };
        println!("{:?}\t{}\t{sure}", mention.range, &text[mention.range.clone()]);
        for candidate in mention.candidates {
            let place = coranto_names::place(candidate.id).unwrap();
            let country = place.country.map(|code| code.map(char::from).iter().collect::<String>()).unwrap_or_default();
            println!("\t{:.2}\t{:?} {} {country} {}", candidate.score, place.kind, place.name(lang), place.population);
        }
    }
}
