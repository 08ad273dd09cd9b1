//! A site that holds nothing yet: what to do first, in commands that work as they stand.

use axum::http::{HeaderMap, header};
use minijinja::{Value, context};
use uuid::Uuid;

use super::super::client::is_tls;
use crate::period::{now, rfc3339};

/// What the first commands need: where to send, and an event that nobody has sent.
pub(super) fn first(origin: &str) -> Value {
    let event = format!(
        r#"{{"id":"{}","kind":"search","at":"{}","query":"rib","total":0}}"#,
        Uuid::now_v7(),
        rfc3339(now())
    );
    context! { event => Value::from_safe_string(event), origin }
}

/// How the reader reached us, for commands that they can copy.
pub(super) fn origin(headers: &HeaderMap) -> String {
    let scheme = if is_tls(headers) { "https" } else { "http" };
    let host = headers.get(header::HOST);
    let host = host.and_then(|host| host.to_str().ok());
    format!("{scheme}://{}", host.unwrap_or("127.0.0.1:8080"))
}
