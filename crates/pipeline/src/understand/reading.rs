//! What was placed is read: who and what it is about, who says what, what is to come, which category. Short forms are put to the full names that the other
//! reports of the story have; then it is looked at which names of the story are one subject.
//!
//! What is to be read, and whose names are to be looked at, are rows (`coranto_store::subject`). Reading again replaces what was read, so a kill costs time only.

use super::model::Model;
use super::{MOST_ATTEMPTS, TOGETHER};
use crate::shared::Shared;
use anyhow::Result;
use coranto_about::{About, Article, Known, VERSION};
use coranto_core::about::Told;
use coranto_core::{ArticleId, StoryId};
use coranto_store::subject::{self, Company, Due, Job, Joining, Reading};
use coranto_text::dates::Published;
use std::collections::{BTreeSet, HashMap};

/// Articles that one job of the pool reads.
const A_JOB: usize = 16;
/// Stories whose names are looked at in one go.
const STORIES: i64 = 128;

/// Reads the next articles, if any; false when nothing is to be done.
pub(super) async fn read_next(shared: &Shared, model: &Model) -> Result<bool> {
    if !subject::waits(&shared.db, VERSION).await? {
        return Ok(false);
    }
    let worth = shared.settings.hashtags.worth();
    let jobs = subject::unread(&shared.db, VERSION, TOGETHER).await?;
    if jobs.is_empty() {
        subject::settle(&shared.db, &worth, shared.now()).await?;
    } else {
        let read = complete(shared, read_all(shared, model, jobs).await).await?;
        let readings: Vec<Reading> = read.into_iter().map(Read::reading).collect();
        subject::put(&shared.db, &readings, coranto_about::described, &worth, shared.now()).await?;
    }
    join_names(shared).await?;
    Ok(true)
}

/// An article and what was read of it; nothing where it breaks the program.
#[derive(Clone)]
struct Read {
    job: Job,
    about: Option<About>,
}

async fn read_all(shared: &Shared, model: &Model, jobs: Vec<Job>) -> Vec<Read> {
    let mut jobs = jobs.into_iter().peekable();
    let mut parts = Vec::new();
    while jobs.peek().is_some() {
        let part: Vec<Job> = jobs.by_ref().take(A_JOB).collect();
        parts.push(read_part(shared, model.clone(), part));
    }
    futures_util::future::join_all(parts).await.into_iter().flatten().collect()
}

async fn read_part(shared: &Shared, model: Model, jobs: Vec<Job>) -> Vec<Read> {
    let read = move |jobs: &[Job]| jobs.iter().map(|job| Read::of(job, &model)).collect();
    shared.cpu.run_each(jobs, read, |job| Read { job: job.clone(), about: None }).await
}

impl Read {
    fn of(job: &Job, model: &Model) -> Read {
        let about = (job.attempts < MOST_ATTEMPTS).then(|| read(job, model));
        // What was read stands for the text from here on.
        let said = coranto_core::Article::default();
        Read { job: Job { said, vector: None, ..job.clone() }, about }
    }

    fn reading(self) -> Reading {
        let about = self.about;
        let category = about.as_ref().and_then(|about| about.category.as_ref().ok());
        Reading {
            article: self.job.article,
            asked: self.job.asked,
            version: VERSION,
            lang: self.job.lang,
            topic: category.map(|category| category.topic.slug()),
            subtopic: category.and_then(|category| category.subtopic).map(|subtopic| subtopic.iptc),
            section: about.as_ref().and_then(|about| about.section),
            quotes: about.as_ref().map(|about| about.quotes.clone()).unwrap_or_default(),
            coming: about.as_ref().map(|about| about.coming.clone()).unwrap_or_default(),
            subjects: about.map(|about| about.subjects).unwrap_or_default(),
        }
    }
}

fn read(job: &Job, model: &Model) -> About {
    let body = coranto_page::text_of(&job.said.blocks);
    let text = if body.is_empty() { job.said.summary.clone().unwrap_or_default() } else { body };
    let vector = model.read(job.vector.as_deref(), job.model.as_deref());
    let country = job.country.as_ref().and_then(|code| code.as_bytes().try_into().ok());
    let offset_minutes = job.said.published.and_then(|stamp| stamp.offset_minutes).unwrap_or(0);
    coranto_about::read(&Article {
        title: &job.title,
        text: &text,
        lang: job.lang,
        country,
        published: Published { at: job.published_at, offset_minutes, day_first: None },
        vector: vector.as_ref().map(|vector| vector.values()),
        feed_section: job.feed_section.as_deref(),
        publisher_section: job.said.section.as_deref(),
        categories: &job.said.keywords,
        address: Some(&job.address),
    })
}

/// Puts short forms to the full names of the other reports, of those in the record and of those read just now.
async fn complete(shared: &Shared, read: Vec<Read>) -> Result<Vec<Read>> {
    let is_short = |read: &Read| read.about.as_ref().is_some_and(|about| !about.short.is_empty());
    let stories: BTreeSet<StoryId> =
        read.iter().filter(|read| is_short(read)).filter_map(|read| read.job.story).collect();
    if stories.is_empty() {
        return Ok(read);
    }
    let stories: Vec<StoryId> = stories.into_iter().collect();
    let mut companies = subject::in_stories(&shared.db, &stories).await?;
    for story in stories {
        companies.entry(story).or_default();
    }
    for (read, told) in read.iter().flat_map(|read| subjects(read).iter().map(move |told| (read, told))) {
        if let Some(company) = read.job.story.and_then(|story| companies.get_mut(&story)) {
            company.tell(read.job.article, &told.name, &told.shown, read.job.lang);
        }
    }
    let completed = move |read: &[Read]| read.iter().map(|read| read.clone().complete(&companies)).collect();
    Ok(shared.cpu.run_each(read, completed, Read::clone).await)
}

fn subjects(read: &Read) -> &[Told] {
    read.about.as_ref().map_or(&[], |about| &about.subjects)
}

impl Read {
    fn complete(mut self, companies: &HashMap<StoryId, Company>) -> Read {
        let article: ArticleId = self.job.article;
        if let (Some(about), Some(story)) = (&mut self.about, self.job.story)
            && !about.short.is_empty()
            && let Some(company) = companies.get(&story)
        {
            coranto_about::complete(about, &company.beside(article));
        }
        self
    }
}

/// Looks at the names of all stories into which names came, and joins those that are certainly one subject.
async fn join_names(shared: &Shared) -> Result<()> {
    let worth = shared.settings.hashtags.worth();
    loop {
        let due = subject::joins_due(&shared.db, STORIES).await?;
        if due.is_empty() {
            return Ok(());
        }
        let companies: Vec<Vec<Known>> = due.iter().map(|due: &Due| due.company.all()).collect();
        let look = |companies: &[Vec<Known>]| companies.iter().map(|names| coranto_about::joins(names)).collect();
        let found = shared.cpu.run_each(companies, look, |_| Vec::new()).await;
        let joining = |join: coranto_about::Join| Joining { one: join.one, other: join.other, why: join.why };
        let joins: Vec<Joining> = found.into_iter().flatten().map(joining).collect();
        let joined = subject::settle_joins(&shared.db, &due, &joins, &worth, shared.now()).await?;
        if joined > 0 {
            tracing::debug!(joined, "names are one subject");
        }
    }
}
