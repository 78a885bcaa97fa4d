//! Folds the tables of training/names/make.py into what the program carries: `cargo run -p coranto-names --example make_data -- TABLES crates/names/data`.

use coranto_names::making::{LANGUAGES, Meaning, key, space, stem};
use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::path::Path;

/// Words beyond are not called common.
const COMMON_RANK: usize = 10_000;
/// Of these, what is a name as well is a name: the lists have people's names among the words.
const NAMES_FROM: (usize, usize) = (1_000, 4_000);
const GREAT: u64 = 1_000_000;

#[derive(Default)]
struct Word {
    places: Vec<u16>,
    flags: u64,
    of: Option<[u8; 2]>,
    common: u16,
    /// Those that are so written in small letters too; people.
    not_capitals: Vec<u16>,
    /// The name, in one of our languages, of a country or of a town that all readers know.
    is_great: bool,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [tables, out] = arguments.as_slice() else { panic!("usage: make_data TABLES OUT") };
    let table = |name: &str| {
        let text = std::fs::read_to_string(Path::new(tables).join(name)).unwrap();
        text.lines().map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    let mut words: BTreeMap<String, Word> = BTreeMap::new();

    let mut rows = table("places.tsv");
    rows.sort_by_key(|row| row[0].parse::<u32>().unwrap());
    rows.dedup_by_key(|row| row[0].clone());
    let at: HashMap<&str, u16> = rows.iter().enumerate().map(|(at, row)| (row[0].as_str(), at as u16)).collect();
    assert!(rows.len() < usize::from(u16::MAX));

    let mut shown: HashMap<u16, Vec<(usize, String)>> = HashMap::new();
    for name in table("names.tsv") {
        let Some(&place) = at.get(name[0].as_str()) else { continue };
        if let Some(lang) = LANGUAGES.iter().position(|lang| *lang == name[1]) {
            let shown = shown.entry(place).or_default();
            if !shown.iter().any(|(known, _)| *known == lang)
                && !shown.iter().any(|(known, same)| *known == 0 && *same == name[2])
            {
                shown.push((lang, name[2].clone()));
            }
        }
        let mut put = |key: String| {
            if key.chars().any(char::is_alphabetic) {
                let word = words.entry(key).or_default();
                if name[2].chars().any(char::is_lowercase) || !name[2].chars().any(char::is_uppercase) {
                    word.not_capitals.push(place);
                }
                let row = &rows[usize::from(place)];
                word.is_great |= name[1] != "-" && (row[1] == "C" || row[5].parse::<u64>().unwrap() >= GREAT);
                if !word.places.contains(&place) {
                    word.places.push(place);
                }
            }
        };
        put(key(&name[2]));
        for lang in ["ru", "pl"] {
            put_stems(&name[2], &name[1], lang, &mut put);
        }
    }
    for row in table("people.tsv") {
        let flag = if row[0] == "first" { Meaning::FIRST } else { Meaning::LAST };
        let mut put = |key: String| {
            let word = words.entry(key).or_default();
            word.flags |= flag;
        };
        if key(&row[2]).chars().count() > 1 {
            put(key(&row[2]));
            for lang in ["ru", "pl"] {
                put_stems(&row[2], &row[1], lang, &mut put);
            }
        }
    }
    for (name, flag) in [("organisations.tsv", Meaning::ORGANISATION), ("others.tsv", Meaning::OTHER)] {
        for row in table(name) {
            let mut put = |key: String| words.entry(key).or_default().flags |= flag;
            put(key(&row[0]));
            put_stems(&row[0], "-", "ru", &mut put);
        }
    }
    for row in table("demonyms.tsv") {
        let word = words.entry(key(&row[1])).or_default();
        word.of = row[0].as_bytes().try_into().ok();
    }
    for row in table("common.tsv") {
        let lang = LANGUAGES.iter().position(|lang| *lang == row[0]).unwrap();
        let rank = row[1].parse::<usize>().unwrap();
        if rank > COMMON_RANK || key(&row[2]).is_empty() {
            continue;
        }
        let word = words.entry(key(&row[2])).or_default();
        let is_name = word.flags & Meaning::FIRST != 0 && rank > NAMES_FROM.0
            || word.flags & Meaning::LAST != 0 && rank > NAMES_FROM.1;
        let is_place = word.places.iter().any(|at| rows[usize::from(*at)][5].parse::<u64>().unwrap() > 100_000)
            && rank > NAMES_FROM.1;
        if !is_name && !is_place && word.flags & Meaning::ORGANISATION == 0 {
            word.common |= 1 << lang;
        }
    }

    let population = |at: u16| {
        let row = &rows[usize::from(at)];
        (row[1] == "C", row[5].parse::<u64>().unwrap())
    };
    let mut of_name: Vec<u16> = Vec::new();
    let mut known: HashMap<Vec<u16>, u32> = HashMap::new();
    let mut builder = fst::MapBuilder::memory();
    for (key, word) in &mut words {
        let places = (!word.places.is_empty()).then(|| {
            word.places.sort_by_key(|at| std::cmp::Reverse(population(*at)));
            word.places.truncate(40);
            *known.entry(word.places.clone()).or_insert_with(|| {
                let start = of_name.len() as u32;
                of_name.push(word.places.len() as u16);
                of_name.extend(&word.places);
                start
            })
        });
        let capitals = word.places.first().is_some_and(|largest| !word.not_capitals.contains(largest));
        let capitals = if capitals { Meaning::CAPITALS } else { 0 };
        // The lists are of what is said in films, and there people go to Paris.
        let common = if word.is_great { 0 } else { word.common };
        builder.insert(key, Meaning::new(places, word.flags | capitals, word.of, common).0).unwrap();
    }
    assert!(of_name.len() < (1 << 20) - 1);

    let (mut table, mut names) = (Vec::new(), Vec::new());
    for (at, row) in rows.iter().enumerate() {
        let degrees = |field: &str| field.parse::<f32>().unwrap_or(f32::NAN).to_bits().to_le_bytes();
        let country: [u8; 2] = row[2].as_bytes().try_into().unwrap_or(*b"--");
        table.extend(row[0].parse::<u32>().unwrap().to_le_bytes());
        table.extend([row[1].as_bytes()[0], u8::from(row[7] == "1")]);
        table.extend(country);
        table.extend(degrees(&row[3]));
        table.extend(degrees(&row[4]));
        table.extend(u32::try_from(row[5].parse::<u64>().unwrap()).unwrap().to_le_bytes());
        table.extend((names.len() as u32).to_le_bytes());
        table.extend(row[6].parse::<u32>().unwrap().to_le_bytes());
        let mut shown = shown.remove(&(at as u16)).unwrap_or_default();
        shown.sort();
        for (lang, name) in shown {
            names.extend([lang as u8, name.len() as u8]);
            names.extend(name.as_bytes());
        }
        names.push(u8::MAX);
    }
    let write = |name: &str, bytes: &[u8]| {
        println!("{name}: {} bytes", bytes.len());
        std::fs::File::create(Path::new(out).join(name)).unwrap().write_all(bytes).unwrap();
    };
    println!("{} words, {} places", words.len(), rows.len());
    write("words.fst", &builder.into_inner().unwrap());
    write("places.bin", &table);
    write("of_name.bin", &of_name.iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<_>>());
    write("names.bin", &names);
}

/// The name by the stems of its words, in the space of its language: names of that language, and untagged ones of its script.
fn put_stems(name: &str, of: &str, lang: &str, put: &mut impl FnMut(String)) {
    let is_cyrillic = name.chars().any(|c| ('а'..='я').contains(&c.to_lowercase().next().unwrap_or(c)));
    if of == lang || lang == "ru" && of == "-" && is_cyrillic {
        let stems: Vec<String> = key(name).split(' ').map(|word| stem(word, lang).to_owned()).collect();
        put(format!("{}{}", space(lang).unwrap(), stems.join(" ")));
    }
}
