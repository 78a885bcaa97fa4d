//! Which of the places of that name: by what else the text speaks of.

use super::find::Found;
use super::stands::Surroundings;
use super::{Candidate, GeoId, PlaceMention};
use crate::lexicon::{Row, key, row};
use crate::token::{Gap, Tokens};

/// A text's first places tell as much as all of them.
const MOST_NEIGHBOURS: usize = 24;
const MOST_CANDIDATES: usize = 6;
const NEAR_KM: f32 = 300.0;
/// Two orders of magnitude of people, or one and the country.
const SURE_BY: f32 = 1.2;

pub(super) fn resolve(
    tokens: &Tokens,
    standing: &[Found],
    around: &Surroundings,
    near: Option<[u8; 2]>,
) -> Vec<PlaceMention> {
    let mut mentions = Vec::with_capacity(standing.len());
    for (number, found) in standing.iter().enumerate() {
        let within = standing
            .get(number + 1)
            .filter(|next| next.first == found.end && tokens.list[next.first].gap == Gap::Comma);
        let written = (found.first..found.end).map(|at| tokens.folded(at)).collect::<Vec<_>>().join(" ");
        let rows = found.meaning.places().filter_map(row);
        let mut candidates: Vec<(Row, f32)> =
            rows.map(|row| (row, likely(&row, around, near, within, &written))).collect();
        candidates.sort_by(|a, b| b.1.total_cmp(&a.1));
        candidates.truncate(MOST_CANDIDATES);
        mentions.push(candidates);
    }
    let clear: Vec<Row> =
        mentions.iter().filter(|c| is_sure(c) && c[0].0.kind != b'C').map(|c| c[0].0).take(MOST_NEIGHBOURS).collect();
    for candidates in mentions.iter_mut().filter(|c| !is_sure(c)) {
        for (row, score) in candidates.iter_mut() {
            let neighbours =
                clear.iter().filter(|other| other.id != row.id && distance_km(row, other) < NEAR_KM).count();
            *score += 0.8 * neighbours.min(2) as f32;
        }
        candidates.sort_by(|a, b| b.1.total_cmp(&a.1));
    }
    let mentions = standing.iter().zip(mentions).filter(|(_, candidates)| !candidates.is_empty());
    mentions
        .map(|(found, candidates)| PlaceMention {
            range: found.range.clone(),
            sure: is_sure(&candidates),
            candidates: candidates.iter().map(|(row, score)| Candidate { id: GeoId(row.id), score: *score }).collect(),
        })
        .collect()
}

fn likely(row: &Row, around: &Surroundings, near: Option<[u8; 2]>, within: Option<&Found>, written: &str) -> f32 {
    let people = (row.population.max(1) as f32).log10();
    let kind = match row.kind {
        b'C' => 2.2,
        b'A' => 8.0,
        // A town that has its region's name is meant more often than the region.
        b'R' => -0.7,
        // It stands for its country's government.
        _ if row.is_capital => 1.0,
        _ => 0.0,
    };
    let own_country = row.kind == b'C';
    let spoken_of = if own_country { 0 } else { around.countries.get(&row.country).copied().unwrap_or(0) };
    let spoken_of = if spoken_of == 0 { 0.0 } else { 1.5 + 0.4 * spoken_of.min(4) as f32 };
    let published = if !own_country && near == Some(row.country) { 1.0 } else { 0.0 };
    let lies_in = within.is_some_and(|within| {
        within
            .meaning
            .places()
            .filter_map(crate::lexicon::row)
            .any(|of| of.id != row.id && (of.kind == b'C' && of.country == row.country || of.id == row.region))
    });
    // "Mexico" is the country: the town's name is Mexico City, if others leave that away.
    let called_so = row.names().any(|(of, name)| (of == "en" || of == around.code()) && key(name) == written);
    people + kind + if called_so { 1.0 } else { 0.0 } + spoken_of + published + if lies_in { 6.0 } else { 0.0 }
}

fn is_sure(candidates: &[(Row, f32)]) -> bool {
    match candidates {
        [] => false,
        [_] => true,
        [first, second, ..] => first.1 - second.1 >= SURE_BY || same_spot(&first.0, &second.0),
    }
}

/// A town or a country, and the region of that name in it.
fn same_spot(a: &Row, b: &Row) -> bool {
    a.region == b.id || b.region == a.id || a.country == b.country && (a.kind == b'C' || b.kind == b'C')
}

fn distance_km(a: &Row, b: &Row) -> f32 {
    let (Some(a_lat), Some(a_lon), Some(b_lat), Some(b_lon)) = (a.lat, a.lon, b.lat, b.lon) else { return f32::MAX };
    let (lat, lon) = (
        a_lat - b_lat,
        ((a_lon - b_lon + 540.0).rem_euclid(360.0) - 180.0) * ((a_lat + b_lat) / 2.0).to_radians().cos(),
    );
    111.2 * lat.hypot(lon)
}
