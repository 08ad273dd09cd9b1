//! Exchanges with a human: after a hand-off, as a call back, or out of the blue.

use super::World;
use super::catalogue::{Need, Shelf};
use super::people::{Device, Person};
use super::phrases::phrases;
use super::rhythm::{DAY, HOUR, MINUTE, SECOND};
use super::scribe::Line;

const TEAMS: [&str; 4] = ["front", "technical", "billing", "loyalty"];

/// The latest an exchange may begin before the period ends.
const MARGIN: i64 = HOUR;

/// A contact that will take place.
pub(super) struct Contact<'p> {
    pub(super) who: Person,
    pub(super) need: &'p Need,
    /// Names the contact.
    pub(super) number: u64,
    /// The device of a chat; none for a call.
    pub(super) chat: Option<Device>,
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
            self.tally.new_contact(&who);
            let contact = Contact {
                who,
                need,
                number,
                chat,
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

    pub(super) fn hold(&mut self, contact: &Contact<'p>, at: i64) {
        if contact.who.known {
            let ledger = &mut self.tally.ledger;
            ledger.contact(contact.who.number, at, contact.number);
        }
        let agent = self.random.between(1, 24);
        let team = *self.random.pick(&TEAMS);
        let line = self.contact_line(contact, "contact", at);
        line.text("agent", &format!("agent-{agent:02}"))
            .text("team", team)
            .text("reason", &contact.need.id)
            .end();
        let mut at = at;
        if contact.chat.is_some() && self.random.chance(400) {
            at = self.talk_over(contact, at);
        }
        if self.random.chance(180) {
            self.ask_opinion(contact, at, agent);
        }
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

    /// The words of a chat; gives back when it ended.
    fn talk_over(&mut self, contact: &Contact<'_>, at: i64) -> i64 {
        let said = phrases(&shelf(self.plan, &contact.who).lang);
        let turns = [
            (
                "customer",
                self.random.pick(&contact.need.wordings).as_str(),
            ),
            ("agent", *self.random.pick(said.agent_hello)),
            ("agent", *self.random.pick(said.agent_solution)),
            ("customer", *self.random.pick(said.customer_end)),
        ];
        let conversation = name(contact.number);
        let mut at = at;
        for (speaker, text) in turns {
            at += self.random.between(10 * SECOND, 80 * SECOND);
            self.tally.truth.turns += 1;
            let line = self.contact_line(contact, "turn", at);
            line.text("conversation", &conversation)
                .text("speaker", speaker)
                .text("text", text)
                .end();
        }
        at
    }

    fn ask_opinion(&mut self, contact: &Contact<'_>, at: i64, agent: i64) {
        let said = phrases(&shelf(self.plan, &contact.who).lang);
        let at = at + self.random.between(MINUTE, 15 * MINUTE);
        let score = self
            .random
            .weighted([4, 3, 3, 4, 4, 6, 8, 14, 20, 16, 18].into_iter());
        let comment = self
            .random
            .chance(300)
            .then(|| *self.random.pick(said.comments));
        self.tally.truth.surveys += 1;
        let line = self.contact_line(contact, "survey", at);
        line.text("survey", "nps")
            .number("score", score as u64)
            .number("min", 0)
            .number("max", 10)
            .maybe("comment", comment)
            .text("agent", &format!("agent-{agent:02}"))
            .end();
    }
}

fn shelf<'p>(plan: &'p super::Plan, who: &Person) -> &'p Shelf {
    plan.catalogue.shelf_of(who.tongue)
}

fn name(number: u64) -> String {
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
