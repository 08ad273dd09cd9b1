//! Facts that one event gives by itself. They are no selfcare: no episode begins, goes on
//! or ends with them; only a survey that names no contact belongs to one as well.

use jiff::civil::Date;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::super::moment::Moment;
use super::super::rows::Dimensions;
use super::super::singles::{Audit, Handling, Life, Purchase, Referral, Single, Spend, What, Work};
use super::super::window::Window;
use super::client::Interner;
use super::exact::{millis, ten_thousandths};
use super::group::is_selfcare;
use super::{review, survey};
use crate::events::{EventRef, Kind};

/// Whether an event gives a fact by itself.
pub(super) fn is_single(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Survey
            | Kind::Review
            | Kind::Audit
            | Kind::Work
            | Kind::Acquired
            | Kind::Kept
            | Kind::Left
            | Kind::Purchase
            | Kind::Spend
            | Kind::Referral
    )
}

/// Those of one client that are of no episode, in a stretch of time.
pub(super) fn of_client(
    events: &[EventRef<'_>],
    window: Window,
    interner: &mut Interner,
) -> Vec<Single> {
    let alone = events.iter().filter(|event| {
        is_single(event.kind) && !is_selfcare(event) && !event.bot && window.holds(event.at)
    });
    let singles = alone.filter_map(|event| {
        let moment = Moment::of(event);
        let mut dimensions = Dimensions::default();
        interner.complete(&mut dimensions, &moment);
        fold(&moment, dimensions)
    });
    singles.collect()
}

/// The fact of an event, under the dimensions given.
pub(super) fn fold(moment: &Moment<'_>, dimensions: Dimensions) -> Option<Single> {
    let what = match moment.kind {
        Kind::Survey => What::Survey(survey::fold(moment)),
        Kind::Review => What::Review(review::fold(moment)),
        Kind::Audit => What::Audit(audit(moment)),
        Kind::Work => What::Work(work(moment)),
        Kind::Acquired | Kind::Kept | Kind::Left => What::Life(life(moment)),
        Kind::Purchase => What::Purchase(purchase(moment)),
        Kind::Spend => What::Spend(spend(moment)),
        Kind::Referral => What::Referral(referral(moment)),
        _ => return None,
    };
    Some(Single {
        id: moment.id,
        at: moment.at,
        dimensions,
        what,
    })
}

/// The fields of the event's kind, of which the check has seen to the types.
pub(super) fn own<T: Default + DeserializeOwned>(moment: &Moment<'_>) -> T {
    serde_json::from_str(moment.body).unwrap_or_default()
}

pub(super) fn handling(moment: &Moment<'_>) -> Handling {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct By {
        agent: Option<String>,
        team: Option<String>,
    }
    let By { agent, team } = own(moment);
    Handling {
        contact: moment.contact.map(str::to_owned),
        agent,
        team,
    }
}

fn audit(moment: &Moment<'_>) -> Audit {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Told {
        promoted: bool,
        target: Option<String>,
    }
    let Told { promoted, target } = own(moment);
    Audit {
        handling: handling(moment),
        promoted,
        target,
    }
}

fn work(moment: &Moment<'_>) -> Work {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Told {
        worked: f64,
        idle: Option<f64>,
    }
    let told: Told = own(moment);
    let Handling { agent, team, .. } = handling(moment);
    Work {
        agent: agent.unwrap_or_default(),
        team,
        worked: millis(told.worked),
        idle: told.idle.map(millis),
    }
}

fn life(moment: &Moment<'_>) -> Life {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Acquired {
        referred: bool,
    }
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Left {
        since: Option<String>,
    }
    let mut life = Life {
        customer: moment.customer,
        state: moment.kind.as_str(),
        referred: false,
        handling: Handling::default(),
        since: None,
    };
    match moment.kind {
        Kind::Acquired => life.referred = own::<Acquired>(moment).referred,
        Kind::Left => {
            let since = own::<Left>(moment).since;
            life.since = since.and_then(|since| since.parse::<Date>().ok());
        }
        _ => {}
    }
    life.handling = handling(moment);
    life
}

fn purchase(moment: &Moment<'_>) -> Purchase {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Told {
        amount: f64,
        margin: Option<f64>,
        offer: Option<String>,
    }
    let told: Told = own(moment);
    Purchase {
        customer: moment.customer,
        handling: handling(moment),
        amount: ten_thousandths(told.amount),
        margin: told.margin.map(ten_thousandths),
        offer: told.offer,
    }
}

fn spend(moment: &Moment<'_>) -> Spend {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Told {
        amount: f64,
        campaign: Option<String>,
    }
    let told: Told = own(moment);
    Spend {
        campaign: told.campaign,
        amount: ten_thousandths(told.amount),
    }
}

fn referral(moment: &Moment<'_>) -> Referral {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Told {
        campaign: Option<String>,
    }
    Referral {
        customer: moment.customer,
        campaign: own::<Told>(moment).campaign,
    }
}
