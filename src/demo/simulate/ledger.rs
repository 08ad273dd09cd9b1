//! Who called back: contacts of known customers against what came before them.

use std::hash::{Hash, Hasher};

use super::rhythm::{DAY, HOUR};
use super::truth::{Contacts, Resolved};

/// Times are milliseconds from the start of the period.
#[derive(Default)]
pub(super) struct Ledger {
    /// Customer, time, number of the contact.
    contacts: Vec<(u32, i64, u64)>,
    /// Customer, last event, whether confirmed.
    resolved: Vec<(u32, i64, bool)>,
    /// Customer, time, number: accepted redirects.
    redirects: Vec<(u32, i64, u64)>,
    /// Customer, time, number of every contact, and whether a human was met in it.
    begun: Vec<(u32, i64, u64, bool)>,
    /// Person, need, end of every engaged episode.
    asked: Vec<(u32, u64, i64)>,
    /// Person, need, time of every human met.
    met: Vec<(u32, u64, i64)>,
}

impl Ledger {
    pub(super) fn contact(&mut self, customer: u32, at: i64, number: u64) {
        self.contacts.push((customer, at, number));
    }

    pub(super) fn resolved(&mut self, customer: u32, ended: i64, confirmed: bool) {
        self.resolved.push((customer, ended, confirmed));
    }

    pub(super) fn redirect(&mut self, customer: u32, at: i64, number: u64) {
        self.redirects.push((customer, at, number));
    }

    pub(super) fn begun(&mut self, customer: u32, at: i64, number: u64, met: bool) {
        self.begun.push((customer, at, number, met));
    }

    pub(super) fn asked(&mut self, person: u32, need: &str, ended: i64) {
        self.asked.push((person, number_of(need), ended));
    }

    pub(super) fn met(&mut self, person: u32, need: &str, at: i64) {
        self.met.push((person, number_of(need), at));
    }

    /// Episodes after which nobody was met about the same need.
    pub(super) fn deflected(&mut self) -> u64 {
        self.met.sort_unstable();
        let meets = |&(person, need, ended): &(u32, u64, i64)| {
            let later = self.met.partition_point(|row| *row < (person, need, ended));
            let next = self.met.get(later);
            next.is_some_and(|next| (next.0, next.1) == (person, need))
        };
        let deflected = self.asked.iter().filter(|asked| !meets(asked));
        deflected.count() as u64
    }

    /// Of all contacts, the times to the customer's next one with a human, added up.
    pub(super) fn next_contacts(&mut self) -> u64 {
        self.begun.sort_unstable();
        let next = |(place, own): (usize, &(u32, i64, u64, bool))| {
            let mut behind = self.begun[place + 1..].iter();
            behind
                .find(|other| other.0 != own.0 || other.3)
                .filter(|other| other.0 == own.0)
                .map(|other| (other.1 - own.1) as u64)
        };
        self.begun.iter().enumerate().filter_map(next).sum()
    }

    /// Fills in what only the end of the period can tell. `resolved` holds
    /// every resolved episode as not called back; those who were, leave.
    pub(super) fn settle(mut self, resolved: &mut Resolved, contacts: &mut Contacts) {
        self.contacts.sort_unstable();
        for &(customer, ended, confirmed) in &self.resolved {
            let next = self.next_contact(customer, ended, None);
            let called_back = next.is_some_and(|delay| delay <= DAY);
            resolved.deflection_high -= u64::from(called_back);
            resolved.deflection_low -= u64::from(called_back && confirmed);
            resolved.of_known_customers += 1;
            resolved.durable_24h += u64::from(!called_back);
            resolved.durable_7d += u64::from(next.is_none_or(|delay| delay > 7 * DAY));
        }
        for &(customer, at, number) in &self.redirects {
            let next = self.next_contact(customer, at, Some(number));
            contacts.durable_24h += u64::from(next.is_none_or(|delay| delay > 24 * HOUR));
            contacts.durable_7d += u64::from(next.is_none_or(|delay| delay > 7 * DAY));
        }
    }

    /// Time from `at` to the customer's next contact, other than `except`.
    fn next_contact(&self, customer: u32, at: i64, except: Option<u64>) -> Option<i64> {
        let later = self
            .contacts
            .partition_point(|row| *row <= (customer, at, u64::MAX));
        let mut rows = self.contacts[later..].iter();
        rows.find(|row| row.0 != customer || Some(row.2) != except)
            .filter(|row| row.0 == customer)
            .map(|row| row.1 - at)
    }
}

/// A need as a number that other needs do not have.
fn number_of(need: &str) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    need.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(ledger: Ledger, episodes: u64) -> (Resolved, Contacts) {
        let mut resolved = Resolved {
            deflection_low: episodes,
            deflection_high: episodes,
            ..Resolved::default()
        };
        let mut contacts = Contacts::default();
        ledger.settle(&mut resolved, &mut contacts);
        (resolved, contacts)
    }

    #[track_caller]
    fn check(delay: i64, day: u64, week: u64) {
        let mut ledger = Ledger::default();
        ledger.resolved(4, 1000, true);
        ledger.contact(4, 1000 + delay, 1);
        ledger.contact(5, 1500, 2);
        let (resolved, _) = settled(ledger, 1);
        assert_eq!(
            (resolved.deflection_low, resolved.deflection_high),
            (day, day)
        );
        assert_eq!((resolved.durable_24h, resolved.durable_7d), (day, week));
    }

    #[test]
    fn a_call_back_counts_up_to_the_last_millisecond() {
        check(-1, 1, 1);
        check(0, 1, 1);
        check(1, 0, 0);
        check(DAY, 0, 0);
        check(DAY + 1, 1, 0);
        check(7 * DAY, 1, 0);
        check(7 * DAY + 1, 1, 1);
    }

    #[test]
    fn the_redirected_contact_itself_is_no_return() {
        let mut ledger = Ledger::default();
        ledger.redirect(4, 1000, 7);
        ledger.contact(4, 1200, 7);
        ledger.redirect(5, 1000, 8);
        ledger.contact(5, 1200, 9);
        let (_, contacts) = settled(ledger, 0);
        assert_eq!((contacts.durable_24h, contacts.durable_7d), (1, 1));
    }

    #[test]
    fn only_a_contact_with_a_human_is_a_next_one() {
        let mut ledger = Ledger::default();
        ledger.begun(4, 1000, 1, true);
        ledger.begun(4, 1300, 2, false);
        ledger.begun(4, 2000, 3, true);
        ledger.begun(5, 2500, 4, true);
        assert_eq!(ledger.next_contacts(), 1000 + 700);
    }
}
