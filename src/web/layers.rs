//! What is done around every request: count it, and say how browsers must treat the answer.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::local;
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
    let refused = match app.open_site() {
        Some(_) => local::check(request.method(), request.uri(), request.headers()).err(),
        None => None,
    };
    let mut response = match refused {
        None => next.run(request).await,
        Some(refused) => refused.into_response(),
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
