//! `GET /health` and `GET /metrics`: whether the service is well, and what it counts.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use serde::Serialize;

use super::super::state::App;

#[derive(Serialize)]
pub(in super::super) struct Health {
    status: &'static str,
    version: &'static str,
    /// What every page says on top.
    #[serde(skip_serializing_if = "Option::is_none")]
    notice: Option<String>,
}

pub(in super::super) async fn health(State(app): State<App>) -> Json<Health> {
    Json(Health {
        status: "ok",
        version: env!("CARGO_PKG_VERSION"),
        notice: app.notice().map(|notice| notice.en.clone()),
    })
}

const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

pub(in super::super) async fn metrics(State(app): State<App>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, OPEN_METRICS)], app.metrics().text())
}
