//! What the address asks; what cannot be read is named as every other error is.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use jiff::civil::Date;
use serde::de::DeserializeOwned;

use super::error::Error;

pub(super) struct Params<T>(pub(super) T);

/// A day of the address.
pub(super) fn day(name: &str, text: Option<&str>) -> Result<Option<Date>, Error> {
    let parsed = text.map(str::parse).transpose();
    parsed.map_err(|_| {
        let message = format!("`{name}` must be a day, as 2026-03-31");
        Error::bad_request("bad_value", message)
    })
}

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Params<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Params<T>, Error> {
        match Query::try_from_uri(&parts.uri) {
            Ok(Query(params)) => Ok(Params(params)),
            Err(error) => Err(Error::bad_request("bad_value", error.body_text())),
        }
    }
}
