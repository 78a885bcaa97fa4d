//! What a story is by its reports: how important, which report stands for it.

use coranto_core::story::{LangCount, Standing};
use coranto_core::{ArticleId, Lang, Millis};
use coranto_store::story::{Member, Sum};
use coranto_story::rank::{GROWS_MS, Signs, Terms};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// The reports come in the order of their publication.
pub(super) fn summarise(members: &[Member]) -> Sum {
    let standing = standing(members);
    let signs =
        Signs { texts: standing.texts, owners: standing.owners, growing: standing.growing, newest: standing.newest };
    Sum { lead: lead(members), langs: langs(members), importance: Terms::of(signs).key(), standing }
}

fn standing(members: &[Member]) -> Standing {
    // A report that is dated ahead was published when it came.
    let moment = |member: &Member| member.published_at.min(member.arrived_at);
    let newest = members.iter().map(moment).max().unwrap_or(Millis(0));
    let mut began: HashMap<&str, Millis> = HashMap::new();
    for member in members {
        let first = began.entry(&member.owner).or_insert(moment(member));
        *first = moment(member).min(*first);
    }
    let growing = began.values().filter(|first| newest.0.saturating_sub(first.0) <= GROWS_MS).count();
    Standing { texts: count(texts(members)), owners: count(began.len()), growing: count(growing), newest }
}

/// Copies of one text count once, whether the text itself is among the reports or not.
fn texts(members: &[Member]) -> usize {
    let copies: HashMap<ArticleId, ArticleId> = members.iter().filter_map(|m| Some((m.article, m.copy_of?))).collect();
    let origin = |mut article: ArticleId| {
        // As long as a chain can be, should it ever run in a circle.
        for _ in 0..copies.len() {
            let Some(of) = copies.get(&article) else { break };
            article = *of;
        }
        article
    };
    members.iter().map(|member| origin(member.article)).collect::<HashSet<_>>().len()
}

/// The report that a reader is best sent to: 1. a text of its own, 2. with a picture, 3. the longest, 4. the first.
fn lead<'a>(members: impl IntoIterator<Item = &'a Member>) -> ArticleId {
    let order = |m: &&Member| (m.copy_of.is_some(), !m.has_image, Reverse(m.words), m.published_at, m.article);
    members.into_iter().min_by_key(order).map_or(ArticleId(0), |member| member.article)
}

/// Most reports first.
fn langs(members: &[Member]) -> Vec<LangCount> {
    let mut by_lang: HashMap<Option<Lang>, Vec<&Member>> = HashMap::new();
    for member in members {
        by_lang.entry(member.lang).or_default().push(member);
    }
    let of = |(lang, members): (Option<Lang>, Vec<&Member>)| LangCount {
        lang,
        articles: count(members.len()),
        lead: lead(members),
    };
    let mut langs: Vec<LangCount> = by_lang.into_iter().map(of).collect();
    langs.sort_by_key(|count| (Reverse(count.articles), count.lang));
    langs
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use coranto_core::SourceId;

    fn member(id: i64, owner: &str, minutes: i64) -> Member {
        Member {
            article: ArticleId(id),
            source: SourceId(id),
            owner: owner.into(),
            country: None,
            lang: Some(Lang::EN),
            section: None,
            published_at: Millis(minutes * Millis::MINUTE),
            arrived_at: Millis(1_000 * Millis::MINUTE),
            has_image: false,
            words: 100,
            lead_chars: 90,
            copy_of: None,
        }
    }

    #[test]
    fn twelve_outlets_with_two_texts() {
        let mut members: Vec<Member> = (1..=12).map(|n| member(n, &format!("owner {n}"), n)).collect();
        for (at, of) in [(1, 1), (2, 2), (3, 1), (4, 4), (5, 1), (6, 6), (7, 1), (8, 8), (9, 1), (10, 99)] {
            members[at].copy_of = Some(ArticleId(of));
        }
        // All but the twelfth go back to the first, but for one whose origin has left the record.
        let sum = summarise(&members);
        assert_eq!((sum.standing.texts, sum.standing.owners, sum.standing.growing), (3, 12, 12));
        assert_eq!(sum.lead, ArticleId(1));
    }

    #[test]
    fn a_picture_leads_and_a_copy_does_not() {
        let mut members = vec![member(1, "a", 1), member(2, "b", 2), member(3, "c", 3)];
        members[1].has_image = true;
        (members[2].has_image, members[2].words, members[2].copy_of) = (true, 900, Some(ArticleId(2)));
        members[0].lang = Some(Lang::AR);
        let sum = summarise(&members);
        let langs: Vec<_> = sum.langs.iter().map(|l| (l.lang, l.articles, l.lead.0)).collect();
        assert_eq!((sum.lead.0, langs), (2, vec![(Some(Lang::EN), 2, 2), (Some(Lang::AR), 1, 1)]));
    }

    #[test]
    fn a_report_dated_ahead_and_a_circle_of_copies_do_no_harm() {
        let mut members = vec![member(1, "a", 1), member(2, "a", i64::MAX / Millis::MINUTE)];
        members[0].copy_of = Some(ArticleId(2));
        members[1].copy_of = Some(ArticleId(1));
        let sum = summarise(&members);
        assert_eq!((sum.standing.newest, sum.standing.owners), (Millis(1_000 * Millis::MINUTE), 1));
        assert!((1..=2).contains(&sum.standing.texts));
    }
}
