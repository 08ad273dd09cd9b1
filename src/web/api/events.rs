//! `POST /api/events`: takes events, and acknowledges them when they are on the disk.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::super::auth::Caller;
use super::super::client::Client;
use super::super::error::Error;
use super::super::params::{Nothing, Params};
use super::super::state::App;
use super::text;
use crate::events::Rejection;
use crate::service::Written;
use crate::service::ingest::{Arrival, Offered};

/// What became of the events of a request.
#[derive(Debug, Serialize)]
pub(super) struct Receipt {
    accepted: u64,
    duplicates: u64,
    conflicts: u64,
    rejected: Vec<Rejected>,
}

/// An event that was not taken.
#[derive(Debug, Serialize)]
struct Rejected {
    /// Its place in the request, from 0.
    index: usize,
    code: &'static str,
    message: String,
}

const DROPPED: HeaderName = HeaderName::from_static("x-vigie-dropped");

pub(in super::super) async fn post(
    State(app): State<App>,
    caller: Caller,
    axum::Extension(client): axum::Extension<Client>,
    headers: HeaderMap,
    Params(Nothing {}): Params<Nothing>,
    body: Body,
) -> Result<Response, Error> {
    let site = app.site(&caller.site)?;
    let body = app.room.read(body).await?;
    let arrival = Arrival {
        address: client.behind_proxy(&headers).truncated(),
        user_agent: text(&headers, &header::USER_AGENT),
    };
    let mut offered = site.offer(&body.bytes, &arrival)?;
    let events = std::mem::take(&mut offered.events);
    let Written { receipt, damaged } = if events.is_empty() {
        Written::default()
    } else {
        site.writer().append(events).await?
    };
    drop(body);
    let dropped_customer = offered.dropped_customer;
    let rejected = rejected(offered, &damaged);
    app.metrics().count("accepted", receipt.accepted);
    app.metrics().count("duplicate", receipt.duplicates);
    app.metrics().count("conflict", receipt.conflicts);
    app.metrics().count("rejected", rejected.len() as u64);
    let answer = Receipt {
        accepted: receipt.accepted,
        duplicates: receipt.duplicates,
        conflicts: receipt.conflicts,
        rejected,
    };
    let mut response = (StatusCode::ACCEPTED, Json(answer)).into_response();
    if dropped_customer {
        response
            .headers_mut()
            .insert(DROPPED, HeaderValue::from_static("customer"));
    }
    Ok(response)
}

/// What was refused at once, and what the log could not take, by their places.
fn rejected(offered: Offered, damaged: &[usize]) -> Vec<Rejected> {
    let damaged = damaged.iter().map(|nth| Rejected {
        index: offered.place(*nth),
        code: "damaged",
        message: "what the log has under this id is damaged, and was something else".to_owned(),
    });
    let mut rejected: Vec<Rejected> = damaged.collect();
    rejected.extend(offered.rejected.into_iter().map(Rejected::of));
    rejected.sort_by_key(|rejected| rejected.index);
    rejected
}

impl Rejected {
    fn of((index, rejection): (usize, Rejection)) -> Rejected {
        Rejected {
            index,
            code: rejection.code.as_str(),
            message: rejection.message,
        }
    }
}
