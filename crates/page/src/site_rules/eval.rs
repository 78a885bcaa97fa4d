//! The answer of an expression on a page. Every node looked at is counted: an expression that asks for more than its share has no answer, whatever the
//! page is built like.

use super::axes::Elements;
use super::tree::{Axis, Compare, Expr, Function, Path, Step, Test};
use crate::dom::{Dom, Id, Tag};
use std::borrow::Cow;
use std::cell::Cell;
use std::ops::Range;

/// An element, a text, or an attribute of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub id: Id,
    /// 0 for the node itself, else one more than the index of the attribute.
    pub attribute: u32,
}

impl Spot {
    pub fn node(id: Id) -> Spot {
        Spot { id, attribute: 0 }
    }
}

/// The expression asked for more work than a page of this size may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooMuch;

pub(super) type Answer<T> = Result<T, TooMuch>;

pub(super) enum Value<'d> {
    Spots(Vec<Spot>),
    Text(Cow<'d, str>),
    Number(f64),
    Truth(bool),
    /// One attribute of one node, if it is there.
    Attribute(Option<Cow<'d, str>>),
}

#[derive(Clone, Copy)]
struct Place {
    spot: Spot,
    position: usize,
    last: usize,
}

pub(super) struct Evaluator<'d, 's> {
    pub dom: &'d Dom<'s>,
    pub elements: &'d Elements,
    steps: u64,
    left: Cell<u64>,
}

impl<'d, 's> Evaluator<'d, 's> {
    pub fn new(dom: &'d Dom<'s>, elements: &'d Elements, steps: u64) -> Evaluator<'d, 's> {
        Evaluator { dom, elements, steps, left: Cell::new(steps) }
    }

    pub fn spent(&self) -> u64 {
        self.steps - self.left.get()
    }

    /// The nodes of the page that the expression names, in order; those outside `window` may be left out.
    pub fn select(&self, expr: &Expr, window: &Range<Id>) -> Answer<Vec<Spot>> {
        match self.value(expr, &whole_page(), Some(window))? {
            Value::Spots(spots) => Ok(spots),
            _ => Ok(Vec::new()),
        }
    }

    /// The address in the first node that the expression names, or the string that it makes.
    pub fn link(&self, expr: &Expr) -> Answer<Option<String>> {
        let link = match self.value(expr, &whole_page(), None)? {
            Value::Spots(spots) => match spots.first() {
                Some(spot) if spot.attribute == 0 => self.dom.attr(spot.id, "href").map(Cow::into_owned),
                Some(spot) => Some(self.words(*spot)?.into_owned()),
                None => None,
            },
            other => Some(self.string(other)?.into_owned()),
        };
        Ok(link.filter(|link| !link.trim().is_empty()))
    }

    /// Counts work. When it is too much, nothing is left for what comes after.
    pub fn spend(&self, steps: u64) -> Answer<()> {
        let left = self.left.get().checked_sub(steps);
        self.left.set(left.unwrap_or(0));
        left.map(|_| ()).ok_or(TooMuch)
    }

    fn value(&self, expr: &Expr, place: &Place, window: Option<&Range<Id>>) -> Answer<Value<'d>> {
        self.spend(1)?;
        Ok(match expr {
            Expr::Attribute(name) => Value::Attribute(self.attribute(place.spot, name)),
            Expr::HasWord { attribute, word } => Value::Truth(self.has_word(place.spot, attribute, word)),
            Expr::Text(text) => Value::Text(Cow::Owned(text.clone())),
            Expr::Number(number) => Value::Number(*number),
            Expr::Or(all) => Value::Truth(self.any(all, place)?),
            Expr::And(all) => Value::Truth(!self.any_not(all, place)?),
            Expr::Compare(compare, left, right) => Value::Truth(self.compare(*compare, left, right, place)?),
            Expr::Sum { left, right, negative } => {
                let (left, right) = (self.number_of(left, place)?, self.number_of(right, place)?);
                Value::Number(if *negative { left - right } else { left + right })
            }
            Expr::Union(all) => {
                let mut spots = Vec::new();
                for one in all {
                    if let Value::Spots(found) = self.value(one, place, window)? {
                        spots.extend(found);
                    }
                }
                spots.sort_unstable();
                spots.dedup();
                Value::Spots(spots)
            }
            Expr::Path(path) => Value::Spots(self.path(path, place, window)?),
            Expr::Filter { base, predicates, steps } => {
                let Value::Spots(mut spots) = self.value(base, place, None)? else {
                    return Ok(Value::Spots(Vec::new()));
                };
                for predicate in predicates {
                    spots = self.filter(spots, predicate, false)?;
                }
                Value::Spots(self.steps(spots, steps, window)?)
            }
            Expr::Call(function, values) => self.call(*function, values, place)?,
        })
    }

    fn any(&self, all: &[Expr], place: &Place) -> Answer<bool> {
        for one in all {
            if self.truth_of(one, place)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn any_not(&self, all: &[Expr], place: &Place) -> Answer<bool> {
        for one in all {
            if !self.truth_of(one, place)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn path(&self, path: &Path, place: &Place, window: Option<&Range<Id>>) -> Answer<Vec<Spot>> {
        let from = if path.from_root { Spot::node(0) } else { place.spot };
        self.steps(vec![from], &path.steps, window)
    }

    fn steps(&self, mut spots: Vec<Spot>, steps: &[Step], window: Option<&Range<Id>>) -> Answer<Vec<Spot>> {
        let count = steps.len();
        for (i, step) in steps.iter().enumerate() {
            let window = window.filter(|_| i + 1 == count);
            spots = self.step(&spots, step, window)?;
            if spots.is_empty() {
                break;
            }
        }
        Ok(spots)
    }

    fn step(&self, from: &[Spot], step: &Step, window: Option<&Range<Id>>) -> Answer<Vec<Spot>> {
        if step.axis == Axis::Attribute {
            return self.attributes(from, &step.test);
        }
        // Where no place is asked for, overlapping walks are one walk.
        if !step.predicates.iter().any(Expr::asks_position) {
            let mut spots = self.together(from, step.axis, &step.test, window)?;
            for predicate in &step.predicates {
                spots = self.filter(spots, predicate, false)?;
            }
            return Ok(spots);
        }
        let mut all = Vec::new();
        for spot in &self.with_such_children(from, step) {
            let mut spots = self.together(&[*spot], step.axis, &step.test, None)?;
            for predicate in &step.predicates {
                spots = self.filter(spots, predicate, step.axis.is_reverse())?;
            }
            all.extend(spots);
        }
        all.sort_unstable();
        all.dedup();
        Ok(all)
    }

    /// "//div[1]" asks every node of the page for its children: those that have none of the name are left out beforehand.
    fn with_such_children(&self, from: &[Spot], step: &Step) -> Vec<Spot> {
        let Test::Tag(tag) = step.test else { return from.to_vec() };
        if step.axis != Axis::Child || from.len() < 16 {
            return from.to_vec();
        }
        let named = self.elements.named(tag, &(0..self.dom.len()));
        let mut parents: Vec<Spot> = named.iter().map(|id| Spot::node(self.dom.parent(*id))).collect();
        parents.sort_unstable();
        parents.dedup();
        parents.retain(|spot| from.binary_search(spot).is_ok());
        parents
    }

    fn filter(&self, spots: Vec<Spot>, predicate: &Expr, reverse: bool) -> Answer<Vec<Spot>> {
        let last = spots.len();
        let mut kept = Vec::new();
        for (i, spot) in spots.into_iter().enumerate() {
            let position = if reverse { last - i } else { i + 1 };
            let place = Place { spot, position, last };
            let fits = match self.value(predicate, &place, None)? {
                Value::Number(number) => number == position as f64,
                value => truth(&value),
            };
            if fits {
                kept.push(spot);
            }
        }
        Ok(kept)
    }

    fn attributes(&self, from: &[Spot], test: &Test) -> Answer<Vec<Spot>> {
        let mut spots = Vec::new();
        for spot in from.iter().filter(|s| s.attribute == 0) {
            let attributes = self.dom.raw_attributes(spot.id);
            self.spend(1 + attributes.len() as u64)?;
            for (i, (name, _)) in attributes.iter().enumerate() {
                let fits = match test {
                    Test::Named(wanted) => name.eq_ignore_ascii_case(wanted),
                    Test::Any | Test::Element => true,
                    Test::Text | Test::Tag(_) => false,
                };
                if fits {
                    spots.push(Spot { id: spot.id, attribute: i as u32 + 1 });
                }
            }
        }
        Ok(spots)
    }

    fn attribute(&self, spot: Spot, name: &str) -> Option<Cow<'d, str>> {
        if spot.attribute == 0 { self.dom.attr(spot.id, name) } else { None }
    }

    fn has_word(&self, spot: Spot, attribute: &str, word: &str) -> bool {
        self.attribute(spot, attribute).is_some_and(|value| value.split_ascii_whitespace().any(|w| w == word))
    }

    fn truth_of(&self, expr: &Expr, place: &Place) -> Answer<bool> {
        Ok(truth(&self.value(expr, place, None)?))
    }

    fn number_of(&self, expr: &Expr, place: &Place) -> Answer<f64> {
        let value = self.value(expr, place, None)?;
        self.number(value)
    }

    fn number(&self, value: Value<'d>) -> Answer<f64> {
        Ok(match value {
            Value::Number(number) => number,
            Value::Truth(truth) => f64::from(u8::from(truth)),
            other => self.string(other)?.trim().parse().unwrap_or(f64::NAN),
        })
    }

    fn string_of(&self, expr: &Expr, place: &Place) -> Answer<Cow<'d, str>> {
        let value = self.value(expr, place, None)?;
        self.string(value)
    }

    fn string(&self, value: Value<'d>) -> Answer<Cow<'d, str>> {
        Ok(match value {
            Value::Spots(spots) => match spots.first() {
                Some(spot) => self.words(*spot)?,
                None => Cow::Borrowed(""),
            },
            Value::Text(text) => text,
            Value::Number(number) => Cow::Owned(number.to_string()),
            Value::Truth(truth) => Cow::Borrowed(if truth { "true" } else { "false" }),
            Value::Attribute(value) => value.unwrap_or_default(),
        })
    }

    /// The string of a node: all text below it, or the value of an attribute.
    fn words(&self, spot: Spot) -> Answer<Cow<'d, str>> {
        if let Some(i) = spot.attribute.checked_sub(1) {
            let value = self.dom.raw_attributes(spot.id).get(i as usize).map_or("", |(_, value)| value);
            self.spend(1 + value.len() as u64 / 16)?;
            return Ok(crate::dom::decode(value, true));
        }
        if self.dom.tag(spot.id) == Tag::Text {
            return Ok(Cow::Borrowed(self.dom.text(spot.id)));
        }
        let mut words = String::new();
        for id in self.dom.below(spot.id) {
            let text = self.dom.text(id);
            self.spend(1 + text.len() as u64 / 16)?;
            words.push_str(text);
        }
        Ok(Cow::Owned(words))
    }

    fn compare(&self, compare: Compare, left: &Expr, right: &Expr, place: &Place) -> Answer<bool> {
        if let (Compare::Equals, Expr::Attribute(name), Expr::Text(text)) = (compare, left, right) {
            return Ok(self.attribute(place.spot, name).is_some_and(|value| value == text.as_str()));
        }
        let (left, right) = (self.value(left, place, None)?, self.value(right, place, None)?);
        match (left, right) {
            // Any node of a set may be the one that fits.
            (Value::Spots(spots), Value::Spots(others)) => {
                for one in &spots {
                    for other in &others {
                        self.spend(1)?;
                        let (one, other) = (self.words(*one)?, self.words(*other)?);
                        if self.holds(compare, Value::Text(one), Value::Text(other))? {
                            return Ok(true);
                        }
                    }
                }
                Ok(false)
            }
            (Value::Spots(spots), other) => {
                let other = single(other);
                for spot in spots {
                    let words = self.words(spot)?;
                    if self.holds(compare, Value::Text(words), same(&other))? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            (other, Value::Spots(spots)) => {
                let other = single(other);
                for spot in spots {
                    let words = self.words(spot)?;
                    if self.holds(compare, same(&other), Value::Text(words))? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            // An attribute that is not there equals nothing and differs from nothing.
            (Value::Attribute(None), _) | (_, Value::Attribute(None)) => Ok(false),
            (left, right) => self.holds(compare, left, right),
        }
    }

    fn holds(&self, compare: Compare, left: Value<'d>, right: Value<'d>) -> Answer<bool> {
        if matches!(compare, Compare::Equals | Compare::Differs) {
            let equal = match (left, right) {
                (Value::Truth(truth_), other) | (other, Value::Truth(truth_)) => truth(&other) == truth_,
                (Value::Number(number), other) | (other, Value::Number(number)) => self.number(other)? == number,
                (left, right) => self.string(left)? == self.string(right)?,
            };
            return Ok(equal == (compare == Compare::Equals));
        }
        let (left, right) = (self.number(left)?, self.number(right)?);
        Ok(match compare {
            Compare::Less => left < right,
            Compare::AtMost => left <= right,
            Compare::More => left > right,
            _ => left >= right,
        })
    }

    fn call(&self, function: Function, values: &[Expr], place: &Place) -> Answer<Value<'d>> {
        let string = |i: usize| -> Answer<Cow<'d, str>> {
            match values.get(i) {
                Some(expr) => self.string_of(expr, place),
                None => self.words(place.spot),
            }
        };
        Ok(match function {
            Function::Contains => Value::Truth(match values {
                [Expr::Attribute(name), Expr::Text(part)] => {
                    self.attribute(place.spot, name).is_some_and(|value| value.contains(part.as_str()))
                }
                _ => string(0)?.contains(&*string(1)?),
            }),
            Function::StartsWith => Value::Truth(string(0)?.starts_with(&*string(1)?)),
            Function::Concat => {
                let mut all = String::new();
                for i in 0..values.len() {
                    all.push_str(&string(i)?);
                }
                Value::Text(Cow::Owned(all))
            }
            Function::NormalizeSpace => {
                let text = string(0)?;
                self.spend(text.len() as u64 / 16)?;
                Value::Text(Cow::Owned(text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")))
            }
            Function::SubstringBefore => {
                let (text, mark) = (string(0)?, string(1)?);
                Value::Text(Cow::Owned(text.split_once(&*mark).map_or(String::new(), |(before, _)| before.to_owned())))
            }
            Function::SubstringAfter => {
                let (text, mark) = (string(0)?, string(1)?);
                Value::Text(Cow::Owned(text.split_once(&*mark).map_or(String::new(), |(_, after)| after.to_owned())))
            }
            Function::Substring => {
                let text = string(0)?;
                self.spend(text.len() as u64 / 16)?;
                let from = values.get(1).map_or(Ok(1.0), |v| self.number_of(v, place))?.round();
                let until = match values.get(2) {
                    Some(length) => from + self.number_of(length, place)?.round(),
                    None => f64::INFINITY,
                };
                let inside = |(i, _): &(usize, char)| *i as f64 + 1.0 >= from && (*i as f64 + 1.0) < until;
                Value::Text(Cow::Owned(text.chars().enumerate().filter(inside).map(|(_, c)| c).collect()))
            }
            Function::StringLength => Value::Number(string(0)?.chars().count() as f64),
            Function::Translate => {
                let (text, from, to) = (string(0)?, string(1)?, string(2)?);
                self.spend((text.len() as u64 / 16).saturating_mul(1 + from.len() as u64 / 16))?;
                let changed = text.chars().filter_map(|c| match from.chars().position(|f| f == c) {
                    Some(at) => to.chars().nth(at),
                    None => Some(c),
                });
                Value::Text(Cow::Owned(changed.collect()))
            }
            Function::String => Value::Text(string(0)?),
            Function::Not => Value::Truth(!self.any(values, place)?),
            Function::Position => Value::Number(place.position as f64),
            Function::Last => Value::Number(place.last as f64),
            Function::Count => match values.first().map(|v| self.value(v, place, None)).transpose()? {
                Some(Value::Spots(spots)) => Value::Number(spots.len() as f64),
                Some(Value::Attribute(Some(_))) => Value::Number(1.0),
                _ => Value::Number(0.0),
            },
            Function::True => Value::Truth(true),
            Function::False => Value::Truth(false),
        })
    }
}

fn whole_page() -> Place {
    Place { spot: Spot::node(0), position: 1, last: 1 }
}

fn truth(value: &Value<'_>) -> bool {
    match value {
        Value::Spots(spots) => !spots.is_empty(),
        Value::Text(text) => !text.is_empty(),
        Value::Number(number) => *number != 0.0 && !number.is_nan(),
        Value::Truth(truth) => *truth,
        Value::Attribute(value) => value.is_some(),
    }
}

/// An attribute that is not there is an empty string beside a set of nodes.
fn single(value: Value<'_>) -> Value<'_> {
    match value {
        Value::Attribute(value) => Value::Text(value.unwrap_or_default()),
        other => other,
    }
}

fn same<'d>(value: &Value<'d>) -> Value<'d> {
    match value {
        Value::Number(number) => Value::Number(*number),
        Value::Truth(truth) => Value::Truth(*truth),
        Value::Text(text) => Value::Text(text.clone()),
        Value::Spots(spots) => Value::Spots(spots.clone()),
        Value::Attribute(value) => Value::Attribute(value.clone()),
    }
}
