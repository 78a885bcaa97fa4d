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
const FAIR_SHARE: f32 = 0.7;
/// A rule that would cut more of the text than this share is about some other page.
const MOST_CUT: f32 = 0.3;

/// The text's box as a rule names it.
pub(super) struct Named {
    pub main: Id,
    /// The boxes in it that are meant when it is not meant whole.
    pub parts: Vec<Id>,
    rule: &'static str,
}

/// The box that the rules name, when it is a fair choice beside that of the general method.
pub(super) fn main(site: &mut Site<'_, '_>, dom: &Dom<'_>, general: Id, worth: &Worth) -> Option<Named> {
    for rule in site.rules.all(Field::Body) {
        let boxes = match site.boxes(rule, &(1..dom.len())) {
            Ok(boxes) => boxes,
            Err(why) => {
                site.say(rule, false, why.to_string());
                continue;
            }
        };
        let Some(named) = named(dom, rule, boxes, worth) else { continue };
        let share = worth.value(named.main) / worth.value(general).max(1.0);
        if share >= FAIR_SHARE {
            return Some(named);
        }
        let reason = format!("its box is worth {:.0} % of the box that reads like the report", share * 100.0);
        site.say(rule, false, reason);
    }
    None
}

/// Takes the box: what is not meant in it is marked as foreign.
pub(super) fn take(site: &mut Site<'_, '_>, dom: &Dom<'_>, named: &Named, lines: &mut [Line]) {
    site.say(named.rule, true, "names the box of the text");
    if !named.parts.is_empty() {
        let outside = |line: &Line| !named.parts.iter().any(|part| dom.within(line.first, *part));
        for line in lines.iter_mut().filter(|l| dom.within(l.first, named.main) && outside(l)) {
            line.foreign = line.foreign.or(Some("outside the boxes that the site's rules name"));
        }
    }
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
                site.say(rule, false, why.to_string());
                continue;
            }
        };
        if marked.is_empty() {
            continue;
        }
        let share = marked.iter().map(|i| super::choose::worth(&lines[*i]).max(0.0)).sum::<f32>() / all;
        if share > MOST_CUT {
            site.say(rule, false, format!("would cut {:.0} % of the text", share * 100.0));
            continue;
        }
        site.say(rule, true, format!("cuts {} lines", marked.len()));
        for i in marked {
            lines[i].foreign = lines[i].foreign.or(Some("cut by the site's rules"));
        }
    }
}

fn named(dom: &Dom<'_>, rule: &'static str, boxes: Vec<Id>, worth: &Worth) -> Option<Named> {
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
        return Some(Named { main: heaviest, parts: Vec::new(), rule });
    }
    let around = dom.ancestors(heaviest).find(|id| boxes.iter().all(|b| dom.within(*b, *id)))?;
    Some(Named { main: around, parts: boxes, rule })
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
