//! Signing in with a read key, typed once; and out again.

use std::time::Instant;

use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use minijinja::context;
use serde::Deserialize;

use super::super::client::Client;
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
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Error> {
    if is_foreign(&headers) {
        let message = "sign in on the page itself";
        return Err(Error::new(StatusCode::FORBIDDEN, "foreign", message));
    }
    let client = client.behind_proxy(&headers);
    let received = app.room.read(body).await?;
    let typed = Typed::read(&received.bytes);
    let now = Instant::now();
    if !app.tries().may_try(client, now) {
        let status = StatusCode::TOO_MANY_REQUESTS;
        let mut response = form(ui, status, &typed.next, "too_many")?;
        let wait = HeaderValue::from_static("60");
        response.headers_mut().insert(header::RETRY_AFTER, wait);
        return Ok(response);
    }
    let key = access::digest(typed.key.trim());
    let trouble = match app.ring().known(&key) {
        Some(grant) if grant.scopes.allow(Scope::Read) => None,
        Some(_) => Some((StatusCode::FORBIDDEN, "wrong_scope")),
        None => Some((StatusCode::UNAUTHORIZED, "unknown")),
    };
    if let Some((status, trouble)) = trouble {
        app.tries().failed(client, now);
        return form(ui, status, &typed.next, trouble);
    }
    let value = app.sessions().begin(key, now);
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
) -> Response {
    app.sessions().end(&headers);
    let cookie = set_cookie(None, &headers);
    let onward = Redirect::to(&format!("/{}/sign-in", ui.as_str()));
    ([(header::SET_COOKIE, cookie)], onward).into_response()
}

fn form(ui: Lang, status: StatusCode, next: &str, trouble: &str) -> Result<Response, Error> {
    let address = Address::default();
    let bare = Bare {
        ui,
        page: "sign-in",
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

/// Whether a browser says that a page of another site sent the form.
fn is_foreign(headers: &HeaderMap) -> bool {
    let from = headers.get("sec-fetch-site");
    from.is_some_and(|from| from != "same-origin" && from != "none")
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
