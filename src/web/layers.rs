//! What is done around every request: count it, and say how browsers must treat the answer.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::error::Error;
use super::state::App;
use crate::service::metrics;

/// For whatever does not say otherwise.
const HEADERS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

pub(super) async fn around(State(app): State<App>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let route = match request.extensions().get::<MatchedPath>() {
        Some(path) => path.as_str().to_owned(),
        None => "none".to_owned(),
    };
    let method = request.method().as_str();
    // Methods are anybody's words: only known ones become labels.
    let method = ["GET", "HEAD", "POST"]
        .into_iter()
        .find(|known| *known == method)
        .unwrap_or("other");
    let mut response = match is_for_us(&app, &request) {
        true => next.run(request).await,
        false => foreign().into_response(),
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    let answered = metrics::Request {
        route,
        method: method.to_owned(),
        status: response.status().as_u16(),
    };
    app.metrics().answered(answered, begun.elapsed());
    response
}

/// Without keys, a page of another site must not reach us under a name of its own.
fn is_for_us(app: &App, request: &Request) -> bool {
    if app.open_site().is_none() {
        return true;
    }
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let name = host.map(|host| match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    });
    matches!(name, Some("localhost" | "127.0.0.1" | "[::1]"))
}

fn foreign() -> Error {
    Error::new(
        StatusCode::FORBIDDEN,
        "host",
        "under --open only localhost, 127.0.0.1 and [::1] are answered",
    )
}
