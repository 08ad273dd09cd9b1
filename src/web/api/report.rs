//! `GET /api/report`: the figures of a period.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;

use super::super::auth::Caller;
use super::super::error::Error;
use super::super::params::{Params, day};
use super::super::state::App;
use crate::kpi::{Filters, Question};
use crate::period::now;
use crate::reports::Report;

/// Lines of each list.
const LIMIT: usize = 20;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Asked {
    from: Option<String>,
    to: Option<String>,
    channel: Option<String>,
    lang: Option<String>,
    application: Option<String>,
    theme: Option<String>,
}

pub(in super::super) async fn get(
    State(app): State<App>,
    caller: Caller,
    Params(asked): Params<Asked>,
) -> Result<Json<Report>, Error> {
    let site = app.site(&caller.site)?;
    let from = day("from", asked.from.as_deref())?;
    let to = day("to", asked.to.as_deref())?;
    let filters = Filters {
        channel: asked.channel,
        lang: asked.lang,
        application: asked.application,
        theme: asked.theme,
    };
    let report = site.readers().read(move |view| {
        let question = Question {
            period: view.period(from, to)?,
            filters,
            as_of: now(),
        };
        Ok::<_, Error>(Report::of(view, &question, caller.reader, LIMIT)?)
    });
    report.await?.map(Json)
}
