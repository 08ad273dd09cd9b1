//! The definitions of facts a second time: slow, plain, one loop per sentence.
//!
//! Nothing here is shared with the fold. Events are typed values in a list, and
//! every question about them is a walk over the whole list. Where a sentence of
//! the definitions leaves something open, a comment says what is taken.

mod contact;
mod episode;
mod event;
mod intent;
mod life;
mod words;

use std::collections::BTreeSet;

use serde_json::{Value, json};
use vigie::period::{DAY, Millis};

use contact::Contact;
use episode::{Episode, Outcome};
pub(crate) use event::{Came, Event, Step, What};
use intent::Intent;

/// Which part of the facts is asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part<'p> {
    pub(crate) from: Millis,
    pub(crate) until: Millis,
    pub(crate) channel: Option<&'p str>,
    pub(crate) as_of: Millis,
}

impl Part<'_> {
    fn holds(&self, at: Millis, channel: Option<&str>) -> bool {
        at >= self.from && at < self.until && (self.channel.is_none() || self.channel == channel)
    }
}

/// The facts of one log.
pub(crate) struct Oracle<'e> {
    events: Vec<&'e Event>,
    episodes: Vec<Episode<'e>>,
    intents: Vec<Intent<'e>>,
}

impl<'e> Oracle<'e> {
    pub(crate) fn new(log: &'e [Event]) -> Oracle<'e> {
        let mut events: Vec<&Event> = log.iter().filter(|event| !event.bot).collect();
        events.sort_by_key(|event| event.moment());
        let mut oracle = Oracle {
            events,
            episodes: Vec::new(),
            intents: Vec::new(),
        };
        for events in oracle.clients() {
            let episodes = episode::of_client(&events);
            oracle.intents.extend(intent::of_client(&events, &episodes));
            oracle.episodes.extend(episodes);
        }
        oracle
    }

    /// The selfcare events of each client.
    fn clients(&self) -> Vec<Vec<&'e Event>> {
        let selfcare = || self.events.iter().filter(|event| event.is_of_an_episode());
        // An event of nobody known is its own person.
        let key = |event: &Event| match &event.client {
            Some(client) => client.clone(),
            None => format!("nobody {}", event.id),
        };
        let clients: BTreeSet<String> = selfcare().map(|event| key(event)).collect();
        let of = |client: &String| selfcare().filter(|e| key(e) == *client).copied().collect();
        clients.iter().map(of).collect()
    }

    /// Whether the customer met a human (but not in this contact) in (after, after + window].
    fn comes_back(&self, customer: &str, after: Millis, window: Millis, but: Option<&str>) -> bool {
        let comes = |at: Millis| after < at && at <= after + window;
        let lives = self.lives();
        let others = lives.iter().filter(|life| Some(life.id) != but);
        others.flat_map(|life| life.met(customer)).any(comes)
    }

    fn comes_back_after(&self, episode: &Episode<'_>, window: Millis) -> bool {
        episode
            .customer()
            .is_some_and(|customer| self.comes_back(customer, episode.ends(), window, None))
    }

    /// The figures of the report, in its form; of rates only `num` and `den`.
    pub(crate) fn figures(&self, part: Part<'_>) -> Value {
        json!({
            "searches": self.searches(part),
            "episodes": self.outcomes(part),
            "transfer_from_selfcare": self.transfer_from_selfcare(part),
            "transfer_to_selfcare": self.transfer_to_selfcare(part),
            "deflection": {
                "low": self.deflected(part, &[Outcome::Confirmed]),
                "high": self.deflected(part, &RESOLVED),
            },
            "durable_resolution": {
                "24h": self.durable(part, DAY),
                "7d": self.durable(part, 7 * DAY),
            },
        })
    }

    fn searches(&self, part: Part<'_>) -> Value {
        let asked = self.intents.iter();
        let asked = asked.filter(|intent| part.holds(intent.starts(), intent.channel));
        let intents: Vec<&Intent<'_>> = asked.collect();
        let count = |is: &dyn Fn(&Intent<'_>) -> bool| intents.iter().filter(|i| is(i)).count();
        let positions = self.click_positions(part);
        json!({
            "intents": intents.len(),
            "zero_result": rate(
                count(&|intent| intent.total() == Some(0)),
                count(&|intent| intent.total().is_some()),
            ),
            "no_click": rate(
                count(&|intent| intent.has_results() && !intent.clicked),
                count(&|intent| intent.has_results()),
            ),
            "mean_click_position": {"n": positions.len(), "value": mean(&positions)},
        })
    }

    fn click_positions(&self, part: Part<'_>) -> Vec<u64> {
        let mut positions = Vec::new();
        for episode in &self.episodes {
            for event in &episode.events {
                let channel = event.channel.as_deref().or(episode.channel());
                if let What::Click { position, .. } = event.what
                    && part.holds(event.at, channel)
                {
                    positions.extend(position);
                }
            }
        }
        positions
    }

    /// Messages that say whether they were understood: those that were not, and all.
    pub(crate) fn misunderstood(&self, part: Part<'_>) -> (usize, usize) {
        let (mut not, mut known) = (0, 0);
        for episode in &self.episodes {
            for event in &episode.events {
                let channel = event.channel.as_deref().or(episode.channel());
                if let What::Message { understood, .. } = event.what
                    && part.holds(event.at, channel)
                {
                    known += usize::from(understood.is_some());
                    not += usize::from(understood == Some(false));
                }
            }
        }
        (not, known)
    }

    fn held(&self, part: Part<'_>) -> Vec<&Episode<'e>> {
        let held = |episode: &&Episode<'_>| part.holds(episode.starts(), episode.channel());
        self.episodes.iter().filter(held).collect()
    }

    fn engaged(&self, part: Part<'_>) -> Vec<&Episode<'e>> {
        let held = self.held(part).into_iter();
        held.filter(|episode| episode.is_engaged()).collect()
    }

    fn outcomes(&self, part: Part<'_>) -> Value {
        let episodes = self.held(part);
        let count = |outcome| episodes.iter().filter(|e| e.outcome() == outcome).count();
        json!({
            "total": episodes.len(),
            "engaged": self.engaged(part).len(),
            "with_customer": episodes.iter().filter(|e| e.customer().is_some()).count(),
            "outcomes": {
                "escalated": count(Outcome::Escalated),
                "confirmed": count(Outcome::Confirmed),
                "negative": count(Outcome::Negative),
                "silent_with_answer": count(Outcome::SilentWithAnswer),
                "silent_without_answer": count(Outcome::SilentWithoutAnswer),
                "unengaged": count(Outcome::Unengaged),
            },
        })
    }

    fn transfer_from_selfcare(&self, part: Part<'_>) -> Value {
        let engaged = self.engaged(part);
        let by = |cause| {
            engaged
                .iter()
                .filter(|e| e.first_cause() == Some(cause))
                .count()
        };
        json!({
            "num": engaged.iter().filter(|e| e.outcome() == Outcome::Escalated).count(),
            "den": engaged.len(),
            "by_cause": {
                "offered": by("offered"),
                "requested": by("requested"),
                "automatic": by("automatic"),
            },
        })
    }

    fn deflected(&self, part: Part<'_>, wanted: &[Outcome]) -> Value {
        let engaged = self.engaged(part);
        let deflected = engaged
            .iter()
            .filter(|e| wanted.contains(&e.outcome()) && !self.comes_back_after(e, DAY));
        rate(deflected.count(), engaged.len())
    }

    fn durable(&self, part: Part<'_>, window: Millis) -> Value {
        let held = self.held(part).into_iter();
        let judged: Vec<&Episode<'_>> = held
            .filter(|e| RESOLVED.contains(&e.outcome()))
            .filter(|e| e.customer().is_some() && e.ends() + window <= part.as_of)
            .collect();
        let good = judged.iter().filter(|e| !self.comes_back_after(e, window));
        rate(good.count(), judged.len())
    }

    /// All contacts, with the events of their lives and those that only name them.
    fn lives(&self) -> Vec<Contact<'e>> {
        let ids = self.events.iter();
        let ids = ids.filter_map(|event| event.contact().or(event.came_of()));
        let ids: BTreeSet<&str> = ids.collect();
        let of = |id| {
            let own = self.events.iter().filter(|e| e.contact() == Some(id));
            let naming = self.events.iter().filter(|e| e.came_of() == Some(id));
            Contact {
                id,
                events: own.chain(naming).copied().collect(),
            }
        };
        ids.into_iter().map(of).collect()
    }

    /// Contacts are those in which a human or a redirect was met.
    fn contacts(&self, part: Part<'_>) -> Vec<Contact<'e>> {
        let lives = self.lives().into_iter();
        lives
            .filter(|contact| part.holds(contact.events[0].at, contact.channel()))
            .filter(Contact::is_reached)
            .collect()
    }

    fn transfer_to_selfcare(&self, part: Part<'_>) -> Value {
        let contacts = self.contacts(part);
        let count = |is: &dyn Fn(&Contact<'_>) -> bool| {
            rate(contacts.iter().filter(|c| is(c)).count(), contacts.len())
        };
        json!({
            "contacts": contacts.len(),
            "offered": count(&|contact| contact.is_offered()),
            "accepted": count(&|contact| contact.accepted_at().is_some()),
            "durably_accepted_24h": self.durably_accepted(&contacts, part, DAY),
            "durably_accepted_7d": self.durably_accepted(&contacts, part, 7 * DAY),
            "forced": count(&|contact| contact.is_forced()),
        })
    }

    /// Unknown customers and redirects that are too young leave both counts.
    fn durably_accepted(&self, contacts: &[Contact<'_>], part: Part<'_>, window: Millis) -> Value {
        let (mut num, mut den) = (0, 0);
        for contact in contacts {
            let Some(customer) = contact.customer() else {
                continue;
            };
            let Some(at) = contact.accepted_at() else {
                den += 1;
                continue;
            };
            if at + window <= part.as_of {
                den += 1;
                num += usize::from(!self.comes_back(customer, at, window, Some(contact.id)));
            }
        }
        rate(num, den)
    }
}

const RESOLVED: [Outcome; 2] = [Outcome::Confirmed, Outcome::SilentWithAnswer];

fn rate(num: usize, den: usize) -> Value {
    json!({"num": num, "den": den})
}

fn mean(values: &[u64]) -> Value {
    let sum: u64 = values.iter().sum();
    match values.len() {
        0 => Value::Null,
        n => json!(sum as f64 / n as f64),
    }
}
