//! Web addresses: what Coranto agrees to follow, and when two of them name the same thing.

use serde::{Deserialize, Serialize};
use std::fmt;
use url::{Host, Url};

/// An absolute http(s) address without fragment, credentials or tracking parameters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address(Url);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddressRefused {
    #[error("this is not an address: {0}")]
    NotAnAddress(String),
    #[error("only http and https addresses are read, not {0}:")]
    Scheme(String),
    #[error("the address names no host")]
    NoHost,
    #[error("the address is longer than {0} bytes")]
    TooLong(usize),
}

/// Longer addresses exist only as attacks and as data smuggled in query strings; browsers and servers stop near here.
pub const MAX_ADDRESS_BYTES: usize = 2_048;

impl Address {
    pub fn parse(text: &str) -> Result<Address, AddressRefused> {
        let url = Url::parse(text.trim()).map_err(|e| AddressRefused::NotAnAddress(e.to_string()))?;
        Address::from_url(url)
    }

    /// An address as it stands in a document, which may be relative to `base`.
    pub fn join(base: &Address, text: &str) -> Result<Address, AddressRefused> {
        let url = base.0.join(text.trim()).map_err(|e| AddressRefused::NotAnAddress(e.to_string()))?;
        Address::from_url(url)
    }

    pub fn from_url(mut url: Url) -> Result<Address, AddressRefused> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(AddressRefused::Scheme(url.scheme().to_owned()));
        }
        if url.as_str().len() > MAX_ADDRESS_BYTES {
            return Err(AddressRefused::TooLong(MAX_ADDRESS_BYTES));
        }
        if url.host_str().is_none_or(str::is_empty) {
            return Err(AddressRefused::NoHost);
        }
        url.set_fragment(None);
        if !url.username().is_empty() || url.password().is_some() {
            // Credentials in an address would be stored, shown and logged. Neither call fails on an http address.
            let _ = url.set_username("");
            let _ = url.set_password(None);
        }
        strip_tracking(&mut url);
        Ok(Address(url))
    }

    pub fn url(&self) -> &Url {
        &self.0
    }

    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Host with port when it is not the scheme's own: the unit of robots.txt and of pacing.
    pub fn authority(&self) -> String {
        match self.0.port() {
            Some(port) => format!("{}:{port}", self.host()),
            None => self.host().to_owned(),
        }
    }

    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// The domain a person registers ("bbc.co.uk" of "feeds.bbc.co.uk"), by the public suffix list.
    pub fn site(&self) -> String {
        let host = self.host();
        match self.0.host() {
            Some(Host::Domain(_)) => psl::domain_str(host).unwrap_or(host).to_owned(),
            _ => host.to_owned(),
        }
    }

    /// Equal for addresses that name one page: scheme, "www.", "m.", a trailing slash and index files do not count.
    pub fn identity(&self) -> String {
        let host = self.host();
        let host = ["www.", "m.", "mobile."]
            .iter()
            .find_map(|p| host.strip_prefix(p).filter(|rest| rest.contains('.')))
            .unwrap_or(host);
        let path = self.0.path();
        let path = ["index.html", "index.htm", "index.php"].iter().find_map(|p| path.strip_suffix(p)).unwrap_or(path);
        let mut identity = format!("{host}{}{}", port_suffix(&self.0), path.trim_end_matches('/'));
        if let Some(query) = self.0.query() {
            identity.push('?');
            identity.push_str(query);
        }
        identity
    }
}

fn port_suffix(url: &Url) -> String {
    url.port().map(|p| format!(":{p}")).unwrap_or_default()
}

/// Parameters that say how a reader came, not what is read.
fn is_tracking(name: &str) -> bool {
    const EXACT: &[&str] = &[
        "fbclid",
        "gclid",
        "gclsrc",
        "dclid",
        "gbraid",
        "wbraid",
        "msclkid",
        "yclid",
        "ysclid",
        "twclid",
        "ttclid",
        "igshid",
        "igsh",
        "mc_cid",
        "mc_eid",
        "mkt_tok",
        "_ga",
        "_gl",
        "_hsenc",
        "_hsmi",
        "oly_anon_id",
        "oly_enc_id",
        "vero_id",
        "vero_conv",
        "wickedid",
        "rb_clickid",
        "s_cid",
        "srsltid",
        "xtor",
        "ncid",
        "cmpid",
        "ocid",
        "ito",
        "at_medium",
        "at_campaign",
        "ns_mchannel",
        "ns_source",
        "ns_campaign",
        "ns_linkname",
        "ns_fee",
        "guccounter",
        "guce_referrer",
        "guce_referrer_sig",
        "smid",
        "sref",
        "_branch_match_id",
        "__twitter_impression",
        "traffic_source",
    ];
    let name = name.to_ascii_lowercase();
    name.starts_with("utm_") || name.starts_with("pk_") || name.starts_with("mtm_") || EXACT.contains(&name.as_str())
}

fn strip_tracking(url: &mut Url) {
    let Some(query) = url.query() else { return };
    // Compared and kept as written: re-encoding would change addresses that servers compare byte by byte.
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !is_tracking(pair.split('=').next().unwrap_or_default()))
        .collect();
    let kept = (!kept.is_empty()).then(|| kept.join("&"));
    if kept.as_deref() != url.query() {
        url.set_query(kept.as_deref());
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Address {
    type Err = AddressRefused;
    fn from_str(text: &str) -> Result<Address, AddressRefused> {
        Address::parse(text)
    }
}

impl Serialize for Address {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Address {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Address, D::Error> {
        Address::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn address(text: &str) -> Address {
        Address::parse(text).unwrap()
    }

    #[test]
    fn tracking_goes_and_the_rest_stays_as_written() {
        assert_eq!(
            address("https://a.example/x?id=7&utm_source=rss&b=%20c#frag").as_str(),
            "https://a.example/x?id=7&b=%20c"
        );
        assert_eq!(address("https://user:pw@a.example/x?fbclid=1").as_str(), "https://a.example/x");
    }

    #[test]
    fn one_page_has_one_identity() {
        let one = address("https://www.a.example/x/").identity();
        for other in ["http://a.example/x", "https://m.a.example/x/index.html", "https://a.example/x?utm_medium=feed"] {
            assert_eq!(address(other).identity(), one, "{other}");
        }
        assert_ne!(address("https://a.example/x?page=2").identity(), one);
        assert_ne!(address("https://a.example:8080/x").identity(), one);
    }

    #[test]
    fn only_web_addresses_are_followed() {
        assert_eq!(Address::parse("javascript:alert(1)"), Err(AddressRefused::Scheme("javascript".into())));
        assert_eq!(Address::parse("data:text/html,x"), Err(AddressRefused::Scheme("data".into())));
        assert!(matches!(Address::parse("news"), Err(AddressRefused::NotAnAddress(_))));
        assert!(matches!(
            Address::parse(&format!("https://a.example/{}", "x".repeat(3000))),
            Err(AddressRefused::TooLong(_))
        ));
    }

    #[test]
    fn the_site_is_the_registered_domain() {
        assert_eq!(address("https://feeds.news.bbc.co.uk/x").site(), "bbc.co.uk");
        assert_eq!(address("http://127.0.0.1:8080/x").site(), "127.0.0.1");
    }

    proptest! {
        #[test]
        fn parsing_twice_changes_nothing(text in "https?://[a-z]{1,9}\\.[a-z]{2,4}(/[a-zA-Z0-9%?&=_#.-]{0,40})?") {
            if let Ok(once) = Address::parse(&text) {
                prop_assert_eq!(Address::parse(once.as_str()), Ok(once));
            }
        }
    }
}
