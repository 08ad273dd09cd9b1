//! Contacts that will take place: after a hand-off, as a call back, or out of the blue.

use super::World;
use super::catalogue::{Need, Shelf};
use super::people::{Device, Person};
use super::rhythm::{DAY, HOUR};
use super::scribe::Line;

/// The latest an exchange may begin before the period ends.
const MARGIN: i64 = HOUR;

/// A contact that will take place.
#[derive(Clone, Copy)]
pub(super) struct Contact<'p> {
    pub(super) who: Person,
    pub(super) need: &'p Need,
    /// Names the contact.
    pub(super) number: u64,
    /// The device of a chat; none for a call.
    pub(super) chat: Option<Device>,
    /// When selfcare was proposed in it, and declined.
    pub(super) redirected_at: Option<i64>,
}

impl<'p> World<'p> {
    /// Plans a contact at `at`, with a number of its own; nothing when the
    /// period is over by then.
    pub(super) fn plan_contact(
        &mut self,
        who: Person,
        need: &'p Need,
        chat: Option<Device>,
        at: i64,
    ) {
        if at < self.end - MARGIN {
            let number = self.serial();
            let contact = Contact {
                who,
                need,
                number,
                chat,
                redirected_at: None,
            };
            self.later(at, super::Later::Contact(contact));
        }
    }

    /// Plans a call between `low` and `high` from `at`, in opening hours.
    pub(super) fn plan_call(&mut self, who: Person, need: &'p Need, at: i64, low: i64, high: i64) {
        let wished = at + self.random.between(low, high);
        let in_hours = opening(wished, self.random.between(0, 3 * HOUR));
        self.plan_contact(who, need, None, in_hours);
    }

    /// An event with all that a contact's events share.
    pub(super) fn contact_line(&mut self, contact: &Contact<'_>, kind: &str, at: i64) -> Line<'_> {
        let Contact { who, chat, .. } = contact;
        let client = chat.map(|device| who.client(device));
        let channel = if chat.is_some() { "chat" } else { "voice" };
        let line = self.scribe.event(kind, at);
        line.text("contact", &name(contact.number))
            .maybe("client", client.as_deref())
            .maybe("customer", who.customer().as_deref())
            .text("channel", channel)
            .text("lang", &shelf(self.plan, who).lang)
            .text("theme", &contact.need.theme)
    }
}

pub(super) fn shelf<'p>(plan: &'p super::Plan, who: &Person) -> &'p Shelf {
    plan.catalogue.shelf_of(who.tongue)
}

pub(super) fn name(number: u64) -> String {
    format!("contact-{number:07}")
}

/// The same moment, or the next morning when the lines are closed.
fn opening(at: i64, into_morning: i64) -> i64 {
    let clock = at % DAY;
    match clock {
        _ if clock < 7 * HOUR => at - clock + 7 * HOUR + into_morning,
        _ if clock > 18 * HOUR => at - clock + DAY + 7 * HOUR + into_morning,
        _ => at,
    }
}
