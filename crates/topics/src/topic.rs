//! The seventeen topics at the top of IPTC Media Topics, and those below them.

use crate::subtopics::SUBTOPICS;

/// In the order of IPTC's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Topic {
    /// Arts, culture, entertainment and media.
    Arts,
    /// Crime, law and justice.
    Crime,
    /// Disaster, accident and emergency incident.
    Disaster,
    /// Economy, business and finance.
    Economy,
    Education,
    Environment,
    Health,
    HumanInterest,
    Labour,
    /// Lifestyle and leisure.
    Lifestyle,
    Politics,
    Religion,
    /// Science and technology.
    Science,
    Society,
    Sport,
    /// Conflict, war and peace.
    Conflict,
    Weather,
}

/// A topic of the second level. The list is closed: [`Topic::subtopics`].
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Subtopic {
    pub topic: Topic,
    /// The number in `medtop:20000002`.
    pub iptc: u32,
    /// IPTC's, in American English.
    pub name: &'static str,
}

impl Topic {
    pub const ALL: [Topic; 17] = [
        Topic::Arts,
        Topic::Crime,
        Topic::Disaster,
        Topic::Economy,
        Topic::Education,
        Topic::Environment,
        Topic::Health,
        Topic::HumanInterest,
        Topic::Labour,
        Topic::Lifestyle,
        Topic::Politics,
        Topic::Religion,
        Topic::Science,
        Topic::Society,
        Topic::Sport,
        Topic::Conflict,
        Topic::Weather,
    ];

    /// For addresses, records and messages; never changes.
    pub fn slug(self) -> &'static str {
        match self {
            Topic::Arts => "arts",
            Topic::Crime => "crime",
            Topic::Disaster => "disaster",
            Topic::Economy => "economy",
            Topic::Education => "education",
            Topic::Environment => "environment",
            Topic::Health => "health",
            Topic::HumanInterest => "human-interest",
            Topic::Labour => "labour",
            Topic::Lifestyle => "lifestyle",
            Topic::Politics => "politics",
            Topic::Religion => "religion",
            Topic::Science => "science",
            Topic::Society => "society",
            Topic::Sport => "sport",
            Topic::Conflict => "conflict",
            Topic::Weather => "weather",
        }
    }

    pub fn parse(slug: &str) -> Option<Topic> {
        Topic::ALL.into_iter().find(|topic| topic.slug() == slug)
    }

    /// The number in `medtop:01000000`.
    pub fn iptc(self) -> u32 {
        (self as u32 + 1) * 1_000_000
    }

    pub fn subtopics(self) -> impl Iterator<Item = &'static Subtopic> {
        SUBTOPICS.iter().filter(move |sub| sub.topic == self)
    }
}

impl Subtopic {
    pub fn parse(iptc: u32) -> Option<&'static Subtopic> {
        SUBTOPICS.iter().find(|sub| sub.iptc == iptc)
    }
}
