//! The API: JSON in, JSON out.

pub(super) mod events;
pub(super) mod faq;
pub(super) mod health;
pub(super) mod openapi;
pub(super) mod report;
pub(super) mod search;

use axum::http::{HeaderMap, HeaderName};

/// A header's text; empty where it is absent, or none.
fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> &'h str {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.unwrap_or_default()
}
