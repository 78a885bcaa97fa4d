//! Every refusal and every outcome carries its reason: stored with the row, shown to the operator, and never a bare "failed".

use crate::{AddressRefused, Millis};
use serde::{Deserialize, Serialize};

/// How one request to the network ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FetchOutcome {
    /// The body came; `bytes` counts it after decompression.
    Fetched {
        status: u16,
        bytes: u64,
    },
    /// The server says that nothing changed since the validators it gave us.
    NotModified,
    /// 410: the publisher says it will not come back; polling stops.
    Gone,
    /// 404.
    NotFound,
    /// 401, 403, 451 and kin.
    Refused {
        status: u16,
    },
    /// 429, or 503 with Retry-After: not before `retry_at`.
    RateLimited {
        status: u16,
        retry_at: Millis,
    },
    /// Any other status that carries no body for us.
    HttpStatus {
        status: u16,
    },
    /// robots.txt keeps us out; `rule` is the line that does.
    RobotsDisallowed {
        rule: String,
    },
    /// robots.txt could not be read because its server fails: nothing is allowed before it is asked again at `retry_at` (RFC 9309).
    RobotsUnreachable {
        retry_at: Millis,
        message: String,
    },
    /// The page or its headers opt out of text and data mining (`noai`, TDM reservation).
    MiningOptOut {
        signal: String,
    },
    /// The address, or one it led to, points into a network that is not public.
    AddressForbidden {
        host: String,
        address: String,
    },
    AddressInvalid {
        why: AddressRefused,
    },
    TooManyRedirects {
        limit: u32,
    },
    RedirectLoop {
        at: String,
    },
    /// More than `limit_bytes` after decompression.
    TooLarge {
        limit_bytes: u64,
    },
    /// The whole request took longer than allowed.
    TimedOut {
        limit_ms: u64,
    },
    /// The body trickled in slower than allowed.
    TooSlow {
        bytes_per_second: u64,
    },
    DnsFailed {
        host: String,
        message: String,
    },
    ConnectFailed {
        message: String,
    },
    TlsFailed {
        message: String,
    },
    /// The connection broke or the answer was not HTTP.
    ProtocolFailed {
        message: String,
    },
    /// The bytes could not be decompressed as their headers claim.
    EncodingFailed {
        message: String,
    },
    /// The program is going down; nothing was decided.
    Cancelled,
}

/// What a caller should do about an outcome, whatever its cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FetchVerdict {
    /// A body, or word that nothing changed.
    Good,
    /// Ask again later; the cause may pass.
    Retry,
    /// Ask again not before this instant.
    RetryAt(Millis),
    /// Asking again will not help until something changes.
    Refused,
    /// Stop asking.
    Gone,
}

impl FetchOutcome {
    pub fn verdict(&self) -> FetchVerdict {
        use FetchOutcome::*;
        match self {
            Fetched { .. } | NotModified => FetchVerdict::Good,
            Gone => FetchVerdict::Gone,
            RateLimited { retry_at, .. } | RobotsUnreachable { retry_at, .. } => FetchVerdict::RetryAt(*retry_at),
            Refused { .. }
            | NotFound
            | RobotsDisallowed { .. }
            | MiningOptOut { .. }
            | AddressForbidden { .. }
            | AddressInvalid { .. } => FetchVerdict::Refused,
            TooManyRedirects { .. }
            | RedirectLoop { .. }
            | TooLarge { .. }
            | TimedOut { .. }
            | TooSlow { .. }
            | HttpStatus { .. }
            | DnsFailed { .. }
            | ConnectFailed { .. }
            | TlsFailed { .. }
            | ProtocolFailed { .. }
            | EncodingFailed { .. }
            | Cancelled => FetchVerdict::Retry,
        }
    }

    /// The enum's stable name, as stored and as a label of metrics.
    pub fn name(&self) -> &'static str {
        use FetchOutcome::*;
        match self {
            Fetched { .. } => "fetched",
            NotModified => "not_modified",
            Gone => "gone",
            NotFound => "not_found",
            Refused { .. } => "refused",
            RateLimited { .. } => "rate_limited",
            HttpStatus { .. } => "http_status",
            RobotsDisallowed { .. } => "robots_disallowed",
            RobotsUnreachable { .. } => "robots_unreachable",
            MiningOptOut { .. } => "mining_opt_out",
            AddressForbidden { .. } => "address_forbidden",
            AddressInvalid { .. } => "address_invalid",
            TooManyRedirects { .. } => "too_many_redirects",
            RedirectLoop { .. } => "redirect_loop",
            TooLarge { .. } => "too_large",
            TimedOut { .. } => "timed_out",
            TooSlow { .. } => "too_slow",
            DnsFailed { .. } => "dns_failed",
            ConnectFailed { .. } => "connect_failed",
            TlsFailed { .. } => "tls_failed",
            ProtocolFailed { .. } => "protocol_failed",
            EncodingFailed { .. } => "encoding_failed",
            Cancelled => "cancelled",
        }
    }
}

impl std::fmt::Display for FetchOutcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        use FetchOutcome::*;
        match self {
            Fetched { bytes, .. } => write!(f, "read {bytes} bytes"),
            NotModified => write!(f, "nothing changed"),
            Gone => write!(f, "the publisher says this is gone for good (410)"),
            NotFound => write!(f, "nothing is there (404)"),
            Refused { status } => write!(f, "the server refuses us ({status})"),
            RateLimited { status, retry_at } => write!(f, "asked to wait until {} ({status})", retry_at.iso()),
            HttpStatus { status } => write!(f, "the server answered {status}"),
            RobotsDisallowed { rule } => write!(f, "robots.txt keeps us out (“{rule}”)"),
            RobotsUnreachable { message, .. } => write!(f, "robots.txt cannot be read: {message}"),
            MiningOptOut { signal } => write!(f, "the publisher opts out of machine reading ({signal})"),
            AddressForbidden { host, address } => write!(f, "{host} is not on the public network ({address})"),
            AddressInvalid { why } => write!(f, "{why}"),
            TooManyRedirects { limit } => write!(f, "more than {limit} redirects"),
            RedirectLoop { at } => write!(f, "redirects lead in a circle at {at}"),
            TooLarge { limit_bytes } => write!(f, "larger than {} KiB after decompression", limit_bytes / 1024),
            TimedOut { limit_ms } => write!(f, "took longer than {} s", limit_ms / 1000),
            TooSlow { bytes_per_second } => write!(f, "came slower than {bytes_per_second} bytes a second"),
            DnsFailed { host, message } => write!(f, "the name {host} cannot be resolved: {message}"),
            ConnectFailed { message } => write!(f, "no connection: {message}"),
            TlsFailed { message } => write!(f, "no secure connection: {message}"),
            ProtocolFailed { message } => write!(f, "the connection broke: {message}"),
            EncodingFailed { message } => write!(f, "the compressed answer is damaged: {message}"),
            Cancelled => write!(f, "stopped before it ended"),
        }
    }
}

/// Why what a feed's address returned is not a list of items.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FeedRejected {
    #[error("the answer is empty")]
    Empty,
    #[error("this is a web page, not a feed")]
    WebPage,
    #[error("this is not a feed: it begins with “{beginning}”")]
    NotAFeed { beginning: String },
    #[error("nested deeper than {limit} elements")]
    TooDeep { limit: u32 },
    #[error("reading it failed inside Coranto; please report this feed")]
    Panicked,
}

/// Why a body was not shown to readers. Quarantined with the article, shown to the operator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BodyRejected {
    #[error("no text was found in the page")]
    Empty,
    #[error("{words} words are too few for an article")]
    TooShort { words: u32 },
    #[error("the text is mostly links ({link_percent} %): navigation, not an article")]
    OnlyNavigation { link_percent: u8 },
    #[error("the text belongs to another article (it shares nothing with the title “{title}”)")]
    OtherArticle { title: String },
    #[error("only captions of pictures were found")]
    CaptionOnly,
    #[error("the page shows a consent dialogue instead of the article")]
    ConsentWall,
    #[error("the page shows a subscription offer instead of the article")]
    PaywallStub,
    #[error("the page asks to prove that the reader is human")]
    BotWall,
    #[error("the page says that nothing is there, with a status of success")]
    SoftNotFound,
    #[error("the page lists other articles")]
    IndexPage,
    #[error("the text is a template for sharing (“{sample}”)")]
    ShareTemplate { sample: String },
    #[error("the text is markup that was encoded (“{sample}”)")]
    EncodedMarkup { sample: String },
    #[error("the answer is not a web page ({content_type})")]
    NotHtml { content_type: String },
    #[error("reading it failed inside Coranto; please report this page")]
    Panicked,
}

/// What became of an article that is not shown in full, or not at all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "because", rename_all = "snake_case")]
pub enum Quarantined {
    /// The page could not be fetched.
    Fetch { outcome: FetchOutcome },
    /// The page was fetched and its body failed a gate.
    Body { rejected: BodyRejected },
}

impl std::fmt::Display for Quarantined {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Quarantined::Fetch { outcome } => outcome.fmt(f),
            Quarantined::Body { rejected } => rejected.fmt(f),
        }
    }
}
