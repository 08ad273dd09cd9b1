//! What people say of a contact when they are asked.

use super::World;
use super::contacts::{Contact, shelf};
use super::life::Agent;
use super::phrases::phrases;
use super::rhythm::MINUTE;

/// A question, its scale, and how often each score on it is given.
struct Survey {
    name: &'static str,
    min: u64,
    scores: &'static [u32],
}

/// What may be asked. Of an effort less is better.
const SURVEYS: [Survey; 3] = [
    Survey {
        name: "nps",
        min: 0,
        scores: &[4, 3, 3, 4, 4, 6, 8, 14, 20, 16, 18],
    },
    Survey {
        name: "csat",
        min: 1,
        scores: &[8, 9, 18, 38, 27],
    },
    Survey {
        name: "ces",
        min: 1,
        scores: &[22, 26, 19, 13, 9, 7, 4],
    },
];

impl World<'_> {
    pub(super) fn ask_opinion(&mut self, contact: &Contact<'_>, ended: i64, agent: Agent) {
        let said = phrases(&shelf(self.plan, &contact.who).lang);
        let at = ended + self.random.between(MINUTE, 15 * MINUTE);
        let asked = &SURVEYS[self.random.weighted([600, 250, 150].into_iter())];
        let place = self.random.weighted(asked.scores.iter().copied());
        let comment = self
            .random
            .chance(300)
            .then(|| *self.random.pick(said.comments));
        self.tally.truth.surveys += 1;
        let line = self.contact_line(contact, "survey", at);
        line.text("survey", asked.name)
            .number("score", asked.min + place as u64)
            .number("min", asked.min)
            .number("max", asked.min + asked.scores.len() as u64 - 1)
            .maybe("comment", comment)
            .text("agent", &agent.name())
            .end();
    }
}
