//! What a request brings becomes events: checked, hashed and masked before they wait anywhere.

use std::io;
use std::sync::Mutex;

use serde_json::{Map, Value};

use super::audience::{Audience, Trace};
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
    /// With its place in the request.
    pub rejected: Vec<(usize, Rejection)>,
    /// Whether an event named a customer, which this site does not keep.
    pub dropped_customer: bool,
}

/// Checks what comes to a site over HTTP.
pub(super) struct Gate<'g> {
    pub(super) checker: &'g Checker,
    pub(super) audience: &'g Mutex<Audience>,
    /// Whether the site keeps customers that come over HTTP.
    pub(super) customer_path: bool,
}

impl Gate<'_> {
    pub(super) fn check(
        &self,
        values: Vec<Result<Value, Rejection>>,
        arrival: &Arrival<'_>,
    ) -> io::Result<Offered> {
        let mut offered = Offered::default();
        for (index, value) in values.into_iter().enumerate() {
            let checked = match value {
                Err(rejection) => Err(rejection),
                Ok(Value::Object(mut fields)) => {
                    offered.dropped_customer |= self.complete(&mut fields, arrival)?;
                    self.checker.check(fields)
                }
                Ok(other) => self.checker.check_value(other),
            };
            match checked {
                Ok(event) => offered.events.push(event),
                Err(rejection) => offered.rejected.push((index, rejection)),
            }
        }
        Ok(offered)
    }

    /// Adds who the visitor is, where the event does not say; tells whether a customer was dropped.
    fn complete(&self, fields: &mut Map<String, Value>, arrival: &Arrival<'_>) -> io::Result<bool> {
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
        if !has(fields, "client") && !has(fields, "conversation") {
            if !has(fields, "user_agent") && bots::is_crawler(arrival.user_agent) {
                fields.insert("user_agent".to_owned(), arrival.user_agent.into());
            }
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
