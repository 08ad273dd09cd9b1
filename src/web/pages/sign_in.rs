//! Signing in with a read key, typed once; and out again.
//!
//! Tries are not counted: a key is 256 random bits, which nobody guesses, and whoever
//! shares an address with somebody who tries must get in.

use std::time::Instant;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use minijinja::context;
use serde::Deserialize;

use super::super::error::Error;
use super::super::params::Params;
use super::super::session::set_cookie;
use super::super::state::App;
use super::frame::Bare;
use super::{Address, Ui, plain};
use crate::access::{self, Scope};
use crate::text::language::Lang;

/// Where to go afterwards.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Onward {
    next: String,
}

/// What is typed in.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    key: String,
    next: String,
}

/// `GET /{ui}/sign-in`
pub(in super::super) async fn ask(
    Ui(ui): Ui,
    Params(onward): Params<Onward>,
) -> Result<Response, Error> {
    form(ui, StatusCode::OK, &onward.next, "")
}

/// `POST /{ui}/sign-in`
pub(in super::super) async fn sign_in(
    State(app): State<App>,
    Ui(ui): Ui,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Error> {
    refuse_foreign(&headers)?;
    let received = app.room.read(body).await?;
    let typed = Typed::read(&received.bytes);
    let key = access::digest(typed.key.trim());
    let trouble = match app.ring().known(&key) {
        Some(grant) if grant.scopes.allow(Scope::Read) => None,
        Some(_) => Some((StatusCode::FORBIDDEN, "wrong_scope")),
        None => Some((StatusCode::UNAUTHORIZED, "unknown")),
    };
    if let Some((status, trouble)) = trouble {
        return form(ui, status, &typed.next, trouble);
    }
    let value = app.sessions().begin(key, Instant::now());
    let value = value.map_err(|error| Error::internal(&error))?;
    let cookie = set_cookie(Some(&value), &headers);
    let onward = Redirect::to(onward(&typed.next, ui));
    Ok(([(header::SET_COOKIE, cookie)], onward).into_response())
}

/// `POST /{ui}/sign-out`
pub(in super::super) async fn sign_out(
    State(app): State<App>,
    Ui(ui): Ui,
    headers: HeaderMap,
) -> Result<Response, Error> {
    refuse_foreign(&headers)?;
    app.sessions().end(&headers);
    let cookie = set_cookie(None, &headers);
    let onward = Redirect::to(&format!("/{}/sign-in", ui.as_str()));
    Ok(([(header::SET_COOKIE, cookie)], onward).into_response())
}

fn form(ui: Lang, status: StatusCode, next: &str, trouble: &str) -> Result<Response, Error> {
    let address = Address::default();
    let bare = Bare {
        ui,
        section: "",
        path: "/sign-in",
        address: &address,
    };
    let context = context! { next, trouble, ..bare.context() };
    plain(ui, status, "sign_in.html", context)
}

impl Typed {
    fn read(body: &[u8]) -> Typed {
        let mut typed = Typed::default();
        for (name, value) in form_urlencoded::parse(body) {
            match name.as_ref() {
                "key" => typed.key = value.into_owned(),
                "next" => typed.next = value.into_owned(),
                _ => {}
            }
        }
        typed
    }
}

fn refuse_foreign(headers: &HeaderMap) -> Result<(), Error> {
    match is_foreign(headers) {
        true => {
            let message = "sign in and out on the pages of Vigie itself";
            Err(Error::new(StatusCode::FORBIDDEN, "foreign", message))
        }
        false => Ok(()),
    }
}

/// Whether a browser says that a page of another site sent the form. Over plain HTTP it
/// says only which page: that has to be of the host that is asked.
fn is_foreign(headers: &HeaderMap) -> bool {
    if let Some(from) = headers.get("sec-fetch-site") {
        return from != "same-origin" && from != "none";
    }
    let Some(origin) = headers.get(header::ORIGIN) else {
        return false;
    };
    let origin = origin.to_str().unwrap_or_default().split_once("://");
    let host = headers.get(header::HOST).map(|host| host.as_bytes());
    match (origin, host) {
        (Some((_, origin)), Some(host)) => !origin.as_bytes().eq_ignore_ascii_case(host),
        _ => true,
    }
}

/// Only a page of ours: whoever wrote the link must not choose where one lands.
fn onward(next: &str, ui: Lang) -> &str {
    let is_ours = |ui: &str| {
        next.strip_prefix(ui)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
    };
    let is_plain = next.bytes().all(|byte| byte.is_ascii_graphic()) && !next.contains('\\');
    match ui {
        _ if is_plain && (is_ours("/fr") || is_ours("/en")) => next,
        Lang::Fr => "/fr",
        Lang::En => "/en",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_lands_elsewhere_after_signing_in() {
        for (next, lands) in [
            ("/en/searches?days=7", "/en/searches?days=7"),
            ("/fr?lang=en", "/fr?lang=en"),
            ("", "/fr"),
            ("//example.org", "/fr"),
            ("https://example.org/fr", "/fr"),
            ("/france.example", "/fr"),
            ("/fr\\example", "/fr"),
            ("/fr\r\nset-cookie: a=b", "/fr"),
        ] {
            assert_eq!(onward(next, Lang::Fr), lands, "{next}");
        }
    }
}
