//! `POST /api/faq`: entries in; they are found as soon as this answers.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use serde::{Deserialize, Serialize};

use super::super::auth::Caller;
use super::super::error::Error;
use super::super::params::Params;
use super::super::state::App;
use super::lang;
use crate::faq::{self, ImportOptions, ImportReport, Problem};
use crate::period::now;

/// Problems that are told one by one; all are counted.
const MOST_PROBLEMS: usize = 100;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Options {
    /// The language of entries that do not name theirs.
    lang: Option<String>,
    /// Whether entries that are not in the body go out of sight.
    #[serde(default)]
    replace: bool,
}

#[derive(Serialize)]
pub(in super::super) struct Imported {
    #[serde(flatten)]
    report: ImportReport,
    problems: Vec<Problem>,
}

pub(in super::super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Params(options): Params<Options>,
    body: Body,
) -> Result<Json<Imported>, Error> {
    let site = app.site(&caller.site)?;
    let lang = lang(options.lang.as_deref())?;
    let body = app.room.read(body).await?;
    let imported = tokio::task::spawn_blocking(move || {
        let reading = faq::read("-", body.bytes.as_slice())
            .map_err(|error| Error::bad_request("unreadable_body", error.to_string()))?;
        let problems = reading.problems.iter().take(MOST_PROBLEMS);
        let problems = problems.cloned().collect();
        let options = ImportOptions {
            lang,
            replace: options.replace,
            at: now(),
        };
        let report = site
            .content()
            .import(reading, options)
            .map_err(|error| Error::internal(&error))?;
        Ok(Imported { report, problems })
    });
    imported
        .await
        .unwrap_or_else(|error| Err(Error::internal(&error)))
        .map(Json)
}
