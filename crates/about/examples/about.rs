//! What is told of an article: `about LANG TITLE [TEXT]`.

use coranto_about::{Article, read};
use coranto_core::Lang;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [lang, title, rest @ ..] = arguments.as_slice() else { panic!("usage: about LANG TITLE [TEXT]") };
    let about = read(&Article::of(title, rest.first().map_or("", String::as_str), Lang::parse(lang)));
    for told in &about.subjects {
        println!(
            "{:.2} {:?} {} “{}” #{}",
            told.weight,
            told.name.kind,
            told.name.form,
            told.shown,
            told.tag.as_deref().unwrap_or("-")
        );
    }
    for short in &about.short {
        println!("short: {}{}", short.shown, if short.acronym { " (acronym)" } else { "" });
    }
    for quote in &about.quotes {
        println!(
            "{:?} “{}” {} {:?} about {:?}",
            quote.kind,
            quote.words,
            quote.speaker.as_deref().unwrap_or("?"),
            quote.by,
            quote.about
        );
    }
    for date in &about.coming {
        println!("{} to {}: {} in {:?}", date.from.0, date.to.0, date.words, date.place);
    }
    println!("{:?} {:?}", about.category, about.section);
}
