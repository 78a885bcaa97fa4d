//! What went wrong on the wire, as an outcome. Messages keep the innermost cause, which is the one that helps an operator.
//!
//! | cause | outcome |
//! |---|---|
//! | the guard refused every address of a name | `AddressForbidden` |
//! | no address for a name | `DnsFailed` |
//! | no TCP connection in time | `ConnectFailed` |
//! | TLS handshake, certificate | `TlsFailed` |
//! | anything after that: not HTTP, broken off, headers too large | `ProtocolFailed` |

use crate::resolver::Unresolved;
use coranto_core::reason::FetchOutcome;
use std::error::Error;
use std::io::ErrorKind;

/// An error before the headers of the answer were in.
pub(crate) fn of_request(error: &reqwest::Error) -> FetchOutcome {
    if let Some(unresolved) = find::<Unresolved>(error) {
        return match unresolved.clone() {
            Unresolved::Forbidden { host, address } => {
                FetchOutcome::AddressForbidden { host, address: address.to_string() }
            }
            Unresolved::Failed { host, message } => FetchOutcome::DnsFailed { host, message },
        };
    }
    if let Some(tls) = find::<rustls::Error>(error) {
        return FetchOutcome::TlsFailed { message: clipped(tls.to_string()) };
    }
    // The far end took the connection and hung up when TLS began.
    if error.is_connect() && find::<std::io::Error>(error).is_some_and(|io| io.kind() == ErrorKind::UnexpectedEof) {
        return FetchOutcome::TlsFailed { message: innermost(error) };
    }
    if error.is_timeout() {
        let message = format!("no answer within {} s", crate::client::CONNECT_TIMEOUT.as_secs());
        return FetchOutcome::ConnectFailed { message };
    }
    if error.is_connect() {
        return FetchOutcome::ConnectFailed { message: innermost(error) };
    }
    FetchOutcome::ProtocolFailed { message: innermost(error) }
}

/// An error while the body came.
pub(crate) fn of_body(error: &reqwest::Error) -> FetchOutcome {
    FetchOutcome::ProtocolFailed { message: innermost(error) }
}

fn innermost(error: &(dyn Error + 'static)) -> String {
    let deepest = chain(error).last().map(ToString::to_string).unwrap_or_default();
    clipped(deepest)
}

fn find<'a, E: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a E> {
    chain(error).find_map(|cause| cause.downcast_ref::<E>())
}

/// The error and its causes. An io::Error hides the error it was made of from `source()`, and TLS errors come that way.
fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| match error.downcast_ref::<std::io::Error>() {
        Some(io) => io.get_ref().map(|inner| inner as &(dyn Error + 'static)),
        None => error.source(),
    })
    .take(16)
}

/// Stored with the row and shown: no novel, whatever the far end made the library say.
fn clipped(mut message: String) -> String {
    const MOST: usize = 300;
    if message.len() > MOST {
        let end = (0..=MOST).rev().find(|at| message.is_char_boundary(*at)).unwrap_or(0);
        message.truncate(end);
        message.push('…');
    }
    message
}
