//! The whole life of a contact, sentence by sentence.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use vigie::period::{DAY, HOUR, Millis};

use super::Oracle;
use super::contact::Contact;
use super::event::{Came, Event, Step, What};

impl<'e> Oracle<'e> {
    /// The row of every contact, but for its day, its customer and what redirects give.
    pub(crate) fn contact_rows(&self) -> BTreeMap<String, Value> {
        let lives = self.lives();
        let row = |contact: &Contact<'e>| {
            let mut row = contact.row(&self.said_in(contact.id));
            row["next_contact"] = json!(next(contact, &lives));
            row["previous_contact"] = json!(previous(contact, &lives));
            (contact.id.to_owned(), row)
        };
        lives.iter().map(row).collect()
    }

    /// When the customer said something in a contact.
    fn said_in(&self, id: &str) -> Vec<Millis> {
        let mut said = Vec::new();
        for event in &self.events {
            if let What::Turn { speaker, contact } = &event.what
                && *speaker == "customer"
                && contact.as_deref() == Some(id)
            {
                said.push(event.at);
            }
        }
        said
    }
}

fn meets_a_human(contact: &Contact<'_>) -> bool {
    contact.events.iter().any(|event| event.meets_a_human())
}

/// Other contacts of the same customer in which a human was met, with their places in time.
fn others<'c>(of: &Contact<'c>, lives: &[Contact<'c>]) -> Vec<(Millis, &'c str)> {
    let Some(customer) = of.customer() else {
        return Vec::new();
    };
    let others = lives.iter().filter(|other| {
        other.id != of.id && meets_a_human(other) && other.customer() == Some(customer)
    });
    others.map(|other| (other.events[0].at, other.id)).collect()
}

fn next(of: &Contact<'_>, lives: &[Contact<'_>]) -> Option<Millis> {
    let own = (of.events[0].at, of.id);
    let behind = others(of, lives).into_iter().filter(|other| *other > own);
    behind.map(|(at, _)| at - own.0).min()
}

fn previous(of: &Contact<'_>, lives: &[Contact<'_>]) -> Option<Millis> {
    let own = (of.events[0].at, of.id);
    let before = others(of, lives).into_iter().filter(|other| *other < own);
    before.map(|(at, _)| own.0 - at).min()
}

impl Contact<'_> {
    fn row(&self, said: &[Millis]) -> Value {
        let has = |is: fn(&Step) -> bool| u8::from(self.first(is).is_some());
        let is_met = meets_a_human(self);
        let taken = self.taken_up();
        let given_up = self.first(is_abandoned).filter(|_| !is_met);
        let waited = has(is_queued) + has(is_answered) + has(is_response) + has(is_abandoned) > 0;
        let responses = self.all(is_response);
        let times = self.response_times(said);
        let standing = self.standing();
        let met_at = self.first_contact().map(|event| event.at);
        let resolution = standing
            .filter(|event| met_at != Some(event.at))
            .and_then(|event| self.since_begin(event));
        json!({
            "at": self.events[0].at,
            "channel": self.channel(),
            "customer_known": u8::from(self.customer().is_some()),
            "reached": u8::from(self.is_reached()),
            "agent": self.last_named(agent),
            "team": self.last_named(|event| event.team.as_deref()),
            "reason": self.events.iter().find_map(|event| reason(event)),
            "direction": self.direction(),
            "complaint": u8::from(self.events.iter().any(|event| is_complaint(event))),
            "queued": u8::from(waited && self.direction() != Some("outbound")),
            "answered": u8::from(is_met),
            "abandoned": u8::from(given_up.is_some()),
            "wait": taken.or(given_up).and_then(|event| self.wait(event))
                .filter(|_| self.direction() != Some("outbound")),
            "talk": self.told(|step| match step { Step::Ended { talk, .. } => *talk, _ => None }),
            "hold": self.told(|step| match step { Step::Ended { hold, .. } => *hold, _ => None }),
            "wrap_up": self.told(|step| match step { Step::Ended { wrap_up, .. } => *wrap_up, _ => None }),
            "duration": self.end().and_then(|end| self.since_begin(end)),
            "ended_after": self.ended_after(),
            "first_response": self.first_response()
                .filter(|_| self.direction() != Some("outbound")),
            "responses": responses.len(),
            "response_time": times.iter().copied().reduce(|sum, time| sum + time),
            "responses_timed": times.len(),
            "resolved": u8::from(standing.is_some()),
            "resolved_at": standing.map(|event| event.at),
            "reopened": self.all(is_reopened).len(),
            "resolution": resolution,
            "resolution_business": standing.zip(resolution)
                .map(|(event, time)| business(event.at - time, event.at)),
            "sold": self.came(|came| matches!(came, Came::Purchase { amount: 0.., .. })),
            "cross_sold": self.came(|came| {
                matches!(came, Came::Purchase { amount: 0.., offer: Some("up_sell" | "cross_sell") })
            }),
            "wanted_to_leave": self.came(|came| matches!(came, Came::Kept | Came::Left)),
            "kept": self.came(|came| matches!(came, Came::Kept)),
            "flag": self.oddities().first(),
        })
    }

    fn all(&self, is: fn(&Step) -> bool) -> Vec<&Event> {
        let events = self.events.iter().copied();
        events
            .filter(|event| event.step().is_some_and(is))
            .collect()
    }

    fn first(&self, is: fn(&Step) -> bool) -> Option<&Event> {
        self.all(is).first().copied()
    }

    fn last(&self, is: fn(&Step) -> bool) -> Option<&Event> {
        self.all(is).last().copied()
    }

    fn direction(&self) -> Option<&'static str> {
        self.events.iter().find_map(|event| match event.step() {
            Some(Step::Queued { direction, .. }) => *direction,
            _ => None,
        })
    }

    /// Of its own events the last that names one; else of those that name the contact.
    fn last_named<'a>(&'a self, named: fn(&'a Event) -> Option<&'a str>) -> Option<&'a str> {
        let own = self
            .events
            .iter()
            .rev()
            .filter(|event| event.contact().is_some());
        let naming = self
            .events
            .iter()
            .rev()
            .filter(|event| event.contact().is_none());
        own.chain(naming).find_map(|event| named(event))
    }

    /// The sum over all ends; unknown where none tells it. Of those of one moment and agent
    /// the longest counts, and those of nobody only where no other is of the moment.
    fn told(&self, of: fn(&Step) -> Option<Millis>) -> Option<Millis> {
        let ends = self.events.iter();
        let ends = ends.filter_map(|end| Some((end.at, agent(end), of(end.step()?)?)));
        let ends: Vec<(Millis, Option<&str>, Millis)> = ends.collect();
        let counts = |place: &usize| {
            let (at, agent, told) = ends[*place];
            let mut others = ends.iter().enumerate().filter(|(_, other)| other.0 == at);
            !others.any(|(other, (_, whose, longer))| {
                let is_same = agent == *whose;
                (is_same && (*longer, other) > (told, *place)) || (agent.is_none() && !is_same)
            })
        };
        let counted = (0..ends.len()).filter(counts).map(|place| ends[place].2);
        counted.reduce(|sum, told| sum + told)
    }

    /// From the first event to the first that ends it.
    fn ended_after(&self) -> Option<Millis> {
        let ends = |step: &Step| {
            is_abandoned(step) || is_resolved(step) || matches!(step, Step::Ended { .. })
        };
        let mut events = self.events.iter();
        let end = events.find(|event| event.step().is_some_and(ends))?;
        Some(end.at - self.events[0].at)
    }

    fn came(&self, is: fn(&Came) -> bool) -> usize {
        let came = self.events.iter().filter(|event| match &event.what {
            What::Came { came, .. } => is(came),
            _ => false,
        });
        came.count()
    }

    /// A redirect, a queue, a contact or an answer; without these the first response, and
    /// without that who gave up.
    fn opening(&self) -> Option<&Event> {
        let opens = |event: &&&Event| {
            matches!(event.what, What::Redirect { .. } | What::Contact { .. })
                || event
                    .step()
                    .is_some_and(|step| is_queued(step) || is_answered(step))
        };
        let first = self.events.iter().find(opens).copied();
        first
            .or(self.first(is_response))
            .or(self.first(is_abandoned))
    }

    /// The opening, earlier by the wait that it tells itself.
    fn begin(&self) -> Option<Millis> {
        let opening = self.opening()?;
        Some(opening.at - told_wait(opening).unwrap_or(0))
    }

    /// Without sign.
    fn clock(&self, event: &Event) -> Option<Millis> {
        let opening = self.opening()?;
        // Nothing is known from before it.
        if opening.id == event.id && told_wait(opening).is_none() {
            return None;
        }
        self.begin().map(|begin| event.at - begin)
    }

    fn since_begin(&self, event: &Event) -> Option<Millis> {
        self.clock(event).filter(|time| *time >= 0)
    }

    fn wait(&self, until: &Event) -> Option<Millis> {
        let queued = self.first(is_queued);
        let clocked = queued.map(|queued| until.at - queued.at);
        told_wait(until).or(clocked.filter(|time| *time >= 0))
    }

    fn first_contact(&self) -> Option<&Event> {
        let is_contact = |event: &&&Event| matches!(event.what, What::Contact { .. });
        self.events.iter().find(is_contact).copied()
    }

    /// The pick-up; where somebody waited, else the exchange; else the first reply.
    fn taken_up(&self) -> Option<&Event> {
        let exchange = self.first(is_queued).and(self.first_contact());
        let picked_up = self.first(is_answered).or(exchange);
        picked_up.or(self.first(is_response))
    }

    fn first_reply(&self) -> Option<&Event> {
        self.first(is_response).or(self.first(is_answered))
    }

    fn first_response(&self) -> Option<Millis> {
        let reply = self.first_reply()?;
        let clocked = self.since_begin(reply);
        match reply.is_reply() {
            true => clocked.or(told_wait(reply)),
            false => told_wait(reply).or(clocked),
        }
    }

    /// Of each response that tells its wait, or is the first since the customer said
    /// something or, before any word, since the contact began.
    fn response_times(&self, said: &[Millis]) -> Vec<Millis> {
        let mut times = Vec::new();
        let responses = self.all(is_response);
        for (n, response) in responses.iter().enumerate() {
            let before = n.checked_sub(1).map(|n| responses[n].at);
            let is_new =
                |at: &Millis| before.is_none_or(|before| *at > before) && *at <= response.at;
            let begin = self.clock(response).and(self.begin());
            let said = said.iter().copied().filter(is_new).max();
            let clocked = said.or(begin.filter(is_new)).map(|at| response.at - at);
            times.extend(told_wait(response).or(clocked));
        }
        times
    }

    fn end(&self) -> Option<&Event> {
        let ended = self.last(|step| matches!(step, Step::Ended { .. }));
        let left = self.last(is_abandoned);
        ended.or(left.filter(|_| !meets_a_human(self)))
    }

    /// The last resolution, if nobody reopened it.
    fn standing(&self) -> Option<&Event> {
        let last = self.last(|step| is_resolved(step) || is_reopened(step));
        last.filter(|event| event.step().is_some_and(is_resolved))
    }

    /// The gravest first.
    fn oddities(&self) -> Vec<&'static str> {
        let is_before = |event: Option<&Event>, other: Option<&Event>| {
            event
                .zip(other)
                .is_some_and(|(event, other)| event.at < other.at)
        };
        let negative = |event: Option<&Event>| {
            event
                .and_then(|event| self.clock(event))
                .is_some_and(|time| time < 0)
        };
        let taken = self.taken_up();
        let queued = self.first(is_queued);
        let given_up = self.first(is_abandoned).filter(|_| !meets_a_human(self));
        let (resolved, reopened) = (self.first(is_resolved), self.first(is_reopened));
        let all = [
            ("ended_before_contact", negative(self.end())),
            ("abandoned_before_queued", is_before(given_up, queued)),
            ("answered_before_queued", is_before(taken, queued)),
            ("response_before_contact", negative(self.first_reply())),
            ("resolved_before_contact", negative(self.standing())),
            (
                "reopened_before_resolved",
                reopened.is_some() && resolved.is_none() || is_before(reopened, resolved),
            ),
        ];
        let odd = all.into_iter().filter(|(_, is_so)| *is_so);
        odd.map(|(name, _)| name).collect()
    }
}

fn is_queued(step: &Step) -> bool {
    matches!(step, Step::Queued { .. })
}

fn is_answered(step: &Step) -> bool {
    matches!(step, Step::Answered { .. })
}

fn is_response(step: &Step) -> bool {
    matches!(step, Step::Response { .. })
}

fn is_abandoned(step: &Step) -> bool {
    matches!(step, Step::Abandoned { .. })
}

fn is_resolved(step: &Step) -> bool {
    matches!(step, Step::Resolved)
}

fn is_reopened(step: &Step) -> bool {
    matches!(step, Step::Reopened { .. })
}

fn told_wait(event: &Event) -> Option<Millis> {
    match event.step()? {
        Step::Answered { wait } | Step::Response { wait } | Step::Abandoned { wait } => *wait,
        _ => None,
    }
}

/// Of the kinds that know agents: to others it is a field like any unknown one.
fn agent(event: &Event) -> Option<&str> {
    let knows = match &event.what {
        What::Contact { .. } | What::Came { .. } => true,
        What::Step { step, .. } => !is_queued(step) && !is_abandoned(step) && !is_reopened(step),
        _ => false,
    };
    event.agent.as_deref().filter(|_| knows)
}

fn reason(event: &Event) -> Option<&'static str> {
    match event.step()? {
        Step::Queued { reason, .. } | Step::Reopened { reason } => *reason,
        _ => None,
    }
}

fn is_complaint(event: &Event) -> bool {
    matches!(
        event.step(),
        Some(Step::Queued {
            complaint: Some(true),
            ..
        })
    )
}

/// Monday to Friday, 09:00 to 18:00, in UTC, day by day.
fn business(from: Millis, until: Millis) -> Millis {
    let mut open = 0;
    for day in from.div_euclid(DAY)..=until.div_euclid(DAY) {
        // The first day of 1970 was a Thursday.
        if (day + 3).rem_euclid(7) < 5 {
            let (begin, end) = (day * DAY + 9 * HOUR, day * DAY + 18 * HOUR);
            open += (end.min(until) - begin.max(from)).max(0);
        }
    }
    open
}
