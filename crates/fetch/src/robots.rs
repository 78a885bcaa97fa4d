//! robots.txt by RFC 9309: which lines of a file concern us, and which of them decides about an address.
//!
//! Own parser, because the reason is shown to the operator: the crates at hand say only yes or no, and not which line it was.

use std::time::Duration;

/// What counts of a file; the rest is not looked at (RFC 9309, 2.5).
pub(crate) const ROBOTS_BYTES: u64 = 512 << 10;

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Robots {
    groups: Vec<Group>,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Group {
    /// Lower case product tokens; "*" is everybody else.
    agents: Vec<String>,
    rules: Vec<Rule>,
    crawl_delay: Option<Duration>,
}

#[derive(Debug, Clone, PartialEq)]
struct Rule {
    allow: bool,
    pattern: Pattern,
    /// As it stands in the file.
    line: String,
}

/// The group (or groups, joined) that concern one robot.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Verdict {
    /// The line that forbids; none when the address is allowed.
    pub forbidden_by: Option<String>,
    pub crawl_delay: Option<Duration>,
}

impl Robots {
    /// Reads any text; what is not a line of robots.txt is passed over.
    pub(crate) fn parse(text: &str) -> Robots {
        let mut robots = Robots::default();
        let mut open: Option<Group> = None;
        for line in text.trim_start_matches('\u{feff}').split(['\r', '\n']) {
            let content = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = content.split_once(':') else { continue };
            let (key, value) = (key.trim(), value.trim());
            let is = |name: &str| key.eq_ignore_ascii_case(name);
            if is("user-agent") {
                // Lines of agents that follow each other share the rules below them; an agent after a rule opens a new group.
                if open.as_ref().is_some_and(|group| !group.rules.is_empty() || group.crawl_delay.is_some()) {
                    robots.groups.extend(open.take());
                }
                open.get_or_insert_default().agents.push(agent(value));
            } else if let Some(group) = open.as_mut() {
                if is("allow") || is("disallow") {
                    let pattern = Pattern::parse(value);
                    group.rules.push(Rule { allow: is("allow"), pattern, line: clipped(content.trim()) });
                } else if is("crawl-delay") {
                    group.crawl_delay = group.crawl_delay.max(delay(value));
                }
            }
        }
        robots.groups.extend(open);
        robots
    }

    /// `target` is path and query; `robots` are the names we go by.
    pub(crate) fn verdict(&self, target: &str, robots: &[String]) -> Verdict {
        let groups = self.groups_of(robots);
        let crawl_delay = groups.iter().filter_map(|group| group.crawl_delay).max();
        let target = normal(target);
        if target == "/robots.txt" {
            return Verdict { forbidden_by: None, crawl_delay };
        }
        // The longest pattern decides; of two equally long ones the one that allows.
        let decisive = groups
            .iter()
            .flat_map(|group| &group.rules)
            .filter(|rule| rule.pattern.matches(&target))
            .max_by_key(|rule| (rule.pattern.length, rule.allow));
        let forbidden_by = decisive.filter(|rule| !rule.allow).map(|rule| rule.line.clone());
        Verdict { forbidden_by, crawl_delay }
    }

    fn groups_of(&self, robots: &[String]) -> Vec<&Group> {
        let ours = |group: &&Group| group.agents.iter().any(|a| robots.iter().any(|r| a.eq_ignore_ascii_case(r)));
        let named: Vec<&Group> = self.groups.iter().filter(ours).collect();
        if !named.is_empty() {
            return named;
        }
        self.groups.iter().filter(|group| group.agents.iter().any(|agent| agent == "*")).collect()
    }

    /// Roughly what it takes in memory, in bytes.
    pub(crate) fn weight(&self) -> usize {
        let rules = self.groups.iter().flat_map(|group| &group.rules);
        200 + self.groups.len() * 100 + rules.map(|rule| 160 + rule.line.len() * 2).sum::<usize>()
    }
}

/// "Coranto" of "Coranto/0.1 (news reader; +https://…)": letters, "-" and "_", as RFC 9309 has product tokens.
pub(crate) fn product_token(user_agent: &str) -> Option<String> {
    let user_agent = user_agent.trim_start();
    let end = user_agent.bytes().position(|b| !is_token_byte(b)).unwrap_or(user_agent.len());
    user_agent.get(..end).filter(|token| !token.is_empty()).map(str::to_owned)
}

fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'_')
}

/// Files also write "Coranto/1.0" or "Coranto (news)".
fn agent(value: &str) -> String {
    if value.starts_with('*') { "*".to_owned() } else { product_token(value).unwrap_or_default().to_ascii_lowercase() }
}

fn delay(value: &str) -> Option<Duration> {
    let seconds: f64 = value.parse().ok()?;
    Duration::try_from_secs_f64(seconds).ok()
}

/// Stored and shown.
fn clipped(line: &str) -> String {
    const MOST: usize = 200;
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line.to_owned(),
    }
}

/// "/a*b$": literal pieces with anything between them, and whether the last one must end the address.
#[derive(Debug, Clone, PartialEq)]
struct Pattern {
    pieces: Vec<String>,
    anchored: bool,
    /// Octets as written: what the longest match is measured by.
    length: usize,
}

impl Pattern {
    fn parse(text: &str) -> Pattern {
        let (body, anchored) = match text.strip_suffix('$') {
            Some(body) => (body, true),
            None => (text, false),
        };
        let body = normal(body);
        // "**" says no more than "*", and would let a file make the search below slow.
        let mut pieces: Vec<String> = Vec::new();
        for (at, piece) in body.split('*').enumerate() {
            if at == 0 || !piece.is_empty() {
                pieces.push(piece.to_owned());
            }
        }
        if body.ends_with('*') && anchored {
            pieces.push(String::new());
        }
        Pattern { pieces, anchored, length: body.len() + usize::from(anchored) }
    }

    /// The leftmost place of each piece in turn: linear in the address, whatever the pattern.
    fn matches(&self, target: &str) -> bool {
        let Some((first, others)) = self.pieces.split_first() else { return false };
        // "Disallow:" with nothing behind it forbids nothing.
        if self.length == 0 {
            return false;
        }
        let Some(mut rest) = target.strip_prefix(first.as_str()) else { return false };
        let Some((last, middle)) = others.split_last() else { return !self.anchored || rest.is_empty() };
        for piece in middle {
            let Some(at) = memchr::memmem::find(rest.as_bytes(), piece.as_bytes()) else { return false };
            rest = rest.get(at + piece.len()..).unwrap_or_default();
        }
        if self.anchored {
            rest.ends_with(last.as_str())
        } else {
            memchr::memmem::find(rest.as_bytes(), last.as_bytes()).is_some()
        }
    }
}

/// One spelling for one address (RFC 9309, 2.2.2): what need not be percent-encoded is not, what must be is, in capitals.
fn normal(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = |offset: usize| bytes.get(at + offset).and_then(|b| char::from(*b).to_digit(16));
        if byte == b'%'
            && let (Some(high), Some(low)) = (hex(1), hex(2))
        {
            let value = u8::try_from(high * 16 + low).unwrap_or(b'?');
            if value.is_ascii_alphanumeric() || matches!(value, b'-' | b'.' | b'_' | b'~') {
                out.push(char::from(value));
            } else {
                push_encoded(&mut out, value);
            }
            at += 3;
            continue;
        }
        if byte.is_ascii_graphic() {
            out.push(char::from(byte))
        } else {
            push_encoded(&mut out, byte)
        }
        at += 1;
    }
    out
}

fn push_encoded(out: &mut String, byte: u8) {
    const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    out.push('%');
    for digit in [byte >> 4, byte & 15] {
        out.push(HEX.get(usize::from(digit)).copied().unwrap_or('0'));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn forbidden(text: &str, target: &str) -> Option<String> {
        Robots::parse(text).verdict(target, &["Coranto".to_owned()]).forbidden_by
    }

    #[test]
    fn it_works() {
        let text = "# keep off\nUser-agent: *\nDisallow: /private/ # not for robots\nAllow: /private/notices\n";
        assert_eq!(forbidden(text, "/private/x").as_deref(), Some("Disallow: /private/"));
        assert_eq!(forbidden(text, "/private/notices/1"), None);
        assert_eq!(forbidden(text, "/news"), None);
        assert_eq!(forbidden("", "/"), None);
        assert_eq!(forbidden("<html><body>not found</body></html>", "/"), None);
    }

    #[test]
    fn our_own_group_replaces_the_one_for_everybody() {
        let text = "User-agent: *\nDisallow: /\n\nUser-agent: otherbot\nUser-agent: CORANTO/2\nDisallow: /slow\nCrawl-delay: 4\n";
        assert_eq!(forbidden(text, "/news"), None);
        assert_eq!(forbidden(text, "/slow/x").as_deref(), Some("Disallow: /slow"));
        let verdict = Robots::parse(text).verdict("/news", &["Coranto".into()]);
        assert_eq!(verdict.crawl_delay, Some(Duration::from_secs(4)));
        assert_eq!(
            forbidden("User-agent: corantobot\nDisallow: /", "/x"),
            None,
            "another robot's name that begins like ours"
        );
        let verdict = Robots::parse("User-agent: *\nDisallow: /a\n").verdict("/a", &["Coranto".into(), "Other".into()]);
        assert!(verdict.forbidden_by.is_some());
    }

    #[test]
    fn groups_of_one_name_are_joined_and_other_lines_do_not_part_them() {
        let text = "User-agent: coranto\nSitemap: https://a.example/s.xml\nDisallow: /a\nUser-agent: x\nDisallow: /x\nUser-agent: coranto\nDisallow: /b\n";
        assert!(forbidden(text, "/a").is_some() && forbidden(text, "/b").is_some() && forbidden(text, "/x").is_none());
    }

    #[test]
    fn the_longest_rule_decides_and_allow_wins_a_tie() {
        let text =
            "User-agent: *\nDisallow: /page\nAllow: /page\nDisallow: /*.htm\nAllow: /folder/page\nDisallow: /folder\n";
        assert_eq!(forbidden(text, "/page"), None);
        assert_eq!(forbidden(text, "/folder/page"), None);
        assert_eq!(forbidden(text, "/folder/x").as_deref(), Some("Disallow: /folder"));
        assert_eq!(forbidden(text, "/page.htm").as_deref(), Some("Disallow: /*.htm"));
    }

    #[test]
    fn stars_and_dollars() {
        let only = |rule: &str, target: &str| forbidden(&format!("User-agent: *\nDisallow: {rule}"), target).is_some();
        assert!(only("/fish", "/fish.html") && only("/fish", "/fishheads/x?id=1") && !only("/fish", "/Fish"));
        assert!(only("/fish*", "/fish") && !only("/fish/", "/fish") && only("/fish/", "/fish/?id=1"));
        assert!(only("/*.php", "/folder/any.php?x") && !only("/*.php", "/windows.PHP"));
        assert!(only("/*.php$", "/a/b.php") && !only("/*.php$", "/a/b.php?x") && !only("/*.php$", "/a/b.php5"));
        assert!(only("/fish*.php", "/fishheads/catfish.php?p") && !only("/fish*.php", "/Fish.php"));
        assert!(only("/a$", "/a") && !only("/a$", "/ab") && only("/", "/") && only("*", "/x") && only("/*", "/x"));
        assert!(only("*.pdf$", "/x.pdf") && only("/a*$", "/abc") && only("/a**b", "/axxb"));
        assert!(!only("/x*aba$", "/xab") && only("/x*ab*ab$", "/xabab") && !only("/x*ab*ab$", "/xab"));
        assert!(!only("", "/x"), "an empty rule forbids nothing");
        assert!(!only("private", "/private"), "a path begins with a slash");
    }

    #[test]
    fn one_address_has_many_spellings() {
        let only = |rule: &str, target: &str| forbidden(&format!("User-agent: *\nDisallow: {rule}"), target).is_some();
        assert!(only("/foo/bar/ツ", "/foo/bar/%E3%83%84") && only("/foo/bar/%e3%83%84", "/foo/bar/%E3%83%84"));
        assert!(only("/%62ar", "/bar") && only("/bar", "/b%61r") && !only("/a%2Fb", "/a/b"));
        assert!(only("/a%zz", "/a%zz"));
    }

    #[test]
    fn files_as_they_are_found() {
        assert!(forbidden("\u{feff}user-agent:*\r\ndisallow:/x\r\n", "/x").is_some());
        assert!(forbidden("USER-AGENT : *\rDISALLOW : /x", "/x").is_some());
        assert_eq!(forbidden("Disallow: /x", "/x"), None, "a rule before any agent concerns nobody");
        assert_eq!(forbidden("User-agent: *\nDisallow: /", "/robots.txt"), None);
        let odd = Robots::parse(
            "User-agent: *\nCrawl-delay: -3\nCrawl-delay: x\nCrawl-delay: 1e300\nCrawl-delay: NaN\nCrawl-delay: 0.5",
        );
        assert_eq!(odd.verdict("/", &[]).crawl_delay, Some(Duration::from_millis(500)));
    }

    #[test]
    fn our_name_is_the_first_word_of_the_user_agent() {
        assert_eq!(product_token("Coranto/0.1.0 (news reader)").as_deref(), Some("Coranto"));
        assert_eq!(product_token("my-reader_x 2").as_deref(), Some("my-reader_x"));
        assert_eq!(product_token("(nameless)"), None);
    }

    #[test]
    fn a_hostile_file_is_decided_about_in_no_time() {
        let mut text = "User-agent: *\n".to_owned();
        while text.len() < 500_000 {
            text.push_str("Disallow: /*a*a*a*a*a*b\n");
        }
        let robots = Robots::parse(&text);
        let target = format!("/{}", "a".repeat(2_000));
        let start = std::time::Instant::now();
        assert_eq!(robots.verdict(&target, &["Coranto".into()]).forbidden_by, None);
        assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    }

    proptest! {
        #[test]
        fn any_file_is_read(text in "(?s).{0,300}", target in "/.{0,60}") {
            let _ = Robots::parse(&text).verdict(&target, &["Coranto".into()]);
        }

        #[test]
        fn the_search_agrees_with_trying_everything(pattern in "/[ab*]{0,7}\\$?", target in "/[ab]{0,9}") {
            prop_assert_eq!(Pattern::parse(&pattern).matches(&target), tried(pattern.as_bytes(), target.as_bytes()), "{} {}", pattern, target);
        }
    }

    /// The definition, by trying everything.
    fn tried(pattern: &[u8], target: &[u8]) -> bool {
        match pattern {
            [] => true,
            [b'$'] => target.is_empty(),
            [b'*', rest @ ..] => (0..=target.len()).any(|skip| tried(rest, &target[skip..])),
            [byte, rest @ ..] => target.first() == Some(byte) && tried(rest, &target[1..]),
        }
    }
}
