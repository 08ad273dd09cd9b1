//! `GET /health` and `GET /metrics`: whether the service is well, and what it counts.

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use serde::Serialize;

use super::super::state::App;
use crate::service::Trouble;

#[derive(Serialize)]
pub(in super::super) struct Health {
    status: &'static str,
    version: &'static str,
    /// What every page says on top.
    #[serde(skip_serializing_if = "Option::is_none")]
    notice: Option<String>,
    /// What is not well.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    troubles: Vec<Troubled>,
}

#[derive(Serialize)]
struct Troubled {
    site: String,
    trouble: Trouble,
}

pub(in super::super) async fn health(State(app): State<App>) -> (StatusCode, Json<Health>) {
    let troubles = app.service().troubles().into_iter();
    let troubles: Vec<Troubled> = troubles
        .map(|(site, trouble)| Troubled { site, trouble })
        .collect();
    let (code, status) = match troubles.is_empty() {
        true => (StatusCode::OK, "ok"),
        false => (StatusCode::SERVICE_UNAVAILABLE, "troubled"),
    };
    let health = Health {
        status,
        version: env!("CARGO_PKG_VERSION"),
        notice: app.notice().map(|notice| notice.en.clone()),
        troubles,
    };
    (code, Json(health))
}

const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

pub(in super::super) async fn metrics(State(app): State<App>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, OPEN_METRICS)], app.metrics().text())
}
