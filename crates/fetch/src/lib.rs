//! Bytes from the network, with manners: safe addresses at every hop, robots.txt, a pace per host, validators, redirects, caps on size
//! and time. The only room besides `assist` that names an HTTP client.
//!
//! It never decides what bytes mean, never disguises itself, never sends a cookie, and never reaches an address that is not public
//! unless the operator listed its network.

mod backoff;
mod body;
mod client;
mod decode;
mod failure;
mod guard;
mod headers;
mod pace;
mod resolver;
mod robots;
mod robots_cache;
mod walk;

pub use backoff::back_off;
pub use headers::{RETRY_AFTER_MOST, retry_after};

use bytes::Bytes;
use coranto_core::reason::FetchOutcome;
use coranto_core::{Address, Clock, Millis, config};
use futures_util::future::BoxFuture;
use guard::Guard;
use http::HeaderValue;
use pace::Pace;
use resolver::SafeResolver;
use robots_cache::RobotsCache;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use walk::{Ask, Errand};

/// Sends every request to one address on this machine instead of the network: the pretend internet. Names are not resolved, https is spoken as plain
/// http, and the Host header tells the far end whom it is meant for; so all hosts share a few connections that stay open. Literal addresses are
/// still checked.
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
pub struct Fetcher {
    settings: config::Fetch,
    clock: Clock,
    detour: Option<Detour>,
    guard: Arc<Guard>,
    /// None when a detour stands in for the network.
    resolver: Option<SafeResolver>,
    client: reqwest::Client,
    user_agent: HeaderValue,
    /// Names by which robots.txt may mean us.
    robot_names: Vec<String>,
    pace: Pace,
    robots: RobotsCache,
    patience: Duration,
    closed: CancellationToken,
}

/// A body that comes slower than the settings allow for this long is given up.
const SLOW_BODY_PATIENCE: Duration = Duration::from_secs(10);

impl Fetcher {
    /// Fails on settings that make no sense (`allow_networks`, `user_agent`) and on a machine without root certificates, with a sentence that says so.
    pub fn new(
        settings: &config::Fetch,
        clock: Clock,
        detour: Option<Detour>,
        memory: Option<Arc<dyn RobotsMemory>>,
    ) -> Result<Fetcher, String> {
        let guard = Arc::new(Guard::new(&settings.allow_networks).map_err(|refused| refused.to_string())?);
        let user_agent = HeaderValue::from_str(&settings.user_agent)
            .map_err(|_| "fetch.user_agent: only printable ASCII characters can be sent in a header".to_owned())?;
        let resolver = detour.is_none().then(|| SafeResolver::new(guard.clone()));
        let client = match &resolver {
            Some(resolver) => client::for_network(resolver.clone())?,
            None => client::for_detour()?,
        };
        Ok(Fetcher {
            settings: settings.clone(),
            detour,
            guard,
            resolver,
            client,
            user_agent,
            robot_names: robot_names(&settings.user_agent),
            pace: Pace::new(settings, clock.clone()),
            robots: RobotsCache::new(memory, clock.clone()),
            clock,
            patience: SLOW_BODY_PATIENCE,
            closed: CancellationToken::new(),
        })
    }

    /// How long a body may be slower than `fetch.min_bytes_per_second`; ten seconds unless said otherwise.
    pub fn with_patience(mut self, patience: Duration) -> Fetcher {
        self.patience = patience;
        self
    }

    /// A feed: asked for by the operator, so robots.txt is not consulted.
    pub async fn feed(&self, address: &Address, validators: &Validators, user_agent: Option<&str>) -> Answer {
        self.ask(Ask { errand: Errand::Feed, address, validators, user_agent }).await
    }

    /// An article page: obeys robots.txt, crawl-delay, noai and TDM opt-outs (headers here; the page's own meta is the caller's to check).
    ///
    /// Waits for its turn among the pages of its host, which may take a while: see [`Fetcher::page_wait`].
    pub async fn page(&self, address: &Address, user_agent: Option<&str>) -> Answer {
        self.page_if_changed(address, NO_VALIDATORS, user_agent).await
    }

    /// The same for a page that was read before: `NotModified` when its publisher says that it is as it was.
    pub async fn page_if_changed(
        &self,
        address: &Address,
        validators: &Validators,
        user_agent: Option<&str>,
    ) -> Answer {
        self.ask(Ask { errand: Errand::Page, address, validators, user_agent }).await
    }

    /// A picture.
    pub async fn image(&self, address: &Address) -> Answer {
        self.ask(Ask { errand: Errand::Image, address, validators: NO_VALIDATORS, user_agent: None }).await
    }

    /// How long a page of this host would wait for its turn if it were asked for now and were the only one: a caller with pages of several hosts
    /// takes those first that need not wait.
    pub fn page_wait(&self, address: &Address) -> Duration {
        self.pace.wait_for_page(&address.authority())
    }

    /// The program is going down: requests under way and to come end as `Cancelled`.
    pub fn close(&self) {
        self.closed.cancel();
    }
}

const NO_VALIDATORS: &Validators = &Validators { etag: None, last_modified: None };

/// The name in our User-Agent; and "Coranto", whatever the operator calls it, because publishers who name us mean the program.
fn robot_names(user_agent: &str) -> Vec<String> {
    let mut names: Vec<String> = robots::product_token(user_agent).into_iter().collect();
    if !names.iter().any(|name| name.eq_ignore_ascii_case("coranto")) {
        names.push("Coranto".to_owned());
    }
    names
}

impl Answer {
    fn without_body(outcome: FetchOutcome, address: Address, took: Duration) -> Answer {
        Answer {
            outcome,
            body: Bytes::new(),
            content_type: None,
            address,
            moved_permanently_to: None,
            validators: Validators::default(),
            fresh_for: None,
            mining_headers: Vec::new(),
            took,
        }
    }
}
