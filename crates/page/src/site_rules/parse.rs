//! From the words of an expression to its tree. What is not understood is refused when the rules are compiled, and again here.

use super::tree::{Axis, Compare, Expr, Function, Path, Step, Test};
use crate::dom::Tag;

/// Brackets and calls inside each other; the rules in the field stay below ten.
const DEEPEST: u32 = 24;
/// Bytes of one expression.
const LONGEST: usize = 2_000;

/// Why an expression cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    TooLong,
    TooDeep,
    /// Not an expression: what stands where something else is needed.
    Syntax(String),
    /// A function or an axis that no rule worth having uses.
    Unsupported(String),
    /// The reader does not keep the names of elements that HTML does not have.
    UnknownElement(String),
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Unreadable::TooLong => write!(f, "longer than {LONGEST} bytes"),
            Unreadable::TooDeep => write!(f, "more than {DEEPEST} brackets inside each other"),
            Unreadable::Syntax(at) => write!(f, "not an expression at “{at}”"),
            Unreadable::Unsupported(what) => write!(f, "“{what}” is not supported"),
            Unreadable::UnknownElement(name) => write!(f, "HTML has no element “{name}”"),
        }
    }
}

pub(super) fn parse(text: &str) -> Result<Expr, Unreadable> {
    if text.len() > LONGEST {
        return Err(Unreadable::TooLong);
    }
    let mut parser = Parser { text, at: 0, depth: 0 };
    let expr = parser.or()?;
    parser.blanks();
    if parser.at < text.len() { Err(parser.fault()) } else { Ok(expr) }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: u32,
}

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Takes these characters when they come next.
    fn takes(&mut self, mark: &str) -> bool {
        self.blanks();
        let found = self.rest().starts_with(mark);
        if found {
            self.at += mark.len();
        }
        found
    }

    fn needs(&mut self, mark: &str) -> Result<(), Unreadable> {
        if self.takes(mark) { Ok(()) } else { Err(self.fault()) }
    }

    /// Takes a word such as `and` where an operator may stand.
    fn takes_word(&mut self, word: &str) -> bool {
        self.blanks();
        let rest = self.rest();
        let found = rest.starts_with(word) && !rest.get(word.len()..).is_some_and(|r| r.starts_with(in_name));
        if found {
            self.at += word.len();
        }
        found
    }

    fn name(&mut self) -> Option<&'t str> {
        self.blanks();
        let rest = self.rest();
        if !rest.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            return None;
        }
        let mut end = rest.find(|c: char| !in_name(c)).unwrap_or(rest.len());
        // One colon belongs to a name with a prefix, two to an axis.
        let after = rest.get(end..).unwrap_or_default();
        if after.starts_with(':') && !after.starts_with("::") {
            let local = after.get(1..).unwrap_or_default();
            let more = local.find(|c: char| !in_name(c)).unwrap_or(local.len());
            if more > 0 {
                end += 1 + more;
            }
        }
        self.at += end;
        rest.get(..end)
    }

    fn fault(&self) -> Unreadable {
        let rest: String = self.rest().chars().take(20).collect();
        Unreadable::Syntax(if rest.is_empty() { "its end".to_owned() } else { rest })
    }

    fn deeper(&mut self) -> Result<(), Unreadable> {
        self.depth += 1;
        if self.depth > DEEPEST { Err(Unreadable::TooDeep) } else { Ok(()) }
    }

    fn or(&mut self) -> Result<Expr, Unreadable> {
        self.deeper()?;
        let mut all = vec![self.and()?];
        while self.takes_word("or") {
            all.push(self.and()?);
        }
        self.depth -= 1;
        Ok(one_or(all, Expr::Or))
    }

    fn and(&mut self) -> Result<Expr, Unreadable> {
        let mut all = vec![self.comparison()?];
        while self.takes_word("and") {
            all.push(self.comparison()?);
        }
        Ok(one_or(all, Expr::And))
    }

    fn comparison(&mut self) -> Result<Expr, Unreadable> {
        let left = self.sum()?;
        let marks = [
            ("!=", Compare::Differs),
            ("<=", Compare::AtMost),
            (">=", Compare::AtLeast),
            ("=", Compare::Equals),
            ("<", Compare::Less),
            (">", Compare::More),
        ];
        for (mark, compare) in marks {
            if self.takes(mark) {
                let right = self.sum()?;
                return Ok(Expr::Compare(compare, Box::new(left), Box::new(right)));
            }
        }
        Ok(left)
    }

    fn sum(&mut self) -> Result<Expr, Unreadable> {
        let mut left = self.union()?;
        loop {
            let negative = if self.takes("+") {
                false
            } else if self.takes("-") {
                true
            } else {
                return Ok(left);
            };
            let right = self.union()?;
            left = Expr::Sum { left: Box::new(left), right: Box::new(right), negative };
        }
    }

    fn union(&mut self) -> Result<Expr, Unreadable> {
        let mut all = vec![self.path()?];
        while self.takes("|") {
            all.push(self.path()?);
        }
        Ok(one_or(all, Expr::Union))
    }

    /// A path, or a value with predicates and a path behind it.
    fn path(&mut self) -> Result<Expr, Unreadable> {
        self.blanks();
        let Some(base) = self.value()? else { return self.location() };
        let predicates = self.predicates()?;
        let mut steps = Vec::new();
        if self.rest_is_path() {
            self.steps(&mut steps)?;
        }
        if predicates.is_empty() && steps.is_empty() {
            return Ok(base);
        }
        Ok(Expr::Filter { base: Box::new(base), predicates, steps })
    }

    /// A literal, a number, a call, or something in brackets; nothing when a path begins here.
    fn value(&mut self) -> Result<Option<Expr>, Unreadable> {
        let rest = self.rest();
        match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inner = rest.get(1..).unwrap_or_default();
                let Some(end) = inner.find(quote) else { return Err(self.fault()) };
                self.at += end + 2;
                Ok(Some(Expr::Text(inner.get(..end).unwrap_or_default().to_owned())))
            }
            Some(c) if c.is_ascii_digit() => {
                let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
                let number = rest.get(..end).and_then(|n| n.parse().ok()).ok_or_else(|| self.fault())?;
                self.at += end;
                Ok(Some(Expr::Number(number)))
            }
            Some('(') => {
                self.at += 1;
                let inner = self.or()?;
                self.needs(")")?;
                Ok(Some(inner))
            }
            _ => self.call(),
        }
    }

    fn call(&mut self) -> Result<Option<Expr>, Unreadable> {
        let begin = self.at;
        let Some(name) = self.name() else { return Ok(None) };
        if !self.takes("(") || matches!(name, "text" | "node" | "comment" | "processing-instruction") {
            self.at = begin;
            return Ok(None);
        }
        let function = Function::of(name).ok_or_else(|| Unreadable::Unsupported(format!("{name}()")))?;
        let mut arguments = Vec::new();
        if !self.takes(")") {
            loop {
                arguments.push(self.or()?);
                if self.takes(")") {
                    break;
                }
                self.needs(",")?;
            }
        }
        if !function.takes(arguments.len()) {
            return Err(Unreadable::Syntax(format!("{name} with {} values", arguments.len())));
        }
        Ok(Some(Expr::Call(function, arguments).simpler()))
    }

    fn rest_is_path(&mut self) -> bool {
        self.blanks();
        self.rest().starts_with('/')
    }

    fn location(&mut self) -> Result<Expr, Unreadable> {
        let mut steps = Vec::new();
        let from_root = self.rest().starts_with('/');
        if from_root {
            let alone = !self.rest().starts_with("//")
                && !self
                    .rest()
                    .get(1..)
                    .unwrap_or_default()
                    .trim_start()
                    .starts_with(|c: char| in_name(c) || matches!(c, '*' | '@' | '.'));
            if alone {
                self.at += 1;
                return Ok(Expr::Path(Path { from_root, steps }));
            }
            self.steps(&mut steps)?;
        } else {
            self.step(&mut steps)?;
            if self.rest_is_path() {
                self.steps(&mut steps)?;
            }
        }
        Ok(Expr::Path(Path { from_root, steps }).simpler())
    }

    /// Steps that begin with a stroke each.
    fn steps(&mut self, steps: &mut Vec<Step>) -> Result<(), Unreadable> {
        loop {
            if self.takes("//") {
                let before = steps.len();
                steps.push(Step { axis: Axis::DescendantOrSelf, test: Test::Any, predicates: Vec::new() });
                self.step(steps)?;
                // "//p" is one walk unless its place among its siblings is asked for.
                if let Some([_, last]) = steps.get_mut(before..)
                    && last.axis == Axis::Child
                    && !last.predicates.iter().any(Expr::asks_position)
                {
                    last.axis = Axis::Descendant;
                    steps.remove(before);
                }
            } else if self.takes("/") {
                self.step(steps)?;
            } else {
                return Ok(());
            }
            if steps.len() > DEEPEST as usize {
                return Err(Unreadable::TooDeep);
            }
        }
    }

    fn step(&mut self, steps: &mut Vec<Step>) -> Result<(), Unreadable> {
        if self.takes("..") {
            steps.push(Step { axis: Axis::Parent, test: Test::Any, predicates: self.predicates()? });
            return Ok(());
        }
        if self.takes(".") {
            steps.push(Step { axis: Axis::Itself, test: Test::Any, predicates: self.predicates()? });
            return Ok(());
        }
        let axis = if self.takes("@") { Axis::Attribute } else { self.axis()? };
        let test = self.test(axis)?;
        let predicates = self.predicates()?;
        steps.push(Step { axis, test, predicates });
        Ok(())
    }

    fn axis(&mut self) -> Result<Axis, Unreadable> {
        let begin = self.at;
        if let Some(name) = self.name()
            && self.takes("::")
        {
            return Axis::of(name).ok_or_else(|| Unreadable::Unsupported(format!("{name}::")));
        }
        self.at = begin;
        Ok(Axis::Child)
    }

    fn test(&mut self, axis: Axis) -> Result<Test, Unreadable> {
        if self.takes("*") {
            return Ok(Test::Element);
        }
        let Some(name) = self.name() else { return Err(self.fault()) };
        if self.takes("(") {
            self.needs(")")?;
            return match name {
                "text" => Ok(Test::Text),
                "node" => Ok(Test::Any),
                _ => Err(Unreadable::Unsupported(format!("{name}()"))),
            };
        }
        if axis == Axis::Attribute {
            return Ok(Test::Named(name.to_owned()));
        }
        match Tag::of(name.as_bytes()) {
            Tag::Other => Err(Unreadable::UnknownElement(name.to_owned())),
            tag => Ok(Test::Tag(tag)),
        }
    }

    fn predicates(&mut self) -> Result<Vec<Expr>, Unreadable> {
        let mut all = Vec::new();
        while self.takes("[") {
            all.push(self.or()?);
            self.needs("]")?;
        }
        Ok(all)
    }
}

fn in_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.')
}

fn one_or(mut all: Vec<Expr>, many: impl Fn(Vec<Expr>) -> Expr) -> Expr {
    match all.pop() {
        Some(only) if all.is_empty() => only,
        Some(last) => {
            all.push(last);
            many(all)
        }
        None => many(all),
    }
}
