//! `/healthz`, for load balancers and monitors: is the process up, and does the record answer?

use crate::app::App;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(2);

pub async fn healthz(State(app): State<App>) -> Response {
    let database = match tokio::time::timeout(PATIENCE, app.db().ping()).await {
        Ok(Ok(())) => "ok",
        Ok(Err(error)) => {
            tracing::warn!("the record does not answer: {error}");
            "failed"
        }
        Err(_) => "slow",
    };
    let good = database == "ok";
    let body = serde_json::json!({
        "status": if good { "ok" } else { "failing" },
        "database": database,
        "version": env!("CARGO_PKG_VERSION"),
    });
    let status = if good { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, body.to_string()).into_response()
}
