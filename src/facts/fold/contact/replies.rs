//! How soon humans replied.

use super::super::super::rows::contact::{Oddity, Replies};
use super::life::Life;
use super::step::Step;
use crate::events::Kind;
use crate::period::Millis;

/// `turns` are what is said in the contact, in order.
pub(super) fn replies(life: &mut Life<'_, '_>, turns: &[Step<'_>]) -> Replies {
    let mut replies = Replies {
        first_response: first_response(life).filter(|_| !life.is_outbound()),
        ..Replies::default()
    };
    let mut previous = Millis::MIN;
    for response in life.all(Kind::Response) {
        replies.responses += 1;
        let clocked = waiting_since(life, turns, previous, response).map(|at| response.at - at);
        if let Some(time) = response.told_wait().or(clocked) {
            replies.timed += 1;
            replies.response_time = Some(replies.response_time.unwrap_or(0) + time);
        }
        previous = response.at;
    }
    replies
}

/// From the beginning to the first reply of a human: as a pick-up tells it, else by the
/// clock. A reply that tells its wait tells it since the customer's last word.
fn first_response(life: &mut Life<'_, '_>) -> Option<Millis> {
    let odd = Oddity::ResponseBeforeContact;
    if let Some(reply) = life.first(Kind::Response) {
        return life.since_begin(reply, odd).or(reply.told_wait());
    }
    let answered = life.first(Kind::Answered)?;
    let clocked = life.since_begin(answered, odd);
    answered.told_wait().or(clocked)
}

/// When the customer last said something that no response has answered yet; before
/// anything is said, since the contact began.
fn waiting_since(
    life: &Life<'_, '_>,
    turns: &[Step<'_>],
    previous: Millis,
    response: &Step<'_>,
) -> Option<Millis> {
    let is_open = |at: &Millis| previous < *at && *at <= response.at;
    let said = turns.iter().filter(|turn| turn.is_by_customer());
    let said = said.map(|turn| turn.at).filter(is_open).max();
    said.or_else(|| life.begin_before(response).filter(is_open))
}
