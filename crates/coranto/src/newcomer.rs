//! What can be said of a publisher that is met for the first time, from an address alone.

use coranto_core::{Address, id};
use std::collections::BTreeSet;

/// A short name made of the registered domain, with a number behind it while others have it.
pub fn free_slug(site: &str, taken: &BTreeSet<String>) -> String {
    let wanted = id::slug(site.split('.').next().unwrap_or(site));
    let mut slug = wanted.clone();
    let mut n = 2;
    while taken.contains(&slug) {
        slug = format!("{wanted}-{n}");
        n += 1;
    }
    slug
}

pub fn front_page(address: &Address) -> Address {
    Address::join(address, "/").unwrap_or_else(|_| address.clone())
}
