//! How much of a client's time is folded again when something new arrives.
//!
//! Events less than 30 minutes apart, on whatever application, are one visit: no
//! episode reaches from one visit into another, and a query of another visit
//! matters only where its `query_id` is named again.

use std::borrow::Cow;

use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::fold::SILENCE;
use crate::events::Event;
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
        let visits = self.widened(events);
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
    fn a_visit_ends_with_thirty_minutes_of_silence() {
        let events = [(0, ""), (29, ""), (59, ""), (88, ""), (118, "")];
        check(&events, 0, minutes(0, 29));
        check(&events, 29, minutes(0, 29));
        check(&events, 59, minutes(59, 88));
        check(&events, 118, minutes(118, 118));
    }

    #[test]
    fn a_query_named_in_another_visit_concerns_all_of_them() {
        let events = [(0, "q1"), (100, "q2"), (110, "q2"), (200, "q1")];
        check(&events, 100, minutes(100, 110));
        check(&events, 0, Window::ALL);
        check(&events, 200, Window::ALL);
    }
}
