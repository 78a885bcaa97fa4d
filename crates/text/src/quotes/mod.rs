//! Who said what: words between quotation marks with their speaker and their verb, and reported speech. Pure.
//!
//! It never changes a word: every answer is a place in the text. What has neither verb nor speaker and only a few words (a title, a nickname, words held at a
//! distance) is no quotation. Of a language whose verbs it does not know it finds nothing.
//!
//! Every rule looks at a bounded number of tokens, so the cost is that of the length whatever stands in the text.

mod chinese;
mod dialogue;
mod direct;
mod marks;
mod phrase;
mod reading;
mod reported;
mod same;
mod tongue;
mod tongues;
mod verb_last;
mod who;

pub use same::{Said, Variant, Variants, same, together};

use coranto_core::Lang;
use phrase::Paragraph;
use reading::What;
use std::ops::Range;
use tongue::Order;

/// Somebody's words. All places are in bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    pub kind: Kind,
    /// The words: of exact ones what stands between the marks, without them; several when the reporter speaks in between.
    pub words: Vec<Range<usize>>,
    /// Of indirect ones: which of the words are exact.
    pub exact: Vec<Range<usize>>,
    /// As written beside the verb.
    pub speaker: Option<Range<usize>>,
    /// The fuller name that stands elsewhere, where the speaker is a pronoun or a short form, or unsaid.
    pub who: Option<Range<usize>>,
    pub verb: Option<Range<usize>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Exact words that stand for themselves: "The bridge is closed," she said.
    Direct,
    /// Exact words within the reporter's sentence: she called it "a disaster".
    Fragment,
    /// Reported speech: she said that the bridge is closed.
    Indirect,
}

/// The quotations of a text in the order of their words. Paragraphs are lines; a title may be the first.
pub fn quotations(text: &str, lang: Option<Lang>) -> Vec<Quotation> {
    let Some(tongue) = tongue::tongue(lang) else { return Vec::new() };
    let paragraphs = reading::paragraphs(text);
    let marked = marks::marked(text, &paragraphs);
    let mut found = Vec::new();
    let mut carried = Carried::default();
    for (place, quotes) in paragraphs.iter().zip(&marked) {
        let tokens = reading::tokens(text, place.clone(), quotes, tongue, lang);
        let paragraph = Paragraph { text, tokens, quotes, tongue };
        let (spoken, reported) = read(&paragraph, lang);
        add(&paragraph, spoken, reported, &mut carried, &mut found);
        carried.look_back(&paragraph, &found);
    }
    found.extend(unsaid(carried.words));
    found.sort_by_key(|quotation: &Quotation| quotation.words.first().map_or(0, |words| words.start));
    who::resolve(text, lang, tongue, &mut found);
    found
}

/// Exact and reported words of one paragraph.
fn read(paragraph: &Paragraph, lang: Option<Lang>) -> (Vec<Spoken>, Vec<reported::Report>) {
    if let Some(spoken) = dialogue::dashed(paragraph) {
        return (vec![spoken], Vec::new());
    }
    let (utterances, reported) = match paragraph.tongue.order {
        Order::Unspaced => return chinese::read(paragraph),
        Order::VerbLast => {
            let utterances = verb_last::utterances(paragraph);
            let reported = verb_last::reported(paragraph, &utterances);
            (utterances, reported)
        }
        Order::Free | Order::VerbFirst => {
            let utterances = direct::utterances(paragraph);
            let reported = reported::reported(paragraph, &utterances);
            (utterances, reported)
        }
    };
    let spoken = utterances.into_iter().map(|utterance| {
        let inserted = (utterance.is_unsaid() && paragraph.tongue.inserts).then(|| {
            let quote = &paragraph.quotes[utterance.quotes[0]];
            let tokens = reading::tokens(paragraph.text, quote.inner.clone(), &[], paragraph.tongue, lang);
            let inner = Paragraph { text: paragraph.text, tokens, quotes: &[], tongue: paragraph.tongue };
            dialogue::within(&inner, quote)
        });
        let spoken = Spoken::of(paragraph, &utterance);
        inserted.flatten().map(|inserted| Spoken { quotes: spoken.quotes.clone(), ..inserted }).unwrap_or(spoken)
    });
    (spoken.collect(), reported)
}

/// Exact words of one paragraph, in places of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Spoken {
    /// Numbers of the paragraph's quotations.
    quotes: Vec<usize>,
    words: Vec<Range<usize>>,
    speaker: Option<Range<usize>>,
    verb: Option<Range<usize>>,
    fragment: bool,
}

impl Spoken {
    fn new(
        paragraph: &Paragraph,
        quote: usize,
        speaker: Option<Range<usize>>,
        verb: Option<Range<usize>>,
        fragment: bool,
    ) -> Spoken {
        Spoken { quotes: vec![quote], words: vec![paragraph.quotes[quote].inner.clone()], speaker, verb, fragment }
    }

    fn of(paragraph: &Paragraph, utterance: &direct::Utterance) -> Spoken {
        Spoken {
            quotes: utterance.quotes.clone(),
            words: utterance.quotes.iter().map(|quote| paragraph.quotes[*quote].inner.clone()).collect(),
            speaker: utterance.speaker.as_ref().map(|speaker| paragraph.place(speaker)),
            verb: utterance.verb.map(|verb| paragraph.verb_place(verb)),
            fragment: utterance.fragment,
        }
    }

    fn add(&mut self, paragraph: &Paragraph, quote: usize) {
        self.quotes.push(quote);
        self.words.push(paragraph.quotes[quote].inner.clone());
    }

    fn is_unsaid(&self) -> bool {
        self.verb.is_none() && self.speaker.is_none()
    }
}

/// A quotation that goes on in the next paragraph.
#[derive(Default)]
struct Carried {
    /// Its words so far, while nobody is known to have said them.
    words: Vec<Range<usize>>,
    /// Or where it stands among the found ones.
    into: Option<usize>,
    /// The quotation that the paragraph before ended with.
    open: Option<usize>,
    /// Speaker and verb of a paragraph that ends with a colon.
    announced: Option<(Option<Range<usize>>, Range<usize>)>,
}

impl Carried {
    /// What the next paragraph may go on with.
    fn look_back(&mut self, paragraph: &Paragraph, found: &[Quotation]) {
        let tokens = &paragraph.tokens;
        let Some(last) = tokens.len().checked_sub(1) else { return };
        self.announced = None;
        if tokens[last].what == What::Colon {
            let from = last.saturating_sub(40).max(tokens[last].first);
            let verb = (from..last).rev().find(|at| paragraph.verb(*at).is_some_and(|takes| takes.quote));
            self.announced = verb.map(|verb| {
                (paragraph.speaker_before(verb).map(|name| paragraph.place(&name)), paragraph.verb_place(verb))
            });
        }
        // Nothing but its verb and speaker may follow the quotation.
        let starts = tokens[tokens[last].first].at.start;
        let ends = |quotation: &Quotation| {
            let end = quotation
                .words
                .last()
                .map_or(0, |words| words.end)
                .max(quotation.verb.as_ref().map_or(0, |verb| verb.start));
            quotation.kind == Kind::Direct && quotation.speaker.is_some() && end >= starts && end > tokens[0].at.start
        };
        let from = found.len().saturating_sub(16);
        self.open = (from..found.len()).rev().find(|at| found[*at].kind == Kind::Direct).filter(|at| ends(&found[*at]));
    }
}

/// Exact words of nobody known.
fn unsaid(words: Vec<Range<usize>>) -> Option<Quotation> {
    let quotation = Quotation { kind: Kind::Direct, words, exact: Vec::new(), speaker: None, who: None, verb: None };
    (!quotation.words.is_empty()).then_some(quotation)
}

/// The paragraph's finds as places in the text.
fn add(
    paragraph: &Paragraph,
    spoken: Vec<Spoken>,
    reported: Vec<reported::Report>,
    carried: &mut Carried,
    found: &mut Vec<Quotation>,
) {
    let quotes_of = |report: &reported::Report| {
        let inside = report.words.iter().flat_map(|words| {
            let from = paragraph.quotes.partition_point(|quote| quote.inner.start < words.start);
            paragraph.quotes[from..].iter().take_while(|quote| quote.inner.end <= words.end)
        });
        inside.map(|quote| quote.inner.clone()).collect::<Vec<_>>()
    };
    let mut covered: Vec<&Range<usize>> = reported.iter().flat_map(|report| &report.words).collect();
    covered.sort_by_key(|words| words.start);
    let within = |place: &Range<usize>| {
        let until = covered.partition_point(|words| words.start <= place.start);
        covered[until.saturating_sub(4)..until].iter().any(|words| place.end <= words.end)
    };
    // What the paragraph before began.
    let (mut begun, mut into) = (std::mem::take(&mut carried.words), carried.into.take());
    for mut utterance in spoken {
        let mut announced = None;
        let mut words = std::mem::take(&mut utterance.words);
        if utterance.fragment && (words.first().is_some_and(within) || utterance.is_unsaid()) {
            continue;
        }
        let goes_on = utterance.quotes.last().is_some_and(|last| paragraph.quotes[*last].goes_on);
        let begins = utterance.quotes.first() == Some(&0)
            && paragraph.tokens.first().is_some_and(|token| token.what == What::Quote(0));
        if begins && utterance.is_unsaid() {
            // The speaker of the paragraph before goes on, or was announced at its end.
            if let Some(at) = carried.open.take().filter(|_| begun.is_empty() && into.is_none()) {
                found[at].words.append(&mut words);
                carried.into = goes_on.then_some(at);
                continue;
            }
            announced = carried.announced.take();
        }
        if begins {
            if let Some(at) = into.take() {
                found[at].words.append(&mut words);
                carried.into = goes_on.then_some(at);
                continue;
            }
            begun.append(&mut words);
            words = std::mem::take(&mut begun);
        }
        if goes_on && utterance.is_unsaid() {
            carried.words = words;
            continue;
        }
        carried.into = goes_on.then_some(found.len());
        found.push(Quotation {
            kind: if utterance.fragment { Kind::Fragment } else { Kind::Direct },
            words,
            exact: Vec::new(),
            speaker: utterance.speaker.or_else(|| announced.as_ref()?.0.clone()),
            who: None,
            verb: utterance.verb.or_else(|| Some(announced.as_ref()?.1.clone())),
        });
    }
    found.extend(unsaid(begun));
    found.extend(reported.iter().map(|report| Quotation {
        kind: Kind::Indirect,
        words: report.words.clone(),
        exact: quotes_of(report),
        speaker: report.speaker.clone(),
        who: None,
        verb: Some(report.verb.clone()),
    }));
}
