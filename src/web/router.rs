//! Every route, in one list: what it is called, who may, and what answers.

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, get, post};

use super::api::{events, faq, health, openapi, report, search};
use super::auth::{Door, authorize};
use super::cors::for_any_page;
use super::error::Error;
use super::layers::around;
use super::pages;
use super::state::App;
use crate::access::Scope;

/// A route. Nobody comes in but through its door, so there is none without.
pub struct Route {
    pub method: &'static str,
    pub path: &'static str,
    pub door: Door,
    handler: fn() -> MethodRouter<App>,
}

/// The API: each of these is in its document.
pub const ROUTES: &[Route] = &[
    Route {
        method: "POST",
        path: "/api/events",
        door: Door::AnyOf(&[Scope::Ingest]),
        handler: || post(events::post),
    },
    Route {
        method: "GET",
        path: "/api/search",
        door: Door::AnyOf(&[Scope::Ingest, Scope::Read]),
        handler: || get(search::get),
    },
    Route {
        method: "GET",
        path: "/api/report",
        door: Door::AnyOf(&[Scope::Read]),
        handler: || get(report::get),
    },
    Route {
        method: "POST",
        path: "/api/faq",
        door: Door::AnyOf(&[Scope::Import]),
        handler: || post(faq::post),
    },
    Route {
        method: "GET",
        path: "/api/openapi.json",
        door: Door::Open,
        handler: || get(openapi::get),
    },
    Route {
        method: "GET",
        path: "/health",
        door: Door::Open,
        handler: || get(health::health),
    },
    Route {
        method: "GET",
        path: "/metrics",
        door: Door::Open,
        handler: || get(health::metrics),
    },
];

/// The pages, with what they load. `{ui}` is the reader's language: `fr` or `en`.
pub const PAGES: &[Route] = &[
    Route {
        method: "GET",
        path: "/",
        door: Door::Open,
        handler: || get(pages::root),
    },
    Route {
        method: "GET",
        path: "/{ui}",
        door: Door::SignedIn,
        handler: || pages::OVERVIEW.route(),
    },
    Route {
        method: "GET",
        path: "/{ui}/searches",
        door: Door::SignedIn,
        handler: || pages::SEARCHES.route(),
    },
    Route {
        method: "GET",
        path: "/{ui}/handoffs",
        door: Door::SignedIn,
        handler: || pages::HANDOFFS.route(),
    },
    Route {
        method: "GET",
        path: "/{ui}/conversations",
        door: Door::SignedIn,
        handler: || pages::CONVERSATIONS.route(),
    },
    Route {
        method: "GET",
        path: "/{ui}/kpis",
        door: Door::SignedIn,
        handler: || pages::KPIS.route(),
    },
    Route {
        method: "GET",
        path: "/{ui}/kpis/{of}",
        door: Door::SignedIn,
        handler: || pages::KPI.route(),
    },
    Route {
        method: "POST",
        path: "/{ui}/kpis/{of}/link",
        door: Door::SignedIn,
        handler: || post(pages::keep),
    },
    Route {
        method: "GET",
        path: "/{ui}/figures/{link}",
        door: Door::SignedIn,
        handler: || get(pages::open),
    },
    Route {
        method: "GET",
        path: "/{ui}/kpis/compare/{of}",
        door: Door::SignedIn,
        handler: || pages::COMPARED.route(),
    },
    Route {
        method: "GET",
        path: "/{ui}/glossary",
        door: Door::SignedIn,
        handler: || pages::GLOSSARY.route(),
    },
    Route {
        method: "GET",
        path: "/{ui}/sign-in",
        door: Door::Open,
        handler: || get(pages::ask).post(pages::sign_in),
    },
    Route {
        method: "POST",
        path: "/{ui}/sign-out",
        door: Door::Open,
        handler: || post(pages::sign_out),
    },
    Route {
        method: "GET",
        path: "/assets/{version}/{name}",
        door: Door::Open,
        handler: || get(pages::asset),
    },
];

pub(super) fn router(app: App) -> Router {
    let mut router = Router::new();
    for route in ROUTES.iter().chain(PAGES) {
        let door = from_fn_with_state((app.clone(), route.door), authorize);
        let mut handler = (route.handler)().route_layer(door);
        if route.door.is_for_pages() {
            handler = for_any_page(handler, route.method);
        }
        router = router.route(route.path, handler);
    }
    router
        .fallback(async || Error::nothing_here())
        .method_not_allowed_fallback(async || Error::method())
        .layer(from_fn(pages::in_words))
        .layer(from_fn_with_state(app.clone(), around))
        .with_state(app)
}
