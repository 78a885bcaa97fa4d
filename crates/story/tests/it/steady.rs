//! The same stream gives the same stories: twice, in another order within a minute, and with the program stopped anywhere.

use coranto_core::{Lang, Millis};
use coranto_story::place::{Kept, Report, Settings, Sketch, Stories, StoryId, links_from_bytes, links_to_bytes};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Made-up news: `event` and `angle` choose the words, so that reports of one event overlap and those of two events do not quite.
fn report(number: u64, event: usize, angle: usize, minute: i64) -> (Millis, Sketch) {
    const EVENTS: [(&str, &str, &str); 8] = [
        (
            "Lindmar harbour bridge",
            "closed after crack in pier",
            "Divers found the crack in the third pier on Monday; 12,000 commuters take the ferry now.",
        ),
        (
            "Kessel grain ferry",
            "runs aground in fog",
            "The ferry Morning Star lies on a sandbank off Kessel with 40 lorries of barley aboard.",
        ),
        (
            "Port Amara hospital",
            "strike over night shifts",
            "Nurses in Port Amara walked out at dawn and ask for two more hands on every ward.",
        ),
        (
            "Veldring tram depot",
            "burns for nine hours",
            "Firefighters saved eleven trams from the burning depot; the roof of the old hall fell in.",
        ),
        (
            "Tallow Hill dam",
            "opened to spare villages",
            "Engineers let water from the Tallow reservoir after a week of rain in the valley.",
        ),
        (
            "Ostra chess prodigy",
            "wins title at thirteen",
            "Ilya Marn beat the champion in the last round and cried when the hall stood up.",
        ),
        (
            "Brennick bank",
            "raises interest to four percent",
            "The central bank of Brennick fears prices will climb, its governor Sofia Rehn said.",
        ),
        (
            "Quell islands election",
            "goes to a second round",
            "No candidate reached half of the votes in Quell; Dunmore and Asari meet again in June.",
        ),
    ];
    const ANGLES: [&str; 4] = ["officials say", "what we know", "residents react", "in pictures"];
    let (subject, what, lead) = EVENTS[event % 8];
    let title = format!("{subject} {what}: {}", ANGLES[angle % 4]);
    let at = Millis(minute * 60_000);
    let report = Report {
        key: number + 1,
        owner: &format!("owner {}", number % 5),
        published: Some(at),
        lang: Some(Lang::EN),
        title: &title,
        lead,
    };
    (at, Sketch::of(&report, None))
}

fn stream(raw: &[(usize, usize)]) -> Vec<(Millis, Vec<Sketch>)> {
    let mut minutes: BTreeMap<Millis, Vec<Sketch>> = BTreeMap::new();
    for (number, (event, angle)) in raw.iter().enumerate() {
        // Three reports a minute.
        let (at, sketch) = report(number as u64, *event, *angle, number as i64 / 3);
        minutes.entry(at).or_default().push(sketch);
    }
    minutes.into_iter().collect()
}

/// Story by report, with every move applied.
#[derive(Debug, Default, PartialEq)]
struct Record {
    stories: BTreeMap<u64, StoryId>,
    kept: Vec<(Sketch, Millis, Vec<u8>)>,
}

impl Record {
    fn step(&mut self, stories: &mut Stories, at: Millis, reports: &[Sketch]) {
        let step = stories.place(reports.to_vec(), at);
        for placed in step.placed {
            self.stories.insert(placed.key, placed.story);
            let sketch = reports.iter().find(|r| r.key == placed.key).expect("what was placed came").clone();
            self.kept.push((sketch, at, links_to_bytes(&placed.links)));
        }
        for moved in step.moved {
            self.stories.insert(moved.key, moved.to);
        }
        // What a step says is what the window holds.
        for (key, story) in &self.stories {
            assert_eq!(stories.story(*key), Some(*story));
        }
    }

    fn restored(&self) -> Stories {
        let kept = self.kept.iter().map(|(sketch, arrived, links)| {
            let sketch = Sketch::from_bytes(&sketch.to_bytes(), None).expect("what was written is read");
            let story = self.stories[&sketch.key];
            Kept { sketch, arrived: *arrived, story, links: links_from_bytes(links).expect("what was written is read") }
        });
        Stories::restore(Settings::default(), kept)
    }
}

fn told(stream: &[(Millis, Vec<Sketch>)], stops: &[usize]) -> BTreeMap<u64, StoryId> {
    let (mut stories, mut record) = (Stories::new(Settings::default()), Record::default());
    for (number, (at, reports)) in stream.iter().enumerate() {
        if stops.contains(&number) {
            stories = record.restored();
        }
        record.step(&mut stories, *at, reports);
    }
    record.stories
}

#[test]
fn it_works() {
    let raw = [(0, 0), (0, 1), (3, 0), (0, 2), (3, 1), (5, 3)];
    let stories = told(&stream(&raw), &[]);
    let same = |a: u64, b: u64| stories[&a] == stories[&b];
    assert!(same(1, 2) && same(1, 4), "one event: {stories:?}");
    assert!(same(3, 5), "another: {stories:?}");
    assert!(!same(1, 3) && !same(1, 6) && !same(3, 6), "three events: {stories:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_restart_anywhere_changes_nothing(raw in proptest::collection::vec((0usize..8, 0usize..4), 1..60), stops in proptest::collection::vec(0usize..20, 1..4)) {
        let stream = stream(&raw);
        prop_assert_eq!(told(&stream, &stops), told(&stream, &[]));
    }

    #[test]
    fn the_order_within_a_minute_changes_nothing(raw in proptest::collection::vec((0usize..8, 0usize..4), 1..60), seed in 0usize..1000) {
        let stream = stream(&raw);
        let mut other = stream.clone();
        for (number, (_, reports)) in other.iter_mut().enumerate() {
            let by = (seed + number) % reports.len();
            reports.rotate_left(by);
        }
        prop_assert_eq!(told(&stream, &[]), told(&other, &[]));
    }

    #[test]
    fn bytes_of_strangers_are_refused_not_believed(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = Sketch::from_bytes(&bytes, None);
        let _ = links_from_bytes(&bytes);
    }
}
