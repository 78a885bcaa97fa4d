//! `coranto explain`: why an article is in its story, whose text it has, what it is about, what is related to it; what a story is made of.

use crate::cli::ExplainArgs;
use crate::look::when;
use crate::reply::{Reply, Usage};
use crate::settings::Gathered;
use crate::{house, terminal};
use anyhow::Result;
use coranto_core::story::{RelatedReason, Standing};
use coranto_core::{ArticleId, ArticleKey, Clock, Lang, Millis, SourceId, StoryKey};
use coranto_store::article::{self, FullArticle};
use coranto_store::story::{self, CopyOf, Lookup, Placing, Related, Report, StoryCard};
use coranto_store::subject::{self, ComingRow, Mention, QuoteRow};
use coranto_store::{Db, source};
use coranto_story::rank::{GROWS_MS, HALVES_MS, Signs, Terms};
use serde_json::json;
use std::collections::HashMap;

pub async fn run(gathered: Gathered, args: ExplainArgs) -> Result<Reply> {
    let db = house::open_store(&gathered.settings).await?;
    let Asked { article, story } = asked(&args)?;
    if let Some(key) = article
        && let Some(found) = article_of(&db, key).await?
    {
        return explain_article(&db, &found, args.json).await;
    }
    if let Some(key) = story
        && let Some(found) = story_of(&db, key).await?
    {
        return explain_story(&db, &found, args.json).await;
    }
    anstream::eprintln!("the record has no article and no story “{}”", args.what);
    Ok(Reply::Failed)
}

/// What the words on the command line may name. A story has the key of the article that founded it: a bare key is first the article's.
struct Asked {
    article: Option<ArticleKey>,
    story: Option<StoryKey>,
}

fn asked(args: &ExplainArgs) -> Result<Asked> {
    let named = |kind: &str| {
        let rest = args.what.split_once(kind)?.1;
        Some(rest.split(['/', '?', '#', '.']).next().unwrap_or(rest).to_owned())
    };
    let (article, story) = (ArticleKey::parse(&args.what), StoryKey::parse(&args.what));
    if let Some(story) = story {
        return Ok(Asked { article: article.filter(|_| !args.story), story: Some(story) });
    }
    if let Some(story) = named("/story/").and_then(|key| StoryKey::parse(&key)) {
        return Ok(Asked { article: None, story: Some(story) });
    }
    if let Some(article) = named("/article/").and_then(|key| ArticleKey::parse(&key)) {
        return Ok(Asked { article: Some(article), story: None });
    }
    if !args.what.contains('.') {
        return Err(Usage(format!("“{}” is neither an address nor a key", args.what)).into());
    }
    Ok(Asked { article: Some(ArticleKey::of(&house::address(&args.what)?)), story: None })
}

async fn article_of(db: &Db, key: ArticleKey) -> Result<Option<FullArticle>> {
    Ok(match article::by_key(db, &key).await? {
        article::Lookup::Found(found) => Some(*found),
        article::Lookup::Moved(to) => match article::by_key(db, &to).await? {
            article::Lookup::Found(found) => Some(*found),
            _ => None,
        },
        article::Lookup::Missing => None,
    })
}

async fn story_of(db: &Db, key: StoryKey) -> Result<Option<StoryCard>> {
    Ok(match story::by_key(db, &key, None).await? {
        Lookup::Found(found) => Some(*found),
        Lookup::Moved(to) => match story::by_key(db, &to, None).await? {
            Lookup::Found(found) => Some(*found),
            _ => None,
        },
        Lookup::Missing => None,
    })
}

async fn explain_article(db: &Db, found: &FullArticle, as_json: bool) -> Result<Reply> {
    let placing = story::of_article(db, found.card.id).await?;
    let related = story::related_of(db, found.card.id).await?;
    let about = About::of(db, found.card.id).await?;
    if as_json {
        let value = json!({
            "article": found.card.key, "title": found.card.title, "address": found.address, "language": found.card.lang,
            "placing": placing, "related": related, "category": found.topic, "about": about.json(),
        });
        println!("{}", serde_json::to_string_pretty(&value)?);
        return Ok(Reply::Done);
    }
    let names = names(db).await?;
    let bold = anstyle::Style::new().bold();
    anstream::println!("{bold}{}{bold:#}", found.card.title);
    println!("{} · {} · {}", name(&names, found.card.source_id), found.address, language(found.card.lang));
    let Some(placing) = placing else {
        println!("not in a story: lists do not show it, or its page is still to be read");
        return Ok(Reply::Done);
    };
    print_placing(db, &placing, &names).await?;
    println!("category: {}", found.topic.as_deref().unwrap_or("none that is sure enough, or it is still to be read"));
    about.print();
    print_related(&related, &names);
    Ok(Reply::Done)
}

/// What was read of an article.
struct About {
    mentions: Vec<Mention>,
    quotes: Vec<QuoteRow>,
    coming: Vec<ComingRow>,
}

impl About {
    async fn of(db: &Db, article: ArticleId) -> Result<About> {
        Ok(About {
            mentions: subject::of_article(db, article, Clock::System.now()).await?,
            quotes: subject::quotes_of(db, article).await?,
            coming: subject::coming_of(db, article).await?,
        })
    }

    fn json(&self) -> serde_json::Value {
        let quotes: Vec<_> = self.quotes.iter().map(|row| &row.quote).collect();
        let coming: Vec<_> = self.coming.iter().map(|row| &row.coming).collect();
        json!({ "subjects": self.mentions, "quotes": quotes, "coming": coming })
    }

    fn print(&self) {
        for one in &self.mentions {
            let page = if one.worthy { ", has a page" } else { "" };
            let at = format!("{}/{}", one.subject.kind.as_str(), one.subject.key);
            println!("about ({:.2}{page}): {} ({at})", one.weight, one.shown);
        }
        for row in &self.quotes {
            let who = row.speaker.as_ref().map(|subject| format!("{}/{}", subject.kind.as_str(), subject.key));
            let speaker = row.quote.speaker.as_deref().unwrap_or("nobody is named");
            println!("quote ({}, {}): {}", row.quote.kind.as_str(), who.as_deref().unwrap_or(speaker), row.quote.words);
        }
        for row in &self.coming {
            let date = &row.coming;
            let vague = if date.vague { ", vague" } else { "" };
            println!("coming ({}{vague}): {}: {}", date.grain.as_str(), date.from.iso(), date.sentence);
        }
    }
}

async fn print_placing(db: &Db, placing: &Placing, names: &HashMap<SourceId, String>) -> Result<()> {
    if let Some(copy) = &placing.copy {
        println!("text: {}", copy_in_words(db, copy, names).await?);
    }
    match &placing.story {
        Some(key) => println!("story: {key} (`coranto explain --story {key}`)"),
        None => println!("story: none yet, it waits to be placed"),
    }
    if let Some(decision) = &placing.decision {
        println!(
            "decision: {decision}{}",
            if placing.waiting { "; its text has changed, it is to be placed again" } else { "" }
        );
        println!(
            "compared by: {}",
            placing
                .model
                .as_deref()
                .map_or("words alone".to_owned(), |model| format!("words and the vectors of {model}"))
        );
    }
    if placing.neighbours.is_empty() {
        return Ok(());
    }
    let mut table = terminal::table(&["likely", "story", "publisher", "title", "terms"]);
    for near in &placing.neighbours {
        let terms: Vec<String> = near.compared.terms.iter().map(|(name, value)| format!("{name} {value:.2}")).collect();
        let story = match &near.story {
            Some(key) if near.story == placing.story => format!("{key} (same)"),
            Some(key) => key.to_string(),
            None => "-".to_owned(),
        };
        table.add_row(vec![
            format!("{:.2}", near.compared.score),
            story,
            near.source.map(|id| name(names, id)).unwrap_or_default(),
            near.title.clone().unwrap_or_else(|| format!("{} (gone)", near.compared.key)),
            terms.join(", "),
        ]);
    }
    println!("nearest when it was placed:");
    terminal::print_table(&table);
    Ok(())
}

async fn copy_in_words(db: &Db, copy: &CopyOf, names: &HashMap<SourceId, String>) -> Result<String> {
    let of = match article::card(db, copy.of).await? {
        Some(card) => format!("“{}” of {}", card.title, name(names, card.source_id)),
        None => "an article that has gone".to_owned(),
    };
    Ok(format!("{} of {of}; {:.0} % is its own", copy.kind.as_str(), copy.own_share * 100.0))
}

fn print_related(related: &[Related], names: &HashMap<SourceId, String>) {
    for one in related {
        let why = match &one.reason {
            RelatedReason::SameStory => "same story".to_owned(),
            RelatedReason::Background { shared } if shared.is_empty() => "background, the same matter".to_owned(),
            RelatedReason::Background { shared } => format!("background, {}", shared.join(", ")),
        };
        println!("related ({why}, {:.2}): {} · {}", one.score, one.card.title, name(names, one.card.source_id));
    }
}

async fn explain_story(db: &Db, found: &StoryCard, as_json: bool) -> Result<Reply> {
    let reports = story::reports_of(db, found.story.id).await?;
    let (s, now) = (&found.story, Clock::System.now());
    if as_json {
        let terms = terms(&s.standing);
        let value = json!({
            "story": s, "title": found.lead.title, "reports": reports,
            "importance": {
                "now": terms.importance(now), "texts": terms.texts, "owners": terms.owners, "growth": terms.growth, "age": terms.age(now),
            },
        });
        println!("{}", serde_json::to_string_pretty(&value)?);
        return Ok(Reply::Done);
    }
    let bold = anstyle::Style::new().bold();
    anstream::println!("{bold}{}{bold:#}", found.lead.title);
    println!(
        "story {}: {} reports of {} outlets and {} owners, {} independent texts, {}; {}",
        s.key,
        s.articles,
        s.outlets.len(),
        s.owners,
        s.texts,
        if s.countries.is_empty() { "no country known".to_owned() } else { s.countries.join(" ") },
        s.langs.iter().map(|l| format!("{} {}", l.articles, language(l.lang))).collect::<Vec<_>>().join(", ")
    );
    println!("{}", importance_in_words(&s.standing, now));
    print_reports(db, &reports, now).await?;
    print_related(&story::related_of(db, found.lead.id).await?, &names(db).await?);
    Ok(Reply::Done)
}

fn terms(standing: &Standing) -> Terms {
    let Standing { texts, owners, growing, newest } = *standing;
    Terms::of(Signs { texts, owners, growing, newest })
}

/// The sum by which lists order stories, term by term. What is stored holds the date besides, so that nothing has to be written again as time passes.
fn importance_in_words(standing: &Standing, now: Millis) -> String {
    let terms = terms(standing);
    format!(
        "importance {:.2} now: {:.2} for {} independent texts, {:.2} for {} owners, {:.2} for {} of them that began within {} h of the newest report, \
         less {:.2} for its age (newest report {}; half in {} h)",
        terms.importance(now),
        terms.texts,
        standing.texts,
        terms.owners,
        standing.owners,
        terms.growth,
        standing.growing,
        GROWS_MS / Millis::HOUR,
        terms.age(now),
        when(Some(standing.newest), now),
        HALVES_MS / Millis::HOUR,
    )
}

async fn print_reports(db: &Db, reports: &[Report], now: Millis) -> Result<()> {
    let names = names(db).await?;
    let titles: HashMap<ArticleId, SourceId> = reports.iter().map(|r| (r.card.id, r.card.source_id)).collect();
    let mut table = terminal::table(&["article", "published", "publisher", "language", "text", "title"]);
    for report in reports {
        let text = match &report.copy {
            None => "its own".to_owned(),
            Some(copy) => {
                let of = titles.get(&copy.of).map_or("another story's".to_owned(), |source| name(&names, *source));
                format!("{} of {of}, {:.0} % own", copy.kind.as_str(), copy.own_share * 100.0)
            }
        };
        table.add_row(vec![
            report.card.key.to_string(),
            when(Some(report.card.published_at), now),
            name(&names, report.card.source_id),
            language(report.card.lang),
            text,
            report.card.title.clone(),
        ]);
    }
    terminal::print_table(&table);
    Ok(())
}

async fn names(db: &Db) -> Result<HashMap<SourceId, String>> {
    Ok(source::all(db).await?.into_iter().map(|source| (source.id, source.facts.name)).collect())
}

fn name(names: &HashMap<SourceId, String>, id: SourceId) -> String {
    names.get(&id).cloned().unwrap_or_default()
}

fn language(lang: Option<Lang>) -> String {
    lang.map_or_else(|| "language unknown".to_owned(), |lang| lang.to_string())
}
