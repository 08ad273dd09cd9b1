//! People who call: some are sent to selfcare by the voice menu or an agent.

use super::catalogue::Need;
use super::contacts::Contact;
use super::people::{Device, Person};
use super::rhythm::{DAY, HOUR, MINUTE, SECOND};
use super::seeker::seek;
use super::talker::talk;
use super::truth::{Cause, Ending};
use super::visit::{CHATBOT, HELP_CENTER, Visit};
use super::{Later, World, endings};

/// A call that starts at `at`.
pub(super) fn call<'p>(world: &mut World<'p>, who: Person, need: &'p Need, at: i64) {
    let number = world.serial();
    let contact = Contact {
        who,
        need,
        number,
        chat: None,
        redirected_at: None,
    };
    match world.random.weighted([540, 280, 110, 30, 40].into_iter()) {
        0 => world.hold(&contact, at),
        1 => redirect(world, contact, at, Cause::Offered, 470),
        2 => redirect(world, contact, at, Cause::Automatic, 300),
        3 => redirect(world, contact, at, Cause::Requested, 900),
        _ => forced(world, &contact, at),
    }
}

fn redirect<'p>(world: &mut World<'p>, contact: Contact<'p>, at: i64, cause: Cause, accepts: u32) {
    let accepted = world.random.chance(accepts);
    let target = *world.random.pick(&[HELP_CENTER, HELP_CENTER, CHATBOT]);
    world
        .tally
        .redirect(&contact.who, at, contact.number, accepted);
    redirect_event(world, &contact, at, cause, Some(accepted), target);
    if accepted {
        world.tally.reached(&contact.who);
        world.tally.left_to_selfcare(&contact, at);
        follow_link(world, &contact, at, target);
        come_back(world, &contact, at, 160);
    } else {
        // The same contact goes on with an agent, within the day's hours.
        let soon = at + world.random.between(30 * SECOND, 9 * MINUTE);
        let contact = Contact {
            redirected_at: Some(at),
            ..contact
        };
        world.later(soon, Later::Contact(contact));
    }
}

/// No way to reach a human: counts nowhere among the offers.
fn forced<'p>(world: &mut World<'p>, contact: &Contact<'p>, at: i64) {
    world.tally.truth.contacts.forced += 1;
    world.tally.reached(&contact.who);
    world.tally.left_to_selfcare(contact, at);
    redirect_event(world, contact, at, Cause::Forced, None, HELP_CENTER);
    come_back(world, contact, at, 500);
}

fn redirect_event(
    world: &mut World<'_>,
    contact: &Contact<'_>,
    at: i64,
    cause: Cause,
    accepted: Option<bool>,
    target: &str,
) {
    let mut line = world.contact_line(contact, "redirect", at);
    line = line.text("cause", cause.name()).text("target", target);
    if let Some(accepted) = accepted {
        line = line.flag("accepted", accepted);
    }
    line.end();
}

/// Most who accept open the link on their phone.
fn follow_link<'p>(world: &mut World<'p>, contact: &Contact<'p>, at: i64, target: &str) {
    if !world.random.chance(750) {
        return;
    }
    let at = at + world.random.between(15 * SECOND, 3 * MINUTE);
    let ending = endings::of_need(&mut world.random, contact.need);
    let visit = &mut Visit::new(world, contact.who, Device::Mobile, at);
    let ending = match target {
        CHATBOT => talk(visit, contact.need, ending),
        _ => seek(visit, contact.need, ending, true),
    };
    if ending == Ending::Escalated {
        let at = visit.now + 2 * MINUTE;
        world.plan_contact(contact.who, contact.need, None, at);
    }
}

/// Calls again within a day, or within the week.
fn come_back<'p>(world: &mut World<'p>, contact: &Contact<'p>, at: i64, per_mille: u32) {
    if world.random.chance(per_mille) {
        world.plan_call(contact.who, contact.need, at, HOUR, 21 * HOUR);
    } else if world.random.chance(70) {
        world.plan_call(contact.who, contact.need, at, 26 * HOUR, 6 * DAY);
    }
}
