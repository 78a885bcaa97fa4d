//! What a list, or the gazetteer, knows of a form.

use crate::listed;
use crate::tag::tag;
use coranto_core::Lang;
use coranto_core::about::{Described, Form, Place, SubjectKind};
use coranto_names::{GeoId, place};

/// Of a form that stands in a list ("geo:…", "org:…", "concept:…"); none of any other.
pub fn described(form: &Form) -> Option<Described> {
    match form.form.strip_prefix("geo:").filter(|_| form.kind == SubjectKind::Place) {
        Some(id) => of_place(id.parse().ok()?),
        None => of_list(form),
    }
}

fn of_place(id: u32) -> Option<Described> {
    let place = place(GeoId(id))?;
    let country = place.country.and_then(|code| String::from_utf8(code.to_vec()).ok());
    Some(Described {
        names: place.names().filter_map(|(lang, name)| named(lang, name)).collect(),
        place: place.lat.zip(place.lon).map(|(lat, lon)| Place { lat, lon, country }),
    })
}

fn of_list(form: &Form) -> Option<Described> {
    let entry = listed::entry(form)?;
    let mut names: Vec<_> = entry
        .names
        .iter()
        .filter(|(lang, _)| *lang != "*")
        .filter_map(|(lang, names)| named(lang, names.first()?.words))
        .collect();
    if !names.iter().any(|(lang, ..)| *lang == Lang::EN) {
        names.extend(entry.name("en").and_then(|name| named("en", name)));
    }
    Some(Described { names, place: None })
}

fn named(lang: &str, name: &str) -> Option<(Lang, String, Option<String>)> {
    Some((Lang::parse(lang)?, name.to_owned(), tag(name)))
}
