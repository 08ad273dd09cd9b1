//! An event of a contact's life, with the fields that its fact is made of.

use serde::Deserialize;

use super::super::super::moment::{Text, own};
use crate::events::{EventRef, Kind, Pseudonym};
use crate::period::{Millis, SECOND};

/// One event of a contact, or that names one.
#[derive(Debug)]
pub(super) struct Step<'e> {
    id: [u8; 16],
    pub(super) at: Millis,
    pub(super) kind: Kind,
    pub(super) customer: Option<Pseudonym>,
    pub(super) fields: Fields<'e>,
}

/// The fields that are read, of whatever kind.
#[derive(Debug, Default)]
pub(super) struct Fields<'e> {
    channel: Text<'e>,
    lang: Text<'e>,
    application: Text<'e>,
    theme: Text<'e>,
    pub(super) agent: Text<'e>,
    pub(super) team: Text<'e>,
    pub(super) reason: Text<'e>,
    pub(super) direction: Text<'e>,
    pub(super) cause: Text<'e>,
    pub(super) offer: Text<'e>,
    pub(super) speaker: Text<'e>,
    pub(super) complaint: Option<bool>,
    pub(super) accepted: Option<bool>,
    pub(super) wait: Option<Duration>,
    pub(super) talk: Option<Duration>,
    pub(super) hold: Option<Duration>,
    pub(super) wrap_up: Option<Duration>,
    pub(super) amount: Option<f64>,
}

/// Told in seconds, kept in whole milliseconds, so that sums are exact.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(from = "f64")]
pub(super) struct Duration(pub(super) Millis);

impl From<f64> for Duration {
    fn from(seconds: f64) -> Duration {
        Duration((seconds * SECOND as f64).round() as Millis)
    }
}

impl<'e> Step<'e> {
    pub(super) fn of(event: &EventRef<'e>) -> Step<'e> {
        Step {
            id: event.id,
            at: event.at,
            kind: event.kind,
            customer: event.customer,
            fields: Fields::read(event.kind, event.body),
        }
    }

    /// The order in which events happened; ties are broken so that arrival does not matter.
    pub(super) fn order(&self) -> (Millis, Kind, [u8; 16]) {
        (self.at, self.kind, self.id)
    }

    /// How long somebody had waited, where the event tells it.
    pub(super) fn told_wait(&self) -> Option<Millis> {
        self.fields.wait.map(|wait| wait.0)
    }

    /// Money given back is no sale.
    pub(super) fn is_sale(&self) -> bool {
        self.kind == Kind::Purchase && self.fields.amount.is_none_or(|amount| amount >= 0.0)
    }

    pub(super) fn is_cross_sale(&self) -> bool {
        let offer = self.fields.offer.as_deref();
        self.is_sale() && matches!(offer, Some("up_sell" | "cross_sell"))
    }

    pub(super) fn is_by_customer(&self) -> bool {
        self.fields.speaker.as_deref() == Some("customer")
    }
}

impl<'e> Fields<'e> {
    /// Channel, language, application and theme.
    pub(super) fn dimensions(&self) -> [&Text<'e>; 4] {
        [&self.channel, &self.lang, &self.application, &self.theme]
    }

    fn read(kind: Kind, json: &'e str) -> Fields<'e> {
        match kind {
            Kind::Redirect => {
                own!(Fields, json, texts [team, cause], others [accepted: Option<bool>])
            }
            Kind::Queued => own!(Fields, json, texts [team, reason, direction],
                others [complaint: Option<bool>]),
            Kind::Contact => own!(Fields, json, texts [agent, team, reason, direction],
                others [complaint: Option<bool>]),
            Kind::Answered | Kind::Response => {
                own!(Fields, json, texts [agent, team], others [wait: Option<Duration>])
            }
            Kind::Abandoned => own!(Fields, json, texts [team], others [wait: Option<Duration>]),
            Kind::Ended => own!(Fields, json, texts [agent, team], others [
                talk: Option<Duration>, hold: Option<Duration>, wrap_up: Option<Duration>]),
            Kind::Reopened => own!(Fields, json, texts [team, reason], others []),
            Kind::Purchase => own!(Fields, json, texts [agent, team, offer],
                others [amount: Option<f64>]),
            Kind::Turn => own!(Fields, json, texts [speaker], others []),
            _ => own!(Fields, json, texts [agent, team], others []),
        }
    }
}
