//! Arabic and Hindi: no capitals, so names are what the lists know, what stands beside titles and verbs of saying, and what words like "ministry" begin or end.

use super::known::known;
use super::{Mention, MentionKind};
use crate::lexicon::{Meaning, look_up};
use crate::places::Found;
use crate::token::{Gap, Tokens};
use coranto_core::Lang;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

const TITLE_WORDS: &str = "الرييس رييس الوزراء وزير وزيره الوزير الامين العام الملك الامير الشيخ النايب المتحدث اللواء العميد الدكتور السيد السيده الكاتب الكاتبه الفنان الفنانه المخرج اللاعب المدرب السفير البابا العهد ولي نظيره القايد الزعيم القاضي المرشح مراسلها \
    राष्ट्रपति प्रधानमंत्री मुख्यमंत्री मंत्री नेता अभिनेता अभिनेत्री डॉक्टर डॉ श्री श्रीमती अध्यक्ष कप्तान संस्थापक सांसद विधायक लेखक गायक निर्देशक खिलाडी न्यायाधीश राज्यपाल";
const SAYING_WORDS: &str = "قال قالت اكد اكدت اعلن اعلنت اضاف اضافت صرح صرحت ذكر اوضح اوضحت كتب كتبت توفي التقي غنت سجل ترشح انتخب استقال سافرت سافر وصف غادر زار تراس وقع عين اتهم مع قدم";
const FIRST_WORDS: &str = "وزاره جامعه شركه منظمه حزب مجلس بنك صحيفه هييه موسسه لجنه حركه محكمه المحكمه البنك المجلس الاتحاد اتحاد نادي جمعيه وكاله قناه شرطه جيش متحف معهد مستشفي الخطوط صندوق حكومه برلمان البرلمان جبهه دار مركز مكتب نقابه كليه";
const LAST_WORDS: &str = "विश्वविद्यालय मंत्रालय पार्टी बैंक आयोग कोर्ट न्यायालय संगठन संघ परिषद समिति कंपनी दल विभाग पुलिस अस्पताल कॉलेज इंस्टीट्यूट संस्थान क्लब फाउंडेशन इंडियंस मोटर्स निगम लिमिटेड सेना इंडिया";
const POSTPOSITION_WORDS: &str = "ने को का की के से में पर और या तक लिए है हैं था थी थे हुआ हुई कर कि यह वह इस उस एक दो तीन नया नई नए भी ही तो जो साथ बाद द्वारा गया गई गए";

const TITLES: u8 = 1;
const SAYING: u8 = 2;
const ORGANISATIONS_FIRST: u8 = 4;
const ORGANISATIONS_LAST: u8 = 8;
const POSTPOSITIONS: u8 = 16;

static WORDS: LazyLock<FxHashMap<&'static str, u8>> = LazyLock::new(|| {
    let mut words: FxHashMap<&'static str, u8> = FxHashMap::default();
    for (list, bit) in [
        (TITLE_WORDS, TITLES),
        (SAYING_WORDS, SAYING),
        (FIRST_WORDS, ORGANISATIONS_FIRST),
        (LAST_WORDS, ORGANISATIONS_LAST),
        (POSTPOSITION_WORDS, POSTPOSITIONS),
    ] {
        for word in list.split_ascii_whitespace() {
            *words.entry(word).or_default() |= bit;
        }
    }
    words
});

pub(super) fn mentions(tokens: &Tokens, standing: &[Found], lang: Option<Lang>) -> Vec<Mention> {
    let hindi = lang.is_some_and(|lang| matches!(lang.as_str(), "hi" | "mr" | "ne"));
    let mut reader = Reader {
        tokens,
        lang,
        hindi,
        taken: vec![false; tokens.len()],
        places: standing.iter().map(|found| (found.first, found.led)).collect(),
        mentions: Vec::new(),
    };
    let listed = known(tokens, if hindi { "hi" } else { "ar" });
    for (first, end, kind) in &listed {
        reader.take(*first, *end, *kind);
    }
    reader.organisations();
    reader.people();
    for found in
        standing.iter().filter(|found| !reader.taken[found.first..found.end].contains(&true)).collect::<Vec<_>>()
    {
        reader.taken[found.first..found.end].fill(true);
        reader.mentions.push(Mention { range: found.range.clone(), kind: MentionKind::Place, sure: true });
    }
    reader.mentions.sort_by_key(|mention| mention.range.start);
    reader.mentions
}

struct Reader<'a> {
    tokens: &'a Tokens,
    lang: Option<Lang>,
    hindi: bool,
    taken: Vec<bool>,
    /// Where a place begins, and whether a particle leads it.
    places: FxHashMap<usize, bool>,
    mentions: Vec<Mention>,
}

impl Reader<'_> {
    fn take(&mut self, first: usize, end: usize, kind: MentionKind) {
        if first >= end || self.taken[first..end].iter().any(|taken| *taken) {
            return;
        }
        self.taken[first..end].fill(true);
        let range = self.tokens.list[first].start as usize..self.tokens.list[end - 1].end as usize;
        self.mentions.push(Mention { range, kind, sure: true });
    }

    fn organisations(&mut self) {
        for at in 0..self.tokens.len() {
            if self.taken[at] {
                continue;
            }
            if self.hindi {
                if self.is(at, ORGANISATIONS_LAST) {
                    let mut first = at;
                    while first > 0
                        && at - first < 3
                        && self.is_joined(first)
                        && !self.taken[first - 1]
                        && !self.is(first - 1, POSTPOSITIONS)
                    {
                        first -= 1;
                    }
                    if first < at {
                        self.take(first, at + 1, MentionKind::Organisation);
                    }
                }
            } else if self.is(at, ORGANISATIONS_FIRST) {
                let mut end = at + 1;
                let goes_on = |end: usize| {
                    end < self.tokens.len()
                        && end - at < 4
                        && self.is_joined(end)
                        && !self.taken[end]
                        && (self.tokens.folded(end).starts_with("ال")
                            || self.places.get(&end) == Some(&false) && end == at + 1)
                };
                while goes_on(end) {
                    end += 1;
                }
                if end > at + 1 {
                    self.take(at, end, MentionKind::Organisation);
                }
            }
        }
    }

    fn people(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            let titled =
                at > 0 && self.is_joined(at) && (self.is(at - 1, TITLES) || self.is_adjective_of_title(at - 1));
            let said = at > 0 && self.is_joined(at) && !self.hindi && self.is(at - 1, SAYING);
            let place = self.places.contains_key(&at);
            let first = self.meaning(at);
            let led = titled || said;
            let is_free = !self.taken[at] && !self.is(at, TITLES | POSTPOSITIONS) && !place;
            let unknown = !first.is_common(self.lang)
                && !self.tokens.folded(at).starts_with("ال")
                && first.of_country().is_none();
            let particle = matches!(self.tokens.folded(at), "عبد" | "ابو" | "ابن" | "ام");
            let begins =
                is_free && (first.has(Meaning::FIRST) && !first.is_common(self.lang) || led && (unknown || particle));
            let end = if begins { self.end_of_person(at, led) } else { at };
            if end > at + 1 || end > at && (led && first.has(Meaning::FIRST)) {
                self.take(at, end, MentionKind::Person);
                at = end;
            } else {
                at += 1;
            }
        }
    }

    /// "الرئيس المصري …", "وزير الخارجية …": between title and name.
    fn is_adjective_of_title(&self, at: usize) -> bool {
        let adjective = self.tokens.folded(at).starts_with("ال") || self.meaning(at).of_country().is_some();
        !self.hindi
            && adjective
            && at > 0
            && self.is_joined(at)
            && (self.is(at - 1, TITLES)
                || at > 1
                    && self.is_joined(at - 1)
                    && self.tokens.folded(at - 1).starts_with("ال")
                    && self.is(at - 2, TITLES))
    }

    fn end_of_person(&self, at: usize, led: bool) -> usize {
        let mut end = at + 1;
        while end < self.tokens.len() && end - at < 4 && self.is_joined(end) && !self.taken[end] {
            let (word, meaning) = (self.tokens.folded(end), self.meaning(end));
            let particle = matches!(
                word,
                "بن" | "ابن"
                    | "ابو"
                    | "عبد"
                    | "الدين"
                    | "ال"
                    | "نصر"
                    | "बिन"
                    | "कुमार"
                    | "सिंह"
                    | "देवी"
            );
            let of_name = particle || meaning.has(Meaning::LAST) || meaning.has(Meaning::FIRST);
            let place = self.places.contains_key(&end);
            let unknown = !meaning.is_common(self.lang)
                && !place
                && !coranto_text::is_stop_word(word, self.lang)
                && !self.is(end, TITLES)
                && !self.is(end, SAYING)
                && meaning.of_country().is_none();
            let stops = self.hindi && (self.is(end, POSTPOSITIONS) || self.is(end, ORGANISATIONS_LAST));
            // What nobody knows is a surname right after the first name, not further on.
            if stops
                || place && !meaning.has(Meaning::LAST)
                || !(of_name && (!meaning.is_common(self.lang) || particle)
                    || unknown && (end - at < 2 || end - at < 3 && (led && self.hindi || word.starts_with("ال"))))
            {
                break;
            }
            end += 1;
        }
        end
    }

    fn meaning(&self, at: usize) -> Meaning {
        look_up(self.tokens.folded(at)).unwrap_or_default()
    }

    fn is(&self, at: usize, bit: u8) -> bool {
        WORDS.get(self.tokens.folded(at)).is_some_and(|bits| bits & bit != 0)
    }

    fn is_joined(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| matches!(token.gap, Gap::Space | Gap::Hyphen))
    }
}
