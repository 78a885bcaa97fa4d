//! The HTTP client: made once, shared by all requests. It follows no redirect, keeps no cookie, reads no proxy from the environment and
//! decompresses nothing: all that is done here, where it is bounded.

use crate::resolver::SafeResolver;
use reqwest::{Client, redirect};
use std::time::Duration;

/// Name, TCP and TLS together.
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// HTTP/2 headers; HTTP/1 is bounded by the client's own 100 headers and some 400 KiB.
const HEADER_BYTES: u32 = 64 << 10;

/// For the network: every name goes through the resolver.
pub(crate) fn for_network(resolver: SafeResolver) -> Result<Client, String> {
    plain()
        .dns_resolver(resolver)
        // Publishers are asked in rounds, minutes apart: a connection that waits that long is a cost for both ends. Pages
        // of one host come a second apart, so these few seconds serve them.
        .pool_idle_timeout(Duration::from_secs(10))
        .pool_max_idle_per_host(2)
        .http2_max_header_list_size(HEADER_BYTES)
        .build()
        .map_err(|error| format!("the HTTP client cannot be set up: {}", innermost(&error)))
}

/// For the pretend internet: one address, no TLS, so no certificates are read.
pub(crate) fn for_detour() -> Result<Client, String> {
    plain()
        .tls_certs_only([])
        .http1_only()
        .pool_max_idle_per_host(256)
        .build()
        .map_err(|error| format!("the HTTP client cannot be set up: {}", innermost(&error)))
}

fn plain() -> reqwest::ClientBuilder {
    // The first one in the process wins, and they are all the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .redirect(redirect::Policy::none())
        .no_proxy()
        .referer(false)
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
        .connect_timeout(CONNECT_TIMEOUT)
}

fn innermost(error: &dyn std::error::Error) -> String {
    let mut deepest = error;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    deepest.to_string()
}
