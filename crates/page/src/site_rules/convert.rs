//! From a file of `ftr-site-config` to a record of our book.

use super::{Field, parse};
use std::collections::BTreeMap;

/// One file, compiled.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Converted {
    /// The record, empty when nothing of the file can be used.
    pub record: String,
    /// Lines taken, and lines left out by reason.
    pub taken: usize,
    pub left_out: BTreeMap<String, usize>,
}

/// Compiles the rules of one site. `name` is the file's name without its ending: a host, or a domain with a point before it for all hosts below it.
pub fn convert(name: &str, text: &str) -> Converted {
    let mut converted = Converted::default();
    let Some(host) = host(name) else {
        *converted.left_out.entry("not the name of a host".to_owned()).or_default() += 1;
        return converted;
    };
    // Links that count only on pages of some kind cannot be told from the others here.
    let conditional = text.lines().any(|line| line.trim_start().starts_with("if_page_contains"));
    let mut fields: Vec<(Field, &str)> = Vec::new();
    for line in text.trim_start_matches('\u{feff}').lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match field(line, conditional) {
            Ok(field) if fields.contains(&field) => converted.leave("said twice"),
            Ok(field) => fields.push(field),
            Err(why) => converted.leave(&why),
        }
    }
    if fields.is_empty() {
        return converted;
    }
    converted.taken = fields.len();
    converted.record = format!("{host}\n");
    for wanted in Field::ALL {
        for (_, value) in fields.iter().filter(|(field, _)| *field == wanted) {
            converted.record.push_str(&format!(" {} {value}\n", wanted.word()));
        }
    }
    converted
}

impl Converted {
    fn leave(&mut self, why: &str) {
        *self.left_out.entry(why.to_owned()).or_default() += 1;
    }
}

fn host(name: &str) -> Option<String> {
    let name = name.to_ascii_lowercase();
    let name = name.strip_prefix("www.").unwrap_or(&name);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    (name.trim_matches('.').contains('.') && name.chars().all(plain)).then(|| name.to_owned())
}

fn field(line: &str, conditional: bool) -> Result<(Field, &str), String> {
    let (directive, value) = line.split_once(':').ok_or("a line without a colon")?;
    let (directive, value) = (directive.trim(), value.trim());
    let field = match directive {
        "body" => Field::Body,
        "strip" => Field::Cut,
        "strip_id_or_class" => Field::CutNamed,
        "next_page_link" if !conditional => Field::Next,
        "single_page_link" if !conditional => Field::Whole,
        "next_page_link" | "single_page_link" => return Err("a link that counts on some pages only".to_owned()),
        other => {
            let name = other.split('(').next().unwrap_or_default();
            return Err(format!("{name}: not used"));
        }
    };
    if value.is_empty() {
        return Err("a field without a value".to_owned());
    }
    if field.is_expression() {
        parse::parse(value).map_err(|why| format!("{directive}: {why}"))?;
        return Ok((field, value));
    }
    let value = value.trim_matches(['\'', '"']);
    if value.len() < 2 || value.chars().any(char::is_control) {
        return Err(format!("{directive}: too short to mean anything"));
    }
    Ok((field, value))
}
