//! A visit from its first event to what it leads to.

use super::catalogue::Need;
use super::people::{Device, Person};
use super::rhythm::{DAY, HOUR, LAST_START, MINUTE, SECOND};
use super::seeker::{land, seek};
use super::talker::talk;
use super::truth::Ending;
use super::visit::{HELP_CENTER, Visit};
use super::{Later, World, caller, crawler, endings};

/// Somebody who tries again the same day.
pub(super) struct Return<'p> {
    who: Person,
    device: Device,
    need: &'p Need,
}

/// Somebody comes; sometimes a robot does too.
pub(super) fn begin(world: &mut World<'_>, who: Person, day: u32, at: i64) {
    if world.random.chance(12) {
        crawler::crawl(world, at);
    }
    world.tally.truth.visits += 1;
    let need = need(world, &who, day);
    let way = world.random.weighted([610, 210, 100, 80].into_iter());
    if way == 3 {
        return caller::call(world, who, need, at);
    }
    let device = who.device(&mut world.random);
    let ending = match way {
        2 => endings::of_landing(&mut world.random),
        _ => endings::of_need(&mut world.random, need),
    };
    let visit = &mut Visit::new(world, who, device, at);
    let ending = match way {
        0 => seek(visit, need, ending, true),
        1 => talk(visit, need, ending),
        _ if need.planted.is_some() => return land_elsewhere(visit, ending),
        _ => land(visit, need, ending),
    };
    go_on(visit, need, ending);
}

/// The second visit of a day: whatever happens, there is no third.
pub(super) fn resume<'p>(world: &mut World<'p>, again: Return<'p>, at: i64) {
    world.tally.truth.visits += 1;
    let ending = endings::of_need(&mut world.random, again.need);
    let visit = &mut Visit::new(world, again.who, again.device, at);
    let ending = seek(visit, again.need, ending, true);
    reach_human(visit, again.need, ending);
}

fn need<'p>(world: &mut World<'p>, who: &Person, day: u32) -> &'p Need {
    let plan = world.plan;
    let shelf = plan.catalogue.shelf_of(who.tongue);
    if world.random.chance(120)
        && let Some(planted) = shelf.planted(&mut world.random)
    {
        return planted;
    }
    shelf.answered(&mut world.random, day, plan.days)
}

/// No page answers this need, so it is on another one that people land.
fn land_elsewhere(visit: &mut Visit<'_, '_>, ending: Ending) {
    let shelf = visit.shelf;
    let need = shelf.answered(&mut visit.world.random, 0, 1);
    let ending = land(visit, need, ending);
    go_on(visit, need, ending);
}

fn go_on<'p>(visit: &mut Visit<'_, 'p>, need: &'p Need, ending: Ending) {
    let unhelped = matches!(ending, Ending::SilentWithoutAnswer | Ending::Negative);
    if unhelped && visit.application == HELP_CENTER && visit.chance(130) {
        visit.wait(10 * SECOND, 90 * SECOND);
        let next = endings::of_need(&mut visit.world.random, need);
        let ending = talk(visit, need, next);
        return reach_human(visit, need, ending);
    }
    if unhelped && visit.chance(110) {
        return try_again(visit, need);
    }
    if ending == Ending::Escalated && visit.chance(80) {
        reach_human(visit, need, ending);
        return search_while_waiting(visit, need);
    }
    reach_human(visit, need, ending);
}

/// A later visit of the same day, well after this one's last event.
fn try_again<'p>(visit: &mut Visit<'_, 'p>, need: &'p Need) {
    let at = visit.now + visit.world.random.between(35 * MINUTE, 3 * HOUR);
    let (who, device) = (visit.who, visit.device);
    let same_day = at / DAY == visit.now / DAY;
    if same_day && at % DAY <= LAST_START {
        let again = Return { who, device, need };
        visit.world.later(at, Later::Return(again));
    }
}

/// After a hand-off a new episode begins with the next search.
fn search_while_waiting<'p>(visit: &mut Visit<'_, 'p>, need: &'p Need) {
    let ending = match need.planted {
        Some(_) => Ending::SilentWithoutAnswer,
        None => Ending::SilentWithAnswer,
    };
    visit.wait(20 * SECOND, 90 * SECOND);
    seek(visit, need, ending, false);
}

/// A hand-off mostly reaches somebody; other endings may make people call.
fn reach_human<'p>(visit: &mut Visit<'_, 'p>, need: &'p Need, ending: Ending) {
    let (who, now) = (visit.who, visit.now);
    if ending == Ending::Escalated {
        if visit.chance(880) {
            let chat = visit.chance(550).then_some(visit.device);
            let wait = visit.world.random.between(40 * SECOND, 12 * MINUTE);
            visit.world.plan_contact(who, need, chat, now + wait);
        }
        return;
    }
    let (day, week) = endings::calls_after(ending);
    if visit.chance(day) {
        visit
            .world
            .plan_call(who, need, now, 40 * MINUTE, 21 * HOUR);
    } else if visit.chance(week) {
        visit.world.plan_call(who, need, now, 26 * HOUR, 6 * DAY);
    }
}
