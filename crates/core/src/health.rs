//! How well a publisher's pages are read: what one page gave, the figures of a day, and the alarm when they drift away from what was usual.
//!
//! Pure. The pipeline makes the figures, the store adds them up, [`drift`] judges them, and the operator is told.

use crate::reason::{BodyRejected, Quarantined};
use crate::{Article, Block, Millis};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::mem::discriminant;

/// What one page that passed its gates gave by itself, before the feed's word was added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PageFigures {
    pub words: u32,
    /// Text of the whole page in bytes, and how much of it went into the article.
    pub text_bytes: u64,
    pub kept_bytes: u64,
    /// Hashes of the title and of the first paragraph; none: the page has none.
    pub title: Option<i64>,
    pub opening: Option<i64>,
    pub dated: bool,
    pub signed: bool,
    pub pictured: bool,
}

impl PageFigures {
    pub fn of(article: &Article, text_bytes: u64, kept_bytes: u64) -> PageFigures {
        let opening = article.blocks.iter().find_map(|block| match block {
            Block::Paragraph { html } => Some(hash(html)),
            _ => None,
        });
        PageFigures {
            words: article.words,
            text_bytes,
            kept_bytes,
            title: Some(article.title.trim()).filter(|t| !t.is_empty()).map(hash),
            opening,
            dated: article.published.is_some(),
            signed: !article.authors.is_empty(),
            pictured: article.image.is_some(),
        }
    }
}

fn hash(text: &str) -> i64 {
    crate::hash::stable(text.bytes()).cast_signed()
}

/// What the pages of one publisher gave on one day (or over several, added up). Only the first reading of a page counts: what is read again on purpose
/// was picked because it failed, and would paint the day darker than it was.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DayFigures {
    /// Days since 1970 UTC.
    pub day: i64,
    /// Pages that were fetched and judged.
    pub pages: i64,
    pub passed: i64,
    /// Pages that could not be fetched for good.
    pub unfetched: i64,
    /// How often each reason set a page aside, by the reason's stable name: gates and failed fetches.
    pub refused: BTreeMap<String, i64>,
    /// The rest is of pages that passed. Words, and their squares for the spread.
    pub words: i64,
    pub words_squared: i64,
    pub text_bytes: i64,
    pub kept_bytes: i64,
    pub no_title: i64,
    pub no_date: i64,
    pub no_authors: i64,
    pub no_image: i64,
    /// Pages whose title, or first paragraph, was that of the page read before.
    pub title_repeats: i64,
    pub opening_repeats: i64,
    /// Hashes of the page read last.
    #[serde(skip)]
    pub last_title: i64,
    #[serde(skip)]
    pub last_opening: i64,
    /// What was in force when the day ended.
    pub alarms: Vec<Drift>,
}

/// The day's number of an instant.
pub fn day_of(at: Millis) -> i64 {
    at.0.div_euclid(Millis::DAY)
}

impl DayFigures {
    /// An empty day that follows this one.
    pub fn next(&self, day: i64) -> DayFigures {
        DayFigures {
            day,
            last_title: self.last_title,
            last_opening: self.last_opening,
            alarms: self.alarms.clone(),
            ..DayFigures::default()
        }
    }

    pub fn pass(&mut self, page: &PageFigures) {
        let words = i64::from(page.words);
        self.pages += 1;
        self.passed += 1;
        self.words += words;
        self.words_squared = self.words_squared.saturating_add(words.saturating_mul(words));
        self.text_bytes = self.text_bytes.saturating_add_unsigned(page.text_bytes);
        self.kept_bytes = self.kept_bytes.saturating_add_unsigned(page.kept_bytes);
        self.no_title += i64::from(page.title.is_none());
        self.no_date += i64::from(!page.dated);
        self.no_authors += i64::from(!page.signed);
        self.no_image += i64::from(!page.pictured);
        if let Some(title) = page.title {
            self.title_repeats += i64::from(title == self.last_title);
            self.last_title = title;
        }
        if let Some(opening) = page.opening {
            self.opening_repeats += i64::from(opening == self.last_opening);
            self.last_opening = opening;
        }
    }

    pub fn refuse(&mut self, why: &Quarantined) {
        match why {
            Quarantined::Body { .. } => self.pages += 1,
            Quarantined::Fetch { .. } => self.unfetched += 1,
        }
        *self.refused.entry(refusal(why).to_owned()).or_default() += 1;
    }

    pub fn add(&mut self, other: &DayFigures) {
        for (sum, more) in [
            (&mut self.pages, other.pages),
            (&mut self.passed, other.passed),
            (&mut self.unfetched, other.unfetched),
            (&mut self.words, other.words),
            (&mut self.words_squared, other.words_squared),
            (&mut self.text_bytes, other.text_bytes),
            (&mut self.kept_bytes, other.kept_bytes),
            (&mut self.no_title, other.no_title),
            (&mut self.no_date, other.no_date),
            (&mut self.no_authors, other.no_authors),
            (&mut self.no_image, other.no_image),
            (&mut self.title_repeats, other.title_repeats),
            (&mut self.opening_repeats, other.opening_repeats),
        ] {
            *sum = sum.saturating_add(more);
        }
        for (name, count) in &other.refused {
            *self.refused.entry(name.clone()).or_default() += count;
        }
    }

    /// All pages that were asked for.
    pub fn asked(&self) -> i64 {
        self.pages.saturating_add(self.unfetched)
    }

    /// Share of judged pages that gave an article, 0 to 1.
    pub fn pass_rate(&self) -> Option<f64> {
        share(self.passed, self.pages)
    }

    /// Mean words of an article and their standard deviation.
    pub fn words_and_spread(&self) -> Option<(f64, f64)> {
        if self.passed <= 0 {
            return None;
        }
        let (n, sum, squares) = (self.passed as f64, self.words as f64, self.words_squared as f64);
        let mean = sum / n;
        Some((mean, (squares / n - mean * mean).max(0.0).sqrt()))
    }

    /// Share of the pages' text that was left out of the articles, 0 to 1.
    pub fn boilerplate(&self) -> Option<f64> {
        share(self.kept_bytes.min(self.text_bytes), self.text_bytes).map(|kept| 1.0 - kept)
    }

    /// The reason that set most pages aside, with its count.
    pub fn most_refused(&self) -> Option<(&str, i64)> {
        self.refused.iter().max_by_key(|(_, count)| **count).map(|(name, count)| (name.as_str(), *count))
    }
}

fn share(part: i64, whole: i64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// The stable name of a refusal, as the day's figures count it.
pub fn refusal(why: &Quarantined) -> &'static str {
    match why {
        Quarantined::Fetch { outcome } => outcome.name(),
        Quarantined::Body { rejected } => rejected.name(),
    }
}

/// Names of gates, and what each means.
const GATES: [(&str, &str); 14] = [
    ("empty", "no text was found"),
    ("too_short", "too few words for an article"),
    ("only_navigation", "navigation, not an article"),
    ("other_article", "the text belongs to another article"),
    ("caption_only", "only captions of pictures"),
    ("consent_wall", "a consent dialogue"),
    ("paywall_stub", "a subscription offer"),
    ("bot_wall", "a test for humans"),
    ("soft_not_found", "“not found” with a status of success"),
    ("index_page", "a list of other articles"),
    ("share_template", "a template for sharing"),
    ("encoded_markup", "encoded markup"),
    ("not_html", "not a web page"),
    ("panicked", "reading failed inside Coranto"),
];

/// What a refusal of this name means, without what differs from page to page.
pub fn refusal_in_words(name: &str) -> String {
    let known = GATES.iter().find(|(gate, _)| *gate == name).map(|(_, words)| (*words).to_owned());
    known.unwrap_or_else(|| format!("not fetched: {}", name.replace('_', " ")))
}

impl BodyRejected {
    /// The enum's stable name, as stored.
    pub fn name(&self) -> &'static str {
        let place = match self {
            BodyRejected::Empty => 0,
            BodyRejected::TooShort { .. } => 1,
            BodyRejected::OnlyNavigation { .. } => 2,
            BodyRejected::OtherArticle { .. } => 3,
            BodyRejected::CaptionOnly => 4,
            BodyRejected::ConsentWall => 5,
            BodyRejected::PaywallStub => 6,
            BodyRejected::BotWall => 7,
            BodyRejected::SoftNotFound => 8,
            BodyRejected::IndexPage => 9,
            BodyRejected::ShareTemplate { .. } => 10,
            BodyRejected::EncodedMarkup { .. } => 11,
            BodyRejected::NotHtml { .. } => 12,
            BodyRejected::Panicked => 13,
        };
        GATES[place].0
    }

    /// The page says what it shows at present instead of the article; of a text read earlier it says nothing.
    pub fn is_of_the_moment(&self) -> bool {
        matches!(
            self,
            BodyRejected::ConsentWall
                | BodyRejected::PaywallStub
                | BodyRejected::BotWall
                | BodyRejected::SoftNotFound
                | BodyRejected::NotHtml { .. }
                | BodyRejected::Panicked
        )
    }
}

/// A publisher's pages are no longer what they were: usually a new design, sometimes a wall. `pages` is the number of recent pages that say so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Drift {
    #[error("{to} % of the last {pages} pages gave an article, {from} % before")]
    PassRateFell { from: u8, to: u8, pages: i64 },
    #[error("only {percent} % of the last {pages} pages gave an article")]
    MostRefused { percent: u8, pages: i64 },
    #[error("{percent} % of the last {pages} pages could not be fetched")]
    PagesUnreachable { percent: u8, pages: i64 },
    #[error("articles have {to} words on average, {from} before (last {pages} pages)")]
    BodiesShrank { from: i64, to: i64, pages: i64 },
    #[error("articles have {to} words on average, {from} before (last {pages} pages)")]
    BodiesGrew { from: i64, to: i64, pages: i64 },
    #[error("{to} % of the last {pages} pages have no title, {from} % before")]
    TitlesVanished { from: u8, to: u8, pages: i64 },
    #[error("{to} % of the last {pages} pages have no date, {from} % before")]
    DatesVanished { from: u8, to: u8, pages: i64 },
    #[error("{to} % of the last {pages} pages name no author, {from} % before")]
    AuthorsVanished { from: u8, to: u8, pages: i64 },
    #[error("{to} % of the last {pages} pages have no picture, {from} % before")]
    ImagesVanished { from: u8, to: u8, pages: i64 },
    #[error("{percent} % of the last {pages} pages have the title of the page before")]
    TitlesRepeat { percent: u8, pages: i64 },
    #[error("{percent} % of the last {pages} articles begin with the same paragraph as the one before")]
    OpeningsRepeat { percent: u8, pages: i64 },
}

impl Drift {
    /// The same alarm, whatever its figures.
    pub fn is_like(&self, other: &Drift) -> bool {
        discriminant(self) == discriminant(other)
    }
}

/// The last days: as few as hold this many pages, and never more than a week.
const RECENT_PAGES: i64 = 20;
const RECENT_DAYS: i64 = 7;
/// Fewer recent pages prove nothing.
const ENOUGH_RECENT: i64 = 12;
/// The weeks before, and the pages they must hold to say what is usual.
const USUAL_DAYS: i64 = 28;
const ENOUGH_USUAL: i64 = 30;
/// So many standard errors are not chance.
const SURE: f64 = 3.0;

/// How many days before today [`drift`] looks at.
pub const DAYS_JUDGED: i64 = RECENT_DAYS + USUAL_DAYS;

/// What is wrong with the last days, held against the weeks before. `in_force`: what was wrong when it was last asked; it takes a clear recovery to end
/// an alarm, so that none flickers. Days under an alarm are no measure of what is usual: a new normal is accepted when the old one is out of sight.
pub fn drift(days: &[DayFigures], today: i64, in_force: &[Drift]) -> Vec<Drift> {
    let (recent, usual) = windows(days, today);
    if recent.asked() < ENOUGH_RECENT {
        // Silence is no recovery.
        return in_force.to_vec();
    }
    let judge = Judge { recent: &recent, usual: (usual.pages >= ENOUGH_USUAL).then_some(&usual), in_force };
    let mut alarms = Vec::new();
    alarms.extend(judge.unreachable());
    if recent.pages >= ENOUGH_RECENT {
        alarms.extend(judge.pass_rate().or_else(|| judge.most_refused()));
    }
    if recent.passed >= ENOUGH_RECENT {
        alarms.extend(judge.bodies());
        alarms.extend(judge.vanished(|d| d.no_title, |from, to, pages| Drift::TitlesVanished { from, to, pages }));
        alarms.extend(judge.vanished(|d| d.no_date, |from, to, pages| Drift::DatesVanished { from, to, pages }));
        alarms.extend(judge.vanished(|d| d.no_authors, |from, to, pages| Drift::AuthorsVanished { from, to, pages }));
        alarms.extend(judge.vanished(|d| d.no_image, |from, to, pages| Drift::ImagesVanished { from, to, pages }));
        alarms.extend(judge.repeats(|d| d.title_repeats, |percent, pages| Drift::TitlesRepeat { percent, pages }));
        alarms.extend(judge.repeats(|d| d.opening_repeats, |percent, pages| Drift::OpeningsRepeat { percent, pages }));
    }
    alarms
}

/// The last days and the unalarmed ones before them, each added up.
fn windows(days: &[DayFigures], today: i64) -> (DayFigures, DayFigures) {
    let mut newest_first: Vec<&DayFigures> =
        days.iter().filter(|d| d.day <= today && d.day > today.saturating_sub(DAYS_JUDGED)).collect();
    newest_first.sort_by_key(|d| std::cmp::Reverse(d.day));
    let (mut recent, mut usual) = (DayFigures::default(), DayFigures::default());
    for day in newest_first {
        let is_recent = day.day > today.saturating_sub(RECENT_DAYS) && recent.asked() < RECENT_PAGES;
        if is_recent {
            recent.add(day);
        } else if day.alarms.is_empty() {
            usual.add(day);
        }
    }
    (recent, usual)
}

struct Judge<'d> {
    recent: &'d DayFigures,
    /// None: too little is known of what is usual.
    usual: Option<&'d DayFigures>,
    in_force: &'d [Drift],
}

impl Judge<'_> {
    /// `begin` for a new alarm, `stay` for one in force.
    fn threshold(&self, alarm: &Drift, begin: f64, stay: f64) -> (f64, f64) {
        if self.in_force.iter().any(|a| a.is_like(alarm)) { (stay, 0.0) } else { (begin, SURE) }
    }

    fn unreachable(&self) -> Option<Drift> {
        let pages = self.recent.asked();
        let rate = share(self.recent.unfetched, pages)?;
        let alarm = Drift::PagesUnreachable { percent: percent(rate), pages };
        let (least, _) = self.threshold(&alarm, 0.5, 0.3);
        (rate >= least).then_some(alarm)
    }

    fn pass_rate(&self) -> Option<Drift> {
        let usual = self.usual?;
        let (from, to) = (usual.pass_rate()?, self.recent.pass_rate()?);
        let alarm = Drift::PassRateFell { from: percent(from), to: percent(to), pages: self.recent.pages };
        let (least, sure) = self.threshold(&alarm, 0.25, 0.12);
        let errors = errors(from, usual.pages, to, self.recent.pages);
        (from - to >= least && errors >= sure).then_some(alarm)
    }

    fn most_refused(&self) -> Option<Drift> {
        let rate = self.recent.pass_rate()?;
        let alarm = Drift::MostRefused { percent: percent(rate), pages: self.recent.pages };
        let (most, _) = self.threshold(&alarm, 0.5, 0.6);
        (rate < most).then_some(alarm)
    }

    fn bodies(&self) -> Option<Drift> {
        let usual = self.usual?;
        let ((from, from_spread), (to, to_spread)) = (usual.words_and_spread()?, self.recent.words_and_spread()?);
        let (rounded_from, rounded_to, pages) = (from.round() as i64, to.round() as i64, self.recent.passed);
        let alarm = if to < from {
            Drift::BodiesShrank { from: rounded_from, to: rounded_to, pages }
        } else {
            Drift::BodiesGrew { from: rounded_from, to: rounded_to, pages }
        };
        // Halved or doubled; three quarters of the way back ends it.
        let (times, sure) = self.threshold(&alarm, 2.0, 4.0 / 3.0);
        let error = (from_spread * from_spread / usual.passed as f64
            + to_spread * to_spread / self.recent.passed as f64)
            .sqrt()
            .max(1.0);
        let ratio = from.max(to) / from.min(to).max(1.0);
        (ratio >= times && (from - to).abs() / error >= sure).then_some(alarm)
    }

    fn vanished(&self, missing: fn(&DayFigures) -> i64, alarm: fn(u8, u8, i64) -> Drift) -> Option<Drift> {
        let usual = self.usual.filter(|u| u.passed >= ENOUGH_USUAL)?;
        let (from, to) = (share(missing(usual), usual.passed)?, share(missing(self.recent), self.recent.passed)?);
        let alarm = alarm(percent(from), percent(to), self.recent.passed);
        let (least, sure) = self.threshold(&alarm, 0.5, 0.25);
        let errors = errors(to, self.recent.passed, from, usual.passed);
        (to - from >= least && errors >= sure).then_some(alarm)
    }

    fn repeats(&self, repeated: fn(&DayFigures) -> i64, alarm: fn(u8, i64) -> Drift) -> Option<Drift> {
        let rate = share(repeated(self.recent), self.recent.passed)?;
        let alarm = alarm(percent(rate), self.recent.passed);
        let (least, _) = self.threshold(&alarm, 0.5, 0.3);
        (rate >= least).then_some(alarm)
    }
}

/// By how many standard errors the first share is above the second.
fn errors(high: f64, high_count: i64, low: f64, low_count: i64) -> f64 {
    let (n, m) = (high_count as f64, low_count as f64);
    let pooled = (high * n + low * m) / (n + m);
    let error = (pooled * (1.0 - pooled) * (1.0 / n + 1.0 / m)).sqrt();
    (high - low) / error.max(1e-9)
}

fn percent(share: f64) -> u8 {
    (share * 100.0).round().clamp(0.0, 100.0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A day of `pages` pages of which `passed` gave articles of `words` words.
    fn day(day: i64, pages: i64, passed: i64, words: u32) -> DayFigures {
        let mut figures = DayFigures { day, ..DayFigures::default() };
        for n in 0..passed {
            // Some are longer, some shorter.
            let words = words * (80 + 10 * (n as u32 % 5)) / 100;
            figures.pass(&PageFigures {
                words,
                text_bytes: 9_000,
                kept_bytes: 3_000,
                title: Some(day * 1_000 + n),
                opening: Some(-day * 1_000 - n),
                dated: true,
                signed: true,
                pictured: true,
            });
        }
        for _ in passed..pages {
            figures.refuse(&Quarantined::Body { rejected: BodyRejected::TooShort { words: 3 } });
        }
        figures
    }

    fn weeks() -> Vec<DayFigures> {
        (1..=21).map(|d| day(d, 10, 10, 400)).collect()
    }

    fn with(mut days: Vec<DayFigures>, more: DayFigures) -> Vec<DayFigures> {
        days.push(more);
        days
    }

    #[test]
    fn it_works() {
        assert_eq!(drift(&weeks(), 21, &[]), []);
        let redesigned = with(weeks(), day(22, 30, 3, 400));
        let alarms = drift(&redesigned, 22, &[]);
        assert_eq!(alarms, [Drift::PassRateFell { from: 100, to: 10, pages: 30 }]);
        assert_eq!(alarms[0].to_string(), "10 % of the last 30 pages gave an article, 100 % before");
        let recovered = with(redesigned, day(23, 30, 29, 400));
        assert_eq!(drift(&recovered, 23, &alarms), []);
    }

    #[test]
    fn three_pages_prove_nothing() {
        let mut days: Vec<DayFigures> = (1..=14).map(|d| day(d, 3, 3, 400)).collect();
        days.push(day(15, 3, 0, 0));
        assert_eq!(drift(&days, 15, &[]), []);
        assert_eq!(drift(&[day(1, 11, 0, 0)], 1, &[]), [], "and eleven are too few");
        // Silence neither begins nor ends an alarm.
        let alarm = vec![Drift::MostRefused { percent: 0, pages: 40 }];
        assert_eq!(drift(&days, 60, &alarm), alarm);
    }

    #[test]
    fn bodies_that_shrink_or_grow_are_told() {
        assert!(matches!(drift(&with(weeks(), day(22, 25, 25, 90)), 22, &[])[..], [Drift::BodiesShrank { .. }]));
        assert!(matches!(drift(&with(weeks(), day(22, 25, 25, 1_500)), 22, &[])[..], [Drift::BodiesGrew { .. }]));
        assert_eq!(drift(&with(weeks(), day(22, 25, 25, 260)), 22, &[]), [], "shorter, but within what happens");
    }

    #[test]
    fn fields_that_vanish_and_texts_that_repeat_are_told() {
        let mut bare = day(22, 25, 25, 400);
        (bare.no_date, bare.no_authors, bare.title_repeats, bare.opening_repeats) = (25, 24, 24, 20);
        let alarms = drift(&with(weeks(), bare), 22, &[]);
        assert_eq!(
            alarms,
            [
                Drift::DatesVanished { from: 0, to: 100, pages: 25 },
                Drift::AuthorsVanished { from: 0, to: 96, pages: 25 },
                Drift::TitlesRepeat { percent: 96, pages: 25 },
                Drift::OpeningsRepeat { percent: 80, pages: 25 },
            ]
        );
    }

    #[test]
    fn a_publisher_that_was_never_readable_is_told_too() {
        assert_eq!(drift(&[day(1, 20, 2, 400)], 1, &[]), [Drift::MostRefused { percent: 10, pages: 20 }]);
        let mut walled = DayFigures { day: 1, ..DayFigures::default() };
        for _ in 0..15 {
            walled.refuse(&Quarantined::Fetch { outcome: crate::reason::FetchOutcome::Refused { status: 403 } });
        }
        assert_eq!(drift(&[walled], 1, &[]), [Drift::PagesUnreachable { percent: 100, pages: 15 }]);
    }

    #[test]
    fn an_alarm_stays_until_the_recovery_is_clear_or_the_new_is_the_usual() {
        let mut days = weeks();
        let mut alarms = Vec::new();
        for d in 22..=60 {
            let mut bad = day(d, 25, 15, 400);
            alarms = drift(&with(days.clone(), bad.clone()), d, &alarms);
            bad.alarms = alarms.clone();
            days.push(bad);
            // A month later it is still known what was usual; then nobody can say.
            assert_eq!(alarms.is_empty(), d > 53, "day {d}: {alarms:?}");
        }
    }

    #[test]
    fn every_refusal_has_its_words() {
        for (name, words) in GATES {
            assert_eq!(refusal_in_words(name), words);
        }
        assert_eq!(BodyRejected::Panicked.name(), "panicked");
        assert_eq!(BodyRejected::IndexPage.name(), "index_page");
        assert_eq!(refusal_in_words("dns_failed"), "not fetched: dns failed");
    }

    proptest::proptest! {
        #[test]
        fn no_figures_make_it_panic(numbers: Vec<(i64, i64, i64, i64)>, today: i64) {
            let days: Vec<DayFigures> = numbers.into_iter().map(|(day, pages, passed, words)| DayFigures {
                day: today.saturating_sub(day % 40), pages, passed, words, words_squared: words, text_bytes: pages, kept_bytes: passed, no_date: words, unfetched: pages, ..DayFigures::default()
            }).collect();
            drift(&days, today, &[]);
        }
    }
}
