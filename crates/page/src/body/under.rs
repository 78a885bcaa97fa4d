//! What stands under a heading that is the page's own, such as "Most read": its list goes with it, teasers and all.

use super::lines::{Fate, Kind, Line};
use super::phrases;

/// More lines under one heading are hardly a list of other articles.
const MOST_LINES: usize = 60;

pub(super) fn drop_lists(lines: &mut [Line]) {
    let heads: Vec<usize> = (0..lines.len())
        .filter(|at| matches!(lines[*at].kind, Kind::Heading(2..)) && phrases::is_furniture(&lines[*at].text))
        .collect();
    for head in heads {
        let Kind::Heading(level) = lines[head].kind else { continue };
        let mut end = head + 1;
        while end < lines.len().min(head + MOST_LINES) && belongs(&lines[end], level) {
            end += 1;
        }
        let items = || lines[head + 1..end].iter().filter(|l| l.kind == Kind::Item);
        // A teaser under each link, at most.
        if items().filter(|l| l.links() > 0.6).count() * 2 < items().count() {
            continue;
        }
        for line in lines[head + 1..end].iter_mut().filter(|l| l.kept()) {
            line.fate = Fate::Drop("under a heading of the page");
        }
    }
}

/// Items with links, and what stands between them.
fn belongs(line: &Line, level: u8) -> bool {
    match line.kind {
        Kind::Heading(own) => own > level && line.links() > 0.6,
        Kind::Item | Kind::Image | Kind::Caption => true,
        _ => !line.kept() || line.links() > 0.6,
    }
}
