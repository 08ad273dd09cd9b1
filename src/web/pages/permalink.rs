//! A figure under its link: kept when somebody asks for one, shown as it was, and computed
//! again from the events of then.

use std::time::Duration;

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use minijinja::{Value, context};
use tokio::sync::Semaphore;

use super::super::auth::Caller;
use super::super::error::Error;
use super::super::params::Params;
use super::super::state::App;
use super::Address;
use super::frame::Bare;
use super::plain;
use super::ui::Ui;
use crate::facts::read;
use crate::figures::{Again, Kept};
use crate::kpi::{Figure, Kpi, run};
use crate::period::Zone;
use crate::reports::language::text;
use crate::reports::number::decimal;
use crate::reports::{moment, quantity, report};
use crate::service::Unavailable;
use crate::site::View;
use crate::text::language::Lang;

/// Events up to which a figure is computed again while somebody waits for the page: some
/// seconds. Beyond, the command line does it.
const MOST_EVENTS: i64 = 300_000;

/// One at a time, so that whoever reads other pages has turns.
static COMPUTING: Semaphore = Semaphore::const_new(1);

/// How long to wait for it.
const PATIENCE: Duration = Duration::from_secs(20);

/// `POST` from a KPI's page: keeps its figure, and leads to its link.
pub(in super::super) async fn keep(
    State(app): State<App>,
    Ui(ui): Ui,
    caller: Caller,
    Path((_, of)): Path<(String, String)>,
    Params(mut address): Params<Address>,
) -> Result<Response, Error> {
    let site = app.site(&caller.site)?;
    let keeper = app.site(&caller.site)?;
    if app.open_site().is_some() {
        address.site = caller.site;
    }
    let kept = site.readers().read(move |view| {
        let kpi = view.catalogue.find(&of);
        let kpi = kpi.ok_or_else(|| Error::no_kpi(format!("there is no KPI `{of}`")))?;
        let question = address.asked(&view)?;
        let figure = run::total(view.facts, kpi, &question).map_err(report::Error::from)?;
        let watermark = read::watermark(view.facts).map_err(report::Error::from)?;
        let content = keeper.content();
        let link = content.keep(view.settings, kpi, &question, watermark, figure)?;
        let of_site = Address {
            site: address.site,
            ..Address::default()
        };
        Ok::<_, Error>((link, of_site.query()))
    });
    let (link, query) = kept.await??;
    let to = format!("/{}/figures/{link}{query}", ui.as_str());
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response())
}

/// `GET` of a link.
pub(in super::super) async fn open(
    State(app): State<App>,
    Ui(ui): Ui,
    caller: Caller,
    Path((_, link)): Path<(String, String)>,
    Params(address): Params<Address>,
) -> Result<Response, Error> {
    let site = app.site(&caller.site)?;
    let keeper = app.site(&caller.site)?;
    let turn = tokio::time::timeout(PATIENCE, COMPUTING.acquire()).await;
    let Ok(Ok(_turn)) = turn else {
        return Err(Unavailable::Busy.into());
    };
    let notice = app.notice().map(|notice| text(ui, notice).to_owned());
    let shown = site.readers().read(move |view| {
        let content = keeper.content();
        let kept = content.figure(&link)?;
        let kept = kept.ok_or_else(|| Error::not_found("there is no figure of this link"))?;
        let again = match kept.identity.watermark <= MOST_EVENTS {
            true => Some(content.again(view.settings, &kept)?),
            false => None,
        };
        let kpi = content.definition(&kept).ok();
        let shown = shown(ui, &view, (&link, &kept, kpi.as_ref()), again)?;
        let bare = Bare {
            ui,
            section: "kpis",
            path: &format!("/figures/{link}"),
            address: &address,
        };
        let page = context! { ..shown, ..bare.context() };
        Ok::<_, Error>(context! { notice, ..page })
    });
    plain(ui, StatusCode::OK, "figure.html", shown.await??)
}

fn shown(
    ui: Lang,
    view: &View<'_>,
    (link, kept, kpi): (&str, &Kept, Option<&Kpi>),
    again: Option<Again>,
) -> Result<Value, Error> {
    let identity = &kept.identity;
    let of_now = view.catalogue.find(&identity.kpi);
    let zone = Zone::named(&identity.zone).map_or_else(|| view.settings.zone(), Ok)?;
    let filters = [
        &identity.channel,
        &identity.lang,
        &identity.application,
        &identity.theme,
    ];
    let filters: Vec<&str> = filters.into_iter().flatten().map(String::as_str).collect();
    let other = match again {
        Some(Again::Other(figure)) => Some(written(ui, kpi, &figure)),
        _ => None,
    };
    Ok(context! {
        link,
        title => kpi.map_or(identity.kpi.as_str(), |kpi| text(ui, &kpi.title)),
        kpi => identity.kpi.as_str(),
        is_known => of_now.is_some(),
        is_of_now => of_now.is_some_and(|kpi| kpi.digest() == identity.version),
        value => written(ui, kpi, &kept.figure),
        interval => interval(ui, kpi, &kept.figure),
        of => [kept.figure.num, kept.figure.den].map(|sum| self::sum(ui, sum)).join(" / "),
        from => identity.from.as_str(),
        to => identity.to.as_str(),
        filters => filters.join(", "),
        version => identity.version.as_str(),
        as_of => moment::moment(ui, identity.as_of, &zone),
        zone => identity.zone.as_str(),
        watermark => identity.watermark,
        digest => kept.digest.as_str(),
        again => again.map(Again::as_str),
        differs => other,
        site => view.name,
    })
}

fn sum(ui: Lang, sum: f64) -> String {
    decimal(ui, sum, if sum.fract() == 0.0 { 0 } else { 2 })
}

/// `kpi` is the definition of then.
fn written(ui: Lang, kpi: Option<&Kpi>, figure: &Figure) -> Option<String> {
    let value = figure.value?;
    Some(match kpi {
        Some(kpi) => quantity::quantity(ui, kpi, value),
        None => value.to_string(),
    })
}

fn interval(ui: Lang, kpi: Option<&Kpi>, figure: &Figure) -> Option<String> {
    let (kpi, low, high) = (kpi?, figure.low?, figure.high?);
    let shown = |bound| quantity::quantity(ui, kpi, bound);
    Some(format!("[{} – {}]", shown(low), shown(high)))
}
