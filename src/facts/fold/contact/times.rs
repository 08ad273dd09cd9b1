//! When each known customer met a human: what call backs are judged by.

use rustc_hash::FxHashMap;

use crate::events::{EventRef, Kind, Pseudonym};
use crate::period::Millis;

/// In SQL: whether an event says that a human was met; a redirect does not.
pub(crate) const MEETS_A_HUMAN: &str = "kind in ('contact', 'answered', 'response')";

/// Whether an event of some kind says that a human was met.
pub(crate) fn meets_a_human(kind: Kind) -> bool {
    matches!(kind, Kind::Contact | Kind::Answered | Kind::Response)
}

/// When each known customer met a human, and in which contact.
#[derive(Default)]
pub(crate) struct ContactTimes {
    times: FxHashMap<Pseudonym, Vec<(Millis, String)>>,
}

impl ContactTimes {
    /// Notes an event, if a known customer met a human in it.
    pub(crate) fn note(&mut self, event: &EventRef<'_>) {
        if meets_a_human(event.kind)
            && !event.bot
            && let (Some(customer), Some(contact)) = (event.customer, event.contact)
        {
            self.insert(customer, event.at, contact.to_owned());
        }
    }

    pub(crate) fn insert(&mut self, customer: Pseudonym, at: Millis, contact: String) {
        self.times.entry(customer).or_default().push((at, contact));
    }

    pub(crate) fn append(&mut self, other: ContactTimes) {
        for (customer, times) in other.times {
            self.times.entry(customer).or_default().extend(times);
        }
    }

    pub(crate) fn sort(&mut self) {
        for times in self.times.values_mut() {
            times.sort_unstable();
        }
    }

    /// How long after a moment the customer's next contact was, other than the one named.
    pub(crate) fn next_after(
        &self,
        customer: &Pseudonym,
        at: Millis,
        other_than: Option<&str>,
    ) -> Option<Millis> {
        let times = self.times.get(customer)?;
        let later = times.partition_point(|(time, _)| *time <= at);
        times[later..]
            .iter()
            .find(|(_, contact)| other_than != Some(contact))
            .map(|(time, _)| time - at)
    }
}
