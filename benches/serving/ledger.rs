//! Events to send, and whether the log holds exactly those that were acknowledged.

use std::collections::HashSet;
use std::iter::Peekable;
use std::path::Path;
use std::time::Duration;

use jiff::ToSpan;
use uuid::Uuid;
use vigie::demo::simulate::{Event, Pace, Plan, Visitors};
use vigie::period::MINUTE;

use super::load::{Id, Outcome, Request};
use crate::simulated::{DAYS, FIRST_DAY, open};

/// A crowd so large that few come twice.
const VISITS_PER_DAY: u32 = 100_000;

/// The day after the kept site's last.
pub(crate) fn plan() -> Plan {
    Plan {
        seed: 7,
        first_day: FIRST_DAY + i64::from(DAYS).days(),
        visits_per_day: VISITS_PER_DAY,
        marked: false,
        ..Plan::default()
    }
}

/// What visitors do at a pace of a thousand events a second, once those who came first
/// are mostly done: until then they grow in number.
pub(crate) fn visitors(plan: &Plan) -> Peekable<impl Iterator<Item = Event>> {
    let pace = Pace {
        from: 0,
        per_second: 1_000,
    };
    let mut visitors = Visitors::new(plan, pace);
    let begin = visitors.next().map_or(0, |event| event.at);
    let mut visitors = visitors
        .skip_while(move |event| event.at < begin + 10 * MINUTE)
        .peekable();
    // Now, and not when the load has begun.
    visitors.peek();
    visitors
}

/// Requests of so many events each, to be sent as soon as they can be.
pub(crate) fn batches(
    events: impl Iterator<Item = Event>,
    together: usize,
) -> impl Iterator<Item = Request> {
    let mut events = events;
    std::iter::from_fn(move || {
        let events: Vec<Event> = events.by_ref().take(together).collect();
        (!events.is_empty()).then(|| request(&events, None))
    })
}

/// A request for each event, at the moment at which it happens, until `last`.
pub(crate) fn as_they_happen(
    events: impl Iterator<Item = Event>,
    last: Duration,
) -> impl Iterator<Item = Request> {
    let mut first = None;
    let timed = events.map(move |event| {
        let begin = *first.get_or_insert(event.at);
        let due = Duration::from_millis(u64::try_from(event.at - begin).unwrap());
        (due, event)
    });
    timed
        .take_while(move |(due, _)| *due < last)
        .map(|(due, event)| request(&[event], Some(due)))
}

fn request(events: &[Event], due: Option<Duration>) -> Request {
    let lines: Vec<&str> = events.iter().map(|event| event.line.as_str()).collect();
    let body = lines.join("\n");
    let head = format!(
        "POST /api/events HTTP/1.1\r\nhost: localhost\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    Request {
        due,
        bytes: [head.as_bytes(), body.as_bytes()].concat(),
        ids: events.iter().map(id).collect(),
    }
}

fn id(event: &Event) -> Id {
    let text = event.line.strip_prefix("{\"id\":\"").unwrap();
    Uuid::parse_str(&text[..36]).unwrap().into_bytes()
}

/// The log holds what was acknowledged, each event once, beside `before` others.
pub(crate) fn assert_kept(data: &Path, outcome: &Outcome, before: i64) {
    let (_data, site) = open(data);
    let mut statement = site.events.db().prepare("select id from events").unwrap();
    let rows = statement.query_map([], |row| row.get::<_, Id>(0)).unwrap();
    let kept: Vec<Id> = rows.map(Result::unwrap).collect();
    let distinct: HashSet<&Id> = kept.iter().collect();
    assert_eq!(distinct.len(), kept.len(), "some are there twice");
    let lost = outcome.acknowledged.iter();
    assert_eq!(lost.filter(|id| !distinct.contains(id)).count(), 0);
    let sent = i64::try_from(outcome.acknowledged.len()).unwrap();
    assert_eq!(i64::try_from(kept.len()).unwrap(), before + sent);
}
