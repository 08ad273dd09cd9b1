//! `POST /api/events`: takes events, and acknowledges them when they are on the disk.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::Value;

use super::super::auth::Caller;
use super::super::body::too_large;
use super::super::client::Client;
use super::super::error::Error;
use super::super::state::App;
use super::text;
use crate::events::Rejection;
use crate::service::ingest::{Arrival, Offered};

/// The most events of one request.
const MOST_EVENTS: usize = 1_000;

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
    body: Body,
) -> Result<Response, Error> {
    let site = app.site(&caller.site)?;
    let body = app.room.read(body).await?;
    let values = values(&body.bytes)?;
    let arrival = Arrival {
        address: client.truncated(),
        user_agent: text(&headers, &header::USER_AGENT),
    };
    let offered = site.offer(values, &arrival)?;
    let Offered {
        events,
        rejected,
        dropped_customer,
    } = offered;
    let receipt = if events.is_empty() {
        Default::default()
    } else {
        site.writer().append(events).await?
    };
    drop(body);
    app.metrics().count("accepted", receipt.accepted);
    app.metrics().count("duplicate", receipt.duplicates);
    app.metrics().count("conflict", receipt.conflicts);
    app.metrics().count("rejected", rejected.len() as u64);
    let answer = Receipt {
        accepted: receipt.accepted,
        duplicates: receipt.duplicates,
        conflicts: receipt.conflicts,
        rejected: rejected.into_iter().map(Rejected::of).collect(),
    };
    let mut response = (StatusCode::ACCEPTED, Json(answer)).into_response();
    if dropped_customer {
        response
            .headers_mut()
            .insert(DROPPED, HeaderValue::from_static("customer"));
    }
    Ok(response)
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

/// The events of a body: one, an array of them, or several after each other.
fn values(body: &[u8]) -> Result<Vec<Value>, Error> {
    let unreadable = |error: serde_json::Error| {
        Error::bad_request("unreadable_body", format!("the body is no JSON: {error}"))
    };
    let mut values = Vec::new();
    for value in serde_json::Deserializer::from_slice(body).into_iter::<Value>() {
        match value.map_err(unreadable)? {
            Value::Array(several) if values.is_empty() => values = several,
            value => values.push(value),
        }
        if values.len() > MOST_EVENTS {
            return Err(too_large());
        }
    }
    if values.is_empty() && body.trim_ascii().is_empty() {
        return Err(Error::bad_request(
            "unreadable_body",
            "the body is empty; send one event or more",
        ));
    }
    Ok(values)
}
