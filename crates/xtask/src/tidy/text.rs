//! What stands in files.

use super::File;

/// Longer files are split by meaning.
const MOST_LINES_OF_CODE: usize = 900;

/// Words that would be found in this file itself are put together here.
const UNFINISHED: [&str; 3] = [concat!("todo", "!("), concat!("unimplemented", "!("), concat!("dbg", "!(")];
const EXPECT: &str = concat!("#[", "expect(");
const EXPECT_INNER: &str = concat!("#![", "expect(");
const ALLOW: &str = concat!("#[", "allow(");
const ALLOW_INNER: &str = concat!("#![", "allow(");

/// Beginnings of paths that exist on one machine only. `/home/coranto` is what the documentation tells people to make.
const MACHINE_PATHS: [&str; 4] =
    [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/Us", "ers/"), concat!("/ho", "me/")];
const NOT_A_MACHINE: [&str; 2] = ["/home/coranto", "/home/<"];

pub(super) fn check(file: &File) -> Vec<String> {
    let mut findings = Vec::new();
    findings.extend(whitespace(file));
    findings.extend(machine_path(file));
    if file.path.ends_with(".rs") {
        findings.extend(header(file));
        findings.extend(length(file));
        findings.extend(unfinished(file));
        findings.extend(lints(file));
    }
    findings
}

fn is_fixture(path: &str) -> bool {
    path.contains("/fixtures/") || path.ends_with(".snap")
}

fn is_source(path: &str) -> bool {
    path.starts_with("crates/") && path.contains("/src/")
}

fn numbered(file: &File) -> impl Iterator<Item = (usize, &str)> {
    file.text.split('\n').enumerate().map(|(at, line)| (at + 1, line))
}

/// Fixtures are as they are found.
fn whitespace(file: &File) -> Vec<String> {
    if is_fixture(&file.path) {
        return Vec::new();
    }
    let trailing = numbered(file).filter(|(_, line)| line.ends_with([' ', '\t', '\r']));
    trailing.map(|(at, _)| format!("{}:{at}: whitespace at the end of the line", file.path)).collect()
}

fn machine_path(file: &File) -> Vec<String> {
    let looked_at = ["rs", "toml", "md", "sh", "service", "mjs", "yml"];
    let name = file.path.rsplit('/').next().unwrap_or_default();
    // Scripts have no ending.
    let is_read_by_people = name.rsplit_once('.').is_none_or(|(_, ending)| looked_at.contains(&ending));
    if is_fixture(&file.path) || !is_read_by_people {
        return Vec::new();
    }
    let found = numbered(file).filter(|(_, line)| MACHINE_PATHS.iter().any(|path| names_machine_path(line, path)));
    found.map(|(at, _)| format!("{}:{at}: a path that exists on one machine only", file.path)).collect()
}

/// Not part of a longer path or of a web address.
fn names_machine_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        let stands_alone =
            before.is_none_or(|c| !(c.is_alphanumeric() || matches!(c, '.' | '/' | '-' | '_' | '}' | '*')));
        let rest = line.get(at..).unwrap_or_default();
        stands_alone && !NOT_A_MACHINE.iter().any(|known| rest.starts_with(known))
    })
}

/// Who opens a file of the house reads first what it is.
fn header(file: &File) -> Option<String> {
    let has = file.text.starts_with("//!") || file.text.starts_with("#![");
    (is_source(&file.path) && !has && !file.path.ends_with("/tests.rs"))
        .then(|| format!("{}: begins without a header (//! what it is, what it never does)", file.path))
}

fn length(file: &File) -> Option<String> {
    let is_code = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with("//");
    let lines = file.text.lines().filter(is_code).count();
    (lines > MOST_LINES_OF_CODE)
        .then(|| format!("{}: {lines} lines of code; split it by meaning at {MOST_LINES_OF_CODE}", file.path))
}

fn unfinished(file: &File) -> Vec<String> {
    if !is_source(&file.path) {
        return Vec::new();
    }
    let found = numbered(file).filter_map(|(at, line)| {
        let code = line.split("//").next().unwrap_or_default();
        UNFINISHED.iter().find(|word| code.contains(**word)).map(|word| (at, word))
    });
    found.map(|(at, word)| format!("{}:{at}: `{word}` is not for main", file.path)).collect()
}

/// A lint is switched off with its reason. `expect` is better than `allow`, because it tells when it is no longer needed; macros that are used in
/// many places need the other.
fn lints(file: &File) -> Vec<String> {
    let mut findings = Vec::new();
    for (start, name) in [(EXPECT, "expect"), (EXPECT_INNER, "expect"), (ALLOW, "allow"), (ALLOW_INNER, "allow")] {
        for (at, _) in file.text.match_indices(start) {
            let line = file.text.get(..at).unwrap_or_default().matches('\n').count() + 1;
            let attribute = file.text.get(at..).unwrap_or_default();
            let attribute = attribute.split(")]").next().unwrap_or_default();
            if !attribute.contains("reason") {
                findings.push(format!("{}:{line}: `{name}` without a reason", file.path));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        check(&File { path: path.to_owned(), text: text.to_owned() })
    }

    #[test]
    fn a_tidy_file_has_no_findings() {
        let text =
            "//! What it is.\n\n#[expect(clippy::disallowed_methods, reason = \"the one door\")]\nfn main() {}\n";
        assert_eq!(found("crates/a/src/lib.rs", text), Vec::<String>::new());
        assert_eq!(
            found("docs/a.md", "Open https://a.example/home/news or /home/coranto/data.\n"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn each_rule_finds_what_breaks_it() {
        let one = |path: &str, text: &str, finding: &str| {
            let all = found(path, text);
            assert!(all.len() == 1 && all[0].contains(finding), "{path}: {all:?}");
        };
        one("README.md", "two spaces  \n", "README.md:1: whitespace");
        one("README.md", "windows\r\n", "whitespace");
        one(".ci/run", &format!("cd {}x\n", MACHINE_PATHS[0]), ".ci/run:1: a path");
        one("docs/a.md", &format!("in {}anna/news\n", MACHINE_PATHS[3]), "a path");
        one("crates/a/src/b.rs", "fn main() {}\n", "begins without a header");
        one("crates/a/src/b.rs", &format!("//! B.\n{}\n", "let a = 1;\n".repeat(901)), "901 lines of code");
        one("crates/a/src/b.rs", &format!("//! B.\nfn a() {{ {}) }}\n", UNFINISHED[0]), "is not for main");
        one(
            "crates/a/src/b.rs",
            &format!("//! B.\n{EXPECT}dead_code)]\nfn a() {{}}\n"),
            "b.rs:2: `expect` without a reason",
        );
        one("crates/a/tests/it/b.rs", &format!("{ALLOW}dead_code)]\n"), "it/b.rs:1: `allow` without a reason");
    }

    #[test]
    fn long_comments_and_tests_without_header_and_fixtures_are_fine() {
        assert!(found("crates/a/src/b.rs", &format!("//! B.\n{}", "// so\n\n".repeat(2_000))).is_empty());
        assert!(found("crates/a/tests/it/b.rs", "use a::b;\n").is_empty());
        assert!(found("crates/a/tests/fixtures/x.html", "<p>text  \n").is_empty());
    }
}
