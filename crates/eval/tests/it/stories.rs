//! Stories and what is offered beside them, on news of our own: events told in ten languages, each with one that looks like it, and the made-up world.
//! Whoever makes the placing better raises the floors.

use coranto_encode::{Encoder, Vector};
use coranto_eval::stories::set::{self, Stream};
use coranto_eval::stories::{encoded, languages, related, run, score, world};
use coranto_story::place::Settings;
use std::path::Path;

#[derive(Debug)]
struct Measured {
    f1: f64,
    /// Of pairs in two languages.
    across: f64,
    precision_at_3: f64,
    same_story_found: f64,
}

fn measure(stream: &Stream, with_vectors: bool) -> Measured {
    let vectors: Vec<Option<Vector>> = if with_vectors {
        encoded(&Encoder::bundled().expect("the model in the program opens"), stream)
    } else {
        vec![None; stream.documents.len()]
    };
    let settings = Settings::default();
    let groups = run::group(stream, &settings, &vectors).stories;
    let across = languages::pairs(stream, |a, b| groups[a] == groups[b]);
    let beside = related::score(stream, &related::answers(stream, &settings, &vectors));
    let measured = Measured {
        f1: score::of(stream, &groups).f1,
        across: languages::all(&across).f1(),
        precision_at_3: beside.precision,
        same_story_found: beside.recall,
    };
    println!("{} with vectors {with_vectors}: {measured:?}", stream.name);
    measured
}

fn ten_languages() -> Stream {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/languages");
    let mut stream = set::open(&folder).unwrap().remove(0);
    stream.name = "languages".to_owned();
    stream
}

#[test]
fn events_told_in_ten_languages_are_one_story_each() {
    let stream = ten_languages();
    let pairs = languages::pairs(&stream, |_, _| false);
    let (count, kinds) = (languages::all(&pairs).missed, pairs.len());
    assert!(count >= 300 && kinds >= 10, "{count} pairs of {kinds} kinds are too few to tell");
    let measured = measure(&stream, true);
    assert!(measured.f1 >= 0.98, "{measured:?}");
    assert!(measured.across >= 0.98, "{measured:?}");
    assert!(measured.precision_at_3 >= 0.98 && measured.same_story_found >= 0.97, "{measured:?}");
}

#[test]
fn the_made_up_world_is_placed_as_well_as_it_was() {
    let stream = world::stream();
    let with_vectors = measure(&stream, true);
    assert!(with_vectors.f1 >= 0.80 && with_vectors.across >= 0.74, "{with_vectors:?}");
    assert!(with_vectors.precision_at_3 >= 0.90 && with_vectors.same_story_found >= 0.67, "{with_vectors:?}");
    let by_words = measure(&stream, false);
    assert!(by_words.f1 >= 0.58, "{by_words:?}");
}
