//! Pages of other sites may send events and search: the key says which site they are of.
//!
//! Any origin may, because a key for that stands in pages anyway; none with cookies.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;

use super::state::App;

/// On every answer, refusals too: else a page could not tell why.
const HEADERS: [(HeaderName, &str); 3] = [
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    (
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        "retry-after, x-vigie-dropped",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "cross-origin",
    ),
];

/// A route of one method, for pages of any site.
pub(super) fn for_any_page(route: MethodRouter<App>, method: &'static str) -> MethodRouter<App> {
    route
        .options(async move || preflight(method))
        .layer(from_fn(readable))
}

/// The answer to what browsers ask first, unless the request is as plain as a form's.
fn preflight(method: &'static str) -> impl IntoResponse {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, method),
        (
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "authorization, content-type",
        ),
        // Seconds: no browser keeps it for longer than a day.
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    (StatusCode::NO_CONTENT, headers)
}

async fn readable(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(name, value);
    }
    response
}
