//! What a subject is by its names: how it is shown in which language, where it is, which hashtags lead to it.

use super::name::Listed;
use crate::db::{Tx, tx};
use crate::value::{json, parse, rows};
use crate::{Result, value};
use coranto_core::Lang;
use coranto_core::about::{Place, fold_tag};
use sqlx::AssertSqlSafe;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Hashtags of one subject, at most.
const MOST_TAGS: usize = 64;

/// One of its names.
#[derive(Debug, Clone)]
pub(super) struct Named {
    /// None before it has a row.
    pub name: Option<i64>,
    pub shown: String,
    pub lang: Option<Lang>,
    pub tag: Option<String>,
    pub listed: Option<Listed>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Composed {
    pub shown: String,
    pub names: Vec<(Lang, String)>,
    pub place: Option<Place>,
    /// Hashtags it could have, the best first.
    pub tags: Vec<Candidate>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    /// The name that brings it.
    name: Option<i64>,
    lang: Option<Lang>,
    tag: String,
}

impl Composed {
    /// Of its names, its own or the eldest first: what an earlier one says counts.
    pub fn of(named: &[Named]) -> Composed {
        let mut all = Composed::default();
        for one in named {
            let listed = one.listed.iter().flat_map(|listed| &listed.names);
            if all.shown.is_empty() {
                let english = listed.clone().find(|(lang, ..)| *lang == Lang::EN);
                let known = english.or_else(|| listed.clone().next()).map(|(_, name, _)| name);
                all.shown.clone_from(known.unwrap_or(&one.shown));
            }
            for (lang, name, tag) in listed {
                all.add(*lang, name);
                all.tags.extend(tag.clone().map(|tag| Candidate { name: one.name, lang: Some(*lang), tag }));
            }
            // Where a list knows the names, what a text calls it is chance.
            if let Some(lang) = one.lang.filter(|_| one.listed.is_none()) {
                all.add(lang, &one.shown);
            }
            all.tags.extend(one.tag.clone().map(|tag| Candidate { name: one.name, lang: one.lang, tag }));
            all.place = all.place.or_else(|| one.listed.as_ref().and_then(|listed| listed.place.clone()));
        }
        all.tags.retain(|candidate| !fold_tag(&candidate.tag).is_empty());
        all.tags.truncate(MOST_TAGS);
        all
    }

    fn add(&mut self, lang: Lang, name: &str) {
        if !self.names.iter().any(|(of, _)| *of == lang) {
            self.names.push((lang, name.to_owned()));
        }
    }
}

/// Writes anew what these subjects are by their names. Those that are or were worth a page get the hashtags that are free.
pub(super) async fn compose(t: &mut Tx, subjects: &BTreeSet<i64>) -> Result<()> {
    let named = named(t, subjects).await?;
    let mut rows_of = Vec::new();
    let mut candidates: Vec<(i64, i64, Composed)> = Vec::new();
    for (subject, of) in named {
        let composed = Composed::of(&of.names);
        if of.worthy {
            candidates.push((of.articles, subject, composed.clone()));
        }
        rows_of.push((subject, composed));
    }
    // Of those that come at once, the one that is told of most comes first.
    candidates.sort_by_key(|(articles, subject, _)| (std::cmp::Reverse(*articles), *subject));
    let candidates: Vec<(i64, Composed)> = candidates.into_iter().map(|(_, subject, of)| (subject, of)).collect();
    let tags = give(t, &candidates).await?;
    #[derive(serde::Serialize)]
    struct Row {
        id: i64,
        shown: String,
        names: String,
        tags: String,
        lat: Option<f32>,
        lon: Option<f32>,
        country: Option<String>,
    }
    let row = |(id, composed): (i64, Composed)| Row {
        id,
        names: json(&composed.names),
        tags: json(tags.get(&id).map_or(&[][..], Vec::as_slice)),
        lat: composed.place.as_ref().map(|place| place.lat),
        lon: composed.place.as_ref().map(|place| place.lon),
        country: composed.place.and_then(|place| place.country),
        shown: composed.shown,
    };
    let columns = [
        ("id", "bigint"),
        ("shown", "text"),
        ("names", "text"),
        ("tags", "text"),
        ("lat", "double precision"),
        ("lon", "double precision"),
        ("country", "text"),
    ];
    let rows = rows(t.engine(), &columns);
    let sql = format!(
        "UPDATE subject SET shown = v.shown, names = v.names, tags = v.tags, lat = v.lat, lon = v.lon, country = v.country
        FROM {rows} WHERE subject.id = v.id"
    );
    let written = json(&rows_of.into_iter().map(row).collect::<Vec<_>>());
    tx!(t, c => sqlx::query(AssertSqlSafe(sql)).bind(written).execute(c).await.map(drop)?);
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    subject_id: i64,
    id: i64,
    worthy: bool,
    articles: i64,
    shown: String,
    lang: Option<String>,
    tag: Option<String>,
    described: Option<String>,
}

/// A subject as it stands.
struct Of {
    /// It is or was worth a page.
    worthy: bool,
    articles: i64,
    /// Its own first.
    names: Vec<Named>,
}

async fn named(t: &mut Tx, subjects: &BTreeSet<i64>) -> Result<BTreeMap<i64, Of>> {
    let ids = value::ids(subjects.iter().copied());
    let rows = rows(t.engine(), &[("id", "bigint")]);
    let sql = format!(
        "SELECT n.subject_id, n.id, s.worth_until IS NOT NULL AS worthy, s.articles, n.shown, n.lang, n.tag, n.described
        FROM {rows} JOIN subject s ON s.id = v.id JOIN subject_name n ON n.subject_id = v.id
        ORDER BY n.subject_id, CASE WHEN n.id = n.subject_id THEN 0 ELSE 1 END, n.id"
    );
    let found: Vec<Row> = tx!(t, c => sqlx::query_as(AssertSqlSafe(sql)).bind(ids).fetch_all(c).await?);
    let mut named: BTreeMap<i64, Of> = BTreeMap::new();
    for row in found {
        let listed = row.described.map(|text| parse("subject_name", row.id, &text)).transpose()?;
        let lang = row.lang.as_deref().and_then(Lang::parse);
        let new = || Of { worthy: row.worthy, articles: row.articles, names: Vec::new() };
        named.entry(row.subject_id).or_insert_with(new).names.push(Named {
            name: Some(row.id),
            shown: row.shown,
            lang,
            tag: row.tag,
            listed,
        });
    }
    Ok(named)
}

type Tags = Vec<(Option<Lang>, String)>;

/// Gives each of these subjects the hashtags that nobody has, and says which it has then. Where others have all that it could have, a place is told by
/// its country as well.
async fn give(t: &mut Tx, all: &[(i64, Composed)]) -> Result<HashMap<i64, Tags>> {
    let mut holders = holders(t, all.iter().map(|(_, composed)| composed)).await?;
    let mut tags: HashMap<i64, Tags> = HashMap::new();
    let mut given = Vec::new();
    for (subject, composed) in all {
        let mut own = Tags::new();
        let mut take = |candidate: &Candidate, own: &mut Tags| {
            let Some(name) = candidate.name else { return };
            let folded = fold_tag(&candidate.tag);
            let holder = *holders.entry(folded.clone()).or_insert_with(|| {
                let lang = candidate.lang.map(|lang| lang.to_string());
                given.push(Given { folded, spelled: candidate.tag.clone(), lang, name, subject: *subject });
                *subject
            });
            if holder == *subject && !own.iter().any(|(of, _)| *of == candidate.lang) {
                own.push((candidate.lang, candidate.tag.clone()));
            }
        };
        composed.tags.iter().for_each(|candidate| take(candidate, &mut own));
        if own.is_empty() {
            composed.with_country().iter().for_each(|candidate| take(candidate, &mut own));
        }
        tags.insert(*subject, own);
    }
    insert(t, &given).await?;
    Ok(tags)
}

impl Composed {
    fn with_country(&self) -> Vec<Candidate> {
        let country = self.place.as_ref().and_then(|place| place.country.as_deref());
        let Some(country) = country.filter(|country| !country.is_empty()) else { return Vec::new() };
        let longer = |one: &Candidate| Candidate { tag: format!("{}{country}", one.tag), ..one.clone() };
        self.tags.iter().map(longer).collect()
    }
}

/// Who has the hashtags that these could have.
async fn holders(t: &mut Tx, all: impl Iterator<Item = &Composed>) -> Result<HashMap<String, i64>> {
    #[derive(serde::Serialize)]
    struct Tag {
        folded: String,
    }
    let tags = all.flat_map(|composed| composed.tags.iter().cloned().chain(composed.with_country()));
    let folded: BTreeSet<String> = tags.map(|candidate| fold_tag(&candidate.tag)).collect();
    let folded = json(&folded.into_iter().map(|folded| Tag { folded }).collect::<Vec<_>>());
    let rows = rows(t.engine(), &[("folded", "text")]);
    let sql = format!("SELECT h.folded, h.subject_id FROM {rows} JOIN hashtag h ON h.folded = v.folded");
    let found: Vec<(String, i64)> = tx!(t, c => sqlx::query_as(AssertSqlSafe(sql)).bind(folded).fetch_all(c).await?);
    Ok(found.into_iter().collect())
}

#[derive(serde::Serialize)]
struct Given {
    folded: String,
    spelled: String,
    lang: Option<String>,
    name: i64,
    subject: i64,
}

async fn insert(t: &mut Tx, given: &[Given]) -> Result<()> {
    let columns =
        [("folded", "text"), ("spelled", "text"), ("lang", "text"), ("name", "bigint"), ("subject", "bigint")];
    let rows = rows(t.engine(), &columns);
    let sql = format!(
        "INSERT INTO hashtag (folded, spelled, lang, name_id, subject_id) SELECT v.folded, v.spelled, v.lang, v.name, v.subject FROM {rows}
        WHERE TRUE ON CONFLICT (folded) DO NOTHING"
    );
    if !given.is_empty() {
        tx!(t, c => sqlx::query(AssertSqlSafe(sql)).bind(json(given)).execute(c).await.map(drop)?);
    }
    Ok(())
}
