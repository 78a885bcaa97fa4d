//! `coranto names`: which names are one subject; shows it, joins and parts names by hand, and tells what was joined and parted, by whom and why.

use crate::cli::{NamesAction, NamesArgs};
use crate::look::when;
use crate::reply::Reply;
use crate::settings::Gathered;
use crate::{house, terminal};
use anyhow::Result;
use coranto_core::about::Worth;
use coranto_core::{Clock, Millis, SubjectId};
use coranto_store::Db;
use coranto_store::subject::{self, Identity, Joined, Meant, Parted, Subject};
use serde_json::json;

/// Lines of the log that are shown of one subject.
const OF_ONE: i64 = 30;

pub async fn run(gathered: Gathered, args: NamesArgs) -> Result<Reply> {
    let db = house::open_store(&gathered.settings).await?;
    let (worth, now) = (gathered.settings.hashtags.worth(), Clock::System.now());
    match args.action {
        NamesAction::Show { name, json } => show(&db, &name, json, now).await,
        NamesAction::Join { one, other, by, why } => join(&db, [&one, &other], &by, &why, &worth, now).await,
        NamesAction::Part { name, by, why } => part(&db, &name, &by, &why, &worth, now).await,
        NamesAction::Log { most, json } => log(&db, None, most, json, now).await,
    }
}

/// The one name that this means; where it is none or several, that is said, with what could be meant.
async fn meant(db: &Db, text: &str) -> Result<Option<Meant>> {
    let mut found = subject::meant(db, text).await?;
    if found.len() == 1 {
        return Ok(found.pop());
    }
    if found.is_empty() {
        anstream::eprintln!("nothing is named “{text}”");
        found = subject::alike(db, text).await?;
        if !found.is_empty() {
            anstream::eprintln!("like it are:");
        }
    } else {
        anstream::eprintln!("“{text}” could be each of these; say which by its address:");
    }
    for one in found {
        anstream::eprintln!("  {}  {} ({})", one.address, one.subject.shown, articles(&one.subject));
    }
    Ok(None)
}

fn articles(subject: &Subject) -> String {
    let more = if subject.articles >= subject::COUNTED { " and more" } else { "" };
    format!("{}{more} articles of {} owners", subject.articles, subject.owners)
}

async fn show(db: &Db, name: &str, as_json: bool, now: Millis) -> Result<Reply> {
    let Some(Meant { address, subject, .. }) = meant(db, name).await? else { return Ok(Reply::Failed) };
    let names = subject::names(db, subject.id).await?;
    let history = subject::history(db, Some(subject.id), OF_ONE).await?;
    if as_json {
        let value = json!({ "asked": address, "subject": subject, "worthy": subject.is_worthy(now), "names": names, "history": history });
        println!("{}", serde_json::to_string_pretty(&value)?);
        return Ok(Reply::Done);
    }
    let bold = anstyle::Style::new().bold();
    anstream::println!("{bold}{}{bold:#}", subject.shown);
    let at = format!("{}/{}", subject.kind.as_str(), subject.key);
    println!(
        "{at}: {}{}",
        articles(&subject),
        if at == address { String::new() } else { format!("; {address} leads here") }
    );
    println!("{}", worth_in_words(&subject, now));
    if !subject.tags.is_empty() {
        let tags: Vec<String> = subject.tags.iter().map(|(_, tag)| format!("#{tag}")).collect();
        println!("hashtags: {}", tags.join(" "));
    }
    let mut table = terminal::table(&["name", "language", "form", "its own address", "decided by"]);
    for name in names {
        table.add_row(vec![
            name.shown,
            name.lang.map(|lang| lang.to_string()).unwrap_or_default(),
            name.form.form,
            name.address,
            if name.fixed { "an editor" } else { "the program" }.to_owned(),
        ]);
    }
    terminal::print_table(&table);
    print_log(&history, now);
    Ok(Reply::Done)
}

fn worth_in_words(subject: &Subject, now: Millis) -> String {
    match subject.worth_until {
        Some(until) if until > now => format!("worth a page until {}", day(until)),
        Some(until) => format!("was worth a page until {}", day(until)),
        None => "not worth a page yet: too few articles, or of too few owners".to_owned(),
    }
}

fn day(at: Millis) -> String {
    at.iso().chars().take(10).collect()
}

async fn join(db: &Db, names: [&str; 2], by: &str, why: &str, worth: &Worth, now: Millis) -> Result<Reply> {
    let (Some(one), Some(other)) = (meant(db, names[0]).await?, meant(db, names[1]).await?) else {
        return Ok(Reply::Failed);
    };
    match subject::join(db, one.name, other.name, by, why, worth, now).await? {
        Joined::Done { names, to } => {
            let whole = if names == 1 { "1 name".to_owned() } else { format!("{names} names") };
            println!(
                "{whole} of {} went to {}; `coranto names part` takes it back",
                other.subject.shown,
                at(db, to).await?
            );
            Ok(Reply::Done)
        }
        Joined::Already => {
            println!("they are one subject already: {}", at(db, one.subject.id).await?);
            Ok(Reply::Done)
        }
        Joined::Fixed | Joined::Apart | Joined::Missing => {
            anstream::eprintln!("they were not joined: one of them has gone meanwhile, or editors decided otherwise");
            Ok(Reply::Failed)
        }
    }
}

async fn part(db: &Db, name: &str, by: &str, why: &str, worth: &Worth, now: Millis) -> Result<Reply> {
    let Some(one) = meant(db, name).await? else { return Ok(Reply::Failed) };
    match subject::part(db, one.name, by, why, worth, now).await? {
        Parted::Done { to } => println!("it is a subject of its own again: {}", at(db, to).await?),
        Parted::Already => println!("it is a subject of its own already: {}", at(db, one.subject.id).await?),
        Parted::Missing => {
            anstream::eprintln!("“{name}” has gone meanwhile");
            return Ok(Reply::Failed);
        }
    }
    Ok(Reply::Done)
}

/// The address of a subject.
async fn at(db: &Db, subject: SubjectId) -> Result<String> {
    let names = subject::names(db, subject).await?;
    Ok(names.into_iter().find(|name| name.id.0 == subject.0).map(|name| name.address).unwrap_or_default())
}

async fn log(db: &Db, of: Option<SubjectId>, most: i64, as_json: bool, now: Millis) -> Result<Reply> {
    let history = subject::history(db, of, most).await?;
    if as_json {
        println!("{}", serde_json::to_string_pretty(&history)?);
    } else if history.is_empty() {
        println!("no names were joined or parted yet");
    } else {
        print_log(&history, now);
    }
    Ok(Reply::Done)
}

fn print_log(history: &[Identity], now: Millis) {
    if history.is_empty() {
        return;
    }
    let mut table = terminal::table(&["when", "who", "what", "name", "from", "to", "why"]);
    for line in history {
        table.add_row(vec![
            when(Some(line.at), now),
            line.who.clone(),
            line.what.as_str().to_owned(),
            line.shown.clone(),
            line.from.clone(),
            line.to.clone(),
            line.why.clone(),
        ]);
    }
    terminal::print_table(&table);
}
