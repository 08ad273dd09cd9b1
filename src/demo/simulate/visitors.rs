//! Visitors who keep coming: those of the plan's days, and then others without end.
//!
//! It is one simulation that goes on, so nobody's names collide, and who came in
//! the plan's days may call back in those that follow.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::vec::IntoIter;

use super::rhythm::{self, DAY};
use super::scribe::origin;
use super::{Plan, World};

/// Something that a visitor did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Unix milliseconds.
    pub at: i64,
    /// One line of JSON, without line end.
    pub line: String,
}

/// How visitors come once the plan's rhythm of days and weeks is over: always alike.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// From when on, in Unix milliseconds.
    pub from: i64,
    /// How many events a second they make, about: 1 to 1,000.
    pub per_second: u32,
}

/// Everything that happens from a plan's first day on, in the order of time, without end.
///
/// ```
/// use vigie::demo::simulate::{Pace, Plan, Visitors};
///
/// let plan = Plan::default();
/// let pace = Pace { from: 0, per_second: 1 };
/// let first: Vec<_> = Visitors::new(&plan, pace).take(10).collect();
/// assert!(first.is_sorted_by_key(|event| event.at));
/// ```
pub struct Visitors<'p> {
    world: World<'p>,
    origin: i64,
    per_second: u32,
    day: u32,
    /// How many have come on this day.
    met: usize,
    /// When the others of the plan's day come.
    of_plan: IntoIter<i64>,
    /// When the next one comes at the pace that follows.
    at_pace: i64,
    /// Nothing that is still to be told lies before this.
    told_until: i64,
    /// What is known to happen: time, order of telling, line.
    waiting: BinaryHeap<Reverse<(i64, u64, String)>>,
    heard: u64,
}

impl<'p> Visitors<'p> {
    pub fn new(plan: &'p Plan, pace: Pace) -> Self {
        let origin = origin(plan.first_day);
        let mut visitors = Visitors {
            world: World::new(plan, i64::MAX),
            origin,
            per_second: pace.per_second,
            day: 0,
            met: 0,
            of_plan: Vec::new().into_iter(),
            at_pace: (pace.from - origin).max(0),
            told_until: 0,
            waiting: BinaryHeap::new(),
            heard: 0,
        };
        visitors.begin_day();
        visitors
    }

    fn begin_day(&mut self) {
        let mut starts = self.world.starts(self.day);
        starts.retain(|at| *at < self.at_pace);
        self.of_plan = starts.into_iter();
        self.met = 0;
    }

    /// When the next visit begins, on whatever day.
    fn next_start(&mut self) -> i64 {
        loop {
            if let Some(at) = self.of_plan.next() {
                return at;
            }
            let at = self.at_pace;
            if at < i64::from(self.day + 1) * DAY {
                self.at_pace += rhythm::gap(&mut self.world.random, self.per_second);
                return at;
            }
            self.day += 1;
            self.begin_day();
        }
    }

    /// Lets the next visit take place, which tells all of it at once.
    fn go_on(&mut self) {
        let at = self.next_start();
        self.world.visit(self.day, self.met, at);
        self.met += 1;
        self.told_until = at;
        self.world.scribe.hand_over(|at, line| {
            self.heard += 1;
            self.waiting
                .push(Reverse((at, self.heard, line.to_owned())));
        });
    }
}

impl Iterator for Visitors<'_> {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        loop {
            match self.waiting.peek() {
                Some(Reverse((at, ..))) if *at < self.told_until => {
                    let Reverse((at, _, line)) = self.waiting.pop()?;
                    let at = self.origin + at;
                    return Some(Event { at, line });
                }
                _ => self.go_on(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::demo::simulate::rhythm::HOUR;
    use crate::demo::simulate::simulate;

    /// What happens until so many milliseconds after the plan's begin.
    fn until(plan: &Plan, end: i64, steady_from: i64) -> Vec<Event> {
        let origin = origin(plan.first_day);
        let pace = Pace {
            from: origin + steady_from,
            per_second: 1,
        };
        let visitors = Visitors::new(plan, pace);
        visitors
            .take_while(|event| event.at < origin + end)
            .collect()
    }

    #[test]
    fn the_days_before_are_those_of_the_plan() {
        let plan = Plan::default();
        let mut planned = HashSet::new();
        simulate(&plan, &mut |line| {
            planned.insert(line.to_owned());
        });
        let events = until(&plan, 3 * DAY, 3 * DAY);
        assert!(events.len() > 5_000);
        assert!(events.iter().all(|event| planned.contains(&event.line)));
    }

    #[test]
    fn all_comes_in_the_order_of_time_and_says_its_time() {
        let plan = Plan::default();
        let events = until(&plan, 30 * HOUR, 20 * HOUR);
        assert!(events.is_sorted_by_key(|event| event.at));
        for event in &events {
            let fields: serde_json::Value = serde_json::from_str(&event.line).unwrap_or_default();
            let at: Option<jiff::Timestamp> = fields["at"].as_str().and_then(|at| at.parse().ok());
            assert_eq!(at.map(|at| at.as_millisecond()), Some(event.at));
        }
    }

    #[test]
    fn then_about_an_event_a_second_comes_by_day_and_by_night() {
        let plan = Plan::default();
        let begin = origin(plan.first_day);
        let events = until(&plan, 4 * DAY, 2 * DAY);
        for hour in 49..96 {
            let hour = begin + hour * HOUR..begin + (hour + 1) * HOUR;
            let count = events.iter().filter(|it| hour.contains(&it.at)).count();
            assert!((2_700..5_000).contains(&count), "{count} in an hour");
        }
    }

    #[test]
    fn no_id_is_given_twice_and_little_waits() {
        let plan = Plan::default();
        let pace = Pace {
            from: 0,
            per_second: 2,
        };
        let mut visitors = Visitors::new(&plan, pace);
        let mut ids = HashSet::new();
        for _ in 0..100_000 {
            let Some(event) = visitors.next() else { break };
            ids.insert(event.line[..44].to_owned());
            assert!(visitors.waiting.len() < 5_000);
        }
        assert_eq!(ids.len(), 100_000);
    }
}
