//! The places that a report names, and how far those of two reports are the same: two look-alikes happen in two places, and an event's place is named alike in every language.

use coranto_core::Lang;
use coranto_names::{GeoId, Kind, place, places_and_peoples};
use serde::{Deserialize, Serialize};

/// Of a text's places these are looked at: what comes late is background.
const MOST: usize = 16;
const LEAD_BYTES: usize = 1_200;

/// A place that a report names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Spot {
    /// In the gazetteer; zero for a country.
    pub id: u32,
    pub country: [u8; 2],
    /// The region it lies in; zero for countries and regions.
    pub region: u32,
    pub kind: Size,
    pub in_title: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Size {
    Country,
    Region,
    Town,
}

/// What the places of two reports say: each number is `None` where one of the two names no place.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Spots {
    /// Of how much both speak, by country, 0 to 1.
    pub countries: Option<f32>,
    /// How many towns and regions both name.
    pub shared: Option<f32>,
    /// The share of its places that have nothing to do with the other's, of the report that has the lesser share, 0 to 1.
    pub apart: Option<f32>,
    /// How many of the two name in their title a place that has nothing to do with any of the other's.
    pub titles_apart: Option<f32>,
}

pub(super) fn spots(title: &str, lead: &str, lang: Option<Lang>) -> Vec<Spot> {
    let mut found: Vec<Spot> = Vec::new();
    let lead = super::sketch::beginning(lead, LEAD_BYTES);
    // In one text, so that each helps to tell which places the others are.
    let text = format!("{title}\n\n{lead}");
    let (named, of_people) = places_and_peoples(&text, lang, None);
    let named = named.into_iter().filter_map(|mention| {
        let place = mention.candidates.first()?.id;
        spot(place, mention.range.start < title.len())
    });
    let of_people = of_people.into_iter().map(|people| country_spot(people.country, people.range.start < title.len()));
    for spot in named.chain(of_people) {
        if let Some(known) = found.iter_mut().find(|known| known.id == spot.id && known.country == spot.country) {
            known.in_title |= spot.in_title;
        } else if found.len() < MOST {
            found.push(spot);
        }
    }
    found
}

fn country_spot(country: [u8; 2], in_title: bool) -> Spot {
    Spot { id: 0, country, region: 0, kind: Size::Country, in_title }
}

fn spot(id: GeoId, in_title: bool) -> Option<Spot> {
    let place = place(id)?;
    let kind = match place.kind {
        Kind::Country => return Some(country_spot(place.country?, in_title)),
        Kind::Region => Size::Region,
        Kind::Town => Size::Town,
        // A continent or a sea: too large to tell events apart.
        Kind::Area => return None,
    };
    Some(Spot { id: id.0, country: place.country?, region: place.region.map_or(0, |region| region.0), kind, in_title })
}

impl Spot {
    /// One may be where the other is.
    fn fits(&self, other: &Spot) -> bool {
        let same_country = self.country == other.country;
        match (self.kind, other.kind) {
            (Size::Country, _) | (_, Size::Country) => same_country,
            _ if self.id == other.id => true,
            (Size::Region, Size::Town) => other.region == self.id,
            (Size::Town, Size::Region) => self.region == other.id,
            (Size::Town, Size::Town) => self.region != 0 && self.region == other.region,
            (Size::Region, Size::Region) => false,
        }
    }

    fn strength(&self) -> f32 {
        if self.in_title { 2.0 } else { 1.0 }
    }
}

pub(super) fn compare(a: &[Spot], b: &[Spot]) -> Spots {
    if a.is_empty() || b.is_empty() {
        return Spots::default();
    }
    let fits = |one: &Spot, others: &[Spot]| others.iter().any(|other| one.fits(other));
    let foreign = |these: &[Spot], others: &[Spot]| {
        let all: f32 = these.iter().map(Spot::strength).sum();
        these.iter().filter(|spot| !fits(spot, others)).map(Spot::strength).sum::<f32>() / all
    };
    let title_apart = |these: &[Spot], others: &[Spot]| {
        let mut named = these.iter().filter(|spot| spot.in_title).peekable();
        named.peek().is_some() && named.all(|spot| !fits(spot, others))
    };
    let shared = a.iter().filter(|x| x.kind != Size::Country && b.iter().any(|y| x.id == y.id)).count();
    Spots {
        countries: Some(countries(a, b)),
        shared: Some(shared as f32),
        apart: Some(foreign(a, b).min(foreign(b, a))),
        titles_apart: Some(f32::from(u8::from(title_apart(a, b)) + u8::from(title_apart(b, a)))),
    }
}

fn countries(a: &[Spot], b: &[Spot]) -> f32 {
    let share = |spots: &[Spot], country: [u8; 2]| {
        let all: f32 = spots.iter().map(Spot::strength).sum();
        spots.iter().filter(|spot| spot.country == country).map(Spot::strength).sum::<f32>() / all
    };
    let mut known: Vec<[u8; 2]> = a.iter().map(|spot| spot.country).collect();
    known.sort_unstable();
    known.dedup();
    known.into_iter().map(|country| share(a, country).min(share(b, country))).sum()
}
