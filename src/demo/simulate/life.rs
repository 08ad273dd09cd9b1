//! A contact from the queue to what became of it.

use super::contacts::{Contact, name, shelf};
use super::phrases::phrases;
use super::rhythm::{DAY, HOUR, MINUTE, SECOND};
use super::{Later, World};

const TEAMS: [&str; 4] = ["front", "technical", "billing", "loyalty"];

/// Who takes a contact up.
#[derive(Clone, Copy)]
pub(super) struct Agent {
    number: i64,
    team: &'static str,
}

/// What a contact was about, and who takes care of it.
#[derive(Clone, Copy)]
pub(super) struct Case<'p> {
    contact: Contact<'p>,
    agent: Agent,
    begun: i64,
}

/// What becomes of a case.
#[derive(Clone, Copy)]
pub(super) enum Change {
    Resolved,
    Reopened { resolved_at: i64 },
}

impl Agent {
    pub(super) fn name(self) -> String {
        format!("agent-{:02}", self.number)
    }
}

impl<'p> World<'p> {
    /// Somebody waits for a human, who answers, or does not in time.
    pub(super) fn hold(&mut self, contact: &Contact<'p>, at: i64) {
        let begun = contact.redirected_at.unwrap_or(at);
        let wait = self.waiting();
        let gives_up = wait > 20 * SECOND && self.random.chance(130);
        self.tally.truth.lives.queued += 1;
        self.tally.truth.lives.wait += wait as u64;
        self.tally.begun(contact, begun, !gives_up);
        if contact.redirected_at.is_some() || !gives_up {
            self.tally.reached(&contact.who);
        }
        let line = self.contact_line(contact, "queued", at);
        line.text("reason", &contact.need.id)
            .text("direction", "inbound")
            .end();
        match gives_up {
            true => self.give_up(contact, begun, at + wait),
            false => self.answer(contact, begun, at + wait, wait),
        }
    }

    /// Whole seconds: none, some, or more than what is promised.
    fn waiting(&mut self) -> i64 {
        let (low, high) = match self.random.weighted([150, 650, 200].into_iter()) {
            0 => (0, 0),
            1 => (3, 90),
            _ => (91, 360),
        };
        self.random.between(low, high) * SECOND
    }

    fn give_up(&mut self, contact: &Contact<'_>, begun: i64, at: i64) {
        let lives = &mut self.tally.truth.lives;
        lives.abandoned += 1;
        lives.ended += 1;
        lives.duration += (at - begun) as u64;
        self.contact_line(contact, "abandoned", at).end();
    }

    fn answer(&mut self, contact: &Contact<'p>, begun: i64, at: i64, wait: i64) {
        let lives = &mut self.tally.truth.lives;
        lives.answered += 1;
        lives.in_90_seconds += u64::from(wait <= 90 * SECOND);
        let ledger = &mut self.tally.ledger;
        ledger.met(contact.who.number, &contact.need.id, at);
        if contact.who.known {
            ledger.contact(contact.who.number, at, contact.number);
        }
        let number = self.random.between(1, 24);
        let team = *self.random.pick(&TEAMS);
        let agent = Agent { number, team };
        let tells = self.random.chance(500);
        for kind in ["contact", "answered"] {
            let line = self.contact_line(contact, kind, at);
            let mut line = line.text("agent", &agent.name()).text("team", agent.team);
            if kind == "contact" {
                line = line.text("reason", &contact.need.id);
            } else if tells {
                line = line.number("wait", (wait / SECOND) as u64);
            }
            line.end();
        }
        let ended = self.talk(contact, agent, at);
        let lives = &mut self.tally.truth.lives;
        lives.ended += 1;
        lives.duration += (ended - begun) as u64;
        let case = Case {
            contact: *contact,
            agent,
            begun,
        };
        self.settle(case, ended);
        if self.random.chance(180) {
            self.ask_opinion(contact, ended, agent);
        }
    }

    /// Gives back when it was over.
    fn talk(&mut self, contact: &Contact<'_>, agent: Agent, at: i64) -> i64 {
        let mut until = at + self.random.between(60, 540) * SECOND;
        if contact.chat.is_some() && self.random.chance(400) {
            until = until.max(self.talk_over(contact, at));
        }
        let talk = (until - at + SECOND - 1) / SECOND;
        let hold = self.random.chance(300).then(|| self.random.between(5, 90));
        let wrap_up = self.random.between(5, 60);
        let ended = at + (talk + hold.unwrap_or(0)) * SECOND;
        let lives = &mut self.tally.truth.lives;
        lives.talk += (talk * SECOND) as u64;
        lives.hold += (hold.unwrap_or(0) * SECOND) as u64;
        lives.wrap_up += (wrap_up * SECOND) as u64;
        let line = self.contact_line(contact, "ended", ended);
        let mut line = line
            .text("agent", &agent.name())
            .number("talk", talk as u64);
        if let Some(hold) = hold {
            line = line.number("hold", hold as u64);
        }
        line.number("wrap_up", wrap_up as u64).end();
        ended
    }

    /// The words of a chat; gives back when the last was said.
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

    /// Settled at once, or days later, or not.
    fn settle(&mut self, case: Case<'p>, ended: i64) {
        match self.random.weighted([700, 150, 150].into_iter()) {
            0 => self.resolve(case, ended),
            1 => self.later_on(case, Change::Resolved, ended, 2 * HOUR, 2 * DAY),
            _ => {}
        }
    }

    /// Lets a case change between `low` and `high` from `at`, unless the period is over by then.
    fn later_on(&mut self, case: Case<'p>, change: Change, at: i64, low: i64, high: i64) {
        let at = at + self.random.between(low, high);
        if at < self.end {
            self.later(at, Later::Change(case, change));
        }
    }

    pub(super) fn change(&mut self, case: Case<'p>, change: Change, at: i64) {
        match change {
            Change::Resolved => self.resolve(case, at),
            Change::Reopened { resolved_at } => self.reopen(case, resolved_at, at),
        }
    }

    fn resolve(&mut self, case: Case<'p>, at: i64) {
        let line = self.contact_line(&case.contact, "resolved", at);
        line.text("agent", &case.agent.name()).end();
        let lives = &mut self.tally.truth.lives;
        lives.resolved += 1;
        lives.resolution += (at - case.begun) as u64;
        if self.random.chance(60) {
            let reopened = Change::Reopened { resolved_at: at };
            self.later_on(case, reopened, at, 10 * MINUTE, DAY);
        }
    }

    fn reopen(&mut self, case: Case<'p>, resolved_at: i64, at: i64) {
        self.contact_line(&case.contact, "reopened", at).end();
        let lives = &mut self.tally.truth.lives;
        lives.reopened += 1;
        lives.resolved -= 1;
        lives.resolution -= (resolved_at - case.begun) as u64;
        if self.random.chance(700) {
            self.later_on(case, Change::Resolved, at, HOUR, 2 * DAY);
        }
    }
}
