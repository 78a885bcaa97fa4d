//! `/{interface}/person|place|organisation/{key}`: what one subject is called, the latest stories about it, what it said, what is said about it, and the coming
//! dates that concern it.

use super::hashtag_page::{feed_path, figures};
use super::listing::ListQuery;
use super::subject_stories::{self, Stories};
use crate::app::App;
use crate::card::{country_link, direction};
use crate::coming::{self, Coming};
use crate::errors::SiteError;
use crate::frame::{Frame, Link, Tab};
use crate::i18n::Interface;
use crate::said::{Quoted, Saying};
use crate::serve::{self, PageKey};
use crate::visible::visible;
use crate::visit::Visit;
use crate::{names, nothing, subject as naming};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use coranto_core::about::SubjectKind;
use coranto_store::subject::{self, Lookup, Subject};

#[derive(Template)]
#[template(path = "subject_page.html")]
struct SubjectPage {
    frame: Frame,
    kind: String,
    name: String,
    figures: Vec<String>,
    hashtag: Option<Link>,
    others: Vec<OtherName>,
    country: Option<Link>,
    place: Option<Coordinates>,
    /// What stands only on the first page of the list.
    first: bool,
    stories: Stories,
    said_title: String,
    said: Vec<Saying>,
    about_title: String,
    about: Vec<Saying>,
    coming: Vec<Coming>,
}

struct OtherName {
    name: String,
    language: String,
    lang: String,
    dir: &'static str,
}

/// Numbers and a link that a reader's own map opens; nobody else is asked for one.
struct Coordinates {
    words: String,
    href: String,
}

/// Few: what was said stands below them on a phone.
const STORIES: u32 = 8;
const OTHER_NAMES: usize = 12;
/// Quotations that are looked through, and shown.
const SAID_ROWS: i64 = 120;
const SAID: usize = 12;
const SAID_ABOUT: usize = 8;
const COMING_ROWS: i64 = 60;
const COMING: usize = 8;

pub async fn person_page(
    app: State<App>,
    visit: Visit,
    Path((_, key)): Path<(String, String)>,
    query: Query<ListQuery>,
) -> Result<Response, SiteError> {
    answer(&app, &visit, SubjectKind::Person, &key, &query).await
}

pub async fn place_page(
    app: State<App>,
    visit: Visit,
    Path((_, key)): Path<(String, String)>,
    query: Query<ListQuery>,
) -> Result<Response, SiteError> {
    answer(&app, &visit, SubjectKind::Place, &key, &query).await
}

pub async fn organisation_page(
    app: State<App>,
    visit: Visit,
    Path((_, key)): Path<(String, String)>,
    query: Query<ListQuery>,
) -> Result<Response, SiteError> {
    answer(&app, &visit, SubjectKind::Organisation, &key, &query).await
}

async fn answer(
    app: &App,
    visit: &Visit,
    kind: SubjectKind,
    key: &str,
    query: &ListQuery,
) -> Result<Response, SiteError> {
    let t = visit.interface;
    let after = query.cursor()?;
    let what = format!("/{}/{key}{}", kind.as_str(), query.canonical(query.all_languages(), after));
    let make = async {
        let subject = match subject::by_key(app.db(), kind, key, app.now()).await? {
            Lookup::Found(subject) => *subject,
            Lookup::Moved(subject) => return Err(moved(app, t, &subject, key).await),
            Lookup::Gone(subject) => return Err(nothing::subject(app, t, kind, key, Some(&subject)).await),
            Lookup::Missing => return Err(nothing::subject(app, t, kind, key, None).await),
        };
        Ok(load(app, t, subject, query).await?.render()?)
    };
    serve::page(app, visit, PageKey { what, interface: t, origin: None }, serve::HTML, make).await
}

/// To what it was joined into; its kind may be another.
async fn moved(app: &App, t: Interface, subject: &Subject, key: &str) -> SiteError {
    match naming::link(subject, t) {
        Some(link) => SiteError::Elsewhere { path: link.href },
        None => nothing::subject(app, t, subject.kind, key, None).await,
    }
}

async fn load(app: &App, t: Interface, subject: Subject, query: &ListQuery) -> Result<SubjectPage, SiteError> {
    let here = naming::page_here(subject.kind, &subject.key).ok_or(SiteError::NotFound)?;
    let name = naming::name(&subject, t);
    let first = query.after.is_none();
    let mut frame = Frame::new(app, t, &here).await?.titled(&name).tab(Tab::Browse);
    if let Some(spelled) = subject.tag(t.lang()) {
        frame = frame.with_feed(&feed_path(spelled), &naming::hash(spelled));
    }
    if !first {
        frame = frame.unindexed();
    }
    let directory = app.directory().await?;
    let (mut said, mut about, mut dates) = (Vec::new(), Vec::new(), Vec::new());
    if first {
        let rows = subject::quotes_by(app.db(), subject.id, SAID_ROWS).await?;
        let mut quoted = Quoted::new(app, &directory, t);
        said = quoted.sayings(&rows, SAID);
        // Its own page says who speaks.
        said.iter_mut().for_each(|saying| saying.speaker = None);
        let rows = subject::quotes_about(app.db(), subject.id, SAID_ROWS).await?;
        about = quoted.sayings(&rows, SAID_ABOUT);
        let rows = subject::coming_about(app.db(), subject.id, app.now(), COMING_ROWS).await?;
        dates = coming::of_reports(app, &directory, &rows, COMING, t);
    }
    Ok(SubjectPage {
        kind: naming::kind(subject.kind, t),
        figures: figures(&subject, t),
        hashtag: naming::hashtag_link(&subject, t),
        others: others(&subject, &name, t),
        country: subject
            .country
            .as_deref()
            .filter(|_| subject.kind == SubjectKind::Place)
            .map(|code| country_link(t, code)),
        place: Coordinates::of(&subject),
        first,
        stories: subject_stories::load(app, t, &subject, &here, STORIES, query).await?,
        said_title: t.of("subject-said", &name),
        said,
        about_title: t.of("subject-said-about", &name),
        about,
        coming: dates,
        name,
        frame,
    })
}

/// Each name once, with its language; what it is called above is not repeated.
fn others(subject: &Subject, shown: &str, t: Interface) -> Vec<OtherName> {
    let mut seen = vec![shown.to_owned()];
    let mut others = Vec::new();
    for (lang, told) in &subject.names {
        let name = visible(told);
        if name.is_empty() || seen.contains(&name) {
            continue;
        }
        seen.push(name.clone());
        let language = names::language(*lang, t);
        others.push(OtherName { name, language, lang: lang.to_string(), dir: direction(Some(*lang)) });
    }
    others.truncate(OTHER_NAMES);
    others
}

impl Coordinates {
    fn of(subject: &Subject) -> Option<Coordinates> {
        let (lat, lon) = (subject.lat?, subject.lon?);
        if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
            return None;
        }
        let side = |value: f32, positive: char, negative: char| {
            format!("{:.2}° {}", value.abs(), if value < 0.0 { negative } else { positive })
        };
        Some(Coordinates {
            words: format!("{}, {}", side(lat, 'N', 'S'), side(lon, 'E', 'W')),
            href: format!("geo:{lat:.4},{lon:.4}"),
        })
    }
}
