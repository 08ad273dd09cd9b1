//! What a request brings becomes events: checked, hashed and masked before they wait anywhere.

use std::io;
use std::sync::Mutex;

use serde_json::{Map, Value};

use super::audience::{Audience, Trace};
use super::parcel::{self, Given, Unreadable};
use crate::events::{Checker, Event, Rejection, bots};

/// Where a request comes from.
pub struct Arrival<'a> {
    /// Without what tells a household from its neighbours.
    pub address: [u8; 6],
    pub user_agent: &'a str,
}

/// Events to be appended, and what was not taken.
#[derive(Default)]
pub struct Offered {
    pub events: Vec<Event>,
    /// With its place in the request, in their order there.
    pub rejected: Vec<(usize, Rejection)>,
    /// Whether an event named a customer, which this site does not keep.
    pub dropped_customer: bool,
}

impl Offered {
    /// The place in the request of the `nth` event that is to be appended.
    pub fn place(&self, nth: usize) -> usize {
        let refused = self.rejected.iter().map(|(place, _)| *place);
        refused.fold(nth, |place, refused| place + usize::from(refused <= place))
    }
}

/// Why nothing of a request is taken.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    #[error("could not read or write the salts of the day")]
    Salts(#[from] io::Error),
}

/// Checks what comes to a site over HTTP.
pub(super) struct Gate<'g> {
    pub(super) checker: Checker,
    pub(super) audience: &'g Mutex<Audience>,
    /// Whether the site keeps customers that come over HTTP.
    pub(super) customer_path: bool,
    pub(super) arrival: &'g Arrival<'g>,
}

impl Gate<'_> {
    /// Checks the events of a body.
    pub(super) fn check(&self, body: &[u8]) -> Result<Offered, Error> {
        let (mut offered, mut place) = (Offered::default(), 0);
        let mut salts = Ok(());
        parcel::each(body, &mut |given| {
            if salts.is_ok() {
                salts = self.take(given, place, &mut offered);
            }
            place += 1;
        })?;
        salts?;
        Ok(offered)
    }

    /// Checks what should be an event, of this place in its request.
    pub(super) fn take(&self, given: Given, place: usize, offered: &mut Offered) -> io::Result<()> {
        let checked = match given {
            Err(rejection) => Err(rejection),
            Ok(Value::Object(mut fields)) => {
                offered.dropped_customer |= self.complete(&mut fields)?;
                self.checker.check(fields)
            }
            Ok(other) => self.checker.check_value(other),
        };
        match checked {
            Ok(event) => offered.events.push(event),
            Err(rejection) => offered.rejected.push((place, rejection)),
        }
        Ok(())
    }

    /// Adds who the visitor is, where the event does not say; tells whether a customer was dropped.
    fn complete(&self, fields: &mut Map<String, Value>) -> io::Result<bool> {
        let arrival = self.arrival;
        let has = |fields: &Map<String, Value>, name| match fields.get(name) {
            None | Some(Value::Null) => false,
            Some(Value::String(text)) => !text.is_empty(),
            // Whatever it is, it is not for us to put something in its place.
            Some(_) => true,
        };
        let dropped = !self.customer_path && has(fields, "customer");
        if dropped {
            fields.remove("customer");
        }
        // A bot's server sends for many people: its conversations tell them apart.
        if has(fields, "conversation") {
            return Ok(dropped);
        }
        // A crawler that runs a page's script may well send a client.
        if !has(fields, "user_agent") && bots::is_crawler(arrival.user_agent) {
            fields.insert("user_agent".to_owned(), arrival.user_agent.into());
        }
        if !has(fields, "client") {
            let trace = Trace {
                site: &self.checker.site,
                address: arrival.address,
                user_agent: arrival.user_agent,
            };
            let mut audience = self
                .audience
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner);
            fields.insert(
                "client".to_owned(),
                audience.client(trace, self.checker.now)?.into(),
            );
        }
        Ok(dropped)
    }
}
