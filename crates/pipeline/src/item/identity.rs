//! Who an item is. The rules of conduct: the feed's id for it, hashed, and mixed with its address when the id repeats in the document; without an
//! id its address, without an address its title and text. A changed id at a known address is the same article: the key sees to that.

use super::FeedContext;
use coranto_core::{Address, ArticleKey};
use coranto_feed::Item;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Identity {
    pub guid: i64,
    pub key: ArticleKey,
    /// Where a reader finds it: its page, else the file it announces, else the site's or the feed's own address.
    pub address: Address,
    /// The address names this item and no other.
    pub own_page: bool,
}

impl Identity {
    pub fn key_bits(&self) -> i64 {
        hash(&["key", self.key.as_str()])
    }
}

/// So many items with one address and different ids: the address is the site's, not theirs.
const SHARED_ADDRESS: u32 = 3;

pub(crate) fn of_all(items: &[Item], home: Option<&Address>, context: &FeedContext) -> Vec<Identity> {
    let addresses: Vec<Option<&Address>> = items.iter().map(own_address).collect();
    let keys: Vec<Option<ArticleKey>> = addresses.iter().map(|a| a.map(ArticleKey::of)).collect();
    // Pages that are not any item's own: an item that gives only these has no page, and they tell it from no other.
    let not_own: Vec<ArticleKey> = home.into_iter().chain([&context.address]).map(ArticleKey::of).collect();
    let ids: Vec<Option<String>> = items.iter().map(id).collect();
    let mut id_count: HashMap<&str, u32> = HashMap::with_capacity(items.len());
    let mut address_titles: HashMap<&ArticleKey, Vec<&str>> = HashMap::with_capacity(items.len());
    for ((item, id), key) in items.iter().zip(&ids).zip(&keys) {
        if let Some(id) = id {
            *id_count.entry(id).or_default() += 1;
        }
        if let Some(key) = key {
            let titles = address_titles.entry(key).or_default();
            let title = item.title.as_deref().unwrap_or_default();
            if !titles.contains(&title) && titles.len() < SHARED_ADDRESS as usize {
                titles.push(title);
            }
        }
    }
    items
        .iter()
        .zip(&addresses)
        .zip(&keys)
        .zip(&ids)
        .map(|(((item, address), key), id)| {
            let own = key.as_ref().filter(|k| {
                !not_own.contains(k) && address_titles.get(k).is_none_or(|t| t.len() < SHARED_ADDRESS as usize)
            });
            let place = own.zip(*address).map(|(_, address)| address.as_str());
            let guid = guid(item, id.as_deref(), place, &id_count, context);
            match (own, address) {
                (Some(key), Some(address)) => {
                    Identity { guid, key: key.clone(), address: (*address).clone(), own_page: true }
                }
                (_, address) => {
                    let shown = address.or(home).unwrap_or(&context.address).clone();
                    Identity { guid, key: key_without_page(guid, context), address: shown, own_page: false }
                }
            }
        })
        .collect()
}

fn guid(
    item: &Item,
    id: Option<&str>,
    place: Option<&str>,
    id_count: &HashMap<&str, u32>,
    context: &FeedContext,
) -> i64 {
    match (id, place) {
        (Some(id), Some(place)) if id_count.get(id).is_some_and(|n| *n > 1) || is_a_position(id) => {
            hash(&["id+address", id, place])
        }
        (Some(id), None) if id_count.get(id).is_some_and(|n| *n > 1) || is_a_position(id) => hash(&[
            "id+text",
            id,
            item.title.as_deref().unwrap_or_default(),
            item.summary.as_deref().unwrap_or_default(),
        ]),
        // An id such as "4711" says something within its feed only; another feed of the publisher counts on its own.
        (Some(id), _) if id.len() < 12 => hash(&["id in feed", &context.feed_id.0.to_string(), id]),
        (Some(id), _) => hash(&["id", id]),
        (None, Some(place)) => hash(&["address", place]),
        (None, None) => hash(&[
            "text",
            item.title.as_deref().unwrap_or_default(),
            item.summary.as_deref().or(item.content.as_deref()).unwrap_or_default(),
        ]),
    }
}

fn id(item: &Item) -> Option<String> {
    item.id.as_deref().map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned)
}

/// Some feeds number their items 1, 2, 3 at every poll: that is where an item stands, not who it is.
fn is_a_position(id: &str) -> bool {
    id.len() <= 3 && id.bytes().all(|b| b.is_ascii_digit())
}

/// The item's page; else the file it announces.
fn own_address(item: &Item) -> Option<&Address> {
    item.link.as_ref().or_else(|| item.enclosures.first().map(|e| &e.address))
}

/// A key for an item without a page of its own. The feed's address and the id make one that no page can have.
fn key_without_page(guid: i64, context: &FeedContext) -> ArticleKey {
    let mut url = context.address.url().clone();
    url.query_pairs_mut().append_pair("coranto-item", &format!("{guid:x}"));
    // An address that has become too long falls back to a host that cannot exist.
    let address = Address::from_url(url)
        .or_else(|_| Address::parse(&format!("https://item.invalid/{}/{guid:x}", context.feed_id.0)));
    ArticleKey::of(address.as_ref().unwrap_or(&context.address))
}

/// Stable on every machine and in every version: it is stored.
fn hash(parts: &[&str]) -> i64 {
    let mut digest = Sha256::new();
    for part in parts {
        // Lengths in front: ("ab", "c") is not ("a", "bc").
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part.as_bytes());
    }
    first_bits(&digest.finalize())
}

pub(crate) fn first_bits(digest: &[u8]) -> i64 {
    digest.iter().take(8).fold(0i64, |bits, byte| (bits << 8) | i64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use coranto_core::{FeedId, Millis, config};
    use proptest::prelude::*;

    fn context(feed: i64) -> FeedContext {
        FeedContext {
            feed_id: FeedId(feed),
            address: Address::parse("https://gazette.example/feed.xml").unwrap(),
            section: None,
            languages: Vec::new(),
            arrived_at: Millis(0),
            read: config::Read::default(),
        }
    }

    fn item(id: &str, link: &str, title: &str) -> Item {
        Item {
            id: (!id.is_empty()).then(|| id.to_owned()),
            link: Address::parse(link).ok(),
            title: Some(title.to_owned()),
            ..Item::default()
        }
    }

    fn of(items: &[Item]) -> Vec<Identity> {
        let home = Address::parse("https://gazette.example/").unwrap();
        of_all(items, Some(&home), &context(1))
    }

    #[test]
    fn an_id_that_repeats_is_mixed_with_the_address() {
        let ids = of(&[
            item("same-id-for-all", "https://gazette.example/a", "A"),
            item("same-id-for-all", "https://gazette.example/b", "B"),
        ]);
        assert_ne!(ids[0].guid, ids[1].guid);
        assert_ne!(ids[0].key, ids[1].key);
    }

    #[test]
    fn an_item_keeps_its_id_when_its_address_changes() {
        let before = of(&[item("tag:gazette.example,2026:77", "http://gazette.example/a", "A")]);
        let after = of(&[item("tag:gazette.example,2026:77", "https://gazette.example/a-with-a-better-slug", "A")]);
        assert_eq!(before[0].guid, after[0].guid);
    }

    #[test]
    fn a_changed_id_at_one_address_keeps_the_key() {
        let before = of(&[item("tag:gazette.example,2026:77", "https://gazette.example/a?utm_source=rss", "A")]);
        let after = of(&[item("tag:gazette.example,2026:78", "https://www.gazette.example/a/", "A")]);
        assert_eq!(before[0].key, after[0].key);
    }

    #[test]
    fn positions_are_no_ids() {
        let today = of(&[item("1", "https://gazette.example/a", "A")]);
        let tomorrow = of(&[item("1", "https://gazette.example/b", "B")]);
        assert_ne!(today[0].guid, tomorrow[0].guid);
    }

    #[test]
    fn short_ids_count_within_their_feed() {
        let one = of_all(&[item("47110", "https://gazette.example/a", "A")], None, &context(1));
        let other = of_all(&[item("47110", "https://gazette.example/b", "B")], None, &context(2));
        assert_ne!(one[0].guid, other[0].guid);
    }

    #[test]
    fn items_that_all_link_home_stay_apart() {
        let all = of(&[
            item("status-0000001", "https://gazette.example/", "All is well"),
            item("status-0000002", "https://gazette.example/", "All is well again"),
        ]);
        assert_ne!(all[0].key, all[1].key);
        assert!(!all[0].own_page);
        let all = of(&[
            item("event-00000001", "https://gazette.example/status", "One"),
            item("event-00000002", "https://gazette.example/status", "Two"),
            item("event-00000003", "https://gazette.example/status", "Three"),
        ]);
        assert_ne!(all[0].key, all[2].key);
        assert!(!all[0].own_page && all[0].address.as_str() == "https://gazette.example/status");
    }

    #[test]
    fn without_id_and_address_the_text_tells() {
        let all = of(&[item("", "", "One"), item("", "", "Two"), item("", "", "One")]);
        assert_ne!(all[0].guid, all[1].guid);
        assert_eq!(all[0], all[2]);
    }

    proptest! {
        #[test]
        fn the_same_document_always_gives_the_same_identities(
            items in proptest::collection::vec(("[a-c0-9]{0,4}", "(https://(gazette|post)\\.example/[a-c]{0,2})?", "[A-C]{0,2}"), 0..12)
        ) {
            let items: Vec<Item> = items.iter().map(|(id, link, title)| item(id, link, title)).collect();
            let once = of(&items);
            prop_assert_eq!(&once, &of(&items));
            // Two items with pages of their own and different addresses never share a key.
            for a in &once {
                for b in &once {
                    if a.own_page && b.own_page && a.address.identity() != b.address.identity() {
                        prop_assert_ne!(&a.key, &b.key);
                    }
                }
            }
        }
    }
}
