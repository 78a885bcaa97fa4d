//! Reads the small part of Python in which the suite writes its expectations.

/// An expression. What is not understood makes the whole expression unread, never wrongly read.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    Or(Vec<Expr>),
    And(Vec<Expr>),
    Not(Box<Expr>),
    /// `a == b == c`: the first, and each operator with what follows it.
    Compare(Box<Expr>, Vec<(Op, Expr)>),
    /// A name with what is asked of it: `entries[0]['title']`, `feed.link`, `len(…)`.
    Path(Vec<Step>),
    Text(String),
    Number(f64),
    Bool(bool),
    None,
    /// Tuples and lists.
    Sequence(Vec<Expr>),
    Dict(Vec<(Expr, Expr)>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    Equal,
    NotEqual,
    Is,
    IsNot,
    In,
    NotIn,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    Name(String),
    Index(i64),
    Call(Vec<Expr>),
}

pub fn parse(text: &str) -> Option<Expr> {
    let mut parser = Parser { tokens: tokens(text)?, at: 0 };
    let expr = parser.or()?;
    (parser.at == parser.tokens.len()).then_some(expr)
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Name(String),
    Text(String),
    Number(f64),
    Sign(&'static str),
}

const SIGNS: &[&str] = &["==", "!=", "(", ")", "[", "]", "{", "}", ",", ":", ".", "+", "-"];

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(c) = rest.chars().next() {
        let quoted = ["u'", "u\"", "'", "\""].iter().find(|q| rest.starts_with(**q));
        if let Some(opening) = quoted {
            let (value, after) = string(rest.get(opening.len() - 1..)?)?;
            tokens.push(Token::Text(value));
            rest = after;
        } else if c.is_ascii_digit() {
            let len = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
            tokens.push(Token::Number(rest.get(..len)?.parse().ok()?));
            rest = rest.get(len..)?;
        } else if c.is_alphabetic() || c == '_' {
            let len = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            tokens.push(Token::Name(rest.get(..len)?.to_owned()));
            rest = rest.get(len..)?;
        } else {
            let sign = SIGNS.iter().find(|s| rest.starts_with(**s))?;
            tokens.push(Token::Sign(sign));
            rest = rest.get(sign.len()..)?;
        }
        rest = rest.trim_start();
    }
    Some(tokens)
}

/// The string literal at the beginning, and what follows it.
fn string(text: &str) -> Option<(String, &str)> {
    let quote = text.get(..1)?;
    let triple = quote.repeat(3);
    let closing = if text.starts_with(&triple) { triple } else { quote.to_owned() };
    let mut rest = text.get(closing.len()..)?;
    let mut out = String::new();
    loop {
        if let Some(after) = rest.strip_prefix(closing.as_str()) {
            return Some((out, after));
        }
        let c = rest.chars().next()?;
        rest = rest.get(c.len_utf8()..)?;
        if c != '\\' {
            out.push(c);
            continue;
        }
        let escape = rest.chars().next()?;
        rest = rest.get(escape.len_utf8()..)?;
        let digits = match escape {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        match escape {
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'r' => out.push('\r'),
            '\\' | '\'' | '"' => out.push(escape),
            _ if digits > 0 => {
                let code = u32::from_str_radix(rest.get(..digits)?, 16).ok()?;
                rest = rest.get(digits..)?;
                out.push(char::from_u32(code)?);
            }
            other => {
                out.push('\\');
                out.push(other);
            }
        }
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Sign(s)) if *s == sign);
        self.at += usize::from(found);
        found
    }

    fn word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Name(n)) if n == word);
        self.at += usize::from(found);
        found
    }

    fn or(&mut self) -> Option<Expr> {
        let mut parts = vec![self.and()?];
        while self.word("or") {
            parts.push(self.and()?);
        }
        if parts.len() == 1 { parts.pop() } else { Some(Expr::Or(parts)) }
    }

    fn and(&mut self) -> Option<Expr> {
        let mut parts = vec![self.not()?];
        while self.word("and") {
            parts.push(self.not()?);
        }
        if parts.len() == 1 { parts.pop() } else { Some(Expr::And(parts)) }
    }

    fn not(&mut self) -> Option<Expr> {
        if self.word("not") {
            return Some(Expr::Not(Box::new(self.not()?)));
        }
        let first = self.sum()?;
        let mut others = Vec::new();
        loop {
            let op = if self.sign("==") {
                Op::Equal
            } else if self.sign("!=") {
                Op::NotEqual
            } else if self.word("is") {
                if self.word("not") { Op::IsNot } else { Op::Is }
            } else if self.word("in") {
                Op::In
            } else if self.word("not") {
                if !self.word("in") {
                    return None;
                }
                Op::NotIn
            } else {
                break;
            };
            others.push((op, self.sum()?));
        }
        Some(if others.is_empty() { first } else { Expr::Compare(Box::new(first), others) })
    }

    /// Only texts are ever added.
    fn sum(&mut self) -> Option<Expr> {
        let mut first = self.primary()?;
        while self.sign("+") {
            match (&mut first, self.primary()?) {
                (Expr::Text(a), Expr::Text(b)) => a.push_str(&b),
                _ => return None,
            }
        }
        Some(first)
    }

    fn primary(&mut self) -> Option<Expr> {
        let token = self.peek()?.clone();
        self.at += 1;
        match token {
            Token::Text(mut text) => {
                while let Some(Token::Text(more)) = self.peek().cloned() {
                    text.push_str(&more);
                    self.at += 1;
                }
                Some(Expr::Text(text))
            }
            Token::Number(number) => Some(Expr::Number(number)),
            Token::Sign("-") => match self.primary()? {
                Expr::Number(number) => Some(Expr::Number(-number)),
                _ => None,
            },
            Token::Sign("(") => {
                let mut items = self.items(")")?;
                let comma = matches!(self.tokens.get(self.at.checked_sub(2)?), Some(Token::Sign(",")));
                if items.len() == 1 && !comma { items.pop() } else { Some(Expr::Sequence(items)) }
            }
            Token::Sign("[") => Some(Expr::Sequence(self.items("]")?)),
            Token::Sign("{") => {
                let mut pairs = Vec::new();
                while !self.sign("}") {
                    let key = self.sum()?;
                    self.sign(":").then_some(())?;
                    pairs.push((key, self.sum()?));
                    self.sign(",");
                }
                Some(Expr::Dict(pairs))
            }
            Token::Name(name) => match name.as_str() {
                "None" => Some(Expr::None),
                "True" => Some(Expr::Bool(true)),
                "False" => Some(Expr::Bool(false)),
                _ => self.path(name),
            },
            Token::Sign(_) => None,
        }
    }

    fn items(&mut self, closing: &str) -> Option<Vec<Expr>> {
        let mut items = Vec::new();
        while !self.sign(closing) {
            items.push(self.or()?);
            if !self.sign(",") && !matches!(self.peek(), Some(Token::Sign(s)) if *s == closing) {
                return None;
            }
        }
        Some(items)
    }

    fn path(&mut self, name: String) -> Option<Expr> {
        let mut steps = vec![Step::Name(name)];
        loop {
            if self.sign("[") {
                steps.push(match self.sum()? {
                    Expr::Text(key) => Step::Name(key),
                    Expr::Number(index) => Step::Index(index as i64),
                    _ => return None,
                });
                self.sign("]").then_some(())?;
            } else if self.sign(".") {
                match self.peek()?.clone() {
                    Token::Name(name) => steps.push(Step::Name(name)),
                    _ => return None,
                }
                self.at += 1;
            } else if self.sign("(") {
                steps.push(Step::Call(self.items(")")?));
            } else {
                return Some(Expr::Path(steps));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_expectation_is_read() {
        let expr = parse("not bozo and entries[0]['title'] == u'A \\u00e9 ' + \"B\"").unwrap();
        let Expr::And(parts) = expr else { panic!("{expr:?}") };
        assert_eq!(parts[0], Expr::Not(Box::new(Expr::Path(vec![Step::Name("bozo".into())]))));
        let path = Expr::Path(vec![Step::Name("entries".into()), Step::Index(0), Step::Name("title".into())]);
        assert_eq!(parts[1], Expr::Compare(Box::new(path), vec![(Op::Equal, Expr::Text("A é B".into()))]));
    }

    #[test]
    fn what_is_not_python_of_this_kind_is_not_read() {
        for text in ["lambda x: x", "a ==", "'open", "f(**k)"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse("(1, -2.5,)"), Some(Expr::Sequence(vec![Expr::Number(1.0), Expr::Number(-2.5)])));
    }
}
