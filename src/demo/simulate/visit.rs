//! One person on one device, and the clock of what they do there.

use super::World;
use super::catalogue::{Need, Shelf};
use super::people::{Device, Person};
use super::rhythm::SECOND;
use super::scribe::Line;
use super::truth::{Cause, Ending};

const BROWSERS: [(Device, &str); 2] = [
    (
        Device::Web,
        "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    ),
    (
        Device::Mobile,
        "Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0",
    ),
];

pub(super) struct Visit<'w, 'p> {
    pub(super) world: &'w mut World<'p>,
    pub(super) who: Person,
    pub(super) device: Device,
    pub(super) shelf: &'p Shelf,
    /// Milliseconds from the start of the period; the time of the last event
    /// until somebody waits.
    pub(super) now: i64,
    pub(super) application: &'static str,
    pub(super) conversation: Option<String>,
    client: String,
    customer: Option<String>,
}

impl<'w, 'p> Visit<'w, 'p> {
    pub(super) fn new(world: &'w mut World<'p>, who: Person, device: Device, now: i64) -> Self {
        let shelf = world.plan.catalogue.shelf_of(who.tongue);
        Visit {
            world,
            who,
            device,
            shelf,
            now,
            application: HELP_CENTER,
            conversation: None,
            client: who.client(device),
            customer: who.customer(),
        }
    }

    /// An event of now, with everything that a visit's events share.
    pub(super) fn event(&mut self, kind: &str) -> Line<'_> {
        let line = self.world.scribe.event(kind, self.now);
        line.text("client", &self.client)
            .maybe("customer", self.customer.as_deref())
            .maybe("conversation", self.conversation.as_deref())
            .text("channel", self.device.channel())
            .text("lang", &self.shelf.lang)
            .text("application", self.application)
    }

    pub(super) fn wait(&mut self, low: i64, high: i64) {
        self.now += self.world.random.between(low, high);
    }

    pub(super) fn chance(&mut self, per_mille: u32) -> bool {
        self.world.random.chance(per_mille)
    }

    /// The device is shown.
    pub(super) fn open(&mut self) {
        let browser = BROWSERS.iter().find(|(device, _)| *device == self.device);
        let browser = browser.map(|(_, name)| *name);
        self.event("open").maybe("user_agent", browser).end();
    }

    pub(super) fn vote(
        &mut self,
        article: &str,
        theme: &str,
        query_id: Option<&str>,
        helpful: bool,
    ) {
        self.wait(8 * SECOND, 90 * SECOND);
        let line = self.event("vote").text("article", article);
        line.flag("helpful", helpful)
            .maybe("query_id", query_id)
            .text("theme", theme)
            .end();
    }

    /// A survey inside the episode: it changes no outcome.
    pub(super) fn survey(&mut self, content: bool) {
        self.wait(3 * SECOND, 40 * SECOND);
        let score = self.world.random.between(1, 2) as u64 + if content { 3 } else { 0 };
        self.world.tally.truth.surveys += 1;
        let line = self.event("survey").text("survey", "csat");
        line.number("score", score)
            .number("min", 1)
            .number("max", 5)
            .end();
    }

    /// Leaves for a human; sometimes the device says so twice.
    pub(super) fn hand_off(&mut self, need: &Need, cause: Cause, reason: &str) {
        self.wait(4 * SECOND, 40 * SECOND);
        self.handoff_event(need, cause, reason);
        self.world.tally.handoff(cause);
        if self.chance(60) {
            self.wait(2 * SECOND, 30 * SECOND);
            self.handoff_event(need, Cause::Automatic, "queue_joined");
        }
    }

    fn handoff_event(&mut self, need: &Need, cause: Cause, reason: &str) {
        let line = self.event("handoff").text("cause", cause.name());
        line.text("reason", reason).text("theme", &need.theme).end();
    }

    /// The episode ended with its last event.
    pub(super) fn close(&mut self, need: &Need, ending: Ending) {
        let tally = &mut self.world.tally;
        tally.episode(&self.who, self.device, self.now, ending);
        if !matches!(ending, Ending::Unengaged | Ending::Escalated) {
            tally.ledger.asked(self.who.number, &need.id, self.now);
        }
    }
}

pub(super) const HELP_CENTER: &str = "help-center";
pub(super) const CHATBOT: &str = "chatbot";
