//! Who asks: a key in the header, or in the address for sending events only; or nobody, under `--open`.

use std::time::Instant;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use super::error::Error;
use super::params;
use super::state::App;
use crate::access::{Grant, Scope, Scopes};
use crate::gaps::rare::Reader;

/// Who may come in at a route.
#[derive(Clone, Copy, Debug)]
pub enum Door {
    /// Anybody: there is nothing of a site behind it.
    Open,
    /// Whoever has a key with one of these scopes.
    AnyOf(&'static [Scope]),
    /// A page: whoever has signed in with a key to read, and is asked to otherwise.
    SignedIn,
}

impl Door {
    /// Whether pages of other sites may come in: their key has the one scope that pages give away.
    pub(super) fn is_for_pages(self) -> bool {
        matches!(self, Door::AnyOf(scopes) if scopes.contains(&Scope::Ingest))
    }
}

/// Whoever asks: the site that they may do something with.
#[derive(Clone, Debug)]
pub(super) struct Caller {
    /// The site of the key; under `--open`, the one named in the address.
    pub(super) site: String,
    /// What words they may see.
    pub(super) reader: Reader,
}

/// What of the address is read at the door.
struct Address {
    key: Option<String>,
    site: Option<String>,
}

impl Address {
    fn of(uri: &Uri) -> Result<Address, Error> {
        let mut params = params::each(uri)?;
        let mut take = |name| {
            let place = params.iter().position(|param| param.name == name)?;
            Some(params.swap_remove(place).value)
        };
        Ok(Address {
            key: take("key"),
            // Forms send empty fields.
            site: take("site").filter(|site| !site.is_empty()),
        })
    }
}

/// Stands before every route.
pub(super) async fn authorize(
    State((app, door)): State<(App, Door)>,
    request: Request,
    next: Next,
) -> Result<Response, Error> {
    let (mut parts, body) = request.into_parts();
    let grant = match door {
        Door::Open => return Ok(next.run(Request::from_parts(parts, body)).await),
        Door::AnyOf(scopes) => of_scope(&parts, &app, scopes)?,
        Door::SignedIn => match signed_in(&parts, &app)? {
            Some(grant) => grant,
            None => return sign_in_first(&parts),
        },
    };
    // A key is a program's: where its answers end up, nobody here knows.
    let reader = match (door, app.open_site()) {
        (Door::SignedIn, _) | (_, Some(_)) => Reader::Insider,
        _ => Reader::Outsider,
    };
    parts.extensions.insert(Caller {
        site: grant.site,
        reader,
    });
    Ok(next.run(Request::from_parts(parts, body)).await)
}

fn of_scope(parts: &Parts, app: &App, scopes: &[Scope]) -> Result<Grant, Error> {
    let grant = grant(parts, app)?;
    match scopes.iter().any(|scope| grant.scopes.allow(*scope)) {
        true => Ok(grant),
        false => Err(wrong_scope(scopes)),
    }
}

/// What the reader of a page may do; nothing where nobody has signed in.
fn signed_in(parts: &Parts, app: &App) -> Result<Option<Grant>, Error> {
    if app.open_site().is_some() {
        return grant(parts, app).map(Some);
    }
    let key = app.sessions().key(&parts.headers, Instant::now());
    let ring = app.ring();
    let granted = key.and_then(|key| ring.known(&key));
    let granted = granted.filter(|grant| grant.scopes.allow(Scope::Read));
    let site = Address::of(&parts.uri)?.site;
    let granted = granted.cloned();
    granted.map(|grant| on_its_site(grant, site)).transpose()
}

/// A key is of one site: of others it does not even learn whether they are there.
fn on_its_site(grant: Grant, asked: Option<String>) -> Result<Grant, Error> {
    match asked {
        Some(site) if site != grant.site => Err(Error::not_found("there is no such site")),
        _ => Ok(grant),
    }
}

/// To the sign-in page, and from there back to where one wanted to go.
fn sign_in_first(parts: &Parts) -> Result<Response, Error> {
    let ui = match parts.uri.path().split('/').nth(1) {
        Some(ui @ ("fr" | "en")) => ui,
        _ => return Err(Error::nothing_here()),
    };
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("next", &wanted(parts));
    Ok(Redirect::to(&format!("/{ui}/sign-in?{}", query.finish())).into_response())
}

/// What was asked for. What a form asks for cannot be opened: then it is the page above,
/// on which the form stands.
fn wanted(parts: &Parts) -> String {
    let path = match parts.method {
        Method::GET => Some(parts.uri.path()),
        _ => parts.uri.path().rsplit_once('/').map(|(page, _)| page),
    };
    let query = parts.uri.query().map(|query| format!("?{query}"));
    format!("{}{}", path.unwrap_or_default(), query.unwrap_or_default())
}

fn wrong_scope(needed: &[Scope]) -> Error {
    let needed: Vec<&str> = needed.iter().map(|scope| scope.as_str()).collect();
    Error::new(
        StatusCode::FORBIDDEN,
        "wrong_scope",
        format!(
            "this key does not allow that; it takes one with the scope {}",
            needed.join(" or ")
        ),
    )
}

/// What a request may do, and on which site.
fn grant(parts: &Parts, app: &App) -> Result<Grant, Error> {
    let address = Address::of(&parts.uri)?;
    match (of_key(parts, &address, app)?, address.site, app.open_site()) {
        (Some(grant), site, _) => on_its_site(grant, site),
        (None, site, Some(open)) => Ok(Grant {
            site: site.unwrap_or_else(|| open.to_owned()),
            scopes: Scopes::all(),
        }),
        (None, _, None) => Err(unauthorized("give a key, as `Authorization: Bearer KEY`")),
    }
}

/// What the key of a request grants; nothing where it brings none.
fn of_key(parts: &Parts, address: &Address, app: &App) -> Result<Option<Grant>, Error> {
    let unknown = || unauthorized("this key is not known, or was revoked");
    if let Some(value) = parts.headers.get(header::AUTHORIZATION) {
        let key = value.to_str().ok().and_then(bearer).ok_or_else(unknown)?;
        return app.ring().grant(key).cloned().map(Some).ok_or_else(unknown);
    }
    let Some(key) = &address.key else {
        return Ok(None);
    };
    let mut grant = app.ring().grant(key).cloned().ok_or_else(unknown)?;
    // Addresses end up in logs and histories: they carry the one right that a page gives away anyway.
    grant.scopes = grant.scopes.only(Scope::Ingest);
    Ok(Some(grant))
}

fn bearer(value: &str) -> Option<&str> {
    let (scheme, key) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| key.trim())
}

fn unauthorized(message: &'static str) -> Error {
    Error::new(StatusCode::UNAUTHORIZED, "unauthorized", message)
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Error;

    /// A route that is open to anybody has no caller to ask for.
    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Caller, Error> {
        let caller = parts.extensions.get::<Caller>().cloned();
        caller.ok_or_else(|| unauthorized("nobody is known here"))
    }
}
