//! One report as the story room sees it: its sketch, its vector, the fingerprint of its text.

use super::MOST_ATTEMPTS;
use super::model::Model;
use coranto_core::{Article, ArticleId, Lang, Millis, SourceId};
use coranto_encode::Vector;
use coranto_store::story::Job;
use coranto_story::copies::Fingerprint;
use coranto_story::place::{Report, Sketch};

/// A text with fewer words says less than the summary before it.
const WORDS: u32 = 40;

#[derive(Debug, Clone)]
pub(crate) struct Understood {
    pub article: ArticleId,
    pub asked: i64,
    pub source: SourceId,
    pub title: String,
    pub lang: Option<Lang>,
    pub published: Millis,
    pub sketch: Sketch,
    /// None for a text too short to compare.
    pub fingerprint: Option<Fingerprint>,
    /// It broke the program before, or just now.
    pub broken: bool,
}

/// In their order.
pub(crate) fn understand(jobs: &[Job], model: &Model) -> Vec<Understood> {
    let texts: Vec<(String, String)> = jobs.iter().map(|job| title_and_lead(&job.title, &job.said)).collect();
    let mut vectors = model.encode(&texts).into_iter();
    let both = jobs.iter().zip(texts);
    both.map(|(job, (title, lead))| Understood::of(job, &title, &lead, vectors.next())).collect()
}

impl Understood {
    fn of(job: &Job, title: &str, lead: &str, vector: Option<Vector>) -> Understood {
        if job.attempts >= MOST_ATTEMPTS {
            return Understood::broken(job);
        }
        let body = coranto_page::text_of(&job.said.blocks);
        Understood {
            sketch: sketch(job, title, lead, vector),
            fingerprint: Fingerprint::of(&body, job.lang).ok(),
            broken: false,
            ..Understood::broken(job)
        }
    }

    /// Placed by nothing.
    pub fn broken(job: &Job) -> Understood {
        Understood {
            article: job.article,
            asked: job.asked,
            source: job.source,
            title: job.title.clone(),
            lang: job.lang,
            published: job.published_at,
            sketch: sketch(job, "", "", None),
            fingerprint: None,
            broken: true,
        }
    }
}

fn sketch(job: &Job, title: &str, lead: &str, vector: Option<Vector>) -> Sketch {
    let report = Report {
        key: job.key.number(),
        owner: &job.owner,
        published: Some(job.published_at),
        lang: job.lang,
        title,
        lead,
    };
    Sketch::of(&report, vector)
}

/// The beginning of the text, or what the publisher says of it where there is none.
pub(crate) fn title_and_lead(title: &str, said: &Article) -> (String, String) {
    let text = coranto_page::text_of(&said.blocks);
    let lead = match &said.summary {
        Some(summary) if said.words < WORDS => format!("{summary} {text}"),
        _ => text,
    };
    (title.to_owned(), lead)
}
