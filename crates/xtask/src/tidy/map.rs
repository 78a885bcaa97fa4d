//! Who may depend on whom: the map of ARCHITECTURE.md as a test.

use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The rooms by floor, lowest first. A room may use rooms of lower floors only.
const FLOORS: &[&[&str]] = &[
    &["core"],
    &["text", "trees", "encode", "store", "fetch", "assist", "world"],
    &["feed", "page", "names", "topics", "index"],
    &["story", "about"],
    &["eval", "pipeline", "site"],
    &["coranto", "xtask"],
];

/// Rooms that only compute: data in, decisions out.
const PURE: &[&str] = &["core", "feed", "page", "text", "trees", "encode", "story", "names", "topics", "about"];
const NOT_IN_PURE_ROOMS: &[&str] = &["tokio", "sqlx", "reqwest", "hyper", "axum"];

/// Each of these has one door.
const DOORS: &[(&str, &[&str])] = &[
    ("sqlx", &["store", "index"]),
    ("reqwest", &["fetch", "assist"]),
    ("hyper", &["fetch", "assist", "site", "world"]),
    ("askama", &["site"]),
];

/// What the floors alone would allow, now or after a change of them, and must not be: (room, never reaches, reason).
const APART: &[(&str, &[&str], &str)] = &[(
    "site",
    &["fetch", "page", "feed", "pipeline"],
    "a reader's click must not start work on the network; the site enqueues and reads",
)];

/// One crate with what its own manifest asks for. Development dependencies are not looked at: tests may use what they like.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Room {
    pub name: String,
    pub rooms: BTreeSet<String>,
    pub crates: BTreeSet<String>,
}

pub(super) fn rooms(repository: &Path) -> Result<Vec<Room>> {
    let mut rooms = Vec::new();
    let folder = repository.join("crates");
    for entry in std::fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let entry = entry?;
        let manifest = entry.path().join("Cargo.toml");
        let Ok(text) = std::fs::read_to_string(&manifest) else { continue };
        let name = entry.file_name().to_string_lossy().into_owned();
        rooms.push(room(&name, &text).with_context(|| format!("{} cannot be understood", manifest.display()))?);
    }
    rooms.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(rooms)
}

fn room(name: &str, manifest: &str) -> Result<Room> {
    let manifest: toml::Table = manifest.parse()?;
    let mut asked = BTreeSet::new();
    let mut tables = vec![&manifest];
    // [target.'cfg(…)'.dependencies] count too.
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    tables.extend(targets.into_iter().flat_map(toml::Table::values).filter_map(toml::Value::as_table));
    for table in tables {
        for kind in ["dependencies", "build-dependencies"] {
            let Some(dependencies) = table.get(kind).and_then(toml::Value::as_table) else { continue };
            for (key, value) in dependencies {
                let renamed = value.get("package").and_then(toml::Value::as_str);
                asked.insert(renamed.unwrap_or(key).to_owned());
            }
        }
    }
    let (rooms, crates): (BTreeSet<_>, BTreeSet<_>) = asked.into_iter().partition(|name| name.starts_with("coranto"));
    let rooms = rooms.iter().map(|room| room.trim_start_matches("coranto-").to_owned()).collect();
    Ok(Room { name: name.to_owned(), rooms, crates })
}

pub(super) fn downwards_only(rooms: &[Room]) -> Vec<String> {
    let floor = |name: &str| FLOORS.iter().position(|floor| floor.contains(&name));
    let mut findings = Vec::new();
    for room in rooms {
        let Some(own) = floor(&room.name) else {
            findings.push(format!(
                "crates/{}: not on the map; give it a floor in crates/xtask/src/tidy/map.rs and a line in ARCHITECTURE.md",
                room.name
            ));
            continue;
        };
        for used in &room.rooms {
            if floor(used).is_none_or(|used| used >= own) {
                findings
                    .push(format!("crates/{}: may not depend on `{used}`; dependencies run downwards only", room.name));
            }
        }
    }
    findings
}

pub(super) fn pure_rooms_stay_pure(rooms: &[Room]) -> Vec<String> {
    let is_pure = |room: &&Room| PURE.contains(&room.name.as_str());
    let banned = rooms.iter().filter(is_pure).flat_map(|room| {
        let names = reachable_crates(rooms, &room.name);
        let banned: Vec<_> = NOT_IN_PURE_ROOMS.iter().filter(|name| names.contains(**name)).collect();
        banned.into_iter().map(move |name| {
            format!("crates/{}: a pure room knows nothing of `{name}`; data in, decisions out", room.name)
        })
    });
    banned.collect()
}

pub(super) fn one_door_each(rooms: &[Room]) -> Vec<String> {
    let mut findings = Vec::new();
    for (name, doors) in DOORS {
        for room in rooms.iter().filter(|room| room.crates.contains(*name) && !doors.contains(&room.name.as_str())) {
            findings.push(format!("crates/{}: only {} may name `{name}`", room.name, doors.join(" and ")));
        }
    }
    findings
}

pub(super) fn kept_apart(rooms: &[Room]) -> Vec<String> {
    let mut findings = Vec::new();
    for (room, never, reason) in APART {
        let reached = reachable_rooms(rooms, room);
        for other in never.iter().filter(|other| reached.contains(**other)) {
            findings.push(format!("crates/{room}: must never reach `{other}`: {reason}"));
        }
    }
    findings
}

fn reachable_rooms(rooms: &[Room], from: &str) -> BTreeSet<String> {
    let by_name: BTreeMap<&str, &Room> = rooms.iter().map(|room| (room.name.as_str(), room)).collect();
    let mut reached = BTreeSet::new();
    let mut open = vec![from.to_owned()];
    while let Some(name) = open.pop() {
        if let Some(room) = by_name.get(name.as_str()) {
            open.extend(room.rooms.iter().filter(|used| !reached.contains(*used)).cloned());
            reached.extend(room.rooms.iter().cloned());
        }
    }
    reached
}

fn reachable_crates(rooms: &[Room], from: &str) -> BTreeSet<String> {
    let mut reached = reachable_rooms(rooms, from);
    reached.insert(from.to_owned());
    rooms.iter().filter(|room| reached.contains(&room.name)).flat_map(|room| room.crates.iter().cloned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house(rooms: &[(&str, &str)]) -> Vec<Room> {
        rooms
            .iter()
            .map(|(name, dependencies)| room(name, &format!("[dependencies]\n{dependencies}")).unwrap())
            .collect()
    }

    #[test]
    fn a_manifest_is_read_with_its_renames_and_targets_and_without_its_tests() {
        let read = room(
            "site",
            "[dependencies]\ncoranto-core.workspace = true\nweb = { package = \"reqwest\", version = \"1\" }\n[dev-dependencies]\nsqlx = \"1\"\n[target.'cfg(unix)'.dependencies]\ntokio = \"1\"",
        );
        let read = read.unwrap();
        assert_eq!(read.rooms, BTreeSet::from(["core".to_owned()]));
        assert_eq!(read.crates, BTreeSet::from(["reqwest".to_owned(), "tokio".to_owned()]));
    }

    #[test]
    fn a_dependency_upwards_or_sideways_is_found() {
        let rooms = house(&[
            ("core", "coranto-text.workspace = true"),
            ("store", "coranto-fetch.workspace = true"),
            ("coranto", "coranto-site.workspace = true"),
            ("attic", ""),
        ]);
        let findings = downwards_only(&rooms);
        assert_eq!(findings.len(), 3, "{findings:?}");
        assert!(findings.iter().any(|f| f.starts_with("crates/attic: not on the map")));
        assert!(
            findings.contains(&"crates/core: may not depend on `text`; dependencies run downwards only".to_owned())
        );
    }

    #[test]
    fn an_impure_room_is_found_even_behind_another() {
        let rooms =
            house(&[("feed", "coranto-core.workspace = true"), ("core", "tokio = \"1\""), ("store", "tokio = \"1\"")]);
        let findings = pure_rooms_stay_pure(&rooms);
        assert_eq!(findings.len(), 2, "{findings:?}");
        assert!(findings[0].starts_with("crates/feed: a pure room knows nothing of `tokio`"));
    }

    #[test]
    fn a_second_door_is_found() {
        let rooms = house(&[("store", "sqlx = \"1\""), ("site", "sqlx = \"1\""), ("pipeline", "reqwest = \"1\"")]);
        let findings = one_door_each(&rooms);
        assert_eq!(
            findings,
            [
                "crates/site: only store and index may name `sqlx`",
                "crates/pipeline: only fetch and assist may name `reqwest`"
            ]
        );
    }

    #[test]
    fn what_must_stay_apart_is_found_through_others() {
        let rooms = house(&[
            ("site", "coranto-helper.workspace = true"),
            ("helper", "coranto-page.workspace = true"),
            ("page", ""),
        ]);
        let findings = kept_apart(&rooms);
        assert_eq!(findings.len(), 1);
        assert!(findings[0].starts_with("crates/site: must never reach `page`"));
    }
}
