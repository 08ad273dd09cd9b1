//! The pages: what each shows, in French or English, from the figures as they are now.
//!
//! A page is rendered where its figures are read, on one snapshot. Its `ETag` is the
//! last fold and the minute: a page that asks again and again costs next to
//! nothing until something has happened.

mod address;
mod assets;
mod card;
mod compared;
mod conversations;
mod failure;
mod frame;
mod glossary;
mod handoffs;
mod kpi;
mod kpis;
mod lists;
mod overview;
mod permalink;
mod searches;
mod sign_in;
mod templates;
mod ui;
mod welcome;

use std::sync::LazyLock;

use axum::extract::{RawPathParams, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use minijinja::{Value, context};

use super::auth::Caller;
use super::error::Error;
use super::params::Params;
use super::state::App;
use crate::facts::read;
use crate::kpi::Question;
use crate::period::{MINUTE, Millis, now};
use crate::reports::language::text;
use crate::reports::report;
use crate::service::Freshness;
use crate::site::View;
use crate::text::language::Lang;
pub(super) use address::Address;
pub(super) use assets::get as asset;
pub(super) use failure::in_words;
use frame::{Bare, Frame};
pub(super) use permalink::{keep, open};
pub(super) use sign_in::{ask, sign_in, sign_out};
use ui::Ui;
pub(super) use ui::root;

/// A page that shows a site's figures.
pub(super) struct Page {
    /// As in its template.
    name: &'static str,
    /// The page of the navigation that it belongs to.
    section: &'static str,
    show: fn(&Asking<'_>) -> Result<Value, Error>,
}

/// In the order of the navigation.
static PAGES: [&Page; 5] = [&OVERVIEW, &SEARCHES, &HANDOFFS, &CONVERSATIONS, &KPIS];

pub(super) static OVERVIEW: Page = Page {
    name: "overview",
    section: "overview",
    show: overview::show,
};
pub(super) static SEARCHES: Page = Page {
    name: "searches",
    section: "searches",
    show: searches::show,
};
pub(super) static HANDOFFS: Page = Page {
    name: "handoffs",
    section: "handoffs",
    show: handoffs::show,
};
pub(super) static CONVERSATIONS: Page = Page {
    name: "conversations",
    section: "conversations",
    show: conversations::show,
};

pub(super) static KPIS: Page = Page {
    name: "kpis",
    section: "kpis",
    show: kpis::show,
};
pub(super) static KPI: Page = Page {
    name: "kpi",
    section: "kpis",
    show: kpi::show,
};
pub(super) static COMPARED: Page = Page {
    name: "compared",
    section: "kpis",
    show: compared::show,
};
pub(super) static GLOSSARY: Page = Page {
    name: "glossary",
    section: "kpis",
    show: glossary::show,
};

/// What a page is asked.
struct Asking<'a> {
    ui: Lang,
    /// What the page is of, where its address names it.
    of: &'a str,
    view: View<'a>,
    question: Question,
    address: &'a Address,
}

/// What pages may load: nothing from elsewhere, and no script or style but our files.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
);

impl Page {
    /// `GET` of the page.
    pub(super) fn route(&'static self) -> MethodRouter<App> {
        get(move |app, ui, caller, address, of, uri, headers| {
            show(self, app, ui, caller, address, of, uri, headers)
        })
    }
}

#[expect(clippy::too_many_arguments, reason = "each is a part of the request")]
async fn show(
    page: &'static Page,
    State(app): State<App>,
    Ui(ui): Ui,
    caller: Caller,
    Params(mut address): Params<Address>,
    of: RawPathParams,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let of = of.iter().find(|(name, _)| *name == "of");
    let of = of.map_or_else(String::new, |(_, of)| of.to_owned());
    let site = app.site(&caller.site)?;
    let freshness = *site.freshness().borrow();
    let tag = tag(freshness, now());
    if is_held(&headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    let html = site.readers().read(move |view| {
        let is_open = app.open_site().is_some();
        // A key is of one site, so the address need not say which.
        let sites = if is_open {
            app.service().names()
        } else {
            Vec::new()
        };
        if is_open {
            address.site = caller.site;
        }
        let bare = Bare {
            ui,
            section: page.section,
            path: behind_language(uri.path()),
            address: &address,
        };
        let frame = Frame {
            bare,
            sites,
            is_signed_in: !is_open,
            freshness,
            origin: welcome::origin(&headers),
            notice: app.notice().map(|notice| text(ui, notice)),
        };
        filled(page, &of, &frame, view)
    });
    let html = html.await??;
    let headers = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::ETAG, tag),
        (header::VARY, HeaderValue::from_static("cookie")),
    ];
    Ok((headers, Html(html)).into_response())
}

/// `/fr/kpis/nps` without its first step.
fn behind_language(path: &str) -> &str {
    let rest = path.trim_start_matches('/');
    rest.find('/').map_or("", |place| &rest[place..])
}

fn filled(page: &Page, of: &str, frame: &Frame<'_>, view: View<'_>) -> Result<String, Error> {
    let question = frame.bare.address.asked(&view)?;
    let around = frame.around(&view, &question)?;
    let asking = Asking {
        ui: frame.bare.ui,
        of,
        view,
        question,
        address: frame.bare.address,
    };
    let seen = read::watermark(view.facts).map_err(report::Error::from)?;
    let is_empty = seen.events == 0 && seen.transcripts == 0;
    // What words mean can be read before there are figures.
    if is_empty && page.name != GLOSSARY.name {
        let first = welcome::first(&frame.origin);
        return rendered(
            frame.bare.ui,
            "welcome.html",
            context! { ..first, ..around },
        );
    }
    let shown = (page.show)(&asking)?;
    let name = format!("{}.html", page.name);
    rendered(frame.bare.ui, &name, context! { ..shown, ..around })
}

fn rendered(ui: Lang, template: &str, context: Value) -> Result<String, Error> {
    templates::render(ui, template, context).map_err(|error| Error::internal(&error))
}

/// Whether the browser has the page of this tag. Proxies that compress make tags weak,
/// and a list may name several (RFC 9110, 13.1.2).
fn is_held(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let held = headers.get_all(header::IF_NONE_MATCH).into_iter();
    held.filter_map(|held| held.to_str().ok())
        .flat_map(|held| held.split(','))
        .map(|held| held.trim().trim_start_matches("W/"))
        .any(|held| held == tag)
}

/// Changes with every fold, with every minute (windows end as time goes by), and with
/// this process, whose templates may be others.
fn tag(freshness: Freshness, now: Millis) -> HeaderValue {
    static STARTED: LazyLock<Millis> = LazyLock::new(crate::period::now);
    let minute = now / MINUTE;
    // Not the last event: conflicts and transcripts change figures without a new one.
    let tag = format!("\"{:x}-{:x}-{minute:x}\"", *STARTED, freshness.at);
    HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\""))
}

/// A page without figures, in words.
fn plain(ui: Lang, status: StatusCode, template: &str, context: Value) -> Result<Response, Error> {
    let html = rendered(ui, template, context)?;
    let headers: [(HeaderName, HeaderValue); 1] = [(header::CONTENT_SECURITY_POLICY, POLICY)];
    Ok((status, headers, Html(html)).into_response())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_page_is_another_with_each_fold_and_each_minute() {
        let at = |at| Freshness { watermark: 7, at };
        assert_eq!(tag(at(7), 60_000), tag(at(7), 119_999));
        assert_ne!(tag(at(7), 60_000), tag(at(8), 60_000));
        assert_ne!(tag(at(7), 60_000), tag(at(7), 120_000));
    }

    #[test]
    fn a_page_in_the_other_language_is_behind_the_same_path() {
        assert_eq!(behind_language("/fr/kpis/a%2Fb"), "/kpis/a%2Fb");
        assert_eq!(behind_language("/fr"), "");
    }

    #[test]
    fn a_tag_is_known_in_a_list_and_when_a_proxy_made_it_weak() {
        let tag = HeaderValue::from_static("\"a-b\"");
        let held = |value: &'static str| {
            let value = HeaderValue::from_static(value);
            is_held(
                &HeaderMap::from_iter([(header::IF_NONE_MATCH, value)]),
                &tag,
            )
        };
        assert!(held("\"a-b\"") && held("W/\"a-b\"") && held("\"c\", W/\"a-b\""));
        assert!(!held("\"a\"") && !held("") && !is_held(&HeaderMap::new(), &tag));
    }
}
