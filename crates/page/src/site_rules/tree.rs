//! An expression as a tree: the part of XPath 1.0 that the rules in the field use.

use crate::dom::Tag;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expr {
    Or(Vec<Expr>),
    And(Vec<Expr>),
    Compare(Compare, Box<Expr>, Box<Expr>),
    Sum {
        left: Box<Expr>,
        right: Box<Expr>,
        negative: bool,
    },
    Text(String),
    Number(f64),
    Union(Vec<Expr>),
    Path(Path),
    Filter {
        base: Box<Expr>,
        predicates: Vec<Expr>,
        steps: Vec<Step>,
    },
    Call(Function, Vec<Expr>),
    /// `@name` of the node in question: by far the most frequent path.
    Attribute(String),
    /// `contains(concat(' ', normalize-space(@name), ' '), ' word ')`: the name among the names.
    HasWord {
        attribute: String,
        word: String,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compare {
    Equals,
    Differs,
    Less,
    AtMost,
    More,
    AtLeast,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Path {
    pub from_root: bool,
    pub steps: Vec<Step>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step {
    pub axis: Axis,
    pub test: Test,
    pub predicates: Vec<Expr>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    Itself,
    Child,
    Parent,
    Attribute,
    Descendant,
    DescendantOrSelf,
    Ancestor,
    AncestorOrSelf,
    FollowingSibling,
    PrecedingSibling,
    Following,
    Preceding,
}

impl Axis {
    pub fn of(name: &str) -> Option<Axis> {
        Some(match name {
            "self" => Axis::Itself,
            "child" => Axis::Child,
            "parent" => Axis::Parent,
            "attribute" => Axis::Attribute,
            "descendant" => Axis::Descendant,
            "descendant-or-self" => Axis::DescendantOrSelf,
            "ancestor" => Axis::Ancestor,
            "ancestor-or-self" => Axis::AncestorOrSelf,
            "following-sibling" => Axis::FollowingSibling,
            "preceding-sibling" => Axis::PrecedingSibling,
            "following" => Axis::Following,
            "preceding" => Axis::Preceding,
            _ => return None,
        })
    }

    /// Counted from the node backwards.
    pub fn is_reverse(self) -> bool {
        matches!(self, Axis::Ancestor | Axis::AncestorOrSelf | Axis::PrecedingSibling | Axis::Preceding)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Test {
    Any,
    Element,
    Text,
    Tag(Tag),
    /// An attribute.
    Named(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Function {
    Contains,
    StartsWith,
    Concat,
    NormalizeSpace,
    SubstringBefore,
    SubstringAfter,
    Substring,
    StringLength,
    Translate,
    String,
    Not,
    Position,
    Last,
    Count,
    True,
    False,
}

impl Function {
    pub fn of(name: &str) -> Option<Function> {
        Some(match name {
            "contains" => Function::Contains,
            "starts-with" => Function::StartsWith,
            "concat" => Function::Concat,
            "normalize-space" => Function::NormalizeSpace,
            "substring-before" => Function::SubstringBefore,
            "substring-after" => Function::SubstringAfter,
            "substring" => Function::Substring,
            "string-length" => Function::StringLength,
            "translate" => Function::Translate,
            "string" => Function::String,
            "not" => Function::Not,
            "position" => Function::Position,
            "last" => Function::Last,
            "count" => Function::Count,
            "true" => Function::True,
            "false" => Function::False,
            _ => return None,
        })
    }

    pub fn takes(self, values: usize) -> bool {
        use Function::*;
        match self {
            Contains | StartsWith | SubstringBefore | SubstringAfter => values == 2,
            Concat => (2..=12).contains(&values),
            Substring => values == 2 || values == 3,
            Translate => values == 3,
            NormalizeSpace | StringLength | String => values <= 1,
            Not | Count => values == 1,
            Position | Last | True | False => values == 0,
        }
    }
}

impl Expr {
    /// As a predicate, its answer hangs on the place among the nodes before it: a number, or a call that asks for one.
    pub fn asks_position(&self) -> bool {
        self.is_number() || self.calls_position()
    }

    fn is_number(&self) -> bool {
        use Function::*;
        matches!(self, Expr::Number(_) | Expr::Sum { .. } | Expr::Call(Position | Last | Count | StringLength, _))
    }

    fn calls_position(&self) -> bool {
        match self {
            Expr::Call(Function::Position | Function::Last, _) => true,
            Expr::Or(all) | Expr::And(all) | Expr::Union(all) | Expr::Call(_, all) => {
                all.iter().any(Expr::calls_position)
            }
            Expr::Compare(_, left, right) | Expr::Sum { left, right, .. } => {
                left.calls_position() || right.calls_position()
            }
            // Predicates inside ask for places of their own.
            Expr::Filter { base, .. } => base.calls_position(),
            Expr::Path(_) | Expr::Text(_) | Expr::Number(_) | Expr::Attribute(_) | Expr::HasWord { .. } => false,
        }
    }

    /// The two frequent shapes that have a quick answer.
    pub fn simpler(self) -> Expr {
        if let Expr::Path(Path { from_root: false, steps }) = &self
            && let [Step { axis: Axis::Attribute, test: Test::Named(name), predicates }] = steps.as_slice()
            && predicates.is_empty()
        {
            return Expr::Attribute(name.clone());
        }
        if let Some((attribute, word)) = self.word_among() {
            return Expr::HasWord { attribute: attribute.to_owned(), word: word.to_owned() };
        }
        self
    }

    fn word_among(&self) -> Option<(&str, &str)> {
        let Expr::Call(Function::Contains, both) = self else { return None };
        let [Expr::Call(Function::Concat, parts), Expr::Text(word)] = both.as_slice() else { return None };
        let [Expr::Text(before), Expr::Call(Function::NormalizeSpace, names), Expr::Text(after)] = parts.as_slice()
        else {
            return None;
        };
        let [Expr::Attribute(name)] = names.as_slice() else { return None };
        let inner = word.strip_prefix(' ')?.strip_suffix(' ')?;
        let plain = before == " " && after == " " && !inner.is_empty() && !inner.contains(char::is_whitespace);
        plain.then_some((name.as_str(), inner))
    }
}
