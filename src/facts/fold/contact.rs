//! Contacts: exchanges with a human, what was proposed in them, who came back.

use rustc_hash::FxHashMap;

use super::super::moment::Moment;
use super::super::rows::{Contact, Dimensions};
use super::client::Interner;
use super::group::is_of_contact;
use crate::events::{EventRef, Kind, Pseudonym};
use crate::period::Millis;

/// When each known customer had contacts, and which.
#[derive(Default)]
pub(crate) struct ContactTimes {
    times: FxHashMap<Pseudonym, Vec<(Millis, String)>>,
}

impl ContactTimes {
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

/// The fact of one contact, from all events of its id; none if nobody was reached in it.
pub(crate) fn fold(
    events: &[EventRef<'_>],
    times: &ContactTimes,
    interner: &mut Interner,
) -> Option<Contact> {
    let mut moments: Vec<Moment<'_>> = events
        .iter()
        .filter(|event| !event.bot && is_of_contact(event))
        .map(Moment::of)
        .collect();
    moments.sort_unstable_by_key(Moment::order);
    let first = moments.first()?;
    let contact = first.contact?;
    let customer = moments.iter().find_map(|moment| moment.customer);
    let redirects = || {
        moments
            .iter()
            .filter(|moment| moment.kind == Kind::Redirect)
    };
    let forced = redirects().any(is_forced);
    // A forced redirect counts as forced and nowhere else.
    let offered = !forced && redirects().next().is_some();
    let redirected_at = redirects()
        .find(|redirect| !forced && redirect.fields.accepted == Some(true))
        .map(|redirect| redirect.at);
    Some(Contact {
        contact: contact.to_owned(),
        at: first.at,
        dimensions: dimensions(&moments, interner),
        offered,
        accepted: redirected_at.is_some(),
        forced,
        customer,
        redirected_at,
        contact_after: redirected_at
            .zip(customer)
            .and_then(|(at, customer)| times.next_after(&customer, at, Some(contact))),
    })
}

fn is_forced(redirect: &Moment<'_>) -> bool {
    redirect.fields.cause.as_deref() == Some("forced")
}

fn dimensions(moments: &[Moment<'_>], interner: &mut Interner) -> Dimensions {
    let mut dimensions = Dimensions::default();
    for moment in moments {
        interner.complete(&mut dimensions, moment);
    }
    dimensions
}
