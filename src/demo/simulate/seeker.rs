//! People who search the help pages: they type, correct, click, vote, leave.
//!
//! The ending is chosen first and the steps are laid out to reach it.

use super::catalogue::{Need, are_apart};
use super::rhythm::SECOND;
use super::truth::{Cause, Ending};
use super::typing::{self, Pace};
use super::visit::{HELP_CENTER, Visit};

/// One search as meant, and what is done with its results.
struct Step<'p> {
    need: &'p Need,
    wording: &'p str,
    click: bool,
    vote: Option<bool>,
}

/// Searches for `need` until `ending`; gives back the ending that was reached.
/// `arrived` is false for somebody who is on the page already.
pub(super) fn seek<'p>(
    visit: &mut Visit<'_, 'p>,
    need: &'p Need,
    ending: Ending,
    arrived: bool,
) -> Ending {
    visit.application = HELP_CENTER;
    if ending == Ending::Unengaged {
        visit.open();
        visit.close(need, ending);
        return ending;
    }
    if arrived && visit.chance(650) {
        visit.open();
        visit.wait(SECOND, 12 * SECOND);
    }
    let (steps, ending) = plan(visit, need, ending);
    walk(visit, &steps);
    if ending == Ending::Escalated {
        let (cause, reason) = exit(visit, need);
        visit.hand_off(need, cause, reason);
    } else if visit.chance(50) {
        visit.survey(ending.is_resolved());
    }
    visit.close(need, ending);
    ending
}

/// Lands on an article from elsewhere, reads, perhaps votes: no search.
pub(super) fn land<'p>(visit: &mut Visit<'_, 'p>, need: &'p Need, ending: Ending) -> Ending {
    let line = visit.event("view").text("article", &need.id);
    line.text("theme", &need.theme).end();
    let vote = last_vote(ending);
    if let Some(helpful) = vote {
        visit.vote(&need.id, &need.theme, None, helpful);
    }
    let ending = vote.map_or(Ending::Unengaged, |_| ending);
    visit.close(need, ending);
    ending
}

/// The steps that lead to `ending`, or to the one that is left when nothing
/// but a planted need could be searched.
fn plan<'p>(visit: &mut Visit<'_, 'p>, need: &'p Need, ending: Ending) -> (Vec<Step<'p>>, Ending) {
    let mut steps = wordings(visit, need);
    for step in &mut steps {
        try_out(visit, step, ending);
    }
    if matches!(ending, Ending::Escalated | Ending::SilentWithoutAnswer) {
        return (steps, ending);
    }
    if need.planted.is_some() && !settle_for_another(visit, &mut steps) {
        return (steps, Ending::SilentWithoutAnswer);
    }
    if let Some(last) = steps.last_mut() {
        last.click = true;
        last.vote = last_vote(ending);
    }
    (steps, ending)
}

/// What may be done on the way without changing the ending.
fn try_out(visit: &mut Visit<'_, '_>, step: &mut Step<'_>, ending: Ending) {
    let may_click = ending != Ending::SilentWithoutAnswer && step.need.planted.is_none();
    step.click = may_click && visit.chance(350);
    let may_vote = step.click && ending != Ending::SilentWithAnswer;
    step.vote = (may_vote && visit.chance(150)).then_some(false);
}

fn last_vote(ending: Ending) -> Option<bool> {
    match ending {
        Ending::Confirmed => Some(true),
        Ending::Negative => Some(false),
        _ => None,
    }
}

/// One to three wordings of the need, each once.
fn wordings<'p>(visit: &mut Visit<'_, 'p>, need: &'p Need) -> Vec<Step<'p>> {
    let count = 1 + visit.world.random.weighted([660, 260, 80].into_iter());
    let first = visit.world.random.below(need.wordings.len());
    let turned = need.wordings.iter().cycle().skip(first);
    let step = |wording: &'p String| Step {
        need,
        wording,
        click: false,
        vote: None,
    };
    turned
        .take(count.min(need.wordings.len()))
        .map(step)
        .collect()
}

/// Nothing answers: looks for something else of the theme. False when no
/// other query is clearly another intent.
fn settle_for_another<'p>(visit: &mut Visit<'_, 'p>, steps: &mut Vec<Step<'p>>) -> bool {
    let Some(last) = steps.last() else {
        return false;
    };
    let need = visit
        .world
        .random
        .pick(visit.shelf.neighbours(&last.need.theme));
    let wording = visit.world.random.pick(&need.wordings);
    let apart = are_apart(last.wording, wording);
    if apart {
        steps.push(Step {
            need,
            wording,
            click: true,
            vote: None,
        });
    }
    apart
}

fn walk<'p>(visit: &mut Visit<'_, 'p>, steps: &[Step<'p>]) {
    let shows_impressions = visit.chance(300);
    let mut pace = Pace::First;
    for step in steps {
        let asked = typing::ask(visit, step.need, step.wording, pace, step.click);
        if shows_impressions {
            impressions(visit, &asked);
        }
        if step.click {
            click(visit, step, &asked);
        }
        pace = if step.click {
            Pace::AfterClick
        } else {
            Pace::AfterNothing
        };
        let (tally, who) = (&mut visit.world.tally, &visit.who);
        tally.asker(step.need, who, visit.device);
        tally.intent(step.need, step.wording, asked.total, step.click);
    }
    visit.world.tally.truth.searches.reformulations += steps.len() as u64 - 1;
}

fn impressions(visit: &mut Visit<'_, '_>, asked: &typing::Asked<'_>) {
    for (index, article) in asked.shown.iter().take(3).enumerate() {
        visit.wait(5, 40);
        let line = visit.event("impression").text("article", article);
        line.number("position", index as u64 + 1)
            .text("query_id", &asked.query_id)
            .end();
    }
}

fn click(visit: &mut Visit<'_, '_>, step: &Step<'_>, asked: &typing::Asked<'_>) {
    let (article, theme) = (step.need.id.as_str(), step.need.theme.as_str());
    let place = asked.shown.iter().position(|shown| *shown == article);
    let position = place.unwrap_or(0) as u64 + 1;
    let query_id = visit.chance(850).then_some(asked.query_id.as_str());
    visit.wait(2 * SECOND, 25 * SECOND);
    let line = visit.event("click").text("article", article);
    line.number("position", position)
        .maybe("query_id", query_id)
        .text("theme", theme)
        .end();
    let searches = &mut visit.world.tally.truth.searches;
    searches.clicks += 1;
    searches.click_positions += position;
    if visit.chance(900) {
        visit.wait(150, 900);
        let line = visit.event("view").text("article", article);
        line.maybe("query_id", query_id).text("theme", theme).end();
    }
    if let Some(helpful) = step.vote {
        visit.vote(article, theme, query_id, helpful);
    }
}

fn exit(visit: &mut Visit<'_, '_>, need: &Need) -> (Cause, &'static str) {
    let reason = if need.planted.is_some() {
        "no_result"
    } else {
        "not_helpful"
    };
    match visit.world.random.weighted([540, 400, 60].into_iter()) {
        0 => (Cause::Offered, reason),
        1 => (Cause::Requested, "customer_asked"),
        _ => (Cause::Automatic, "sensitive_topic"),
    }
}
