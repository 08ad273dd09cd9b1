//! Simulated visits with known truth.
//!
//! Visitors act out short stories (search, chat, call) over a catalogue of
//! needs; each story has an intended ending and keeps clear of the limits in
//! the contract's definitions, so that what was meant is what has to be
//! measured. The same plan gives the same bytes on every machine.
//! [`simulate`] acts out a plan's days and counts; [`Visitors`] then goes on.

mod caller;
mod catalogue;
mod contacts;
mod crawler;
mod endings;
mod ledger;
mod life;
mod opinions;
mod people;
mod phrases;
mod random;
mod rhythm;
mod scribe;
mod seeker;
mod story;
mod talker;
mod tally;
mod truth;
mod typing;
mod visit;
mod visitors;

use std::collections::BTreeMap;

use jiff::civil::{Date, date};

pub use catalogue::Catalogue;
pub use truth::{
    Bots, Contacts, Episodes, GapTruth, Handoffs, Lives, Messages, Resolved, Searches, Truth,
};
pub use visitors::{Event, Pace, Visitors};

use contacts::Contact;
use life::{Case, Change};
use people::Crowd;
use random::Random;
use rhythm::DAY;
use scribe::Scribe;
use story::Return;
use tally::Tally;

/// What to simulate. The default is the demo: four weeks of a small operator.
#[derive(Clone, Debug)]
pub struct Plan {
    pub seed: u64,
    /// All events lie in the `days` days from here, in UTC.
    pub first_day: Date,
    pub days: u32,
    /// Visits of an ordinary weekday; a visit makes about seven events.
    pub visits_per_day: u32,
    /// Whether each event carries `"simulated": true`. Only a benchmark, whose
    /// events nobody reads, has a reason to leave it out.
    pub marked: bool,
    pub catalogue: Catalogue,
}

impl Default for Plan {
    fn default() -> Self {
        Plan {
            seed: 2026,
            first_day: date(2026, 3, 2),
            days: 28,
            visits_per_day: 420,
            marked: true,
            catalogue: Catalogue::demo(),
        }
    }
}

/// Hands every event to `sink` as one line of JSON, without line end, and
/// returns what the events mean.
///
/// ```
/// use vigie::demo::simulate::{Plan, simulate};
///
/// let plan = Plan { days: 2, visits_per_day: 20, ..Plan::default() };
/// let mut lines = 0;
/// let truth = simulate(&plan, &mut |_line| lines += 1);
/// assert_eq!(truth.events, lines);
/// ```
pub fn simulate(plan: &Plan, sink: &mut dyn FnMut(&str)) -> Truth {
    let mut events = 0;
    let mut take = |_, line: &str| {
        events += 1;
        sink(line);
    };
    let mut world = World::new(plan, i64::from(plan.days) * DAY);
    for day in 0..plan.days {
        for (visit, at) in world.starts(day).into_iter().enumerate() {
            world.visit(day, visit, at);
            world.scribe.hand_over(&mut take);
        }
    }
    world.catch_up(i64::MAX);
    world.scribe.hand_over(&mut take);
    world.tally.settle(events)
}

/// Everything a story needs: chance, paper, the count and the days to come.
struct World<'p> {
    plan: &'p Plan,
    random: Random,
    crowd: Crowd,
    scribe: Scribe,
    tally: Tally,
    /// End of the period in milliseconds from its start.
    end: i64,
    /// What will happen, by time and order of planning.
    agenda: BTreeMap<(i64, u64), Later<'p>>,
    serial: u64,
}

/// What a story leaves for later.
enum Later<'p> {
    Contact(Contact<'p>),
    Change(Case<'p>, Change),
    Return(Return<'p>),
}

impl<'p> World<'p> {
    fn new(plan: &'p Plan, end: i64) -> Self {
        World {
            plan,
            random: Random::of(plan.seed, 0),
            crowd: Crowd::new(plan.seed, plan.visits_per_day),
            scribe: Scribe::new(plan.seed, plan.first_day, plan.marked),
            tally: Tally::new(&plan.catalogue),
            end,
            agenda: BTreeMap::new(),
            serial: 0,
        }
    }

    /// When the visits of one of the plan's days begin, in order.
    fn starts(&mut self, day: u32) -> Vec<i64> {
        let weekday = self.plan.first_day.weekday().wrapping_add(day);
        let mut starts = rhythm::starts(&mut self.random, weekday, self.plan.visits_per_day);
        for start in &mut starts {
            *start += i64::from(day) * DAY;
        }
        starts
    }

    /// Lets a day's visit take place, and before it what was planned up to then.
    fn visit(&mut self, day: u32, visit: usize, at: i64) {
        self.catch_up(at);
        let who = self.crowd.visitor(day, visit);
        story::begin(self, who, day, at);
    }

    fn later(&mut self, at: i64, what: Later<'p>) {
        let order = self.serial();
        self.agenda.insert((at, order), what);
    }

    /// Lets happen what was planned up to `now`.
    fn catch_up(&mut self, now: i64) {
        while let Some(next) = self.agenda.first_entry() {
            let at = next.key().0;
            if at > now {
                return;
            }
            match next.remove() {
                Later::Contact(contact) => self.hold(&contact, at),
                Later::Change(case, change) => self.change(case, change, at),
                Later::Return(again) => story::resume(self, again, at),
            }
        }
    }

    /// A number that nothing else has.
    fn serial(&mut self) -> u64 {
        self.serial += 1;
        self.serial
    }

    fn query_id(&mut self) -> String {
        format!("q-{:08}", self.serial())
    }
}

#[cfg(test)]
mod tests;
