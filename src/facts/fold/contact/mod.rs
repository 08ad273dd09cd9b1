//! Contacts: exchanges with a human, from the first wait to what came of them.
//!
//! Whatever other systems tell is taken as it is told; a time that would be negative
//! is unknown, and the contact is flagged.

mod life;
mod replies;
mod settled;
mod step;
mod times;

use super::super::Settings;
use super::super::moment::Text;
use super::super::rows::Dimensions;
use super::super::rows::contact::{CameOf, Contact, Redirects};
use super::client::Interner;
use super::group::{is_of_contact, names_contact};
use crate::events::{EventRef, Kind, Pseudonym};
use life::Life;
use replies::replies;
use settled::settled;
use step::{Fields, Step};
pub(crate) use times::{ContactTimes, Meetings};

/// The fact of one contact, from all events that name it; none if they only say something.
pub(crate) fn fold(
    events: &[EventRef<'_>],
    times: &ContactTimes,
    settings: &Settings,
    interner: &mut Interner,
) -> Option<Contact> {
    let steps = steps(events, is_of_contact);
    let named = self::steps(events, names_contact);
    let first = steps.first().or(named.first())?;
    let contact = events.first()?.contact?;
    let by = Names::of(&steps, &named);
    let customer = by.all().find_map(|step| step.customer);
    let mut life = Life::of(&steps);
    Some(Contact {
        contact: contact.to_owned(),
        at: first.at,
        dimensions: by.dimensions(interner),
        customer,
        redirects: redirects(&life, contact, customer, times),
        reached: life.has(&[Kind::Redirect]) || life.meets_a_human(),
        agent: by.last(|fields| &fields.agent),
        team: by.last(|fields| &fields.team),
        reason: by.first(|fields| &fields.reason),
        direction: by.first(|fields| &fields.direction),
        complaint: steps.iter().any(|step| step.fields.complaint == Some(true)),
        waited: life.waited(),
        handled: life.handled(),
        replies: replies(&mut life, &turns(events)),
        settled: settled(&mut life, settings),
        came_of: came_of(&named),
        flag: life.flag,
    })
}

/// The events of some kind, in order.
fn steps<'e>(events: &[EventRef<'e>], wanted: fn(&EventRef<'_>) -> bool) -> Vec<Step<'e>> {
    let wanted = events.iter().filter(|event| !event.bot && wanted(event));
    let mut steps: Vec<Step<'e>> = wanted.map(Step::of).collect();
    steps.sort_unstable_by_key(Step::order);
    steps
}

/// What is said, where it tells how long somebody waited for a response.
fn turns<'e>(events: &[EventRef<'e>]) -> Vec<Step<'e>> {
    match events.iter().any(|event| event.kind == Kind::Response) {
        true => steps(events, |event| event.kind == Kind::Turn),
        false => Vec::new(),
    }
}

/// Who and what is named: what the contact's own events leave open, those say that only
/// name it.
struct Names<'s, 'e> {
    steps: &'s [Step<'e>],
    named: &'s [Step<'e>],
}

impl<'s, 'e> Names<'s, 'e> {
    fn of(steps: &'s [Step<'e>], named: &'s [Step<'e>]) -> Names<'s, 'e> {
        Names { steps, named }
    }

    fn all(&self) -> impl Iterator<Item = &'s Step<'e>> {
        self.steps.iter().chain(self.named)
    }

    fn dimensions(&self, interner: &mut Interner) -> Dimensions {
        let mut dimensions = Dimensions::default();
        for step in self.all() {
            interner.take(&mut dimensions, step.fields.dimensions());
        }
        dimensions
    }

    fn first(&self, field: impl Fn(&'s Fields<'e>) -> &'s Text<'e>) -> Option<String> {
        self.all().find_map(|step| text(field(&step.fields)))
    }

    fn last(&self, field: impl Fn(&'s Fields<'e>) -> &'s Text<'e>) -> Option<String> {
        let mut last_first = self.steps.iter().rev().chain(self.named.iter().rev());
        last_first.find_map(|step| text(field(&step.fields)))
    }
}

fn text(text: &Text<'_>) -> Option<String> {
    text.as_deref().map(str::to_owned)
}

/// A forced redirect counts as forced and nowhere else.
fn redirects(
    life: &Life<'_, '_>,
    contact: &str,
    customer: Option<Pseudonym>,
    times: &ContactTimes,
) -> Redirects {
    let all = || life.all(Kind::Redirect);
    let forced = all().any(|redirect| redirect.fields.cause.as_deref() == Some("forced"));
    let accepted = all().find(|redirect| !forced && redirect.fields.accepted == Some(true));
    let redirected_at = accepted.map(|redirect| redirect.at);
    Redirects {
        offered: !forced && all().next().is_some(),
        accepted: redirected_at.is_some(),
        forced,
        redirected_at,
        contact_after: redirected_at
            .zip(customer)
            .and_then(|(at, customer)| times.next_after(&customer, at, Some(contact))),
    }
}

fn came_of(named: &[Step<'_>]) -> CameOf {
    let count =
        |is: &dyn Fn(&Step<'_>) -> bool| named.iter().filter(|step| is(step)).count() as i64;
    CameOf {
        sold: count(&|step| step.is_sale()),
        cross_sold: count(&|step| step.is_cross_sale()),
        wanted_to_leave: count(&|step| matches!(step.kind, Kind::Kept | Kind::Left)),
        kept: count(&|step| step.kind == Kind::Kept),
    }
}
