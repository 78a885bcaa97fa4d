//! Bytes from the network, with manners: safe addresses at every hop, robots.txt, a pace per host, validators, redirects, caps on size
//! and time. The only room besides `assist` that names an HTTP client.
//!
//! It never decides what bytes mean, never disguises itself, never sends a cookie, and never reaches an address that is not public
//! unless the operator listed its network.

use bytes::Bytes;
use coranto_core::reason::FetchOutcome;
use coranto_core::{Address, Clock, Millis, config};
use futures_util::future::BoxFuture;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

/// Sends every request to one address on this machine instead of the network: the pretend internet. Names are not resolved, https is spoken as plain
/// http, and the request goes out in proxy form (absolute target), so that the far end knows the host. Literal addresses are still checked.
#[derive(Debug, Clone)]
pub struct Detour {
    pub to: SocketAddr,
    /// What names resolve to, for tests of the address guard; a name that is not here counts as public.
    pub names: Vec<(String, IpAddr)>,
}

#[derive(Debug, Clone, Default)]
pub struct Validators {
    pub etag: Option<String>,
    pub last_modified: Option<String>,
}

/// One answer.
#[derive(Debug, Clone)]
pub struct Answer {
    pub outcome: FetchOutcome,
    /// Decoded. Empty unless the outcome is `Fetched`.
    pub body: Bytes,
    pub content_type: Option<String>,
    /// Where the answer came from, after redirects.
    pub address: Address,
    /// Where a chain of permanent redirects only (301, 308) led; none when there was none, or when a temporary one stood in it.
    pub moved_permanently_to: Option<Address>,
    pub validators: Validators,
    /// From Cache-Control max-age or Expires.
    pub fresh_for: Option<Duration>,
    /// X-Robots-Tag values, tdm-reservation: as "name: value".
    pub mining_headers: Vec<String>,
    pub took: Duration,
}

/// A host's robots.txt as it was last read.
#[derive(Debug, Clone, PartialEq)]
pub struct RobotsFile {
    /// None: the host has no such file, and all is allowed.
    pub text: Option<String>,
    /// The host answered with a server error: nothing is allowed until it is asked again (RFC 9309).
    pub unreachable: bool,
    pub fetched_at: Millis,
}

/// Where robots.txt files are remembered across restarts, by origin ("https://a.example"). The pipeline wires it to the store.
pub trait RobotsMemory: Send + Sync + 'static {
    fn get(&self, origin: String) -> BoxFuture<'static, Option<RobotsFile>>;
    fn put(&self, origin: String, file: RobotsFile) -> BoxFuture<'static, ()>;
}

/// Cheap to share behind an `Arc`.
pub struct Fetcher {}

impl Fetcher {
    pub fn new(
        settings: &config::Fetch,
        clock: Clock,
        detour: Option<Detour>,
        memory: Option<Arc<dyn RobotsMemory>>,
    ) -> Result<Fetcher, String> {
        let _ = (settings, clock, detour, memory);
        todo!()
    }

    /// A feed: asked for by the operator, so robots.txt is not consulted.
    pub async fn feed(&self, address: &Address, validators: &Validators, user_agent: Option<&str>) -> Answer {
        todo!()
    }

    /// An article page: obeys robots.txt, crawl-delay, noai and TDM opt-outs (headers here; the page's own meta is the caller's to check).
    pub async fn page(&self, address: &Address, user_agent: Option<&str>) -> Answer {
        todo!()
    }

    /// A picture.
    pub async fn image(&self, address: &Address) -> Answer {
        todo!()
    }
}

/// When to ask again after failure number `failures`: exponential with jitter, within the settings' bounds.
pub fn back_off(failures: u32, settings: &config::Fetch, seed: u64) -> Duration {
    todo!()
}

/// Parses Retry-After: seconds or a date.
pub fn retry_after(value: &str, now: Millis) -> Option<Millis> {
    todo!()
}
