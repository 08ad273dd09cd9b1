//! The API: JSON in, JSON out.

pub(super) mod events;
pub(super) mod faq;
pub(super) mod health;
pub(super) mod openapi;
pub(super) mod report;
pub(super) mod search;

use axum::http::{HeaderMap, HeaderName};

use super::error::Error;
use crate::text::language::Lang;

/// A language asked for, where one is.
fn lang(name: Option<&str>) -> Result<Option<Lang>, Error> {
    let parse = |name| {
        Lang::parse(name).ok_or_else(|| Error::bad_request("bad_value", "`lang` must be fr or en"))
    };
    name.map(parse).transpose()
}

/// A header's text; empty where it is absent, or none.
fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> &'h str {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.unwrap_or_default()
}
