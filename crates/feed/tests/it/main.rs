//! Feeds as publishers write them, and as they should not: read through the front door.

mod broken;
mod discovery;
mod formats;
mod hostile;
mod made_up;
mod opml;

use coranto_core::Address;
use coranto_feed::{Hint, Item, Parsed, parse};

/// Reads a feed that came from a made-up publisher.
pub fn read(source: impl AsRef<[u8]>) -> Parsed {
    let address = Address::parse("https://gazette.example/feeds/all.xml").unwrap();
    parse(source.as_ref(), &Hint { content_type: None, address: Some(&address) }).unwrap()
}

/// The items of an RSS feed with this inside its channel.
pub fn rss(inside: &str) -> Parsed {
    read(format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Harbour Gazette</title>{inside}</channel></rss>"
    ))
}

/// The one item of an RSS feed with this inside the item.
pub fn item(inside: &str) -> Item {
    let mut parsed = rss(&format!("<item>{inside}</item>"));
    assert_eq!(parsed.items.len(), 1, "{parsed:?}");
    parsed.items.remove(0)
}

pub fn titles(parsed: &Parsed) -> Vec<&str> {
    parsed.items.iter().map(|i| i.title.as_deref().unwrap_or("-")).collect()
}
