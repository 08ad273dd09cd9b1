//! People who talk to the chatbot, understood or not.
//!
//! Whether an episode holds an answer must not depend on how "the latest
//! message" is read: in silence, misunderstandings come before the answer,
//! or there is no answer at all.

use super::catalogue::Need;
use super::phrases::phrases;
use super::rhythm::SECOND;
use super::truth::{Cause, Ending};
use super::visit::{CHATBOT, Visit};

/// Talks about `need` until `ending`; gives back the ending that was reached.
pub(super) fn talk<'p>(visit: &mut Visit<'_, 'p>, need: &'p Need, ending: Ending) -> Ending {
    visit.application = CHATBOT;
    visit.conversation = Some(format!("chat-{:07}", visit.world.serial()));
    let ending = match ending {
        Ending::Negative if need.planted.is_some() => Ending::SilentWithoutAnswer,
        other => other,
    };
    if ending == Ending::Unengaged || visit.chance(500) {
        visit.open();
        visit.wait(2 * SECOND, 15 * SECOND);
    }
    if ending != Ending::Unengaged {
        exchange(visit, need, ending);
    }
    visit.close(need, ending);
    visit.conversation = None;
    ending
}

fn exchange(visit: &mut Visit<'_, '_>, need: &Need, ending: Ending) {
    let (who, device) = (visit.who, visit.device);
    visit.world.tally.asker(need, &who, device);
    if ending != Ending::SilentWithoutAnswer && visit.chance(300) {
        greet(visit);
    }
    let helpless = need.planted.is_some() || ending == Ending::SilentWithoutAnswer;
    for _ in 0..rounds_lost(visit, helpless, ending) {
        misunderstood(visit, need);
    }
    if !helpless && (ending != Ending::Escalated || visit.chance(600)) {
        answered(visit, need);
    }
    match ending {
        Ending::Confirmed => visit.vote(&need.id, &need.theme, None, true),
        Ending::Negative => visit.vote(&need.id, &need.theme, None, false),
        Ending::Escalated => leave(visit, need, helpless),
        _ => {}
    }
}

fn rounds_lost(visit: &mut Visit<'_, '_>, helpless: bool, ending: Ending) -> usize {
    match (helpless, ending) {
        (true, _) => 1 + visit.world.random.below(2),
        (false, Ending::Escalated) => usize::from(visit.chance(600)),
        (false, _) => usize::from(visit.chance(180)),
    }
}

fn greet(visit: &mut Visit<'_, '_>) {
    let said = phrases(&visit.shelf.lang);
    visit.world.tally.message(None, Some(true));
    let line = visit.event("message").text("text", said.greeting);
    line.flag("understood", true)
        .text("intent", "greeting")
        .percent("confidence", 98)
        .end();
    visit.wait(400, 1_200);
    visit.event("answer").text("text", said.welcome).end();
    visit.wait(3 * SECOND, 20 * SECOND);
}

fn misunderstood(visit: &mut Visit<'_, '_>, need: &Need) {
    let said = phrases(&visit.shelf.lang);
    let wording = visit.world.random.pick(&need.wordings);
    let confidence = visit.world.random.between(6, 44) as u64;
    visit.world.tally.message(Some(need), Some(false));
    let line = visit.event("message").text("text", wording);
    line.flag("understood", false)
        .percent("confidence", confidence)
        .end();
    visit.wait(400, 1_500);
    let sorry = visit.world.random.pick(said.not_understood);
    visit.event("answer").text("text", sorry).end();
    visit.wait(5 * SECOND, 45 * SECOND);
}

/// Understood, or the bot does not say; an article or a text follows.
fn answered(visit: &mut Visit<'_, '_>, need: &Need) {
    let said = phrases(&visit.shelf.lang);
    let random = &mut visit.world.random;
    let text = format!(
        "{}{}",
        random.pick(said.openings),
        random.pick(&need.wordings)
    );
    let confidence = random.between(61, 98) as u64;
    let understood = random.chance(940).then_some(true);
    visit.world.tally.message(Some(need), understood);
    let mut line = visit.event("message").text("text", &text);
    if understood.is_some() {
        line = line.flag("understood", true).text("intent", &need.id);
        line = line.percent("confidence", confidence);
    }
    line.text("theme", &need.theme).end();
    visit.wait(500, 1_800);
    if visit.chance(750) {
        visit.event("answer").text("article", &need.id).end();
    } else {
        let text = visit.world.random.pick(said.here_is);
        visit.event("answer").text("text", text).end();
    }
}

fn leave(visit: &mut Visit<'_, '_>, need: &Need, helpless: bool) {
    let reason = if helpless {
        "not_understood"
    } else {
        "not_helpful"
    };
    match visit.world.random.weighted([300, 270, 430].into_iter()) {
        0 => visit.hand_off(need, Cause::Offered, reason),
        1 => visit.hand_off(need, Cause::Requested, "customer_asked"),
        _ => visit.hand_off(need, Cause::Automatic, reason),
    }
}
