//! What a line says of itself: its words, its punctuation, its links.

use super::super::lines::{Fate, Kind, Line};
use super::super::{Clues, phrases, sweep};
use super::signature;
use crate::dom::{Dom, Id, Tag};
use std::collections::HashMap;

pub(super) struct Known<'k> {
    pub clues: &'k Clues<'k>,
    /// Words of the title and of the summary: which of the two has them.
    pub words: HashMap<String, Said>,
    pub site: String,
}

#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Said {
    title: bool,
    summary: bool,
}

impl<'k> Known<'k> {
    pub fn of(clues: &'k Clues<'k>) -> Known<'k> {
        let of = |text: &'k str| {
            text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() >= 3).map(str::to_lowercase)
        };
        let mut words: HashMap<String, Said> = HashMap::new();
        of(clues.title).for_each(|word| words.entry(word).or_default().title = true);
        of(clues.summary).for_each(|word| words.entry(word).or_default().summary = true);
        Known { clues, words, site: clues.address.site() }
    }
}

#[derive(Debug, Default, Clone)]
pub(super) struct Own {
    pub words: f32,
    pub link_share: f32,
    pub heading: bool,
    pub links: u32,
    pub ends_as_sentence: bool,
    pub ends_with_colon: bool,
    pub ends_with_question: bool,
    pub begins_small: bool,
    pub begins_odd: bool,
    pub capitals: f32,
    pub digits: f32,
    pub word_length: f32,
    pub sentences: u32,
    pub commas: f32,
    pub quotation_marks: u32,
    pub odd_marks: u32,
    pub names_address: bool,
    pub you: f32,
    pub we: f32,
    pub stressed: f32,
    pub one_link: bool,
    pub leads_away: bool,
    pub furniture: bool,
    pub begins_as_furniture: bool,
    pub invites: bool,
    pub rule: u8,
    pub title_words: f32,
    pub summary_words: f32,
    pub names_author: bool,
    /// Tag and names of the box it stands in.
    pub signature: u64,
}

impl Own {
    pub fn of(dom: &Dom<'_>, line: &Line, known: &Known<'_>) -> Own {
        let text = line.text.as_str();
        let mut own = Own {
            words: line.words as f32,
            link_share: line.links(),
            heading: matches!(line.kind, Kind::Heading(_)),
            signature: signature(dom, line.block),
            rule: rule_of(line.fate),
            ..Own::default()
        };
        if text.is_empty() {
            return own;
        }
        let (mut letters, mut capitals, mut digits, mut commas) = (0u32, 0u32, 0u32, 0u32);
        let mut stopped = false;
        for c in text.chars() {
            // Most characters of most texts.
            if c.is_ascii_lowercase() {
                letters += 1;
                stopped = false;
                continue;
            }
            if c.is_alphabetic() {
                letters += 1;
                capitals += u32::from(c.is_uppercase());
            } else if c.is_numeric() {
                digits += 1;
            }
            match c {
                ',' | '،' | '、' | '，' | ';' => commas += 1,
                '"' | '“' | '”' | '«' | '»' | '„' | '「' | '」' => own.quotation_marks += 1,
                '|' | '•' | '→' | '›' | '>' | '▶' | '►' | '·' | '©' | '#' | '[' | '*' | '@' => {
                    own.odd_marks += 1
                }
                '。' | '！' | '？' | '؟' | '۔' | '।' => own.sentences += 1,
                ' ' if stopped => own.sentences += 1,
                _ => {}
            }
            stopped = matches!(c, '.' | '!' | '?' | '…') || (stopped && matches!(c, '"' | '”' | '’' | ')' | '»'));
        }
        own.sentences += u32::from(stopped);
        let all = letters.max(1) as f32;
        let count = line.words.max(1) as f32;
        (own.capitals, own.digits) = (capitals as f32 / all, digits as f32 / all);
        (own.word_length, own.commas) = (letters as f32 / count, commas as f32 / count);
        own.ends_as_sentence = line.ends_as_sentence();
        let last = text.trim_end_matches(['"', '”', ')', ' ']).chars().next_back();
        own.ends_with_colon = matches!(last, Some(':' | '：'));
        own.ends_with_question = matches!(last, Some('?' | '؟' | '？'));
        let first = text.chars().next();
        own.begins_small = first.is_some_and(char::is_lowercase);
        own.begins_odd = first.is_some_and(|c| {
            !c.is_alphanumeric() && !matches!(c, '"' | '“' | '‘' | '«' | '\'' | '„' | '$' | '(' | '¿' | '¡' | '—')
        });
        own.names_address =
            text.contains("http") || text.contains("www.") || (text.contains('@') && text.contains('.'));
        let (mut you, mut we, mut in_title, mut in_summary, mut seen) = (0u32, 0u32, 0u32, 0u32, 0u32);
        let mut lower = String::new();
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(400) {
            if word.len() <= 6 {
                you += u32::from(one_of(
                    word,
                    &["you", "your", "yours", "usted", "su", "vous", "votre", "sie", "ihre", "ihr"],
                ));
                we += u32::from(one_of(word, &["we", "our", "us", "i", "my", "nous", "notre", "wir", "unser"]));
            }
            if word.chars().nth(2).is_some() {
                seen += 1;
                lower.clear();
                if word.is_ascii() {
                    lower.push_str(word);
                    lower.make_ascii_lowercase();
                } else {
                    lower.push_str(&word.to_lowercase());
                }
                let said = known.words.get(&lower).copied().unwrap_or_default();
                in_title += u32::from(said.title);
                in_summary += u32::from(said.summary);
            }
        }
        (own.you, own.we) = (you as f32 / count, we as f32 / count);
        let seen = seen.max(1) as f32;
        (own.title_words, own.summary_words) = (in_title as f32 / seen, in_summary as f32 / seen);
        own.furniture = phrases::is_furniture(text);
        let short = line.words <= 60;
        own.begins_as_furniture = short && phrases::begins_as_furniture(text);
        own.invites = short && phrases::invites(&phrases::lower(text));
        own.names_author = short && known.clues.authors.iter().any(|a| a.len() >= 4 && text.contains(a.as_str()));
        own.look_at_markup(dom, line, &known.site);
        own
    }

    /// Links and stress inside the line.
    pub fn look_at_markup(&mut self, dom: &Dom<'_>, line: &Line, site: &str) {
        let whole = line.text.len().max(1) as f32;
        let mut stressed = 0usize;
        let mut id = line.first.min(line.last);
        // Elements around the first node but inside the line's box count too.
        let around = dom.ancestors(line.first).take_while(|a| *a > line.block).take(6);
        for a in around {
            self.note(dom, a, site);
            if is_stress(dom.tag(a)) {
                stressed = stressed.max(dom.end(a).min(line.last).saturating_sub(line.first) as usize);
            }
        }
        let all_stressed = stressed > 0 && stressed as u32 >= line.last - line.first;
        let mut chars = 0usize;
        while id < line.last {
            let tag = dom.tag(id);
            self.note(dom, id, site);
            if is_stress(tag) {
                chars += dom.below(id).filter(|n| dom.tag(*n) == Tag::Text).map(|n| dom.text(n).len()).sum::<usize>();
                id = dom.end(id);
            } else {
                id += 1;
            }
        }
        self.stressed = if all_stressed { 1.0 } else { (chars as f32 / whole).min(1.0) };
        self.one_link = self.links == 1 && line.links() > 0.9;
    }

    pub fn note(&mut self, dom: &Dom<'_>, id: Id, site: &str) {
        if dom.tag(id) != Tag::A {
            return;
        }
        self.links += 1;
        if self.leads_away || self.links > 3 {
            return;
        }
        if let Some((_, href)) = dom.raw_attributes(id).iter().find(|(n, _)| n.eq_ignore_ascii_case("href"))
            && let Some(rest) = href.trim().strip_prefix("https://").or_else(|| href.trim().strip_prefix("http://"))
        {
            let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
            self.leads_away = !host.ends_with(site);
        }
    }
}

pub(super) fn is_stress(tag: Tag) -> bool {
    matches!(tag, Tag::B | Tag::Strong | Tag::Em | Tag::I)
}

pub(super) fn one_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|w| word.eq_ignore_ascii_case(w))
}

/// Which rule decided, as a number; only its order in this list gives it.
pub(super) fn rule_of(fate: Fate) -> u8 {
    match fate {
        Fate::Keep("the standfirst") => 1,
        Fate::Keep(_) => 0,
        Fate::Drop(why) => sweep::REASONS.iter().position(|r| *r == why).map_or(2, |at| at as u8 + 3),
    }
}
