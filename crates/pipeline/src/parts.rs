//! An article that its publisher spread over several pages becomes one again: the page that holds all of it where there is one, else the parts in order.
//! A part that cannot be had ends it: the beginning is worth having.

use crate::read::{opts_out, parse};
use crate::shared::Shared;
use coranto_core::reason::FetchOutcome;
use coranto_core::{Address, Article, Block};
use coranto_page::{Memory, Options, Reading};
use std::collections::HashSet;
use std::sync::Arc;

/// A long read in more parts than this is a gallery or a trap.
const MOST_PARTS: usize = 8;
/// Lines of fewer letters may stand twice in one article ("No.", "* * *") unless they stand at a seam.
const SHORT: usize = 24;
/// Blocks at the beginning and the end of a part where what a page repeats stands.
const SEAM: usize = 5;

/// Adds to `reading`, which was read at `first`, what stands on the other pages of its article. False when one of these could not be had, and the article
/// ends before its end.
pub(crate) async fn join(
    shared: &Shared,
    user_agent: Option<&str>,
    memory: Option<Arc<Memory>>,
    first: &Address,
    reading: &mut Reading,
) -> bool {
    let (next, whole) = (reading.next_page.take(), reading.whole_page.take());
    // A link to "the whole" on a page without a second one leads to where readers pay.
    let Some(next) = next else { return true };
    if let Some(whole) = whole.filter(|a| a.host() == first.host())
        && let Some(part) = part(shared, user_agent, &memory, &whole).await
        && part.article.words > reading.article.words
        && same_article(&reading.article, &part.article, first)
    {
        reading.seen.add(part.seen);
        reading.article.blocks = part.article.blocks;
        reading.article.words = part.article.words;
        return true;
    }
    let mut known: HashSet<String> = HashSet::from([first.identity()]);
    let mut next = Some(next);
    for _ in 1..MOST_PARTS {
        let Some(address) = next.take().filter(|a| a.host() == first.host() && known.insert(a.identity())) else {
            return true;
        };
        let Some(part) = part(shared, user_agent, &memory, &address).await else { return false };
        if !same_article(&reading.article, &part.article, first) {
            return true;
        }
        next = part.next_page;
        reading.seen.add(part.seen);
        // A pager of something else on the page leads to the same words again.
        if !append(&mut reading.article, part.article) {
            return true;
        }
    }
    true
}

async fn part(
    shared: &Shared,
    user_agent: Option<&str>,
    memory: &Option<Arc<Memory>>,
    address: &Address,
) -> Option<Reading> {
    let answer = shared.fetcher.page(address, user_agent).await;
    if !matches!(answer.outcome, FetchOutcome::Fetched { .. }) {
        return None;
    }
    let options = Options {
        min_words: 1,
        memory: memory.clone(),
        seen: shared.settings.read.edit_days > 0,
        ..Options::of(&shared.settings.read)
    };
    let part = parse(shared, answer.body, answer.content_type, answer.address, options).await.ok()?;
    (part.rejected.is_none() && opts_out(&part.robots_meta).is_none()).then_some(part)
}

/// A part names the first page as its true address, or shares its title. Parts with headlines of their own name their article.
fn same_article(one: &Article, part: &Article, first: &Address) -> bool {
    let home = one.canonical.as_ref().unwrap_or(first).identity();
    if part.canonical.as_ref().is_some_and(|c| c.identity() == home || c.identity() == first.identity()) {
        return true;
    }
    let (a, b) = (words_of(&one.title), words_of(&part.title));
    let shared = a.iter().filter(|w| b.contains(w)).count();
    a.is_empty() || b.is_empty() || shared * 2 >= a.len().min(b.len())
}

/// The blocks of a part after those before it, without what it repeats. False when it brings nothing new.
pub(crate) fn append(article: &mut Article, part: Article) -> bool {
    let mut known: HashSet<Vec<String>> = article.blocks.iter().map(key).filter(|k| !k.is_empty()).collect();
    known.extend([&article.title, &part.title].map(|title| words_of(title)));
    known.extend(article.summary.as_deref().map(words_of));
    known.remove(&Vec::new());
    let pictures: HashSet<String> = article.blocks.iter().filter_map(picture).collect();
    let count = part.blocks.len();
    let mut new: Vec<Block> = Vec::new();
    for (at, block) in part.blocks.into_iter().enumerate() {
        let words = key(&block);
        let at_seam = at < SEAM || at + SEAM >= count;
        let repeated = known.contains(&words) && (letters(&words) >= SHORT || at_seam)
            || picture(&block).is_some_and(|src| pictures.contains(&src))
            || (at_seam && is_page_number(&words));
        if !repeated {
            new.push(block);
        }
    }
    if !new.iter().any(|b| letters(&key(b)) >= SHORT) {
        return false;
    }
    while new.first() == Some(&Block::Rule) {
        new.remove(0);
    }
    while article.blocks.last() == Some(&Block::Rule) {
        article.blocks.pop();
    }
    mend(&mut article.blocks, &mut new);
    article.blocks.append(&mut new);
    article.words = coranto_text::count_words(&coranto_page::text_of(&article.blocks));
    true
}

/// A sentence that was cut by the end of a page is one again.
fn mend(before: &mut [Block], after: &mut Vec<Block>) {
    let (Some(Block::Paragraph { html: end }), Some(Block::Paragraph { html: start })) =
        (before.last_mut(), after.first())
    else {
        return;
    };
    let plain = |html: &str| coranto_page::plain(html, usize::MAX);
    let open = plain(end).ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '-' | '–' | '،'));
    let goes_on = plain(start).starts_with(|c: char| c.is_lowercase());
    if open && goes_on {
        end.push(' ');
        end.push_str(start);
        after.remove(0);
    }
}

fn key(block: &Block) -> Vec<String> {
    match block {
        Block::Image(_) | Block::Embed { .. } | Block::Rule => Vec::new(),
        block => words_of(&coranto_page::text_of(std::slice::from_ref(block))),
    }
}

fn letters(words: &[String]) -> usize {
    words.iter().map(|w| w.chars().count()).sum()
}

fn picture(block: &Block) -> Option<String> {
    match block {
        Block::Image(picture) => Some(picture.src.url().path().to_owned()),
        Block::Embed { href, .. } => Some(href.as_str().to_owned()),
        _ => None,
    }
}

fn words_of(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

/// "Page 2 of 5", "2 / 5", "2"
fn is_page_number(words: &[String]) -> bool {
    (1..=4).contains(&words.len())
        && words.iter().any(|w| w.bytes().all(|b| b.is_ascii_digit()) && w.len() <= 2)
        && words.iter().all(|w| {
            w.len() <= 2 && w.bytes().all(|b| b.is_ascii_digit())
                || [
                    "page",
                    "of",
                    "seite",
                    "von",
                    "sur",
                    "página",
                    "pagina",
                    "de",
                    "di",
                    "van",
                    "part",
                    "teil",
                    "страница",
                    "из",
                    "صفحة",
                    "من",
                ]
                .contains(&w.as_str())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(html: &str) -> Block {
        Block::Paragraph { html: html.into() }
    }

    fn of(blocks: &[Block]) -> Article {
        Article { title: "The bridge stays closed".into(), blocks: blocks.to_vec(), ..Article::default() }
    }

    #[test]
    fn following_pages_add_what_is_new() {
        let lead = "The council met on Monday to speak about it.";
        let mut one = of(&[p(lead), p("“No,” he said."), p("Second of all the sentences in it.")]);
        let again = [
            Block::Heading { level: 2, html: "The bridge stays closed".into() },
            p(&format!("<em>{lead}</em>")),
            p("Page 2 of 3"),
            p("Third of all the sentences in this text."),
            p("One."),
            p("Two."),
            p("Three."),
            p("“No,” he said."),
            p("Four."),
            p("Five."),
            p("Six."),
            p("Seven."),
            p("2 / 3"),
        ];
        assert!(append(&mut one, of(&again)));
        let text = coranto_page::text_of(&one.blocks);
        assert_eq!(text.matches(lead).count(), 1);
        assert_eq!(text.matches("“No,” he said.").count(), 2, "amid a part a short line may stand again");
        assert!(!text.contains("stays closed") && !text.contains("2 of 3") && !text.contains("2 / 3"), "{text}");
        let same = of(&one.blocks);
        assert!(!append(&mut one, same), "nothing new");
    }

    #[test]
    fn a_sentence_cut_by_the_page_is_one_again() {
        let mut one = of(&[p("The river rose over")]);
        append(&mut one, of(&[p("its <em>piers</em> in spring, and nobody slept."), p("And fell.")]));
        assert_eq!(
            one.blocks,
            [p("The river rose over its <em>piers</em> in spring, and nobody slept."), p("And fell.")]
        );
        let mut one = of(&[p("The river rose.")]);
        append(&mut one, of(&[p("iPhones did not help anybody in town.")]));
        assert_eq!(one.blocks.len(), 2);
    }

    #[test]
    fn another_article_is_no_part() {
        let first = Address::parse("https://gazette.example/bridge").unwrap();
        let titled = |title: &str| Article { title: title.into(), ..Article::default() };
        let one = titled("The bridge stays closed");
        assert!(same_article(&one, &titled("The bridge stays closed - page 2"), &first));
        assert!(!same_article(&one, &titled("Otters are back in town"), &first));
        let named = Article { canonical: Some(first.clone()), ..titled("What the pilots say") };
        assert!(same_article(&one, &named, &first));
    }
}
