//! `coranto article`: the developer's microscope on one page.

use crate::cli::ArticleArgs;
use crate::feed::read_local;
use crate::house;
use crate::look::{html, iso};
use crate::reply::Reply;
use crate::settings::Gathered;
use anyhow::Result;
use coranto_core::{Article, Clock};
use coranto_page::{Options, Reading};
use coranto_store::Db;
use serde_json::{Value, json};

pub async fn run(gathered: Gathered, args: ArticleArgs) -> Result<Reply> {
    let limit = gathered.settings.fetch.page_limit_bytes;
    let reading = match read_local(&args.place, limit)? {
        Some(bytes) => {
            let address = house::address(args.url.as_deref().unwrap_or("https://unknown.invalid/"))?;
            let options = Options { explain: args.why, ..Options::of(&gathered.settings.read) };
            coranto_page::article(&bytes, None, &address, &options)
        }
        None => {
            let address = house::address(&args.place)?;
            // Looking stores nothing, so it needs no record of its own.
            let folder = tempfile::tempdir()?;
            let db = Db::open(&folder.path().join("look.db").display().to_string()).await?;
            let pipeline = house::open_pipeline(&db, &gathered.settings, Clock::System, None)?;
            let seen = pipeline.look(&address, args.why).await?;
            db.close().await;
            let Some(reading) = seen.reading else {
                anstream::eprintln!("{address}: {}", seen.outcome);
                return Ok(Reply::Failed);
            };
            reading
        }
    };
    if args.json {
        println!("{}", serde_json::to_string_pretty(&as_json(&reading, args.why))?);
    } else if args.html {
        println!("{}", html(&reading.article.blocks));
    } else {
        print(&reading);
    }
    if args.why && !args.json {
        print_why(&reading);
    }
    if let Some(rejected) = &reading.rejected {
        anstream::eprintln!("not fit to be shown: {rejected}");
        return Ok(Reply::Failed);
    }
    Ok(Reply::Done)
}

fn as_json(reading: &Reading, why: bool) -> Value {
    let a = &reading.article;
    let mut value = json!({
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
    });
    if why {
        value["why"] = json!(reading.why);
    }
    value
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

fn print_why(reading: &Reading) {
    println!();
    for why in &reading.why {
        let sign = if why.kept { "+" } else { "-" };
        println!("{sign} {}\n    {}\n    “{}”", why.place, why.reason, why.text);
    }
}
