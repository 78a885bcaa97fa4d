//! The hashtags of a stream: its articles put into stories, read, their short names completed and their names joined as the record does it.

use super::WORTH;
use crate::stories::run::group;
use crate::stories::set::{Document, Stream};
use coranto_about::{About, Article, Known, complete, joins, read};
use coranto_core::about::{Form, SubjectKind};
use coranto_core::{Lang, Millis, NameId, SubjectId};
use coranto_story::place::{Settings, StoryId};
use coranto_text::dates::Published;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What the hashtags of a stream are.
#[derive(Debug, Default)]
pub struct Found {
    pub articles: usize,
    /// Of three or more publishers.
    pub stories: usize,
    /// The headlines of those of them that have no hashtag worth a page.
    pub without: Vec<Vec<String>>,
    /// The most frequent first.
    pub tags: Vec<Tag>,
    /// By id, the weightiest first.
    pub of_article: BTreeMap<String, Vec<String>>,
}

#[derive(Debug)]
pub struct Tag {
    pub spelled: String,
    pub kind: SubjectKind,
    pub articles: usize,
    pub owners: usize,
    pub worthy: bool,
}

impl Found {
    /// Of the stories of three or more publishers, those that have one.
    pub fn share(&self) -> f64 {
        1.0 - self.without.len() as f64 / self.stories.max(1) as f64
    }
}

pub fn of(stream: &Stream) -> Found {
    let stories = group(stream, &Settings::default(), &[]).stories;
    let mut abouts: Vec<About> = stream.documents.iter().map(|document| read(&article(document))).collect();
    let mut of_story: BTreeMap<StoryId, Vec<usize>> = BTreeMap::new();
    for (at, story) in stories.iter().enumerate() {
        of_story.entry(*story).or_default().push(at);
    }
    let mut names = Names::default();
    for members in of_story.values() {
        let known = names.known(members.iter().map(|at| (&abouts[*at], stream.documents[*at].lang())));
        members.iter().for_each(|at| complete(&mut abouts[*at], &known));
        for join in joins(&known) {
            names.join(join.one, join.other);
        }
    }
    count(stream, &abouts, &of_story, &mut names)
}

/// A headline with its lead or text, as the pipeline hands it over.
fn article(document: &Document) -> Article<'_> {
    let at = document.published().unwrap_or(Millis(0));
    let lang = document.lang().or_else(|| coranto_text::detect(document.title(), None));
    let published = Published { at, offset_minutes: 0, day_first: None };
    Article { published, ..Article::of(document.title(), text(document), lang) }
}

/// The whole text before the lead: what is read here is what is published.
fn text(document: &Document) -> &str {
    document.text.as_deref().filter(|text| !text.trim().is_empty()).unwrap_or(document.lead())
}

/// Every name of the stream by number, and which of them are one subject.
#[derive(Default)]
struct Names {
    numbers: HashMap<Form, usize>,
    /// The subject of a name, by the number of another of its names, or its own.
    of: Vec<usize>,
}

impl Names {
    fn number(&mut self, form: &Form) -> usize {
        *self.numbers.entry(form.clone()).or_insert_with(|| {
            self.of.push(self.of.len());
            self.of.len() - 1
        })
    }

    fn subject(&self, mut name: usize) -> usize {
        while self.of[name] != name {
            name = self.of[name];
        }
        name
    }

    fn join(&mut self, one: NameId, other: NameId) {
        let [one, other] = [one, other].map(|name| self.subject(usize::try_from(name.0).unwrap_or_default()));
        self.of[one.max(other)] = one.min(other);
    }

    fn known<'a>(&mut self, story: impl Iterator<Item = (&'a About, Option<Lang>)>) -> Vec<Known> {
        let mut known: BTreeMap<usize, Known> = BTreeMap::new();
        for (about, lang) in story {
            for told in &about.subjects {
                let number = self.number(&told.name);
                let one = known.entry(number).or_insert_with(|| Known {
                    name: NameId(number as i64),
                    subject: SubjectId(self.subject(number) as i64),
                    form: told.name.clone(),
                    shown: told.shown.clone(),
                    lang,
                    articles: 0,
                });
                one.articles += 1;
            }
        }
        known.into_values().collect()
    }
}

/// What is counted of a subject.
#[derive(Default)]
struct Count {
    kind: Option<SubjectKind>,
    /// How often each spelling was used.
    spelled: BTreeMap<String, usize>,
    articles: Vec<(Millis, usize)>,
}

fn count(stream: &Stream, abouts: &[About], of_story: &BTreeMap<StoryId, Vec<usize>>, names: &mut Names) -> Found {
    let mut counts: HashMap<usize, Count> = HashMap::new();
    let mut found = Found { articles: abouts.len(), ..Found::default() };
    // One publisher's headline that comes again is no second article.
    let mut seen: HashSet<(&str, &str)> = HashSet::new();
    for (at, (document, about)) in stream.documents.iter().zip(abouts).enumerate() {
        let tags = about.subjects.iter().filter_map(|told| told.tag.clone()).collect();
        found.of_article.insert(document.id.clone(), tags);
        if !seen.insert((owner(document), document.title())) {
            continue;
        }
        for told in &about.subjects {
            let Some(tag) = &told.tag else { continue };
            let number = names.number(&told.name);
            let count = counts.entry(names.subject(number)).or_default();
            count.kind.get_or_insert(told.name.kind);
            *count.spelled.entry(tag.clone()).or_default() += 1;
            if count.articles.last().is_none_or(|last| last.1 != at) {
                count.articles.push((document.published().unwrap_or(Millis(0)), at));
            }
        }
    }
    let worthy: HashSet<usize> =
        counts.iter().filter(|(_, count)| is_worthy(stream, count)).map(|(subject, _)| *subject).collect();
    for members in of_story.values() {
        let owners: BTreeSet<&str> = members.iter().map(|at| owner(&stream.documents[*at])).collect();
        if owners.len() < 3 {
            continue;
        }
        found.stories += 1;
        let mut told = members.iter().flat_map(|at| &abouts[*at].subjects).filter(|told| told.tag.is_some());
        if !told.any(|told| worthy.contains(&names.subject(names.numbers[&told.name]))) {
            found.without.push(members.iter().map(|at| stream.documents[*at].title().to_owned()).collect());
        }
    }
    found.tags = counts.iter().filter_map(|(subject, count)| tag(stream, count, worthy.contains(subject))).collect();
    found.tags.sort_by(|a, b| (b.articles, &a.spelled).cmp(&(a.articles, &b.spelled)));
    found
}

fn owner(document: &Document) -> &str {
    document.publisher.as_deref().unwrap_or(&document.id)
}

fn is_worthy(stream: &Stream, count: &Count) -> bool {
    let mut articles = count.articles.clone();
    articles.sort_by_key(|(at, _)| std::cmp::Reverse(at.0));
    WORTH.until(articles.iter().map(|(at, document)| (*at, owner(&stream.documents[*document])))).is_some()
}

fn tag(stream: &Stream, count: &Count, worthy: bool) -> Option<Tag> {
    let spelled = count.spelled.iter().max_by_key(|(_, times)| **times)?.0.clone();
    let owners: BTreeSet<&str> = count.articles.iter().map(|(_, at)| owner(&stream.documents[*at])).collect();
    Some(Tag { spelled, kind: count.kind?, articles: count.articles.len(), owners: owners.len(), worthy })
}
