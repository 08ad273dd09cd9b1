//! A contact's events in order, its beginning, and how long after it things happened.

use std::collections::BTreeMap;

use super::super::super::rows::contact::{Handled, Oddity, Waited};
use super::step::{Duration, Fields, Step};
use super::times::meets_a_human;
use crate::events::Kind;
use crate::period::Millis;

/// All events of one contact, in order.
pub(super) struct Life<'s, 'e> {
    pub(super) steps: &'s [Step<'e>],
    begin: Option<Begin<'s, 'e>>,
    pub(super) flag: Option<Oddity>,
}

/// When somebody began to wait, or was met at once.
#[derive(Clone, Copy)]
struct Begin<'s, 'e> {
    opening: &'s Step<'e>,
    at: Millis,
}

impl<'s, 'e> Life<'s, 'e> {
    pub(super) fn of(steps: &'s [Step<'e>]) -> Life<'s, 'e> {
        Life {
            steps,
            begin: begin(steps),
            flag: None,
        }
    }

    pub(super) fn all(&self, kind: Kind) -> impl DoubleEndedIterator<Item = &'s Step<'e>> {
        self.steps.iter().filter(move |step| step.kind == kind)
    }

    pub(super) fn first(&self, kind: Kind) -> Option<&'s Step<'e>> {
        self.all(kind).next()
    }

    pub(super) fn has(&self, kinds: &[Kind]) -> bool {
        self.steps.iter().any(|step| kinds.contains(&step.kind))
    }

    pub(super) fn meets_a_human(&self) -> bool {
        self.steps.iter().any(|step| meets_a_human(step.kind))
    }

    pub(super) fn is_outbound(&self) -> bool {
        let mut told = self
            .steps
            .iter()
            .filter_map(|step| step.fields.direction.as_deref());
        told.next() == Some("outbound")
    }

    pub(super) fn note(&mut self, oddity: Oddity) {
        let known = self.flag.into_iter();
        self.flag = known.chain([oddity]).min();
    }

    /// Time from a moment to a step; none, and noted, where the step is before it.
    pub(super) fn time(&mut self, from: Millis, step: &Step<'_>, odd: Oddity) -> Option<Millis> {
        let time = step.at - from;
        if time < 0 {
            self.note(odd);
            return None;
        }
        Some(time)
    }

    /// Time from the beginning to a step; none where nothing is known from before the step.
    pub(super) fn since_begin(&mut self, step: &Step<'_>, odd: Oddity) -> Option<Millis> {
        let from = self.begin_before(step)?;
        self.time(from, step, odd)
    }

    /// The beginning, unless the step itself is all that is known of it.
    pub(super) fn begin_before(&self, step: &Step<'_>) -> Option<Millis> {
        let Begin { opening, at } = self.begin?;
        let is_itself = std::ptr::eq(opening, step) && opening.told_wait().is_none();
        (!is_itself).then_some(at)
    }

    pub(super) fn waited(&mut self) -> Waited {
        let answer = self.taken_up();
        let is_met = self.meets_a_human();
        let abandoned = self.first(Kind::Abandoned).filter(|_| !is_met);
        Waited {
            queued: !self.is_outbound()
                && self.has(&[
                    Kind::Queued,
                    Kind::Answered,
                    Kind::Response,
                    Kind::Abandoned,
                ]),
            answered: is_met,
            abandoned: abandoned.is_some(),
            wait: answer
                .or(abandoned)
                .and_then(|step| self.wait(step))
                .filter(|_| !self.is_outbound()),
        }
    }

    /// When a human took it up: of an exchange that nobody waited for, no wait is known.
    fn taken_up(&self) -> Option<&'s Step<'e>> {
        let is_waited_for = self.has(&[Kind::Queued]);
        let met = self.first(Kind::Contact).filter(|_| is_waited_for);
        let answered = self.first(Kind::Answered).or(met);
        answered.or(self.first(Kind::Response))
    }

    /// As it is told, else from the queue.
    fn wait(&mut self, step: &Step<'_>) -> Option<Millis> {
        let odd = match step.kind {
            Kind::Abandoned => Oddity::AbandonedBeforeQueued,
            _ => Oddity::AnsweredBeforeQueued,
        };
        let queued = self.first(Kind::Queued);
        let clocked = queued.and_then(|queued| self.time(queued.at, step, odd));
        step.told_wait().or(clocked)
    }

    pub(super) fn handled(&mut self) -> Handled {
        let left = self.all(Kind::Abandoned).next_back();
        let end = self.all(Kind::Ended).next_back();
        let end = end.or(left.filter(|_| !self.meets_a_human()));
        Handled {
            talk: self.sum(|fields| fields.talk),
            hold: self.sum(|fields| fields.hold),
            wrap_up: self.sum(|fields| fields.wrap_up),
            duration: end.and_then(|end| self.since_begin(end, Oddity::EndedBeforeContact)),
            ended_after: self.ended_after(),
        }
    }

    /// What all ends tell of a duration; none if they say nothing. An end that is told again,
    /// with more known of it, is one: of the same moment and agent, or of nobody.
    fn sum(&self, told: impl Fn(&Fields<'e>) -> Option<Duration>) -> Option<Millis> {
        let mut ends: BTreeMap<Millis, BTreeMap<Option<&str>, Millis>> = BTreeMap::new();
        for end in self.all(Kind::Ended) {
            if let Some(Duration(told)) = told(&end.fields) {
                let agents = ends.entry(end.at).or_default();
                let longest = agents.entry(end.fields.agent.as_deref()).or_insert(0);
                *longest = told.max(*longest);
            }
        }
        let durations = ends.into_values().flat_map(|mut agents| {
            if agents.len() > 1 {
                agents.remove(&None);
            }
            agents.into_values()
        });
        durations.reduce(|sum, more| sum + more)
    }

    /// Until the first end that is known.
    fn ended_after(&self) -> Option<Millis> {
        let kinds = [Kind::Ended, Kind::Abandoned, Kind::Resolved];
        let first = self.steps.first()?;
        let mut ends = self.steps.iter().filter(|step| kinds.contains(&step.kind));
        ends.next().map(|end| end.at - first.at)
    }
}

/// The first event that can begin a contact, earlier by the wait that it tells.
fn begin<'s, 'e>(steps: &'s [Step<'e>]) -> Option<Begin<'s, 'e>> {
    let first = |kinds: &[Kind]| steps.iter().find(|step| kinds.contains(&step.kind));
    let opening = first(&[Kind::Redirect, Kind::Queued, Kind::Contact, Kind::Answered])
        .or_else(|| first(&[Kind::Response]))
        .or_else(|| first(&[Kind::Abandoned]))?;
    let at = opening.at - opening.told_wait().unwrap_or(0);
    Some(Begin { opening, at })
}
