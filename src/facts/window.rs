//! How much of a client's time is folded again when something new arrives.
//!
//! Events less than 30 minutes apart, on whatever application, are one visit: no
//! episode reaches from one visit into another, and a query of another visit
//! matters only where its `query_id` is named again. A visit is folded again with the one
//! before it, whose facts say when the person returned.

use std::borrow::Cow;

use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::fold::{SILENCE, engages, is_of_agent};
use crate::events::{Event, EventRef};
use crate::period::Millis;

/// A stretch of time, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) since: Millis,
    pub(crate) until: Millis,
}

impl Window {
    pub(crate) const ALL: Window = Window {
        since: Millis::MIN,
        until: Millis::MAX,
    };

    pub(crate) fn at(at: Millis) -> Window {
        Window {
            since: at,
            until: at,
        }
    }

    /// From the beginning of the first to the end of the last of both.
    pub(crate) fn and(self, other: Window) -> Window {
        Window {
            since: self.since.min(other.since),
            until: self.until.max(other.until),
        }
    }

    pub(crate) fn holds(self, at: Millis) -> bool {
        self.since <= at && at <= self.until
    }

    /// The whole visits that it touches, of all events of a client; all of them where a
    /// query is named both within and without.
    pub(crate) fn of_visits(self, events: &[Event]) -> Window {
        let visits = self.widened(events).with_visit_before(events);
        let within = query_ids(events, |event| visits.holds(event.at));
        if within.is_empty() {
            return visits;
        }
        let without = query_ids(events, |event| !visits.holds(event.at));
        match within.is_disjoint(&without) {
            true => visits,
            false => Window::ALL,
        }
    }

    /// From the last visit before it in which something was done: that one and those
    /// without are told when the person returned. Behind an agent's words, all later
    /// visits of the conversation follow a human.
    fn with_visit_before(self, events: &[Event]) -> Window {
        let before = || events.iter().filter(|event| event.at < self.since);
        let done = before().filter(|event| engages(&EventRef::from(*event)));
        let since = match done.map(|event| event.at).max() {
            Some(at) => Window::at(at).widened(events).since,
            None => before().map(|event| event.at).min().unwrap_or(self.since),
        };
        let within = events.iter().filter(|event| self.holds(event.at));
        let heard = within.map(EventRef::from).any(|event| is_of_agent(&event));
        Window {
            since,
            until: if heard { Millis::MAX } else { self.until },
        }
    }

    fn widened(self, events: &[Event]) -> Window {
        let mut times: Vec<Millis> = events.iter().map(|event| event.at).collect();
        times.sort_unstable();
        let Window {
            mut since,
            mut until,
        } = self;
        for at in times.iter().rev().filter(|at| **at < self.since) {
            if since.saturating_sub(*at) >= SILENCE {
                break;
            }
            since = *at;
        }
        for at in times.iter().filter(|at| **at > self.until) {
            if at.saturating_sub(until) >= SILENCE {
                break;
            }
            until = *at;
        }
        Window { since, until }
    }
}

fn query_ids(events: &[Event], is_asked: impl Fn(&Event) -> bool) -> FxHashSet<Cow<'_, str>> {
    #[derive(Deserialize)]
    struct Named<'e> {
        #[serde(borrow)]
        query_id: Option<Cow<'e, str>>,
    }
    let asked = events.iter().filter(|event| is_asked(event));
    asked
        .filter_map(|event| {
            serde_json::from_str::<Named<'_>>(&event.body)
                .ok()?
                .query_id
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::events::Kind;
    use crate::period::MINUTE;

    /// Which minutes are folded again, of events given as minute and query, when one
    /// of them is new.
    #[track_caller]
    fn check(events: &[(Millis, &str)], new: Millis, expected: Window) {
        let events: Vec<Event> = events
            .iter()
            .map(|(minute, query)| Event {
                id: [0; 16],
                at: minute * MINUTE,
                kind: Kind::Search,
                bot: false,
                client: [0; 16],
                customer: None,
                contact: None,
                conversation: None,
                body: match *query {
                    "" => "{}".to_owned(),
                    query => format!(r#"{{"query_id":"{query}"}}"#),
                },
            })
            .collect();
        assert_eq!(Window::at(new * MINUTE).of_visits(&events), expected);
    }

    fn minutes(since: Millis, until: Millis) -> Window {
        Window::at(since * MINUTE).and(Window::at(until * MINUTE))
    }

    #[test]
    fn a_visit_ends_with_thirty_minutes_of_silence_and_comes_with_the_one_before() {
        let events = [(0, ""), (29, ""), (59, ""), (88, ""), (118, "")];
        check(&events, 0, minutes(0, 29));
        check(&events, 29, minutes(0, 29));
        check(&events, 88, minutes(0, 88));
        check(&events, 118, minutes(59, 118));
    }

    #[test]
    fn a_query_named_in_another_visit_concerns_all_of_them() {
        let events = [(0, "q1"), (60, ""), (130, "q2"), (140, "q2"), (230, "q1")];
        check(&events, 130, minutes(60, 140));
        check(&events, 0, Window::ALL);
        check(&events, 230, Window::ALL);
    }
}
