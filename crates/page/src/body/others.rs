//! Boxes that belong to something else than this article: the next one of an endless page, cards of other articles, offers, and who wrote it. Told by how
//! they are built, not by what a site calls them. Their lines count as clutter when the article's box is chosen, and are dropped from it.

use super::Clues;
use super::lines::Line;
use super::phrases;
use super::sweep::same_words;
use crate::dom::{Dom, Id, Tag};
use coranto_core::Address;

pub(super) const NEXT_ARTICLE: &str = "another article on the same page";
pub(super) const TEASER: &str = "a card of another article";
pub(super) const OFFER: &str = "asks for money or an address";
pub(super) const PERSON: &str = "about the author";

#[derive(Debug, Default)]
pub(super) struct Others {
    /// Ranges of nodes in document order, none inside another.
    boxes: Vec<(Id, Id, &'static str)>,
    pub teasers: u32,
}

/// Most characters of a card, its headline included.
const CARD_CHARS: u32 = 700;
/// Most characters of a box about the author.
const PERSON_CHARS: u32 = 800;
/// Most characters of an offer.
const OFFER_CHARS: u32 = 400;

impl Others {
    pub fn find(dom: &Dom<'_>, clues: &Clues<'_>) -> Others {
        let page = Page::of(dom, clues);
        let mut boxes = page.next_articles();
        let cards = page.cards();
        let teasers = cards.len() as u32;
        boxes.extend(cards);
        boxes.extend(page.offers_and_people());
        boxes.sort_by_key(|(from, to, _)| (*from, std::cmp::Reverse(*to)));
        let mut until = 0;
        boxes.retain(|(from, to, _)| {
            let outer = *from >= until;
            if outer {
                until = *to;
            }
            outer
        });
        Others { boxes, teasers }
    }

    pub fn mark(&self, lines: &mut [Line]) {
        for line in lines {
            line.foreign = self.around(line.first);
        }
    }

    fn around(&self, id: Id) -> Option<&'static str> {
        let at = self.boxes.partition_point(|(from, ..)| *from <= id).checked_sub(1)?;
        self.boxes.get(at).filter(|(_, to, _)| id < *to).map(|(.., why)| *why)
    }
}

/// Sums over the whole document, so that each question about a box costs the same however large it is.
struct Page<'p, 's> {
    dom: &'p Dom<'s>,
    clues: &'p Clues<'p>,
    chars: Vec<u32>,
    /// Headings and links before each node.
    headings_before: Vec<u32>,
    links_before: Vec<u32>,
    headings: Vec<Id>,
    /// The heading with this article's title.
    title: Option<Id>,
}

impl<'p, 's> Page<'p, 's> {
    fn of(dom: &'p Dom<'s>, clues: &'p Clues<'p>) -> Page<'p, 's> {
        let count = dom.len() as usize;
        let mut chars = vec![0u32; count];
        for id in (1..count).rev() {
            let node = dom.node(id as Id);
            if node.tag == Tag::Text && !dom.tag(node.parent).is_raw() {
                chars[id] = dom.text(id as Id).trim_ascii().chars().count() as u32;
            }
            chars[node.parent as usize] += chars[id];
        }
        let mut headings_before = Vec::with_capacity(count + 1);
        let mut links_before = Vec::with_capacity(count + 1);
        let (mut heads, mut links) = (0, 0);
        let mut headings = Vec::new();
        for id in 0..dom.len() {
            headings_before.push(heads);
            links_before.push(links);
            let tag = dom.tag(id);
            if tag.is_heading() {
                heads += 1;
                headings.push(id);
            }
            links += u32::from(tag == Tag::A);
        }
        headings_before.push(heads);
        links_before.push(links);
        // A page with thousands of headings is no article; the first ones are enough to tell.
        headings.truncate(2_000);
        let title = headings
            .iter()
            .copied()
            .filter(|id| chars[*id as usize] <= 500)
            .take(200)
            .find(|id| same_words(&dom.line(*id), clues.title));
        Page { dom, clues, chars, headings_before, links_before, headings, title }
    }

    fn headings_in(&self, id: Id) -> u32 {
        self.headings_before[self.dom.end(id) as usize] - self.headings_before[id as usize]
    }

    fn links_in(&self, id: Id) -> u32 {
        self.links_before[self.dom.end(id) as usize] - self.links_before[id as usize]
    }

    fn holds_title(&self, id: Id) -> bool {
        self.title.is_some_and(|title| self.dom.within(title, id))
    }

    fn range(&self, id: Id, why: &'static str) -> (Id, Id, &'static str) {
        (id, self.dom.end(id), why)
    }

    /// An address of the same site that is not this page's.
    fn leads_elsewhere(&self, href: &str) -> bool {
        let href = href.trim();
        if href.is_empty() || href.starts_with('#') || href.starts_with("javascript:") || href.starts_with("mailto:") {
            return false;
        }
        let Ok(there) = Address::join(self.clues.base, href) else { return false };
        let path = |a: &Address| a.url().path().trim_end_matches('/').to_owned();
        there.site() == self.clues.address.site()
            && path(&there).len() > 1
            && path(&there) != path(self.clues.address)
            && self.clues.canonical.is_none_or(|c| path(c) != path(&there))
    }

    /// What a script appended, or a template repeated: another article with its own headline.
    fn next_articles(&self) -> Vec<(Id, Id, &'static str)> {
        let Some(title) = self.title else { return Vec::new() };
        let dom = self.dom;
        let own_class = dom.attr(title, "class").unwrap_or_default();
        // The boxes around the title that could come again.
        let templates: Vec<(Tag, String)> = dom
            .ancestors(title)
            .take(8)
            .filter(|a| matches!(dom.tag(*a), Tag::Div | Tag::Section | Tag::Article))
            .filter_map(|a| Some((dom.tag(a), dom.attr(a, "class").filter(|c| !c.is_empty())?.into_owned())))
            .collect();
        let mut found = Vec::new();
        let mut id = title + 1;
        while id < dom.len() {
            let tag = dom.tag(id);
            let another = matches!(tag, Tag::Div | Tag::Section | Tag::Article)
                && !self.holds_title(id)
                && self.chars[id as usize] >= 200
                && self.headings_in(id) > 0
                && (self.names_another(id) || self.repeats(id, tag, &templates, &own_class));
            if another {
                found.push(self.range(id, NEXT_ARTICLE));
                id = dom.end(id);
            } else {
                id += 1;
            }
        }
        found
    }

    /// Endless pages write the address of each article at its box.
    fn names_another(&self, id: Id) -> bool {
        self.dom.raw_attributes(id).iter().any(|(name, _)| {
            ["data-url", "data-href", "data-permalink", "data-canonical", "data-article-url", "data-page-url"]
                .iter()
                .any(|n| name.eq_ignore_ascii_case(n))
                && self.dom.attr(id, name).is_some_and(|href| self.leads_elsewhere(&href))
        })
    }

    /// The same box as this article's once more, with a heading that looks like its title.
    fn repeats(&self, id: Id, tag: Tag, templates: &[(Tag, String)], own_class: &str) -> bool {
        if own_class.is_empty() || templates.is_empty() {
            return false;
        }
        let Some(class) = self.dom.attr(id, "class") else { return false };
        templates.iter().any(|(t, c)| *t == tag && *c == *class)
            && self
                .dom
                .below(id)
                .take(80)
                .any(|n| self.dom.tag(n).is_heading() && self.dom.attr(n, "class").is_some_and(|c| c == own_class))
    }

    /// Two or more boxes side by side, each a linked headline and a little text.
    fn cards(&self) -> Vec<(Id, Id, &'static str)> {
        let mut cards: Vec<(Id, Id)> = self
            .headings
            .iter()
            .filter(|h| self.dom.tag(**h) != Tag::H1 && self.is_linked(**h))
            .filter_map(|h| self.card(*h))
            .map(|card| (self.dom.parent(card), card))
            .collect();
        cards.sort_unstable();
        cards.dedup();
        let alone: Vec<Id> = cards
            .chunk_by(|a, b| a.0 == b.0)
            .filter(|group| group.len() == 1)
            .filter_map(|group| group.first().map(|(_, card)| *card))
            .filter(|card| self.says_it_twice(*card))
            .collect();
        let alone = alone.into_iter().map(|card| self.range(card, TEASER));
        cards
            .chunk_by(|a, b| a.0 == b.0)
            .filter(|group| group.len() >= 2)
            .flatten()
            .map(|(_, card)| self.range(*card, TEASER))
            .chain(alone)
            .collect()
    }

    /// A card by itself, with its headline's link again under its teaser or on its picture.
    fn says_it_twice(&self, card: Id) -> bool {
        let dom = self.dom;
        if !matches!(dom.tag(card), Tag::Div | Tag::Section | Tag::Article | Tag::Aside | Tag::Li)
            || !(1..=4).contains(&self.links_in(card))
            || self.holds_title(card)
        {
            return false;
        }
        if self.links_in(card) == 1 {
            let link = dom.below(card).find(|n| dom.tag(*n) == Tag::A);
            return link.is_some_and(|a| dom.below(a).take(40).any(|n| matches!(dom.tag(n), Tag::Img | Tag::Picture)));
        }
        let mut links = dom.below(card).filter(|n| dom.tag(*n) == Tag::A).filter_map(|n| dom.attr(n, "href"));
        links.next().is_some_and(|first| links.all(|other| other == first))
    }

    /// The whole heading is a link to another page of the site.
    fn is_linked(&self, heading: Id) -> bool {
        let dom = self.dom;
        if self.chars[heading as usize] < 12 || self.title == Some(heading) {
            return false;
        }
        let around = dom.ancestors(heading).take(3).find(|a| dom.tag(*a) == Tag::A);
        let inside = || {
            dom.below(heading)
                .take(40)
                .find(|n| dom.tag(*n) == Tag::A && self.chars[*n as usize] * 10 >= self.chars[heading as usize] * 8)
        };
        around.or_else(inside).and_then(|a| dom.attr(a, "href")).is_some_and(|href| self.leads_elsewhere(&href))
    }

    /// The largest box around a heading that has no other one in it.
    fn card(&self, heading: Id) -> Option<Id> {
        let dom = self.dom;
        dom.ancestors(heading)
            .take(6)
            .take_while(|a| {
                self.headings_in(*a) == 1
                    && self.chars[*a as usize] <= CARD_CHARS
                    && !matches!(dom.tag(*a), Tag::Body | Tag::Html | Tag::Main | Tag::Document)
            })
            .filter(|a| dom.tag(*a) != Tag::A)
            .last()
    }

    fn offers_and_people(&self) -> Vec<(Id, Id, &'static str)> {
        let dom = self.dom;
        let mut found = Vec::new();
        for heading in self.headings.iter().copied().filter(|h| Some(*h) != self.title) {
            let around = dom.parent(heading);
            let chars = self.chars[around as usize];
            if chars > PERSON_CHARS
                || !matches!(dom.tag(around), Tag::Div | Tag::Section | Tag::Aside | Tag::Li | Tag::Td)
                || self.holds_title(around)
                || self.headings_in(around) != 1
                || !self.is_first_text(heading, around)
            {
                continue;
            }
            if phrases::introduces_author(&dom.line(heading)) {
                found.push(self.range(around, PERSON));
            } else if chars <= OFFER_CHARS && self.only_offers(around) {
                found.push(self.range(around, OFFER));
            }
        }
        found
    }

    fn is_first_text(&self, heading: Id, around: Id) -> bool {
        (around + 1..heading).all(|n| self.dom.tag(n) != Tag::Text || self.dom.text(n).trim_ascii().is_empty())
    }

    /// One link or a few, none amid a sentence, and all to where one signs or pays.
    fn only_offers(&self, id: Id) -> bool {
        let links = self.links_in(id);
        (1..=4).contains(&links)
            && self.dom.below(id).filter(|n| self.dom.tag(*n) == Tag::A).all(|a| {
                let alone = !self.dom.children(self.dom.parent(a)).any(|sibling| {
                    self.dom.tag(sibling) == Tag::Text && self.dom.text(sibling).trim_ascii().len() > 20
                });
                alone && self.dom.attr(a, "href").is_some_and(|href| is_offer(&href))
            })
    }
}

/// Where one subscribes, gives or joins: a whole part of the path.
fn is_offer(href: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or_default();
    path.split('/').any(|part| {
        [
            "subscribe",
            "subscription",
            "subscriptions",
            "support",
            "support-us",
            "supportus",
            "donate",
            "donation",
            "donations",
            "membership",
            "member",
            "join",
            "contribute",
            "newsletter",
            "newsletters",
            "signup",
            "sign-up",
            "register",
            "abo",
            "abonnement",
            "abonnements",
            "abonnieren",
            "spenden",
            "unterstuetzen",
            "soutenir",
            "don",
            "dons",
            "suscripcion",
            "suscripciones",
            "suscribete",
            "suscribirse",
            "hazte-socio",
            "apoyanos",
            "donar",
            "assine",
            "assinatura",
            "abbonati",
            "abbonamento",
            "sostieni",
            "podpiska",
        ]
        .iter()
        .any(|word| part.eq_ignore_ascii_case(word))
    })
}
