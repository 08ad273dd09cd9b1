//! The demo, served: four weeks up to now, and visitors who keep coming.

use std::io::ErrorKind;
use std::iter::Peekable;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use serde_json::Value;
use tokio::net::TcpListener;
use tracing::Level;

use super::super::output::print;
use super::super::progress::{refresh, working};
use super::super::serving::{announce, bind, log, stopped};
use super::SITE;
use super::desk::Desk;
use super::fill::{Filled, fill, introduction};
use crate::demo::content::{LABEL_EN, LABEL_FR};
use crate::demo::simulate::{Event, Pace, Plan, Visitors};
use crate::events::log::Receipt;
use crate::kpi::header::Text;
use crate::period::{DAY, MINUTE, Millis, Zone, now};
use crate::reports::language::{of_terminal, pick};
use crate::service::ingest::Arrival;
use crate::service::metrics::Metrics;
use crate::service::{Live, Service};
use crate::site::{Data, Settings};
use crate::web::{self, Access};

/// Where the demo listens, unless that is taken or it is told otherwise.
const USUAL: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);

pub(super) fn run(
    folder: &Path,
    listen: Option<SocketAddr>,
    kept: Option<&Path>,
) -> anyhow::Result<()> {
    log(Level::WARN);
    tokio::runtime::Runtime::new()?.block_on(async {
        // From here on Ctrl-C ends it in order, and the temporary folder goes.
        let stop = stopped()?;
        let listener = listener(listen)?;
        let begun = now();
        let plan = up_to(begun);
        let mut visitors = Visitors::new(&plan, pace(begun)).peekable();
        let data = Data::open(folder)?;
        let filled = working("making four weeks of visits", || {
            fill_up_to(begun, &data, &plan, &mut visitors)
        })?;
        let service = Service::open(data, SITE)?;
        let site = service.site(SITE).ok();
        let site = site.context("the demo's site could not be opened")?;
        let metrics = Arc::clone(&service.metrics);
        print(&introduction(&filled))?;
        announce(&listener)?;
        // Whoever only waited for that line may have closed the pipe.
        let _ = print(&what_to_do(kept));
        tokio::select! {
            served = web::serve(service, listener, access(), stop) => Ok(served?),
            () = come(visitors, &site, &metrics) => Ok(()),
        }
    })
}

fn listener(asked: Option<SocketAddr>) -> anyhow::Result<TcpListener> {
    if let Some(address) = asked {
        return bind(address);
    }
    match web::listen(USUAL) {
        Err(error) if error.kind() == ErrorKind::AddrInUse => bind(SocketAddr::new(USUAL.ip(), 0)),
        bound => Ok(bound?),
    }
}

/// The plan whose last whole day was yesterday.
fn up_to(now: Millis) -> Plan {
    let plan = Plan::default();
    Plan {
        first_day: Zone::utc().day(now - Millis::from(plan.days) * DAY),
        ..plan
    }
}

/// Visitors come as they will from a while before the start on, so that some are in the
/// middle of their visit when somebody looks.
fn pace(begun: Millis) -> Pace {
    Pace {
        from: begun - 10 * MINUTE,
        per_second: 1,
    }
}

/// Everything up to a moment, folded.
fn fill_up_to(
    moment: Millis,
    data: &Data,
    plan: &Plan,
    visitors: &mut Peekable<Visitors<'_>>,
) -> anyhow::Result<Filled> {
    let mut site = data.site_or_new(SITE)?;
    // Call backs need customers, and these are nobody.
    let settings = Settings {
        customer_path: true,
        ..site.settings.clone()
    };
    site.set(settings)?;
    let mut log = String::new();
    while let Some(event) = visitors.next_if(|event| event.at <= moment) {
        log.push_str(&event.line);
        log.push('\n');
    }
    let filled = fill(&mut site, log, plan.first_day)?;
    refresh(&mut site)?;
    Ok(filled)
}

/// No key is asked for, and every page says that the data are simulated.
fn access() -> Access {
    Access::Open {
        site: SITE.to_owned(),
        notice: Some(Text {
            fr: LABEL_FR.to_owned(),
            en: LABEL_EN.to_owned(),
        }),
    }
}

/// Lets visitors do what they do, when they do it, by the way that events take over HTTP.
async fn come(visitors: impl Iterator<Item = Event>, site: &Live, metrics: &Metrics) {
    let mut desk = Desk::default();
    for event in visitors {
        let wait = u64::try_from(event.at - now()).unwrap_or(0);
        tokio::time::sleep(Duration::from_millis(wait)).await;
        let Some(event) = desk.serve(&event.line, &site.content().index()) else {
            continue;
        };
        match kept(event, site).await {
            Ok(receipt) => metrics.count("accepted", receipt.accepted),
            Err(error) => tracing::warn!(%error, "a simulated visitor was not heard"),
        }
    }
}

async fn kept(event: Value, site: &Live) -> anyhow::Result<Receipt> {
    let arrival = Arrival {
        address: [127, 0, 0, 0, 0, 0],
        user_agent: "",
    };
    let offered = site.offer_one(event, &arrival)?;
    Ok(site.writer().append(offered.events).await?.receipt)
}

fn what_to_do(kept: Option<&Path>) -> String {
    let lang = of_terminal();
    let then = match kept {
        Some(folder) => format!(
            "{} {}.",
            pick(lang, "les données restent dans", "the data stay in"),
            folder.display()
        ),
        None => pick(
            lang,
            "le dossier temporaire est effacé.",
            "the temporary folder is deleted.",
        )
        .to_owned(),
    };
    format!(
        "\n{} {then}",
        pick(
            lang,
            "Ouvrez cette adresse dans un navigateur\u{a0}: des visiteurs arrivent en continu,\nenviron un événement par seconde. Ctrl-C arrête tout\u{a0};",
            "Open that address in a browser: visitors keep coming, about an event a second.\nCtrl-C ends it;",
        )
    )
}
