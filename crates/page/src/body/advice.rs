//! What the rules for this site say of its text, held against what the page itself looks like. Rules grow old: a box that does not hold what reads like
//! the report is not taken for the report, and a box that holds much of it is not cut.

use super::choose::Worth;
use super::lines::Line;
use crate::dom::{Dom, Id};
use crate::site_rules::{Field, Site, SiteRules};
use std::collections::HashMap;
use std::ops::Range;

/// Of several boxes that a rule names, one that holds this much of what is worth reading is the text alone.
const NEARLY_ALL: f32 = 0.9;
/// The box of the rule is worth at least this share of the box of the general method, both by `Worth::value`.
const FAIR_SHARE: f32 = 0.9;
/// A rule that would cut more of the text than this share is about some other page.
const MOST_CUT: f32 = 0.3;

/// The text's box as a rule names it.
struct Named {
    main: Id,
    /// The boxes in it that are meant, in page order.
    parts: Vec<Id>,
}

/// The box to read: that of the rules, when it is a fair choice beside the one that the general method found.
pub(super) fn main(site: &mut Site<'_, '_>, dom: &Dom<'_>, general: Id, lines: &mut [Line], worth: &Worth) -> Id {
    for rule in site.rules.all(Field::Body) {
        let boxes = match site.boxes(rule, &(1..dom.len())) {
            Ok(boxes) => boxes,
            Err(why) => {
                site.say(rule, false, || why.to_string());
                continue;
            }
        };
        let Some(named) = named(dom, boxes, worth) else {
            site.say(rule, false, || "finds no box with running text".to_owned());
            continue;
        };
        let share = worth.value(named.main) / worth.value(general).max(1.0);
        if share < FAIR_SHARE {
            let percent = share * 100.0;
            site.say(rule, false, || format!("its box is worth {percent:.0} % of the one that reads like the report"));
            continue;
        }
        site.say(rule, true, || "names the box of the text".to_owned());
        return take(dom, &named, general, lines);
    }
    general
}

/// A narrower box ends the text where it ends. What stands before it is judged as on any page: summaries and first paragraphs are often left
/// out of such rules, and what follows the text hardly ever belongs to it.
fn take(dom: &Dom<'_>, named: &Named, general: Id, lines: &mut [Line]) -> Id {
    let main = if dom.within(named.main, general) { general } else { named.main };
    let begin = named.parts.first().copied().unwrap_or(main);
    let foreign = |line: &Line| {
        line.first >= begin && dom.within(line.first, main) && !named.parts.iter().any(|p| dom.within(line.first, *p))
    };
    for line in lines.iter_mut().filter(|l| foreign(l)) {
        line.foreign = line.foreign.or(Some("outside the box that the site's rules name"));
    }
    main
}

/// Marks the lines inside `main` that the rules cut.
pub(super) fn cut(site: &mut Site<'_, '_>, dom: &Dom<'_>, main: Id, lines: &mut [Line], worth: &Worth) {
    let window = main + 1..dom.end(main);
    let all = worth.good(main).max(1.0);
    let mut answers: Vec<_> = site.rules.all(Field::Cut).map(|rule| (rule, site.boxes(rule, &window))).collect();
    answers.extend(boxes_by_name(dom, &window, &site.rules).into_iter().map(|(rule, boxes)| (rule, Ok(boxes))));
    for (rule, answer) in answers {
        let marked = match answer {
            Ok(boxes) => whole_lines(dom, &boxes, lines),
            Err(why) => {
                site.say(rule, false, || why.to_string());
                continue;
            }
        };
        if marked.is_empty() {
            continue;
        }
        let share = marked.iter().map(|i| super::choose::worth(&lines[*i]).max(0.0)).sum::<f32>() / all;
        if share > MOST_CUT {
            site.say(rule, false, || format!("would cut {:.0} % of the text", share * 100.0));
            continue;
        }
        site.say(rule, true, || format!("cuts {} lines", marked.len()));
        for i in marked {
            lines[i].foreign = lines[i].foreign.or(Some("cut by the site's rules"));
        }
    }
}

fn named(dom: &Dom<'_>, boxes: Vec<Id>, worth: &Worth) -> Option<Named> {
    let mut boxes: Vec<Id> = boxes.into_iter().filter(|id| worth.good(*id) > 0.0).collect();
    // A box inside another one adds nothing.
    let mut end = 0;
    boxes.retain(|id| {
        let outermost = *id >= end;
        end = end.max(dom.end(*id));
        outermost
    });
    let all: f32 = boxes.iter().map(|id| worth.good(*id)).sum();
    let heaviest = boxes.iter().copied().max_by(|a, b| worth.good(*a).total_cmp(&worth.good(*b)))?;
    if worth.good(heaviest) >= NEARLY_ALL * all {
        return Some(Named { main: heaviest, parts: vec![heaviest] });
    }
    let around = dom.ancestors(heaviest).find(|id| boxes.iter().all(|b| dom.within(*b, *id)))?;
    Some(Named { main: around, parts: boxes })
}

/// Lines that lie wholly inside one of the boxes: words are never lost inside a sentence.
fn whole_lines(dom: &Dom<'_>, boxes: &[Id], lines: &[Line]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut done = 0;
    for id in boxes {
        let end = dom.end(*id);
        let from = lines.partition_point(|l| l.first < *id).max(done);
        for (i, line) in lines.iter().enumerate().skip(from).take_while(|(_, l)| l.first < end) {
            if line.last <= end {
                found.push(i);
            }
            done = i + 1;
        }
    }
    found
}

/// Boxes whose class or id has one of the words.
fn boxes_by_name(dom: &Dom<'_>, window: &Range<Id>, rules: &SiteRules<'static>) -> Vec<(&'static str, Vec<Id>)> {
    let mut by_word: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut found: Vec<(&'static str, Vec<Id>)> = Vec::new();
    for rule in rules.all(Field::CutNamed) {
        let Some(word) = rule.split_ascii_whitespace().next() else { continue };
        by_word.entry(word).or_default().push(found.len());
        found.push((rule, Vec::new()));
    }
    if found.is_empty() {
        return found;
    }
    for id in window.clone() {
        for (name, value) in dom.raw_attributes(id) {
            if !name.eq_ignore_ascii_case("class") && !name.eq_ignore_ascii_case("id") {
                continue;
            }
            for word in value.split_ascii_whitespace() {
                for i in by_word.get(word).into_iter().flatten() {
                    let (rule, boxes) = &mut found[*i];
                    if *rule == word || value.contains(*rule) {
                        boxes.push(id);
                    }
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::body::{Clues, read, text_of};
    use crate::dom::Dom;
    use crate::site_rules::{Site, SiteRules};
    use crate::{Options, Why};
    use coranto_core::Address;

    const REPORT: &str = "<p>The harbour of Lindmar opened again on Tuesday after eleven weeks of dredging, and the first ferry left with forty passengers.</p>\
        <p>Mayor Ada Lund said the work had cost 4.2 million crowns, less than the council feared when the sandbank first closed the channel.</p>\
        <p>Ferry crews expect to carry 600 people a day by the end of the month, and a second boat from Kessby will join them in June.</p>\
        <p>The mussel growers of the outer bay say that the dredged mud has covered a third of their beds since the work began in March.</p>";

    /// The text by these rules, and what is said of them.
    fn by(rules: &'static str, html: &str) -> (String, Vec<Why>) {
        let dom = Dom::parse(html);
        let address = Address::parse("https://courier.example/news/harbour").unwrap();
        let clues = Clues {
            address: &address,
            base: &address,
            canonical: None,
            title: "Harbour opens again",
            summary: "",
            authors: &[],
            told: "",
            live: &Default::default(),
            published: None,
            modified: None,
            memory: None,
        };
        let mut site = Site::new(&dom, SiteRules::test(rules), true);
        let body = read(&dom, &clues, Some(&mut site), &Options::default());
        (text_of(&body.blocks), site.why)
    }

    fn page(inside: &str, after: &str) -> String {
        format!(
            "<body><h1>Harbour opens again</h1><div class=main><div class='story text'>{REPORT}{inside}</div>{after}</div></body>"
        )
    }

    const PROMO: &str = "<p class='kb-x7'>The Courier's new guide is in the shops.</p>";

    #[test]
    fn a_rule_that_agrees_ends_the_text_where_its_box_ends() {
        let html = page("", PROMO);
        assert!(by("", &html).0.contains("new guide"));
        let (text, why) = by(" body //div[contains(@class, 'story')]\n", &html);
        assert!(text.contains("The harbour of Lindmar") && text.contains("mussel growers"), "{text}");
        assert!(!text.contains("new guide"), "{text}");
        assert!(why[0].kept && why[0].reason == "names the box of the text", "{why:?}");
    }

    #[test]
    fn what_rules_cut_is_cut_in_whole_lines() {
        let html = page(PROMO, "");
        for rules in [" named kb-x7\n", " cut //p[@class='kb-x7']\n"] {
            let (text, why) = by(rules, &html);
            assert!(text.contains("mussel growers") && !text.contains("new guide"), "{rules}: {text}");
            assert!(why[0].kept && why[0].reason == "cuts 1 lines", "{why:?}");
        }
        let inside = "<p>Divers <span class=kb-x7>from Kessby and two other towns of the bay</span> found an anchor of the old fleet.</p>";
        let (text, why) = by(" named kb-x7\n", &page(inside, ""));
        assert!(text.contains("Divers from Kessby and two other towns of the bay found"), "{text}");
        assert_eq!(why, []);
    }

    #[test]
    fn a_rule_that_is_out_of_date_is_ignored_and_says_why() {
        let html = page("", "<div class=tides><p>Tides of the week: high water at six.</p></div>");
        let plain = by("", &html).0;
        for (rules, reason) in [
            (" body //div[@id='gone']\n", "finds no box with running text"),
            (" body //div[@class='tides']\n", "worth"),
            (" body //gu-island\n", "HTML has no element"),
            (" cut //p\n", "would cut"),
            (" named story\n", "would cut"),
            (" cut //*[//*[//*[//*[//*[. = 'z']]]]]\n", "more work"),
        ] {
            let (text, why) = by(rules, &html);
            assert_eq!(text, plain, "{rules}");
            assert!(!why[0].kept && why[0].reason.contains(reason), "{rules}: {why:?}");
        }
    }

    #[test]
    fn a_box_around_the_whole_page_does_not_bring_the_page() {
        let menu: String = (0..60).map(|i| format!("<p><a href='/{i}'>Section {i} of the paper</a></p>")).collect();
        let html = format!("<body><div class=all>{menu}<div class='story'>{REPORT}</div></div></body>");
        let (text, why) = by(" body //div[@class='all']\n", &html);
        assert!(!text.contains("Section 3") && text.contains("mussel growers"), "{text}");
        assert!(!why[0].kept, "{why:?}");
    }
}
