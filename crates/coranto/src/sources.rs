//! `coranto sources`: who is read, and how that goes.

use crate::cli::SourcesArgs;
use crate::fetch::source_id;
use crate::look::when;
use crate::reply::Reply;
use crate::settings::Gathered;
use crate::{extraction, house, remembered, terminal};
use anyhow::Result;
use coranto_core::{Clock, Millis, SourceId};
use coranto_store::article::SetAside;
use coranto_store::feed::FeedState;
use coranto_store::source::SourceHealth;
use coranto_store::story::{self, Means};
use coranto_store::{Db, article, feed, source};

pub async fn run(gathered: Gathered, args: SourcesArgs) -> Result<Reply> {
    let db = house::open_store(&gathered.settings).await?;
    let now = Clock::System.now();
    let only = match &args.slug {
        Some(slug) => Some(source_id(&db, slug).await?),
        None => None,
    };
    if let Some(id) = only
        && (args.memory || args.forget)
    {
        return if args.forget {
            remembered::forget(&db, id, now).await
        } else {
            remembered::show(&db, id, args.json).await
        };
    }
    if args.extraction {
        return extraction::run(&db, only, now, args.json).await;
    }
    if args.quarantine {
        return quarantine(&db, only, now, args.json).await;
    }
    let mut all = source::health(&db, only).await?;
    if args.problems {
        all.retain(|s| s.feeds_failing > 0 || s.feeds_gone > 0 || !s.alarms.is_empty());
    }
    if args.json {
        println!("{}", serde_json::to_string_pretty(&all)?);
        return Ok(Reply::Done);
    }
    match (only, all.first()) {
        (Some(id), Some(health)) => one(&db, id, health, now).await?,
        (None, None) if args.problems => println!("no publisher has a feed that fails or pages that drift"),
        (_, None) => println!("there are no publishers yet: `coranto add ADDRESS`, or `coranto import --bundled`"),
        (None, Some(_)) => list(&all, now),
    }
    if only.is_none() && by_words_alone(&db, &gathered).await? {
        println!("stories are told apart by words alone: no encoder");
    }
    Ok(Reply::Done)
}

/// As the settings want it, or because the model cannot be opened: then the newest reports have no vector.
async fn by_words_alone(db: &Db, gathered: &Gathered) -> Result<bool> {
    let wanted = gathered.settings.stories.model.trim() == "none";
    Ok(wanted || story::means(db).await? == Some(Means::Words))
}

fn list(all: &[SourceHealth], now: Millis) {
    let mut table = terminal::table(&[
        "publisher",
        "country",
        "feeds",
        "articles",
        "waiting",
        "set aside",
        "last new",
        "next",
        "health",
    ]);
    for s in all {
        table.add_row(vec![
            s.source.facts.slug.clone(),
            s.source.facts.country.clone().unwrap_or_default(),
            s.feeds.to_string(),
            s.articles.to_string(),
            s.waiting.to_string(),
            s.quarantined.to_string(),
            when(s.last_new_at, now),
            when(s.next_due_at, now),
            health_in_words(s),
        ]);
    }
    terminal::print_table(&table);
}

fn health_in_words(s: &SourceHealth) -> String {
    let problem = s.last_problem.as_ref().map(ToString::to_string).unwrap_or_default();
    match s {
        s if s.feeds == 0 => "has no feed".into(),
        s if s.feeds_gone == s.feeds => "gone".into(),
        s if s.feeds_failing == s.feeds => format!("failing: {problem}"),
        s if s.feeds_failing > 0 => format!("{} of {} feeds failing: {problem}", s.feeds_failing, s.feeds),
        s if s.last_fetched_at.is_none() => "not read yet".into(),
        s if !s.alarms.is_empty() => s.alarms.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        _ => "good".into(),
    }
}

async fn one(db: &Db, id: SourceId, health: &SourceHealth, now: Millis) -> Result<()> {
    let facts = &health.source.facts;
    let languages = facts.languages.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    println!("{}\n{}\n", facts.name, facts.home);
    let owner = facts.owner.clone().unwrap_or_else(|| "unknown".into());
    let text = if facts.full_text { "shown in full" } else { "shown as a lead with a link" };
    for (label, value) in [
        ("country", facts.country.clone().unwrap_or_else(|| "none".into())),
        ("languages", languages),
        ("owner", owner),
        ("licence", facts.licence.clone().unwrap_or_else(|| "none known".into())),
        ("text", text.into()),
        ("articles", format!("{} ({} waiting, {} set aside)", health.articles, health.waiting, health.quarantined)),
        ("health", health_in_words(health)),
    ] {
        println!("{label:<10} {value}");
    }
    println!();
    let mut table = terminal::table(&["feed", "state", "every", "last", "next", "outcome"]);
    for f in feed::of_source(db, id).await? {
        let state = match f.state {
            FeedState::Active if f.failures > 0 => format!("failing ×{}", f.failures),
            FeedState::Active => "active".into(),
            FeedState::Paused => "paused".into(),
            FeedState::Gone => "gone".into(),
        };
        table.add_row(vec![
            f.address.to_string(),
            state,
            format!("{} min", f.interval_ms / Millis::MINUTE),
            when(f.last_fetched_at, now),
            when(Some(f.next_due_at), now),
            f.last_outcome.map(|o| o.to_string()).unwrap_or_default(),
        ]);
    }
    terminal::print_table(&table);
    let history = feed::history(db, id, 10).await?;
    if !history.is_empty() {
        println!();
        let mut table = terminal::table(&["poll", "took", "bytes", "outcome"]);
        for poll in history {
            table.add_row(vec![
                when(Some(poll.at), now),
                format!("{} ms", poll.duration_ms),
                poll.bytes.to_string(),
                poll.outcome.to_string(),
            ]);
        }
        terminal::print_table(&table);
    }
    Ok(())
}

async fn quarantine(db: &Db, only: Option<SourceId>, now: Millis, json: bool) -> Result<Reply> {
    let rows = article::quarantine(db, only, 500).await?;
    if json {
        let rows: Vec<_> = rows.iter().map(set_aside_json).collect();
        println!("{}", serde_json::to_string_pretty(&rows)?);
        return Ok(Reply::Done);
    }
    if rows.is_empty() {
        println!("no article is set aside");
        return Ok(Reply::Done);
    }
    print_set_aside(&rows, now);
    Ok(Reply::Done)
}

pub fn set_aside_json(row: &SetAside) -> serde_json::Value {
    serde_json::json!({
        "article": row.card, "address": row.address, "why": row.why, "reason": row.why.to_string(), "tried_at": row.tried_at, "policy": row.policy,
    })
}

pub fn print_set_aside(rows: &[SetAside], now: Millis) {
    let mut table = terminal::table(&["tried", "rules", "reason", "title", "address"]);
    for row in rows {
        table.add_row(vec![
            when(row.tried_at, now),
            row.policy.to_string(),
            row.why.to_string(),
            row.card.title.clone(),
            row.address.to_string(),
        ]);
    }
    terminal::print_table(&table);
}
