//! Line by line: what stands in the article's box and does not belong to the article.

use super::Clues;
use super::lines::{Fate, Kind, Line};
use super::{phrases, recall};
use crate::any_of::AnyOf;
use crate::dom::{Dom, Id, Tag};
use std::sync::LazyLock;

const REPORT: Fate = Fate::Keep("reads like the report");

/// A line of another box than the article's.
pub(super) const OUTSIDE: &str = "outside the article";

/// What the rules say against a line, from the weakest to the strongest: the learned decision sees the place in this list.
pub(super) const REASONS: &[&str] = &[
    "a heading with nothing under it",
    "after the report ends",
    "before the report begins",
    OUTSIDE,
    "no words",
    "a date",
    "a byline",
    "how long it takes to read",
    "the page's own title",
    "the title again",
    "the title again, with its date or author",
    "a caption",
    "about the author",
    "a disclosure of the site",
    "a program's data",
    "about cookies",
    "a pointer to another article",
    "only a link",
    "a list of links",
    "an advert",
    "begins like a prompt or a pointer",
    "invites to something else",
    "words of the page, not of the report",
];

pub(super) fn sweep(dom: &Dom<'_>, lines: &mut [Line], main: Id, clues: &Clues<'_>) {
    let from = lines.partition_point(|l| l.first < main);
    let to = lines.partition_point(|l| l.first < dom.end(main));
    for line in &mut lines[from..to] {
        line.fate = judge(line, clues);
    }
    standfirst(dom, lines, from, clues);
    lists_of_links(dom, &mut lines[from..to]);
    before_the_report(&mut lines[from..to]);
    after_the_report(&mut lines[from..to]);
    about_the_author(&mut lines[from..to], clues);
    empty_headings(&mut lines[from..to]);
}

/// Near the end, lines that introduce the author: "Ada Lund is a reporter ...".
fn about_the_author(lines: &mut [Line], clues: &Clues<'_>) {
    let kept: Vec<usize> = (0..lines.len()).filter(|i| lines[*i].kept() && lines[*i].words > 0).collect();
    let tail = kept.len().saturating_sub(5).max(kept.len() / 2);
    for at in &kept[tail.min(kept.len())..] {
        let line = &mut lines[*at];
        let text = line.text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let named = clues.authors.iter().any(|author| {
            text.get(..author.len()).is_some_and(|start| start.eq_ignore_ascii_case(author))
                && !text.contains(['“', '«', '„'])
        });
        if (named && line.words < 120) || introduces(text) {
            line.fate = Fate::Drop("about the author");
        }
    }
}

fn introduces(text: &str) -> bool {
    let lower = text.to_lowercase();
    let start: String = lower.chars().take(160).collect();
    let marks = [
        " is a reporter",
        " is a writer",
        " is a freelance",
        " is a senior reporter",
        " is a staff writer",
        " is a senior writer",
        " is a journalist",
        " is an editor",
        " is a contributing",
        " is an associate editor",
        " is a columnist",
        " is a contributor",
        " is a senior editor",
        " is a news writer",
        " is a correspondent",
        " can be reached at",
        " may be reached at",
        " can be contacted at",
        " writes about",
        " contributed to this report",
        " contributed to this article",
        " contributed reporting",
        " contributed to this story",
        "follow him on",
        "follow her on",
        "follow them on",
        "ist redakteur",
        "ist freier journalist",
        "est journaliste",
        "es periodista",
        "é jornalista",
        "è giornalista",
    ];
    marks.iter().any(|m| start.contains(m)) && !text.contains(['“', '«', '„', '"'])
}

/// A fragment is all report, but not its counting pixels, which the writer refuses anyway.
pub(super) fn trackers_only(lines: &mut [Line]) {
    for line in lines {
        line.fate = Fate::Keep("part of the fragment");
    }
}

/// What one line says of itself.
fn judge(line: &Line, clues: &Clues<'_>) -> Fate {
    if let Some(why) = line.foreign.filter(|_| line.vouched < 80) {
        return Fate::Drop(why);
    }
    if recall::is_of_the_site(line) {
        return Fate::Drop(recall::KNOWN);
    }
    if matches!(line.kind, Kind::Image | Kind::Slide | Kind::Embed | Kind::Rule | Kind::Table) {
        return REPORT;
    }
    if phrases::is_furniture(&line.text) {
        return Fate::Drop("words of the page, not of the report");
    }
    if matches!(line.kind, Kind::Heading(_)) && same_words(&line.text, clues.title) {
        return Fate::Drop("the title again");
    }
    if line.words <= 45 && phrases::begins_as_furniture(&line.text) {
        return Fate::Drop("begins like a prompt or a pointer");
    }
    // Longer lines are not asked.
    let lower = if line.words <= 160 { phrases::lower(&line.text) } else { String::new() };
    if line.words <= 45 && phrases::invites(&lower) && (line.words <= 25 || line.link_words > 0) {
        return Fate::Drop("invites to something else");
    }
    if line.kind == Kind::Caption || (line.kind != Kind::Quote && is_caption(&line.text, line.words)) {
        return Fate::Drop("a caption");
    }
    if line.kind != Kind::Item && !line.ends_as_sentence() {
        if line.words <= 10 && is_stamp(&line.text) || line.words <= 24 && are_stamps(&line.text) {
            return Fate::Drop("a date");
        }
        if line.words <= 6 && is_reading_time(&line.text) {
            return Fate::Drop("how long it takes to read");
        }
    }
    if line.words <= 10 && clues.authors.iter().any(|author| is_byline(&line.text, author)) {
        return Fate::Drop("a byline");
    }
    if line.words <= 160 && CONSENTS.stands_in(&lower) {
        return Fate::Drop("about cookies");
    }
    if line.words <= 120 && DISCLOSES.stands_in(&lower) {
        return Fate::Drop("a disclosure of the site");
    }
    if is_data(&line.text) {
        return Fate::Drop("a program's data");
    }
    if line.words == 0 {
        return Fate::Drop("no words");
    }
    if line.links() > 0.6 && phrases::begins_as_advert(&line.text) {
        return Fate::Drop("an advert");
    }
    if matches!(line.kind, Kind::Paragraph | Kind::Cell)
        && !line.ends_as_sentence()
        && line.words <= 60
        && is_title_line(&line.text, clues.title)
    {
        return Fate::Drop("the title again, with its date or author");
    }
    if matches!(line.kind, Kind::Paragraph | Kind::Cell) && line.links() > 0.7 {
        return if line.ends_as_sentence() && line.words > 12 { REPORT } else { Fate::Drop("only a link") };
    }
    if line.kind == Kind::Paragraph
        && line.links() > 0.5
        && line.words < 12
        && line.text.contains(':')
        && !line.ends_as_sentence()
    {
        return Fate::Drop("a pointer to another article");
    }
    REPORT
}

/// The title and a few words beside it: old pages part section, date, title and author by line breaks only.
fn is_title_line(text: &str, title: &str) -> bool {
    let words = |text: &str| -> String {
        let mut out = String::from(" ");
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
            out.extend(word.chars().flat_map(char::to_lowercase));
            out.push(' ');
        }
        out
    };
    let (text, title) = (words(text), words(title));
    let (in_text, in_title) = (text.split_whitespace().count(), title.split_whitespace().count());
    in_title >= 3 && in_text <= in_title + 14 && text.contains(&title)
}

/// Ends as captions end: with the name of who made the picture.
fn is_caption(text: &str, words: u32) -> bool {
    if words > 90 {
        return false;
    }
    static MARKS: LazyLock<AnyOf> = LazyLock::new(|| {
        AnyOf::new([
            "(AP)",
            "(AP Photo",
            "AP Photo/",
            "/AP)",
            "(Reuters)",
            "REUTERS/",
            "(AFP)",
            "AFP/",
            "/AFP",
            "(Photo by",
            "Photo by ",
            "Photo: ",
            "Photo credit",
            "Image credit",
            "Credit: ",
            "(Photo courtesy",
            "Photo courtesy",
            "(Courtesy",
            "(Image: ",
            "[GETTY]",
            "(Foto: ",
            "Foto: ",
            "Фото: ",
            "الصورة: ",
            "تصوير: ",
            "(Photo : ",
            "(Bild: ",
            "/dpa",
            "dpa/",
            "/EFE",
            "Crédit photo",
            "Photos via ",
            "/ZUMA",
        ])
    });
    static AGENCIES: LazyLock<AnyOf> =
        LazyLock::new(|| AnyOf::new(["Getty Images", "Shutterstock", "iStock", "Alamy"]));
    let from = text.char_indices().nth_back(69).map_or(0, |(at, _)| at);
    let tail = &text[from..];
    // A report on a picture agency names it too, but as a sentence.
    let agency = AGENCIES.stands_in(tail) && (!text.ends_with('.') || tail.contains("/Getty") || tail.contains("via "));
    (agency || MARKS.stands_in(tail)) && (words <= 60 || text.ends_with(')'))
}

/// A date and nothing else, or a playing time.
pub(super) fn is_stamp(text: &str) -> bool {
    !text.chars().any(char::is_alphabetic) && text.contains(':')
        || (text.chars().any(|c| c.is_ascii_digit()) && crate::meta::is_date(text))
}

/// "Published 23 November 2026 at 14:42 · Updated 23 November 2026 at 15:18"
fn are_stamps(text: &str) -> bool {
    let mut parts = text.split(['·', '|', '•']).map(str::trim).filter(|p| !p.is_empty()).peekable();
    parts.peek().is_some() && parts.all(|part| part.chars().any(|c| c.is_ascii_digit()) && crate::meta::is_date(part))
}

/// "2 min read", "3 Min. Lesezeit"
fn is_reading_time(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let number = words.next().is_some_and(|w| w.chars().all(|c| c.is_ascii_digit()));
    let unit = words.next().unwrap_or_default().trim_end_matches('.').to_lowercase();
    number
        && words.next().is_some()
        && [
            "min",
            "mins",
            "minute",
            "minutes",
            "minuten",
            "minutos",
            "minuti",
            "мин",
            "минут",
            "минуты",
            "минута",
            "دقيقة",
            "دقائق",
        ]
        .contains(&unit.as_str())
        && [
            "read",
            "lesezeit",
            "lecture",
            "lectura",
            "leitura",
            "lettura",
            "чтения",
            "чтение",
            "قراءة",
            "للقراءة",
            "leestijd",
        ]
        .iter()
        .any(|w| text.to_lowercase().contains(w))
}

fn is_byline(text: &str, author: &str) -> bool {
    let Some(at) = text.to_lowercase().find(&author.to_lowercase()) else { return false };
    let before = text.get(..at).unwrap_or_default().trim();
    let after = text.get(at + author.len()..).unwrap_or_default();
    before.split_whitespace().count() <= 2
        && before.chars().count() <= 12
        && after.split_whitespace().count() <= 3
        && !text.ends_with(['.', '?', '!', '"', '”'])
}

static DISCLOSES: LazyLock<AnyOf> = LazyLock::new(|| {
    AnyOf::new([
        "we may receive compensation",
        "may earn a commission",
        "may earn an affiliate commission",
        "earn a small commission",
        "may receive a commission",
        "we may receive payments from",
    ])
});

static CONSENTS: LazyLock<AnyOf> = LazyLock::new(|| {
    AnyOf::new([
        "this website uses cookies",
        "this site uses cookies",
        "we use cookies",
        "diese website verwendet cookies",
        "wir verwenden cookies",
        "utilise des cookies",
        "utilizamos cookies",
        "utiliza cookies",
        "utilizza i cookie",
        "maakt gebruik van cookies",
        "использует файлы cookie",
    ])
});

/// What leaks out of a script that the page did not close.
fn is_data(text: &str) -> bool {
    static SIGNS: LazyLock<AnyOf> =
        LazyLock::new(|| AnyOf::new(["\":", "\\n", "\\\"", "<a href=", "</a>", "function("]));
    if !SIGNS.stands_in(text) {
        return false;
    }
    text.matches("\":").count() + text.matches("\\n").count() + text.matches("\\\"").count() >= 3
        || text.contains("<a href=")
        || text.contains("</a>")
        || (text.contains("function(") && text.contains("};"))
}

/// The standfirst: the line under the title, when it stands above the report's own box, or is the publisher's description.
fn standfirst(dom: &Dom<'_>, lines: &mut [Line], from: usize, clues: &Clues<'_>) {
    let Some(title) =
        lines[..from].iter().rposition(|l| matches!(l.kind, Kind::Heading(1)) && same_words(&l.text, clues.title))
    else {
        return;
    };
    let reads = |l: &Line| {
        matches!(l.kind, Kind::Paragraph | Kind::Heading(2..))
            && l.words >= 6
            && l.links() < 0.3
            && !judge(l, clues).is_drop()
    };
    let between = title + 1..from;
    let described = between
        .clone()
        .find(|i| reads(&lines[*i]) && clues.summary.len() >= 30 && same_words(&lines[*i].text, clues.summary));
    let found = described.or_else(|| {
        between.take(6).find(|i| {
            reads(&lines[*i])
                && (lines[*i].ends_as_sentence() || lines[*i].words >= 8)
                && named_standfirst(dom, lines[*i].block)
        })
    });
    if let Some(line) = found.and_then(|i| lines.get_mut(i)) {
        line.fate = Fate::Keep("the standfirst");
    }
}

fn named_standfirst(dom: &Dom<'_>, id: Id) -> bool {
    std::iter::once(id).chain(dom.ancestors(id).take(2)).any(|n| {
        ["class", "id", "itemprop", "data-testid"].iter().any(|name| {
            dom.attr(n, name).is_some_and(|v| {
                let v = v.to_ascii_lowercase();
                [
                    "dek",
                    "subtitle",
                    "sub-title",
                    "subhead",
                    "sub-head",
                    "standfirst",
                    "intro",
                    "lede",
                    "excerpt",
                    "summary",
                    "description",
                    "deck",
                    "strapline",
                    "teaser-text",
                    "chapo",
                    "sapo",
                    "bajada",
                    "entradilla",
                    "sommario",
                    "anleser",
                    "ingress",
                ]
                .iter()
                .any(|w| v.contains(w))
            })
        })
    })
}

/// Runs of items that are nothing but links.
fn lists_of_links(dom: &Dom<'_>, lines: &mut [Line]) {
    let mut at = 0;
    while at < lines.len() {
        if lines[at].kind != Kind::Item {
            at += 1;
            continue;
        }
        let list = list_of(dom, lines[at].block);
        let mut end = at;
        while end < lines.len()
            && (lines[end].kind == Kind::Item || matches!(lines[end].kind, Kind::Image))
            && dom.within(lines[end].first, list)
        {
            end += 1;
        }
        let end = end.max(at + 1);
        let (words, links) = lines[at..end].iter().fold((0, 0), |(w, l), line| (w + line.words, l + line.link_words));
        if links * 10 >= words * 7 && !lines[at..end].iter().any(|l| l.vouched >= 80 && l.words > 5) {
            for line in &mut lines[at..end] {
                line.fate = Fate::Drop("a list of links");
            }
        }
        at = end;
    }
}

/// The outermost list around an item.
pub(super) fn list_of(dom: &Dom<'_>, id: Id) -> Id {
    dom.ancestors(id)
        .take(12)
        .filter(|a| matches!(dom.tag(*a), Tag::Ul | Tag::Ol | Tag::Dl))
        .last()
        .unwrap_or_else(|| dom.parent(id))
}

fn is_report(line: &Line) -> bool {
    line.kept()
        && matches!(line.kind, Kind::Paragraph | Kind::Quote | Kind::Item | Kind::Preformatted)
        && line.words >= 10
        && line.ends_as_sentence()
}

/// Bylines, dates and buttons before the first sentence.
fn before_the_report(lines: &mut [Line]) {
    let Some(first) = lines.iter().position(is_report) else { return };
    for line in &mut lines[..first] {
        if line.kind == Kind::Heading(1) {
            line.fate = Fate::Drop("the page's own title");
        }
        if line.kept()
            && matches!(line.kind, Kind::Paragraph | Kind::Item | Kind::Cell | Kind::Quote)
            && line.words < 10
            && !line.ends_as_sentence()
        {
            line.fate = Fate::Drop("before the report begins");
        }
    }
}

fn after_the_report(lines: &mut [Line]) {
    let Some(last) = lines.iter().rposition(is_report) else { return };
    for line in &mut lines[last + 1..] {
        let short = line.words < 10 && !line.ends_as_sentence();
        if line.kept() && matches!(line.kind, Kind::Paragraph | Kind::Cell | Kind::Quote) && short {
            line.fate = Fate::Drop("after the report ends");
        }
    }
}

/// Headings with nothing under them, such as the one of a list that was dropped.
pub(super) fn empty_headings(lines: &mut [Line]) {
    let mut text_below = false;
    // A deeper heading with text under it is something under this one.
    const NONE: u8 = 9;
    let mut level_below = NONE;
    for line in lines.iter_mut().rev() {
        match line.kind {
            Kind::Heading(level) if line.kept() => {
                if !text_below && (level_below == NONE || level_below <= level) {
                    line.fate = Fate::Drop("a heading with nothing under it");
                } else {
                    level_below = level;
                    text_below = false;
                }
            }
            Kind::Image | Kind::Slide | Kind::Rule | Kind::Embed => {}
            _ if line.kept() => {
                text_below = true;
                level_below = NONE;
            }
            _ => {}
        }
    }
}

/// The same words in the same order, or nearly: one may be cut short.
pub(crate) fn same_words(a: &str, b: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
    };
    let (a, b) = (words(a), words(b));
    let shorter = a.len().min(b.len());
    if shorter == 0 || shorter * 10 < a.len().max(b.len()) * 6 {
        return false;
    }
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    same * 10 >= shorter * 9
}
