//! Prints the names of texts, one a line of what is read: `cargo run -p coranto-names --example mentions -- LANG < texts`.

use coranto_core::Lang;
use coranto_names::{MentionKind, mentions};

fn main() {
    let lang = std::env::args().nth(1).and_then(|tag| Lang::parse(&tag));
    for text in std::io::read_to_string(std::io::stdin()).unwrap().lines() {
        println!("{text}");
        let names = mentions(text, lang).into_iter().map(|mention| {
            let kind = match mention.kind {
                MentionKind::Person => "person",
                MentionKind::Organisation => "organisation",
                MentionKind::Place => "place",
                MentionKind::Other => "other",
            };
            format!("{kind}{}: {}", if mention.sure { "" } else { "?" }, &text[mention.range])
        });
        println!("    {}", names.collect::<Vec<_>>().join(" · "));
    }
}
