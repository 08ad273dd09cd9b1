//! What went wrong, for whoever reads pages: in words, in their language, with what to do.

use axum::extract::Request;
use axum::http::header;
use axum::middleware::Next;
use axum::response::Response;
use minijinja::context;

use super::super::error::Said;
use super::frame::Bare;
use super::ui::preferred;
use super::{Address, plain};
use crate::text::language::Lang;

/// Turns the error of a request that wants a page into one.
pub(in super::super) async fn in_words(request: Request, next: Next) -> Response {
    let wants = request.headers().get(header::ACCEPT);
    let wants_page = wants
        .and_then(|kinds| kinds.to_str().ok())
        .is_some_and(|kinds| kinds.contains("text/html"));
    let path = request.uri().path();
    let ui = match path.split('/').nth(1) {
        Some("fr") => Lang::Fr,
        Some("en") => Lang::En,
        _ => preferred(request.headers()),
    };
    let is_api = path.starts_with("/api/");
    let response = next.run(request).await;
    match response.extensions().get::<Said>() {
        Some(said) if wants_page && !is_api => page(ui, said, &response).unwrap_or(response),
        _ => response,
    }
}

fn page(ui: Lang, said: &Said, response: &Response) -> Option<Response> {
    let address = Address::default();
    let bare = Bare {
        ui,
        section: "",
        path: "",
        address: &address,
    };
    let status = response.status();
    let context = context! {
        status => status.as_u16(),
        code => said.code,
        message => said.message.as_ref(),
        ..bare.context()
    };
    let mut page = plain(ui, status, "failure.html", context).ok()?;
    let retry = response.headers().get(header::RETRY_AFTER).cloned();
    if let Some(retry) = retry {
        page.headers_mut().insert(header::RETRY_AFTER, retry);
    }
    Some(page)
}
