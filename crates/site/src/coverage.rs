//! How widely a story is reported, in words: outlets, independent texts, countries. Stands with every headline that stands for a story.

use crate::app::Directory;
use crate::card::Publisher;
use crate::i18n::Interface;
use coranto_core::{SourceId, StoryKey};
use coranto_store::story::Story;

#[derive(Debug, Clone)]
pub struct Coverage {
    /// The story's page.
    pub href: String,
    /// "12 outlets"; "3 reports" where one outlet wrote them all.
    pub outlets: String,
    /// "2 independent texts"
    pub texts: String,
    /// None where no country is known.
    pub countries: Option<String>,
    /// "2 languages", where there are several.
    pub languages: Option<String>,
    /// Who reports it beside the one whose headline stands above, the first to write first.
    pub also: Vec<Publisher>,
    /// "and 9 more"
    pub more: Option<String>,
}

/// Names of publishers under a headline, at most.
const NAMED: usize = 3;

impl Coverage {
    /// None for a story of one report: that is an article.
    pub fn of(directory: &Directory, story: &Story, lead: SourceId, t: Interface) -> Option<Coverage> {
        if story.articles < 2 {
            return None;
        }
        let others: Vec<SourceId> = story.outlets.iter().copied().filter(|source| *source != lead).collect();
        let known = others.iter().filter_map(|source| directory.facts(*source));
        let also: Vec<Publisher> = known.take(NAMED).map(|facts| Publisher::new(Some(facts), t)).collect();
        let more = i64::try_from(others.len().saturating_sub(also.len())).unwrap_or(i64::MAX);
        let outlets = i64::try_from(story.outlets.len()).unwrap_or(i64::MAX);
        let several = |key: &str, count: usize, from: usize| {
            (count >= from).then(|| t.count(key, i64::try_from(count).unwrap_or(i64::MAX)))
        };
        Some(Coverage {
            href: story_path(t, &story.key),
            outlets: if outlets > 1 { t.count("outlets", outlets) } else { t.count("reports", story.articles) },
            texts: t.count("independent-texts", story.texts),
            countries: several("countries", story.countries.len(), 1),
            languages: several("languages", story.langs.iter().filter(|count| count.lang.is_some()).count(), 2),
            also,
            more: (more > 0).then(|| t.count("and-more", more)),
        })
    }
}

pub fn story_path(t: Interface, key: &StoryKey) -> String {
    format!("/{}/story/{key}", t.code())
}
