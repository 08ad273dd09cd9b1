//! Exchanges with a human, and what was proposed in them.

use vigie::period::Millis;

use super::event::{Event, What};

/// A contact: the events of its life in order, behind them those that only name it.
pub(super) struct Contact<'e> {
    pub(super) id: &'e str,
    pub(super) events: Vec<&'e Event>,
}

impl<'e> Contact<'e> {
    /// A human or a redirect was met.
    pub(super) fn is_reached(&self) -> bool {
        self.events
            .iter()
            .any(|event| event.meets_a_human() || matches!(event.what, What::Redirect { .. }))
    }

    pub(super) fn channel(&self) -> Option<&'e str> {
        self.events
            .iter()
            .find_map(|event| event.channel.as_deref())
    }

    pub(super) fn customer(&self) -> Option<&'e str> {
        self.events
            .iter()
            .find_map(|event| event.customer.as_deref())
    }

    /// When a customer met a human in it. An event that names nobody is of whoever another
    /// one names; a reply counts where the contact began.
    pub(super) fn met(&self, customer: &str) -> Vec<Millis> {
        let is = |event: &Event| event.customer.as_deref() == Some(customer);
        let is_theirs = self.events.iter().any(|event| is(event));
        let met = self.events.iter().filter(|event| event.meets_a_human());
        let met = met.filter(|event| is(event) || (event.customer.is_none() && is_theirs));
        met.map(|event| match event.is_reply() {
            true => self.events[0].at,
            false => event.at,
        })
        .collect()
    }

    fn redirects(&self) -> Vec<(&'static str, bool, Millis)> {
        let redirect = |event: &&Event| match event.what {
            What::Redirect {
                cause, accepted, ..
            } => Some((cause, accepted == Some(true), event.at)),
            _ => None,
        };
        self.events.iter().filter_map(redirect).collect()
    }

    pub(super) fn is_forced(&self) -> bool {
        self.redirects()
            .iter()
            .any(|(cause, ..)| *cause == "forced")
    }

    /// Contacts with a forced redirect count nowhere else.
    pub(super) fn is_offered(&self) -> bool {
        !self.is_forced() && !self.redirects().is_empty()
    }

    /// Open in the definitions: of several accepted redirects, the first one.
    pub(super) fn accepted_at(&self) -> Option<Millis> {
        if self.is_forced() {
            return None;
        }
        let mut accepted = self
            .redirects()
            .into_iter()
            .filter(|(_, accepted, _)| *accepted);
        accepted.next().map(|(.., at)| at)
    }
}
