//! Copies made of real texts as papers make them of an agency's: the same set every time.

use super::find::Document;
use super::texts::Text;

/// What was done to a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// Another headline, the agency's credit gone, other quotation marks and dashes.
    Reprinted,
    /// 30 to 70 % of it, from the beginning.
    Cut,
    /// Paragraphs in another order.
    Reordered,
    /// 10 to 60 % of its length added from elsewhere, here and there.
    Extended,
    /// 2 to 6 words of a hundred replaced, dropped or doubled.
    Edited,
    /// Half to three quarters of it, 20 to 40 % added, reordered, 2 words of a hundred edited.
    Mixed,
}

impl Change {
    pub const ALL: [Change; 6] =
        [Change::Reprinted, Change::Cut, Change::Reordered, Change::Extended, Change::Edited, Change::Mixed];

    pub fn as_str(self) -> &'static str {
        match self {
            Change::Reprinted => "reprinted",
            Change::Cut => "cut",
            Change::Reordered => "reordered",
            Change::Extended => "extended",
            Change::Edited => "edited",
            Change::Mixed => "mixed",
        }
    }
}

/// Documents of which some are copies of others.
#[derive(Debug, Default)]
pub struct Made {
    pub documents: Vec<Document>,
    /// (source, copy, what was done), by their places among the documents.
    pub copies: Vec<(usize, usize, Change)>,
}

/// Of three texts, one is copied, one stays alone, and one is what papers add from. No added text is added twice.
pub fn set(lang: &str, texts: &[Text]) -> Made {
    let mut made = Made::default();
    let mut chance = Chance(0x5EED ^ texts.len() as u64);
    let mut copied = 0;
    for group in texts.chunks_exact(3) {
        let [source, alone, other] = group else { continue };
        let change = Change::ALL[copied % Change::ALL.len()];
        copied += 1;
        let number = made.documents.len();
        let credit = format!("({}) - ", ["Reuters", "AP", "AFP", "dpa"][number % 4]);
        let mut credited = source.paragraphs.clone();
        if let Some(first) = credited.first_mut() {
            first.insert_str(0, &credit);
        }
        made.documents.push(document(lang, format!("{lang}-{number}"), source, &credited, &source.publisher));
        made.documents.push(document(
            lang,
            format!("{lang}-{number}-alone"),
            alone,
            &alone.paragraphs,
            &alone.publisher,
        ));
        let paragraphs = changed(source, other, change, &mut chance);
        let id = format!("{lang}-{number}-{}", change.as_str());
        // The added text's headline stands over the copy: it says nothing of the source.
        let title = Text { title: other.title.clone(), ..Text::default() };
        made.documents.push(document(lang, id, &title, &paragraphs, &format!("paper {}", number % 40)));
        made.copies.push((number, number + 2, change));
    }
    made
}

fn document(lang: &str, id: String, text: &Text, paragraphs: &[String], publisher: &str) -> Document {
    Document {
        id,
        title: text.title.clone(),
        text: paragraphs.join("\n"),
        publisher: Some(publisher.to_owned()),
        published_at: None,
        lang: Some(lang.to_owned()),
    }
}

/// Every copy has other quotation marks and dashes and no credit.
pub fn changed(source: &Text, other: &Text, change: Change, chance: &mut Chance) -> Vec<String> {
    let mut paragraphs: Vec<String> = source.paragraphs.iter().map(|paragraph| restyled(paragraph)).collect();
    match change {
        Change::Reprinted => {}
        Change::Cut => cut(&mut paragraphs, chance.between(30, 70)),
        Change::Reordered => shuffle(&mut paragraphs, chance),
        Change::Extended => add(&mut paragraphs, other, chance.between(10, 60), chance),
        Change::Edited => {
            let rate = chance.between(2, 6);
            paragraphs.iter_mut().for_each(|paragraph| *paragraph = edited(paragraph, rate, chance));
        }
        Change::Mixed => {
            cut(&mut paragraphs, chance.between(50, 75));
            paragraphs.iter_mut().for_each(|paragraph| *paragraph = edited(paragraph, 2, chance));
            add(&mut paragraphs, other, chance.between(20, 40), chance);
            shuffle(&mut paragraphs, chance);
        }
    }
    paragraphs
}

fn restyled(text: &str) -> String {
    let mut opens = true;
    text.chars()
        .flat_map(|c| match c {
            '"' => {
                opens = !opens;
                vec![if opens { '”' } else { '“' }]
            }
            '“' | '”' | '«' | '»' | '„' => vec!['"'],
            '’' => vec!['\''],
            '\'' => vec!['’'],
            '–' | '—' => vec!['-'],
            c => vec![c],
        })
        .collect()
}

fn words(paragraphs: &[String]) -> usize {
    paragraphs.iter().map(|paragraph| paragraph.split_whitespace().count()).sum()
}

/// Keeps this share of the words, from the beginning.
fn cut(paragraphs: &mut Vec<String>, percent: usize) {
    let mut left = words(paragraphs) * percent / 100;
    for paragraph in paragraphs.iter_mut() {
        let kept: Vec<&str> = paragraph.split_whitespace().take(left).collect();
        left -= kept.len();
        *paragraph = kept.join(" ");
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
}

/// Adds sentences of another text, so many in a hundred of the words that are there, between the paragraphs.
fn add(paragraphs: &mut Vec<String>, other: &Text, percent: usize, chance: &mut Chance) {
    let mut left = words(paragraphs) * percent / 100;
    for paragraph in &other.paragraphs {
        if left == 0 {
            return;
        }
        let part: Vec<&str> = paragraph.split_whitespace().take(left).collect();
        left -= part.len();
        let at = chance.between(0, paragraphs.len());
        paragraphs.insert(at, part.join(" "));
    }
}

fn shuffle(paragraphs: &mut [String], chance: &mut Chance) {
    for at in (1..paragraphs.len()).rev() {
        paragraphs.swap(at, chance.between(0, at));
    }
}

/// Of a hundred words, `rate` are replaced by another word of the text, dropped or doubled.
fn edited(paragraph: &str, rate: usize, chance: &mut Chance) -> String {
    let words: Vec<&str> = paragraph.split_whitespace().collect();
    let mut edited = Vec::with_capacity(words.len());
    for word in &words {
        match (chance.between(0, 99) < rate, chance.between(0, 2)) {
            (false, _) => edited.push(*word),
            (true, 0) => edited.push(words[chance.between(0, words.len() - 1)]),
            (true, 1) => {}
            (true, _) => edited.extend([*word, *word]),
        }
    }
    edited.join(" ")
}

/// Seeded; the same on every machine (SplitMix64).
#[derive(Debug, Clone)]
pub struct Chance(pub u64);

impl Chance {
    /// Both ends are possible.
    pub fn between(&mut self, least: usize, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^= bits >> 31;
        least + (bits % (most - least + 1) as u64) as usize
    }
}
