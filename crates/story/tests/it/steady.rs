//! The same stream gives the same stories: twice, in another order within a minute, and with the program stopped anywhere.

use coranto_core::{Lang, Millis};
use coranto_encode::Vector;
use coranto_story::place::{
    Decision, Fresh, Kept, Related, Report, Settings, Sketch, Step, Stories, StoryId, links_from_bytes, links_to_bytes,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Made-up news: `event` and `angle` choose the words, so that reports of one event overlap and those of two events do not quite.
fn report(key: u64, event: usize, angle: usize, published: Millis) -> Sketch {
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
    let report = Report {
        key,
        owner: &format!("owner {}", key % 5),
        published: Some(published),
        lang: Some(Lang::EN),
        title: &title,
        lead,
    };
    // Near for one event, not the same for two wordings; some reports come without.
    let values = (0..16).map(|at| if at == event % 8 { 100 } else { (at * (angle + 2) * 7 % 23) as u8 });
    let vector = (angle != 3).then(|| Vector::from_bytes(&values.collect::<Vec<_>>(), 16).expect("sixteen numbers"));
    Sketch::of(&report, vector)
}

/// Something that happens to the news.
#[derive(Debug, Clone)]
enum Happens {
    /// A report comes, so many minutes after it was published.
    Report { event: usize, angle: usize, late: i64 },
    /// One that came before comes with another text.
    Edit { which: usize, event: usize, angle: usize },
    /// One that came before is taken away.
    Withdrawal { which: usize },
}

/// Three a minute.
fn minutes(all: &[Happens]) -> impl Iterator<Item = (Millis, &[Happens])> {
    all.chunks(3).enumerate().map(|(minute, happens)| (Millis(minute as i64 * Millis::MINUTE), happens))
}

fn reports(most: usize) -> impl Strategy<Value = Vec<Happens>> {
    proptest::collection::vec(
        (0usize..8, 0usize..4).prop_map(|(event, angle)| Happens::Report { event, angle, late: 0 }),
        1..most,
    )
}

fn news(most: usize) -> impl Strategy<Value = Vec<Happens>> {
    let report = (0usize..8, 0usize..4, 0i64..90).prop_map(|(event, angle, late)| {
        // Most are new; one in three is late and so out of order.
        Happens::Report { event, angle, late: (late - 60).max(0) }
    });
    let edit =
        (any::<usize>(), 0usize..8, 0usize..4).prop_map(|(which, event, angle)| Happens::Edit { which, event, angle });
    let withdrawal = any::<usize>().prop_map(|which| Happens::Withdrawal { which });
    proptest::collection::vec(prop_oneof![6 => report, 2 => edit, 1 => withdrawal], 1..most)
}

/// A window so small that reports leave it, by age and by number.
fn settings() -> Settings {
    let (window_ms, join_ms) = (14 * Millis::MINUTE, 9 * Millis::MINUTE);
    Settings { window_ms, join_ms, most_reports: 30, ..Settings::default() }
}

/// What is kept of the news, as the record keeps it.
#[derive(Debug, Default)]
struct Record {
    /// The number of reports that ever came.
    came: u64,
    stories: BTreeMap<u64, StoryId>,
    /// In order of placing; the links as bytes.
    kept: Vec<(Kept, Vec<u8>)>,
    /// Reports with one of these have one text.
    texts: BTreeMap<u64, (usize, usize)>,
    /// All that was said of it.
    said: Vec<(Step, Vec<Vec<Related>>)>,
}

impl Record {
    fn minute(&mut self, stories: &mut Stories, at: Millis, happens: &[Happens], turned: usize) {
        let mut reports: Vec<Sketch> = happens.iter().filter_map(|one| self.happens(stories, at, one)).collect();
        // What is edited twice within a minute is placed once.
        reports.sort_by_key(|sketch| sketch.key);
        reports.dedup_by_key(|sketch| sketch.key);
        if !reports.is_empty() {
            let by = turned % reports.len();
            reports.rotate_left(by);
        }
        let step = stories.place(reports.iter().cloned().map(|sketch| self.fresh(sketch)), at);
        self.kept.retain(|(kept, _)| !step.left.contains(&kept.sketch.key));
        for placed in &step.placed {
            self.stories.insert(placed.key, placed.story);
            let sketch = reports.iter().find(|r| r.key == placed.key).expect("what was placed came").clone();
            self.kept.retain(|(kept, _)| kept.sketch.key != placed.key);
            let copy_of = match placed.decision {
                Decision::Copy { of } => Some(of),
                _ => None,
            };
            let kept = Kept { sketch, arrived: at, story: placed.story, copy_of, links: None };
            self.kept.push((kept, links_to_bytes(&placed.links)));
        }
        for moved in &step.moved {
            self.stories.insert(moved.key, moved.to);
        }
        // What a step says is what the window holds.
        for (kept, _) in &self.kept {
            assert_eq!(stories.story(kept.sketch.key), self.stories.get(&kept.sketch.key).copied());
            // A copy stands where its text stands, whatever came since.
            if let Some(of) = kept.copy_of
                && let Some(origin) = self
                    .kept
                    .iter()
                    .take_while(|(k, _)| k.sketch.key != kept.sketch.key)
                    .find(|(k, _)| k.sketch.key == of)
            {
                assert_eq!(self.stories[&origin.0.sketch.key], self.stories[&kept.sketch.key]);
            }
        }
        assert_eq!(stories.len(), self.kept.len());
        let related = self.kept.iter().map(|(kept, _)| stories.related(kept.sketch.key, 6)).collect();
        self.said.push((step, related));
    }

    /// One wording in four is an agency's, that others have word for word: in the story room that is for others to say, here it is by the number of the event.
    fn fresh(&self, sketch: Sketch) -> Fresh {
        let text = self.texts.get(&sketch.key).filter(|(_, angle)| *angle == 1);
        let same = self.kept.iter().map(|(kept, _)| kept.sketch.key).filter(|key| *key != sketch.key);
        let same_text = same.filter(|key| text.is_some() && self.texts.get(key) == text).collect();
        Fresh { sketch, same_text }
    }

    fn happens(&mut self, stories: &mut Stories, at: Millis, one: &Happens) -> Option<Sketch> {
        match *one {
            Happens::Report { event, angle, late } => {
                self.came += 1;
                self.texts.insert(self.came, (event, angle));
                Some(report(self.came, event, angle, Millis(at.0 - late * Millis::MINUTE)))
            }
            Happens::Edit { which, event, angle } => {
                let (there, _) = self.kept.get(which.checked_rem(self.kept.len())?)?;
                self.texts.insert(there.sketch.key, (event, angle));
                Some(report(there.sketch.key, event, angle, there.sketch.published?))
            }
            Happens::Withdrawal { which } => {
                let (gone, _) = self.kept.remove(which.checked_rem(self.kept.len())?);
                assert!(stories.remove(gone.sketch.key), "what is kept is in the window");
                None
            }
        }
    }

    /// As it is read from the record; without links when they are of another form.
    fn restored(&self, with_links: bool) -> Stories {
        let mut stories = Stories::new(settings());
        for (kept, links) in &self.kept {
            let sketch = Sketch::from_bytes(&kept.sketch.to_bytes(), kept.sketch.vector.clone());
            let links = with_links.then(|| links_from_bytes(links).expect("what was written is read"));
            let story = self.stories[&kept.sketch.key];
            stories.take_back(Kept { sketch: sketch.expect("what was written is read"), story, links, ..kept.clone() });
        }
        stories
    }
}

/// All that is said of the news, with the program stopped before these minutes, and what comes within a minute in another order.
fn told(news: &[Happens], stops: &[usize], turned: usize) -> Record {
    let (mut stories, mut record) = (Stories::new(settings()), Record::default());
    for (number, (at, happens)) in minutes(news).enumerate() {
        if stops.contains(&number) {
            stories = record.restored(true);
        }
        record.minute(&mut stories, at, happens, turned * number);
    }
    record
}

#[test]
fn it_works() {
    let raw = [(0, 0), (0, 1), (3, 0), (0, 2), (3, 1), (5, 3)];
    let stories = told(&raw.map(|(event, angle)| Happens::Report { event, angle, late: 0 }), &[], 0).stories;
    let same = |a: u64, b: u64| stories[&a] == stories[&b];
    assert!(same(1, 2) && same(1, 4), "one event: {stories:?}");
    assert!(same(3, 5), "another: {stories:?}");
    assert!(!same(1, 3) && !same(1, 6) && !same(3, 6), "three events: {stories:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Each case stops somewhere else, 200 in all at the least; whatever was edited, withdrawn, late or had left by then.
    #[test]
    fn a_restart_anywhere_changes_nothing(news in news(120), stops in proptest::collection::vec(0usize..40, 1..5)) {
        let (stopped, unharmed) = (told(&news, &stops, 0), told(&news, &[], 0));
        for (minute, (stopped, unharmed)) in stopped.said.iter().zip(&unharmed.said).enumerate() {
            prop_assert_eq!(stopped, unharmed, "in minute {}", minute);
        }
        prop_assert_eq!(stopped.stories, unharmed.stories);
    }

    #[test]
    fn the_order_within_a_minute_changes_nothing(news in reports(60), turned in 0usize..1000) {
        prop_assert_eq!(told(&news, &[], 0).stories, told(&news, &[], turned).stories);
    }

    #[test]
    fn bytes_of_strangers_are_refused_not_believed(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = Sketch::from_bytes(&bytes, None);
        let _ = links_from_bytes(&bytes);
    }
}

/// More reports of one event than any list of the window holds, then some of the first are withdrawn: the largest story is remembered as well as a small one.
#[test]
fn a_restart_after_withdrawals_from_a_crowd_changes_nothing() {
    let (mut stories, mut kept) = (Stories::new(Settings::default()), Vec::new());
    let place = |stories: &mut Stories, kept: &mut Vec<Kept>, key: u64| {
        let at = Millis(key as i64 * 1_000);
        let sketch = report(key, (key % 10 / 9) as usize, (key % 3) as usize, at);
        let step = stories.place([sketch.clone()], at);
        let placed = step.placed[0].clone();
        kept.push(Kept { sketch, arrived: at, story: placed.story, copy_of: None, links: Some(placed.links) });
        for moved in &step.moved {
            kept.iter_mut().filter(|kept| kept.sketch.key == moved.key).for_each(|kept| kept.story = moved.to);
        }
        step
    };
    for key in 1..=1_200 {
        place(&mut stories, &mut kept, key);
    }
    for gone in (1..=1_200).filter(|key| key % 4 == 0 || (800..1_150).contains(key)) {
        assert!(stories.remove(gone));
        kept.retain(|kept| kept.sketch.key != gone);
    }
    let mut restored = Stories::new(Settings::default());
    kept.iter().for_each(|kept| drop(restored.take_back(kept.clone())));
    for key in 1_201..=1_240 {
        let unharmed = place(&mut stories, &mut kept.clone(), key);
        assert_eq!(place(&mut restored, &mut kept, key), unharmed);
    }
}

/// What was kept in another form is compared anew: stories stand, and what comes next joins them.
#[test]
fn stories_stand_when_their_links_cannot_be_read() {
    let happened: Vec<Happens> = (0..24).map(|n| Happens::Report { event: n % 5, angle: n % 4, late: 0 }).collect();
    let mut stories = Stories::new(settings());
    let mut record = Record::default();
    for (at, happens) in minutes(&happened) {
        record.minute(&mut stories, at, happens, 0);
    }
    let mut anew = record.restored(false);
    for (kept, _) in &record.kept {
        assert_eq!(anew.story(kept.sketch.key), stories.story(kept.sketch.key));
    }
    for event in 0..5 {
        let fresh = report(100 + event, event as usize, 2, Millis(9 * Millis::MINUTE));
        let at = Millis(9 * Millis::MINUTE);
        let (joined, expected) = (anew.place([fresh.clone()], at), stories.place([fresh], at));
        assert_eq!(joined.placed[0].story, expected.placed[0].story);
    }
    for (kept, _) in &record.kept {
        assert_eq!(anew.story(kept.sketch.key), stories.story(kept.sketch.key), "nothing falls apart");
    }
}

/// Two papers print one agency's text under titles that have nothing in common, and an own report of the first paper stays where it was.
#[test]
fn a_copy_stands_where_its_text_stands() {
    let mut stories = Stories::new(Settings::default());
    let at = |minute: i64| Millis(minute * Millis::MINUTE);
    let place = |stories: &mut Stories, key: u64, event: usize, minute: i64, same_text: Vec<u64>| {
        let fresh = Fresh { sketch: report(key, event, 0, at(minute)), same_text };
        stories.place([fresh], at(minute)).placed.remove(0)
    };
    let origin = place(&mut stories, 1, 0, 0, vec![]);
    let other = place(&mut stories, 2, 3, 1, vec![]);
    assert_ne!(origin.story, other.story);
    let copy = place(&mut stories, 3, 3, 2, vec![9, 1]);
    assert_eq!((copy.story, copy.decision), (origin.story, Decision::Copy { of: 1 }));
    assert!(copy.links.iter().any(|link| link.key == 2 && link.likely > 0.5), "by its words it is another's");
    // Later reports of that other event do not take it along.
    assert_eq!(place(&mut stories, 4, 3, 3, vec![]).story, other.story);
    assert_eq!(stories.story(StoryId(3).0), Some(origin.story));
    // The text comes a week later still, from a report that came a day ago: too old, a story that is over.
    let late = Fresh { sketch: report(5, 5, 0, at(8 * 24 * 60)), same_text: vec![1] };
    assert_eq!(stories.place([late], at(8 * 24 * 60)).placed[0].decision, Decision::Alone);
    // When its text has gone, it stays, and is free.
    assert!(stories.remove(1));
    assert_eq!(stories.story(3), Some(origin.story));
}
