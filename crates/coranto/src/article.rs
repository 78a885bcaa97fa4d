//! `coranto article`: the developer's microscope on one page.

use crate::cli::ArticleArgs;
use crate::feed::read_local;
use crate::house;
use crate::look::{html, iso};
use crate::remembered::{self, NotRemembered, Remembered};
use crate::reply::Reply;
use crate::settings::Gathered;
use anstyle::AnsiColor;
use anyhow::Result;
use coranto_core::{Article, Clock};
use coranto_page::{Options, Reading, Why};
use coranto_store::Db;
use serde_json::{Value, json};

pub async fn run(gathered: Gathered, args: ArticleArgs) -> Result<Reply> {
    let limit = gathered.settings.fetch.page_limit_bytes;
    let local = read_local(&args.place, limit)?;
    let address = match (&local, &args.url) {
        (None, _) => house::address(&args.place)?,
        (Some(_), Some(url)) => house::address(url)?,
        (Some(_), None) => house::address("https://unknown.invalid/")?,
    };
    let remembered = remembered::of_page(&gathered.settings, &address).await;
    let memory = remembered.as_ref().ok().map(|r| r.memory.clone());
    let reading = match local {
        Some(bytes) => {
            let options = Options { explain: args.why, memory, ..Options::of(&gathered.settings.read) };
            coranto_page::article(&bytes, None, &address, &options)
        }
        None => {
            // Looking stores nothing, so it needs no record of its own.
            let folder = tempfile::tempdir()?;
            let db = Db::open(&folder.path().join("look.db").display().to_string()).await?;
            let pipeline = house::open_pipeline(&db, &gathered.settings, Clock::System, None)?;
            let seen = pipeline.look(&address, args.why, memory).await?;
            db.close().await;
            let Some(reading) = seen.reading else {
                anstream::eprintln!("{address}: {}", seen.outcome);
                return Ok(Reply::Failed);
            };
            reading
        }
    };
    if args.json {
        let mut value = as_json(&reading);
        if args.why {
            value["why"] = json!(reading.why);
            value["memory"] = memory_as_json(&remembered);
        }
        println!("{}", serde_json::to_string_pretty(&value)?);
    } else if args.html {
        println!("{}", html(&reading.article.blocks));
    } else {
        print(&reading);
    }
    if args.why && !args.json {
        print_why(&reading);
        println!("{}", memory_in_words(&remembered));
    }
    if let Some(rejected) = &reading.rejected {
        anstream::eprintln!("not fit to be shown: {rejected}");
        return Ok(Reply::Failed);
    }
    Ok(Reply::Done)
}

fn as_json(reading: &Reading) -> Value {
    let a = &reading.article;
    json!({
        "title": a.title,
        "authors": a.authors,
        "published": a.published.as_ref().map(iso),
        "modified": a.modified.as_ref().map(iso),
        "language": a.lang,
        "section": a.section,
        "keywords": a.keywords,
        "summary": a.summary,
        "image": a.image,
        "canonical": a.canonical,
        "site_name": a.site_name,
        "words": a.words,
        "paywalled": a.paywalled,
        "licence": a.licence,
        "text": coranto_page::text_of(&a.blocks),
        "html": html(&a.blocks),
        "blocks": a.blocks,
        "rejected": reading.rejected.as_ref().map(|r| json!({ "reason": r, "message": r.to_string() })),
        "next_page": reading.next_page,
        "whole_page": reading.whole_page,
        "robots_meta": reading.robots_meta,
    })
}

fn memory_as_json(remembered: &Result<Remembered, NotRemembered>) -> Value {
    match remembered {
        Ok(known) => json!({ "publisher": known.publisher, "pages": known.memory.pages() }),
        Err(why) => json!({ "none": why.to_string() }),
    }
}

fn memory_in_words(remembered: &Result<Remembered, NotRemembered>) -> String {
    match remembered {
        Ok(known) => format!("read with what {} pages of {} taught", known.memory.pages(), known.publisher),
        Err(why) => format!("read without a publisher's memory: {why}"),
    }
}

fn print(reading: &Reading) {
    let a: &Article = &reading.article;
    let bold = anstyle::Style::new().bold();
    anstream::println!("{bold}{}{bold:#}", a.title);
    let facts = [
        a.site_name.clone(),
        (!a.authors.is_empty()).then(|| a.authors.join(", ")),
        a.published.as_ref().map(iso),
        a.modified.as_ref().map(|m| format!("changed {}", iso(m))),
        a.lang.map(|l| l.to_string()),
        a.section.clone(),
        Some(format!("{} words", a.words)),
        a.licence.clone(),
        (a.paywalled == Some(true)).then(|| "not free".to_owned()),
    ];
    println!("{}", facts.into_iter().flatten().collect::<Vec<_>>().join(" · "));
    if let Some(image) = &a.image {
        println!("picture: {}", image.src);
    }
    println!("\n{}", coranto_page::text_of(&a.blocks));
}

/// One decision a line, in the order of the page: kept or dropped, where, why, the text it is about; below it what it was weighed by.
fn print_why(reading: &Reading) {
    let (green, red, dim) =
        (AnsiColor::Green.on_default(), AnsiColor::Red.on_default(), anstyle::Style::new().dimmed());
    // Places of nested boxes are long; what is told apart by them stands at their end.
    let place = |why: &Why| ending(&why.place, LONGEST_PLACE);
    let width = |cell: &dyn Fn(&Why) -> usize| reading.why.iter().map(cell).max().unwrap_or(0);
    let places = width(&|why| console::measure_text_width(&place(why)));
    let reasons = width(&|why| console::measure_text_width(&why.reason));
    println!();
    for why in &reading.why {
        let (sign, colour) = if why.kept { ("kept   ", green) } else { ("dropped", red) };
        let (place, reason) = (padded(&place(why), places), padded(&why.reason, reasons));
        let score = why.score.map(|score| format!("{score:>6.2}  ")).unwrap_or_default();
        anstream::println!(
            "{colour}{sign}{colour:#}  {dim}{place}{dim:#}  {colour}{reason}{colour:#}  {score}{}",
            beginning(&why.text)
        );
        for line in features(why) {
            anstream::println!("         {dim}{line}{dim:#}");
        }
    }
    let kept = reading.why.iter().filter(|why| why.kept).count();
    let furniture = match reading.text_bytes {
        0 => String::new(),
        all => format!("; {} % of the page's text is furniture", 100 - (reading.kept_bytes * 100 / all).min(100)),
    };
    println!("{kept} kept, {} dropped{furniture}", reading.why.len() - kept);
}

const LONGEST_PLACE: usize = 60;
const LONGEST_TEXT: usize = 80;
const FEATURES_A_LINE: usize = 8;

/// "link share 0.12   words 40   …", some to a line; what is nought is left out.
fn features(why: &Why) -> Vec<String> {
    let seen: Vec<String> = why
        .features
        .iter()
        .filter(|(_, value)| *value != 0.0)
        .map(
            |(name, value)| if value.fract() == 0.0 { format!("{name} {value}") } else { format!("{name} {value:.2}") },
        )
        .collect();
    seen.chunks(FEATURES_A_LINE).map(|some| some.join("   ")).collect()
}

fn beginning(text: &str) -> String {
    let mut beginning: String = text.chars().take(LONGEST_TEXT).collect();
    if beginning.len() < text.len() {
        beginning.push('…');
    }
    beginning
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(console::measure_text_width(text))))
}

/// The last `most` characters.
fn ending(text: &str, most: usize) -> String {
    let count = text.chars().count();
    if count <= most {
        return text.to_owned();
    }
    std::iter::once('…').chain(text.chars().skip(count + 1 - most)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_made_of_what_is_seen() {
        assert_eq!(ending("article > div.body > p[3]", 10), "…dy > p[3]");
        assert_eq!((ending("p", 5), padded("港口", 6)), ("p".to_owned(), "港口  ".to_owned()));
    }

    #[test]
    fn features_stand_some_to_a_line() {
        let why = Why { features: vec![("words", 40.0), ("link share", 0.125), ("item", 0.0)], ..Why::default() };
        assert_eq!(features(&why), ["words 40   link share 0.12"]);
        let why = Why { features: vec![("words", 1.0); FEATURES_A_LINE + 1], ..Why::default() };
        assert_eq!(features(&why).len(), 2);
        assert!(features(&Why::default()).is_empty());
    }
}
