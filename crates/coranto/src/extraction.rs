//! `coranto sources --extraction`: how well the pages of each publisher are read, and what to do where they are not.

use crate::reply::Reply;
use crate::sources::{print_set_aside, set_aside_json};
use crate::terminal;
use anyhow::Result;
use coranto_core::health::{DayFigures, Drift, day_of, refusal_in_words};
use coranto_core::{Millis, SourceId};
use coranto_store::source::SourceHealth;
use coranto_store::{Db, article, extraction, source};
use serde_json::{Value, json};
use std::collections::HashMap;

/// What is added up: long enough for a small publisher, short enough to be about now.
const DAYS: i64 = 28;

pub async fn run(db: &Db, only: Option<SourceId>, now: Millis, as_json: bool) -> Result<Reply> {
    let reports = reports(db, only, now).await?;
    match (only, as_json) {
        (Some(id), true) => println!("{}", serde_json::to_string_pretty(&one_json(db, id, reports.first()).await?)?),
        (None, true) => {
            println!("{}", serde_json::to_string_pretty(&reports.iter().map(Report::json).collect::<Vec<_>>())?);
        }
        (Some(id), false) => one(db, id, reports.first(), now).await?,
        (None, false) => list(&reports),
    }
    Ok(Reply::Done)
}

/// One publisher's last weeks.
struct Report {
    health: SourceHealth,
    sum: DayFigures,
    /// Oldest first.
    days: Vec<DayFigures>,
}

/// The worst first: alarms, then the lowest pass rate, then the most pages.
async fn reports(db: &Db, only: Option<SourceId>, now: Millis) -> Result<Vec<Report>> {
    let mut by_source: HashMap<SourceId, Vec<DayFigures>> = HashMap::new();
    for (id, day) in extraction::days(db, only, day_of(now) - DAYS + 1).await? {
        by_source.entry(id).or_default().push(day);
    }
    let report = |health: SourceHealth| {
        let days = by_source.remove(&health.source.id).unwrap_or_default();
        let mut sum = DayFigures::default();
        days.iter().for_each(|day| sum.add(day));
        Report { health, sum, days }
    };
    let mut reports: Vec<Report> = source::health(db, only).await?.into_iter().map(report).collect();
    reports.sort_by(|a, b| {
        let by_alarms = b.health.alarms.len().cmp(&a.health.alarms.len());
        let rate = |r: &Report| r.sum.pass_rate().unwrap_or(if r.sum.unfetched > 0 { 0.0 } else { 2.0 });
        by_alarms.then(rate(a).total_cmp(&rate(b))).then(b.sum.asked().cmp(&a.sum.asked()))
    });
    Ok(reports)
}

fn list(reports: &[Report]) {
    let (read, unread): (Vec<&Report>, Vec<&Report>) = reports.iter().partition(|r| r.sum.asked() > 0);
    if read.is_empty() {
        println!("no page was read in the last {DAYS} days");
        return;
    }
    let mut table = terminal::table(&[
        "publisher",
        "pages",
        "passed",
        "words",
        "boilerplate",
        "missing",
        "set aside most",
        "alarm",
    ]);
    for report in &read {
        let sum = &report.sum;
        table.add_row(vec![
            report.health.source.facts.slug.clone(),
            sum.asked().to_string(),
            percent(sum.pass_rate()),
            words(sum),
            percent(sum.boilerplate()),
            missing(sum),
            most_refused(sum),
            report.health.alarms.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        ]);
    }
    terminal::print_table(&table);
    if !unread.is_empty() {
        anstream::eprintln!("{} publishers had no page read in the last {DAYS} days", unread.len());
    }
}

async fn one(db: &Db, id: SourceId, report: Option<&Report>, now: Millis) -> Result<()> {
    let Some(report) = report else { return Ok(()) };
    let (facts, sum) = (&report.health.source.facts, &report.sum);
    println!("{}\n{}\n", facts.name, facts.home);
    for alarm in &report.health.alarms {
        let red = anstyle::AnsiColor::Red.on_default().bold();
        let since = report.since(alarm).map(|day| format!(" (since {})", date(day))).unwrap_or_default();
        anstream::println!("{red}alarm{red:#}       {alarm}{since}");
    }
    for (label, value) in [
        ("pages", format!("{} in the last {DAYS} days, {} not fetched", sum.asked(), sum.unfetched)),
        ("passed", percent(sum.pass_rate())),
        ("words", words(sum)),
        ("boilerplate", percent(sum.boilerplate())),
        ("missing", missing(sum)),
    ] {
        println!("{label:<11} {value}");
    }
    if !report.days.is_empty() {
        println!();
        let mut table =
            terminal::table(&["day", "pages", "passed", "words", "boilerplate", "missing", "set aside most"]);
        for day in report.days.iter().rev() {
            table.add_row(vec![
                date(day.day),
                day.asked().to_string(),
                percent(day.pass_rate()),
                words(day),
                percent(day.boilerplate()),
                missing(day),
                most_refused(day),
            ]);
        }
        terminal::print_table(&table);
    }
    let set_aside = article::quarantine(db, Some(id), 500).await?;
    if set_aside.is_empty() {
        println!("\nno article is set aside");
        return Ok(());
    }
    println!();
    print_set_aside(&set_aside, now);
    let slug = &facts.slug;
    println!(
        "\nread them again: coranto fetch --again {slug}\nsee why:         coranto article ADDRESS --why\nreport a page:   coranto fixture ADDRESS"
    );
    Ok(())
}

async fn one_json(db: &Db, id: SourceId, report: Option<&Report>) -> Result<Value> {
    let Some(report) = report else { return Ok(Value::Null) };
    let mut value = report.json();
    value["by_day"] = json!(report.days);
    value["articles_set_aside"] = article::quarantine(db, Some(id), 500).await?.iter().map(set_aside_json).collect();
    Ok(value)
}

impl Report {
    fn json(&self) -> Value {
        let sum = &self.sum;
        let share = |missing: i64| (sum.passed > 0).then(|| missing as f64 / sum.passed as f64);
        json!({
            "publisher": self.health.source.facts.slug,
            "days": DAYS,
            "pages": sum.asked(),
            "unfetched": sum.unfetched,
            "passed": sum.passed,
            "pass_rate": sum.pass_rate(),
            "words": sum.words_and_spread().map(|(mean, spread)| json!({ "mean": mean, "spread": spread })),
            "boilerplate": sum.boilerplate(),
            "missing": {
                "title": share(sum.no_title), "date": share(sum.no_date), "authors": share(sum.no_authors), "image": share(sum.no_image),
            },
            "refused": sum.refused,
            "set_aside": self.health.quarantined,
            "alarms": self.health.alarms.iter().map(|alarm| json!({
                "alarm": alarm, "message": alarm.to_string(), "since": self.since(alarm).map(date),
            })).collect::<Vec<_>>(),
        })
    }

    /// The first of the days in a row on which an alarm was in force.
    fn since(&self, alarm: &Drift) -> Option<i64> {
        let held = |day: &&DayFigures| day.alarms.iter().any(|a| a.is_like(alarm));
        self.days.iter().rev().take_while(held).last().map(|day| day.day)
    }
}

fn date(day: i64) -> String {
    Millis(day.saturating_mul(Millis::DAY)).timestamp().strftime("%Y-%m-%d").to_string()
}

fn percent(share: Option<f64>) -> String {
    share.map(|s| format!("{:.0} %", s * 100.0)).unwrap_or_default()
}

/// "420 ± 180"
fn words(figures: &DayFigures) -> String {
    figures.words_and_spread().map(|(mean, spread)| format!("{mean:.0} ± {spread:.0}")).unwrap_or_default()
}

/// What more than one page in twenty lacks: "dates 40 %, authors 96 %".
fn missing(figures: &DayFigures) -> String {
    let fields = [
        ("titles", figures.no_title),
        ("dates", figures.no_date),
        ("authors", figures.no_authors),
        ("images", figures.no_image),
    ];
    let share = |missing: i64| missing as f64 / figures.passed.max(1) as f64;
    let told = fields.iter().filter(|(_, n)| share(*n) > 0.05);
    told.map(|(name, n)| format!("{name} {:.0} %", share(*n) * 100.0)).collect::<Vec<_>>().join(", ")
}

fn most_refused(figures: &DayFigures) -> String {
    figures.most_refused().map(|(name, count)| format!("{count} × {}", refusal_in_words(name))).unwrap_or_default()
}
