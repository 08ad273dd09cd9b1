//! When each known customer met a human: what call backs are judged by.
//!
//! A contact's customer may be named by one of its events, and the human be met in another.
//! A reply is no new contact: it counts where its contact began.

use std::hash::{DefaultHasher, Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::group::{is_of_contact, names_contact};
use crate::events::{EventRef, Kind, Pseudonym};
use crate::period::Millis;

/// Whether an event of some kind says that a human was met; a redirect does not.
pub(crate) fn meets_a_human(kind: Kind) -> bool {
    matches!(kind, Kind::Contact | Kind::Answered | Kind::Response)
}

/// 64 bits of a contact's name: two contacts of ten million share one less than once in
/// 300,000 sites.
type Id = u64;

fn id(contact: &str) -> Id {
    let mut hasher = DefaultHasher::new();
    contact.hash(&mut hasher);
    hasher.finish()
}

/// What events tell of contacts, in whatever order they come.
#[derive(Default)]
pub(crate) struct Meetings {
    begins: FxHashMap<Id, Millis>,
    customers: FxHashSet<(Id, Pseudonym)>,
    met: Vec<Met>,
}

struct Met {
    contact: Id,
    /// None: when the contact began.
    at: Option<Millis>,
    customer: Option<Pseudonym>,
}

impl Meetings {
    pub(crate) fn note(&mut self, event: &EventRef<'_>) {
        let Some(contact) = event.contact.filter(|_| !event.bot).map(id) else {
            return;
        };
        if is_of_contact(event) || names_contact(event) {
            let customer = event.customer.map(|customer| (contact, customer));
            self.customers.extend(customer);
        }
        if !is_of_contact(event) {
            return;
        }
        let begin = self.begins.entry(contact).or_insert(event.at);
        *begin = event.at.min(*begin);
        if meets_a_human(event.kind) {
            self.met.push(Met {
                contact,
                at: (event.kind != Kind::Response).then_some(event.at),
                customer: event.customer,
            });
        }
    }

    pub(crate) fn append(&mut self, other: Meetings) {
        for (contact, at) in other.begins {
            let begin = self.begins.entry(contact).or_insert(at);
            *begin = at.min(*begin);
        }
        self.customers.extend(other.customers);
        self.met.extend(other.met);
    }

    pub(crate) fn times(self) -> ContactTimes {
        let mut customers: Vec<(Id, Pseudonym)> = self.customers.into_iter().collect();
        customers.sort_unstable();
        let mut times: FxHashMap<Pseudonym, Vec<(Millis, Id)>> = FxHashMap::default();
        for met in self.met {
            let Some(at) = met.at.or_else(|| self.begins.get(&met.contact).copied()) else {
                continue;
            };
            let mut add = |customer| times.entry(customer).or_default().push((at, met.contact));
            if let Some(customer) = met.customer {
                add(customer);
                continue;
            }
            let first = customers.partition_point(|(contact, _)| *contact < met.contact);
            let of_contact = customers[first..].iter();
            let of_contact = of_contact.take_while(|(contact, _)| *contact == met.contact);
            of_contact.for_each(|(_, customer)| add(*customer));
        }
        for times in times.values_mut() {
            times.sort_unstable();
            times.dedup();
        }
        ContactTimes { times }
    }
}

/// When each known customer met a human, and in which contact.
#[derive(Default)]
pub(crate) struct ContactTimes {
    times: FxHashMap<Pseudonym, Vec<(Millis, Id)>>,
}

impl ContactTimes {
    /// How long after a moment the customer's next contact was, other than the one named.
    pub(crate) fn next_after(
        &self,
        customer: &Pseudonym,
        at: Millis,
        other_than: Option<&str>,
    ) -> Option<Millis> {
        let times = self.times.get(customer)?;
        let other_than = other_than.map(id);
        let later = times.partition_point(|(time, _)| *time <= at);
        times[later..]
            .iter()
            .find(|(_, contact)| other_than != Some(*contact))
            .map(|(time, _)| time - at)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::at;
    use super::*;

    const WHO: Pseudonym = [7; 16];

    fn event(second: i64, kind: Kind, customer: Option<Pseudonym>) -> EventRef<'static> {
        EventRef {
            contact: Some("k"),
            customer,
            ..at(second, kind, "{}")
        }
    }

    #[track_caller]
    fn check(events: &[EventRef<'_>], after: i64, expected: Option<Millis>) {
        for cut in 0..=events.len() {
            // In any order, and by any thread.
            let (mut one, mut other) = (Meetings::default(), Meetings::default());
            events[..cut].iter().for_each(|event| one.note(event));
            events[cut..]
                .iter()
                .rev()
                .for_each(|event| other.note(event));
            other.append(one);
            let from = at(after, Kind::Open, "{}").at;
            assert_eq!(other.times().next_after(&WHO, from, None), expected);
        }
    }

    #[test]
    fn whoever_one_event_names_met_the_human_of_another() {
        let queued = event(10, Kind::Queued, Some(WHO));
        let answered = event(60, Kind::Answered, None);
        check(&[queued, answered], 0, Some(60_000));
        check(&[answered], 0, None);
        check(&[queued], 0, None);
    }

    #[test]
    fn a_reply_is_of_the_contact_that_it_is_in_and_no_new_one() {
        let contact = event(0, Kind::Contact, Some(WHO));
        let reply = event(100, Kind::Response, Some(WHO));
        check(&[contact, reply], 50, None);
        check(&[event(60, Kind::Queued, None), reply], 50, Some(10_000));
    }
}
