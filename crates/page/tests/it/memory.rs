//! What a publisher's pages teach: promo lines that no rule knows go, what honestly recurs stays, and a site that was built anew is known again.

use coranto_core::{Address, Millis};
use coranto_page::{Memory, Options, Reading};
use proptest::prelude::*;
use std::sync::Arc;

const DAY: i64 = Millis::DAY;
/// 12 November 2026.
const BEGIN: i64 = 1_794_441_600_000;

/// A publisher's page: `number` decides its address and its report.
struct Page {
    number: u32,
    report: Vec<String>,
    design: &'static str,
    promo: &'static str,
}

const PROMO: &str =
    "The Courier's evening letter gathers what moved the town today, and costs you nothing but your attention.";

fn page(number: u32) -> Page {
    let places = ["harbour", "mill", "market", "bridge", "school", "library", "station", "theatre", "dunes", "lock"];
    let people = ["Ada Lund", "Bo Kess", "Clara Voss", "Dirk Amsel", "Edda Roth", "Finn Holm", "Greta Sand"];
    let (place, person) = (places[number as usize % places.len()], people[number as usize % people.len()]);
    let report = vec![
        format!(
            "The {place} of Lindmar will be closed for {number} days from Monday, the council decided after a long night."
        ),
        format!(
            "{person} told the Courier that plan number {number} had been on her desk since spring and had lost nothing by waiting."
        ),
        format!(
            "Work on the {place} begins with the northern wall, where the water of storm number {number} washed out the ground."
        ),
        format!(
            "Neighbours of the {place} asked for {number} more lamps, and were told that the lamps had been ordered in May."
        ),
    ];
    Page { number, report, design: "story-text", promo: PROMO }
}

impl Page {
    fn html(&self) -> String {
        let number = self.number;
        let mut text: Vec<String> = self.report.iter().map(|p| format!("<p>{p}</p>")).collect();
        // In the middle of the text, in a box whose name says nothing.
        text.insert(2, format!("<div class=\"xq-{}\"><p>{}</p></div>", self.design, self.promo));
        format!(
            "<!doctype html><html lang=en><title>Report {number} from Lindmar</title><body><div class=\"page-{}\"><h1>Report {number} from Lindmar</h1>\
             <div class=\"{}\">{}</div></div></body></html>",
            self.design,
            self.design,
            text.concat()
        )
    }

    fn address(&self) -> Address {
        Address::parse(&format!("https://courier.example/news/{}", self.number)).unwrap()
    }

    fn read(&self, memory: &Arc<Memory>, explain: bool) -> Reading {
        let options = Options { memory: Some(memory.clone()), explain, ..Options::default() };
        coranto_page::article(self.html().as_bytes(), Some("text/html"), &self.address(), &options)
    }
}

/// Reads the pages one after the other as the pipeline does, some hours apart.
fn learn(memory: &mut Arc<Memory>, pages: impl IntoIterator<Item = Page>, from: i64) {
    for (n, page) in pages.into_iter().enumerate() {
        let reading = page.read(memory, false);
        assert_eq!(reading.rejected, None);
        Arc::make_mut(memory).learn(&reading.sighting, Millis(from + n as i64 * DAY / 4));
    }
}

fn text(reading: &Reading) -> String {
    coranto_page::text_of(&reading.article.blocks)
}

#[test]
fn a_promo_line_that_no_rule_knows_goes_once_other_pages_have_it() {
    let mut memory = Arc::default();
    let first = page(1).read(&memory, false);
    assert!(text(&first).contains(PROMO), "the test is about a line that no rule knows");
    learn(&mut memory, (1..=8).map(page), BEGIN);
    let ninth = page(9).read(&memory, true);
    assert_eq!(text(&ninth), page(9).report.join("\n"));
    let why = ninth.why.iter().find(|why| why.text.starts_with("The Courier's evening")).unwrap();
    assert_eq!(
        (why.kept, why.reason.as_str()),
        (false, "stood on 8 of 8 other pages of this publisher since 2026-11-12")
    );
    let known = memory.known();
    assert_eq!((known.pages, known.learnt), (8, 8));
    let promo = known.texts.iter().find(|t| PROMO.starts_with(t.text.as_str())).unwrap();
    assert_eq!((promo.on, promo.of, promo.by_memory_alone), (8, 8, 8));
    assert!(known.texts.iter().any(|t| t.text == "Report # from Lindmar"), "{known:?}");
    assert!(known.body_places >= 1);
}

#[test]
fn a_page_read_again_is_no_proof_against_its_own_text() {
    let mut memory = Arc::default();
    learn(&mut memory, std::iter::repeat_with(|| page(3)).take(9), BEGIN);
    assert_eq!(memory.pages(), 1);
    assert!(text(&page(3).read(&memory, false)).contains(&page(3).report.join("\n")[..80]));
    assert!(text(&page(3).read(&memory, false)).contains(PROMO), "nothing but this page has it");
}

#[test]
fn versions_of_one_article_under_several_addresses_are_one_page() {
    let mut memory = Arc::default();
    learn(&mut memory, (1..=4).map(page), BEGIN);
    // Five updates, each with an address of its own and a sentence more.
    let update = |n: u32| {
        let mut update = Page { number: 100 + n, ..page(7) };
        update.report.extend(
            (0..n)
                .map(|n| format!("The council added point {n} to the plan before noon, and one more was on its way.")),
        );
        update
    };
    learn(&mut memory, (0..5).map(update), BEGIN + 5 * DAY);
    assert_eq!(memory.pages(), 5);
    let last = update(5).read(&memory, false);
    assert_eq!(text(&last), update(5).report.join("\n"), "its own text stays, the promo line goes");
}

#[test]
fn the_background_of_a_long_story_is_not_the_sites() {
    const BACKGROUND: &str = "The ferry Aurora ran aground off Kessby in March with ninety people on board, all of whom were brought ashore.";
    let mut memory = Arc::default();
    let follow_up = |n: u32| {
        let mut page = page(n);
        page.report.push(BACKGROUND.to_owned());
        page.report.push("“We wait,” she said.".to_owned());
        page
    };
    learn(&mut memory, (1..=9).map(|n| if n % 3 == 0 { page(n) } else { follow_up(n) }), BEGIN);
    let read = text(&follow_up(10).read(&memory, false));
    assert!(read.contains(BACKGROUND) && read.contains("“We wait,” she said.") && !read.contains(PROMO), "{read}");
}

#[test]
fn the_first_sentence_stays_though_other_pages_show_it_as_a_teaser() {
    let opening = page(7).report[0].clone();
    let mut memory = Arc::new(Memory::default());
    for number in 20..32 {
        let html = page(number).html().replace(
            "</body>",
            &format!("<div class=\"latest\"><h3><a href=\"/news/7\">Report 7 from Lindmar</a></h3><p><a href=\"/news/7\">{opening}</a></p></div></body>"),
        );
        let address = page(number).address();
        let options = Options { memory: Some(memory.clone()), ..Options::default() };
        let reading = coranto_page::article(html.as_bytes(), Some("text/html"), &address, &options);
        assert!(!text(&reading).contains(&opening));
        Arc::make_mut(&mut memory).learn(&reading.sighting, Millis(BEGIN + i64::from(number) * DAY));
    }
    assert!(text(&page(7).read(&memory, false)).contains(&opening));
}

#[test]
fn a_site_built_anew_is_known_again_after_some_pages() {
    let mut memory = Arc::default();
    learn(&mut memory, (1..=30).map(page), BEGIN);
    const NEW: &str =
        "Friends of the Courier pay what they like, and read every word of it a quarter of an hour before all others.";
    let anew = |n: u32| Page { design: "corpus", promo: NEW, ..page(n) };
    assert!(text(&anew(41).read(&memory, false)).contains(NEW), "nobody can know yet");
    learn(&mut memory, (42..=45).map(anew), BEGIN + 10 * DAY);
    assert_eq!(text(&anew(50).read(&memory, false)), anew(50).report.join("\n"));
    // Long after, nothing is left of the old site.
    learn(&mut memory, (100..=190).map(anew), BEGIN + 12 * DAY);
    assert!(memory.known().texts.iter().all(|t| !PROMO.starts_with(t.text.as_str())));
    assert!(memory.pages() <= coranto_page::memory::WINDOW);
}

#[test]
fn the_order_in_which_pages_come_hardly_matters() {
    let (mut forth, mut back) = (Arc::default(), Arc::default());
    learn(&mut forth, (1..=10).map(page), BEGIN);
    learn(&mut back, (1..=10).rev().map(page), BEGIN);
    assert_eq!(text(&page(11).read(&forth, false)), text(&page(11).read(&back, false)));
    let counts =
        |memory: &Memory| memory.known().texts.iter().map(|t| (t.text.clone(), t.on, t.of)).collect::<Vec<_>>();
    assert_eq!(counts(&forth), counts(&back));
}

#[test]
fn what_is_remembered_outlives_the_program_and_not_its_version() {
    let mut memory: Arc<Memory> = Arc::default();
    learn(&mut memory, (1..=8).map(page), BEGIN);
    let kept = memory.to_json();
    assert_eq!(Memory::from_json(&kept).as_ref(), Some(&*memory));
    assert!(kept.len() < 100_000, "{} bytes", kept.len());
    let other = kept.replacen("\"version\":1", "\"version\":0", 1);
    assert_ne!(other, kept);
    assert_eq!(Memory::from_json(&other), None);
    assert_eq!(Memory::from_json(&kept[..kept.len() / 2]), None);
}

#[test]
fn without_a_memory_nothing_is_remembered() {
    let reading = super::read(&page(1).html());
    assert!(reading.sighting.is_empty());
}

fn within_bounds(memory: &Memory) -> bool {
    memory.pages() <= coranto_page::memory::WINDOW && memory.known().fingerprints <= coranto_page::memory::MOST
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_pages_come_it_keeps_within_its_bounds(
        pages in proptest::collection::vec((0..40u32, proptest::collection::vec("[a-z]{1,3}( [a-z0-9.]{1,4}){0,12}", 0..60), any::<i32>()), 1..90),
        damage in proptest::collection::vec((any::<u16>(), any::<u8>()), 0..4),
    ) {
        let mut memory: Arc<Memory> = Arc::default();
        for (number, lines, at) in &pages {
            let html = lines.iter().map(|l| format!("<div class=c{}><p>{l}</p></div>", l.len() % 7)).collect::<String>();
            let address = Address::parse(&format!("https://courier.example/{number}")).unwrap();
            let options = Options { memory: Some(memory.clone()), explain: true, ..Options::default() };
            let reading = coranto_page::article(html.as_bytes(), None, &address, &options);
            Arc::make_mut(&mut memory).learn(&reading.sighting, Millis(i64::from(*at) * 1_000_000));
            prop_assert!(within_bounds(&memory));
        }
        prop_assert!(memory.known().texts.iter().all(|t| t.on <= t.of && t.of as usize <= memory.pages()));
        let json = memory.to_json();
        prop_assert_eq!(Memory::from_json(&json), Some((*memory).clone()));
        // A damaged one is refused or read; it is never the end of the program.
        let mut bytes = json.into_bytes();
        for (at, byte) in damage {
            let at = usize::from(at) % bytes.len();
            bytes[at] = byte;
        }
        if let Some(mut read) = Memory::from_json(&String::from_utf8_lossy(&bytes)) {
            read.learn(&page(1).read(&memory, false).sighting, Millis(BEGIN));
            let _ = page(2).read(&Arc::new(read.clone()), true);
            read.known();
            prop_assert!(within_bounds(&read));
        }
    }
}
