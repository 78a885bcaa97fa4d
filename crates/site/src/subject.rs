//! What a subject is called here and where its pages are: its hashtag in the interface's spelling, its own page where its kind has one.

use crate::card::encoded;
use crate::frame::Link;
use crate::i18n::Interface;
use crate::visible::visible;
use coranto_core::about::SubjectKind;
use coranto_store::subject::Subject;

/// The kinds that have a page of their own beside their hashtag's.
pub const PAGED: [SubjectKind; 3] = [SubjectKind::Person, SubjectKind::Place, SubjectKind::Organisation];

/// Its name in the interface's language, else as it is best known.
pub fn name(subject: &Subject, t: Interface) -> String {
    visible(subject.name(t.lang()))
}

/// "#Port_Ember"
pub fn hash(spelled: &str) -> String {
    format!("#{}", visible(spelled))
}

/// Without the interface.
pub fn hashtag_here(spelled: &str) -> String {
    format!("/hashtag/{}", encoded(spelled))
}

/// Without the interface; none for a kind that has only its hashtag.
pub fn page_here(kind: SubjectKind, key: &str) -> Option<String> {
    PAGED.contains(&kind).then(|| format!("/{}/{}", kind.as_str(), encoded(key)))
}

/// Its own page; none for a kind that has only its hashtag.
pub fn page_link(subject: &Subject, t: Interface) -> Option<Link> {
    let here = page_here(subject.kind, &subject.key)?;
    Some(Link { count: subject.articles, ..Link::new(name(subject, t), format!("/{}{here}", t.code())) })
}

/// Its hashtag's page: "#Port_Ember"; none for what can be no hashtag.
pub fn hashtag_link(subject: &Subject, t: Interface) -> Option<Link> {
    let spelled = subject.tag(t.lang())?;
    let href = format!("/{}{}", t.code(), hashtag_here(spelled));
    Some(Link { count: subject.articles, ..Link::new(hash(spelled), href) })
}

/// Where more is to be read about it.
pub fn link(subject: &Subject, t: Interface) -> Option<Link> {
    let named = || hashtag_link(subject, t).map(|link| Link { name: name(subject, t), ..link });
    page_link(subject, t).or_else(named)
}

/// "Person"
pub fn kind(kind: SubjectKind, t: Interface) -> String {
    t.say(&format!("subject-{}", kind.as_str()))
}
