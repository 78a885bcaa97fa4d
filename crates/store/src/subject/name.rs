//! The names that readings tell: known ones are found, new ones become subjects of their own.

use super::compose::{Composed, Named};
use crate::db::{Tx, tx};
use crate::value::{clean, json, rows};
use crate::{Result, value};
use coranto_core::about::{Described, Form, SubjectKind, fold_tag};
use coranto_core::{Lang, id};
use sqlx::AssertSqlSafe;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Numbers that are tried for an address that another subject has, before a longer one that nobody has.
const NUMBERS: std::ops::RangeInclusive<u32> = 2..=9;

/// Where a name stands now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct At {
    pub name: i64,
    pub subject: i64,
}

/// A name as the articles of this hour tell it.
#[derive(Debug, Clone)]
pub(super) struct Telling {
    pub shown: String,
    pub tag: Option<String>,
    pub lang: Option<Lang>,
    pub times: u32,
}

/// Finds all these names, and makes those that are not there. Adds to `changed` the subjects of names of which a list knows something else by now.
pub(super) async fn names(
    t: &mut Tx,
    told: &BTreeMap<Form, Telling>,
    version: i64,
    describe: fn(&Form) -> Option<Described>,
    changed: &mut BTreeSet<i64>,
) -> Result<HashMap<Form, At>> {
    let mut found: HashMap<Form, At> = HashMap::with_capacity(told.len());
    for row in known(t, told).await? {
        let Some(kind) = SubjectKind::parse(&row.kind) else { continue };
        let form = Form { kind, form: row.form };
        if row.read_by < version {
            describe_again(t, row.id, describe(&form).as_ref(), version).await?;
            changed.insert(row.subject_id);
        }
        found.insert(form, At { name: row.id, subject: row.subject_id });
    }
    let new: Vec<New> = told
        .iter()
        .filter(|(form, _)| !found.contains_key(form))
        .map(|(form, telling)| New::of(form, telling, describe(form)))
        .collect();
    if !new.is_empty() {
        found.extend(insert(t, new, version).await?);
    }
    Ok(found)
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    subject_id: i64,
    kind: String,
    form: String,
    read_by: i64,
}

async fn known(t: &mut Tx, told: &BTreeMap<Form, Telling>) -> Result<Vec<Row>> {
    #[derive(serde::Serialize)]
    struct Wanted<'a> {
        kind: &'a str,
        form: &'a str,
    }
    let wanted: Vec<Wanted> = told.keys().map(|f| Wanted { kind: f.kind.as_str(), form: &f.form }).collect();
    let rows = rows(t.engine(), &[("kind", "text"), ("form", "text")]);
    let sql = format!(
        "SELECT n.id, n.subject_id, n.kind, n.form, n.read_by FROM {rows} JOIN subject_name n ON n.kind = v.kind AND n.form = v.form"
    );
    Ok(tx!(t, c => sqlx::query_as(AssertSqlSafe(sql)).bind(json(&wanted)).fetch_all(c).await?))
}

async fn describe_again(t: &mut Tx, name: i64, described: Option<&Described>, version: i64) -> Result<()> {
    const Q: &str = "UPDATE subject_name SET described = $2, read_by = $3 WHERE id = $1";
    let described = described.map(|described| json(&Listed::of(described)));
    tx!(t, c => sqlx::query(Q).bind(name).bind(described).bind(version).execute(c).await.map(drop)?);
    Ok(())
}

/// What a list knows of a name, as it is stored.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Listed {
    pub names: Vec<(Lang, String, Option<String>)>,
    pub place: Option<coranto_core::about::Place>,
}

impl Listed {
    fn of(described: &Described) -> Listed {
        let place = described.place.clone().filter(|place| place.lat.is_finite() && place.lon.is_finite());
        Listed { names: described.names.clone(), place }
    }
}

struct New {
    form: Form,
    telling: Telling,
    described: Option<Listed>,
    composed: Composed,
    key: String,
}

impl New {
    fn of(form: &Form, telling: &Telling, described: Option<Described>) -> New {
        let described = described.as_ref().map(Listed::of);
        let named = Named {
            name: None,
            shown: telling.shown.clone(),
            lang: telling.lang,
            tag: telling.tag.clone(),
            listed: described.clone(),
        };
        New {
            form: form.clone(),
            telling: telling.clone(),
            described,
            composed: Composed::of(&[named]),
            key: String::new(),
        }
    }
}

/// Each becomes a subject of its own, with an address that no other has.
async fn insert(t: &mut Tx, mut new: Vec<New>, version: i64) -> Result<HashMap<Form, At>> {
    addresses(t, &mut new).await?;
    let subjects = insert_subjects(t, &new).await?;
    #[derive(serde::Serialize)]
    struct NameRow<'a> {
        id: i64,
        kind: &'a str,
        form: &'a str,
        shown: &'a str,
        lang: Option<&'a str>,
        tag: Option<&'a str>,
        described: Option<String>,
    }
    let mut at = HashMap::with_capacity(new.len());
    let mut names = Vec::with_capacity(new.len());
    for one in &new {
        let kind = one.form.kind.as_str();
        let Some(id) = subjects.get(&(kind.to_owned(), one.key.clone())).copied() else { continue };
        at.insert(one.form.clone(), At { name: id, subject: id });
        names.push(NameRow {
            id,
            kind,
            form: &one.form.form,
            shown: &one.telling.shown,
            lang: one.telling.lang.as_ref().map(Lang::as_str),
            tag: one.telling.tag.as_deref().filter(|tag| !fold_tag(tag).is_empty()),
            described: one.described.as_ref().map(json),
        });
    }
    let columns = [
        ("id", "bigint"),
        ("kind", "text"),
        ("form", "text"),
        ("shown", "text"),
        ("lang", "text"),
        ("tag", "text"),
        ("described", "text"),
    ];
    let rows = rows(t.engine(), &columns);
    let sql = format!(
        "INSERT INTO subject_name (id, kind, form, shown, lang, tag, described, read_by, subject_id, fixed)
        SELECT v.id, v.kind, v.form, v.shown, v.lang, v.tag, v.described, $2, v.id, FALSE FROM {rows}"
    );
    tx!(t, c => sqlx::query(AssertSqlSafe(sql)).bind(json(&names)).bind(version).execute(c).await.map(drop)?);
    Ok(at)
}

/// The name as an address, with a number where others have it.
async fn addresses(t: &mut Tx, new: &mut [New]) -> Result<()> {
    let plain = taken(t, new.iter().map(|one| (one.form.kind, one.keys().into_iter().take(1)))).await?;
    let is_taken = |taken: &HashSet<(String, String)>, one: &New, key: &String| {
        taken.contains(&(one.form.kind.as_str().to_owned(), key.clone()))
    };
    let others = new.iter().filter(|one| one.keys().first().is_none_or(|key| is_taken(&plain, one, key)));
    let mut taken = taken(t, others.map(|one| (one.form.kind, one.keys().into_iter()))).await?;
    taken.extend(plain);
    for one in new {
        // Should none be free, which takes two names with one hash, the subject is not made.
        one.key = one.keys().into_iter().find(|key| !is_taken(&taken, one, key)).unwrap_or_default();
        taken.insert((one.form.kind.as_str().to_owned(), one.key.clone()));
    }
    Ok(())
}

impl New {
    /// Addresses it could have, the best first.
    fn keys(&self) -> Vec<String> {
        let base = id::slug(&self.composed.shown);
        let hash = value::stable_hash(&self.form.form).cast_unsigned();
        if base.is_empty() {
            return vec![format!("{hash:016x}")];
        }
        let numbered = NUMBERS.map(|number| format!("{base}-{number}"));
        let mut keys = vec![base.clone()];
        keys.extend(numbered.chain([format!("{base}-{hash:016x}")]));
        keys
    }
}

/// Which of these addresses others have.
async fn taken<I: Iterator<Item = String>>(
    t: &mut Tx,
    wanted: impl Iterator<Item = (SubjectKind, I)>,
) -> Result<HashSet<(String, String)>> {
    #[derive(serde::Serialize)]
    struct Wanted {
        kind: &'static str,
        key: String,
    }
    let wanted: Vec<Wanted> =
        wanted.flat_map(|(kind, keys)| keys.map(move |key| Wanted { kind: kind.as_str(), key })).collect();
    let rows = rows(t.engine(), &[("kind", "text"), ("key", "text")]);
    let sql = format!("SELECT s.kind, s.key FROM {rows} JOIN subject s ON s.kind = v.kind AND s.key = v.key");
    let found: Vec<(String, String)> =
        tx!(t, c => sqlx::query_as(AssertSqlSafe(sql)).bind(json(&wanted)).fetch_all(c).await?);
    Ok(found.into_iter().collect())
}

async fn insert_subjects(t: &mut Tx, new: &[New]) -> Result<HashMap<(String, String), i64>> {
    #[derive(serde::Serialize)]
    struct Row<'a> {
        kind: &'a str,
        key: &'a str,
        shown: &'a str,
        names: String,
        lat: Option<f32>,
        lon: Option<f32>,
        country: Option<&'a str>,
    }
    let subjects: Vec<Row> = new
        .iter()
        .map(|one| Row {
            kind: one.form.kind.as_str(),
            key: &one.key,
            shown: &one.composed.shown,
            names: json(&one.composed.names),
            lat: one.composed.place.as_ref().map(|place| place.lat),
            lon: one.composed.place.as_ref().map(|place| place.lon),
            country: one.composed.place.as_ref().and_then(|place| place.country.as_deref()),
        })
        .collect();
    let columns = [
        ("kind", "text"),
        ("key", "text"),
        ("shown", "text"),
        ("names", "text"),
        ("lat", "double precision"),
        ("lon", "double precision"),
        ("country", "text"),
    ];
    let rows = rows(t.engine(), &columns);
    let sql = format!(
        "INSERT INTO subject (kind, key, shown, names, tags, lat, lon, country, articles, owners, last_at, stale)
        SELECT v.kind, v.key, v.shown, v.names, '[]', v.lat, v.lon, v.country, 0, 0, 0, 0 FROM {rows} WHERE v.key <> ''
        ON CONFLICT (kind, key) DO NOTHING RETURNING id, kind, key"
    );
    let ids: Vec<(i64, String, String)> =
        tx!(t, c => sqlx::query_as(AssertSqlSafe(sql)).bind(json(&subjects)).fetch_all(c).await?);
    Ok(ids.into_iter().map(|(id, kind, key)| ((kind, key), id)).collect())
}

/// A form as it is stored and looked up again.
pub(super) fn stored(form: &Form) -> Form {
    Form { kind: form.kind, form: clean(&form.form).into_owned() }
}
