//! Which parts of an expectation concern what Coranto stores, and whether they are met.
//!
//! Coranto keeps titles and descriptions as plain text and content as markup, so texts are compared in that form: the expected value
//! is brought to it first. Nothing else is forgiven.

use super::WELL_FORMED;
use super::python::{Expr, Op, Step};
use coranto_core::reason::FeedRejected;
use coranto_core::{Address, Lang, Stamp};
use coranto_feed::{Item, Parsed, plain_text};

pub struct Context<'a> {
    pub name: &'a str,
    pub source: &'a [u8],
    /// None when the file was refused.
    pub parsed: Option<&'a Parsed>,
}

#[derive(Debug)]
pub struct Verdict {
    pub kind: String,
    pub outcome: Outcome,
}

#[derive(Debug, PartialEq)]
pub enum Outcome {
    Met,
    NotMet { expected: String, got: String },
    Skipped(String),
}

/// One verdict for each part that `and` joins.
pub fn judge(expr: &Expr, context: &Context<'_>) -> Vec<Verdict> {
    match expr {
        Expr::And(parts) => parts.iter().flat_map(|part| judge(part, context)).collect(),
        Expr::Or(parts) => {
            let mut tried: Vec<Vec<Verdict>> = parts.iter().map(|part| judge(part, context)).collect();
            let met = tried.iter().position(|verdicts| verdicts.iter().all(|v| v.outcome == Outcome::Met));
            tried.swap_remove(met.unwrap_or(0))
        }
        Expr::Number(_) => vec![Verdict { kind: "is read at all".into(), outcome: Outcome::Met }],
        Expr::Not(inner) => vec![truth(inner, false, context)],
        Expr::Compare(first, others) => compare(first, others, context),
        other => vec![truth(other, true, context)],
    }
}

/// A plain fixture must be read, with its title and with every item that stands in it.
pub fn judge_fixture(source: &[u8], parsed: Result<&Parsed, &FeedRejected>) -> Vec<Verdict> {
    let text = String::from_utf8_lossy(source);
    let verdict = |kind: &str, met: bool, expected: String, got: String| Verdict {
        kind: format!("fixture: {kind}"),
        outcome: if met { Outcome::Met } else { Outcome::NotMet { expected, got } },
    };
    let parsed = match parsed {
        Ok(parsed) => parsed,
        Err(FeedRejected::NotAFeed { .. }) if text.contains("<catalog") => {
            return vec![verdict("refused: no feed", true, String::new(), String::new())];
        }
        Err(reason) => return vec![verdict("read", false, "a feed".into(), reason.to_string())],
    };
    let items = if text.trim_start().starts_with('{') {
        serde_json::from_str::<serde_json::Value>(&text).ok().and_then(|v| v.get("items")?.as_array().map(Vec::len))
    } else {
        Some(["<item>", "<item ", "<entry>", "<entry ", "<item\n"].iter().map(|tag| text.matches(tag).count()).sum())
    };
    let items = items.unwrap_or(0);
    let titled = !text.contains("title") || parsed.title.is_some() || parsed.items.iter().any(|i| i.title.is_some());
    vec![
        verdict("read", true, String::new(), String::new()),
        verdict("title found", titled, "a title of the feed or of an item".into(), "none".into()),
        verdict("items found", parsed.items.len() == items, items.to_string(), parsed.items.len().to_string()),
    ]
}

/// `x == 'a'`, `x == y == 'a'`, `len(x) == 2`.
fn compare(first: &Expr, others: &[(Op, Expr)], context: &Context<'_>) -> Vec<Verdict> {
    let Some((op, expected)) = others.last() else { return Vec::new() };
    let operands = std::iter::once(first).chain(others.iter().take(others.len() - 1).map(|(_, e)| e));
    operands
        .map(|operand| match (operand, op) {
            (Expr::Path(path), Op::Equal | Op::Is) => equal(path, expected, context),
            (Expr::Path(path), Op::NotEqual | Op::IsNot) if *expected == Expr::None => {
                truth(&Expr::Path(path.clone()), true, context)
            }
            _ => Verdict {
                kind: "other".into(),
                outcome: Outcome::Skipped("a question about feedparser's own objects".into()),
            },
        })
        .collect()
}

fn truth(expr: &Expr, wanted: bool, context: &Context<'_>) -> Verdict {
    let Expr::Path(path) = expr else {
        return Verdict {
            kind: "other".into(),
            outcome: Outcome::Skipped("a question about feedparser's own objects".into()),
        };
    };
    if matches!(path.as_slice(), [Step::Name(name)] if name == "bozo") {
        let repaired = context.parsed.is_none_or(|p| p.repaired);
        let words = |yes: bool| if yes { "not well formed" } else { "well formed" }.to_owned();
        let got = match context.parsed {
            Some(parsed) => parsed.warnings.join("; "),
            None => "refused".to_owned(),
        };
        return Verdict {
            kind: WELL_FORMED.into(),
            outcome: if repaired == wanted { Outcome::Met } else { Outcome::NotMet { expected: words(wanted), got } },
        };
    }
    // `entries[0].has_key('link')`
    let path = match path.as_slice() {
        [base @ .., Step::Name(has_key), Step::Call(arguments)] if has_key == "has_key" => match arguments.as_slice() {
            [Expr::Text(key)] => base.iter().cloned().chain([Step::Name(key.clone())]).collect(),
            _ => path.clone(),
        },
        _ => path.clone(),
    };
    let (kind, found) = match find(&path, context) {
        Ok(found) => found,
        Err((kind, reason)) => return Verdict { kind, outcome: Outcome::Skipped(reason) },
    };
    let outcome = if found.is_empty() != wanted {
        Outcome::Met
    } else {
        Outcome::NotMet { expected: if wanted { "a value" } else { "nothing" }.into(), got: found.show() }
    };
    Verdict { kind, outcome }
}

fn equal(path: &[Step], expected: &Expr, context: &Context<'_>) -> Verdict {
    if let [Step::Name(length), Step::Call(arguments)] = path {
        return match (length.as_str(), arguments.as_slice(), expected) {
            ("len", [Expr::Path(of)], Expr::Number(count)) => counted(of, *count as usize, context),
            ("ord", [Expr::Path(of)], Expr::Number(code)) => {
                let letter = char::from_u32(*code as u32).map(String::from).unwrap_or_default();
                equal(of, &Expr::Text(letter), context)
            }
            _ => Verdict {
                kind: "other".into(),
                outcome: Outcome::Skipped("a question about feedparser's own objects".into()),
            },
        };
    }
    let (kind, found) = match find(path, context) {
        Ok(found) => found,
        Err((kind, reason)) => return Verdict { kind, outcome: Outcome::Skipped(reason) },
    };
    let outcome = match found.matches(expected, context) {
        Ok(true) => Outcome::Met,
        Ok(false) => Outcome::NotMet { expected: show(expected), got: found.show() },
        Err(reason) => Outcome::Skipped(reason),
    };
    Verdict { kind, outcome }
}

fn counted(path: &[Step], count: usize, context: &Context<'_>) -> Verdict {
    let (kind, found) = match find(path, context) {
        Ok(found) => found,
        Err((kind, reason)) => return Verdict { kind, outcome: Outcome::Skipped(reason) },
    };
    let outcome = match &found {
        Found::Texts(texts) if texts.len() == count => Outcome::Met,
        Found::Texts(texts) => Outcome::NotMet { expected: format!("{count} of them"), got: texts.join(", ") },
        _ => Outcome::Skipped("a count of something that is not kept as a list".into()),
    };
    Verdict { kind, outcome }
}

/// What Coranto has where feedparser's result is asked.
#[derive(Debug)]
enum Found {
    Words(Option<String>),
    Markup(Option<String>),
    /// Any of these addresses.
    Links(Vec<Address>),
    Language(Option<Lang>),
    /// Either of these.
    Dates(Vec<Stamp>),
    /// Any of these texts.
    Texts(Vec<String>),
    Exact(Option<String>),
    Number(Option<f64>),
    Place(Option<(f64, f64)>),
}

type Lookup = Result<(String, Found), (String, String)>;

fn find(path: &[Step], context: &Context<'_>) -> Lookup {
    if context.name.contains("/sanitize/") {
        return skip("sanitising", "feedparser's own sanitising; in Coranto the page room does it");
    }
    if context.name.contains("http_content_language") {
        return skip("http", "headers of HTTP are the fetch room's");
    }
    let (Some(Step::Name(root)), rest) = (path.first(), path.get(1..).unwrap_or_default()) else {
        return skip("other", "a question about feedparser's own objects");
    };
    let keys: Vec<&str> = rest
        .iter()
        .filter_map(|step| match step {
            Step::Name(name) => Some(name.as_str()),
            Step::Index(_) | Step::Call(_) => None,
        })
        .collect();
    let parsed = context.parsed;
    match root.as_str() {
        "version" => Ok(("version".into(), Found::Exact(parsed.map(|p| p.format.clone())))),
        "encoding" => Ok(("encoding".into(), Found::Exact(parsed.map(|p| p.encoding.clone())))),
        "feed" | "channel" => feed_field(&keys, parsed),
        "entries" | "items" => {
            let indexes: Vec<i64> =
                rest.iter().filter_map(|s| if let Step::Index(i) = s { Some(*i) } else { None }).collect();
            let index = indexes.first().and_then(|i| usize::try_from(*i).ok()).unwrap_or(0);
            let item = parsed.and_then(|p| p.items.get(index));
            entry_field(&keys, &indexes, parsed, item, &String::from_utf8_lossy(context.source))
        }
        "etag" | "modified" | "modified_parsed" | "headers" | "status" | "href" => {
            skip("http", "headers of HTTP are the fetch room's")
        }
        _ => skip("other", "a question about feedparser's own objects"),
    }
}

fn skip(kind: &str, reason: &str) -> Lookup {
    Err((kind.to_owned(), reason.to_owned()))
}

fn feed_field(keys: &[&str], parsed: Option<&Parsed>) -> Lookup {
    let kind = |name: &str| format!("feed {name}");
    let found = match keys {
        ["title"] | ["title_detail", "value"] => (kind("title"), Found::Words(parsed.and_then(|p| p.title.clone()))),
        ["description" | "subtitle" | "tagline"]
        | ["description_detail" | "subtitle_detail" | "tagline_detail", "value"] => {
            (kind("description"), Found::Words(parsed.and_then(|p| p.description.clone())))
        }
        ["link"] => (kind("link"), Found::Links(parsed.and_then(|p| p.link.clone()).into_iter().collect())),
        ["links", "href"] => {
            let all = parsed.into_iter().flat_map(|p| p.link.iter().chain(p.self_link.iter()).chain(&p.hubs)).cloned();
            (kind("link"), Found::Links(all.collect()))
        }
        ["language"] => (kind("language"), Found::Language(parsed.and_then(|p| p.language))),
        [.., "language"] => return skip(&kind("language"), "the language of a single text of the feed is not stored"),
        ["updated_parsed" | "modified_parsed" | "date_parsed" | "published_parsed" | "created_parsed"] => {
            (kind("date"), Found::Dates(parsed.and_then(|p| p.updated).into_iter().collect()))
        }
        ["image", "href" | "url"] | ["logo"] | ["icon"] => {
            (kind("image"), Found::Links(parsed.and_then(|p| p.image.clone()).into_iter().collect()))
        }
        ["ttl"] => (kind("ttl"), Found::Number(parsed.and_then(|p| p.ttl_minutes).map(f64::from))),
        ["updated" | "modified" | "date" | "published" | "created"] => {
            return skip(&kind("date"), "the text of a date as written is not stored");
        }
        [.., "base"] => return skip(&kind("base"), "base addresses are applied, not stored"),
        [.., "type"] => return skip(&kind("type"), "media types of texts are applied, not stored"),
        [key, ..] => return skip(&kind(key), &format!("not stored of a feed: {key}")),
        [] => return skip("other", "a question about feedparser's own objects"),
    };
    Ok(found)
}

fn entry_field(keys: &[&str], indexes: &[i64], parsed: Option<&Parsed>, item: Option<&Item>, source: &str) -> Lookup {
    // Language None: xml:lang="" takes back what the feed said.
    let says_none = source.contains("xml:lang=\"\"");
    let labelled = source.contains(" label=");
    let position = indexes.get(1).copied().unwrap_or(0);
    let kind = |name: &str| format!("item {name}");
    let found = match keys {
        ["title"] | ["title_detail", "value"] => (kind("title"), Found::Words(item.and_then(|i| i.title.clone()))),
        ["id" | "guid"] if item.and_then(|i| i.id.as_deref()).is_some_and(|id| id.starts_with('/')) => {
            return skip(&kind("id"), "ids are kept as written, never resolved against a base");
        }
        ["id" | "guid"] => (kind("id"), Found::Exact(item.and_then(|i| i.id.clone()))),
        ["link"] => (kind("link"), Found::Links(item.and_then(|i| i.link.clone()).into_iter().collect())),
        ["links", "href"] if position > 1 && source.contains("simple-chapters") => {
            return skip(&kind("link"), "links of other relations are not stored");
        }
        ["links", "href"] => {
            let all = item.into_iter().flat_map(|i| {
                let licence = i.licence.as_deref().and_then(|l| Address::parse(l).ok());
                let enclosures = i.enclosures.iter().map(|e| e.address.clone());
                i.link.iter().chain(i.comments.iter()).cloned().chain(enclosures).chain(licence).collect::<Vec<_>>()
            });
            (kind("link"), Found::Links(all.collect()))
        }
        ["summary" | "description" | "subtitle"]
        | ["summary_detail" | "description_detail" | "subtitle_detail", "value"] => {
            // Where the whole text is all there is, feedparser calls it the summary too.
            (kind("summary"), Found::Markup(item.and_then(|i| i.summary.clone().or_else(|| i.content.clone()))))
        }
        ["content", "value"] if position == 0 => (kind("content"), Found::Markup(item.and_then(|i| i.content.clone()))),
        ["content", "value"] => return skip(&kind("content"), "of several contents the best is stored"),
        ["language"] | ["content" | "title_detail" | "summary_detail" | "description_detail", "language"] => {
            let own = item.and_then(|i| i.language);
            (kind("language"), Found::Language(own.or(parsed.and_then(|p| p.language).filter(|_| !says_none))))
        }
        ["published_parsed" | "created_parsed" | "issued_parsed"] => {
            (kind("published"), Found::Dates(item.into_iter().flat_map(|i| i.published.or(i.updated)).collect()))
        }
        ["updated_parsed" | "modified_parsed" | "date_parsed"] => {
            (kind("updated"), Found::Dates(item.into_iter().flat_map(|i| i.updated.or(i.published)).collect()))
        }
        ["author"] | ["author_detail" | "authors", "name"] => {
            (kind("author"), Found::Texts(item.map(|i| i.authors.clone()).unwrap_or_default()))
        }
        ["author_detail" | "authors", "email" | "url" | "href"] => {
            return skip(&kind("author"), "mail addresses and pages of authors are not stored");
        }
        ["tags", "term"] if labelled => {
            return skip(&kind("category"), "of a category the label is stored, not its code");
        }
        ["category" | "categories"] | ["tags", "term" | "label"] | ["tags"] => {
            (kind("category"), Found::Texts(item.map(|i| i.categories.clone()).unwrap_or_default()))
        }
        ["tags", "scheme"] => return skip(&kind("category"), "schemes of categories are not stored"),
        ["enclosures", "url" | "href"] => {
            let all = item.into_iter().flat_map(|i| i.enclosures.iter().map(|e| e.address.clone()));
            (kind("enclosure"), Found::Links(all.collect()))
        }
        ["enclosures", "type"] => {
            let all = item.into_iter().flat_map(|i| i.enclosures.iter().filter_map(|e| e.mime.clone()));
            (kind("enclosure"), Found::Texts(all.collect()))
        }
        ["enclosures", "length"] => {
            let all = item.into_iter().flat_map(|i| i.enclosures.iter().filter_map(|e| e.bytes).map(|b| b.to_string()));
            (kind("enclosure"), Found::Texts(all.collect()))
        }
        ["enclosures"] => {
            let all = item.into_iter().flat_map(|i| i.enclosures.iter().map(|e| e.address.clone()));
            (kind("enclosure"), Found::Links(all.collect()))
        }
        ["comments"] => (kind("comments"), Found::Links(item.and_then(|i| i.comments.clone()).into_iter().collect())),
        ["license"] => (kind("licence"), Found::Exact(item.and_then(|i| i.licence.clone()))),
        ["image", "href" | "url"] | ["media_thumbnail", "url"] => (
            kind("image"),
            Found::Links(item.and_then(|i| i.image.as_ref()).map(|p| p.src.clone()).into_iter().collect()),
        ),
        ["media_content", "url"] => {
            let media = item.into_iter().flat_map(|i| {
                i.image.iter().map(|p| p.src.clone()).chain(i.enclosures.iter().map(|e| e.address.clone()))
            });
            (kind("media"), Found::Links(media.collect()))
        }
        ["media_credit", "content"] if item.is_none_or(|i| i.image.is_none()) => {
            return skip(&kind("media"), "a credit without its picture is not stored");
        }
        ["media_credit", "content"] => {
            (kind("media"), Found::Exact(item.and_then(|i| i.image.as_ref()).and_then(|p| p.credit.clone())))
        }
        ["feedburner_origlink"] => {
            (kind("link"), Found::Links(item.and_then(|i| i.link.clone()).into_iter().collect()))
        }
        ["where", "coordinates"] if indexes.len() > 1 => {
            return skip(&kind("place"), "of places only points are stored");
        }
        ["where", "coordinates"] => (kind("place"), Found::Place(item.and_then(|i| i.place))),
        ["where", "type"] => (kind("place"), Found::Place(item.and_then(|i| i.place))),
        ["where", "get"] | ["get"] => (kind("place"), Found::Place(item.and_then(|i| i.place))),
        ["updated" | "modified" | "date" | "published" | "created" | "issued"] => {
            return skip(&kind("date"), "the text of a date as written is not stored");
        }
        [.., "base"] => return skip(&kind("base"), "base addresses are applied, not stored"),
        [.., "type"] => return skip(&kind("type"), "media types of texts are applied, not stored"),
        ["links", key] => return skip(&kind("link"), &format!("not stored of a link: {key}")),
        [key, ..] => return skip(&kind(key), &format!("not stored of an item: {key}")),
        [] => return skip("other", "a question about feedparser's own objects"),
    };
    Ok(found)
}

impl Found {
    fn is_empty(&self) -> bool {
        match self {
            Found::Words(text) | Found::Markup(text) | Found::Exact(text) => text.is_none(),
            Found::Links(links) => links.is_empty(),
            Found::Language(lang) => lang.is_none(),
            Found::Dates(dates) => dates.is_empty(),
            Found::Texts(texts) => texts.is_empty(),
            Found::Number(number) => number.is_none(),
            Found::Place(place) => place.is_none(),
        }
    }

    fn show(&self) -> String {
        match self {
            Found::Words(text) | Found::Markup(text) | Found::Exact(text) => {
                text.clone().unwrap_or_else(|| "nothing".into())
            }
            Found::Links(links) if links.is_empty() => "nothing".into(),
            Found::Links(links) => links.iter().map(Address::as_str).collect::<Vec<_>>().join(" "),
            Found::Language(lang) => lang.map_or("nothing".into(), |l| l.to_string()),
            Found::Dates(dates) => dates.iter().map(|d| d.at.iso()).collect::<Vec<_>>().join(" "),
            Found::Texts(texts) => texts.join(", "),
            Found::Number(number) => number.map_or("nothing".into(), |n| n.to_string()),
            Found::Place(place) => place.map_or("nothing".into(), |(lat, lon)| format!("{lat} {lon}")),
        }
    }

    /// `Err(reason)` when the expected value is of a sort that Coranto does not keep.
    fn matches(&self, expected: &Expr, context: &Context<'_>) -> Result<bool, String> {
        let plain = is_plain_atom(context);
        match (self, expected) {
            (_, Expr::None) => Ok(self.is_empty()),
            (Found::Place(place), Expr::Dict(pairs)) if pairs.is_empty() => Ok(place.is_none()),
            (_, Expr::Text(text)) if text.is_empty() => Ok(self.is_empty()),
            (Found::Words(_), Expr::Text(text)) if text.contains("href=") => {
                Err("links inside titles and descriptions, which become plain text".into())
            }
            (Found::Words(found), Expr::Text(text)) => {
                let wanted = if plain { one_line(text) } else { plain_text(text) };
                Ok(found.as_deref().unwrap_or_default() == wanted)
            }
            (Found::Markup(found), Expr::Text(text)) => {
                let found = found.as_deref().unwrap_or_default();
                Ok(canonical(found) == canonical(text) || (plain && plain_text(found) == one_line(text)))
            }
            (Found::Exact(found), Expr::Text(text)) => Ok(found.as_deref().is_some_and(|f| same_name(f, text))),
            (Found::Links(found), Expr::Text(text)) => match Address::parse(text) {
                Ok(address) => Ok(found.contains(&address)),
                Err(_) => Err("addresses that are not http(s), or relative to nothing".into()),
            },
            (Found::Links(found), Expr::Dict(pairs)) => {
                let href = pairs.iter().find(|(key, _)| matches!(key, Expr::Text(k) if k == "href" || k == "url"));
                match href {
                    Some((_, Expr::Text(text))) => Ok(Address::parse(text).is_ok_and(|a| found.contains(&a))),
                    _ => Err("a question about feedparser's own objects".into()),
                }
            }
            (Found::Language(found), Expr::Text(text)) => Ok(*found == Lang::parse(text)),
            (Found::Dates(found), Expr::Sequence(parts)) => Ok(found.iter().any(|date| is_date(date, parts))),
            (Found::Texts(found), Expr::Text(text)) => {
                let wanted = plain_text(text);
                Ok(found.iter().any(|f| *f == wanted || *f == name_of(&wanted)))
            }
            (Found::Number(found), Expr::Text(text)) => Ok(found.is_some_and(|f| text.parse() == Ok(f))),
            (Found::Number(found), Expr::Number(number)) => Ok(*found == Some(*number)),
            (Found::Place(found), Expr::Text(shape)) if shape == "Point" => Ok(found.is_some()),
            (Found::Place(found), Expr::Sequence(parts)) => match parts.as_slice() {
                // feedparser says longitude first.
                [Expr::Number(lon), Expr::Number(lat), ..] => Ok(*found == Some((*lat, *lon))),
                _ => Err("of places only points are stored".into()),
            },
            (Found::Place(_), _) => Err("of places only points are stored".into()),
            _ => Err("a question about feedparser's own objects".into()),
        }
    }
}

/// Atom whose texts do not say that they are HTML: a "<" in the expected value is then a letter.
fn is_plain_atom(context: &Context<'_>) -> bool {
    let thin: Vec<u8> = context.source.iter().copied().filter(|b| *b != 0).collect();
    let source = String::from_utf8_lossy(&thin).to_ascii_lowercase();
    let source = source.split_once("-->").map_or(source.as_str(), |(_, rest)| rest);
    let says_markup = ["html", "escaped", "base64", "octet-stream", "</b>"].iter().any(|w| source.contains(w));
    context.parsed.is_some_and(|p| p.format.starts_with("atom")) && !says_markup
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "Name (mail@host)" and "mail@host (Name)" are kept as the name.
fn name_of(text: &str) -> String {
    let Some((before, rest)) = text.split_once('(') else { return text.to_owned() };
    let (before, inside) = (before.trim(), rest.trim_end().trim_end_matches(')').trim());
    if before.contains('@') { inside.to_owned() } else { before.to_owned() }
}

fn is_date(date: &Stamp, parts: &[Expr]) -> bool {
    let iso = date.at.iso();
    let numbers = iso.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse::<f64>().ok());
    numbers.take(6).eq(parts.iter().take(6).filter_map(|p| if let Expr::Number(n) = p { Some(*n) } else { None }))
}

/// Names of formats and encodings: feedparser's own spelling, and aliases of one encoding.
fn same_name(found: &str, expected: &str) -> bool {
    let format = match expected {
        "rss090" => "rss 0.90",
        "rss091n" | "rss091u" => "rss 0.91",
        "rss092" => "rss 0.92",
        "rss093" => "rss 0.93",
        "rss094" => "rss 0.94",
        "rss10" => "rss 1.0",
        "rss20" => "rss 2.0",
        "atom01" => "atom 0.1",
        "atom02" => "atom 0.2",
        "atom03" => "atom 0.3",
        "atom10" => "atom 1.0",
        other => other,
    };
    let encoding = |name: &str| match name.to_ascii_lowercase().replace('_', "-").as_str() {
        // The web's standard reads these as the larger encoding that contains them.
        "iso-8859-1" | "iso8859-1" | "windows-1252" => "windows-1252".to_owned(),
        "gb2312" | "gbk" | "gb18030" => "gbk".to_owned(),
        "tis-620" | "windows-874" => "windows-874".to_owned(),
        "shift-jis" | "shift_jis" | "cp932" => "shift_jis".to_owned(),
        // The Ukrainian one differs only in letters that Russian does not have.
        "koi8-r" | "koi8-u" => "koi8-r".to_owned(),
        "utf-16" | "utf-16le" | "u16" => "utf-16le".to_owned(),
        other => other.to_owned(),
    };
    // ASCII is part of both.
    let ascii = expected == "us-ascii" && matches!(found, "UTF-8" | "windows-1252");
    found == expected || found == format || ascii || encoding(found) == encoding(expected)
}

/// Markup in one spelling: names in lower case, attributes sorted and quoted alike, entities decoded, blanks run together.
fn canonical(markup: &str) -> String {
    let markup = unescaped(markup);
    let markup = markup.as_str();
    let mut out = String::new();
    let mut rest = markup;
    while let Some((text, after)) = rest.split_once('<') {
        out.push_str(text);
        let is_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        match after.split_once('>').filter(|_| is_tag) {
            Some((tag, after)) => {
                // Marks that keep tags apart from text that only looks like them.
                out.push('\u{e001}');
                out.push_str(&canonical_tag(tag));
                out.push('\u{e002}');
                // <circle/> is <circle></circle>.
                let name = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
                if tag.ends_with('/') && !["br", "hr", "img", "input"].contains(&name) {
                    out.push_str(&format!("\u{e001}/{name} \u{e002}"));
                }
                rest = after;
            }
            None => {
                out.push('<');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    plain_text(&out.replace('<', "&lt;"))
}

/// "%C3%80" as the letter it stands for: an address means the same either way.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code =
            rest.get(1..3).and_then(|d| std::str::from_utf8(d).ok()).and_then(|d| u8::from_str_radix(d, 16).ok());
        match code.filter(|c| *first == b'%' && *c >= 0x80) {
            Some(code) => {
                bytes.push(code);
                rest = rest.get(3..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn canonical_tag(tag: &str) -> String {
    let tag = tag.trim_end_matches('/').trim();
    let (name, attributes) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    let quoted = attributes.replace('\'', "\"");
    let pieces: Vec<&str> = quoted.split('"').collect();
    let mut parts: Vec<String> = pieces
        .chunks_exact(2)
        .map(|pair| format!("{}{}", pair.first().map_or("", |n| n.trim()), pair.last().map_or("", |v| v)))
        // Declarations of namespaces say nothing that is shown.
        .filter(|part| !part.starts_with("xmlns"))
        .collect();
    parts.sort();
    format!("{} {}", name.to_ascii_lowercase(), parts.join(" "))
}

fn show(expected: &Expr) -> String {
    match expected {
        Expr::Text(text) => text.clone(),
        Expr::Number(number) => number.to_string(),
        Expr::Sequence(parts) => parts.iter().map(show).collect::<Vec<_>>().join(", "),
        other => format!("{other:?}"),
    }
}
