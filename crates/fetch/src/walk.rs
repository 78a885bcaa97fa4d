//! One request from its address to its answer, hop by hop: [`Fetcher::ask`] tells the story, and every hop passes the same gates.

use crate::body::{Body, BodyLimits};
use crate::decode::ACCEPT_ENCODING;
use crate::{Answer, Fetcher, Validators, failure, headers, resolver, robots};
use bytes::Bytes;
use coranto_core::reason::FetchOutcome;
use coranto_core::{Address, AddressRefused, Millis};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::{Method, StatusCode};
use reqwest::{Request, Response};
use std::net::IpAddr;
use std::time::{Duration, Instant};
use url::{Host, Url};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Errand {
    Feed,
    Page,
    Image,
    Robots,
}

pub(crate) struct Ask<'a> {
    pub errand: Errand,
    pub address: &'a Address,
    pub validators: &'a Validators,
    pub user_agent: Option<&'a str>,
}

impl Fetcher {
    pub(crate) async fn ask(&self, ask: Ask<'_>) -> Answer {
        let mut walk = Walk::from(ask.address);
        let outcome = tokio::select! {
            biased;
            () = self.closed.cancelled() => Err(FetchOutcome::Cancelled),
            outcome = self.walk(&ask, &mut walk) => outcome,
        };
        let outcome = outcome.unwrap_or_else(|refused| refused);
        walk.into_answer(outcome, self.clock.now())
    }

    /// Every early return is an outcome; those that come as `Err` are refusals and failures.
    async fn walk(&self, ask: &Ask<'_>, walk: &mut Walk) -> Result<FetchOutcome, FetchOutcome> {
        loop {
            self.check_host(&walk.url)?;
            let _slot = self.turn(ask, walk).await?;
            let mut response = self.send(ask, walk).await?;
            walk.headers = std::mem::take(response.headers_mut());
            match self.meaning(ask, walk, response.status()) {
                Meaning::Redirect { permanent } => {
                    let next = walk.next_url()?;
                    walk.drain(self.timeout(), response).await;
                    walk.step_to(next, permanent, ask.address, self.most_redirects(ask.errand))?;
                }
                Meaning::Outcome(outcome) => return Ok(outcome),
                Meaning::Body => {
                    self.check_mining(ask, walk)?;
                    let status = response.status().as_u16();
                    let body = Body::of(&walk.headers, self.limits(ask.errand))?;
                    walk.body = walk.timed(self.timeout(), body.read(response)).await?;
                    return Ok(FetchOutcome::Fetched { status, bytes: walk.body.len() as u64 });
                }
            }
        }
    }

    /// Literal addresses never reach the resolver, so the guard stands here too, at every hop.
    fn check_host(&self, url: &Url) -> Result<(), FetchOutcome> {
        let address: IpAddr = match (url.host(), &self.detour) {
            (Some(Host::Ipv4(v4)), _) => v4.into(),
            (Some(Host::Ipv6(v6)), _) => v6.into(),
            (Some(Host::Domain(name)), Some(detour)) => match detour.pretended(name) {
                Some(address) => address,
                None => return Ok(()),
            },
            (Some(Host::Domain(_)), None) => return Ok(()),
            (None, _) => return Err(FetchOutcome::AddressInvalid { why: AddressRefused::NoHost }),
        };
        if self.guard.permits(address) {
            return Ok(());
        }
        let host = url.host_str().unwrap_or_default().to_owned();
        Err(FetchOutcome::AddressForbidden { host, address: address.to_string() })
    }

    /// Waits until manners allow this request.
    async fn turn(&self, ask: &Ask<'_>, walk: &Walk) -> Result<crate::pace::Slot, FetchOutcome> {
        let authority = walk.address.authority();
        if ask.errand != Errand::Page {
            return self.pace.enter(&authority).await;
        }
        let crawl_delay = if self.settings.respect_robots { self.robots_allow(ask, walk).await? } else { None };
        self.pace.enter_for_page(&authority, crawl_delay).await
    }

    /// The crawl-delay that robots.txt asks for, or the refusal.
    async fn robots_allow(&self, ask: &Ask<'_>, walk: &Walk) -> Result<Option<Duration>, FetchOutcome> {
        let mut file = walk.url.clone();
        file.set_path("/robots.txt");
        file.set_query(None);
        let file = Address::from_url(file).map_err(|why| FetchOutcome::AddressInvalid { why })?;
        let origin = format!("{}://{}", file.url().scheme(), file.authority());
        let target = match walk.url.query() {
            Some(query) => format!("{}?{query}", walk.url.path()),
            None => walk.url.path().to_owned(),
        };
        let read = || self.read_robots(&file, ask.user_agent);
        self.robots.verdict(&origin, &target, &self.names(ask.user_agent), read).await
    }

    /// Boxed: reading robots.txt is a request of its own, inside a request.
    fn read_robots<'a>(&'a self, file: &'a Address, user_agent: Option<&'a str>) -> BoxFuture<'a, Answer> {
        self.ask(Ask { errand: Errand::Robots, address: file, validators: crate::NO_VALIDATORS, user_agent }).boxed()
    }

    /// The names in robots.txt that mean us: our own, and that of a user agent the operator set for a source.
    fn names(&self, user_agent: Option<&str>) -> Vec<String> {
        let mut names = self.robot_names.clone();
        names.extend(user_agent.and_then(robots::product_token));
        names
    }

    async fn send(&self, ask: &Ask<'_>, walk: &mut Walk) -> Result<Response, FetchOutcome> {
        let request = self.request(ask, walk);
        let sent = walk.timed(self.timeout(), async {
            self.client.execute(request).await.map_err(|error| failure::of_request(&error))
        });
        let sent = sent.await;
        if let (Err(FetchOutcome::ConnectFailed { .. }), Some(resolver)) = (&sent, &self.resolver) {
            resolver.forget(walk.address.host()).await;
        }
        let response = sent?;
        // Belt and braces: whatever way the connection came about, its far end is on the public network.
        match response.remote_addr() {
            Some(remote) if self.detour.is_none() && !self.guard.permits(remote.ip()) => {
                let host = walk.address.host().to_owned();
                Err(FetchOutcome::AddressForbidden { host, address: remote.ip().to_string() })
            }
            _ => Ok(response),
        }
    }

    fn request(&self, ask: &Ask<'_>, walk: &mut Walk) -> Request {
        let mut request = match &self.detour {
            Some(detour) => {
                let mut request = Request::new(Method::GET, detour.wire(&walk.url));
                if let Ok(host) = HeaderValue::from_str(&walk.address.authority()) {
                    request.headers_mut().insert(header::HOST, host);
                }
                request
            }
            None => Request::new(Method::GET, walk.url.clone()),
        };
        let headers = request.headers_mut();
        let user_agent = ask.user_agent.and_then(|text| HeaderValue::from_str(text).ok());
        headers.insert(header::USER_AGENT, user_agent.unwrap_or_else(|| self.user_agent.clone()));
        headers.insert(header::ACCEPT, HeaderValue::from_static(accept(ask.errand)));
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(ACCEPT_ENCODING));
        walk.conditional = false;
        // Validators belong to the publisher that gave them; another one's 304 would mean something else.
        if walk.on_home_site {
            let mut condition = |name: HeaderName, value: &Option<String>| {
                if let Some(value) = value.as_deref().and_then(|value| HeaderValue::from_str(value).ok()) {
                    headers.insert(name, value);
                    walk.conditional = true;
                }
            };
            condition(header::IF_NONE_MATCH, &ask.validators.etag);
            condition(header::IF_MODIFIED_SINCE, &ask.validators.last_modified);
        }
        request
    }

    fn meaning(&self, ask: &Ask<'_>, walk: &Walk, status: StatusCode) -> Meaning {
        let now = self.clock.now();
        let status = status.as_u16();
        let held = |retry_at| {
            let retry_at = self.pace.hold(&walk.address.authority(), status, retry_at);
            Meaning::Outcome(FetchOutcome::RateLimited { status, retry_at })
        };
        match status {
            200 | 203 => Meaning::Body,
            301 | 308 if walk.headers.contains_key(header::LOCATION) => Meaning::Redirect { permanent: true },
            302 | 303 | 307 if walk.headers.contains_key(header::LOCATION) => Meaning::Redirect { permanent: false },
            304 if walk.conditional => Meaning::Outcome(FetchOutcome::NotModified),
            404 => Meaning::Outcome(FetchOutcome::NotFound),
            // Only the publisher's own word ends polling for good, not that of whom it leads to today.
            410 if walk.permanent_only || ask.errand == Errand::Robots => Meaning::Outcome(FetchOutcome::Gone),
            410 => Meaning::Outcome(FetchOutcome::NotFound),
            401 | 402 | 403 | 407 | 451 => Meaning::Outcome(FetchOutcome::Refused { status }),
            429 => held(headers::retry_at(&walk.headers, now)),
            503 => match headers::retry_at(&walk.headers, now) {
                Some(retry_at) => held(Some(retry_at)),
                None => Meaning::Outcome(FetchOutcome::HttpStatus { status }),
            },
            _ => Meaning::Outcome(FetchOutcome::HttpStatus { status }),
        }
    }

    /// A page that opts out of machine reading is not read at all.
    fn check_mining(&self, ask: &Ask<'_>, walk: &Walk) -> Result<(), FetchOutcome> {
        if ask.errand != Errand::Page || !self.settings.respect_robots {
            return Ok(());
        }
        let said = headers::mining_headers(&walk.headers);
        match headers::mining_opt_out(&said, &self.names(ask.user_agent)) {
            Some(signal) => Err(FetchOutcome::MiningOptOut { signal: signal.to_owned() }),
            None => Ok(()),
        }
    }

    fn limits(&self, errand: Errand) -> BodyLimits {
        let bytes = match errand {
            Errand::Feed => self.settings.feed_limit_bytes,
            Errand::Page => self.settings.page_limit_bytes,
            Errand::Image => self.settings.image_limit_bytes,
            Errand::Robots => robots::ROBOTS_BYTES,
        };
        BodyLimits {
            bytes,
            cut: errand == Errand::Robots,
            min_bytes_per_second: self.settings.min_bytes_per_second,
            patience: self.patience,
        }
    }

    fn timeout(&self) -> Duration {
        Duration::from_millis(self.settings.timeout_ms)
    }

    fn most_redirects(&self, errand: Errand) -> u32 {
        // RFC 9309 wants five followed for robots.txt.
        if errand == Errand::Robots { self.settings.max_redirects.max(5) } else { self.settings.max_redirects }
    }
}

enum Meaning {
    Body,
    Redirect { permanent: bool },
    Outcome(FetchOutcome),
}

fn accept(errand: Errand) -> &'static str {
    match errand {
        Errand::Feed => {
            "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
        }
        Errand::Page => "text/html, application/xhtml+xml;q=0.9, */*;q=0.5",
        Errand::Image => "image/webp, image/jpeg, image/png, image/gif, image/*;q=0.5",
        Errand::Robots => "text/plain, */*;q=0.5",
    }
}

/// Where a request stands, and what it has gathered.
struct Walk {
    /// As it goes over the wire: a redirect may carry a parameter that [`Address`] would strip, and stripping it here would ask the
    /// same address again and again.
    url: Url,
    address: Address,
    passed: Vec<Url>,
    permanent_only: bool,
    on_home_site: bool,
    conditional: bool,
    headers: HeaderMap,
    body: Bytes,
    /// Time on the network, of the whole request; waiting for one's turn does not count.
    spent: Duration,
}

impl Walk {
    fn from(address: &Address) -> Walk {
        Walk {
            url: address.url().clone(),
            address: address.clone(),
            passed: Vec::new(),
            permanent_only: true,
            on_home_site: true,
            conditional: false,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            spent: Duration::ZERO,
        }
    }

    async fn timed<T>(
        &mut self,
        limit: Duration,
        work: impl Future<Output = Result<T, FetchOutcome>>,
    ) -> Result<T, FetchOutcome> {
        let start = Instant::now();
        let result = tokio::time::timeout(limit.saturating_sub(self.spent), work).await;
        self.spent += start.elapsed();
        result.unwrap_or_else(|_| {
            Err(FetchOutcome::TimedOut { limit_ms: u64::try_from(limit.as_millis()).unwrap_or(u64::MAX) })
        })
    }

    fn next_url(&self) -> Result<Url, FetchOutcome> {
        let location = self.headers.get(header::LOCATION).map(HeaderValue::as_bytes).unwrap_or_default();
        // Servers write raw UTF-8 here, whatever the RFC says.
        let location = String::from_utf8_lossy(location);
        let refused = |error: url::ParseError| FetchOutcome::AddressInvalid {
            why: AddressRefused::NotAnAddress(error.to_string()),
        };
        let mut next = self.url.join(location.trim()).map_err(refused)?;
        next.set_fragment(None);
        // Neither call fails on an address with a host, and one without is refused below.
        let _ = next.set_username("");
        let _ = next.set_password(None);
        Ok(next)
    }

    fn step_to(&mut self, next: Url, permanent: bool, home: &Address, most: u32) -> Result<(), FetchOutcome> {
        let address = Address::from_url(next.clone()).map_err(|why| FetchOutcome::AddressInvalid { why })?;
        if self.url.scheme() == "https" && next.scheme() == "http" {
            tracing::debug!(from = self.address.host(), to = address.host(), "redirected from https to http");
        }
        if next == self.url || self.passed.contains(&next) {
            return Err(FetchOutcome::RedirectLoop { at: address.as_str().to_owned() });
        }
        if self.passed.len() >= most as usize {
            return Err(FetchOutcome::TooManyRedirects { limit: most });
        }
        self.on_home_site = address.site() == home.site();
        self.permanent_only &= permanent;
        self.passed.push(std::mem::replace(&mut self.url, next));
        self.address = address;
        Ok(())
    }

    /// Reads off a small body that nobody wants, so that the connection can serve the next hop.
    async fn drain(&mut self, limit: Duration, mut response: Response) {
        const SMALL: u64 = 16 << 10;
        let small = headers::text(&self.headers, &header::CONTENT_LENGTH)
            .and_then(|text| text.parse::<u64>().ok())
            .is_some_and(|bytes| bytes <= SMALL);
        if small {
            let read = async {
                while let Ok(Some(_)) = response.chunk().await {}
                Ok(())
            };
            // Whether it worked shows at the next hop.
            let _ = self.timed(limit.min(self.spent + Duration::from_secs(1)), read).await;
        }
    }

    fn into_answer(self, outcome: FetchOutcome, now: Millis) -> Answer {
        let good = matches!(outcome, FetchOutcome::Fetched { .. } | FetchOutcome::NotModified);
        let moved = good && self.permanent_only && !self.passed.is_empty();
        let mut answer = Answer::without_body(outcome, self.address, self.spent);
        answer.moved_permanently_to = moved.then(|| answer.address.clone());
        answer.content_type = headers::content_type(&self.headers);
        answer.mining_headers = headers::mining_headers(&self.headers);
        if good {
            answer.body = self.body;
            answer.fresh_for = headers::fresh_for(&self.headers, now);
            // Those of another publisher's answer could not be sent back to where they are from.
            if self.on_home_site {
                answer.validators = headers::validators(&self.headers);
            }
        }
        answer
    }
}

impl crate::Detour {
    /// What a name leads to, when that is told; others count as public.
    fn pretended(&self, name: &str) -> Option<IpAddr> {
        let name = name.trim_end_matches('.');
        let told = self.names.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, address)| *address);
        told.or_else(|| resolver::of_localhost(name).map(|[v4, _]| v4))
    }

    fn wire(&self, url: &Url) -> Url {
        let mut wire = url.clone();
        // None of these fails on an http address with a host.
        let _ = wire.set_scheme("http");
        let _ = wire.set_ip_host(self.to.ip());
        let _ = wire.set_port(Some(self.to.port()));
        wire
    }
}
