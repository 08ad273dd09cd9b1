//! `GET /api/search`: what answers a question; each search is an event.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::super::auth::Caller;
use super::super::client::Client;
use super::super::error::Error;
use super::super::params::Params;
use super::super::state::App;
use super::{lang, text};
use crate::period::{now, rfc3339};
use crate::search::Hit;
use crate::service::Live;
use crate::service::ingest::Arrival;

const DEFAULT_LIMIT: usize = 10;
/// Nobody reads further; whoever wants everything has the file it came from.
const MOST: usize = 100;

/// The longest question, in bytes: that of an event's field.
const LONGEST: usize = 4 << 10;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Asked {
    q: String,
    lang: Option<String>,
    limit: Option<usize>,
    /// `false` leaves the search out of the figures.
    analytics: Option<bool>,
    client: Option<String>,
    channel: Option<String>,
    application: Option<String>,
}

#[derive(Serialize)]
pub(in super::super) struct Answer {
    query_id: String,
    total: usize,
    results: Vec<Hit>,
}

pub(in super::super) async fn get(
    State(app): State<App>,
    caller: Caller,
    axum::Extension(client): axum::Extension<Client>,
    headers: HeaderMap,
    Params(asked): Params<Asked>,
) -> Result<Json<Answer>, Error> {
    let site = app.site(&caller.site)?;
    if asked.q.len() > LONGEST {
        return Err(Error::bad_request("too_long", "`q` has at most 4 KiB"));
    }
    let lang = lang(asked.lang.as_deref())?.unwrap_or_else(|| site.lang());
    let limit = asked.limit.unwrap_or(DEFAULT_LIMIT);
    if limit > MOST {
        return Err(Error::bad_request("bad_value", "`limit` is at most 100"));
    }
    let index = site.content().index();
    let found = index
        .search(&asked.q, lang, limit, 0)
        .map_err(|error| Error::internal(&error))?;
    let answer = Answer {
        query_id: Uuid::now_v7().to_string(),
        total: found.total,
        results: found.hits,
    };
    if asked.analytics != Some(false) && !asked.q.trim().is_empty() {
        let arrival = Arrival {
            address: client.behind_proxy(&headers).truncated(),
            user_agent: text(&headers, &header::USER_AGENT),
        };
        log(&app, &site, &asked, &answer, &arrival);
    }
    Ok(Json(answer))
}

/// Has the search written as an event. Nobody waits for that: an answer is worth more than
/// its record, which is missing, and counted, only when the disk fails or the queue is full.
fn log(app: &App, site: &Live, asked: &Asked, answer: &Answer, arrival: &Arrival<'_>) {
    let results: Vec<&str> = answer.results.iter().map(|hit| hit.id.as_str()).collect();
    let event = json!({
        "id": Uuid::now_v7(), "kind": "search", "at": rfc3339(now()),
        "query_id": answer.query_id, "query": asked.q,
        "results": results, "total": answer.total,
        "client": asked.client, "channel": asked.channel,
        "application": asked.application, "lang": asked.lang,
    });
    let sent = match site.offer_one(event, arrival) {
        Ok(offered) if offered.events.is_empty() => None,
        Ok(offered) => site.writer().send(offered.events).ok(),
        Err(error) => {
            tracing::error!(%error, "a search could not be logged");
            None
        }
    };
    let Some(sent) = sent else {
        app.metrics().searches_not_logged.inc();
        return;
    };
    let app = app.clone();
    tokio::spawn(async move {
        if !matches!(sent.await, Ok(Ok(_))) {
            app.metrics().searches_not_logged.inc();
        }
    });
}
