//! The language of pages: that of their address, and at first that of the reader's browser.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use axum::response::Redirect;

use super::super::error::Error;
use crate::text::language::Lang;

/// The language of the page asked for.
#[derive(Clone, Copy)]
pub(in super::super) struct Ui(pub(super) Lang);

impl<S: Sync> FromRequestParts<S> for Ui {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Ui, Error> {
        match parts.uri.path().split('/').nth(1) {
            Some("fr") => Ok(Ui(Lang::Fr)),
            Some("en") => Ok(Ui(Lang::En)),
            _ => Err(Error::nothing_here()),
        }
    }
}

/// `GET /`: the overview in the reader's language.
pub(in super::super) async fn root(uri: Uri, headers: HeaderMap) -> Redirect {
    let ui = preferred(&headers).as_str();
    match uri.query() {
        Some(query) => Redirect::temporary(&format!("/{ui}?{query}")),
        None => Redirect::temporary(&format!("/{ui}")),
    }
}

/// The language that a browser asks for first; French if it is neither.
pub(super) fn preferred(headers: &HeaderMap) -> Lang {
    let asked = headers.get(header::ACCEPT_LANGUAGE);
    let asked = asked.and_then(|value| value.to_str().ok());
    let mut named = asked.unwrap_or_default().split(',');
    named
        .find_map(|tag| Lang::parse(tag.split(';').next().unwrap_or_default()))
        .unwrap_or(Lang::Fr)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_reader_is_met_in_the_language_that_the_browser_asks_for_first() {
        for (asked, lang) in [
            ("en-GB,en;q=0.9,fr;q=0.8", Lang::En),
            ("de-DE,fr;q=0.5,en;q=0.4", Lang::Fr),
            ("de", Lang::Fr),
            ("", Lang::Fr),
        ] {
            let headers = HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, asked.parse().unwrap())]);
            assert_eq!(preferred(&headers), lang, "{asked}");
        }
    }
}
