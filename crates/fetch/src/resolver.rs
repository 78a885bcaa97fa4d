//! Names to addresses, with the guard in between: what the client connects to has passed it, so a name that changes its answer after
//! a check (rebinding) gains nothing.

use crate::guard::Guard;
use moka::Expiry;
use moka::future::Cache;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The system's resolver does not tell how long an answer holds; five minutes is what publishers behind CDNs set most.
const REMEMBER: Duration = Duration::from_secs(300);
const REMEMBER_FAILURE: Duration = Duration::from_secs(30);
const PATIENCE: Duration = Duration::from_secs(8);
const NAMES_REMEMBERED: u64 = 20_000;

/// Why a name leads nowhere. Travels through the client's error chain and is found again in [`crate::failure`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unresolved {
    #[error("{host} leads to {address}, which is not public")]
    Forbidden { host: String, address: IpAddr },
    #[error("{host}: {message}")]
    Failed { host: String, message: String },
}

type Lookup = Result<Arc<[IpAddr]>, Arc<str>>;

#[derive(Clone)]
pub(crate) struct SafeResolver {
    guard: Arc<Guard>,
    known: Cache<String, Lookup>,
}

impl SafeResolver {
    pub(crate) fn new(guard: Arc<Guard>) -> SafeResolver {
        let known = Cache::builder().max_capacity(NAMES_REMEMBERED).expire_after(ByAnswer).build();
        SafeResolver { guard, known }
    }

    pub(crate) async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, Unresolved> {
        let host = plain(host);
        let found = match of_localhost(&host) {
            Some(own) => Ok(Arc::from(own)),
            None => self.known.get_with_by_ref(host.as_str(), ask_the_system(&host)).await,
        };
        let found = found.map_err(|message| Unresolved::Failed { host: host.clone(), message: message.to_string() })?;
        let permitted: Vec<IpAddr> = found.iter().copied().filter(|address| self.guard.permits(*address)).collect();
        match (permitted.is_empty(), found.first()) {
            (false, _) => Ok(permitted),
            (true, Some(address)) => Err(Unresolved::Forbidden { host, address: *address }),
            (true, None) => Err(Unresolved::Failed { host, message: "it has no address".into() }),
        }
    }

    /// Its addresses did not answer: the next request asks anew.
    pub(crate) async fn forget(&self, host: &str) {
        self.known.invalidate(plain(host).as_str()).await;
    }
}

impl Resolve for SafeResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let this = self.clone();
        Box::pin(async move {
            let addresses = this.addresses(name.as_str()).await?;
            // Port 0: the client puts in the one of the address.
            let addresses: Addrs = Box::new(addresses.into_iter().map(|ip| SocketAddr::new(ip, 0)));
            Ok(addresses)
        })
    }
}

fn plain(host: &str) -> String {
    host.trim_end_matches('.').to_ascii_lowercase()
}

/// RFC 6761: these names are this machine and are not asked of any server.
pub(crate) fn of_localhost(host: &str) -> Option<[IpAddr; 2]> {
    let host = host.trim_end_matches('.');
    (host == "localhost" || host.ends_with(".localhost"))
        .then_some([IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)])
}

async fn ask_the_system(host: &str) -> Lookup {
    match tokio::time::timeout(PATIENCE, tokio::net::lookup_host((host, 0))).await {
        Ok(Ok(found)) => Ok(found.map(|address| address.ip()).collect()),
        Ok(Err(error)) => Err(error.to_string().into()),
        Err(_) => Err(format!("no answer within {} s", PATIENCE.as_secs()).into()),
    }
}

struct ByAnswer;

impl Expiry<String, Lookup> for ByAnswer {
    fn expire_after_create(&self, _: &String, lookup: &Lookup, _: Instant) -> Option<Duration> {
        Some(if lookup.is_ok() { REMEMBER } else { REMEMBER_FAILURE })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolver(allow: &[&str]) -> SafeResolver {
        let allow: Vec<String> = allow.iter().map(|text| text.to_string()).collect();
        SafeResolver::new(Arc::new(Guard::new(&allow).unwrap()))
    }

    #[tokio::test]
    async fn this_machine_is_not_the_public_network() {
        for name in ["localhost", "LOCALHOST.", "news.localhost"] {
            let refused = resolver(&[]).addresses(name).await.unwrap_err();
            assert!(matches!(refused, Unresolved::Forbidden { .. }), "{name}: {refused}");
        }
        let allowed = resolver(&["127.0.0.0/8"]).addresses("localhost").await.unwrap();
        assert_eq!(allowed, [IpAddr::V4(Ipv4Addr::LOCALHOST)], "the address that was not listed is left out");
    }

    #[tokio::test]
    async fn a_name_that_does_not_exist_says_so() {
        let refused = resolver(&[]).addresses("no-such-name.invalid").await.unwrap_err();
        assert!(matches!(refused, Unresolved::Failed { ref host, .. } if host == "no-such-name.invalid"), "{refused}");
    }
}
