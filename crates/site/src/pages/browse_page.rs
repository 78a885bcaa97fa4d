//! `/{interface}/browse`: the doors to every list, with how much lies behind each.

use super::article_about::once;
use super::category_page;
use crate::app::App;
use crate::card::{country_link, language_link, section_link};
use crate::errors::SiteError;
use crate::frame::{Frame, Link, Tab};
use crate::serve::{self, PageKey};
use crate::subject as naming;
use crate::visit::Visit;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use coranto_core::about::SubjectKind;
use coranto_core::source::SECTIONS;

#[derive(Template)]
#[template(path = "browse_page.html")]
struct BrowsePage {
    frame: Frame,
    doors: Vec<Door>,
}

/// One list of lists.
struct Door {
    title: String,
    links: Vec<Link>,
}

/// The most covered of each kind.
const MOST: usize = 12;

pub async fn browse_page(State(app): State<App>, visit: Visit) -> Result<Response, SiteError> {
    let t = visit.interface;
    let key = PageKey { what: "/browse".to_owned(), interface: t, origin: None };
    let make = async {
        let shelves = app.shelves().await?;
        let counted = |link: Link, count: i64| Link { count, ..link };
        let mut sections: Vec<(usize, Link)> = shelves
            .sections
            .iter()
            .filter_map(|(slug, n)| {
                let place = SECTIONS.iter().position(|known| known == slug)?;
                Some((place, counted(section_link(t, slug), *n)))
            })
            .collect();
        sections.sort_by_key(|(place, _)| *place);
        let languages: Vec<Link> = shelves.languages.iter().map(|(l, n)| counted(language_link(t, *l), *n)).collect();
        let countries: Vec<Link> = shelves.countries.iter().map(|(c, n)| counted(country_link(t, c), *n)).collect();
        let worthy = app.worthy().await?;
        let of_kind = |kind: SubjectKind| {
            let found = worthy.iter().filter(|subject| subject.kind == kind);
            found.filter_map(|subject| naming::page_link(subject, t)).take(MOST).collect::<Vec<_>>()
        };
        let tags = once(worthy.iter().filter_map(|subject| naming::hashtag_link(subject, t)), MOST);
        let doors = [
            ("browse-sections", sections.into_iter().map(|(_, link)| link).collect()),
            ("browse-categories", category_page::links(&shelves, t)),
            ("hashtags", tags),
            ("browse-people", of_kind(SubjectKind::Person)),
            ("browse-places", of_kind(SubjectKind::Place)),
            ("browse-organisations", of_kind(SubjectKind::Organisation)),
            ("browse-languages", most_first(languages)),
            ("browse-countries", most_first(countries)),
        ];
        let doors = doors.into_iter().filter(|(_, links): &(_, Vec<Link>)| !links.is_empty());
        let page = BrowsePage {
            frame: Frame::new(&app, t, "/browse").await?.titled(&t.say("browse-title")).tab(Tab::Browse),
            doors: doors.map(|(title, links)| Door { title: t.say(title), links }).collect(),
        };
        Ok(page.render()?)
    };
    serve::page(&app, &visit, key, serve::HTML, make).await
}

fn most_first(mut links: Vec<Link>) -> Vec<Link> {
    links.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    links
}
